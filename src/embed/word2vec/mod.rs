//! Word2vec: words as vectors, learnt by predicting words from their neighbours (Mikolov et al., 2013).
//!
//! **The model.** Every word has an input row (its vector, at the end) and an output row. For a word *c* (the centre) and a
//! word *w* near it, the model says how probable it is that they stand together: σ(v_w · u_c), with σ(x) = 1/(1 + e⁻ˣ).
//! It learns to say yes for pairs that do and no for pairs with words drawn at random; [`textbook`] derives the gradient and
//! has all four variants in plain numbers, one prediction at a time. Read it first.
//!
//! **What makes it fast.** One prediction is a dot product and two updates of rows: three trips to memory for three hundred
//! multiplications. Ji et al. ("Parallelizing word2vec in shared and distributed memory", 2016) let all words of a window
//! share the words that are drawn, Rengasamy et al. ("Optimizing word2vec performance on multicore systems", 2017) let several
//! windows do so. Then a *group* of four neighbouring windows is some 12 input rows *A* beside 4 centres
//! and 8 to 10 shared noise rows *B*, and a step is three small matrix products on rows that stay in the first cache:
//!
//! ```text
//! X = A·Bᵀ      G = labels − totals ∘ σ(X)      A += α·G·B      B += α·Gᵀ·A
//! ```
//!
//! Where a pair asks for *k* noise words, each of the group's 8·k/5 counts for 5/8 of one (in the reproducible mode, of 2·k
//! for a half): the expected step is the same, its noise a little larger, and quality measures the same.
//!
//! **What makes it reproducible.** Every draw is a function of seed, epoch and place in the corpus. Some thirty groups at a time see
//! the same model, and their changes are made in their order; threads share the work by columns, each of which is as if it were alone
//! ([`Mode::Reproducible`]).
//!
//! | file | holds |
//! |---|---|
//! | [`params`] | every knob, with range and default |
//! | [`textbook`] | the model, its gradients, and one prediction at a time: what all else is held against |
//! | `stretch` | the corpus as training reads it: sub-sampled, windows drawn, cut into groups |
//! | `group` | windows of any variant as matrices of labels |
//! | `step` | one step on a group, and its loss |
//! | `sequential` | group after group on one thread |
//! | `rounds`, `questions`, `schedule`, `round_size` | groups in small rounds, on threads that each have some columns of the model |
//! | `padded`, `panel` | the model's matrices, and what threads have of them |
//! | `fast`, `locked` | groups on many threads, whose changes are made at once, under short locks |
//! | `shares` | the rows of a matrix in shares, for locks |
//! | `training` | epochs, learning rate, progress |
//! | [`session`] | what may surround a training: [`start`], [`checkpoint`], looks between epochs |
//! | [`model`] | what is left at the end |
//!
//! `sampling` (next door) holds the draws, `vector::kernel::block` the matrix products.

pub mod checkpoint;
pub mod model;
pub mod params;
pub mod session;
pub mod start;
pub mod textbook;

pub(crate) mod fast;
pub(crate) mod fixed;
pub(crate) mod group;
pub(crate) mod locked;
pub(crate) mod padded;
pub(crate) mod panel;
pub(crate) mod questions;
pub(crate) mod rates;
pub(crate) mod round_size;
pub(crate) mod rounds;
pub(crate) mod schedule;
pub(crate) mod sequential;
pub(crate) mod shares;
pub(crate) mod state_file;
pub(crate) mod step;
pub(crate) mod stretch;
pub(crate) mod training;

pub use checkpoint::Checkpoint;
pub use model::Word2Vec;
pub use params::{Architecture, Loss, Mode, Word2VecParams};
pub use session::Session;
pub use start::Start;
pub use textbook::Pooling;

#[cfg(test)]
mod tests;
