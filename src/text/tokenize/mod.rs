//! Tokenizers, one a file: text becomes words.
//!
//! | tokenizer | words are | use it for |
//! |---|---|---|
//! | [`Whitespace`] | what stands between white space | text that is tokenised already |
//! | [`UnicodeWords`] | the words of Unicode's UAX #29 | text in most languages, word by word |
//! | [`PatternWords`] | runs of two or more letters, digits or `_` | the numbers of scikit-learn |
//! | [`SpacyEnglish`] | words, parts of contractions, single marks | the tokens of spaCy's English |
//! | [`Tweets`] | words, emoticons, hashtags, addresses, emoji | tweets, with NLTK's tokens |

pub mod pattern_words;
pub mod spacy;
pub mod tweet;
pub mod unicode_words;
pub mod whitespace;

pub use pattern_words::PatternWords;
pub use spacy::SpacyEnglish;
pub use tweet::Tweets;
pub use unicode_words::UnicodeWords;
pub use whitespace::Whitespace;
