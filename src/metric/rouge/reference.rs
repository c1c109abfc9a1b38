//! [`RougeReference`]: the references of a segment, ready to be compared with any number of hypotheses.
//!
//! Ready are the words, in lower case and stemmed. The tables of a comparison are made anew for each, in a room that a
//! thread keeps: that takes less time than to fetch them from where those of many segments would lie.

use smallvec::SmallVec;

use crate::metric::words::Words;

/// The references of one segment, made ready by a [`Rouge`](crate::metric::Rouge), whose choices they keep.
///
/// # Examples
/// ```
/// use wordmill::metric::{Metric, Rouge, RougeType};
/// let rouge = Rouge::params().types([RougeType::L]).build()?;
/// let reference = rouge.reference(&["the cat sat on the mat", "a cat sat there"])?;
/// assert_eq!(reference.len(), 2);
/// let scores = rouge.score(&rouge.segment("a cat sat on a mat", &reference));
/// assert_eq!(scores.scores[0].recall, 4.0 / 6.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct RougeReference {
    pub(crate) texts: SmallVec<[Text; 1]>,
}

impl RougeReference {
    /// How many references there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// A text as words, whole and by sentences.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    /// All words; cut into sentences unless a splitter does that.
    pub(crate) whole: Words,
    /// The words of the sentences of a splitter.
    pub(crate) split: Option<Box<Words>>,
}
