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
    /// The first of the most probable classes, out of the probability of each
    /// ([`TextClassifier::probabilities`](crate::task::classifier::TextClassifier::probabilities) gives
    /// such a row for each text). Where none is a number (a model without smoothing that rules out every
    /// class), the first class.
    ///
    /// # Panics
    /// If there are no probabilities.
    ///
    /// # Examples
    /// ```
    /// use wordmill::{label::ClassId, task::Verdict};
    /// assert_eq!(Verdict::of(&[0.25, 0.75]), Verdict { class: ClassId(1), probability: 0.75 });
    /// assert_eq!(Verdict::of(&[0.5, 0.5]).class, ClassId(0));
    /// ```
    #[must_use]
    pub fn of(probabilities: &[f64]) -> Verdict {
        let mut best = Verdict { class: ClassId(0), probability: probabilities[0] };
        for (class, &probability) in probabilities.iter().enumerate() {
            if probability > best.probability {
                best = Verdict { class: ClassId(class as u32), probability };
            }
        }
        best
    }
}
