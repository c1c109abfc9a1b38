//! The laws of a distance between texts.

use super::*;
use crate::seed::Seed;
use crate::text::vocabulary::Vocabulary;
use crate::vector::dense::DenseMatrix;

fn embeddings(words: usize, dimension: usize, seed: u64) -> Embeddings {
    let draws = Seed(seed).stream("word mover");
    let numbers = (0..(words * dimension) as u64).map(|i| draws.uniform(i) as f32 - 0.5).collect();
    let names: Vec<String> = (0..words).map(|word| format!("w{word}")).collect();
    let rows = DenseMatrix::from_rows(dimension, numbers).unwrap();
    Embeddings::new(Vocabulary::first_seen(&names).unwrap(), rows).unwrap()
}

fn text(words: u64, count: u64, seed: u64) -> Vec<String> {
    let draws = Seed(seed).stream("text");
    (0..count).map(|i| format!("w{}", draws.below(i, words))).collect()
}

#[test]
fn is_a_metric_with_a_bound_below() {
    let words = embeddings(30, 4, 1);
    let mover = WordMover::new(&words);
    for case in 0..40 {
        let [a, b, c] = [0, 1, 2].map(|which| text(30, 1 + (case * 7 + which * 5) % 19, 3 * case + which));
        let distance = |a: &[String], b: &[String]| mover.distance(a, b).unwrap().unwrap();
        assert!(distance(&a, &a).abs() < 1e-12);
        assert!((distance(&a, &b) - distance(&b, &a)).abs() < 1e-12);
        assert!(distance(&a, &c) <= distance(&a, &b) + distance(&b, &c) + 1e-12);
        assert!(mover.lower_bound(&a, &b).unwrap().unwrap() <= distance(&a, &b) + 1e-12);
    }
}

#[test]
fn what_stays_costs_nothing() {
    let words = embeddings(12, 3, 2);
    let mover = WordMover::new(&words);
    for case in 0..30 {
        let (a, b) = (text(12, 9, case), text(12, 14, 99 + case));
        let heaps = mover.heaps(&a, &b).unwrap().unwrap();
        let costs = mover.distances(&heaps.ids).unwrap();
        let whole = least_cost(&heaps.amounts[0], &heaps.amounts[1], &costs) / heaps.whole;
        assert!((whole - mover.distance(&a, &b).unwrap().unwrap()).abs() < 1e-12, "case {case}");
    }
}

#[test]
fn a_text_without_a_known_word_has_no_distance() {
    let words = embeddings(3, 2, 3);
    let mover = WordMover::new(&words);
    assert_eq!(mover.distance(&["w0"], &[]).unwrap(), None);
    assert_eq!(mover.lower_bound(&["?"], &["w1"]).unwrap(), None);
    assert_eq!(mover.distance(&["w0", "?"], &["w0", "w0"]).unwrap(), Some(0.0));
}
