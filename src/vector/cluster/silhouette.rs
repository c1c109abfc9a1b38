//! [`Silhouette`]: how well rows lie in their clusters.
//!
//! With *a* the mean distance of a row from the others of its cluster and *b* that from the rows of the nearest
//! other cluster, s = (b − a) / max(a, b): 1 where the row lies deep in its cluster, 0 on a border, below 0
//! where another fits better; 0 for a row alone in its cluster (Rousseeuw, "Silhouettes: a graphical aid to
//! the interpretation and validation of cluster analysis", 1987).
//!
//! Every row meets every other: n² distances, of which only a sum for each row and cluster is kept. For many
//! rows, [`Silhouette::sample`] takes some at random, as scikit-learn's `sample_size` does. The numbers are
//! those of scikit-learn's `silhouette_samples` and `silhouette_score`.

use crate::error::{Result, check_parameter, check_shape};
use crate::parallel;
use crate::seed::Seed;
use crate::vector::cluster::dense_points::DensePoints;
use crate::vector::cluster::points::{ClusterDistance, Points, sum};
use crate::vector::cluster::sparse_points::SparsePoints;
use crate::vector::dense::DenseMatrix;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Rows whose distances from all rows are held at a time.
const ROWS_PER_BLOCK: usize = 64;
/// Rows of a task.
const ROWS_PER_TASK: usize = 1 << 10;

/// How to measure.
///
/// # Examples
/// ```
/// use wordmill::vector::{DenseMatrix, Silhouette};
/// let rows = DenseMatrix::from_rows(1, vec![0.0, 1.0, 10.0, 11.0])?;
/// let scores = Silhouette::default().samples(&rows, &[0, 0, 1, 1])?;
/// assert!((scores[0] - (10.5 - 1.0) / 10.5).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Silhouette {
    distance: ClusterDistance,
    sample: Option<usize>,
    seed: Seed,
}

impl Silhouette {
    /// What is near. Default: Euclidean.
    #[must_use]
    pub fn distance(mut self, distance: ClusterDistance) -> Self {
        self.distance = distance;
        self
    }

    /// How many rows the mean looks at, drawn at random, at least 1; all of them where there are no more.
    /// Default: all.
    #[must_use]
    pub fn sample(mut self, rows: usize) -> Self {
        self.sample = Some(rows);
        self
    }

    /// The seed of the sample. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Seed(seed);
        self
    }

    /// The score of each dense row; labels are any numbers.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) for other than one label a row, [`Error::Parameter`](crate::Error::Parameter) for less than two clusters or as many
    /// as rows, [`Error::Corrupt`](crate::Error::Corrupt) for numbers whose squares are not finite.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    pub fn samples(&self, rows: &DenseMatrix, labels: &[u32]) -> Result<Vec<f64>> {
        check_shape("labels of rows", rows.rows(), labels.len())?;
        self.scores(&DensePoints::new(rows, self.distance)?, labels)
    }

    /// The score of each sparse row.
    ///
    /// # Errors
    /// As [`Silhouette::samples`].
    pub fn samples_sparse<V: Value>(&self, rows: &SparseMatrix<V>, labels: &[u32]) -> Result<Vec<f64>> {
        check_shape("labels of rows", rows.rows(), labels.len())?;
        self.scores(&SparsePoints::new(rows, self.distance, ROWS_PER_BLOCK)?, labels)
    }

    /// The mean score of dense rows, or of a sample.
    ///
    /// # Errors
    /// As [`Silhouette::samples`]; [`Error::Parameter`](crate::Error::Parameter) for a sample of 0.
    pub fn mean(&self, rows: &DenseMatrix, labels: &[u32]) -> Result<f64> {
        check_shape("labels of rows", rows.rows(), labels.len())?;
        let scores = match self.sampled(rows.rows())? {
            None => self.samples(rows, labels)?,
            Some(chosen) => {
                let values = chosen.iter().flat_map(|&row| rows.row(row)).copied().collect();
                let labels: Vec<u32> = chosen.iter().map(|&row| labels[row]).collect();
                self.samples(&DenseMatrix::from_rows(rows.columns(), values)?, &labels)?
            }
        };
        Ok(sum(&scores) / scores.len() as f64)
    }

    /// The mean score of sparse rows, or of a sample.
    ///
    /// # Errors
    /// As [`Silhouette::mean`].
    pub fn mean_sparse<V: Value>(&self, rows: &SparseMatrix<V>, labels: &[u32]) -> Result<f64> {
        check_shape("labels of rows", rows.rows(), labels.len())?;
        let scores = match self.sampled(rows.rows())? {
            None => self.samples_sparse(rows, labels)?,
            Some(chosen) => {
                let labels: Vec<u32> = chosen.iter().map(|&row| labels[row]).collect();
                self.samples_sparse(&rows.select_rows(&chosen), &labels)?
            }
        };
        Ok(sum(&scores) / scores.len() as f64)
    }

    /// The rows of a sample; nothing where all rows are looked at.
    fn sampled(&self, rows: usize) -> Result<Option<Vec<usize>>> {
        check_parameter(self.sample != Some(0), "sample", 0, "at least 1")?;
        let Some(count) = self.sample.filter(|&count| count < rows) else { return Ok(None) };
        let mut chosen: Vec<usize> = (0..rows).collect();
        self.seed.stream("silhouette").shuffle(&mut chosen);
        chosen.truncate(count);
        chosen.sort_unstable();
        Ok(Some(chosen))
    }

    fn scores(&self, points: &impl Points, labels: &[u32]) -> Result<Vec<f64>> {
        let (clusters, sizes) = clusters_of(labels)?;
        let norms = points.squared_norms();
        let mut scores = Vec::with_capacity(labels.len());
        for block in parallel::even_ranges(labels.len(), ROWS_PER_BLOCK) {
            let chosen: Vec<usize> = block.clone().collect();
            let width = chosen.len();
            let squares = points.squared_distances_to_rows(&chosen)?;
            let partial = parallel::map(&parallel::even_ranges(labels.len(), ROWS_PER_TASK), |rows| {
                let mut sums = vec![0.0; width * sizes.len()];
                for row in rows.clone() {
                    let sums = &mut sums[clusters[row] * width..(clusters[row] + 1) * width];
                    let squares = &squares[row * width..(row + 1) * width];
                    for ((sum, &square), &other) in sums.iter_mut().zip(squares).zip(&chosen) {
                        if row != other {
                            *sum += self.distance.of_square(square, (norms[row], norms[other]));
                        }
                    }
                }
                sums
            });
            let mut sums = vec![0.0; width * sizes.len()];
            partial.iter().for_each(|part| sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part));
            scores.extend((0..width).map(|place| {
                let sum_to = |cluster: usize| sums[cluster * width + place];
                score(clusters[chosen[place]], &sizes, sum_to)
            }));
        }
        Ok(scores)
    }
}

/// The score of a row of a cluster, given the sums of its distances from each cluster's rows.
fn score(own: usize, sizes: &[usize], sum_to: impl Fn(usize) -> f64) -> f64 {
    if sizes[own] < 2 {
        return 0.0;
    }
    let inside = sum_to(own) / (sizes[own] - 1) as f64;
    let others = (0..sizes.len()).filter(|&cluster| cluster != own);
    let outside = others.map(|cluster| sum_to(cluster) / sizes[cluster] as f64).fold(f64::INFINITY, f64::min);
    let largest = inside.max(outside);
    if largest > 0.0 { (outside - inside) / largest } else { 0.0 }
}

/// Labels as numbers from 0 without gaps, and how many rows have each.
fn clusters_of(labels: &[u32]) -> Result<(Vec<usize>, Vec<usize>)> {
    let mut known = labels.to_vec();
    known.sort_unstable();
    known.dedup();
    let allowed = (2..labels.len()).contains(&known.len());
    check_parameter(
        allowed,
        "labels",
        format!("{} clusters", known.len()),
        "2 clusters or more, fewer than rows",
    )?;
    let mut sizes = vec![0; known.len()];
    let number = |label: &u32| known.partition_point(|known| known < label);
    let clusters: Vec<usize> = labels.iter().map(number).collect();
    clusters.iter().for_each(|&cluster| sizes[cluster] += 1);
    Ok((clusters, sizes))
}
