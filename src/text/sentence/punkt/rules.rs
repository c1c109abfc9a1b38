//! [`Rules`]: whether a sentence ends among a few words.
//!
//! Each word is judged twice. First by itself: a mark, an ellipsis, an abbreviation, or the end of a sentence. Then a
//! word with a full stop is judged beside the next one (section 4 of the paper): by collocations, by the case in which
//! the next word is known, by frequent beginnings of sentences, and for initials and numbers once more by case.

use crate::text::sentence::punkt::language::PunktLanguage;
use crate::text::sentence::punkt::lexicon::{Entry, Lexicon};
use crate::text::sentence::punkt::parameters::{ANY_LOWER, ANY_UPPER, BEGIN_LOWER, MIDDLE_UPPER};
use crate::text::sentence::punkt::shape;
use crate::text::sentence::punkt::words::Words;

/// The marks that no sentence begins with, whatever the language.
const PUNCTUATION: [&str; 6] = [";", ":", ",", ".", "!", "?"];

/// What decides.
#[derive(Debug)]
pub(crate) struct Rules<'p> {
    pub(crate) language: &'p PunktLanguage,
    pub(crate) lexicon: &'p Lexicon,
    /// Room for one word in lower case.
    pub(crate) lower: String,
}

/// A word, judged by itself.
#[derive(Debug, Clone, Copy, Default)]
struct Judged<'t> {
    text: &'t str,
    ends_sentence: bool,
    abbreviation: bool,
    ellipsis: bool,
    /// What is known of it without its full stop, if it has one and was looked up.
    stem: Option<Entry>,
}

/// The next word, as the word before it sees it.
struct Next<'t> {
    text: &'t str,
    entry: Entry,
    upper: bool,
}

impl<'p> Rules<'p> {
    pub(crate) fn new(language: &'p PunktLanguage, lexicon: &'p Lexicon) -> Self {
        Rules { language, lexicon, lower: String::new() }
    }

    /// Whether a sentence ends before the last word of `context`.
    #[inline]
    pub(crate) fn ends_within(&mut self, context: &str) -> bool {
        let mut words = Words::new(self.language, context).map(|word| word.text);
        let Some(first) = words.next() else { return false };
        let mut before = self.judge(first);
        for word in words {
            let next = self.judge(word);
            if self.ends_sentence(&before, &next) {
                return true;
            }
            before = next;
        }
        false
    }

    /// Judges a word by itself.
    #[inline]
    fn judge<'t>(&mut self, text: &'t str) -> Judged<'t> {
        let mut word = Judged { text, ..Judged::default() };
        if self.language.is_end(text) {
            word.ends_sentence = true;
        } else if shape::is_ellipsis(text) {
            word.ellipsis = true;
        } else if let Some(stem) = text.strip_suffix('.').filter(|stem| !stem.ends_with('.')) {
            if !self.lexicon.is_empty() {
                shape::lower_into(stem, &mut self.lower);
                word.stem = self.lexicon.find(&self.lower);
                word.abbreviation =
                    word.stem.is_some_and(|entry| entry.abbreviation) || self.tail_is_abbreviation();
            }
            word.ends_sentence = !word.abbreviation;
        }
        word
    }

    /// Whether what follows the last hyphen of the word at hand is an abbreviation.
    #[inline]
    fn tail_is_abbreviation(&self) -> bool {
        let tail = shape::after_hyphen(&self.lower);
        tail.len() < self.lower.len() && self.lexicon.find(tail).is_some_and(|entry| entry.abbreviation)
    }

    /// Judges a word beside the next.
    #[inline]
    fn ends_sentence(&mut self, word: &Judged<'_>, next: &Judged<'_>) -> bool {
        if !word.text.ends_with('.') {
            return word.ends_sentence;
        }
        let number = shape::is_number(word.text);
        let stem = self.stem_of(word, number);
        let initial = shape::is_initial(word.text);
        let collocates = stem.is_some_and(|entry| entry.collocates);
        if !(collocates || word.abbreviation || word.ellipsis || initial || number) {
            return word.ends_sentence;
        }
        let next = self.look_at(next);
        // 4.1.2: a collocation goes on.
        if stem.is_some_and(|stem| self.lexicon.is_collocation(stem, next.entry)) {
            return false;
        }
        if (word.abbreviation || word.ellipsis) && !initial {
            // 4.1.1 and 4.1.3: an abbreviation may end a sentence, too.
            if next.begins_sentence() == Some(true) || (next.upper && next.entry.sentence_starter) {
                return true;
            }
        }
        // 4.3: initials and numbers, unless the case of the next word speaks for an end.
        let goes_on = (initial || number)
            && match next.begins_sentence() {
                Some(begins) => !begins,
                None => initial && next.upper && next.entry.orthography & ANY_LOWER == 0,
            };
        !goes_on && word.ends_sentence
    }

    /// What is known of the type of a word without its full stop.
    #[inline]
    fn stem_of(&mut self, word: &Judged<'_>, number: bool) -> Option<Entry> {
        if number {
            self.lexicon.find(shape::NUMBER)
        } else if word.ellipsis || word.text == "." {
            self.lexicon.find(shape::without_stop(word.text))
        } else {
            word.stem
        }
    }

    /// What is known of the type of the next word, less a full stop that ends its sentence.
    fn look_at<'t>(&mut self, next: &Judged<'t>) -> Next<'t> {
        let entry = if shape::is_number(next.text) {
            self.lexicon.find(shape::NUMBER)
        } else {
            shape::lower_into(next.text, &mut self.lower);
            let word_type = self.lower.as_str();
            self.lexicon.find(if next.ends_sentence { shape::without_stop(word_type) } else { word_type })
        };
        // A word that nobody knows is never the second of a collocation.
        let entry = entry.unwrap_or(Entry::UNKNOWN);
        Next { text: next.text, entry, upper: shape::is_upper(next.text) }
    }
}

impl Next<'_> {
    /// Whether its case says that it begins a sentence, as far as that can be told.
    fn begins_sentence(&self) -> Option<bool> {
        let seen = self.entry.orthography;
        if PUNCTUATION.contains(&self.text) {
            Some(false)
        } else if self.upper && seen & ANY_LOWER != 0 && seen & MIDDLE_UPPER == 0 {
            Some(true)
        } else if (seen & ANY_UPPER != 0 || seen & BEGIN_LOWER == 0) && shape::is_lower(self.text) {
            Some(false)
        } else {
            None
        }
    }
}
