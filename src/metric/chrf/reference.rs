//! [`ChrfReference`]: the references of a segment with their n-grams of characters and words.

use std::borrow::Cow;

use crate::error::Result;
use crate::metric::chrf::alphabet::{Alphabet, Blanks};
use crate::metric::chrf::grams::{Grams, HypothesisGrams};
use crate::metric::chrf::score::ChrfStatistics;
use crate::metric::chrf::words::words;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// The references of one segment, ready to be compared with.
///
/// # Examples
/// ```
/// use wordmill::metric::{Chrf, Metric};
/// let metric = Chrf::new();
/// let reference = metric.reference(&["a cat", "the cat"])?;
/// let systems = ["a cat", "cats"].map(|system| metric.score(&metric.segment(system, &reference)).score);
/// assert!(systems[0] == 100.0 && systems[1] < 100.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ChrfReference {
    /// How many references there are.
    len: usize,
    characters: Option<(Alphabet, Grams)>,
    words: Option<(Vocabulary, Grams)>,
}

/// The n-grams of a hypothesis.
pub(crate) struct Hypothesis {
    characters: Option<HypothesisGrams>,
    words: Option<HypothesisGrams>,
}

impl ChrfReference {
    /// References with their n-grams of characters and of words up to the two orders.
    pub(crate) fn new(
        references: &[Cow<'_, str>],
        character_order: usize,
        word_order: usize,
        blanks: Blanks,
    ) -> Result<Self> {
        let texts: Vec<&str> = references.iter().map(AsRef::as_ref).collect();
        let characters = (character_order > 0).then(|| {
            let alphabet = Alphabet::new(&texts, blanks);
            let numbers = texts.iter().map(|text| alphabet.numbers(text).collect());
            let grams = Grams::new(character_order, alphabet.len(), numbers);
            (alphabet, grams)
        });
        let words = if word_order > 0 { Some(words_of(&texts, word_order)?) } else { None };
        Ok(ChrfReference { len: texts.len(), characters, words })
    }

    /// How many references there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The n-grams of a hypothesis.
    pub(crate) fn hypothesis(&self, text: &str) -> Hypothesis {
        let characters = self.characters.as_ref();
        let characters = characters.map(|(alphabet, grams)| grams.hypothesis(alphabet.numbers(text)));
        let words = self.words.as_ref().map(|(vocabulary, grams)| {
            let mut numbers = Vec::new();
            words(text, |word| numbers.push(vocabulary.id(word).unwrap_or(TokenId::UNKNOWN).0));
            grams.hypothesis(numbers.into_iter())
        });
        Hypothesis { characters, words }
    }

    /// What a hypothesis and one of the references share.
    pub(crate) fn compare(&self, hypothesis: &Hypothesis, reference: usize) -> ChrfStatistics {
        let characters = self.characters.as_ref().zip(hypothesis.characters.as_ref());
        let words = self.words.as_ref().zip(hypothesis.words.as_ref());
        ChrfStatistics {
            characters: characters.map_or_else(Vec::new, |((_, grams), ours)| grams.compare(ours, reference)),
            words: words.map_or_else(Vec::new, |((_, grams), ours)| grams.compare(ours, reference)),
        }
    }
}

/// The words of references and their n-grams.
fn words_of(references: &[&str], order: usize) -> Result<(Vocabulary, Grams)> {
    let mut vocabulary = Vocabulary::default();
    let mut numbers = Vec::with_capacity(references.len());
    for text in references {
        let mut found = Vec::new();
        words(text, |word| found.push(vocabulary.add(word).map(|id| id.0)));
        numbers.push(found.into_iter().collect::<Result<Vec<u32>>>()?);
    }
    let grams = Grams::new(order, vocabulary.len(), numbers.into_iter());
    Ok((vocabulary, grams))
}
