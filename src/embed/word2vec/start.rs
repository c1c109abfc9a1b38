//! [`Start`]: training that begins with vectors that are there already: more text for a trained model, vectors from elsewhere,
//! rows that shall stay as they are.
//!
//! A model that reads more text keeps its words and adds those of the new text that are frequent enough there, as gensim's
//! `build_vocab(…, update=True)` does (gensim 4.4.0): counts add up, noise is drawn by the sums, and frequent words are
//! dropped by their share of the new text alone. Other than there, words stand by their summed counts afterwards, not in
//! the order of their coming, and the rows of inner nodes begin at zero where the Huffman tree has become another one.

use std::borrow::Cow;

use crate::embed::embeddings::Embeddings;
use crate::embed::huffman::HuffmanTree;
use crate::embed::ranking::Ranking;
use crate::embed::word_corpus::WordCorpus;
use crate::embed::word2vec::fixed::FixedRows;
use crate::embed::word2vec::model::Word2Vec;
use crate::embed::word2vec::params::{Loss, Word2VecParams};
use crate::embed::word2vec::training::Training;
use crate::error::{Error, Result, check_shape};
use crate::text::vocabulary::{TokenId, Vocabulary};

/// What a training starts with.
///
/// # Examples
/// ```
/// use wordmill::Fit;
/// use wordmill::embed::word2vec::Start;
/// use wordmill::embed::{Word2Vec, WordCorpus};
/// let params = Word2Vec::params().dimension(8).min_count(1).sample(0.0);
/// let first = params.fit(&WordCorpus::from_sentences([["the", "cat", "sat"]; 20])?)?;
/// let more = WordCorpus::from_sentences([["the", "dog", "sat"]; 20])?;
/// let model = Start::from_model(&first).freeze(["cat", "the"]).fit(&params, &more, &mut ())?;
/// let row = |model: &Word2Vec, word| model.embeddings().embedding(word).map(|found| found.row().to_vec());
/// assert_eq!(row(&model, "the"), row(&first, "the"));
/// assert_ne!(row(&model, "sat"), row(&first, "sat"));
/// assert!(row(&model, "dog").is_some());
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Start<'m> {
    origin: Origin<'m>,
    frozen: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
enum Origin<'m> {
    Nothing,
    Embeddings(&'m Embeddings),
    Model(&'m Word2Vec),
}

impl Start<'static> {
    /// With vectors drawn at random, as ever.
    #[must_use]
    pub fn random() -> Self {
        Start { origin: Origin::Nothing, frozen: Vec::new() }
    }
}

impl<'m> Start<'m> {
    /// With these vectors for those of the corpus's words that they have (gensim's `intersect_word2vec_format`), random ones for
    /// the others, and nothing learnt about contexts.
    #[must_use]
    pub fn from_embeddings(embeddings: &'m Embeddings) -> Self {
        Start { origin: Origin::Embeddings(embeddings), frozen: Vec::new() }
    }

    /// With a trained model: all its words stay, and the corpus's words that `min_count` and `max_vocabulary` let pass come in
    /// addition.
    #[must_use]
    pub fn from_model(model: &'m Word2Vec) -> Self {
        Start { origin: Origin::Model(model), frozen: Vec::new() }
    }

    /// Words whose vectors stay as they are (gensim's `vectors_lockf` of 0); others still learn from them.
    #[must_use]
    pub fn freeze<S: AsRef<str>>(self, words: impl IntoIterator<Item = S>) -> Self {
        let words = words.into_iter().map(|word| word.as_ref().to_owned());
        Start { frozen: self.frozen.into_iter().chain(words).collect(), ..self }
    }

    /// A training that is about to begin on a corpus.
    pub(crate) fn prepare<'c>(
        &self,
        params: &Word2VecParams,
        corpus: &'c WordCorpus,
    ) -> Result<Prepared<'c>> {
        let mut prepared = self.begin(params, corpus)?;
        let Prepared { training, vocabulary, .. } = &mut prepared;
        let words = training.counts.len();
        let row = |word: &String| {
            let known = vocabulary.id(word).map(TokenId::index).filter(|&row| row < words);
            known.ok_or_else(|| Error::unknown("word to freeze", word, vocabulary.iter().take(words)))
        };
        let frozen = self.frozen.iter().map(row).collect::<Result<Vec<_>>>()?;
        training.fixed = (!frozen.is_empty()).then(|| FixedRows::new(&training.input, &frozen));
        Ok(prepared)
    }

    fn begin<'c>(&self, params: &Word2VecParams, corpus: &'c WordCorpus) -> Result<Prepared<'c>> {
        let vocabulary = Cow::Borrowed(corpus.vocabulary());
        match self.origin {
            Origin::Nothing => {
                Ok(Prepared { training: Training::new(params, corpus)?, vocabulary, ids: None })
            }
            Origin::Embeddings(embeddings) => {
                let mut training = Training::new(params, corpus)?;
                check_shape("dimension of vectors to start with", params.dimension, embeddings.dimension())?;
                for (row, word) in corpus.vocabulary().iter().take(training.counts.len()).enumerate() {
                    if let Some(found) = embeddings.embedding(word) {
                        training.input.set_row(row, found.row());
                    }
                }
                Ok(Prepared { training, vocabulary, ids: None })
            }
            Origin::Model(model) => {
                params.check()?;
                let dimension = model.embeddings().dimension();
                check_shape("dimension of a model to go on with", params.dimension, dimension)?;
                let union = Union::of(model, params, corpus)?;
                let training = union.training(model, params, corpus)?;
                let vocabulary = Cow::Owned(union.ranking.vocabulary);
                Ok(Prepared { training, vocabulary, ids: Some(union.ids) })
            }
        }
    }
}

/// What a training begins with.
pub(crate) struct Prepared<'c> {
    pub(crate) training: Training,
    /// Its words come first here.
    pub(crate) vocabulary: Cow<'c, Vocabulary>,
    /// The rows of the corpus's words, where they are not their ids.
    pub(crate) ids: Option<Vec<TokenId>>,
}

/// The words of a model and of a corpus.
struct Union {
    ranking: Ranking,
    /// The new number of each word of the corpus; of one that is left out, the first that is none.
    ids: Vec<TokenId>,
    /// How often each word occurs in the corpus.
    seen: Vec<u64>,
}

impl Union {
    fn of(model: &Word2Vec, params: &Word2VecParams, corpus: &WordCorpus) -> Result<Self> {
        let known = model.embeddings();
        let (mut words, mut counts) =
            (known.vocabulary().clone(), known.counts().unwrap_or_default().to_vec());
        let most = params.max_vocabulary.unwrap_or(usize::MAX).max(words.len());
        let mut places = Vec::with_capacity(corpus.counts().len());
        for (word, &count) in corpus.vocabulary().iter().zip(corpus.counts()) {
            let wanted = words.id(word).is_some() || (count >= params.min_count && words.len() < most);
            let place = if wanted { Some(words.add(word)?.index()) } else { None };
            counts.resize(words.len(), 0);
            if let Some(place) = place {
                counts[place] += count;
            }
            places.push(place);
        }
        let ranking = Ranking::by_count(&words, &counts)?;
        let mut seen = vec![0; words.len()];
        for (place, &count) in places.iter().zip(corpus.counts()) {
            if let Some(place) = *place {
                seen[ranking.ranks[place].index()] = count;
            }
        }
        let outside = TokenId(words.len() as u32);
        let ids = places.iter().map(|place| place.map_or(outside, |place| ranking.ranks[place])).collect();
        Ok(Union { ranking, ids, seen })
    }

    fn training(&self, model: &Word2Vec, params: &Word2VecParams, corpus: &WordCorpus) -> Result<Training> {
        let mut training = Training::for_words(params, self.ranking.counts.clone(), self.seen.clone())?;
        if self.seen.iter().all(|&count| count == 0) {
            let what =
                if corpus.tokens() == 0 { "corpus" } else { "part of the corpus that the vocabulary knows" };
            return Err(Error::Empty { what });
        }
        // The model's words come first in the union, in their order.
        let rows = self.ranking.ranks.iter().zip(model.embeddings().rows().iter());
        rows.for_each(|(rank, row)| training.input.set_row(rank.index(), row));
        let (old, new) = (&model.trained_with().loss, &params.loss);
        match (old, new) {
            (Loss::NegativeSampling { .. }, Loss::NegativeSampling { .. }) => {
                let rows = self.ranking.ranks.iter().zip(model.output().iter());
                rows.for_each(|(rank, row)| training.output.set_row(rank.index(), row));
            }
            (Loss::HierarchicalSoftmax, Loss::HierarchicalSoftmax) => {
                let before = HuffmanTree::new(model.embeddings().counts().unwrap_or_default())?;
                if before == HuffmanTree::new(&self.ranking.counts)? && self.ranking.ranks.is_sorted() {
                    let rows = model.output().iter().enumerate();
                    rows.for_each(|(node, row)| training.output.set_row(node, row));
                }
            }
            _ => {
                return Err(Error::parameter(
                    "loss",
                    format_args!("{new:?}"),
                    "the loss that the model was trained with",
                ));
            }
        }
        Ok(training)
    }
}

#[cfg(test)]
mod tests;
