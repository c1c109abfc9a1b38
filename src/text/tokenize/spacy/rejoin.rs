//! [`Rejoin`]: exceptions that the rules cut are put together again (`_apply_special_cases`).
//!
//! spaCy looks for the patterns in the tokens of a whole text, whatever white space is between, and lets longer ones go
//! first; only one that is an exception letter by letter then takes effect, but all that were found stand in the way of
//! shorter ones. Here a row of tokens waits only as long as each is of some pattern.

use crate::text::span::Span;
use crate::text::tokenize::spacy::cut::{Exceptions, hand_over};
use crate::text::tokenize::spacy::patterns::{Patterns, Symbol};

/// Tokens that wait for what comes after them.
#[derive(Debug)]
pub(super) struct Rejoin<'r> {
    exceptions: &'r Exceptions,
    patterns: &'r Patterns,
    waiting: Vec<(Span, Symbol)>,
    found: Vec<Found>,
    seen: Vec<bool>,
}

/// A pattern among the waiting tokens.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: usize,
    length: usize,
}

impl<'r> Rejoin<'r> {
    pub(super) fn of(exceptions: &'r Exceptions, patterns: &'r Patterns) -> Self {
        Rejoin { exceptions, patterns, waiting: Vec::new(), found: Vec::new(), seen: Vec::new() }
    }

    /// Takes the next token.
    #[inline]
    pub(super) fn push(&mut self, text: &str, token: Span, sink: &mut impl FnMut(Span)) {
        match self.patterns.symbol(token.slice(text)) {
            Some(symbol) if !self.waiting.is_empty() || self.patterns.begins(symbol) => {
                self.waiting.push((token, symbol));
            }
            _ => {
                self.flush(text, sink);
                sink(token);
            }
        }
    }

    /// Lets go of all that wait.
    #[inline]
    pub(super) fn flush(&mut self, text: &str, sink: &mut impl FnMut(Span)) {
        match self.waiting[..] {
            [] => {}
            [(alone, _)] => {
                self.waiting.clear();
                sink(alone);
            }
            _ => self.flush_row(text, sink),
        }
    }

    fn flush_row(&mut self, text: &str, sink: &mut impl FnMut(Span)) {
        self.find();
        let mut at = 0;
        for found in &self.found {
            self.waiting[at..found.start].iter().for_each(|(token, _)| sink(*token));
            let tokens = &self.waiting[found.start..found.start + found.length];
            let whole = tokens[0].0.through(tokens[found.length - 1].0);
            match self.exceptions.get(whole.slice(text)) {
                Some(parts) => hand_over(parts, whole.start, sink),
                None => tokens.iter().for_each(|(token, _)| sink(*token)),
            }
            at = found.start + found.length;
        }
        self.waiting[at..].iter().for_each(|(token, _)| sink(*token));
        self.waiting.clear();
    }

    /// The patterns in the row that stand, from left to right: longer ones before shorter, then the first.
    fn find(&mut self) {
        self.found.clear();
        for start in 0..self.waiting.len() {
            let symbols = self.waiting[start..].iter().map(|(_, symbol)| *symbol);
            self.found.extend(self.patterns.lengths(symbols).map(|length| Found { start, length }));
        }
        self.found.sort_unstable_by_key(|found| (std::cmp::Reverse(found.length), found.start));
        self.seen.clear();
        self.seen.resize(self.waiting.len(), false);
        let seen = &mut self.seen;
        self.found.retain(|found| {
            let tokens = &mut seen[found.start..found.start + found.length];
            let free = !tokens[0] && !tokens[found.length - 1];
            // One that does not stand is in the way of others all the same.
            tokens.fill(true);
            free
        });
        self.found.sort_unstable_by_key(|found| found.start);
    }
}
