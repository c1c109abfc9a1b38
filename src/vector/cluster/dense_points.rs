//! [`DensePoints`]: dense rows for k-means.
//!
//! The nearest centre minimises ‖c‖² − 2 x·c. The products come from small tiles of `f32`, of rows and centres
//! less the mean of all rows, so that not all digits go to where the data lie. Their rounding errors have a
//! bound, and where two centres are nearer to each other than that, squared differences in `f64` decide: the
//! nearest centre is that of `f64`, on every instruction set, at the speed of `f32`.

use crate::error::Result;
use crate::parallel;
use crate::vector::cluster::centres::{Centres, nearest};
use crate::vector::cluster::points::{ClusterDistance, Points, ROWS_PER_TASK, check_finite};
use crate::vector::dense::DenseMatrix;
use crate::vector::kernel::reduce::{squared_distance, squared_norm_wide};
use crate::vector::kernel::tile::Tile;

/// Rows of a tile.
const ROWS_PER_TILE: usize = 32;
/// Centres of a tile.
const CENTRES_PER_TILE: usize = 32;
/// Products past this may overflow in `f32`.
const LARGEST: f64 = 1e37;
/// Columns that a task sums.
const COLUMNS_PER_TASK: usize = 64;

/// Dense rows, what they are multiplied with, and their shifted copy.
pub(super) struct DensePoints<'m> {
    rows: &'m DenseMatrix,
    squared_norms: Vec<f64>,
    /// One a row; none where all are 1.
    factors: Vec<f64>,
    /// What was subtracted from every row for the tiles.
    shift: Vec<f64>,
    shifted: Vec<f32>,
    /// The length of each shifted row.
    lengths: Vec<f64>,
}

impl<'m> DensePoints<'m> {
    pub(super) fn new(rows: &'m DenseMatrix, distance: ClusterDistance) -> Result<Self> {
        let (count, columns) = (rows.rows(), rows.columns());
        let squared_norms = of_rows(count, |row| squared_norm_wide(rows.row(row)));
        check_finite(&squared_norms)?;
        let factors = match distance {
            ClusterDistance::Euclidean => Vec::new(),
            ClusterDistance::Cosine => squared_norms.iter().map(|&norm| distance.factor(norm)).collect(),
        };
        let mut points = DensePoints {
            rows,
            squared_norms,
            factors,
            shift: vec![0.0; columns],
            shifted: Vec::new(),
            lengths: Vec::new(),
        };
        if distance == ClusterDistance::Euclidean {
            points.shift = points.means();
        }
        let mut shifted = vec![0.0f32; count * columns];
        parallel::fill_chunks(&mut shifted, ROWS_PER_TASK * columns, |first, part| {
            for (place, row) in part.chunks_mut(columns.max(1)).enumerate() {
                let row_number = first / columns + place;
                let factor = points.factor(row_number);
                for ((to, &from), shift) in row.iter_mut().zip(rows.row(row_number)).zip(&points.shift) {
                    *to = (f64::from(from) * factor - shift) as f32;
                }
            }
        });
        points.lengths =
            of_rows(count, |row| squared_norm_wide(&shifted[row * columns..(row + 1) * columns]).sqrt());
        points.shifted = shifted;
        Ok(points)
    }

    fn factor(&self, row: usize) -> f64 {
        self.factors.get(row).copied().unwrap_or(1.0)
    }

    /// The row, multiplied.
    fn row(&self, row: usize) -> Vec<f64> {
        let factor = self.factor(row);
        self.rows.row(row).iter().map(|&value| f64::from(value) * factor).collect()
    }

    fn means(&self) -> Vec<f64> {
        self.column_sums(|_, value| value)
    }

    /// The mean over all rows of `term(column, value)`, for each column.
    fn column_sums(&self, term: impl Fn(usize, f64) -> f64 + Sync) -> Vec<f64> {
        let mut sums = vec![0.0; self.columns()];
        parallel::fill_chunks(&mut sums, COLUMNS_PER_TASK, |first, part| {
            for row in 0..self.rows() {
                let (values, factor) = (&self.rows.row(row)[first..first + part.len()], self.factor(row));
                for (column, (sum, &value)) in (first..).zip(part.iter_mut().zip(values)) {
                    *sum += term(column, f64::from(value) * factor);
                }
            }
            part.iter_mut().for_each(|sum| *sum /= self.rows() as f64);
        });
        sums
    }
}

impl Points for DensePoints<'_> {
    fn rows(&self) -> usize {
        self.rows.rows()
    }

    fn columns(&self) -> usize {
        self.rows.columns()
    }

    fn squared_norms(&self) -> &[f64] {
        &self.squared_norms
    }

    /// The slack: a product of n terms is off by at most (n/16 + 5) ε ‖x‖‖c‖ in a tile (ε = 2⁻²⁴), and rounding
    /// the shifted rows and centres to `f32` moves it, and ‖c‖², by at most 4 ε (‖x‖ + ‖c‖) ‖c‖. All is doubled
    /// in −2 x·c, and once more for what is of second order.
    fn nearest(&self, centres: &Centres<'_>) -> Result<Vec<u32>> {
        let columns = self.columns();
        let numbers = centres.distinct.iter().flat_map(|&centre| {
            centres.rows.row(centre).iter().zip(&self.shift).map(|(value, shift)| (value - shift) as f32)
        });
        let shifted: Vec<f32> = numbers.collect();
        let count = centres.distinct.len();
        let norms =
            of_rows(count, |centre| squared_norm_wide(&shifted[centre * columns..(centre + 1) * columns]));
        let longest = norms.iter().fold(0.0f64, |longest, &norm| longest.max(norm)).sqrt();
        let unit = 0.5 * f64::from(f32::EPSILON) * (columns as f64 / 4.0 + 36.0);
        let mut labels = vec![0; self.rows()];
        parallel::fill_chunks(&mut labels, ROWS_PER_TASK, |first, part| {
            let mut scores = vec![[0.0f32; ROWS_PER_TILE]; count];
            for (tile, labels) in part.chunks_mut(ROWS_PER_TILE).enumerate() {
                let first = first + tile * ROWS_PER_TILE;
                let rows = &self.shifted[first * columns..(first + labels.len()) * columns];
                let scan = scan(rows, labels.len(), &shifted, &norms, &mut scores);
                for (place, label) in labels.iter_mut().enumerate() {
                    let (row, length) = (first + place, self.lengths[first + place]);
                    let largest = (length + longest) * longest;
                    let slack = if largest < LARGEST { unit * largest } else { f64::INFINITY };
                    *label = if f64::from(scan.second[place]) - f64::from(scan.lowest[place]) > 2.0 * slack {
                        centres.distinct[scan.best[place] as usize] as u32
                    } else {
                        let score = |centre: usize| f64::from(scores[centre][place]);
                        nearest(&centres.distinct, score, slack, |centre| {
                            self.squared_distance(row, centres, centre)
                        })
                    };
                }
            }
        });
        Ok(labels)
    }

    /// Summed from the differences.
    fn squared_distance(&self, row: usize, centres: &Centres<'_>, centre: usize) -> f64 {
        squared_distance(&self.row(row), centres.rows.row(centre))
    }

    fn squared_distances_to_rows(&self, chosen: &[usize]) -> Result<Vec<f64>> {
        let width = chosen.len();
        let mut squares = vec![0.0; self.rows() * width];
        let scaled: Vec<Vec<f64>> = chosen.iter().map(|&row| self.row(row)).collect();
        parallel::fill_chunks(&mut squares, ROWS_PER_TASK * width, |first, part| {
            for (place, squares) in part.chunks_mut(width.max(1)).enumerate() {
                let row = self.row(first / width.max(1) + place);
                for (square, other) in squares.iter_mut().zip(&scaled) {
                    *square = squared_distance(&row, other);
                }
            }
        });
        Ok(squares)
    }

    fn add_row(&self, row: usize, sum: &mut [f64]) {
        let factor = self.factor(row);
        for (sum, &value) in sum.iter_mut().zip(self.rows.row(row)) {
            *sum += f64::from(value) * factor;
        }
    }

    fn mean_variance(&self) -> f64 {
        let means = self.means();
        let variances = self.column_sums(|column, value| (value - means[column]).powi(2));
        variances.iter().sum::<f64>() / self.columns().max(1) as f64
    }
}

/// The best centre of each row of a tile, and the two lowest scores.
struct Scan {
    best: [u32; ROWS_PER_TILE],
    lowest: [f32; ROWS_PER_TILE],
    second: [f32; ROWS_PER_TILE],
}

/// Scores ‖c‖² − 2 x·c of all centres for some rows, and the lowest of them.
fn scan(
    rows: &[f32],
    count: usize,
    centres: &[f32],
    norms: &[f64],
    scores: &mut [[f32; ROWS_PER_TILE]],
) -> Scan {
    let columns = rows.len() / count.max(1);
    let (mut tile, mut scan) = ([0.0f32; CENTRES_PER_TILE * ROWS_PER_TILE], Scan::new());
    for first in (0..scores.len()).step_by(CENTRES_PER_TILE) {
        let group = first..(first + CENTRES_PER_TILE).min(scores.len());
        let shape = Tile { m: group.len(), n: count, d: columns };
        let tile = &mut tile[..shape.m * shape.n];
        shape.products(&centres[group.start * columns..group.end * columns], rows, tile);
        for (centre, products) in group.zip(tile.chunks(count)) {
            let norm = norms[centre] as f32;
            scores[centre]
                .iter_mut()
                .zip(products)
                .for_each(|(score, product)| *score = norm - 2.0 * product);
            scan.take(centre as u32, &scores[centre]);
        }
    }
    scan
}

impl Scan {
    fn new() -> Self {
        let none = [f32::INFINITY; ROWS_PER_TILE];
        Scan { best: [0; ROWS_PER_TILE], lowest: none, second: none }
    }

    /// Takes the scores of the next centre, all rows side by side.
    fn take(&mut self, centre: u32, scores: &[f32; ROWS_PER_TILE]) {
        for (row, &score) in scores.iter().enumerate() {
            let (best, lowest, second) = (self.best[row], self.lowest[row], self.second[row]);
            let other = if score < lowest { lowest } else { score };
            self.best[row] = if score < lowest { centre } else { best };
            self.lowest[row] = if score < lowest { score } else { lowest };
            self.second[row] = if other < second { other } else { second };
        }
    }
}

fn of_rows(count: usize, f: impl Fn(usize) -> f64 + Sync + Send) -> Vec<f64> {
    let mut numbers = vec![0.0; count];
    parallel::fill_chunks(&mut numbers, ROWS_PER_TASK, |first, part| {
        (first..).zip(part).for_each(|(row, number)| *number = f(row));
    });
    numbers
}
