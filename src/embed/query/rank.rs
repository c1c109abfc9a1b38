//! How many words are nearer to a word than another one is.

use crate::embed::embeddings::Embeddings;
use crate::text::vocabulary::TokenId;

impl Embeddings {
    /// The words that are more like `word` than `other` is, in the order of the vocabulary, `word` itself left out;
    /// nothing where one of the two is unknown.
    ///
    /// # Examples
    /// ```
    /// use wordmill::embed::Embeddings;
    /// use wordmill::text::Vocabulary;
    /// use wordmill::vector::DenseMatrix;
    /// let rows = DenseMatrix::from_rows(2, vec![1.0, 0.0, 0.9, 0.1, 0.0, 1.0])?;
    /// let words = Embeddings::new(Vocabulary::first_seen(["cat", "kitten", "car"])?, rows)?;
    /// assert_eq!(words.closer_than("cat", "car"), Some(vec!["kitten"]));
    /// assert_eq!(words.rank("cat", "car"), Some(2));
    /// assert_eq!(words.rank("cat", "dog"), None);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    #[must_use]
    pub fn closer_than(&self, word: &str, other: &str) -> Option<Vec<&str>> {
        let closer = self.ids_closer_than(word, other)?;
        Some(closer.map(|id| self.vocabulary().word(id)).collect())
    }

    /// The place of `other` among the words by likeness to `word`, from 1: one more than [`Embeddings::closer_than`]
    /// names.
    #[must_use]
    pub fn rank(&self, word: &str, other: &str) -> Option<usize> {
        Some(self.ids_closer_than(word, other)?.count() + 1)
    }

    fn ids_closer_than(&self, word: &str, other: &str) -> Option<impl Iterator<Item = TokenId>> {
        let (word, other) = (self.vocabulary().id(word)?, self.vocabulary().id(other)?);
        let cosines = self.cosines_with(self.row(word), self.norms()[word.index()], 0..self.len());
        let least = cosines[other.index()];
        let closer = (0..).map(TokenId).zip(cosines).filter(move |&(_, cosine)| cosine > least);
        Some(closer.map(|(id, _)| id).filter(move |&id| id != word))
    }
}
