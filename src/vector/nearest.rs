//! [`Nearest`]: the exact *k* nearest of many rows, for one query or thousands.
//!
//! Scores of all rows would be a matrix product, so a product makes them: queries are packed once, and a
//! block of rows at a time is multiplied in `f32` at the machine's speed. Those scores only decide who
//! is looked at again: a row whose score lies within the rounding error of the query's k-th best so far, or
//! above it, is scored exactly (`f64`, in one fixed order), and exact scores alone are compared. So the result
//! is the same, to the bit, for one query and for a thousand, on one thread and on many, on every instruction
//! set; ties go to the row that comes first.
//!
//! ```text
//! key(q, r)  = mᵣ·(q·r) + sᵣ         mᵣ = 1/‖r‖ for Cosine (with ‖q‖ = 1), else 1; sᵣ = −‖r‖²/2 for Euclidean
//! |error|   ≤ (d + 16)·2⁻²⁴·scale    scale = 1 for Cosine, ‖q‖·‖r‖ for Dot, (‖q‖ + ‖r‖)² for Euclidean
//! ```
//!
//! [`Hnsw`](crate::vector) (feature `ann`) is the approximate companion for more rows than one can look at.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::ops::Range;

use crate::error::{Error, Result, check_shape};
use crate::parallel;
use crate::vector::kernel::gemm::{Factor, Packed};
use crate::vector::kernel::reduce::{dot_wide, squared_norm_wide};
use crate::vector::kernel::screen::Screen;
use crate::vector::kernel::tile::Tile;
use crate::vector::neighbour::Neighbour;
use crate::vector::rows::Rows;
use crate::vector::similarity::{Cosine, Dot, Euclidean, Similarity, cosine};

/// Rows that are multiplied at a time.
const BLOCK: usize = 96;
/// Queries that are searched at a time; their panels fit the second cache.
const QUERIES: usize = 1024;
/// With fewer queries than this, packing would cost more than it saves.
const FEW: usize = 16;
/// Rows of one task, at least and at most: a task begins without knowing what others have found.
const TASK: Range<usize> = 1 << 12..1 << 16;
/// Tasks that the rows are cut into, between those bounds.
const TASKS: usize = 16;

/// The similarities that rows can be searched by: [`Cosine`], [`Dot`] and [`Euclidean`].
pub trait Searchable: for<'r> Similarity<&'r [f32]> + Copy + Send + Sync + sealed::Sealed {
    /// The exact score from two rows and their squared norms; higher is nearer.
    #[doc(hidden)]
    fn score(self, a: &[f32], b: &[f32], squared_norms: [f64; 2]) -> f64;

    /// What a user reads of it.
    #[doc(hidden)]
    fn shown(self, score: f64) -> f64 {
        score
    }

    /// Factor and summand of a row's key, from its squared norm.
    #[doc(hidden)]
    fn key(self, squared_norm: f64) -> (f32, f32);

    /// The key that a score amounts to for a query of that squared norm, and the scale of its error with rows no
    /// longer than `longest`.
    #[doc(hidden)]
    fn bound(self, score: f64, squared_norm: f64, longest: f64) -> (f64, f64);

    /// What a query is multiplied by before it meets the rows.
    #[doc(hidden)]
    fn query_factor(self, _squared_norm: f64) -> f64 {
        1.0
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Cosine {}
    impl Sealed for super::Dot {}
    impl Sealed for super::Euclidean {}
}

impl Searchable for Dot {
    fn score(self, a: &[f32], b: &[f32], _: [f64; 2]) -> f64 {
        dot_wide(a, b)
    }

    fn key(self, _: f64) -> (f32, f32) {
        (1.0, 0.0)
    }

    fn bound(self, score: f64, squared_norm: f64, longest: f64) -> (f64, f64) {
        (score, squared_norm.sqrt() * longest)
    }
}

impl Searchable for Cosine {
    fn score(self, a: &[f32], b: &[f32], squared_norms: [f64; 2]) -> f64 {
        cosine(dot_wide(a, b), squared_norms[0], squared_norms[1])
    }

    fn key(self, squared_norm: f64) -> (f32, f32) {
        (inverse_root(squared_norm) as f32, 0.0)
    }

    fn bound(self, score: f64, _: f64, _: f64) -> (f64, f64) {
        (score, 1.0)
    }

    fn query_factor(self, squared_norm: f64) -> f64 {
        inverse_root(squared_norm)
    }
}

impl Searchable for Euclidean {
    fn score(self, a: &[f32], b: &[f32], _: [f64; 2]) -> f64 {
        -self.between(a, b)
    }

    fn shown(self, score: f64) -> f64 {
        -score
    }

    fn key(self, squared_norm: f64) -> (f32, f32) {
        (1.0, (-0.5 * squared_norm) as f32)
    }

    fn bound(self, score: f64, squared_norm: f64, longest: f64) -> (f64, f64) {
        (0.5 * (squared_norm - score * score), (squared_norm.sqrt() + longest).powi(2))
    }
}

fn inverse_root(squared_norm: f64) -> f64 {
    if squared_norm == 0.0 { 0.0 } else { 1.0 / squared_norm.sqrt() }
}

/// Rows that can be searched.
///
/// # Examples
/// ```
/// use wordmill::vector::{Cosine, Nearest, Rows};
/// let rows = Rows::new(2, &[1.0, 0.0, 0.0, 1.0, 3.0, 1.0])?;
/// let nearest = Nearest::new(rows, Cosine)?;
/// let found = nearest.search(Rows::new(2, &[2.0, 0.0])?, 2)?;
/// assert_eq!((found[0][0].row, found[0][0].score), (0, 1.0));
/// assert_eq!(found[0][1].row, 2);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Nearest<'a, S> {
    rows: Rows<'a>,
    similarity: S,
    squared_norms: Vec<f64>,
}

impl<'a, S: Searchable> Nearest<'a, S> {
    /// Measures every row.
    ///
    /// # Errors
    /// [`Error::Corrupt`] for a row that holds NaN or an infinity.
    pub fn new(rows: Rows<'a>, similarity: S) -> Result<Self> {
        let squared_norms = squared_norms(rows, "row")?;
        Ok(Nearest { rows, similarity, squared_norms })
    }

    /// The same for rows whose norms are known (and finite).
    ///
    /// # Errors
    /// [`Error::Shape`] where norms and rows are not equally many.
    pub(crate) fn with_norms(rows: Rows<'a>, similarity: S, norms: &[f64]) -> Result<Self> {
        check_shape("norms of rows", rows.len(), norms.len())?;
        // The root of a square is the number again, to the bit.
        let squared_norms = norms.iter().map(|norm| norm * norm).collect();
        Ok(Nearest { rows, similarity, squared_norms })
    }

    /// The `count` nearest rows to every query, the nearest first; fewer where there are not as many rows.
    ///
    /// # Errors
    /// [`Error::Shape`] for queries of another length, [`Error::Corrupt`] for one that holds NaN or an infinity.
    ///
    /// # Determinism
    /// The same bits on any number of threads, for any batch of queries, on every instruction set. Rows of equal
    /// score come in their order.
    pub fn search(&self, queries: Rows<'_>, count: usize) -> Result<Vec<Vec<Neighbour>>> {
        self.search_where(queries, count, |_, _| true)
    }

    /// The same among the rows that `allowed(query, row)` lets through: leave out the query's own row, or ids of
    /// a list.
    ///
    /// # Errors
    /// As [`Nearest::search`].
    ///
    /// # Determinism
    /// As [`Nearest::search`]; `allowed` is asked only about rows that come into question.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::{Euclidean, Nearest, Rows};
    /// let rows = Rows::new(1, &[1.0, 5.0, 6.0])?;
    /// let others = Nearest::new(rows, Euclidean)?.search_where(rows, 1, |query, row| query != row)?;
    /// assert_eq!(others.iter().map(|found| found[0].row).collect::<Vec<_>>(), [1, 2, 1]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn search_where(
        &self,
        queries: Rows<'_>,
        count: usize,
        allowed: impl Fn(usize, usize) -> bool + Sync,
    ) -> Result<Vec<Vec<Neighbour>>> {
        check_shape("columns of the queries", self.rows.columns(), queries.columns())?;
        let norms = squared_norms(queries, "query")?;
        let count = count.min(self.rows.len());
        if count == 0 {
            return Ok(vec![Vec::new(); queries.len()]);
        }
        let size = self.rows.len().div_ceil(TASKS).clamp(TASK.start, TASK.end);
        let tasks = parallel::even_ranges(self.rows.len(), size);
        // Every task keeps `count` rows a query: for large counts, fewer queries go together.
        let together = (QUERIES * QUERIES / count).clamp(FEW, QUERIES);
        let mut results = Vec::with_capacity(queries.len());
        for group in parallel::even_ranges(queries.len(), together) {
            let batch = Batch::new(self.similarity, queries.slice(group.clone()), &norms[group.clone()]);
            let allowed = |query: usize, row: usize| allowed(group.start + query, row);
            let parts = parallel::map(&tasks, |task| self.search_part(&batch, task.clone(), count, &allowed));
            results.extend((0..group.len()).map(|query| {
                let best = parts.iter().flat_map(|part| part[query].iter().copied()).collect();
                self.ordered(best, count)
            }));
        }
        Ok(results)
    }

    /// The best rows of one task, for every query of a batch.
    fn search_part(
        &self,
        batch: &Batch<'_, S>,
        task: Range<usize>,
        count: usize,
        allowed: &(impl Fn(usize, usize) -> bool + Sync),
    ) -> Vec<BinaryHeap<Candidate>> {
        let mut best = vec![BinaryHeap::new(); batch.queries.len()];
        let mut floors = vec![f32::NEG_INFINITY; best.len()];
        let (mut scores, mut found) = (vec![0.0; BLOCK * best.len()], Vec::new());
        for start in task.clone().step_by(BLOCK) {
            let block = start..task.end.min(start + BLOCK);
            let scores = &mut scores[..block.len() * best.len()];
            batch.multiply(self.rows.slice(block.clone()), scores);
            let norms = &self.squared_norms[block.clone()];
            let keys: Vec<(f32, f32)> = norms.iter().map(|&norm| self.similarity.key(norm)).collect();
            batch.raise(&mut floors, &best, count, norms, &keys);
            Screen { scores, keys: &keys, floors: &floors }.select(&mut found);
            for (row, query) in found.drain(..) {
                let row = start + row;
                if allowed(query, row) {
                    let norms = [batch.squared_norms[query], self.squared_norms[row]];
                    let score = self.similarity.score(batch.queries.row(query), self.rows.row(row), norms);
                    keep(&mut best[query], Candidate { score, row }, count);
                }
            }
        }
        best
    }

    fn ordered(&self, mut best: Vec<Candidate>, count: usize) -> Vec<Neighbour> {
        best.sort_unstable();
        best.truncate(count);
        best.iter()
            .map(|best| Neighbour { row: best.row, score: self.similarity.shown(best.score) })
            .collect()
    }
}

/// Queries that are searched together.
struct Batch<'q, S> {
    similarity: S,
    queries: Rows<'q>,
    squared_norms: &'q [f64],
    /// The queries times their factor, as they are and packed.
    scaled: Vec<f32>,
    packed: Option<Packed>,
}

impl<'q, S: Searchable> Batch<'q, S> {
    fn new(similarity: S, queries: Rows<'q>, squared_norms: &'q [f64]) -> Self {
        let mut scaled = queries.as_slice().to_vec();
        for (query, &norm) in scaled.chunks_exact_mut(queries.columns().max(1)).zip(squared_norms) {
            let factor = similarity.query_factor(norm);
            query.iter_mut().for_each(|x| *x = (f64::from(*x) * factor) as f32);
        }
        let right = Factor { values: &scaled, stride: queries.columns(), transposed: true };
        let packed = (queries.len() >= FEW).then(|| Packed::of(right, 0..queries.columns(), queries.len()));
        Batch { similarity, queries, squared_norms, scaled, packed }
    }

    /// Dot products of all rows with all (scaled) queries.
    fn multiply(&self, rows: Rows<'_>, scores: &mut [f32]) {
        let (queries, columns) = (self.queries.len(), rows.columns());
        match &self.packed {
            Some(packed) => {
                let left = Factor { values: rows.as_slice(), stride: columns, transposed: false };
                scores.fill(0.0);
                packed.times_into(left, 0..rows.len(), 0, scores, queries);
            }
            None => {
                Tile { m: rows.len(), n: queries, d: columns }.products(
                    rows.as_slice(),
                    &self.scaled,
                    scores,
                );
            }
        }
    }

    /// What a key must reach now to come into question, given the best so far and the rows of the block.
    fn raise(
        &self,
        floors: &mut [f32],
        best: &[BinaryHeap<Candidate>],
        count: usize,
        squared_norms: &[f64],
        keys: &[(f32, f32)],
    ) {
        let longest = squared_norms.iter().copied().fold(0.0, f64::max).sqrt();
        let factor = keys.iter().map(|key| f64::from(key.0)).fold(1.0, f64::max);
        let columns = self.queries.columns() as f64;
        for ((floor, best), &norm) in floors.iter_mut().zip(best).zip(self.squared_norms) {
            let Some(worst) = best.peek().filter(|_| best.len() == count) else { continue };
            let (key, scale) = self.similarity.bound(worst.score, norm, longest);
            // The rounding of sums and products, and what gets lost below the smallest normal number.
            let lost = f64::from(f32::MIN_POSITIVE) * factor;
            let error = (columns + 16.0) * (0.5 * f64::from(f32::EPSILON) * scale + lost);
            // Where `f32` might overflow, rough scores say nothing: every row is looked at.
            let overflows = scale.max(factor) > 1e37 || longest > 1e37;
            *floor = if overflows { f32::NEG_INFINITY } else { ((key - error) as f32).next_down() };
        }
    }
}

/// A row and its exact score. The **greatest** candidate is the worst, so that a heap shows it first and a sorted
/// list begins with the best.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    score: f64,
    row: usize,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(self.row.cmp(&other.row))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Keeps the best `count` candidates.
fn keep(best: &mut BinaryHeap<Candidate>, candidate: Candidate, count: usize) {
    if best.len() < count {
        best.push(candidate);
    } else if let Some(mut worst) = best.peek_mut()
        && candidate < *worst
    {
        *worst = candidate;
    }
}

/// `Σ xᵢ²` of every row, refusing what is not finite.
fn squared_norms(rows: Rows<'_>, what: &str) -> Result<Vec<f64>> {
    let mut norms = vec![0.0; rows.len()];
    parallel::fill_chunks(&mut norms, TASK.start, |first, part| {
        for (offset, norm) in part.iter_mut().enumerate() {
            *norm = squared_norm_wide(rows.row(first + offset));
        }
    });
    // Squares of finite `f32` never overflow an `f64`.
    match norms.iter().position(|norm| !norm.is_finite()) {
        Some(row) => Err(Error::corrupt(format!("{what} {row}"), "it holds a number that is not finite")),
        None => Ok(norms),
    }
}

#[cfg(test)]
mod tests;
