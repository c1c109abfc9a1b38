//! Cosines of words and of lists of words.

use crate::embed::embeddings::Embeddings;
use crate::embed::query::mean::Mean;
use crate::error::{Error, Result, check_shape};
use crate::parallel;
use crate::text::vocabulary::TokenId;
use crate::vector::kernel::reduce::{dot_wide, squared_norm_wide};
use crate::vector::similarity::cosine;

/// Rows that one task compares.
const ROWS: usize = 1 << 11;

impl Embeddings {
    /// The cosine of two words, −1 to 1; nothing where one of them is unknown.
    ///
    /// # Examples
    /// ```
    /// use wordmill::embed::Embeddings;
    /// use wordmill::text::Vocabulary;
    /// use wordmill::vector::DenseMatrix;
    /// let rows = DenseMatrix::from_rows(2, vec![3.0, 4.0, 1.0, 0.0, 0.0, 2.0])?;
    /// let words = Embeddings::new(Vocabulary::first_seen(["tea", "cup", "pot"])?, rows)?;
    /// assert!((words.similarity("tea", "cup").unwrap() - 0.6).abs() < 1e-7);
    /// assert_eq!(words.distance("cup", "pot"), Some(1.0));
    /// assert_eq!(words.similarity("tea", "coffee"), None);
    /// let sets = words.set_similarity(&["tea"], &["cup", "pot"]);
    /// assert!((sets.unwrap() - 11.0 / 125f64.sqrt()).abs() < 1e-7);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    #[must_use]
    pub fn similarity(&self, word: &str, other: &str) -> Option<f64> {
        Some(self.cosine_of(self.vocabulary().id(word)?, self.vocabulary().id(other)?))
    }

    /// One less the cosine of two words, 0 to 2; nothing where one of them is unknown.
    #[must_use]
    pub fn distance(&self, word: &str, other: &str) -> Option<f64> {
        self.similarity(word, other).map(|similarity| 1.0 - similarity)
    }

    /// The cosines of a row with every word, in the order of the words.
    ///
    /// # Errors
    /// [`Error::Shape`] for a row of another length, [`Error::Corrupt`] for one that is not finite.
    ///
    /// # Determinism
    /// The same bits on any number of threads and with any instruction set.
    pub fn similarities(&self, row: &[f32]) -> Result<Vec<f64>> {
        let norm = self.checked_norm(row)?;
        Ok(self.cosines_with(row, norm, 0..self.len()))
    }

    /// The cosine of the means of two lists of words (gensim's `n_similarity`), unknown words left out; nothing where a
    /// list has no known word (gensim gives 0 there).
    #[must_use]
    pub fn set_similarity<S: AsRef<str>>(&self, words: &[S], others: &[S]) -> Option<f64> {
        let (a, b) = (self.mean_of_known(words)?, self.mean_of_known(others)?);
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        Some(cosine(product(&a, &b), product(&a, &a), product(&b, &b)))
    }

    /// The one of `candidates` that is most like `word` (of equals the first), unknown ones left out.
    #[must_use]
    pub fn most_similar_of<'c, S: AsRef<str>>(&self, word: &str, candidates: &'c [S]) -> Option<&'c str> {
        let id = self.vocabulary().id(word)?;
        let mut best: Option<(f64, &str)> = None;
        for candidate in candidates.iter().map(AsRef::as_ref) {
            let Some(other) = self.vocabulary().id(candidate) else { continue };
            let similarity = self.cosine_of(id, other);
            if best.is_none_or(|(so_far, _)| similarity > so_far) {
                best = Some((similarity, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }

    /// The cosine of two rows by number.
    pub(crate) fn cosine_of(&self, a: TokenId, b: TokenId) -> f64 {
        self.cosine_with(self.row(a), self.norms()[a.index()], b.index())
    }

    /// The cosine of a row of known norm with the row of a word.
    pub(crate) fn cosine_with(&self, row: &[f32], norm: f64, word: usize) -> f64 {
        let other = self.norms()[word];
        cosine(dot_wide(row, self.rows().row(word)), norm * norm, other * other)
    }

    /// The cosines of a row of known norm with the words of a range.
    pub(crate) fn cosines_with(&self, row: &[f32], norm: f64, words: std::ops::Range<usize>) -> Vec<f64> {
        let mut cosines = vec![0.0; words.len()];
        parallel::fill_chunks(&mut cosines, ROWS, |first, part| {
            for (offset, cosine) in part.iter_mut().enumerate() {
                *cosine = self.cosine_with(row, norm, words.start + first + offset);
            }
        });
        cosines
    }

    /// The norm of a row that is asked about.
    pub(crate) fn checked_norm(&self, row: &[f32]) -> Result<f64> {
        check_shape("numbers of a row to compare", self.dimension(), row.len())?;
        let norm = squared_norm_wide(row).sqrt();
        if norm.is_finite() {
            Ok(norm)
        } else {
            Err(Error::corrupt("row to compare", "it holds a number that is not finite"))
        }
    }

    /// The number of a word that a question names.
    pub(crate) fn known(&self, word: &str) -> Result<TokenId> {
        let unknown = || Error::unknown("word", word, self.vocabulary().iter());
        self.vocabulary().id(word).ok_or_else(unknown)
    }

    /// The mean of the rows of the known words, if there are any.
    fn mean_of_known<S: AsRef<str>>(&self, words: &[S]) -> Option<Vec<f64>> {
        let mut known = words.iter().filter_map(|word| self.vocabulary().id(word.as_ref())).peekable();
        known.peek()?;
        let mut mean = Mean::new(self.dimension());
        known.for_each(|id| mean.add(self.row(id), 1.0, 1.0));
        Some(mean.finish())
    }
}
