//! [`Wer`]: the word error rate of transcripts, as jiwer 4.0.0's `process_words`.
//!
//! A hypothesis is aligned with its one reference, word by word (of several shortest ways, rapidfuzz's); hits and errors
//! are summed over segments, and the rates are those of the sums.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit, check_parameter, check_shape};
use crate::metric::edit::aligned_texts::{AlignedTexts, Elements};
use crate::metric::edit::error_rates::ErrorRates;
use crate::metric::edit::operation::EditCounts;
use crate::metric::edit::transform::{Transform, Transforms};
use crate::metric::edit::word_index::{WordIndex, for_each_word};
use crate::metric::metric::Metric;
use crate::metric::signature::Signature;
use crate::text::ascii_block::{BLOCK, block_at, pair_bits};
use crate::text::python::is_space;

/// The word error rate and its kin.
///
/// # Examples
/// ```
/// use wordmill::metric::{Metric, edit::Wer};
/// let rates = Wer::new().corpus(&["shoe order one"], &[["short one here"]])?;
/// assert_eq!(rates.error_rate, 1.0);
/// assert_eq!(rates.counts.hits, 1);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wer {
    reference: Transforms,
    hypothesis: Transforms,
    delimiter: String,
}

impl Default for Wer {
    fn default() -> Self {
        Wer { reference: Transforms::words(), hypothesis: Transforms::words(), delimiter: " ".to_owned() }
    }
}

impl Wer {
    /// Words between spaces, as they are.
    #[must_use]
    pub fn new() -> Self {
        Wer::default()
    }

    /// What is done to references and hypotheses; default [`Transforms::words`].
    #[must_use]
    pub fn transforms(mut self, transforms: Transforms) -> Self {
        self.reference = transforms.clone();
        self.hypothesis = transforms;
        self
    }

    /// What is done to references alone.
    #[must_use]
    pub fn reference_transforms(mut self, transforms: Transforms) -> Self {
        self.reference = transforms;
        self
    }

    /// What is done to hypotheses alone.
    #[must_use]
    pub fn hypothesis_transforms(mut self, transforms: Transforms) -> Self {
        self.hypothesis = transforms;
        self
    }

    /// What stands between words; default one space.
    #[must_use]
    pub fn delimiter(mut self, delimiter: impl Into<String>) -> Self {
        self.delimiter = delimiter.into();
        self
    }

    /// Aligns lists of texts: what jiwer's `process_words` returns. Transforms see the lists whole, so that texts may
    /// leave them or be joined.
    ///
    /// # Errors
    /// [`Error::Shape`] unless there are as many references as hypotheses after the transforms, [`Error::Parameter`]
    /// for an empty delimiter.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::edit::{Transforms, Wer};
    /// let joined = Wer::new().transforms(Transforms::contiguous_words());
    /// let aligned = joined.align(&["to be", "or not"], &["to be or", "not", "so"])?;
    /// assert_eq!(aligned.counts().insertions, 1);
    /// assert!(Wer::new().align(&["to be", "or not"], &["to be or not"]).is_err());
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn align<R: AsRef<str>, H: AsRef<str>>(
        &self,
        references: &[R],
        hypotheses: &[H],
    ) -> Result<AlignedTexts> {
        self.check()?;
        let words = |text: &String| {
            let mut words = Vec::new();
            for_each_word(text, &self.delimiter, |from, to| words.push(text[from..to].to_owned()));
            words
        };
        let cut = |texts: Vec<String>| texts.iter().map(words).collect();
        AlignedTexts::of(
            Elements::Words,
            cut(self.reference.apply(references)),
            cut(self.hypothesis.apply(hypotheses)),
        )
    }

    fn check(&self) -> Result<()> {
        check_parameter(!self.delimiter.is_empty(), "delimiter", &self.delimiter, "at least one character")
    }

    /// The text whose words between delimiters are the transformed words.
    fn ready<'t>(&self, transforms: &Transforms, text: &'t str) -> Cow<'t, str> {
        // Joining spaces and stripping change no word between spaces, where there is no other white space.
        if self.delimiter == " " && transforms.steps() == PLAIN && has_plain_spaces(text) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(transforms.apply(&[text]).pop().unwrap_or_default())
    }
}

/// The steps of [`Transforms::words`].
const PLAIN: [Transform; 2] = [Transform::RemoveMultipleSpaces, Transform::Strip];

/// Whether all white space is spaces.
fn has_plain_spaces(text: &str) -> bool {
    let bytes = text.as_bytes();
    (0..bytes.len()).step_by(BLOCK).all(|base| {
        let mut places = pair_bits(&block_at(bytes, base), &block_at(bytes, base + 1), may_begin_space);
        while places != 0 {
            let at = base + places.trailing_zeros() as usize;
            places &= places - 1;
            if text[at..].chars().next().is_some_and(is_space) {
                return false;
            }
        }
        true
    })
}

/// Whether white space other than the space may begin with these two bytes.
fn may_begin_space(first: u8, second: u8) -> bool {
    let control = matches!(first, b'\t'..=b'\r' | 0x1c..=0x1f);
    let latin = (first == 0xC2) & ((second == 0x85) | (second == 0xA0));
    let others = (first == 0xE1) & (second == 0x9A)
        | (first == 0xE2) & ((second == 0x80) | (second == 0x81))
        | (first == 0xE3) & (second == 0x80);
    control | latin | others
}

/// The one reference of a segment.
pub(crate) fn only<'t>(references: &[&'t str]) -> Result<&'t str> {
    match references {
        [] => Err(Error::Empty { what: "list of references" }),
        [reference] => Ok(reference),
        more => {
            check_shape("references of a transcript", 1, more.len())?;
            Ok(more[0])
        }
    }
}

impl Metric for Wer {
    type Reference = WordIndex;
    type Statistics = EditCounts;
    type Score = ErrorRates;

    fn name(&self) -> String {
        "WER".to_owned()
    }

    fn signature(&self) -> Signature {
        Signature::new()
            .with("ref", "r", named(&self.reference))
            .with("hyp", "h", named(&self.hypothesis))
            .with("delimiter", "d", self.delimiter.escape_debug())
    }

    /// [`Error::Shape`] for more than one reference, [`Error::Parameter`] for an empty delimiter.
    fn reference(&self, references: &[&str]) -> Result<WordIndex> {
        self.check()?;
        let text = self.ready(&self.reference, only(references)?);
        check_limit("bytes of a reference", u32::MAX.into(), text.len() as u64)?;
        Ok(WordIndex::of(text.into(), &self.delimiter))
    }

    fn segment(&self, hypothesis: &str, reference: &WordIndex) -> EditCounts {
        reference.compare(&self.ready(&self.hypothesis, hypothesis), &self.delimiter)
    }

    fn score(&self, statistics: &EditCounts) -> ErrorRates {
        ErrorRates::of(*statistics)
    }

    fn figure(&self, statistics: &EditCounts) -> f64 {
        self.score(statistics).error_rate
    }
}

/// The steps on one line: `lower-case+strip`.
pub(crate) fn named(transforms: &Transforms) -> String {
    let names: Vec<&str> = transforms.steps().iter().map(Transform::name).collect();
    if names.is_empty() { "none".to_owned() } else { names.join("+") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The counts of a metric are those of an alignment, whatever the white space.
        #[test]
        fn segments_are_alignments(
            reference in "([ab] ?|[\t\u{a0}\u{2003}„é])" .prop_map(|s| s.repeat(3)),
            first in "([ab][ \t\u{a0}\u{3000}]{0,2}){0,40}",
            second in "([abc][ \t\u{85}\u{2028}]{0,2}){0,40}",
        ) {
            let wer = Wer::new();
            for (reference, hypothesis) in [(&first, &second), (&reference, &first)] {
                let aligned = wer.align(&[reference], &[hypothesis]).unwrap();
                let index = wer.reference(&[reference.as_str()]).unwrap();
                prop_assert_eq!(wer.segment(hypothesis, &index), aligned.counts());
            }
        }
    }

    /// jiwer 4.0.0, its own example: `process_words`.
    #[test]
    fn two_sentences_of_jiwer() {
        let references = [["short one here"], ["quite a bit of longer sentence"]];
        let hypotheses = ["shoe order one", "quite bit of an even longest sentence here"];
        let rates = Wer::new().corpus(&hypotheses, &references).unwrap();
        assert_eq!(rates.error_rate, 0.8888888888888888);
        assert_eq!(rates.match_error_rate, 0.6153846153846154);
        assert_eq!(rates.information_lost, 0.7474747474747474);
    }

    #[test]
    fn choices_are_told_and_checked() {
        let wer = Wer::new().hypothesis_transforms(Transforms::of([Transform::LowerCase]));
        assert!(
            wer.signature()
                .to_string()
                .starts_with("ref:remove-multiple-spaces+strip|hyp:lower-case|delimiter: |version:")
        );
        assert_eq!(wer.sentence("A B", &["a b"]).unwrap().error_rate, 0.0);
        let lines = Wer::new().delimiter("\n").transforms(Transforms::default());
        assert_eq!(lines.sentence("a b\nc", &["a b\nd"]).unwrap().error_rate, 0.5);
        assert!(matches!(Wer::new().delimiter("").sentence("a", &["a"]), Err(Error::Parameter { .. })));
        assert!(matches!(wer.sentence("a", &["a", "b"]), Err(Error::Shape { .. })));
        assert!(matches!(wer.sentence("a", &[]), Err(Error::Empty { .. })));
    }
}
