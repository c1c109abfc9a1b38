//! [`Scan`]: where words begin and end, found in one pass over the bytes.
//!
//! What sacremoses does by substituting spaces into the text, rule after rule, is decided here at the character that
//! the rule is about. A rule sees the text that earlier rules left: beside a symbol, dots or a comma that was cut off it
//! sees a space.

use crate::text::span::Span;
use crate::text::tokenize::moses::alphabet::{self, Alphabet, Kind};
use crate::text::tokenize::moses::apostrophe::{self, Apostrophes, Chain, Symbol};
use crate::text::tokenize::moses::period::{Sort, Word};

/// How text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rules {
    pub(super) alphabet: Alphabet,
    pub(super) apostrophes: Apostrophes,
    /// Hyphens between letters or numbers are words.
    pub(super) split_hyphens: bool,
    /// Whether two spaces are two: the text is clean. Else all white space in a row is one space.
    pub(super) literal_spaces: bool,
}

/// One pass over a text; words go to `sink` in order.
pub(super) struct Scan<'t, F> {
    text: &'t str,
    rules: Rules,
    /// Where the text begins and ends without white space at its ends.
    begin: usize,
    end: usize,
    /// Where the current word starts. It is empty if that is `at`.
    start: usize,
    at: usize,
    sink: F,
}

/// What follows an apostrophe.
struct Next {
    /// The classes of the character, as the rules of apostrophes see it.
    classes: u8,
    /// The byte after it.
    end: usize,
    /// Another apostrophe stands behind it.
    linked: bool,
}

impl<'t, F: FnMut(Word)> Scan<'t, F> {
    pub(super) fn new(text: &'t str, rules: Rules, sink: F) -> Self {
        let is_space = crate::text::python::is_space;
        let end = text.trim_end_matches(is_space).len();
        let begin = end - text[..end].trim_start_matches(is_space).len();
        Scan { text, rules, begin, end, start: begin, at: begin, sink }
    }

    /// Hands over every word.
    pub(super) fn run(mut self) {
        let bytes = self.text.as_bytes();
        while self.at < self.end {
            let (kind, length) = match bytes[self.at] {
                byte @ 0..=0x7F => (Alphabet::ascii(byte), 1),
                _ => self.wide(self.at),
            };
            match kind {
                Kind::Word => self.at += length,
                Kind::Space => self.close(length),
                Kind::Other => self.alone(length, Sort::Plain),
                Kind::Hyphen => self.hyphen(),
                Kind::Dot => self.dots(),
                Kind::Comma => self.commas(),
                Kind::Apostrophe => self.apostrophe(),
            }
        }
        self.close(0);
    }

    /// What the character beyond ASCII at `at` is, and its length.
    fn wide(&self, at: usize) -> (Kind, usize) {
        let character = self.character(at);
        (self.rules.alphabet.kind(character), character.len_utf8())
    }

    fn character(&self, at: usize) -> char {
        self.text[at..].chars().next().unwrap_or(' ')
    }

    /// What stands at `at`, an end of the text being no kind.
    fn kind(&self, at: usize) -> Option<Kind> {
        (at < self.end).then(|| self.rules.alphabet.kind(self.character(at)))
    }

    /// The last character of the current word.
    fn last(&self) -> Option<char> {
        self.text[self.start..self.at].chars().next_back()
    }

    /// Ends the current word here; the next begins `skip` bytes on.
    #[inline]
    fn close(&mut self, skip: usize) {
        if self.start < self.at {
            (self.sink)(Word { span: Span { start: self.start, end: self.at }, sort: Sort::Plain });
        }
        self.at += skip;
        self.start = self.at;
    }

    /// Ends the current word; the next `length` bytes are a word.
    fn alone(&mut self, length: usize, sort: Sort) {
        self.close(0);
        self.at += length;
        (self.sink)(Word { span: Span { start: self.start, end: self.at }, sort });
        self.start = self.at;
    }

    fn hyphen(&mut self) {
        let is_alphanumeric = |character| self.rules.alphabet.is_alphanumeric(character);
        let between = || {
            self.last().is_some_and(is_alphanumeric)
                && self.at + 1 < self.end
                && is_alphanumeric(self.character(self.at + 1))
        };
        if self.rules.split_hyphens && between() {
            self.alone(1, Sort::Hyphen);
        } else {
            self.at += 1;
        }
    }

    /// One dot goes on with the word, more are a word.
    fn dots(&mut self) {
        match self.run_of(b'.', self.at) {
            1 => self.at += 1,
            length => self.alone(length, Sort::Dots),
        }
    }

    fn run_of(&self, byte: u8, at: usize) -> usize {
        self.text.as_bytes()[at..self.end].iter().take_while(|&&other| other == byte).count()
    }

    /// A comma goes on with the word only between numbers; the last of several may begin a word.
    ///
    /// The first rule takes a comma and the character before it, so of commas in a row it cuts off every other one: the
    /// first, third, … if a character stands before them that is no number, else the second, fourth, …. The last is left
    /// if it is not among them, and only a number behind it can still hold it.
    fn commas(&mut self) {
        let length = self.run_of(b',', self.at);
        let (before_is_number, before_is_nothing) = match self.last() {
            Some(character) => (self.rules.alphabet.is_number(character), false),
            None => (false, self.at == self.begin),
        };
        let after = self.at + length;
        let before_number = after < self.end && self.rules.alphabet.is_number(self.character(after));
        if length == 1 && before_is_number && before_number {
            self.at += 1;
            return;
        }
        let first_is_cut = !before_is_number && !before_is_nothing;
        let last_is_left = before_number && length.is_multiple_of(2) == first_is_cut;
        for _ in 0..length - usize::from(last_is_left) {
            self.alone(1, Sort::Plain);
        }
        self.close(0);
        self.at = after;
    }

    fn apostrophe(&mut self) {
        if self.rules.apostrophes == Apostrophes::Apart {
            return self.alone(1, Sort::Plain);
        }
        let next = self.next_of_apostrophe(self.at + 1);
        if next.as_ref().is_some_and(|next| next.linked || next.classes & apostrophe::APOSTROPHE != 0) {
            return self.apostrophes_together();
        }
        let cut = self.rules.apostrophes.lone(self.before_apostrophe(), next.map(|next| next.classes));
        if cut.before {
            self.close(0);
        }
        self.at += 1;
        if cut.after {
            self.close(0);
        }
    }

    /// The classes of what stands before the apostrophe here: a space, if the word is new.
    fn before_apostrophe(&self) -> Option<u8> {
        match self.last() {
            Some(character) => Some(classes_beside_apostrophe(character)),
            None if self.at == self.begin => None,
            None => Some(apostrophe::SPACE),
        }
    }

    /// What follows an apostrophe that ends at `at`.
    fn next_of_apostrophe(&self, at: usize) -> Option<Next> {
        let kind = self.kind(at)?;
        let character = self.character(at);
        let mut end = at + character.len_utf8();
        let (mut classes, mut reach) = (classes_beside_apostrophe(character), true);
        match kind {
            Kind::Space => {
                classes = apostrophe::SPACE;
                while self.kind(end) == Some(Kind::Space) {
                    end += self.character(end).len_utf8();
                    reach = !self.rules.literal_spaces;
                }
            }
            Kind::Apostrophe => classes = apostrophe::APOSTROPHE,
            Kind::Dot => reach = self.run_of(b'.', at) == 1,
            // Spaces stand around these: more than one character up to the next apostrophe.
            Kind::Other | Kind::Comma => (classes, reach) = (apostrophe::SPACE, false),
            Kind::Word | Kind::Hyphen => {}
        }
        let linked = reach && kind != Kind::Apostrophe && self.kind(end) == Some(Kind::Apostrophe);
        Some(Next { classes, end, linked })
    }

    /// Apostrophes with at most one character between each and the next.
    fn apostrophes_together(&mut self) {
        let mut chain = Chain::new(self.rules.apostrophes);
        let mut end = self.at;
        if let Some(classes) = self.before_apostrophe() {
            chain.push(Symbol { classes, end }, &mut |symbol| self.take(symbol));
        }
        loop {
            end += 1;
            chain.push(Symbol { classes: apostrophe::APOSTROPHE, end }, &mut |symbol| self.take(symbol));
            let Some(next) = self.next_of_apostrophe(end) else { break };
            if next.classes & apostrophe::APOSTROPHE != 0 {
                continue;
            }
            if next.linked {
                end = next.end;
                chain.push(Symbol { classes: next.classes, end }, &mut |symbol| self.take(symbol));
                continue;
            }
            // The character after the last apostrophe is only looked at.
            let classes = next.classes & !apostrophe::SPACE;
            chain.push(Symbol { classes, end }, &mut |symbol| self.take(symbol));
            break;
        }
        chain.finish(&mut |symbol| self.take(symbol));
        self.at = end;
    }

    /// Takes what the rules made of a character among apostrophes.
    fn take(&mut self, symbol: Symbol) {
        if symbol.classes & apostrophe::SPACE != 0 {
            self.close(symbol.end.saturating_sub(self.at));
        } else {
            self.at = symbol.end;
        }
    }
}

/// The classes of a character that stands beside an apostrophe. They are those of English, whatever the language.
fn classes_beside_apostrophe(character: char) -> u8 {
    let classes = Alphabet::classes(character);
    let bit = |holds: bool, bit: u8| if holds { bit } else { 0 };
    bit(alphabet::is_letter(classes), apostrophe::LETTER)
        | bit(classes & alphabet::NUMBER != 0, apostrophe::NUMBER)
        | bit(character == 's', apostrophe::S)
        | bit(character == '\'', apostrophe::APOSTROPHE)
}
