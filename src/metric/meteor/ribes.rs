//! [`Ribes`]: whether words stand in the order of the reference, as NLTK 3.10.4's `sentence_ribes` and `corpus_ribes`.
//!
//! Words of the hypothesis are found in the reference where they, or the shortest stretch around them, occur once on
//! both sides. With τ the rank correlation of the places found (Kendall's, taken to 0–1), *p* the share of words found,
//! and *b* the brevity penalty of BLEU: τ · p^α · b^β; of several references, the best; of a corpus, the mean (Isozaki
//! et al., "Automatic evaluation of translation quality for distant language pairs", 2010).
//!
//! Time grows with how many pairs of equal words there are, at worst with the product of the lengths; NLTK's grows
//! faster, and it refuses more than 2,000 words.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};
use crate::metric::meteor::mean_score::MeanScore;
use crate::metric::meteor::words::{Names, Table, Word, Words, split};
use crate::metric::metric::Metric;
use crate::metric::signature::Signature;

/// RIBES.
///
/// # Examples
/// ```
/// use wordmill::metric::{Metric, meteor::Ribes};
/// assert_eq!(Ribes::new().sentence("Bob hit John yesterday", &["John hit Bob yesterday"])?, 0.5);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ribes {
    alpha: f64,
    beta: f64,
}

impl Default for Ribes {
    fn default() -> Self {
        Ribes { alpha: 0.25, beta: 0.1 }
    }
}

impl Ribes {
    /// With the weights of the paper.
    #[must_use]
    pub fn new() -> Self {
        Ribes::default()
    }

    /// The power of the share of words found; finite, at least 0; default 0.25; α.
    #[must_use]
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = alpha;
        self
    }

    /// The power of the brevity penalty; finite, at least 0; default 0.1; β.
    #[must_use]
    pub fn beta(mut self, beta: f64) -> Self {
        self.beta = beta;
        self
    }

    fn check(&self) -> Result<()> {
        for (name, value) in [("alpha", self.alpha), ("beta", self.beta)] {
            check_parameter(value.is_finite() && value >= 0.0, name, value, "a finite number ≥ 0")?;
        }
        Ok(())
    }

    fn against(&self, hypothesis: &[Word<'_>], reference: &Words) -> f64 {
        let places = found_places(hypothesis, reference);
        let length = hypothesis.len() as f64;
        let brevity = (1.0 - reference.numbers.len() as f64 / length).exp().min(1.0);
        let share = places.len() as f64 / length;
        order(&places) * share.powf(self.alpha) * brevity.powf(self.beta)
    }
}

/// The references of one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct RibesReference {
    references: Vec<Words>,
}

impl Metric for Ribes {
    type Reference = RibesReference;
    type Statistics = MeanScore;
    type Score = f64;

    fn name(&self) -> String {
        "RIBES".to_owned()
    }

    fn signature(&self) -> Signature {
        Signature::new().with("alpha", "a", self.alpha).with("beta", "b", self.beta)
    }

    /// [`Error::Parameter`] for a weight that is not a finite number ≥ 0.
    fn reference(&self, references: &[&str]) -> Result<RibesReference> {
        self.check()?;
        if references.is_empty() {
            return Err(Error::Empty { what: "list of references" });
        }
        let prepare = |text: &&str| Words::of(split(text).map(Word::of), &mut Names::default());
        Ok(RibesReference { references: references.iter().map(prepare).collect::<Result<_>>()? })
    }

    fn segment(&self, hypothesis: &str, reference: &RibesReference) -> MeanScore {
        let words: Vec<Word<'_>> = split(hypothesis).map(Word::of).collect();
        if words.is_empty() {
            return MeanScore::of(0.0);
        }
        let scores = reference.references.iter().map(|reference| self.against(&words, reference));
        MeanScore::of(scores.fold(-1.0, f64::max))
    }

    fn score(&self, statistics: &MeanScore) -> f64 {
        statistics.mean()
    }

    fn figure(&self, statistics: &MeanScore) -> f64 {
        statistics.mean()
    }
}

/// The share of pairs that ascend; 0 of fewer than two places.
fn order(places: &[usize]) -> f64 {
    let pairs = places.len() * places.len().saturating_sub(1) / 2;
    if pairs == 0 {
        return 0.0;
    }
    let later = |at: usize| places[at + 1..].iter().filter(|&&place| places[at] < place).count();
    let ascending: usize = (0..places.len()).map(later).sum();
    let tau = 2.0 * ascending as f64 / pairs as f64 - 1.0;
    (tau + 1.0) / 2.0
}

/// The places of the reference at which words of the hypothesis are found, in the order of the hypothesis.
fn found_places(hypothesis: &[Word<'_>], reference: &Words) -> Vec<usize> {
    // A word that the reference lacks matches itself elsewhere in the hypothesis, and nothing else.
    let (mut known, mut strange) = (Table::default(), Names::default());
    known.fill(&reference.distinct);
    let count = reference.distinct.len();
    let mut number = |word: &Word<'_>| {
        let known = known.find(&reference.distinct, *word);
        known.unwrap_or_else(|| count as u32 + strange.add(*word).unwrap_or(0))
    };
    let hypothesis: Vec<u32> = hypothesis.iter().map(&mut number).collect();
    let distinct = count + strange.list.len();
    let behind = Stretches::of(&hypothesis, &reference.numbers, distinct);
    let reversed = |numbers: &[u32]| numbers.iter().rev().copied().collect::<Vec<_>>();
    let before = Stretches::of(&reversed(&hypothesis), &reversed(&reference.numbers), distinct);
    let last = (hypothesis.len(), reference.numbers.len());
    let find = |word: usize| {
        let right = &behind.at[word];
        let left = &before.at[last.0 - 1 - word];
        if right.longest == 0 {
            return None;
        }
        if right.least_unique == 1 {
            return Some(right.place);
        }
        // Stretches of at least two words, as long as NLTK's windows may be.
        let limit = word.max(last.0 - word + 1).min(last.1);
        let fits = |stretch: &Stretch| {
            Some(stretch.least_unique.max(2)).filter(|&l| l <= stretch.longest && l <= limit)
        };
        match (fits(right), fits(left)) {
            (None, None) => None,
            (Some(length), other) if other.is_none_or(|other| length <= other) => Some(right.place),
            _ => Some(last.1 - 1 - left.place),
        }
    };
    (0..hypothesis.len()).filter_map(find).collect()
}

/// What begins at a word of the hypothesis.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    /// The fewest words that occur once at most on each side.
    least_unique: usize,
    /// The most words that occur in the reference, and where.
    longest: usize,
    place: usize,
}

struct Stretches {
    at: Vec<Stretch>,
}

impl Stretches {
    /// By the lengths of common beginnings of every two suffixes whose first words are equal, the last first.
    fn of(hypothesis: &[u32], reference: &[u32], distinct: usize) -> Self {
        let mut at = vec![Stretch::default(); hypothesis.len()];
        let mut own = Beginnings::of(hypothesis, distinct);
        let mut others = Beginnings::of(reference, distinct);
        for (word, &number) in hypothesis.iter().enumerate().rev() {
            let mut twin = 0;
            own.for_each(number, word, |place, length| {
                if place != word {
                    twin = twin.max(length);
                }
            });
            let (mut longest, mut second, mut best) = (0, 0, 0);
            others.for_each(number, word, |place, length| {
                if length > longest {
                    (second, longest, best) = (longest, length, place);
                } else {
                    second = second.max(length);
                }
            });
            at[word] = Stretch { least_unique: twin.max(second) + 1, longest, place: best };
        }
        Stretches { at }
    }
}

/// For one word of the hypothesis after the other, the last first: how many words from there on are those from a place
/// of a text on.
struct Beginnings {
    /// The first place of each number, and the place after each with the same number.
    first: Vec<u32>,
    next: Vec<u32>,
    /// For each place a length that is not 0, and for which word it was found.
    lengths: Vec<(u32, u32)>,
}

/// No place and no word.
const NONE: u32 = u32::MAX;

impl Beginnings {
    fn of(text: &[u32], distinct: usize) -> Self {
        let (mut first, mut next) = (vec![NONE; distinct], vec![NONE; text.len()]);
        for (place, &number) in text.iter().enumerate().rev() {
            next[place] = std::mem::replace(&mut first[number as usize], place as u32);
        }
        Beginnings { first, next, lengths: vec![(NONE, 0); text.len() + 1] }
    }

    /// Hands the places of `number`, that of a word, and their lengths to `sink`, the first place first.
    fn for_each(&mut self, number: u32, word: usize, mut sink: impl FnMut(usize, usize)) {
        let mut at = self.first[number as usize];
        while at != NONE {
            let place = at as usize;
            // What the place behind has is still that of the word behind, if it has any.
            let (of_word, behind) = self.lengths[place + 1];
            let length = if of_word == word as u32 + 1 { behind + 1 } else { 1 };
            self.lengths[place] = (word as u32, length);
            sink(place, length as usize);
            at = self.next[place];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// NLTK 3.10.4: `sentence_ribes`, `corpus_ribes`.
    #[test]
    fn scores_are_those_of_nltk() {
        for (hypothesis, references, expected) in [
            (
                "the book was read by the boy",
                &["the boy read the book", "the book was read by a boy"][..],
                0.9621954581957615,
            ),
            ("a b a b a", &["b a b a b"], 0.5867411578622622),
            ("a", &["a"], 0.0),
            ("x y", &["a b"], 0.0),
            ("", &["a"], 0.0),
            (
                "he read the book because he was interested in world history",
                &["he was interested in world history because he read the book"],
                0.38181818181818183,
            ),
        ] {
            assert_eq!(Ribes::new().sentence(hypothesis, references).unwrap(), expected, "{hypothesis}");
        }
        let weighted = Ribes::new().alpha(0.5).beta(0.2);
        let score = weighted.sentence("the book was read by the boy", &["the boy read the book"]).unwrap();
        assert_eq!(score, 0.16903085094570333);
        let corpus = Ribes::new().corpus(&["b a", "a b"], &[["a b"], ["a b"]]).unwrap();
        assert_eq!(corpus, 0.5);
    }

    proptest! {
        /// Against the lengths of all common beginnings, word by word.
        #[test]
        fn stretches_are_those_of_every_pair(
            hypothesis in proptest::collection::vec(0..4u32, 0..12),
            reference in proptest::collection::vec(0..4u32, 0..12),
        ) {
            let common = |one: &[u32], other: &[u32]| one.iter().zip(other).take_while(|(a, b)| a == b).count();
            for (word, found) in Stretches::of(&hypothesis, &reference, 4).at.iter().enumerate() {
                let suffix = &hypothesis[word..];
                let lengths: Vec<_> = (0..reference.len()).map(|at| common(suffix, &reference[at..])).collect();
                let twins = (0..hypothesis.len()).filter(|&at| at != word);
                let twin = twins.map(|at| common(suffix, &hypothesis[at..])).max().unwrap_or(0);
                let longest = lengths.iter().copied().max().unwrap_or(0);
                let place = lengths.iter().position(|&length| length == longest).unwrap_or(0);
                let rest = (0..reference.len()).filter(|&at| at != place).map(|at| lengths[at]);
                let least_unique = twin.max(rest.max().unwrap_or(0)) + 1;
                prop_assert_eq!((found.least_unique, found.longest, found.place), (least_unique, longest, place));
            }
        }
    }

    #[test]
    fn bad_weights_are_errors() {
        assert!(matches!(Ribes::new().alpha(-1.0).reference(&["a"]), Err(Error::Parameter { .. })));
        assert!(matches!(Ribes::new().beta(f64::NAN).reference(&["a"]), Err(Error::Parameter { .. })));
        assert!(matches!(Ribes::new().reference(&[]), Err(Error::Empty { .. })));
    }
}
