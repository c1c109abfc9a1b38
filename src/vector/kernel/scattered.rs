//! Rows that lie scattered in matrices: where training embeddings takes its rows from, and where it adds to them.
//!
//! A matrix here is a slice of eights; a row is `width` of them (the last padded with zeros), and a [`Scattered`] names some of
//! its rows by number. What is computed of them stands in [`block`](super::block).

use super::dispatch::kernel;
use super::eight::{Eight, prefetch};

/// Some rows of a matrix.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scattered<'a> {
    /// The matrix.
    pub(crate) matrix: &'a [[f32; 8]],
    /// Eights in a row.
    pub(crate) width: usize,
    /// The numbers of the rows.
    pub(crate) rows: &'a [u32],
}

impl<'a> Scattered<'a> {
    /// The row of a number.
    #[inline(always)]
    pub(crate) fn numbered(&self, number: u32) -> &'a [[f32; 8]] {
        let start = number as usize * self.width;
        &self.matrix[start..start + self.width]
    }
}

/// Some rows of a matrix, to write.
#[derive(Debug)]
pub(crate) struct ScatteredMut<'a> {
    /// The matrix.
    pub(crate) matrix: &'a mut [[f32; 8]],
    /// Eights in a row.
    pub(crate) width: usize,
    /// The numbers of the rows, all different.
    pub(crate) rows: &'a [u32],
}

/// A row of a matrix, and what is added to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scaled<'a> {
    /// The number of the row.
    pub(crate) row: u32,
    /// What `by` is multiplied by.
    pub(crate) factor: f32,
    /// As many eights as a row has.
    pub(crate) by: &'a [[f32; 8]],
}

kernel! {
    /// `x_row ← x_row + factor·by` for one after the other; rows may come again.
    pub(crate) fn add_scaled(matrix: &'k mut [[f32; 8]], scaled: &'k [Scaled<'k>]) => add_scaled_on
}

/// How many rows ahead memory is asked for them.
const AHEAD: usize = 6;

#[inline(always)]
fn add_scaled_on<E: Eight>(eight: E, matrix: &mut [[f32; 8]], scaled: &[Scaled<'_>]) {
    let start = |row: u32, width: usize| row as usize * width;
    for (index, &Scaled { row, factor, by }) in scaled.iter().enumerate() {
        if let Some(ahead) = scaled.get(index + AHEAD) {
            let to = &matrix[start(ahead.row, by.len())..][..by.len()];
            for (to, by) in to.iter().zip(ahead.by).step_by(2) {
                prefetch(to);
                prefetch(by);
            }
        }
        let factor = eight.repeat(factor);
        for (to, by) in matrix[start(row, by.len())..][..by.len()].iter_mut().zip(by) {
            let sum = eight.multiply_add(factor, eight.read(by), eight.read(to));
            eight.write(sum, to);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::vector::kernel::dispatch::tests::on_every_set;

    /// Whole numbers, so that every order of additions gives the same sum.
    pub(crate) fn matrix(rows: usize, width: usize, salt: usize) -> Vec<[f32; 8]> {
        let number = |at: usize| ((at * 7 + salt * 13) % 11) as f32 - 5.0;
        (0..rows * width).map(|part| std::array::from_fn(|lane| number(part * 8 + lane))).collect()
    }

    /// The numbers of a row.
    pub(crate) fn row(matrix: &[[f32; 8]], width: usize, number: u32) -> Vec<f32> {
        matrix[number as usize * width..][..width].as_flattened().to_vec()
    }

    #[test]
    fn scaled_rows_equal_plain_loops() {
        on_every_set(|set| {
            for width in 1..5 {
                let (x, y) = (matrix(9, width, 3), matrix(20, width, 4));
                let scaled: Vec<_> = y
                    .chunks(width)
                    .zip(0..)
                    .map(|(by, place)| Scaled { row: place * 5 % 9, factor: (place % 3) as f32 - 1.0, by })
                    .collect();
                let (mut sums, mut plain) = (x.clone(), x.clone());
                add_scaled(&mut sums, &scaled);
                for Scaled { row, factor, by } in scaled {
                    let to = &mut plain[row as usize * width..][..width];
                    let pairs = to.as_flattened_mut().iter_mut().zip(by.as_flattened());
                    pairs.for_each(|(to, by)| *to += factor * by);
                }
                assert_eq!(sums, plain, "{set} {width}");
            }
        });
    }
}
