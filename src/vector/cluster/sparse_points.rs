//! [`SparsePoints`]: sparse rows for k-means.
//!
//! The nearest centre minimises ‖c‖² − 2 x·c, with products of all rows and all centres at once, summed in
//! `f64`; what they cannot tell apart is decided by sums over what the row stores.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::Result;
use crate::parallel;
use crate::vector::cluster::centres::{Centres, nearest};
use crate::vector::cluster::points::{ClusterDistance, Points, ROWS_PER_TASK, check_finite};
use crate::vector::kernel::reduce::squared_norm;
use crate::vector::product::product;
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// Products that are held at a time.
const PRODUCTS: usize = 1 << 22;

/// Sparse rows and what they are multiplied with.
pub(super) struct SparsePoints<'m, V: Value> {
    rows: &'m SparseMatrix<V>,
    squared_norms: Vec<f64>,
    factors: Vec<f64>,
    /// The same rows in blocks, cut so that their products with all centres find room.
    blocks: Vec<(Range<usize>, Cow<'m, SparseMatrix<V>>)>,
}

impl<'m, V: Value> SparsePoints<'m, V> {
    /// For products with so many centres.
    pub(super) fn new(rows: &'m SparseMatrix<V>, distance: ClusterDistance, centres: usize) -> Result<Self> {
        let squared_norms: Vec<f64> = rows.iter().map(squared_norm_of).collect();
        check_finite(&squared_norms)?;
        let factors = squared_norms.iter().map(|&norm| distance.factor(norm)).collect();
        let ranges = parallel::even_ranges(rows.rows(), (PRODUCTS / centres.max(1)).max(ROWS_PER_TASK));
        let block = |range: Range<usize>| {
            let rows = if range.len() == rows.rows() {
                Cow::Borrowed(rows)
            } else {
                Cow::Owned(rows.select_rows(&range.clone().collect::<Vec<_>>()))
            };
            (range, rows)
        };
        let blocks = ranges.into_iter().map(block).collect();
        Ok(SparsePoints { rows, squared_norms, factors, blocks })
    }
}

impl<V: Value> Points for SparsePoints<'_, V> {
    fn rows(&self) -> usize {
        self.rows.rows()
    }

    fn columns(&self) -> usize {
        self.rows.columns()
    }

    fn squared_norms(&self) -> &[f64] {
        &self.squared_norms
    }

    /// The slack: a product of n terms is off by at most n ε ‖x‖‖c‖, doubled in −2 x·c, and ‖c‖² of d terms by
    /// (d/32 + 7) ε ‖c‖².
    fn nearest(&self, centres: &Centres<'_>) -> Result<Vec<u32>> {
        let (columns, width) = (self.columns(), centres.distinct.len());
        let mut turned = vec![0.0; columns * width];
        for (place, &centre) in centres.distinct.iter().enumerate() {
            for (column, &value) in centres.rows.row(centre).iter().enumerate() {
                turned[column * width + place] = value;
            }
        }
        let norms: Vec<f64> = centres.distinct.iter().map(|&centre| centres.squared_norms[centre]).collect();
        let largest = norms.iter().fold(0.0f64, |largest, &norm| largest.max(norm));
        let mut labels = vec![0; self.rows()];
        for (range, block) in &self.blocks {
            let mut products = vec![0.0; range.len() * width];
            product(block, &turned, width, &mut products)?;
            parallel::fill_chunks(&mut labels[range.clone()], ROWS_PER_TASK, |first, part| {
                for (place, label) in (first..).zip(part) {
                    let row = range.start + place;
                    let (products, factor) =
                        (&products[place * width..(place + 1) * width], self.factors[row]);
                    let score = |centre: usize| norms[centre] - 2.0 * factor * products[centre];
                    let length = factor * self.squared_norms[row].sqrt() + largest.sqrt();
                    let terms = self.rows.row(row).stored() as f64 + columns as f64 / 32.0 + 8.0;
                    let slack = 2.0 * f64::EPSILON * terms * length * largest.sqrt();
                    let exact = |centre: usize| self.squared_distance(row, centres, centre);
                    *label = nearest(&centres.distinct, score, slack, exact);
                }
            });
        }
        Ok(labels)
    }

    /// ‖c‖² + Σ x (x − 2c) over what the row stores.
    fn squared_distance(&self, row: usize, centres: &Centres<'_>, centre: usize) -> f64 {
        let (factor, numbers) = (self.factors[row], centres.rows.row(centre));
        let terms = self.rows.row(row).iter().map(|(column, value)| {
            let value = factor * value.into();
            value * (value - 2.0 * numbers[column as usize])
        });
        (centres.squared_norms[centre] + terms.sum::<f64>()).max(0.0)
    }

    fn squared_distances_to_rows(&self, chosen: &[usize]) -> Result<Vec<f64>> {
        let width = chosen.len();
        let mut turned = vec![0.0; self.columns() * width];
        for (place, &row) in chosen.iter().enumerate() {
            for (column, value) in self.rows.row(row).iter() {
                turned[column as usize * width + place] = value.into();
            }
        }
        let mut products = vec![0.0; self.rows() * width];
        product(self.rows, &turned, width, &mut products)?;
        parallel::fill_chunks(&mut products, ROWS_PER_TASK * width, |first, part| {
            for (place, products) in part.chunks_mut(width.max(1)).enumerate() {
                let row = first / width.max(1) + place;
                for (product, &other) in products.iter_mut().zip(chosen) {
                    let norms = self.length(row).powi(2) + self.length(other).powi(2);
                    let square = norms - 2.0 * self.factors[row] * self.factors[other] * *product;
                    // Less than the rounding of what was subtracted is nothing.
                    *product = if square > 16.0 * f64::EPSILON * norms { square } else { 0.0 };
                }
            }
        });
        Ok(products)
    }

    fn add_row(&self, row: usize, sum: &mut [f64]) {
        for (column, value) in self.rows.row(row).iter() {
            sum[column as usize] += self.factors[row] * value.into();
        }
    }

    /// Σ (x² − mean²) over all rows and columns, which is exact enough for a tolerance.
    fn mean_variance(&self) -> f64 {
        let count = self.rows() as f64;
        let mut means = vec![0.0; self.columns()];
        (0..self.rows()).for_each(|row| self.add_row(row, &mut means));
        means.iter_mut().for_each(|mean| *mean /= count);
        let squares: f64 = (0..self.rows()).map(|row| self.length(row).powi(2)).sum();
        ((squares / count - squared_norm(&means)) / self.columns().max(1) as f64).max(0.0)
    }
}

impl<V: Value> SparsePoints<'_, V> {
    /// The length of a row, after its factor.
    fn length(&self, row: usize) -> f64 {
        self.factors[row] * self.squared_norms[row].sqrt()
    }
}

fn squared_norm_of<V: Value>(row: Row<'_, V>) -> f64 {
    row.iter().map(|(_, value)| value.into().powi(2)).sum()
}
