//! [`Padding`]: symbols before and after a sequence, so that its ends have n-grams of their own.
//!
//! As `nltk.util.pad_sequence` (NLTK 3.10.4).

/// The symbols to put before and after a sequence; none unless set.
///
/// # Examples
/// ```
/// use wordmill::text::ngram::{Padding, trigrams};
/// let padded = Padding::none().left("<s>").right("</s>").apply(&["so", "good"], 3);
/// assert_eq!(padded, ["<s>", "<s>", "so", "good", "</s>", "</s>"]);
/// assert_eq!(trigrams(&padded).count(), 4);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Padding<T> {
    left: Option<T>,
    right: Option<T>,
}

impl<T> Padding<T> {
    /// No symbols.
    #[must_use]
    pub fn none() -> Self {
        Padding { left: None, right: None }
    }

    /// Puts `symbol` before the sequence.
    #[must_use]
    pub fn left(self, symbol: T) -> Self {
        Padding { left: Some(symbol), ..self }
    }

    /// Puts `symbol` after the sequence.
    #[must_use]
    pub fn right(self, symbol: T) -> Self {
        Padding { right: Some(symbol), ..self }
    }
}

impl<T: Clone> Padding<T> {
    /// The items between `length - 1` symbols on each side that has one: every n-gram of that length then holds at
    /// least one item of the sequence.
    #[must_use]
    pub fn apply(&self, items: &[T], length: usize) -> Vec<T> {
        let many = length.saturating_sub(1);
        let symbols = |symbol: &Option<T>| symbol.clone().into_iter().cycle().take(many);
        symbols(&self.left).chain(items.iter().cloned()).chain(symbols(&self.right)).collect()
    }
}

impl<T> Default for Padding<T> {
    fn default() -> Self {
        Padding::none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_padded_apart() {
        assert_eq!(Padding::none().apply(&[1, 2], 3), [1, 2]);
        assert_eq!(Padding::none().left(0).apply(&[1, 2], 3), [0, 0, 1, 2]);
        assert_eq!(Padding::none().right(9).apply(&[1, 2], 2), [1, 2, 9]);
        assert_eq!(Padding::none().left(0).right(9).apply(&[], 2), [0, 9]);
        assert_eq!(Padding::none().left(0).right(9).apply(&[1], 1), [1]);
        assert_eq!(Padding::none().left(0).right(9).apply(&[1], 0), [1]);
    }
}
