//! [`Cer`]: the character error rate of transcripts, as jiwer 4.0.0's `process_characters`; spaces are characters, too.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::metric::edit::aligned_texts::{AlignedTexts, Elements};
use crate::metric::edit::error_rates::ErrorRates;
use crate::metric::edit::operation::EditCounts;
use crate::metric::edit::trace::Pair;
use crate::metric::edit::transform::Transforms;
use crate::metric::edit::wer::{named, only};
use crate::metric::metric::Metric;
use crate::metric::signature::Signature;

/// The character error rate and its kin. Characters are Unicode scalar values, as in Python.
///
/// # Examples
/// ```
/// use wordmill::metric::{Metric, edit::Cer};
/// assert_eq!(Cer::new().sentence("kitten", &["sitting"])?.error_rate, 3.0 / 7.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cer {
    reference: Transforms,
    hypothesis: Transforms,
}

impl Default for Cer {
    fn default() -> Self {
        Cer { reference: Transforms::characters(), hypothesis: Transforms::characters() }
    }
}

impl Cer {
    /// Characters as they are, without white space at the ends.
    #[must_use]
    pub fn new() -> Self {
        Cer::default()
    }

    /// What is done to references and hypotheses; default [`Transforms::characters`].
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

    /// Aligns lists of texts: what jiwer's `process_characters` returns.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) unless there are as many references as hypotheses after the transforms.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::edit::Cer;
    /// let aligned = Cer::new().align(&["abc "], &["abd"])?;
    /// assert_eq!(aligned.references()[0], ["a", "b", "c"]);
    /// assert_eq!(aligned.rates().error_rate, 1.0 / 3.0);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn align<R: AsRef<str>, H: AsRef<str>>(
        &self,
        references: &[R],
        hypotheses: &[H],
    ) -> Result<AlignedTexts> {
        let characters = |text: &String| text.chars().map(String::from).collect();
        let cut = |texts: Vec<String>| texts.iter().map(characters).collect();
        AlignedTexts::of(
            Elements::Characters,
            cut(self.reference.apply(references)),
            cut(self.hypothesis.apply(hypotheses)),
        )
    }
}

impl Metric for Cer {
    /// The transformed text.
    type Reference = String;
    type Statistics = EditCounts;
    type Score = ErrorRates;

    fn name(&self) -> String {
        "CER".to_owned()
    }

    fn signature(&self) -> Signature {
        Signature::new().with("ref", "r", named(&self.reference)).with("hyp", "h", named(&self.hypothesis))
    }

    /// [`Error::Shape`](crate::Error::Shape) for more than one reference.
    fn reference(&self, references: &[&str]) -> Result<String> {
        Ok(self.reference.apply(&[only(references)?]).pop().unwrap_or_default())
    }

    fn segment(&self, hypothesis: &str, reference: &String) -> EditCounts {
        let hypothesis = self.hypothesis.apply(&[hypothesis]).pop().unwrap_or_default();
        let mut counts = EditCounts::default();
        Pair::of_characters(reference, &hypothesis)
            .trace(&mut |operation, times| counts.note(operation, times as u64));
        counts
    }

    fn score(&self, statistics: &EditCounts) -> ErrorRates {
        ErrorRates::of(*statistics)
    }

    fn figure(&self, statistics: &EditCounts) -> f64 {
        self.score(statistics).error_rate
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::edit::transform::Transform;

    /// jiwer 4.0.0: `process_characters(["so nah  "], ["só näh"])`.
    #[test]
    fn characters_are_those_of_jiwer() {
        let rates = Cer::new().sentence("só näh", &["so nah  "]).unwrap();
        assert_eq!(rates.counts, EditCounts { hits: 4, substitutions: 2, ..EditCounts::default() });
        let lower = Cer::new().transforms(Transforms::of([Transform::LowerCase]));
        assert_eq!(lower.sentence("SO", &["so"]).unwrap().error_rate, 0.0);
        assert!(lower.signature().to_string().starts_with("ref:lower-case|hyp:lower-case|"));
        let aligned = Cer::new().align(&["so nah  "], &["só näh"]).unwrap();
        assert_eq!(aligned.counts(), rates.counts);
    }
}
