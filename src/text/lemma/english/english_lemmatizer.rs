//! [`EnglishLemmatizer`]: English lemmas by rules and exceptions of our own.
//!
//! On the running text of Universal Dependencies' English treebank it finds the treebank's lemma of
//! 98.9 % of the words with their parts of speech and of 97.5 % without (the conformance tests print
//! the shares). Its exceptions were written from general knowledge; what was still wrong on that text was then looked at,
//! so the shares are a little flattering.

use std::borrow::Cow;

use crate::text::lemma::english::{rules, table};
use crate::text::lemma::lemmatizer::Lemmatizer;
use crate::text::lemma::part_of_speech::PartOfSpeech;

/// English lemmas, bundled with the crate.
///
/// Lemmas are in lower case, but for `I` and for proper nouns, which stay as they are, plurals too. Without a
/// part of speech, a word whose form is its lemma keeps its case, and the likeliest reading counts: `left` is
/// of `leave`, `building` is itself, other forms in `-ing` and `-ed` are of verbs.
///
/// # Examples
/// ```
/// use wordmill::text::lemma::{EnglishLemmatizer, Lemmatizer, PartOfSpeech};
/// let english = EnglishLemmatizer;
/// assert_eq!(english.lemmatize("hoping", None), "hope");
/// assert_eq!(english.lemmatize("Children", None), "child");
/// assert_eq!(english.lemmatize("meeting", Some(PartOfSpeech::Noun)), "meeting");
/// assert_eq!(english.lemmatize("meeting", Some(PartOfSpeech::Verb)), "meet");
/// assert_eq!(english.lemmatize("better", Some(PartOfSpeech::Adverb)), "well");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EnglishLemmatizer;

impl Lemmatizer for EnglishLemmatizer {
    fn lemmatize<'w>(&self, word: &'w str, part_of_speech: Option<PartOfSpeech>) -> Cow<'w, str> {
        if part_of_speech == Some(PartOfSpeech::ProperNoun) || word.len() > table::LONGEST {
            return Cow::Borrowed(word);
        }
        let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        if is_lower {
            return lemma_of_lower(word, part_of_speech);
        }
        let lower = word.to_lowercase();
        let lemma = lemma_of_lower(&lower, part_of_speech);
        let is_unchanged = lemma == lower;
        if word == "I" || (is_unchanged && (part_of_speech.is_none() || word == lower)) {
            return Cow::Borrowed(word);
        }
        Cow::Owned(lemma.into_owned())
    }
}

fn lemma_of_lower(word: &str, part_of_speech: Option<PartOfSpeech>) -> Cow<'_, str> {
    let known = match part_of_speech {
        Some(part) => table::ENGLISH.of_part(word, part),
        None => table::ENGLISH.of_any(word),
    };
    if let Some(lemma) = known {
        return if lemma == word { Cow::Borrowed(word) } else { Cow::Owned(lemma.into_owned()) };
    }
    let is_plain = |character: char| character.is_alphabetic() || matches!(character, '\'' | '’' | '-');
    if part_of_speech != Some(PartOfSpeech::Numeral) && !word.chars().all(is_plain) {
        // Addresses, numbers and the like.
        return Cow::Borrowed(word);
    }
    match part_of_speech {
        Some(PartOfSpeech::Noun) => rules::noun(word),
        Some(PartOfSpeech::Verb | PartOfSpeech::Auxiliary) => rules::verb(word),
        Some(PartOfSpeech::Adjective | PartOfSpeech::Adverb) => rules::comparison(word),
        Some(PartOfSpeech::Numeral) => rules::number(word),
        Some(_) => Cow::Borrowed(word),
        None => rules::any(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Any text, and endings after anything.
        #[test]
        fn no_word_panics(word in "\\PC{0,8}", ending in "(s|es|ies|men|ing|ed|ied|er|est|iest|)", part in 0..18usize) {
            let part = PartOfSpeech::ALL.get(part).map(|(_, part)| *part);
            for word in [word.clone(), format!("{word}{ending}"), ending] {
                prop_assert_eq!(EnglishLemmatizer.lemmatize(&word, part).is_empty(), word.is_empty());
            }
        }
    }

    #[test]
    fn case_is_kept_where_it_may_matter() {
        use PartOfSpeech::{Noun, Pronoun, ProperNoun, Verb};
        for (word, part, lemma) in [
            ("Paris", None, "Paris"),
            ("NASA", None, "NASA"),
            ("Dogs", None, "dog"),
            ("States", Some(ProperNoun), "States"),
            ("THE", Some(PartOfSpeech::Determiner), "the"),
            ("I", Some(Pronoun), "I"),
            ("me", Some(Pronoun), "I"),
            ("Häuser", Some(Noun), "häuser"),
            ("went", Some(Verb), "go"),
            ("https://example.org/news", None, "https://example.org/news"),
        ] {
            assert_eq!(EnglishLemmatizer.lemmatize(word, part), lemma, "{word}");
        }
    }
}
