//! [`TreebankDetokenizer`]: tokens of the Treebank become text again.
//!
//! Source: NLTK 3.10.4, `TreebankWordDetokenizer`: the substitutions of the tokenizer, undone in order,
//! each tried only where two bytes allow it. What white space
//! stood in the original text cannot be known: one space takes its place.

use serde::{Deserialize, Serialize};

use crate::text::python;
use crate::text::tokenize::nltk::substitution::{
    Kept, Rewriter, before, begins_space, drop_space_before, ends_space, glue, is_of, one_of, two_halves,
    with,
};

/// Joins tokens as [`Treebank`](crate::text::tokenize::Treebank) cuts them.
///
/// # Examples
/// ```
/// use wordmill::text::tokenize::TreebankDetokenizer;
/// let tokens = ["``", "I", "ca", "n't", "(", "yet", ")", "!", "''", "he", "said", "."];
/// assert_eq!(TreebankDetokenizer::new().detokenize(&tokens), r#""I can't (yet)!" he said."#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TreebankDetokenizer {
    convert_parentheses: bool,
}

impl TreebankDetokenizer {
    /// `-LRB-` and its like stay as they are.
    #[must_use]
    pub fn new() -> Self {
        TreebankDetokenizer::default()
    }

    /// Whether `-LRB-`, `-RRB-`, `-LSB-`, `-RSB-`, `-LCB-` and `-RCB-` become brackets.
    #[must_use]
    pub fn convert_parentheses(mut self, convert: bool) -> Self {
        self.convert_parentheses = convert;
        self
    }

    /// The text that the tokens make.
    #[must_use]
    pub fn detokenize(&self, tokens: &[&str]) -> String {
        let mut text = Rewriter::new(format!(" {} ", tokens.join(" ")));
        contractions(&mut text);
        ending_quotes(&mut text);
        text.trim(python::is_space);
        text.each(with(|byte, next| (byte == b' ') & (next == b'-')), |_, tail| {
            tail.starts_with(" -- ").then_some((4, "--", ""))
        });
        if self.convert_parentheses {
            text.each(with(|byte, next| (byte == b'-') & ((next == b'L') | (next == b'R'))), |_, tail| {
                bracket(tail)
            });
        }
        brackets(&mut text);
        punctuation(&mut text);
        starting_quotes(&mut text);
        text.trim(python::is_space);
        text.into_text()
    }
}

/// The two parts of the words that the tokenizer cuts, but for those at whose end the rules differ.
const WHOLE_WORDS: [(&str, &str); 7] = [
    ("can", "not"),
    ("d", "'ye"),
    ("gim", "me"),
    ("gon", "na"),
    ("got", "ta"),
    ("lem", "me"),
    ("more", "'n"),
];

/// Whether one of these words, or `wan`, may begin with the two bytes, letters in any case.
#[inline(always)]
fn begins_whole_word(byte: u8, next: u8) -> bool {
    let (byte, lower) = (byte | 0x20, next | 0x20);
    let can = ((byte == b'c') | (byte == b'w')) & (lower == b'a');
    let give = (byte == b'g') & ((lower == b'i') | (lower == b'o') | (next >= 0x80));
    let lend = (byte == b'l') & (lower == b'e') | (byte == b'm') & (lower == b'o');
    can | give | lend | (byte == b'd') & begins_space(next)
}

/// The tokens of `'tis`, `cannot`, `gonna` and their like are joined.
fn contractions(text: &mut Rewriter) {
    text.each(with(|byte, next| (byte == b' ') & (next == b'\'')), |_, tail| {
        let word = tail.strip_prefix(' ')?;
        let (length, first, second) =
            two_halves(word, "'t", "is").or_else(|| two_halves(word, "'t", "was"))?;
        (!word[length..].starts_with(python::is_regex_word)).then_some((length + 1, first, second))
    });
    text.each(with(begins_whole_word), |before, tail| {
        if before.ends_with(python::is_regex_word) {
            return None;
        }
        two_halves(tail, "wan", "na").filter(|kept| tail[kept.0..].starts_with(char::is_whitespace)).or_else(
            || {
                let halves = WHOLE_WORDS.iter().find_map(|(first, second)| two_halves(tail, first, second));
                halves.filter(|kept| !tail[kept.0..].starts_with(python::is_regex_word))
            },
        )
    });
}

/// Clitics and closing quotes move to the word before them.
fn ending_quotes(text: &mut Rewriter) {
    let is_word = |c| c != '\'' && c != ' ';
    text.each(
        before(|byte, next| ends_space(byte) & ((next == b'\'') | (next == b'n') | (next == b'N'))),
        |_, tail| glue(tail, is_word, |clitic| one_of(clitic, &LONG_CLITICS)),
    );
    text.each(before(|byte, next| ends_space(byte) & (next == b'\'')), |_, tail| {
        glue(tail, is_word, |clitic| one_of(clitic, &SHORT_CLITICS))
    });
    let is_no_quote = |c: char| c != '\'' && !c.is_whitespace();
    text.each(before(|byte, next| ends_space(byte) & (next == b'\'')), |_, tail| {
        glue(tail, is_no_quote, |quote| one_of(quote, &["''"]))
    });
    text.each(with(|byte, next| is_of(byte, b",.;:!?'") & begins_space(next)), |_, tail| {
        let rest = tail.strip_prefix([',', '.', ';', ':', '!', '?', '\''])?;
        let quote = rest.trim_start_matches(char::is_whitespace);
        let length = one_of(quote, &["\"", "''"]).filter(|_| quote.len() < rest.len())?;
        Some((tail.len() - quote.len() + length, &tail[..1], &quote[..length]))
    });
    text.each(with(|byte, next| (byte == b'\'') & (next == b'\'')), |_, tail| {
        let rest = tail.strip_prefix("''")?.strip_prefix(char::is_whitespace)?;
        let next = rest.starts_with(['.', ',', ':', ')', ']', '>', '}', ';', '%']);
        next.then(|| (tail.len() - rest.len() + 1, "''", &rest[..1]))
    });
    text.each(with(|byte, next| (byte == b'\'') & (next == b'\'')), |_, tail| {
        tail.starts_with("''").then_some((2, "\"", ""))
    });
    // A double quote within single ones is closed first.
    text.each(with(|byte, next| (next == b'"') & is_of(byte, b",.;:!?")), |_, tail| {
        let rest = tail.strip_prefix([',', '.', ';', ':', '!', '?'])?;
        rest.starts_with("\"'").then(|| (3, &tail[..1], "'\""))
    });
}

const LONG_CLITICS: [&str; 8] = ["'ll ", "'LL ", "'re ", "'RE ", "'ve ", "'VE ", "n't ", "N'T "];
const SHORT_CLITICS: [&str; 7] = ["'s ", "'S ", "'m ", "'M ", "'d ", "'D ", "' "];

/// The bracket for which the Treebank's sign at the start of `tail` stands.
fn bracket(tail: &str) -> Kept<'_> {
    const SIGNS: [(&str, &str); 6] =
        [("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]"), ("-LCB-", "{"), ("-RCB-", "}")];
    SIGNS.iter().find(|(sign, _)| tail.starts_with(sign)).map(|(sign, bracket)| (sign.len(), *bracket, ""))
}

fn brackets(text: &mut Rewriter) {
    text.each(with(|byte, next| is_of(byte, b"[({<") & begins_space(next)), |_, tail| {
        glue(tail, |c| "[({<".contains(c), |_| Some(0))
    });
    text.each(with(|byte, next| ends_space(byte) & is_of(next, b"])}>")), |_, tail| {
        drop_space_before(tail, "])}>")
    });
    text.each(with(|byte, next| is_of(byte, b"])}>") & begins_space(next)), |_, tail| {
        glue(tail, |c| "])}>".contains(c), |sign| one_of(sign, &[":", ";", ",", "."]))
    });
}

fn punctuation(text: &mut Rewriter) {
    text.each(before(|byte, next| ends_space(byte) & (next == b'\'')), |_, tail| {
        let (length, first, _) = glue(tail, |c| c != '\'', |quote| one_of(quote, &["'"]))?;
        let rest = &tail[length..];
        let after = rest.strip_prefix(char::is_whitespace)?;
        Some((tail.len() - after.len(), first, "' "))
    });
    text.each(with(|byte, next| ends_space(byte) & is_of(next, b"?!")), |_, tail| {
        drop_space_before(tail, "?!")
    });
    text.each(before(|byte, next| ends_space(byte) & (next == b'.')), |_, tail| {
        glue(
            tail,
            |c| c != '.',
            |period| {
                let rest = period.strip_prefix('.').filter(|rest| !rest.starts_with('.'))?;
                let after = rest.trim_start_matches([']', ')', '}', '>', '"', '\'']);
                Some(period.len() - after.len())
            },
        )
    });
    text.each(with(|byte, next| is_of(byte, b"#$") & begins_space(next)), |_, tail| {
        glue(tail, |c| "#$".contains(c), |_| Some(0))
    });
    text.each(with(|byte, next| ends_space(byte) & is_of(next, b";%")), |_, tail| {
        drop_space_before(tail, ";%")
    });
    text.each(with(|byte, next| ends_space(byte) & (next == b'.')), |_, tail| {
        let dots = tail.strip_prefix(char::is_whitespace)?;
        let after = dots.strip_prefix("...")?.strip_prefix(char::is_whitespace)?;
        Some((tail.len() - after.len(), "...", ""))
    });
    text.each(with(|byte, next| ends_space(byte) & is_of(next, b":,")), |_, tail| {
        drop_space_before(tail, ":,")
    });
}

fn starting_quotes(text: &mut Rewriter) {
    text.each(before(|byte, next| ends_space(byte) & (next == b'`')), |_, tail| {
        glue(tail, |c| " ([{<".contains(c), |quote| one_of(quote, &["``"]))
    });
    text.each(with(|byte, next| (byte == b'`') & (next == b'`')), |_, tail| {
        let after = tail.strip_prefix("``")?.strip_prefix(char::is_whitespace)?;
        Some((tail.len() - after.len(), "``", ""))
    });
    text.each(with(|byte, next| (byte == b'`') & (next == b'`')), |_, tail| {
        tail.starts_with("``").then_some((2, "\"", ""))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(tokens: &str) -> String {
        TreebankDetokenizer::new().detokenize(&tokens.split(' ').collect::<Vec<_>>())
    }

    /// NLTK 3.10.4: `TreebankWordDetokenizer().detokenize(….split(' '))`.
    #[test]
    fn text_is_that_of_nltk() {
        assert_eq!(joined("It 's n't `` so '' , can not we ?"), r#"It 'sn't "so", cannot we?"#);
        assert_eq!(joined("He said `` 'tis '' ; 't is -- no ..."), r#"He said "'tis";'tis--no ..."#);
        assert_eq!(joined("# 5 : $ 3.88 ( 20 % ) , we 'll see . ''"), r#"#5: $3.88 (20%), we'll see.""#);
        assert_eq!(
            joined("I 'm gon na , you d 'ye more 'n wan na go"),
            "I'm gonna, you d'ye more'n wanna go"
        );
        assert_eq!(joined("Oh `` 'No . ' '' he said"), r#"Oh "'No.'" he said"#);
        assert_eq!(joined(""), "");
    }

    #[test]
    fn brackets_are_converted_if_asked_for() {
        let tokens = ["-LRB-", "so", "-RRB-", "-LSB-", "it", "-RSB-", "-LCB-", "is", "-RCB-"];
        let text = TreebankDetokenizer::new().convert_parentheses(true).detokenize(&tokens);
        assert_eq!(text, "(so) [it] {is}");
        assert_eq!(joined("-LRB- so"), "-LRB- so");
    }
}
