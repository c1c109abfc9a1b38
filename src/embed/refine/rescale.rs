//! Embeddings with rows of length 1, or with their mean taken off.

use crate::embed::embeddings::Embeddings;
use crate::embed::query::mean::Mean;
use crate::embed::refine::take_away::subtract;
use crate::error::Result;
use crate::vector::dense::DenseMatrix;

impl Embeddings {
    /// The same words with every row divided by its norm; rows of zeros stay.
    ///
    /// # Errors
    /// None but what memory cannot hold.
    ///
    /// # Examples
    /// ```
    /// use wordmill::embed::Embeddings;
    /// use wordmill::text::Vocabulary;
    /// use wordmill::vector::DenseMatrix;
    /// let rows = DenseMatrix::from_rows(2, vec![3.0, 4.0, 1.0, 0.0])?;
    /// let words = Embeddings::new(Vocabulary::first_seen(["tea", "cup"])?, rows)?;
    /// assert_eq!(words.normalized()?.rows().row(0), [0.6, 0.8]);
    /// assert_eq!(words.centred()?.rows().row(0), [1.0, 2.0]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn normalized(&self) -> Result<Embeddings> {
        self.with_rows(self.to_dense()?.normalized())
    }

    /// The same words with the mean of all rows taken off every row.
    ///
    /// # Errors
    /// [`Error::Corrupt`](crate::Error::Corrupt) where a difference is past the range of `f32`.
    pub fn centred(&self) -> Result<Embeddings> {
        let mut rows = self.to_dense()?;
        let mean = self.mean_row();
        rows.update_rows(|_, row| subtract(row, &mean));
        self.with_rows(rows)
    }

    /// The mean of all rows.
    pub(crate) fn mean_row(&self) -> Vec<f64> {
        let mut mean = Mean::new(self.dimension());
        self.rows().iter().for_each(|row| mean.add(row, 1.0, 1.0));
        mean.finish()
    }

    /// A copy of the rows.
    pub(crate) fn to_dense(&self) -> Result<DenseMatrix> {
        DenseMatrix::from_rows(self.dimension(), self.rows().as_slice().to_vec())
    }

    /// The same words and counts with other rows.
    pub(crate) fn with_rows(&self, rows: DenseMatrix) -> Result<Embeddings> {
        let words = Embeddings::new(self.vocabulary().clone(), rows)?;
        match self.counts() {
            Some(counts) => words.with_counts(counts.to_vec()),
            None => Ok(words),
        }
    }
}
