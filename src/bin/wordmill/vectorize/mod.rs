//! `wordmill vectorize`: documents as rows of numbers.

pub(crate) mod command;

mod writing;
