//! ROUGE: how much of the references a summary recalls, in n-grams and in longest common subsequences.
//!
//! [`Rouge`] is rouge-score's `RougeScorer` (Python, 0.1.2), to the bit; [`Rouge::bootstrap`] its `BootstrapAggregator`.
//! [`Rouge155`] is the Perl program before it.
//! The measures are Lin's ("ROUGE: a package for automatic evaluation of summaries", 2004).
//!
//! ```
//! use wordmill::metric::{Metric, Rouge};
//! let rouge = Rouge::params().stemming(true).build()?;
//! let scores = rouge.sentence("a cat was sitting on mats", &["the cat sat on the mat", "cats sit on a mat"])?;
//! assert_eq!(scores.to_string(), "rouge1 0.9091, rouge2 0.2222, rougeL 0.7273, rougeLsum 0.7273");
//! # Ok::<(), wordmill::Error>(())
//! ```

mod comparison;
mod grams;
mod kind;
mod pattern;
mod perl;
mod reader;
mod reference;
mod scorer;
mod scores;
mod statistics;
mod stems;
mod subsequence;
mod union;

pub use kind::RougeType;
pub use perl::{Rouge155, Rouge155Mean, Rouge155Params, Rouge155Score};
pub use reference::RougeReference;
pub use scorer::{Rouge, RougeParams, RougeWords};
pub use scores::{RougeInterval, RougeScore, RougeScores};
pub use statistics::RougeStatistics;
