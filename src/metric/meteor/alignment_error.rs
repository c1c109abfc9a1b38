//! [`alignment_error_rate`]: how far links between the words of a text and of its translation are from those of people,
//! as NLTK 3.10.4's `alignment_error_rate`.
//!
//! With *A* the links to judge, *S* those that are sure and *P* those that are possible, *S* among them:
//! 1 − (|A ∩ S| + |A ∩ P|) / (|A| + |S|) (Och and Ney, "A systematic comparison of various statistical alignment
//! models", 2003).

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};

/// Links between words, each the place of a word in the text and of one in its translation, from 0.
///
/// Written `0-0 1-2`, in ascending order.
///
/// # Examples
/// ```
/// use wordmill::metric::meteor::WordLinks;
/// let links: WordLinks = "1-2 0-0".parse()?;
/// assert_eq!(links.to_string(), "0-0 1-2");
/// assert_eq!(links, [(0, 0), (1, 2)].into_iter().collect());
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WordLinks {
    links: BTreeSet<(u32, u32)>,
}

impl WordLinks {
    /// The links, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        self.links.iter().copied()
    }

    /// How many links there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Whether nothing is linked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    fn common(&self, other: &WordLinks) -> usize {
        self.links.intersection(&other.links).count()
    }
}

impl FromIterator<(u32, u32)> for WordLinks {
    fn from_iter<I: IntoIterator<Item = (u32, u32)>>(links: I) -> Self {
        WordLinks { links: links.into_iter().collect() }
    }
}

impl FromStr for WordLinks {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let link = |link: &str| {
            let (from, to) = link.split_once('-')?;
            Some((from.parse().ok()?, to.parse().ok()?))
        };
        let links = text.split_whitespace().map(|word| {
            link(word).ok_or_else(|| Error::parameter("word link", word, "two whole numbers such as 0-1"))
        });
        links.collect()
    }
}

impl fmt::Display for WordLinks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let links: Vec<String> = self.links.iter().map(|(from, to)| format!("{from}-{to}")).collect();
        f.write_str(&links.join(" "))
    }
}

/// The error rate of `hypothesis`, 0 to 1; where all links are sure, `possible` is `sure`.
///
/// # Errors
/// [`Error::Parameter`] where a sure link is not possible, [`Error::Empty`] for neither sure nor judged links.
///
/// # Examples
/// ```
/// use wordmill::metric::meteor::{WordLinks, alignment_error_rate};
/// let sure: WordLinks = "0-0 1-1 2-2".parse()?;
/// assert_eq!(alignment_error_rate(&sure, &sure, &"0-0 1-2 2-1".parse()?)?, 0.6666666666666667);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn alignment_error_rate(sure: &WordLinks, possible: &WordLinks, hypothesis: &WordLinks) -> Result<f64> {
    let impossible = sure.links.difference(&possible.links).count();
    check_parameter(impossible == 0, "sure links that are not possible", impossible, "none")?;
    let all = hypothesis.len() + sure.len();
    if all == 0 {
        return Err(Error::Empty { what: "set of word links" });
    }
    Ok(1.0 - (hypothesis.common(sure) + hypothesis.common(possible)) as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_and_refused() {
        let links = |text: &str| text.parse::<WordLinks>();
        assert!(links("").unwrap().is_empty());
        for bad in ["0", "0-", "a-1", "0-1-2", "-1-0"] {
            assert!(matches!(links(bad), Err(Error::Parameter { .. })), "{bad}");
        }
        let (sure, possible) = (links("0-0 1-1").unwrap(), links("0-0 1-1 1-2").unwrap());
        assert_eq!(alignment_error_rate(&sure, &possible, &possible).unwrap(), 0.0);
        assert!(alignment_error_rate(&possible, &sure, &sure).is_err());
        assert!(alignment_error_rate(&links("").unwrap(), &sure, &links("").unwrap()).is_err());
    }
}
