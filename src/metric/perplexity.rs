//! [`Perplexity`]: how surprised a language model is by a text, from the probabilities that it gave.
//!
//! With *p* the probabilities of *n* tokens: cross-entropy *H* = −Σ ln p / n in nats (over ln 2: in bits), perplexity e^H. The
//! sum is exact (`math.fsum`), so any order and any split of a text give the same bits. Probabilities of any base come in
//! through [`LogProb`].

use crate::error::{Error, Result};
use crate::metric::additive::Additive;
use crate::prob::LogProb;
use crate::statistics::sum::ExactSum;

/// Whether words that the model does not know count.
///
/// A model that gives unknown words little probability looks worse the more of them a text has; one that is asked for
/// known words only looks better. Compare models with the same vocabulary, or say which was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownWords {
    /// With the probability that the model gave.
    #[default]
    Counted,
    /// Neither in the sum nor in the number of tokens.
    LeftOut,
}

/// Probabilities of tokens, summed; those of many texts add up.
///
/// # Examples
/// ```
/// use wordmill::metric::{Perplexity, UnknownWords};
/// use wordmill::prob::LogProb;
/// let mut perplexity = Perplexity::default();
/// perplexity.add_token(LogProb::from_probability(0.25)?);
/// perplexity.add_token(LogProb::from_log2(-2.0)?);
/// perplexity.add_unknown(LogProb::from_log10(-9.0)?);
/// assert!((perplexity.perplexity(UnknownWords::LeftOut)? - 4.0).abs() < 1e-12);
/// assert!(perplexity.perplexity(UnknownWords::Counted)? > 2_000.0);
/// assert_eq!((perplexity.tokens(), perplexity.unknown()), (3, 1));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Perplexity {
    known: Tokens,
    unknown: Tokens,
}

/// Tokens and the sum of the logarithms of their probabilities.
#[derive(Debug, Clone, PartialEq, Default)]
struct Tokens {
    count: u64,
    logarithms: ExactSum,
}

impl Tokens {
    fn add(&mut self, probability: LogProb) {
        self.count += 1;
        self.logarithms.add(probability.ln());
    }

    fn merge(&mut self, other: &Tokens) {
        self.count += other.count;
        self.logarithms.merge(&other.logarithms);
    }
}

impl FromIterator<LogProb> for Perplexity {
    /// That of tokens which the model knows.
    fn from_iter<T: IntoIterator<Item = LogProb>>(probabilities: T) -> Self {
        let mut perplexity = Perplexity::default();
        probabilities.into_iter().for_each(|probability| perplexity.add_token(probability));
        perplexity
    }
}

impl Additive for Perplexity {
    fn add(&mut self, other: &Self) {
        self.known.merge(&other.known);
        self.unknown.merge(&other.unknown);
    }
}

impl Perplexity {
    /// One token more, with the probability that the model gave.
    pub fn add_token(&mut self, probability: LogProb) {
        self.known.add(probability);
    }

    /// One token more that the model does not know.
    pub fn add_unknown(&mut self, probability: LogProb) {
        self.unknown.add(probability);
    }

    /// How many tokens there are, unknown ones included.
    #[must_use]
    pub fn tokens(&self) -> u64 {
        self.known.count + self.unknown.count
    }

    /// How many the model does not know.
    #[must_use]
    pub fn unknown(&self) -> u64 {
        self.unknown.count
    }

    /// −Σ ln p / n; +∞ where a token was impossible.
    ///
    /// # Errors
    /// [`Error::Empty`] for no tokens (that count).
    pub fn cross_entropy(&self, unknown: UnknownWords) -> Result<f64> {
        let mut tokens = self.known.clone();
        if unknown == UnknownWords::Counted {
            tokens.merge(&self.unknown);
        }
        if tokens.count == 0 {
            return Err(Error::Empty { what: "list of tokens" });
        }
        Ok(-tokens.logarithms.value() / tokens.count as f64)
    }

    /// The cross-entropy in bits: what a token takes in a file that the model compresses.
    ///
    /// # Errors
    /// As [`Perplexity::cross_entropy`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::{Perplexity, UnknownWords};
    /// use wordmill::prob::LogProb;
    /// let tokens: Perplexity = [LogProb::from_log2(-3.0)?, LogProb::from_log2(-5.0)?].into_iter().collect();
    /// assert!((tokens.bits(UnknownWords::Counted)? - 4.0).abs() < 1e-12);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn bits(&self, unknown: UnknownWords) -> Result<f64> {
        Ok(self.cross_entropy(unknown)? / std::f64::consts::LN_2)
    }

    /// Perplexity: among how many equally likely tokens the model hesitates.
    ///
    /// # Errors
    /// As [`Perplexity::cross_entropy`].
    pub fn perplexity(&self, unknown: UnknownWords) -> Result<f64> {
        Ok(self.cross_entropy(unknown)?.exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_split_gives_the_same_bits() {
        let logs = [-1e-9, -7.25, -0.1, -1e5, -0.3, -2.0 / 3.0];
        let probabilities: Vec<LogProb> = logs.iter().map(|&log| LogProb::from_ln(log).unwrap()).collect();
        let whole: Perplexity = probabilities.iter().copied().collect();
        for cut in 0..=logs.len() {
            let (left, right) = probabilities.split_at(cut);
            let mut sum: Perplexity = right.iter().copied().collect();
            sum.add(&left.iter().copied().collect());
            assert_eq!(
                sum.cross_entropy(UnknownWords::Counted).unwrap(),
                whole.cross_entropy(UnknownWords::Counted).unwrap()
            );
        }
    }

    #[test]
    fn nothing_and_the_impossible() {
        let mut tokens = Perplexity::default();
        assert!(tokens.perplexity(UnknownWords::Counted).is_err());
        tokens.add_unknown(LogProb::ZERO);
        assert!(tokens.bits(UnknownWords::LeftOut).is_err());
        assert_eq!(tokens.perplexity(UnknownWords::Counted).unwrap(), f64::INFINITY);
        let sure: Perplexity = [LogProb::ONE].into_iter().collect();
        assert_eq!(sure.perplexity(UnknownWords::Counted).unwrap(), 1.0);
    }
}
