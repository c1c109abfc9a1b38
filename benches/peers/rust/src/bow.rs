//! Crates at the work of `bow/`: documents in memory become rows, in one pass.

use vtext::tokenize::RegexpTokenizer;
use vtext::vectorize::{CountVectorizer, HashingVectorizer};

/// Names, and one pass: the number of stored entries.
pub(crate) const PEERS: [(&str, fn(&[String]) -> usize); 2] = [
    ("count/vtext", |documents| CountVectorizer::<RegexpTokenizer>::default().fit_transform(documents).nnz()),
    ("hashing/vtext", |documents| HashingVectorizer::<RegexpTokenizer>::default().transform(documents).nnz()),
];
