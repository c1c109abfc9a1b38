//! [`encode`] and [`encode_with`]: documents become ids, on all threads.
//!
//! Documents are cut into chunks of a quarter of a megabyte, and every thread has a reader that numbers the
//! words of the chunks that it gets, in the order in which it meets them. What is asked of a word (is it a stop word, what
//! is its stem, where does it stand among all words) is asked once for each distinct word of a reader, not once an
//! occurrence. The result depends neither on the cut nor on who read what.

use std::ops::Range;

use crate::error::Result;
use crate::parallel;
use crate::text::analyzer::{Analyzer, Unit};
use crate::text::documents::Documents;
use crate::text::encoded::Encoded;
use crate::text::ngram::range::NgramRange;
use crate::text::reader::{Chunk, Cut, Reader};
use crate::text::vocabulary::{TokenId, Vocabulary};

/// Bytes of text that make a chunk.
const CHUNK: usize = 1 << 18;
/// What a document counts in addition, so that a chunk holds no more than some thousand.
const SIZE: usize = 64;

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
    Chunks::of_units(analyzer, documents)?.known(vocabulary).encoded()
}

/// Documents as ids, chunk by chunk; each reader has a vocabulary of its own.
pub(crate) struct Chunks {
    /// The words of each reader.
    words: Vec<Vocabulary>,
    /// The chunks in their order, each with the number of its reader.
    chunks: Vec<(usize, Chunk)>,
}

/// Documents in the numbers of their readers, and what those stand for.
pub(crate) struct Named {
    /// For each reader the ids of its words.
    pub(crate) names: Vec<Vec<TokenId>>,
    /// The chunks in their order, each with the number of its reader.
    pub(crate) chunks: Vec<(usize, Chunk)>,
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

    /// Words, or what else n-grams are made of, in chunks of their own choice.
    pub(crate) fn of_ranges<D: Documents + ?Sized>(
        analyzer: &Analyzer,
        documents: &D,
        ranges: &[Range<usize>],
    ) -> Result<Self> {
        Chunks::read(analyzer, documents, Cut::Units, ranges)
    }

    fn of<D: Documents + ?Sized>(analyzer: &Analyzer, documents: &D, cut: Cut) -> Result<Self> {
        let ranges = parallel::weighted_ranges(documents.count(), CHUNK, |at| documents.size(at) + SIZE);
        Chunks::read(analyzer, documents, cut, &ranges)
    }

    fn read<D: Documents + ?Sized>(
        analyzer: &Analyzer,
        documents: &D,
        cut: Cut,
        ranges: &[Range<usize>],
    ) -> Result<Self> {
        let start = || Reader::new(analyzer, cut);
        let read = |reader: &mut Reader<'_>, _, range: &Range<usize>| reader.read(documents, range.clone());
        let (readers, chunks) = parallel::work_for(ranges, start, read);
        let chunks = chunks.into_iter().map(|(reader, chunk)| Ok((reader, chunk?)));
        let words = readers.into_iter().map(Reader::into_words).collect();
        Ok(Chunks { words, chunks: chunks.collect::<Result<_>>()? })
    }

    /// Whether any word is one that `asked` holds for.
    pub(crate) fn any(&self, asked: impl Fn(&str) -> bool) -> bool {
        self.words.iter().any(|words| words.iter().any(&asked))
    }

    /// The sorted vocabulary, and the documents as its ids.
    pub(crate) fn sorted(self) -> Result<(Vocabulary, Encoded)> {
        let (vocabulary, documents) = self.named()?;
        Ok((vocabulary, documents.encoded()?))
    }

    /// The sorted vocabulary, and the documents as they were read.
    pub(crate) fn named(self) -> Result<(Vocabulary, Named)> {
        let (vocabulary, names) = sorted_union(self.words)?;
        Ok((vocabulary, Named { names, chunks: self.chunks }))
    }

    /// The words in no order to rely on, though for the most part that in which they are first met, and the documents as their
    /// numbers.
    pub(crate) fn numbered(self) -> Result<(Vocabulary, Encoded)> {
        let (vocabulary, names) = union(self.words)?;
        Ok((vocabulary, Named { names, chunks: self.chunks }.encoded()?))
    }

    /// The documents as ids of a vocabulary that stands already.
    pub(crate) fn known(self, vocabulary: &Vocabulary) -> Named {
        let id = |word| vocabulary.id(word).unwrap_or(TokenId::UNKNOWN);
        let names = self.words.iter().map(|words| words.iter().map(id).collect()).collect();
        Named { names, chunks: self.chunks }
    }
}

impl Named {
    /// How many words the documents have in all.
    pub(crate) fn places(&self) -> usize {
        self.chunks.iter().map(|(_, chunk)| chunk.ids.len()).sum()
    }

    /// The documents as ids.
    pub(crate) fn encoded(self) -> Result<Encoded> {
        let (mut end, mut ends) = (0, Vec::new());
        for (_, chunk) in &self.chunks {
            ends.extend(chunk.ends.iter().map(|&inside| end + inside));
            end += chunk.ids.len();
        }
        let mut ids = parallel::filled(end, || TokenId::UNKNOWN);
        let lengths = self.chunks.iter().map(|(_, chunk)| chunk.ids.len());
        let parts = parallel::split_at_ranges(&mut ids, lengths).into_iter();
        // Each chunk goes as soon as it is renamed.
        let parts = parts.zip(self.chunks).collect();
        parallel::for_each_part(parts, |_, (part, (reader, chunk)): (&mut [TokenId], (usize, Chunk))| {
            let names = &self.names[reader];
            part.iter_mut().zip(&chunk.ids).for_each(|(slot, &id)| *slot = names[id as usize]);
        });
        Encoded::from_parts(ids, ends)
    }
}

/// The words of all vocabularies, sorted, and their ids there, vocabulary by vocabulary.
pub(crate) fn sorted_union(vocabularies: Vec<Vocabulary>) -> Result<(Vocabulary, Vec<Vec<TokenId>>)> {
    let (all, numbers) = union(vocabularies)?;
    let order = all.sorted_ids();
    let mut ranks = vec![TokenId::UNKNOWN; order.len()];
    order.iter().zip(0..).for_each(|(id, rank)| ranks[id.index()] = TokenId(rank));
    let ranks_of = |numbers: Vec<TokenId>| numbers.into_iter().map(|number| ranks[number.index()]).collect();
    Ok((all.in_order_of(&order), numbers.into_iter().map(ranks_of).collect()))
}

/// The words of all vocabularies in no order to rely on, and their numbers there, vocabulary by vocabulary.
fn union(vocabularies: Vec<Vocabulary>) -> Result<(Vocabulary, Vec<Vec<TokenId>>)> {
    let mut vocabularies = vocabularies.into_iter();
    let mut all = vocabularies.next().unwrap_or_default();
    let mut numbers = vec![(0..all.len() as u32).map(TokenId).collect()];
    for words in vocabularies {
        numbers.push(all.add_all(&words)?);
    }
    Ok((all, numbers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::stem::classic_snowball::ClassicSnowball;
    use crate::text::stopword::StopWords;
    use crate::text::tokenizer::Tokenizer;

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
