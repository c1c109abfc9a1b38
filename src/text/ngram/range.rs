//! [`NgramRange`]: how long n-grams are to be.

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};

/// The lengths of n-grams to form, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NgramRange {
    /// Words in the shortest.
    pub shortest: usize,
    /// Words in the longest.
    pub longest: usize,
}

impl NgramRange {
    /// Single words.
    pub const UNIGRAMS: NgramRange = NgramRange { shortest: 1, longest: 1 };

    /// The most words in an n-gram.
    pub(crate) const LONGEST: usize = 16;

    /// Refuses ranges that are empty, start at 0 or reach past 16 words.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter).
    pub fn check(self) -> Result<()> {
        let allowed = 1 <= self.shortest && self.shortest <= self.longest && self.longest <= Self::LONGEST;
        let got = format!("{},{}", self.shortest, self.longest);
        check_parameter(allowed, "ngrams", got, "1 ≤ shortest ≤ longest ≤ 16")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_ranges_are_refused() {
        assert!(NgramRange { shortest: 0, longest: 1 }.check().is_err());
        assert!(NgramRange { shortest: 2, longest: 1 }.check().is_err());
        assert!(NgramRange { shortest: 1, longest: 16 }.check().is_ok());
        assert!(NgramRange { shortest: 1, longest: 17 }.check().is_err());
    }
}
