//! [`Tsne`]: rows of many columns as points of a plane or of space, neighbours beside neighbours.
//!
//! t-distributed stochastic neighbour embedding (van der Maaten and Hinton, 2008), in the form of van der
//! Maaten, "Accelerating t-SNE using tree-based algorithms", 2014. Neighbours of a row get weights that fall
//! with their distance, as wide as makes them count as much as `perplexity` equal ones:
//!
//! ```text
//! p(j|i) ∝ exp(−βᵢ ‖xᵢ − xⱼ‖²)  over the ⌊3 · perplexity⌋ nearest j,  2^entropy = perplexity
//! pᵢⱼ = (p(j|i) + p(i|j)) / 2n      qᵢⱼ ∝ 1 / (1 + ‖yᵢ − yⱼ‖²)      minimise Σ pᵢⱼ ln(pᵢⱼ / qᵢⱼ)
//! ```
//!
//! The minimum is sought by gradient descent with momentum; points that are far away count as one (Barnes
//! and Hut), which takes *n* log *n* steps an iteration. At first p is exaggerated, so that clusters find
//! together. The neighbours are found here, exactly; the descent is that of the crate `bhtsne`.
//!
//! Its map shows which rows are neighbours. Sizes of clusters and distances between them mean little
//! (Wattenberg, Viégas and Johnson, "How to use t-SNE effectively", 2016), and a new row has no place on
//! it. Distances are Euclidean: bring rows to norm 1 first where the angle counts.

use bhtsne::{Dim, Morton, Neighbor, SparseAffinities, tSNE};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit, check_parameter, check_shape};
use crate::fit::Fit;
use crate::parallel;
use crate::progress::{Progress, report};
use crate::seed::Seed;
use crate::vector::dense::DenseMatrix;
use crate::vector::kernel::reduce::{squared_distance_wide, squared_norm_wide};

/// Rows whose neighbours a task seeks.
const ROWS_PER_TASK: usize = 16;
/// Rows whose neighbours are sought between two reports.
const ROWS_PER_REPORT: usize = 4_096;
/// Iterations between two reports.
const ITERATIONS_PER_REPORT: usize = 250;
/// The standard deviation of the start, small beside the map.
const START: f64 = 1e-4;
/// Where a given start may lie, so that no later number overflows.
const FARTHEST: f64 = 1e6;

/// How to arrange the points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TsneParams {
    dimension: usize,
    perplexity: f64,
    theta: f64,
    learning_rate: Option<f64>,
    early_exaggeration: f64,
    exaggerated_iterations: usize,
    iterations: usize,
    seed: u64,
}

impl Default for TsneParams {
    fn default() -> Self {
        TsneParams {
            dimension: 2,
            perplexity: 30.0,
            theta: 0.5,
            learning_rate: None,
            early_exaggeration: 12.0,
            exaggerated_iterations: 250,
            iterations: 1_000,
            seed: 0,
        }
    }
}

impl TsneParams {
    /// Dimensions of the map, 2 or 3. Default: 2.
    #[must_use]
    pub fn dimension(mut self, dimension: usize) -> Self {
        self.dimension = dimension;
        self
    }

    /// How many neighbours count, in the sense of the file's head; 1 to (rows − 1) / 3, 5 to 50 in the papers.
    /// Default: 30.
    #[must_use]
    pub fn perplexity(mut self, perplexity: f64) -> Self {
        self.perplexity = perplexity;
        self
    }

    /// How coarsely points that are far away are taken together (θ): a cell counts as one point where its width
    /// is below θ times its distance, as in scikit-learn; van der Maaten's program takes half the width. Above
    /// 0 (nearly exact, slow) up to 1. Default: 0.5.
    #[must_use]
    pub fn theta(mut self, theta: f64) -> Self {
        self.theta = theta;
        self
    }

    /// The length of a step, above 0 up to 1,000,000, as van der Maaten's program counts it: scikit-learn, whose
    /// gradient is four times as long, needs a fourth of it. Default: rows / exaggeration, so that it grows
    /// where p is no longer exaggerated, but at least 200 (Belkina et al., "Automated optimized parameters for
    /// t-distributed stochastic neighbor embedding improve visualization and analysis of large datasets", 2019).
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: f64) -> Self {
        self.learning_rate = Some(learning_rate);
        self
    }

    /// By how much p is exaggerated at first, 1 (not at all) to 1,000. Default: 12.
    #[must_use]
    pub fn early_exaggeration(mut self, early_exaggeration: f64) -> Self {
        self.early_exaggeration = early_exaggeration;
        self
    }

    /// For how many of the iterations p is exaggerated. Default: 250.
    #[must_use]
    pub fn exaggerated_iterations(mut self, iterations: usize) -> Self {
        self.exaggerated_iterations = iterations;
        self
    }

    /// Iterations in all, the exaggerated ones among them; 1 to 100,000. Default: 1,000.
    #[must_use]
    pub fn iterations(mut self, iterations: usize) -> Self {
        self.iterations = iterations;
        self
    }

    /// The seed of the start. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// [`Fit::fit_with`] from a start of the caller's choice, *n* × dimension: two principal components keep
    /// more of the large order than a random start (Kobak and Berens, "The art of using t-SNE for single-cell
    /// transcriptomics", 2019). Bring them to a standard deviation of about 1e-4.
    ///
    /// # Errors
    /// As [`Fit::fit_with`]; [`Error::Shape`] for a start of another shape, [`Error::Parameter`] for one with
    /// numbers that are not from −1,000,000 to 1,000,000 or with all points in one place.
    ///
    /// # Determinism
    /// As [`Fit::fit_with`].
    pub fn fit_from(
        &self,
        rows: &DenseMatrix,
        start: &DenseMatrix,
        progress: &mut dyn Progress,
    ) -> Result<Tsne> {
        self.check(rows)?;
        check_shape("rows of the start", rows.rows(), start.rows())?;
        check_shape("columns of the start", self.dimension, start.columns())?;
        let start: Vec<f64> = start.as_slice().iter().map(|&x| f64::from(x)).collect();
        if let Some(x) = start.iter().find(|x| x.is_nan() || x.abs() > FARTHEST) {
            return Err(Error::parameter("start", x, "numbers from -1e6 to 1e6"));
        }
        let apart = start.chunks(self.dimension).any(|point| point != &start[..self.dimension]);
        check_parameter(apart, "start", "all points in one place", "at least two places")?;
        self.arrange(rows, start, progress)
    }

    fn check(&self, rows: &DenseMatrix) -> Result<()> {
        check_parameter((2..=3).contains(&self.dimension), "dimension", self.dimension, "2 or 3")?;
        let theta = self.theta > 0.0 && self.theta <= 1.0;
        check_parameter(theta, "theta", self.theta, "above 0, up to 1")?;
        let rate = self.learning_rate.unwrap_or(1.0);
        check_parameter(rate > 0.0 && rate <= 1e6, "learning_rate", rate, "above 0, up to 1000000")?;
        let factor = self.early_exaggeration;
        check_parameter((1.0..=1e3).contains(&factor), "early_exaggeration", factor, "1 to 1000")?;
        let iterations = (1..=100_000).contains(&self.iterations);
        check_parameter(iterations, "iterations", self.iterations, "1 to 100000")?;
        if rows.rows() == 0 || rows.columns() == 0 {
            return Err(Error::Empty { what: "matrix to map" });
        }
        check_limit("rows of a map", u64::from(u32::MAX), rows.rows() as u64)?;
        let enough = self.perplexity >= 1.0 && self.perplexity <= (rows.rows() - 1) as f64 / 3.0;
        check_parameter(enough, "perplexity", self.perplexity, "1 to (rows - 1) / 3")?;
        match (0..rows.rows()).find(|&row| !squared_norm_wide(rows.row(row)).is_finite()) {
            Some(row) => {
                Err(Error::parameter("rows", format!("NaN or infinity in row {row}"), "finite numbers"))
            }
            None => Ok(()),
        }
    }

    /// The phases of the descent, each short enough to report between two.
    ///
    /// A phase begins at rest, so momentum is lost at its border; scikit-learn begins anew after the
    /// exaggeration in the same way.
    fn phases(&self, rows: usize) -> Vec<Phase> {
        let exaggerated = self.exaggerated_iterations.min(self.iterations);
        let phase = |iterations, exaggeration: f64, momentum| Phase {
            iterations,
            exaggeration,
            momentum,
            learning_rate: self.learning_rate.unwrap_or_else(|| (rows as f64 / exaggeration).max(200.0)),
            perplexity: self.perplexity,
            theta: self.theta,
        };
        let parts = |len| parallel::even_ranges(len, ITERATIONS_PER_REPORT).into_iter();
        let first = parts(exaggerated).map(|part| phase(part.len(), self.early_exaggeration, 0.5));
        first.chain(parts(self.iterations - exaggerated).map(|part| phase(part.len(), 1.0, 0.8))).collect()
    }

    fn arrange(&self, rows: &DenseMatrix, start: Vec<f64>, progress: &mut dyn Progress) -> Result<Tsne> {
        let count = (3.0 * self.perplexity) as usize;
        let neighbours = nearest_neighbours(rows, count, progress)?;
        let mut map = Map { points: start, weights: None };
        let mut done = 0;
        for phase in self.phases(rows.rows()) {
            report(progress, "arrange points", done as u64, Some(self.iterations as u64), &[])?;
            // The crate adds up in an order that depends on the threads: it gets one.
            map = parallel::with_threads(1, || match self.dimension {
                2 => phase.run::<2>(&neighbours, map.points),
                _ => phase.run::<3>(&neighbours, map.points),
            })?;
            done += phase.iterations;
        }
        let divergence = map.divergence(self.dimension);
        let points = map.points.iter().map(|&x| x as f32).collect();
        let embedding = DenseMatrix::from_rows(self.dimension, points)?;
        Ok(Tsne { params: self.clone(), embedding, divergence })
    }
}

impl Fit<DenseMatrix> for TsneParams {
    type Model = Tsne;

    /// Finds neighbours, on all threads in `n²·d` steps, then arranges the points, on one. Reports every
    /// 4,096 rows and then every 250 iterations; only there can it be stopped.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range, a perplexity above (rows − 1) / 3 among them, and for NaN
    /// and infinities, [`Error::Empty`] without rows or columns, [`Error::Limit`] past 2³² − 1 rows,
    /// [`Error::Interrupted`] where the observer asks to stop.
    ///
    /// # Determinism
    /// The same bits on any number of threads. Since the descent magnifies the last bit of a number, another
    /// platform, whose exponential and logarithm differ there, may give another map of the same rows.
    fn fit_with(&self, rows: &DenseMatrix, progress: &mut dyn Progress) -> Result<Tsne> {
        self.check(rows)?;
        let draws = Seed(self.seed).stream("t-SNE start");
        let start = (0..(rows.rows() * self.dimension) as u64).map(|at| {
            // Box and Muller's normal numbers; 1 − u is never 0.
            let (radius, angle) = (1.0 - draws.uniform(2 * at), draws.uniform(2 * at + 1));
            START * (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
        });
        self.arrange(rows, start.collect(), progress)
    }
}

/// A map of rows.
///
/// Default params come close to scikit-learn's minimum: on its 1,797 digits the divergence is 0.786 to 0.787 (seeds 0 to
/// 2), where `TSNE` of scikit-learn 1.9.1 prints 0.749 from a random start and 0.754 from principal components.
/// A map of 10,000 rows of 64 columns takes about 20 seconds on one thread, and time grows a little faster than
/// rows once the neighbours are known.
///
/// # Examples
/// ```
/// use wordmill::Fit;
/// use wordmill::solve::Tsne;
/// use wordmill::vector::DenseMatrix;
/// // Two groups of ten rows.
/// let values = (0..20).flat_map(|row| [row as f32, if row < 10 { 0.0 } else { 100.0 }]).collect();
/// let rows = DenseMatrix::from_rows(2, values)?;
/// let map = Tsne::params().perplexity(3.0).iterations(300).fit(&rows)?;
/// assert_eq!((map.embedding().rows(), map.embedding().columns()), (20, 2));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tsne {
    params: TsneParams,
    embedding: DenseMatrix,
    divergence: f64,
}

impl Tsne {
    /// Params with their defaults.
    #[must_use]
    pub fn params() -> TsneParams {
        TsneParams::default()
    }

    /// How the points were arranged.
    #[must_use]
    pub fn fitted_params(&self) -> &TsneParams {
        &self.params
    }

    /// The points, *n* × 2 or *n* × 3, around 0.
    #[must_use]
    pub fn embedding(&self) -> &DenseMatrix {
        &self.embedding
    }

    /// What was minimised, `Σ pᵢⱼ ln(pᵢⱼ / qᵢⱼ)` in nats, with no points taken together. Of several seeds take
    /// the map with the least.
    #[must_use]
    pub fn divergence(&self) -> f64 {
        self.divergence
    }
}

/// A stretch of the descent.
///
/// No number in it can overflow: attraction is at most `exaggeration / 2` and repulsion at most 1/2, since
/// `d / (1 + d²) ≤ 1/2`. With gains of at most 2 and momentum of at most 0.8 a step is then at most
/// `10 · learning_rate · exaggeration`, so with the params' limits a map stays below 10¹⁶.
#[derive(Debug, Clone, Copy)]
struct Phase {
    iterations: usize,
    exaggeration: f64,
    momentum: f64,
    learning_rate: f64,
    perplexity: f64,
    theta: f64,
}

impl Phase {
    fn run<const D: usize>(self, neighbours: &[Vec<Neighbor<f64>>], start: Vec<f64>) -> Map
    where
        Dim<D>: Morton<D>,
    {
        // With neighbours given, the crate only counts the rows.
        let rows = vec![(); neighbours.len()];
        let mut descent = tSNE::<f64, (), D>::new(&rows);
        descent
            .perplexity(self.perplexity)
            .learning_rate(self.learning_rate)
            .momentum(self.momentum)
            .final_momentum(self.momentum)
            .early_exaggeration(self.exaggeration)
            .stop_lying_epoch(usize::MAX)
            .epochs(self.iterations)
            .initial_embedding(start)
            // The crate compares half the width of a cell.
            .barnes_hut_with_neighbors(0.5 * self.theta, neighbours);
        Map { points: descent.embedding(), weights: descent.affinities() }
    }
}

/// Points, and the weights pᵢⱼ that they follow.
struct Map {
    points: Vec<f64>,
    weights: Option<SparseAffinities<f64>>,
}

impl Map {
    /// `Σ pᵢⱼ ln(pᵢⱼ / qᵢⱼ)`. (The crate's own figure takes a row's first weight for all of its weights.)
    fn divergence(&self, dimension: usize) -> f64 {
        let Some(weights) = &self.weights else { return f64::NAN };
        let points: Vec<&[f64]> = self.points.chunks(dimension).collect();
        let closeness = |i: usize, j: usize| {
            let squared: f64 = points[i].iter().zip(points[j]).map(|(a, b)| (a - b) * (a - b)).sum();
            1.0 / (1.0 + squared)
        };
        let ranges = parallel::even_ranges(points.len(), ROWS_PER_TASK);
        let sums = parallel::map(&ranges, |range| {
            // Closeness to all other points, and Σ p ln(p / closeness).
            let (mut all, mut weighed) = (0.0, 0.0);
            for i in range.clone() {
                all += (0..points.len()).map(|j| closeness(i, j)).sum::<f64>() - 1.0;
                for at in weights.rows()[i]..weights.rows()[i + 1] {
                    let p = weights.values()[at];
                    if p > 0.0 {
                        weighed += p * (p / closeness(i, weights.columns()[at] as usize)).ln();
                    }
                }
            }
            (all, weighed)
        });
        let (all, weighed) = sums.into_iter().fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        // ln(p / q) = ln(p / closeness) + ln(Σ closeness), and Σ p = 1.
        weighed + all.ln()
    }
}

/// The `count` nearest other rows of each row, nearest first, equal ones in the order of rows.
///
/// Distances are in units of the largest of the row, whatever the rows' own: weights do not depend on the
/// unit, and no square vanishes or overflows.
fn nearest_neighbours(
    rows: &DenseMatrix,
    count: usize,
    progress: &mut dyn Progress,
) -> Result<Vec<Vec<Neighbor<f64>>>> {
    let mut neighbours = Vec::with_capacity(rows.rows());
    for block in parallel::even_ranges(rows.rows(), ROWS_PER_REPORT) {
        report(progress, "find neighbours", block.start as u64, Some(rows.rows() as u64), &[])?;
        let tasks = parallel::even_ranges(block.len(), ROWS_PER_TASK);
        let found = parallel::map(&tasks, |task| {
            let of_row = |offset| neighbours_of(rows, block.start + offset, count);
            task.clone().map(of_row).collect::<Vec<_>>()
        });
        neighbours.extend(found.into_iter().flatten());
    }
    Ok(neighbours)
}

fn neighbours_of(rows: &DenseMatrix, row: usize, count: usize) -> Vec<Neighbor<f64>> {
    let others = (0..rows.rows()).filter(|&other| other != row);
    let squared = |other| squared_distance_wide(rows.row(row), rows.row(other));
    let mut all: Vec<(f64, usize)> = others.map(|other| (squared(other), other)).collect();
    let nearest_first = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    if count < all.len() {
        all.select_nth_unstable_by(count, nearest_first);
        all.truncate(count);
    }
    all.sort_unstable_by(nearest_first);
    let unit = all.last().map_or(1.0, |&(squared, _)| if squared > 0.0 { squared.sqrt() } else { 1.0 });
    all.into_iter().map(|(squared, index)| Neighbor { index, distance: squared.sqrt() / unit }).collect()
}

#[cfg(test)]
mod tests;
