//! Which of some words are at the heart of them, and which is the odd one out.
//!
//! Words are compared with the mean of their unit rows, as gensim's `rank_by_centrality` and `doesnt_match` do. Of two words
//! each is as near to the mean as the other: rounding decides, here in `f64` and there in `f32`.

use crate::embed::embeddings::Embeddings;
use crate::embed::query::mean::Mean;
use crate::embed::query::similar_word::SimilarWord;

impl Embeddings {
    /// The known ones of some words with their cosines to the mean of them all, the most central first; of equals
    /// the later in code-point order first.
    #[must_use]
    pub fn by_centrality<S: AsRef<str>>(&self, words: &[S]) -> Vec<SimilarWord<'_>> {
        let ids: Vec<_> = words.iter().filter_map(|word| self.vocabulary().id(word.as_ref())).collect();
        let mut mean = Mean::new(self.dimension());
        for &id in &ids {
            mean.add(self.row(id), self.norms()[id.index()], 1.0);
        }
        let mean = mean.unit();
        let similarity = |row: &[f32], norm: f64| {
            let product: f64 = row.iter().zip(&mean).map(|(&value, mean)| f64::from(value) * mean).sum();
            if norm == 0.0 { 0.0 } else { product / norm }
        };
        let mut found: Vec<SimilarWord<'_>> = ids
            .into_iter()
            .map(|id| SimilarWord {
                word: self.vocabulary().word(id),
                id,
                similarity: similarity(self.row(id), self.norms()[id.index()]),
            })
            .collect();
        found.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(b.word.cmp(a.word)));
        found
    }

    /// The word that is least like the others; nothing where none is known.
    ///
    /// # Examples
    /// ```
    /// use wordmill::embed::Embeddings;
    /// use wordmill::text::Vocabulary;
    /// use wordmill::vector::DenseMatrix;
    /// let rows = DenseMatrix::from_rows(2, vec![1.0, 0.0, 0.9, 0.1, 0.8, 0.2, 0.0, 1.0])?;
    /// let words = Embeddings::new(Vocabulary::first_seen(["cat", "dog", "cow", "car"])?, rows)?;
    /// assert_eq!(words.odd_one_out(&["dog", "car", "cat", "cow"]), Some("car"));
    /// assert_eq!(words.odd_one_out(&["unicorn"]), None);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    #[must_use]
    pub fn odd_one_out<S: AsRef<str>>(&self, words: &[S]) -> Option<&str> {
        self.by_centrality(words).last().map(|found| found.word)
    }
}
