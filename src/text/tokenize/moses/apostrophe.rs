//! [`Apostrophes`]: on which sides of an apostrophe a language cuts.
//!
//! The rules are substitutions made one after the other over the whole text; each takes an apostrophe and the
//! characters beside it. For an apostrophe that stands alone the first rule that fits decides. Where apostrophes stand
//! so close that they share a neighbour, a substitution that has used a character cannot use it again, and a later one
//! sees the spaces that an earlier one put in: there the substitutions are made literally, all in one pass
//! ([`Chain`]).

use serde::{Deserialize, Serialize};

/// Classes of a character beside an apostrophe, as bits; 0 for all others.
pub(super) const LETTER: u8 = 1;
pub(super) const NUMBER: u8 = 1 << 1;
/// The letter `s`.
pub(super) const S: u8 = 1 << 2;
pub(super) const APOSTROPHE: u8 = 1 << 3;
pub(super) const SPACE: u8 = 1 << 4;

/// One substitution: what must stand before and after the apostrophe, and where spaces are put in.
#[derive(Debug)]
pub(super) struct Rule {
    before: Beside,
    after: Beside,
    cut: Cut,
}

/// Classes of which the neighbour must have one, and classes of which it must have none.
#[derive(Debug)]
struct Beside {
    any: u8,
    none: u8,
}

/// On which sides of an apostrophe words end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) before: bool,
    pub(super) after: bool,
}

impl Beside {
    const LETTER: Beside = Beside { any: LETTER, none: 0 };
    const NUMBER: Beside = Beside { any: NUMBER, none: 0 };
    const S: Beside = Beside { any: S, none: 0 };
    const NO_LETTER: Beside = Beside { any: u8::MAX, none: LETTER };
    const NO_LETTER_OR_NUMBER: Beside = Beside { any: u8::MAX, none: LETTER | NUMBER };

    fn fits(&self, classes: u8) -> bool {
        (self.any == u8::MAX || classes & self.any != 0) && classes & self.none == 0
    }
}

const NOWHERE: Cut = Cut { before: false, after: false };
const BOTH: Cut = Cut { before: true, after: true };
const BEFORE: Cut = Cut { before: true, after: false };
const AFTER: Cut = Cut { before: false, after: true };

/// `don't` → `don 't`; `5's` → `5 's`.
const ENGLISH: [Rule; 5] = [
    Rule { before: Beside::NO_LETTER, after: Beside::NO_LETTER, cut: BOTH },
    Rule { before: Beside::NO_LETTER_OR_NUMBER, after: Beside::LETTER, cut: BOTH },
    Rule { before: Beside::LETTER, after: Beside::NO_LETTER, cut: BOTH },
    Rule { before: Beside::LETTER, after: Beside::LETTER, cut: BEFORE },
    Rule { before: Beside::NUMBER, after: Beside::S, cut: BEFORE },
];

/// `l'eau` → `l' eau`.
const ROMANCE: [Rule; 4] = [
    Rule { before: Beside::NO_LETTER, after: Beside::NO_LETTER, cut: BOTH },
    Rule { before: Beside::NO_LETTER, after: Beside::LETTER, cut: BOTH },
    Rule { before: Beside::LETTER, after: Beside::NO_LETTER, cut: BOTH },
    Rule { before: Beside::LETTER, after: Beside::LETTER, cut: AFTER },
];

/// How a language treats apostrophes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Apostrophes {
    /// English: `don 't`.
    English,
    /// French and Italian: `l' eau`.
    Romance,
    /// All others: a word of their own.
    Apart,
}

impl Apostrophes {
    /// By the ISO code of the language.
    pub(super) fn of(language: &str) -> Self {
        match language {
            "en" => Apostrophes::English,
            "fr" | "it" => Apostrophes::Romance,
            _ => Apostrophes::Apart,
        }
    }

    fn rules(self) -> &'static [Rule] {
        match self {
            Apostrophes::English => &ENGLISH,
            Apostrophes::Romance => &ROMANCE,
            Apostrophes::Apart => &[],
        }
    }

    /// Where to cut at an apostrophe that shares no neighbour with another; `None` is an end of the text.
    pub(super) fn lone(self, before: Option<u8>, after: Option<u8>) -> Cut {
        let (Some(before), Some(after)) = (before, after) else { return NOWHERE };
        let fits = |rule: &&Rule| rule.before.fits(before) && rule.after.fits(after);
        self.rules().iter().find(fits).map_or(NOWHERE, |rule| rule.cut)
    }
}

/// A character among apostrophes: its classes and the byte after it. Spaces that a rule put in end at 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Symbol {
    pub(super) classes: u8,
    pub(super) end: usize,
}

impl Symbol {
    const CUT: Symbol = Symbol { classes: SPACE, end: 0 };

    fn is_apostrophe(self) -> bool {
        self.classes & APOSTROPHE != 0
    }
}

/// The substitutions of a language, each reading what the one before it writes. Each holds back at most two symbols, so
/// that any number of apostrophes takes no more memory than one.
#[derive(Debug)]
pub(super) struct Chain {
    rules: &'static [Rule],
    /// What the rules hold back: a character, perhaps the apostrophe after it.
    held: [(Option<Symbol>, Option<Symbol>); 5],
}

impl Chain {
    pub(super) fn new(apostrophes: Apostrophes) -> Self {
        Chain { rules: apostrophes.rules(), held: [(None, None); 5] }
    }

    /// Takes the next symbol; hands over those that are done with.
    pub(super) fn push(&mut self, symbol: Symbol, done: &mut impl FnMut(Symbol)) {
        self.pass(0, symbol, done);
    }

    /// There are no more.
    pub(super) fn finish(mut self, done: &mut impl FnMut(Symbol)) {
        for number in 0..self.rules.len() {
            let (first, second) = std::mem::take(&mut self.held[number]);
            for symbol in first.into_iter().chain(second) {
                self.pass(number + 1, symbol, done);
            }
        }
    }

    /// Hands `symbol` to the rule of this number.
    fn pass(&mut self, number: usize, symbol: Symbol, done: &mut impl FnMut(Symbol)) {
        let Some(rule) = self.rules.get(number) else { return done(symbol) };
        match std::mem::take(&mut self.held[number]) {
            (Some(before), Some(apostrophe)) if rule.after.fits(symbol.classes) => {
                self.pass(number + 1, before, done);
                if rule.cut.before {
                    self.pass(number + 1, Symbol::CUT, done);
                }
                self.pass(number + 1, apostrophe, done);
                if rule.cut.after {
                    self.pass(number + 1, Symbol::CUT, done);
                }
                self.pass(number + 1, symbol, done);
            }
            (Some(before), Some(apostrophe)) => {
                self.pass(number + 1, before, done);
                self.held[number] = self.hold(number, apostrophe, symbol, done);
            }
            (Some(before), None) => self.held[number] = self.hold(number, before, symbol, done),
            (None, _) => self.held[number] = (Some(symbol), None),
        }
    }

    /// Holds both symbols if they may be the beginning of a match, else only the second.
    fn hold(
        &mut self,
        number: usize,
        before: Symbol,
        symbol: Symbol,
        done: &mut impl FnMut(Symbol),
    ) -> (Option<Symbol>, Option<Symbol>) {
        if symbol.is_apostrophe() && self.rules[number].before.fits(before.classes) {
            return (Some(before), Some(symbol));
        }
        self.pass(number + 1, before, done);
        (Some(symbol), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbols(text: &str) -> impl Iterator<Item = Symbol> + '_ {
        text.char_indices().map(|(at, c)| {
            let classes = match c {
                '\'' => APOSTROPHE,
                ' ' => SPACE,
                's' => LETTER | S,
                'a'..='z' => LETTER,
                '0'..='9' => NUMBER,
                // Some Roman numerals are both.
                'Ⅷ' => LETTER | NUMBER,
                _ => 0,
            };
            Symbol { classes, end: at + c.len_utf8() }
        })
    }

    /// The text with the spaces that the rules put in.
    fn chained(apostrophes: Apostrophes, text: &str) -> String {
        let (mut written, mut from) = (String::new(), 0);
        let mut write = |symbol: Symbol| {
            if symbol == Symbol::CUT {
                return written.push(' ');
            }
            written.push_str(&text[from..symbol.end]);
            from = symbol.end;
        };
        let mut chain = Chain::new(apostrophes);
        symbols(text).for_each(|symbol| chain.push(symbol, &mut write));
        chain.finish(&mut write);
        written
    }

    /// The same rule by rule over text.
    fn substituted(apostrophes: Apostrophes, text: &str) -> String {
        let mut text: Vec<char> = text.chars().collect();
        for rule in apostrophes.rules() {
            let classes: Vec<u8> = symbols(&text.iter().collect::<String>()).map(|s| s.classes).collect();
            let (mut written, mut at) = (Vec::new(), 0);
            while at < text.len() {
                let fits = at + 2 < text.len()
                    && rule.before.fits(classes[at])
                    && text[at + 1] == '\''
                    && rule.after.fits(classes[at + 2]);
                written.push(text[at]);
                at += 1;
                if fits {
                    written.extend(rule.cut.before.then_some(' '));
                    written.push('\'');
                    written.extend(rule.cut.after.then_some(' '));
                    written.push(text[at + 1]);
                    at += 2;
                }
            }
            text = written;
        }
        text.into_iter().collect()
    }

    const LANGUAGES: [Apostrophes; 3] = [Apostrophes::English, Apostrophes::Romance, Apostrophes::Apart];

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4_000))]

        #[test]
        fn the_chain_equals_the_substitutions(text in "['as1 .Ⅷ]{0,14}") {
            for language in LANGUAGES {
                proptest::prop_assert_eq!(chained(language, &text), substituted(language, &text));
            }
        }
    }

    #[test]
    fn a_lone_apostrophe_needs_one_rule() {
        for language in LANGUAGES {
            for before in ["", "a", "s", "1", "Ⅷ", ".", " "] {
                for after in ["", "a", "s", "1", "Ⅷ", ".", " "] {
                    let class = |text| symbols(text).next().map(|symbol| symbol.classes);
                    let cut = language.lone(class(before), class(after));
                    let space = |cut| if cut { " " } else { "" };
                    let text = format!("{before}{}'{}{after}", space(cut.before), space(cut.after));
                    assert_eq!(text, substituted(language, &format!("{before}'{after}")));
                }
            }
        }
    }
}
