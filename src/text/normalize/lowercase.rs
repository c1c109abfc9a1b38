//! [`Lowercase`]: Unicode lower-casing (`SpecialCasing.txt`, no locale), equal to Python's `str.lower`
//! and Rust's `str::to_lowercase`, final sigma included.

use std::borrow::Cow;

use crate::text::normalize::normalized::{Change, Normalized};
use crate::text::normalize::normalizer::Normalizer;
use crate::text::span::Span;

/// Turns every character into its lower case.
///
/// # Examples
/// ```
/// use wordmill::text::{Span, normalize::{Lowercase, Normalizer}};
/// let lower = Lowercase.normalize("İSTANBUL, ΟΔΟΣ");
/// assert_eq!(lower.text(), "i\u{307}stanbul, οδος");
/// assert_eq!(lower.original(Span { start: 3, end: 10 }), Span { start: 2, end: 9 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lowercase;

impl Normalizer for Lowercase {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        if text.is_ascii() {
            if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
                return Normalized::same_places(Cow::Owned(text.to_ascii_lowercase()));
            }
            return Normalized::same_places(Cow::Borrowed(text));
        }
        lower_all(text)
    }
}

/// Text with characters beyond ASCII: runs of ASCII are copied whole.
fn lower_all(text: &str) -> Normalized<'_> {
    let (mut lower, mut changes) = (String::with_capacity(text.len() + 8), Vec::new());
    let mut at = 0;
    while at < text.len() {
        let run = text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii()).count();
        lower.push_str(&text[at..at + run]);
        at += run;
        let Some(character) = text[at..].chars().next() else { break };
        let (from, to) = (at, lower.len());
        at += character.len_utf8();
        if character == 'Σ' {
            lower.push(if ends_word(text, from, at) { 'ς' } else { 'σ' });
        } else {
            lower.extend(character.to_lowercase());
        }
        if lower.len() - to != at - from {
            let (original, normalized) =
                (Span { start: from, end: at }, Span { start: to, end: lower.len() });
            changes.push(Change { original, normalized });
        }
    }
    lower.make_ascii_lowercase();
    Normalized::moved(lower, changes)
}

/// Whether the sigma at `from..to` is final: a cased letter before it, none after it, skipping what case
/// ignores.
fn ends_word(text: &str, from: usize, to: usize) -> bool {
    match (
        text[..from].chars().next_back().map_or(Some(false), is_cased),
        text[to..].chars().next().map_or(Some(false), is_cased),
    ) {
        (Some(before), Some(after)) => before && !after,
        _ => ends_word_by_window(text, from, to),
    }
}

/// Whether a neighbour of a sigma is a cased letter; nothing where that is not plain to see, because case
/// may ignore it.
fn is_cased(character: char) -> Option<bool> {
    match character {
        'A'..='Z'
        | 'a'..='z'
        | '\u{386}'
        | '\u{388}'..='\u{38A}'
        | '\u{38C}'
        | '\u{38E}'..='\u{3A1}'
        | '\u{3A3}'..='\u{3CE}' => Some(true),
        ' ' | '\n' | '\r' | '\t' | ',' | ';' | '!' | '?' | '(' | ')' | '"' | '-' | '0'..='9' => Some(false),
        _ => None,
    }
}

/// The same by the standard library, which owns the tables: the neighbourhood is lower-cased, a hundred
/// characters on either side.
fn ends_word_by_window(text: &str, from: usize, to: usize) -> bool {
    const REACH: usize = 100;
    let before = text[..from].char_indices().rev().take(REACH).last().map_or(from, |(at, _)| at);
    let after = text[to..].char_indices().nth(REACH).map_or(text.len(), |(at, _)| to + at);
    let window = text[before..after].to_lowercase();
    // Sigma keeps its two bytes in either form; what precedes it is measured to find its place.
    let length = |c: char| if c == 'Σ' { 2 } else { c.to_lowercase().map(char::len_utf8).sum() };
    let prefix: usize = text[before..from].chars().map(length).sum();
    window[prefix..].starts_with('ς')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn equals_the_standard_library(text in "[a-cA-CΣσΑα.'\u{ad}İßẞÉéǅ\u{301} 中]{0,12}|[Σ\u{370}-\u{3ff} -@]{0,6}|\\PC{0,20}") {
            let lower = Lowercase.normalize(&text);
            prop_assert_eq!(lower.text(), text.to_lowercase());
        }

        #[test]
        fn every_character_maps_back_to_its_source(text in "[A-CİßéΣK\u{2126}\u{1F600} ]{0,12}") {
            let lower = Lowercase.normalize(&text);
            let mut at = 0;
            for (start, character) in text.char_indices() {
                let length: usize = character.to_lowercase().map(char::len_utf8).sum();
                let span = lower.original(Span { start: at, end: at + length });
                prop_assert_eq!(span, Span { start, end: start + character.len_utf8() });
                at += length;
            }
        }
    }

    /// Every character that may stand beside a sigma, on either side.
    #[test]
    fn sigmas_end_words_as_in_the_standard_library() {
        for character in (0..0x2000).filter_map(char::from_u32) {
            for text in
                [format!("{character}Σ"), format!("αΣ{character}"), format!("α{character}Σ{character}β")]
            {
                let lower = Lowercase.normalize(&text);
                assert_eq!(lower.text(), text.to_lowercase(), "{text:?}");
            }
        }
    }

    #[test]
    fn ascii_in_lower_case_is_not_copied() {
        assert!(matches!(Lowercase.normalize("plain text"), Normalized { .. }));
        assert_eq!(Lowercase.normalize("ABC d").text(), "abc d");
    }
}
