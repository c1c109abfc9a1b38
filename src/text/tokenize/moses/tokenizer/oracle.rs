//! The tokenizer as sacremoses states it: substitutions over the whole text, one after the other.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::text::python;
use crate::text::tokenize::moses::alphabet::{Alphabet, LOWER, NUMBER, is_letter};
use crate::text::tokenize::moses::prefixes::NonbreakingPrefixes;

/// What a character must be.
type Class<'c> = &'c dyn Fn(char) -> bool;

/// Replaces what fits `sought`, character by character, from left to right: `put` gets what was found.
fn replace(text: &str, sought: &[Class<'_>], put: impl Fn(&[char]) -> String) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (mut written, mut at) = (String::new(), 0);
    while at < characters.len() {
        let found = &characters[at..(at + sought.len()).min(characters.len())];
        if found.len() == sought.len() && found.iter().zip(sought).all(|(&c, class)| class(c)) {
            written += &put(found);
            at += sought.len();
        } else {
            written.push(characters[at]);
            at += 1;
        }
    }
    written
}

fn single_spaces(text: &str) -> String {
    let mut written = String::new();
    for c in text.chars().map(|c| if python::is_space(c) { '\n' } else { c }) {
        if c != '\n' || !written.ends_with('\n') {
            written.push(c);
        }
    }
    written.replace('\n', " ")
}

/// The tokens of `text`.
pub(super) fn tokens(language: &str, split_hyphens: bool, escape: bool, text: &str) -> Vec<String> {
    let alphabet = Alphabet::of(language);
    let alphanumeric = |c| alphabet.is_alphanumeric(c);
    let text = single_spaces(text).replace(|c| c < ' ', "");
    let other = |c: char| !alphanumeric(c) && !python::is_space(c) && !".'`,-".contains(c);
    let mut text = replace(text.trim(), &[&other], |found| format!(" {} ", found[0]));
    if split_hyphens {
        text = hyphens(&text, &alphanumeric);
    }
    let text = apostrophes(language, &commas(&dots(&text)));
    let text = periods(alphabet, &NonbreakingPrefixes::of_language(language), &text);
    let mut text = single_spaces(&text).trim().to_owned();
    if text.ends_with(".'") {
        text = format!("{} . ' ", &text[..text.len() - 2]);
    }
    static MARKS: LazyLock<Regex> = LazyLock::new(|| Regex::new("(DOT)+MULTI").unwrap());
    let mut text =
        MARKS.replace_all(&text, |found: &Captures<'_>| ".".repeat((found[0].len() - 5) / 3)).into_owned();
    if escape {
        for (from, to) in [
            ("&", "&amp;"),
            ("|", "&#124;"),
            ("<", "&lt;"),
            (">", "&gt;"),
            ("'", "&apos;"),
            ("\"", "&quot;"),
            ("[", "&#91;"),
            ("]", "&#93;"),
        ] {
            text = text.replace(from, to);
        }
    }
    text.split_whitespace().map(str::to_owned).collect()
}

fn hyphens(text: &str, alphanumeric: Class<'_>) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut written = String::new();
    for (at, &c) in characters.iter().enumerate() {
        let beside = |at: usize| characters.get(at).copied().is_some_and(alphanumeric);
        let between = at > 0 && beside(at - 1) && beside(at + 1);
        written += &if c == '-' && between { " @-@ ".to_owned() } else { c.to_string() };
    }
    written
}

fn dots(text: &str) -> String {
    let mark = |found: &Captures<'_>| {
        let whole = found.get(0).unwrap();
        let mark = format!(" {}MULTI", "DOT".repeat(whole.len()));
        if whole.end() < text.len() { mark + " " } else { mark }
    };
    static DOTS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\.{2,}").unwrap());
    DOTS.replace_all(text, mark).into_owned()
}

fn commas(text: &str) -> String {
    let number = |c| Alphabet::classes(c) & NUMBER != 0;
    let (comma, other) = (|c| c == ',', |c| !number(c));
    let text = replace(text, &[&other, &comma], |found| format!("{} , ", found[0]));
    let text = replace(&text, &[&comma, &other], |found| format!(" , {}", found[1]));
    match text.strip_suffix(',') {
        Some(rest) if rest.ends_with(number) => format!("{rest} , "),
        _ => text,
    }
}

fn apostrophes(language: &str, text: &str) -> String {
    let alpha = |c| is_letter(Alphabet::classes(c));
    let number = |c| Alphabet::classes(c) & NUMBER != 0;
    let (other, neither) = (|c| !alpha(c), |c| !alpha(c) && !number(c));
    let (apostrophe, s) = (|c| c == '\'', |c| c == 's');
    let rule = |text: &str, before: Class<'_>, after: Class<'_>, put: &str| {
        replace(text, &[before, &apostrophe, after], |found| format!("{}{put}{}", found[0], found[2]))
    };
    match language {
        "en" => {
            let text = rule(text, &other, &other, " ' ");
            let text = rule(&text, &neither, &alpha, " ' ");
            let text = rule(&text, &alpha, &other, " ' ");
            let text = rule(&text, &alpha, &alpha, " '");
            rule(&text, &number, &s, " '")
        }
        "fr" | "it" => {
            let text = rule(text, &other, &other, " ' ");
            let text = rule(&text, &other, &alpha, " ' ");
            let text = rule(&text, &alpha, &other, " ' ");
            rule(&text, &alpha, &alpha, "' ")
        }
        _ => text.replace('\'', " ' "),
    }
}

fn periods(alphabet: Alphabet, prefixes: &NonbreakingPrefixes, text: &str) -> String {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let mut written = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).and_then(|next| next.chars().next());
        let Some(prefix) = token.strip_suffix('.').filter(|prefix| !prefix.is_empty()) else {
            written.push((*token).to_owned());
            continue;
        };
        let keeps = (prefix.contains('.') && prefix.chars().any(|c| alphabet.is_letter(c)))
            || prefixes.find(prefix) == Some(false)
            || next.is_some_and(|next| Alphabet::classes(next) & LOWER != 0)
            || (prefixes.find(prefix) == Some(true) && next.is_some_and(|next| next.is_ascii_digit()));
        written.push(if keeps { (*token).to_owned() } else { format!("{prefix} .") });
    }
    written.join(" ")
}
