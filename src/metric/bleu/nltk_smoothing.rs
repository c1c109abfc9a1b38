//! [`NltkSmoothing`]: the seven ways of Chen and Cherry ("A systematic comparison of smoothing techniques for
//! sentence-level BLEU", 2014) to smooth precisions, as NLTK 3.10.4 has them.
//!
//! The formulas are NLTK's where they depart from the paper's. Precisions are floats here; NLTK keeps fractions as long
//! as it can, so the last digit of methods 5, 6 and 7 may differ.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};

/// What becomes of the precisions of n-grams.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum NltkSmoothing {
    /// None (method 0): a precision of 0 counts as the smallest normal float, so the score is next to 0.
    #[default]
    None,
    /// So many matches where there are none (method 1). NLTK's default is 0.1.
    Epsilon(f64),
    /// One match and one n-gram more, for all lengths but 1 (method 2).
    AddOne,
    /// The first length without a match has half a match, the next a quarter, and so on (method 3).
    Exponential,
    /// The same, with smaller parts for shorter hypotheses (method 4): ln(length) / (2ⁱ k). NLTK's default k is 5.
    ShortTranslations {
        /// k, above 0.
        k: f64,
    },
    /// The mean with the precisions of the lengths one below, smoothed, and one above (method 5).
    Neighbours,
    /// Between the precision and p²/p′ of the two lengths below, which count as α n-grams (method 6). NLTK's default α is
    /// 5. There must be a trigram that matches.
    Interpolated {
        /// α, above 0.
        alpha: f64,
    },
    /// Method 4, then method 5 (method 7).
    ShortTranslationsAndNeighbours {
        /// k of method 4, above 0.
        k: f64,
    },
}

/// The counts that methods look at.
pub(super) struct NltkCounts {
    /// N-grams that match and n-grams in all, by length from 1, of the whole corpus.
    pub(super) precisions: Vec<(u64, u64)>,
    /// Words of all hypotheses.
    pub(super) length: u64,
    /// Words of the last hypothesis: some of NLTK's methods look at it, whatever the corpus.
    pub(super) last_length: u64,
    /// Its n-grams of five words: those that match, and all.
    pub(super) last_fives: (u64, u64),
}

fn ratio((matches, total): (u64, u64)) -> f64 {
    matches as f64 / total as f64
}

impl NltkSmoothing {
    pub(super) fn check(self) -> Result<()> {
        let (value, is_allowed, expected) = match self {
            NltkSmoothing::Epsilon(epsilon) => (epsilon, epsilon >= 0.0, "a finite number ≥ 0"),
            NltkSmoothing::ShortTranslations { k } | NltkSmoothing::ShortTranslationsAndNeighbours { k } => {
                (k, k > 0.0, "a finite number > 0")
            }
            NltkSmoothing::Interpolated { alpha } => (alpha, alpha > 0.0, "a finite number > 0"),
            _ => return Ok(()),
        };
        check_parameter(is_allowed && value.is_finite(), "smoothing", value, expected)
    }

    /// The precisions, smoothed.
    pub(super) fn apply(self, counts: &NltkCounts) -> Result<Vec<f64>> {
        let ratios = || counts.precisions.iter().copied().map(ratio).collect::<Vec<f64>>();
        let filled = |fill: &mut dyn FnMut(u64) -> f64| {
            let one = |&(matches, total): &(u64, u64)| {
                if matches == 0 { fill(total) } else { ratio((matches, total)) }
            };
            counts.precisions.iter().map(one).collect::<Vec<f64>>()
        };
        let mut parts = 1.0;
        Ok(match self {
            NltkSmoothing::None => filled(&mut |_| f64::MIN_POSITIVE),
            NltkSmoothing::Epsilon(epsilon) => filled(&mut |total| epsilon / total as f64),
            NltkSmoothing::AddOne => {
                let one_more = |(at, &(matches, total)): (usize, &(u64, u64))| {
                    let more = u64::from(at > 0);
                    ratio((matches + more, total + more))
                };
                counts.precisions.iter().enumerate().map(one_more).collect()
            }
            NltkSmoothing::Exponential => filled(&mut |total| {
                parts *= 2.0;
                1.0 / (parts * total as f64)
            }),
            NltkSmoothing::ShortTranslations { k } => short_translations(counts, k),
            NltkSmoothing::Neighbours => neighbours(ratios(), counts.last_fives),
            NltkSmoothing::Interpolated { alpha } => interpolated(ratios(), counts, alpha)?,
            NltkSmoothing::ShortTranslationsAndNeighbours { k } => {
                neighbours(short_translations(counts, k), counts.last_fives)
            }
        })
    }
}

fn short_translations(counts: &NltkCounts, k: f64) -> Vec<f64> {
    let mut parts = 1.0;
    let one = |&(matches, total): &(u64, u64)| {
        if matches > 0 || counts.length <= 1 {
            return ratio((matches, total));
        }
        parts *= 2.0;
        1.0 / (parts * k / (counts.length as f64).ln()) / total as f64
    };
    counts.precisions.iter().map(one).collect()
}

/// The precision above the longest n-grams is that of the last hypothesis's n-grams of five words, whatever the longest.
fn neighbours(precisions: Vec<f64>, last_fives: (u64, u64)) -> Vec<f64> {
    let mut below = precisions.first().map_or(0.0, |first| first + 1.0);
    let above = precisions.iter().skip(1).copied().chain([ratio(last_fives)]);
    let mean = |(precision, above): (&f64, f64)| {
        below = (below + precision + above) / 3.0;
        below
    };
    precisions.iter().zip(above).map(mean).collect()
}

fn interpolated(mut precisions: Vec<f64>, counts: &NltkCounts, alpha: f64) -> Result<Vec<f64>> {
    let trigrams = counts.precisions.get(2);
    let Some((matches, _)) = trigrams else {
        return Err(Error::parameter("weights", precisions.len(), "three or more, for method 6"));
    };
    if *matches == 0 {
        return Err(Error::Empty { what: "list of trigrams that match" });
    }
    for at in 2..precisions.len() {
        let (below, beneath) = (precisions[at - 1], precisions[at - 2]);
        let expected = if beneath == 0.0 { 0.0 } else { below * below / beneath };
        let total = counts.last_length.saturating_sub(at as u64) as f64;
        precisions[at] = (counts.precisions[at].0 as f64 + alpha * expected) / (total + alpha);
    }
    Ok(precisions)
}
