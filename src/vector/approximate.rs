//! [`Hnsw`]: the nearest rows of a matrix, found without looking at them all.
//!
//! A hierarchical navigable small world (Malkov and Yashunin, "Efficient and robust approximate nearest
//! neighbor search using Hierarchical Navigable Small World graphs", 2018): every row is a node, linked to
//! near rows that lie in different directions. A few rows also stand on sparse upper layers, each with
//! m times fewer rows than the one below. A search walks from the top greedily to the query and, on the
//! ground layer, keeps the `ef_search` nearest rows that it has met. The graph is built and walked by the
//! crate `fast-hnsw`; what it finds is scored again here, exactly.
//!
//! The graph needs a true metric, since its choice of links uses the triangle inequality. So
//!
//! ```text
//! Euclidean   d(x, y) = ‖x − y‖
//! Cosine      d(x, y) = ‖x/‖x‖ − y/‖y‖‖ = √(2 − 2 cos(x, y))              falls as the cosine rises
//! Dot         d(q, x) = ‖(q′, 0) − (x, √(M² − ‖x‖²))‖ = √(2M² − 2 q′·x)    falls as the product rises
//! ```
//!
//! where M is the largest norm of a row and q′ the query brought to norm M, which changes no order
//! (Bachrach et al., "Speeding up the Xbox recommender system using a Euclidean transformation for
//! inner-product spaces", 2014).
//!
//! Rows that repeat would be linked to each other alone, so rows in one place share a node; with cosines, rows
//! that are multiples of each other do.
//!
//! Rows cannot be added or taken out later, and an index is not saved: keep the rows and the params, and
//! fit again.

use std::cmp::Ordering;
use std::fmt;

use fast_hnsw::distance::Distance;
use fast_hnsw::{Builder, PruneStrategy};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit, check_parameter, check_shape};
use crate::fit::Fit;
use crate::parallel;
use crate::progress::{Progress, report};
use crate::vector::approximate::repeats::Repeats;
use crate::vector::dense::DenseMatrix;
use crate::vector::kernel::reduce::{
    dot, dot_wide, squared_distance, squared_distance_wide, squared_norm_wide,
};
use crate::vector::neighbour::Neighbour;

mod repeats;

/// Rows that are linked between two reports.
const ROWS_PER_REPORT: usize = 1_000;
/// Queries that a task answers.
const QUERIES_PER_TASK: usize = 16;
/// Norms whose squares neither overflow nor vanish in `f32`; a row of zeros is allowed as well.
const NORMS: std::ops::RangeInclusive<f64> = 1e-18..=1e18;

/// What it means to be near.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Closeness {
    /// The cosine of the angle, `x·y / (‖x‖ ‖y‖)`; 0 where one of them is zero.
    #[default]
    Cosine,
    /// The dot product, `x·y`.
    Dot,
    /// The Euclidean distance, `‖x − y‖`: the lower, the nearer.
    Euclidean,
}

impl Closeness {
    /// The nearer row first, and of equally near ones the smaller number.
    fn order(self, a: &Neighbour, b: &Neighbour) -> Ordering {
        let (first, second) = if self == Closeness::Euclidean { (a, b) } else { (b, a) };
        first.score.total_cmp(&second.score).then(a.row.cmp(&b.row))
    }
}

/// How to build an index and how to search it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HnswParams {
    similarity: Closeness,
    connections: usize,
    ef_construction: usize,
    ef_search: usize,
    seed: u64,
}

impl Default for HnswParams {
    fn default() -> Self {
        HnswParams {
            similarity: Closeness::Cosine,
            connections: 16,
            ef_construction: 200,
            ef_search: 100,
            seed: 0,
        }
    }
}

impl HnswParams {
    /// What near means. Default: the cosine.
    #[must_use]
    pub fn similarity(mut self, similarity: Closeness) -> Self {
        self.similarity = similarity;
        self
    }

    /// Links of a row on each upper layer; the ground layer has twice as many (M), 2 to 32. More of them
    /// help where rows have many dimensions, and cost memory and time. Default: 16.
    #[must_use]
    pub fn connections(mut self, connections: usize) -> Self {
        self.connections = connections;
        self
    }

    /// Rows among which the links of a new row are chosen (efConstruction), `connections` to 65,536.
    /// More of them make a better graph, more slowly. Default: 200.
    #[must_use]
    pub fn ef_construction(mut self, ef_construction: usize) -> Self {
        self.ef_construction = ef_construction;
        self
    }

    /// The nearest rows that a search keeps while it walks (ef), 1 to 65,536; a search for more rows than
    /// this keeps that many. More of them find more of the true neighbours, more slowly. Default: 100.
    #[must_use]
    pub fn ef_search(mut self, ef_search: usize) -> Self {
        self.ef_search = ef_search;
        self
    }

    /// The seed of the draws that raise rows to upper layers. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    fn check(&self) -> Result<()> {
        // The crate holds the links of a row on the ground layer in 64 places.
        let connections = self.connections;
        check_parameter((2..=32).contains(&connections), "connections", connections, "2 to 32")?;
        let construction = (connections..=65_536).contains(&self.ef_construction);
        let expected = "connections to 65536";
        check_parameter(construction, "ef_construction", self.ef_construction, expected)?;
        let search = (1..=65_536).contains(&self.ef_search);
        check_parameter(search, "ef_search", self.ef_search, "1 to 65536")
    }

    /// What each row is divided by before it is compared with others: its largest number, where only
    /// directions count.
    fn units(&self, rows: &DenseMatrix) -> Vec<f64> {
        let largest = |row| rows.row(row).iter().fold(0.0f32, |largest, x| largest.max(x.abs()));
        let unit = |row| match (self.similarity, largest(row)) {
            (Closeness::Cosine, largest) if largest > 0.0 => f64::from(largest),
            _ => 1.0,
        };
        (0..rows.rows()).map(unit).collect()
    }
}

impl Fit<DenseMatrix> for HnswParams {
    type Model = Hnsw;

    /// Links the rows, one after the other, on one thread. Reports every thousand rows.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range and for rows that hold NaN or infinities or whose norm is
    /// neither 0 nor from 1e-18 to 1e18, [`Error::Empty`] without rows or columns, [`Error::Limit`] past
    /// 2³² − 1 rows, [`Error::Interrupted`] where the observer asks to stop.
    ///
    /// # Determinism
    /// The same rows, params and seed give the same index and the same answers, on any number of threads
    /// and with any instruction set. The crate's generator is another one where pointers have 32 bits:
    /// there the index differs.
    fn fit_with(&self, rows: &DenseMatrix, progress: &mut dyn Progress) -> Result<Hnsw> {
        self.check()?;
        if rows.rows() == 0 || rows.columns() == 0 {
            return Err(Error::Empty { what: "matrix to index" });
        }
        check_limit("rows of an index", u64::from(u32::MAX), rows.rows() as u64)?;
        let norms = (0..rows.rows()).map(|row| checked_norm("rows", row, rows.row(row)));
        let norms = norms.collect::<Result<Vec<f64>>>()?;
        let longest = norms.iter().copied().fold(0.0, f64::max);
        let space = Space { similarity: self.similarity, columns: rows.columns(), longest };
        let mut graph = Builder::new()
            .m(self.connections)
            .ef_construction(self.ef_construction)
            // The default drops the farthest link instead, and clusters lose touch with each other.
            .prune_strategy(PruneStrategy::Heuristic)
            .capacity(rows.rows())
            .seed(self.seed)
            .build(space);
        let repeats = Repeats::of(rows, &self.units(rows));
        for group in 0..repeats.groups() {
            if group % ROWS_PER_REPORT == 0 {
                report(progress, "index rows", group as u64, Some(repeats.groups() as u64), &[])?;
            }
            let row = repeats.first(group);
            graph.insert(space.place_of_row(rows.row(row), norms[row]));
        }
        Ok(Hnsw { params: self.clone(), space, graph, repeats })
    }
}

/// An index of rows for approximate search.
///
/// Use it for many queries against some tens of thousands of rows or more; below that, or for a few queries,
/// scoring every row is as fast, and exact. What `benches/ann.rs` prints for ten neighbours among rows of 64
/// columns in a hundred loose clusters, default params, one thread of a busy machine with AVX-512:
///
/// | rows | fit | recall | queries/s | queries/s, every row scored |
/// |---|---|---|---|---|
/// | 10,000 | 4 s | 0.9995 | 5,000 to 8,000 | 4,000 to 5,600 |
/// | 100,000 | 84 s | 0.9985 | 2,700 | 310 |
///
/// It holds a copy of the rows, and at 16 connections about 400 bytes a row for links. With dot products of rows
/// whose norms differ much, and among hundreds of rows that are nearly but not quite equal, it finds fewer: look
/// at the recall on rows of yours, and raise `ef_construction` and `ef_search`.
///
/// # Examples
/// ```
/// use wordmill::Fit;
/// use wordmill::vector::{DenseMatrix, Hnsw};
/// let rows = DenseMatrix::from_rows(2, vec![1.0, 0.0, 0.6, 0.8, 0.0, 2.0])?;
/// let index = Hnsw::params().seed(1).fit(&rows)?;
/// let found = index.search(&[0.0, 1.0], 2)?;
/// assert_eq!((found[0].row, found[0].score), (2, 1.0));
/// assert_eq!(found[1].row, 1);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub struct Hnsw {
    params: HnswParams,
    space: Space,
    graph: fast_hnsw::Hnsw<Space>,
    /// The rows that each node of the graph stands for.
    repeats: Repeats,
}

impl fmt::Debug for Hnsw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = formatter.debug_struct("Hnsw");
        out.field("params", &self.params).field("rows", &self.rows()).field("columns", &self.columns());
        out.finish_non_exhaustive()
    }
}

impl Hnsw {
    /// Params with their defaults.
    #[must_use]
    pub fn params() -> HnswParams {
        HnswParams::default()
    }

    /// How the index was built.
    #[must_use]
    pub fn fitted_params(&self) -> &HnswParams {
        &self.params
    }

    /// The same index, searched with another `ef_search`.
    ///
    /// # Errors
    /// [`Error::Parameter`] where it is not from 1 to 65,536.
    pub fn with_ef_search(mut self, ef_search: usize) -> Result<Self> {
        self.params = self.params.ef_search(ef_search);
        self.params.check()?;
        Ok(self)
    }

    /// Rows that are indexed.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.repeats.rows()
    }

    /// Columns of each row.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.space.columns
    }

    /// The `k` rows nearest to `query`, as far as the graph leads to them, nearest first; equal scores in the
    /// order of rows.
    ///
    /// Scores are exact: products and distances of the rows as they were given, summed in `f64` (the multiples of a
    /// row share its cosine to the last bit). What is approximate is which rows are found. Where `ef_search` or `k`
    /// reaches the number of different rows, every row is scored.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a `k` of 0 and for a query with NaN, infinities or a norm that is neither 0 nor
    /// from 1e-18 to 1e18, [`Error::Shape`] for a query of another length.
    pub fn search(&self, query: &[f32], k: usize) -> Result<Vec<Neighbour>> {
        check_parameter(k > 0, "k", k, "at least 1")?;
        check_shape("numbers of a query", self.columns(), query.len())?;
        let norm = checked_norm("query", 0, query)?;
        Ok(self.nearest(query, norm, k))
    }

    /// [`Hnsw::search`] for every row of `queries`, on all threads.
    ///
    /// # Errors
    /// As [`Hnsw::search`].
    ///
    /// # Determinism
    /// The same answers on any number of threads.
    pub fn search_rows(&self, queries: &DenseMatrix, k: usize) -> Result<Vec<Vec<Neighbour>>> {
        check_parameter(k > 0, "k", k, "at least 1")?;
        if queries.rows() == 0 {
            return Ok(Vec::new());
        }
        check_shape("columns of the queries", self.columns(), queries.columns())?;
        let ranges = parallel::even_ranges(queries.rows(), QUERIES_PER_TASK);
        let answers = parallel::map(&ranges, |range| {
            let answer = |row| {
                let norm = checked_norm("queries", row, queries.row(row))?;
                Ok(self.nearest(queries.row(row), norm, k))
            };
            range.clone().map(answer).collect::<Result<Vec<_>>>()
        });
        Ok(answers.into_iter().collect::<Result<Vec<_>>>()?.concat())
    }

    fn nearest(&self, query: &[f32], norm: f64, k: usize) -> Vec<Neighbour> {
        let breadth = self.params.ef_search.max(k);
        let nodes: Vec<usize> = if breadth >= self.graph.len() {
            (0..self.graph.len()).collect()
        } else {
            let met = self.graph.search(&self.space.place_of_query(query, norm), breadth, breadth);
            met.into_iter().map(|node| node.id).collect()
        };
        let mut found = Vec::with_capacity(nodes.len());
        for node in nodes {
            let score = self.space.score(query, norm, self.graph.get_vector(node));
            found.extend(self.repeats.group(node).take(k).map(|row| Neighbour { row, score }));
        }
        found.sort_unstable_by(|a, b| self.space.similarity.order(a, b));
        found.truncate(k);
        found
    }
}

/// Where rows and queries lie, and how far apart: the distances of the file's head.
#[derive(Debug, Clone, Copy)]
struct Space {
    similarity: Closeness,
    columns: usize,
    /// The largest norm of a row.
    longest: f64,
}

impl Space {
    /// The row with what its distances need beside it: the inverse of its norm for cosines, the coordinate
    /// that lifts it to the norm of the longest for dot products.
    fn place_of_row(self, row: &[f32], norm: f64) -> Vec<f32> {
        let mut place = Vec::with_capacity(row.len() + 1);
        place.extend_from_slice(row);
        match self.similarity {
            Closeness::Cosine => place.push(inverse(norm) as f32),
            Closeness::Dot => place.push((self.longest * self.longest - norm * norm).max(0.0).sqrt() as f32),
            Closeness::Euclidean => {}
        }
        place
    }

    fn place_of_query(self, query: &[f32], norm: f64) -> Vec<f32> {
        if self.similarity != Closeness::Dot {
            return self.place_of_row(query, norm);
        }
        let stretch = self.longest * inverse(norm);
        query.iter().map(|&x| (f64::from(x) * stretch) as f32).chain([0.0]).collect()
    }

    /// The exact score of the row at `place`.
    fn score(self, query: &[f32], norm: f64, place: &[f32]) -> f64 {
        let row = &place[..self.columns];
        match self.similarity {
            Closeness::Cosine => {
                let inverses = inverse(norm) * inverse(squared_norm_wide(row).sqrt());
                (dot_wide(query, row) * inverses).clamp(-1.0, 1.0)
            }
            Closeness::Dot => dot_wide(query, row),
            Closeness::Euclidean => squared_distance_wide(query, row).sqrt(),
        }
    }
}

impl Distance for Space {
    fn distance(&self, a: &[f32], b: &[f32]) -> f32 {
        if self.similarity == Closeness::Cosine {
            let ((a, of_a), (b, of_b)) = (a.split_at(self.columns), b.split_at(self.columns));
            let cosine = dot(a, b) * (of_a[0] * of_b[0]);
            return (2.0 - 2.0 * cosine).max(0.0).sqrt();
        }
        squared_distance(a, b).sqrt()
    }
}

fn inverse(norm: f64) -> f64 {
    if norm == 0.0 { 0.0 } else { 1.0 / norm }
}

/// The norm of a row whose distances can be told.
fn checked_norm(name: &'static str, row: usize, values: &[f32]) -> Result<f64> {
    let norm = squared_norm_wide(values).sqrt();
    let expected = "finite numbers with a norm of 0 or 1e-18 to 1e18";
    if norm == 0.0 || NORMS.contains(&norm) {
        return Ok(norm);
    }
    Err(Error::parameter(name, format!("a norm of {norm:.3e} in row {row}"), expected))
}

#[cfg(test)]
mod tests;
