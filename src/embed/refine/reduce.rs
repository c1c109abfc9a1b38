//! Embeddings of fewer dimensions, by principal components.

use crate::embed::embeddings::Embeddings;
use crate::error::Result;
use crate::fit::{Fit, Transform};
use crate::solve::pca::Pca;

impl Embeddings {
    /// The same words in the `dimension` directions along which their rows vary most ([`Pca`]); fewer where the rows
    /// do not vary in so many.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for a dimension that is not from 1 to 1,024,
    /// [`Error::Empty`](crate::Error::Empty) for fewer than two words or for rows that do not vary.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    ///
    /// # Examples
    /// ```
    /// use wordmill::embed::Embeddings;
    /// use wordmill::text::Vocabulary;
    /// use wordmill::vector::DenseMatrix;
    /// let rows = DenseMatrix::from_rows(2, vec![1.0, 1.0, 2.0, 2.0, 6.0, 6.0])?;
    /// let words = Embeddings::new(Vocabulary::first_seen(["a", "b", "c"])?, rows)?;
    /// let reduced = words.reduced(1)?;
    /// assert!((reduced.rows().row(2)[0] - 3.0 * 2f32.sqrt()).abs() < 1e-6);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn reduced(&self, dimension: usize) -> Result<Embeddings> {
        let rows = self.to_dense()?;
        let pca = Pca::params().components(dimension).fit(&rows)?;
        self.with_rows(pca.transform(&rows)?.to_dense()?)
    }
}
