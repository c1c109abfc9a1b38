//! [`KMeansParams`]: how to cluster.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit, check_parameter, check_shape};
use crate::seed::Seed;
use crate::vector::cluster::points::ClusterDistance;
use crate::vector::double::DoubleMatrix;
use crate::vector::kernel::reduce::squared_norm;

/// Sixteen gigabytes of centres.
const MOST_NUMBERS: u64 = 1 << 31;

/// How to cluster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KMeansParams {
    pub(super) clusters: usize,
    pub(super) distance: ClusterDistance,
    pub(super) starts: usize,
    pub(super) max_iterations: usize,
    pub(super) tolerance: f64,
    pub(super) seed: Seed,
    pub(super) centres: Option<DoubleMatrix>,
}

impl Default for KMeansParams {
    fn default() -> Self {
        KMeansParams {
            clusters: 8,
            distance: ClusterDistance::Euclidean,
            starts: 1,
            max_iterations: 300,
            tolerance: 1e-4,
            seed: Seed(0),
            centres: None,
        }
    }
}

impl KMeansParams {
    /// How many clusters (k), 1 to the number of rows. Default: 8.
    #[must_use]
    pub fn clusters(mut self, clusters: usize) -> Self {
        self.clusters = clusters;
        self
    }

    /// What is near: Euclidean k-means, or spherical under the cosine distance. Default: Euclidean.
    #[must_use]
    pub fn distance(mut self, distance: ClusterDistance) -> Self {
        self.distance = distance;
        self
    }

    /// Times that k-means++ starts anew, 1 to 1,000; the clusters of least inertia stay (`n_init`). Default: 1.
    #[must_use]
    pub fn starts(mut self, starts: usize) -> Self {
        self.starts = starts;
        self
    }

    /// The most iterations from each start, at least 1. Default: 300.
    #[must_use]
    pub fn max_iterations(mut self, iterations: usize) -> Self {
        self.max_iterations = iterations;
        self
    }

    /// How much the centres may still move at the end: the sum of their squared moves, against the mean
    /// variance of the columns; 0 or more, 0 going on until no row changes its cluster. Default: 1e-4.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The seed of k-means++. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Seed(seed);
        self
    }

    /// The centres to start from, a row each, in place of k-means++; they say how many clusters there are.
    #[must_use]
    pub fn centres(mut self, centres: DoubleMatrix) -> Self {
        self.clusters = centres.rows();
        self.centres = Some(centres);
        self
    }

    pub(super) fn check(&self, rows: usize, columns: usize) -> Result<()> {
        check_parameter(self.clusters > 0, "clusters", self.clusters, "at least 1")?;
        check_parameter((1..=1000).contains(&self.starts), "starts", self.starts, "1 to 1000")?;
        check_parameter(self.max_iterations > 0, "max_iterations", 0, "at least 1")?;
        let tolerance = self.tolerance >= 0.0 && self.tolerance.is_finite();
        check_parameter(tolerance, "tolerance", self.tolerance, "a finite number of at least 0")?;
        if rows.min(columns) == 0 {
            return Err(Error::Empty { what: "set of rows to cluster" });
        }
        check_limit("clusters of so many rows", rows as u64, self.clusters as u64)?;
        let numbers = (self.clusters as u64).saturating_mul(columns as u64);
        check_limit("numbers in the centres of clusters", MOST_NUMBERS, numbers)?;
        if let Some(centres) = &self.centres {
            check_shape("columns of the first centres", columns, centres.columns())?;
            let finite = centres.iter().all(|centre| squared_norm(centre).is_finite());
            check_parameter(finite, "centres", "numbers past all bounds", "finite numbers")?;
        }
        Ok(())
    }
}
