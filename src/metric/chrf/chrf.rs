//! [`Chrf`]: the F-score of character n-grams, and of word n-grams for chrF+ and chrF++, equal to sacreBLEU 2.6.0.
//!
//! Popović, "chrF: character n-gram F-score for automatic MT evaluation" (2015) and "chrF++: words helping character
//! n-grams" (2017). Precision and recall are averaged over the orders first and combined then; see
//! [`score`](crate::metric::chrf::score). Of several references the one of the best F counts, segment by segment.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};
use crate::metric::chrf::alphabet::Blanks;
use crate::metric::chrf::reference::ChrfReference;
use crate::metric::chrf::score::{ChrfScore, ChrfStatistics};
use crate::metric::metric::Metric;
use crate::metric::signature::Signature;

/// The highest order of n-grams.
const MOST_ORDERS: usize = 1000;

/// chrF, as sacreBLEU computes it.
///
/// # Examples
/// ```
/// use wordmill::metric::{Chrf, Metric};
/// let (hypothesis, reference) = ("The cat sat on a mat.", "The cat is sitting on the mat.");
/// let score = Chrf::new().sentence(hypothesis, &[reference])?;
/// assert_eq!(score.to_string(), "chrF2 = 28.54");
/// let score = Chrf::plus_plus().sentence(hypothesis, &[reference])?;
/// assert_eq!(score.to_string(), "chrF2++ = 33.18");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chrf {
    character_order: usize,
    word_order: usize,
    beta: f64,
    whitespace: bool,
    lowercase: bool,
    epsilon_smoothing: bool,
}

impl Default for Chrf {
    fn default() -> Self {
        Chrf {
            character_order: 6,
            word_order: 0,
            beta: 2.0,
            whitespace: false,
            lowercase: false,
            epsilon_smoothing: false,
        }
    }
}

impl Chrf {
    /// chrF2: characters up to order 6, β = 2.
    #[must_use]
    pub fn new() -> Self {
        Chrf::default()
    }

    /// chrF2++: words up to order 2 besides.
    #[must_use]
    pub fn plus_plus() -> Self {
        Chrf::new().word_order(2)
    }

    /// The longest n-grams of characters; 0 (none) to 1,000, default 6.
    #[must_use]
    pub fn character_order(mut self, order: usize) -> Self {
        self.character_order = order;
        self
    }

    /// The longest n-grams of words; 0 (none) to 1,000, default 0. 1 gives chrF+, 2 chrF++.
    #[must_use]
    pub fn word_order(mut self, order: usize) -> Self {
        self.word_order = order;
        self
    }

    /// How many times recall weighs as much as precision; ≥ 0, with a finite square, default 2; β.
    #[must_use]
    pub fn beta(mut self, beta: f64) -> Self {
        self.beta = beta;
        self
    }

    /// Whether white space belongs to the n-grams of characters; default false.
    #[must_use]
    pub fn whitespace(mut self, whitespace: bool) -> Self {
        self.whitespace = whitespace;
        self
    }

    /// Whether all is lower-cased first; default false.
    #[must_use]
    pub fn lowercase(mut self, lowercase: bool) -> Self {
        self.lowercase = lowercase;
        self
    }

    /// Whether the F of each order is computed, and their mean over all orders taken, as in chrF++.py and Moses; default
    /// false: orders of which a side has no n-grams are left out.
    #[must_use]
    pub fn epsilon_smoothing(mut self, epsilon_smoothing: bool) -> Self {
        self.epsilon_smoothing = epsilon_smoothing;
        self
    }

    fn check(&self) -> Result<()> {
        let orders = "0 to 1,000, and not 0 for characters and words both";
        let some = self.character_order > 0 || self.word_order > 0;
        check_parameter(
            some && self.character_order <= MOST_ORDERS,
            "character_order",
            self.character_order,
            orders,
        )?;
        check_parameter(self.word_order <= MOST_ORDERS, "word_order", self.word_order, orders)?;
        let square = self.beta * self.beta;
        check_parameter(
            self.beta >= 0.0 && square.is_finite(),
            "beta",
            self.beta,
            "a number ≥ 0 with a finite square",
        )
    }

    fn prepared<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.lowercase { Cow::Owned(text.to_lowercase()) } else { Cow::Borrowed(text) }
    }
}

impl Metric for Chrf {
    type Reference = ChrfReference;
    type Statistics = ChrfStatistics;
    type Score = ChrfScore;

    fn name(&self) -> String {
        format!("chrF{}{}", self.beta, "+".repeat(self.word_order.min(MOST_ORDERS)))
    }

    fn signature(&self) -> Signature {
        let yes = |choice| if choice { "yes" } else { "no" };
        Signature::new()
            .with("case", "c", if self.lowercase { "lc" } else { "mixed" })
            .with("eff", "e", yes(!self.epsilon_smoothing))
            .with("nc", "nc", self.character_order)
            .with("nw", "nw", self.word_order)
            .with("space", "s", yes(self.whitespace))
    }

    /// The references of one segment, made ready.
    ///
    /// # Errors
    /// [`Error::Parameter`] for an order past 1,000, no order at all, or a β that is negative or has no finite square;
    /// [`Error::Empty`] for no reference.
    fn reference(&self, references: &[&str]) -> Result<ChrfReference> {
        self.check()?;
        if references.is_empty() {
            return Err(Error::Empty { what: "list of references" });
        }
        let texts: Vec<_> = references.iter().map(|text| self.prepared(text)).collect();
        let blanks = if self.whitespace { Blanks::Count } else { Blanks::Split };
        ChrfReference::new(&texts, self.character_order, self.word_order, blanks)
    }

    fn segment(&self, hypothesis: &str, reference: &ChrfReference) -> ChrfStatistics {
        let hypothesis = reference.hypothesis(&self.prepared(hypothesis));
        let mut best = reference.compare(&hypothesis, 0);
        if reference.len() > 1 {
            let mut figure = self.figure(&best);
            for other in 1..reference.len() {
                let statistics = reference.compare(&hypothesis, other);
                let other = self.figure(&statistics);
                if other > figure {
                    (best, figure) = (statistics, other);
                }
            }
        }
        best
    }

    fn score(&self, statistics: &ChrfStatistics) -> ChrfScore {
        ChrfScore { name: self.name(), score: self.figure(statistics), statistics: statistics.clone() }
    }

    fn figure(&self, statistics: &ChrfStatistics) -> f64 {
        if self.epsilon_smoothing {
            statistics.mean_of_fs(self.beta)
        } else {
            statistics.f_of_means(self.beta)
        }
    }
}
