//! [`encode`] and [`encode_with`]: documents become ids, on all threads.
//!
//! Documents are cut into chunks of about a megabyte. Each chunk numbers its own words first, so that
//! the long loop touches a small table only, and each distinct word is looked up among the stop words,
//! stemmed and sought in the shared vocabulary once a chunk, not once an occurrence. The result does not
//! depend on the cut.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::Result;
use crate::parallel;
use crate::text::analyzer::{Analyzer, Unit};
use crate::text::encoded::Encoded;
use crate::text::ngram::range::NgramRange;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// Bytes of text that make a chunk.
const CHUNK: usize = 1 << 20;

/// The sorted vocabulary of all words of `documents`, and the documents as its ids. N-grams of the
/// analyzer play no part. Where they are made of characters, those take the place of words; inside words, the words
/// with a space on either side.
///
/// # Errors
/// [`Error::Limit`](crate::Error::Limit) past 2³² − 2 distinct words.
pub fn encode<S: AsRef<str> + Sync>(analyzer: &Analyzer, documents: &[S]) -> Result<(Vocabulary, Encoded)> {
    Chunks::of_units(analyzer, documents)?.sorted()
}

/// The documents as ids of a vocabulary that stands already; a word that it lacks keeps its place as
/// [`TokenId::UNKNOWN`].
///
/// # Errors
/// [`Error::Limit`](crate::Error::Limit) past 2³² − 2 distinct words in one chunk.
pub fn encode_with<S: AsRef<str> + Sync>(
    analyzer: &Analyzer,
    vocabulary: &Vocabulary,
    documents: &[S],
) -> Result<Encoded> {
    Chunks::of_units(analyzer, documents)?.known(vocabulary)
}

/// Documents that an analyzer can cut.
pub(crate) trait Documents: Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// About how many bytes one holds.
    fn size(&self, document: usize) -> usize;

    /// Hands over what the n-grams of one are made of, stop words among them and not yet stemmed.
    fn units(&self, document: usize, analyzer: &Analyzer, sink: &mut dyn FnMut(Token<'_>));

    /// Hands over its n-grams.
    fn ngrams(&self, document: usize, analyzer: &Analyzer, sink: &mut dyn FnMut(Token<'_>));
}

impl<S: AsRef<str> + Sync> Documents for [S] {
    fn count(&self) -> usize {
        self.len()
    }

    fn size(&self, document: usize) -> usize {
        self[document].as_ref().len()
    }

    fn units(&self, document: usize, analyzer: &Analyzer, sink: &mut dyn FnMut(Token<'_>)) {
        analyzer.raw_units(self[document].as_ref(), sink);
    }

    fn ngrams(&self, document: usize, analyzer: &Analyzer, sink: &mut dyn FnMut(Token<'_>)) {
        analyzer.tokenize(self[document].as_ref(), sink);
    }
}

/// Documents that were cut into words elsewhere.
pub(crate) struct CutDocuments<'d, W>(pub(crate) &'d [Vec<W>]);

impl<W: AsRef<str> + Sync> Documents for CutDocuments<'_, W> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn size(&self, document: usize) -> usize {
        self.0[document].iter().map(|word| word.as_ref().len() + 1).sum()
    }

    fn units(&self, document: usize, _: &Analyzer, sink: &mut dyn FnMut(Token<'_>)) {
        for word in &self.0[document] {
            let text = word.as_ref();
            sink(Token { text, span: Span { start: 0, end: text.len() } });
        }
    }

    fn ngrams(&self, document: usize, analyzer: &Analyzer, sink: &mut dyn FnMut(Token<'_>)) {
        analyzer.ngrams_of(|sink| self.units(document, analyzer, sink), sink);
    }
}

/// What documents are cut into.
#[derive(Clone, Copy)]
enum Cut {
    Units,
    Ngrams,
}

/// Documents as ids, chunk by chunk; each chunk has a vocabulary of its own.
pub(crate) struct Chunks(Vec<Chunk>);

/// Some documents as ids of their own vocabulary.
struct Chunk {
    words: Vocabulary,
    ids: Vec<u32>,
    /// Words in each document.
    lengths: Vec<usize>,
}

impl Chunks {
    /// Words, or what else n-grams are made of.
    pub(crate) fn of_units<D: Documents + ?Sized>(analyzer: &Analyzer, documents: &D) -> Result<Self> {
        Chunks::of(analyzer, documents, Cut::Units)
    }

    /// N-grams, each a word of the vocabulary.
    pub(crate) fn of_ngrams<D: Documents + ?Sized>(analyzer: &Analyzer, documents: &D) -> Result<Self> {
        let single = analyzer.ngram_unit() == Unit::Words && analyzer.ngram_range() == NgramRange::UNIGRAMS;
        Chunks::of(analyzer, documents, if single { Cut::Units } else { Cut::Ngrams })
    }

    fn of<D: Documents + ?Sized>(analyzer: &Analyzer, documents: &D, cut: Cut) -> Result<Self> {
        let ranges = parallel::weighted_ranges(documents.count(), CHUNK, |at| documents.size(at) + 16);
        let chunks = parallel::map(&ranges, |range| Chunk::of(analyzer, documents, range.clone(), cut));
        chunks.into_iter().collect::<Result<_>>().map(Chunks)
    }

    /// Whether any word is one that `asked` holds for.
    pub(crate) fn any(&self, asked: impl Fn(&str) -> bool) -> bool {
        self.0.iter().any(|chunk| chunk.words.iter().any(&asked))
    }

    /// The sorted vocabulary, and the documents as its ids.
    pub(crate) fn sorted(self) -> Result<(Vocabulary, Encoded)> {
        let all = merge(self.0.iter().map(|chunk| &chunk.words).collect())?;
        let mut words: Vec<&str> = all.iter().collect();
        parallel::sort_unstable_by(&mut words, Ord::cmp);
        let vocabulary = Vocabulary::in_order(words)?;
        let encoded = self.known(&vocabulary)?;
        Ok((vocabulary, encoded))
    }

    /// The documents as ids of a vocabulary that stands already.
    pub(crate) fn known(self, vocabulary: &Vocabulary) -> Result<Encoded> {
        let chunks = self.0;
        let total = chunks.iter().map(|chunk| chunk.ids.len()).sum();
        let mut ids = parallel::filled(total, || TokenId::UNKNOWN);
        let parts = parallel::split_at_ranges(&mut ids, chunks.iter().map(|chunk| chunk.ids.len()));
        parallel::for_each_part(parts, |index, part| {
            let chunk = &chunks[index];
            let shared: Vec<TokenId> =
                chunk.words.iter().map(|word| vocabulary.id(word).unwrap_or(TokenId::UNKNOWN)).collect();
            for (slot, &id) in part.iter_mut().zip(&chunk.ids) {
                *slot = shared[id as usize];
            }
        });
        let mut end = 0;
        let lengths = chunks.iter().flat_map(|chunk| &chunk.lengths);
        let ends = lengths
            .map(|length| {
                end += length;
                end
            })
            .collect();
        Encoded::from_parts(ids, ends)
    }
}

/// The words of all vocabularies, in no order to rely on: pairs are merged until one is left.
fn merge(vocabularies: Vec<&Vocabulary>) -> Result<Vocabulary> {
    let merge_pair = |pair: &[&Vocabulary]| {
        let mut merged = pair[0].clone();
        for word in pair[1..].iter().flat_map(|other| other.iter()) {
            merged.add(word)?;
        }
        Ok(merged)
    };
    let pairs: Vec<&[&Vocabulary]> = vocabularies.chunks(2).collect();
    let mut merged =
        parallel::map(&pairs, |pair| merge_pair(pair)).into_iter().collect::<Result<Vec<_>>>()?;
    match merged.len() {
        0 => Ok(Vocabulary::default()),
        1 => Ok(merged.swap_remove(0)),
        _ => merge(merged.iter().collect()),
    }
}

impl Chunk {
    fn of<D: Documents + ?Sized>(
        analyzer: &Analyzer,
        documents: &D,
        range: Range<usize>,
        cut: Cut,
    ) -> Result<Self> {
        let (mut raw, mut words) = (Vocabulary::default(), Vocabulary::default());
        // What each raw word stands for: a word of the chunk, or nothing.
        let mut meanings: Vec<u32> = Vec::new();
        let (mut ids, mut lengths) = (Vec::new(), Vec::with_capacity(range.len()));
        let mut failure = None;
        for document in range {
            let before = ids.len();
            let mut sink = |word: Token<'_>| {
                let meaning = raw.add(word.text).and_then(|id| {
                    if id.index() == meanings.len() {
                        let term = match cut {
                            Cut::Units => analyzer.term(word.text),
                            Cut::Ngrams => Some(Cow::Borrowed(word.text)),
                        };
                        meanings.push(term.map_or(Ok(TokenId::UNKNOWN), |term| words.add(&term))?.0);
                    }
                    Ok(meanings[id.index()])
                });
                match meaning {
                    Ok(meaning) if meaning != TokenId::UNKNOWN.0 => ids.push(meaning),
                    Ok(_) => {}
                    Err(error) => failure = Some(error),
                }
            };
            match cut {
                Cut::Units => documents.units(document, analyzer, &mut sink),
                Cut::Ngrams => documents.ngrams(document, analyzer, &mut sink),
            }
            lengths.push(ids.len() - before);
        }
        failure.map_or(Ok(Chunk { words, ids, lengths }), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::stem::classic_snowball::ClassicSnowball;
    use crate::text::stopword::StopWords;

    #[test]
    fn ids_spell_the_words_of_the_analyzer() {
        let analyzer = Analyzer::default().stop_words(StopWords::english()).stemmer(ClassicSnowball::English);
        let documents: Vec<String> = (0..300).map(|n| format!("The actor {n} acts on {}", n % 7)).collect();
        let (vocabulary, encoded) = encode(&analyzer, &documents).unwrap();
        assert!(vocabulary.iter().is_sorted());
        for (document, ids) in documents.iter().zip(encoded.iter()) {
            let words: Vec<_> = analyzer.tokens(document).into_iter().map(|token| token.text).collect();
            assert_eq!(ids.iter().map(|&id| vocabulary.word(id)).collect::<Vec<_>>(), words);
        }
        assert_eq!(encode_with(&analyzer, &vocabulary, &documents).unwrap(), encoded);
        let other = encode_with(&analyzer, &vocabulary, &["actor unheard"]).unwrap();
        assert_eq!(other.document(0)[1], TokenId::UNKNOWN);
    }

    #[test]
    fn many_chunks_give_what_one_gives() {
        let documents: Vec<String> = (0..40).map(|n| format!("w{} ", n % 11).repeat(40_000)).collect();
        let analyzer = Analyzer::default();
        let (vocabulary, encoded) = encode(&analyzer, &documents).unwrap();
        assert_eq!(vocabulary.len(), 11);
        for threads in [1, 2, 5] {
            let again = parallel::with_threads(threads, || encode(&analyzer, &documents)).unwrap().unwrap();
            assert_eq!(again, (vocabulary.clone(), encoded.clone()));
        }
        assert!(encode::<&str>(&analyzer, &[]).unwrap().1.is_empty());
    }
}
