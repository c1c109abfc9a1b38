//! Laws of decompositions and clusters.

use nalgebra::DMatrix;
use proptest::prelude::*;
use wordmill::parallel::with_threads;
use wordmill::solve::{Pca, SparseOperator, Svd};
use wordmill::vector::{
    ClusterDistance, DenseMatrix, DoubleMatrix, KMeans, KMeansParams, Silhouette, SparseMatrix,
};
use wordmill::{Fit, Transform};

/// Small matrices, many of them of low rank, with repeated rows or with nothing in them.
fn matrices() -> impl Strategy<Value = DenseMatrix> {
    let value = prop_oneof![3 => Just(0.0f32), 2 => (-3..=3i8).prop_map(f32::from), 2 => -10.0..10.0f32];
    (1..14usize, 1..14usize).prop_flat_map(move |(rows, columns)| {
        proptest::collection::vec(value.clone(), rows * columns)
            .prop_map(move |values| DenseMatrix::from_rows(columns, values).unwrap())
    })
}

fn sparse(dense: &DenseMatrix) -> SparseMatrix<f32> {
    let (mut offsets, mut indices, mut values) = (vec![0], Vec::new(), Vec::new());
    for row in 0..dense.rows() {
        for (column, &value) in dense.row(row).iter().enumerate().filter(|(_, value)| **value != 0.0) {
            indices.push(column as u32);
            values.push(value);
        }
        offsets.push(indices.len());
    }
    SparseMatrix::from_parts(dense.columns(), offsets, indices, values).unwrap()
}

fn scaled(dense: &DenseMatrix, factor: f32) -> DenseMatrix {
    let values = dense.as_slice().iter().map(|value| value * factor).collect();
    DenseMatrix::from_rows(dense.columns(), values).unwrap()
}

fn nalgebra_of(rows: &DoubleMatrix) -> DMatrix<f64> {
    DMatrix::from_row_slice(rows.rows(), rows.columns(), rows.as_slice())
}

fn distance(row: &[f32], centre: &[f64], measure: ClusterDistance) -> f64 {
    let norm: f64 = row.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>().sqrt();
    let factor = if measure == ClusterDistance::Euclidean { 1.0 } else { 1.0 / norm.max(1e-300) };
    row.iter().zip(centre).map(|(&x, c)| (factor * f64::from(x) - c).powi(2)).sum()
}

fn clusterings() -> impl Strategy<Value = KMeansParams> {
    let measure = prop_oneof![Just(ClusterDistance::Euclidean), Just(ClusterDistance::Cosine)];
    (1..6usize, any::<u64>(), measure, 1..3usize).prop_map(|(clusters, seed, measure, starts)| {
        KMeans::params().clusters(clusters).seed(seed).distance(measure).starts(starts).tolerance(0.0)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn singular_triplets_are_orthonormal_and_make_up_the_matrix(
        dense in matrices(), block in 1..5usize, seed in any::<u64>(),
    ) {
        let sparse = sparse(&dense);
        let matrix = dense.as_nalgebra().transpose().map(f64::from);
        let params = Svd::params().block(block).seed(seed);
        let size = matrix.norm().max(1.0);
        for svd in [params.fit(&dense).unwrap(), params.fit(&SparseOperator::new(&sparse).unwrap()).unwrap()] {
            let rank = svd.singular_values().len();
            let (u, vt) = (nalgebra_of(svd.left().unwrap()), nalgebra_of(svd.right()));
            let values = DMatrix::from_diagonal(&svd.singular_values().to_vec().into());
            prop_assert!((u.tr_mul(&u) - DMatrix::identity(rank, rank)).norm() < 1e-12);
            prop_assert!((&vt * vt.transpose() - DMatrix::identity(rank, rank)).norm() < 1e-12);
            prop_assert!((&u * values * &vt - &matrix).norm() < 1e-12 * size);
            let mut expected = matrix.clone().svd(false, false).singular_values;
            expected.as_mut_slice().sort_by(|a, b| b.total_cmp(a));
            for (value, expected) in svd.singular_values().iter().zip(&expected) {
                prop_assert!((value - expected).abs() < 1e-9 * size);
            }
            prop_assert!(expected.iter().skip(rank).all(|value| *value < 1e-9 * size));
            for row in svd.right().iter() {
                let largest = row.iter().fold(0.0f64, |a, &b| if b.abs() > a.abs() { b } else { a });
                prop_assert!(largest > 0.0);
            }
        }
    }

    #[test]
    fn singular_values_grow_with_the_matrix(dense in matrices(), exponent in -20..20i32) {
        let factor = 2f32.powi(exponent);
        let values = |dense: &DenseMatrix| Svd::params().fit(dense).unwrap().singular_values().to_vec();
        let expected: Vec<f64> = values(&dense).iter().map(|value| value * f64::from(factor)).collect();
        prop_assert_eq!(values(&scaled(&dense, factor)), expected);
    }

    #[test]
    fn all_principal_components_lead_back(dense in matrices(), whiten in any::<bool>()) {
        let Ok(pca) = Pca::params().components(20).whiten(whiten).fit(&dense) else {
            prop_assert!(dense.rows() < 2);
            return Ok(());
        };
        let back = pca.inverse_transform(&pca.transform(&dense).unwrap()).unwrap();
        for (&value, back) in dense.as_slice().iter().zip(back.as_slice()) {
            prop_assert!((f64::from(value) - back).abs() < 1e-10);
        }
        let shares: f64 = pca.explained_variance_ratio().iter().sum();
        prop_assert!(pca.components().rows() == 0 || (shares - 1.0).abs() < 1e-12);
        let other = Pca::params().components(20).whiten(whiten).fit(&sparse(&dense)).unwrap();
        for (value, other) in pca.explained_variance().iter().zip(other.explained_variance()) {
            prop_assert!((value - other).abs() < 1e-10 * pca.explained_variance()[0]);
        }
    }

    #[test]
    fn rows_are_in_their_nearest_clusters(dense in matrices(), params in clusterings()) {
        let (Ok(of_dense), Ok(of_sparse)) = (params.fit(&dense), params.fit(&sparse(&dense))) else {
            prop_assert!(dense.rows() < 6);
            return Ok(());
        };
        let measure = [ClusterDistance::Euclidean, ClusterDistance::Cosine]
            [usize::from(params == params.clone().distance(ClusterDistance::Cosine))];
        for model in [&of_dense, &of_sparse] {
            let mut inertia = 0.0;
            for row in (0..dense.rows()).filter(|&row| dense.row(row).iter().any(|value| *value != 0.0)) {
                let own = model.labels()[row] as usize;
                let to = |centre: usize| distance(dense.row(row), model.centroids().row(centre), measure);
                inertia += to(own);
                for centre in 0..model.centroids().rows() {
                    prop_assert!(to(own) <= to(centre) + 1e-9);
                }
            }
            prop_assert!(inertia <= model.inertia() * (1.0 + 1e-9) + 1e-9);
        }
        prop_assert_eq!(of_dense.predict(&dense).unwrap(), of_dense.labels());
        prop_assert_eq!(of_sparse.predict_sparse(&sparse(&dense)).unwrap(), of_sparse.labels());
    }

    #[test]
    fn inertia_never_rises(dense in matrices(), params in clusterings()) {
        let params = params.starts(1);
        // A centre at the origin is at no distance from rows of zeros until it takes a direction.
        let is_cosine = params == params.clone().distance(ClusterDistance::Cosine);
        let is_zero = |row: usize| dense.row(row).iter().all(|&value| value == 0.0);
        if is_cosine && (0..dense.rows()).any(is_zero) {
            return Ok(());
        }
        let mut before = f64::INFINITY;
        for iterations in 1..8 {
            let Ok(model) = params.clone().max_iterations(iterations).fit(&dense) else { return Ok(()) };
            prop_assert!(model.inertia() <= before * (1.0 + 1e-12) + 1e-12, "{} {before}", model.inertia());
            before = model.inertia();
        }
    }

    #[test]
    fn silhouettes_do_not_depend_on_the_order_of_rows(dense in matrices(), labels in proptest::collection::vec(0..4u32, 14)) {
        let labels = &labels[..dense.rows()];
        let order: Vec<usize> = (0..dense.rows()).rev().collect();
        let values = order.iter().flat_map(|&row| dense.row(row)).copied().collect();
        let turned = DenseMatrix::from_rows(dense.columns(), values).unwrap();
        let turned_labels: Vec<u32> = order.iter().map(|&row| labels[row]).collect();
        for measure in [ClusterDistance::Euclidean, ClusterDistance::Cosine] {
            let silhouette = Silhouette::default().distance(measure);
            let Ok(scores) = silhouette.samples(&dense, labels) else { return Ok(()) };
            let other = silhouette.samples(&turned, &turned_labels).unwrap();
            for (score, other) in scores.iter().zip(other.iter().rev()) {
                prop_assert!((-1.0..=1.0).contains(score) && (score - other).abs() < 1e-9);
            }
        }
    }
}

/// A decomposition that restarts, and clusters of many rows, on one thread and on many.
#[test]
fn solvers_give_the_same_bits_on_any_pool() {
    let draws = wordmill::seed::Seed(8).stream("entries");
    let values = (0..3_000 * 300).map(|index| (draws.uniform(index) - 0.7).max(0.0) as f32).collect();
    let dense = DenseMatrix::from_rows(300, values).unwrap();
    let sparse = sparse(&dense);
    let run = || {
        let params = Svd::params().components(12).basis(60);
        (
            params.fit(&dense).unwrap(),
            params.fit(&SparseOperator::new(&sparse).unwrap()).unwrap(),
            Pca::params().components(3).fit(&sparse).unwrap(),
            KMeans::params().clusters(9).max_iterations(5).fit(&sparse).unwrap(),
        )
    };
    let one = with_threads(1, run).unwrap();
    for threads in [2, 7] {
        assert!(with_threads(threads, run).unwrap() == one, "{threads} threads differ");
    }
}
