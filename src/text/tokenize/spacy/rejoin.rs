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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize::spacy::exceptions::exceptions;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static EXCEPTIONS: LazyLock<Exceptions> = LazyLock::new(|| exceptions().into_iter().collect());
    static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns::of(&EXCEPTIONS));

    /// spaCy's way: all tokens of a text at once.
    fn at_once(text: &str, tokens: &[Span]) -> Vec<Span> {
        let symbols: Vec<Option<Symbol>> =
            tokens.iter().map(|token| PATTERNS.symbol(token.slice(text))).collect();
        let mut found = Vec::new();
        for start in 0..tokens.len() {
            let symbols = symbols[start..].iter().map_while(|symbol| *symbol);
            found.extend(PATTERNS.lengths(symbols).map(|length| (std::cmp::Reverse(length), start)));
        }
        found.sort_unstable();
        let mut seen = vec![false; tokens.len()];
        let mut standing = vec![0; tokens.len()];
        for (std::cmp::Reverse(length), start) in found {
            if !seen[start] && !seen[start + length - 1] {
                standing[start] = length;
            }
            seen[start..start + length].fill(true);
        }
        let (mut at, mut joined) = (0, Vec::new());
        while at < tokens.len() {
            let last = at + standing[at].max(1) - 1;
            let whole = tokens[at].through(tokens[last]);
            match EXCEPTIONS.get(whole.slice(text)).filter(|_| last > at) {
                Some(parts) => hand_over(parts, whole.start, &mut |span| joined.push(span)),
                None => joined.extend(&tokens[at..=last]),
            }
            at = last + 1;
        }
        joined
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn rows_equal_the_whole(pieces in prop::collection::vec("[:;=()<>/.'DPos38-]|he|'s|°|C| |x", 0..14)) {
            let text = pieces.concat();
            let mut tokens = Vec::new();
            let mut at = 0;
            for piece in &pieces {
                if piece != " " {
                    tokens.push(Span { start: at, end: at + piece.len() });
                }
                at += piece.len();
            }
            let (mut rejoin, mut joined) = (Rejoin::of(&EXCEPTIONS, &PATTERNS), Vec::new());
            tokens.iter().for_each(|&token| rejoin.push(&text, token, &mut |span| joined.push(span)));
            rejoin.flush(&text, &mut |span| joined.push(span));
            prop_assert_eq!(joined, at_once(&text, &tokens));
        }
    }

    /// spaCy 3.8.18: `spacy.blank("en")` cuts these texts so.
    #[test]
    fn longer_exceptions_come_first_and_spaces_hinder() {
        let joined = |text: &str, tokens: &[(usize, usize)]| {
            let (mut rejoin, mut joined) = (Rejoin::of(&EXCEPTIONS, &PATTERNS), Vec::new());
            for &(start, end) in tokens {
                rejoin.push(text, Span { start, end }, &mut |span| joined.push(span.slice(text)));
            }
            rejoin.flush(text, &mut |span| joined.push(span.slice(text)));
            joined.join("|")
        };
        assert_eq!(joined("end:))", &[(0, 3), (3, 4), (4, 5), (5, 6)]), "end|:))");
        assert_eq!(joined("end: )", &[(0, 3), (3, 4), (5, 6)]), "end|:|)");
        // `:) )` is found first, is no exception for its blank, and is in the way of the shorter `:)`.
        assert_eq!(joined("x:) )", &[(0, 1), (1, 2), (2, 3), (4, 5)]), "x|:|)|)");
    }
}
