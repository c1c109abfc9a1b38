//! Asking embeddings: what is like what, which word answers an analogy, how far texts lie apart.
//!
//! | question | answer | in gensim |
//! |---|---|---|
//! | how alike are two words? | [`similarity`](crate::embed::Embeddings::similarity), [`distance`](crate::embed::Embeddings::distance) | `similarity`, `distance` |
//! | two lists of words? | [`set_similarity`](crate::embed::Embeddings::set_similarity), [`WordMover`] | `n_similarity`, `wmdistance` |
//! | which words are nearest? | [`nearest`](crate::embed::Embeddings::nearest), [`MostSimilar`] | `most_similar`, `similar_by_vector` |
//! | *a* is to *b* as *c* to …? | [`analogy`](crate::embed::Embeddings::analogy), [`Objective`] | `most_similar`, `most_similar_cosmul` |
//! | which does not belong? | [`odd_one_out`](crate::embed::Embeddings::odd_one_out) | `doesnt_match`, `rank_by_centrality` |
//! | how many are nearer? | [`closer_than`](crate::embed::Embeddings::closer_than), [`rank`](crate::embed::Embeddings::rank) | `closer_than`, `rank` |
//!
//! Values are those of gensim 4.4.0's `KeyedVectors`, but for its rounding: it computes in `f32`, this room in `f64`.
//! The cosine with a row of zeros is 0 (gensim divides by 0).

pub mod centrality;
pub(crate) mod mean;
pub mod most_similar;
pub mod objective;
pub mod rank;
pub mod similar_word;
pub mod similarity;
mod transport;
pub mod word_mover;

pub use most_similar::MostSimilar;
pub use objective::Objective;
pub use similar_word::SimilarWord;
pub use word_mover::WordMover;
