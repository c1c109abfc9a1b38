//! [`NltkBleu`]: BLEU of tokens, from 0 to 1, as NLTK 3.10.4 computes it (`sentence_bleu`, `corpus_bleu`).
//!
//! It departs from sacreBLEU in its smoothing, in its weights, and in that a sentence without n-grams of some length
//! counts one of them. Left out: several lists of weights in one call.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter, check_shape};
use crate::metric::additive::Additive;
use crate::metric::bleu::nltk_smoothing::{NltkCounts, NltkSmoothing};
use crate::metric::bleu::reference::BleuReference;
use crate::metric::bleu::statistics::BleuStatistics;
use crate::parallel;
use crate::statistics::sum::exact_sum;

/// Segments of a task: they are small.
const TASK: usize = 64;

/// Two of the methods look at n-grams of five words.
const LEAST_ORDER: usize = 5;

/// NLTK's BLEU: weights and smoothing.
///
/// # Examples
/// ```
/// use wordmill::metric::{NltkBleu, NltkSmoothing};
/// let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
/// let (hypothesis, reference) = (words("the cat sat on a mat"), words("the cat sat on the mat"));
/// // nltk 3.10.4: sentence_bleu([reference], hypothesis)
/// assert!((NltkBleu::new().sentence(&hypothesis, &[&reference])? - 0.537284965911771).abs() < 1e-15);
/// let bleu = NltkBleu::new().weights([0.5, 0.5]).smoothing(NltkSmoothing::Epsilon(0.1));
/// assert!((bleu.sentence(&hypothesis, &[&reference])? - 0.7071067811865476).abs() < 1e-15);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NltkBleu {
    weights: Vec<f64>,
    smoothing: NltkSmoothing,
    auto_reweigh: bool,
}

impl Default for NltkBleu {
    fn default() -> Self {
        NltkBleu::new()
    }
}

impl NltkBleu {
    /// NLTK's defaults: four equal weights, no smoothing.
    #[must_use]
    pub fn new() -> Self {
        NltkBleu { weights: vec![0.25; 4], smoothing: NltkSmoothing::None, auto_reweigh: false }
    }

    /// The weights of n-grams by their length from 1, one to 64 finite numbers (default: four of ¼).
    #[must_use]
    pub fn weights(mut self, weights: impl Into<Vec<f64>>) -> Self {
        self.weights = weights.into();
        self
    }

    /// What becomes of precisions (default: [`NltkSmoothing::None`]).
    #[must_use]
    pub fn smoothing(mut self, smoothing: NltkSmoothing) -> Self {
        self.smoothing = smoothing;
        self
    }

    /// Whether hypotheses of fewer than four words share the default weights among the lengths that they have (default:
    /// no).
    #[must_use]
    pub fn auto_reweigh(mut self, auto_reweigh: bool) -> Self {
        self.auto_reweigh = auto_reweigh;
        self
    }

    /// The score of a sentence.
    ///
    /// # Errors
    /// As [`NltkBleu::corpus`].
    pub fn sentence<T: AsRef<str> + Sync, R: AsRef<[T]> + Sync>(
        &self,
        hypothesis: &[T],
        references: &[R],
    ) -> Result<f64> {
        self.corpus(&[hypothesis], &[references])
    }

    /// The score of many sentences together.
    ///
    /// # Errors
    /// [`Error::Shape`] unless there are references for every hypothesis, [`Error::Empty`] for no hypothesis, for one
    /// without references, and where method 6 finds no trigram that matches; [`Error::Parameter`] for weights or smoothing
    /// outside their ranges.
    ///
    /// # Determinism
    /// The same on any number of threads.
    pub fn corpus<T, H, S, R>(&self, hypotheses: &[H], references: &[S]) -> Result<f64>
    where
        T: AsRef<str> + Sync,
        H: AsRef<[T]> + Sync,
        S: AsRef<[R]> + Sync,
        R: AsRef<[T]> + Sync,
    {
        self.check()?;
        check_shape("references, a list for each hypothesis", hypotheses.len(), references.len())?;
        let segment = |(hypothesis, references): (&H, &S)| {
            let references: Vec<&[T]> = references.as_ref().iter().map(AsRef::as_ref).collect();
            compare(hypothesis.as_ref(), &references, self.order())
        };
        let tasks: Vec<_> = hypotheses.chunks(TASK).zip(references.chunks(TASK)).collect();
        let segments = parallel::map(&tasks, |(hypotheses, references)| {
            hypotheses.iter().zip(*references).map(segment).collect::<Result<Vec<_>>>()
        });
        let segments: Vec<BleuStatistics> = segments.into_iter().collect::<Result<Vec<_>>>()?.concat();
        self.score(&segments)
    }

    fn check(&self) -> Result<()> {
        let count = self.weights.len();
        check_parameter((1..=64).contains(&count), "weights", count, "one to 64 of them")?;
        if let Some(weight) = self.weights.iter().find(|weight| !weight.is_finite()) {
            return Err(Error::parameter("weights", weight, "finite numbers"));
        }
        self.smoothing.check()
    }

    fn order(&self) -> usize {
        self.weights.len().max(LEAST_ORDER)
    }

    fn score(&self, segments: &[BleuStatistics]) -> Result<f64> {
        let Some(last) = segments.last() else { return Err(Error::Empty { what: "list of hypotheses" }) };
        // A segment without n-grams of a length counts one.
        let total = |segment: &BleuStatistics, order| segment.total(order).max(1);
        let sum = BleuStatistics::sum(segments);
        let precision =
            |order| (sum.matches(order), segments.iter().map(|segment| total(segment, order)).sum::<u64>());
        if sum.matches(1) == 0 {
            return Ok(0.0);
        }
        let length = sum.hypothesis_length();
        let precisions = self.smoothing.apply(&NltkCounts {
            precisions: (1..=self.weights.len()).map(precision).collect(),
            length,
            last_length: last.hypothesis_length(),
            last_fives: (last.matches(LEAST_ORDER), total(last, LEAST_ORDER)),
        })?;
        let is_short = self.auto_reweigh && length < 4 && self.weights == [0.25; 4];
        let shared = if is_short { vec![1.0 / length as f64; length as usize] } else { Vec::new() };
        let weights = if is_short { &shared } else { &self.weights };
        let pairs = weights.iter().zip(&precisions).filter(|(_, precision)| **precision > 0.0);
        let logarithms: Vec<f64> = pairs.map(|(weight, precision)| weight * precision.ln()).collect();
        Ok(brevity_penalty(length, sum.reference_length()) * exact_sum(&logarithms).exp())
    }
}

/// exp(1 − r/c) for hypotheses that are no longer than their references.
fn brevity_penalty(hypothesis: u64, reference: u64) -> f64 {
    if hypothesis > reference {
        1.0
    } else if hypothesis == 0 {
        0.0
    } else {
        (1.0 - reference as f64 / hypothesis as f64).exp()
    }
}

/// What a hypothesis has in common with its references.
pub(crate) fn compare<T: AsRef<str>>(
    hypothesis: &[T],
    references: &[&[T]],
    order: usize,
) -> Result<BleuStatistics> {
    let reference = BleuReference::new(references, order, |words, sink| {
        words.iter().for_each(|word| sink(word.as_ref()));
    })?;
    let words: Vec<u32> = hypothesis.iter().map(|word| reference.number(word.as_ref())).collect();
    Ok(reference.compare(&words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        text.split_whitespace().collect()
    }

    /// NLTK 3.10.4.
    #[test]
    fn every_method_equals_nltk() {
        let hypothesis = words("it is the action guide a military obeys to guide");
        let references = [words("it is a guide to action that the military obeys"), words("it is the guide")];
        let score =
            |smoothing| NltkBleu::new().smoothing(smoothing).sentence(&hypothesis, &references).unwrap();
        for (smoothing, expected) in [
            (NltkSmoothing::None, 5.3745724892571e-78),
            (NltkSmoothing::Epsilon(0.1), 0.15213646010839674),
            (NltkSmoothing::AddOne, 0.316227766016838),
            (NltkSmoothing::Exponential, 0.22749707020240184),
            (NltkSmoothing::ShortTranslations { k: 5.0 }, 0.18740761299403852),
            (NltkSmoothing::Neighbours, 0.2951788542187731),
            (NltkSmoothing::Interpolated { alpha: 5.0 }, 0.16392304403888275),
            (NltkSmoothing::ShortTranslationsAndNeighbours { k: 5.0 }, 0.31358944964212293),
        ] {
            let score = score(smoothing);
            assert!((score - expected).abs() <= 1e-14 * expected, "{smoothing:?}: {score} {expected}");
        }
    }
}
