//! [`Lsa`]: documents and terms in the few dimensions that tell most.
//!
//! Latent semantic analysis (Deerwester, Dumais, Furnas, Landauer and Harshman, "Indexing by latent semantic analysis",
//! 1990) is the truncated singular value decomposition X ≈ U Σ Vᵀ of documents × terms: documents that share no word may
//! lie near each other. The numbers are those of scikit-learn 1.9.1's `TruncatedSVD`: exact as with
//! `algorithm='arpack'`, or approximate as with `'randomized'`, signs included.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::solve::operator::SparseOperator;
use crate::solve::project::{combine, project_sparse};
use crate::solve::randomized::RandomizedSvd;
use crate::solve::svd::Svd;
use crate::vector::double::DoubleMatrix;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// How to decompose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LsaParams {
    components: usize,
    randomized: Option<usize>,
    tolerance: f64,
    normalize: bool,
    seed: u32,
}

impl Default for LsaParams {
    fn default() -> Self {
        LsaParams { components: 100, randomized: None, tolerance: 1e-10, normalize: false, seed: 0 }
    }
}

impl LsaParams {
    /// How many dimensions (k), 1 to 1,024. Default: 100, which scikit-learn advises for this use.
    #[must_use]
    pub fn components(mut self, components: usize) -> Self {
        self.components = components;
        self
    }

    /// To approximate as `TruncatedSVD(algorithm='randomized', n_iter=iterations, random_state=seed)` does, from NumPy's
    /// draws and with ten more vectors than dimensions. Default: exact.
    #[must_use]
    pub fn randomized(mut self, iterations: usize) -> Self {
        self.randomized = Some(iterations);
        self
    }

    /// How long the residuals of exact triplets may be, against the largest singular value; 1e-15 to 1. Default: 1e-10.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Whether coordinates are divided by their length, so that dot products of documents are cosines
    /// (`make_pipeline(TruncatedSVD(…), Normalizer())`). Default: no.
    #[must_use]
    pub fn normalize(mut self, normalize: bool) -> Self {
        self.normalize = normalize;
        self
    }

    /// The seed. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u32) -> Self {
        self.seed = seed;
        self
    }

    /// Decomposes, and gives the coordinates of the rows too, rows × dimensions.
    ///
    /// # Errors
    /// As [`Fit::fit_with`].
    pub fn fit_transform<V: Value>(
        &self,
        rows: &SparseMatrix<V>,
        progress: &mut dyn Progress,
    ) -> Result<(Lsa, DoubleMatrix)> {
        let operator = SparseOperator::new(rows)?;
        let (components, singular_values, converged) = match self.randomized {
            None => {
                let params = Svd::params().components(self.components).tolerance(self.tolerance).left(false);
                let svd = params.seed(self.seed.into()).fit_with(&operator, progress)?;
                (svd.right().clone(), svd.singular_values().to_vec(), svd.converged())
            }
            Some(iterations) => {
                let params = RandomizedSvd::params().components(self.components).iterations(iterations);
                let svd = params.seed(self.seed).fit_with(&operator, progress)?;
                (svd.right().clone(), svd.singular_values().to_vec(), true)
            }
        };
        let mut coordinates = project_sparse(rows, &components)?;
        let explained_variance = column_variances(&coordinates);
        let total: f64 = rows.column_moments()?.variances.iter().sum();
        let share = |variance: &f64| if total > 0.0 { variance / total } else { 0.0 };
        let explained_variance_ratio = explained_variance.iter().map(share).collect();
        if self.normalize {
            normalize(&mut coordinates);
        }
        let lsa = Lsa {
            params: self.clone(),
            components,
            singular_values,
            explained_variance,
            explained_variance_ratio,
            converged,
        };
        Ok((lsa, coordinates))
    }
}

impl<V: Value> Fit<SparseMatrix<V>> for LsaParams {
    type Model = Lsa;

    /// Decomposes rows of documents.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range, [`Error::Empty`] for a matrix without rows or columns,
    /// [`Error::Limit`] for bases past all memory, [`Error::Interrupted`] where the observer asks to stop. Running out
    /// of steps is none: ask [`Lsa::converged`].
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, rows: &SparseMatrix<V>, progress: &mut dyn Progress) -> Result<Lsa> {
        Ok(self.fit_transform(rows, progress)?.0)
    }
}

/// A space of few dimensions for documents and terms.
///
/// There are fewer dimensions than were asked for where the rows have no more.
///
/// # Examples
/// ```
/// use wordmill::{Fit, Transform, bow::{TfIdf, topics::Lsa}, vector::SparseMatrix};
/// let documents = ["good film", "fine film", "fine movie", "cold soup", "cold soup"];
/// let (tfidf, rows): (TfIdf, SparseMatrix<f64>) = TfIdf::params().fit_transform(&documents, &mut ())?;
/// let lsa = Lsa::params().components(2).normalize(true).fit(&rows)?;
/// let space = lsa.transform(&rows)?;
/// let cosine = |a: usize, b: usize| space.row(a).iter().zip(space.row(b)).map(|(x, y)| x * y).sum::<f64>();
/// assert_eq!(rows.row(0).dot_sparse(rows.row(2)), 0.0);
/// assert!(cosine(0, 2) > 0.9);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Lsa {
    params: LsaParams,
    components: DoubleMatrix,
    singular_values: Vec<f64>,
    explained_variance: Vec<f64>,
    explained_variance_ratio: Vec<f64>,
    converged: bool,
}

impl Lsa {
    /// Params: 100 exact dimensions.
    #[must_use]
    pub fn params() -> LsaParams {
        LsaParams::default()
    }

    /// How it was fitted.
    #[must_use]
    pub fn fitted_params(&self) -> &LsaParams {
        &self.params
    }

    /// The right vectors Vᵀ, a unit row a dimension. The entry of each that is largest in absolute value is positive.
    #[must_use]
    pub fn components(&self) -> &DoubleMatrix {
        &self.components
    }

    /// The singular values, descending.
    #[must_use]
    pub fn singular_values(&self) -> &[f64] {
        &self.singular_values
    }

    /// The variance of the rows' coordinates along each dimension.
    #[must_use]
    pub fn explained_variance(&self) -> &[f64] {
        &self.explained_variance
    }

    /// Its share of the variance of all columns.
    #[must_use]
    pub fn explained_variance_ratio(&self) -> &[f64] {
        &self.explained_variance_ratio
    }

    /// Whether exact triplets reached the tolerance; approximate ones have none.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.converged
    }

    /// The rows that coordinates stand for: `coordinates` · Vᵀ.
    ///
    /// # Errors
    /// [`Error::Shape`] where a row has other than one coordinate a dimension.
    pub fn inverse_transform(&self, coordinates: &DoubleMatrix) -> Result<DoubleMatrix> {
        combine(coordinates, &self.components)
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for Lsa {
    type Output = DoubleMatrix;

    /// The coordinates X V of rows, of length 1 if so told; rows × dimensions.
    ///
    /// # Errors
    /// [`Error::Shape`] where the columns are not those of the fitted rows.
    fn transform(&self, rows: &SparseMatrix<V>) -> Result<DoubleMatrix> {
        let mut coordinates = project_sparse(rows, &self.components)?;
        if self.params.normalize {
            normalize(&mut coordinates);
        }
        Ok(coordinates)
    }
}

/// `Σ (x − mean)² / n` of each column.
fn column_variances(rows: &DoubleMatrix) -> Vec<f64> {
    let count = rows.rows() as f64;
    let mean_of = |term: &dyn Fn(usize, f64) -> f64| {
        let mut sums = vec![0.0; rows.columns()];
        for row in rows.iter() {
            sums.iter_mut().zip(row).enumerate().for_each(|(place, (sum, &x))| *sum += term(place, x));
        }
        sums.iter_mut().for_each(|sum| *sum /= count);
        sums
    };
    let means = mean_of(&|_, x| x);
    mean_of(&|place, x| (x - means[place]).powi(2))
}

/// Divides rows by their lengths; rows of zeros stay.
fn normalize(rows: &mut DoubleMatrix) {
    for i in 0..rows.rows() {
        let row = rows.row_mut(i);
        let length = row.iter().map(|x| x * x).sum::<f64>().sqrt();
        if length > 0.0 {
            row.iter_mut().for_each(|x| *x /= length);
        }
    }
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct Parts {
    params: LsaParams,
    components: DoubleMatrix,
    singular_values: Vec<f64>,
    explained_variance: Vec<f64>,
    explained_variance_ratio: Vec<f64>,
    converged: bool,
}

impl From<Lsa> for Parts {
    fn from(lsa: Lsa) -> Self {
        Parts {
            params: lsa.params,
            components: lsa.components,
            singular_values: lsa.singular_values,
            explained_variance: lsa.explained_variance,
            explained_variance_ratio: lsa.explained_variance_ratio,
            converged: lsa.converged,
        }
    }
}

impl TryFrom<Parts> for Lsa {
    type Error = Error;

    fn try_from(parts: Parts) -> Result<Self> {
        let found = parts.components.rows();
        let lists = [&parts.singular_values, &parts.explained_variance, &parts.explained_variance_ratio];
        let sound = lists.iter().all(|list| list.len() == found && list.iter().all(|value| *value >= 0.0));
        if !sound || !parts.components.as_slice().iter().all(|value| value.is_finite()) {
            return Err(Error::corrupt("latent dimensions", "their parts do not fit each other"));
        }
        Ok(Lsa {
            params: parts.params,
            components: parts.components,
            singular_values: parts.singular_values,
            explained_variance: parts.explained_variance,
            explained_variance_ratio: parts.explained_variance_ratio,
            converged: parts.converged,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::sparse::SparseBuilder;

    fn matrix() -> SparseMatrix<f64> {
        let mut builder = SparseBuilder::new(40);
        for i in 0..60u32 {
            let value = |j: u32| (i * i * 7 + j * j * 5 + i * j * 3) % 31;
            let entries = (0..40).map(|j| (j, f64::from(value(j)))).filter(|entry| entry.1 < 9.0);
            builder.push_row(entries).unwrap();
        }
        builder.finish()
    }

    #[track_caller]
    fn equals(params: &LsaParams, expected: [[f64; 3]; 5]) {
        let (lsa, coordinates) = params.fit_transform(&matrix(), &mut ()).unwrap();
        let got = [
            lsa.singular_values(),
            lsa.explained_variance(),
            lsa.explained_variance_ratio(),
            &lsa.components().row(1)[..3],
            coordinates.row(1),
        ];
        for (got, expected) in got.concat().iter().zip(expected.concat()) {
            assert!((got - expected).abs() < 1e-10, "{got} is not {expected}");
        }
        assert_eq!(lsa.transform(&matrix()).unwrap(), coordinates);
    }

    /// scikit-learn 1.9.1, `TruncatedSVD(3, algorithm='arpack')` and `TruncatedSVD(3, random_state=7, n_iter=1)`.
    #[test]
    fn equals_scikit_learn() {
        let params = Lsa::params().components(3);
        equals(
            &params.clone().tolerance(1e-13),
            [
                [64.38081388992443, 36.39910087763532, 34.24038809334348],
                [9.160192676259355, 21.854331216465102, 19.42716431077145],
                [0.044531265668911926, 0.10624241910752229, 0.09444301508621164],
                [-0.1384093676337507, 0.2171593346645316, -0.2223290743390359],
                [10.634760809597738, -1.1362398358061938, 9.141060983540598],
            ],
        );
        equals(
            &params.randomized(1).seed(7),
            [
                [64.36660597518232, 36.19659544427959, 34.1296158557128],
                [9.132878114667143, 21.68321269068239, 19.40121333590407],
                [0.04439847894248803, 0.10541054528108501, 0.09431685728614904],
                [-0.11833904783279149, 0.21590442895450662, -0.21559595806315426],
                [10.601294764386855, -0.10584473861378985, 8.783563993497035],
            ],
        );
    }

    #[test]
    fn coordinates_of_length_one_and_rows_that_come_back() {
        let rows = matrix();
        let (lsa, coordinates) = Lsa::params().components(40).fit_transform(&rows, &mut ()).unwrap();
        let back = lsa.inverse_transform(&coordinates).unwrap();
        let dense = rows.to_dense().unwrap();
        for (got, expected) in back.as_slice().iter().zip(dense.as_slice()) {
            assert!((got - f64::from(*expected)).abs() < 1e-9);
        }
        let (_, unit) = Lsa::params().components(5).normalize(true).fit_transform(&rows, &mut ()).unwrap();
        assert!(unit.iter().all(|row| (row.iter().map(|x| x * x).sum::<f64>() - 1.0).abs() < 1e-12));
    }

    #[test]
    fn reads_back_and_refuses_damage_and_bad_params() {
        let lsa = Lsa::params().components(2).fit(&matrix()).unwrap();
        let json = serde_json::to_string(&lsa).unwrap();
        assert_eq!(serde_json::from_str::<Lsa>(&json).unwrap(), lsa);
        assert!(serde_json::from_str::<Lsa>(&json.replace("\"rows\":2", "\"rows\":3")).is_err());
        assert!(matches!(Lsa::params().components(0).fit(&matrix()), Err(Error::Parameter { .. })));
        assert!(matches!(Lsa::params().tolerance(f64::NAN).fit(&matrix()), Err(Error::Parameter { .. })));
        let none = SparseMatrix::<f64>::from_parts(2, vec![0], vec![], vec![]).unwrap();
        assert!(matches!(Lsa::params().fit(&none), Err(Error::Empty { .. })));
        assert!(lsa.transform(&none).is_err());
    }
}
