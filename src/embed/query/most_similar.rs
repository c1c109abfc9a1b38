//! [`MostSimilar`]: the words that are most like some words and least like others.
//!
//! Unit rows of the words, weighted, have a mean; the cosines of all words with it are the answer, without the words that
//! were named (gensim's `most_similar`). With [`Objective::Multiplicative`] the cosines are multiplied instead
//! (`most_similar_cosmul`). The search is exact and looks at every row; with the feature `ann`, an index can be asked.
//!
//! Where gensim differs: it computes in `f32`, leaves the order of equals open, multiplies with rows as long as they are
//! (here they count as unit rows), and its `most_similar_cosmul` takes no heed of `restrict_vocab`.

use std::cmp::Ordering;
use std::ops::Range;

use crate::embed::embeddings::Embeddings;
use crate::embed::query::mean::{Mean, narrowed};
use crate::embed::query::objective::{EPSILON, Objective, shifted};
use crate::embed::query::similar_word::SimilarWord;
use crate::error::{Error, Result, check_parameter};
use crate::text::vocabulary::TokenId;
use crate::vector::nearest::Nearest;
use crate::vector::neighbour::Neighbour;
use crate::vector::rows::Rows;
use crate::vector::similarity::Cosine;

/// A question in the making; [`Embeddings::most_similar`] begins it.
///
/// # Examples
/// ```
/// use wordmill::embed::{Embeddings, Objective};
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::DenseMatrix;
/// let rows = vec![1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.1, 0.0, 1.0, 0.1, 0.5, 0.5, 0.5];
/// let vocabulary = Vocabulary::first_seen(["king", "queen", "man", "woman", "child"])?;
/// let words = Embeddings::new(vocabulary, DenseMatrix::from_rows(3, rows)?)?;
/// let question = words.most_similar().positive("king").positive("woman").negative("man");
/// assert_eq!(question.find(1)?[0].word, "queen");
/// let product = question.clone().objective(Objective::Multiplicative).find(2)?;
/// assert_eq!(product[0].word, "queen");
/// assert!(words.most_similar().positive("jester").find(1).is_err());
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct MostSimilar<'e> {
    embeddings: &'e Embeddings,
    terms: Vec<Term>,
    range: Range<usize>,
    objective: Objective,
}

/// A word or row that is asked about.
#[derive(Debug, Clone, PartialEq)]
struct Term {
    target: Target,
    weight: f64,
}

#[derive(Debug, Clone, PartialEq)]
enum Target {
    Word(String),
    Row(Vec<f32>),
}

impl Embeddings {
    /// Begins a question about similar words.
    #[must_use]
    pub fn most_similar(&self) -> MostSimilar<'_> {
        MostSimilar {
            embeddings: self,
            terms: Vec::new(),
            range: 0..self.len(),
            objective: Objective::default(),
        }
    }

    /// The `count` words nearest to `word` by cosine, the nearest first, `word` left out; nothing where it is unknown.
    #[must_use]
    pub fn nearest(&self, word: &str, count: usize) -> Option<Vec<SimilarWord<'_>>> {
        self.most_similar().positive(word).find(count).ok()
    }

    /// The `count` words nearest to each of some rows.
    ///
    /// # Errors
    /// [`Error::Shape`] for rows of another length, [`Error::Corrupt`] for one that is not finite.
    ///
    /// # Determinism
    /// The same bits on any number of threads and with any instruction set; words of equal cosine in their order.
    pub fn nearest_to_rows(&self, rows: Rows<'_>, count: usize) -> Result<Vec<Vec<SimilarWord<'_>>>> {
        let found = self.searched(0..self.len())?.search(rows, count)?;
        Ok(found.into_iter().map(|found| self.named(&found, 0)).collect())
    }

    /// Which `count` words are to `c` as `b` is to `a`: nearest to *b* − *a* + *c* (3CosAdd).
    ///
    /// # Errors
    /// [`Error::Unknown`] for a word that is not known.
    ///
    /// # Examples
    /// ```
    /// use wordmill::embed::Embeddings;
    /// use wordmill::text::Vocabulary;
    /// use wordmill::vector::DenseMatrix;
    /// let rows = vec![1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0];
    /// let vocabulary = Vocabulary::first_seen(["Rome", "Italy", "Paris", "France"])?;
    /// let words = Embeddings::new(vocabulary, DenseMatrix::from_rows(3, rows)?)?;
    /// assert_eq!(words.analogy("Rome", "Italy", "Paris", 1)?[0].word, "France");
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn analogy(&self, a: &str, b: &str, c: &str, count: usize) -> Result<Vec<SimilarWord<'_>>> {
        self.most_similar().positive(b).positive(c).negative(a).find(count)
    }

    /// A search among the words of a range.
    fn searched(&self, range: Range<usize>) -> Result<Nearest<'_, Cosine>> {
        Nearest::with_norms(self.rows().slice(range.clone()), Cosine, &self.norms()[range])
    }

    /// What a search found, in words.
    fn named(&self, found: &[Neighbour], first: usize) -> Vec<SimilarWord<'_>> {
        let named = |found: &Neighbour| {
            let id = TokenId((first + found.row) as u32);
            SimilarWord { word: self.vocabulary().word(id), id, similarity: found.score }
        };
        found.iter().map(named).collect()
    }
}

impl<'e> MostSimilar<'e> {
    /// A word to be near, with weight 1.
    #[must_use]
    pub fn positive(self, word: &str) -> Self {
        self.weighted(word, 1.0)
    }

    /// A word to be far from, with weight −1.
    #[must_use]
    pub fn negative(self, word: &str) -> Self {
        self.weighted(word, -1.0)
    }

    /// A word with any finite weight; below 0 it is one to be far from.
    #[must_use]
    pub fn weighted(mut self, word: &str, weight: f64) -> Self {
        self.terms.push(Term { target: Target::Word(word.to_owned()), weight });
        self
    }

    /// A row with any finite weight. As in gensim it comes into the mean as long as it is, while words come with
    /// length 1.
    #[must_use]
    pub fn row(mut self, row: &[f32], weight: f64) -> Self {
        self.terms.push(Term { target: Target::Row(row.to_vec()), weight });
        self
    }

    /// Looks among the first `words` words only: the most frequent ones, where words are sorted so. Default: all.
    #[must_use]
    pub fn restrict(self, words: usize) -> Self {
        self.within(0..words)
    }

    /// Looks among the words of these numbers only; what lies beyond the last word is cut off. Default: all.
    #[must_use]
    pub fn within(mut self, words: Range<usize>) -> Self {
        let end = words.end.min(self.embeddings.len());
        self.range = words.start.min(end)..end;
        self
    }

    /// How the words are put together. Default: by addition.
    #[must_use]
    pub fn objective(mut self, objective: Objective) -> Self {
        self.objective = objective;
        self
    }

    /// The `count` best words, the best first, without those that were named; of equals the one that comes first in the
    /// vocabulary.
    ///
    /// # Errors
    /// [`Error::Empty`] without a word or row (for a product: without a positive one), [`Error::Unknown`] for a word
    /// that is not known, [`Error::Shape`] and [`Error::Corrupt`] for a row of another length or one that is not finite,
    /// [`Error::Parameter`] for a weight that is not finite or, for a product, other than 1 and −1.
    ///
    /// # Determinism
    /// The same bits on any number of threads and with any instruction set.
    pub fn find(&self, count: usize) -> Result<Vec<SimilarWord<'e>>> {
        let named = self.check()?;
        let first = self.range.start;
        let found = match self.objective {
            Objective::Additive => {
                let mean = narrowed(&self.mean().unit());
                let query = Rows::new(mean.len(), &mean)?;
                let allowed = |_: usize, row: usize| !named.contains(&(first + row));
                let nearest = self.embeddings.searched(self.range.clone())?;
                nearest.search_where(query, count, allowed)?.pop().unwrap_or_default()
            }
            Objective::Multiplicative => {
                let products = self.products().into_iter().enumerate();
                let allowed = products.filter(|(row, _)| !named.contains(&(first + row)));
                best(allowed.map(|(row, score)| Neighbour { row, score }).collect(), count)
            }
        };
        Ok(self.embeddings.named(&found, first))
    }

    /// What every word of the range scores, in their order, those that were named among them.
    ///
    /// # Errors
    /// As [`MostSimilar::find`].
    pub fn scores(&self) -> Result<Vec<f64>> {
        self.check()?;
        match self.objective {
            Objective::Additive => {
                let mean = narrowed(&self.mean().unit());
                let norm = self.embeddings.checked_norm(&mean)?;
                Ok(self.embeddings.cosines_with(&mean, norm, self.range.clone()))
            }
            Objective::Multiplicative => Ok(self.products()),
        }
    }

    /// [`MostSimilar::find`] by an index of all rows: not every row is looked at, and some that are near may be missed.
    ///
    /// # Errors
    /// As [`MostSimilar::find`]; [`Error::Shape`] for an index of other rows; [`Error::Parameter`] for a product, for
    /// which no index is made.
    ///
    /// # Examples
    /// ```
    /// use wordmill::Fit;
    /// use wordmill::embed::Embeddings;
    /// use wordmill::text::Vocabulary;
    /// use wordmill::vector::{DenseMatrix, Hnsw};
    /// let rows = DenseMatrix::from_rows(2, vec![1.0, 0.0, 0.9, 0.1, 0.0, 1.0])?;
    /// let index = Hnsw::params().fit(&rows)?;
    /// let words = Embeddings::new(Vocabulary::first_seen(["cat", "kitten", "car"])?, rows)?;
    /// assert_eq!(words.most_similar().positive("cat").find_with(&index, 1)?[0].word, "kitten");
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    #[cfg(feature = "ann")]
    pub fn find_with(
        &self,
        index: &crate::vector::approximate::Hnsw,
        count: usize,
    ) -> Result<Vec<SimilarWord<'e>>> {
        let named = self.check()?;
        crate::error::check_shape("rows of the index", self.embeddings.len(), index.rows())?;
        let additive = self.objective == Objective::Additive;
        check_parameter(additive, "objective", "a product", "Objective::Additive, for an index")?;
        let mean = narrowed(&self.mean().unit());
        let wanted = count.saturating_add(named.len()).max(1);
        let mut found = index.search(&mean, wanted)?;
        found.retain(|found| self.range.contains(&found.row) && !named.contains(&found.row));
        found.truncate(count);
        Ok(self.embeddings.named(&found, 0))
    }

    /// Refuses what cannot be asked; gives the numbers of the words that were named.
    fn check(&self) -> Result<Vec<usize>> {
        let product = self.objective == Objective::Multiplicative;
        if !self.terms.iter().any(|term| !product || term.weight > 0.0) {
            return Err(Error::Empty { what: "list of words to be similar to" });
        }
        let mut named = Vec::new();
        for term in &self.terms {
            let weight = term.weight;
            let allowed = if product { weight.abs() == 1.0 } else { weight.is_finite() };
            check_parameter(allowed, "weight", weight, "a finite number; for a product, 1 or -1")?;
            match &term.target {
                Target::Word(word) => named.push(self.embeddings.known(word)?.index()),
                Target::Row(row) => {
                    self.embeddings.checked_norm(row)?;
                }
            }
        }
        Ok(named)
    }

    /// The row of a term that was checked, and its norm.
    fn row_of<'t>(&'t self, term: &'t Term) -> (&'t [f32], f64) {
        match &term.target {
            Target::Row(row) => (row, self.embeddings.checked_norm(row).unwrap_or(0.0)),
            Target::Word(word) => match self.embeddings.vocabulary().id(word) {
                Some(id) => (self.embeddings.row(id), self.embeddings.norms()[id.index()]),
                None => (&[], 0.0),
            },
        }
    }

    /// The mean of the terms; words with length 1, rows as they are.
    fn mean(&self) -> Mean {
        let mut mean = Mean::new(self.embeddings.dimension());
        for term in &self.terms {
            let (row, norm) = self.row_of(term);
            let norm = if matches!(term.target, Target::Row(_)) { 1.0 } else { norm };
            mean.add(row, norm, term.weight);
        }
        mean
    }

    /// The product of every word of the range.
    fn products(&self) -> Vec<f64> {
        let mut above = vec![1.0; self.range.len()];
        let mut below = vec![1.0; self.range.len()];
        for term in &self.terms {
            let (row, norm) = self.row_of(term);
            let cosines = self.embeddings.cosines_with(row, norm, self.range.clone());
            let side = if term.weight > 0.0 { &mut above } else { &mut below };
            side.iter_mut().zip(cosines).for_each(|(product, cosine)| *product *= shifted(cosine));
        }
        above.iter().zip(below).map(|(above, below)| above / (below + EPSILON)).collect()
    }
}

/// The `count` highest scores, the highest first, of equals the first.
fn best(mut all: Vec<Neighbour>, count: usize) -> Vec<Neighbour> {
    let order =
        |a: &Neighbour, b: &Neighbour| -> Ordering { b.score.total_cmp(&a.score).then(a.row.cmp(&b.row)) };
    if count < all.len() {
        all.select_nth_unstable_by(count, order);
        all.truncate(count);
    }
    all.sort_unstable_by(order);
    all
}

#[cfg(test)]
mod tests;
