//! [`CaseFold`]: full case folding (`CaseFolding.txt`, statuses C and F), equal to Python's `str.casefold`.
//!
//! Folding is lower-casing what upper-casing gives, for every character but three kinds, so the standard library's
//! tables (Unicode 17 with Rust 1.95) serve; simple folding and that of Turkic languages are left out.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::text::class_table::ClassTable;
use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::each_character;

/// Makes texts equal that differ in case only: ß is ss, and every sigma is σ.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{CaseFold, Normalizer};
/// assert_eq!(CaseFold.normalize("Straße").text(), CaseFold.normalize("STRASSE").text());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CaseFold;

impl Normalizer for CaseFold {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let keeps = |character: char| match character {
            '\0'..='\x7f' => !character.is_ascii_uppercase(),
            _ => FOLDS.get(character) == 0,
        };
        if text.is_ascii() {
            if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
                return Normalized::same_places(text.to_ascii_lowercase().into());
            }
            return Normalized::same_places(text.into());
        }
        each_character(text, keeps, |character, written| fold(character, |part| written.push(part)))
    }
}

/// 1 for characters that folding changes.
static FOLDS: LazyLock<ClassTable> = LazyLock::new(|| {
    ClassTable::from_function(|character| {
        if matches!(character, '\u{3000}'..='\u{9FFF}' | '\u{AC00}'..='\u{FAFF}' | '\u{20000}'..) {
            return 0;
        }
        let mut same = true;
        fold(character, |part| same &= part == character);
        u8::from(!same)
    })
});

/// Hands over what `character` folds to.
fn fold(character: char, mut sink: impl FnMut(char)) {
    match character {
        // Upper-casing would take the dot that folding keeps away, and lower-casing gives ß.
        'ı' => sink('ı'),
        'ẞ' => "ss".chars().for_each(sink),
        // Cherokee, whose small letters are younger than its capitals, folds to capitals.
        '\u{13A0}'..='\u{13F5}' => sink(character),
        '\u{13F8}'..='\u{13FD}' | '\u{AB70}'..='\u{ABBF}' => character.to_uppercase().for_each(sink),
        _ => character.to_uppercase().flat_map(char::to_lowercase).for_each(sink),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::Span;

    #[test]
    fn spans_cover_the_folded_character() {
        let folded = CaseFold.normalize("Maßﬃ!");
        assert_eq!(folded.text(), "massffi!");
        assert_eq!(folded.original(Span { start: 3, end: 4 }), Span { start: 2, end: 4 });
        assert_eq!(folded.original(Span { start: 4, end: 6 }), Span { start: 4, end: 7 });
        assert_eq!(folded.original(Span { start: 7, end: 8 }), Span { start: 7, end: 8 });
    }

    #[test]
    fn text_in_lower_case_is_borrowed() {
        assert!(CaseFold.normalize("déjà vu, 東京, i\u{307}").is_unchanged());
        assert_eq!(CaseFold.normalize("ABC").text(), "abc");
    }
}
