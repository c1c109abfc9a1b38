//! [`Patterns`]: exceptions as the tokens that the rules alone would make of them, in a trie.
//!
//! Where such tokens stand in a row, the exception was cut by its neighbours (`end:)` is `end`, `:`, `)`) and is put together
//! again. Only exceptions that hold an affix or an infix can be met that way.

use std::collections::HashMap;

use crate::text::span::Span;
use crate::text::tokenize::spacy::affixes::{prefix_length, suffix_length};
use crate::text::tokenize::spacy::cut::{Cutter, Exceptions};
use crate::text::tokenize::spacy::infixes::next_infix;
use crate::text::tokenize::spacy::word_map::WordMap;

/// The number of a token that occurs in a pattern.
pub(super) type Symbol = u16;

/// A trie over symbols.
#[derive(Debug)]
pub(super) struct Patterns {
    symbols: WordMap<Symbol>,
    /// The node that a symbol alone leads to, if a pattern begins with it.
    roots: Vec<Option<u32>>,
    children: HashMap<(u32, Symbol), u32>,
    /// For each node, whether a pattern ends there.
    ends: Vec<bool>,
}

impl Patterns {
    pub(super) fn of(exceptions: &Exceptions) -> Self {
        let mut words: Vec<&str> =
            exceptions.words().map(|(word, _)| word).filter(|word| is_affixed(word)).collect();
        words.sort_unstable();
        let mut numbers = HashMap::new();
        let mut patterns = Vec::new();
        for word in words {
            let mut pattern = Vec::new();
            let at = Span { start: 0, end: word.len() };
            Cutter::of(None).cut(word, at, &mut |span| {
                let next = numbers.len() as Symbol;
                pattern.push(*numbers.entry(span.slice(word).to_owned()).or_insert(next));
            });
            // A single token is its exception already.
            if pattern.len() > 1 {
                patterns.push(pattern);
            }
        }
        let roots = vec![None; numbers.len()];
        let mut trie = Patterns {
            symbols: numbers.into_iter().collect(),
            roots,
            children: HashMap::new(),
            ends: Vec::new(),
        };
        patterns.iter().for_each(|pattern| trie.insert(pattern));
        trie
    }

    fn insert(&mut self, pattern: &[Symbol]) {
        let mut node = None;
        for &symbol in pattern {
            let place = match node {
                None => &mut self.roots[usize::from(symbol)],
                Some(parent) => &mut self.children.get(&(parent, symbol)).copied(),
            };
            let child = *place.get_or_insert(self.ends.len() as u32);
            if child as usize == self.ends.len() {
                self.ends.push(false);
            }
            if let Some(parent) = node {
                self.children.insert((parent, symbol), child);
            }
            node = Some(child);
        }
        if let Some(last) = node {
            self.ends[last as usize] = true;
        }
    }

    /// The symbol of a token, if a pattern holds it.
    #[inline]
    pub(super) fn symbol(&self, token: &str) -> Option<Symbol> {
        self.symbols.get(token).copied()
    }

    /// Whether a pattern begins with `symbol`.
    #[inline]
    pub(super) fn begins(&self, symbol: Symbol) -> bool {
        self.roots[usize::from(symbol)].is_some()
    }

    /// The lengths of all patterns that `symbols` begins with.
    pub(super) fn lengths(&self, symbols: impl IntoIterator<Item = Symbol>) -> impl Iterator<Item = usize> {
        let mut node = None;
        let step = move |(depth, symbol): (usize, Symbol)| {
            let next = match node {
                None => self.roots[usize::from(symbol)],
                Some(parent) => self.children.get(&(parent, symbol)).copied(),
            };
            node = next;
            next.map(|node| (depth + 1, self.ends[node as usize]))
        };
        let nodes = symbols.into_iter().enumerate().map_while(step);
        nodes.filter_map(|(length, ends)| ends.then_some(length))
    }
}

/// Whether the rules would cut a word or find something to cut.
fn is_affixed(word: &str) -> bool {
    prefix_length(word) > 0 || suffix_length(word) > 0 || next_infix(word, 0).is_some()
}
