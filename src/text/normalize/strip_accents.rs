//! [`StripAccents`]: accents taken off, equal to scikit-learn's `strip_accents_unicode` and `strip_accents_ascii`.
//!
//! Both decompose first (NFKD), so ligatures and the like fall apart, too, and Hangul syllables into their letters.

use serde::{Deserialize, Serialize};

use crate::text::normalize::form_classes::{FormClasses, MARK, NOT_NFKD, TODAY};
use crate::text::normalize::normal_form::NormalForm;
use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::each_character;

/// Takes accents off.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{Normalizer, StripAccents};
/// assert_eq!(StripAccents::Unicode.normalize("Crème brûlée, Ørsted, Ёлка").text(), "Creme brulee, Ørsted, Елка");
/// assert_eq!(StripAccents::Ascii.normalize("Crème brûlée, Ørsted, Ёлка").text(), "Creme brulee, rsted, ");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum StripAccents {
    /// Drops combining marks (those with a combining class) and keeps all letters.
    #[default]
    Unicode,
    /// Drops everything that is not ASCII after decomposition.
    Ascii,
}

impl Normalizer for StripAccents {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        if text.is_ascii() {
            return Normalized::same_places(text.into());
        }
        let classes: &FormClasses = &TODAY;
        match self {
            StripAccents::Unicode => each_character(
                text,
                |character| character.is_ascii() || classes.flags(character) & (NOT_NFKD | MARK) == 0,
                // Only marks change places in NFKD, and none of them stays.
                |character, written| {
                    NormalForm::Nfkd.decompose(character, |part| {
                        if classes.combining(part) == 0 {
                            written.push(part);
                        }
                    });
                },
            ),
            StripAccents::Ascii => each_character(
                text,
                |character| character.is_ascii(),
                |character, written| {
                    if classes.flags(character) & NOT_NFKD != 0 {
                        NormalForm::Nfkd.decompose(character, |part| {
                            if part.is_ascii() {
                                written.push(part);
                            }
                        });
                    }
                },
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::Span;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::canonical_combining_class;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn is_decomposing_and_dropping(text in "[a-cÀ-ÿ\u{300}-\u{345}ﬁ²Å각\u{9be}\u{1d15e}]{0,9}|\\PC{0,20}") {
            let unicode: String = text.nfkd().filter(|&c| canonical_combining_class(c) == 0).collect();
            let expected = if text.is_ascii() { text.clone() } else { unicode };
            let stripped = StripAccents::Unicode.normalize(&text);
            prop_assert_eq!(stripped.text(), expected);
            let ascii: String = text.nfkd().filter(char::is_ascii).collect();
            let stripped = StripAccents::Ascii.normalize(&text);
            prop_assert_eq!(stripped.text(), ascii);
        }
    }

    #[test]
    fn spans_skip_accents_at_their_edges() {
        let text = "e\u{301}te\u{301}";
        let stripped = StripAccents::Unicode.normalize(text);
        assert_eq!(stripped.text(), "ete");
        assert_eq!(stripped.original(Span { start: 0, end: 1 }), Span { start: 0, end: 1 });
        assert_eq!(stripped.original(Span { start: 0, end: 2 }), Span { start: 0, end: 4 });
        assert_eq!(
            StripAccents::Ascii.normalize("中ﬁ中").original(Span { start: 0, end: 2 }),
            Span { start: 3, end: 6 }
        );
    }
}
