//! [`UnicodeScripts`]: splits where the script changes (`UnicodeScripts` of the package).
//!
//! Hiragana and Katakana count as Han, as in SentencePiece. Spaces, and characters that the package's tables of
//! Unicode 9 do not know, go with any script; at the very beginning of a text they are left out, as there.

use serde::{Deserialize, Serialize};
use unicode_script::Script;

use crate::text::class_table::ClassTable;
use crate::text::hugging_face::SCRIPTS;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Pieces of one script.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::hugging_face::UnicodeScripts};
/// let texts: Vec<_> = UnicodeScripts.tokens("to be 東京と").into_iter().map(|token| token.text).collect();
/// assert_eq!(texts, ["to be ", "東京と"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UnicodeScripts;

/// The number of no script.
const ANY: u8 = 0;
/// The number of `Script::Han` in the table.
const HAN: u8 = Script::Han as u8 + 1;

impl Tokenizer for UnicodeScripts {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let table: &ClassTable = &SCRIPTS;
        let (mut start, mut last) = (0, ANY);
        for (at, character) in text.char_indices() {
            let script = merged(character, table);
            if script == ANY || script == last {
                continue;
            }
            if last != ANY {
                sink(Token { text: &text[start..at], span: Span { start, end: at } });
            }
            (start, last) = (at, script);
        }
        if last != ANY {
            sink(Token { text: &text[start..], span: Span { start, end: text.len() } });
        }
    }
}

/// The script of `character`, with what Japanese mixes made one.
#[inline]
fn merged(character: char, table: &ClassTable) -> u8 {
    const HIRAGANA: u8 = Script::Hiragana as u8 + 1;
    const KATAKANA: u8 = Script::Katakana as u8 + 1;
    match (character, table.get(character)) {
        (' ', _) => ANY,
        ('ー', _) | (_, HIRAGANA | KATAKANA) => HAN,
        (_, script) => script,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// tokenizers 0.23.3: `UnicodeScripts().pre_tokenize_str(…)`.
    #[test]
    fn signs_and_marks_have_scripts_of_their_own() {
        let texts =
            |text| -> Vec<String> { UnicodeScripts.tokens(text).into_iter().map(|t| t.text).collect() };
        assert_eq!(texts("  a, é\u{301}ж カー!"), ["a", ", ", "é", "\u{301}", "ж ", "カー", "!"]);
        assert!(texts("   ").is_empty());
    }
}
