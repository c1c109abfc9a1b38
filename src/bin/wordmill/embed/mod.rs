//! `wordmill embed`: words as vectors, learnt and looked at; one file a verb.

pub(crate) mod command;

mod convert;
mod interrupt;
mod train;
mod vectors;
