//! [`Annotated`]: the words of a training text as numbers of their types and marks of their shape.

use crate::error::Result;
use crate::text::sentence::punkt::language::PunktLanguage;
use crate::text::sentence::punkt::shape;
use crate::text::sentence::punkt::trainer::word_types::{WordType, WordTypes};
use crate::text::sentence::punkt::words::{Word, Words};
use crate::text::vocabulary::TokenId;

/// A full stop ends it.
pub(crate) const STOP: u16 = 1;
/// The first word of its line.
pub(crate) const LINE_START: u16 = 1 << 1;
/// The first word after a blank line.
pub(crate) const PARAGRAPH_START: u16 = 1 << 2;
/// Begins with an upper-case letter.
pub(crate) const UPPER: u16 = 1 << 3;
/// Begins with a lower-case letter.
pub(crate) const LOWER: u16 = 1 << 4;
/// Full stops only, at least two.
pub(crate) const ELLIPSIS: u16 = 1 << 5;
/// A letter and a full stop.
pub(crate) const INITIAL: u16 = 1 << 6;
/// A number.
pub(crate) const NUMBER: u16 = 1 << 7;
/// Letters only.
pub(crate) const ALPHABETIC: u16 = 1 << 8;
/// One mark that may end a sentence.
pub(crate) const END: u16 = 1 << 9;
/// Begins with a mark that stands inside sentences.
pub(crate) const INTERNAL: u16 = 1 << 10;
/// Ends a sentence, as far as the word alone can tell.
pub(crate) const BREAK: u16 = 1 << 11;
/// A known abbreviation.
pub(crate) const ABBREVIATION: u16 = 1 << 12;

/// A word of the training text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Annotated {
    pub(crate) id: TokenId,
    marks: u16,
}

impl Annotated {
    /// Whether it has any of the marks.
    #[inline]
    pub(crate) fn is(self, marks: u16) -> bool {
        self.marks & marks != 0
    }

    /// The type, less a full stop that ends a sentence.
    #[inline]
    pub(crate) fn without_sentence_stop(self, types: &WordTypes) -> TokenId {
        if self.is(BREAK) { types[self.id].stem } else { self.id }
    }
}

/// Reads a text and counts the types of its words.
pub(crate) fn read(text: &str, language: &PunktLanguage, types: &mut WordTypes) -> Result<Vec<Annotated>> {
    let mut lower = String::new();
    let mut read = |word: Word<'_>| {
        let marks = marks_of(&word, language);
        let id = if marks & NUMBER != 0 {
            types.number(shape::NUMBER)?
        } else {
            shape::lower_into(word.text, &mut lower);
            types.number(&lower)?
        };
        types.count(id, 1);
        Ok(Annotated { id, marks })
    };
    Words::new(language, text).map(&mut read).collect()
}

/// Marks ends of sentences and abbreviations, each word by itself.
pub(crate) fn annotate(words: &mut [Annotated], types: &WordTypes) {
    for word in words {
        if word.is(END) {
            word.marks |= BREAK;
        } else if word.is(STOP) && !word.is(ELLIPSIS) {
            let WordType { stem, tail, .. } = types[word.id];
            // A number is looked up as it is written, not as its type, and no abbreviation looks like that. A lone full
            // stop has nothing before it to look up.
            let may = !word.is(NUMBER) && stem != word.id;
            let known = may && (types[stem].abbreviation || types[tail].abbreviation);
            word.marks |= if known { ABBREVIATION } else { BREAK };
        }
    }
}

fn marks_of(word: &Word<'_>, language: &PunktLanguage) -> u16 {
    let text = word.text;
    let Some(first) = text.chars().next() else { return 0 };
    let mark = |mark: u16, is: bool| if is { mark } else { 0 };
    let marks = mark(LINE_START, word.line_start)
        | mark(PARAGRAPH_START, word.paragraph_start)
        | mark(UPPER, first.is_uppercase())
        | mark(LOWER, first.is_lowercase())
        | mark(END, language.is_end(text))
        | mark(INTERNAL, language.internal().contains(&first));
    if shape::is_alphabetic(text) {
        // Most words: letters leave nothing else to be.
        return marks | ALPHABETIC;
    }
    marks
        | mark(STOP, text.ends_with('.'))
        | mark(ELLIPSIS, shape::is_ellipsis(text))
        | mark(INITIAL, shape::is_initial(text))
        | mark(NUMBER, shape::is_number(text))
}
