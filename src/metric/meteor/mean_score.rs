//! [`MeanScore`]: the scores of sentences, of which a corpus has the mean.

use crate::metric::additive::Additive;
use crate::statistics::sum::ExactSum;

/// The sum of the scores of sentences, and how many there are.
///
/// # Examples
/// ```
/// use wordmill::metric::{Additive, meteor::MeanScore};
/// let scores = [MeanScore::of(0.25), MeanScore::of(0.75)];
/// assert_eq!(MeanScore::sum(&scores).mean(), 0.5);
/// assert_eq!(MeanScore::default().mean(), 0.0);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeanScore {
    sum: ExactSum,
    sentences: u64,
}

impl MeanScore {
    /// The score of one sentence.
    #[must_use]
    pub fn of(score: f64) -> Self {
        let mut sum = ExactSum::default();
        sum.add(score);
        MeanScore { sum, sentences: 1 }
    }

    /// The mean; 0 of no sentence.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.sentences == 0 { 0.0 } else { self.sum.value() / self.sentences as f64 }
    }
}

impl Additive for MeanScore {
    fn add(&mut self, other: &Self) {
        self.sum.merge(&other.sum);
        self.sentences += other.sentences;
    }
}
