//! How likely it is that a word is an abbreviation, that two words belong together: log-likelihood ratios
//! (sections 3 and 4.1 of the paper; the formulas and their guards are NLTK's, so that numbers agree to the last bit).

use serde::{Deserialize, Serialize};

/// How likely a type is an abbreviation.
///
/// # Examples
/// ```
/// use wordmill::text::sentence::PunktTrainer;
/// let mut trainer = PunktTrainer::default();
/// trainer.train("Dr. Ada came. Dr. Bell went. Then dr. Curie stayed.")?;
/// let first = &trainer.abbreviation_scores()[0];
/// assert_eq!((first.word_type.as_str(), first.with_stop), ("dr", true));
/// assert!(first.score > 0.3);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AbbreviationScore {
    /// The type, without a final full stop.
    pub word_type: String,
    /// Its score: at or above the threshold it is an abbreviation.
    pub score: f64,
    /// Whether it was judged because it stands with a full stop, and not because it stands without one and was an
    /// abbreviation before.
    pub with_stop: bool,
}

/// The score of a type as an abbreviation, from how often it has its full stop, how often it has not, how many of all
/// `tokens` end in full stops, and its own length.
pub(crate) fn abbreviation_score(
    word_type: &str,
    [with_stop, without_stop]: [u64; 2],
    [stops, tokens]: [u64; 2],
    ignore_penalty: bool,
) -> f64 {
    let inner_stops = word_type.matches('.').count();
    let letters = (word_type.chars().count() - inner_stops) as f64;
    let likelihood = abbreviation_likelihood(with_stop, without_stop, stops, tokens);
    let penalty = if ignore_penalty { 1.0 } else { letters.powf(-(without_stop as f64)) };
    // Long words are seldom abbreviations, words with full stops inside often, words without their stop seldom.
    likelihood * (-letters).exp() * (inner_stops + 1) as f64 * penalty
}

/// Dunning's ratio as the paper changes it: the alternative is that nearly every occurrence has its full stop.
fn abbreviation_likelihood(with_stop: u64, without_stop: u64, stops: u64, tokens: u64) -> f64 {
    let (with, without) = (with_stop as f64, without_stop as f64);
    let stop = stops as f64 / tokens as f64;
    let abbreviated = 0.99_f64;
    let null = with * (stop + 1e-8).ln() + without * (1.0 - stop + 1e-8).ln();
    let alternative = with * abbreviated.ln() + without * (1.0 - abbreviated).ln();
    -2.0 * (null - alternative)
}

/// Dunning's log-likelihood ratio of two events, seen `a` and `b` times among `tokens` and `both` times together.
pub(crate) fn collocation_likelihood(a: u64, b: u64, both: u64, tokens: u64) -> f64 {
    let (a, b, both, tokens) = (a as f64, b as f64, both as f64, tokens as f64);
    let alone = b / tokens;
    let after_a = both / a;
    let elsewhere = if tokens == a { 1.0 } else { (b - both) / (tokens - a) };
    let neither = tokens - a - b + both;
    let first = log_likelihood(both, a - both, alone);
    let second = log_likelihood(b - both, neither, alone);
    let third = if a == both { 0.0 } else { log_likelihood(both, a - both, after_a) };
    let fourth = if b == both { 0.0 } else { log_likelihood(b - both, neither, elsewhere) };
    -2.0 * (first + second - third - fourth)
}

/// The log-likelihood of `yes` and `no` outcomes of this probability; 0 where a logarithm does not exist.
fn log_likelihood(yes: f64, no: f64, probability: f64) -> f64 {
    if probability <= 0.0 || probability >= 1.0 {
        return 0.0;
    }
    yes * probability.ln() + no * (1.0 - probability).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `PunktTrainer._col_log_likelihood(…)`.
    #[test]
    fn likelihoods_are_those_of_nltk() {
        assert_eq!(collocation_likelihood(10, 5, 4, 1_000), 33.703_499_109_174_4);
        assert_eq!(collocation_likelihood(10, 10, 10, 1_000), 112.003_068_709_694_69);
        assert_eq!(collocation_likelihood(3, 7, 0, 50), 0.935_572_361_537_630_6);
        assert_eq!(collocation_likelihood(50, 20, 10, 50), 17.260_924_347_106_85);
        assert_eq!(collocation_likelihood(20, 100, 5, 100), -22.493_405_784_752_333);
    }

    /// NLTK 3.10.4: a trainer with `_type_fdist` of these counts, `_reclassify_abbrev_types`.
    #[test]
    fn scores_are_those_of_nltk() {
        assert_eq!(abbreviation_score("e.g", [7, 1], [70, 1_000], false), 3.792_600_087_493_414_5);
        assert_eq!(abbreviation_score("é", [7, 1], [70, 1_000], false), 10.309_355_900_445_533);
        assert_eq!(abbreviation_score("approx", [3, 2], [70, 1_000], true), -0.005_540_359_791_724_097);
    }
}
