//! `wordmill embed`: words as vectors, learnt and looked at; one file a verb.

pub(crate) mod command;

mod analogy;
mod answers;
mod convert;
mod eval;
mod info;
mod interrupt;
mod looks;
mod nearest;
mod odd_one_out;
#[cfg(feature = "plot")]
mod plot;
mod train;
mod vectors;
