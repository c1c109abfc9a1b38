//! N-grams: neighbours in a sequence.
//!
//! [`ngrams`], [`bigrams`], [`trigrams`], [`everygrams`] and [`skipgrams()`] go over slices of anything and lend their
//! items, in the order of NLTK's functions of the same names; [`Padding`] marks the ends of a sequence first.
//! [`joined_ngrams`] makes terms of tokens, the form that counting needs.

pub mod joined;
pub mod padding;
pub mod range;
pub mod sequence;
pub mod skipgrams;

pub use joined::joined_ngrams;
pub use padding::Padding;
pub use range::NgramRange;
pub use sequence::{bigrams, everygrams, ngrams, trigrams};
pub use skipgrams::{Skipgrams, skipgrams};
