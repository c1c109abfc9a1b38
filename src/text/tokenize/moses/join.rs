//! What a token is to the detokenizer: currency, punctuation, a contraction, a quote.

use crate::text::tokenize::moses::alphabet::{ALPHA, Alphabet, CURRENCY};

/// The blocks that count as Chinese, Japanese or Korean writing, ends included.
const CJK: [(char, char); 11] = [
    ('\u{1100}', '\u{11FF}'),
    ('\u{2E80}', '\u{A4CF}'),
    ('\u{A840}', '\u{A87F}'),
    ('\u{AC00}', '\u{D7AF}'),
    ('\u{F900}', '\u{FAFF}'),
    ('\u{FE30}', '\u{FE4F}'),
    ('\u{FF65}', '\u{FFDC}'),
    ('\u{17000}', '\u{18AFF}'),
    ('\u{1B000}', '\u{1B12F}'),
    ('\u{1B170}', '\u{1B2FF}'),
    ('\u{20000}', '\u{2FFFF}'),
];

pub(super) fn is_cjk(character: char) -> bool {
    character >= CJK[0].0 && CJK.iter().any(|&(first, last)| (first..=last).contains(&character))
}

/// Currency symbols, opening brackets, `¿` and `¡`: no space follows.
pub(super) fn opens(token: &str) -> bool {
    token.chars().all(|character| match character {
        '(' | '[' | '{' | '$' | '¿' | '¡' => true,
        '\0'..='\x7f' => false,
        _ => Alphabet::classes(character) & CURRENCY != 0,
    })
}

/// Punctuation and closing brackets: no space before.
pub(super) fn closes(token: &str) -> bool {
    let fits =
        |byte| matches!(byte, b',' | b'.' | b'?' | b'!' | b':' | b';' | b'\\' | b'%' | b'}' | b']' | b')');
    token.bytes().all(fits)
}

/// Punctuation that French sets off by a space.
pub(super) fn is_set_off(token: &str) -> bool {
    matches!(token, "?" | "!" | ":" | ";" | "\\" | "%")
}

fn is_alpha(character: Option<char>) -> bool {
    character.is_some_and(|character| Alphabet::classes(character) & ALPHA != 0)
}

/// `'s`
pub(super) fn is_contraction(token: &str) -> bool {
    token.strip_prefix('\'').is_some_and(starts_with_alpha)
}

/// `l'`
pub(super) fn is_elision(token: &str) -> bool {
    token.strip_suffix('\'').is_some_and(|rest| is_alpha(rest.chars().next_back()))
}

pub(super) fn starts_with_alpha(token: &str) -> bool {
    is_alpha(token.chars().next())
}

pub(super) fn is_number(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit())
}

/// The Czech particle `li` and words that begin with `mail`, case aside.
pub(super) fn is_czech_dashed(token: &str) -> bool {
    let begins_with_mail = token.get(..4).is_some_and(|beginning| beginning.eq_ignore_ascii_case("mail"));
    begins_with_mail || token.eq_ignore_ascii_case("li")
}

/// The name under which quotes are counted, if the token is nothing but quotes.
pub(super) fn quotes(token: &str) -> Option<&str> {
    if token.chars().all(|c| matches!(c, '„' | '“')) {
        return Some("\"");
    }
    token.chars().all(|c| matches!(c, '\'' | '"' | '„' | '“' | '`')).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python 3.11 with the patterns of sacremoses 0.2.0.
    #[test]
    fn as_the_patterns() {
        assert_eq!(["$", "(¿", "€[", "a"].map(opens), [true, true, true, false]);
        assert_eq!([".", "?!)", "%", "(", "-"].map(closes), [true, true, true, false, false]);
        assert_eq!(["'s", "'é", "s'", "'"].map(is_contraction), [true, true, false, false]);
        assert_eq!(["l'", "é'", "'l", "'"].map(is_elision), [true, true, false, false]);
        assert_eq!(
            ["li", "LI", "lid", "mail", "Mails", "mai"].map(is_czech_dashed),
            [true, true, false, true, true, false]
        );
        assert_eq!(
            ["„“", "\"", "``", "'\"", "”", "a"].map(quotes),
            [Some("\""), Some("\""), Some("``"), Some("'\""), None, None]
        );
        assert_eq!(['가', '、', '\u{10FF}', 'a', '\u{FE50}'].map(is_cjk), [true, true, false, false, false]);
    }
}
