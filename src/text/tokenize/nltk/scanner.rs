//! [`Scanner`]: one walk through a text that cuts it as NLTK's chains of substitutions do.
//!
//! NLTK states `TreebankWordTokenizer` and `NLTKWordTokenizer` (3.10) as some thirty substitutions that put spaces around
//! signs; what stands between spaces at the end is a token. Most of them look at no more than a few characters around the
//! sign, so they can be decided in one walk. Signs cut the text into *chunks*; what the last substitutions do (clitics,
//! contractions) happens at the end of a chunk or within it.
//!
//! The second rule for final periods of `NLTKWordTokenizer` has no counterpart here: the first does all that it does.

use crate::text::python;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenize::nltk::clitic;
use crate::text::tokenize::nltk::contraction;
use crate::text::tokenize::nltk::final_period::{self, FinalPeriod};

/// What a byte may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter of ASCII.
    Letter,
    /// Anything else that never cuts.
    Other,
    /// White space of ASCII, by `str.isspace`.
    Space,
    /// A sign that is always a token.
    Sign,
    DoubleQuote,
    Apostrophe,
    Backtick,
    /// `,` or `:`.
    Comma,
    Dot,
    Dash,
    /// The first byte of a character beyond ASCII that may be white space, a quote or a dash.
    Lead,
}

const fn classes(improved: bool) -> [Class; 256] {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'\t'..=b'\r' | 0x1c..=0x1f | b' ' => Class::Space,
            b';' | b'@' | b'#' | b'$' | b'%' | b'&' | b'?' | b'!' => Class::Sign,
            b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'<' | b'>' => Class::Sign,
            b'*' if improved => Class::Sign,
            b'"' => Class::DoubleQuote,
            b'\'' => Class::Apostrophe,
            b'`' => Class::Backtick,
            b',' | b':' => Class::Comma,
            b'.' => Class::Dot,
            b'-' => Class::Dash,
            0xC2 | 0xE1 | 0xE2 | 0xE3 => Class::Lead,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
}

/// A walk through one text. `IMPROVED` is `NLTKWordTokenizer`, otherwise `TreebankWordTokenizer`.
pub(super) struct Scanner<'t, 's, const IMPROVED: bool> {
    text: &'t str,
    bytes: &'t [u8],
    sink: &'s mut dyn FnMut(Token<'_>),
    convert_parentheses: bool,
    final_period: Option<FinalPeriod>,
    /// Where the chunk that is being read began.
    chunk: usize,
    /// Whether the chunk holds anything but letters of ASCII.
    mixed: bool,
    /// Whether the chunk holds an apostrophe.
    apostrophe: bool,
    /// The last place where the substitutions put a space.
    spaced: Option<usize>,
}

impl<'t, 's, const IMPROVED: bool> Scanner<'t, 's, IMPROVED> {
    const CLASSES: [Class; 256] = classes(IMPROVED);

    pub(super) fn new(text: &'t str, convert_parentheses: bool, sink: &'s mut dyn FnMut(Token<'_>)) -> Self {
        let final_period = if IMPROVED { final_period::improved(text) } else { final_period::treebank(text) };
        Scanner {
            text,
            bytes: text.as_bytes(),
            sink,
            convert_parentheses,
            final_period,
            chunk: 0,
            mixed: false,
            apostrophe: false,
            spaced: None,
        }
    }

    /// Hands every token to the sink.
    pub(super) fn run(mut self) {
        let mut at = 0;
        while let Some(&byte) = self.bytes.get(at) {
            at = match Self::CLASSES[usize::from(byte)] {
                Class::Letter => at + 1,
                Class::Other => self.other(at),
                Class::Space => self.space(at, at + 1),
                Class::Sign => self.sign(at),
                Class::DoubleQuote => self.quote(at, at + 1),
                Class::Apostrophe if self.next_is(at, b'\'') => self.quote(at, at + 2),
                Class::Apostrophe => self.apostrophe(at),
                Class::Backtick if self.next_is(at, b'`') => self.token(at, at + 2, "``"),
                Class::Backtick if IMPROVED => self.token(at, at + 1, "`"),
                Class::Backtick => self.other(at),
                Class::Comma => self.comma(at),
                Class::Dot => self.dots(at),
                Class::Dash if self.next_is(at, b'-') => self.token(at, at + 2, "--"),
                Class::Dash => self.other(at),
                Class::Lead => self.beyond_ascii(at),
            };
        }
        self.close_chunk(at, true);
    }

    fn next_is(&self, at: usize, byte: u8) -> bool {
        self.bytes.get(at + 1) == Some(&byte)
    }

    /// A byte of the chunk that is no letter.
    fn other(&mut self, at: usize) -> usize {
        self.mixed = true;
        at + 1
    }

    /// White space. Clitics are cut off only before what is a space to the substitutions at that time:
    /// `NLTKWordTokenizer` turned white space into spaces before, the Treebank's rules only what follows the final period.
    fn space(&mut self, start: usize, end: usize) -> usize {
        if self.chunk < start {
            self.close_chunk(start, self.is_trailing(start) || self.is_plain_space(start));
        }
        self.chunk = end;
        end
    }

    /// Whether the white space that begins at `at` is a space before clitics are sought.
    fn is_plain_space(&self, at: usize) -> bool {
        self.bytes[at] == b' ' || (IMPROVED && !matches!(self.bytes[at], 0x1c..=0x1f))
    }

    /// Whether a space stands before the chunk that begins at `start` when contractions are sought.
    fn space_before(&self, start: usize) -> bool {
        if start == 0 || self.spaced == Some(start) {
            return true;
        }
        match self.bytes[start - 1] {
            b' ' => true,
            byte => IMPROVED && !matches!(byte, 0x1c..=0x1f),
        }
    }

    /// Whether the space at `at`, where a chunk ended, stood there before the rules for brackets and the last ones, so that
    /// `([^'])' ` found it.
    fn early_space(&self, at: usize) -> bool {
        let Some(&byte) = self.bytes.get(at) else { return self.final_period.is_some() };
        match Self::CLASSES[usize::from(byte)] {
            Class::Space => byte == b' ' || self.is_trailing(at),
            Class::Sign => matches!(byte, b';' | b'@' | b'#' | b'$' | b'%' | b'&' | b'?' | b'!'),
            Class::Backtick | Class::Comma | Class::Dot => true,
            Class::Lead if self.text[at..].starts_with(char::is_whitespace) => self.is_trailing(at),
            Class::Lead => !self.text[at..].starts_with(['»', '”', '’']),
            _ => false,
        }
    }

    /// Whether `at` is behind the final period and what closes behind it.
    fn is_trailing(&self, at: usize) -> bool {
        self.final_period.is_some_and(|period| at >= period.tail)
    }

    /// A sign of ASCII that is always a token.
    fn sign(&mut self, at: usize) -> usize {
        let text = match self.bytes[at] {
            b'(' if self.convert_parentheses => "-LRB-",
            b')' if self.convert_parentheses => "-RRB-",
            b'[' if self.convert_parentheses => "-LSB-",
            b']' if self.convert_parentheses => "-RSB-",
            b'{' if self.convert_parentheses => "-LCB-",
            b'}' if self.convert_parentheses => "-RCB-",
            _ => &self.text[at..at + 1],
        };
        self.token(at, at + 1, text)
    }

    /// `"` or `''`.
    fn quote(&mut self, start: usize, end: usize) -> usize {
        let text = if self.opens(start) { "``" } else { "''" };
        self.token(start, end, text)
    }

    /// Whether a quote at `at` is an opening one: `"` at the start of the text, and what follows a space or an opening
    /// bracket. Of the spaces that substitutions put, only those around opening quotes stand there at that time.
    fn opens(&self, at: usize) -> bool {
        if at == 0 {
            return self.bytes[0] == b'"';
        }
        match self.bytes[at - 1] {
            b' ' | b'(' | b'[' | b'{' | b'<' => true,
            b'`' => IMPROVED || self.spaced == Some(at),
            b'"' => at == 1,
            0x80.. if IMPROVED => self.text[..at].ends_with(['«', '“', '‘', '„']),
            _ => false,
        }
    }

    /// A single apostrophe.
    fn apostrophe(&mut self, at: usize) -> usize {
        self.mixed = true;
        self.apostrophe = true;
        if IMPROVED && clitic::stands_off(self.text, at) {
            self.close_chunk(at + 1, true);
            self.chunk = at + 1;
            self.spaced = Some(at + 1);
        }
        at + 1
    }

    /// `,` or `:`, a token unless a digit follows. The substitution takes the next character in, too, so a second comma
    /// is not looked at; it begins a chunk, unless the text or its last line ends there.
    fn comma(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 1..];
        if rest.starts_with(python::is_digit) {
            return self.other(at);
        }
        let next = self.token(at, at + 1, &self.text[at..at + 1]);
        if !rest.starts_with([',', ':']) {
            return next;
        }
        if matches!(&rest[1..], "" | "\n") {
            return self.token(next, next + 1, &rest[..1]);
        }
        self.other(next)
    }

    /// A run of dots: an ellipsis, the final period, or part of the chunk.
    fn dots(&mut self, at: usize) -> usize {
        let length = self.bytes[at..].iter().take_while(|&&byte| byte == b'.').count();
        let is_final = self.final_period.is_some_and(|period| period.dot == at);
        if IMPROVED && (length > 1 || is_final) {
            return self.token(at, at + length, &self.text[at..at + length]);
        }
        if is_final {
            self.close_chunk(at, true);
            self.chunk = at;
            self.spaced = Some(at);
        }
        for start in (0..length / 3).map(|number| at + 3 * number) {
            self.token(start, start + 3, "...");
        }
        self.mixed = true;
        at + length
    }

    /// A character beyond ASCII that may cut.
    fn beyond_ascii(&mut self, at: usize) -> usize {
        let Some(character) = self.text[at..].chars().next() else { return at + 1 };
        let end = at + character.len_utf8();
        match character {
            _ if character.is_whitespace() => self.space(at, end),
            '«' | '»' | '“' | '”' | '‘' | '’' | '„' | '\u{2012}'..='\u{2015}' if IMPROVED => {
                self.token(at, end, &self.text[at..end])
            }
            _ => {
                self.mixed = true;
                end
            }
        }
    }

    /// Closes the chunk and hands over a token with spaces on both sides.
    fn token(&mut self, start: usize, end: usize, text: &str) -> usize {
        self.close_chunk(start, true);
        (self.sink)(Token { text, span: Span { start, end } });
        self.chunk = end;
        self.spaced = Some(end);
        end
    }

    /// Hands over the tokens of the chunk that ends at `end`.
    fn close_chunk(&mut self, end: usize, space_after: bool) {
        let start = self.chunk;
        if start < end {
            let chunk = &self.text[start..end];
            if self.mixed || matches!(chunk.len(), 5 | 6) {
                self.close_special(chunk, start, space_after);
            } else {
                (self.sink)(Token { text: chunk, span: Span { start, end } });
            }
        }
        self.mixed = false;
        self.apostrophe = false;
    }

    /// A chunk in which there may be clitics and contractions.
    fn close_special(&mut self, chunk: &str, start: usize, space_after: bool) {
        let [first, second, third] = if self.apostrophe && space_after {
            clitic::cuts(chunk, || self.early_space(start + chunk.len()))
        } else {
            [chunk.len(); 3]
        };
        let space_before = self.space_before(start);
        let sink = &mut self.sink;
        let mut piece = |from: usize, to: usize| {
            if from < to {
                let span = Span { start: start + from, end: start + to };
                sink(Token { text: &chunk[from..to], span });
            }
        };
        contraction::split(&chunk[..first], space_before, &mut piece);
        piece(first, second);
        piece(second, third);
        piece(third, chunk.len());
    }
}
