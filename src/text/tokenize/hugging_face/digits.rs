//! [`Digits`]: sets numbers apart (`Digits` of the package).

use serde::{Deserialize, Serialize};

use crate::text::class_table::ClassTable;
use crate::text::hugging_face::{CLASSES, NUMERIC};
use crate::text::token::Token;
use crate::text::tokenize::hugging_face::split_behavior::SplitBehavior;
use crate::text::tokenizer::Tokenizer;

/// Splits between numeric characters (½ and Ⅳ, too) and all others.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::hugging_face::Digits};
/// let texts = |digits: Digits| -> Vec<String> { digits.tokens("in 1989!").into_iter().map(|t| t.text).collect() };
/// assert_eq!(texts(Digits::default()), ["in ", "1989", "!"]);
/// assert_eq!(texts(Digits::default().individual(true)), ["in ", "1", "9", "8", "9", "!"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Digits {
    individual: bool,
}

impl Digits {
    /// Whether every digit is a piece of its own. Default: no.
    #[must_use]
    pub fn individual(mut self, individual: bool) -> Self {
        self.individual = individual;
        self
    }
}

impl Tokenizer for Digits {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let behavior = if self.individual { SplitBehavior::Isolated } else { SplitBehavior::Contiguous };
        let table: &ClassTable = &CLASSES;
        behavior.split(text, |character| table.get(character) & NUMERIC != 0, sink);
    }
}
