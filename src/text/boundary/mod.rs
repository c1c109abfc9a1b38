//! Boundaries of Unicode Standard Annex #29 (Unicode 17): words, sentences, graphemes.
//!
//! The rules of each kind are stated once, as a function of what stands before a place and of the class of the
//! character after it, and turned into the table of a small machine. The classes of characters are data files. Text
//! of ASCII, where most rules have nothing to say, is read in blocks of 64 bytes.

mod classes;
mod machine;
mod sentence;
mod word;

pub(crate) mod grapheme_scan;
pub(crate) mod sentence_scan;
pub(crate) mod word_scan;

mod grapheme;

#[cfg(test)]
mod peer;
#[cfg(test)]
mod standard;
