//! `wordmill classify`: learn from labelled texts, then judge others and say why; one file a verb.

pub(crate) mod command;

mod eval;
mod explain;
mod predict;
mod terms;
mod train;
