//! [`RowSearch`]: for each row of one sparse matrix, the rows of another with the largest dot products.
//!
//! The full product is never formed. A row a of A is multiplied with Bᵀ entry by entry (Gustavson, "Two fast
//! algorithms for sparse matrices", 1978): each of its columns has a list of the rows of B that store it, and
//! value by value these lists are added to one dense list of scores. B is cut into blocks of rows, so that the
//! scores stay in a cache however many rows there are. After a block its scores are swept: all of them in
//! order where the lists were long, else only those that the lists name. Either way the same rows are found.
//!
//! For cosines, search rows of length 1 ([`normalized`](SparseMatrix::normalized), or TF-IDF rows as they are).
//! Not here: search that trades exactness for speed.

use std::cmp::Ordering;
use std::ops::Range;

use crate::error::{Result, check_parameter, check_shape};
use crate::parallel;
use crate::vector::columns::counts_of;
use crate::vector::neighbour::Neighbour;
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::transpose::transposed;
use crate::vector::value::Value;

/// Rows of a block: their scores fill half of a usual second-level cache.
const ROWS_PER_BLOCK: usize = 1 << 15;
/// Multiplications of one task.
const PRODUCTS_PER_TASK: usize = 1 << 19;
/// Scores that are looked at together.
const SWEEP: usize = 16;
/// A block of more rows than so many times the products is not swept whole.
const ROWS_PER_PRODUCT: usize = 4;

/// Rows made ready to be found by their dot products.
///
/// Candidates are rows whose dot product is not zero, above all not those that share no column. The larger
/// score comes first, and of equal scores the smaller row number. A dot product that is not a number (sums
/// past the range of `f64`) is no candidate either.
///
/// # Examples
/// ```
/// use wordmill::vector::{RowSearch, SparseMatrix};
/// let rows = SparseMatrix::from_triplets(3, 2, &[(0, 0, 1.0f32), (1, 0, 0.6), (1, 1, 0.8), (2, 1, 1.0)])?;
/// let search = RowSearch::new(&rows);
/// let found = search.top(&rows, 2)?;
/// assert_eq!(found[0].iter().map(|found| found.row).collect::<Vec<_>>(), [0, 1]);
/// assert_eq!(found[1].iter().map(|found| found.row).collect::<Vec<_>>(), [1, 2]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct RowSearch<V: Value = f32> {
    /// The transposes of blocks of rows.
    blocks: Vec<SparseMatrix<V>>,
    /// How many rows store each column.
    counts: Vec<u32>,
    rows: usize,
}

impl<V: Value> RowSearch<V> {
    /// Prepares the rows of `matrix`.
    #[must_use]
    pub fn new(matrix: &SparseMatrix<V>) -> Self {
        let offsets = matrix.offsets();
        let block = |rows: Range<usize>| {
            let own = &matrix.indices()[offsets[rows.start]..offsets[rows.end]];
            let counts = counts_of(own, matrix.columns());
            let ends = &offsets[rows.start..=rows.end];
            let (offsets, indices, values) =
                transposed(ends, matrix.indices(), matrix.values(), &counts, |column| column);
            SparseMatrix::from_sound_parts(rows.len(), offsets, indices, values)
        };
        let blocks = parallel::even_ranges(matrix.rows(), ROWS_PER_BLOCK).into_iter().map(block).collect();
        RowSearch { blocks, counts: matrix.column_counts(), rows: matrix.rows() }
    }

    /// How many rows there are to be found.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// For each row of `queries` the `count` rows with the largest dot products, fewer where there are no more
    /// candidates.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where `queries` have another number of columns.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    pub fn top(&self, queries: &SparseMatrix<V>, count: usize) -> Result<Vec<Vec<Neighbour>>> {
        self.top_above(queries, count, f64::NEG_INFINITY)
    }

    /// The same among the rows whose dot product is at least `least`; a `count` of `usize::MAX` gives them all.
    ///
    /// # Errors
    /// As for [`RowSearch::top`], and [`Error::Parameter`](crate::Error::Parameter) for a `least` that is not a
    /// number.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::{RowSearch, SparseMatrix};
    /// let rows = SparseMatrix::from_triplets(3, 1, &[(0, 0, 1.0f64), (1, 0, 0.5), (2, 0, 0.7)])?;
    /// let query = rows.select_rows(&[0]);
    /// let found = RowSearch::new(&rows).top_above(&query, usize::MAX, 0.7)?;
    /// assert_eq!(found[0].iter().map(|found| found.row).collect::<Vec<_>>(), [0, 2]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn top_above(
        &self,
        queries: &SparseMatrix<V>,
        count: usize,
        least: f64,
    ) -> Result<Vec<Vec<Neighbour>>> {
        check_shape("columns of rows to search", self.counts.len(), queries.columns())?;
        check_parameter(!least.is_nan(), "least", least, "a number")?;
        if count == 0 {
            return Ok(vec![Vec::new(); queries.rows()]);
        }
        let products = |row: usize| {
            queries
                .row(row)
                .columns
                .iter()
                .map(|&column| self.counts[column as usize] as usize)
                .sum::<usize>()
        };
        let tasks = parallel::weighted_ranges(queries.rows(), PRODUCTS_PER_TASK, |row| products(row) + 1);
        let found = parallel::map(&tasks, |rows| self.answer(queries, rows.clone(), count, least));
        Ok(found.into_iter().flatten().collect())
    }

    fn answer(
        &self,
        queries: &SparseMatrix<V>,
        rows: Range<usize>,
        count: usize,
        least: f64,
    ) -> Vec<Vec<Neighbour>> {
        let mut best: Vec<Best> = rows.clone().map(|_| Best::new(count, least)).collect();
        let mut scores = vec![0.0; self.rows.min(ROWS_PER_BLOCK)];
        for (block, postings) in self.blocks.iter().enumerate() {
            let first = block * ROWS_PER_BLOCK;
            let scores = &mut scores[..postings.columns()];
            for (row, best) in rows.clone().zip(&mut best) {
                let products = add_products(queries.row(row), postings, scores);
                if products.saturating_mul(ROWS_PER_PRODUCT) < scores.len() {
                    sweep_named(queries.row(row), postings, scores, |row, score| {
                        best.offer(first + row, score);
                    });
                } else {
                    sweep_all(scores, best, first);
                }
            }
        }
        best.into_iter().map(Best::finish).collect()
    }
}

/// Adds the products of `query` with all rows of a block to their scores; says how many there were.
fn add_products<V: Value>(query: Row<'_, V>, postings: &SparseMatrix<V>, scores: &mut [f64]) -> usize {
    let mut products = 0;
    for (column, value) in query.iter() {
        let value: f64 = value.into();
        let list = postings.row(column as usize);
        for (row, other) in list.iter() {
            scores[row as usize] += value * other.into();
        }
        products += list.stored();
    }
    products
}

/// Offers the scores of the rows that the lists name, and sets them back to zero. A row that is named again
/// has no score any more.
fn sweep_named<V: Value>(
    query: Row<'_, V>,
    postings: &SparseMatrix<V>,
    scores: &mut [f64],
    mut offer: impl FnMut(usize, f64),
) {
    for &column in query.columns {
        for &row in postings.row(column as usize).columns {
            offer(row as usize, std::mem::take(&mut scores[row as usize]));
        }
    }
}

/// Offers all scores and sets them back to zero.
fn sweep_all(scores: &mut [f64], best: &mut Best, first: usize) {
    for (chunk, scores) in scores.chunks_mut(SWEEP).enumerate() {
        // Nearly always none is good enough, which a maximum says without a branch a score.
        let largest =
            scores.iter().fold(f64::NEG_INFINITY, |max, &score| if score > max { score } else { max });
        if largest >= best.floor {
            for (place, &score) in scores.iter().enumerate() {
                best.offer(first + chunk * SWEEP + place, score);
            }
        }
        scores.fill(0.0);
    }
}

/// The best rows so far, and up to as many again that may be among them.
struct Best {
    count: usize,
    /// A lower score cannot be among the best any more.
    floor: f64,
    found: Vec<Neighbour>,
}

impl Best {
    fn new(count: usize, least: f64) -> Self {
        Best { count, floor: least, found: Vec::new() }
    }

    fn offer(&mut self, row: usize, score: f64) {
        if score >= self.floor && score != 0.0 {
            self.found.push(Neighbour { row, score });
            if self.found.len() >= self.count.saturating_mul(2) {
                self.keep_best();
            }
        }
    }

    fn keep_best(&mut self) {
        if self.found.len() > self.count {
            let (_, last, _) = self.found.select_nth_unstable_by(self.count - 1, best_first);
            self.floor = last.score;
            self.found.truncate(self.count);
        }
    }

    fn finish(mut self) -> Vec<Neighbour> {
        self.keep_best();
        self.found.sort_unstable_by(best_first);
        self.found
    }
}

/// The larger score first, then the smaller row; scores are numbers and not zero.
fn best_first(a: &Neighbour, b: &Neighbour) -> Ordering {
    b.score.total_cmp(&a.score).then(a.row.cmp(&b.row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    /// More rows than a block holds, with many ties.
    fn many_rows() -> SparseMatrix<f32> {
        let draws = Seed(21).stream("rows");
        let triplets: Vec<_> = (0..3 * (ROWS_PER_BLOCK as u64 + 1_000))
            .map(|index| {
                let column = draws.below(2 * index, 200) * draws.below(2 * index, 200) / 200;
                ((index / 3) as usize, column as u32, (draws.below(2 * index + 1, 7) as f32) - 2.0)
            })
            .collect();
        SparseMatrix::from_triplets(ROWS_PER_BLOCK + 1_000, 200, &triplets).unwrap()
    }

    #[test]
    fn the_best_of_several_blocks_are_those_of_the_full_product() {
        let rows = many_rows();
        let queries = rows.select_rows(&[0, 5, 40_000_usize.min(rows.rows() - 1), 17]);
        let search = RowSearch::new(&rows);
        assert_eq!(search.rows(), rows.rows());
        for (count, least) in
            [(1, f64::NEG_INFINITY), (10, f64::NEG_INFINITY), (50_000, 3.0), (usize::MAX, -9.0)]
        {
            let found = search.top_above(&queries, count, least).unwrap();
            for (query, found) in queries.iter().zip(found) {
                let score =
                    |(row, other): (usize, Row<'_, f32>)| Neighbour { row, score: query.dot_sparse(other) };
                let mut all: Vec<Neighbour> = rows.iter().enumerate().map(score).collect();
                all.retain(|found| found.score != 0.0 && found.score >= least);
                all.sort_by(best_first);
                all.truncate(count);
                assert_eq!(found, all);
            }
        }
    }

    #[test]
    fn nothing_is_found_where_nothing_is_asked_or_shared() {
        let rows = SparseMatrix::from_triplets(2, 3, &[(0, 0, 1.0f64), (1, 1, f64::MAX)]).unwrap();
        let search = RowSearch::new(&rows);
        assert_eq!(search.top(&rows, 0).unwrap(), [vec![], vec![]]);
        let other = SparseMatrix::from_triplets(2, 3, &[(0, 2, 1.0), (1, 1, f64::MAX)]).unwrap();
        let found = search.top(&other, 5).unwrap();
        assert_eq!(found, [vec![], vec![Neighbour { row: 1, score: f64::INFINITY }]]);
        assert!(search.top(&SparseMatrix::from_parts(2, vec![0], vec![], vec![]).unwrap(), 5).is_err());
        assert!(search.top_above(&other, 5, f64::NAN).is_err());
        let none = SparseMatrix::<f64>::from_parts(3, vec![0], vec![], vec![]).unwrap();
        assert_eq!(RowSearch::new(&none).top(&other, 5).unwrap(), [vec![], vec![]]);
    }
}
