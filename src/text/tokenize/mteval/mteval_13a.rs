//! [`Mteval13a`]: words as NIST's `mteval-v13a.pl` and sacreBLEU's default cut them.
//!
//! Punctuation of ASCII is cut off, but for apostrophes; full stops and commas stay between numbers (`1,000.5`), hyphens
//! stay unless a number stands before them (`28-year-old` is `28`, `-`, `year-old`). Characters beyond ASCII are letters,
//! quotation marks among them. Before that `<skipped>` and a hyphen at the end of a line are left out, and the entities
//! `&quot;`, `&amp;`, `&lt;`, `&gt;` are read, each once and in this order.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::rewrite::Rewrite;
use crate::text::python;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenize::mteval::scan::{Alphabet, Kind, ascii_kinds, scan};
use crate::text::tokenizer::Tokenizer;

/// The tokenizer `13a`.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::Mteval13a};
/// let tokens = Mteval13a.tokens("It's 1,000.5 &quot;all-in&quot;.");
/// let texts: Vec<_> = tokens.iter().map(|token| token.text.as_str()).collect();
/// assert_eq!(texts, ["It's", "1,000.5", "\"", "all-in", "\"", "."]);
/// assert_eq!((tokens[2].span.start, tokens[2].span.end), (13, 19));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mteval13a;

impl Tokenizer for Mteval13a {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        // Whatever is left out or read holds one of these.
        let is_markup = |byte| matches!(byte, b'&' | b'<' | b'\n');
        if !text.bytes().fold(false, |any, byte| any | is_markup(byte)) {
            return scan::<Western>(text, sink);
        }
        let plain = unmarked(text);
        scan::<Western>(plain.text(), &mut |token| {
            sink(Token { text: token.text, span: plain.original(token.span) });
        });
    }
}

/// Text without markup. (A line's end becomes a space in mteval; to the scanner it is one.)
fn unmarked(text: &str) -> Normalized<'_> {
    [("<skipped>", ""), ("-\n", ""), ("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")]
        .into_iter()
        .fold(Normalized::same_places(Cow::Borrowed(text)), |text, (from, to)| {
            text.then(|text| replaced(text, from, to))
        })
}

fn replaced<'t>(text: &'t str, from: &str, to: &str) -> Normalized<'t> {
    let mut rewrite = Rewrite::of(text);
    for (start, piece) in text.match_indices(from) {
        rewrite.replace(Span { start, end: start + piece.len() }, to);
    }
    rewrite.finish()
}

/// Between the spaces that mteval puts around a line.
struct Western;

impl Alphabet for Western {
    const ASCII: [Kind; 128] = WESTERN;
    const IS_PADDED: bool = true;

    /// Spaces beyond ASCII begin with C2, E1, E2 or E3.
    #[inline]
    fn needs_look(byte: u8) -> bool {
        matches!(byte, 0xC2 | 0xE1..=0xE3) || !byte.is_ascii_alphanumeric() && byte < 0x80
    }

    #[inline]
    fn wide(character: char) -> Kind {
        if python::is_space(character) { Kind::Space } else { Kind::Word }
    }
}

/// ASCII in mteval's "language-dependent part (assuming Western languages)".
pub(super) const WESTERN: [Kind; 128] = ascii_kinds(b".,", b"'", b"-");
