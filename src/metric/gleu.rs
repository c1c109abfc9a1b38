//! [`Gleu`]: the smaller of precision and recall of n-grams (Wu et al., "Google's neural machine translation system",
//! 2016), as NLTK 3.10.4 computes it (`sentence_gleu`, `corpus_gleu`).
//!
//! GLEU = matches / max(n-grams of the hypothesis, n-grams of the reference), all lengths together, for the reference
//! where that is largest; of a corpus, the sums of both are divided.

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter, check_shape};
use crate::metric::bleu::nltk_bleu::compare;

/// GLEU of tokens, from 0 to 1: the lengths of its n-grams.
///
/// # Examples
/// ```
/// use wordmill::metric::Gleu;
/// let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
/// let score = Gleu::new().sentence(&words("the cat sat on a mat"), &[words("the cat sat on the mat")])?;
/// // nltk 3.10.4: sentence_gleu([reference], hypothesis)
/// assert_eq!(score, 0.6111111111111112);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gleu {
    min_order: usize,
    max_order: usize,
}

impl Default for Gleu {
    fn default() -> Self {
        Gleu::new()
    }
}

impl Gleu {
    /// N-grams of one to four words.
    #[must_use]
    pub fn new() -> Self {
        Gleu { min_order: 1, max_order: 4 }
    }

    /// The shortest and the longest n-grams, from 1 to 64 words.
    #[must_use]
    pub fn orders(mut self, min_order: usize, max_order: usize) -> Self {
        (self.min_order, self.max_order) = (min_order, max_order);
        self
    }

    /// The score of a sentence; 0 without references.
    ///
    /// # Errors
    /// As [`Gleu::corpus`].
    pub fn sentence<T: AsRef<str>, R: AsRef<[T]>>(&self, hypothesis: &[T], references: &[R]) -> Result<f64> {
        self.corpus(&[hypothesis], &[references])
    }

    /// The score of many sentences together; 0 where there is nothing to compare.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) unless there are references for every hypothesis,
    /// [`Error::Parameter`](crate::Error::Parameter) for lengths outside their range.
    pub fn corpus<T, H, S, R>(&self, hypotheses: &[H], references: &[S]) -> Result<f64>
    where
        T: AsRef<str>,
        H: AsRef<[T]>,
        S: AsRef<[R]>,
        R: AsRef<[T]>,
    {
        let (min, max) = (self.min_order, self.max_order);
        let is_allowed = 1 <= min && min <= max && max <= 64;
        check_parameter(is_allowed, "orders", format_args!("{min} to {max}"), "1 to 64, the smaller first")?;
        check_shape("references, a list for each hypothesis", hypotheses.len(), references.len())?;
        let (mut matches, mut all) = (0, 0);
        for (hypothesis, references) in hypotheses.iter().zip(references) {
            let mut best: Option<(u64, u64)> = None;
            for reference in references.as_ref() {
                let shares = self.shares(hypothesis.as_ref(), reference.as_ref())?;
                let share = |(matches, all): (u64, u64)| matches as f64 / all as f64;
                if shares.1 > 0 && best.is_none_or(|best| share(shares) > share(best)) {
                    best = Some(shares);
                }
            }
            let (more, of) = best.unwrap_or_default();
            matches += more;
            all += of;
        }
        Ok(if all == 0 { 0.0 } else { matches as f64 / all as f64 })
    }

    /// N-grams that a hypothesis and a reference share, and those of the one that has more.
    fn shares<T: AsRef<str>>(&self, hypothesis: &[T], reference: &[T]) -> Result<(u64, u64)> {
        let statistics = compare(hypothesis, &[reference], self.max_order)?;
        let orders = self.min_order..=self.max_order;
        let matches = orders.clone().map(|order| statistics.matches(order)).sum();
        let of_hypothesis: u64 = orders.clone().map(|order| statistics.total(order)).sum();
        let of_reference = orders.map(|order| (reference.len() + 1).saturating_sub(order) as u64).sum();
        Ok((matches, of_hypothesis.max(of_reference)))
    }
}
