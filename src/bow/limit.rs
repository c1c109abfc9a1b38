//! [`Limit`]: a number of documents that params name, so many or a share of all.

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};

/// A number of documents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) enum Limit {
    /// So many.
    Documents(u64),
    /// A share of all.
    Share(f64),
}

impl Limit {
    /// In documents, possibly a fraction: shares are not rounded, as in scikit-learn.
    pub(crate) fn of(self, documents: u64) -> f64 {
        match self {
            Limit::Documents(count) => count as f64,
            Limit::Share(share) => share * documents as f64,
        }
    }

    pub(crate) fn check(self, name: &'static str) -> Result<()> {
        match self {
            Limit::Documents(count) => check_parameter(count >= 1, name, count, "1 or more documents"),
            Limit::Share(share) => {
                check_parameter((0.0..=1.0).contains(&share), name, share, "a share of 0 to 1")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_not_rounded_and_stay_within_all() {
        assert_eq!(Limit::Share(0.3).of(5), 1.5);
        assert_eq!(Limit::Documents(7).of(5), 7.0);
        for refused in [Limit::Documents(0), Limit::Share(1.5), Limit::Share(-0.1), Limit::Share(f64::NAN)] {
            assert!(refused.check("min_df").is_err(), "{refused:?}");
        }
    }
}
