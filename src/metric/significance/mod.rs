//! How sure a score is, and whether one system is better than another: for every [`Metric`](crate::metric::Metric).
//!
//! | question | answer | as sacreBLEU's |
//! |---|---|---|
//! | how sure is this score? | [`bootstrap_interval`] | `--confidence` |
//! | is a system better than the baseline? | [`PairedTest`]: bootstrap or approximate randomisation | `--paired-bs`, `--paired-ar` |
//!
//! Statistics of segments add up, so a resample is a sum: nothing is compared with its references again. The draws are
//! those of NumPy's generator, so that at sacreBLEU's seed the numbers are its own (2.6.0 under NumPy 1; under NumPy 2
//! it rounds resampled scores to 24 bits).

pub mod confidence;
mod group_sums;
pub mod paired;
mod resampled;
mod swapped;
mod trials;

pub use confidence::{ConfidenceInterval, bootstrap_interval};
pub use paired::{PairedMethod, PairedTest, SystemResult};
