//! Substitutions over a stretch of characters that remember where they came from.

use std::ops::Range;

use crate::text::normalize::moses_punct::rules::{Find, Put, Rule};
use crate::text::python;
use crate::text::span::Span;

/// A character and the bytes of the original that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) character: char,
    pub(super) origin: Span,
}

/// A substitution with the characters that it needs and those that it writes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prepared {
    rule: &'static Rule,
    needs: Characters,
    writes: Characters,
}

/// A set of characters that may hold more than was put in: a bit for many characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Characters(u64);

impl Characters {
    fn insert(&mut self, character: char) {
        self.0 |= 1 << ((character as u32).wrapping_mul(0x9E37_79B9) >> 26);
    }

    fn holds(self, others: Characters) -> bool {
        self.0 & others.0 == others.0
    }
}

impl Prepared {
    pub(super) fn new(rule: &'static Rule) -> Self {
        let (mut needs, mut writes) = (Characters::default(), Characters::default());
        for find in rule.find {
            if let Find::Is(character) = find {
                needs.insert(*character);
            }
        }
        for put in rule.put {
            if let Put::New(text) = put {
                text.chars().for_each(|character| writes.insert(character));
            }
        }
        Prepared { rule, needs, writes }
    }
}

/// Makes the substitutions one after the other, passing over those whose characters are not there.
pub(super) fn substitute_all(rules: &[Prepared], pieces: &mut Vec<Piece>, spare: &mut Vec<Piece>) {
    let mut present = Characters::default();
    pieces.iter().for_each(|piece| present.insert(piece.character));
    for Prepared { rule, needs, writes } in rules {
        if present.holds(*needs) {
            substitute(rule, pieces, spare);
            present.0 |= writes.0;
        }
    }
}

/// Makes one substitution wherever it fits, from left to right. `spare` is room to write in.
pub(super) fn substitute(rule: &Rule, pieces: &mut Vec<Piece>, spare: &mut Vec<Piece>) {
    let mut parts: [Range<usize>; 3] = [0..0, 0..0, 0..0];
    let (mut at, mut copied) = (0, 0);
    spare.clear();
    while at < pieces.len() {
        match find(rule.find, pieces, at, &mut parts) {
            Ok(end) => {
                spare.extend_from_slice(&pieces[copied..at]);
                put(rule.put, pieces, at..end, &parts, spare);
                (at, copied) = (end, end);
            }
            Err(skip) => at += skip,
        }
    }
    if copied > 0 {
        spare.extend_from_slice(&pieces[copied..]);
        std::mem::swap(pieces, spare);
    }
}

/// Where what is sought ends if it begins at `at`, and its parts; else how far on it may begin at the soonest.
fn find(sought: &[Find], pieces: &[Piece], at: usize, parts: &mut [Range<usize>; 3]) -> Result<usize, usize> {
    let (mut end, mut skip) = (at, 1);
    for (number, (part, place)) in sought.iter().zip(parts).enumerate() {
        let Some(length) = length_of(part, &pieces[end..]) else { return Err(skip) };
        *place = end..end + length;
        end += length;
        if number == 0 {
            // Within a run that led nowhere nothing begins that leads elsewhere.
            skip = length.max(1);
        }
    }
    Ok(end)
}

/// How many of the first pieces the part takes.
fn length_of(part: &Find, pieces: &[Piece]) -> Option<usize> {
    let count = |fits: &dyn Fn(char) -> bool| pieces.iter().take_while(|piece| fits(piece.character)).count();
    let first = |fits: &dyn Fn(char) -> bool| pieces.first().filter(|piece| fits(piece.character)).map(|_| 1);
    match *part {
        Find::Is(wanted) => first(&|c| c == wanted),
        Find::Of(set) => first(&|c| set.contains(c)),
        Find::Many(set) => Some(count(&|c| set.contains(c))).filter(|&length| length > 0),
        Find::Digit => first(&python::is_digit),
        Find::Letter => first(&|c| c.is_ascii_alphabetic()),
        Find::Space => Some(count(&python::is_space)),
        Find::Rest => {
            let spaces = count(&python::is_space);
            // Before a `<` or the end the last space is the character that is no `<`.
            let beyond = pieces.get(spaces).is_some_and(|piece| piece.character != '<');
            Some(spaces + usize::from(beyond)).filter(|&length| length > 0)
        }
    }
}

/// Writes what is put in the place of `matched`. New characters stand for what no part kept; where parts changed their
/// order, each stands for the whole.
fn put(
    put: &[Put],
    pieces: &[Piece],
    matched: Range<usize>,
    parts: &[Range<usize>; 3],
    written: &mut Vec<Piece>,
) {
    let kept = |at: &usize| put.iter().any(|put| matches!(put, Put::Part(part) if parts[*part].contains(at)));
    let dropped = || matched.clone().filter(|at| !kept(at));
    let whole = through(&pieces[matched.start], &pieces[matched.end - 1]);
    let origin = match (dropped().next(), dropped().next_back()) {
        (Some(first), Some(last)) => through(&pieces[first], &pieces[last]),
        _ => whole,
    };
    let begin = written.len();
    for put in put {
        match put {
            Put::New(text) => written.extend(text.chars().map(|character| Piece { character, origin })),
            Put::Part(part) => written.extend_from_slice(&pieces[parts[*part].clone()]),
        }
    }
    if !written[begin..].is_sorted_by_key(|piece| piece.origin.start) {
        written[begin..].iter_mut().for_each(|piece| piece.origin = whole);
    }
}

fn through(first: &Piece, last: &Piece) -> Span {
    first.origin.through(last.origin)
}
