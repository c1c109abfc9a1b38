//! Statistics: ranks and correlations, tails of distributions, resampling, and NumPy's two random generators.
//!
//! | question | answer |
//! |---|---|
//! | do two lists of numbers go together? | [`pearson`], [`spearman`], [`kendall()`]: a [`Correlation`] with its p-value |
//! | how unlikely is this statistic? | [`normal_tails`], [`student_t_tails`], [`f_tails`], [`chi_squared_tails`] under an [`Alternative`] |
//! | how sure is this figure? | [`resample()`] and [`percentile_interval`] |
//! | is one system better than the other? | [`paired_bootstrap`], [`paired_randomization`], [`permutation_test`] |
//! | what would NumPy draw? | [`Pcg64`], as `numpy.random.default_rng`; [`Mt19937`], as `numpy.random.seed` |
//! | the small pieces | [`ranks()`], [`exact_sum`], [`ExactSum`], [`mean`], [`variance`], [`percentile()`], [`ln_gamma`], [`digamma`], … |
//!
//! Values and conventions are SciPy's (checked against 1.17.1) and NumPy's (2.4.6). Our own draws come from a
//! [`Seed`](crate::seed::Seed) and are the same on any number of threads.

pub(crate) mod blocks;
mod continued_fraction;
pub mod correlation;
mod deviance;
pub mod draws;
pub mod incomplete_beta;
pub mod incomplete_gamma;
pub mod kendall;
pub mod mt19937;
pub mod pcg64;
pub mod percentile;
pub mod quantile;
pub mod ranks;
pub mod resample;
mod seed_sequence;
pub mod significance;
pub mod special;
pub mod sum;
pub mod tail;

pub use correlation::{Correlation, pearson, spearman};
pub use draws::Draws;
pub use incomplete_beta::incomplete_beta;
pub use incomplete_gamma::incomplete_gamma;
pub use kendall::{Tau, kendall};
pub use mt19937::Mt19937;
pub use pcg64::Pcg64;
pub use percentile::{Interval, percentile, percentile_interval, percentiles, trimmed_interval};
pub use quantile::{normal_quantile, student_t_quantile};
pub use ranks::{Ties, ranks};
pub use resample::{resample, resample_swaps};
pub use significance::{
    SignificanceTest, bootstrap_p_value, paired_bootstrap, paired_randomization, permutation_test,
    randomization_p_value,
};
pub use special::{digamma, erf, erfc, ln_gamma, trigamma};
pub use sum::{ExactSum, exact_sum, mean, variance};
pub use tail::{Alternative, chi_squared_tails, f_tails, normal_tails, student_t_tails};
