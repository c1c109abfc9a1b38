//! The normalisers of Hugging Face's package `tokenizers` 0.23.3, one a file, under its names.
//!
//! Their tables are older than today's Unicode, and so are these: text comes out as there. Chain them with
//! [`Chain`](super::Chain); its patterns for `Replace` are left out (a plain string is not), and `Precompiled`, too.

pub mod bert;
pub mod lowercase;
pub mod nmt;
pub mod normal_form;
pub mod prepend;
pub mod replace;
pub mod strip;
pub mod strip_accents;

pub use bert::Bert;
pub use lowercase::Lowercase;
pub use nmt::Nmt;
pub use normal_form::OldNormalForm;
pub use prepend::Prepend;
pub use replace::Replace;
pub use strip::Strip;
pub use strip_accents::StripAccents;
