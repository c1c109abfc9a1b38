//! On which side of a sentence, and in which case, each type of word was seen (section 4.1.1 of the paper).

use crate::text::sentence::punkt::parameters::{
    BEGIN_LOWER, BEGIN_UPPER, MIDDLE_LOWER, MIDDLE_UPPER, UNKNOWN_LOWER, UNKNOWN_UPPER,
};
use crate::text::sentence::punkt::trainer::annotation::{
    ABBREVIATION, Annotated, BREAK, ELLIPSIS, INITIAL, LINE_START, LOWER, NUMBER, PARAGRAPH_START, UPPER,
};
use crate::text::sentence::punkt::trainer::word_types::WordTypes;

/// Where a word stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Begin,
    Middle,
    Unknown,
}

/// Notes the places and cases of all words.
pub(crate) fn note(words: &[Annotated], types: &mut WordTypes) {
    let mut place = Place::Middle;
    for word in words {
        // A blank line is a good sign of a new sentence, unless an abbreviation was before it.
        if word.is(PARAGRAPH_START) && place != Place::Unknown {
            place = Place::Begin;
        }
        if word.is(LINE_START) && place == Place::Middle {
            place = Place::Unknown;
        }
        let id = word.without_sentence_stop(types);
        types[id].orthography |= flag(place, *word);
        place = after(*word);
    }
}

fn flag(place: Place, word: Annotated) -> u8 {
    let (upper, lower) = match place {
        Place::Begin => (BEGIN_UPPER, BEGIN_LOWER),
        Place::Middle => (MIDDLE_UPPER, MIDDLE_LOWER),
        Place::Unknown => (UNKNOWN_UPPER, UNKNOWN_LOWER),
    };
    if word.is(LOWER) {
        lower
    } else if word.is(UPPER) {
        upper
    } else {
        0
    }
}

/// The place of the word that follows.
fn after(word: Annotated) -> Place {
    if word.is(BREAK) {
        if word.is(NUMBER | INITIAL) { Place::Unknown } else { Place::Begin }
    } else if word.is(ELLIPSIS | ABBREVIATION) {
        Place::Unknown
    } else {
        Place::Middle
    }
}
