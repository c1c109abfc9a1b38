//! `wordmill vectorize`: documents become rows of numbers.

pub(crate) mod command;
pub(crate) mod counting;
pub(crate) mod rows;
pub(crate) mod sink;
