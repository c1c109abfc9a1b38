//! [`PairedTest`]: whether systems differ from a baseline, for any metric whose statistics add up.
//!
//! Both tests ask how often chance alone makes a difference larger than the one that was seen, and give
//! p = (c + 1)/(S + 1) for c of S trials; they are two-sided. The bootstrap (Koehn 2004) draws segments anew, the same
//! for both systems; approximate randomisation (Riezler and Maxwell, "On some pitfalls in automatic evaluation", 2005)
//! lets the two systems exchange segments at random.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::metric::additive::Additive;
use crate::metric::metric::Metric;
use crate::metric::signature::Signature;
use crate::metric::significance::confidence::ConfidenceInterval;
use crate::metric::significance::resampled::resampled_figures;
use crate::metric::significance::swapped::swapped_differences;
use crate::parallel;
use crate::statistics::pcg64::Pcg64;
use crate::statistics::significance::{bootstrap_p_value, randomization_p_value};

/// How chance is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PairedMethod {
    /// Segments are drawn with repetition; gives confidence intervals, too.
    Bootstrap,
    /// The two systems exchange segments at the toss of a coin; supposes less.
    Randomization,
}

/// A paired test, with sacreBLEU's defaults.
///
/// # Examples
/// ```
/// use wordmill::metric::{Bleu, Metric, PairedTest};
/// let bleu = Bleu::new().max_order(1);
/// let references = bleu.references(&[["a b c"], ["d e f"], ["g h i"], ["k l m"], ["n o p"], ["q r s"]])?;
/// let baseline = bleu.segments(&["a b x", "d x f", "x h i", "k l x", "n x p", "x r s"], &references)?;
/// let better = bleu.segments(&["a b c", "d e f", "g h i", "k l m", "n o p", "q r s"], &references)?;
/// let test = PairedTest::randomization();
/// let results = test.run(&bleu, &[&baseline, &better])?;
/// assert_eq!(results[0].p_value, None);
/// assert!(results[1].score > results[0].score && results[1].p_value < Some(0.04));
/// assert!(test.signature().to_string().starts_with("ar:10000|seed:12345|"));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairedTest {
    method: PairedMethod,
    trials: usize,
    confidence_resamples: usize,
    seed: u64,
}

/// What a paired test says of a system.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SystemResult {
    /// The figure of all its segments.
    pub score: f64,
    /// How likely chance alone makes a larger difference to the baseline; none of the baseline itself.
    pub p_value: Option<f64>,
    /// How sure the score is, where that was asked for.
    pub interval: Option<ConfidenceInterval>,
}

impl PairedTest {
    /// The paired bootstrap: 1,000 resamples, seed 12345, confidence intervals from the same resamples.
    #[must_use]
    pub fn bootstrap() -> Self {
        PairedTest { method: PairedMethod::Bootstrap, trials: 1_000, confidence_resamples: 0, seed: 12345 }
    }

    /// Approximate randomisation: 10,000 trials, seed 12345, no confidence intervals.
    #[must_use]
    pub fn randomization() -> Self {
        PairedTest { method: PairedMethod::Randomization, trials: 10_000, ..PairedTest::bootstrap() }
    }

    /// How many resamples or trials, at least 1.
    #[must_use]
    pub fn trials(mut self, trials: usize) -> Self {
        self.trials = trials;
        self
    }

    /// Resamples for confidence intervals beside approximate randomisation; 0 for none. The bootstrap has its own.
    #[must_use]
    pub fn confidence_resamples(mut self, resamples: usize) -> Self {
        self.confidence_resamples = resamples;
        self
    }

    /// The seed of NumPy's generator (default: 12345).
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The choices that p-values and intervals depend on; in signatures they stand before those of the metric.
    #[must_use]
    pub fn signature(&self) -> Signature {
        let signature = Signature::new();
        let signature = match (self.method, self.confidence_resamples) {
            (PairedMethod::Bootstrap, _) => signature.with("bs", "bs", self.trials),
            (PairedMethod::Randomization, 0) => signature.with("ar", "ar", self.trials),
            (PairedMethod::Randomization, resamples) => {
                signature.with("bs", "bs", resamples).with("ar", "ar", self.trials)
            }
        };
        signature.with("seed", "rs", self.seed)
    }

    /// Compares systems with the first of them, the baseline; each is the statistics of the same segments.
    ///
    /// # Errors
    /// [`Error::Empty`] for no systems, segments or trials, [`Error::Shape`] for systems of unequal length,
    /// [`Error::Limit`] past 2²⁶ segments or 2²⁴ trials, [`Error::Parameter`] where a figure is NaN.
    ///
    /// # Determinism
    /// The same on any number of threads.
    pub fn run<M, S>(&self, metric: &M, systems: &[S]) -> Result<Vec<SystemResult>>
    where
        M: Metric,
        S: AsRef<[M::Statistics]>,
    {
        let systems: Vec<&[M::Statistics]> = systems.iter().map(AsRef::as_ref).collect();
        let Some((baseline, others)) = systems.split_first() else {
            return Err(Error::Empty { what: "list of systems" });
        };
        let scores: Vec<f64> = parallel::map(&systems, |system| metric.figure(&M::Statistics::sum(*system)));
        let (p_values, intervals) = match self.method {
            PairedMethod::Bootstrap => self.bootstrap_systems(metric, &systems, &scores)?,
            PairedMethod::Randomization => self.randomize_systems(metric, baseline, others, &scores)?,
        };
        let p_values = std::iter::once(None).chain(p_values.into_iter().map(Some));
        let results = scores.iter().zip(p_values).zip(intervals);
        Ok(results.map(|((&score, p_value), interval)| SystemResult { score, p_value, interval }).collect())
    }

    fn generator(&self) -> Pcg64 {
        Pcg64::new(u128::from(self.seed))
    }

    /// The p-values of all systems but the first, and the intervals of all.
    fn bootstrap_systems<M: Metric>(
        &self,
        metric: &M,
        systems: &[&[M::Statistics]],
        scores: &[f64],
    ) -> Result<(Vec<f64>, Vec<Option<ConfidenceInterval>>)> {
        // Every system is drawn with a generator of its own: the draws are the same.
        let figures = resampled_figures(metric, systems, self.trials, &mut self.generator())?;
        let p_value = |(system, score): (&Vec<f64>, &f64)| {
            let differences: Vec<f64> =
                system.iter().zip(&figures[0]).map(|(system, baseline)| system - baseline).collect();
            bootstrap_p_value(score - scores[0], &differences)
        };
        let p_values = figures.iter().zip(scores).skip(1).map(p_value).collect::<Result<_>>()?;
        Ok((p_values, intervals(&figures)))
    }

    fn randomize_systems<M: Metric>(
        &self,
        metric: &M,
        baseline: &[M::Statistics],
        others: &[&[M::Statistics]],
        scores: &[f64],
    ) -> Result<(Vec<f64>, Vec<Option<ConfidenceInterval>>)> {
        let mut draws = self.generator();
        let differences = swapped_differences(metric, baseline, others, self.trials, &mut draws)?;
        let p_value = |(trials, score): (&Vec<f64>, &f64)| randomization_p_value(score - scores[0], trials);
        let p_values = differences.iter().zip(&scores[1..]).map(p_value).collect::<Result<_>>()?;
        if self.confidence_resamples == 0 {
            return Ok((p_values, vec![None; scores.len()]));
        }
        // sacreBLEU draws the baseline's resamples afresh, those of the others behind the coins.
        let resamples = self.confidence_resamples;
        let mut figures = resampled_figures(metric, &[baseline], resamples, &mut self.generator())?;
        if !others.is_empty() {
            figures.extend(resampled_figures(metric, others, resamples, &mut draws)?);
        }
        Ok((p_values, intervals(&figures)))
    }
}

/// The interval of each system's resampled figures.
fn intervals(figures: &[Vec<f64>]) -> Vec<Option<ConfidenceInterval>> {
    parallel::map(figures, |figures| Some(ConfidenceInterval::of_scores(figures.clone())))
}

#[cfg(test)]
mod tests;
