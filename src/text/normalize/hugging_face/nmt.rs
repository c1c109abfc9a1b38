//! [`Nmt`]: the cleaning of neural translators (`Nmt` of the package).

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::each_character;

/// Drops control characters of ASCII and writes a space for others, for line ends, zero-width characters and ▁.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{Normalizer, hugging_face::Nmt};
/// assert_eq!(Nmt.normalize("a\x01b\tc\u{200b}d").text(), "ab c d");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Nmt;

impl Normalizer for Nmt {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let keeps = |character: char| match character {
            ' '..='~' => true,
            _ => !is_dropped(character) && !is_spaced(character),
        };
        each_character(text, keeps, |character, written| {
            if is_spaced(character) {
                written.push(' ');
            }
        })
    }
}

fn is_dropped(character: char) -> bool {
    matches!(character, '\x01'..='\x08' | '\x0B' | '\x0E'..='\x1F' | '\x7F' | '\u{8F}' | '\u{9F}')
}

fn is_spaced(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\x0C' | '\r' | '\u{1680}' | '\u{200B}'
            ..='\u{200F}' | '\u{2028}' | '\u{2029}' | '▁' | '\u{FEFF}' | '\u{FFFD}'
    )
}
