//! The word boundaries of UAX #29 as rules (WB1 to WB999) and the machine made of them.

use std::sync::LazyLock;

use crate::text::boundary::classes;
use crate::text::boundary::machine::{Action, MARKED, Machine};
use crate::text::class_table::ClassTable;

/// Word_Break, in short: Extend and Format are one, and pictographs stand apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Other,
    CarriageReturn,
    LineFeed,
    Newline,
    /// Extend and Format.
    Mark,
    Joiner,
    Regional,
    Katakana,
    Hebrew,
    Letter,
    SingleQuote,
    DoubleQuote,
    MidNumLet,
    MidLetter,
    MidNum,
    Numeric,
    ExtendNumLet,
    Space,
    /// Extended_Pictographic.
    Pictograph,
    /// Extended_Pictographic and ALetter, like ℹ.
    LetterPictograph,
}

use Class::*;

/// The order is that of the numbers in the table.
pub(crate) const CLASSES: [Class; 20] = [
    Other,
    CarriageReturn,
    LineFeed,
    Newline,
    Mark,
    Joiner,
    Regional,
    Katakana,
    Hebrew,
    Letter,
    SingleQuote,
    DoubleQuote,
    MidNumLet,
    MidLetter,
    MidNum,
    Numeric,
    ExtendNumLet,
    Space,
    Pictograph,
    LetterPictograph,
];

/// What stands before a place, as far as the rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    AfterReturn,
    AfterLine,
    /// Nothing that joins what follows.
    Plain,
    Letters,
    Hebrews,
    /// A Hebrew letter and a single quote.
    HebrewQuote,
    /// A Hebrew letter and a double quote, which is held.
    HebrewDouble,
    /// A letter and what may stand inside letters, which is held.
    LetterMid,
    /// A number and what may stand inside numbers, which is held.
    NumericMid,
    Numerics,
    Katakanas,
    Joiners,
    /// An odd number of regional indicators.
    HalfFlag,
    Spaces,
}

const STATES: [State; 15] = [
    State::Start,
    State::AfterReturn,
    State::AfterLine,
    State::Plain,
    State::Letters,
    State::Hebrews,
    State::HebrewQuote,
    State::HebrewDouble,
    State::LetterMid,
    State::NumericMid,
    State::Numerics,
    State::Katakanas,
    State::Joiners,
    State::HalfFlag,
    State::Spaces,
];

/// Bit of a state: the last character was a zero width joiner.
const JOINED: u8 = 16;

const DATA: &str = include_str!("../data/word_break.txt");

/// The class of every character, [`MARKED`] where it is a letter or a number.
pub(crate) static WORD_CLASSES: LazyLock<ClassTable> = LazyLock::new(|| classes::read(DATA, class_named));

/// The rules as a table.
pub(crate) static WORD_MACHINE: LazyLock<Machine> = LazyLock::new(|| {
    let holds = |state: u8| holding(STATES[usize::from(state % JOINED).min(STATES.len() - 1)]);
    Machine::new(rule, holds, 2 * JOINED, CLASSES.len() as u8)
});

fn class_named(values: &str) -> Option<u8> {
    let mut values = values.split(' ');
    let name = values.next()?;
    let (mut marked, mut pictograph) = (0, false);
    for flag in values {
        match flag {
            "Alphanumeric" => marked = MARKED,
            "Extended_Pictographic" => pictograph = true,
            _ => return None,
        }
    }
    let class = match (name, pictograph) {
        ("Other", false) => Other,
        ("Other", true) => Pictograph,
        ("ALetter", true) => LetterPictograph,
        (_, true) => return None,
        ("CR", _) => CarriageReturn,
        ("LF", _) => LineFeed,
        ("Newline", _) => Newline,
        ("Extend" | "Format", _) => Mark,
        ("ZWJ", _) => Joiner,
        ("Regional_Indicator", _) => Regional,
        ("Katakana", _) => Katakana,
        ("Hebrew_Letter", _) => Hebrew,
        ("ALetter", _) => Letter,
        ("Single_Quote", _) => SingleQuote,
        ("Double_Quote", _) => DoubleQuote,
        ("MidNumLet", _) => MidNumLet,
        ("MidLetter", _) => MidLetter,
        ("MidNum", _) => MidNum,
        ("Numeric", _) => Numeric,
        ("ExtendNumLet", _) => ExtendNumLet,
        ("WSegSpace", _) => Space,
        _ => return None,
    };
    Some(class as u8 | marked)
}

fn holding(state: State) -> bool {
    matches!(state, State::HebrewDouble | State::LetterMid | State::NumericMid)
}

/// One entry of the table.
fn rule(state: u8, class: u8) -> (Action, u8) {
    let (class, after_joiner) = (CLASSES[usize::from(class)], state & JOINED != 0);
    let state = STATES[usize::from(state % JOINED).min(STATES.len() - 1)];
    let pictograph = matches!(class, Pictograph | LetterPictograph);
    let (action, next) = match joined(state, class) {
        Some(next) if holding(next) && !matches!(class, Mark | Joiner) => (Action::Hold, next),
        Some(next) => (Action::Join, next),
        // WB3c: a joiner binds the pictograph after it, whatever stood before.
        None if after_joiner && pictograph && holding(state) => (Action::CutHeld, opened(class)),
        None if after_joiner && pictograph => (Action::Join, opened(class)),
        None if holding(state) => (Action::CutBoth, opened(class)),
        None => (Action::Cut, opened(class)),
    };
    (action, next as u8 | if class == Joiner { JOINED } else { 0 })
}

/// The state after a character that belongs to what stands before it, by any rule but WB3c.
fn joined(state: State, class: Class) -> Option<State> {
    use State::*;
    Some(match (state, class) {
        (Start, _) => opened(class),                                           // WB1
        (AfterReturn, LineFeed) => AfterLine,                                  // WB3
        (AfterReturn | AfterLine, _) => return None,                           // WB3a
        (_, CarriageReturn | LineFeed | Newline) => return None,               // WB3b
        (Spaces, Space) => Spaces,                                             // WB3d
        (Spaces, Mark | Joiner) => Plain, // WB4: no longer next to a space
        (_, Mark | Joiner) => state,      // WB4
        (Letters | Hebrews | LetterMid, Letter | LetterPictograph) => Letters, // WB5, WB7
        (Letters | Hebrews | LetterMid, Hebrew) => Hebrews, // WB5, WB7
        (HebrewQuote, Letter | LetterPictograph) => Letters, // WB7
        (HebrewQuote | HebrewDouble, Hebrew) => Hebrews, // WB7, WB7c
        (Hebrews, SingleQuote) => HebrewQuote, // WB7a
        (Letters | Hebrews, MidLetter | MidNumLet | SingleQuote) => LetterMid, // WB6
        (Hebrews, DoubleQuote) => HebrewDouble, // WB7b
        (Letters | Hebrews | Numerics | NumericMid, Numeric) => Numerics, // WB8, WB9, WB11
        (Numerics, Letter | LetterPictograph) => Letters, // WB10
        (Numerics, Hebrew) => Hebrews,    // WB10
        (Numerics, MidNum | MidNumLet | SingleQuote) => NumericMid, // WB12
        (Katakanas, Katakana) => Katakanas, // WB13
        (Letters | Hebrews | Numerics | Katakanas | Joiners, ExtendNumLet) => Joiners, // WB13a
        (Joiners, Letter | LetterPictograph | Hebrew | Numeric | Katakana) => opened(class), // WB13b
        (HalfFlag, Regional) => Plain,    // WB15, WB16
        _ => return None,                 // WB999
    })
}

/// The state after the first character of a segment.
fn opened(class: Class) -> State {
    match class {
        CarriageReturn => State::AfterReturn,
        LineFeed | Newline => State::AfterLine,
        Letter | LetterPictograph => State::Letters,
        Hebrew => State::Hebrews,
        Numeric => State::Numerics,
        Katakana => State::Katakanas,
        ExtendNumLet => State::Joiners,
        Regional => State::HalfFlag,
        Space => State::Spaces,
        _ => State::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        classes::check(DATA, class_named);
    }

    #[test]
    fn numbers_of_classes_and_states_are_their_places() {
        assert!(CLASSES.iter().enumerate().all(|(number, &class)| class as usize == number));
        assert!(STATES.iter().enumerate().all(|(number, &state)| state as usize == number));
    }
}
