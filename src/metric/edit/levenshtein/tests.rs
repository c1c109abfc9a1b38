//! Distances against the plain table, ways against what they must be, both against rapidfuzz.

use proptest::prelude::*;

use super::*;
use crate::metric::edit::operation::EditOperation;

/// The table of Wagner and Fischer, cell by cell.
fn naive(first: &[u8], second: &[u8]) -> usize {
    let mut above: Vec<usize> = (0..=second.len()).collect();
    for (row, a) in first.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut above[0], row + 1);
        for (column, b) in second.iter().enumerate() {
            let least = (above[column] + 1).min(above[column + 1] + 1).min(diagonal + usize::from(a != b));
            diagonal = std::mem::replace(&mut above[column + 1], least);
        }
    }
    above[second.len()]
}

/// Checks that a way leads from the first to the second in as many steps as the distance.
fn check_way(first: &[u8], second: &[u8]) {
    let alignment = levenshtein_alignment_of(first, second);
    let (mut from, mut to) = (0, 0);
    for chunk in alignment.chunks() {
        assert_eq!((chunk.reference.start, chunk.hypothesis.start), (from, to));
        (from, to) = (chunk.reference.end, chunk.hypothesis.end);
        let same = first[chunk.reference.clone()] == second[chunk.hypothesis.clone()];
        assert_eq!(same, chunk.operation == EditOperation::Equal);
    }
    assert_eq!((from, to), (first.len(), second.len()));
    assert_eq!(alignment.counts().errors() as usize, naive(first, second));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn distances_are_those_of_the_table(
        first in proptest::collection::vec(0u8..4, 0..200),
        second in proptest::collection::vec(0u8..4, 0..200),
    ) {
        prop_assert_eq!(levenshtein_of(&first, &second), naive(&first, &second));
        check_way(&first, &second);
    }

    #[test]
    fn few_edits_in_long_sequences(
        first in proptest::collection::vec(0u8..100, 300..900),
        edits in proptest::collection::vec((0usize..900, 0u8..100, 0usize..3), 0..40),
    ) {
        let mut second = first.clone();
        for (at, element, kind) in edits {
            let at = at.min(second.len() - 1);
            match kind {
                0 => second[at] = element,
                1 => second.insert(at, element),
                _ => drop(second.remove(at)),
            }
        }
        prop_assert_eq!(levenshtein_of(&first, &second), naive(&first, &second));
        check_way(&first, &second);
    }
}

/// Sequences whose table is cut in halves.
#[test]
fn long_sequences_are_cut() {
    let mut state = 1u32;
    let mut element = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8 % 20
    };
    let first: Vec<u8> = (0..4_000).map(|_| element()).collect();
    let second: Vec<u8> = (0..3_500).map(|_| element()).collect();
    check_way(&first, &second);
    assert_eq!(levenshtein_of(&first, &second), naive(&first, &second));
}

/// rapidfuzz 3.14.6: `[(op.tag, op.src_start, op.src_end, …) for op in Levenshtein.opcodes(a, b)]`.
#[test]
fn ways_are_those_of_rapidfuzz() {
    use EditOperation::{Delete, Equal, Insert, Substitute};
    let chunks = |first, second| -> Vec<_> {
        let alignment = levenshtein_alignment(first, second);
        let parts = |chunk: &crate::metric::edit::operation::AlignmentChunk| {
            (chunk.operation, chunk.reference.clone(), chunk.hypothesis.clone())
        };
        alignment.chunks().iter().map(parts).collect()
    };
    let expected = [
        (Delete, 0..1, 0..0),
        (Equal, 1..3, 0..2),
        (Substitute, 3..4, 2..3),
        (Equal, 4..6, 3..5),
        (Insert, 6..6, 5..6),
    ];
    assert_eq!(chunks("qabxcd", "abycdf"), expected);
    assert_eq!(chunks("", ""), []);
    assert_eq!(chunks("é", ""), [(Delete, 0..1, 0..0)]);
}
