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

use std::sync::Arc;

use crate::error::{Error, Result, check_parameter};
use crate::metric::meteor::matches::Matches;
use crate::metric::meteor::mean_score::MeanScore;
use crate::metric::meteor::stems::{Stems, beginning_of_stem, beginnings_of_stems};
use crate::metric::meteor::words::{LowerWords, Names, Table, Word, WordList, Words};
use crate::metric::metric::Metric;
use crate::metric::pool::Pool;
use crate::metric::signature::Signature;
use crate::metric::touch::touch;
use crate::text::lemma::synonyms::WordNetSynonyms;

/// METEOR; the score of many segments is their mean.
///
/// It remembers stems between segments, a few megabytes at most for each thread at work; a clone begins anew.
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
    workspaces: Pool<Workspace>,
}

impl Default for Meteor {
    fn default() -> Self {
        Meteor { alpha: 0.9, beta: 3.0, gamma: 0.5, synonyms: None, workspaces: Pool::default() }
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

    /// Matches the words that the workspace holds with those of a reference.
    fn match_words(&self, reference: &Prepared, workspace: &mut Workspace) {
        let Workspace { words, stems, matches, table, .. } = workspace;
        let words = &words.list;
        let Words { numbers, distinct } = &reference.words;
        matches.reset(words.len(), numbers.len());
        table.fill(distinct);
        matches.stage(numbers, distinct.len(), |word, sink| {
            table.find(distinct, words.get(word)).into_iter().for_each(sink);
        });
        if !matches.is_open() {
            return;
        }
        let Words { numbers, distinct } = &reference.stems;
        table.fill(distinct);
        // Few words begin as one that is free, and only theirs are stemmed.
        let free = matches.free_places().fold(0, |bits, place| bits | reference.beginnings[place]);
        matches.stage(numbers, distinct.len(), |word, sink| {
            let word = words.get(word);
            if beginnings_of_stems(word.text) & free != 0 {
                table.find(distinct, stems.stem(word)).into_iter().for_each(sink);
            }
        });
        if let Some(synonyms) = self.synonyms.as_ref().filter(|_| matches.is_open()) {
            matches.stage(numbers, distinct.len(), |word, sink| {
                let stem = stems.stem(words.get(word));
                table.find(distinct, stem).into_iter().for_each(&mut *sink);
                synonyms.for_each_synonym(stem.text, |synonym| {
                    table.find(distinct, Word::of(synonym)).into_iter().for_each(&mut *sink);
                });
            });
        }
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
    /// For each word what its stem begins with.
    beginnings: Vec<u32>,
}

impl Prepared {
    fn of(text: &str, workspace: &mut Workspace) -> Result<Self> {
        let Workspace { words, stems, stemmed, names, .. } = workspace;
        words.read(text);
        stemmed.clear();
        words.list.iter().for_each(|word| stemmed.push(stems.stem(word)));
        Ok(Prepared {
            words: Words::of(words.list.iter(), names)?,
            stems: Words::of(stemmed.iter(), names)?,
            beginnings: stemmed.iter().map(|stem| beginning_of_stem(stem.text)).collect(),
        })
    }

    /// Fetches all that a search reads.
    fn touch(&self) {
        self.words.touch();
        self.stems.touch();
        touch(&self.beginnings);
    }
}

/// What a thread works with, sentence after sentence.
#[derive(Debug, Default)]
struct Workspace {
    words: LowerWords,
    stems: Stems,
    matches: Matches,
    /// Of the words or stems of the reference at hand.
    table: Table,
    /// Of a reference that is made ready: its stems, and what they are numbered with.
    stemmed: WordList,
    names: Names,
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
        self.workspaces.with(Workspace::default, |workspace| {
            let references = references.iter().map(|text| Prepared::of(text, workspace));
            Ok(MeteorReference { references: references.collect::<Result<_>>()? })
        })
    }

    fn segment(&self, hypothesis: &str, reference: &MeteorReference) -> MeanScore {
        reference.references.iter().for_each(Prepared::touch);
        self.workspaces.with(Workspace::default, |workspace| {
            workspace.words.read(hypothesis);
            let scores = reference.references.iter().map(|reference| {
                self.match_words(reference, workspace);
                let (words, others) = (workspace.words.list.len(), reference.words.numbers.len());
                self.score_of(&workspace.matches, words, others)
            });
            MeanScore::of(scores.fold(f64::NEG_INFINITY, f64::max))
        })
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
    use crate::metric::meteor::words::split;
    use crate::text::stem::porter::Porter;
    use crate::text::stem::stemmer::Stemmer;
    use proptest::prelude::*;

    /// NLTK's way: each word of the one list, the last first, takes the last that is equal of the other, by form and
    /// then by stem.
    fn plain(hypothesis: &str, reference: &str) -> f64 {
        let words = |text: &str| split(text).map(str::to_lowercase).enumerate().collect::<Vec<_>>();
        let (mut hypothesis, mut reference) = (words(hypothesis), words(reference));
        let lengths = (hypothesis.len(), reference.len());
        let mut pairs = Vec::new();
        for stage in 0..2 {
            let form =
                |word: &str| if stage == 0 { word.to_owned() } else { Porter::Nltk.stem(word).into_owned() };
            for at in (0..hypothesis.len()).rev() {
                let word = form(&hypothesis[at].1);
                if let Some(other) = reference.iter().rposition(|(_, other)| form(other) == word) {
                    pairs.push((hypothesis.remove(at).0, reference.remove(other).0));
                }
            }
        }
        pairs.sort_unstable();
        let breaks = pairs.windows(2).filter(|two| two[1] != (two[0].0 + 1, two[0].1 + 1)).count();
        let count = pairs.len() as f64;
        if pairs.is_empty() {
            return 0.0;
        }
        let (precision, recall) = (count / lengths.0 as f64, count / lengths.1 as f64);
        let mean = (precision * recall) / (0.9 * precision + (1.0 - 0.9) * recall);
        (1.0 - 0.5 * ((breaks + 1) as f64 / count).powf(3.0)) * mean
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        /// One metric, whose memory fills, against the plain way.
        #[test]
        fn scores_are_those_of_the_plain_way(
            texts in proptest::collection::vec("((a|b|Run|run|die|dy|hop|É|ΟΔΟΣ|ski)(s|ning|ing|y|ies)? ){0,12}", 2..6),
        ) {
            let meteor = Meteor::new();
            for hypothesis in &texts {
                for reference in &texts {
                    let score = meteor.sentence(hypothesis, &[reference]).unwrap();
                    prop_assert_eq!(score, plain(hypothesis, reference), "{} / {}", hypothesis, reference);
                }
            }
        }
    }

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
