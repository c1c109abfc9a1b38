//! The table of English words that rules cannot know, out of `data/english_lemmas.txt`, which tells its form.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::lemma::english::inflection::{comparisons, s_form, verb_forms};
use crate::text::lemma::part_of_speech::PartOfSpeech;

/// Words of more bytes are in no table and follow no rule.
pub(crate) const LONGEST: usize = 64;

/// What verbs may begin with and inflect as before.
const PREFIXES: [&str; 9] = ["re", "over", "under", "out", "un", "mis", "fore", "up", "inter"];

/// The bundled table.
pub(crate) static ENGLISH: LazyLock<Table> =
    LazyLock::new(|| Table::of(include_str!("../../data/english_lemmas.txt")));

/// The lemmas of forms.
pub(crate) struct Table {
    rows: HashMap<Box<str>, Vec<Row>, foldhash::fast::FixedState>,
}

/// A lemma and what it is for.
type Row = (Reading, Box<str>);

/// What a row is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// A part of speech.
    Part(PartOfSpeech),
    /// Words without a known part of speech.
    Any,
}

impl Table {
    /// The lemma of a form used as `part`.
    pub(crate) fn of_part(&self, form: &str, part: PartOfSpeech) -> Option<Cow<'_, str>> {
        // Auxiliaries inflect as verbs.
        let is_verb = matches!(part, PartOfSpeech::Verb | PartOfSpeech::Auxiliary);
        let of = |form, part| self.find(form, |reading| reading == Reading::Part(part));
        let lemma = of(form, part).or_else(|| if is_verb { of(form, PartOfSpeech::Verb) } else { None });
        let prefixed = || if is_verb { self.prefixed_verb(form) } else { None };
        lemma.map(Cow::Borrowed).or_else(|| prefixed().map(Cow::Owned))
    }

    /// The likeliest lemma of a form.
    pub(crate) fn of_any(&self, form: &str) -> Option<Cow<'_, str>> {
        let known = self.find(form, |reading| reading == Reading::Any).or_else(|| self.find(form, |_| true));
        known.map(Cow::Borrowed)
    }

    /// `retook` as `took`.
    fn prefixed_verb(&self, form: &str) -> Option<String> {
        PREFIXES.iter().find_map(|prefix| {
            let rest = form.strip_prefix(prefix)?;
            let lemma = self.find(rest, |reading| reading == Reading::Part(PartOfSpeech::Verb))?;
            (rest.len() > 3 && lemma != rest).then(|| [prefix, lemma].concat())
        })
    }

    fn find(&self, form: &str, fits: impl Fn(Reading) -> bool) -> Option<&str> {
        let rows = self.rows.get(form)?;
        rows.iter().find(|(reading, _)| fits(*reading)).map(|(_, lemma)| &**lemma)
    }

    fn of(text: &str) -> Self {
        let mut table = Table { rows: HashMap::default() };
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (tag, rest) = line.split_once(' ').unwrap_or((line, ""));
            let (tag, doubles) = tag.strip_suffix('+').map_or((tag, false), |tag| (tag, true));
            let reading = tag.parse().map_or(Reading::Any, Reading::Part);
            match rest.split_once(": ") {
                Some((lemma, forms)) => forms.split(' ').for_each(|form| table.add(form, reading, lemma)),
                None => rest.split(' ').for_each(|word| table.add_regular(word, reading, doubles)),
            }
        }
        table
    }

    /// A word and its regular forms.
    fn add_regular(&mut self, word: &str, reading: Reading, doubles: bool) {
        self.add(word, reading, word);
        let forms = match reading {
            Reading::Part(PartOfSpeech::Verb) => verb_forms(word, doubles).to_vec(),
            Reading::Part(PartOfSpeech::Noun) => vec![s_form(word)],
            Reading::Part(PartOfSpeech::Adjective | PartOfSpeech::Adverb) => {
                comparisons(word, doubles).to_vec()
            }
            _ => Vec::new(),
        };
        forms.iter().for_each(|form| self.add(form, reading, word));
    }

    /// The first row of a form and reading stays.
    fn add(&mut self, form: &str, reading: Reading, lemma: &str) {
        let rows = self.rows.entry(form.into()).or_default();
        if rows.iter().all(|(known, _)| *known != reading) {
            rows.push((reading, lemma.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_tag_and_clean_words() {
        for line in include_str!("../../data/english_lemmas.txt").lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (tag, rest) = line.split_once(' ').unwrap();
            let tag = tag.strip_suffix('+').unwrap_or(tag);
            assert!(tag == "any" || tag.parse::<PartOfSpeech>().is_ok(), "{line}");
            let words = rest.replacen(": ", " ", 1);
            assert!(!words.contains("  ") && !words.contains(':') && !words.ends_with(' '), "{line}");
        }
    }

    #[test]
    fn readings_are_told_apart() {
        use PartOfSpeech::{Adverb, Auxiliary, Noun};
        assert_eq!(ENGLISH.of_part("better", Adverb).as_deref(), Some("well"));
        assert_eq!(ENGLISH.of_part("bases", Noun).as_deref(), Some("basis"));
        assert_eq!(ENGLISH.of_part("was", Auxiliary).as_deref(), Some("be"));
        assert_eq!(ENGLISH.of_part("done", Auxiliary).as_deref(), Some("do"));
        assert_eq!(ENGLISH.of_part("retook", PartOfSpeech::Verb).as_deref(), Some("retake"));
        assert_eq!(ENGLISH.of_any("meeting").as_deref(), Some("meeting"));
        assert_eq!(ENGLISH.of_any("travelled").as_deref(), Some("travel"));
        assert_eq!(ENGLISH.of_any("table").as_deref(), None);
    }
}
