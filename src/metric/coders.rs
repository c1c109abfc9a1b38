//! [`Codings`]: labels that several people gave to the same items, and how far they agree past chance.
//!
//! With *Aₒ* the agreement that is seen and *Aₑ* the one that chance would give, a coefficient is (Aₒ − Aₑ)/(1 − Aₑ). They
//! differ in what chance is (Artstein and Poesio, "Inter-coder agreement for computational linguistics", 2008):
//!
//! | coefficient | Aₑ |
//! |---|---|
//! | S (Bennett, Alpert and Goldstein, 1954) | all labels are equally likely |
//! | π (Scott, 1955; for more than two coders that of Fleiss, 1971) | one distribution of labels, that of all coders together |
//! | κ (Cohen, 1960) | a distribution for each coder; the mean over pairs of coders, or of their Aₒ and Aₑ (Davies and Fleiss, 1982) |
//! | weighted κ (Cohen, 1968) | the same, with labels at a distance |
//! | α (Krippendorff, 1980) | one distribution, drawn without putting back; items may lack labels; labels at a distance |
//!
//! As NLTK's `AnnotationTask` (3.10.4) and, for α, the package `krippendorff` (0.9.0). Left out: confidence intervals, and
//! NLTK's `max_distance`, which scales one side of its quotient only.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result, check_parameter};

/// How far two labels are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LabelDistance {
    /// 0 for the same, 1 for any other.
    #[default]
    Nominal,
    /// The square of the labels between them, as often as they were given; the two themselves count half. For α alone.
    Ordinal,
    /// The square of the difference.
    Interval,
    /// The square of the difference over the sum.
    Ratio,
}

/// Labels of items by coders. No coder labels an item twice.
///
/// # Examples
/// ```
/// use wordmill::metric::{Codings, LabelDistance};
/// let codings = Codings::from_names([
///     ("ann", "1", "yes"), ("bob", "1", "yes"),
///     ("ann", "2", "no"), ("bob", "2", "yes"),
///     ("ann", "3", "no"), ("bob", "3", "no"),
///     ("ann", "4", "yes"), ("bob", "4", "yes"),
/// ])?;
/// assert_eq!(codings.observed_agreement()?, 0.75);
/// assert_eq!(codings.kappa()?, 0.5);
/// assert!((codings.alpha(LabelDistance::Nominal)? - 16.0 / 30.0).abs() < 1e-15);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Codings {
    /// The distinct labels, ascending. Names have the numbers 0, 1, … in their order.
    values: Vec<f64>,
    /// The label of each item by each coder, as a place among the distinct ones.
    coders: Vec<Vec<Option<usize>>>,
}

impl Codings {
    /// From coders, items and labels that are names; of their distances only the nominal one, and the ordinal one in the
    /// order of the names, mean something.
    ///
    /// # Errors
    /// [`Error::Empty`] for none, [`Error::Parameter`] for a second label of an item by one coder.
    pub fn from_names<C: Ord, I: Ord, L: Ord>(codings: impl IntoIterator<Item = (C, I, L)>) -> Result<Self> {
        let codings: Vec<(C, I, L)> = codings.into_iter().collect();
        let labels: Vec<usize> = numbers(codings.iter().map(|coding| &coding.2)).0;
        let values = (0..=labels.iter().copied().max().unwrap_or(0)).map(|place| place as f64).collect();
        Self::new(
            codings.iter().map(|coding| &coding.0),
            codings.iter().map(|coding| &coding.1),
            &labels,
            values,
        )
    }

    /// From coders, items and labels that are numbers.
    ///
    /// # Errors
    /// As [`Codings::from_names`], and [`Error::Parameter`] for a label that is not finite.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::{Codings, LabelDistance};
    /// let codings = Codings::from_numbers([(0, 0, 1.0), (1, 0, 2.0), (0, 1, 4.0), (1, 1, 4.0), (0, 2, 5.0)])?;
    /// // Printed by krippendorff 0.9.0.
    /// assert!((codings.alpha(LabelDistance::Interval)? - 0.8888888888888888).abs() < 1e-15);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn from_numbers<C: Ord, I: Ord>(codings: impl IntoIterator<Item = (C, I, f64)>) -> Result<Self> {
        let codings: Vec<(C, I, f64)> = codings.into_iter().collect();
        let mut values = Vec::new();
        for coding in &codings {
            check_parameter(coding.2.is_finite(), "label", coding.2, "a finite number")?;
            // Both zeros are one label.
            values.push(coding.2 + 0.0);
        }
        let labels = values.clone();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let place = |label: &f64| values.partition_point(|value| value < label);
        let labels: Vec<usize> = labels.iter().map(place).collect();
        Self::new(
            codings.iter().map(|coding| &coding.0),
            codings.iter().map(|coding| &coding.1),
            &labels,
            values,
        )
    }

    fn new<C: Ord, I: Ord>(
        coders: impl Iterator<Item = C>,
        items: impl Iterator<Item = I>,
        labels: &[usize],
        values: Vec<f64>,
    ) -> Result<Self> {
        if labels.is_empty() {
            return Err(Error::Empty { what: "list of codings" });
        }
        let ((coder_of, coders), (item_of, items)) = (numbers(coders), numbers(items));
        let mut table = vec![vec![None; items]; coders];
        for ((&coder, &item), &label) in coder_of.iter().zip(&item_of).zip(labels) {
            if table[coder][item].replace(label).is_some() {
                return Err(Error::parameter("labels of an item by one coder", "two", "one"));
            }
        }
        Ok(Codings { values, coders: table })
    }

    /// How many items there are.
    fn items(&self) -> usize {
        self.coders[0].len()
    }

    /// The mean over pairs of coders of the share of items on which they agree, Aₒ.
    ///
    /// # Errors
    /// [`Error::Shape`] for a single coder and where a coder lacks an item.
    pub fn observed_agreement(&self) -> Result<f64> {
        self.mean_of_pairs(|a, b| Ok(self.agreement(a, b)))
    }

    /// S.
    ///
    /// # Errors
    /// As [`Codings::observed_agreement`]; [`Error::Empty`] where chance alone agrees fully and the coders do not.
    pub fn s(&self) -> Result<f64> {
        corrected(self.observed_agreement()?, 1.0 / self.values.len() as f64)
    }

    /// Scott's π, which for more than two coders is Fleiss' κ.
    ///
    /// # Errors
    /// As [`Codings::s`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::Codings;
    /// let labels = ["aab", "abb", "bbb", "aaa", "abc"];
    /// let codings = labels.iter().enumerate().flat_map(|(item, labels)| labels.chars().enumerate().map(move |(coder, label)| (coder, item, label)));
    /// // Printed by statsmodels 0.15.0: `fleiss_kappa(aggregate_raters(…)[0])`.
    /// assert!((Codings::from_names(codings)?.pi()? - 0.16666666666666663).abs() < 1e-15);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn pi(&self) -> Result<f64> {
        let observed = self.observed_agreement()?;
        let all = (self.items() * self.coders.len()) as f64;
        let counts = self.counts(self.coders.iter().flatten().flatten());
        corrected(observed, counts.iter().map(|count| count * count).sum::<f64>() / (all * all))
    }

    /// The mean of Cohen's κ over pairs of coders.
    ///
    /// # Errors
    /// As [`Codings::s`].
    pub fn kappa(&self) -> Result<f64> {
        self.mean_of_pairs(|a, b| corrected(self.agreement(a, b), self.chance(a, b)))
    }

    /// κ of the means of Aₒ and Aₑ over pairs of coders.
    ///
    /// # Errors
    /// As [`Codings::s`].
    pub fn multi_kappa(&self) -> Result<f64> {
        corrected(self.observed_agreement()?, self.mean_of_pairs(|a, b| Ok(self.chance(a, b)))?)
    }

    /// The mean over pairs of coders of Cohen's weighted κ: 1 − Dₒ/Dₑ, with *D* the mean distance of labels, seen and by
    /// chance.
    ///
    /// # Errors
    /// As [`Codings::observed_agreement`]; [`Error::Parameter`] for the ordinal distance, [`Error::Empty`] where chance
    /// gives no disagreement.
    pub fn weighted_kappa(&self, distance: LabelDistance) -> Result<f64> {
        if distance == LabelDistance::Ordinal {
            return Err(Error::parameter(
                "distance of weighted kappa",
                "ordinal",
                "nominal, interval or ratio",
            ));
        }
        let apart = |a: usize, b: usize| self.distance(distance, a, b, &[]);
        self.mean_of_pairs(|a, b| {
            let labels = self.coders[a].iter().flatten().zip(self.coders[b].iter().flatten());
            let observed: f64 = labels.map(|(&here, &there)| apart(here, there)).sum();
            let (here, there) =
                (self.counts(self.coders[a].iter().flatten()), self.counts(self.coders[b].iter().flatten()));
            let pairs = here.iter().enumerate().flat_map(|(a, here)| {
                there.iter().enumerate().map(move |(b, there)| here * there * apart(a, b))
            });
            let expected = pairs.sum::<f64>() / self.items() as f64;
            if expected == 0.0 {
                return Err(Error::Empty { what: "disagreement by chance" });
            }
            Ok(1.0 - observed / expected)
        })
    }

    /// Krippendorff's α = 1 − Dₒ/Dₑ; 1 where all labels are the same. Items with fewer than two labels do not count.
    ///
    /// # Errors
    /// [`Error::Empty`] where no item has two labels.
    pub fn alpha(&self, distance: LabelDistance) -> Result<f64> {
        let items: Vec<Vec<(usize, f64)>> =
            (0..self.items()).filter_map(|item| self.pairable(item)).collect();
        let mut counts = vec![0.0; self.values.len()];
        items.iter().flatten().for_each(|&(label, count)| counts[label] += count);
        let total: f64 = counts.iter().sum();
        if total == 0.0 {
            return Err(Error::Empty { what: "set of items with two labels" });
        }
        let all: Vec<(usize, f64)> =
            counts.iter().copied().enumerate().filter(|&(_, count)| count > 0.0).collect();
        if all.len() == 1 {
            return Ok(1.0);
        }
        let disagreement = |counts: &[(usize, f64)], labels: f64, all: &[f64]| {
            let pairs = counts.iter().flat_map(|&(a, here)| {
                counts.iter().map(move |&(b, there)| here * there * self.distance(distance, a, b, all))
            });
            pairs.sum::<f64>() / (labels - 1.0)
        };
        let of_item =
            |item: &Vec<(usize, f64)>| disagreement(item, item.iter().map(|label| label.1).sum(), &counts);
        let observed: f64 = items.iter().map(of_item).sum();
        Ok(1.0 - observed / disagreement(&all, total, &counts))
    }

    /// The labels of an item that has at least two, and how often each was given.
    fn pairable(&self, item: usize) -> Option<Vec<(usize, f64)>> {
        let mut counts = BTreeMap::new();
        self.coders
            .iter()
            .filter_map(|labels| labels[item])
            .for_each(|label| *counts.entry(label).or_insert(0.0) += 1.0);
        (counts.values().sum::<f64>() >= 2.0).then(|| counts.into_iter().collect())
    }

    /// How far two labels are apart, of which there are so many.
    fn distance(&self, distance: LabelDistance, a: usize, b: usize, counts: &[f64]) -> f64 {
        let (here, there) = (self.values[a], self.values[b]);
        let root = match distance {
            LabelDistance::Nominal => f64::from(u8::from(a != b)),
            LabelDistance::Ordinal => {
                let between: f64 = counts.get(a.min(b)..=a.max(b)).unwrap_or_default().iter().sum();
                if a == b { 0.0 } else { between - (counts[a] + counts[b]) / 2.0 }
            }
            LabelDistance::Interval => here - there,
            LabelDistance::Ratio if here + there == 0.0 => 0.0,
            LabelDistance::Ratio => (here - there) / (here + there),
        };
        root * root
    }

    /// How often each label occurs.
    fn counts<'l>(&self, labels: impl Iterator<Item = &'l usize>) -> Vec<f64> {
        let mut counts = vec![0.0; self.values.len()];
        labels.for_each(|&label| counts[label] += 1.0);
        counts
    }

    /// The share of items on which two coders agree.
    fn agreement(&self, a: usize, b: usize) -> f64 {
        let same = self.coders[a].iter().zip(&self.coders[b]).filter(|(here, there)| here == there);
        same.count() as f64 / self.items() as f64
    }

    /// The share on which they would agree by chance.
    fn chance(&self, a: usize, b: usize) -> f64 {
        let [here, there] = [a, b].map(|coder| self.counts(self.coders[coder].iter().flatten()));
        let items = self.items() as f64;
        here.iter().zip(there).map(|(here, there)| here / items * (there / items)).sum()
    }

    /// The mean over pairs of coders, each of whom must have labelled every item.
    fn mean_of_pairs(&self, figure: impl Fn(usize, usize) -> Result<f64>) -> Result<f64> {
        let coders = self.coders.len();
        if coders < 2 {
            return Err(Error::Shape { what: "coders", expected: 2, got: coders });
        }
        for labels in &self.coders {
            let got = labels.iter().flatten().count();
            if got < labels.len() {
                return Err(Error::Shape { what: "labels by a coder", expected: labels.len(), got });
            }
        }
        let mut sum = 0.0;
        for a in 0..coders {
            for b in a + 1..coders {
                sum += figure(a, b)?;
            }
        }
        Ok(sum / (coders * (coders - 1) / 2) as f64)
    }
}

/// The number of each name among the distinct ones in order, and how many there are.
fn numbers<T: Ord>(names: impl Iterator<Item = T>) -> (Vec<usize>, usize) {
    let names: Vec<T> = names.collect();
    let distinct: Vec<&T> = names.iter().collect::<BTreeSet<&T>>().into_iter().collect();
    let place = |name: &T| distinct.partition_point(|&other| other < name);
    (names.iter().map(place).collect(), distinct.len())
}

/// (Aₒ − Aₑ)/(1 − Aₑ), and 1 where both are 1.
fn corrected(observed: f64, expected: f64) -> Result<f64> {
    let is_one = |value: f64| (value - 1.0).abs() <= 1e-9;
    match (is_one(expected), is_one(observed)) {
        (true, true) => Ok(1.0),
        (true, false) => Err(Error::Empty { what: "disagreement by chance" }),
        (false, _) => Ok((observed - expected) / (1.0 - expected)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three coders, seven items, labels from 1 to 4.
    const LABELS: [[u8; 7]; 3] = [[1, 2, 3, 3, 2, 1, 4], [1, 2, 3, 3, 2, 2, 4], [2, 3, 3, 3, 2, 3, 1]];

    fn codings(keep: impl Fn(usize, usize) -> bool) -> Codings {
        let labels = LABELS.iter().enumerate().flat_map(|(coder, labels)| {
            labels.iter().enumerate().map(move |(item, &label)| (coder, item, f64::from(label)))
        });
        Codings::from_numbers(labels.filter(|&(coder, item, _)| keep(coder, item))).unwrap()
    }

    fn near(got: f64, expected: f64) {
        assert!((got - expected).abs() < 1e-15, "got {got}, expected {expected}");
    }

    /// NLTK 3.10.4: `AnnotationTask(data)`, with `interval_distance` for the last.
    #[test]
    fn coefficients_are_those_of_nltk() {
        let all = codings(|_, _| true);
        near(all.observed_agreement().unwrap(), NLTK[0]);
        near(all.s().unwrap(), NLTK[1]);
        near(all.pi().unwrap(), NLTK[2]);
        near(all.kappa().unwrap(), NLTK[3]);
        near(all.multi_kappa().unwrap(), NLTK[4]);
        near(all.weighted_kappa(LabelDistance::Nominal).unwrap(), NLTK[5]);
        near(all.weighted_kappa(LabelDistance::Interval).unwrap(), NLTK[6]);
    }

    /// krippendorff 0.9.0: `alpha(matrix, level_of_measurement=…)`, all labels and without three.
    #[test]
    fn alpha_is_that_of_krippendorff() {
        let distances =
            [LabelDistance::Nominal, LabelDistance::Ordinal, LabelDistance::Interval, LabelDistance::Ratio];
        let lacking =
            |coder, item| (coder, item) != (0, 0) && (coder, item) != (1, 0) && (coder, item) != (2, 6);
        for (codings, expected) in [(codings(|_, _| true), ALPHA), (codings(lacking), LACKING)] {
            for (distance, expected) in distances.into_iter().zip(expected) {
                near(codings.alpha(distance).unwrap(), expected);
            }
        }
    }

    const NLTK: [f64; 7] = [
        0.5714285714285714,
        0.42857142857142855,
        0.38636363636363635,
        0.3940087145969499,
        0.39999999999999997,
        0.3940087145969499,
        0.10762999533926447,
    ];
    const ALPHA: [f64; 4] = [0.4155844155844155, 0.261887620418938, 0.21348314606741559, 0.2142009434245712];
    const LACKING: [f64; 4] =
        [0.5652173913043479, 0.6355645706558486, 0.6190476190476191, 0.4475171210582506];

    #[test]
    fn degenerate_codings() {
        let same = Codings::from_names([("a", 1, "x"), ("b", 1, "x")]).unwrap();
        assert_eq!(same.alpha(LabelDistance::Ordinal).unwrap(), 1.0);
        assert_eq!((same.kappa().unwrap(), same.pi().unwrap(), same.s().unwrap()), (1.0, 1.0, 1.0));
        assert!(same.weighted_kappa(LabelDistance::Nominal).is_err());
        assert!(same.weighted_kappa(LabelDistance::Ordinal).is_err());
        let lone = Codings::from_names([("a", 1, "x"), ("a", 2, "y")]).unwrap();
        assert!(lone.alpha(LabelDistance::Nominal).is_err() && lone.kappa().is_err());
        let gap = Codings::from_names([("a", 1, "x"), ("a", 2, "y"), ("b", 1, "x")]).unwrap();
        assert!(gap.observed_agreement().is_err());
        assert!(Codings::from_names([("a", 1, "x"), ("a", 1, "y")]).is_err());
        assert!(Codings::from_names::<u8, u8, u8>([]).is_err());
        assert!(Codings::from_numbers([(0, 0, f64::NAN)]).is_err());
        let zeros = Codings::from_numbers([(0, 0, 0.0), (1, 0, -0.0), (0, 1, 1.0), (1, 1, 1.0)]).unwrap();
        assert_eq!(zeros.alpha(LabelDistance::Ratio).unwrap(), 1.0);
    }
}
