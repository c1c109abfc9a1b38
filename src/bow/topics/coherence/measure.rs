//! [`Coherence`]: four measures of whether words go together.
//!
//! With p from boolean counts in documents or windows and ε = 1e-12 (gensim 4.4.0):
//!
//! | measure | of pairs | value |
//! |---|---|---|
//! | u_mass | each word with those before it | `ln((p(w, v) + ε) / p(v))`, p from documents |
//! | c_uci | all ordered pairs | `ln((p(w, v) + ε) / (p(w) p(v)))` |
//! | c_npmi | all ordered pairs | c_uci's `/ −ln(p(w, v) + ε)` |
//! | c_v | each word with all | the cosine between their vectors of npmi with every word of the topic |
//!
//! Not here: `c_w2v`, which takes word vectors.

use serde::{Deserialize, Serialize};

use crate::bow::topics::coherence::windows::{PairCounts, WindowCounts};
use crate::error::{Error, Result, check_limit, check_parameter};
use crate::text::encoded::Encoded;
use crate::text::vocabulary::TokenId;

/// What is added to probabilities of pairs.
const EPSILON: f64 = 1e-12;
/// Sixteen tasks with a gigabyte each.
const MOST_PAIRS: u64 = 1 << 27;

/// How to tell whether words go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum CoherenceMeasure {
    /// From whole documents (Mimno, Wallach, Talley, Leenders and McCallum, "Optimizing semantic coherence in topic
    /// models", 2011); the quickest.
    UMass,
    /// By vectors of npmi over windows of 110 tokens: nearest to what people say.
    #[default]
    Cv,
    /// By pointwise mutual information over windows of 10 tokens (Newman, Lau, Grieser and Baldwin, "Automatic evaluation
    /// of topic coherence", 2010).
    Uci,
    /// The same, normalised to −1 to 1 (Bouma, 2009).
    Npmi,
}

/// A measure and its window.
///
/// # Examples
/// ```
/// use wordmill::bow::topics::{Coherence, CoherenceMeasure};
/// use wordmill::text::{Analyzer, encode::encode};
/// let texts = ["ball goal team", "ball goal", "soup salt", "soup salt pan"];
/// let (vocabulary, encoded) = encode(&Analyzer::default(), &texts)?;
/// let topic = |words: [&str; 2]| words.map(|word| vocabulary.id(word).unwrap()).to_vec();
/// let topics = [topic(["ball", "goal"]), topic(["ball", "salt"])];
/// let scores = Coherence::new(CoherenceMeasure::Npmi).score(&topics, &encoded)?;
/// assert!(scores.topics[0] > 0.99 && scores.topics[1] < 0.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Coherence {
    measure: CoherenceMeasure,
    window: Option<usize>,
}

/// How coherent topics are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CoherenceScores {
    /// One a topic. Infinite or NaN where a word does not occur in the texts, NaN for a topic without pairs.
    pub topics: Vec<f64>,
    /// Their mean.
    pub mean: f64,
}

impl Coherence {
    /// A measure with gensim's window: 110 tokens for c_v, 10 for c_uci and c_npmi, documents for u_mass.
    #[must_use]
    pub fn new(measure: CoherenceMeasure) -> Self {
        Coherence { measure, window: None }
    }

    /// Tokens of a window, at least 1; u_mass knows none.
    #[must_use]
    pub fn window(mut self, tokens: usize) -> Self {
        self.window = Some(tokens);
        self
    }

    /// Scores topics, each a list of words with the heaviest first, by what occurs in texts.
    ///
    /// gensim takes the first twenty words of a topic unless told otherwise; here all that are given count.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a window of no tokens, [`Error::Empty`] for no topics, [`Error::Limit`] for topics of more
    /// than 2²⁷ pairs of words in all.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    pub fn score(&self, topics: &[Vec<TokenId>], texts: &Encoded) -> Result<CoherenceScores> {
        check_parameter(self.window != Some(0), "window", 0, "at least 1")?;
        if topics.is_empty() {
            return Err(Error::Empty { what: "set of topics" });
        }
        let pairs = topics.iter().map(|words| (words.len() as u64).pow(2)).sum();
        check_limit("pairs of words of topics", MOST_PAIRS, pairs)?;
        let counts = WindowCounts::count(texts, topics, self.window_size());
        let all = counts.windows as f64;
        let of_topic =
            |(words, pairs): (&Vec<TokenId>, &PairCounts)| self.of_topic(&Shares { words, pairs, all });
        let topics: Vec<f64> = topics.iter().zip(&counts.topics).map(of_topic).collect();
        Ok(CoherenceScores { mean: mean(topics.iter().copied()), topics })
    }

    fn window_size(&self) -> Option<usize> {
        match self.measure {
            CoherenceMeasure::UMass => None,
            CoherenceMeasure::Cv => Some(self.window.unwrap_or(110)),
            CoherenceMeasure::Uci | CoherenceMeasure::Npmi => Some(self.window.unwrap_or(10)),
        }
    }

    fn of_topic(&self, shares: &Shares<'_>) -> f64 {
        let words = 0..shares.words.len();
        let ordered = words.clone().flat_map(|a| words.clone().filter(move |&b| b != a).map(move |b| (a, b)));
        match self.measure {
            CoherenceMeasure::UMass => {
                mean(words.flat_map(|a| (0..a).map(move |b| shares.log_conditional(a, b))))
            }
            CoherenceMeasure::Uci => mean(ordered.map(|(a, b)| shares.log_ratio(a, b))),
            CoherenceMeasure::Npmi => mean(ordered.map(|(a, b)| shares.normalized_log_ratio(a, b))),
            CoherenceMeasure::Cv => shares.mean_cosine(),
        }
    }
}

/// Probabilities of the words of one topic.
struct Shares<'c> {
    words: &'c [TokenId],
    pairs: &'c PairCounts,
    /// Windows in all.
    all: f64,
}

impl Shares<'_> {
    fn of_word(&self, word: usize) -> f64 {
        self.of_pair(word, word)
    }

    fn of_pair(&self, a: usize, b: usize) -> f64 {
        self.pairs.together(a, b) as f64 / self.all
    }

    /// `ln((p(a, b) + ε) / p(b))`, 0 for a word that does not occur.
    fn log_conditional(&self, a: usize, b: usize) -> f64 {
        if self.pairs.together(b, b) == 0 {
            return 0.0;
        }
        ((self.of_pair(a, b) + EPSILON) / self.of_word(b)).ln()
    }

    /// `ln((p(a, b) + ε) / (p(a) p(b)))`.
    fn log_ratio(&self, a: usize, b: usize) -> f64 {
        ((self.of_pair(a, b) + EPSILON) / (self.of_word(a) * self.of_word(b))).ln()
    }

    fn normalized_log_ratio(&self, a: usize, b: usize) -> f64 {
        self.log_ratio(a, b) / -(self.of_pair(a, b) + EPSILON).ln()
    }

    /// The mean over the words of the cosine between the vector of a word and the sum of all vectors. A word that stands
    /// twice in the topic is one dimension, of twice the numbers.
    fn mean_cosine(&self) -> f64 {
        let times = |word: &TokenId| self.words.iter().filter(|other| *other == word).count() as f64;
        let new = |&place: &usize| !self.words[..place].contains(&self.words[place]);
        let dimensions: Vec<(usize, f64)> =
            (0..self.words.len()).filter(new).map(|place| (place, times(&self.words[place]))).collect();
        let vector = |word: usize| -> Vec<f64> {
            dimensions.iter().map(|&(other, times)| times * self.normalized_log_ratio(word, other)).collect()
        };
        let vectors: Vec<Vec<f64>> = (0..self.words.len()).map(vector).collect();
        let mut whole = vec![0.0; dimensions.len()];
        for vector in &vectors {
            whole.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
        }
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
        let cosine = |vector: &Vec<f64>| {
            dot(vector, &whole) / (dot(vector, vector).sqrt() * dot(&whole, &whole).sqrt())
        };
        mean(vectors.iter().map(cosine))
    }
}

/// The mean; of nothing NaN.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 8] = [
        "the cat sat on the mat and the cat slept",
        "a dog and a cat ran on the grass",
        "the dog slept on the mat",
        "",
        "fish swim in the sea and birds fly over the sea",
        "birds and fish",
        "the sea is deep and the fish are deep in the sea",
        "dog",
    ];

    fn scores(coherence: Coherence) -> Vec<f64> {
        let mut known: Vec<&str> = Vec::new();
        let mut ids_of = |text: &'static str| -> Vec<TokenId> {
            let id = |word| {
                known.iter().position(|known| *known == word).unwrap_or_else(|| {
                    known.push(word);
                    known.len() - 1
                })
            };
            text.split_whitespace().map(id).map(|id| TokenId(id as u32)).collect()
        };
        let texts = TEXTS.map(&mut ids_of);
        let ends = texts.iter().scan(0, |end, text| {
            *end += text.len();
            Some(*end)
        });
        let texts = Encoded::from_parts(texts.concat(), ends.collect()).unwrap();
        let topics = ["cat dog mat slept", "sea fish birds deep", "cat sea the", "dog fish dog"].map(ids_of);
        let scores = coherence.score(&topics, &texts).unwrap();
        scores.topics.iter().copied().chain([scores.mean]).collect()
    }

    /// gensim 4.4.0, `CoherenceModel(topics, texts=…, coherence=…, window_size=…)`: per topic, and their mean.
    #[test]
    fn equals_gensim() {
        use CoherenceMeasure::{Cv, Npmi, UMass, Uci};
        for (coherence, expected) in [
            (
                Coherence::new(UMass),
                [
                    -0.7127776864953427,
                    -4.855849752112137,
                    -8.74824225160022,
                    -17.76679457527699,
                    -8.020916066371171,
                ],
            ),
            (
                Coherence::new(Cv),
                [
                    0.8028010005050356,
                    0.7231157104111391,
                    0.49654690143137986,
                    0.33448339964382273,
                    0.5892367529978443,
                ],
            ),
            (
                Coherence::new(Cv).window(4),
                [
                    0.44105069992213547,
                    0.19152867121946227,
                    0.3030666741267634,
                    0.33781526509080156,
                    0.31836532758979064,
                ],
            ),
            (
                Coherence::new(Uci),
                [
                    0.9243928877278053,
                    -3.6873736855593555,
                    -8.16696940036036,
                    -16.595759519578035,
                    -6.881427429442486,
                ],
            ),
            (
                Coherence::new(Uci).window(4),
                [
                    -3.6511794248362683,
                    -7.730626726883255,
                    -8.331776067589198,
                    -15.252093405109251,
                    -8.741418906104492,
                ],
            ),
            (
                Coherence::new(Npmi),
                [
                    0.4336792476395909,
                    0.21931349833986866,
                    -0.10635640899759881,
                    -0.28296143826140924,
                    0.06591872468011288,
                ],
            ),
            (
                Coherence::new(Npmi).window(4),
                [
                    -0.045974733958903634,
                    -0.16061500615103072,
                    -0.3386862090720535,
                    -0.2424731251745178,
                    -0.1969372685891264,
                ],
            ),
        ] {
            for (got, expected) in scores(coherence).iter().zip(expected) {
                assert!((got - expected).abs() < 1e-12, "{coherence:?}: {got} is not {expected}");
            }
        }
    }

    #[test]
    fn what_says_nothing_is_no_number_and_what_is_wrong_is_refused() {
        let texts = Encoded::from_parts(vec![TokenId(0), TokenId::UNKNOWN], vec![2]).unwrap();
        let coherence = Coherence::default();
        let scores =
            coherence.score(&[vec![TokenId(0)], vec![], vec![TokenId(0), TokenId(7)]], &texts).unwrap();
        assert!(scores.topics[1].is_nan() && scores.topics[2].is_nan() && scores.mean.is_nan());
        let none = Encoded::default();
        assert!(coherence.score(&[vec![TokenId(0), TokenId(1)]], &none).unwrap().mean.is_nan());
        let documents = Coherence::new(CoherenceMeasure::UMass);
        assert_eq!(documents.score(&[vec![TokenId(0), TokenId(1)]], &none).unwrap().mean, 0.0);
        assert!(matches!(coherence.score(&[], &texts), Err(Error::Empty { .. })));
        assert!(matches!(coherence.window(0).score(&[vec![]], &texts), Err(Error::Parameter { .. })));
    }
}
