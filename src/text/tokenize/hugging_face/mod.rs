//! The pre-tokenizers of Hugging Face's package `tokenizers` 0.23.3, one a file, under its names.
//!
//! Spans are those of `pre_tokenize_str`, in bytes. Splitting at a regular expression of one's own is
//! [`Pattern`](super::Pattern)'s.

pub mod bert;
pub mod byte_level;
pub mod digits;
pub mod metaspace;
pub mod punctuation;
pub mod split_behavior;
pub mod unicode_scripts;
pub mod whitespace;

pub use crate::text::tokenize::whitespace::Whitespace as WhitespaceSplit;
pub use bert::Bert;
pub use byte_level::ByteLevel;
pub use digits::Digits;
pub use metaspace::{Metaspace, PrependScheme};
pub use punctuation::Punctuation;
pub use split_behavior::SplitBehavior;
pub use unicode_scripts::UnicodeScripts;
pub use whitespace::Whitespace;
