//! [`FixedVocabulary`]: terms that are given with their columns instead of learnt.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit, check_parameter};
use crate::text::vocabulary::Vocabulary;

/// Terms and their columns as they were given, not checked yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FixedVocabulary(Vec<(String, u64)>);

impl FixedVocabulary {
    /// Columns from 0 in the order of the terms.
    pub(crate) fn in_order<S: Into<String>>(terms: impl IntoIterator<Item = S>) -> Self {
        FixedVocabulary(terms.into_iter().map(Into::into).zip(0..).collect())
    }

    pub(crate) fn at_columns<S: Into<String>>(terms: impl IntoIterator<Item = (S, u64)>) -> Self {
        FixedVocabulary(terms.into_iter().map(|(term, column)| (term.into(), column)).collect())
    }

    /// The terms by column, if each column of 0 to one less than their number is that of one term.
    pub(crate) fn to_vocabulary(&self) -> Result<Vocabulary> {
        let count = self.0.len();
        check_limit("terms", u64::from(u32::MAX) - 1, count as u64)?;
        if count == 0 {
            return Err(Error::Empty { what: "vocabulary that was given" });
        }
        let mut by_column: Vec<Option<&str>> = vec![None; count];
        for (term, column) in &self.0 {
            let slot = usize::try_from(*column).ok().and_then(|column| by_column.get_mut(column));
            let free = slot.filter(|slot| slot.is_none());
            let expected = "each column from 0 to one less than the number of terms, once";
            *free.ok_or_else(|| Error::parameter("vocabulary", format!("{term:?}: {column}"), expected))? =
                Some(term);
        }
        let vocabulary = Vocabulary::in_order(by_column.into_iter().flatten())?;
        check_parameter(vocabulary.len() == count, "vocabulary", "a term twice", "terms that differ")?;
        Ok(vocabulary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_all_there_once() {
        let terms =
            |terms: &[(&str, u64)]| FixedVocabulary::at_columns(terms.iter().copied()).to_vocabulary();
        let vocabulary = terms(&[("b", 1), ("a", 0)]).unwrap();
        assert_eq!(vocabulary.iter().collect::<Vec<_>>(), ["a", "b"]);
        for refused in
            [&[("a", 0), ("b", 0)][..], &[("a", 0), ("b", 2)], &[("a", 0), ("a", 1)], &[("a", u64::MAX)], &[]]
        {
            assert!(terms(refused).is_err(), "{refused:?}");
        }
        assert!(FixedVocabulary::in_order(["a", "a"]).to_vocabulary().is_err());
    }
}
