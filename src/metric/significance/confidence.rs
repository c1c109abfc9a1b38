//! [`ConfidenceInterval`] and [`bootstrap_interval`]: how sure a score of a corpus is.
//!
//! Segments are drawn anew, with repetition, as often as asked (Koehn, "Statistical significance tests for machine
//! translation evaluation", 2004); the middle 95 % of the scores tell how far the score of another such corpus may lie.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::metric::metric::Metric;
use crate::metric::significance::resampled::resampled_figures;
use crate::metric::sum::pairwise_sum;
use crate::statistics::pcg64::Pcg64;

/// The mean of resampled scores and half the width of the interval that holds 95 % of them.
///
/// # Examples
/// ```
/// use wordmill::metric::ConfidenceInterval;
/// let scores: Vec<f64> = (0..1000).map(f64::from).collect();
/// let interval = ConfidenceInterval::of_scores(scores);
/// assert_eq!(interval.to_string(), "μ = 499.50 ± 474.50");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ConfidenceInterval {
    /// The mean of the scores.
    pub mean: f64,
    /// Half the distance between the scores at 2.5 % and at 97.5 %.
    pub half_width: f64,
    /// How many resamples there were.
    pub resamples: usize,
}

impl ConfidenceInterval {
    /// Of scores of resamples; NaN for none.
    #[must_use]
    pub fn of_scores(mut scores: Vec<f64>) -> Self {
        scores.sort_unstable_by(f64::total_cmp);
        let resamples = scores.len();
        let outside = resamples / 40;
        let at =
            |place: Option<usize>| place.and_then(|place| scores.get(place)).copied().unwrap_or(f64::NAN);
        let half_width = 0.5 * (at(resamples.checked_sub(outside + 1)) - at(Some(outside)));
        ConfidenceInterval { mean: pairwise_sum(&scores) / resamples as f64, half_width, resamples }
    }
}

impl fmt::Display for ConfidenceInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "μ = {:.2} ± {:.2}", self.mean, self.half_width)
    }
}

/// The confidence interval of a corpus score, from the statistics of its segments.
///
/// sacreBLEU draws 1,000 resamples with the seed 12345.
///
/// # Errors
/// [`Error::Empty`](crate::Error::Empty) for no segments or resamples, [`Error::Limit`](crate::Error::Limit) past 2²⁶ segments
/// or 2²⁴ resamples.
///
/// # Determinism
/// The same on any number of threads.
///
/// # Examples
/// ```
/// use wordmill::metric::{Bleu, Metric, bootstrap_interval};
/// let bleu = Bleu::new().max_order(2);
/// let references = bleu.references(&[["a cat sat on a mat"], ["the dog ate the cake"], ["it rains"]])?;
/// let segments = bleu.segments(&["a cat sat on mats", "a dog ate the cake", "it rained"], &references)?;
/// let interval = bootstrap_interval(&bleu, &segments, 1_000, 12345)?;
/// assert_eq!(interval.to_string(), "μ = 63.64 ± 24.30");
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn bootstrap_interval<M: Metric>(
    metric: &M,
    segments: &[M::Statistics],
    resamples: usize,
    seed: u64,
) -> Result<ConfidenceInterval> {
    let mut draws = Pcg64::new(u128::from(seed));
    let scores = resampled_figures(metric, &[segments], resamples, &mut draws)?;
    Ok(ConfidenceInterval::of_scores(scores.into_iter().flatten().collect()))
}
