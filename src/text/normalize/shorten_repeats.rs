//! [`ShortenRepeats`]: drawn-out words made shorter, as by NLTK's `reduce_lengthening` (`(.)\1{2,}` → `\1\1\1`).

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};
use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::Rewrite;
use crate::text::span::Span;

/// Lets no character stand more often in a row than a limit; line feeds may.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{Normalizer, ShortenRepeats};
/// assert_eq!(ShortenRepeats::default().normalize("sooooo goood!!!!").text(), "sooo goood!!!");
/// assert_eq!(ShortenRepeats::of(1)?.normalize("aaargh").text(), "argh");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "usize", into = "usize")]
pub struct ShortenRepeats {
    limit: usize,
}

impl Default for ShortenRepeats {
    /// NLTK's limit of 3.
    fn default() -> Self {
        ShortenRepeats { limit: 3 }
    }
}

impl ShortenRepeats {
    /// At most `limit` of a character in a row.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for 0.
    pub fn of(limit: usize) -> Result<Self> {
        check_parameter(limit > 0, "limit", limit, "1 or more")?;
        Ok(ShortenRepeats { limit })
    }
}

impl TryFrom<usize> for ShortenRepeats {
    type Error = crate::error::Error;

    fn try_from(limit: usize) -> Result<Self> {
        ShortenRepeats::of(limit)
    }
}

impl From<ShortenRepeats> for usize {
    fn from(shorten: ShortenRepeats) -> usize {
        shorten.limit
    }
}

impl Normalizer for ShortenRepeats {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let mut rewrite = Rewrite::of(text);
        let (mut last, mut count, mut cut) = ('\n', 0, 0);
        for (at, character) in text.char_indices() {
            if character == last {
                count += 1;
            } else {
                if count > self.limit && last != '\n' {
                    rewrite.replace(Span { start: cut, end: at }, "");
                }
                (last, count) = (character, 1);
            }
            if count == self.limit {
                cut = at + character.len_utf8();
            }
        }
        if count > self.limit && last != '\n' {
            rewrite.replace(Span { start: cut, end: text.len() }, "");
        }
        rewrite.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `reduce_lengthening(…)`.
    #[test]
    fn equals_nltk() {
        let shorten = |text| ShortenRepeats::default().normalize(text).text().to_owned();
        assert_eq!(shorten("waaaayyyy too muuuch!!!!!! :)))))"), "waaayyy too muuuch!!! :)))");
        assert_eq!(shorten("ééééé 😀😀😀😀 \n\n\n\n\t\t\t\t"), "ééé 😀😀😀 \n\n\n\n\t\t\t");
    }

    #[test]
    fn spans_reach_over_what_is_left_out() {
        let text = ShortenRepeats::default().normalize("baaaad");
        assert_eq!(text.text(), "baaad");
        assert_eq!(text.original(Span { start: 0, end: 4 }), Span { start: 0, end: 4 });
        assert_eq!(text.original(Span { start: 0, end: 5 }), Span { start: 0, end: 6 });
        assert_eq!(text.original(Span { start: 4, end: 5 }), Span { start: 5, end: 6 });
    }

    #[test]
    fn refuses_a_limit_of_nothing() {
        assert!(ShortenRepeats::of(0).is_err());
        assert!(serde_json::from_str::<ShortenRepeats>("0").is_err());
        assert_eq!(serde_json::from_str::<ShortenRepeats>("3").unwrap(), ShortenRepeats::default());
    }
}
