//! Corpora: documents out of files, one at a time, however large the file.
//!
//! | format | a document is | labels |
//! |---|---|---|
//! | plain lines | a line | none |
//! | TSV | a line of columns between tabs, nothing quoted | a column |
//! | CSV | a record of RFC 4180, quoted where needed | a column |
//! | JSON Lines | an object on a line | a field |
//!
//! Any of them may be compressed with gzip or Zstandard (told by the first bytes, not by the name).
//! Text is UTF-8; a byte-order mark is skipped.

pub mod aligned;
pub mod documents;
pub mod lines;
pub mod rows;
pub mod source;

pub use aligned::read_lines;
pub use documents::{Corpus, Record, Records};
pub use rows::Format;
