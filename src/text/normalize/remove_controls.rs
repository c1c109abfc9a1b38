//! [`RemoveControls`]: text without control characters (Unicode's category Cc), tabs and line ends excepted.

use serde::{Deserialize, Serialize};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::each_character;

/// Drops control characters other than tab, line feed and carriage return.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{Normalizer, RemoveControls};
/// assert_eq!(RemoveControls::default().normalize("a\0b\x7f\tc\u{200b}").text(), "ab\tc\u{200b}");
/// assert_eq!(RemoveControls::default().formats(true).normalize("a\u{202e}b\u{200b}").text(), "ab");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RemoveControls {
    formats: bool,
}

impl RemoveControls {
    /// Whether invisible characters of format (Cf: zero-width spaces, directions of writing, joiners) go, too.
    /// Default: no; Persian, Indic scripts and emoji need the joiners.
    #[must_use]
    pub fn formats(mut self, formats: bool) -> Self {
        self.formats = formats;
        self
    }

    fn keeps(self, character: char) -> bool {
        match character {
            '\t' | '\n' | '\r' | ' '..='~' => true,
            '\0'..='\u{9f}' => false,
            _ => !self.formats || character.general_category() != GeneralCategory::Format,
        }
    }
}

impl Normalizer for RemoveControls {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        each_character(text, |character| self.keeps(character), |_, _| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_all_of_the_category_but_three() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let kept = !character.is_control() || matches!(character, '\t' | '\n' | '\r');
            assert_eq!(RemoveControls::default().keeps(character), kept, "{character:?}");
        }
    }
}
