//! Normalisation: text becomes other text that still knows where it came from.
//!
//! | normaliser | does | equals |
//! |---|---|---|
//! | [`Lowercase`] | lower case | Python's `str.lower` |
//! | [`CaseFold`] | makes case irrelevant: ß is ss | Python's `str.casefold` |
//! | [`NormalForm`] | NFC, NFD, NFKC, NFKD | Python's `unicodedata.normalize` |
//! | [`StripAccents`] | é is e | scikit-learn's `strip_accents_unicode`, `strip_accents_ascii` |
//! | [`CollapseWhitespace`] | one space for every run | `re.sub(r"\s+", " ", text)` |
//! | [`ShortenRepeats`] | sooooo is sooo | NLTK's `reduce_lengthening` |
//! | [`RemoveControls`], [`AsciiPunctuation`] | what their names say | |
//! | [`MosesPunctNormalizer`] | punctuation for machine translation | sacremoses's `MosesPunctNormalizer` |
//! | [`hugging_face`] | those of the package `tokenizers` | |
//! | [`Chain`] | one after the other | |

pub(crate) mod form_classes;
pub(crate) mod rewrite;

#[cfg(test)]
mod python_tests;

pub mod hugging_face;
pub mod moses_punct;

pub mod ascii_punctuation;
pub mod case_fold;
pub mod chain;
pub mod collapse_whitespace;
pub mod lowercase;
pub mod normal_form;
pub mod normalized;
pub mod normalizer;
pub mod remove_controls;
pub mod shorten_repeats;
pub mod strip_accents;

pub use ascii_punctuation::AsciiPunctuation;
pub use case_fold::CaseFold;
pub use chain::Chain;
pub use collapse_whitespace::CollapseWhitespace;
pub use lowercase::Lowercase;
pub use moses_punct::MosesPunctNormalizer;
pub use normal_form::NormalForm;
pub use normalized::Normalized;
pub use normalizer::Normalizer;
pub use remove_controls::RemoveControls;
pub use shorten_repeats::ShortenRepeats;
pub use strip_accents::StripAccents;
