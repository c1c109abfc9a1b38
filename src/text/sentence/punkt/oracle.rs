//! The plain way, for tests only: NLTK's patterns and steps one by one over characters, slow where it is simpler so.

use proptest::prelude::*;

use crate::text::python;
use crate::text::sentence::punkt::candidates::Candidates;
use crate::text::sentence::punkt::language::PunktLanguage;
use crate::text::sentence::punkt::words::Words;

fn ends_words(c: char) -> bool {
    ")\";}]*:@'({[‘’“”«»?!".contains(c)
}

/// `\-{2,}|\.{2,}|(?:\.\s){2,}\.` at the beginning of `text`: the length of the match.
fn marks(text: &[char]) -> Option<usize> {
    for mark in ['-', '.'] {
        let run = text.iter().take_while(|&&c| c == mark).count();
        if run >= 2 {
            return Some(run);
        }
    }
    let spaced = |pairs: usize| {
        let all = text.get(..2 * pairs + 1)?;
        let (mut stops, mut spaces) = (all.iter().step_by(2), all.iter().skip(1).step_by(2));
        (stops.all(|&c| c == '.') && spaces.all(|c| c.is_whitespace())).then_some(all.len())
    };
    (2..=text.len()).take_while(|&pairs| spaced(pairs).is_some()).last().and_then(spaced)
}

/// The alternatives of the pattern of words, in order, at the beginning of `text`.
fn word(text: &[char]) -> Option<usize> {
    let first = text.first().filter(|c| !c.is_whitespace())?;
    if let Some(length) = marks(text) {
        return Some(length);
    }
    if "(\"`{[:;&#*@)}]-,".contains(*first) {
        return Some(1);
    }
    let ends = |rest: &[char]| {
        rest.first().is_none_or(|&c| c.is_whitespace() || ends_words(c)) || marks(rest).is_some()
    };
    (1..=text.len()).find(|&at| ends(&text[at..]) || (text[at] == ',' && ends(&text[at + 1..])))
}

/// Words with the marks of the beginnings of lines and paragraphs, line by line.
fn words(text: &str) -> Vec<(String, bool, bool)> {
    let (mut words, mut paragraph) = (Vec::new(), false);
    for line in text.split('\n') {
        if line.chars().all(python::is_space) {
            paragraph = true;
            continue;
        }
        let line: Vec<char> = line.chars().collect();
        let (mut at, mut first) = (0, true);
        while at < line.len() {
            match word(&line[at..]) {
                None => at += 1,
                Some(length) => {
                    words.push((line[at..at + length].iter().collect(), first, first && paragraph));
                    at += length;
                    first = false;
                }
            }
        }
        paragraph = false;
    }
    words
}

/// `_match_potential_end_contexts`: every context.
fn contexts(text: &str) -> Vec<String> {
    let text: Vec<char> = text.chars().collect();
    let (mut contexts, mut before, mut last) = (Vec::new(), (0, 0), None);
    for mark in (0..text.len()).filter(|&at| ".?!".contains(text[at])) {
        let Some(end) = end_of_what_follows(&text, mark + 1) else { continue };
        let since = &text[before.1..mark];
        let space = since.iter().rposition(|c| " \t\n\r\u{b}\u{c}".contains(*c)).unwrap_or_default();
        let start = if space == 0 { before.0 } else { before.1 + space + 1 };
        if before.1 <= start {
            contexts.extend(last.take());
        }
        before = (start, mark);
        last = Some(text[start..end].iter().collect());
    }
    contexts.extend(last);
    contexts
}

fn end_of_what_follows(text: &[char], at: usize) -> Option<usize> {
    if ends_words(*text.get(at)?) {
        return Some(at + 1);
    }
    let next = (at..text.len()).find(|&at| !text[at].is_whitespace()).filter(|&next| next > at)?;
    Some((next..text.len()).find(|&at| text[at].is_whitespace()).unwrap_or(text.len()))
}

const TRICKY: &str = r#"([a-cA-C.?!,:;'")(\[`#&@ \t\n\x1c\u{a0}\u{2003}-]|\. \.|\.\u{3000}|\.\.|--|[“”‘’«»]|, |🙂|[^a]){0,40}"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn words_equal_the_patterns(text in TRICKY) {
        let language = PunktLanguage::default();
        let found: Vec<_> = Words::new(&language, &text)
            .map(|word| (word.text.to_owned(), word.line_start, word.paragraph_start))
            .collect();
        prop_assert_eq!(found, words(&text));
    }

    #[test]
    fn contexts_equal_the_patterns(text in TRICKY) {
        let language = PunktLanguage::default();
        let found: Vec<_> = Candidates::new(&language, &text)
            .map(|candidate| text[candidate.word..candidate.end].to_owned())
            .collect();
        prop_assert_eq!(found, contexts(&text));
    }
}
