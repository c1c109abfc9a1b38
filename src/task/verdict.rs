//! [`Verdict`]: a class and how sure the classifier is of it.

use serde::{Deserialize, Serialize};

use crate::label::ClassId;

/// A class and how probable it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The most probable class.
    pub class: ClassId,
    /// Its probability, 0 to 1.
    pub probability: f64,
}

impl Verdict {
    /// The first of the most probable classes. Probabilities that are no numbers (a model without
    /// smoothing that rules out every class) lose against all others.
    pub(crate) fn of(probabilities: &[f64]) -> Verdict {
        let mut best = Verdict { class: ClassId(0), probability: probabilities[0] };
        for (class, &probability) in probabilities.iter().enumerate() {
            if probability > best.probability {
                best = Verdict { class: ClassId(class as u32), probability };
            }
        }
        best
    }
}
