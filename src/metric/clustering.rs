//! [`Contingency`]: two groupings of the same rows compared, as scikit-learn 1.9.1's clustering metrics.
//!
//! `n[i][j]` rows are in class *i* and in cluster *j*. Names of groups do not matter, only which rows are together.
//!
//! - Rand index: the share of pairs of rows that both groupings treat alike; adjusted for chance, ARI (Hubert and
//!   Arabie, "Comparing partitions", 1985). Fowlkes–Mallows: the geometric mean of precision and recall of pairs.
//! - Mutual information Σ n/N ln(N n / (a b)), over a mean of both entropies NMI, adjusted for chance AMI (Vinh, Epps and
//!   Bailey, "Information theoretic measures for clusterings comparison", 2010).
//! - Homogeneity and completeness: it over the entropy of classes and of clusters; their weighted harmonic mean is the
//!   V-measure (Rosenberg and Hirschberg, 2007).
//!
//! Logarithms are natural.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_limit, check_parameter, check_shape};
use crate::metric::sum::pairwise_sum;
use crate::statistics::special::ln_gamma;

/// Pairs of rows stay countable in an `i128`, squared.
const MOST_ROWS: u64 = 1 << 31;

/// How two entropies become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum EntropyMean {
    /// The smaller.
    Minimum,
    /// The root of the product.
    Geometric,
    /// Half the sum.
    #[default]
    Arithmetic,
    /// The larger.
    Maximum,
}

impl EntropyMean {
    fn of(self, first: f64, second: f64) -> f64 {
        match self {
            EntropyMean::Minimum => first.min(second),
            EntropyMean::Geometric => (first * second).sqrt(),
            EntropyMean::Arithmetic => pairwise_sum(&[first, second]) / 2.0,
            EntropyMean::Maximum => first.max(second),
        }
    }
}

/// Rows by class and cluster.
///
/// # Examples
/// ```
/// use wordmill::metric::clustering::Contingency;
/// let same = Contingency::of(&["a", "a", "b", "b"], &[7, 7, 3, 3])?;
/// assert_eq!((same.adjusted_rand(), same.v_measure(1.0)?), (1.0, 1.0));
/// let split = Contingency::of(&[0, 0, 1, 1], &[0, 0, 1, 2])?;
/// assert!((split.homogeneity() - 1.0).abs() < 1e-12);
/// assert_eq!(split.rand(), 5.0 / 6.0);
/// assert_eq!(split.adjusted_rand(), 0.5714285714285714);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Contingency {
    rows: u64,
    /// Rows of each class and of each cluster, in the order of their names.
    classes: Vec<u64>,
    clusters: Vec<u64>,
    /// Class, cluster and how many rows, ascending.
    cells: Vec<(usize, usize, u64)>,
}

impl Contingency {
    /// Counts the rows of two groupings.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) for unequal lengths, [`Error::Limit`](crate::Error::Limit) past 2³¹ rows.
    pub fn of<T: Ord, P: Ord>(truth: &[T], predicted: &[P]) -> Result<Self> {
        check_shape("predicted clusters", truth.len(), predicted.len())?;
        check_limit("rows of two groupings", MOST_ROWS, truth.len() as u64)?;
        let (truth, classes) = numbered(truth);
        let (predicted, clusters) = numbered(predicted);
        let mut counts: HashMap<(usize, usize), u64> = HashMap::new();
        for pair in truth.iter().copied().zip(predicted.iter().copied()) {
            *counts.entry(pair).or_insert(0) += 1;
        }
        let mut cells: Vec<_> =
            counts.into_iter().map(|((class, cluster), rows)| (class, cluster, rows)).collect();
        cells.sort_unstable();
        Ok(Contingency { rows: truth.len() as u64, classes, clusters, cells })
    }

    /// The share of pairs of rows that are together in both or in neither.
    #[must_use]
    pub fn rand(&self) -> f64 {
        let pairs = self.pairs();
        let (alike, all) = (pairs.together + pairs.apart, pairs.all());
        if alike == all { 1.0 } else { alike as f64 / all as f64 }
    }

    /// The Rand index, 0 for what chance gives and 1 for equal groupings; may be below 0.
    #[must_use]
    pub fn adjusted_rand(&self) -> f64 {
        let Pairs { together, apart, class_alone, cluster_alone } = self.pairs();
        if class_alone == 0 && cluster_alone == 0 {
            return 1.0;
        }
        let above = together * apart - class_alone * cluster_alone;
        let below = (together + class_alone) * (class_alone + apart)
            + (together + cluster_alone) * (cluster_alone + apart);
        2.0 * above as f64 / below as f64
    }

    /// The geometric mean of the precision and the recall of pairs, 0 to 1; 0 where no pair is together in both.
    #[must_use]
    pub fn fowlkes_mallows(&self) -> f64 {
        let pairs = self.pairs();
        if pairs.together == 0 {
            return 0.0;
        }
        let share = |alone: i128| (pairs.together as f64 / (pairs.together + alone) as f64).sqrt();
        share(pairs.cluster_alone) * share(pairs.class_alone)
    }

    /// What one grouping tells of the other, in nats.
    #[must_use]
    pub fn mutual_information(&self) -> f64 {
        if self.classes.len() <= 1 || self.clusters.len() <= 1 {
            return 0.0;
        }
        let all = self.rows as f64;
        let term = |&(class, cluster, rows): &(usize, usize, u64)| {
            let (share, rows) = (rows as f64 / all, rows as f64);
            let outer = (self.classes[class] * self.clusters[cluster]) as f64;
            let log_outer = -outer.ln() + all.ln() + all.ln();
            let term = share * (rows.ln() - all.ln()) + share * log_outer;
            if term.abs() < f64::EPSILON { 0.0 } else { term }
        };
        pairwise_sum(&self.cells.iter().map(term).collect::<Vec<_>>()).max(0.0)
    }

    /// Mutual information over a mean of both entropies, 0 to 1.
    #[must_use]
    pub fn normalized_mutual_information(&self, mean: EntropyMean) -> f64 {
        if self.are_trivial() {
            return 1.0;
        }
        let information = self.mutual_information();
        if information == 0.0 {
            0.0
        } else {
            information / mean.of(self.class_entropy(), self.cluster_entropy())
        }
    }

    /// The same, 0 for what chance gives; may be below 0.
    ///
    /// Time grows with the rows times the number of classes or clusters, whichever is larger. Where the chosen mean is
    /// what chance gives (every row a group of its own), the value is a quotient of rounding errors, in scikit-learn too.
    #[must_use]
    pub fn adjusted_mutual_information(&self, mean: EntropyMean) -> f64 {
        if self.are_trivial() {
            return 1.0;
        }
        if self.classes.len() == 1 || self.clusters.len() == 1 {
            return 0.0;
        }
        let expected = self.expected_information();
        let largest = mean.of(self.class_entropy(), self.cluster_entropy());
        // Neither may be 0, where expectation and maximum meet.
        let kept_from_zero = |difference: f64| {
            if difference < 0.0 { difference.min(-f64::EPSILON) } else { difference.max(f64::EPSILON) }
        };
        kept_from_zero(self.mutual_information() - expected) / kept_from_zero(largest - expected)
    }

    /// Whether clusters hold rows of one class only: 1 if they do.
    #[must_use]
    pub fn homogeneity(&self) -> f64 {
        self.share_of(self.class_entropy())
    }

    /// Whether classes lie in one cluster only: 1 if they do.
    #[must_use]
    pub fn completeness(&self) -> f64 {
        self.share_of(self.cluster_entropy())
    }

    /// The harmonic mean of homogeneity and completeness, the latter weighing `beta` times as much.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for a β that is not a finite number ≥ 0.
    pub fn v_measure(&self, beta: f64) -> Result<f64> {
        check_parameter(beta >= 0.0 && beta.is_finite(), "beta", beta, "a finite number ≥ 0")?;
        let (homogeneity, completeness) = (self.homogeneity(), self.completeness());
        if homogeneity + completeness == 0.0 {
            return Ok(0.0);
        }
        Ok((1.0 + beta) * homogeneity * completeness / (beta * homogeneity + completeness))
    }

    /// Whether both put all rows into one group, if there are rows.
    fn are_trivial(&self) -> bool {
        self.classes.len() <= 1 && self.clusters.len() <= 1
    }

    fn share_of(&self, entropy: f64) -> f64 {
        if self.rows == 0 || entropy == 0.0 { 1.0 } else { self.mutual_information() / entropy }
    }

    fn class_entropy(&self) -> f64 {
        entropy(&self.classes, self.rows)
    }

    fn cluster_entropy(&self) -> f64 {
        entropy(&self.clusters, self.rows)
    }

    fn pairs(&self) -> Pairs {
        let squares = |sizes: &mut dyn Iterator<Item = u64>| -> i128 {
            sizes.map(|size| i128::from(size).pow(2)).sum()
        };
        let cells = squares(&mut self.cells.iter().map(|cell| cell.2));
        let classes = squares(&mut self.classes.iter().copied());
        let clusters = squares(&mut self.clusters.iter().copied());
        let rows = i128::from(self.rows);
        Pairs {
            together: cells - rows,
            class_alone: classes - cells,
            cluster_alone: clusters - cells,
            apart: rows * rows - classes - clusters + cells,
        }
    }

    /// The mean mutual information of all groupings with these sizes: every number of rows that a class and a cluster
    /// may share, weighted by its hypergeometric probability.
    fn expected_information(&self) -> f64 {
        let all = self.rows as f64;
        let ln_factorials: Vec<f64> = (0..=self.rows).map(|n| ln_gamma(n as f64 + 1.0)).collect();
        let ln_factorial = |n: u64| ln_factorials[n as usize];
        let mut expected = 0.0;
        for &class in &self.classes {
            for &cluster in &self.clusters {
                let sizes = ln_factorial(class)
                    + ln_factorial(cluster)
                    + ln_factorial(self.rows - class)
                    + ln_factorial(self.rows - cluster)
                    - ln_factorial(self.rows);
                let logs = (class as f64).ln() + (cluster as f64).ln();
                for shared in (class + cluster).saturating_sub(self.rows).max(1)..=class.min(cluster) {
                    let probability = sizes
                        - ln_factorial(shared)
                        - ln_factorial(class - shared)
                        - ln_factorial(cluster - shared)
                        - ln_factorial(self.rows + shared - class - cluster);
                    let information = all.ln() + (shared as f64).ln() - logs;
                    expected += shared as f64 / all * information * probability.exp();
                }
            }
        }
        expected
    }
}

/// Ordered pairs of different rows: together in both groupings, in one alone, in neither.
struct Pairs {
    together: i128,
    apart: i128,
    class_alone: i128,
    cluster_alone: i128,
}

impl Pairs {
    fn all(&self) -> i128 {
        self.together + self.apart + self.class_alone + self.cluster_alone
    }
}

/// The number of each row's group, groups in order, and how many rows each has.
fn numbered<T: Ord>(groups: &[T]) -> (Vec<usize>, Vec<u64>) {
    let mut numbers: BTreeMap<&T, usize> = groups.iter().map(|group| (group, 0)).collect();
    for (next, number) in numbers.values_mut().enumerate() {
        *number = next;
    }
    let mut sizes = vec![0; numbers.len()];
    let rows = groups.iter().map(|group| numbers.get(group).copied().unwrap_or_default()).collect::<Vec<_>>();
    rows.iter().for_each(|&number| sizes[number] += 1);
    (rows, sizes)
}

fn entropy(sizes: &[u64], rows: u64) -> f64 {
    if rows == 0 {
        return 1.0;
    }
    if sizes.len() == 1 {
        return 0.0;
    }
    let all = rows as f64;
    let term = |&size: &u64| size as f64 / all * ((size as f64).ln() - all.ln());
    -pairwise_sum(&sizes.iter().map(term).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: f64, expected: f64) {
        assert!((got - expected).abs() < 1e-12, "got {got}, expected {expected}");
    }

    /// scikit-learn 1.9.1 on these two lists.
    #[test]
    fn scores_are_those_of_scikit_learn() {
        let table = Contingency::of(
            &[0, 0, 0, 1, 1, 1, 2, 2, 2, 2],
            &["x", "x", "y", "y", "y", "z", "z", "z", "z", "x"],
        )
        .unwrap();
        near(table.rand(), 0.6888888888888889);
        near(table.adjusted_rand(), 0.20454545454545456);
        near(table.fowlkes_mallows(), 0.41666666666666663);
        near(table.mutual_information(), 0.4820574165208128);
        near(table.homogeneity(), 0.44270128334605);
        near(table.completeness(), 0.44270128334605);
        near(table.v_measure(1.0).unwrap(), 0.44270128334605);
        near(table.v_measure(0.5).unwrap(), 0.44270128334605);
        near(table.normalized_mutual_information(EntropyMean::Minimum), 0.44270128334605);
        near(table.adjusted_mutual_information(EntropyMean::Minimum), 0.23728877770133558);
        near(table.normalized_mutual_information(EntropyMean::Geometric), 0.44270128334605);
        near(table.adjusted_mutual_information(EntropyMean::Geometric), 0.23728877770133558);
        near(table.normalized_mutual_information(EntropyMean::Arithmetic), 0.44270128334605);
        near(table.adjusted_mutual_information(EntropyMean::Arithmetic), 0.23728877770133558);
        near(table.normalized_mutual_information(EntropyMean::Maximum), 0.44270128334605);
        near(table.adjusted_mutual_information(EntropyMean::Maximum), 0.23728877770133558);
        assert!(table.v_measure(f64::NAN).is_err() && table.v_measure(-1.0).is_err());
    }

    /// scikit-learn 1.9.1 on no rows, one group each, one group against several.
    #[test]
    fn groupings_without_a_choice() {
        let arithmetic = EntropyMean::Arithmetic;
        let all = |table: &Contingency| {
            [
                table.rand(),
                table.adjusted_rand(),
                table.normalized_mutual_information(arithmetic),
                table.adjusted_mutual_information(arithmetic),
                table.homogeneity(),
                table.completeness(),
                table.v_measure(1.0).unwrap(),
                table.fowlkes_mallows(),
            ]
        };
        let none: [u8; 0] = [];
        assert_eq!(all(&Contingency::of(&none, &none).unwrap()), [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0]);
        assert_eq!(all(&Contingency::of(&[1, 1, 1], &[2, 2, 2]).unwrap()), [1.0; 8]);
        let split = all(&Contingency::of(&[1, 1, 1], &[1, 2, 3]).unwrap());
        assert_eq!(split, [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
        assert!(Contingency::of(&[1], &[1, 2]).is_err());
    }
}
