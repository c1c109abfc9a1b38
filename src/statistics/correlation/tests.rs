//! Correlations against SciPy 1.17.1.

use super::*;
use crate::parallel::with_threads;
use crate::seed::Seed;

const EIGHT: ([f64; 8], [f64; 8]) =
    ([0.5, 1.25, -3.0, 2.0, 7.5, -0.25, 4.0, 3.5], [1.0, 0.5, -2.0, 2.5, 9.0, 0.75, 1.5, 6.0]);
const TIES: ([f64; 10], [f64; 10]) =
    ([1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 4.0, 5.0, 5.0, 1.0], [2.0, 1.0, 2.0, 3.0, 5.0, 4.0, 4.0, 5.0, 3.0, 1.0]);
const ALL: [Alternative; 3] = [Alternative::TwoSided, Alternative::Less, Alternative::Greater];

fn near(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-12 * expected.abs(), "got {got:e}, expected {expected:e}");
}

fn equals(got: impl Fn(Alternative) -> Result<Correlation>, coefficient: f64, p_values: [f64; 3]) {
    for (alternative, p_value) in ALL.into_iter().zip(p_values) {
        let got = got(alternative).unwrap();
        near(got.coefficient, coefficient);
        near(got.p_value, p_value);
    }
}

#[test]
fn equals_scipy() {
    let (x, y) = EIGHT;
    equals(
        |alternative| pearson(&x, &y, alternative),
        0.9006169898710551,
        [0.0022747311868281683, 0.998862634406586, 0.0011373655934140841],
    );
    equals(
        |alternative| spearman(&x, &y, alternative),
        0.8571428571428572,
        [0.0065300172547152905, 0.9967349913726423, 0.0032650086273576452],
    );
    let (x, y) = TIES;
    equals(
        |alternative| pearson(&x, &y, alternative),
        0.7200822998230957,
        [0.018847624123008777, 0.9905761879384956, 0.009423812061504389],
    );
    equals(
        |alternative| spearman(&x, &y, alternative),
        0.7547319081399414,
        [0.01163198556468095, 0.9941840072176595, 0.005815992782340475],
    );
}

/// The last bits of r move a p-value of 1e-66 in its tenth digit; SciPy's own two differ there.
#[test]
fn far_tails_equal_scipy_as_far_as_r_has_bits() {
    let x: Vec<f64> = (0..40).map(f64::from).collect();
    let mut y = x.clone();
    y.swap(3, 4);
    let r = pearson(&x, &y, Alternative::TwoSided).unwrap();
    near(r.coefficient, 0.999812382739212);
    assert!((r.p_value / 1.047725815279471e-66 - 1.0).abs() < 1e-9, "{:e}", r.p_value);
    let rho = spearman(&x, &y, Alternative::TwoSided).unwrap();
    near(rho.coefficient, 0.9998123827392121);
    assert!((rho.p_value / 1.0477258152676973e-66 - 1.0).abs() < 1e-10, "{:e}", rho.p_value);
    let down: Vec<f64> = x.iter().map(|x| -x).collect();
    let opposite = pearson(&x, &down, Alternative::Less).unwrap();
    assert_eq!((opposite.coefficient, opposite.p_value), (-1.0, 0.0));
    let opposite = spearman(&x, &down, Alternative::Greater).unwrap();
    assert_eq!((opposite.coefficient, opposite.p_value), (-1.0, 1.0));
}

#[test]
fn numbers_of_any_size_are_taken() {
    let huge = pearson(&[1e300, -1e300, 5e299], &[1e-300, -3e-300, 2e-300], Alternative::TwoSided).unwrap();
    near(huge.coefficient, 0.9078412990032038);
    near(huge.p_value, 0.27545867663494283);
    let largest = pearson(&[f64::MAX, f64::MAX, -f64::MAX], &[1.0, 1.0, 0.0], Alternative::TwoSided).unwrap();
    near(largest.coefficient, 1.0);
    let x = [1e8 + 0.1, 1e8 + 0.2, 1e8 + 0.35, 1e8 + 0.4];
    let offset = pearson(&x, &[1.0, 2.0, 3.0, 5.0], Alternative::TwoSided).unwrap();
    assert!((offset.coefficient - 0.9391201439958426).abs() < 1e-9, "{}", offset.coefficient);
    let tiny = pearson(&[0.0, 5e-324, 0.0], &[0.0, 1.0, 0.0], Alternative::TwoSided).unwrap();
    near(tiny.coefficient, 1.0);
}

#[test]
fn the_undefined_is_nan_and_the_unordered_an_error() {
    for (x, y) in [(&[1.0, 1.0, 1.0][..], &[1.0, 2.0, 3.0][..]), (&[1.0], &[2.0]), (&[], &[])] {
        for undefined in [pearson(x, y, Alternative::Less), spearman(x, y, Alternative::TwoSided)] {
            let undefined = undefined.unwrap();
            assert!(!undefined.is_defined() && undefined.p_value.is_nan());
        }
    }
    let two = pearson(&[1.0, 2.0], &[5.0, 3.0], Alternative::TwoSided).unwrap();
    assert_eq!((two.coefficient, two.p_value), (-1.0, 1.0));
    let two = spearman(&[1.0, 2.0], &[5.0, 3.0], Alternative::TwoSided).unwrap();
    assert!(two.is_defined() && two.p_value.is_nan());
    assert!(pearson(&[1.0, f64::INFINITY], &[1.0, 2.0], Alternative::TwoSided).is_err());
    assert!(spearman(&[1.0, f64::INFINITY, 0.0], &[1.0, 2.0, 0.0], Alternative::TwoSided).is_ok());
    assert!(spearman(&[1.0, f64::NAN], &[1.0, 2.0], Alternative::TwoSided).is_err());
    assert!(pearson(&[1.0], &[1.0, 2.0], Alternative::TwoSided).is_err());
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let of = |purpose: &str| -> Vec<f64> {
        (0..3 * CHUNK as u64 + 5).map(|draw| Seed(1).stream(purpose).uniform(draw)).collect()
    };
    let (x, y) = (of("x"), of("y"));
    let run = || pearson(&x, &y, Alternative::TwoSided).unwrap();
    let one = with_threads(1, run).unwrap();
    assert_eq!(one, with_threads(4, run).unwrap());
    assert!(one.coefficient.abs() < 0.02 && one.p_value > 1e-4, "{one}");
}
