//! [`MultiWord`]: merges the multi-word expressions of a lexicon into single tokens.
//!
//! Source: NLTK 3.10.4, `MWETokenizer`. From left to right, the longest expression that begins at a token is taken;
//! where none does, the token stays as it is.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::text::span::Span;
use crate::text::token::{OwnedToken, Token};
use crate::text::tokenizer::Tokenizer;

/// The tokens of `T`, expressions of the lexicon joined by a separator.
///
/// The span of a merged token runs from the start of its first word to the end of its last.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::{MultiWord, Whitespace}};
/// let tokenizer = MultiWord::new(Whitespace, [["a", "lot"].as_slice(), &["a", "lot", "of"]]).separator("+");
/// let tokens = tokenizer.tokens("a lot of fun and a lot more");
/// let texts: Vec<_> = tokens.iter().map(|token| token.text.as_str()).collect();
/// assert_eq!(texts, ["a+lot+of", "fun", "and", "a+lot", "more"]);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MultiWord<T> {
    inner: T,
    lexicon: Lexicon,
    separator: String,
}

impl<T> MultiWord<T> {
    /// A lexicon of expressions, each a list of words as `inner` gives them; `_` joins them.
    pub fn new<E, W>(inner: T, expressions: impl IntoIterator<Item = E>) -> Self
    where
        E: IntoIterator<Item = W>,
        W: AsRef<str>,
    {
        let mut lexicon = Lexicon::default();
        for expression in expressions {
            lexicon.insert(expression);
        }
        MultiWord { inner, lexicon, separator: "_".to_owned() }
    }

    /// What stands between the words of a merged token.
    #[must_use]
    pub fn separator(mut self, separator: impl Into<String>) -> Self {
        self.separator = separator.into();
        self
    }

    /// One more expression.
    #[must_use]
    pub fn expression<W: AsRef<str>>(mut self, words: impl IntoIterator<Item = W>) -> Self {
        self.lexicon.insert(words);
        self
    }
}

impl<T: Tokenizer> Tokenizer for MultiWord<T> {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let mut merger = Merger::new(&self.lexicon, &self.separator, sink);
        self.inner.tokenize(text, &mut |token| merger.take(token));
        merger.finish();
    }
}

/// The expressions as a trie of words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<Vec<String>>", into = "Vec<Vec<String>>")]
struct Lexicon {
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Node {
    ends_expression: bool,
    next: BTreeMap<String, usize>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Lexicon { nodes: vec![Node::default()] }
    }
}

impl Lexicon {
    const ROOT: usize = 0;

    fn insert<W: AsRef<str>>(&mut self, words: impl IntoIterator<Item = W>) {
        let mut node = Lexicon::ROOT;
        for word in words {
            let fresh = self.nodes.len();
            node = *self.nodes[node].next.entry(word.as_ref().to_owned()).or_insert(fresh);
            if node == fresh {
                self.nodes.push(Node::default());
            }
        }
        self.nodes[node].ends_expression = true;
    }

    fn step(&self, node: usize, word: &str) -> Option<usize> {
        self.nodes[node].next.get(word).copied()
    }
}

impl From<Vec<Vec<String>>> for Lexicon {
    fn from(expressions: Vec<Vec<String>>) -> Self {
        let mut lexicon = Lexicon::default();
        expressions.into_iter().for_each(|words| lexicon.insert(words));
        lexicon
    }
}

impl From<Lexicon> for Vec<Vec<String>> {
    fn from(lexicon: Lexicon) -> Self {
        let mut paths = vec![Vec::new(); lexicon.nodes.len()];
        // A node is made after the node that leads to it.
        for (number, node) in lexicon.nodes.iter().enumerate() {
            for (word, &next) in &node.next {
                let mut path: Vec<String> = paths[number].clone();
                path.push(word.clone());
                paths[next] = path;
            }
        }
        let ends = lexicon.nodes.iter().map(|node| node.ends_expression);
        paths.into_iter().zip(ends).filter(|(_, ends)| *ends).map(|(path, _)| path).collect()
    }
}

/// Holds tokens back while they may begin an expression.
struct Merger<'l, 's> {
    lexicon: &'l Lexicon,
    separator: &'l str,
    sink: &'s mut dyn FnMut(Token<'_>),
    waiting: VecDeque<OwnedToken>,
    /// How many of the waiting tokens the lexicon has been walked with, and where that led.
    walked: usize,
    node: usize,
    /// The length of the longest expression on the way; 0 if there is none.
    longest: usize,
    joined: String,
}

impl<'l, 's> Merger<'l, 's> {
    fn new(lexicon: &'l Lexicon, separator: &'l str, sink: &'s mut dyn FnMut(Token<'_>)) -> Self {
        let (waiting, joined) = (VecDeque::new(), String::new());
        Merger { lexicon, separator, sink, waiting, walked: 0, node: Lexicon::ROOT, longest: 0, joined }
    }

    fn take(&mut self, token: Token<'_>) {
        if self.waiting.is_empty() && self.lexicon.step(Lexicon::ROOT, token.text).is_none() {
            return (self.sink)(token);
        }
        self.waiting.push_back(token.to_owned());
        self.walk();
    }

    /// Walks the lexicon as far as the waiting tokens lead.
    fn walk(&mut self) {
        while let Some(token) = self.waiting.get(self.walked) {
            let Some(node) = self.lexicon.step(self.node, &token.text) else {
                self.release();
                continue;
            };
            self.node = node;
            self.walked += 1;
            if self.lexicon.nodes[node].ends_expression {
                self.longest = self.walked;
            }
        }
    }

    fn finish(&mut self) {
        while !self.waiting.is_empty() {
            self.release();
            self.walk();
        }
    }

    /// Hands over the longest expression found, or the first token alone, and starts again behind it.
    fn release(&mut self) {
        let count = self.longest.max(1);
        (self.walked, self.node, self.longest) = (0, Lexicon::ROOT, 0);
        let words = self.waiting.drain(..count.min(self.waiting.len()));
        self.joined.clear();
        let mut span: Option<Span> = None;
        for word in words {
            if span.is_some() {
                self.joined.push_str(self.separator);
            }
            self.joined.push_str(&word.text);
            span = Some(span.map_or(word.span, |first| first.through(word.span)));
        }
        if let Some(span) = span {
            (self.sink)(Token { text: &self.joined, span });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize::whitespace::Whitespace;

    fn lexicon() -> MultiWord<Whitespace> {
        let expressions = ["a b", "a b c d", "b c", "c c", "x"].map(|words| words.split(' '));
        MultiWord::new(Whitespace, expressions)
    }

    /// NLTK 3.10.4: `MWETokenizer([("a", "b"), …]).tokenize(….split())`.
    #[test]
    fn the_longest_expression_from_the_left_is_taken() {
        let merged = |text: &str| -> Vec<String> {
            lexicon().tokens(text).into_iter().map(|token| token.text).collect()
        };
        assert_eq!(merged("a b c d a b c"), ["a_b_c_d", "a_b", "c"]);
        assert_eq!(merged("a b c c d"), ["a_b", "c_c", "d"]);
        assert_eq!(merged("a a b c x b"), ["a", "a_b", "c", "x", "b"]);
        assert_eq!(merged("c a"), ["c", "a"]);
    }

    #[test]
    fn spans_run_from_first_to_last_word() {
        let tokens = lexicon().separator("").tokens("z  b \t c");
        assert_eq!((tokens[1].text.as_str(), tokens[1].span), ("bc", Span { start: 3, end: 8 }));
    }

    #[test]
    fn a_lexicon_is_saved_as_its_expressions() {
        let tokenizer = lexicon().expression(["c", "b", "a"]);
        let saved: Vec<Vec<String>> = tokenizer.lexicon.clone().into();
        assert_eq!(saved.len(), 6);
        let read = Lexicon::from(saved);
        assert_eq!(Vec::<Vec<String>>::from(read.clone()).len(), 6);
        assert_eq!(MultiWord { lexicon: read, ..tokenizer }.tokens("c b a")[0].text, "c_b_a");
    }
}
