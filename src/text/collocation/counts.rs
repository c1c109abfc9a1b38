//! [`NgramCounts`]: the n-grams of a corpus within a window, filtered, merged, scored and ranked.
//!
//! Counts, scores and order are those of the finders of `nltk.collocations` (NLTK 3.10.4). NLTK takes any function for
//! a score; here it is an [`Association`].

use crate::error::{Result, check_parameter, check_shape};
use crate::text::collocation::association::measure::Association;
use crate::text::collocation::gram_counts::GramCounts;
use crate::text::collocation::scored::{Scored, ranking};
use crate::text::collocation::tally::Tally;
use crate::text::encode_words::{encode_words, sort_ids};
use crate::text::encoded::Encoded;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// A word and those after it make so many n-grams that nothing wider can be meant.
const LARGEST_WINDOW: usize = 1_000;

/// Counts of pairs.
pub type BigramCounts = NgramCounts<2>;

/// Counts of triples.
pub type TrigramCounts = NgramCounts<3>;

/// Counts of quadruples.
pub type QuadgramCounts = NgramCounts<4>;

/// Counts of n-grams of `N` words, 2 to 4, and of the words in them.
///
/// An n-gram is a word and `N − 1` of the words behind it, in order, all within a window: with the smallest window, of
/// `N` words, they are neighbours. Filters remove n-grams; the counts of words and of parts of n-grams stay what they
/// are in the corpus.
///
/// # Examples
/// ```
/// use wordmill::text::collocation::{Association, BigramCounts};
/// let words = "so good a film so good a score a good film".split(' ');
/// let mut pairs = BigramCounts::of_words(words, 2)?;
/// assert_eq!(pairs.count(["so", "good"]), 2);
/// pairs.retain(|_, count| count >= 2);
/// let best = pairs.ranked(Association::PointwiseMutualInformation)?;
/// assert_eq!(best[0].words, ["so", "good"]);
/// assert_eq!(best[0].score, 1.8744691179161412);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct NgramCounts<const N: usize> {
    /// Sorted, so that n-grams in the order of their ids are in the order of their words.
    words: Vocabulary,
    word_counts: Vec<u64>,
    total: u64,
    pub(super) window: usize,
    grams: GramCounts<N>,
    /// Of parts of n-grams, as many as the length needs.
    pub(super) pairs: Vec<GramCounts<2>>,
    pub(super) triples: Vec<GramCounts<3>>,
}

/// What is different for each length: the parts that are counted, and how they make a score.
///
/// It is implemented for the three lengths and cannot be for others.
pub trait Collocation<const N: usize>: Parts<N> {}

/// What only this room sees of [`Collocation`].
pub trait Parts<const N: usize> {
    /// Kinds of pairs and triples that are counted besides the n-grams themselves.
    #[doc(hidden)]
    const KINDS: (usize, usize);

    /// How often a word counts wherever it stands.
    #[doc(hidden)]
    fn weight(window: usize) -> u64;

    /// Counts what starts at the first of `words`, which are as many as the window holds, fewer at the end.
    #[doc(hidden)]
    fn count_start(tallies: &mut Tallies<N>, words: &[TokenId], window: usize);

    /// The score of an n-gram that occurs `count` times.
    #[doc(hidden)]
    fn score_ids(&self, measure: Association, gram: [u32; N], count: u64) -> Option<f64>;
}

/// Counting in progress.
#[derive(Debug, Default)]
pub struct Tallies<const N: usize> {
    pub(super) grams: Tally<N>,
    pub(super) pairs: Vec<Tally<2>>,
    pub(super) triples: Vec<Tally<3>>,
}

impl<const N: usize> NgramCounts<N>
where
    Self: Collocation<N>,
{
    /// Counts within one long text.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for a window of fewer than `N` words or more than 1,000,
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 2 distinct words.
    pub fn of_words<S: AsRef<str>>(words: impl IntoIterator<Item = S>, window: usize) -> Result<Self> {
        NgramCounts::of_documents([words], window)
    }

    /// Counts within documents; no n-gram reaches from one into the next.
    ///
    /// # Errors
    /// As [`of_words`](NgramCounts::of_words).
    pub fn of_documents<D>(documents: impl IntoIterator<Item = D>, window: usize) -> Result<Self>
    where
        D: IntoIterator<Item: AsRef<str>>,
    {
        check_window::<N>(window)?;
        let (words, documents) = encode_words(documents)?;
        Ok(NgramCounts::of_sorted(words, &documents, window))
    }

    /// Counts within documents that are ids already. No n-gram has an unknown word, which keeps its place in the
    /// window all the same.
    ///
    /// # Errors
    /// As [`of_words`](NgramCounts::of_words).
    pub fn of_encoded(words: &Vocabulary, documents: &Encoded, window: usize) -> Result<Self> {
        check_window::<N>(window)?;
        if words.iter().is_sorted() {
            return Ok(NgramCounts::of_sorted(words.clone(), documents, window));
        }
        let (words, documents) = sort_ids(words, documents.ids(), documents.ends().to_vec())?;
        Ok(NgramCounts::of_sorted(words, &documents, window))
    }

    fn of_sorted(words: Vocabulary, documents: &Encoded, window: usize) -> Self {
        let mut occurrences = vec![0u64; words.len()];
        let (pairs, triples) = Self::KINDS;
        let mut tallies = Tallies {
            grams: Tally::default(),
            pairs: (0..pairs).map(|_| Tally::default()).collect(),
            triples: (0..triples).map(|_| Tally::default()).collect(),
        };
        for document in documents.iter() {
            for start in 0..document.len() {
                if let Some(count) = occurrences.get_mut(document[start].index()) {
                    *count += 1;
                    let end = start.saturating_add(window).min(document.len());
                    Self::count_start(&mut tallies, &document[start..end], window);
                }
            }
        }
        let word_counts: Vec<u64> = occurrences.iter().map(|count| count * Self::weight(window)).collect();
        NgramCounts {
            words,
            total: word_counts.iter().sum(),
            word_counts,
            window,
            grams: tallies.grams.finish(),
            pairs: tallies.pairs.into_iter().map(Tally::finish).collect(),
            triples: tallies.triples.into_iter().map(Tally::finish).collect(),
        }
    }

    /// The counts of two corpora together: what counting all documents at once would give, where nothing was filtered.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) for different windows, [`Error::Limit`](crate::Error::Limit) past 2³² − 2
    /// distinct words.
    pub fn merged(&self, other: &Self) -> Result<Self> {
        check_shape("window of n-grams", self.window, other.window)?;
        let (words, ours, theirs) = union(&self.words, &other.words)?;
        let mut word_counts = vec![0; words.len()];
        for (ids, counts) in [(&ours, &self.word_counts), (&theirs, &other.word_counts)] {
            ids.iter().zip(counts).for_each(|(&id, count)| word_counts[id as usize] += count);
        }
        Ok(NgramCounts {
            words,
            word_counts,
            total: self.total + other.total,
            window: self.window,
            grams: sum(&self.grams, &ours, &other.grams, &theirs),
            pairs: sums(&self.pairs, &ours, &other.pairs, &theirs),
            triples: sums(&self.triples, &ours, &other.triples, &theirs),
        })
    }

    /// Keeps the n-grams that `keep` wants, given their words and their count.
    pub fn retain(&mut self, mut keep: impl FnMut([&str; N], u64) -> bool) {
        let words = &self.words;
        self.grams.retain(|gram, count| keep(gram.map(|id| words.word(TokenId(id))), count));
    }

    /// Keeps the n-grams that consist of words that `keep` wants, asked once a word.
    pub fn retain_words(&mut self, keep: impl FnMut(&str) -> bool) {
        let wanted: Vec<bool> = self.words.iter().map(keep).collect();
        self.grams.retain(|gram, _| gram.iter().all(|&id| wanted[id as usize]));
    }

    /// The score of one n-gram; nothing for one that was not found or was filtered out, and where the measure has no
    /// value.
    #[must_use]
    pub fn score(&self, measure: Association, words: [&str; N]) -> Option<f64> {
        let gram = self.ids(words)?;
        let count = self.grams.get(gram);
        if count == 0 { None } else { self.score_ids(measure, gram, count) }
    }

    /// All n-grams by their score, the highest first, and where scores are equal, by their words in code-point order.
    /// Those for which the measure has no value are left out (NLTK stops with an error there).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for a measure of bigrams and longer n-grams.
    pub fn ranked(&self, measure: Association) -> Result<Vec<Scored<'_, N>>> {
        self.best(measure, usize::MAX)
    }

    /// The first `most` of [`ranked`](NgramCounts::ranked), without sorting the rest.
    ///
    /// # Errors
    /// As [`ranked`](NgramCounts::ranked).
    pub fn best(&self, measure: Association, most: usize) -> Result<Vec<Scored<'_, N>>> {
        if N > 2 {
            measure.check_any_length()?;
        }
        let score = |(place, (gram, count))| Some((self.score_ids(measure, gram, count)?, place));
        let scores = (0..).zip(self.grams.iter()).filter_map(score).collect();
        let scored = |(score, place): (f64, u32)| Scored { words: self.text(place as usize), score };
        Ok(ranking(scores, most).into_iter().map(scored).collect())
    }

    /// The n-grams that score above `score`, ranked.
    ///
    /// # Errors
    /// As [`ranked`](NgramCounts::ranked).
    pub fn above(&self, measure: Association, score: f64) -> Result<Vec<Scored<'_, N>>> {
        let mut ranked = self.ranked(measure)?;
        ranked.truncate(ranked.partition_point(|scored| scored.score > score));
        Ok(ranked)
    }
}

impl<const N: usize> NgramCounts<N> {
    /// How often an n-gram occurs; 0 for one that was filtered out.
    #[must_use]
    pub fn count(&self, words: [&str; N]) -> u64 {
        self.ids(words).map_or(0, |gram| self.grams.get(gram))
    }

    /// How often a word counts: wherever it stands once for every choice of the other words' places in a window, once
    /// in all for bigrams.
    #[must_use]
    pub fn word_count(&self, word: &str) -> u64 {
        self.words.id(word).map_or(0, |id| self.word_counts[id.index()])
    }

    /// The sum of the counts of all words.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The words that an n-gram may span.
    #[must_use]
    pub fn window(&self) -> usize {
        self.window
    }

    /// How many distinct n-grams there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.grams.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.grams.len() == 0
    }

    /// The n-grams in the order of their words, with their counts.
    pub fn iter(&self) -> impl Iterator<Item = ([&str; N], u64)> {
        (0..self.len()).map(|place| (self.text(place), self.grams.counts[place]))
    }

    /// The counts of some words by their ids, and of all.
    pub(super) fn word_marginals(&self, gram: [u32; N]) -> ([u64; N], u64) {
        (gram.map(|id| self.word_counts[id as usize]), self.total)
    }

    /// The same words with other n-grams.
    pub(super) fn with_pairs(&self, window: usize, grams: GramCounts<2>) -> BigramCounts {
        NgramCounts {
            words: self.words.clone(),
            word_counts: self.word_counts.clone(),
            total: self.total,
            window,
            grams,
            pairs: Vec::new(),
            triples: Vec::new(),
        }
    }

    fn ids(&self, words: [&str; N]) -> Option<[u32; N]> {
        let ids = words.map(|word| self.words.id(word));
        ids.iter().all(Option::is_some).then(|| ids.map(|id| id.unwrap_or(TokenId::UNKNOWN).0))
    }

    fn text(&self, place: usize) -> [&str; N] {
        self.grams.grams[place].map(|id| self.words.word(TokenId(id)))
    }
}

fn check_window<const N: usize>(window: usize) -> Result<()> {
    check_parameter(
        (N..=LARGEST_WINDOW).contains(&window),
        "window",
        window,
        "the words of an n-gram to 1000",
    )
}

/// The words of two sorted vocabularies, sorted, and where the words of each went.
fn union(ours: &Vocabulary, theirs: &Vocabulary) -> Result<(Vocabulary, Vec<u32>, Vec<u32>)> {
    let mut all: Vec<&str> = ours.iter().chain(theirs.iter()).collect();
    // Two ascending runs, which this sort merges.
    all.sort();
    all.dedup();
    let all = Vocabulary::in_order(all)?;
    let places = |words: &Vocabulary| words.iter().filter_map(|word| all.id(word)).map(|id| id.0).collect();
    let (ours, theirs) = (places(ours), places(theirs));
    Ok((all, ours, theirs))
}

fn sum<const M: usize>(
    ours: &GramCounts<M>,
    our_ids: &[u32],
    theirs: &GramCounts<M>,
    their_ids: &[u32],
) -> GramCounts<M> {
    ours.clone().renumbered(our_ids).merged(&theirs.clone().renumbered(their_ids))
}

fn sums<const M: usize>(
    ours: &[GramCounts<M>],
    our_ids: &[u32],
    theirs: &[GramCounts<M>],
    their_ids: &[u32],
) -> Vec<GramCounts<M>> {
    ours.iter().zip(theirs).map(|(ours, theirs)| sum(ours, our_ids, theirs, their_ids)).collect()
}

#[cfg(test)]
mod tests;
