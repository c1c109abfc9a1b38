//! [`Ter`]: the translation edit rate, equal to sacreBLEU 2.6.0.
//!
//! Snover et al., "A study of translation edit rate with targeted human annotation" (2006). The fewest edits that turn
//! the hypothesis into a reference, where a stretch of words may also be shifted to another place for the price of one
//! edit, per word of the reference. Finding the best shifts is NP-hard; Tercom's greedy search, its limits and its beam
//! are part of the definition (the files `edits.rs` and `beam.rs`). Of several references the one with the fewest edits
//! counts, and the mean of their lengths.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::metric::metric::Metric;
use crate::metric::signature::Signature;
use crate::metric::ter::edits::edits;
use crate::metric::ter::reference::TerReference;
use crate::metric::ter::score::{TerScore, TerStatistics};
use crate::metric::ter::tercom::Tercom;
use crate::text::python;

/// TER, as sacreBLEU computes it.
///
/// # Examples
/// ```
/// use wordmill::metric::{Metric, Ter};
/// let score = Ter::new().sentence("on the mat the cat sat", &["the cat sat on a mat"])?;
/// assert_eq!((score.edits, score.reference_length), (2, 6.0));
/// assert_eq!(score.to_string(), "TER = 33.33");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ter {
    tokenizer: Tercom,
}

impl Ter {
    /// TER of words between white space, in lower case.
    #[must_use]
    pub fn new() -> Self {
        Ter::default()
    }

    /// How segments become words; default [`Tercom::new`].
    #[must_use]
    pub fn tokenizer(mut self, tokenizer: Tercom) -> Self {
        self.tokenizer = tokenizer;
        self
    }
}

impl Metric for Ter {
    type Reference = TerReference;
    type Statistics = TerStatistics;
    type Score = TerScore;

    fn name(&self) -> String {
        "TER".to_owned()
    }

    fn signature(&self) -> Signature {
        let yes = |choice| if choice { "yes" } else { "no" };
        let [normalized, punctuation, asian, case] = self.tokenizer.choices();
        Signature::new()
            .with("case", "c", if case { "mixed" } else { "lc" })
            .with("tok", "t", "tercom")
            .with("norm", "nr", yes(normalized))
            .with("punct", "pn", yes(punctuation))
            .with("asian", "as", yes(asian))
    }

    fn reference(&self, references: &[&str]) -> Result<TerReference> {
        if references.is_empty() {
            return Err(Error::Empty { what: "list of references" });
        }
        // sacreBLEU makes references ready twice and hypotheses once: normalisation may find more the second time.
        let twice = |text: &&str| {
            let once = self.tokenizer.tokenize(trimmed(text));
            self.tokenizer.prepare(&once).into_owned()
        };
        let texts: Vec<String> = references.iter().map(twice).collect();
        TerReference::new(&texts)
    }

    fn segment(&self, hypothesis: &str, reference: &TerReference) -> TerStatistics {
        let words = reference.hypothesis(&self.tokenizer.prepare(trimmed(hypothesis)));
        let references = reference.references();
        let fewest = references.iter().map(|reference| edits(&words, reference)).min();
        let length: usize = references.iter().map(|reference| reference.words().len()).sum();
        TerStatistics::of_segment(fewest.unwrap_or(0), length as f64 / references.len().max(1) as f64)
    }

    fn score(&self, statistics: &TerStatistics) -> TerScore {
        TerScore {
            score: statistics.rate(),
            edits: statistics.edits,
            reference_length: statistics.reference_length.value(),
        }
    }

    fn figure(&self, statistics: &TerStatistics) -> f64 {
        statistics.rate()
    }
}

/// Without white space at the end, which the tokenizer would read as part of a rule.
fn trimmed(text: &str) -> &str {
    text.trim_end_matches(python::is_space)
}
