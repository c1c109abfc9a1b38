//! [`TfIdfWeighting`]: TF-IDF of counts that stand already, as scikit-learn's `TfidfTransformer` weighs them.
//!
//! The weight of term *t* in document *d* is `tf(t, d) · idf(t)`, rows divided by their length, with
//!
//! ```text
//! tf(t, d) = count, or 1 + ln(count) if sublinear
//! idf(t)   = ln((n + 1) / (df(t) + 1)) + 1, or ln(n / df(t)) + 1 if not smooth
//! ```
//!
//! for *n* documents of which *df(t)* hold the term (SMART `ntc`, `ltc`, `nnc` … up to the smoothing; Salton and
//! Buckley, "Term-weighting approaches in automatic text retrieval", 1988). The idf is learnt at fit and only read
//! afterwards. [`TfIdf`](crate::bow::TfIdf) is [`Count`](crate::bow::Count) and this weighting in one.
//!
//! Matrices of `f32` are weighed in `f32` throughout, each step rounded, as in scikit-learn; logarithms are taken in
//! `f64` first, so a last digit may differ from NumPy's.

use serde::{Deserialize, Serialize};

use crate::bow::norm::Norm;
use crate::error::{Error, Result, check_shape};
use crate::fit::{Fit, Transform};
use crate::parallel;
use crate::progress::Progress;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// How counts are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TfIdfWeightingParams {
    sublinear: bool,
    idf: bool,
    smooth: bool,
    norm: Norm,
}

impl Default for TfIdfWeightingParams {
    fn default() -> Self {
        TfIdfWeightingParams { sublinear: false, idf: true, smooth: true, norm: Norm::L2 }
    }
}

impl TfIdfWeightingParams {
    /// Whether a count *c* weighs `1 + ln c`. Default: no.
    #[must_use]
    pub fn sublinear(mut self, sublinear: bool) -> Self {
        self.sublinear = sublinear;
        self
    }

    /// Whether weights are multiplied by the idf. Default: yes.
    #[must_use]
    pub fn idf(mut self, idf: bool) -> Self {
        self.idf = idf;
        self
    }

    /// Whether document frequencies are taken as if one more document held every term. Default: yes.
    #[must_use]
    pub fn smooth(mut self, smooth: bool) -> Self {
        self.smooth = smooth;
        self
    }

    /// What rows are divided by. Default: their Euclidean length.
    #[must_use]
    pub fn norm(mut self, norm: Norm) -> Self {
        self.norm = norm;
        self
    }

    /// Whether there is an idf.
    pub(crate) fn has_idf(self) -> bool {
        self.idf
    }

    /// What rows are divided by.
    pub(crate) fn row_norm(self) -> Norm {
        self.norm
    }

    /// Whether document frequencies are smoothed.
    pub(crate) fn is_smooth(self) -> bool {
        self.smooth
    }

    /// The idf of every column in the precision of `V`; none where the params say so.
    ///
    /// # Errors
    /// [`Error::Empty`] without documents.
    pub(crate) fn idf_of<V: Value>(self, documents: u64, frequencies: &[u64]) -> Result<Vec<f64>> {
        if documents == 0 {
            return Err(Error::Empty { what: "list of documents" });
        }
        if !self.idf {
            return Ok(Vec::new());
        }
        let extra = if self.smooth { 1.0 } else { 0.0 };
        let all = rounded::<V>(documents as f64 + extra);
        let mut idf = vec![0.0; frequencies.len()];
        parallel::fill_chunks(&mut idf, 1 << 16, |first, part| {
            for (idf, &frequency) in part.iter_mut().zip(&frequencies[first..]) {
                let share = rounded::<V>(all / rounded::<V>(rounded::<V>(frequency as f64) + extra));
                *idf = rounded::<V>(rounded::<V>(share.ln()) + 1.0);
            }
        });
        Ok(idf)
    }

    /// The term frequency of a count, in the precision of `V`.
    #[inline]
    pub(crate) fn tf<V: Value>(self, count: f64) -> f64 {
        if self.sublinear { rounded::<V>(rounded::<V>(count.ln()) + 1.0) } else { count }
    }
}

/// The nearest value that `V` holds.
#[inline(always)]
fn rounded<V: Value>(value: f64) -> f64 {
    V::from_f64(value).into()
}

impl<V: Value> Fit<SparseMatrix<V>> for TfIdfWeightingParams {
    type Model = TfIdfWeighting;

    /// Learns the idf of a count matrix; a stored entry counts its document, whatever its value.
    ///
    /// # Errors
    /// [`Error::Empty`] without rows or columns.
    fn fit_with(&self, counts: &SparseMatrix<V>, _: &mut dyn Progress) -> Result<TfIdfWeighting> {
        if counts.columns() == 0 {
            return Err(Error::Empty { what: "list of columns" });
        }
        let frequencies: Vec<u64> = counts.column_counts().into_iter().map(u64::from).collect();
        let idf = self.idf_of::<V>(counts.rows() as u64, &frequencies)?;
        Ok(TfIdfWeighting { params: *self, columns: counts.columns(), idf })
    }
}

/// The idf of every column, and how counts are weighed.
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::{Count, weighting::TfIdfWeighting}};
/// let documents = ["good film", "bad film"];
/// let (_, counts) = Count::params().fit_transform::<_, f64>(&documents, &mut ())?;
/// let weights = TfIdfWeighting::params().fit(&counts)?.rows(&counts)?;
/// // scikit-learn 1.9.1, TfidfTransformer().fit_transform(counts).
/// assert_eq!(weights.row(0).values, [0.5797386715376657, 0.8148024746671689]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawTfIdfWeighting")]
pub struct TfIdfWeighting {
    params: TfIdfWeightingParams,
    columns: usize,
    idf: Vec<f64>,
}

impl TfIdfWeighting {
    /// Params with scikit-learn's defaults.
    #[must_use]
    pub fn params() -> TfIdfWeightingParams {
        TfIdfWeightingParams::default()
    }

    /// How the model was told to weigh.
    #[must_use]
    pub fn fitted_params(&self) -> TfIdfWeightingParams {
        self.params
    }

    /// The idf of each column, as learnt (+∞ for a column without entries if not smooth); none where the params
    /// said so.
    #[must_use]
    pub fn idf(&self) -> Option<&[f64]> {
        self.params.idf.then_some(&self.idf)
    }

    /// The weights of a count matrix, in its own precision and with its entries in their places.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of columns than at fit; [`Error::Corrupt`] where a weight is not finite:
    /// the logarithm of a count that is 0 or negative, an entry in a column of infinite idf.
    pub fn rows<V: Value>(&self, counts: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        check_shape("columns of the count matrix", self.columns, counts.columns())?;
        let weights = counts.clone().with_rows_changed(|_, columns, values| {
            for (value, &column) in values.iter_mut().zip(columns) {
                let tf = self.params.tf::<V>((*value).into());
                *value = V::from_f64(self.idf.get(column as usize).map_or(tf, |idf| tf * idf));
            }
        })?;
        Ok(self.params.norm.divide(weights))
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for TfIdfWeighting {
    type Output = SparseMatrix<V>;

    /// As [`TfIdfWeighting::rows`].
    fn transform(&self, counts: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        self.rows(counts)
    }
}

/// What is read back, before its parts are held against each other.
#[derive(Deserialize)]
struct RawTfIdfWeighting {
    params: TfIdfWeightingParams,
    columns: usize,
    idf: Vec<f64>,
}

impl TryFrom<RawTfIdfWeighting> for TfIdfWeighting {
    type Error = Error;

    fn try_from(raw: RawTfIdfWeighting) -> Result<Self> {
        let RawTfIdfWeighting { params, columns, idf } = raw;
        let expected = if params.idf { columns } else { 0 };
        if idf.len() != expected || idf.iter().any(|idf| idf.is_nan()) {
            return Err(Error::corrupt("TF-IDF weighting", "its idf does not fit its columns"));
        }
        Ok(TfIdfWeighting { params, columns, idf })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bow::tfidf::TfIdf;

    const DOCUMENTS: [&str; 4] = ["aa bb aa", "aa cc", "", "cc dd dd dd"];

    #[test]
    fn equals_the_vectorizer() {
        for (sublinear, smooth, idf, norm) in
            [(false, true, true, Norm::L2), (true, false, true, Norm::L1), (true, true, false, Norm::None)]
        {
            let params = TfIdf::params().sublinear(sublinear).smooth(smooth).idf(idf).norm(norm);
            let (model, rows) = params.fit_transform::<_, f64>(&DOCUMENTS, &mut ()).unwrap();
            let counts = crate::bow::count::Count::params().fit_transform::<_, f64>(&DOCUMENTS, &mut ());
            let weighting = TfIdfWeighting::params().sublinear(sublinear).smooth(smooth).idf(idf).norm(norm);
            let weighting = weighting.fit(&counts.as_ref().unwrap().1).unwrap();
            assert_eq!(weighting.idf(), model.idf());
            assert_eq!(weighting.rows(&counts.unwrap().1).unwrap(), rows);
        }
    }

    fn matrix<V: Value>(values: Vec<V>) -> SparseMatrix<V> {
        SparseMatrix::from_parts(3, vec![0, 2, 4], vec![0, 1, 0, 1], values).unwrap()
    }

    /// scikit-learn 1.9.1: `TfidfTransformer(smooth_idf=False, norm=None).fit(X).idf_` and `.transform(X)` with
    /// `X = csr_array([[3, 1, 0], [0, -2.5, 0]])`, zeros at (1, 0) stored.
    #[test]
    fn zeros_that_are_stored_count_documents() {
        let counts = matrix(vec![3.0, 1.0, 0.0, -2.5]);
        let weighting = TfIdfWeighting::params().smooth(false).norm(Norm::None).fit(&counts).unwrap();
        assert_eq!(weighting.idf().unwrap(), [1.0, 1.0, f64::INFINITY]);
        assert_eq!(weighting.rows(&counts).unwrap(), counts);
        let logarithms = TfIdfWeighting::params().sublinear(true).fit(&counts).unwrap();
        assert!(matches!(logarithms.rows(&counts), Err(Error::Corrupt { .. })));
        let last = SparseMatrix::from_parts(3, vec![0, 1], vec![2], vec![1.0]).unwrap();
        assert!(matches!(weighting.rows(&last), Err(Error::Corrupt { .. })));
    }

    #[test]
    fn single_precision_is_single_throughout() {
        let counts = matrix(vec![3.0f32, 1.0, 7.0, 2.0]);
        let params = TfIdfWeighting::params().sublinear(true).norm(Norm::None);
        let weighting = params.fit(&counts).unwrap();
        let idf = (3.0f32 / 3.0).ln() + 1.0;
        let expected = [3.0f32, 1.0, 7.0, 2.0].map(|count| (count.ln() + 1.0) * idf);
        assert_eq!(weighting.rows(&counts).unwrap().values(), expected);
        assert!(weighting.idf().unwrap().iter().all(|&idf| f64::from(idf as f32) == idf));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let weighting = TfIdfWeighting::params().fit(&matrix(vec![1.0; 4])).unwrap();
        let narrow = SparseMatrix::from_parts(2, vec![0, 1], vec![0], vec![1.0]).unwrap();
        assert!(matches!(weighting.rows(&narrow), Err(Error::Shape { .. })));
        let empty = SparseMatrix::<f64>::from_parts(2, vec![0], vec![], vec![]).unwrap();
        assert!(matches!(TfIdfWeighting::params().fit(&empty), Err(Error::Empty { .. })));
        let json = serde_json::to_string(&weighting).unwrap();
        assert_eq!(serde_json::from_str::<TfIdfWeighting>(&json).unwrap(), weighting);
        let damaged = json.replace("\"columns\":3", "\"columns\":2");
        assert!(serde_json::from_str::<TfIdfWeighting>(&damaged).is_err());
    }
}
