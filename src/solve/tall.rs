//! [`Tall`]: a few long vectors side by side, and what a Krylov method does with them.
//!
//! The rows are cut into panels; in a panel each vector's part lies in one piece, so that dot products and
//! sums run over a cache's worth of contiguous numbers, and a panel is a task. The last panel is filled up
//! with zeros, which no operation here changes.
//!
//! New vectors are made orthonormal by classical Gram–Schmidt, repeated for as long as a pass takes away
//! most of a vector: what is left is then orthogonal to rounding ("twice is enough"; Giraud, Langou,
//! Rozložník and van den Eshof, "Rounding error analysis of the classical Gram–Schmidt
//! orthogonalization process", 2005).

use std::ops::Range;

use nalgebra::DMatrix;

use crate::error::{Error, Result};
use crate::parallel;
use crate::seed::Stream;
use crate::vector::kernel::reduce::{dot, squared_norm};
use crate::vector::kernel::update::{axpy, scale};

/// A direction shorter than this, against the largest product seen, is rounding.
pub(super) const ROUNDING: f64 = 16.0 * f64::EPSILON;
/// Rows of a panel.
const PANEL: usize = 256;
/// Panels whose dot products are summed before they meet those of others.
const PANELS_PER_SUM: usize = 8;
/// A pass that leaves less than this of a vector's length is repeated.
const ENOUGH_LEFT: f64 = 0.5;
/// The most passes: after the second, only rounding errors are left to take away.
const PASSES: usize = 4;

/// Up to `capacity` vectors of `rows` numbers.
#[derive(Clone)]
pub(super) struct Tall {
    rows: usize,
    capacity: usize,
    columns: usize,
    /// Panel after panel; in a panel, vector after vector.
    values: Vec<f64>,
}

impl Tall {
    pub(super) fn with_capacity(rows: usize, capacity: usize) -> Self {
        let values = parallel::filled(rows.div_ceil(PANEL) * PANEL * capacity, || 0.0);
        Tall { rows, capacity, columns: 0, values }
    }

    /// From rows of `width` numbers laid end to end.
    pub(super) fn from_row_major(rows: usize, width: usize, row_major: &[f64]) -> Self {
        let mut tall = Tall::with_capacity(rows, width);
        tall.columns = width;
        parallel::fill_chunks(&mut tall.values, PANEL * width, |first, panel| {
            let part = &row_major[first.min(row_major.len())..(first + panel.len()).min(row_major.len())];
            for (place, row) in part.chunks(width.max(1)).enumerate() {
                for (column, &value) in row.iter().enumerate() {
                    panel[column * PANEL + place] = value;
                }
            }
        });
        tall
    }

    /// Some of the vectors as rows of numbers laid end to end.
    pub(super) fn to_row_major(&self, columns: Range<usize>) -> Vec<f64> {
        let width = columns.len();
        let mut row_major = vec![0.0; self.rows * width];
        parallel::fill_chunks(&mut row_major, PANEL * width, |first, part| {
            let panel = self.panel(first / (PANEL * width).max(1));
            for (place, row) in part.chunks_mut(width.max(1)).enumerate() {
                for (value, column) in row.iter_mut().zip(columns.clone()) {
                    *value = panel[column * PANEL + place];
                }
            }
        });
        row_major
    }

    /// How many vectors there are.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// One vector.
    pub(super) fn column(&self, column: usize) -> Vec<f64> {
        self.to_row_major(column..column + 1)
    }

    /// The dot products of own vectors (down) with some of another's (across).
    pub(super) fn products(&self, columns: Range<usize>, other: &Tall, others: Range<usize>) -> DMatrix<f64> {
        let groups = parallel::even_ranges(self.rows.div_ceil(PANEL), PANELS_PER_SUM);
        let partial = parallel::map(&groups, |group| {
            let mut sums = DMatrix::zeros(columns.len(), others.len());
            for panel in group.clone() {
                let (own, other) = (self.panel(panel), other.panel(panel));
                for (i, column) in columns.clone().enumerate() {
                    for (j, beside) in others.clone().enumerate() {
                        sums[(i, j)] += dot(vector(own, column), vector(other, beside));
                    }
                }
            }
            sums
        });
        partial.iter().fold(DMatrix::zeros(columns.len(), others.len()), |sum, part| sum + part)
    }

    /// Takes from own vectors the given combinations of another's: `self −= other · coefficients`.
    pub(super) fn subtract(
        &mut self,
        columns: Range<usize>,
        other: &Tall,
        others: Range<usize>,
        coefficients: &DMatrix<f64>,
    ) {
        let width = self.capacity * PANEL;
        parallel::fill_chunks(&mut self.values, width, |first, panel| {
            let other = other.panel(first / width.max(1));
            for (i, beside) in others.clone().enumerate() {
                for (j, column) in columns.clone().enumerate() {
                    let own = &mut panel[column * PANEL..(column + 1) * PANEL];
                    // Couplings are 0 but for the last block.
                    if coefficients[(i, j)] != 0.0 {
                        axpy(-coefficients[(i, j)], vector(other, beside), own);
                    }
                }
            }
        });
    }

    /// Takes away all that lies in the span of `basis`; gives what it was.
    pub(super) fn project_out(&mut self, basis: &Tall) -> DMatrix<f64> {
        let (own, all) = (0..self.columns, 0..basis.columns);
        let mut removed = DMatrix::zeros(all.len(), own.len());
        for _ in 0..PASSES {
            let before = self.lengths();
            let coefficients = basis.products(all.clone(), self, own.clone());
            self.subtract(own.clone(), basis, all.clone(), &coefficients);
            removed += coefficients;
            let left = self.lengths();
            if left.iter().zip(&before).all(|(left, before)| *left >= 0.01 * before) {
                break;
            }
        }
        removed
    }

    /// Adds what is new in the vectors of `block` as orthonormal vectors; gives R with
    /// `block = new vectors · R`, but for what is shorter than `floor` or past the capacity, which is left
    /// out. The block must have been projected out already, and is used up.
    pub(super) fn append_orthonormal(&mut self, block: &mut Tall, floor: f64) -> DMatrix<f64> {
        let first = self.columns;
        let mut r = DMatrix::zeros(block.columns, block.columns);
        for column in 0..block.columns {
            let one = column..column + 1;
            let (mut against, mut before) = (first..self.columns, block.length(column));
            let mut left = before;
            for _ in 0..PASSES {
                let coefficients = self.products(against.clone(), block, one.clone());
                block.subtract(one.clone(), self, against.clone(), &coefficients);
                for (place, coefficient) in against.clone().zip(coefficients.iter()) {
                    if place >= first {
                        r[(place - first, column)] += coefficient;
                    }
                }
                left = block.length(column);
                if left <= floor || left >= ENOUGH_LEFT * before {
                    break;
                }
                (against, before) = (0..self.columns, left);
            }
            if left > floor && self.columns < self.capacity {
                r[(self.columns - first, column)] = left;
                self.push_scaled(block, column, 1.0 / left);
            }
        }
        r.rows(0, self.columns - first).into_owned()
    }

    /// Replaces the vectors by combinations of them: `self ← self · coefficients`.
    pub(super) fn rotate(&mut self, coefficients: &DMatrix<f64>) {
        let width = self.capacity * PANEL;
        let combined = coefficients.ncols();
        parallel::fill_chunks(&mut self.values, width, |_, panel| {
            let mut rotated = vec![0.0; combined * PANEL];
            for (to, coefficients) in rotated.chunks_mut(PANEL).zip(coefficients.column_iter()) {
                for (from, &coefficient) in coefficients.iter().enumerate() {
                    if coefficient != 0.0 {
                        axpy(coefficient, vector(panel, from), to);
                    }
                }
            }
            panel[..rotated.len()].copy_from_slice(&rotated);
        });
        self.columns = combined;
    }

    /// Replaces the first vectors by combinations of them; those behind them move up unchanged.
    pub(super) fn rotate_beginning(&mut self, coefficients: &DMatrix<f64>) {
        let (replaced, combined) = coefficients.shape();
        let behind = self.columns - replaced;
        let mut all = DMatrix::zeros(self.columns, combined + behind);
        all.view_mut((0, 0), coefficients.shape()).copy_from(coefficients);
        all.view_mut((replaced, combined), (behind, behind)).fill_with_identity();
        self.rotate(&all);
    }

    /// The length of the longest vector.
    ///
    /// # Errors
    /// [`Error::Corrupt`] for numbers that are not finite, or whose squares are not.
    pub(super) fn longest(&self) -> Result<f64> {
        let lengths = self.lengths();
        if lengths.iter().all(|length| length.is_finite()) {
            Ok(lengths.into_iter().fold(0.0, f64::max))
        } else {
            Err(Error::corrupt("matrix to decompose", "its products are not finite"))
        }
    }

    /// The length of each vector.
    pub(super) fn lengths(&self) -> Vec<f64> {
        (0..self.columns).map(|column| self.length(column)).collect()
    }

    fn length(&self, column: usize) -> f64 {
        let groups = parallel::even_ranges(self.rows.div_ceil(PANEL), PANELS_PER_SUM);
        let partial = parallel::map(&groups, |group| {
            group.clone().map(|panel| squared_norm(vector(self.panel(panel), column))).sum::<f64>()
        });
        partial.iter().sum::<f64>().sqrt()
    }

    fn push_scaled(&mut self, from: &Tall, column: usize, factor: f64) {
        let (width, place) = (self.capacity * PANEL, self.columns);
        parallel::fill_chunks(&mut self.values, width, |first, panel| {
            let own = &mut panel[place * PANEL..(place + 1) * PANEL];
            own.copy_from_slice(vector(from.panel(first / width), column));
            scale(factor, own);
        });
        self.columns += 1;
    }

    fn panel(&self, panel: usize) -> &[f64] {
        let width = self.capacity * PANEL;
        &self.values[panel * width..(panel + 1) * width]
    }
}

/// The part of a vector that lies in a panel.
fn vector(panel: &[f64], column: usize) -> &[f64] {
    &panel[column * PANEL..(column + 1) * PANEL]
}

/// Random vectors, ever new ones.
///
/// Their entries are uniform around 0: any independent symmetric draws will do, and these are the same bits
/// on every machine, which normal ones with their logarithms are not.
#[derive(Clone)]
pub(super) struct RandomColumns {
    draws: Stream,
    next: u64,
}

impl RandomColumns {
    pub(super) fn new(draws: Stream) -> Self {
        RandomColumns { draws, next: 0 }
    }

    /// Adds `width` random vectors, made orthonormal; gives how many there was room for.
    pub(super) fn append_to(&mut self, basis: &mut Tall, width: usize) -> usize {
        let before = basis.columns();
        let mut random = vec![0.0; basis.rows * width];
        for (index, value) in (self.next..).zip(&mut random) {
            *value = self.draws.uniform(index) - 0.5;
        }
        self.next += random.len() as u64;
        let mut block = Tall::from_row_major(basis.rows, width, &random);
        block.project_out(basis);
        basis.append_orthonormal(&mut block, ROUNDING * (basis.rows as f64).sqrt());
        basis.columns() - before
    }
}
