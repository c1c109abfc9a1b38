//! [`Rouge155`]: ROUGE-1 to 9, L, W, S and SU, as ROUGE-1.5.5 scores them.
//!
//! - **ROUGE-N** and **ROUGE-L** count what [`Rouge`](crate::metric::Rouge) counts (L: as ROUGE-Lsum, by lines).
//! - **ROUGE-W**: runs of words of a longest common subsequence are worth their length to a power, 1.2 by custom; the shares
//!   of that are taken to the inverse of the power.
//! - **ROUGE-S**: pairs of words in order with at most so many words between them; **SU** counts every word but the last, too.
//!
//! Of several references, hits and totals are added up. Shares are rounded to five digits and F is computed of those.
//! Where the program fails for a reference without words, W is 0.
//!
//! Left out: limits of length (`-l`, `-b`), stop words (`-s`), other weights of recall (`-p`), the best reference alone
//! (`-f B`), averages by word (`-t`), stems of the references alone (`-M`), basic elements (`-3`), and the irregular forms of
//! a WordNet database.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};
use crate::metric::lexicon::Lexicon;
use crate::metric::pool::Pool;
use crate::metric::rouge::grams::{Grams, total};
use crate::metric::rouge::pattern::Pattern;
use crate::metric::rouge::perl::bootstrap::intervals;
use crate::metric::rouge::perl::porter::PerlPorter;
use crate::metric::rouge::perl::scores::{Rouge155Mean, Rouge155Score};
use crate::metric::rouge::perl::skip::{hits, pairs};
use crate::metric::rouge::perl::weighted::{self, worth};
use crate::metric::rouge::reader::Reader;
use crate::metric::rouge::union::Union;
use crate::metric::words::Words;

/// The choices of a [`Rouge155`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rouge155Params {
    longest: usize,
    weight: f64,
    gap: Option<usize>,
    stemming: bool,
}

impl Default for Rouge155Params {
    fn default() -> Self {
        Rouge155Params { longest: 4, weight: 1.2, gap: Some(4), stemming: false }
    }
}

impl Rouge155Params {
    /// Words of the longest n-grams (`-n`); 1 to 9; default 4.
    #[must_use]
    pub fn longest(mut self, longest: usize) -> Self {
        self.longest = longest;
        self
    }

    /// The power of ROUGE-W (`-w`); finite and above 0; default 1.2.
    #[must_use]
    pub fn weight(mut self, weight: f64) -> Self {
        self.weight = weight;
        self
    }

    /// Words between those of a skip-bigram at most (`-2`); `None` for any number, which takes time and memory for every
    /// pair of words; default 4.
    #[must_use]
    pub fn gap(mut self, gap: Option<usize>) -> Self {
        self.gap = gap;
        self
    }

    /// Whether words of more than three letters are stemmed (`-m`); default: no.
    #[must_use]
    pub fn stemming(mut self, stemming: bool) -> Self {
        self.stemming = stemming;
        self
    }

    /// The scorer.
    ///
    /// # Errors
    /// [`Error::Parameter`] for n-grams of 0 or more than 9 words and for a power that is not a finite number above 0.
    pub fn build(self) -> Result<Rouge155> {
        check_parameter(
            (1..=9).contains(&self.longest),
            "words of the longest n-grams",
            self.longest,
            "1 to 9",
        )?;
        let fits = self.weight.is_finite() && self.weight > 0.0;
        check_parameter(fits, "power of ROUGE-W", self.weight, "a finite number above 0")?;
        Ok(Rouge155 { params: self, workspaces: Pool::default() })
    }
}

/// The scorer of ROUGE-1.5.5.
///
/// # Examples
/// ```
/// use wordmill::metric::Rouge155;
/// let rouge = Rouge155::params().build()?;
/// let segments = [
///     rouge.score("police kill the gunman", &["police killed the gunman"])?,
///     rouge.score("the gunman kill police", &["police killed the gunman"])?,
/// ];
/// let scores = &segments[0];
/// assert_eq!((scores[4].name.as_str(), scores[4].f_measure), ("ROUGE-L", 0.75));
/// assert_eq!((scores[6].name.as_str(), scores[6].recall), ("ROUGE-S4", 0.5));
/// let means = rouge.mean(&segments, 0.95, 1_000)?;
/// assert!(means[4].f_measure.low <= means[4].f_measure.mid);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug)]
pub struct Rouge155 {
    params: Rouge155Params,
    workspaces: Pool<Workspace>,
}

/// What a thread needs to score.
#[derive(Debug, Clone)]
struct Workspace {
    reader: Reader<PerlPorter>,
    hypothesis: Words,
    reference: Words,
    lexicon: Lexicon,
    grams: Grams,
    pattern: Pattern,
    union: Union,
}

/// Hits and totals of each measure, of all references together.
#[derive(Debug, Clone, PartialEq, Default)]
struct Sums {
    /// Hits, what the hypothesis has, what the references have.
    measures: Vec<[f64; 3]>,
}

impl Rouge155 {
    /// The choices of a scorer.
    #[must_use]
    pub fn params() -> Rouge155Params {
        Rouge155Params::default()
    }

    /// The scores of one segment: ROUGE-1, …, L, W, S, SU. Sentences are lines.
    ///
    /// # Errors
    /// [`Error::Empty`] for no references.
    pub fn score(&self, hypothesis: &str, references: &[&str]) -> Result<Vec<Rouge155Score>> {
        if references.is_empty() {
            return Err(Error::Empty { what: "list of references" });
        }
        let make = || Workspace {
            reader: Reader::new(self.params.stemming.then_some(PerlPorter)),
            hypothesis: Words::default(),
            reference: Words::default(),
            lexicon: Lexicon::default(),
            grams: Grams::default(),
            pattern: Pattern::default(),
            union: Union::default(),
        };
        Ok(self.workspaces.with(make, |room| {
            read(hypothesis, &mut room.reader, &mut room.hypothesis);
            let mut sums = Sums::default();
            for reference in references {
                read(reference, &mut room.reader, &mut room.reference);
                sums.add(self.compare(room));
            }
            self.scores(&sums)
        }))
    }

    /// The means of segments with intervals that hold the share `confidence` (0.95 by custom) of so many resamples (1,000).
    ///
    /// The program draws from segments sorted by their names *as strings*, `10` before `2`: in this order they must come for
    /// the same digits.
    ///
    /// # Errors
    /// [`Error::Empty`] for no segments, [`Error::Shape`] for segments of different scorers, [`Error::Parameter`] for a
    /// confidence outside 0 to 1 or no resamples, [`Error::Limit`] past 2²⁶ segments or 2²⁴ resamples.
    pub fn mean(
        &self,
        segments: &[Vec<Rouge155Score>],
        confidence: f64,
        resamples: usize,
    ) -> Result<Vec<Rouge155Mean>> {
        let names = self.names();
        let mean = |(place, name): (usize, String)| {
            let triple = |segment: &Vec<Rouge155Score>| {
                let score = segment.get(place).filter(|score| score.name == name);
                let shape =
                    Error::Shape { what: "measures of a segment", expected: place + 1, got: segment.len() };
                score.map(Rouge155Score::triple).ok_or(shape)
            };
            let triples: Vec<[f64; 3]> = segments.iter().map(triple).collect::<Result<_>>()?;
            let [precision, recall, f_measure] = intervals(&triples, confidence, resamples)?;
            Ok(Rouge155Mean { name, precision, recall, f_measure })
        };
        names.into_iter().enumerate().map(mean).collect()
    }

    fn names(&self) -> Vec<String> {
        let Rouge155Params { longest, weight, gap, .. } = self.params;
        let gap = gap.map_or("*".to_owned(), |gap| gap.to_string());
        let others = ["L".to_owned(), format!("W-{weight}"), format!("S{gap}"), format!("SU{gap}")];
        let grams = (1..=longest).map(|length| length.to_string());
        grams.chain(others).map(|name| format!("ROUGE-{name}")).collect()
    }

    /// What the texts of a workspace share.
    fn compare(&self, workspace: &mut Workspace) -> Vec<[f64; 3]> {
        let Workspace { hypothesis, reference, lexicon, grams, pattern, union, .. } = workspace;
        let Rouge155Params { longest, weight, gap, .. } = self.params;
        lexicon.clear(reference.len());
        let (mut here, mut there) = (Vec::new(), Vec::new());
        lexicon.number(reference, &mut here);
        lexicon.find_all(hypothesis, &mut there);
        let mut counts = vec![0; lexicon.len() as usize + 1];
        there.iter().for_each(|&id| counts[id as usize] += 1);
        grams.fill(&here, lexicon.len(), longest);
        let mut shared = vec![0; longest];
        grams.hits(&there, &counts, &mut shared);
        let lengths = (1..).zip(shared);
        let mut measures: Vec<[f64; 3]> =
            lengths.map(|(n, hits)| floats([hits, total(there.len(), n), grams.total(n)])).collect();
        pattern.fill(&here, reference.sentences(), lexicon.len());
        let subsequence = union.hits(pattern, &there, hypothesis.sentences(), &mut counts.clone());
        measures.push(floats([subsequence, there.len(), here.len()]));
        let [sentences, others]: [Vec<Range<usize>>; 2] =
            [reference.sentences().collect(), hypothesis.sentences().collect()];
        let runs = weighted::hits((&here, &sentences), (&there, &others), &mut counts, weight);
        let weights: f64 = sentences.iter().map(|sentence| worth(sentence.len() as f64, weight)).sum();
        measures.push([runs, worth(there.len() as f64, weight), worth(weights, weight)]);
        for unigrams in [false, true] {
            let [here, there] = [&here, &there].map(|ids| pairs(ids, gap, unigrams));
            measures.push(floats([hits(&here, &there), there.len(), here.len()]));
        }
        measures
    }

    fn scores(&self, sums: &Sums) -> Vec<Rouge155Score> {
        let score = |(place, (name, &[hits, hypothesis, reference])): (usize, (String, &[f64; 3]))| {
            let share = |of: f64| if of == 0.0 { 0.0 } else { hits / of };
            let power = if place == self.params.longest + 1 { 1.0 / self.params.weight } else { 1.0 };
            Rouge155Score::new(name, share(hypothesis).powf(power), share(reference).powf(power))
        };
        self.names().into_iter().zip(&sums.measures).enumerate().map(score).collect()
    }
}

impl Sums {
    fn add(&mut self, measures: Vec<[f64; 3]>) {
        self.measures.resize(measures.len(), [0.0; 3]);
        for (sum, measure) in self.measures.iter_mut().flatten().zip(measures.into_iter().flatten()) {
            *sum += measure;
        }
    }
}

fn floats(counts: [usize; 3]) -> [f64; 3] {
    counts.map(|count| count as f64)
}

fn read(text: &str, reader: &mut Reader<PerlPorter>, words: &mut Words) {
    words.clear();
    reader.ascii_words(text, true, words);
    words.end_sentence();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked by hand after Lin (2004) and the program's own rules.
    #[test]
    fn references_add_up() {
        let rouge = Rouge155::params().longest(1).gap(None).build().unwrap();
        let scores = rouge.score("a b c", &["a b", "c d a"]).unwrap();
        let names: Vec<&str> = scores.iter().map(|score| score.name.as_str()).collect();
        assert_eq!(names, ["ROUGE-1", "ROUGE-L", "ROUGE-W-1.2", "ROUGE-S*", "ROUGE-SU*"]);
        // 2 and 2 of 2 and 3 words, against 3 words twice.
        assert_eq!((scores[0].recall, scores[0].precision, scores[0].f_measure), (0.8, 0.66667, 0.72727));
        assert_eq!((scores[1].recall, scores[1].precision), (0.6, 0.5));
        assert_eq!((scores[3].recall, scores[3].precision), (0.25, 0.16667));
        assert_eq!((scores[4].recall, scores[4].precision), (0.28571, 0.2));
    }

    #[test]
    fn only_ascii_is_lower_cased() {
        let rouge = Rouge155::params().stemming(true).build().unwrap();
        let recall = |text, reference| rouge.score(text, &[reference]).unwrap()[0].recall;
        assert_eq!(recall("\u{212a}", "k"), 0.0);
        assert_eq!(recall("RUNNING-cats", "run\ndog"), 0.5);
        assert_eq!(recall("", ""), 0.0);
    }

    #[test]
    fn params_are_checked() {
        assert!(Rouge155::params().longest(0).build().is_err());
        assert!(Rouge155::params().longest(10).build().is_err());
        assert!(Rouge155::params().weight(f64::NAN).build().is_err());
        assert!(Rouge155::params().weight(0.0).build().is_err());
        let rouge = Rouge155::params().build().unwrap();
        assert!(rouge.score("a", &[]).is_err());
        assert!(rouge.mean(&[], 0.95, 10).is_err());
        let other = Rouge155::params().longest(2).build().unwrap();
        assert!(rouge.mean(&[other.score("a", &["a"]).unwrap()], 0.95, 10).is_err());
    }
}
