//! [`TfIdf`]: counts weighed by how much a term tells, as scikit-learn's `TfidfVectorizer` weighs them.
//!
//! The weights are those of [`TfIdfWeighting`](crate::bow::weighting::TfIdfWeighting), where the formulas stand. They
//! are computed in `f64` and rounded once where they are stored in `f32`.

use serde::{Deserialize, Serialize};

use crate::bow::count::Count;
use crate::bow::count_params::CountParams;
use crate::bow::counted::{Counted, cut};
use crate::bow::norm::Norm;
use crate::bow::rows::Weighing;
use crate::bow::terms::Terms;
use crate::bow::weighting::tfidf::TfIdfWeightingParams;
use crate::error::{Error, Result};
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::text::analyzer::Analyzer;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// What to count and how to weigh it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TfIdfParams {
    count: CountParams,
    weighting: TfIdfWeightingParams,
}

impl TfIdfParams {
    /// What to count: every choice of [`CountParams`].
    #[must_use]
    pub fn count(mut self, count: CountParams) -> Self {
        self.count = count;
        self
    }

    /// How text becomes terms ([`CountParams::analyzer`]).
    #[must_use]
    pub fn analyzer(mut self, analyzer: Analyzer) -> Self {
        self.count = self.count.analyzer(analyzer);
        self
    }

    /// The lengths of n-grams, both included ([`CountParams::ngrams`]).
    #[must_use]
    pub fn ngrams(mut self, shortest: usize, longest: usize) -> Self {
        self.count = self.count.ngrams(shortest, longest);
        self
    }

    /// The fewest documents that a term must occur in ([`CountParams::min_df`]).
    #[must_use]
    pub fn min_df(mut self, documents: u64) -> Self {
        self.count = self.count.min_df(documents);
        self
    }

    /// Whether a count *c* weighs `1 + ln c`. Default: no.
    #[must_use]
    pub fn sublinear(mut self, sublinear: bool) -> Self {
        self.weighting = self.weighting.sublinear(sublinear);
        self
    }

    /// Whether weights are multiplied by the idf. Default: yes.
    #[must_use]
    pub fn idf(mut self, idf: bool) -> Self {
        self.weighting = self.weighting.idf(idf);
        self
    }

    /// Whether document frequencies are taken as if one more document held every term. Default: yes.
    #[must_use]
    pub fn smooth(mut self, smooth: bool) -> Self {
        self.weighting = self.weighting.smooth(smooth);
        self
    }

    /// What rows are divided by. Default: their Euclidean length.
    #[must_use]
    pub fn norm(mut self, norm: Norm) -> Self {
        self.weighting = self.weighting.norm(norm);
        self
    }

    /// Learns terms and idf of `documents` and gives their rows too, in one pass.
    ///
    /// # Errors
    /// As [`Fit::fit_with`] and [`TfIdf::rows`].
    pub fn fit_transform<S: AsRef<str> + Sync, V: Value>(
        &self,
        documents: &[S],
        progress: &mut dyn Progress,
    ) -> Result<(TfIdf, SparseMatrix<V>)> {
        let counted = Counted::learn(&self.count, documents, progress)?;
        let idf = self.weighting.idf_of::<f64>(counted.documents, &counted.document_frequencies())?;
        let (terms, rows) = counted.rows(&self.weigh(&idf))?;
        let count = Count::new(self.count.clone(), terms);
        Ok((TfIdf { params: self.clone(), count, idf }, rows))
    }

    /// Learns terms and idf of documents that were cut into words elsewhere, as [`CountParams::fit_words`].
    ///
    /// # Errors
    /// As there.
    pub fn fit_words<W: AsRef<str> + Sync>(&self, documents: &[Vec<W>]) -> Result<TfIdf> {
        let documents = cut(self.count.chosen_analyzer(), documents)?;
        let counted = Counted::learn(&self.count, &documents, &mut ())?;
        let frequencies = counted.document_frequencies();
        self.model(counted.chosen.terms, counted.documents, &frequencies)
    }

    /// What to count.
    pub(crate) fn counting(&self) -> &CountParams {
        &self.count
    }

    /// The model of terms that were chosen among so many documents, of which so many hold each.
    pub(crate) fn model(&self, terms: Terms, documents: u64, frequencies: &[u64]) -> Result<TfIdf> {
        let idf = self.weighting.idf_of::<f64>(documents, frequencies)?;
        Ok(TfIdf { params: self.clone(), count: Count::new(self.count.clone(), terms), idf })
    }

    /// How rows of counts are weighed under a learnt idf.
    fn weigh<'s>(&self, idf: &'s [f64]) -> Weights<'s> {
        let tf = |count: u32| self.weighting.tf::<f64>(f64::from(count));
        let small = (0..SMALL).map(tf).collect();
        Weights { weighting: self.weighting, binary: self.count.is_binary(), small, idf }
    }
}

/// Counts below this one are small: their tf is looked up.
const SMALL: u32 = 64;

/// Weights under a learnt idf.
struct Weights<'s> {
    weighting: TfIdfWeightingParams,
    binary: bool,
    /// The tf of small counts.
    small: Vec<f64>,
    idf: &'s [f64],
}

impl<V: Value> Weighing<V> for Weights<'_> {
    type Weight = f64;

    #[inline(always)]
    fn weight(&self, column: u32, count: u32) -> f64 {
        let tf = match self.small.get(count as usize) {
            _ if self.binary => 1.0,
            Some(&small) => small,
            None => self.weighting.tf::<f64>(f64::from(count)),
        };
        if self.weighting.has_idf() { tf * self.idf[column as usize] } else { tf }
    }

    fn values(&self, weights: &[f64], values: &mut [V]) {
        let length = self.weighting.row_norm().length(weights.iter().copied());
        values.iter_mut().zip(weights).for_each(|(value, weight)| *value = V::from_f64(weight / length));
    }
}

impl<S: AsRef<str> + Sync> Fit<[S]> for TfIdfParams {
    type Model = TfIdf;

    /// Learns terms and idf of `documents`.
    ///
    /// # Errors
    /// As for [`CountParams`].
    fn fit_with(&self, documents: &[S], progress: &mut dyn Progress) -> Result<TfIdf> {
        let counted = Counted::learn(&self.count, documents, progress)?;
        let frequencies = counted.document_frequencies();
        self.model(counted.chosen.terms, counted.documents, &frequencies)
    }
}

/// Terms, their columns and their idf.
///
/// # Examples
/// ```
/// use wordmill::{Fit, Transform, bow::TfIdf};
/// let documents = ["good film", "bad film"];
/// let tfidf = TfIdf::params().fit(documents.as_slice())?;
/// let rows = tfidf.transform(documents.as_slice())?;
/// // "film" stands in both and tells less: scikit-learn 1.9.1 prints 0.57973867 and 0.81480247.
/// assert_eq!(rows.row(0).values, [0.57973867, 0.81480247]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawTfIdf")]
pub struct TfIdf {
    params: TfIdfParams,
    count: Count,
    idf: Vec<f64>,
}

impl TfIdf {
    /// Params with scikit-learn's defaults.
    #[must_use]
    pub fn params() -> TfIdfParams {
        TfIdfParams::default()
    }

    /// How the model was told to weigh.
    #[must_use]
    pub fn fitted_params(&self) -> &TfIdfParams {
        &self.params
    }

    /// How text becomes terms.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        self.count.analyzer()
    }

    /// The terms, a column each.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        self.count.terms()
    }

    /// The idf of each column, as learnt; none where the params said so. Infinite for a term of a given vocabulary that no
    /// document held, unless smooth.
    #[must_use]
    pub fn idf(&self) -> Option<&[f64]> {
        self.params.weighting.has_idf().then_some(&self.idf)
    }

    /// The weights of `documents`, `documents × terms`, as `f32` or `f64`.
    ///
    /// # Errors
    /// [`Error::Limit`] where a count is past what `V` holds exactly (2²⁴ in `f32`).
    /// [`Error::Corrupt`] where a term of infinite idf occurs.
    pub fn rows<S: AsRef<str> + Sync, V: Value>(&self, documents: &[S]) -> Result<SparseMatrix<V>> {
        self.count.weighed_rows(documents, &self.params.weigh(&self.idf))
    }

    /// The same of documents that were cut into words elsewhere, as for [`TfIdfParams::fit_words`].
    ///
    /// # Errors
    /// As [`TfIdf::rows`]; [`Error::Parameter`] where n-grams are made of characters.
    pub fn rows_of_words<W: AsRef<str> + Sync, V: Value>(
        &self,
        documents: &[Vec<W>],
    ) -> Result<SparseMatrix<V>> {
        let documents = cut(self.analyzer(), documents)?;
        self.count.weighed_rows(&documents, &self.params.weigh(&self.idf))
    }
}

impl<S: AsRef<str> + Sync> Transform<[S]> for TfIdf {
    type Output = SparseMatrix<f32>;

    /// As [`TfIdf::rows`].
    fn transform(&self, documents: &[S]) -> Result<SparseMatrix<f32>> {
        self.rows(documents)
    }
}

/// What is read back, before its parts are held against each other.
#[derive(Deserialize)]
struct RawTfIdf {
    params: TfIdfParams,
    count: Count,
    idf: Vec<f64>,
}

impl TryFrom<RawTfIdf> for TfIdf {
    type Error = Error;

    fn try_from(RawTfIdf { params, count, idf }: RawTfIdf) -> Result<Self> {
        let expected = if params.weighting.has_idf() { count.terms().len() } else { 0 };
        // A term of a given vocabulary may stand in no document.
        let may_be_infinite = !params.weighting.is_smooth() && params.count.is_fixed();
        let fits = |idf: f64| idf.is_finite() || (may_be_infinite && idf == f64::INFINITY);
        if idf.len() != expected || !idf.iter().all(|&idf| fits(idf)) {
            return Err(Error::corrupt("TF-IDF model", "its idf does not fit its terms"));
        }
        Ok(TfIdf { params, count, idf })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLDEN_DEFAULT: &[f64] = &[
        0.8444932017012523,
        0.5355662725381126,
        0.7071067811865475,
        0.7071067811865475,
        0.25417302589367324,
        0.9671587630312067,
    ];
    const GOLDEN_SUBLINEAR: &[f64] =
        &[0.5457309343852272, 0.4542690656147728, 0.5, 0.5, 0.25266879182897334, 0.7473312081710267];
    const DOCUMENTS: [&str; 4] = ["aa bb aa", "aa cc", "", "cc dd dd dd"];

    fn values(params: TfIdfParams) -> Vec<f64> {
        let (model, rows) = params.fit_transform::<_, f64>(&DOCUMENTS, &mut ()).unwrap();
        assert_eq!(model.rows::<_, f64>(&DOCUMENTS).unwrap(), rows);
        rows.values().to_vec()
    }

    /// scikit-learn 1.9.1: `TfidfVectorizer(…).fit_transform(DOCUMENTS).data`.
    #[test]
    fn weights_are_those_of_scikit_learn() {
        let close = |params: TfIdfParams, expected: &[f64]| {
            let values = values(params);
            assert_eq!(values.len(), expected.len());
            assert!(values.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{values:?}");
        };
        let half = std::f64::consts::FRAC_1_SQRT_2;
        close(TfIdf::params(), GOLDEN_DEFAULT);
        close(TfIdf::params().sublinear(true).smooth(false).norm(Norm::L1), GOLDEN_SUBLINEAR);
        close(
            TfIdf::params().idf(false),
            &[2.0 / 5f64.sqrt(), 1.0 / 5f64.sqrt(), half, half, 1.0 / 10f64.sqrt(), 3.0 / 10f64.sqrt()],
        );
    }

    #[test]
    fn f32_is_f64_rounded_once() {
        let (_, wide) = TfIdf::params().fit_transform::<_, f64>(&DOCUMENTS, &mut ()).unwrap();
        let (_, narrow) = TfIdf::params().fit_transform::<_, f32>(&DOCUMENTS, &mut ()).unwrap();
        assert!(wide.values().iter().zip(narrow.values()).all(|(&wide, &narrow)| wide as f32 == narrow));
    }

    /// scikit-learn 1.9.1: `TfidfVectorizer(vocabulary=["aa", "zz"], smooth_idf=False).fit(DOCUMENTS)`.
    #[test]
    fn given_terms_that_no_document_holds_weigh_without_end() {
        let params = TfIdf::params().count(Count::params().vocabulary(["aa", "zz"])).smooth(false);
        let (model, rows) = params.fit_transform::<_, f64>(&DOCUMENTS, &mut ()).unwrap();
        assert_eq!(model.idf().unwrap(), [1.6931471805599454, f64::INFINITY]);
        assert_eq!(rows.values(), [1.0, 1.0]);
        assert!(model.rows::<_, f64>(&["zz"]).is_err());
        let bytes = postcard::to_stdvec(&model).unwrap();
        assert_eq!(postcard::from_bytes::<TfIdf>(&bytes).unwrap(), model);
        assert!(params.fit(&[] as &[&str]).is_err());
    }

    #[test]
    fn reads_back_and_refuses_damage() {
        let model = TfIdf::params().fit(DOCUMENTS.as_slice()).unwrap();
        let json = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<TfIdf>(&json).unwrap(), model);
        let damaged = json.replace("\"idf\":[", "\"idf\":[1.0,");
        assert!(serde_json::from_str::<TfIdf>(&damaged).is_err());
    }
}
