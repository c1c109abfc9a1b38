//! [`Bleu`]: BLEU of texts, the very numbers of sacreBLEU 2.6.0 (Post, "A call for clarity in reporting BLEU scores",
//! 2018).
//!
//! Text is lower-cased where asked, loses the white space at its end, and is cut by the tokenizer. Left out: the choice
//! of a tokenizer by language, and the warning that text looks tokenised.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};
use crate::metric::bleu::reference::BleuReference;
use crate::metric::bleu::score::BleuScore;
use crate::metric::bleu::smoothing::BleuSmoothing;
use crate::metric::bleu::statistics::BleuStatistics;
use crate::metric::bleu::tokenizer::BleuTokenizer;
use crate::metric::metric::Metric;
use crate::metric::signature::Signature;
use crate::text::normalize::lowercase::Lowercase;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::python;
use crate::text::tokenizer::Tokenizer;

/// The longest n-grams that may be asked for.
const MOST_ORDER: usize = 64;

/// What the logarithm of nothing is taken for.
const LOG_OF_ZERO: f64 = -9_999_999_999.0;

/// BLEU as a [`Metric`]: tokenizer, case, length of n-grams, smoothing.
///
/// # Examples
/// ```
/// use wordmill::metric::{Bleu, Metric};
/// let hypotheses = ["It is a guide to action.", "He read the book, too."];
/// let references = [["It is a guide to all actions."], ["He has read the book."]];
/// let bleu = Bleu::new();
/// let score = bleu.corpus(&hypotheses, &references)?;
/// assert_eq!(format!("{:.2}", score.score), "44.52");
/// assert!(bleu.signature_of(&references).to_string().starts_with(
///     "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:",
/// ));
/// // Of one sentence, only as many lengths as it has.
/// let sentence = Bleu::new().effective_order(true).sentence("a guide", &["a guide to action"])?;
/// assert_eq!(sentence.precisions, [100.0, 100.0, 0.0, 0.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bleu<T = BleuTokenizer> {
    tokenizer: T,
    tokenizer_name: Cow<'static, str>,
    lowercase: bool,
    max_order: usize,
    smoothing: BleuSmoothing,
    effective_order: bool,
}

impl Default for Bleu {
    fn default() -> Self {
        Bleu::new()
    }
}

impl Bleu {
    /// sacreBLEU's defaults: tokenizer `13a`, case as it is, n-grams of up to four words, exponential smoothing.
    #[must_use]
    pub fn new() -> Self {
        let tokenizer = BleuTokenizer::default();
        Bleu {
            tokenizer,
            tokenizer_name: Cow::Borrowed(tokenizer.name()),
            lowercase: false,
            max_order: 4,
            smoothing: BleuSmoothing::default(),
            effective_order: false,
        }
    }

    /// Another tokenizer of sacreBLEU's (default: [`BleuTokenizer::Mteval13a`]).
    #[must_use]
    pub fn tokenizer(self, tokenizer: BleuTokenizer) -> Self {
        self.tokenized_by(tokenizer.name(), tokenizer)
    }
}

impl<T> Bleu<T> {
    /// A tokenizer of one's own and what signatures call it, such as one of morphemes for Japanese.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::{Bleu, Metric};
    /// use wordmill::text::tokenize::UnicodeWords;
    /// let bleu = Bleu::new().tokenized_by("uax29", UnicodeWords);
    /// assert_eq!(bleu.sentence("a mat, a cat", &["a mat (a cat)"])?.score, 100.00000000000004);
    /// assert!(bleu.signature().to_string().contains("|tok:uax29|"));
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    #[must_use]
    pub fn tokenized_by<U: Tokenizer>(self, name: impl Into<Cow<'static, str>>, tokenizer: U) -> Bleu<U> {
        Bleu {
            tokenizer,
            tokenizer_name: name.into(),
            lowercase: self.lowercase,
            max_order: self.max_order,
            smoothing: self.smoothing,
            effective_order: self.effective_order,
        }
    }

    /// Whether case is ignored (default: no).
    #[must_use]
    pub fn lowercase(mut self, lowercase: bool) -> Self {
        self.lowercase = lowercase;
        self
    }

    /// The longest n-grams, from 1 to 64 words (default: 4).
    #[must_use]
    pub fn max_order(mut self, max_order: usize) -> Self {
        self.max_order = max_order;
        self
    }

    /// What becomes of n-grams that nowhere match (default: [`BleuSmoothing::Exponential`]). Its number must be finite
    /// and at least 0.
    #[must_use]
    pub fn smoothing(mut self, smoothing: BleuSmoothing) -> Self {
        self.smoothing = smoothing;
        self
    }

    /// Whether lengths that no hypothesis reaches are left out of the mean (default: no); meant for sentences.
    #[must_use]
    pub fn effective_order(mut self, effective_order: bool) -> Self {
        self.effective_order = effective_order;
        self
    }

    fn check(&self) -> Result<()> {
        let order = self.max_order;
        check_parameter((1..=MOST_ORDER).contains(&order), "max_order", order, "1 to 64")?;
        let value = self.smoothing.value();
        let is_allowed = value.is_finite() && value >= 0.0;
        check_parameter(is_allowed, "smoothing", value, "a finite number ≥ 0")
    }

    /// Precisions of all orders, smoothed; `counts` and `totals` grow by what smoothing adds. Also the orders that
    /// count.
    fn precisions(&self, counts: &mut [f64], totals: &mut [f64]) -> (Vec<f64>, usize) {
        let (mut precisions, mut orders) = (vec![0.0; counts.len()], counts.len());
        let mut halvings = 1.0;
        for (at, precision) in precisions.iter_mut().enumerate() {
            if let (BleuSmoothing::AddK(more), 1..) = (self.smoothing, at) {
                counts[at] += more;
                totals[at] += more;
            }
            if totals[at] == 0.0 {
                break;
            }
            if self.effective_order {
                orders = at + 1;
            }
            *precision = match self.smoothing {
                _ if counts[at] != 0.0 => 100.0 * counts[at] / totals[at],
                BleuSmoothing::Exponential => {
                    halvings *= 2.0;
                    100.0 / (halvings * totals[at])
                }
                BleuSmoothing::Floor(value) => 100.0 * value / totals[at],
                BleuSmoothing::None | BleuSmoothing::AddK(_) => 0.0,
            };
        }
        (precisions, orders)
    }
}

/// exp(1 − r/c) for hypotheses that are shorter than their references.
fn brevity_penalty(hypothesis_length: u64, reference_length: u64) -> f64 {
    if hypothesis_length >= reference_length {
        1.0
    } else if hypothesis_length == 0 {
        0.0
    } else {
        (1.0 - reference_length as f64 / hypothesis_length as f64).exp()
    }
}

impl<T: Tokenizer> Bleu<T> {
    /// Hands over the words of a text.
    #[inline]
    fn each_word(&self, text: &str, mut sink: impl FnMut(&str)) {
        let mut hand_over = |text: &str| {
            let text = text.trim_end_matches(python::is_space);
            self.tokenizer.tokenize(text, &mut |token| sink(token.text));
        };
        if self.lowercase { hand_over(Lowercase.normalize(text).text()) } else { hand_over(text) }
    }
}

impl<T: Tokenizer> Metric for Bleu<T> {
    type Reference = BleuReference;
    type Statistics = BleuStatistics;
    type Score = BleuScore;

    fn name(&self) -> String {
        "BLEU".to_owned()
    }

    fn signature(&self) -> Signature {
        Signature::new()
            .with("case", "c", if self.lowercase { "lc" } else { "mixed" })
            .with("eff", "e", if self.effective_order { "yes" } else { "no" })
            .with("tok", "tok", &self.tokenizer_name)
            .with("smooth", "s", self.smoothing.signature())
    }

    /// # Errors
    /// [`Error::Empty`](crate::Error::Empty) for no reference, [`Error::Parameter`](crate::Error::Parameter) for choices
    /// outside their ranges, [`Error::Limit`](crate::Error::Limit) past 2³⁰ words or 2³² n-grams.
    fn reference(&self, references: &[&str]) -> Result<BleuReference> {
        self.check()?;
        BleuReference::new(references, self.max_order, |text, sink| self.each_word(text, sink))
    }

    fn segment(&self, hypothesis: &str, reference: &BleuReference) -> BleuStatistics {
        reference.touch();
        let mut words = Vec::with_capacity(hypothesis.len() / 4);
        self.each_word(hypothesis, |word| words.push(reference.number(word)));
        reference.compare(&words)
    }

    fn score(&self, statistics: &BleuStatistics) -> BleuScore {
        let orders = || 1..=self.max_order.min(MOST_ORDER);
        let mut counts: Vec<f64> = orders().map(|order| statistics.matches(order) as f64).collect();
        let mut totals: Vec<f64> = orders().map(|order| statistics.total(order) as f64).collect();
        let hypothesis_length = statistics.hypothesis_length();
        let reference_length = statistics.reference_length();
        let brevity_penalty = brevity_penalty(hypothesis_length, reference_length);
        let (score, precisions) = if counts.iter().all(|&count| count == 0.0) {
            (0.0, vec![0.0; counts.len()])
        } else {
            let (precisions, orders) = self.precisions(&mut counts, &mut totals);
            let logarithm = |&precision: &f64| if precision == 0.0 { LOG_OF_ZERO } else { precision.ln() };
            let sum = precisions[..orders].iter().map(logarithm).fold(0.0, |sum, log| sum + log);
            (brevity_penalty * (sum / orders as f64).exp(), precisions)
        };
        BleuScore { score, counts, totals, precisions, brevity_penalty, hypothesis_length, reference_length }
    }

    fn figure(&self, statistics: &BleuStatistics) -> f64 {
        self.score(statistics).score
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// sacreBLEU 2.6.0: `BLEU(smooth_method=…, effective_order=…).sentence_score(…)`.
    #[test]
    fn smoothing_equals_sacrebleu() {
        let score = |smoothing, effective| {
            let bleu = Bleu::new().smoothing(smoothing).effective_order(effective);
            bleu.sentence("the cat is on mats", &["the cat sat on the mat", "cats on mats"]).unwrap().score
        };
        assert_eq!(score(BleuSmoothing::None, false), 0.0);
        assert_eq!(score(BleuSmoothing::Floor(0.1), false), 13.155831089736138);
        assert_eq!(score(BleuSmoothing::AddK(1.0), false), 36.61475238303925);
        assert_eq!(score(BleuSmoothing::Exponential, false), 24.736929544091932);
        assert_eq!(score(BleuSmoothing::Exponential, true), 24.736929544091932);
        assert_eq!(score(BleuSmoothing::Floor(0.01), true), 4.160239075602123);
    }

    #[test]
    fn signatures_name_every_choice() {
        let bleu = Bleu::new().lowercase(true).effective_order(true).tokenizer(BleuTokenizer::International);
        let signature = bleu.smoothing(BleuSmoothing::AddK(1.0)).signature();
        assert!(signature.to_string().starts_with("case:lc|eff:yes|tok:intl|smooth:add-k[1.00]|version:"));
        assert!(signature.to_short_string().starts_with("c:lc|e:yes|tok:intl|s:add-k[1.00]|v:"));
    }

    #[test]
    fn hostile_choices_are_errors() {
        for bleu in [
            Bleu::new().max_order(0),
            Bleu::new().max_order(usize::MAX),
            Bleu::new().smoothing(BleuSmoothing::Floor(f64::NAN)),
            Bleu::new().smoothing(BleuSmoothing::AddK(-1.0)),
        ] {
            assert!(bleu.reference(&["a"]).is_err(), "{bleu:?}");
            assert_eq!(bleu.score(&BleuStatistics::default()).score, 0.0);
        }
        assert!(Bleu::new().reference(&[]).is_err());
        assert_eq!(Bleu::new().sentence("", &[""]).unwrap().score, 0.0);
    }

    #[test]
    fn choices_can_be_saved() {
        let bleu = Bleu::new().tokenizer(BleuTokenizer::Chinese).smoothing(BleuSmoothing::Floor(0.5));
        let json = serde_json::to_string(&bleu).unwrap();
        assert_eq!(serde_json::from_str::<Bleu>(&json).unwrap(), bleu);
    }
}
