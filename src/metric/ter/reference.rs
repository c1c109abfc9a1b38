//! [`TerReference`]: the references of a segment as numbers, with the places of every word.

use crate::error::Result;
use crate::metric::ter::tercom::words;
use crate::text::vocabulary::Vocabulary;

/// The longest reference that has bit masks: longer ones are compared cell by cell.
pub(crate) const MOST_BLOCKS: usize = 8;

/// The references of one segment, ready to be compared with.
///
/// # Examples
/// ```
/// use wordmill::metric::{Metric, Ter};
/// let metric = Ter::new();
/// let reference = metric.reference(&["a cat sat", "the cat sat"])?;
/// assert_eq!(["The cat sat", "cats"].map(|system| metric.segment(system, &reference).edits), [0, 3]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TerReference {
    vocabulary: Vocabulary,
    references: Vec<ReferenceWords>,
}

impl TerReference {
    /// References that are words between white space.
    pub(crate) fn new<T: AsRef<str>>(references: &[T]) -> Result<Self> {
        let mut vocabulary = Vocabulary::default();
        let mut numbers = Vec::with_capacity(references.len());
        for text in references {
            let words = words(text.as_ref()).map(|word| vocabulary.add(word).map(|id| id.0));
            numbers.push(words.collect::<Result<Vec<u32>>>()?);
        }
        let distinct = vocabulary.len();
        let references = numbers.into_iter().map(|words| ReferenceWords::new(words, distinct)).collect();
        Ok(TerReference { vocabulary, references })
    }

    /// The words of a hypothesis as numbers; all that no reference holds have the number behind the last.
    pub(crate) fn hypothesis(&self, text: &str) -> Vec<u32> {
        let unknown = self.vocabulary.len() as u32;
        words(text).map(|word| self.vocabulary.id(word).map_or(unknown, |id| id.0)).collect()
    }

    pub(crate) fn references(&self) -> &[ReferenceWords] {
        &self.references
    }
}

/// One reference.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReferenceWords {
    words: Vec<u32>,
    /// Places of each word in ascending order, word after word, and where those of each begin.
    places: Vec<u32>,
    starts: Vec<u32>,
    /// For each word the bits of its places, in blocks of 64; none for long references.
    masks: Vec<u64>,
}

impl ReferenceWords {
    /// Words that are numbers below `distinct`.
    fn new(words: Vec<u32>, distinct: usize) -> Self {
        // The number behind the last has no places.
        let mut starts = vec![0u32; distinct + 2];
        words.iter().for_each(|&word| starts[word as usize + 1] += 1);
        for word in 0..distinct + 1 {
            starts[word + 1] += starts[word];
        }
        let mut next = starts.clone();
        let mut places = vec![0; words.len()];
        for (place, &word) in words.iter().enumerate() {
            places[next[word as usize] as usize] = place as u32;
            next[word as usize] += 1;
        }
        let blocks = words.len().div_ceil(64);
        let mut masks = Vec::new();
        if blocks <= MOST_BLOCKS {
            masks.resize((distinct + 1) * blocks, 0);
            for (place, &word) in words.iter().enumerate() {
                masks[word as usize * blocks + place / 64] |= 1 << (place % 64);
            }
        }
        ReferenceWords { words, places, starts, masks }
    }

    /// The words.
    pub(crate) fn words(&self) -> &[u32] {
        &self.words
    }

    /// The places of a word, in ascending order.
    pub(crate) fn places(&self, word: u32) -> &[u32] {
        let word = word as usize;
        &self.places[self.starts[word] as usize..self.starts[word + 1] as usize]
    }

    /// How many words the hypothesis and the reference share, each as often as both have it.
    pub(crate) fn shared(&self, hypothesis: &[u32]) -> usize {
        let mut seen = vec![0u32; self.starts.len() - 1];
        let shared = |&&word: &&u32| {
            seen[word as usize] += 1;
            seen[word as usize] as usize <= self.places(word).len()
        };
        hypothesis.iter().filter(shared).count()
    }

    /// Whether there are bit masks.
    pub(crate) fn has_masks(&self) -> bool {
        self.words.len().div_ceil(64) <= MOST_BLOCKS
    }

    /// The bits of a word's places.
    #[inline]
    pub(crate) fn mask(&self, word: u32, blocks: usize) -> &[u64] {
        &self.masks[word as usize * blocks..][..blocks]
    }
}
