//! [`Treebank`]: the words of the Penn Treebank, as NLTK's `TreebankWordTokenizer` cuts them.
//!
//! Source: NLTK 3.10.4, `nltk.tokenize.treebank`, after Robert MacIntyre's sed script. The text should be one sentence:
//! only a period at its end is cut off.

use serde::{Deserialize, Serialize};

use crate::text::token::Token;
use crate::text::tokenize::nltk::scanner::Scanner;
use crate::text::tokenizer::Tokenizer;

/// Cuts punctuation, clitics and contractions off, by the conventions of the Penn Treebank.
///
/// A token's text is its slice of the text, but for `"`, which becomes ` `` ` where it opens and `''` where it closes,
/// an opening `''`, and, if asked for, brackets.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::Treebank};
/// let text = r#"They said "don't" (twice)."#;
/// let tokens = Treebank::new().tokens(text);
/// let texts: Vec<_> = tokens.iter().map(|token| token.text.as_str()).collect();
/// assert_eq!(texts, ["They", "said", "``", "do", "n't", "''", "(", "twice", ")", "."]);
/// assert_eq!(tokens[2].span.slice(text), "\"");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Treebank {
    convert_parentheses: bool,
}

impl Treebank {
    /// Brackets stay as they are.
    #[must_use]
    pub fn new() -> Self {
        Treebank::default()
    }

    /// Whether brackets become the Treebank's `-LRB-`, `-RRB-`, `-LSB-`, `-RSB-`, `-LCB-` and `-RCB-`.
    #[must_use]
    pub fn convert_parentheses(mut self, convert: bool) -> Self {
        self.convert_parentheses = convert;
        self
    }
}

impl Tokenizer for Treebank {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        Scanner::<false>::new(text, self.convert_parentheses, sink).run();
    }
}
