//! Tests of significance against NumPy 2.4.6 (sacreBLEU's rules on its draws) and SciPy 1.17.1.

use super::*;
use crate::parallel::with_threads;
use crate::statistics::mt19937::Mt19937;
use crate::statistics::pcg64::Pcg64;
use crate::statistics::percentile::{percentile_interval, percentiles, trimmed_interval};
use crate::statistics::sum::mean;

/// Eighths, so that sums have no rounding and ties are ties.
const FIRST: [f64; 8] = [0.375, 0.625, 0.25, 1.0, 0.875, 0.125, 0.5, 0.75];
const SECOND: [f64; 8] = [0.5, 0.6875, 0.125, 1.125, 1.125, 0.4375, 0.625, 0.625];

#[test]
fn paired_tests_equal_sacrebleus_rules_on_numpys_draws() {
    let bootstrap = paired_bootstrap(&FIRST, &SECOND, 1000, &mut Pcg64::new(12345)).unwrap();
    assert_eq!((bootstrap.difference, bootstrap.p_value), (0.09375, 0.025974025974025976));
    let randomization = paired_randomization(&FIRST, &SECOND, 1000, &mut Pcg64::new(12345)).unwrap();
    assert_eq!((randomization.difference, randomization.p_value), (0.09375, 0.0919080919080919));
}

#[test]
fn intervals_equal_those_of_numpys_draws() {
    let means = |draws: &mut dyn Draws, resamples| {
        let mean = |rows: &[u32]| rows.iter().map(|&row| FIRST[row as usize]).sum::<f64>() / 8.0;
        resample(8, resamples, draws, mean).unwrap()
    };
    let of_pcg = means(&mut Pcg64::new(12345), 1000);
    assert_eq!(percentiles(&of_pcg, [2.5, 50.0, 97.5]).unwrap(), [0.359375, 0.5625, 0.765625]);
    let trimmed = trimmed_interval(&of_pcg, 1000 / 40).unwrap();
    assert_eq!((trimmed.low, trimmed.high), (0.359375, 0.765625));
    // rouge-score's aggregator.
    let interval = percentile_interval(&means(&mut Mt19937::new(1), 500), 0.95).unwrap();
    assert_eq!(
        (interval.low, interval.mid, interval.high),
        (0.38242187500000013, 0.5625, 0.7582031249999996)
    );
}

/// SciPy 1.17.1 on all 126 deals: 0.0952…, 0.9682…, 0.0476…
#[test]
fn permutation_comes_near_the_exact_p_value() {
    let (first, second) = ([1.0, 2.0, 3.0, 4.0], [2.5, 3.5, 6.0, 7.0, 8.0]);
    let apart = |first: &[f64], second: &[f64]| mean(second) - mean(first);
    let test = |alternative| permutation_test(&first, &second, apart, 50_000, Seed(3), alternative).unwrap();
    for (alternative, exact) in [
        (Alternative::TwoSided, 0.09523809523809523),
        (Alternative::Less, 0.9682539682539683),
        (Alternative::Greater, 0.047619047619047616),
    ] {
        let one = with_threads(1, || test(alternative)).unwrap();
        assert!((one.p_value - exact).abs() < 0.006, "{alternative:?}: {one}");
        assert_eq!(one, with_threads(3, || test(alternative)).unwrap());
    }
}

#[test]
fn equal_systems_do_not_differ_by_chance() {
    for (first, second) in [(FIRST, FIRST), (SECOND, SECOND)] {
        assert_eq!(paired_bootstrap(&first, &second, 99, &mut Seed(1)).unwrap().p_value, 0.01);
        assert_eq!(paired_randomization(&first, &second, 99, &mut Seed(1)).unwrap().p_value, 0.01);
    }
}

#[test]
fn bad_input_is_an_error() {
    assert!(paired_bootstrap(&[1.0], &[1.0, 2.0], 10, &mut Seed(1)).is_err());
    assert!(paired_bootstrap(&[], &[], 10, &mut Seed(1)).is_err());
    assert!(paired_bootstrap(&[1.0], &[2.0], 0, &mut Seed(1)).is_err());
    let error = paired_randomization(&[1.0, f64::NAN], &[2.0, 0.5], 10, &mut Seed(1)).unwrap_err();
    assert_eq!(error.to_string(), "parameter scores: expected finite numbers, got NaN and 0.5 at place 1");
    assert!(bootstrap_p_value(0.1, &[]).is_err());
    assert!(randomization_p_value(f64::NAN, &[0.1]).is_err());
    let nan = |_: &[f64], _: &[f64]| f64::NAN;
    assert!(permutation_test(&[1.0], &[2.0], nan, 10, Seed(1), Alternative::Less).is_err());
    assert!(permutation_test(&[], &[2.0], nan, 10, Seed(1), Alternative::Less).is_err());
    assert!(permutation_test(&[1.0], &[2.0], nan, usize::MAX, Seed(1), Alternative::Less).is_err());
}
