//! Clusters against scikit-learn, and where their promises end.

use crate::error::Error;
use crate::fit::Fit;
use crate::parallel::with_threads;
use crate::seed::Seed;
use crate::vector::cluster::kmeans::KMeans;
use crate::vector::cluster::points::ClusterDistance;
use crate::vector::cluster::silhouette::Silhouette;
use crate::vector::dense::DenseMatrix;
use crate::vector::double::DoubleMatrix;
use crate::vector::kernel::dispatch::tests::on_every_set;
use crate::vector::sparse::SparseMatrix;

const ROWS: [[i8; 3]; 24] = [
    [0, 5, 10],
    [-1, 9, 6],
    [-12, 1, 21],
    [4, -6, 4],
    [-8, 1, 17],
    [-4, -4, 16],
    [1, 5, -4],
    [4, 2, 13],
    [-10, 6, 9],
    [10, -2, 6],
    [-5, 4, 7],
    [-4, -2, 20],
    [5, 6, 1],
    [-8, 2, 12],
    [-5, 12, 16],
    [-1, 3, 7],
    [1, -5, 9],
    [-14, 1, 23],
    [5, -5, 5],
    [-4, 3, 4],
    [-4, -1, 15],
    [4, 9, 1],
    [3, 0, 10],
    [-8, 5, 12],
];
const LABELS: [u32; 24] = [0, 1, 2, 3, 2, 2, 1, 3, 0, 3, 0, 2, 1, 0, 0, 0, 3, 2, 3, 1, 2, 1, 3, 0];

fn rows() -> DenseMatrix {
    DenseMatrix::from_rows(3, ROWS.as_flattened().iter().map(|&x| f32::from(x)).collect()).unwrap()
}

fn sparse(dense: &DenseMatrix) -> SparseMatrix<f64> {
    let (mut offsets, mut indices, mut values) = (vec![0], Vec::new(), Vec::new());
    for row in 0..dense.rows() {
        for (column, &value) in dense.row(row).iter().enumerate().filter(|(_, value)| **value != 0.0) {
            indices.push(column as u32);
            values.push(f64::from(value));
        }
        offsets.push(indices.len());
    }
    SparseMatrix::from_parts(dense.columns(), offsets, indices, values).unwrap()
}

/// Rows around so many places.
fn blobs(count: usize, columns: usize, places: u64, offset: f32) -> DenseMatrix {
    let (centres, noise) = (Seed(1).stream("centres"), Seed(1).stream("noise"));
    let value = |index: usize| {
        let (row, column) = (index / columns, (index % columns) as u64);
        let place = row as u64 % places;
        offset + 4.0 * centres.uniform(place << 32 | column) as f32 + noise.uniform(index as u64) as f32
    };
    DenseMatrix::from_rows(columns, (0..count * columns).map(value).collect()).unwrap()
}

#[track_caller]
fn near(got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len());
    for (got, expected) in got.iter().zip(expected) {
        assert!((got - expected).abs() < 1e-12 * expected.abs().max(1.0), "{got} is not {expected}");
    }
}

/// Printed by scikit-learn 1.9.1, `KMeans(4, init=…, n_init=1, algorithm='lloyd')`; the second start has a centre
/// so far away that no row joins it.
#[test]
fn equals_scikit_learn_from_the_same_centres() {
    let (dense, sparse) = (rows(), sparse(&rows()));
    let first: Vec<f64> = ROWS[..4].as_flattened().iter().map(|&x| f64::from(x)).collect();
    let empty = [&first[..9], &[900.0; 3]].concat();
    for (start, iterations) in [(first, 4), (empty, 5)] {
        let params = KMeans::params().centres(DoubleMatrix::from_rows(3, start).unwrap());
        for model in [params.fit(&dense).unwrap(), params.fit(&sparse).unwrap()] {
            assert_eq!(model.labels(), LABELS);
            near(
                model.centroids().as_slice(),
                &[
                    [-5.285714285714286, 5.285714285714285, 10.428571428571429],
                    [1.0, 6.4, 1.5999999999999996],
                    [-7.666666666666666, -0.6666666666666665, 18.666666666666664],
                    [4.5, -2.6666666666666656, 7.833333333333334],
                ]
                .concat(),
            );
            near(&[model.inertia()], &[672.6380952380953]);
            assert_eq!((model.iterations(), model.converged()), (iterations, true));
            let expected = [5.310751512983171, 8.574380444090407, 12.884098726725123, 9.149984820873868];
            near(model.distances(&dense).unwrap().row(0), &expected);
            near(model.distances_sparse(&sparse).unwrap().row(0), &expected);
            assert_eq!(model.predict(&dense).unwrap(), LABELS);
            assert_eq!(model.predict_sparse(&sparse).unwrap(), LABELS);
        }
    }
}

/// Printed by scikit-learn 1.9.1, `silhouette_samples` and `silhouette_score`.
#[test]
fn silhouettes_equal_scikit_learn() {
    let (dense, sparse) = (rows(), sparse(&rows()));
    let euclidean = [
        0.1834458114816631,
        0.0430332818991722,
        0.45913092939991423,
        0.48692797091642126,
        0.34663402763322654,
        0.3663025405227765,
    ];
    let cosine = [
        0.3038620491470934,
        -0.45255117586033095,
        0.6748236671863803,
        0.619249024916785,
        0.7423955140381723,
        0.8099916550600216,
    ];
    for (distance, samples, mean) in [
        (ClusterDistance::Euclidean, euclidean, 0.318694818126021),
        (ClusterDistance::Cosine, cosine, 0.36961169380575143),
    ] {
        let silhouette = Silhouette::default().distance(distance);
        near(&silhouette.samples(&dense, &LABELS).unwrap()[..6], &samples);
        near(&silhouette.samples_sparse(&sparse, &LABELS).unwrap()[..6], &samples);
        near(&[silhouette.mean(&dense, &LABELS).unwrap()], &[mean]);
        near(&[silhouette.mean_sparse(&sparse, &LABELS).unwrap()], &[mean]);
    }
    let mut alone = LABELS;
    alone[5] = 9;
    assert_eq!(Silhouette::default().samples(&dense, &alone).unwrap()[5], 0.0);
    near(&[Silhouette::default().mean(&dense, &alone).unwrap()], &[0.1934753734170174]);
}

#[test]
fn a_sample_is_near_the_whole() {
    let rows = blobs(900, 5, 3, 0.0);
    let labels: Vec<u32> = (0..900).map(|row| row % 3).collect();
    let whole = Silhouette::default();
    let (all, some) =
        (whole.mean(&rows, &labels).unwrap(), whole.sample(300).seed(5).mean(&rows, &labels).unwrap());
    assert!(all != some && (all - some).abs() < 0.05);
    assert_eq!(whole.sample(900).mean(&rows, &labels).unwrap(), all);
    assert_ne!(whole.sample(300).seed(6).mean(&rows, &labels).unwrap(), some);
}

#[test]
fn plus_plus_finds_what_lies_apart() {
    let rows = blobs(400, 6, 8, 0.0);
    let model = KMeans::params().clusters(8).starts(3).fit(&rows).unwrap();
    for row in 0..400 {
        assert_eq!(model.labels()[row] == model.labels()[0], row % 8 == 0);
    }
    let other = KMeans::params().clusters(8).starts(3).seed(9).fit(&sparse(&rows)).unwrap();
    near(&[other.inertia()], &[model.inertia()]);
}

/// Far from the origin `f32` sees no difference between centres; the rows' clusters are right all the same.
#[test]
fn clusters_do_not_depend_on_where_the_rows_lie() {
    for set in ["near", "far"] {
        let offset = if set == "near" { 0.0 } else { 65_536.0 };
        let rows = blobs(600, 20, 40, offset);
        let model = KMeans::params().clusters(40).tolerance(0.0).fit(&rows).unwrap();
        for row in 0..600 {
            let distance = |centre: &[f64]| -> f64 {
                rows.row(row).iter().zip(centre).map(|(&x, c)| (f64::from(x) - c).powi(2)).sum()
            };
            let own = distance(model.centroids().row(model.labels()[row] as usize));
            let least = model.centroids().iter().map(distance).fold(f64::INFINITY, f64::min);
            assert!(own <= least * (1.0 + 1e-12), "{set}: {own} {least}");
        }
    }
}

#[test]
fn every_instruction_set_and_pool_gives_the_same_bits() {
    let rows = blobs(1_500, 17, 12, 100.0);
    let sparse = sparse(&blobs(700, 9, 5, -2.0));
    let run = || {
        let params = KMeans::params().clusters(20).starts(2);
        let spherical = params.clone().distance(ClusterDistance::Cosine);
        let labels = params.fit(&rows).unwrap().labels().to_vec();
        (
            params.fit(&rows).unwrap(),
            spherical.fit(&rows).unwrap(),
            params.fit(&sparse).unwrap(),
            Silhouette::default().samples(&rows, &labels).unwrap(),
        )
    };
    let expected = with_threads(1, run).unwrap();
    assert!(with_threads(3, run).unwrap() == expected);
    on_every_set(|set| assert!(with_threads(1, run).unwrap() == expected, "{set}"));
}

#[test]
fn spherical_clusters_are_of_directions() {
    let rows = [[1.0, 0.0], [9.0, 1.0], [0.0, 2.0], [0.1, 5.0], [0.0, 0.0]];
    let dense = DenseMatrix::from_rows(2, rows.concat()).unwrap();
    let params = KMeans::params().clusters(2).distance(ClusterDistance::Cosine);
    for model in [params.fit(&dense).unwrap(), params.fit(&sparse(&dense)).unwrap()] {
        let labels = model.labels();
        assert!(labels[0] == labels[1] && labels[2] == labels[3] && labels[0] != labels[2]);
        assert_eq!(labels[4], 0);
        for centroid in model.centroids().iter() {
            near(&[centroid.iter().map(|x| x * x).sum()], &[1.0]);
        }
        near(model.distances(&dense).unwrap().row(4), &[1.0, 1.0]);
        let centroid = model.centroids().row(labels[0] as usize);
        near(&[model.distances(&dense).unwrap().row(0)[labels[0] as usize]], &[1.0 - centroid[0]]);
    }
}

#[test]
fn equal_rows_make_equal_clusters() {
    let rows = DenseMatrix::from_rows(2, [1.0, 2.0].repeat(6)).unwrap();
    for model in [
        KMeans::params().clusters(3).fit(&rows).unwrap(),
        KMeans::params().clusters(3).fit(&sparse(&rows)).unwrap(),
    ] {
        assert_eq!((model.labels(), model.inertia()), ([0; 6].as_slice(), 0.0));
        assert_eq!(model.centroids().as_slice(), [1.0, 2.0].repeat(3));
    }
}

#[test]
fn bad_params_and_numbers_are_errors() {
    let rows = rows();
    let params = KMeans::params();
    for bad in [
        params.clone().clusters(0),
        params.clone().starts(0),
        params.clone().max_iterations(0),
        params.clone().tolerance(f64::NAN),
        params.clone().centres(DoubleMatrix::from_rows(3, vec![f64::NAN; 3]).unwrap()),
    ] {
        assert!(matches!(bad.fit(&rows), Err(Error::Parameter { .. })), "{bad:?}");
    }
    assert!(matches!(params.clone().clusters(25).fit(&rows), Err(Error::Limit { .. })));
    let narrow = params.clone().centres(DoubleMatrix::zeros(1, 2));
    assert!(matches!(narrow.fit(&rows), Err(Error::Shape { .. })));
    assert!(matches!(params.fit(&DenseMatrix::zeros(0, 0)), Err(Error::Empty { .. })));
    for bad in [f32::NAN, f32::INFINITY] {
        let rows = DenseMatrix::from_rows(1, vec![bad; 9]).unwrap();
        assert!(matches!(params.fit(&rows), Err(Error::Corrupt { .. })));
        assert!(Silhouette::default().samples(&rows, &[0, 0, 0, 1, 1, 1, 1, 1, 1]).is_err());
    }
    let huge = DenseMatrix::from_rows(1, [f32::MAX, -f32::MAX].repeat(5)).unwrap();
    let model = params.clone().clusters(2).fit(&huge).unwrap();
    assert_eq!(model.inertia(), 0.0);
    assert!(model.predict(&rows).is_err() && model.predict_sparse(&sparse(&rows)).is_err());
    assert!(model.predict(&DenseMatrix::zeros(0, 1)).unwrap().is_empty());
    let silhouette = Silhouette::default();
    assert!(silhouette.samples(&rows, &[1; 24]).is_err());
    assert!(silhouette.samples(&rows, &[1; 23]).is_err());
    assert!(silhouette.samples(&rows, &(0..24).collect::<Vec<_>>()).is_err());
    assert!(silhouette.sample(0).mean(&rows, &LABELS).is_err());
}
