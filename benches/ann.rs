//! Ten nearest rows, in queries a second on one thread, beside scoring every row; prints fit time and recall.
//!
//! `ANN_ROWS=100000 cargo bench --features ann --bench ann` takes another number of rows than 10,000.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stderr, reason = "a bench")]

use std::cell::Cell;
use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use wordmill::Fit;
use wordmill::parallel::with_threads;
use wordmill::seed::{Seed, Stream};
use wordmill::vector::kernel::{dot_wide, squared_norm_wide};
use wordmill::vector::{DenseMatrix, Hnsw};

const COLUMNS: usize = 64;
const CLUSTERS: u64 = 100;
const QUERIES: usize = 200;
const K: usize = 10;

/// Rows around a hundred centres, each as far from its centre as the centres are from 0.
fn clustered(rows: usize, seed: u64) -> DenseMatrix {
    let normal = |stream: Stream, at: u64| {
        let (radius, angle) = (1.0 - stream.uniform(2 * at), stream.uniform(2 * at + 1));
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    };
    let (centres, lot, offsets) =
        (Seed(0).stream("centres"), Seed(seed).stream("clusters"), Seed(seed).stream("offsets"));
    let values = (0..rows * COLUMNS).map(|at| {
        let (row, column) = ((at / COLUMNS) as u64, (at % COLUMNS) as u64);
        let centre = lot.below(row, CLUSTERS) * COLUMNS as u64 + column;
        (normal(centres, centre) + normal(offsets, at as u64)) as f32
    });
    DenseMatrix::from_rows(COLUMNS, values.collect()).unwrap()
}

/// The rows with the highest cosines, every row scored.
fn every_row(rows: &DenseMatrix, inverse_norms: &[f64], query: &[f32]) -> Vec<usize> {
    let score = |row: usize| dot_wide(rows.row(row), query) * inverse_norms[row];
    let mut scores: Vec<(f64, usize)> = (0..rows.rows()).map(|row| (score(row), row)).collect();
    scores.select_nth_unstable_by(K, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scores.truncate(K);
    scores.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scores.into_iter().map(|(_, row)| row).collect()
}

fn neighbours(criterion: &mut Criterion) {
    let count = std::env::var("ANN_ROWS").map_or(10_000, |rows| rows.parse().unwrap());
    let (rows, queries) = (clustered(count, 1), clustered(QUERIES, 2));
    let start = Instant::now();
    let index = Hnsw::params().fit(&rows).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    let inverse_norms: Vec<f64> =
        (0..count).map(|row| 1.0 / squared_norm_wide(rows.row(row)).sqrt()).collect();
    let answers = index.search_rows(&queries, K).unwrap();
    let hits = answers.iter().enumerate().map(|(query, found)| {
        let truth = every_row(&rows, &inverse_norms, queries.row(query));
        found.iter().filter(|found| truth.contains(&found.row)).count()
    });
    let recall = hits.sum::<usize>() as f64 / (K * QUERIES) as f64;
    eprintln!("{count} rows × {COLUMNS}: fit {seconds:.2} s, recall of {K} {recall:.4}");
    assert!(recall >= 0.95);

    let mut group = criterion.benchmark_group("ann");
    group.throughput(Throughput::Elements(1)).sample_size(20);
    let turn = Cell::new(0);
    let next = || {
        turn.set((turn.get() + 1) % QUERIES);
        queries.row(turn.get())
    };
    group.bench_function(format!("{count}/every row"), |b| {
        b.iter(|| every_row(black_box(&rows), &inverse_norms, next()));
    });
    group.bench_function(format!("{count}/hnsw"), |b| b.iter(|| index.search(black_box(next()), K).unwrap()));
    group.throughput(Throughput::Elements(QUERIES as u64));
    group.bench_function(format!("{count}/hnsw in batches, one thread"), |b| {
        b.iter(|| with_threads(1, || index.search_rows(black_box(&queries), K).unwrap()).unwrap());
    });
    group.finish();
}

criterion_group!(benches, neighbours);
criterion_main!(benches);
