//! [`Pivoted`]: weights divided by a length that is drawn towards a pivot, so that long documents lose less
//! (Singhal, Buckley and Mitra, "Pivoted document length normalization", SIGIR 1996).
//!
//! ```text
//! weight(t, d) = tf(t, d) · idf(t) / ((1 − slope) · pivot + slope · length(d))
//! ```
//!
//! `idf(t) = log₂(n / df(t))`, or 1. The length is the number of distinct terms (SMART `u`) or the Euclidean length of
//! `tf · idf` (a pivoted `c`); the pivot is its average over the documents of the fit, unless it is given. The numbers
//! are those of gensim 4.4.0's `TfidfModel` (`smartirs="Lnu"` and its like, or `pivot=…`), logarithms to base 2 among
//! them; as there, a term of idf 0 (in every document, or in none) is not counted among the distinct terms. gensim leaves
//! weights below 10⁻¹² out, here every entry keeps its place. Not here: the length in bytes.

use serde::{Deserialize, Serialize};

use crate::bow::weighting::counts::{check_counts_to_learn, check_counts_to_weigh, document_frequencies};
use crate::error::{Error, Result, check_parameter};
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// An idf below this one is none, as in gensim.
const LEAST_IDF: f64 = 1e-12;

/// What a count weighs within its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum CountWeight {
    /// Itself (SMART `n`).
    Count,
    /// `1 + log₂ count` (SMART `l`).
    Logarithm,
    /// `(1 + log₂ count) / (1 + log₂ of the mean count in the document)` (SMART `L`), as in the paper.
    #[default]
    LogAverage,
}

/// What is taken for the length of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PivotedLength {
    /// The number of distinct terms (SMART `u`).
    #[default]
    DistinctTerms,
    /// The square root of the sum of the squared weights.
    Euclidean,
}

/// How counts are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PivotedParams {
    count: CountWeight,
    idf: bool,
    length: PivotedLength,
    slope: f64,
    pivot: Option<f64>,
}

impl Default for PivotedParams {
    fn default() -> Self {
        PivotedParams {
            count: CountWeight::LogAverage,
            idf: false,
            length: PivotedLength::DistinctTerms,
            slope: 0.25,
            pivot: None,
        }
    }
}

impl PivotedParams {
    /// What a count weighs. Default: its logarithm beside that of the mean count.
    #[must_use]
    pub fn count(mut self, count: CountWeight) -> Self {
        self.count = count;
        self
    }

    /// Whether weights are multiplied by the idf. Default: no.
    #[must_use]
    pub fn idf(mut self, idf: bool) -> Self {
        self.idf = idf;
        self
    }

    /// What is taken for the length of a document. Default: its distinct terms.
    #[must_use]
    pub fn length(mut self, length: PivotedLength) -> Self {
        self.length = length;
        self
    }

    /// How much the length matters, 0 (not at all) to 1 (the pivot does not). Default: 0.25.
    #[must_use]
    pub fn slope(mut self, slope: f64) -> Self {
        self.slope = slope;
        self
    }

    /// The length at which nothing changes, above 0. Default: the average over the documents of the fit.
    #[must_use]
    pub fn pivot(mut self, pivot: f64) -> Self {
        self.pivot = Some(pivot);
        self
    }

    fn check(&self) -> Result<()> {
        check_parameter((0.0..=1.0).contains(&self.slope), "slope", self.slope, "a number of 0 to 1")?;
        match self.pivot {
            Some(pivot) => check_pivot(pivot),
            None => Ok(()),
        }
    }

    /// The idf of a term that `held` of `all` documents hold.
    fn idf_of(&self, all: usize, held: u32) -> f64 {
        match held {
            0 => 0.0,
            _ if self.idf => (all as f64 / f64::from(held)).log2(),
            _ => 1.0,
        }
    }

    /// Puts weights in the place of counts and gives their length.
    fn weigh(&self, idf: &[f64], columns: &[u32], counts: &mut [f64]) -> f64 {
        let stored = counts.iter().filter(|&&count| count > 0.0).count() as f64;
        let scale = match self.count {
            CountWeight::LogAverage => 1.0 + (counts.iter().sum::<f64>() / stored).log2(),
            CountWeight::Count | CountWeight::Logarithm => 1.0,
        };
        let (mut distinct, mut squares) = (0.0, 0.0);
        for (count, &column) in counts.iter_mut().zip(columns) {
            let idf = idf[column as usize];
            if *count == 0.0 || idf <= LEAST_IDF {
                *count = 0.0;
                continue;
            }
            let weight = match self.count {
                CountWeight::Count => *count,
                CountWeight::Logarithm | CountWeight::LogAverage => (1.0 + count.log2()) / scale,
            };
            *count = weight * idf;
            distinct += 1.0;
            squares += *count * *count;
        }
        match self.length {
            PivotedLength::DistinctTerms => distinct,
            PivotedLength::Euclidean => squares.sqrt(),
        }
    }

    /// The average length, or that which is given.
    fn pivot_of<V: Value>(&self, counts: &SparseMatrix<V>, idf: &[f64]) -> f64 {
        if let Some(pivot) = self.pivot {
            return pivot;
        }
        let length = |row: Row<'_, V>| match self.length {
            // gensim counts the terms of idf 0 here, unlike in the length.
            PivotedLength::DistinctTerms => {
                row.values.iter().filter(|&&count| count.into() > 0.0).count() as f64
            }
            PivotedLength::Euclidean => {
                let mut weights: Vec<f64> = row.values.iter().map(|&count| count.into()).collect();
                self.weigh(idf, row.columns, &mut weights)
            }
        };
        counts.iter().map(length).sum::<f64>() / counts.rows() as f64
    }
}

fn check_pivot(pivot: f64) -> Result<()> {
    check_parameter(pivot > 0.0 && pivot.is_finite(), "pivot", pivot, "a finite number above 0")
}

impl<V: Value> Fit<SparseMatrix<V>> for PivotedParams {
    type Model = Pivoted;

    /// Learns the idf and the pivot of a count matrix.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range or where the average length is 0, [`Error::Empty`] for a matrix
    /// that counts nothing, [`Error::Corrupt`] for a negative count.
    fn fit_with(&self, counts: &SparseMatrix<V>, _: &mut dyn Progress) -> Result<Pivoted> {
        self.check()?;
        check_counts_to_learn(counts)?;
        let frequencies = document_frequencies(counts);
        let idf: Vec<f64> = frequencies.iter().map(|&held| self.idf_of(counts.rows(), held)).collect();
        let pivot = self.pivot_of(counts, &idf);
        Pivoted::try_from(RawPivoted { params: *self, pivot, idf })
    }
}

/// The pivot and the idf of every column.
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::weighting::Pivoted, vector::SparseMatrix};
/// let counts = SparseMatrix::from_parts(3, vec![0, 3, 4], vec![0, 1, 2, 1], vec![4.0, 1.0, 1.0, 2.0])?;
/// let pivoted = Pivoted::params().fit(&counts)?;
/// assert_eq!(pivoted.pivot(), 2.0);
/// // gensim 4.4.0: TfidfModel(corpus, smartirs="Lnu").
/// assert_eq!(pivoted.rows(&counts)?.row(1).values, [0.5714285714285714]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawPivoted")]
pub struct Pivoted {
    params: PivotedParams,
    pivot: f64,
    idf: Vec<f64>,
}

impl Pivoted {
    /// Params of SMART `Lnu` with slope 0.25, as in gensim.
    #[must_use]
    pub fn params() -> PivotedParams {
        PivotedParams::default()
    }

    /// How the model was told to weigh.
    #[must_use]
    pub fn fitted_params(&self) -> PivotedParams {
        self.params
    }

    /// The length at which nothing changes.
    #[must_use]
    pub fn pivot(&self) -> f64 {
        self.pivot
    }

    /// The weights of a count matrix, its entries in their places. Computed in `f64` and rounded once.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of columns than at fit, [`Error::Corrupt`] for a negative count or where a
    /// weight is not finite (a document of no length where the slope is 1).
    pub fn rows<V: Value>(&self, counts: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        check_counts_to_weigh(counts, self.idf.len())?;
        counts.clone().with_rows_changed(|_, columns, values| {
            let mut weights: Vec<f64> = values.iter().map(|&value| value.into()).collect();
            let length = self.params.weigh(&self.idf, columns, &mut weights);
            let divisor = (1.0 - self.params.slope) * self.pivot + self.params.slope * length;
            for (value, weight) in values.iter_mut().zip(weights) {
                *value = V::from_f64(if weight == 0.0 { 0.0 } else { weight / divisor });
            }
        })
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for Pivoted {
    type Output = SparseMatrix<V>;

    /// As [`Pivoted::rows`].
    fn transform(&self, counts: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        self.rows(counts)
    }
}

/// What is read back, before it is checked.
#[derive(Deserialize)]
struct RawPivoted {
    params: PivotedParams,
    pivot: f64,
    idf: Vec<f64>,
}

impl TryFrom<RawPivoted> for Pivoted {
    type Error = Error;

    fn try_from(RawPivoted { params, pivot, idf }: RawPivoted) -> Result<Self> {
        params.check()?;
        check_pivot(pivot)?;
        if idf.iter().any(|idf| !idf.is_finite()) {
            return Err(Error::corrupt("pivoted weighting", "an idf is not finite"));
        }
        Ok(Pivoted { params, pivot, idf })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts() -> SparseMatrix<f64> {
        let columns = vec![0, 1, 2, 1, 2, 2, 3, 4];
        let values = vec![2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 3.0, 1.0];
        SparseMatrix::from_parts(5, vec![0, 3, 5, 8, 8], columns, values).unwrap()
    }

    fn close(params: PivotedParams, expected: &[f64]) {
        let rows = params.fit(&counts()).unwrap().rows(&counts()).unwrap();
        assert_eq!(rows.stored(), expected.len());
        let close = |(weight, expected): (&f64, &f64)| (weight - expected).abs() <= 1e-12 * expected.abs();
        assert!(rows.values().iter().zip(expected).all(close), "{params:?}: {:?}", rows.values());
    }

    /// gensim 4.4.0: `TfidfModel(corpus, smartirs=…, slope=0.3)`, and `TfidfModel(corpus, pivot=1.5, slope=0.3)`.
    #[test]
    fn weights_are_those_of_gensim() {
        let params = || Pivoted::params().slope(0.3);
        assert_eq!(params().fit(&counts()).unwrap().pivot(), 2.0);
        close(
            params(),
            &[
                0.614517437053412,
                0.307258718526706,
                0.307258718526706,
                0.5,
                0.5,
                0.2503115836928022,
                0.6470460573420189,
                0.2503115836928022,
            ],
        );
        let nfu = [1.7391304347826089, 0.4347826086956522, 0.18045108664297557, 0.5, 0.20751874963942188];
        let nfu = [&nfu[..], &[0.18045108664297557, 2.608695652173913, 0.8695652173913044]].concat();
        close(params().count(CountWeight::Count).idf(true), &nfu);
        let mut lfu = nfu;
        lfu[6] = 2.247793478887962;
        close(params().count(CountWeight::Logarithm).idf(true), &lfu);
        close(
            params().count(CountWeight::Count).idf(true).length(PivotedLength::Euclidean).pivot(1.5),
            &[
                1.7443006709622806,
                0.43607516774057015,
                0.18098754711664852,
                0.7273720029886078,
                0.30188665716583546,
                0.14062167204892953,
                2.0329007228494205,
                0.6776335742831401,
            ],
        );
    }

    #[test]
    fn a_learnt_euclidean_pivot_is_the_mean_length() {
        let params = Pivoted::params().count(CountWeight::Count).length(PivotedLength::Euclidean);
        let lengths = [6f64.sqrt(), 2f64.sqrt(), 11f64.sqrt(), 0.0];
        let pivot = params.fit(&counts()).unwrap().pivot();
        assert!((pivot - lengths.iter().sum::<f64>() / 4.0).abs() < 1e-12);
    }

    #[test]
    fn hostile_input_is_refused() {
        for params in [
            Pivoted::params().slope(f64::NAN),
            Pivoted::params().slope(1.5),
            Pivoted::params().pivot(0.0),
            Pivoted::params().pivot(f64::INFINITY),
        ] {
            assert!(matches!(params.fit(&counts()), Err(Error::Parameter { .. })), "{params:?}");
        }
        // Every term stands in every document: no idf, no length, no pivot.
        let same = SparseMatrix::from_parts(1, vec![0, 1], vec![0], vec![1.0]).unwrap();
        let params = Pivoted::params().idf(true).length(PivotedLength::Euclidean);
        assert!(matches!(params.fit(&same), Err(Error::Parameter { name: "pivot", .. })));
        let rows = Pivoted::params().idf(true).slope(1.0).fit(&same).unwrap().rows(&same).unwrap();
        assert_eq!(rows.values(), [0.0]);
        let negative = SparseMatrix::from_parts(1, vec![0, 1], vec![0], vec![-1.0]).unwrap();
        assert!(matches!(Pivoted::params().fit(&negative), Err(Error::Corrupt { .. })));
    }

    #[test]
    fn reads_back_and_refuses_damage() {
        let model = Pivoted::params().fit(&counts()).unwrap();
        let json = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<Pivoted>(&json).unwrap(), model);
        let damaged = json.replace("\"pivot\":2.0", "\"pivot\":-2.0");
        assert!(serde_json::from_str::<Pivoted>(&damaged).is_err());
    }
}
