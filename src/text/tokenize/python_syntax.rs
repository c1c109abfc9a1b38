//! [`translate`]: an expression of Python's module `re` in the syntax of the crate `fancy-regex`.
//!
//! Classes mean what they mean to Python (`\w` is a letter, a number or `_`; `\s` takes in U+001C to U+001F), brackets
//! hold no sets within sets, `{` may be itself, and `$` holds before a last line feed, too. Source: the documentation of
//! `re`, Python 3.11.
//!
//! Left out: `\N{…}` and the flag `L`, which are refused.

use std::iter::Peekable;
use std::str::Chars;

/// The expression with Rust's word boundaries and, where it asks for any, with Python's.
pub(crate) struct Translated {
    pub(crate) plain: String,
    pub(crate) exact: Option<String>,
    /// Whether classes are those of ASCII.
    pub(crate) ascii: bool,
}

/// What `re` and this module refuse, in words.
type Refusal = &'static str;

const ALL_SPACE: &str = r"\s\x1C-\x1F";
const ALL_WORD: &str = r"\p{L}\p{N}_";

/// Translates an expression; what is wrong with it beyond this syntax is found when it is compiled.
pub(crate) fn translate(expression: &str) -> Result<Translated, Refusal> {
    let write = |exact: bool| {
        let flags = Flags::of(expression);
        let mut writer =
            Writer { rest: expression.chars().peekable(), out: String::new(), exact, flags, bounds: false };
        writer.all()?;
        Ok::<_, Refusal>((writer.out, writer.bounds))
    };
    let (plain, bounds) = write(false)?;
    let exact = if bounds { Some(write(true)?.0) } else { None };
    Ok(Translated { plain, exact, ascii: Flags::of(expression).ascii })
}

/// The flags that change what is written; they stand at the beginning and hold for all.
#[derive(Clone, Copy)]
struct Flags {
    ascii: bool,
    multi_line: bool,
}

impl Flags {
    fn of(expression: &str) -> Self {
        let letters =
            expression.strip_prefix("(?").and_then(|rest| rest.split_once(')')).map_or("", |(l, _)| l);
        let has =
            |flag: char| letters.chars().all(|letter| letter.is_ascii_alphabetic()) && letters.contains(flag);
        Flags { ascii: has('a'), multi_line: has('m') }
    }
}

struct Writer<'e> {
    rest: Peekable<Chars<'e>>,
    out: String,
    exact: bool,
    flags: Flags,
    /// Whether a word boundary was met.
    bounds: bool,
}

impl Writer<'_> {
    fn all(&mut self) -> Result<(), Refusal> {
        // Whether what stands before is a quantifier, which no other may follow.
        let mut quantified = false;
        while let Some(character) = self.rest.next() {
            let quantifies =
                matches!(character, '*' | '+' | '?') || (character == '{' && self.bounds_follow());
            if quantifies && quantified {
                return Err("multiple repeat");
            }
            match character {
                _ if quantifies => self.quantifier(character),
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                '$' if !self.flags.multi_line => self.out.push_str(r"(?=\n?\z)"),
                '{' | '}' | ']' => self.literal(character),
                other => self.out.push(other),
            }
            quantified = quantifies;
        }
        Ok(())
    }

    /// Whether `{` opens the bounds of a repetition.
    fn bounds_follow(&self) -> bool {
        let mut ahead = self.rest.clone();
        let (mut digits, mut commas) = (0, 0);
        loop {
            match ahead.next() {
                Some('0'..='9') => digits += 1,
                Some(',') => commas += 1,
                Some('}') => return commas <= 1 && digits + commas > 0,
                _ => return false,
            }
        }
    }

    /// A quantifier with the `?` or `+` that makes it lazy or possessive.
    fn quantifier(&mut self, character: char) {
        self.out.push(character);
        if character == '{' {
            if self.rest.peek() == Some(&',') {
                self.out.push('0');
            }
            for inside in self.rest.by_ref() {
                self.out.push(inside);
                if inside == '}' {
                    break;
                }
            }
        }
        if let Some(mode) = self.rest.next_if(|&next| matches!(next, '?' | '+')) {
            self.out.push(mode);
        }
    }

    fn literal(&mut self, character: char) {
        if character.is_ascii_punctuation() && !matches!(character, '<' | '>' | '_') {
            self.out.push('\\');
        }
        match character {
            ' ' => self.out.push_str(r"\x20"),
            other => self.out.push(other),
        }
    }

    fn group(&mut self) -> Result<(), Refusal> {
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        match self.rest.peek() {
            Some('#') => {
                self.out.pop();
                self.rest.by_ref().find(|&inside| inside == ')').ok_or("missing ) of a comment")?;
            }
            Some(letter) if letter.is_ascii_alphabetic() && *letter != 'P' => self.flag_group()?,
            _ => self.out.push('?'),
        }
        Ok(())
    }

    /// `(?flags)` or `(?flags:…)`; Rust knows no `a`, and `u` goes without saying.
    fn flag_group(&mut self) -> Result<(), Refusal> {
        let mut kept = String::new();
        while let Some(letter) = self.rest.next_if(|&next| next.is_ascii_alphabetic() || next == '-') {
            match letter {
                'a' | 'u' => {}
                'i' | 'm' | 's' | 'x' | '-' => kept.push(letter),
                _ => return Err("unknown flag"),
            }
        }
        match (self.rest.next(), kept.as_str()) {
            (Some(')'), "") => {
                self.out.pop();
            }
            (Some(end @ (')' | ':')), kept) => self.out.extend(["?", kept, end.encode_utf8(&mut [0; 4])]),
            _ => return Err("unknown extension of a group"),
        }
        Ok(())
    }

    /// What follows a backslash outside of brackets.
    fn escape(&mut self) -> Result<(), Refusal> {
        match self.rest.next().ok_or("bad escape (end of pattern)")? {
            boundary @ ('b' | 'B') => self.boundary(boundary == 'b'),
            'A' => self.out.push_str(r"\A"),
            'Z' => self.out.push_str(r"\z"),
            digit @ '1'..='9' if !self.is_octal(digit) => {
                self.out.extend(['\\', digit]);
                if let Some(second) = self.rest.next_if(char::is_ascii_digit) {
                    self.out.push(second);
                }
                // Digits that follow are none of the reference.
                if self.rest.peek().is_some_and(char::is_ascii_digit) {
                    self.out.push_str("(?:)");
                }
            }
            other => self.escaped(other, false)?,
        }
        Ok(())
    }

    fn boundary(&mut self, at_boundary: bool) {
        self.bounds = true;
        let word = if self.flags.ascii { "(?-i:[0-9A-Za-z_])" } else { r"(?-i:[\p{L}\p{N}_])" };
        self.out.push_str(&match (self.exact, at_boundary) {
            (false, true) => r"\b".to_owned(),
            (false, false) => r"\B".to_owned(),
            (true, true) => format!("(?:(?<={word})(?!{word})|(?<!{word})(?={word}))"),
            (true, false) => format!("(?:(?<={word})(?={word})|(?<!{word})(?!{word}))"),
        });
    }

    /// Whether a digit and the two that follow name a character.
    fn is_octal(&self, first: char) -> bool {
        let mut ahead = self.rest.clone();
        let mut octal = || ahead.next().is_some_and(|next| ('0'..='7').contains(&next));
        ('0'..='3').contains(&first) && octal() && octal()
    }

    /// An escape that means the same inside and outside of brackets.
    fn escaped(&mut self, character: char, in_class: bool) -> Result<(), Refusal> {
        let ascii = self.flags.ascii;
        let (class, negated) = match character.to_ascii_lowercase() {
            'w' => (if ascii { "0-9A-Za-z_" } else { ALL_WORD }, character == 'W'),
            's' => (if ascii { r"\x09-\x0D\x20" } else { ALL_SPACE }, character == 'S'),
            'd' => (if ascii { "0-9" } else { r"\p{Nd}" }, character == 'D'),
            _ => return self.escaped_character(character),
        };
        let not = if negated { "^" } else { "" };
        // Case must not let in what is no letter but has one in its other case (U+0345).
        let parts = match (in_class, negated) {
            (true, false) => ["", "", class, ""],
            (true, true) => ["[", not, class, "]"],
            (false, _) => ["(?-i:[", not, class, "])"],
        };
        self.out.extend(parts);
        Ok(())
    }

    fn escaped_character(&mut self, character: char) -> Result<(), Refusal> {
        match character {
            'a' | 'f' | 'n' | 'r' | 't' | 'v' => self.out.extend(['\\', character]),
            'x' => self.hexadecimal(2)?,
            'u' => self.hexadecimal(4)?,
            'U' => self.hexadecimal(8)?,
            '0'..='7' => {
                let mut code = character as u32 - '0' as u32;
                for _ in 0..2 {
                    let Some(digit) = self.rest.next_if(|next| ('0'..='7').contains(next)) else { break };
                    code = code * 8 + (digit as u32 - '0' as u32);
                }
                self.out.push_str(&format!(r"\x{{{code:x}}}"));
            }
            other if other.is_ascii_alphanumeric() => return Err("bad escape"),
            other => self.literal(other),
        }
        Ok(())
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<(), Refusal> {
        self.out.push_str(r"\x{");
        for _ in 0..digits {
            let digit = self.rest.next_if(char::is_ascii_hexdigit);
            self.out.push(digit.ok_or("incomplete escape")?);
        }
        self.out.push('}');
        Ok(())
    }

    /// Brackets: only `]`, `^` at the beginning, `-` and `\` are special to Python.
    fn class(&mut self) -> Result<(), Refusal> {
        self.out.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        let mut first = true;
        loop {
            match self.rest.next().ok_or("unterminated character set")? {
                ']' if !first => break,
                '\\' => match self.rest.next().ok_or("bad escape (end of pattern)")? {
                    'b' => self.out.push_str(r"\x08"),
                    other => self.escaped(other, true)?,
                },
                // A range, or itself beside the brackets and before another.
                '-' if !first && !matches!(self.rest.peek(), Some(']' | '-')) => self.out.push('-'),
                other => self.literal(other),
            }
            first = false;
        }
        self.out.push(']');
        Ok(())
    }
}
