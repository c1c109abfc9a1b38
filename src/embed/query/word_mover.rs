//! [`WordMover`]: how far the words of one text must travel to become those of another.
//!
//! Kusner, Sun, Kolkin and Weinberger, "From word embeddings to document distances" (2015): a text is a heap at each of
//! its words, as high as its share of the text; the distance is the least work, mass × Euclidean distance, that turns one
//! text's heaps into the other's. It is found exactly. Mass that both texts have at a word stays where it is, which by the
//! triangle inequality is never worse.
//!
//! Values are those of gensim 4.4.0's `wmdistance` (POT's `emd2`). Where gensim gives infinity, for a text without a known
//! word, there is nothing here; and where all rows coincide, for which gensim gives infinity too, the distance is 0.

use std::collections::BTreeMap;

use crate::embed::embeddings::Embeddings;
use crate::embed::query::transport::least_cost;
use crate::error::{Result, check_limit};
use crate::parallel;
use crate::text::vocabulary::TokenId;
use crate::vector::kernel::reduce::squared_distance_wide;

/// Distances between the words of two texts that are held at a time: 1 GiB.
const MOST_DISTANCES: u64 = 1 << 27;
/// Words of a text.
const MOST_WORDS: u64 = 1 << 31;

/// Word mover's distances over some embeddings.
///
/// # Examples
/// ```
/// use wordmill::embed::{Embeddings, WordMover};
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::DenseMatrix;
/// let rows = DenseMatrix::from_rows(2, vec![1.0, 0.0, 0.0, 1.0, 0.6, 0.8])?;
/// let words = Embeddings::new(Vocabulary::first_seen(["tea", "rain", "water"])?, rows)?;
/// let mover = WordMover::new(&words);
/// let there = mover.distance(&["tea", "rain"], &["water", "rain"])?;
/// assert!((there.unwrap() - 0.8f64.sqrt() / 2.0).abs() < 1e-7);
/// assert_eq!(mover.distance(&["tea"], &["unknown"])?, None);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct WordMover<'e> {
    embeddings: &'e Embeddings,
    unit: bool,
}

/// Heaps of two texts, as whole amounts of one unit: the words of one times the words of the other.
struct Heaps {
    ids: [Vec<TokenId>; 2],
    amounts: [Vec<u64>; 2],
    whole: f64,
}

impl<'e> WordMover<'e> {
    /// Distances between unit rows.
    #[must_use]
    pub fn new(embeddings: &'e Embeddings) -> Self {
        WordMover { embeddings, unit: true }
    }

    /// Whether rows are brought to length 1 first. Default: yes.
    #[must_use]
    pub fn unit_rows(mut self, unit: bool) -> Self {
        self.unit = unit;
        self
    }

    /// The distance of two texts, unknown words left out; nothing where a text has no known word.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2²⁷ pairs of distinct words.
    pub fn distance<S: AsRef<str>>(&self, text: &[S], other: &[S]) -> Result<Option<f64>> {
        let Some(heaps) = self.heaps(text, other)? else { return Ok(None) };
        let heaps = heaps.without_what_stays();
        let costs = self.distances(&heaps.ids)?;
        let work = least_cost(&heaps.amounts[0], &heaps.amounts[1], &costs);
        Ok(Some(work / heaps.whole))
    }

    /// A lower bound of the distance that is found without a plan: every word goes to the nearest of the other text
    /// (the paper's relaxed distance, the larger of both directions).
    ///
    /// # Errors
    /// As [`WordMover::distance`].
    pub fn lower_bound<S: AsRef<str>>(&self, text: &[S], other: &[S]) -> Result<Option<f64>> {
        let Some(heaps) = self.heaps(text, other)? else { return Ok(None) };
        let costs = self.distances(&heaps.ids)?;
        let sinks = heaps.ids[1].len();
        let least = |costs: &mut dyn Iterator<Item = f64>| costs.fold(f64::INFINITY, f64::min);
        let there = heaps.amounts[0].iter().zip(costs.chunks(sinks.max(1)));
        let there: f64 = there.map(|(&n, costs)| n as f64 * least(&mut costs.iter().copied())).sum();
        let back = heaps.amounts[1].iter().enumerate();
        let column = |sink: usize| costs.iter().skip(sink).step_by(sinks).copied();
        let back: f64 = back.map(|(sink, &n)| n as f64 * least(&mut column(sink))).sum();
        Ok(Some(there.max(back) / heaps.whole))
    }

    fn heaps<S: AsRef<str>>(&self, text: &[S], other: &[S]) -> Result<Option<Heaps>> {
        let counted = |words: &[S]| -> Result<(BTreeMap<TokenId, u64>, u64)> {
            check_limit("words of a text", MOST_WORDS, words.len() as u64)?;
            let mut counts = BTreeMap::new();
            for id in words.iter().filter_map(|word| self.embeddings.vocabulary().id(word.as_ref())) {
                *counts.entry(id).or_default() += 1;
            }
            let whole = counts.values().sum();
            Ok((counts, whole))
        };
        let ((a, words), (b, others)) = (counted(text)?, counted(other)?);
        if words == 0 || others == 0 {
            return Ok(None);
        }
        Ok(Some(Heaps {
            ids: [a.keys().copied().collect(), b.keys().copied().collect()],
            amounts: [a.values().map(|n| n * others).collect(), b.values().map(|n| n * words).collect()],
            whole: words as f64 * others as f64,
        }))
    }

    /// The distances of all words of one text from all of the other, row after row.
    fn distances(&self, [rows, columns]: &[Vec<TokenId>; 2]) -> Result<Vec<f64>> {
        let cells = (rows.len() as u64).saturating_mul(columns.len() as u64);
        check_limit("distances between the words of two texts", MOST_DISTANCES, cells)?;
        let (sources, sinks) = (self.rows_of(rows), self.rows_of(columns));
        let mut costs = vec![0.0; rows.len() * columns.len()];
        let chunk = (1usize << 12).div_ceil(columns.len().max(1)) * columns.len();
        parallel::fill_chunks(&mut costs, chunk, |first, part| {
            for (row, costs) in (first / columns.len().max(1)..).zip(part.chunks_mut(columns.len().max(1))) {
                let distance = |sink: &Vec<f32>| squared_distance_wide(&sources[row], sink).sqrt();
                costs.iter_mut().zip(&sinks).for_each(|(cost, sink)| *cost = distance(sink));
            }
        });
        Ok(costs)
    }

    fn rows_of(&self, ids: &[TokenId]) -> Vec<Vec<f32>> {
        let row = |&id: &TokenId| {
            let norm = self.embeddings.norms()[id.index()];
            let scale = if self.unit && norm > 0.0 { 1.0 / norm } else { 1.0 };
            self.embeddings.row(id).iter().map(|&value| (f64::from(value) * scale) as f32).collect()
        };
        ids.iter().map(row).collect()
    }
}

impl Heaps {
    /// Takes off what both texts have at a word.
    fn without_what_stays(mut self) -> Heaps {
        for place in 0..self.ids[0].len() {
            if let Ok(same) = self.ids[1].binary_search(&self.ids[0][place]) {
                let stays = self.amounts[0][place].min(self.amounts[1][same]);
                self.amounts[0][place] -= stays;
                self.amounts[1][same] -= stays;
            }
        }
        for (ids, amounts) in self.ids.iter_mut().zip(&mut self.amounts) {
            let mut left = amounts.iter();
            ids.retain(|_| left.next().is_some_and(|&amount| amount > 0));
            amounts.retain(|&amount| amount > 0);
        }
        self
    }
}

#[cfg(test)]
mod tests;
