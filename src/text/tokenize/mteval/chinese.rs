//! [`MtevalChinese`]: every Chinese character is a word; between them text is cut as mteval does.
//!
//! What sacreBLEU's `zh` holds for Chinese is kept to the character. It includes fullwidth forms, kana in halves and
//! Hangul in halves, dingbats and, since two of its ranges are written with four digits where they need five, also
//! U+2001–U+2A6D: dashes, quotation marks, arrows, mathematical signs. For the same reason ideographs beyond U+FFFF are
//! letters of a longer word. Entities are not read. White space at the ends of the text counts for nothing, so a full
//! stop that ends it behind a number stays there.

use serde::{Deserialize, Serialize};

use crate::text::python;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenize::mteval::mteval_13a::WESTERN;
use crate::text::tokenize::mteval::scan::{Alphabet, Kind, scan};
use crate::text::tokenizer::Tokenizer;

/// The tokenizer `zh`.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::MtevalChinese};
/// let texts: Vec<_> =
///     MtevalChinese.tokens("我有2.5元。OK?").into_iter().map(|token| token.text).collect();
/// assert_eq!(texts, ["我", "有", "2.5", "元", "。", "OK", "?"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MtevalChinese;

impl Tokenizer for MtevalChinese {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let stripped = text.trim_matches(python::is_space);
        let before = text.len() - text.trim_start_matches(python::is_space).len();
        scan::<Chinese>(stripped, &mut |token| {
            let span = Span { start: before + token.span.start, end: before + token.span.end };
            sink(Token { text: token.text, span });
        });
    }
}

struct Chinese;

impl Alphabet for Chinese {
    const ASCII: [Kind; 128] = WESTERN;
    const IS_PADDED: bool = false;

    fn wide(character: char) -> Kind {
        match character {
            _ if python::is_space(character) => Kind::Space,
            // General punctuation to mathematical signs, symbols and dingbats among them.
            '\u{2001}'..='\u{2A6D}'
            // Radicals.
            | '\u{2E80}'..='\u{2EFF}'
            | '\u{2F00}'..='\u{2FDF}'
            // Structure of characters, punctuation.
            | '\u{2FF0}'..='\u{303F}'
            // Bopomofo, strokes.
            | '\u{3100}'..='\u{312F}'
            | '\u{31A0}'..='\u{31BF}'
            | '\u{31C0}'..='\u{31EF}'
            // Enclosed characters, units, ideographs.
            | '\u{3200}'..='\u{4DB5}'
            | '\u{4E00}'..='\u{9FBB}'
            | '\u{F900}'..='\u{FA2D}'
            | '\u{FA30}'..='\u{FA6A}'
            | '\u{FA70}'..='\u{FAD9}'
            // Vertical, small, full and half forms.
            | '\u{FE10}'..='\u{FE1F}'
            | '\u{FE30}'..='\u{FE4F}'
            | '\u{FF00}'..='\u{FFEF}' => Kind::Symbol,
            _ => Kind::Word,
        }
    }
}
