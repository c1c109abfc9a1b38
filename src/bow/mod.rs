//! Bag of words: documents become sparse rows of counts and weights.
