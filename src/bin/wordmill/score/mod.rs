//! `wordmill score`: BLEU, chrF and TER of translations, as the command `sacrebleu` gives and writes them.

pub(crate) mod aliases;
pub(crate) mod command;
mod metrics;
mod report;
mod scorer;
mod segments;
mod table;
