//! [`Pca`]: the directions along which rows vary most.
//!
//! Principal components (Pearson, 1901; Hotelling, 1933) are the right singular vectors of the centred
//! rows X − 1 μᵀ. [`Svd`](super::svd::Svd) finds them without the centred matrix ever being written, so
//! sparse rows stay sparse. Along component *i* the variance is σᵢ² / (n − 1); its share is taken of the
//! whole variance of the columns, which is computed exactly, not from the components found.
//!
//! The numbers are those of scikit-learn's `PCA` with `svd_solver='full'` or `'arpack'`, signs included.
//! Not here: a number of components chosen by the data (Minka's rule, a share of the variance).

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_shape};
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::solve::moments::column_moments;
use crate::solve::operator::{Centred, LinearOperator, SparseOperator};
use crate::solve::project::{combine, project_dense, project_sparse};
use crate::solve::svd::SvdParams;
use crate::vector::columns::ColumnMoments;
use crate::vector::dense::DenseMatrix;
use crate::vector::double::DoubleMatrix;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// How to find components.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PcaParams {
    svd: SvdParams,
    whiten: bool,
}

impl Default for PcaParams {
    fn default() -> Self {
        PcaParams { svd: SvdParams::default().components(2).left(false), whiten: false }
    }
}

impl PcaParams {
    /// How many components are wanted, 1 to 1,024. Default: 2.
    #[must_use]
    pub fn components(mut self, components: usize) -> Self {
        self.svd = self.svd.components(components);
        self
    }

    /// Whether coordinates are divided by their standard deviation, so that each varies by 1. Default: no.
    #[must_use]
    pub fn whiten(mut self, whiten: bool) -> Self {
        self.whiten = whiten;
        self
    }

    /// How long the residuals of the decomposition may be, against its largest singular value; 1e-15 to 1.
    /// Default: 1e-10.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.svd = self.svd.tolerance(tolerance);
        self
    }

    /// The most steps of the decomposition. Default: 1,000.
    #[must_use]
    pub fn max_iterations(mut self, iterations: usize) -> Self {
        self.svd = self.svd.max_iterations(iterations);
        self
    }

    /// The seed of the decomposition's random vectors. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.svd = self.svd.seed(seed);
        self
    }

    fn fit_centred<O: LinearOperator + ?Sized>(
        &self,
        rows: &O,
        moments: ColumnMoments,
        progress: &mut dyn Progress,
    ) -> Result<Pca> {
        let count = rows.rows();
        if count < 2 {
            return Err(Error::Empty { what: "set of rows beside the first (a variance needs two)" });
        }
        let svd = self.svd.fit_with(&Centred::new(rows, &moments.means)?, progress)?;
        let freedom = (count - 1) as f64;
        let total = moments.variances.iter().sum::<f64>() * count as f64 / freedom;
        let variances: Vec<f64> = svd.singular_values().iter().map(|sigma| sigma * sigma / freedom).collect();
        let most = count.min(rows.columns());
        let left = (total - variances.iter().sum::<f64>()).max(0.0);
        Ok(Pca {
            params: self.clone(),
            mean: moments.means,
            explained_variance_ratio: variances.iter().map(|variance| share(*variance, total)).collect(),
            explained_variance: variances,
            noise_variance: if svd.singular_values().len() < most {
                left / (most - svd.singular_values().len()) as f64
            } else {
                0.0
            },
            singular_values: svd.singular_values().to_vec(),
            converged: svd.converged(),
            components: svd.into_right(),
        })
    }
}

impl Fit<DenseMatrix> for PcaParams {
    type Model = Pca;

    /// Finds the components of dense rows.
    ///
    /// # Errors
    /// As for [`SvdParams`], and [`Error::Empty`] for fewer than two rows.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, rows: &DenseMatrix, progress: &mut dyn Progress) -> Result<Pca> {
        let moments = column_moments(rows.rows(), rows.columns(), |row| rows.row(row));
        self.fit_centred(rows, moments, progress)
    }
}

impl<V: Value> Fit<SparseMatrix<V>> for PcaParams {
    type Model = Pca;

    /// Finds the components of sparse rows, which stay sparse.
    ///
    /// # Errors
    /// As for [`SvdParams`], and [`Error::Empty`] for fewer than two rows.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, rows: &SparseMatrix<V>, progress: &mut dyn Progress) -> Result<Pca> {
        self.fit_centred(&SparseOperator::new(rows)?, rows.column_moments()?, progress)
    }
}

/// Principal components.
///
/// There are at most as many as the rows have dimensions: directions without variance are left out.
///
/// # Examples
/// ```
/// use wordmill::{Fit, Transform, solve::Pca, vector::DenseMatrix};
/// let rows = DenseMatrix::from_rows(2, vec![1.0, 1.0, 2.0, 2.0, 3.0, 3.0])?;
/// let pca = Pca::params().components(1).fit(&rows)?;
/// assert!((pca.explained_variance_ratio()[0] - 1.0).abs() < 1e-12);
/// let coordinates = pca.transform(&rows)?;
/// assert!((coordinates.row(2)[0] - 2f64.sqrt()).abs() < 1e-12);
/// let back = pca.inverse_transform(&coordinates)?;
/// assert!((back.row(0)[1] - 1.0).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Pca {
    params: PcaParams,
    mean: Vec<f64>,
    components: DoubleMatrix,
    singular_values: Vec<f64>,
    explained_variance: Vec<f64>,
    explained_variance_ratio: Vec<f64>,
    noise_variance: f64,
    converged: bool,
}

impl Pca {
    /// Params: two components, not whitened.
    #[must_use]
    pub fn params() -> PcaParams {
        PcaParams::default()
    }

    /// How it was fitted.
    #[must_use]
    pub fn fitted_params(&self) -> &PcaParams {
        &self.params
    }

    /// The mean of the rows.
    #[must_use]
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The components, a unit row each, the most telling first. The entry of each that is largest in
    /// absolute value is positive.
    #[must_use]
    pub fn components(&self) -> &DoubleMatrix {
        &self.components
    }

    /// The singular values of the centred rows.
    #[must_use]
    pub fn singular_values(&self) -> &[f64] {
        &self.singular_values
    }

    /// The variance along each component (divided by n − 1).
    #[must_use]
    pub fn explained_variance(&self) -> &[f64] {
        &self.explained_variance
    }

    /// Its share of the whole variance.
    #[must_use]
    pub fn explained_variance_ratio(&self) -> &[f64] {
        &self.explained_variance_ratio
    }

    /// The mean variance along the directions that were left out; 0 where there are none (Tipping and
    /// Bishop, "Probabilistic principal component analysis", 1999).
    #[must_use]
    pub fn noise_variance(&self) -> f64 {
        self.noise_variance
    }

    /// Whether the decomposition reached its tolerance.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.converged
    }

    /// The rows that coordinates stand for.
    ///
    /// # Errors
    /// [`Error::Shape`] where a row has other than one coordinate a component.
    pub fn inverse_transform(&self, coordinates: &DoubleMatrix) -> Result<DoubleMatrix> {
        let mut coordinates = coordinates.clone();
        check_shape("coordinates in a row", self.components.rows(), coordinates.columns())?;
        if self.params.whiten {
            self.for_each_coordinate(&mut coordinates, |value, place| value * self.deviation(place));
        }
        let mut rows = combine(&coordinates, &self.components)?;
        for i in 0..rows.rows() {
            rows.row_mut(i).iter_mut().zip(&self.mean).for_each(|(value, mean)| *value += mean);
        }
        Ok(rows)
    }

    /// Turns X Vᵀ into coordinates: `(x − μ) · v`, whitened if so told.
    fn centre(&self, mut projected: DoubleMatrix) -> DoubleMatrix {
        let product = |component: &[f64]| component.iter().zip(&self.mean).map(|(c, m)| c * m).sum();
        let shifts: Vec<f64> = self.components.iter().map(product).collect();
        self.for_each_coordinate(&mut projected, |value, place| value - shifts[place]);
        if self.params.whiten {
            self.for_each_coordinate(&mut projected, |value, place| value / self.deviation(place));
        }
        projected
    }

    fn deviation(&self, component: usize) -> f64 {
        self.explained_variance[component].sqrt()
    }

    fn for_each_coordinate(&self, rows: &mut DoubleMatrix, change: impl Fn(f64, usize) -> f64) {
        for row in rows.as_mut_slice().chunks_mut(self.components.rows().max(1)) {
            for (place, value) in row.iter_mut().enumerate() {
                *value = change(*value, place);
            }
        }
    }
}

impl Transform<DenseMatrix> for Pca {
    type Output = DoubleMatrix;

    /// The coordinates of rows along the components.
    ///
    /// # Errors
    /// [`Error::Shape`] where the columns are not those of the fitted rows.
    fn transform(&self, rows: &DenseMatrix) -> Result<DoubleMatrix> {
        Ok(self.centre(project_dense(rows, &self.components)?))
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for Pca {
    type Output = DoubleMatrix;

    /// The coordinates of rows along the components.
    ///
    /// # Errors
    /// [`Error::Shape`] where the columns are not those of the fitted rows.
    fn transform(&self, rows: &SparseMatrix<V>) -> Result<DoubleMatrix> {
        Ok(self.centre(project_sparse(rows, &self.components)?))
    }
}

/// A share of nothing is 0.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct Parts {
    params: PcaParams,
    mean: Vec<f64>,
    components: DoubleMatrix,
    singular_values: Vec<f64>,
    explained_variance: Vec<f64>,
    explained_variance_ratio: Vec<f64>,
    noise_variance: f64,
    converged: bool,
}

impl From<Pca> for Parts {
    fn from(pca: Pca) -> Self {
        Parts {
            params: pca.params,
            mean: pca.mean,
            components: pca.components,
            singular_values: pca.singular_values,
            explained_variance: pca.explained_variance,
            explained_variance_ratio: pca.explained_variance_ratio,
            noise_variance: pca.noise_variance,
            converged: pca.converged,
        }
    }
}

impl TryFrom<Parts> for Pca {
    type Error = Error;

    fn try_from(parts: Parts) -> Result<Self> {
        let found = parts.components.rows();
        let lists = [&parts.singular_values, &parts.explained_variance, &parts.explained_variance_ratio];
        if lists.iter().any(|list| list.len() != found) || parts.components.columns() != parts.mean.len() {
            return Err(Error::corrupt("principal components", "its parts differ in length"));
        }
        let positive = lists.iter().all(|list| list.iter().all(|value| *value >= 0.0));
        if !positive || !parts.mean.iter().all(|value| value.is_finite()) {
            return Err(Error::corrupt("principal components", "a variance or a mean is out of range"));
        }
        Ok(Pca {
            params: parts.params,
            mean: parts.mean,
            components: parts.components,
            singular_values: parts.singular_values,
            explained_variance: parts.explained_variance,
            explained_variance_ratio: parts.explained_variance_ratio,
            noise_variance: parts.noise_variance,
            converged: parts.converged,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> DenseMatrix {
        let values = [
            [-5.0, -2.0, -4.0, 0.0],
            [2.0, -4.5, 6.0, -1.0],
            [-2.0, 4.0, 3.5, -2.0],
            [5.0, 0.0, 1.0, -3.0],
            [1.0, -2.5, 0.0, -4.0],
            [-3.0, 6.0, -2.5, -5.0],
            [4.0, 2.0, -5.0, 5.0],
        ];
        DenseMatrix::from_rows(4, values.concat()).unwrap()
    }

    fn sparse(rows: &DenseMatrix) -> SparseMatrix<f32> {
        let columns = (0..rows.columns() as u32).collect::<Vec<_>>().repeat(rows.rows());
        let offsets = (0..=rows.rows()).map(|row| row * rows.columns()).collect();
        SparseMatrix::from_parts(rows.columns(), offsets, columns, rows.as_slice().to_vec()).unwrap()
    }

    #[track_caller]
    fn near(got: &[f64], expected: &[f64]) {
        assert_eq!(got.len(), expected.len());
        for (got, expected) in got.iter().zip(expected) {
            assert!((got - expected).abs() < 1e-12, "{got} is not {expected}");
        }
    }

    /// Printed by scikit-learn 1.9.1, `PCA(3, svd_solver='full')`.
    #[test]
    fn equals_scikit_learn_on_dense_and_sparse_rows() {
        let (dense, params) = (rows(), Pca::params().components(3));
        let sparse = sparse(&dense);
        for pca in [params.fit(&dense).unwrap(), params.fit(&sparse).unwrap()] {
            near(
                pca.mean(),
                &[0.2857142857142857, 0.42857142857142855, -0.14285714285714285, -1.4285714285714286],
            );
            near(
                pca.components().as_slice(),
                &[
                    [0.4226580933470704, -0.5669361464809722, 0.7000526646560055, -0.0993469106190583],
                    [0.544147341409974, -0.24209433267606284, -0.42813028197535086, 0.6797046907137656],
                    [0.6343605066275306, 0.7376166894696762, 0.19720187205637676, -0.12091231824970938],
                ]
                .concat(),
            );
            near(pca.explained_variance(), &[22.548487744140132, 17.424165260976938, 10.218562045038517]);
            near(
                pca.explained_variance_ratio(),
                &[0.409087034666905, 0.3161187649939659, 0.18539075848449998],
            );
            near(pca.singular_values(), &[11.631462782678746, 10.22472452273711, 7.830157870070763]);
            near(&[pca.noise_variance()], &[4.927832568892064]);
            let expected = [-3.6993322879382577, 0.33410236339945176, -6.077770884888914];
            near(pca.transform(&dense).unwrap().row(0), &expected);
            near(pca.transform(&sparse).unwrap().row(0), &expected);
        }
    }

    /// Printed by scikit-learn 1.9.1, `PCA(3, svd_solver='full', whiten=True)`.
    #[test]
    fn whitened_coordinates_vary_by_one_and_lead_back() {
        let rows = rows();
        let pca = Pca::params().components(3).whiten(true).fit(&rows).unwrap();
        let coordinates = pca.transform(&rows).unwrap();
        near(coordinates.row(1), &[1.6376640371350173, -0.05094067975131487, -0.4343167524785489]);
        let moments = column_moments(7, 3, |row| coordinates.row(row));
        near(&moments.variances, &[6.0 / 7.0; 3]);
        let all = Pca::params().components(4).whiten(true).fit(&rows).unwrap();
        let back = all.inverse_transform(&all.transform(&rows).unwrap()).unwrap();
        near(back.as_slice(), &rows.as_slice().iter().map(|&x| f64::from(x)).collect::<Vec<_>>());
        near(&[all.noise_variance()], &[0.0]);
        assert!(all.inverse_transform(&DoubleMatrix::zeros(1, 3)).is_err());
    }

    #[test]
    fn rows_without_variance_have_no_components() {
        let rows = DenseMatrix::from_rows(2, vec![1.0, 2.0, 1.0, 2.0, 1.0, 2.0]).unwrap();
        let pca = Pca::params().fit(&rows).unwrap();
        assert_eq!((pca.components().rows(), pca.transform(&rows).unwrap().columns()), (0, 0));
        near(pca.inverse_transform(&DoubleMatrix::zeros(1, 0)).unwrap().as_slice(), &[1.0, 2.0]);
        assert!(Pca::params().fit(&DenseMatrix::zeros(1, 3)).is_err());
        assert!(Pca::params().fit(&DenseMatrix::zeros(0, 0)).is_err());
        assert!(Pca::params().components(0).fit(&rows).is_err());
    }
}
