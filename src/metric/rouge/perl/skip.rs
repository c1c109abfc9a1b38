//! Skip-bigrams: pairs of words in order, with at most so many words between them.

use std::cmp::Ordering;

/// What stands in the place of the second word where a single word counts, too.
const NONE: u32 = u32::MAX;

/// The skip-bigrams of a text, sorted. With `unigrams`, every word but the last counts as well, as in ROUGE-1.5.5.
pub(crate) fn pairs(ids: &[u32], gap: Option<usize>, unigrams: bool) -> Vec<u64> {
    let pair = |first: u32, second: u32| u64::from(first) << 32 | u64::from(second);
    let mut pairs = Vec::new();
    for (place, &first) in ids.iter().enumerate() {
        let rest = &ids[place + 1..];
        if rest.is_empty() {
            break;
        }
        if unigrams {
            pairs.push(pair(first, NONE));
        }
        let reach = gap.map_or(rest.len(), |gap| gap.saturating_add(1).min(rest.len()));
        pairs.extend(rest[..reach].iter().map(|&second| pair(first, second)));
    }
    pairs.sort_unstable();
    pairs
}

/// How many of two sorted lists are in both, each as often as in either.
pub(crate) fn hits(a: &[u64], b: &[u64]) -> usize {
    let (mut at, mut other, mut hits) = (0, 0, 0);
    while let (Some(here), Some(there)) = (a.get(at), b.get(other)) {
        match here.cmp(there) {
            Ordering::Less => at += 1,
            Ordering::Greater => other += 1,
            Ordering::Equal => (at, other, hits) = (at + 1, other + 1, hits + 1),
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_reach_over_a_gap() {
        assert_eq!(pairs(&[1, 2, 3, 4], Some(1), false).len(), 5);
        assert_eq!(pairs(&[1, 2, 3, 4], None, true).len(), 6 + 3);
        assert_eq!(pairs(&[1, 2, 3], Some(usize::MAX), false).len(), 3);
        assert!(pairs(&[1], None, true).is_empty() && pairs(&[], Some(0), true).is_empty());
        let (here, there) = (pairs(&[1, 2, 1, 2], None, false), pairs(&[1, 2, 2], None, false));
        assert_eq!(hits(&here, &there), 3);
    }
}
