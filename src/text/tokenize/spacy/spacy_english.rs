//! [`SpacyEnglish`]: the tokens of spaCy's blank English pipeline (3.8).
//!
//! White space cuts text into words. From each, prefixes and suffixes are peeled off, its middle is cut at infixes, and about
//! 1,350 exceptions, mostly contractions, have parts of their own. spaCy's norms and other attributes of tokens are left out.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::text::python;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenize::spacy::cut::{Cutter, Exceptions};
use crate::text::tokenize::spacy::exceptions::exceptions;
use crate::text::tokenize::spacy::patterns::Patterns;
use crate::text::tokenize::spacy::rejoin::Rejoin;
use crate::text::tokenizer::Tokenizer;

/// Words, contractions in parts, marks one by one; and white space that is more than a single blank.
///
/// Equal to `[token.text for token in spacy.blank("en")(text)]`. No text is lost: between two tokens there is nothing or one
/// blank.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::SpacyEnglish};
/// let words = SpacyEnglish.tokens("\"Don't pay $5.50,\" he said  (twice) :-)");
/// let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
/// let expected = ["\"", "Do", "n't", "pay", "$", "5.50", ",", "\"", "he", "said", " ", "(", "twice", ")", ":-)"];
/// assert_eq!(texts, expected);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SpacyEnglish;

static EXCEPTIONS: LazyLock<Exceptions> = LazyLock::new(|| exceptions().into_iter().collect());
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns::of(&EXCEPTIONS));

impl Tokenizer for SpacyEnglish {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let (mut cutter, mut rejoin) = (Cutter::of(Some(&EXCEPTIONS)), Rejoin::of(&EXCEPTIONS, &PATTERNS));
        let mut sink = |span: Span| sink(Token { text: &text[span.start..span.end], span });
        let mut at = 0;
        while at < text.len() {
            let spaces = run_end(text, at, true);
            // A blank after a word belongs to nothing.
            let start = if at > 0 && text.as_bytes()[at] == b' ' { at + 1 } else { at };
            if start < spaces {
                rejoin.push(text, Span { start, end: spaces }, &mut sink);
            }
            at = run_end(text, spaces, false);
            if spaces < at {
                let word = Span { start: spaces, end: at };
                cutter.cut(text, word, &mut |token| rejoin.push(text, token, &mut sink));
            }
        }
        rejoin.flush(text, &mut sink);
    }
}

/// The end of the run of characters that are white space, or that are not, from `at` on.
#[inline]
fn run_end(text: &str, mut at: usize, space: bool) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if matches!(byte, b'\t'..=b'\r' | b'\x1c'..=b' ') != space {
                break;
            }
            at += 1;
        } else {
            match text[at..].chars().next() {
                Some(character) if python::is_space(character) == space => at += character.len_utf8(),
                _ => break,
            }
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        SpacyEnglish.tokens(text).into_iter().map(|token| token.text).collect()
    }

    /// Nothing but one blank stands between two tokens, and each is what its place holds.
    fn assert_whole(text: &str) {
        let mut end = 0;
        for token in SpacyEnglish.tokens(text) {
            let gap = &text[end..token.span.start];
            assert!(gap.is_empty() || (gap == " " && end > 0), "{gap:?} before {token:?}");
            assert_eq!(token.span.slice(text), token.text);
            end = token.span.end;
        }
        assert!(matches!(&text[end..], "" | " "));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn no_text_is_lost(text in any::<String>()) {
            assert_whole(&text);
        }

        #[test]
        fn no_text_of_tricky_pieces_is_lost(text in "([a-cA-C.:;,'()<=>/$%°-]|[0-9]|[ \t\u{a0}]|[…’—é中😀]|km|'s|don't){0,24}") {
            assert_whole(&text);
        }
    }

    /// spaCy 3.8.18: `[token.text for token in spacy.blank("en")(text)]`.
    #[test]
    fn texts_are_cut_as_spacy_cuts_them() {
        for (text, expected) in [
            (
                "He didn't stay--U.S. (e.g., NASA's) 5km/h.",
                "He|did|n't|stay|--|U.S.|(|e.g.|,|NASA|'s|)|5|km/h|.",
            ),
            ("  a  b\t c ", "  |a| |b|\t |c"),
            ("see http://a.com/b?c=(d) or me@x.org!", "see|http://a.com/b?c=(d|)|or|me@x.org|!"),
            ("It's 10pm…we'll'd've gone:)", "It|'s|10pm|…|we'll'd've|gone|:)"),
        ] {
            assert_eq!(words(text).join("|"), expected, "{text}");
        }
        assert!(words("").is_empty());
    }

    #[test]
    fn hostile_texts_are_cut_in_linear_time() {
        const TIMES: usize = 1 << 18;
        for (piece, tokens) in [
            ("a", 1),
            ("(", TIMES),
            (":", TIMES),
            (".", 1),
            ("a-", 2 * TIMES - 1),
            ("\u{301}", 1),
            ("'s", TIMES),
        ] {
            let text = piece.repeat(TIMES);
            assert_eq!(words(&text).len(), tokens, "{piece}");
        }
        for piece in ["😀", "\0", "\u{202e}", "a.", "@a.", ":)", "he's", "'", " \t", "1+", "a@b.c/"] {
            assert_whole(&piece.repeat(1 << 16));
        }
    }
}
