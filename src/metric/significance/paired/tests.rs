//! Paired tests against sacreBLEU's numbers and against adding up trial by trial.

use super::*;
use crate::metric::bleu::sacrebleu::Bleu;
use crate::metric::bleu::statistics::BleuStatistics;
use crate::parallel::with_threads;
use crate::statistics::resample::{resample, resample_swaps};

/// Thirty sentences of ten words, of which a system gets about one in `share` wrong.
fn sentences(share: usize) -> Vec<String> {
    let words = ["the", "a", "cat", "dog", "sat", "ran", "on", "mat", "big", "red"];
    let word = |i: usize, j: usize| {
        let wrong = if (i + j).is_multiple_of(share) { i * j } else { 0 };
        words[(i * 7 + j * j * 3 + wrong) % 10]
    };
    (0..30).map(|i| (0..6 + i % 3).map(|j| word(i, j)).collect::<Vec<_>>().join(" ")).collect()
}

fn systems(bleu: &Bleu) -> [Vec<BleuStatistics>; 2] {
    let references: Vec<[String; 1]> = sentences(100).into_iter().map(|text| [text]).collect();
    let references = bleu.references(&references).unwrap();
    [3, 4].map(|share| bleu.segments(&sentences(share), &references).unwrap())
}

fn assert_equals(result: SystemResult, expected: (f64, Option<f64>, f64, f64)) {
    let interval = result.interval.unwrap();
    assert!((result.score - expected.0).abs() < 1e-12, "{result:?}");
    assert_eq!(result.p_value.is_some(), expected.1.is_some());
    assert!((result.p_value.unwrap_or(0.0) - expected.1.unwrap_or(0.0)).abs() < 1e-12, "{result:?}");
    // NumPy 2 resamples in floats of 24 bits.
    assert!((interval.mean - expected.2).abs() < 2e-5, "{result:?}");
    assert!((interval.half_width - expected.3).abs() < 2e-5, "{result:?}");
}

/// sacreBLEU 2.6.0, NumPy 2.4.6: `PairedTest(…, test_type="bs", n_samples=500)`.
#[test]
fn the_bootstrap_equals_sacrebleu() {
    let bleu = Bleu::new();
    let results = PairedTest::bootstrap().trials(500).run(&bleu, &systems(&bleu)).unwrap();
    assert_equals(results[0], (36.27983233172893, None, 35.94691984240245, 12.274977149990892));
    assert_equals(
        results[1],
        (40.239856107966894, Some(0.08782435129740519), 39.71660539761429, 10.703399496574585),
    );
}

/// sacreBLEU 2.6.0, NumPy 2.4.6: `PairedTest(…, test_type="ar", n_samples=500, n_ar_confidence=200)`.
#[test]
fn randomization_equals_sacrebleu() {
    let bleu = Bleu::new();
    let test = PairedTest::randomization().trials(500).confidence_resamples(200);
    let results = test.run(&bleu, &systems(&bleu)).unwrap();
    assert_equals(results[0], (36.27983233172893, None, 35.559082331300914, 12.127873287960075));
    assert_equals(
        results[1],
        (40.239856107966894, Some(0.17764471057884232), 39.29297625126251, 10.951439160703899),
    );
    assert!(test.signature().to_string().starts_with("bs:200|ar:500|seed:12345|version:"));
}

/// The sums of groups give what adding up trial by trial gives, also of long n-grams, whose sides are added up both.
#[test]
fn sums_of_groups_are_sums() {
    for bleu in [Bleu::new(), Bleu::new().max_order(6)] {
        let [baseline, system] = systems(&bleu);
        let of_row = |row: &[u32]| {
            bleu.figure(&BleuStatistics::sum(row.iter().map(|&segment| &system[segment as usize])))
        };
        let naive = resample(30, 1_500, &mut Pcg64::new(7), of_row).unwrap();
        let grouped = resampled_figures(&bleu, &[&baseline, &system], 1_500, &mut Pcg64::new(7)).unwrap();
        assert_eq!(grouped[1], naive);
        let of_coins = |coins: &[bool]| {
            let side = |heads: bool| {
                let pairs = baseline.iter().zip(&system).zip(coins);
                let chosen =
                    pairs.map(|((baseline, system), &coin)| if coin == heads { baseline } else { system });
                bleu.figure(&BleuStatistics::sum(chosen))
            };
            side(true) - side(false)
        };
        let naive = resample_swaps(30, 1_500, &mut Pcg64::new(7), of_coins).unwrap();
        let grouped = swapped_differences(&bleu, &baseline, &[&system], 1_500, &mut Pcg64::new(7)).unwrap();
        assert_eq!(grouped[0], naive);
    }
}

#[test]
fn the_same_on_any_number_of_threads() {
    let bleu = Bleu::new();
    let systems = systems(&bleu);
    for test in [PairedTest::bootstrap(), PairedTest::randomization().trials(3_000)] {
        let run = || test.run(&bleu, &systems).unwrap();
        assert_eq!(with_threads(1, run).unwrap(), with_threads(5, run).unwrap());
    }
}

#[test]
fn what_cannot_be_compared_is_an_error() {
    let bleu = Bleu::new();
    let [baseline, system] = systems(&bleu);
    let nothing: [Vec<BleuStatistics>; 0] = [];
    assert!(PairedTest::bootstrap().run(&bleu, &nothing).is_err());
    assert!(PairedTest::bootstrap().run(&bleu, &[Vec::new()]).is_err());
    let short = system[1..].to_vec();
    for test in [PairedTest::bootstrap(), PairedTest::randomization()] {
        assert!(test.run(&bleu, &[&baseline, &short]).is_err());
        assert!(test.clone().trials(0).run(&bleu, &[&baseline, &system]).is_err());
        assert!(test.clone().trials(usize::MAX).run(&bleu, &[&baseline, &system]).is_err());
        assert_eq!(test.trials(10).run(&bleu, &[&baseline]).unwrap().len(), 1);
    }
    let equal = PairedTest::randomization().trials(50).run(&bleu, &[&baseline, &baseline]).unwrap();
    assert_eq!(equal[1].p_value, Some(1.0 / 51.0));
}
