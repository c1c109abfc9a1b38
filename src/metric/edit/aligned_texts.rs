//! [`AlignedTexts`]: references and hypotheses side by side, their rates and a picture of where they part.

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_shape};
use crate::metric::additive::Additive;
use crate::metric::edit::error_rates::ErrorRates;
use crate::metric::edit::levenshtein::levenshtein_alignment_of;
use crate::metric::edit::operation::{Alignment, EditCounts};

/// What was aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Elements {
    /// Words.
    Words,
    /// Characters.
    Characters,
}

/// Texts cut into words or characters, and how each hypothesis differs from its reference.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::Wer;
/// let aligned = Wer::new().align(&["quite a bit"], &["quite bit of an"])?;
/// assert_eq!(aligned.hypotheses()[0].len(), 4);
/// assert_eq!(aligned.alignments()[0].chunks().len(), 3);
/// assert_eq!(aligned.rates().error_rate, 1.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlignedTexts {
    elements: Elements,
    references: Vec<Vec<String>>,
    hypotheses: Vec<Vec<String>>,
    alignments: Vec<Alignment>,
}

impl AlignedTexts {
    /// Aligns each hypothesis with its reference. A list without texts is one empty text, as in jiwer.
    pub(crate) fn of(
        elements: Elements,
        mut references: Vec<Vec<String>>,
        mut hypotheses: Vec<Vec<String>>,
    ) -> Result<Self> {
        for texts in [&mut references, &mut hypotheses] {
            if texts.is_empty() {
                texts.push(Vec::new());
            }
        }
        check_shape(
            "hypotheses after the transforms, one for each reference",
            references.len(),
            hypotheses.len(),
        )?;
        let pairs = references.iter().zip(&hypotheses);
        let alignments = pairs.map(|(first, second)| levenshtein_alignment_of(first, second)).collect();
        Ok(AlignedTexts { elements, references, hypotheses, alignments })
    }

    /// Words or characters.
    #[must_use]
    pub fn elements(&self) -> Elements {
        self.elements
    }

    /// The elements of every reference, transformed.
    #[must_use]
    pub fn references(&self) -> &[Vec<String>] {
        &self.references
    }

    /// The elements of every hypothesis, transformed.
    #[must_use]
    pub fn hypotheses(&self) -> &[Vec<String>] {
        &self.hypotheses
    }

    /// The alignment of every pair.
    #[must_use]
    pub fn alignments(&self) -> &[Alignment] {
        &self.alignments
    }

    /// The counts of all pairs.
    #[must_use]
    pub fn counts(&self) -> EditCounts {
        let counts: Vec<EditCounts> = self.alignments.iter().map(Alignment::counts).collect();
        EditCounts::sum(&counts)
    }

    /// The rates of all pairs.
    #[must_use]
    pub fn rates(&self) -> ErrorRates {
        ErrorRates::of(self.counts())
    }
}
