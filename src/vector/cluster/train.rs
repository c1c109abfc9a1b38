//! Fitting k-means: first centres, iterations from each start, and the best of them.

use crate::error::{Error, Result};
use crate::fit::Fit;
use crate::progress::Progress;
use crate::vector::cluster::dense_points::DensePoints;
use crate::vector::cluster::kmeans::KMeans;
use crate::vector::cluster::lloyd::{Grouping, Stop, lloyd};
use crate::vector::cluster::params::KMeansParams;
use crate::vector::cluster::points::{ClusterDistance, Points};
use crate::vector::cluster::seeding::plus_plus;
use crate::vector::cluster::sparse_points::SparsePoints;
use crate::vector::dense::DenseMatrix;
use crate::vector::double::DoubleMatrix;
use crate::vector::kernel::reduce::squared_norm;
use crate::vector::kernel::update::scale;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

impl Fit<DenseMatrix> for KMeansParams {
    type Model = KMeans;

    /// Clusters dense rows, beside a copy of them. Reports how far the centres moved at every iteration.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range, [`Error::Empty`] without rows or columns, [`Error::Limit`]
    /// for more clusters than rows, [`Error::Shape`] for first centres of another width, [`Error::Corrupt`] for
    /// numbers whose squares are not finite, [`Error::Interrupted`] where the observer asks to stop.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, rows: &DenseMatrix, progress: &mut dyn Progress) -> Result<KMeans> {
        self.check(rows.rows(), rows.columns())?;
        self.cluster(&DensePoints::new(rows, self.distance)?, progress)
    }
}

impl<V: Value> Fit<SparseMatrix<V>> for KMeansParams {
    type Model = KMeans;

    /// Clusters sparse rows. Reports how far the centres moved at every iteration.
    ///
    /// # Errors
    /// As for dense rows.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, rows: &SparseMatrix<V>, progress: &mut dyn Progress) -> Result<KMeans> {
        self.check(rows.rows(), rows.columns())?;
        self.cluster(&SparsePoints::new(rows, self.distance, self.clusters)?, progress)
    }
}

impl KMeansParams {
    /// The best of all starts.
    fn cluster(&self, points: &impl Points, progress: &mut dyn Progress) -> Result<KMeans> {
        let tolerance = self.tolerance * points.mean_variance();
        let stop = Stop { tolerance, max_iterations: self.max_iterations };
        let mut best: Option<Grouping> = None;
        for start in 0..if self.centres.is_some() { 1 } else { self.starts } {
            let centres = self.first_centres(points, start)?;
            let grouping = lloyd(points, centres, self.distance, stop, progress)?;
            if best.as_ref().is_none_or(|best| grouping.inertia < best.inertia) {
                best = Some(grouping);
            }
        }
        let best = best.ok_or(Error::Empty { what: "list of starts" })?;
        Ok(KMeans::new(self.clone(), best))
    }

    fn first_centres(&self, points: &impl Points, start: usize) -> Result<DoubleMatrix> {
        if let Some(centres) = &self.centres {
            let mut centres = centres.clone();
            if self.distance == ClusterDistance::Cosine {
                for centre in 0..centres.rows() {
                    let centre = centres.row_mut(centre);
                    scale(self.distance.factor(squared_norm(centre)), centre);
                }
            }
            return Ok(centres);
        }
        let draws = self.seed.stream(&format!("k-means++ {start}"));
        let mut centres = DoubleMatrix::zeros(self.clusters, points.columns());
        for (centre, row) in plus_plus(points, self.clusters, draws)?.into_iter().enumerate() {
            points.add_row(row, centres.row_mut(centre));
        }
        Ok(centres)
    }
}
