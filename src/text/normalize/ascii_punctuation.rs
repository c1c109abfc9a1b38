//! [`AsciiPunctuation`]: typographic quotes and dashes as typewriters write them.

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::each_character;

/// Writes `'`, `"` and `-` for the quotes, primes, dashes and hyphens of other alphabets and of typesetters.
///
/// | becomes | characters |
/// |---|---|
/// | `'` | ‘ ’ ‚ ‛ ‹ › ′ ‵ ʼ ＇ |
/// | `"` | “ ” „ ‟ « » ″ ‶ 〝 〞 〟 ＂ |
/// | `-` | ‐ ‑ ‒ – — ― − ﹘ ﹣ － |
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{AsciiPunctuation, Normalizer};
/// assert_eq!(AsciiPunctuation.normalize("“It’s — well…”").text(), "\"It's - well…\"");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AsciiPunctuation;

impl Normalizer for AsciiPunctuation {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        if text.is_ascii() {
            return Normalized::same_places(text.into());
        }
        each_character(
            text,
            |character| ascii(character).is_none(),
            |character, written| written.extend(ascii(character)),
        )
    }
}

/// What stands for `character`, if it is a quote or a dash beyond ASCII.
#[inline]
fn ascii(character: char) -> Option<char> {
    match character {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '‵' | 'ʼ' | '＇' => Some('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‶' | '〝' | '〞' | '〟' | '＂' => {
            Some('"')
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => Some('-'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::Span;

    #[test]
    fn leaves_other_characters_and_points_back() {
        assert!(AsciiPunctuation.normalize("naïve … ¿qué?").is_unchanged());
        let text = AsciiPunctuation.normalize("a–b‑c");
        assert_eq!(text.text(), "a-b-c");
        assert_eq!(text.original(Span { start: 2, end: 4 }), Span { start: 4, end: 8 });
    }
}
