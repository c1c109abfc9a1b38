//! Punkt: sentence boundaries learnt without examples (Kiss and Strunk, *Unsupervised Multilingual Sentence Boundary
//! Detection*, Computational Linguistics 32, 2006), cut for cut as NLTK 3.10.4 does it.
//!
//! A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number. What is an abbreviation
//! is learnt from plain text: a word that nearly always carries its full stop. [`PunktTrainer`] reads text and gives
//! [`PunktParameters`]; [`Punkt`] splits with them. [`PunktLanguage`] names the marks that end sentences.
//!
//! ```
//! use wordmill::text::Tokenizer;
//! use wordmill::text::sentence::Punkt;
//! let text = "Mrs. Brown met J. S. Bach. \"Really?\" Yes.";
//! let sentences = Punkt::english().tokens(text);
//! let texts: Vec<_> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
//! assert_eq!(texts, ["Mrs. Brown met J. S. Bach.", "\"Really?\"", "Yes."]);
//! ```

pub mod language;
pub mod parameters;
pub mod splitter;
pub mod trainer;

mod candidates;
mod lexicon;
#[cfg(test)]
mod oracle;
mod realignment;
mod rules;
mod shape;
mod words;

pub use language::PunktLanguage;
pub use parameters::PunktParameters;
pub use splitter::Punkt;
pub use trainer::{AbbreviationScore, PunktTrainer, PunktTrainerParams};
