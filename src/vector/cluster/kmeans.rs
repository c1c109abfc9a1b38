//! [`KMeans`]: rows grouped around k centres, Euclidean or spherical.
//!
//! k-means++ finds first centres (`seeding`), Lloyd's iterations move them (`lloyd`). From the same first
//! centres the clusters are those of scikit-learn's `KMeans(algorithm='lloyd')`.
//!
//! Not here: weights of rows, mini-batches, and a number of clusters chosen by the data.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_shape};
use crate::vector::cluster::centres::Centres;
use crate::vector::cluster::dense_points::DensePoints;
use crate::vector::cluster::lloyd::Grouping;
use crate::vector::cluster::params::KMeansParams;
use crate::vector::cluster::points::Points;
use crate::vector::cluster::sparse_points::SparsePoints;
use crate::vector::dense::DenseMatrix;
use crate::vector::double::DoubleMatrix;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Centres and the rows around them.
///
/// # Examples
/// ```
/// use wordmill::{Fit, vector::{DenseMatrix, KMeans}};
/// let rows = DenseMatrix::from_rows(2, vec![0.0, 0.0, 0.0, 2.0, 9.0, 9.0, 9.0, 7.0])?;
/// let clusters = KMeans::params().clusters(2).fit(&rows)?;
/// let labels = clusters.labels();
/// assert!(labels[0] == labels[1] && labels[2] == labels[3] && labels[0] != labels[2]);
/// assert_eq!(clusters.inertia(), 4.0);
/// assert_eq!(clusters.centroids().row(labels[0] as usize), [0.0, 1.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct KMeans {
    params: KMeansParams,
    centroids: DoubleMatrix,
    labels: Vec<u32>,
    inertia: f64,
    iterations: usize,
    converged: bool,
}

impl KMeans {
    /// Params with scikit-learn's defaults: 8 clusters, Euclidean, one start.
    #[must_use]
    pub fn params() -> KMeansParams {
        KMeansParams::default()
    }

    pub(super) fn new(params: KMeansParams, grouping: Grouping) -> Self {
        let Grouping { centres, labels, inertia, iterations, converged } = grouping;
        KMeans { params, centroids: centres, labels, inertia, iterations, converged }
    }

    /// How it was fitted.
    #[must_use]
    pub fn fitted_params(&self) -> &KMeansParams {
        &self.params
    }

    /// The centres, a row each: means of rows, or unit directions under the cosine distance.
    #[must_use]
    pub fn centroids(&self) -> &DoubleMatrix {
        &self.centroids
    }

    /// The cluster of each fitted row.
    #[must_use]
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// The sum over the fitted rows of ‖x − c‖², with directions in place of rows and centres under the
    /// cosine distance.
    #[must_use]
    pub fn inertia(&self) -> f64 {
        self.inertia
    }

    /// Iterations from the best start.
    #[must_use]
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// Whether they ended by themselves.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.converged
    }

    /// The cluster of each dense row.
    ///
    /// # Errors
    /// [`Error::Shape`] where the columns are not those of the fitted rows, [`Error::Corrupt`] for numbers whose
    /// squares are not finite.
    pub fn predict(&self, rows: &DenseMatrix) -> Result<Vec<u32>> {
        self.check_columns(rows.columns())?;
        DensePoints::new(rows, self.params.distance)?.nearest(&Centres::new(&self.centroids))
    }

    /// The cluster of each sparse row.
    ///
    /// # Errors
    /// As [`KMeans::predict`].
    pub fn predict_sparse<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<Vec<u32>> {
        self.check_columns(rows.columns())?;
        self.sparse_points(rows)?.nearest(&Centres::new(&self.centroids))
    }

    /// The distance of each dense row from each centre, rows × clusters.
    ///
    /// # Errors
    /// As [`KMeans::predict`].
    pub fn distances(&self, rows: &DenseMatrix) -> Result<DoubleMatrix> {
        self.check_columns(rows.columns())?;
        Ok(self.distances_of(&DensePoints::new(rows, self.params.distance)?))
    }

    /// The distance of each sparse row from each centre, rows × clusters.
    ///
    /// # Errors
    /// As [`KMeans::predict`].
    pub fn distances_sparse<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<DoubleMatrix> {
        self.check_columns(rows.columns())?;
        Ok(self.distances_of(&self.sparse_points(rows)?))
    }

    fn distances_of(&self, points: &impl Points) -> DoubleMatrix {
        let (centres, measure) = (Centres::new(&self.centroids), self.params.distance);
        let mut distances = DoubleMatrix::zeros(points.rows(), self.centroids.rows());
        for (row, &norm) in points.squared_norms().iter().enumerate() {
            for (centre, distance) in distances.row_mut(row).iter_mut().enumerate() {
                let square = points.squared_distance(row, &centres, centre);
                *distance = measure.of_square(square, (norm, centres.squared_norms[centre]));
            }
        }
        distances
    }

    fn sparse_points<'m, V: Value>(&self, rows: &'m SparseMatrix<V>) -> Result<SparsePoints<'m, V>> {
        SparsePoints::new(rows, self.params.distance, self.centroids.rows())
    }

    fn check_columns(&self, columns: usize) -> Result<()> {
        check_shape("columns of rows to cluster", self.centroids.columns(), columns)
    }
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct Parts {
    params: KMeansParams,
    centroids: DoubleMatrix,
    labels: Vec<u32>,
    inertia: f64,
    iterations: usize,
    converged: bool,
}

impl From<KMeans> for Parts {
    fn from(model: KMeans) -> Self {
        let KMeans { params, centroids, labels, inertia, iterations, converged } = model;
        Parts { params, centroids, labels, inertia, iterations, converged }
    }
}

impl TryFrom<Parts> for KMeans {
    type Error = Error;

    fn try_from(parts: Parts) -> Result<Self> {
        let Parts { params, centroids, labels, inertia, iterations, converged } = parts;
        let corrupt = |reason: &str| Err(Error::corrupt("clusters", reason));
        if centroids.rows() == 0 || labels.iter().any(|&label| label as usize >= centroids.rows()) {
            return corrupt("a row is in no cluster");
        }
        let finite = centroids.as_slice().iter().all(|number| number.is_finite());
        if !finite || inertia.is_nan() || inertia < 0.0 {
            return corrupt("a centre or the inertia is out of range");
        }
        Ok(KMeans { params, centroids, labels, inertia, iterations, converged })
    }
}
