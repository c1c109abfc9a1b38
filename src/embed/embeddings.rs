//! [`Embeddings`]: words and the rows that stand for them.
//!
//! A vocabulary of *n* words beside *n* rows of *d* numbers, owned or mapped from a file, with the norm of each row
//! and, where they are known, the counts of the words. How they came about plays no part here.

use crate::error::{Error, Result, check_shape};
use crate::text::vocabulary::{TokenId, Vocabulary};
use crate::vector::dense::DenseMatrix;
use crate::vector::kernel::reduce::squared_norm_wide;
use crate::vector::mapped::StoredRows;
use crate::vector::rows::Rows;

/// Words with their rows (n × d).
///
/// # Examples
/// ```
/// use wordmill::embed::Embeddings;
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::DenseMatrix;
/// let vocabulary = Vocabulary::first_seen(["king", "queen"])?;
/// let words = Embeddings::new(vocabulary, DenseMatrix::from_rows(2, vec![3.0, 4.0, 0.0, 1.0])?)?;
/// assert_eq!(words.embedding("king").map(|found| found.row()), Some(&[3.0, 4.0][..]));
/// assert!(words.embedding("jester").is_none());
/// assert_eq!(words.norms(), [5.0, 1.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug)]
pub struct Embeddings {
    vocabulary: Vocabulary,
    rows: Storage,
    norms: Vec<f64>,
    counts: Option<Vec<u64>>,
}

#[derive(Debug)]
enum Storage {
    Owned(DenseMatrix),
    Stored(StoredRows),
}

impl Storage {
    fn view(&self) -> Rows<'_> {
        match self {
            Storage::Owned(matrix) => Rows::from(matrix),
            Storage::Stored(rows) => rows.rows(),
        }
    }
}

/// A row, and how its word was found.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Found<'a> {
    /// The vocabulary holds the word.
    Word {
        /// Its number.
        id: TokenId,
        /// Its row (d numbers).
        row: &'a [f32],
    },
}

impl<'a> Found<'a> {
    /// The row (d numbers).
    #[must_use]
    pub fn row(self) -> &'a [f32] {
        match self {
            Found::Word { row, .. } => row,
        }
    }
}

impl Embeddings {
    /// Word `i` stands for row `i`.
    ///
    /// # Errors
    /// [`Error::Shape`] where words and rows are not equally many; [`Error::Empty`] for rows of no numbers;
    /// [`Error::Corrupt`] for one that is not finite.
    pub fn new(vocabulary: Vocabulary, rows: DenseMatrix) -> Result<Self> {
        Embeddings::over(vocabulary, Storage::Owned(rows))
    }

    /// The same for rows that may be mapped from a file.
    ///
    /// # Errors
    /// As [`Embeddings::new`].
    pub fn from_stored(vocabulary: Vocabulary, rows: StoredRows) -> Result<Self> {
        Embeddings::over(vocabulary, Storage::Stored(rows))
    }

    /// The same where the norms of the rows are known: the rows are not looked at.
    ///
    /// # Errors
    /// [`Error::Shape`] where words, rows and norms are not equally many; [`Error::Empty`] for rows of no numbers;
    /// [`Error::Corrupt`] for a norm that is not finite.
    pub(crate) fn from_stored_with_norms(
        vocabulary: Vocabulary,
        rows: StoredRows,
        norms: Vec<f64>,
    ) -> Result<Self> {
        check_shape("norms of embeddings", vocabulary.len(), norms.len())?;
        Embeddings::checked(vocabulary, Storage::Stored(rows), norms)
    }

    fn over(vocabulary: Vocabulary, rows: Storage) -> Result<Self> {
        let norms = rows.view().iter().map(|row| squared_norm_wide(row).sqrt()).collect();
        Embeddings::checked(vocabulary, rows, norms)
    }

    fn checked(vocabulary: Vocabulary, rows: Storage, norms: Vec<f64>) -> Result<Self> {
        let view = rows.view();
        check_shape("rows of embeddings", vocabulary.len(), view.len())?;
        if view.columns() == 0 {
            return Err(Error::Empty { what: "row of embeddings" });
        }
        match norms.iter().position(|norm| !norm.is_finite()) {
            Some(row) => {
                let reason = format!("the row of `{}` is not finite", vocabulary.word(TokenId(row as u32)));
                Err(Error::corrupt("embeddings", reason))
            }
            None => Ok(Embeddings { vocabulary, rows, norms, counts: None }),
        }
    }

    /// Adds how often each word was seen.
    ///
    /// # Errors
    /// [`Error::Shape`] where counts and words are not equally many.
    pub fn with_counts(self, counts: Vec<u64>) -> Result<Self> {
        check_shape("counts of words", self.len(), counts.len())?;
        Ok(Embeddings { counts: Some(counts), ..self })
    }

    /// The row of `word`, if it is known.
    #[must_use]
    pub fn embedding(&self, word: &str) -> Option<Found<'_>> {
        let id = self.vocabulary.id(word)?;
        Some(Found::Word { id, row: self.row(id) })
    }

    /// The row of a word's number.
    ///
    /// # Panics
    /// If the vocabulary has no such number.
    #[must_use]
    pub fn row(&self, id: TokenId) -> &[f32] {
        self.rows().row(id.index())
    }

    /// The words.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// All rows (n × d), in the order of the words.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        self.rows.view()
    }

    /// The Euclidean norm of each row.
    #[must_use]
    pub fn norms(&self) -> &[f64] {
        &self.norms
    }

    /// How often each word was seen, where that is known.
    #[must_use]
    pub fn counts(&self) -> Option<&[u64]> {
        self.counts.as_deref()
    }

    /// Numbers in a row (d).
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.rows().columns()
    }

    /// How many words there are (n).
    #[must_use]
    pub fn len(&self) -> usize {
        self.vocabulary.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.vocabulary.is_empty()
    }
}
