//! [`Encoded`]: a corpus as ids, the single hand-over from text to everything that counts or learns.

use crate::error::{Error, Result};
use crate::text::vocabulary::TokenId;

/// The ids of all documents end to end, and where each document ends: compressed rows of text.
///
/// # Examples
/// ```
/// use wordmill::text::{Analyzer, TokenId, encode::encode};
/// let (vocabulary, encoded) = encode(&Analyzer::default(), &["so good", "good film"])?;
/// assert_eq!(vocabulary.len(), 3);
/// assert_eq!(encoded.document(1), [TokenId(1), TokenId(0)]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Encoded {
    ids: Vec<TokenId>,
    ends: Vec<usize>,
}

impl Encoded {
    /// From the ids and the end of each document among them.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where ends descend or do not end at the last id.
    pub fn from_parts(ids: Vec<TokenId>, ends: Vec<usize>) -> Result<Self> {
        let ascending = ends.windows(2).all(|pair| pair[0] <= pair[1]);
        if ascending && ends.last().copied().unwrap_or(0) == ids.len() {
            Ok(Encoded { ids, ends })
        } else {
            Err(Error::corrupt("encoded corpus", "ends of documents do not fit its ids"))
        }
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no documents.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The ids of all documents, end to end.
    #[must_use]
    pub fn ids(&self) -> &[TokenId] {
        &self.ids
    }

    /// Where each document ends among the ids.
    #[must_use]
    pub fn ends(&self) -> &[usize] {
        &self.ends
    }

    /// The place of a document among the ids.
    ///
    /// # Panics
    /// If there is no such document.
    #[must_use]
    #[inline]
    pub fn range(&self, document: usize) -> std::ops::Range<usize> {
        let start = if document == 0 { 0 } else { self.ends[document - 1] };
        start..self.ends[document]
    }

    /// The ids of one document.
    ///
    /// # Panics
    /// If there is no such document.
    #[must_use]
    #[inline]
    pub fn document(&self, document: usize) -> &[TokenId] {
        &self.ids[self.range(document)]
    }

    /// The documents in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[TokenId]> {
        (0..self.len()).map(|document| self.document(document))
    }
}
