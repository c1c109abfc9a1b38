//! [`AllButTheTop`]: embeddings without the mean and the few directions that all words share.
//!
//! Mu and Viswanath, "All-but-the-top: simple and effective postprocessing for word representations" (2018): the most
//! telling directions of published embeddings say how frequent a word is, not what it means. So
//!
//! ```text
//! x̃ = x − μ          x′ = x̃ − Σ_{i ≤ D} uᵢ uᵢᵀ x̃
//! ```
//!
//! with the first D principal components *u*, about d/100 of them. (The paper's listing multiplies with x in place of x̃,
//! which leaves a constant part along the components; its text takes them away, as is done here.)

use serde::{Deserialize, Serialize};

use crate::embed::embeddings::Embeddings;
use crate::embed::refine::take_away::{subtract, take_away};
use crate::error::{Error, Result, check_parameter, check_shape};
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::solve::pca::Pca;
use crate::vector::double::DoubleMatrix;

/// How much to take away.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AllButTheTopParams {
    components: Option<usize>,
}

impl AllButTheTopParams {
    /// How many components are taken away (D), 0 to 1,024. Default: d/100, rounded up.
    #[must_use]
    pub fn components(mut self, components: usize) -> Self {
        self.components = Some(components);
        self
    }

    fn check(&self) -> Result<()> {
        let components = self.components.unwrap_or(0);
        check_parameter(components <= 1024, "components", components, "0 to 1024")
    }
}

impl Fit<Embeddings> for AllButTheTopParams {
    type Model = AllButTheTop;

    /// Finds the mean and the components of all rows.
    ///
    /// # Errors
    /// [`Error::Parameter`] for components out of range, [`Error::Empty`] for fewer than two words.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, words: &Embeddings, progress: &mut dyn Progress) -> Result<AllButTheTop> {
        self.check()?;
        let rows = words.to_dense()?;
        let wanted = self.components.unwrap_or(words.dimension().div_ceil(100));
        let wanted = wanted.min(words.dimension()).min(words.len());
        let (mean, top) = if wanted == 0 {
            (words.mean_row(), DoubleMatrix::zeros(0, rows.columns()))
        } else {
            let pca = Pca::params().components(wanted).fit_with(&rows, progress)?;
            (pca.mean().to_vec(), pca.components().clone())
        };
        Ok(AllButTheTop { params: self.clone(), mean, top })
    }
}

/// The mean and the top components of embeddings.
///
/// # Examples
/// ```
/// use wordmill::embed::{AllButTheTop, Embeddings};
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::DenseMatrix;
/// use wordmill::{Fit, Transform};
/// let rows = DenseMatrix::from_rows(2, vec![9.0, 1.0, -9.0, 1.5, 9.0, 2.0, -9.0, 1.5])?;
/// let words = Embeddings::new(Vocabulary::first_seen(["a", "b", "c", "d"])?, rows)?;
/// let better = AllButTheTop::params().components(1).fit(&words)?.transform(&words)?;
/// assert!(better.rows().row(0)[0].abs() < 1e-6);
/// assert!(better.similarity("a", "c").unwrap() < -0.999);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct AllButTheTop {
    params: AllButTheTopParams,
    mean: Vec<f64>,
    top: DoubleMatrix,
}

impl AllButTheTop {
    /// Params: d/100 components.
    #[must_use]
    pub fn params() -> AllButTheTopParams {
        AllButTheTopParams::default()
    }

    /// How it was fitted.
    #[must_use]
    pub fn fitted_params(&self) -> &AllButTheTopParams {
        &self.params
    }

    /// The mean of all rows.
    #[must_use]
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The components that are taken away, a unit row each.
    #[must_use]
    pub fn top(&self) -> &DoubleMatrix {
        &self.top
    }
}

impl Transform<Embeddings> for AllButTheTop {
    type Output = Embeddings;

    /// The same words without mean and top components.
    ///
    /// # Errors
    /// [`Error::Shape`] for rows of another length than those of the fit.
    fn transform(&self, words: &Embeddings) -> Result<Embeddings> {
        check_shape("numbers in a row", self.mean.len(), words.dimension())?;
        let mut rows = words.to_dense()?;
        rows.update_rows(|_, row| {
            subtract(row, &self.mean);
            take_away(row, &self.top);
        });
        words.with_rows(rows)
    }
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct Parts {
    params: AllButTheTopParams,
    mean: Vec<f64>,
    top: DoubleMatrix,
}

impl From<AllButTheTop> for Parts {
    fn from(AllButTheTop { params, mean, top }: AllButTheTop) -> Self {
        Parts { params, mean, top }
    }
}

impl TryFrom<Parts> for AllButTheTop {
    type Error = Error;

    fn try_from(Parts { params, mean, top }: Parts) -> Result<Self> {
        params.check()?;
        let finite = mean.iter().chain(top.as_slice()).all(|value| value.is_finite());
        if top.columns() != mean.len() || !finite {
            return Err(Error::corrupt("all but the top", "its mean and its components do not fit"));
        }
        Ok(AllButTheTop { params, mean, top })
    }
}
