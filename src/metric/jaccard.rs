//! The Jaccard score of classes, as scikit-learn 1.9.1's `jaccard_score`: of the rows that are of a class or were taken
//! for it, the share that is both.

use crate::error::Result;
use crate::label::ClassId;
use crate::metric::class_scores::{Average, ScoreParams};
use crate::metric::confusion::ConfusionMatrix;
use crate::metric::sum::{mean, pairwise_sum};

impl ConfusionMatrix {
    /// The Jaccard score of every class that `params` name; β has no part in it.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::class_scores`].
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::{Average, ConfusionMatrix, ScoreParams}};
    /// let truth = Labels::from_names(["ham", "ham", "spam", "spam"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["ham", "spam", "spam", "spam"])?;
    /// let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
    /// assert_eq!(matrix.jaccard_scores(&ScoreParams::default())?, [0.5, 2.0 / 3.0]);
    /// assert_eq!(matrix.jaccard(Average::Micro, &ScoreParams::default())?, 0.6);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn jaccard_scores(&self, params: &ScoreParams) -> Result<Vec<f64>> {
        let classes = params.scored(self)?;
        let scores = classes.into_iter().map(|class| {
            let (both, either) = self.overlap(class);
            params.divide(both, either)
        });
        Ok(scores.collect())
    }

    /// The average of them over the classes that `params` name; [`Average::Binary`] looks at its own class instead.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::class_scores`].
    pub fn jaccard(&self, average: Average, params: &ScoreParams) -> Result<f64> {
        if let Average::Binary(class) = average {
            return Ok(self.jaccard_scores(&params.clone().labels([class]))?[0]);
        }
        let classes = params.scored(self)?;
        let overlaps: Vec<(f64, f64)> = classes.iter().map(|&class| self.overlap(class)).collect();
        if average == Average::Micro {
            let sum =
                |part: fn(&(f64, f64)) -> f64| pairwise_sum(&overlaps.iter().map(part).collect::<Vec<_>>());
            return Ok(params.divide(sum(|overlap| overlap.0), sum(|overlap| overlap.1)));
        }
        let supports: Vec<f64> = classes.iter().map(|&class| self.support(class)).collect();
        let scores: Vec<f64> =
            overlaps.into_iter().map(|(both, either)| params.divide(both, either)).collect();
        Ok(mean(&scores, (average == Average::Weighted).then_some(supports.as_slice())))
    }

    /// The rows that are of a class and were taken for it, and those of which one is true at least.
    fn overlap(&self, class: ClassId) -> (f64, f64) {
        let both = self.count(class, class);
        (both, both + (self.predicted(class) - both) + (self.support(class) - both))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{Classes, Labels};
    use crate::metric::class_scores::ZeroDivision;

    /// scikit-learn 1.9.1: `jaccard_score(list("aaabbcdab"), list("aabbacdce"), average=…, labels=list("abcdez"))`.
    #[test]
    fn scores_are_those_of_scikit_learn() {
        let classes = Classes::from_names(["a", "b", "c", "d", "e", "z"]).unwrap();
        let labels =
            |letters: &str| Labels::with_classes(classes.clone(), letters.chars().map(String::from)).unwrap();
        let matrix = ConfusionMatrix::from_labels(&labels("aaabbcdab"), &labels("aabbacdce")).unwrap();
        let all: Vec<ClassId> = classes.ids().collect();
        let params = ScoreParams::default().labels(all);
        assert_eq!(matrix.jaccard_scores(&params).unwrap(), [0.4, 0.25, 0.5, 1.0, 0.0, 0.0]);
        assert_eq!(matrix.jaccard(Average::Macro, &params).unwrap(), 0.35833333333333334);
        assert_eq!(matrix.jaccard(Average::Micro, &params).unwrap(), 0.38461538461538464);
        let weighted = matrix.jaccard(Average::Weighted, &params).unwrap();
        assert!((weighted - 0.4277777777777778).abs() < 1e-15, "{weighted}");
        let one = params.zero_division(ZeroDivision::One);
        assert_eq!(matrix.jaccard(Average::Binary(ClassId(5)), &one).unwrap(), 1.0);
    }
}
