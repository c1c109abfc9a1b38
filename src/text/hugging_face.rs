//! The character classes by which Hugging Face's `tokenizers` cuts and cleans text.
//!
//! The package (0.23.3) asks five tables of different age: its categories are those of Unicode 8, its scripts, marks and
//! decompositions of Unicode 9, its letters and numbers of the engines that run its patterns. Here all are today's
//! tables without the characters that the package's do not know (`data/hugging_face.txt`), and the few that have changed
//! since.

use std::sync::LazyLock;

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

use crate::text::class_table::ClassTable;

/// `\w` of Rust's `regex`: letters, marks, decimal digits, connectors and joiners.
pub(crate) const WORD: u8 = 1;
/// Unicode's white space.
pub(crate) const SPACE: u8 = 2;
/// Punctuation of Unicode, and all of ASCII that is neither letter nor digit.
pub(crate) const PUNCTUATION: u8 = 4;
/// A number of any kind, as `char::is_numeric`.
pub(crate) const NUMERIC: u8 = 8;
/// `\p{L}` and `\p{N}` of the engine that runs GPT-2's pattern.
pub(crate) const LETTER: u8 = 16;
pub(crate) const NUMBER: u8 = 32;
/// Left out where BERT cleans text: control characters, formats, characters for private use, NUL and U+FFFD.
pub(crate) const UNCLEAN: u8 = 64;
/// A mark without width (Mn), which BERT takes off.
pub(crate) const NONSPACING: u8 = 128;

/// The flags of every character.
pub(crate) static CLASSES: LazyLock<ClassTable> = LazyLock::new(|| {
    let [letters, numeric, unicode_8, unicode_9, word] =
        ["letters", "numeric", "unicode-8", "unicode-9", "word"].map(unknown);
    let mut mask = vec![0u8; 0x11_0000];
    let mut forget = |ranges: &[(u32, u32)], flags: u8| {
        for &(first, last) in ranges {
            mask[first as usize..=last as usize].iter_mut().for_each(|mask| *mask |= flags);
        }
    };
    forget(&letters, LETTER | NUMBER);
    forget(&numeric, NUMERIC);
    forget(&unicode_8, PUNCTUATION | UNCLEAN | NONSPACING);
    forget(&unicode_9, PUNCTUATION | UNCLEAN | NONSPACING);
    forget(&word, WORD);
    ClassTable::from_function(|character| flags(character) & !mask[character as usize])
});

/// The number of every character's script; 0 for unassigned characters.
pub(crate) static SCRIPTS: LazyLock<ClassTable> = LazyLock::new(|| {
    let known = known_to_unicode_9();
    ClassTable::from_function(|character| if known.get(character) == 0 { 0 } else { script(character) })
});

/// 1 for the marks (M) that the package takes off as accents.
pub(crate) static MARKS: LazyLock<ClassTable> = LazyLock::new(|| {
    let known = known_to_unicode_9();
    let is_mark = |character: char| match character {
        // A punctuation mark then, and marks then.
        '\u{111C9}' => false,
        '\u{1CF2}' | '\u{1CF3}' => true,
        _ => character.general_category_group() == GeneralCategoryGroup::Mark && known.get(character) == 1,
    };
    ClassTable::from_function(|character| u8::from(is_mark(character)))
});

/// 1 for the characters that the marks and decompositions of the package know.
pub(crate) fn known_to_unicode_9() -> ClassTable {
    let later = unknown("unicode-9").into_iter().map(|(first, last)| (first, last, 0));
    ClassTable::from_ranges(std::iter::once((0, 0x10_FFFF, 1)).chain(later))
}

/// The ranges that the table `name` does not know.
fn unknown(name: &str) -> Vec<(u32, u32)> {
    let lines = include_str!("data/hugging_face.txt").lines();
    let ranges = lines.filter_map(|line| line.strip_prefix(name)).flat_map(str::split_whitespace);
    let number = |digits| u32::from_str_radix(digits, 16).ok();
    ranges
        .filter_map(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some((number(first)?, number(last)?))
        })
        .collect()
}

fn flags(character: char) -> u8 {
    let (category, group) = (character.general_category(), character.general_category_group());
    let flag = |flag: u8, is_set: bool| if is_set { flag } else { 0 };
    let letter = group == GeneralCategoryGroup::Letter;
    let number = group == GeneralCategoryGroup::Number;
    let punctuation = match character {
        // A symbol today, and a mark.
        '\u{166D}' | '\u{111C9}' => true,
        _ => character.is_ascii_punctuation() || group == GeneralCategoryGroup::Punctuation,
    };
    // Spacing marks today.
    let nonspacing =
        category == GeneralCategory::NonspacingMark || matches!(character, '\u{1734}' | '\u{1171E}');
    let unclean = match character {
        '\t' | '\n' | '\r' => false,
        '\u{FFFD}' => true,
        _ => matches!(
            category,
            GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse
        ),
    };
    flag(WORD, letter || is_word_beyond_letters(character, category, group))
        | flag(SPACE, character.is_whitespace())
        | flag(PUNCTUATION, punctuation)
        | flag(NUMERIC, number)
        | flag(LETTER, letter)
        | flag(NUMBER, number)
        | flag(UNCLEAN, unclean)
        | flag(NONSPACING, nonspacing)
}

/// What else `\w` takes: UTS #18 adds alphabetic characters, among them letters in circles and squares.
fn is_word_beyond_letters(character: char, category: GeneralCategory, group: GeneralCategoryGroup) -> bool {
    group == GeneralCategoryGroup::Mark
        || matches!(
            category,
            GeneralCategory::DecimalNumber
                | GeneralCategory::LetterNumber
                | GeneralCategory::ConnectorPunctuation
        )
        || matches!(
            character,
            '\u{200C}' | '\u{200D}'
                | '\u{24B6}'..='\u{24E9}'
                | '\u{1F130}'..='\u{1F149}'
                | '\u{1F150}'..='\u{1F169}'
                | '\u{1F170}'..='\u{1F189}'
        )
}

fn script(character: char) -> u8 {
    let script = match character {
        '\u{589}' | '\u{61C}' => Script::Common,
        '\u{953}' | '\u{954}' => Script::Devanagari,
        _ => character.script(),
    };
    // `Unknown` has the highest number.
    (script as u8).wrapping_add(1)
}
