//! [`VocabularyCounter`]: counts the words of documents as they come.
//!
//! Words are numbered and pruned as by gensim's `Dictionary` (gensim 4.4.0).

use crate::error::Result;
use crate::text::counted::filter::VocabularyFilter;
use crate::text::counted::vocabulary::{CountedVocabulary, WordCount};
use crate::text::vocabulary::Vocabulary;

/// Documents between two looks at the size of the vocabulary.
const DOCUMENTS_BETWEEN_PRUNINGS: u64 = 10_000;

/// Counting in progress.
///
/// # Examples
/// ```
/// use wordmill::text::counted::VocabularyCounter;
/// let mut counter = VocabularyCounter::new().prune_at(2_000_000);
/// counter.add(["so", "good"])?;
/// counter.add(["a", "good", "film"])?;
/// let counted = counter.finish()?;
/// assert_eq!(counted.vocabulary().iter().collect::<Vec<_>>(), ["good", "so", "a", "film"]);
/// assert_eq!(counted.count("good"), 2);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VocabularyCounter {
    prune_at: Option<usize>,
    words: Vocabulary,
    entries: Vec<Entry>,
    documents: u64,
    positions: u64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Entry {
    counts: WordCount,
    /// The documents that it was first and last seen in.
    first: u64,
    last: u64,
}

impl VocabularyCounter {
    /// Nothing counted yet.
    #[must_use]
    pub fn new() -> Self {
        VocabularyCounter::default()
    }

    /// Bounds memory: before every ten thousandth document, a vocabulary of more words is cut down to the `words` of the
    /// most documents (of equal ones, those of lower numbers). Unless set, all words stay.
    ///
    /// A word that was dropped starts at 0 when it comes again, so the counts of rare words are too low. In between the
    /// vocabulary may grow past the bound.
    #[must_use]
    pub fn prune_at(self, words: usize) -> Self {
        VocabularyCounter { prune_at: Some(words), ..self }
    }

    /// Counts a document.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 2 words.
    pub fn add<S: AsRef<str>>(&mut self, document: impl IntoIterator<Item = S>) -> Result<()> {
        let crowded = self.prune_at.is_some_and(|most| self.words.len() > most);
        if crowded && self.documents.is_multiple_of(DOCUMENTS_BETWEEN_PRUNINGS) {
            self.prune()?;
        }
        self.documents += 1;
        let this = self.documents;
        for word in document {
            self.positions += 1;
            let id = self.words.add(word.as_ref())?;
            if id.index() == self.entries.len() {
                self.entries.push(Entry { counts: WordCount::default(), first: this, last: 0 });
            }
            let entry = &mut self.entries[id.index()];
            entry.counts.count += 1;
            entry.counts.documents += u64::from(entry.last != this);
            entry.last = this;
        }
        Ok(())
    }

    /// What was found. Words are numbered by the documents in which they were first seen, and those of one document in
    /// code-point order.
    ///
    /// # Errors
    /// None but those of building what was built already.
    pub fn finish(self) -> Result<CountedVocabulary> {
        let mut order: Vec<(u64, &str, WordCount)> = self
            .words
            .iter()
            .zip(&self.entries)
            .map(|(word, entry)| (entry.first, word, entry.counts))
            .collect();
        order.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        let rows = order.into_iter().map(|(_, word, counts)| (word, counts));
        CountedVocabulary::of_rows(rows, self.documents, self.positions)
    }

    fn prune(&mut self) -> Result<()> {
        let Some(most) = self.prune_at else { return Ok(()) };
        let filter = VocabularyFilter::default().most(most);
        let kept = self.clone().finish()?.filtered(&filter)?.into_vocabulary();
        let ids = kept.iter().filter_map(|word| self.words.id(word));
        self.entries = ids.map(|id| self.entries[id.index()]).collect();
        self.words = kept;
        Ok(())
    }
}

impl CountedVocabulary {
    /// Counts all words of documents.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 2 words.
    pub fn of_documents<D>(documents: impl IntoIterator<Item = D>) -> Result<Self>
    where
        D: IntoIterator<Item: AsRef<str>>,
    {
        let mut counter = VocabularyCounter::new();
        for document in documents {
            counter.add(document)?;
        }
        counter.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_by_dropping_what_is_in_few_documents() {
        let mut counter = VocabularyCounter::new().prune_at(10);
        for document in 0..30_001 {
            counter.add(["always".to_owned(), format!("once {document}")]).unwrap();
        }
        // Nine of the first ten thousand words stayed through each pruning; the last came after it.
        let counted = counter.finish().unwrap();
        assert_eq!(counted.len(), 11);
        assert_eq!(
            (counted.count("always"), counted.documents(), counted.positions()),
            (30_001, 30_001, 60_002)
        );
        assert_eq!(
            (counted.count("once 0"), counted.count("once 9"), counted.count("once 30000")),
            (1, 0, 1)
        );
    }

    #[test]
    fn orders_and_sums() {
        let one = CountedVocabulary::of_documents([["b", "a", "b"], ["c", "b", "c"]]).unwrap();
        let rows = |counted: &CountedVocabulary| {
            counted
                .iter()
                .map(|(word, count, documents)| format!("{word} {count} {documents}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(rows(&one), ["a 1 1", "b 3 2", "c 2 1"]);
        assert_eq!(rows(&one.by_count().unwrap()), ["b 3 2", "c 2 1", "a 1 1"]);
        let mut sum = CountedVocabulary::of_documents([["z", "c", "c"]]).unwrap();
        sum.merge(&one).unwrap();
        assert_eq!(rows(&sum), ["c 4 2", "z 1 1", "a 1 1", "b 3 2"]);
        assert_eq!(rows(&sum.sorted().unwrap()), ["a 1 1", "b 3 2", "c 4 2", "z 1 1"]);
        assert_eq!((sum.documents(), sum.positions()), (3, 9));
        let json = serde_json::to_string(&sum).unwrap();
        assert_eq!(serde_json::from_str::<CountedVocabulary>(&json).unwrap(), sum);
        assert!(
            serde_json::from_str::<CountedVocabulary>(&json.replace("\"documents\":3", "\"documents\":1"))
                .is_err()
        );
    }
}
