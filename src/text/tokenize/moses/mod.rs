//! The tokenizer and detokenizer of the Moses toolkit, as sacremoses 0.2.0 ported them.
//!
//! [`Moses`] cuts a line into words as machine translation wants them; [`MosesDetokenizer`] puts them back together.
//! sacremoses does it by some thirty substitutions in turn; here one scan over the bytes cuts the same words.
//!
//! | file | what |
//! |---|---|
//! | `tokenizer` | the parameters, and the way of a text through the files below |
//! | `clean` | white space made single, control characters dropped |
//! | `protect` | stretches that stay whole: URLs, tags, addresses |
//! | `scan` | where words begin and end |
//! | `apostrophe` | which side of an apostrophe is cut, by language |
//! | `period` | whether the period at the end of a word is a word of its own |
//! | `write` | how a word is written: entities, dots |
//! | `alphabet`, `prefixes` | letters and numbers; abbreviations |
//! | `detokenizer`, `joiner` | words become text again |
//! | `join`, `unescape` | what a word is to the detokenizer; entities resolved |

mod alphabet;
mod apostrophe;
mod clean;
mod join;
mod joiner;
mod period;
mod scan;
mod unescape;
mod write;

pub mod detokenizer;
pub mod prefixes;
pub mod protect;
pub mod tokenizer;

pub use detokenizer::MosesDetokenizer;
pub use prefixes::NonbreakingPrefixes;
pub use protect::Protected;
pub use tokenizer::Moses;
