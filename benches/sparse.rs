//! Sparse products, sorting, scaling and search, in entries a second, beside sprs, nalgebra-sparse and plain loops.
//!
//! Columns follow Zipf's law, rows hold 60 to 200 entries, on one thread unless the name says otherwise.
//! `cargo bench --bench sparse -- ratios` prints ratios of ways that take turns at a product with a vector.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a bench")]

mod alternate;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;

use alternate::{Way, alternate};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group};
use nalgebra::{DMatrix, DVector};
use nalgebra_sparse::ops::Op;
use nalgebra_sparse::ops::serial::spmm_csr_dense;
use nalgebra_sparse::{CooMatrix, CsrMatrix};
use ndarray::{Array2, ArrayView2};
use sprs::prod::{csr_mulacc_dense_rowmaj, mul_acc_mat_vec_csr};
use wordmill::parallel::with_threads;
use wordmill::seed::Seed;
use wordmill::vector::{RowNorm, RowSearch, SparseBuilder, SparseMatrix, Value, product, transpose_product};

/// Rows of documents: the column of rank r is drawn about as often as 1/r, and ranks lie anywhere.
fn documents(rows: usize, columns: usize) -> SparseMatrix<f64> {
    let (lengths, ranks, values) =
        (Seed(1).stream("lengths"), Seed(1).stream("ranks"), Seed(1).stream("values"));
    let mut column_of: Vec<u32> = (0..columns as u32).collect();
    Seed(1).stream("columns").shuffle(&mut column_of);
    let mut builder = SparseBuilder::new(columns);
    let mut draw = 0;
    for row in 0..rows as u64 {
        let mut draw_column = || {
            draw += 1;
            let rank = (columns as f64).powf(ranks.uniform(draw)) - 1.0;
            column_of[(rank as usize).min(columns - 1)]
        };
        let chosen: BTreeSet<u32> = (0..60 + lengths.below(row, 140)).map(|_| draw_column()).collect();
        let entry = |column: u32| (column, values.uniform(row * columns as u64 + u64::from(column)) - 0.3);
        builder.push_row(chosen.into_iter().map(entry)).unwrap();
    }
    builder.finish()
}

fn numbers(purpose: &str, len: usize) -> Vec<f64> {
    let draws = Seed(2).stream(purpose);
    (0..len as u64).map(|index| draws.uniform(index) - 0.5).collect()
}

fn close(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9)
}

fn as_nalgebra<V: Value>(matrix: &SparseMatrix<V>) -> CsrMatrix<V> {
    let indices = matrix.indices().iter().map(|&column| column as usize).collect();
    let (offsets, values) = (matrix.offsets().to_vec(), matrix.values().to_vec());
    CsrMatrix::try_from_csr_data(matrix.rows(), matrix.columns(), offsets, indices, values).unwrap()
}

/// Times `work` on a pool of so many threads.
fn time<R>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    threads: usize,
    mut work: impl FnMut() -> R + Send,
) {
    let mut times = |count: u64| {
        let start = Instant::now();
        for _ in 0..count {
            black_box(work());
        }
        start.elapsed()
    };
    group.bench_function(name, |b| b.iter_custom(|count| with_threads(threads, || times(count)).unwrap()));
}

/// Reads as many bytes as a product does and adds them up: no product can be faster.
fn read<V: Value>(matrix: &SparseMatrix<V>) -> (u32, V) {
    let (columns, _) = matrix.indices().as_chunks::<32>();
    let (values, _) = matrix.values().as_chunks::<32>();
    let (mut sum_of_columns, mut sums) = ([0u32; 32], [V::default(); 32]);
    for columns in columns {
        for lane in 0..32 {
            sum_of_columns[lane] = sum_of_columns[lane].wrapping_add(columns[lane]);
        }
    }
    for values in values {
        for lane in 0..32 {
            sums[lane] = sums[lane] + values[lane];
        }
    }
    (
        sum_of_columns.into_iter().fold(0, u32::wrapping_add),
        sums.into_iter().fold(V::default(), |sum, value| sum + value),
    )
}

fn times_vector(criterion: &mut Criterion) {
    for (rows, columns) in [(50_000, 500), (50_000, 2_000), (50_000, 50_000)] {
        let matrix = documents(rows, columns);
        let narrow = matrix.converted::<f32>().unwrap();
        let (factor, (mut ours, mut sprs)) = (numbers("vector", columns), (vec![0.0; rows], vec![0.0; rows]));
        let factor_32: Vec<f32> = factor.iter().map(|&number| number as f32).collect();
        let (mut ours_32, mut sprs_32) = (vec![0.0f32; rows], vec![0.0f32; rows]);
        let (sprs_view, sprs_view_32) = (matrix.as_sprs(), narrow.as_sprs());
        let (peer, peer_32) = (as_nalgebra(&matrix), as_nalgebra(&narrow));
        let (peer_factor, peer_factor_32) =
            (DVector::from_row_slice(&factor), DVector::from_row_slice(&factor_32));
        let (mut peer_out, mut peer_out_32) = (DVector::zeros(rows), DVector::zeros(rows));

        product(&matrix, &factor, 1, &mut ours).unwrap();
        mul_acc_mat_vec_csr(sprs_view, &factor[..], &mut sprs[..]);
        spmm_csr_dense(0.0, &mut peer_out, 1.0, Op::NoOp(&peer), Op::NoOp(&peer_factor));
        assert!(close(&ours, &sprs) && close(&ours, peer_out.as_slice()));
        product(&narrow, &factor_32, 1, &mut ours_32).unwrap();
        assert!(ours.iter().zip(&ours_32).all(|(a, &b)| (a - f64::from(b)).abs() < 1e-4));

        let mut group = criterion.benchmark_group(format!("sparse/times vector/{columns}"));
        group.throughput(Throughput::Elements(matrix.stored() as u64)).sample_size(20);
        time(&mut group, "f64/read only", 1, || read(&matrix));
        time(&mut group, "f64/nalgebra", 1, || {
            spmm_csr_dense(0.0, &mut peer_out, 1.0, Op::NoOp(&peer), Op::NoOp(&peer_factor));
        });
        time(&mut group, "f64/sprs", 1, || {
            sprs.fill(0.0);
            mul_acc_mat_vec_csr(sprs_view, &factor[..], &mut sprs[..]);
        });
        time(&mut group, "f64/ours", 1, || product(&matrix, &factor, 1, &mut ours));
        time(&mut group, "f64/ours on two threads", 2, || product(&matrix, &factor, 1, &mut ours));
        time(&mut group, "f32/read only", 1, || read(&narrow));
        time(&mut group, "f32/nalgebra", 1, || {
            spmm_csr_dense(0.0, &mut peer_out_32, 1.0, Op::NoOp(&peer_32), Op::NoOp(&peer_factor_32));
        });
        time(&mut group, "f32/sprs", 1, || {
            sprs_32.fill(0.0);
            mul_acc_mat_vec_csr(sprs_view_32, &factor_32[..], &mut sprs_32[..]);
        });
        time(&mut group, "f32/ours", 1, || product(&narrow, &factor_32, 1, &mut ours_32));
        group.finish();
    }
}

fn times_dense(criterion: &mut Criterion) {
    const WIDTH: usize = 50;
    let (rows, columns) = (20_000, 2_000);
    let matrix = documents(rows, columns);
    let factor = numbers("dense", columns * WIDTH);
    let mut ours = vec![0.0; rows * WIDTH];
    let sprs_factor = ArrayView2::from_shape((columns, WIDTH), &factor).unwrap();
    let (sprs_view, mut sprs) = (matrix.as_sprs(), Array2::<f64>::zeros((rows, WIDTH)));
    let (peer, peer_factor) = (as_nalgebra(&matrix), DMatrix::from_row_slice(columns, WIDTH, &factor));
    let mut peer_out = DMatrix::zeros(rows, WIDTH);
    let tall = numbers("tall", rows * WIDTH);
    let (mut wide, mut plain) = (vec![0.0; columns * WIDTH], vec![0.0; columns * WIDTH]);
    let transposed = matrix.transpose().unwrap();

    product(&matrix, &factor, WIDTH, &mut ours).unwrap();
    csr_mulacc_dense_rowmaj(sprs_view, sprs_factor, sprs.view_mut());
    spmm_csr_dense(0.0, &mut peer_out, 1.0, Op::NoOp(&peer), Op::NoOp(&peer_factor));
    assert!(close(&ours, sprs.as_slice().unwrap()) && close(&ours, peer_out.transpose().as_slice()));
    transpose_product(&matrix, &tall, WIDTH, &mut wide).unwrap();
    scatter(&matrix, &tall, WIDTH, &mut plain);
    assert!(close(&wide, &plain));

    let mut group = criterion.benchmark_group("sparse/times dense 50");
    group.throughput(Throughput::Elements((matrix.stored() * WIDTH) as u64)).sample_size(10);
    time(&mut group, "nalgebra", 1, || {
        spmm_csr_dense(0.0, &mut peer_out, 1.0, Op::NoOp(&peer), Op::NoOp(&peer_factor));
    });
    time(&mut group, "sprs", 1, || {
        sprs.fill(0.0);
        csr_mulacc_dense_rowmaj(sprs_view, sprs_factor, sprs.view_mut());
    });
    time(&mut group, "ours", 1, || product(&matrix, &factor, WIDTH, &mut ours));
    time(&mut group, "ours on two threads", 2, || product(&matrix, &factor, WIDTH, &mut ours));
    time(&mut group, "transposed/plain loops", 1, || scatter(&matrix, &tall, WIDTH, &mut plain));
    time(&mut group, "transposed/ours", 1, || transpose_product(&matrix, &tall, WIDTH, &mut wide));
    time(&mut group, "transposed/ours, transpose at hand", 1, || {
        product(&transposed, &tall, WIDTH, &mut wide)
    });
    group.finish();
}

/// `matrixᵀ · dense`, as anyone would write it.
fn scatter(matrix: &SparseMatrix<f64>, dense: &[f64], width: usize, out: &mut [f64]) {
    out.fill(0.0);
    for (row, factors) in matrix.iter().zip(dense.chunks_exact(width)) {
        for (column, value) in row.iter() {
            let sums = &mut out[column as usize * width..][..width];
            sums.iter_mut().zip(factors).for_each(|(sum, factor)| *sum += value * factor);
        }
    }
}

fn building(criterion: &mut Criterion) {
    let (rows, columns) = (10_000, 50_000);
    let matrix = documents(rows, columns);
    let peer = as_nalgebra(&matrix);
    let mut triplets: Vec<(usize, u32, f64)> = matrix.triplets().collect();
    Seed(3).stream("triplets").shuffle(&mut triplets);
    assert_eq!(SparseMatrix::from_triplets(rows, columns, &triplets).unwrap(), matrix);
    let kept: Vec<u32> = (0..columns as u32).rev().step_by(2).collect();
    let sprs_view = matrix.as_sprs();

    let mut group = criterion.benchmark_group("sparse/building");
    group.throughput(Throughput::Elements(matrix.stored() as u64)).sample_size(10);
    time(&mut group, "transpose/nalgebra", 1, || peer.transpose());
    time(&mut group, "transpose/sprs", 1, || sprs_view.to_csc());
    time(&mut group, "transpose/ours", 1, || matrix.transpose());
    time(&mut group, "triplets/nalgebra", 1, || {
        let mut list = CooMatrix::new(rows, columns);
        triplets.iter().for_each(|&(row, column, value)| list.push(row, column as usize, value));
        CsrMatrix::from(&list)
    });
    time(&mut group, "triplets/sprs", 1, || {
        let mut list = sprs::TriMatI::<f64, u32>::with_capacity((rows, columns), triplets.len());
        triplets.iter().for_each(|&(row, column, value)| list.add_triplet(row, column as usize, value));
        list.to_csr::<usize>()
    });
    time(&mut group, "triplets/ours", 1, || SparseMatrix::from_triplets(rows, columns, &triplets));
    time(&mut group, "normalized/copy alone", 1, || matrix.clone());
    time(&mut group, "normalized/ours", 1, || matrix.clone().normalized(RowNorm::L2));
    time(&mut group, "half of the columns, turned round/ours", 1, || matrix.select_columns(&kept));
    time(&mut group, "column moments/ours", 1, || matrix.column_moments());
    group.finish();
}

fn searching(criterion: &mut Criterion) {
    const COUNT: usize = 10;
    let rows = documents(20_000, 20_000).normalized(RowNorm::L2);
    let queries = rows.select_rows(&(0..100).collect::<Vec<_>>());
    let search = RowSearch::new(&rows);
    let transposed = rows.transpose().unwrap();
    let (sprs_queries, sprs_transposed) = (queries.as_sprs(), transposed.as_sprs());
    let found = search.top(&queries, COUNT).unwrap();
    let expected = best_of_full_product(&sprs_queries, &sprs_transposed, COUNT);
    for (found, expected) in found.iter().zip(&expected) {
        assert!(found.iter().zip(expected).all(|(found, (_, score))| (found.score - score).abs() < 1e-12));
    }

    let mut group = criterion.benchmark_group("sparse/top 10");
    group.throughput(Throughput::Elements(queries.rows() as u64)).sample_size(10);
    time(&mut group, "full product by sprs", 1, || {
        best_of_full_product(&sprs_queries, &sprs_transposed, COUNT)
    });
    time(&mut group, "ours", 1, || search.top(&queries, COUNT));
    time(&mut group, "ours, from 0.5 on", 1, || search.top_above(&queries, usize::MAX, 0.5));
    group.finish();
}

fn best_of_full_product(
    queries: &sprs::CsMatViewI<'_, f64, u32, usize>,
    transposed: &sprs::CsMatViewI<'_, f64, u32, usize>,
    count: usize,
) -> Vec<Vec<(usize, f64)>> {
    let full = queries * transposed;
    let best = |row: sprs::CsVecViewI<'_, f64, u32>| {
        let mut scores: Vec<(usize, f64)> = row.iter().map(|(row, &score)| (row, score)).collect();
        scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        scores.truncate(count);
        scores
    };
    full.outer_iterator().map(best).collect()
}

criterion_group!(benches, times_vector, times_dense, building, searching);

/// A product with a vector beside nalgebra-sparse and beside reading the matrix once.
fn ratios<V: Value + nalgebra::RealField>(name: &str) {
    for (rows, columns) in [(50_000, 500), (50_000, 2_000), (50_000, 50_000)] {
        let matrix = documents(rows, columns).converted::<V>().unwrap();
        let factor: Vec<V> = numbers("vector", columns).into_iter().map(<V as Value>::from_f64).collect();
        let (peer, peer_factor) = (as_nalgebra(&matrix), DVector::from_row_slice(&factor));
        let (mut peer_out, mut ours) = (DVector::<V>::zeros(rows), vec![V::default(); rows]);
        let by_peer = || {
            spmm_csr_dense(V::zero(), &mut peer_out, V::one(), Op::NoOp(&peer), Op::NoOp(&peer_factor));
        };
        let ways: Vec<Way<'_>> = vec![
            (
                "read only",
                Box::new(|| {
                    black_box(read(&matrix));
                }),
            ),
            ("nalgebra-sparse", Box::new(by_peer)),
            ("ours", Box::new(|| product(&matrix, &factor, 1, &mut ours).unwrap())),
        ];
        alternate(&format!("{name}, {columns} columns"), 101, ways);
    }
}

fn main() {
    // The word "ratios" would fit no bench of criterion's.
    if std::env::args().any(|argument| argument == "ratios") {
        with_threads(1, || ratios::<f64>("f64")).unwrap();
        return with_threads(1, || ratios::<f32>("f32")).unwrap();
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
