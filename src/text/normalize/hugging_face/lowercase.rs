//! [`Lowercase`]: lower case character by character (`Lowercase` of the package).
//!
//! The same as [`Lowercase`](crate::text::normalize::Lowercase) but for the final sigma: ΟΔΟΣ becomes οδοσ.

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::each_character;

/// Turns every character into its lower case, whatever stands beside it.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{Normalizer, hugging_face::Lowercase};
/// assert_eq!(Lowercase.normalize("İZMİR ΟΔΟΣ").text(), "i\u{307}zmi\u{307}r οδοσ");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lowercase;

impl Normalizer for Lowercase {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        if text.is_ascii() && text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Normalized::same_places(text.to_ascii_lowercase().into());
        }
        each_character(text, is_lowercase, |character, written| written.extend(character.to_lowercase()))
    }
}

/// Whether lower-casing leaves `character` alone.
#[inline]
pub(crate) fn is_lowercase(character: char) -> bool {
    match character {
        '\0'..='\x7f' => !character.is_ascii_uppercase(),
        '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7FF}' => true,
        _ => character.to_lowercase().eq([character]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_equal_the_standard_library() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            assert_eq!(is_lowercase(character), character.to_lowercase().eq([character]), "{character:?}");
        }
    }
}
