//! [`skipgrams`]: n-grams that may leave items out.
//!
//! The n-grams and their order are those of `nltk.util.skipgrams` (NLTK 3.10.4), after Guthrie, Allison, Liu, Guthrie
//! and Wilks: "A closer look at skip-gram modelling", LREC 2006. NLTK refuses to form more than a million n-grams at
//! one item; here they are made one by one, and there is no limit.

/// The n-grams of `length` items in order, with at most `skips` items left out between the first and the last.
///
/// They come by their first item, then by their second, and so on. A length of 0 gives nothing.
///
/// # Examples
/// ```
/// use wordmill::text::ngram::skipgrams;
/// let found: Vec<String> =
///     skipgrams(&["a", "b", "c", "d"], 2, 1).map(|pair| format!("{}{}", pair[0], pair[1])).collect();
/// assert_eq!(found, ["ab", "ac", "bc", "bd", "cd"]);
/// ```
pub fn skipgrams<T>(items: &[T], length: usize, skips: usize) -> Skipgrams<'_, T> {
    let chosen = if (1..=items.len()).contains(&length) { (0..length).collect() } else { Vec::new() };
    Skipgrams { items, chosen, reach: length.saturating_add(skips) }
}

/// What [`skipgrams`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipgrams<'i, T> {
    items: &'i [T],
    /// The places of the next n-gram, ascending; none when all have been given.
    chosen: Vec<usize>,
    /// Items from the first of an n-gram to the last that it may hold.
    reach: usize,
}

impl<'i, T> Iterator for Skipgrams<'i, T> {
    type Item = Vec<&'i T>;

    fn next(&mut self) -> Option<Vec<&'i T>> {
        if self.chosen.is_empty() {
            return None;
        }
        let ngram = self.chosen.iter().map(|&place| &self.items[place]).collect();
        self.advance();
        Some(ngram)
    }
}

impl<T> Skipgrams<'_, T> {
    /// Moves the last place that can move, and puts those behind it right after it.
    fn advance(&mut self) {
        let (length, start) = (self.chosen.len(), self.chosen[0]);
        let end = start.saturating_add(self.reach).min(self.items.len());
        let room = |place: usize| end - (length - 1 - place) - 1;
        let movable = (1..length).rev().find(|&place| self.chosen[place] < room(place));
        let from = movable.unwrap_or(0);
        let first = self.chosen[from] + 1;
        if first + length - from > self.items.len() {
            return self.chosen.clear();
        }
        self.chosen[from..].iter_mut().zip(first..).for_each(|(place, next)| *place = next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every choice of places, in order, that fits.
    fn naive(len: usize, length: usize, skips: usize) -> Vec<Vec<usize>> {
        let mut found: Vec<Vec<usize>> = (0..1u32 << len)
            .filter(|bits| bits.count_ones() as usize == length)
            .map(|bits| (0..len).filter(|place| bits >> place & 1 == 1).collect())
            .collect();
        found.retain(|places: &Vec<usize>| places[length - 1] - places[0] < length + skips);
        found.sort();
        found
    }

    #[test]
    fn are_all_choices_within_reach() {
        for len in 0..8 {
            let items: Vec<usize> = (0..len).collect();
            for (length, skips) in (1..5).flat_map(|length| (0..5).map(move |skips| (length, skips))) {
                let found: Vec<Vec<usize>> = skipgrams(&items, length, skips)
                    .map(|ngram| ngram.into_iter().copied().collect())
                    .collect();
                assert_eq!(found, naive(len, length, skips), "{len} items, {length} chosen, {skips} skipped");
            }
            assert_eq!(skipgrams(&items, 0, 2).count(), 0);
        }
        assert_eq!(skipgrams(&[1, 2, 3], 2, usize::MAX).count(), 3);
    }

    /// NLTK 3.10.4: `skipgrams("one two three four".split(), 3, 1)`.
    #[test]
    fn come_in_the_order_of_nltk() {
        let words = ["one", "two", "three", "four"];
        let found: Vec<String> = skipgrams(&words, 3, 1)
            .map(|ngram| ngram.into_iter().copied().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(found, ["one two three", "one two four", "one three four", "two three four"]);
    }
}
