//! ROUGE-1.5.5: the Perl program that the summaries of the Document Understanding Conferences were judged by.
//!
//! [`Rouge155`] scores what `ROUGE-1.5.5.pl -n 4 -w 1.2 -2 4 -U` (and `-m`, with an empty list of irregular forms) scores,
//! to its five digits, means and confidence intervals of its own bootstrap included.

mod bootstrap;
mod porter;
mod scorer;
mod scores;
mod skip;
mod weighted;

pub use scorer::{Rouge155, Rouge155Params};
pub use scores::{Rouge155Mean, Rouge155Score};
