//! Whole words that spaCy keeps as web or mail addresses: `URL_MATCH` of `lang/tokenizer_exceptions.py`.
//!
//! The pattern is `(scheme://)? (anything@)? host (:port)? (path)?`. Whether it matches is decided without backtracking: a
//! host may begin at the start, after the scheme or after any `@`, and each of its parts ends where it must.

use crate::text::python;
use crate::text::tokenize::spacy::characters::{LOWER, class_of};

/// The longest label of a host, in characters.
const LONGEST_LABEL: usize = 64;

/// Whether `word`, which holds no white space, is an address.
pub(super) fn is_address(word: &str) -> bool {
    let scheme = scheme_length(word);
    let signs = word.match_indices('@').map(|(at, _)| at).filter(|&at| at > 0).map(|at| at + 1);
    [0].into_iter().chain(scheme).chain(signs).any(|start| is_host(&word[start..]))
}

/// `[\w\+\-\.]{2,}://`.
fn scheme_length(word: &str) -> Option<usize> {
    let colon = word.find("://")?;
    let of_scheme = |c: char| python::is_word(c) || matches!(c, '+' | '-' | '.');
    let scheme = &word[..colon];
    (scheme.chars().all(of_scheme) && scheme.chars().nth(1).is_some()).then_some(colon + 3)
}

/// A host and what may follow it, to the end.
fn is_host(text: &str) -> bool {
    is_internet_number(text) || is_domain(text)
}

/// Labels and dots, a last label of lower-case letters, and the rest.
fn is_domain(text: &str) -> bool {
    let mut rest = text;
    while let Some(dot) = label_length(rest) {
        rest = &rest[dot + 1..];
        let (letters, length) = run_up_to(rest, 64, |c| class_of(c) & LOWER != 0);
        if (2..=63).contains(&letters) && is_rest(&rest[length..]) {
            return true;
        }
    }
    false
}

/// Where the label at the start of `text` ends before a dot: letters, digits or anything foreign, `_` and `-` inside.
fn label_length(text: &str) -> Option<usize> {
    let outer = |c: char| c.is_ascii_alphanumeric() || matches!(c, '\u{A1}'..='\u{FFFF}');
    let (count, length) = run_up_to(text, LONGEST_LABEL + 1, |c| outer(c) || matches!(c, '_' | '-'));
    let label = &text[..length];
    let fits = count <= LONGEST_LABEL && label.starts_with(outer) && label.ends_with(outer);
    (fits && text[length..].starts_with('.')).then_some(length)
}

/// `(?::\d{2,5})?(?:[/?#]\S*)?$`.
fn is_rest(text: &str) -> bool {
    let path = |text: &str| text.is_empty() || text.starts_with(['/', '?', '#']);
    match text.strip_prefix(':') {
        Some(port) => {
            let (digits, length) = run_up_to(port, 6, python::is_digit);
            (2..=5).contains(&digits) && path(&port[length..])
        }
        None => path(text),
    }
}

/// Four numbers of an address that is neither private nor reserved, and the rest.
fn is_internet_number(text: &str) -> bool {
    let mut rest = text;
    let mut octets = [""; 4];
    for (place, octet) in octets.iter_mut().enumerate() {
        if place > 0 {
            let Some(after) = rest.strip_prefix('.') else { return false };
            rest = after;
        }
        let (digits, length) = run_up_to(rest, 4, python::is_digit);
        if !(1..=3).contains(&digits) {
            return false;
        }
        (*octet, rest) = rest.split_at(length);
    }
    let private = matches!(octets[..2], ["10" | "127", _] | ["169", "254"] | ["192", "168"])
        || (octets[0] == "172" && is_private_second(octets[1]));
    let valid = is_first(octets[0]) && is_middle(octets[1]) && is_middle(octets[2]) && is_last(octets[3]);
    valid && !private && is_rest(rest)
}

/// `1[6-9]|2\d|3[0-1]`.
fn is_private_second(octet: &str) -> bool {
    let Digits { first, second, third } = Digits::of(octet);
    third.is_none()
        && matches!((first, second), ('1', Some('6'..='9')) | ('2', Some(_)) | ('3', Some('0' | '1')))
}

/// `[1-9]\d?|1\d\d|2[01]\d|22[0-3]`.
fn is_first(octet: &str) -> bool {
    match Digits::of(octet) {
        Digits { first, third: None, .. } => matches!(first, '1'..='9'),
        Digits { first: '1', .. } => true,
        Digits { first: '2', second: Some('0' | '1'), .. } => true,
        Digits { first: '2', second: Some('2'), third: Some('0'..='3') } => true,
        _ => false,
    }
}

/// `1?\d{1,2}|2[0-4]\d|25[0-5]`.
fn is_middle(octet: &str) -> bool {
    let Digits { first, second, third } = Digits::of(octet);
    let below_256 = matches!((second, third), (Some('0'..='4'), _) | (Some('5'), Some('0'..='5')));
    third.is_none() || first == '1' || (first == '2' && below_256)
}

/// `[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]`.
fn is_last(octet: &str) -> bool {
    match Digits::of(octet) {
        Digits { first, third: None, .. } => matches!(first, '1'..='9'),
        Digits { first: '2', second: Some('5'), third } => matches!(third, Some('0'..='4')),
        _ => is_middle(octet),
    }
}

/// One to three digits, of any script.
struct Digits {
    first: char,
    second: Option<char>,
    third: Option<char>,
}

impl Digits {
    fn of(octet: &str) -> Self {
        let mut digits = octet.chars();
        Digits { first: digits.next().unwrap_or(' '), second: digits.next(), third: digits.next() }
    }
}

/// How many characters of a class `text` begins with, `most` at most, and their bytes.
fn run_up_to(text: &str, most: usize, class: impl Fn(char) -> bool) -> (usize, usize) {
    let taken = text.chars().take(most).take_while(|&c| class(c));
    taken.fold((0, 0), |(count, length), c| (count + 1, length + c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// spaCy 3.8.18: `URL_MATCH`.
    #[test]
    fn addresses_are_those_of_spacy() {
        for address in [
            "example.com",
            "http://example.com/a?b#c",
            "a_b-c.example.co:8080/x",
            "me@mail.example.org",
            "1.2.3.4",
            "223.255.255.254:80",
            "ftp://a:b@c.de",
            "例.中国",
            "a@b@c.de?",
            "a.b.c.de#",
            "172.15.1.1",
            "x://a@b.cd",
        ] {
            assert!(is_address(address), "{address}");
        }
        for other in [
            "example",
            "example.c",
            "lower.Upper",
            "a..de",
            "-a.de",
            "a-.de",
            "10.0.0.1",
            "127.1.1.1",
            "192.168.1.1",
            "172.16.1.1",
            "169.254.1.1",
            "224.1.1.1",
            "1.2.3.0",
            "1.2.3",
            "a.de:1",
            "a.de:123456",
            "a.de:80x",
            "@b",
            "",
            "a.de!",
            "256.1.1.1",
            "1.256.1.1",
        ] {
            assert!(!is_address(other), "{other}");
        }
        assert!(
            is_address(&format!("{}.de", "a".repeat(64))) && !is_address(&format!("{}.de", "a".repeat(65)))
        );
        assert!(
            is_address(&format!("a.{}", "b".repeat(63))) && !is_address(&format!("a.{}", "b".repeat(64)))
        );
    }

    #[test]
    fn hostile_words_take_one_pass() {
        assert!(!is_address(&"a@a.".repeat(200_000)));
        assert!(!is_address(&"a.".repeat(200_000)));
    }
}
