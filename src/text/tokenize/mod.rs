//! Tokenizers, one a file: text becomes words.
//!
//! | tokenizer | words are | use it for |
//! |---|---|---|
//! | [`Whitespace`] | what stands between white space | text that is tokenised already |
//! | [`UnicodeWords`] | the words of Unicode's UAX #29 | text in most languages, word by word |
//! | [`Moses`] | what Moses takes for machine translation | sacremoses's tokens, abbreviations known by language |
//! | [`PatternWords`] | runs of two or more letters, digits or `_` | the numbers of scikit-learn |

pub mod moses;
pub mod pattern_words;
pub mod unicode_words;
pub mod whitespace;

pub use moses::Moses;
pub use pattern_words::PatternWords;
pub use unicode_words::UnicodeWords;
pub use whitespace::Whitespace;
