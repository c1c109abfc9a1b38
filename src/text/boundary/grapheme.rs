//! The grapheme boundaries of UAX #29 as rules (GB1 to GB999) and the machines made of them.

use std::sync::LazyLock;

use crate::text::boundary::classes;
use crate::text::boundary::machine::{Action, Machine};
use crate::text::class_table::ClassTable;

/// Grapheme_Cluster_Break, Indic_Conjunct_Break (InCB) and Extended_Pictographic in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Other,
    CarriageReturn,
    LineFeed,
    Control,
    /// Extend without InCB.
    Extend,
    /// Extend with InCB=Extend.
    ConjunctExtend,
    /// Extend with InCB=Linker.
    Linker,
    /// ZWJ, which has InCB=Extend.
    Joiner,
    Regional,
    Prepend,
    /// SpacingMark.
    Spacing,
    /// L of Hangul.
    Leading,
    /// V.
    Vowel,
    /// T.
    Trailing,
    /// LV.
    LeadingVowel,
    /// LVT.
    Syllable,
    /// InCB=Consonant.
    Consonant,
    /// Extended_Pictographic.
    Pictograph,
}

use Class::*;

/// The order is that of the numbers in the table.
pub(crate) const CLASSES: [Class; 18] = [
    Other,
    CarriageReturn,
    LineFeed,
    Control,
    Extend,
    ConjunctExtend,
    Linker,
    Joiner,
    Regional,
    Prepend,
    Spacing,
    Leading,
    Vowel,
    Trailing,
    LeadingVowel,
    Syllable,
    Consonant,
    Pictograph,
];

/// What stands before a place, as far as the rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    AfterReturn,
    /// After another control.
    AfterControl,
    Plain,
    Prepended,
    /// L.
    Leadings,
    /// V or LV.
    Vowels,
    /// T or LVT.
    Trailings,
    /// An odd number of regional indicators.
    HalfFlag,
    /// A pictograph and Extend*.
    Pictured,
    /// The same and a joiner.
    PicturedJoined,
    /// A consonant and no linker yet.
    Consonants,
    /// A consonant and a linker.
    Linked,
}

const STATES: [State; 13] = [
    State::Start,
    State::AfterReturn,
    State::AfterControl,
    State::Plain,
    State::Prepended,
    State::Leadings,
    State::Vowels,
    State::Trailings,
    State::HalfFlag,
    State::Pictured,
    State::PicturedJoined,
    State::Consonants,
    State::Linked,
];

const DATA: &str = include_str!("../data/grapheme_break.txt");

/// The class of every character.
pub(crate) static GRAPHEME_CLASSES: LazyLock<ClassTable> = LazyLock::new(|| classes::read(DATA, class_named));

/// The rules of extended grapheme clusters as a table.
pub(crate) static EXTENDED_MACHINE: LazyLock<Machine> = LazyLock::new(|| machine(true));

/// The rules of legacy grapheme clusters as a table.
pub(crate) static LEGACY_MACHINE: LazyLock<Machine> = LazyLock::new(|| machine(false));

fn machine(extended: bool) -> Machine {
    let entry = |state: u8, class: u8| {
        let class = CLASSES[usize::from(class)];
        match joined(STATES[usize::from(state)], class, extended) {
            Some(next) => (Action::Join, next as u8),
            None => (Action::Cut, opened(class) as u8),
        }
    };
    Machine::new(entry, |_| false, STATES.len() as u8, CLASSES.len() as u8)
}

fn class_named(values: &str) -> Option<u8> {
    let class = match values {
        "Other" => Other,
        "CR" => CarriageReturn,
        "LF" => LineFeed,
        "Control" => Control,
        "Extend" => Extend,
        "Extend InCB=Extend" => ConjunctExtend,
        "Extend InCB=Linker" => Linker,
        "ZWJ InCB=Extend" => Joiner,
        "Regional_Indicator" => Regional,
        "Prepend" => Prepend,
        "SpacingMark" => Spacing,
        "L" => Leading,
        "V" => Vowel,
        "T" => Trailing,
        "LV" => LeadingVowel,
        "LVT" => Syllable,
        "Other InCB=Consonant" => Consonant,
        "Other Extended_Pictographic" => Pictograph,
        _ => return None,
    };
    Some(class as u8)
}

/// The state after a character that belongs to what stands before it.
fn joined(state: State, class: Class, extended: bool) -> Option<State> {
    use State::*;
    Some(match (state, class) {
        (Start, _) => opened(class),                                            // GB1
        (AfterReturn, LineFeed) => AfterControl,                                // GB3
        (AfterReturn | AfterControl, _) => return None,                         // GB4
        (_, CarriageReturn | LineFeed | Control) => return None,                // GB5
        (Leadings, Leading | Vowel | LeadingVowel | Syllable) => opened(class), // GB6
        (Vowels, Vowel | Trailing) => opened(class),                            // GB7
        (Trailings, Trailing) => Trailings,                                     // GB8
        (Pictured, Extend | ConjunctExtend | Linker) => Pictured,               // GB9
        (Pictured, Joiner) => PicturedJoined,                                   // GB9
        (Consonants, ConjunctExtend | Joiner) => Consonants,                    // GB9
        (Consonants, Linker) => Linked,                                         // GB9
        (Linked, ConjunctExtend | Joiner | Linker) => Linked,                   // GB9
        (_, Extend | ConjunctExtend | Linker | Joiner) => Plain,                // GB9
        (_, Spacing) if extended => Plain,                                      // GB9a
        (Prepended, _) if extended => opened(class),                            // GB9b
        (Linked, Consonant) if extended => Consonants,                          // GB9c
        (PicturedJoined, Pictograph) => Pictured,                               // GB11
        (HalfFlag, Regional) => Plain,                                          // GB12, GB13
        _ => return None,                                                       // GB999
    })
}

/// The state after the first character of a cluster.
fn opened(class: Class) -> State {
    match class {
        CarriageReturn => State::AfterReturn,
        LineFeed | Control => State::AfterControl,
        Prepend => State::Prepended,
        Leading => State::Leadings,
        Vowel | LeadingVowel => State::Vowels,
        Trailing | Syllable => State::Trailings,
        Regional => State::HalfFlag,
        Pictograph => State::Pictured,
        Consonant => State::Consonants,
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
