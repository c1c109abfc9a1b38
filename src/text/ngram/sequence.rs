//! [`ngrams`], [`bigrams`], [`trigrams`] and [`everygrams`]: neighbouring items of a slice, lent in order.
//!
//! The n-grams and their order are those of `nltk.util` (NLTK 3.10.4). A length of 0 gives nothing, where NLTK gives
//! empty tuples.

/// The runs of `length` neighbouring items, from left to right.
///
/// # Examples
/// ```
/// use wordmill::text::ngram::ngrams;
/// let words = ["it", "is", "so", "good"];
/// let found: Vec<_> = ngrams(&words, 3).collect();
/// assert_eq!(found, [["it", "is", "so"], ["is", "so", "good"]]);
/// ```
pub fn ngrams<T>(items: &[T], length: usize) -> impl ExactSizeIterator<Item = &[T]> {
    let many = if length == 0 { 0 } else { (items.len() + 1).saturating_sub(length) };
    (0..many).map(move |start| &items[start..start + length])
}

/// The pairs of neighbours.
///
/// # Examples
/// ```
/// use wordmill::text::ngram::bigrams;
/// let found: Vec<_> = bigrams(&["so", "very", "good"]).map(|[first, second]| format!("{first} {second}")).collect();
/// assert_eq!(found, ["so very", "very good"]);
/// ```
pub fn bigrams<T>(items: &[T]) -> impl ExactSizeIterator<Item = [&T; 2]> {
    items.windows(2).map(|pair| [&pair[0], &pair[1]])
}

/// The triples of neighbours.
///
/// # Examples
/// ```
/// use wordmill::text::ngram::trigrams;
/// assert_eq!(trigrams(&[1, 2, 3, 4]).collect::<Vec<_>>(), [[&1, &2, &3], [&2, &3, &4]]);
/// ```
pub fn trigrams<T>(items: &[T]) -> impl ExactSizeIterator<Item = [&T; 3]> {
    items.windows(3).map(|triple| [&triple[0], &triple[1], &triple[2]])
}

/// The n-grams of every length from `shortest` to `longest`: all that start at the first item, the shortest first, then
/// all that start at the second, and so on.
///
/// # Examples
/// ```
/// use wordmill::text::ngram::everygrams;
/// let found: Vec<&[char]> = everygrams(&['a', 'b', 'c'], 1, 2).collect();
/// let expected: [&[char]; 5] = [&['a'], &['a', 'b'], &['b'], &['b', 'c'], &['c']];
/// assert_eq!(found, expected);
/// ```
pub fn everygrams<T>(items: &[T], shortest: usize, longest: usize) -> impl Iterator<Item = &[T]> {
    (0..items.len()).flat_map(move |start| {
        let longest = longest.min(items.len() - start);
        (shortest.max(1)..=longest).map(move |length| &items[start..start + length])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::ngram::padding::Padding;

    #[test]
    fn short_sequences_and_odd_lengths_give_nothing() {
        assert_eq!(ngrams(&[1, 2], 3).len(), 0);
        assert_eq!(ngrams(&[1, 2], 0).len(), 0);
        assert_eq!(ngrams(&[1, 2], usize::MAX).len(), 0);
        assert_eq!(ngrams::<u8>(&[], 1).len(), 0);
        assert_eq!(bigrams(&[1]).len(), 0);
        assert_eq!(trigrams(&[1, 2]).len(), 0);
        assert_eq!(everygrams(&[1, 2], 3, 2).count(), 0);
        assert_eq!(everygrams(&[1, 2], 0, 1).count(), 2);
        assert_eq!(everygrams(&[1, 2, 3], 1, usize::MAX).count(), 6);
    }

    /// NLTK 3.10.4: `everygrams("abc", 2, 3, pad_left=True, pad_right=True, left_pad_symbol="<", right_pad_symbol=">")`.
    #[test]
    fn padded_everygrams_are_those_of_nltk() {
        let padded = Padding::none().left('<').right('>').apply(&['a', 'b', 'c'], 3);
        let found: Vec<String> = everygrams(&padded, 2, 3).map(|ngram| ngram.iter().collect()).collect();
        let expected = ["<<", "<<a", "<a", "<ab", "ab", "abc", "bc", "bc>", "c>", "c>>", ">>"];
        assert_eq!(found, expected);
    }
}
