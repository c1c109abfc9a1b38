//! [`CountedVocabulary`]: how often each word was seen, and in how many documents.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_shape};
use crate::text::vocabulary::Vocabulary;

/// Words in an order, with counts of words and of documents.
///
/// # Examples
/// ```
/// use wordmill::text::counted::{CountedVocabulary, VocabularyFilter};
/// let documents = ["a good film", "a bad film", "a score"].map(|text| text.split(' '));
/// let counted = CountedVocabulary::of_documents(documents)?;
/// assert_eq!((counted.count("film"), counted.document_count("a"), counted.documents()), (2, 3, 3));
/// // In at least two documents, but not in all.
/// let filter = VocabularyFilter::default().min_documents(2).max_document_share(0.9);
/// let kept = counted.filtered(&filter)?;
/// assert_eq!(kept.vocabulary().iter().collect::<Vec<_>>(), ["film"]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "RawCounted", into = "RawCounted")]
pub struct CountedVocabulary {
    words: Vocabulary,
    entries: Vec<WordCount>,
    documents: u64,
    positions: u64,
}

/// The counts of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct WordCount {
    pub(super) count: u64,
    pub(super) documents: u64,
}

impl CountedVocabulary {
    /// Of distinct words in their order.
    pub(super) fn of_rows<'w>(
        rows: impl IntoIterator<Item = (&'w str, WordCount)>,
        documents: u64,
        positions: u64,
    ) -> Result<Self> {
        let (mut words, mut entries) = (Vocabulary::default(), Vec::new());
        for (word, entry) in rows {
            words.add(word)?;
            entries.push(entry);
        }
        Ok(CountedVocabulary { words, entries, documents, positions })
    }

    /// The words and their numbers.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.words
    }

    /// The words and their numbers, without the counts.
    #[must_use]
    pub fn into_vocabulary(self) -> Vocabulary {
        self.words
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How often a word was seen.
    #[must_use]
    pub fn count(&self, word: &str) -> u64 {
        self.entry(word).count
    }

    /// In how many documents a word was seen.
    #[must_use]
    pub fn document_count(&self, word: &str) -> u64 {
        self.entry(word).documents
    }

    fn entry(&self, word: &str) -> WordCount {
        self.words.id(word).map(|id| self.entries[id.index()]).unwrap_or_default()
    }

    /// How many documents were read; 0 where a file did not say.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// How many words were read, those included that were dropped since.
    #[must_use]
    pub fn positions(&self) -> u64 {
        self.positions
    }

    /// The words in the order of their numbers, each with its count and the number of its documents.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, u64, u64)> {
        self.words.iter().zip(&self.entries).map(|(word, entry)| (word, entry.count, entry.documents))
    }

    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = (&str, WordCount)> {
        self.words.iter().zip(self.entries.iter().copied())
    }

    /// The same words in code-point order.
    ///
    /// # Errors
    /// None but those of building what was built already.
    pub fn sorted(&self) -> Result<Self> {
        let mut rows: Vec<_> = self.rows().collect();
        rows.sort_unstable_by_key(|row| row.0);
        CountedVocabulary::of_rows(rows, self.documents, self.positions)
    }

    /// The same words by their count, the most frequent first, and where counts are equal, in code-point order.
    ///
    /// # Errors
    /// None but those of building what was built already.
    pub fn by_count(&self) -> Result<Self> {
        let mut rows: Vec<_> = self.rows().collect();
        rows.sort_unstable_by(|a, b| b.1.count.cmp(&a.1.count).then(a.0.cmp(b.0)));
        CountedVocabulary::of_rows(rows, self.documents, self.positions)
    }

    /// Adds the counts of another vocabulary, from other documents; its new words get the next numbers.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 2 words.
    pub fn merge(&mut self, other: &CountedVocabulary) -> Result<()> {
        for (word, counts) in other.rows() {
            let id = self.words.add(word)?;
            if id.index() == self.entries.len() {
                self.entries.push(WordCount::default());
            }
            let entry = &mut self.entries[id.index()];
            entry.count += counts.count;
            entry.documents += counts.documents;
        }
        self.documents += other.documents;
        self.positions += other.positions;
        Ok(())
    }
}

/// A vocabulary as it lies in a file.
#[derive(Serialize, Deserialize)]
struct RawCounted {
    words: Vocabulary,
    entries: Vec<WordCount>,
    documents: u64,
    positions: u64,
}

impl From<CountedVocabulary> for RawCounted {
    fn from(counted: CountedVocabulary) -> Self {
        let CountedVocabulary { words, entries, documents, positions } = counted;
        RawCounted { words, entries, documents, positions }
    }
}

impl TryFrom<RawCounted> for CountedVocabulary {
    type Error = Error;

    fn try_from(raw: RawCounted) -> Result<Self> {
        let RawCounted { words, entries, documents, positions } = raw;
        check_shape("counts of a vocabulary", words.len(), entries.len())?;
        if entries.iter().any(|entry| entry.documents > documents) {
            return Err(Error::corrupt("vocabulary", "a word is in more documents than there are"));
        }
        Ok(CountedVocabulary { words, entries, documents, positions })
    }
}
