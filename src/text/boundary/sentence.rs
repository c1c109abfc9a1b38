//! The sentence boundaries of UAX #29 as rules (SB1 to SB998) and the machine made of them.

use std::sync::LazyLock;

use crate::text::boundary::classes;
use crate::text::boundary::machine::{Action, Machine};
use crate::text::class_table::ClassTable;

/// Sentence_Break, in short: Extend and Format are one, and so are Other and Numeric but for their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Other,
    CarriageReturn,
    LineFeed,
    /// Sep.
    Separator,
    /// Extend and Format.
    Mark,
    /// Sp.
    Space,
    Lower,
    Upper,
    /// OLetter.
    Letter,
    Numeric,
    /// ATerm: the full stop and its like.
    Stop,
    /// SContinue.
    Continue,
    /// STerm.
    Terminal,
    Close,
}

use Class::*;

/// The order is that of the numbers in the table.
pub(crate) const CLASSES: [Class; 14] = [
    Other,
    CarriageReturn,
    LineFeed,
    Separator,
    Mark,
    Space,
    Lower,
    Upper,
    Letter,
    Numeric,
    Stop,
    Continue,
    Terminal,
    Close,
];

/// What stands before a place, as far as the rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Start,
    AfterReturn,
    AfterLine,
    /// Nothing that could end a sentence.
    Plain,
    /// The same, and the last of it is an upper or lower case letter.
    Cased,
    /// ATerm.
    Stopped,
    /// ATerm after an upper or lower case letter.
    CasedStopped,
    /// ATerm Close+.
    StoppedClosed,
    /// ATerm Close* Sp+.
    StoppedSpaced,
    /// STerm.
    Ended,
    /// STerm Close+.
    EndedClosed,
    /// STerm Close* Sp+.
    EndedSpaced,
    /// ATerm Close* Sp*, a place that is held, and nothing yet that says whether the sentence goes on there.
    Waiting,
}

const STATES: [State; 13] = [
    State::Start,
    State::AfterReturn,
    State::AfterLine,
    State::Plain,
    State::Cased,
    State::Stopped,
    State::CasedStopped,
    State::StoppedClosed,
    State::StoppedSpaced,
    State::Ended,
    State::EndedClosed,
    State::EndedSpaced,
    State::Waiting,
];

const DATA: &str = include_str!("../data/sentence_break.txt");

/// The class of every character.
pub(crate) static SENTENCE_CLASSES: LazyLock<ClassTable> = LazyLock::new(|| classes::read(DATA, class_named));

/// The rules as a table.
pub(crate) static SENTENCE_MACHINE: LazyLock<Machine> = LazyLock::new(|| {
    let entry = |state: u8, class: u8| {
        let (action, next) = rule(STATES[usize::from(state)], CLASSES[usize::from(class)]);
        (action, next as u8)
    };
    let holds = |state: u8| STATES[usize::from(state)] == State::Waiting;
    Machine::new(entry, holds, STATES.len() as u8, CLASSES.len() as u8)
});

fn class_named(name: &str) -> Option<u8> {
    let class = match name {
        "Other" => Other,
        "CR" => CarriageReturn,
        "LF" => LineFeed,
        "Sep" => Separator,
        "Extend" | "Format" => Mark,
        "Sp" => Space,
        "Lower" => Lower,
        "Upper" => Upper,
        "OLetter" => Letter,
        "Numeric" => Numeric,
        "ATerm" => Stop,
        "SContinue" => Continue,
        "STerm" => Terminal,
        "Close" => Close,
        _ => return None,
    };
    Some(class as u8)
}

/// One entry of the table.
fn rule(state: State, class: Class) -> (Action, State) {
    use State::*;
    match (state, class) {
        (Start, _) => (Action::Join, after(class)),                  // SB1
        (AfterReturn, LineFeed) => (Action::Join, AfterLine),        // SB3
        (AfterReturn | AfterLine, _) => (Action::Cut, after(class)), // SB4
        (_, Mark) => (Action::Join, state),                          // SB5
        (Plain, _) => (Action::Join, after(class)),                  // SB998
        (Cased, Stop) => (Action::Join, CasedStopped),               // SB998
        (Cased, _) => (Action::Join, after(class)),                  // SB998
        (Stopped | CasedStopped, Numeric) => (Action::Join, Plain),  // SB6
        (CasedStopped, Upper) => (Action::Join, Cased),              // SB7
        (Waiting, _) => waiting(class),                              // SB8, SB11
        (Stopped | CasedStopped | StoppedClosed | StoppedSpaced, Lower) => (Action::Join, Cased), // SB8
        (_, Continue | Stop | Terminal) => (Action::Join, after(class)), // SB8a
        (_, Space | Separator | CarriageReturn | LineFeed) => (Action::Join, ended(state, class)), // SB9, SB10
        (Stopped | CasedStopped | StoppedClosed, Close) => (Action::Join, StoppedClosed),          // SB9
        (Ended | EndedClosed, Close) => (Action::Join, EndedClosed),                               // SB9
        (Ended | EndedClosed | EndedSpaced, _) => (Action::Cut, after(class)),                     // SB11
        (_, Upper | Letter) => (Action::Cut, after(class)),                                        // SB11
        (_, _) => (Action::Hold, Waiting), // SB8 or SB11: not known yet
    }
}

/// SB8: a lower case letter says that the sentence went on, any other letter, terminal or line end that it did not.
fn waiting(class: Class) -> (Action, State) {
    match class {
        Lower => (Action::Join, State::Cased),
        Upper | Letter | Stop | Terminal | Separator | CarriageReturn | LineFeed => {
            (Action::CutHeld, after(class))
        }
        _ => (Action::Join, State::Waiting),
    }
}

/// The state after space or a line end that follows what may end a sentence.
fn ended(state: State, class: Class) -> State {
    match (class, state) {
        (Space, State::Ended | State::EndedClosed | State::EndedSpaced) => State::EndedSpaced,
        (Space, _) => State::StoppedSpaced,
        _ => after(class),
    }
}

/// The state after a character before which nothing is asked for.
fn after(class: Class) -> State {
    match class {
        CarriageReturn => State::AfterReturn,
        LineFeed | Separator => State::AfterLine,
        Upper | Lower => State::Cased,
        Stop => State::Stopped,
        Terminal => State::Ended,
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
