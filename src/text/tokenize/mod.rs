//! Tokenizers, one a file: text becomes words.
//!
//! | tokenizer | words are | use it for |
//! |---|---|---|
//! | [`Whitespace`] | what stands between white space | text that is tokenised already |
//! | [`UnicodeWords`] | the words of Unicode's UAX #29 | text in most languages, word by word |
//! | [`UnicodeSegments`] | the same, and all that stands between them | text that must be put together again |
//! | [`Graphemes`] | the characters that a reader sees | counting and cutting characters |
//! | [`PatternWords`] | runs of two or more letters, digits or `_` | the numbers of scikit-learn |

pub mod graphemes;
pub mod pattern_words;
pub mod unicode_segments;
pub mod unicode_words;
pub mod whitespace;

pub use graphemes::Graphemes;
pub use pattern_words::PatternWords;
pub use unicode_segments::UnicodeSegments;
pub use unicode_words::UnicodeWords;
pub use whitespace::Whitespace;
