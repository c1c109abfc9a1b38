//! How far prediction and truth agree as a whole: accuracy, balanced accuracy, Hamming loss, Matthews, Cohen's kappa.
//!
//! With *C* the confusion matrix of the present classes, *t* its row sums (truth), *p* its column sums
//! (prediction) and *n* its total:
//!
//! - accuracy = Σᵢ Cᵢᵢ / n; Hamming loss = 1 − accuracy;
//! - balanced accuracy = the mean over classes in the truth of Cᵢᵢ / tᵢ;
//! - Matthews = (n Σᵢ Cᵢᵢ − t·p) / √((n² − p·p)(n² − t·t)) (Gorodkin 2004; for two classes, Matthews 1975);
//! - kappa = 1 − Σ wᵢⱼ Cᵢⱼ / Σ wᵢⱼ tᵢpⱼ/n, with w as in [`KappaWeighting`] (Cohen 1960, 1968).

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::label::ClassId;
use crate::metric::confusion::ConfusionMatrix;
use crate::metric::sum::{mean, pairwise_sum};

/// How much a confusion counts in [`ConfusionMatrix::cohen_kappa`]; *i* and *j* are positions in the order of the labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum KappaWeighting {
    /// 1 for any.
    #[default]
    Unweighted,
    /// |i − j|: for classes on a scale.
    Linear,
    /// (i − j)².
    Quadratic,
}

impl KappaWeighting {
    fn weight(self, i: usize, j: usize) -> f64 {
        let distance = i.abs_diff(j) as f64;
        match self {
            KappaWeighting::Unweighted => f64::from(u8::from(i != j)),
            KappaWeighting::Linear => distance,
            KappaWeighting::Quadratic => distance * distance,
        }
    }
}

impl ConfusionMatrix {
    /// The share of rows that were predicted right.
    ///
    /// # Errors
    /// [`Error::Empty`] without rows of weight above 0.
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::ConfusionMatrix};
    /// let truth = Labels::from_names(["a", "b", "a", "a"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["a", "b", "b", "a"])?;
    /// assert_eq!(ConfusionMatrix::from_labels(&truth, &predicted)?.accuracy()?, 0.75);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn accuracy(&self) -> Result<f64> {
        let table = Table::of(self, &self.present())?;
        Ok(table.correct() / table.total())
    }

    /// The share of rows that were predicted wrong: 1 − accuracy.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::accuracy`].
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::ConfusionMatrix};
    /// let truth = Labels::from_names(["a", "b", "a", "a"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["a", "b", "b", "a"])?;
    /// assert_eq!(ConfusionMatrix::from_labels(&truth, &predicted)?.hamming_loss()?, 0.25);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn hamming_loss(&self) -> Result<f64> {
        let table = Table::of(self, &self.present())?;
        Ok(table.weighted_sum(KappaWeighting::Unweighted) / table.total())
    }

    /// The mean recall of the classes that occur in the truth.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::accuracy`].
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::ConfusionMatrix};
    /// let truth = Labels::from_names(["a", "b", "a", "a", "a"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["a", "b", "b", "a", "a"])?;
    /// let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
    /// assert_eq!(matrix.balanced_accuracy()?, (3.0 / 4.0 + 1.0) / 2.0);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn balanced_accuracy(&self) -> Result<f64> {
        let table = Table::of(self, &self.present())?;
        let truth = table.truth_sums().into_iter().enumerate();
        let recalls: Vec<f64> =
            truth.filter(|&(_, sum)| sum > 0.0).map(|(class, sum)| table.cell(class, class) / sum).collect();
        Ok(mean(&recalls, None))
    }

    /// The Matthews correlation coefficient, −1 to 1; 0 where truth or prediction holds one class only.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::accuracy`].
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::ConfusionMatrix};
    /// let truth = Labels::from_names(["a", "a", "b", "b"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["a", "b", "b", "b"])?;
    /// let matthews = ConfusionMatrix::from_labels(&truth, &predicted)?.matthews()?;
    /// assert!((matthews - 1.0 / 3f64.sqrt()).abs() < 1e-12);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn matthews(&self) -> Result<f64> {
        let table = Table::of(self, &self.present())?;
        let (truth, predicted) = (table.truth_sums(), table.predicted_sums());
        // With one class the variance is 0; rounding of weights must not make it a little more than that.
        if occurring(&truth) < 2 || occurring(&predicted) < 2 {
            return Ok(0.0);
        }
        let rows = pairwise_sum(&predicted);
        let covariance = table.correct() * rows - dot(&truth, &predicted);
        let variances = (rows * rows - dot(&predicted, &predicted)) * (rows * rows - dot(&truth, &truth));
        Ok(if variances > 0.0 { covariance / variances.sqrt() } else { 0.0 })
    }

    /// Cohen's kappa over the present classes: agreement past that of chance, at most 1.
    ///
    /// # Errors
    /// [`Error::Empty`] without rows of weight above 0, [`Error::Shape`] where all rows are of one and the
    /// same class in truth and prediction: chance then agrees fully, and kappa is 0/0.
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::{ConfusionMatrix, KappaWeighting}};
    /// let truth = Labels::from_names(["1", "2", "3", "3"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["1", "2", "3", "2"])?;
    /// let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
    /// assert!((matrix.cohen_kappa(KappaWeighting::Unweighted)? - 7.0 / 11.0).abs() < 1e-12);
    /// assert!((matrix.cohen_kappa(KappaWeighting::Quadratic)? - 0.8).abs() < 1e-12);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn cohen_kappa(&self, weighting: KappaWeighting) -> Result<f64> {
        self.cohen_kappa_of(&self.present(), weighting)
    }

    /// Cohen's kappa over the rows whose true and predicted class are both among `labels`, whose order is
    /// the scale of a weighted kappa.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::cohen_kappa`] and [`ConfusionMatrix::table`].
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::{ConfusionMatrix, KappaWeighting}};
    /// let truth = Labels::from_names(["low", "mid", "high", "high"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["low", "mid", "high", "mid"])?;
    /// let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
    /// let scale = [truth.classes().id("low")?, truth.classes().id("mid")?, truth.classes().id("high")?];
    /// assert!((matrix.cohen_kappa_of(&scale, KappaWeighting::Quadratic)? - 0.8).abs() < 1e-12);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn cohen_kappa_of(&self, labels: &[ClassId], weighting: KappaWeighting) -> Result<f64> {
        let table = Table::of(self, labels)?;
        let (truth, predicted) = (table.truth_sums(), table.predicted_sums());
        let expected: Vec<Vec<f64>> = truth
            .iter()
            .map(|truth| predicted.iter().map(|predicted| predicted * truth / table.total()).collect())
            .collect();
        let by_chance = Table(expected).weighted_sum(weighting);
        if by_chance > 0.0 {
            return Ok(1.0 - table.weighted_sum(weighting) / by_chance);
        }
        Err(Error::Shape {
            what: "classes that occur, for Cohen's kappa",
            expected: 2,
            got: occurring(&truth),
        })
    }
}

/// The counts of some classes, scaled where their squares would overflow or vanish.
struct Table(Vec<Vec<f64>>);

impl Table {
    fn of(matrix: &ConfusionMatrix, labels: &[ClassId]) -> Result<Self> {
        if matrix.present().is_empty() {
            return Err(Error::Empty { what: "confusion matrix" });
        }
        let mut table = Table(matrix.table(labels)?);
        let total = table.total();
        if total == 0.0 {
            return Err(Error::Empty { what: "confusion matrix of the labels to score" });
        }
        // Fourth powers are taken below; every score is free of scale.
        if !(1e-60..1e60).contains(&total) {
            table.0.iter_mut().flatten().for_each(|cell| *cell /= total);
        }
        Ok(table)
    }

    fn cell(&self, truth: usize, predicted: usize) -> f64 {
        self.0[truth][predicted]
    }

    fn truth_sums(&self) -> Vec<f64> {
        self.0.iter().map(|row| pairwise_sum(row)).collect()
    }

    fn predicted_sums(&self) -> Vec<f64> {
        (0..self.0.len()).map(|column| self.0.iter().map(|row| row[column]).sum()).collect()
    }

    fn total(&self) -> f64 {
        pairwise_sum(&self.truth_sums())
    }

    fn correct(&self) -> f64 {
        (0..self.0.len()).map(|class| self.cell(class, class)).sum()
    }

    /// Σ wᵢⱼ Cᵢⱼ.
    fn weighted_sum(&self, weighting: KappaWeighting) -> f64 {
        let rows = self.0.iter().enumerate();
        let cells = rows.flat_map(|(i, row)| row.iter().enumerate().map(move |(j, cell)| (i, j, cell)));
        cells.map(|(i, j, cell)| weighting.weight(i, j) * cell).sum()
    }
}

/// How many sums are above 0.
fn occurring(sums: &[f64]) -> usize {
    sums.iter().filter(|&&sum| sum > 0.0).count()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{Classes, Labels};

    fn matrix(truth: &str, predicted: &str, weights: Option<&[f64]>) -> ConfusionMatrix {
        let classes = Classes::from_names(["a", "b", "c", "d", "e", "never"]).unwrap();
        let labels =
            |letters: &str| Labels::with_classes(classes.clone(), letters.chars().map(String::from)).unwrap();
        match weights {
            Some(weights) => {
                ConfusionMatrix::from_weighted_labels(&labels(truth), &labels(predicted), weights).unwrap()
            }
            None => ConfusionMatrix::from_labels(&labels(truth), &labels(predicted)).unwrap(),
        }
    }

    fn near(got: f64, expected: f64) {
        assert!((got - expected).abs() < 1e-12, "got {got}, expected {expected}");
    }

    fn all_scores(matrix: &ConfusionMatrix) -> [f64; 7] {
        [
            matrix.accuracy().unwrap(),
            matrix.hamming_loss().unwrap(),
            matrix.balanced_accuracy().unwrap(),
            matrix.matthews().unwrap(),
            matrix.cohen_kappa(KappaWeighting::Unweighted).unwrap(),
            matrix.cohen_kappa(KappaWeighting::Linear).unwrap(),
            matrix.cohen_kappa(KappaWeighting::Quadratic).unwrap(),
        ]
    }

    /// Printed by scikit-learn 1.9.1 for the same two lists.
    #[test]
    fn scores_are_those_of_scikit_learn() {
        let plain = matrix("aaabbcdab", "aabbacdce", None);
        let expected = [
            0.5555555555555556,
            0.4444444444444444,
            0.7083333333333333,
            0.4147806778921701,
            0.4,
            0.42201834862385323,
            0.4621513944223108,
        ];
        all_scores(&plain).into_iter().zip(expected).for_each(|(got, expected)| near(got, expected));

        let weights = [0.5, 1.0, 2.0, 0.25, 1.0, 3.0, 0.1, 1.0, 0.7];
        let weighted = matrix("aaabbcdab", "aabbacdce", Some(&weights));
        let expected = [
            0.5078534031413613,
            0.4921465968586388,
            0.6153846153846154,
            0.30753633068059594,
            0.2937613091023523,
            0.35518995768151784,
            0.3991295503465241,
        ];
        all_scores(&weighted).into_iter().zip(expected).for_each(|(got, expected)| near(got, expected));
    }

    #[test]
    fn one_class_has_no_correlation_and_no_kappa() {
        let one = matrix("aa", "aa", None);
        assert_eq!((one.accuracy().unwrap(), one.matthews().unwrap()), (1.0, 0.0));
        let error = one.cohen_kappa(KappaWeighting::Linear).unwrap_err();
        assert_eq!(error.to_string(), "classes that occur, for Cohen's kappa: expected 2, got 1");
        // Thirds do not add up to one exactly: still no correlation.
        let thirds = matrix("aaa", "abc", Some(&[1.0 / 3.0, 0.1, 0.7]));
        assert_eq!(thirds.matthews().unwrap(), 0.0);
        near(thirds.cohen_kappa(KappaWeighting::Unweighted).unwrap(), 0.0);
    }

    #[test]
    fn nothing_to_score_is_an_error() {
        for empty in [matrix("", "", None), matrix("a", "b", Some(&[0.0]))] {
            assert!(matches!(empty.accuracy(), Err(Error::Empty { .. })));
            assert!(matches!(empty.hamming_loss(), Err(Error::Empty { .. })));
            assert!(matches!(empty.balanced_accuracy(), Err(Error::Empty { .. })));
            assert!(matches!(empty.matthews(), Err(Error::Empty { .. })));
            assert!(matches!(empty.cohen_kappa(KappaWeighting::Linear), Err(Error::Empty { .. })));
        }
    }

    #[test]
    fn scale_does_not_matter() {
        for scale in [1.0, 1e-300, 1e300] {
            let scaled = matrix("abba", "abaa", Some(&[scale; 4]));
            near(scaled.matthews().unwrap(), 1.0 / 3f64.sqrt());
            near(scaled.cohen_kappa(KappaWeighting::Unweighted).unwrap(), 0.5);
        }
    }

    #[test]
    fn labels_never_seen_change_no_unweighted_kappa() {
        let matrix = matrix("abb", "aba", None);
        let all: Vec<ClassId> = matrix.classes().ids().collect();
        let unweighted = KappaWeighting::Unweighted;
        near(matrix.cohen_kappa_of(&all, unweighted).unwrap(), matrix.cohen_kappa(unweighted).unwrap());
        assert!(matches!(matrix.cohen_kappa_of(&[ClassId(2)], unweighted), Err(Error::Empty { .. })));
    }
}
