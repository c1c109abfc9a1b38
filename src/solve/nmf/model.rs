//! [`Nmf`]: the parts that rows are made of.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::solve::nmf::params::NmfParams;
use crate::solve::project::combine;
use crate::vector::double::DoubleMatrix;

/// Parts of which rows with nothing below 0 are sums.
///
/// # Examples
/// ```
/// use wordmill::{Fit, Transform, solve::Nmf, vector::SparseMatrix};
/// // Two kinds of rows: of columns 0 and 1, and of column 2.
/// let columns = vec![0, 1, 2, 0, 1, 2];
/// let matrix = SparseMatrix::from_parts(3, vec![0, 2, 3, 5, 6], columns, vec![1.0, 2.0, 3.0, 2.0, 4.0, 1.0f64])?;
/// let (nmf, weights) = Nmf::params().components(2).fit_transform(&matrix, &mut ())?;
/// let rows = nmf.inverse_transform(&weights)?;
/// assert!((rows.row(2)[1] - 4.0).abs() < 0.01 && rows.row(2)[2] < 0.01);
/// assert!(nmf.reconstruction_error() < 0.01);
/// let again = nmf.transform(&matrix)?;
/// assert!((again.row(3)[0] - weights.row(3)[0]).abs() < 0.01);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Nmf {
    pub(super) params: NmfParams,
    pub(super) components: DoubleMatrix,
    pub(super) reconstruction_error: f64,
    pub(super) iterations: usize,
    pub(super) converged: bool,
}

impl Nmf {
    /// Params with scikit-learn's defaults, but for ten parts.
    #[must_use]
    pub fn params() -> NmfParams {
        NmfParams::default()
    }

    /// How it was fitted.
    #[must_use]
    pub fn fitted_params(&self) -> &NmfParams {
        &self.params
    }

    /// The parts H, a row each.
    #[must_use]
    pub fn components(&self) -> &DoubleMatrix {
        &self.components
    }

    /// `√(2 D)`, D being the loss without penalties: for [`NmfLoss::Frobenius`](super::params::NmfLoss) the norm of X − W H
    /// (`reconstruction_err_`).
    #[must_use]
    pub fn reconstruction_error(&self) -> f64 {
        self.reconstruction_error
    }

    /// Iterations that it took.
    #[must_use]
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// Whether they ended by the tolerance.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.converged
    }

    /// The rows that weights of the parts stand for: `weights` · H.
    ///
    /// # Errors
    /// [`Error::Shape`] where a row has other than one weight a part.
    pub fn inverse_transform(&self, weights: &DoubleMatrix) -> Result<DoubleMatrix> {
        combine(weights, &self.components)
    }
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct Parts {
    params: NmfParams,
    components: DoubleMatrix,
    reconstruction_error: f64,
    iterations: usize,
    converged: bool,
}

impl From<Nmf> for Parts {
    fn from(model: Nmf) -> Self {
        let Nmf { params, components, reconstruction_error, iterations, converged } = model;
        Parts { params, components, reconstruction_error, iterations, converged }
    }
}

impl TryFrom<Parts> for Nmf {
    type Error = Error;

    fn try_from(parts: Parts) -> Result<Self> {
        let Parts { params, components, reconstruction_error, iterations, converged } = parts;
        params.check()?;
        let sound = components.as_slice().iter().all(|&weight| weight >= 0.0 && weight.is_finite());
        if components.rows() != params.components || !sound {
            return Err(Error::corrupt("non-negative factors", "its parts do not fit its params"));
        }
        Ok(Nmf { params, components, reconstruction_error, iterations, converged })
    }
}
