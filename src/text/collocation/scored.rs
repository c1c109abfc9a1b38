//! [`Scored`]: an n-gram and how strongly its words belong together.

use std::cmp::Ordering;

/// An n-gram with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored<'c, const N: usize> {
    /// Its words.
    pub words: [&'c str; N],
    /// What the measure gives it.
    pub score: f64,
}

/// The places of `scores` by score, descending, and where scores are equal, ascending; no more than `most`.
pub(super) fn ranking(mut scores: Vec<(f64, u32)>, most: usize) -> Vec<(f64, u32)> {
    if most == 0 {
        return Vec::new();
    }
    if most < scores.len() {
        scores.select_nth_unstable_by(most - 1, order);
        scores.truncate(most);
    }
    scores.sort_unstable_by(order);
    scores
}

/// Scores are never NaN; 0 and −0 are equal.
fn order(a: &(f64, u32), b: &(f64, u32)) -> Ordering {
    b.0.partial_cmp(&a.0).unwrap_or(Ordering::Equal).then(a.1.cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_come_first_and_ties_keep_their_order() {
        let scores: Vec<(f64, u32)> = [1.0, 3.0, -0.0, 3.0, 0.0, -2.0].into_iter().zip(0..).collect();
        let places = |most| ranking(scores.clone(), most).iter().map(|scored| scored.1).collect::<Vec<_>>();
        assert_eq!(places(usize::MAX), [1, 3, 0, 2, 4, 5]);
        for most in 0..6 {
            assert_eq!(places(most), places(6)[..most]);
        }
    }
}
