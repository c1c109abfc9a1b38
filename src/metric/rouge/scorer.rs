//! [`Rouge`]: precision, recall and F of ROUGE-1 to 9, ROUGE-L and ROUGE-Lsum, as rouge-score 0.1.2 gives them, to the bit.
//!
//! With *r* and *h* the n-grams of reference and hypothesis and *m* those that both have, each as often as either has it:
//! precision *m*/*h*, recall *m*/*r*, F their harmonic mean. For ROUGE-L, *m* is the length of a longest common subsequence
//! of the words; for ROUGE-Lsum, the number of words of the reference that lie on such a subsequence of their sentence with
//! any sentence of the hypothesis, no word more often than the hypothesis has it. Of several references, the one with the
//! highest F counts, for each type by itself (rouge-score's `score_multi`).
//!
//! A hypothesis is read once for all types. A pair of texts takes time for every pair of words over 64, and memory for a
//! pair in proportion to the texts, but for up to 16 megabytes (of very long texts, twice the square root of the words of
//! a sentence times an eighth of the words of the reference) for ROUGE-Lsum.
//!
//! Left out: what rouge-score itself leaves out of ROUGE-1.5.5, which [`Rouge155`](crate::metric::Rouge155) scores.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};
use crate::metric::metric::Metric;
use crate::metric::pool::Pool;
use crate::metric::rouge::comparison::{Comparison, Needs, Shared};
use crate::metric::rouge::kind::RougeType;
use crate::metric::rouge::reader::{Reader, small};
use crate::metric::rouge::reference::{RougeReference, Text};
use crate::metric::rouge::scores::{RougeInterval, RougeScore, RougeScores};
use crate::metric::rouge::statistics::RougeStatistics;
use crate::metric::signature::Signature;
use crate::metric::sum::mean;
use crate::metric::words::Words;
use crate::statistics::draws::Draws;
use crate::statistics::percentile::{Interval, percentile_interval};
use crate::statistics::resample::resample;
use crate::text::stem::porter::Porter;
use crate::text::tokenizer::Tokenizer;

/// What counts as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum RougeWords {
    /// Runs of `a` to `z` and `0` to `9` after lower-casing, as rouge-score has it: of other scripts, nothing is left.
    #[default]
    Ascii,
    /// The words of Unicode Standard Annex #29 after lower-casing, of every script
    /// ([`UnicodeWords`](crate::text::tokenize::UnicodeWords)). Scores are no longer rouge-score's.
    Unicode,
}

/// The choices of a [`Rouge`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RougeParams {
    types: Vec<RougeType>,
    stemming: bool,
    words: RougeWords,
}

impl Default for RougeParams {
    fn default() -> Self {
        let types = vec![RougeType::N(1), RougeType::N(2), RougeType::L, RougeType::Lsum];
        RougeParams { types, stemming: false, words: RougeWords::default() }
    }
}

impl RougeParams {
    /// What to score, in this order; the F of the first is the headline number. At least one, none twice; default: 1-grams,
    /// 2-grams, L, Lsum.
    #[must_use]
    pub fn types(mut self, types: impl Into<Vec<RougeType>>) -> Self {
        self.types = types.into();
        self
    }

    /// Whether words of more than three characters are cut to their stems
    /// ([`Porter::Nltk`](crate::text::stem::Porter::Nltk)); default: no.
    #[must_use]
    pub fn stemming(mut self, stemming: bool) -> Self {
        self.stemming = stemming;
        self
    }

    /// What counts as a word; default [`RougeWords::Ascii`].
    #[must_use]
    pub fn words(mut self, words: RougeWords) -> Self {
        self.words = words;
        self
    }

    /// The scorer.
    ///
    /// # Errors
    /// [`Error::Empty`] for no types, [`Error::Parameter`] for n-grams of 0 or more than 9 words and for a type that
    /// stands twice.
    pub fn build(self) -> Result<Rouge> {
        self.check()?;
        Ok(Rouge { needs: Needs::of(&self.types), params: self, splitter: None, workspaces: Pool::default() })
    }

    fn check(&self) -> Result<()> {
        if self.types.is_empty() {
            return Err(Error::Empty { what: "list of types of ROUGE" });
        }
        for (place, kind) in self.types.iter().enumerate() {
            kind.check()?;
            check_parameter(!self.types[..place].contains(kind), "types of ROUGE", kind, "each but once")?;
        }
        Ok(())
    }
}

/// A scorer of summaries.
///
/// # Examples
/// ```
/// use wordmill::metric::{Metric, Rouge, RougeType};
/// let rouge = Rouge::params().types([RougeType::N(1), RougeType::L]).build()?;
/// let scores = rouge.sentence("The quick brown dog jumps on the log.", &["The quick brown fox jumps over the lazy dog"])?;
/// let unigrams = scores.get(RougeType::N(1)).unwrap();
/// assert_eq!((unigrams.precision, unigrams.recall), (6.0 / 8.0, 6.0 / 9.0));
/// let corpus = rouge.corpus(&["a cat", "a dog"], &[["a cat"], ["the dog"]])?;
/// assert_eq!(corpus.scores[1].f_measure, 0.75);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub struct Rouge {
    params: RougeParams,
    needs: Needs,
    splitter: Option<Arc<dyn Tokenizer>>,
    workspaces: Pool<Workspace>,
}

/// What a thread needs to score.
#[derive(Debug, Clone)]
struct Workspace {
    reader: Reader<Porter>,
    text: Text,
    comparison: Comparison,
    /// Precision, recall and F of each type with the best reference so far.
    best: Vec<[f64; 3]>,
}

impl Rouge {
    /// The choices of a scorer.
    #[must_use]
    pub fn params() -> RougeParams {
        RougeParams::default()
    }

    /// The same scorer with sentences as `splitter` finds them, whose tokens are sentences; without one, sentences end
    /// with lines. It concerns ROUGE-Lsum alone. rouge-score's `split_summaries` is
    /// [`Punkt`](crate::text::sentence::Punkt) with NLTK's English model.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::{Metric, Rouge, RougeType};
    /// use wordmill::text::sentence::UnicodeSentences;
    /// let rouge = Rouge::params().types([RougeType::Lsum]).build()?;
    /// let figure = |rouge: &Rouge| rouge.sentence("B ran. A sat.", &["A sat. B ran."]).map(|scores| scores.scores[0].recall);
    /// assert_eq!(figure(&rouge)?, 0.5);
    /// assert_eq!(figure(&rouge.split_by(UnicodeSentences::default()))?, 1.0);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    #[must_use]
    pub fn split_by(mut self, splitter: impl Tokenizer + 'static) -> Self {
        self.splitter = Some(Arc::new(splitter));
        self
    }

    /// What is scored, in order.
    #[must_use]
    pub fn types(&self) -> &[RougeType] {
        &self.params.types
    }

    /// The mean scores of segments, in NumPy's order of additions: `np.mean` of rouge-score's scores, to the bit. The
    /// scores of [`Metric::corpus`] are the same numbers from exact sums.
    ///
    /// # Errors
    /// [`Error::Empty`] for no segments.
    pub fn mean(&self, segments: &[RougeStatistics]) -> Result<RougeScores> {
        if segments.is_empty() {
            return Err(Error::Empty { what: "list of segments" });
        }
        let means = |(place, &kind): (usize, &RougeType)| {
            let column =
                |part: usize| segments.iter().map(|segment| segment.means(place)[part]).collect::<Vec<_>>();
            RougeScore::new(kind, [0, 1, 2].map(|part| mean(&column(part), None)))
        };
        let scores = self.params.types.iter().enumerate().map(means).collect();
        Ok(RougeScores { scores, segments: segments.len() as u64 })
    }

    /// Intervals that hold the share `confidence` of the means of so many `resamples` of the segments: rouge-score's
    /// `BootstrapAggregator`, whose defaults are 0.95 and 1,000, to the bit with the draws of
    /// [`Mt19937`](crate::statistics::Mt19937), which go on from type to type.
    ///
    /// # Errors
    /// [`Error::Empty`] for no segments, [`Error::Parameter`] for a confidence outside 0 to 1 or no resamples, and as
    /// [`resample`].
    ///
    /// # Determinism
    /// The same on any number of threads.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::{Metric, Rouge};
    /// use wordmill::statistics::Mt19937;
    /// let rouge = Rouge::params().build()?;
    /// let references = rouge.references(&[["a cat sat"], ["a dog ran"], ["birds sing"]])?;
    /// let segments = rouge.segments(&["the cat sat", "dogs run", "birds sing"], &references)?;
    /// let intervals = rouge.bootstrap(&segments, 0.95, 1_000, &mut Mt19937::new(0))?;
    /// assert!(intervals[0].f_measure.low < intervals[0].f_measure.high);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn bootstrap(
        &self,
        segments: &[RougeStatistics],
        confidence: f64,
        resamples: usize,
        draws: &mut dyn Draws,
    ) -> Result<Vec<RougeInterval>> {
        check_parameter((0.0..=1.0).contains(&confidence), "confidence", confidence, "0 to 1")?;
        check_parameter(resamples > 0, "resamples", resamples, "at least 1")?;
        let interval = |(place, &kind): (usize, &RougeType)| {
            let triples: Vec<[f64; 3]> = segments.iter().map(|segment| segment.means(place)).collect();
            let means = resample(triples.len(), resamples, draws, |rows| mean_of_rows(&triples, rows))?;
            let [precision, recall, f_measure] = intervals(&means, confidence)?;
            Ok(RougeInterval { kind, precision, recall, f_measure })
        };
        self.params.types.iter().enumerate().map(interval).collect()
    }

    fn with_workspace<R>(&self, work: impl FnOnce(&mut Workspace) -> R) -> R {
        let reader = || Reader::new(self.params.stemming.then_some(Porter::Nltk));
        let (text, comparison, best) = Default::default();
        let make = || Workspace { reader: reader(), text, comparison, best };
        self.workspaces.with(make, work)
    }

    fn read(&self, text: &str, reader: &mut Reader<Porter>, into: &mut Text) {
        let lines = self.needs.sentences() && self.splitter.is_none();
        self.read_words(text, lines, reader, &mut into.whole);
        let splitter = self.splitter.as_ref().filter(|_| self.needs.sentences());
        into.split = splitter.map(|splitter| {
            let mut words = into.split.take().unwrap_or_default();
            words.clear();
            splitter.tokenize(text, &mut |sentence| self.add_words(sentence.text, false, reader, &mut words));
            words
        });
    }

    fn read_words(&self, text: &str, lines: bool, reader: &mut Reader<Porter>, words: &mut Words) {
        words.clear();
        self.add_words(text, lines, reader, words);
    }

    /// Adds the words of a text, whose end is the end of a sentence.
    fn add_words(&self, text: &str, lines: bool, reader: &mut Reader<Porter>, words: &mut Words) {
        match self.params.words {
            RougeWords::Ascii => reader.ascii_words(&small(text), lines, words),
            RougeWords::Unicode => reader.unicode_words(text, lines, words),
        }
        words.end_sentence();
    }
}

impl Metric for Rouge {
    type Reference = RougeReference;
    type Statistics = RougeStatistics;
    type Score = RougeScores;

    fn name(&self) -> String {
        let names: Vec<String> = self.params.types.iter().map(ToString::to_string).collect();
        names.join("+")
    }

    fn signature(&self) -> Signature {
        let words = match self.params.words {
            RougeWords::Ascii => "ascii",
            RougeWords::Unicode => "uax29",
        };
        Signature::new()
            .with("type", "t", self.name())
            .with("stem", "st", if self.params.stemming { "porter" } else { "no" })
            .with("tok", "tok", words)
            .with("split", "sp", if self.splitter.is_some() { "custom" } else { "lines" })
    }

    fn reference(&self, references: &[&str]) -> Result<RougeReference> {
        if references.is_empty() {
            return Err(Error::Empty { what: "list of references" });
        }
        let texts = self.with_workspace(|Workspace { reader, text: read, .. }| {
            let prepare = |text: &&str| {
                self.read(text, reader, read);
                read.clone()
            };
            references.iter().map(prepare).collect()
        });
        Ok(RougeReference { texts })
    }

    fn segment(&self, hypothesis: &str, reference: &RougeReference) -> RougeStatistics {
        let kinds = &self.params.types;
        let Some((first, others)) = reference.texts.split_first() else {
            return RougeStatistics::default();
        };
        self.with_workspace(|Workspace { reader, text, comparison, best }| {
            self.read(hypothesis, reader, text);
            let mut compare =
                |reference| comparison.compare(text, reference, kinds, self.needs).map(Shared::triple);
            best.clear();
            best.extend(compare(first));
            for other in others {
                for (best, triple) in best.iter_mut().zip(compare(other)) {
                    if triple[2] > best[2] {
                        *best = triple;
                    }
                }
            }
            RougeStatistics::of_segment(best.iter().copied())
        })
    }

    fn score(&self, statistics: &RougeStatistics) -> RougeScores {
        let kinds = self.params.types.iter().enumerate();
        let scores = kinds.map(|(place, &kind)| RougeScore::new(kind, statistics.means(place))).collect();
        RougeScores { scores, segments: statistics.segments() }
    }

    fn figure(&self, statistics: &RougeStatistics) -> f64 {
        statistics.means(0)[2]
    }
}

impl fmt::Debug for Rouge {
    /// The choices alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rouge").field("params", &self.params).finish_non_exhaustive()
    }
}

impl Clone for Rouge {
    /// The choices; what threads work with is made anew.
    fn clone(&self) -> Self {
        let splitter = self.splitter.clone();
        Rouge { params: self.params.clone(), needs: self.needs, splitter, workspaces: Pool::default() }
    }
}

/// The mean of some rows, added up one by one as NumPy adds the rows of a matrix.
fn mean_of_rows(triples: &[[f64; 3]], rows: &[u32]) -> [f64; 3] {
    let mut sums = [0.0; 3];
    for &row in rows {
        sums.iter_mut().zip(&triples[row as usize]).for_each(|(sum, value)| *sum += value);
    }
    sums.map(|sum| sum / rows.len() as f64)
}

fn intervals(means: &[[f64; 3]], confidence: f64) -> Result<[Interval; 3]> {
    let interval = |part: usize| {
        let column: Vec<f64> = means.iter().map(|mean| mean[part]).collect();
        percentile_interval(&column, confidence)
    };
    Ok([interval(0)?, interval(1)?, interval(2)?])
}

#[cfg(test)]
mod tests;
