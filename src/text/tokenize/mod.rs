//! Tokenizers, one a file: text becomes words.
//!
//! | tokenizer | words are | use it for |
//! |---|---|---|
//! | [`UnicodeWords`] | the words of Unicode's UAX #29 | text in most languages, word by word |
//! | [`UnicodeSegments`] | the same, and all that stands between them | text that must be put together again |
//! | [`Graphemes`] | the characters that a reader sees | counting and cutting characters |
//! | [`Whitespace`] | what stands between white space | text that is tokenised already |
//! | [`PatternWords`] | runs of two or more letters, digits or `_` | the numbers of scikit-learn |
//! | [`Pattern`] | what a regular expression matches, or what it leaves | words of one's own |
//! | [`PythonPattern`] | what an expression of Python's `re` finds | the numbers of scikit-learn with a `token_pattern` |
//! | [`nltk`]: [`NltkWords`], [`Treebank`], … | words, punctuation and clitics | the numbers of NLTK |
//! | [`Tweets`] | words, emoticons, hashtags, addresses, emoji | tweets, with NLTK's tokens |
//! | [`SpacyEnglish`] | words, parts of contractions, single marks | the tokens of spaCy's English |
//! | [`Moses`] | what Moses takes for machine translation | sacremoses's tokens, abbreviations known by language |
//! | [`mteval`]: [`Mteval13a`], [`MtevalInternational`], … | words and punctuation, cut for scoring translations | the tokens of sacreBLEU |
//! | [`Characters`], [`CharNgrams`] | characters, and so many of them in a row | misspelt or unknown words, names, languages |
//! | [`hugging_face`] | what subword models start from | the pre-tokenizers of Hugging Face |
//!
//! [`Normalizing`] normalises text first; its tokens still point at the original.

mod python_syntax;

pub mod hugging_face;
pub mod moses;
pub mod mteval;
pub mod nltk;
pub mod spacy;
pub mod tweet;

pub mod char_ngrams;
pub mod characters;
pub mod graphemes;
pub mod normalizing;
pub mod pattern;
pub mod pattern_words;
pub mod python_pattern;
pub mod unicode_segments;
pub mod unicode_words;
pub mod whitespace;

pub use char_ngrams::CharNgrams;
pub use characters::Characters;
pub use graphemes::Graphemes;
pub use moses::{Moses, MosesDetokenizer, NonbreakingPrefixes, Protected};
pub use mteval::{Mteval13a, MtevalChinese, MtevalInternational, NonblankCharacters, StrSplit};
pub use nltk::{
    BlankLines, Lines, MultiWord, NltkWords, Paragraphs, Separated, Toktok, Treebank, TreebankDetokenizer,
    WordPunct, WordTokenize,
};
pub use normalizing::Normalizing;
pub use pattern::Pattern;
pub use pattern_words::PatternWords;
pub use python_pattern::PythonPattern;
pub use spacy::SpacyEnglish;
pub use tweet::Tweets;
pub use unicode_segments::UnicodeSegments;
pub use unicode_words::UnicodeWords;
pub use whitespace::Whitespace;
