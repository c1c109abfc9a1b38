//! [`NltkWords`]: NLTK's own words, as its `NLTKWordTokenizer` cuts them.
//!
//! Source: NLTK 3.10.4, `nltk.tokenize.destructive`. The text should be one sentence: only a period at its end is cut
//! off. `word_tokenize`, which splits sentences first, is [`WordTokenize`](crate::text::tokenize::WordTokenize).

use serde::{Deserialize, Serialize};

use crate::text::token::Token;
use crate::text::tokenize::nltk::scanner::Scanner;
use crate::text::tokenizer::Tokenizer;

/// The conventions of [`Treebank`](crate::text::tokenize::Treebank), and more: quotes like `“` and `«`, dashes, `*` and
/// any run of dots are tokens, an apostrophe that opens a quotation is cut off, and a final period is found before
/// closing quotes and spaces.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::NltkWords};
/// let words = NltkWords::new().tokens("“I can't,” he said – 'really'..");
/// let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
/// assert_eq!(texts, ["“", "I", "ca", "n't", ",", "”", "he", "said", "–", "'", "really", "'", ".."]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NltkWords {
    convert_parentheses: bool,
}

impl NltkWords {
    /// Brackets stay as they are.
    #[must_use]
    pub fn new() -> Self {
        NltkWords::default()
    }

    /// Whether brackets become the Treebank's `-LRB-`, `-RRB-`, `-LSB-`, `-RSB-`, `-LCB-` and `-RCB-`.
    #[must_use]
    pub fn convert_parentheses(mut self, convert: bool) -> Self {
        self.convert_parentheses = convert;
        self
    }
}

impl Tokenizer for NltkWords {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        Scanner::<true>::new(text, self.convert_parentheses, sink).run();
    }
}
