//! Maps of clusters, the divergence by its definition, and absurd input.

use super::*;
use crate::parallel::with_threads;
use crate::progress::{Next, Report};

/// Rows of `columns` even draws around corners of a cube, one cluster after the other.
fn clusters(count: usize, size: usize, columns: usize) -> DenseMatrix {
    let draws = Seed(5).stream("rows");
    let values = (0..count * size * columns).map(|at| {
        let (cluster, column) = (at / columns / size, at % columns);
        (draws.uniform(at as u64) + if column == cluster { 8.0 } else { 0.0 }) as f32
    });
    DenseMatrix::from_rows(columns, values.collect()).unwrap()
}

/// The share of points whose nearest centroid is that of their own cluster.
fn purity(map: &DenseMatrix, size: usize) -> f64 {
    let dimension = map.columns();
    let centroids: Vec<Vec<f64>> = (0..map.rows() / size)
        .map(|cluster| {
            let mean = |axis: usize| {
                (0..size).map(|row| f64::from(map.row(cluster * size + row)[axis])).sum::<f64>() / size as f64
            };
            (0..dimension).map(mean).collect()
        })
        .collect();
    let pure = (0..map.rows()).filter(|&row| {
        let distance = |centroid: &Vec<f64>| -> f64 {
            centroid.iter().zip(map.row(row)).map(|(c, &x)| (c - f64::from(x)).powi(2)).sum()
        };
        let own = distance(&centroids[row / size]);
        centroids.iter().all(|centroid| distance(centroid) >= own)
    });
    pure.count() as f64 / map.rows() as f64
}

fn quick() -> TsneParams {
    Tsne::params().perplexity(10.0).iterations(500)
}

#[test]
fn clusters_stay_apart() {
    let rows = clusters(5, 60, 20);
    for dimension in [2, 3] {
        let map = quick().dimension(dimension).fit(&rows).unwrap();
        assert_eq!((map.embedding().rows(), map.embedding().columns()), (300, dimension));
        let purity = purity(map.embedding(), 60);
        assert!(purity > 0.95, "{purity}");
        assert!((0.0..2.0).contains(&map.divergence()), "{}", map.divergence());
    }
}

#[test]
fn the_same_seed_gives_the_same_bits_on_any_pool() {
    let rows = clusters(3, 40, 5);
    let map = |seed, threads| {
        with_threads(threads, || quick().iterations(300).seed(seed).fit(&rows)).unwrap().unwrap()
    };
    let first = map(1, 1);
    assert_eq!(first, map(1, 3));
    assert_ne!(first.embedding(), map(2, 1).embedding());
}

/// p by its definition, with no shortcut, against the crate's sparse weights.
#[test]
fn the_divergence_is_that_of_the_definition() {
    let rows = clusters(2, 8, 3);
    // All other rows are neighbours: 3 · 5 = 15.
    let map = Tsne::params().perplexity(5.0).iterations(120).exaggerated_iterations(50).fit(&rows).unwrap();
    let n = rows.rows();
    let squared = |m: &DenseMatrix, i: usize, j: usize| squared_distance_wide(m.row(i), m.row(j));
    let mut conditional = vec![vec![0.0; n]; n];
    for (i, weights) in conditional.iter_mut().enumerate() {
        let (mut low, mut high) = (0.0f64, 1e6f64);
        for _ in 0..200 {
            let beta = 0.5 * (low + high);
            for (j, weight) in weights.iter_mut().enumerate() {
                *weight = if i == j { 0.0 } else { (-beta * squared(&rows, i, j)).exp() };
            }
            let sum: f64 = weights.iter().sum();
            weights.iter_mut().for_each(|weight| *weight /= sum);
            let entropy: f64 = weights.iter().filter(|&&p| p > 0.0).map(|p| -p * p.ln()).sum();
            if entropy > 5f64.ln() { low = beta } else { high = beta }
        }
    }
    let closeness = |i, j| 1.0 / (1.0 + squared(map.embedding(), i, j));
    let pairs = || (0..n).flat_map(|i| (0..n).filter(move |&j| j != i).map(move |j| (i, j)));
    let all: f64 = pairs().map(|(i, j)| closeness(i, j)).sum();
    let divergence: f64 = pairs()
        .map(|(i, j)| {
            let p = (conditional[i][j] + conditional[j][i]) / (2 * n) as f64;
            if p > 0.0 { p * (p * all / closeness(i, j)).ln() } else { 0.0 }
        })
        .sum();
    assert!((divergence - map.divergence()).abs() < 1e-4, "{divergence} {}", map.divergence());
}

#[test]
fn a_start_is_kept_to() {
    let rows = clusters(2, 20, 5);
    let start = quick().iterations(1).fit(&rows).unwrap().embedding().clone();
    let params = quick().iterations(1).exaggerated_iterations(0).learning_rate(1e-9);
    let map = params.fit_from(&rows, &start, &mut ()).unwrap();
    for (&a, &b) in map.embedding().as_slice().iter().zip(start.as_slice()) {
        assert!((a - b).abs() < 1e-6, "{a} {b}");
    }
}

/// Rows that are equal, very large, very small, or few.
#[test]
fn strange_rows_get_finite_maps() {
    let values = |f: fn(usize) -> f32| DenseMatrix::from_rows(2, (0..80).map(f).collect()).unwrap();
    let strange = [
        values(|_| 0.0),
        values(|at| (at % 4) as f32),
        values(|at| if at == 7 { f32::MAX } else { at as f32 }),
        values(|at| f32::MAX * if at % 3 == 0 { 1.0 } else { -1.0 }),
        values(|at| at as f32 * 1e-44),
    ];
    for rows in strange {
        for params in [quick(), quick().perplexity(1.0), quick().perplexity(13.0).learning_rate(1e6)] {
            let map = params.iterations(60).early_exaggeration(1e3).fit(&rows).unwrap();
            assert!(map.embedding().as_slice().iter().all(|x| x.is_finite()));
            assert!(map.divergence().is_finite());
        }
    }
    let four = DenseMatrix::from_rows(1, vec![1.0, 2.0, 3.0, 5.0]).unwrap();
    assert_eq!(quick().perplexity(1.0).theta(1e-12).fit(&four).unwrap().embedding().rows(), 4);
}

#[test]
fn absurd_input_is_an_error() {
    let rows = clusters(2, 20, 3);
    let message = |params: TsneParams| params.fit(&rows).unwrap_err().to_string();
    assert_eq!(
        message(quick().perplexity(13.1)),
        "parameter perplexity: expected 1 to (rows - 1) / 3, got 13.1"
    );
    let bad = [
        (quick().perplexity(f64::NAN), "perplexity"),
        (quick().perplexity(0.9), "perplexity"),
        (quick().perplexity(f64::INFINITY), "perplexity"),
        (quick().dimension(1), "dimension"),
        (quick().dimension(usize::MAX), "dimension"),
        (quick().theta(0.0), "theta"),
        (quick().theta(f64::NAN), "theta"),
        (quick().learning_rate(0.0), "learning_rate"),
        (quick().learning_rate(1e7), "learning_rate"),
        (quick().learning_rate(f64::NAN), "learning_rate"),
        (quick().early_exaggeration(0.5), "early_exaggeration"),
        (quick().early_exaggeration(f64::NAN), "early_exaggeration"),
        (quick().iterations(0), "iterations"),
        (quick().iterations(usize::MAX), "iterations"),
    ];
    for (params, name) in bad {
        assert!(message(params).starts_with(&format!("parameter {name}:")), "{name}");
    }
    for empty in [DenseMatrix::zeros(0, 3), DenseMatrix::zeros(9, 0)] {
        assert_eq!(quick().fit(&empty).unwrap_err().to_string(), "matrix to map is empty");
    }
    assert!(quick().perplexity(1.0).fit(&DenseMatrix::zeros(3, 1)).is_err());
    for bad in [f32::NAN, f32::INFINITY] {
        let mut rows = rows.clone();
        rows.row_mut(7)[1] = bad;
        let message = quick().fit(&rows).unwrap_err().to_string();
        assert_eq!(message, "parameter rows: expected finite numbers, got NaN or infinity in row 7");
    }
    let from = |start: &DenseMatrix| quick().fit_from(&rows, start, &mut ()).unwrap_err().to_string();
    assert_eq!(from(&DenseMatrix::zeros(39, 2)), "rows of the start: expected 40, got 39");
    assert_eq!(from(&DenseMatrix::zeros(40, 3)), "columns of the start: expected 2, got 3");
    assert!(from(&DenseMatrix::zeros(40, 2)).contains("all points in one place"));
    let mut far = DenseMatrix::zeros(40, 2);
    far.row_mut(3)[0] = 1e7;
    assert!(from(&far).contains("got 10000000"));
}

#[test]
fn the_observer_is_told_and_can_stop() {
    struct Until(&'static str, u64);
    impl Progress for Until {
        fn report(&mut self, report: &Report<'_>) -> Next {
            if report.stage == self.0 && report.done >= self.1 { Next::Stop } else { Next::Continue }
        }
    }
    let rows = clusters(2, 20, 3);
    for (stage, done) in [("find neighbours", 0), ("arrange points", 250)] {
        assert!(matches!(quick().fit_with(&rows, &mut Until(stage, done)), Err(Error::Interrupted)));
    }
    assert!(quick().fit_with(&rows, &mut Until("arrange points", 251)).is_ok());
}
