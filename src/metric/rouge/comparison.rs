//! [`Comparison`]: what a hypothesis shares with a reference, in n-grams and in longest common subsequences.

use crate::metric::lexicon::Lexicon;
use crate::metric::rouge::grams::{self, Grams};
use crate::metric::rouge::kind::RougeType;
use crate::metric::rouge::pattern::Pattern;
use crate::metric::rouge::reference::Text;
use crate::metric::rouge::subsequence::longest;
use crate::metric::rouge::union::Union;
use crate::metric::words::Words;

/// The longest n-grams that are counted.
const LONGEST: usize = 9;

/// What some types ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Needs {
    /// Words of the longest n-grams.
    grams: usize,
    subsequence: bool,
    union: bool,
}

impl Needs {
    pub(crate) fn of(kinds: &[RougeType]) -> Self {
        let length = |kind: &RougeType| match kind {
            RougeType::N(length) => usize::from(*length).min(LONGEST),
            RougeType::L | RougeType::Lsum => 0,
        };
        Needs {
            grams: kinds.iter().map(length).max().unwrap_or(0),
            subsequence: kinds.contains(&RougeType::L),
            union: kinds.contains(&RougeType::Lsum),
        }
    }

    /// Whether sentences matter.
    pub(crate) fn sentences(self) -> bool {
        self.union
    }
}

/// What two texts share: words, n-grams or places, and how many of these either has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shared {
    hits: usize,
    hypothesis: usize,
    reference: usize,
}

impl Shared {
    /// Precision, recall and F, as rouge-score computes them.
    pub(crate) fn triple(self) -> [f64; 3] {
        let share = |of: usize| self.hits as f64 / of.max(1) as f64;
        let (precision, recall) = (share(self.hypothesis), share(self.reference));
        let sum = precision + recall;
        [precision, recall, if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }]
    }
}

/// Room to compare one text with another, again and again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Comparison {
    lexicon: Lexicon,
    /// The numbers of the words of the reference.
    reference: Vec<u32>,
    /// The numbers of the words of the hypothesis.
    ids: Vec<u32>,
    /// How often each word of the reference occurs in the hypothesis; at the end, how often all others do.
    counts: Vec<u32>,
    grams: Grams,
    hits: [usize; LONGEST],
    pattern: Pattern,
    column: Vec<u64>,
    spare: Vec<u64>,
    union: Union,
}

impl Comparison {
    /// What a hypothesis shares with a reference, for each of some types.
    pub(crate) fn compare<'c>(
        &mut self,
        hypothesis: &'c Text,
        reference: &'c Text,
        kinds: &'c [RougeType],
        needs: Needs,
    ) -> impl Iterator<Item = Shared> + use<'c> {
        self.lexicon.clear(reference.whole.len() + reference.split.as_deref().map_or(0, Words::len));
        self.number(&hypothesis.whole, &reference.whole, needs);
        self.grams.fill(&self.reference, self.lexicon.len(), needs.grams);
        self.grams.hits(&self.ids, &self.counts, &mut self.hits[..needs.grams]);
        // With one sentence on either side the union is the one subsequence.
        let single = [hypothesis, reference]
            .iter()
            .all(|text| text.split.is_none() && text.whole.sentences().len() <= 1);
        let subsequence = if needs.subsequence || needs.union && single { self.subsequence() } else { 0 };
        let union = match (needs.union, single) {
            (false, _) => Shared { hits: 0, hypothesis: 0, reference: 0 },
            (true, true) => shared(subsequence, &hypothesis.whole, &reference.whole, 1),
            (true, false) => self.union(hypothesis, reference, needs),
        };
        let hits = self.hits;
        kinds.iter().map(move |kind| match *kind {
            RougeType::N(length) => {
                let length = usize::from(length).clamp(1, LONGEST);
                shared(hits[length - 1], &hypothesis.whole, &reference.whole, length)
            }
            RougeType::L => shared(subsequence, &hypothesis.whole, &reference.whole, 1),
            RougeType::Lsum => union,
        })
    }

    /// Numbers the words of both texts, counts those of the hypothesis and finds the places of those of the reference.
    fn number(&mut self, hypothesis: &Words, reference: &Words, needs: Needs) {
        self.lexicon.number(reference, &mut self.reference);
        self.lexicon.find_all(hypothesis, &mut self.ids);
        self.counts.clear();
        self.counts.resize(self.lexicon.len() as usize + 1, 0);
        self.ids.iter().for_each(|&id| self.counts[id as usize] += 1);
        if needs.subsequence || needs.union {
            self.pattern.fill(&self.reference, reference.sentences(), self.lexicon.len());
        }
    }

    fn subsequence(&mut self) -> usize {
        longest(&self.pattern, &self.ids, &mut self.column, &mut self.spare)
    }

    fn union(&mut self, hypothesis: &Text, reference: &Text, needs: Needs) -> Shared {
        let (hypothesis, reference) = match (hypothesis.split.as_deref(), reference.split.as_deref()) {
            (Some(hypothesis), Some(reference)) => {
                self.number(hypothesis, reference, needs);
                (hypothesis, reference)
            }
            _ => (&hypothesis.whole, &reference.whole),
        };
        let hits = self.union.hits(&self.pattern, &self.ids, hypothesis.sentences(), &mut self.counts);
        shared(hits, hypothesis, reference, 1)
    }
}

/// So many n-grams of a length that two texts share.
fn shared(hits: usize, hypothesis: &Words, reference: &Words, length: usize) -> Shared {
    let [hypothesis, reference] = [hypothesis, reference].map(|words| grams::total(words.len(), length));
    Shared { hits, hypothesis, reference }
}
