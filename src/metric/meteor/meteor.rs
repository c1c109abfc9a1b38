//! [`Meteor`]: unigrams matched by form, by stem and by synonym, weighed by precision, recall and order, as NLTK 3.10.4's
//! `meteor_score`.
//!
//! With *m* matches of *h* and *r* words in *c* chunks, P = m / h and R = m / r:
//! (1 − γ (c / m)^β) · P R / (α P + (1 − α) R); of several references, the best (Lavie and Agarwal, "Meteor: an
//! automatic metric for MT evaluation with high levels of correlation with human judgments", 2007). Words are
//! lower-cased; the second stage compares their Porter stems. In NLTK the third stage seeks synonyms of the *stem*,
//! too, and so does this.
//!
//! Left out: METEOR 1.5, whose paraphrases and tuned weights are another metric.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::{Error, Result, check_parameter};
use crate::metric::meteor::matches::Matches;
use crate::metric::meteor::mean_score::MeanScore;
use crate::metric::meteor::words::{Words, split};
use crate::metric::metric::Metric;
use crate::metric::signature::Signature;
use crate::text::lemma::synonyms::WordNetSynonyms;
use crate::text::stem::porter::Porter;
use crate::text::stem::stemmer::Stemmer;

/// METEOR; the score of many segments is their mean.
///
/// # Examples
/// ```
/// use wordmill::metric::{Metric, meteor::Meteor};
/// let reference = "It is a guide to action that ensures that the military will forever heed Party commands";
/// let hypothesis = "It is a guide to action which ensures that the military always obeys the commands of the party";
/// let score = Meteor::new().sentence(hypothesis, &[reference])?;
/// assert_eq!(format!("{score:.4}"), "0.6944");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Meteor {
    alpha: f64,
    beta: f64,
    gamma: f64,
    synonyms: Option<Arc<WordNetSynonyms>>,
}

impl Default for Meteor {
    fn default() -> Self {
        Meteor { alpha: 0.9, beta: 3.0, gamma: 0.5, synonyms: None }
    }
}

impl Meteor {
    /// Forms and stems, with NLTK's weights.
    #[must_use]
    pub fn new() -> Self {
        Meteor::default()
    }

    /// How much recall weighs in the mean; finite; default 0.9; α.
    #[must_use]
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = alpha;
        self
    }

    /// The power of the share of chunks; finite; default 3; β.
    #[must_use]
    pub fn beta(mut self, beta: f64) -> Self {
        self.beta = beta;
        self
    }

    /// The largest penalty; finite; default 0.5; γ.
    #[must_use]
    pub fn gamma(mut self, gamma: f64) -> Self {
        self.gamma = gamma;
        self
    }

    /// Matches synonyms, too; default none.
    #[must_use]
    pub fn synonyms(mut self, synonyms: Arc<WordNetSynonyms>) -> Self {
        self.synonyms = Some(synonyms);
        self
    }

    fn check(&self) -> Result<()> {
        for (name, value) in [("alpha", self.alpha), ("beta", self.beta), ("gamma", self.gamma)] {
            check_parameter(value.is_finite(), name, value, "a finite number")?;
        }
        Ok(())
    }

    fn matches(&self, hypothesis: &mut Hypothesis<'_>, reference: &Prepared) -> Matches {
        let mut matches = Matches::none(hypothesis.words.len(), reference.words.numbers.len());
        let find = |words: &Words, word: &str, sink: &mut dyn FnMut(u32)| {
            if let Some(number) = words.find(word) {
                sink(number);
            }
        };
        matches.stage(&reference.words.numbers, reference.words.distinct(), |word, sink| {
            find(&reference.words, &hypothesis.words[word], sink);
        });
        if !matches.is_open() {
            return matches;
        }
        let stems = hypothesis.stems();
        let (numbers, distinct) = (&reference.stems.numbers, reference.stems.distinct());
        matches.stage(numbers, distinct, |word, sink| find(&reference.stems, &stems[word], sink));
        if let Some(synonyms) = self.synonyms.as_ref().filter(|_| matches.is_open()) {
            matches.stage(numbers, distinct, |word, sink| {
                find(&reference.stems, &stems[word], sink);
                synonyms.for_each_synonym(&stems[word], |synonym| find(&reference.stems, synonym, sink));
            });
        }
        matches
    }

    fn score_of(&self, matches: &Matches, hypothesis: usize, reference: usize) -> f64 {
        let count = matches.count() as f64;
        if matches.count() == 0 {
            return 0.0;
        }
        let (precision, recall) = (count / hypothesis as f64, count / reference as f64);
        let weighted = self.alpha * precision + (1.0 - self.alpha) * recall;
        if weighted == 0.0 {
            return 0.0;
        }
        let mean = (precision * recall) / weighted;
        let penalty = self.gamma * (matches.chunks() as f64 / count).powf(self.beta);
        (1.0 - penalty) * mean
    }
}

/// The references of one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct MeteorReference {
    references: Vec<Prepared>,
}

/// One reference: its words in lower case, and their stems.
#[derive(Debug, Clone, PartialEq)]
struct Prepared {
    words: Words,
    stems: Words,
}

impl Prepared {
    fn of(text: &str) -> Self {
        let lower: Vec<String> = split(text).map(str::to_lowercase).collect();
        let mut known: HashMap<&str, String, foldhash::fast::FixedState> = HashMap::default();
        for word in &lower {
            known.entry(word).or_insert_with(|| Porter::Nltk.stem(word).into_owned());
        }
        Prepared {
            words: Words::of(lower.iter()),
            stems: Words::of(lower.iter().map(|word| known[word.as_str()].as_str())),
        }
    }
}

/// The words of a hypothesis, in lower case, and their stems, once they are asked for.
struct Hypothesis<'h> {
    words: &'h [String],
    stems: Vec<String>,
}

impl Hypothesis<'_> {
    fn stems(&mut self) -> &[String] {
        if self.stems.is_empty() {
            self.stems = self.words.iter().map(|word| Porter::Nltk.stem(word).into_owned()).collect();
        }
        &self.stems
    }
}

impl Metric for Meteor {
    type Reference = MeteorReference;
    type Statistics = MeanScore;
    type Score = f64;

    fn name(&self) -> String {
        "METEOR".to_owned()
    }

    fn signature(&self) -> Signature {
        Signature::new()
            .with("alpha", "a", self.alpha)
            .with("beta", "b", self.beta)
            .with("gamma", "g", self.gamma)
            .with("synonyms", "s", if self.synonyms.is_some() { "wordnet" } else { "none" })
    }

    /// [`Error::Parameter`] for a weight that is not finite.
    fn reference(&self, references: &[&str]) -> Result<MeteorReference> {
        self.check()?;
        if references.is_empty() {
            return Err(Error::Empty { what: "list of references" });
        }
        Ok(MeteorReference { references: references.iter().map(|text| Prepared::of(text)).collect() })
    }

    fn segment(&self, hypothesis: &str, reference: &MeteorReference) -> MeanScore {
        let words: Vec<String> = split(hypothesis).map(str::to_lowercase).collect();
        let mut hypothesis = Hypothesis { words: &words, stems: Vec::new() };
        let scores = reference.references.iter().map(|reference| {
            let matches = self.matches(&mut hypothesis, reference);
            self.score_of(&matches, words.len(), reference.words.numbers.len())
        });
        MeanScore::of(scores.fold(f64::NEG_INFINITY, f64::max))
    }

    fn score(&self, statistics: &MeanScore) -> f64 {
        statistics.mean()
    }

    fn figure(&self, statistics: &MeanScore) -> f64 {
        statistics.mean()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `meteor_score` with a WordNet that knows no word.
    #[test]
    fn scores_are_those_of_nltk() {
        let score = |meteor: Meteor, hypothesis, references: &[&str]| {
            meteor.sentence(hypothesis, references).unwrap()
        };
        for (hypothesis, references, expected) in CASES {
            assert_eq!(score(Meteor::new(), hypothesis, references), *expected, "{hypothesis}");
        }
        let weighted = Meteor::new().alpha(0.5).beta(2.0).gamma(0.3);
        assert_eq!(score(weighted, "the cats ran home", &["A cat runs home , the"]), WEIGHTED);
    }

    #[test]
    fn bad_weights_and_no_references_are_errors() {
        assert!(matches!(Meteor::new().reference(&[]), Err(Error::Empty { .. })));
        assert!(matches!(Meteor::new().beta(f64::NAN).reference(&["a"]), Err(Error::Parameter { .. })));
        assert!(
            Meteor::new().signature().to_string().starts_with("alpha:0.9|beta:3|gamma:0.5|synonyms:none|")
        );
    }

    const CASES: &[(&str, &[&str], f64)] = &[
        ("the cats ran home", &["A cat runs home , the", "cats run home"], 0.32258064516129037),
        ("a a b a", &["a b a a"], 0.5),
        ("x", &["y z"], 0.0),
        ("", &["a"], 0.0),
        ("ΟΔΟΣ Running runner", &["οδος runs running"], 0.3333333333333333),
    ];
    const WEIGHTED: f64 = 0.42;
}
