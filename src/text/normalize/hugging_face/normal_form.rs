//! [`OldNormalForm`]: the normal forms of Unicode 9 (`NFC`, `NFD`, `NFKC` and `NFKD` of the package).
//!
//! They differ from today's for some 260 characters that came later, such as ㋿ and the smaller modifier letters, and for
//! the marks that came later, which keep their places.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::text::hugging_face::known_to_unicode_9;
use crate::text::normalize::form_classes::FormClasses;
use crate::text::normalize::normal_form::NormalForm;
use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;

/// A normal form by the tables of Unicode 9.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{NormalForm, Normalizer, hugging_face::OldNormalForm};
/// assert_eq!(OldNormalForm::of(NormalForm::Nfkc).normalize("ﬁ ㋿").text(), "fi ㋿");
/// assert_eq!(NormalForm::Nfkc.normalize("ﬁ ㋿").text(), "fi 令和");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OldNormalForm(NormalForm);

/// What Unicode 9 knew of every character.
pub(crate) static CLASSES: LazyLock<FormClasses> = LazyLock::new(|| {
    let known = known_to_unicode_9();
    FormClasses::of_known(|character| known.get(character) == 1)
});

impl OldNormalForm {
    /// This form as it was.
    #[must_use]
    pub fn of(form: NormalForm) -> Self {
        OldNormalForm(form)
    }
}

impl Normalizer for OldNormalForm {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        if text.is_ascii() {
            return Normalized::same_places(text.into());
        }
        self.0.normalize_by(&CLASSES, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// tokenizers 0.23.3: `NFKD().normalize_str(…)`.
    #[test]
    fn later_characters_are_left_alone() {
        let nfkd = |text| OldNormalForm::of(NormalForm::Nfkd).normalize(text).text().to_owned();
        assert_eq!(nfkd("é½\u{11938}\u{105c9}"), "e\u{301}1⁄2\u{11938}\u{105c9}");
        // U+0898 is a mark below of Unicode 14.
        assert_eq!(nfkd("a\u{301}\u{898}"), "a\u{301}\u{898}");
    }
}
