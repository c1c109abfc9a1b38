//! Where spaCy cuts inside a word: the infix rules of `lang/en/punctuation.py`.

use crate::text::tokenize::spacy::affixes::leading_dots;
use crate::text::tokenize::spacy::characters::{ICON, LETTER, LOWER, QUOTE, UPPER, class_of};

/// The first infix at or after `from`: its bytes.
pub(super) fn next_infix(word: &str, from: usize) -> Option<(usize, usize)> {
    let mut before = word[..from].chars().next_back();
    for (offset, character) in word[from..].char_indices() {
        let at = from + offset;
        let length = infix_length(word, at, character, before);
        if length > 0 {
            return Some((at, at + length));
        }
        before = Some(character);
    }
    None
}

/// How many bytes the infix at `at` takes; 0 if none is there.
#[inline]
fn infix_length(word: &str, at: usize, character: char, before: Option<char>) -> usize {
    let after = &word[at + character.len_utf8()..];
    let letter_at = |rest: &str| next_is(rest, LETTER);
    let was = |class: u8| before.is_some_and(|c| class_of(c) & class != 0);
    let was_digit = before.is_some_and(|c| c.is_ascii_digit());
    let number_goes_on = || was_digit && after.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' => 0,
        '.' => match leading_dots(after) {
            0 => usize::from(was(LOWER | QUOTE) && next_is(after, UPPER | QUOTE)),
            dots => dots + 1,
        },
        '…' => character.len_utf8(),
        '+' | '*' | '^' => usize::from(number_goes_on()),
        '-' if number_goes_on() => 1,
        ',' => usize::from(was(LETTER) && letter_at(after)),
        '-' | '–' | '—' | '~' if was_digit || was(LETTER) => dash_length(character, after, letter_at),
        ':' | '<' | '>' | '=' | '/' => usize::from((was_digit || was(LETTER)) && letter_at(after)),
        _ if class_of(character) & ICON != 0 => character.len_utf8(),
        _ => 0,
    }
}

/// A dash, or up to three short ones, or two long ones, before a letter.
fn dash_length(dash: char, after: &str, letter_at: impl Fn(&str) -> bool) -> usize {
    let most = match dash {
        '-' => 3,
        '—' => 2,
        _ => 1,
    };
    let mut rest = after;
    for dashes in 1..=most {
        if letter_at(rest) {
            return dashes * dash.len_utf8();
        }
        match rest.strip_prefix(dash) {
            Some(shorter) => rest = shorter,
            None => return 0,
        }
    }
    0
}

#[inline]
fn next_is(rest: &str, class: u8) -> bool {
    rest.chars().next().is_some_and(|c| class_of(c) & class != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// spaCy 3.8.18: `find_infix` of a blank English tokenizer.
    #[test]
    fn infixes_are_those_of_spacy() {
        for (word, infixes) in [
            ("dyn-o-mite", vec!["-", "-"]),
            ("a--b---c——d", vec!["--", "---", "——"]),
            ("a----b", vec![]),
            ("1-2--3-a", vec!["-", "-", "-"]),
            ("1+2*3^-4", vec!["+", "*", "^"]),
            ("end.Start", vec!["."]),
            ("a.b", vec![]),
            ("a,b,1", vec![","]),
            ("a:b/c=1", vec![":", "/"]),
            ("a..b…c☃d", vec!["..", "…", "☃"]),
            ("中.文", vec!["."]),
        ] {
            let (mut found, mut from) = (Vec::new(), 0);
            while let Some((start, end)) = next_infix(word, from) {
                found.push(&word[start..end]);
                from = end;
            }
            assert_eq!(found, infixes, "{word}");
        }
    }
}
