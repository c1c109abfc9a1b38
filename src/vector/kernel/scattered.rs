//! Rows that lie scattered in matrices: where training embeddings takes its rows from, and where it adds to them.
//!
//! A matrix here is a slice of eights; a row is `width` of them (the last padded with zeros), and a [`Scattered`] names some of
//! its rows by number. What is computed of them stands in [`block`](super::block).

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

#[cfg(test)]
pub(crate) mod tests {
    /// Whole numbers, so that every order of additions gives the same sum.
    pub(crate) fn matrix(rows: usize, width: usize, salt: usize) -> Vec<[f32; 8]> {
        let number = |at: usize| ((at * 7 + salt * 13) % 11) as f32 - 5.0;
        (0..rows * width).map(|part| std::array::from_fn(|lane| number(part * 8 + lane))).collect()
    }

    /// The numbers of a row.
    pub(crate) fn row(matrix: &[[f32; 8]], width: usize, number: u32) -> Vec<f32> {
        matrix[number as usize * width..][..width].as_flattened().to_vec()
    }
}
