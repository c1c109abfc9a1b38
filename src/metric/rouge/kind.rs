//! [`RougeType`]: the members of the family, by the names that rouge-score gives them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The longest n-grams that are counted, as in rouge-score.
const LONGEST: u8 = 9;

/// A member of the ROUGE family.
///
/// # Examples
/// ```
/// use wordmill::metric::RougeType;
/// assert_eq!("rouge2".parse::<RougeType>()?, RougeType::N(2));
/// assert_eq!(RougeType::Lsum.to_string(), "rougeLsum");
/// assert!("rouge10".parse::<RougeType>().is_err());
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum RougeType {
    /// Shared n-grams, of 1 to 9 words.
    N(u8),
    /// The longest common subsequence of the whole texts.
    L,
    /// The union of the longest common subsequences of sentences.
    Lsum,
}

impl RougeType {
    /// Refuses n-grams of no words and of too many.
    pub(crate) fn check(self) -> Result<()> {
        match self {
            RougeType::N(length) if length == 0 || length > LONGEST => {
                Err(Error::parameter("words of the n-grams of ROUGE", length, "1 to 9"))
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for RougeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RougeType::N(length) => write!(f, "rouge{length}"),
            RougeType::L => f.write_str("rougeL"),
            RougeType::Lsum => f.write_str("rougeLsum"),
        }
    }
}

impl FromStr for RougeType {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name.strip_prefix("rouge").map(str::as_bytes) {
            Some(b"L") => Ok(RougeType::L),
            Some(b"Lsum") => Ok(RougeType::Lsum),
            Some(&[digit @ b'1'..=b'9']) => Ok(RougeType::N(digit - b'0')),
            _ => Err(Error::unknown(
                "type of ROUGE",
                name,
                ["rouge1 … rouge9", "rougeL", "rougeLsum"].into_iter(),
            )),
        }
    }
}

impl TryFrom<String> for RougeType {
    type Error = Error;

    fn try_from(name: String) -> Result<Self> {
        name.parse()
    }
}

impl From<RougeType> for String {
    fn from(kind: RougeType) -> String {
        kind.to_string()
    }
}
