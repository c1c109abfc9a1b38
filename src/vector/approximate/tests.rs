//! Recall against every row scored by hand, order, and absurd input.

use super::*;
use crate::parallel::with_threads;
use crate::progress::{Next, Report};
use crate::seed::Seed;

const COLUMNS: usize = 64;

/// Rows around random centres; `cluster` says which one a row belongs to.
fn clustered(rows: usize, seed: u64, spread: f64, cluster: impl Fn(usize) -> usize) -> DenseMatrix {
    let (centres, offsets) = (Seed(0).stream("centres"), Seed(seed).stream("offsets"));
    // The sum of four even draws is near enough to a normal one.
    let draw = |stream: crate::seed::Stream, at: usize| {
        (0..4).map(|part| stream.uniform((4 * at + part) as u64)).sum::<f64>() * 3f64.sqrt() - 12f64.sqrt()
    };
    let values = (0..rows).flat_map(|row| {
        let centre = cluster(row) * COLUMNS;
        (0..COLUMNS).map(move |column| {
            (draw(centres, centre + column) + spread * draw(offsets, row * COLUMNS + column)) as f32
        })
    });
    DenseMatrix::from_rows(COLUMNS, values.collect()).unwrap()
}

/// The same, with clusters drawn by lot.
fn mixed(rows: usize, seed: u64, spread: f64) -> DenseMatrix {
    let lot = Seed(seed).stream("clusters");
    clustered(rows, seed, spread, |row| lot.below(row as u64, 100) as usize)
}

/// What scoring every row finds, by the naive formulas.
fn by_hand(rows: &DenseMatrix, query: &[f32], similarity: Closeness, k: usize) -> Vec<Neighbour> {
    let sum = |terms: &dyn Fn(usize) -> f64| (0..query.len()).map(terms).sum::<f64>();
    let mut all: Vec<Neighbour> = (0..rows.rows())
        .map(|row| {
            let (x, y) = (|i: usize| f64::from(query[i]), |i: usize| f64::from(rows.row(row)[i]));
            let product = sum(&|i| x(i) * y(i));
            let score = match similarity {
                // A row of zeros has the product 0, and any norm will do.
                Closeness::Cosine => {
                    let norms = sum(&|i| x(i) * x(i)).sqrt() * sum(&|i| y(i) * y(i)).sqrt();
                    product / norms.max(f64::MIN_POSITIVE)
                }
                Closeness::Dot => product,
                Closeness::Euclidean => sum(&|i| (x(i) - y(i)).powi(2)).sqrt(),
            };
            Neighbour { row, score }
        })
        .collect();
    all.sort_by(|a, b| similarity.order(a, b));
    all.truncate(k);
    all
}

/// The share of true neighbours that the index finds; checks the scores on the way.
fn recall(index: &Hnsw, rows: &DenseMatrix, queries: &DenseMatrix, k: usize) -> f64 {
    let similarity = index.fitted_params().similarity;
    let answers = index.search_rows(queries, k).unwrap();
    let mut hits = 0;
    for (query, found) in answers.iter().enumerate() {
        assert_eq!(found.len(), k);
        assert!(found.is_sorted_by(|a, b| similarity.order(a, b).is_lt()));
        let truth = by_hand(rows, queries.row(query), similarity, k);
        for found in found {
            if let Some(truth) = truth.iter().find(|truth| truth.row == found.row) {
                assert!((truth.score - found.score).abs() < 1e-10 * truth.score.abs().max(1.0));
                hits += 1;
            }
        }
    }
    hits as f64 / (k * answers.len()) as f64
}

#[test]
fn default_params_find_nearly_all_neighbours() {
    for spread in [1.0, 0.2] {
        let (rows, queries) = (mixed(10_000, 1, spread), mixed(50, 2, spread));
        let index = Hnsw::params().fit(&rows).unwrap();
        let recall = recall(&index, &rows, &queries, 10);
        assert!(recall >= 0.95, "spread {spread}: {recall}");
    }
}

#[test]
fn every_similarity_finds_its_own_neighbours() {
    let mut rows = mixed(3_000, 1, 1.0);
    // Norms over two powers of ten.
    for row in 0..rows.rows() {
        let factor = 10f32.powf(Seed(3).stream("norms").uniform(row as u64) as f32 * 2.0);
        rows.row_mut(row).iter_mut().for_each(|x| *x *= factor);
    }
    let queries = mixed(50, 2, 1.0);
    for similarity in [Closeness::Cosine, Closeness::Dot, Closeness::Euclidean] {
        let index = Hnsw::params().similarity(similarity).fit(&rows).unwrap();
        let recall = recall(&index, &rows, &queries, 10);
        assert!(recall >= 0.95, "{similarity:?}: {recall}");
    }
}

#[test]
fn clusters_that_come_one_after_the_other_stay_in_touch() {
    let rows = clustered(4_000, 1, 0.1, |row| row / 100);
    let queries = clustered(40, 2, 0.1, |row| row);
    let index = Hnsw::params().similarity(Closeness::Euclidean).fit(&rows).unwrap();
    let recall = recall(&index, &rows, &queries, 10);
    assert!(recall >= 0.95, "{recall}");
}

#[test]
fn the_same_seed_gives_the_same_answers_on_any_pool() {
    let (rows, queries) = (mixed(2_000, 1, 1.0), mixed(100, 2, 1.0));
    let answers = |seed, threads| {
        let params = Hnsw::params().connections(4).ef_construction(8).ef_search(10).seed(seed);
        with_threads(threads, || params.fit(&rows)?.search_rows(&queries, 10)).unwrap().unwrap()
    };
    let first = answers(1, 1);
    assert_eq!(first, answers(1, 3));
    assert_ne!(first, answers(2, 1));
    let index = Hnsw::params().connections(4).ef_construction(8).seed(1).fit(&rows).unwrap();
    let index = index.with_ef_search(10).unwrap();
    assert_eq!(index.search(queries.row(7), 10).unwrap(), first[7]);
    assert!(index.with_ef_search(0).is_err());
}

#[test]
fn few_rows_are_all_scored_and_ties_go_by_row() {
    let rows = DenseMatrix::from_rows(2, vec![1.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 1.0, 1.0, 0.0]).unwrap();
    let rows_of = |similarity, query: [f32; 2], k| {
        let index = Hnsw::params().similarity(similarity).fit(&rows).unwrap();
        let found = index.search(&query, k).unwrap();
        found.into_iter().map(|found| (found.row, found.score)).collect::<Vec<_>>()
    };
    let cosines = [(0, 1.0), (2, 1.0), (4, 1.0), (1, 0.0), (3, 0.0)];
    assert_eq!(rows_of(Closeness::Cosine, [3.0, 0.0], 9), cosines);
    assert_eq!(rows_of(Closeness::Dot, [3.0, 0.0], 2), [(2, 6.0), (0, 3.0)]);
    let distances = rows_of(Closeness::Euclidean, [1.0, 0.0], usize::MAX);
    assert_eq!(distances[..4], [(0, 0.0), (4, 0.0), (1, 1.0), (2, 1.0)]);
    assert_eq!(rows_of(Closeness::Dot, [0.0, 0.0], 2), [(0, 0.0), (1, 0.0)]);
}

/// Half of the rows are zero, a tenth is one row, the others come twice; every third is stretched.
#[test]
fn rows_that_repeat_are_found_with_the_others() {
    let mut rows = mixed(3_000, 1, 1.0);
    for row in 0..rows.rows() {
        let (same, factor) = (rows.row(7).to_vec(), if row % 3 == 0 { 4.0 } else { 1.0 });
        match row % 10 {
            0..5 => rows.row_mut(row).fill(0.0),
            5 => rows.row_mut(row).copy_from_slice(&same),
            6 | 8 => {
                let other = rows.row(row + 1).to_vec();
                rows.row_mut(row).iter_mut().zip(other).for_each(|(x, y)| *x = factor * y);
            }
            _ => {}
        }
    }
    let queries = mixed(50, 2, 1.0);
    for similarity in [Closeness::Cosine, Closeness::Dot, Closeness::Euclidean] {
        let index = Hnsw::params().similarity(similarity).fit(&rows).unwrap();
        assert_eq!(index.rows(), 3_000);
        let recall = recall(&index, &rows, &queries, 10);
        assert!(recall >= 0.95, "{similarity:?}: {recall}");
        let of_zeros = index.search(&[0.0; COLUMNS], 5).unwrap();
        assert_eq!(of_zeros.len(), 5);
        if similarity == Closeness::Euclidean {
            assert_eq!(of_zeros.iter().map(|found| found.row).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        }
    }
}

#[test]
fn absurd_input_is_an_error() {
    let rows = DenseMatrix::from_rows(2, vec![1.0, 2.0, 3.0, 4.0]).unwrap();
    let message = |params: HnswParams| params.fit(&rows).unwrap_err().to_string();
    assert_eq!(message(Hnsw::params().connections(1)), "parameter connections: expected 2 to 32, got 1");
    assert!(message(Hnsw::params().connections(33)).starts_with("parameter connections"));
    assert!(message(Hnsw::params().ef_construction(15)).starts_with("parameter ef_construction"));
    assert!(message(Hnsw::params().ef_construction(usize::MAX)).starts_with("parameter ef_construction"));
    assert!(message(Hnsw::params().ef_search(0)).starts_with("parameter ef_search"));
    assert!(message(Hnsw::params().ef_search(usize::MAX)).starts_with("parameter ef_search"));

    let empty = DenseMatrix::zeros(0, 3);
    assert_eq!(Hnsw::params().fit(&empty).unwrap_err().to_string(), "matrix to index is empty");
    assert!(Hnsw::params().fit(&DenseMatrix::zeros(3, 0)).is_err());
    for (bad, norm) in [(f32::NAN, "NaN"), (f32::INFINITY, "inf"), (1e19, "1.000e19"), (1e-20, "1.000e-20")] {
        let rows = DenseMatrix::from_rows(1, vec![1.0, bad]).unwrap();
        let message = Hnsw::params().fit(&rows).unwrap_err().to_string();
        assert!(message.contains(&format!("got a norm of {norm}")), "{message}");
        assert!(message.ends_with("in row 1"), "{message}");
    }

    let index = Hnsw::params().fit(&rows).unwrap();
    let message = index.search(&[1.0], 1).unwrap_err().to_string();
    assert_eq!(message, "numbers of a query: expected 2, got 1");
    assert!(index.search(&[1.0, 1.0], 0).is_err());
    assert!(index.search(&[1.0, f32::NAN], 1).is_err());
    assert!(index.search_rows(&DenseMatrix::zeros(1, 3), 1).is_err());
    assert!(index.search_rows(&DenseMatrix::from_rows(2, vec![0.0, f32::MAX]).unwrap(), 1).is_err());
    assert_eq!(index.search_rows(&DenseMatrix::zeros(0, 3), 1).unwrap(), Vec::<Vec<Neighbour>>::new());
}

#[test]
fn the_observer_is_told_and_can_stop() {
    struct Until(u64);
    impl Progress for Until {
        fn report(&mut self, report: &Report<'_>) -> Next {
            if report.done < self.0 { Next::Continue } else { Next::Stop }
        }
    }
    let rows = mixed(1_500, 1, 1.0);
    let params = Hnsw::params().connections(4).ef_construction(8);
    assert!(matches!(params.fit_with(&rows, &mut Until(1_000)), Err(Error::Interrupted)));
    assert!(params.fit_with(&rows, &mut Until(1_001)).is_ok());
}
