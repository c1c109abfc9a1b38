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
            let mut products = vec![0.0f32; ROWS_PER_TILE * count];
            for (tile, labels) in part.chunks_mut(ROWS_PER_TILE).enumerate() {
                let first = first + tile * ROWS_PER_TILE;
                let rows = &self.shifted[first * columns..(first + labels.len()) * columns];
                tile_products(rows, labels.len(), &shifted, columns, &mut products);
                for (place, label) in labels.iter_mut().enumerate() {
                    let (row, length) = (first + place, self.lengths[first + place]);
                    let products = &products[place..];
                    let score =
                        |centre: usize| norms[centre] - 2.0 * f64::from(products[centre * ROWS_PER_TILE]);
                    let slack = unit * (length + longest) * longest;
                    let exact = |centre: usize| self.squared_distance(row, centres, centre);
                    *label = nearest(&centres.distinct, score, slack, exact);
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

/// Products of some rows with all centres, centre after centre, [`ROWS_PER_TILE`] numbers each.
fn tile_products(rows: &[f32], count: usize, centres: &[f32], columns: usize, products: &mut [f32]) {
    let mut tile = [0.0f32; CENTRES_PER_TILE * ROWS_PER_TILE];
    let groups = centres.chunks(CENTRES_PER_TILE * columns.max(1));
    for (centres, products) in groups.zip(products.chunks_mut(CENTRES_PER_TILE * ROWS_PER_TILE)) {
        let shape = Tile { m: centres.len() / columns, n: count, d: columns };
        let tile = &mut tile[..shape.m * shape.n];
        shape.products(centres, rows, tile);
        for (from, to) in tile.chunks(count).zip(products.chunks_mut(ROWS_PER_TILE)) {
            to[..count].copy_from_slice(from);
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
