//! [`Punctuation`]: splits at punctuation (`Punctuation` of the package).

use serde::{Deserialize, Serialize};

use crate::text::class_table::ClassTable;
use crate::text::hugging_face::{CLASSES, PUNCTUATION};
use crate::text::token::Token;
use crate::text::tokenize::hugging_face::split_behavior::SplitBehavior;
use crate::text::tokenizer::Tokenizer;

/// Splits at every punctuation mark (Unicode's of version 8) and every sign of ASCII; white space stays in pieces.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::hugging_face::{Punctuation, SplitBehavior}};
/// let pieces = Punctuation::of(SplitBehavior::Contiguous).tokens("well... no!");
/// let texts: Vec<_> = pieces.iter().map(|piece| piece.text.as_str()).collect();
/// assert_eq!(texts, ["well", "...", " no", "!"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Punctuation {
    behavior: SplitBehavior,
}

impl Default for Punctuation {
    /// Marks are pieces of their own.
    fn default() -> Self {
        Punctuation::of(SplitBehavior::Isolated)
    }
}

impl Punctuation {
    /// Marks go where `behavior` says.
    #[must_use]
    pub fn of(behavior: SplitBehavior) -> Self {
        Punctuation { behavior }
    }
}

impl Tokenizer for Punctuation {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let table: &ClassTable = &CLASSES;
        self.behavior.split(text, |character| table.get(character) & PUNCTUATION != 0, sink);
    }
}
