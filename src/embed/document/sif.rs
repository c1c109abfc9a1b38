//! [`Sif`]: a document is the mean of its words, frequent ones held back, less what all documents have in common.
//!
//! Smooth inverse frequency (Arora, Liang and Ma, "A simple but tough-to-beat baseline for sentence embeddings", 2017):
//!
//! ```text
//! v_s = 1/|s| Σ_{w ∈ s} a / (a + p(w)) · x_w          p(w): the share of w among all words seen
//! v_s ← v_s − u uᵀ v_s                                  u: first right singular vector of all v_s
//! ```
//!
//! What is learnt is *u*, from the documents of the fit; later ones lose the same direction. |s| counts the known words.
//! The rows are not centred before *u* is found, and words are taken as long as they are, as in the authors' program.
//! Numbers are those of the formula with NumPy's singular vectors.

use serde::{Deserialize, Serialize};

use crate::embed::document::embedded::EmbeddedDocuments;
use crate::embed::query::mean::Mean;
use crate::embed::refine::take_away::take_away;
use crate::error::{Error, Result, check_parameter, check_shape};
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::solve::svd::Svd;
use crate::vector::dense::DenseMatrix;
use crate::vector::double::DoubleMatrix;

/// How to weigh words and how much to take away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SifParams {
    smoothing: f64,
    components: usize,
}

impl Default for SifParams {
    fn default() -> Self {
        SifParams { smoothing: 1e-3, components: 1 }
    }
}

impl SifParams {
    /// The share at which a word counts half (a), 10⁻³⁰ to 10³⁰; the paper finds 10⁻³ to 10⁻⁴ good. Default: 10⁻³.
    #[must_use]
    pub fn smoothing(mut self, smoothing: f64) -> Self {
        self.smoothing = smoothing;
        self
    }

    /// How many common directions are taken away, 0 to 1,024. Default: 1.
    #[must_use]
    pub fn components(mut self, components: usize) -> Self {
        self.components = components;
        self
    }

    fn check(&self) -> Result<()> {
        let smoothing = self.smoothing;
        check_parameter((1e-30..=1e30).contains(&smoothing), "smoothing", smoothing, "1e-30 to 1e30")?;
        check_parameter(self.components <= 1024, "components", self.components, "0 to 1024")
    }

    /// `a / (a + p(w))` of every word.
    fn weights(&self, counts: &[u64]) -> Vec<f64> {
        let all: f64 = counts.iter().map(|&count| count as f64).sum();
        let share = |count: u64| if all > 0.0 { count as f64 / all } else { 0.0 };
        counts.iter().map(|&count| self.smoothing / (self.smoothing + share(count))).collect()
    }
}

impl Fit<EmbeddedDocuments<'_>> for SifParams {
    type Model = Sif;

    /// Learns what the documents have in common.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range, [`Error::Empty`] where the embeddings have no counts
    /// ([`Embeddings::with_counts`](crate::embed::Embeddings::with_counts)), and what the decomposition meets.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, documents: &EmbeddedDocuments<'_>, progress: &mut dyn Progress) -> Result<Sif> {
        self.check()?;
        let Some(counts) = documents.embeddings().counts() else {
            return Err(Error::Empty { what: "list of the words' counts" });
        };
        let weights = self.weights(counts);
        let rows = means(&weights, documents)?;
        let wanted = self.components.min(rows.rows()).min(rows.columns());
        let common = if wanted == 0 {
            DoubleMatrix::zeros(0, rows.columns())
        } else {
            let svd = Svd::params().components(wanted).left(false).fit_with(&rows, progress)?;
            svd.into_right()
        };
        Ok(Sif { params: self.clone(), weights, common })
    }
}

/// Weights of words, and what documents have in common.
///
/// # Examples
/// ```
/// use wordmill::embed::{EmbeddedDocuments, Embeddings, Sif};
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::DenseMatrix;
/// use wordmill::{Fit, Transform};
/// let rows = DenseMatrix::from_rows(2, vec![1.0, 0.1, 0.2, 1.0, 0.1, -1.0])?;
/// let words = Embeddings::new(Vocabulary::first_seen(["the", "tea", "sea"])?, rows)?.with_counts(vec![90, 5, 5])?;
/// let documents = words.encode([["the", "tea"], ["the", "sea"]])?;
/// let documents = EmbeddedDocuments::new(&words, &documents)?;
/// let sif = Sif::params().fit(&documents)?;
/// assert!(sif.weights()[0] < 0.01 && sif.weights()[1] > 0.01);
/// assert_eq!(sif.transform(&documents)?.rows(), 2);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Sif {
    params: SifParams,
    weights: Vec<f64>,
    common: DoubleMatrix,
}

impl Sif {
    /// Params: a = 10⁻³, one component.
    #[must_use]
    pub fn params() -> SifParams {
        SifParams::default()
    }

    /// How it was fitted.
    #[must_use]
    pub fn fitted_params(&self) -> &SifParams {
        &self.params
    }

    /// The weight of each word.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The directions that are taken away, a unit row each.
    #[must_use]
    pub fn common(&self) -> &DoubleMatrix {
        &self.common
    }
}

impl Transform<EmbeddedDocuments<'_>> for Sif {
    type Output = DenseMatrix;

    /// A row for each document (documents × d); zeros for one without a known word.
    ///
    /// # Errors
    /// [`Error::Shape`] for embeddings of other words or rows than those of the fit.
    fn transform(&self, documents: &EmbeddedDocuments<'_>) -> Result<DenseMatrix> {
        check_shape("words of the embeddings", self.weights.len(), documents.embeddings().len())?;
        check_shape("numbers in a row", self.common.columns(), documents.embeddings().dimension())?;
        let mut rows = means(&self.weights, documents)?;
        rows.update_rows(|_, row| take_away(row, &self.common));
        Ok(rows)
    }
}

/// The means of the weighted words; a mean's divisor is the number of words.
fn means(weights: &[f64], documents: &EmbeddedDocuments<'_>) -> Result<DenseMatrix> {
    // The norm divides the row, the weight counts for the divisor.
    documents.means(|id| (1.0 / weights[id.index()], 1.0), Mean::finish)
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct Parts {
    params: SifParams,
    weights: Vec<f64>,
    common: DoubleMatrix,
}

impl From<Sif> for Parts {
    fn from(Sif { params, weights, common }: Sif) -> Self {
        Parts { params, weights, common }
    }
}

impl TryFrom<Parts> for Sif {
    type Error = Error;

    fn try_from(Parts { params, weights, common }: Parts) -> Result<Self> {
        params.check()?;
        let sound = weights.iter().all(|weight| *weight > 0.0 && *weight <= 1.0);
        if !sound || common.rows() > params.components || !common.as_slice().iter().all(|x| x.is_finite()) {
            return Err(Error::corrupt(
                "smooth inverse frequencies",
                "a weight or a direction is out of range",
            ));
        }
        Ok(Sif { params, weights, common })
    }
}

#[cfg(test)]
mod tests;
