//! [`UnicodeWords`]: the words of Unicode Standard Annex #29 (default word boundaries).
//!
//! The tables and rules are those of the `unicode-segmentation` crate. Most text is ASCII, so ASCII
//! between spaces is cut by a byte scan that states the same rules for 128 characters; a property test
//! holds it against the crate over arbitrary text.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Segments between word boundaries that hold a letter or a number.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::UnicodeWords};
/// let words = UnicodeWords.tokens("I can't pay £3.50, naïve!");
/// let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
/// assert_eq!(texts, ["I", "can't", "pay", "3.50", "naïve"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnicodeWords;

impl Tokenizer for UnicodeWords {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let bytes = text.as_bytes();
        let mut done = 0;
        while let Some(foreign) = bytes[done..].iter().position(|byte| !byte.is_ascii()) {
            let piece = around(text, done, done + foreign);
            ascii_words(text, Span { start: done, end: piece.start }, sink);
            for (offset, word) in piece.slice(text).unicode_word_indices() {
                let at = piece.start + offset;
                sink(Token { text: word, span: Span { start: at, end: at + word.len() } });
            }
            done = piece.end;
        }
        ascii_words(text, Span { start: done, end: text.len() }, sink);
    }
}

/// The piece of `text[done..]` around the character at `foreign` that may be cut by itself. Between another
/// character and a space there is always a boundary; between two spaces there is none (WB3d), so a run of
/// spaces stays whole, with what follows it: a combining mark would join it.
fn around(text: &str, done: usize, foreign: usize) -> Span {
    let bytes = text.as_bytes();
    let last_space = bytes[done..foreign].iter().rposition(|&byte| byte == b' ');
    let start = last_space.map_or(done, |space| {
        let before = &bytes[done..done + space];
        done + before.iter().rposition(|&byte| byte != b' ').map_or(0, |last| last + 1)
    });
    let mut spaces = text[foreign..].match_indices(' ').map(|(at, _)| foreign + at);
    let ends = |at: &usize| !text[..*at].ends_with(char::is_whitespace);
    Span { start, end: spaces.find(ends).unwrap_or(text.len()) }
}

/// What a byte of ASCII is to the rules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// ALetter.
    Letter,
    /// Numeric.
    Digit,
    /// ExtendNumLet: `_`.
    Joiner,
    /// MidLetter: `:`, inside letters.
    InLetters,
    /// MidNum: `,` and `;`, inside numbers.
    InDigits,
    /// MidNumLet and Single_Quote: `.` and `'`, inside either.
    InEither,
    Other,
}

const CLASSES: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Joiner,
            b':' => Class::InLetters,
            b',' | b';' => Class::InDigits,
            b'.' | b'\'' => Class::InEither,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// Hands over the words of the ASCII piece `zone` of `text`.
fn ascii_words(text: &str, zone: Span, sink: &mut dyn FnMut(Token<'_>)) {
    let bytes = &text.as_bytes()[..zone.end];
    let class = |at: usize| bytes.get(at).map_or(Class::Other, |&byte| CLASSES[usize::from(byte & 127)]);
    let mut at = zone.start;
    while at < zone.end {
        let start = at;
        let mut last = class(at);
        at += 1;
        if !matches!(last, Class::Letter | Class::Digit | Class::Joiner) {
            continue;
        }
        let mut is_word = last != Class::Joiner;
        loop {
            match (last, class(at)) {
                // WB5, WB8 to WB10, WB13a, WB13b.
                (_, next @ (Class::Letter | Class::Digit | Class::Joiner)) => {
                    is_word |= next != Class::Joiner;
                    last = next;
                    at += 1;
                }
                // WB6 and WB7; WB11 and WB12.
                (Class::Letter, Class::InLetters | Class::InEither) if class(at + 1) == Class::Letter => {
                    at += 1;
                }
                (Class::Digit, Class::InDigits | Class::InEither) if class(at + 1) == Class::Digit => at += 1,
                _ => break,
            }
        }
        if is_word {
            sink(Token { text: &text[start..at], span: Span { start, end: at } });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn assert_equal(text: &str) {
        let ours: Vec<_> =
            UnicodeWords.tokens(text).into_iter().map(|word| (word.span.start, word.text)).collect();
        let theirs: Vec<_> = text.unicode_word_indices().map(|(at, word)| (at, word.to_owned())).collect();
        assert_eq!(ours, theirs, "{text:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn ascii_path_equals_the_tables(text in "[a-cA-C0-2_:;,.'\" \r\n\t!-]{0,12}") {
            assert_equal(&text);
        }

        #[test]
        fn pieces_equal_the_whole(text in "[a-b1_:;,.' \u{300}\u{200d}\u{e9}\u{1f1e6}\u{5d0}\"\u{3031}\u{a0}\r\n]{0,12}") {
            assert_equal(&text);
        }

        #[test]
        fn runs_of_spaces_equal_the_whole(text in "[ \u{2003}\u{3000}\u{300}\u{11d3c}a\u{200d}\u{ad}\u{1f469}\n]{0,9}") {
            assert_equal(&text);
        }

        #[test]
        fn any_text_equals_the_whole(text in any::<String>()) {
            assert_equal(&text);
        }
    }

    #[test]
    fn every_ascii_triple_equals_the_tables() {
        let bytes: Vec<u8> = (0..128).collect();
        for &first in b"a1_ :'" {
            for &second in &bytes {
                for &third in b"a1_ :'.,\n" {
                    for tail in ["", "b", "2"] {
                        let text: String = [first, second, third].iter().map(|&b| b as char).collect();
                        assert_equal(&(text + tail));
                    }
                }
            }
        }
    }
}
