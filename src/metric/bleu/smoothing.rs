//! [`BleuSmoothing`]: what becomes of n-grams that nowhere match.
//!
//! Without smoothing a single precision of 0 makes the whole score 0. The methods are those of Chen and Cherry ("A
//! systematic comparison of smoothing techniques for sentence-level BLEU", 2014) that sacreBLEU has.

use serde::{Deserialize, Serialize};

/// How precisions of 0 are smoothed.
///
/// # Examples
/// ```
/// use wordmill::metric::{Bleu, BleuSmoothing, Metric};
/// let score = |smoothing| -> wordmill::Result<f64> {
///     let bleu = Bleu::new().smoothing(smoothing);
///     Ok(bleu.sentence("the cat is on a mat", &["the cat sat on the mat"])?.score)
/// };
/// assert_eq!(score(BleuSmoothing::None)?, 0.0);
/// assert!(score(BleuSmoothing::Floor(0.1))? < score(BleuSmoothing::Exponential)?);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum BleuSmoothing {
    /// Not at all.
    None,
    /// So many n-grams match where none does (method 1). sacreBLEU's default is 0.1.
    Floor(f64),
    /// So many n-grams more match and are there, of every length but 1 (method 2). sacreBLEU's default is 1.
    AddK(f64),
    /// The first length without a match has half a match, the next a quarter, and so on (method 3; mteval's way).
    #[default]
    Exponential,
}

impl BleuSmoothing {
    /// What signatures say of it.
    pub(super) fn signature(self) -> String {
        match self {
            BleuSmoothing::None => "none".to_owned(),
            BleuSmoothing::Floor(value) => format!("floor[{value:.2}]"),
            BleuSmoothing::AddK(value) => format!("add-k[{value:.2}]"),
            BleuSmoothing::Exponential => "exp".to_owned(),
        }
    }

    /// The number that goes with the method.
    pub(super) fn value(self) -> f64 {
        match self {
            BleuSmoothing::Floor(value) | BleuSmoothing::AddK(value) => value,
            BleuSmoothing::None | BleuSmoothing::Exponential => 0.0,
        }
    }
}
