//! NLTK's word tokenizers, with the tokens and the places that NLTK 3.10 gives.
//!
//! | tokenizer | NLTK's name | what it does |
//! |---|---|---|
//! | [`Treebank`] | `TreebankWordTokenizer` | the conventions of the Penn Treebank, on one sentence |
//! | [`NltkWords`] | `NLTKWordTokenizer` | the same, with more kinds of quotes, dashes and final periods |
//! | [`WordTokenize`] | `word_tokenize` | sentences by any splitter, then [`NltkWords`] in each |
//! | [`Toktok`] | `ToktokTokenizer` | Dehdari's simple tokenizer for many languages, on one sentence |
//! | [`WordPunct`] | `WordPunctTokenizer` | runs of word characters and runs of other signs |
//! | [`MultiWord`] | `MWETokenizer` | merges the expressions of a lexicon among the tokens of another tokenizer |
//! | [`Separated`] | `SpaceTokenizer`, `TabTokenizer` | what stands between single spaces or tabs |
//! | [`Lines`] | `LineTokenizer` | lines |
//! | [`Paragraphs`] | `BlanklineTokenizer` | what stands between blank lines |
//!
//! [`TreebankDetokenizer`] turns tokens of the Treebank back into text. NLTK states its tokenizers as chains of
//! substitutions; here each text is walked through once. Its tweet tokenizer stands in a room of its own.

mod clitic;
mod contraction;
mod final_period;
mod scanner;
mod substitution;

pub mod detokenizer;
pub mod lines;
pub mod multi_word;
pub mod nltk_words;
pub mod paragraphs;
pub mod separated;
pub mod toktok;
pub mod treebank;
pub mod word_punct;
pub mod word_tokenize;

#[cfg(test)]
mod rules;
#[cfg(test)]
mod tests;

pub use detokenizer::TreebankDetokenizer;
pub use lines::{BlankLines, Lines};
pub use multi_word::MultiWord;
pub use nltk_words::NltkWords;
pub use paragraphs::Paragraphs;
pub use separated::Separated;
pub use toktok::Toktok;
pub use treebank::Treebank;
pub use word_punct::WordPunct;
pub use word_tokenize::WordTokenize;
