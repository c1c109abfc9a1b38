//! [`StripAccents`]: text without combining marks (`StripAccents` of the package).

use serde::{Deserialize, Serialize};

use crate::text::hugging_face::MARKS;
use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::each_character;

/// Drops marks, those that take room (vowel signs of Indic scripts) among them. It decomposes nothing: chain it behind
/// a decomposed form.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{NormalForm, Normalizer, hugging_face::StripAccents};
/// let text = NormalForm::Nfd.normalize("brûlée").then(|text| StripAccents.normalize(text));
/// assert_eq!(text.text(), "brulee");
/// assert_eq!(StripAccents.normalize("é").text(), "é");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StripAccents;

impl Normalizer for StripAccents {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        each_character(text, |character| character < '\u{300}' || MARKS.get(character) == 0, |_, _| ())
    }
}
