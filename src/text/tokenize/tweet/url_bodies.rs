//! What follows the head of a web address: runs of characters and pairs of brackets, the last of them no punctuation.
//!
//! NLTK's pattern is `(run | ((…)…) | (…))+ (((…)…) | (…) | character)`, each alternative tried in this order and taken back
//! where what follows fails. Whether and where a body can go on after a bracket depends on the text alone, so the answers
//! are worked out once from the right for all brackets of a stretch without white space.

use crate::text::tokenize::tweet::characters::{SPACE, byte_at, class_at};

/// The most characters between brackets.
const LONGEST: usize = 255;

/// The brackets of the last stretch that was asked about.
#[derive(Debug, Default)]
pub(super) struct UrlBodies {
    start: usize,
    end: usize,
    brackets: Vec<Bracket>,
}

/// A round bracket of the text.
#[derive(Debug, Clone, Copy)]
struct Bracket {
    at: usize,
    /// Its place counted in characters of the stretch.
    character: usize,
    opens: bool,
    /// Where a body ends that goes on here: before an opening bracket or after a closing one.
    body_end: Option<usize>,
}

impl UrlBodies {
    /// Where the body that begins at `at` ends, if there is one.
    pub(super) fn body_end(&mut self, text: &str, at: usize) -> Option<usize> {
        if byte_at(text, at) == b'(' {
            let number = self.number_of(text, at)?;
            return self.through_brackets(number);
        }
        let run = run_end(text, at);
        if run == at {
            return None;
        }
        let on = if byte_at(text, run) == b'(' {
            self.number_of(text, run).and_then(|number| self.brackets[number].body_end)
        } else {
            None
        };
        let first = class_at(text, at).1;
        on.or_else(|| last_character(text, at + first, run))
    }

    /// Which bracket stands at `at`, after their stretch was worked out.
    fn number_of(&mut self, text: &str, at: usize) -> Option<usize> {
        if !(self.start..self.end).contains(&at) {
            self.work_out(text, at);
        }
        self.brackets.binary_search_by_key(&at, |bracket| bracket.at).ok()
    }

    fn work_out(&mut self, text: &str, start: usize) {
        self.brackets.clear();
        let (mut at, mut character) = (start, 0);
        loop {
            let (class, length) = class_at(text, at);
            if class & SPACE != 0 {
                break;
            }
            let byte = text.as_bytes()[at];
            if matches!(byte, b'(' | b')') {
                self.brackets.push(Bracket { at, character, opens: byte == b'(', body_end: None });
            }
            at += length;
            character += 1;
        }
        (self.start, self.end) = (start, at);
        for number in (0..self.brackets.len()).rev() {
            self.brackets[number].body_end = if self.brackets[number].opens {
                self.on_from_opening(number)
            } else {
                self.on_from_closing(text, number)
            };
        }
    }

    /// Where a body goes on to from an opening bracket: through it and further, or else through it alone.
    fn on_from_opening(&self, number: usize) -> Option<usize> {
        let last = self.nested(number).or_else(|| self.closings(number).next());
        self.through_brackets(number).or_else(|| last.map(|closing| self.brackets[closing].at + 1))
    }

    /// The same where something must follow.
    fn through_brackets(&self, number: usize) -> Option<usize> {
        let mut closings = self.nested(number).into_iter().chain(self.closings(number));
        closings.find_map(|closing| self.brackets[closing].body_end)
    }

    /// From behind a closing bracket.
    fn on_from_closing(&self, text: &str, number: usize) -> Option<usize> {
        let start = self.brackets[number].at + 1;
        let run = run_end(text, start);
        let next = self.brackets.get(number + 1).filter(|next| next.opens && next.at == run);
        next.and_then(|next| next.body_end).or_else(|| last_character(text, start, run))
    }

    /// The last of four brackets that stand as `( ( ) )`.
    fn nested(&self, number: usize) -> Option<usize> {
        let four = self.brackets.get(number..number + 4)?;
        let between = |pair: &[Bracket]| pair[1].character - pair[0].character - 1;
        let nested =
            [true, true, false, false].iter().zip(four).all(|(opens, bracket)| *opens == bracket.opens);
        let close = four.windows(2).all(|pair| between(pair) <= LONGEST) && between(&four[1..3]) > 0;
        (nested && close).then_some(number + 3)
    }

    /// The closing brackets that may end what `number` opens, nearest first.
    fn closings(&self, number: usize) -> impl Iterator<Item = usize> {
        let start = self.brackets[number].character;
        let near = move |closing: &usize| self.brackets[*closing].character - start <= LONGEST + 1;
        let closes = move |closing: &usize| {
            !self.brackets[*closing].opens && self.brackets[*closing].character - start > 1
        };
        (number + 1..self.brackets.len()).take_while(near).filter(closes)
    }
}

/// The end of the run of anything but white space and brackets that begins at `at`.
fn run_end(text: &str, mut at: usize) -> usize {
    loop {
        let (class, length) = class_at(text, at);
        if class & SPACE != 0 || b"()<>{}[]".contains(&text.as_bytes()[at]) {
            return at;
        }
        at += length;
    }
}

/// The end of the last character of `start..end` that a body may end with.
fn last_character(text: &str, start: usize, end: usize) -> Option<usize> {
    let run = text.get(start..end)?;
    let punctuation = |c: char| "`!;:'\".,?«»“”‘’".contains(c);
    let trimmed = run.trim_end_matches(punctuation);
    (!trimmed.is_empty()).then(|| start + trimmed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_brackets_take_one_pass() {
        let text = format!("{}{}", "(a".repeat(100_000), "!?".repeat(100_000));
        let mut bodies = UrlBodies::default();
        for at in (0..200_000).step_by(2) {
            assert_eq!(bodies.body_end(&text, at), None);
        }
    }

    #[test]
    fn brackets_are_taken_back_where_nothing_follows() {
        let end = |text: &str| UrlBodies::default().body_end(text, 0);
        assert_eq!(end("x(a)!)"), Some(4));
        assert_eq!(end("(a)(b)"), Some(6));
        assert_eq!(end("(a(b)c)d"), Some(8));
        assert_eq!(end("(a)"), None);
        assert_eq!(end("x()"), None);
        assert_eq!(end("x())"), Some(4));
        assert_eq!(end("x(<>)"), Some(5));
    }
}
