//! [`Bert`]: text as BERT wants it (`BertNormalizer` of the package).
//!
//! Its four steps are taken in one pass over the text. Only where marks that stay may change places (some rare vowel
//! signs) is each step taken by itself.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::text::class_table::ClassTable;
use crate::text::hugging_face::{CLASSES, NONSPACING, SPACE, UNCLEAN};
use crate::text::normalize::form_classes::{MARK, NOT_NFD};
use crate::text::normalize::hugging_face::lowercase::{Lowercase, is_lowercase};
use crate::text::normalize::hugging_face::normal_form;
use crate::text::normalize::normal_form::NormalForm;
use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::each_character;

/// Cleans, sets Chinese characters apart, takes accents off and lower-cases.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{Normalizer, hugging_face::Bert};
/// assert_eq!(Bert::default().normalize("Crème\tBRÛLÉE 焼\0く").text(), "creme brulee  焼 く");
/// assert_eq!(Bert::default().lowercase(false).normalize("Crème").text(), "Crème");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bert {
    clean_text: bool,
    handle_chinese_chars: bool,
    strip_accents: Option<bool>,
    lowercase: bool,
}

impl Default for Bert {
    fn default() -> Self {
        Bert { clean_text: true, handle_chinese_chars: true, strip_accents: None, lowercase: true }
    }
}

impl Bert {
    /// Whether control characters go and white space becomes spaces. Default: yes.
    #[must_use]
    pub fn clean_text(mut self, clean_text: bool) -> Self {
        self.clean_text = clean_text;
        self
    }

    /// Whether spaces are put around Chinese characters. Default: yes.
    #[must_use]
    pub fn handle_chinese_chars(mut self, handle: bool) -> Self {
        self.handle_chinese_chars = handle;
        self
    }

    /// Whether accents are taken off. Default, and with `None`: if text is lower-cased.
    #[must_use]
    pub fn strip_accents(mut self, strip_accents: Option<bool>) -> Self {
        self.strip_accents = strip_accents;
        self
    }

    /// Whether text is lower-cased. Default: yes.
    #[must_use]
    pub fn lowercase(mut self, lowercase: bool) -> Self {
        self.lowercase = lowercase;
        self
    }

    fn strips(self) -> bool {
        self.strip_accents.unwrap_or(self.lowercase)
    }

    /// The steps that are taken.
    fn steps(self) -> u8 {
        let flag = |flag: u8, is_set: bool| if is_set { flag } else { 0 };
        flag(CLEANED, self.clean_text)
            | flag(SET_APART, self.handle_chinese_chars)
            | flag(STRIPPED, self.strips())
            | flag(LOWERED, self.lowercase)
    }

    /// All that `character` becomes; whether it holds a mark that stays, and that order matters to.
    fn write(self, character: char, written: &mut String) -> bool {
        let classes = CLASSES.get(character);
        if self.clean_text && classes & (UNCLEAN | SPACE) != 0 {
            if classes & UNCLEAN == 0 {
                written.push(' ');
            }
            return false;
        }
        let apart = self.handle_chinese_chars && is_chinese(character);
        if apart {
            written.push(' ');
        }
        let mut moves = false;
        if self.strips() {
            let mut stay = |part| {
                if CLASSES.get(part) & NONSPACING == 0 {
                    moves |= normal_form::CLASSES.combining(part) != 0;
                    self.write_case(part, written);
                }
            };
            if normal_form::CLASSES.flags(character) & NOT_NFD != 0 {
                NormalForm::Nfd.decompose(character, stay);
            } else {
                stay(character);
            }
        } else {
            self.write_case(character, written);
        }
        if apart {
            written.push(' ');
        }
        moves
    }

    fn write_case(self, character: char, written: &mut String) {
        if self.lowercase {
            written.extend(character.to_lowercase());
        } else {
            written.push(character);
        }
    }

    /// The steps one after the other.
    fn step_by_step(self, text: &str) -> Normalized<'_> {
        let (prepared, _) = Bert { lowercase: false, strip_accents: Some(false), ..self }.in_one_pass(text);
        let decomposed = prepared.then(|text| NormalForm::Nfd.normalize_by(&normal_form::CLASSES, text));
        let stripped = decomposed.then(|text| {
            each_character(text, |character| CLASSES.get(character) & NONSPACING == 0, |_, _| ())
        });
        if self.lowercase { stripped.then(|text| Lowercase.normalize(text)) } else { stripped }
    }

    /// The text, and whether marks are left whose order it may have wrong.
    fn in_one_pass(self, text: &str) -> (Normalized<'_>, bool) {
        let (steps, mut moves) = (self.steps(), false);
        let table: &ClassTable = &STEPS;
        let normalized = each_character(
            text,
            |character| table.get(character) & steps == 0,
            |character, written| moves |= self.write(character, written),
        );
        (normalized, moves)
    }
}

impl Normalizer for Bert {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let (normalized, moves) = self.in_one_pass(text);
        if moves { self.step_by_step(text) } else { normalized }
    }
}

const CLEANED: u8 = 1;
const SET_APART: u8 = 2;
const STRIPPED: u8 = 4;
const LOWERED: u8 = 8;

/// The steps that change each character.
static STEPS: LazyLock<ClassTable> = LazyLock::new(|| {
    ClassTable::from_function(|character| {
        let flag = |flag: u8, is_set: bool| if is_set { flag } else { 0 };
        let classes = CLASSES.get(character);
        let strips =
            classes & NONSPACING != 0 || normal_form::CLASSES.flags(character) & (NOT_NFD | MARK) != 0;
        flag(CLEANED, classes & (UNCLEAN | SPACE) != 0 && character != ' ')
            | flag(SET_APART, is_chinese(character))
            | flag(STRIPPED, strips)
            | flag(LOWERED, !is_lowercase(character))
    })
});

/// The blocks of Chinese characters that the package sets apart. It skips two ranges of extension E
/// (U+2B820 to U+2B91F), and all that came later.
fn is_chinese(character: char) -> bool {
    matches!(
        character,
        '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{2A6DF}'
            | '\u{2A700}'..='\u{2B81F}'
            | '\u{2B920}'..='\u{2CEAF}'
            | '\u{2F800}'..='\u{2FA1F}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::Span;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn one_pass_equals_the_steps(text in "[ \t\0aAéÉİΣ\u{301}\u{323}\u{302e}\u{302f}\u{1b44}中\u{f900}각\u{a0}\u{200d}]{0,10}|\\PC{0,20}") {
            for bert in [Bert::default(), Bert::default().lowercase(false).strip_accents(Some(true))] {
                let (ours, steps) = (bert.normalize(&text), bert.step_by_step(&text));
                prop_assert_eq!(ours.text(), steps.text());
            }
        }
    }

    /// tokenizers 0.23.3: `BertNormalizer(…).normalize_str(…)`.
    #[test]
    fn marks_that_stay_change_places() {
        let text = "ka\u{302e}\u{1b44}";
        assert_eq!(Bert::default().normalize(text).text(), "ka\u{1b44}\u{302e}");
    }

    #[test]
    fn characters_set_apart_point_at_themselves() {
        let text = "É中b";
        let normal = Bert::default().normalize(text);
        assert_eq!(normal.text(), "e 中 b");
        assert_eq!(normal.original(Span { start: 2, end: 5 }).slice(text), "中");
        assert_eq!(normal.original(Span { start: 6, end: 7 }).slice(text), "b");
        assert_eq!(normal.original(Span { start: 0, end: 1 }).slice(text), "É");
    }
}
