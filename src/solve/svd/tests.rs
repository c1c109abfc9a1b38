//! Decompositions of large, repeated, low-rank and badly scaled matrices.

use super::*;
use crate::progress::{Next, Report};
use crate::solve::operator::SparseOperator;
use crate::vector::sparse::SparseBuilder;

/// The matrix with these entries on its diagonal.
fn diagonal(rows: usize, columns: usize, entries: &[f64]) -> SparseMatrix<f64> {
    let mut builder = SparseBuilder::new(columns);
    for row in 0..rows {
        builder.push_row(entries.get(row).map(|&entry| (row as u32, entry))).unwrap();
    }
    builder.finish()
}

/// A sparse matrix of random entries.
fn random(rows: u64, columns: u64, per_row: u64) -> SparseMatrix<f64> {
    let draws = Seed(3).stream("entries");
    let mut builder = SparseBuilder::new(columns as usize);
    for row in 0..rows {
        let mut places: Vec<u32> =
            (0..per_row).map(|n| draws.below(row * per_row + n, columns) as u32).collect();
        places.sort_unstable();
        places.dedup();
        builder.push_row(places.into_iter().map(|c| (c, draws.uniform(u64::from(c) << 32 | row)))).unwrap();
    }
    builder.finish()
}

fn fit(matrix: &SparseMatrix<f64>, params: &SvdParams) -> Svd {
    params.fit(&SparseOperator::new(matrix).unwrap()).unwrap()
}

#[track_caller]
fn near(got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len(), "{got:?}");
    for (got, expected) in got.iter().zip(expected) {
        assert!((got - expected).abs() < 1e-12 * expected.abs().max(1.0), "{got} is not {expected}");
    }
}

/// A v = σ u and Aᵀ u = σ v for every triplet, all vectors being orthonormal.
#[track_caller]
fn holds(matrix: &SparseMatrix<f64>, svd: &Svd, tolerance: f64) {
    let (u, values, v) = (svd.left().unwrap(), svd.singular_values(), svd.right());
    let largest = values.first().copied().unwrap_or(0.0);
    let (ahead, back) = (svd.transform(matrix).unwrap(), {
        let mut back = DoubleMatrix::zeros(matrix.columns(), values.len());
        let operator = SparseOperator::new(matrix).unwrap();
        operator.transposed_times(u.as_slice(), values.len(), back.as_mut_slice()).unwrap();
        back
    });
    let (ahead, back, u) = (ahead.transpose(), back.transpose(), u.transpose());
    for (i, &sigma) in values.iter().enumerate() {
        let off = |product: &[f64], vector: &[f64]| -> f64 {
            product.iter().zip(vector).map(|(p, x)| (p - sigma * x).powi(2)).sum::<f64>().sqrt()
        };
        assert!(off(ahead.row(i), u.row(i)) <= tolerance * largest, "A v of triplet {i}");
        assert!(off(back.row(i), v.row(i)) <= tolerance * largest, "Aᵀ u of triplet {i}");
        for j in 0..=i {
            for vectors in [&u, v] {
                let dot: f64 = vectors.row(i).iter().zip(vectors.row(j)).map(|(a, b)| a * b).sum();
                assert!((dot - f64::from(u8::from(i == j))).abs() < 1e-12, "vectors {i} and {j}");
            }
        }
    }
}

#[test]
fn a_large_matrix_is_decomposed_through_restarts() {
    for (rows, columns) in [(3_000, 700), (700, 3_000)] {
        let matrix = random(rows, columns, 12);
        for tolerance in [1e-13, 1e-6] {
            let svd = fit(&matrix, &Svd::params().components(20).tolerance(tolerance));
            assert!(svd.converged());
            assert!(svd.residuals().iter().all(|r| *r <= tolerance * svd.singular_values()[0]));
            holds(&matrix, &svd, tolerance.max(1e-13));
        }
    }
}

#[test]
fn blocks_bases_and_seeds_lead_to_the_same_triplets() {
    let matrix = random(900, 400, 9);
    let reference = fit(&matrix, &Svd::params().components(10).tolerance(1e-13));
    for (block, basis, seed) in [(1, 14, 1), (2, 40, 2), (16, 400, 3), (64, 300, 4)] {
        let params = Svd::params().components(10).tolerance(1e-13).block(block).basis(basis).seed(seed);
        let svd = fit(&matrix, &params);
        assert!(svd.converged());
        near(svd.singular_values(), reference.singular_values());
        for (got, expected) in svd.right().as_slice().iter().zip(reference.right().as_slice()) {
            assert!((got - expected).abs() < 1e-9);
        }
    }
}

#[test]
fn repeated_values_are_found_as_often_as_they_occur() {
    let identity = diagonal(1_000, 1_000, &[1.0; 1_000]);
    let svd = fit(&identity, &Svd::params().components(20).block(3));
    near(svd.singular_values(), &[1.0; 20]);
    holds(&identity, &svd, 1e-12);
    // Thirty copies of the largest among values that hide them from a Krylov space of narrow blocks.
    let entries: Vec<f64> =
        (0..1_500).map(|i| if i % 50 == 7 { 2.0 } else { f64::from(i) / 1_500.0 }).collect();
    let matrix = diagonal(1_500, 2_000, &entries);
    let svd = fit(&matrix, &Svd::params().components(35).block(4));
    near(&svd.singular_values()[..30], &[2.0; 30]);
    holds(&matrix, &svd, 1e-10);
}

#[test]
fn a_matrix_of_low_rank_has_no_more_triplets() {
    let matrix = diagonal(2_000, 1_000, &[3.0, 2.0, 1.0]);
    let svd = fit(&matrix, &Svd::params().components(50));
    near(svd.singular_values(), &[3.0, 2.0, 1.0]);
    assert!(svd.converged());
    holds(&matrix, &svd, 1e-13);
    let none = fit(&diagonal(2_000, 1_000, &[]), &Svd::params());
    assert!(none.converged() && none.singular_values().is_empty() && none.right().columns() == 1_000);
    let tiny = fit(&diagonal(1, 1, &[-4.0]), &Svd::params());
    near(
        &[tiny.singular_values()[0], tiny.left().unwrap().row(0)[0], tiny.right().row(0)[0]],
        &[4.0, -1.0, 1.0],
    );
}

/// Their squares differ by more than a double holds.
#[test]
fn small_values_keep_their_digits_beside_large_ones() {
    let mut entries: Vec<f64> = (0..1_200).map(|i| 1e-14 * f64::from(i) / 1_200.0).collect();
    entries[..6].copy_from_slice(&[1.0, 1e-3, 1e-6, 1e-9, 1e-10, 1e-11]);
    let svd = fit(&diagonal(1_200, 1_300, &entries), &Svd::params().components(6).tolerance(1e-14).basis(60));
    for (got, expected) in svd.singular_values().iter().zip(&entries) {
        assert!((got - expected).abs() < 1e-15, "{got} is not {expected}");
    }
    assert_eq!(svd.singular_values().len(), 6);
}

#[test]
fn running_out_of_steps_is_told() {
    let matrix = random(2_000, 600, 9);
    let svd = fit(&matrix, &Svd::params().components(10).max_iterations(3));
    assert!(!svd.converged() && svd.residuals().iter().any(|residual| *residual > 1e-6));
    struct Stop;
    impl Progress for Stop {
        fn report(&mut self, _: &Report<'_>) -> Next {
            Next::Stop
        }
    }
    let stopped = Svd::params().fit_with(&SparseOperator::new(&matrix).unwrap(), &mut Stop);
    assert!(matches!(stopped, Err(Error::Interrupted)));
}

#[test]
fn bad_params_and_numbers_are_errors() {
    let matrix = diagonal(3, 3, &[1.0]);
    let operator = SparseOperator::new(&matrix).unwrap();
    let params = Svd::params();
    for bad in [
        params.clone().components(0),
        params.clone().components(usize::MAX),
        params.clone().block(0),
        params.clone().tolerance(f64::NAN),
        params.clone().tolerance(0.0),
        params.clone().basis(100),
        params.clone().max_iterations(0),
    ] {
        assert!(matches!(bad.fit(&operator), Err(Error::Parameter { .. })), "{bad:?}");
    }
    assert!(params.clone().basis(usize::MAX).max_iterations(usize::MAX).fit(&operator).unwrap().converged());
    assert!(params.fit(&DenseMatrix::zeros(0, 4)).is_err());
    for value in [f32::NAN, f32::INFINITY] {
        let matrix = DenseMatrix::from_rows(2, vec![1.0, value, 3.0, 4.0]).unwrap();
        assert!(matches!(params.fit(&matrix), Err(Error::Corrupt { .. })));
    }
    let huge = diagonal(400, 400, &[f64::MAX; 400]);
    assert!(matches!(params.fit(&SparseOperator::new(&huge).unwrap()), Err(Error::Corrupt { .. })));
}
