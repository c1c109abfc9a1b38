//! Text: strings become spans, tokens and ids.
//!
//! A [`Tokenizer`] cuts text into tokens that know their place. An [`Analyzer`] is a
//! choice of normalisation, tokenizer, stop words, stemmer and n-grams, and a plain value that can be
//! saved. A [`Corpus`] streams documents out of files; [`encode`] turns documents into a [`Vocabulary`]
//! and an [`Encoded`] list of ids, which is all that the rooms above need to know of text.
//!
//! Words can be counted here, too: alone ([`counted`], [`frequency`]), with their neighbours ([`ngram`],
//! [`collocation`], [`phrases`]), or looked up where they stand ([`concordance`]).

pub(crate) mod ascii_block;
mod boundary;
mod class_table;
pub(crate) mod documents;
mod hugging_face;
pub(crate) mod padded;
mod places;
pub(crate) mod python;
pub(crate) mod reader;

pub mod language;
pub mod span;
pub mod token;
pub mod tokenizer;

pub mod normalize;
pub mod sentence;
pub mod tokenize;

pub mod lemma;
pub mod stem;
pub mod stopword;

pub mod collocation;
pub mod concordance;
pub mod frequency;
pub mod ngram;
pub mod phrases;

pub mod analyzer;

pub mod corpus;
pub mod counted;
pub mod encode;
pub(crate) mod encode_characters;
pub mod encode_words;
pub mod encoded;
pub mod vocabulary;

pub use analyzer::{Analyzer, Unit, WordPattern};
pub use corpus::{Corpus, Record, read_lines};
pub use encoded::Encoded;
pub use language::Language;
pub use ngram::NgramRange;
pub use span::Span;
pub use stopword::StopWords;
pub use token::{OwnedToken, Token};
pub use tokenizer::Tokenizer;
pub use vocabulary::{TokenId, Vocabulary};
