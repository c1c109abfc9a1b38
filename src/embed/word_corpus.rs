//! [`WordCorpus`]: what embeddings are trained on: sentences as ids, their words, and how often each occurs.
//!
//! Words are numbered by count (↓, then word ↑), so that whoever asks for the most frequent ones, or for those seen at least
//! so often, takes a prefix of the vocabulary and skips all higher ids: a corpus is read from its text once,
//! whatever is trained on it later.

use crate::embed::sentences::Sentences;
use crate::error::Result;
use crate::text::encode_words::encode_words;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// Sentences, their words, and the words' counts.
///
/// # Examples
/// ```
/// use wordmill::embed::WordCorpus;
/// let corpus = WordCorpus::from_sentences([["the", "cat"], ["the", "dog"]])?;
/// assert_eq!(corpus.vocabulary().word(wordmill::text::TokenId(0)), "the");
/// assert_eq!((corpus.counts(), corpus.tokens()), (&[2, 1, 1][..], 4));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug)]
pub struct WordCorpus {
    vocabulary: Vocabulary,
    counts: Vec<u64>,
    sentences: Box<dyn Sentences>,
}

impl WordCorpus {
    /// From sentences that are cut into words already, kept in memory.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 2 distinct words.
    pub fn from_sentences<D>(sentences: impl IntoIterator<Item = D>) -> Result<Self>
    where
        D: IntoIterator<Item: AsRef<str>>,
    {
        let (sorted, encoded) = encode_words(sentences)?;
        let mut counts = vec![0u64; sorted.len()];
        encoded.ids().iter().for_each(|id| counts[id.index()] += 1);
        let mut order: Vec<u32> = (0..sorted.len() as u32).collect();
        order.sort_by_key(|&id| std::cmp::Reverse(counts[id as usize]));
        let mut ranks = vec![TokenId(0); order.len()];
        order.iter().enumerate().for_each(|(rank, &id)| ranks[id as usize] = TokenId(rank as u32));
        let ids = encoded.ids().iter().map(|id| ranks[id.index()]).collect();
        Ok(WordCorpus {
            vocabulary: Vocabulary::in_order(order.iter().map(|&id| sorted.word(TokenId(id))))?,
            counts: order.iter().map(|&id| counts[id as usize]).collect(),
            sentences: Box::new(Encoded::from_parts(ids, encoded.ends().to_vec())?),
        })
    }

    /// The words: the most frequent first, equally frequent ones in code-point order.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// How often each word occurs, in the order of the words.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The sentences.
    #[must_use]
    pub fn sentences(&self) -> &dyn Sentences {
        self.sentences.as_ref()
    }

    /// Words of all sentences.
    #[must_use]
    pub fn tokens(&self) -> u64 {
        self.sentences.start(self.sentences.count())
    }
}
