//! [`ErrorRates`]: the figures of speech recognition, of the counts of an alignment.
//!
//! With hits *H*, substitutions *S*, deletions *D*, insertions *I*, and *N* and *P* elements of references and
//! hypotheses:
//!
//! - error rate = (S + D + I) / N, the WER of words and the CER of characters;
//! - match error rate = (S + D + I) / (H + S + D + I);
//! - information preserved = H / N · H / P, information lost = 1 − that (Morris, Maier and Green, "From WER and RIL to
//!   MER and WIL", 2004).
//!
//! As jiwer 4.0.0: where the references are empty, the error rate is the number of insertions, and information is
//! preserved if the hypotheses are empty, too.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::metric::edit::operation::EditCounts;

/// How wrong transcripts are, in four ways, and the counts behind it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ErrorRates {
    /// Errors per element of the references: WER or CER; may exceed 1.
    pub error_rate: f64,
    /// The share of alignments that are errors: MER.
    pub match_error_rate: f64,
    /// The share of information that is lost: WIL.
    pub information_lost: f64,
    /// The share of information that is preserved: WIP.
    pub information_preserved: f64,
    /// What the rates are made of.
    pub counts: EditCounts,
}

impl ErrorRates {
    /// The rates of counts.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::edit::{ErrorRates, levenshtein_alignment_of};
    /// let counts = levenshtein_alignment_of(&["to", "be", "or"], &["to", "see", "or", "not"]).counts();
    /// let rates = ErrorRates::of(counts);
    /// assert_eq!((rates.error_rate, rates.match_error_rate), (2.0 / 3.0, 0.5));
    /// ```
    #[must_use]
    pub fn of(counts: EditCounts) -> Self {
        let (reference, hypothesis) = (counts.reference() as f64, counts.hypothesis() as f64);
        let (hits, errors) = (counts.hits as f64, counts.errors() as f64);
        let (error_rate, match_error_rate, information_preserved) = if counts.reference() > 0 {
            let preserved = if hypothesis > 0.0 { (hits / reference) * (hits / hypothesis) } else { 0.0 };
            (errors / reference, errors / (hits + errors), preserved)
        } else if counts.hypothesis() > 0 {
            (errors, 1.0, 0.0)
        } else {
            (0.0, 0.0, 1.0)
        };
        let information_lost = 1.0 - information_preserved;
        ErrorRates { error_rate, match_error_rate, information_lost, information_preserved, counts }
    }
}

impl fmt::Display for ErrorRates {
    /// `error rate 0.0400 (25 hits, 1 substitution …)`, rates with 4 digits or as many as the format asks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        let EditCounts { hits, substitutions, deletions, insertions } = self.counts;
        write!(
            f,
            "error rate {:.digits$} (hits {hits}, substitutions {substitutions}, deletions {deletions}, \
             insertions {insertions})",
            self.error_rate
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// jiwer 4.0.0: `process_words` of "a b c" and "a x c d", "" and "a b", "a b" and "", "" and "".
    #[test]
    fn rates_are_those_of_jiwer() {
        let rates = |[hits, substitutions, deletions, insertions]: [u64; 4]| {
            let rates = ErrorRates::of(EditCounts { hits, substitutions, deletions, insertions });
            [rates.error_rate, rates.match_error_rate, rates.information_lost, rates.information_preserved]
        };
        assert_eq!(rates([2, 1, 0, 1]), [0.6666666666666666, 0.5, 0.6666666666666667, 0.3333333333333333]);
        assert_eq!(rates([0, 0, 0, 2]), [2.0, 1.0, 1.0, 0.0]);
        assert_eq!(rates([0, 0, 2, 0]), [1.0, 1.0, 1.0, 0.0]);
        assert_eq!(rates([0, 0, 0, 0]), [0.0, 0.0, 0.0, 1.0]);
        let counts = EditCounts { hits: 2, substitutions: 1, deletions: 0, insertions: 1 };
        let text = format!("{:.2}", ErrorRates::of(counts));
        assert_eq!(text, "error rate 0.67 (hits 2, substitutions 1, deletions 0, insertions 1)");
    }
}
