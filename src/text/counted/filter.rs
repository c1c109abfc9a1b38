//! [`VocabularyFilter`]: which words of a counted vocabulary are worth keeping.
//!
//! As `filter_extremes` of gensim's `Dictionary` (gensim 4.4.0), and bounds of counts besides.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};
use crate::text::counted::vocabulary::{CountedVocabulary, WordCount};
use crate::text::stopword::StopWords;

/// Bounds that a word must keep to; none unless set.
///
/// gensim's `filter_extremes(no_below, no_above, keep_n, keep_tokens)` is [`min_documents`](Self::min_documents),
/// [`max_document_share`](Self::max_document_share), [`most`](Self::most) and [`keep_words`](Self::keep_words); its
/// defaults are 5, 0.5 and 100,000.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VocabularyFilter {
    min_documents: u64,
    max_document_share: f64,
    min_count: u64,
    max_count: u64,
    most: usize,
    keep_words: StopWords,
}

impl Default for VocabularyFilter {
    fn default() -> Self {
        VocabularyFilter {
            min_documents: 0,
            max_document_share: 1.0,
            min_count: 0,
            max_count: u64::MAX,
            most: usize::MAX,
            keep_words: StopWords::none(),
        }
    }
}

impl VocabularyFilter {
    /// Drops words of fewer documents.
    #[must_use]
    pub fn min_documents(self, min_documents: u64) -> Self {
        VocabularyFilter { min_documents, ..self }
    }

    /// Drops words that are in more than this share of the documents (of which the whole number below is taken).
    #[must_use]
    pub fn max_document_share(self, max_document_share: f64) -> Self {
        VocabularyFilter { max_document_share, ..self }
    }

    /// Drops words that were seen less often.
    #[must_use]
    pub fn min_count(self, min_count: u64) -> Self {
        VocabularyFilter { min_count, ..self }
    }

    /// Drops words that were seen more often.
    #[must_use]
    pub fn max_count(self, max_count: u64) -> Self {
        VocabularyFilter { max_count, ..self }
    }

    /// Of the words that are left, keeps those of the most documents; of equal ones, those of lower numbers.
    #[must_use]
    pub fn most(self, most: usize) -> Self {
        VocabularyFilter { most, ..self }
    }

    /// Words that no bound drops and that count as if every document held them: only where there are more of them than
    /// [`most`](Self::most) are some dropped.
    #[must_use]
    pub fn keep_words<S: AsRef<str>>(self, words: impl IntoIterator<Item = S>) -> Self {
        VocabularyFilter { keep_words: StopWords::from_words(words), ..self }
    }

    fn check(&self) -> Result<()> {
        let share = self.max_document_share;
        check_parameter((0.0..=1.0).contains(&share), "max_document_share", share, "a number from 0 to 1")
    }

    fn allows(&self, entry: WordCount, max_documents: u64) -> bool {
        (self.min_documents..=max_documents).contains(&entry.documents)
            && (self.min_count..=self.max_count).contains(&entry.count)
    }
}

impl CountedVocabulary {
    /// The words that pass, in their order, numbered anew.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for a share that is none.
    pub fn filtered(&self, filter: &VocabularyFilter) -> Result<Self> {
        filter.check()?;
        let max_documents = (filter.max_document_share * self.documents() as f64) as u64;
        let rank = |(place, (word, entry)): (usize, (&str, WordCount))| {
            let kept = filter.keep_words.contains(word);
            let documents = if kept { self.documents() } else { entry.documents };
            (kept || filter.allows(entry, max_documents)).then_some((Reverse(documents), place))
        };
        let mut ranks: Vec<_> = self.rows().enumerate().filter_map(rank).collect();
        if ranks.len() > filter.most {
            ranks.sort_unstable();
            ranks.truncate(filter.most);
        }
        let mut passes = vec![false; self.len()];
        ranks.iter().for_each(|rank| passes[rank.1] = true);
        let rows = self.rows().zip(passes).filter_map(|(row, passes)| passes.then_some(row));
        CountedVocabulary::of_rows(rows, self.documents(), self.positions())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// gensim 4.4.0: `Dictionary(…).filter_extremes(no_below=2, no_above=0.7, keep_n=2, keep_tokens=["rare"])`.
    #[test]
    fn words_are_kept_as_by_gensim() {
        let texts = ["the old dog", "the old cat", "the young dog rare", "the young cat old"];
        let counted = CountedVocabulary::of_documents(texts.map(|text| text.split(' '))).unwrap();
        let words = |filter: &VocabularyFilter| {
            let kept = counted.filtered(filter).unwrap().into_vocabulary();
            kept.iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let filter = VocabularyFilter::default().min_documents(2).max_document_share(0.7);
        assert_eq!(words(&filter), ["dog", "cat", "young"]);
        assert_eq!(words(&filter.keep_words(["rare"]).most(2)), ["dog", "rare"]);
        assert_eq!(words(&VocabularyFilter::default().min_count(3).max_count(3)), ["old"]);
        assert_eq!(words(&VocabularyFilter::default()).len(), 6);
        assert!(counted.filtered(&VocabularyFilter::default().max_document_share(f64::NAN)).is_err());
    }
}
