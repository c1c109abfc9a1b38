//! [`Tercom`]: words of a segment as Tercom's normaliser makes them, equal to sacreBLEU 2.6.0's `TercomTokenizer`.
//!
//! Rules are those of `Normalizer.java` of Tercom, as sacreBLEU took them over. Its patterns for runs of kana can match
//! at the very beginning of a text alone, where a space always stands by then: they do nothing, and are left out.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::python;

/// How a segment is made ready for TER: case, punctuation, and what stands apart.
///
/// # Examples
/// ```
/// use wordmill::metric::Tercom;
/// let text = "Isn't it 3.5%, (Bob's)?";
/// assert_eq!(Tercom::new().tokenize(text), "isn't it 3.5%, (bob's)?");
/// assert_eq!(Tercom::new().normalized(true).tokenize(text), "isn't it 3.5 % , ( bob 's ) ?");
/// assert_eq!(Tercom::new().keep_punctuation(false).tokenize(text), "isn't it 35% bob's");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tercom {
    normalized: bool,
    keep_punctuation: bool,
    asian_support: bool,
    case_sensitive: bool,
}

impl Default for Tercom {
    fn default() -> Self {
        Tercom { normalized: false, keep_punctuation: true, asian_support: false, case_sensitive: false }
    }
}

impl Tercom {
    /// Lower-cases, and changes nothing else.
    #[must_use]
    pub fn new() -> Self {
        Tercom::default()
    }

    /// Whether punctuation is set apart, lines are joined and four XML entities resolved; default false.
    #[must_use]
    pub fn normalized(mut self, normalized: bool) -> Self {
        self.normalized = normalized;
        self
    }

    /// Whether `. , ? : ; ! " ( )` stay; default true. (sacreBLEU's `no_punct` is the opposite.)
    #[must_use]
    pub fn keep_punctuation(mut self, keep_punctuation: bool) -> Self {
        self.keep_punctuation = keep_punctuation;
        self
    }

    /// Whether ideographs and marks of East Asia are set apart (if [`normalized`](Self::normalized)) and its
    /// punctuation goes too (if punctuation does); default false.
    #[must_use]
    pub fn asian_support(mut self, asian_support: bool) -> Self {
        self.asian_support = asian_support;
        self
    }

    /// Whether case is kept; default false.
    #[must_use]
    pub fn case_sensitive(mut self, case_sensitive: bool) -> Self {
        self.case_sensitive = case_sensitive;
        self
    }

    /// The words of a segment, joined by single spaces.
    #[must_use]
    pub fn tokenize(&self, text: &str) -> String {
        let prepared = self.prepare(text);
        let mut joined = String::with_capacity(prepared.len());
        for word in words(&prepared) {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(word);
        }
        joined
    }

    /// The text in which words stand between white space.
    pub(crate) fn prepare<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        if !self.case_sensitive {
            text = Cow::Owned(text.to_lowercase());
        }
        if self.normalized && !text.is_empty() {
            text = Cow::Owned(set_western_apart(&text));
            if self.asian_support {
                text = Cow::Owned(set_asian_apart(&text));
            }
        }
        if !self.keep_punctuation {
            let dropped = |character: char| {
                is_mark(character) || (self.asian_support && is_asian_punctuation(character))
            };
            text = Cow::Owned(text.replace(dropped, ""));
        }
        text
    }

    /// Whether each choice is on: normalised, punctuation, East Asia, case.
    pub(crate) fn choices(&self) -> [bool; 4] {
        [self.normalized, self.keep_punctuation, self.asian_support, self.case_sensitive]
    }
}

/// What stands between white space.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(python::is_space).filter(|word| !word.is_empty())
}

/// Lines joined, entities resolved, punctuation set apart.
fn set_western_apart(text: &str) -> String {
    let mut text = text.replace("\n-", "").replace('\n', " ");
    for (entity, character) in [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")] {
        text = text.replace(entity, character);
    }
    let mut apart = String::with_capacity(2 * text.len() + 2);
    apart.push(' ');
    text.chars().for_each(|character| push_apart(&mut apart, character, stands_apart(character)));
    apart.push(' ');
    let text = apart.replace("'s ", " 's ");
    let (digit, period) = (|c: char| c.is_ascii_digit(), |c: char| matches!(c, '.' | ','));
    // A period or comma that follows no digit; one that no digit follows; a dash behind a digit.
    let text = space_pairs(&text, |c| !digit(c), period, ["", " ", " "]);
    let text = space_pairs(&text, period, |c| !digit(c), [" ", " ", ""]);
    space_pairs(&text, digit, |c| c == '-', ["", " ", " "])
}

/// Pairs of neighbours, none within another and the first found first, with these three texts before, between and
/// behind.
fn space_pairs(
    text: &str,
    first: impl Fn(char) -> bool,
    second: impl Fn(char) -> bool,
    [before, between, behind]: [&str; 3],
) -> String {
    let mut spaced = String::with_capacity(text.len() + text.len() / 4);
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let next = rest.as_str().chars().next().filter(|&next| first(character) && second(next));
        match next {
            None => spaced.push(character),
            Some(next) => {
                rest.next();
                spaced.push_str(before);
                spaced.push(character);
                spaced.push_str(between);
                spaced.push(next);
                spaced.push_str(behind);
            }
        }
    }
    spaced
}

/// Ideographs and East Asian marks apart.
fn set_asian_apart(text: &str) -> String {
    let mut apart = String::with_capacity(2 * text.len());
    text.chars().for_each(|character| {
        push_apart(&mut apart, character, is_ideographic(character) || is_asian_punctuation(character));
    });
    apart
}

fn push_apart(text: &mut String, character: char, apart: bool) {
    if apart {
        text.push(' ');
    }
    text.push(character);
    if apart {
        text.push(' ');
    }
}

/// ASCII's marks but for the apostrophe, comma, dash and period.
fn stands_apart(character: char) -> bool {
    character.is_ascii_punctuation() && !matches!(character, '\'' | ',' | '-' | '.')
}

/// What goes where punctuation is not kept.
fn is_mark(character: char) -> bool {
    matches!(character, '.' | ',' | '?' | ':' | ';' | '!' | '"' | '(' | ')')
}

/// Marks of Chinese and Japanese, some in full and some in half width.
fn is_asian_punctuation(character: char) -> bool {
    matches!(
        character,
        '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{ff61}'..='\u{ff65}'
            | '\u{30fb}' | '\u{ff0e}' | '\u{ff0c}' | '\u{ff1f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff01}'
            | '\u{ff02}' | '\u{ff08}' | '\u{ff09}'
    )
}

/// Ideographs, strokes, radicals, their compatibility forms, and the range from enclosed letters on, whose end sacreBLEU
/// writes as U+3F22 where Tercom's block ends at U+32FF.
fn is_ideographic(character: char) -> bool {
    matches!(
        character,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{31c0}'..='\u{31ef}' | '\u{2e80}'..='\u{2eff}'
            | '\u{3300}'..='\u{33ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
            | '\u{3200}'..='\u{3f22}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// sacreBLEU 2.6.0, `TercomTokenizer(normalized, no_punct, asian_support, case_sensitive)`.
    #[test]
    fn texts_are_those_of_sacrebleu() {
        let text = "It&amp;quot;s\n-a \u{2028}\n3,5... x.y,,z 1-2 O'Neil's's end. 日本語、カナ。３！";
        let (plain, asian) = (Tercom::new(), Tercom::new().asian_support(true));
        let bare = |tercom: &Tercom| tercom.clone().keep_punctuation(false);
        for (tercom, expected) in [
            (plain.clone(), "it&amp;quot;s -a 3,5... x.y,,z 1-2 o'neil's's end. 日本語、カナ。３！"),
            (
                plain.clone().normalized(true),
                "it & quot ; sa 3,5 . . . x . y , , z 1 - 2 o'neil's 's end . 日本語、カナ。３！",
            ),
            (
                asian.clone().normalized(true).case_sensitive(true),
                "It & quot ; sa 3,5 . . . x . y , , z 1 - 2 O'Neil's 's end . 日 本 語 、 カナ 。 ３ ！",
            ),
            (bare(&plain), "it&ampquots -a 35 xyz 1-2 o'neil's's end 日本語、カナ。３！"),
            (bare(&asian), "it&ampquots -a 35 xyz 1-2 o'neil's's end 日本語カナ３"),
            (bare(&asian).normalized(true), "it & quot sa 35 x y z 1 - 2 o'neil's 's end 日 本 語 カナ ３"),
        ] {
            assert_eq!(tercom.tokenize(text), expected, "{tercom:?}");
        }
        assert_eq!(plain.normalized(true).tokenize(" \n"), "");
    }
}
