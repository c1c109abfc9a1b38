//! Scores of summaries, transcripts, probabilities and tags: a file a command.

mod aligned;
pub(crate) mod entities;
pub(crate) mod meteor;
pub(crate) mod perplexity;
pub(crate) mod rouge;
pub(crate) mod transcripts;
