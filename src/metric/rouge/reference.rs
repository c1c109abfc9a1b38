//! [`RougeReference`]: the references of a segment, ready to be compared with any number of hypotheses.

use crate::metric::rouge::grams::{self, Grams};
use crate::metric::rouge::kind::RougeType;
use crate::metric::rouge::lexicon::Lexicon;
use crate::metric::rouge::pattern::Pattern;
use crate::metric::rouge::subsequence::longest;
use crate::metric::rouge::union::Union;
use crate::metric::rouge::words::Words;

/// The longest n-grams that are counted.
const LONGEST: usize = 9;

/// The references of one segment, made ready by a [`Rouge`](crate::metric::Rouge), whose choices they keep.
///
/// # Examples
/// ```
/// use wordmill::metric::{Metric, Rouge, RougeType};
/// let rouge = Rouge::params().types([RougeType::L]).build()?;
/// let reference = rouge.reference(&["the cat sat on the mat", "a cat sat there"])?;
/// assert_eq!(reference.len(), 2);
/// let scores = rouge.score(&rouge.segment("a cat sat on a mat", &reference));
/// assert_eq!(scores.scores[0].recall, 4.0 / 6.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct RougeReference {
    pub(crate) texts: Vec<Prepared>,
}

impl RougeReference {
    /// How many references there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// A text as words, whole and by sentences.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    /// All words; cut into sentences unless a splitter does that.
    pub(crate) whole: Words,
    /// The words of the sentences of a splitter.
    pub(crate) split: Option<Words>,
}

/// What is asked of references.
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

/// One reference.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prepared {
    lexicon: Lexicon,
    grams: Grams,
    /// The whole text, cut into sentences unless a splitter does that.
    whole: Option<Pattern>,
    /// The sentences of a splitter, and how many words they have.
    split: Option<(Pattern, usize)>,
}

/// Room for the comparison of one text with one reference.
#[derive(Debug, Clone, Default)]
pub(crate) struct Room {
    ids: Vec<u32>,
    /// How often each word of the reference occurs; at the end, how often all others do.
    counts: Vec<u32>,
    hits: [usize; LONGEST],
    heads: Vec<u32>,
    column: Vec<u64>,
    spare: Vec<u64>,
    union: Union,
}

impl Prepared {
    pub(crate) fn new(text: &Text, needs: Needs) -> Self {
        let Text { whole, split } = text;
        let words = whole.len() + split.as_ref().map_or(0, Words::len);
        let mut lexicon = Lexicon::with_capacity(words);
        let ids = lexicon.number(whole);
        let split_ids = split.as_ref().map(|split| (lexicon.number(split), split));
        let distinct = lexicon.len();
        let pattern = |ids: &[u32], words: &Words| Pattern::new(ids, words.sentences(), distinct);
        Prepared {
            grams: Grams::new(&ids, distinct, needs.grams),
            whole: (needs.subsequence || needs.union).then(|| pattern(&ids, whole)),
            split: split_ids.map(|(ids, split)| (pattern(&ids, split), ids.len())),
            lexicon,
        }
    }

    /// What a text shares with the reference, for each of some types.
    pub(crate) fn compare<'c>(
        &'c self,
        text: &'c Text,
        kinds: &'c [RougeType],
        needs: Needs,
        room: &'c mut Room,
    ) -> impl Iterator<Item = Shared> + 'c {
        self.find(&text.whole, room);
        self.grams.hits(&room.ids, &room.counts, &mut room.heads, &mut room.hits[..needs.grams]);
        let Room { ids, column, spare, .. } = &mut *room;
        let single = text.split.is_none()
            && text.whole.sentences().len() <= 1
            && self.whole.as_ref().is_some_and(|pattern| pattern.sentences().len() <= 1);
        let whole = self.whole.as_ref().filter(|_| needs.subsequence || single);
        let subsequence = whole.map_or(0, |pattern| longest(pattern, ids, column, spare));
        // With one sentence on either side the union is the one subsequence.
        let union = match needs.union {
            true if single => {
                Shared { hits: subsequence, hypothesis: text.whole.len(), reference: self.grams.total(1) }
            }
            true => self.union(text, room),
            false => Shared { hits: 0, hypothesis: 0, reference: 0 },
        };
        let hits = room.hits;
        kinds.iter().map(move |kind| match *kind {
            RougeType::N(length) => {
                let length = usize::from(length).clamp(1, LONGEST);
                Shared {
                    hits: hits[length - 1],
                    hypothesis: grams::total(text.whole.len(), length),
                    reference: self.grams.total(length),
                }
            }
            RougeType::L => {
                Shared { hits: subsequence, hypothesis: text.whole.len(), reference: self.grams.total(1) }
            }
            RougeType::Lsum => union,
        })
    }

    /// The numbers of words, and how often each occurs.
    fn find(&self, words: &Words, room: &mut Room) {
        self.lexicon.find_all(words, &mut room.ids);
        room.counts.clear();
        room.counts.resize(self.lexicon.len() as usize + 1, 0);
        room.ids.iter().for_each(|&id| room.counts[id as usize] += 1);
    }

    fn union(&self, text: &Text, room: &mut Room) -> Shared {
        let (pattern, reference, words) = match (&self.split, &text.split) {
            (Some((pattern, reference)), Some(words)) => {
                self.find(words, room);
                (Some(pattern), *reference, words)
            }
            _ => (self.whole.as_ref(), self.grams.total(1), &text.whole),
        };
        let Room { ids, counts, union, .. } = room;
        let hits = pattern.map_or(0, |pattern| union.hits(pattern, ids, words.sentences(), counts));
        Shared { hits, hypothesis: words.len(), reference }
    }
}
