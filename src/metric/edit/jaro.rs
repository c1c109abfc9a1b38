//! Jaro's similarity and Winkler's form of it, as NLTK 3.10.4's `jaro_similarity` and `jaro_winkler_similarity`.
//!
//! With *m* characters that match within half the longer length and *t* pairs of them out of order, halved, the
//! similarity is (m / |a| + m / |b| + (m − t) / m) / 3 (Jaro, 1989). Winkler (1990) adds to it, for a common beginning
//! of *l* characters, l · p · (1 − similarity).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};

/// Jaro's similarity of two texts, 0 to 1; time grows with their lengths.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::jaro;
/// assert_eq!(jaro("MARTHA", "MARHTA"), 0.9444444444444444);
/// assert_eq!((jaro("", ""), jaro("", "a")), (1.0, 0.0));
/// ```
#[must_use]
pub fn jaro(first: &str, second: &str) -> f64 {
    if first == second {
        return 1.0;
    }
    let first: Vec<char> = first.chars().collect();
    let second: Vec<char> = second.chars().collect();
    let (left, right) = matched(&first, &second);
    if left.is_empty() {
        return 0.0;
    }
    let out_of_order = left.iter().zip(&right).filter(|&(&a, &b)| first[a] != second[b]).count();
    let matches = left.len() as f64;
    let in_order = matches - (out_of_order / 2) as f64;
    1.0 / 3.0 * (matches / first.len() as f64 + matches / second.len() as f64 + in_order / matches)
}

/// The places of both that match, ascending. A character takes the first of its kind that is near enough and not taken.
fn matched(first: &[char], second: &[char]) -> (Vec<usize>, Vec<usize>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let Some(reach) = (first.len().max(second.len()) / 2).checked_sub(1) else { return (left, right) };
    let mut places: HashMap<char, Vec<usize>> = HashMap::new();
    for (place, &character) in second.iter().enumerate().rev() {
        places.entry(character).or_default().push(place);
    }
    for (place, character) in first.iter().enumerate() {
        let Some(waiting) = places.get_mut(character) else { continue };
        // What is too far behind now stays so.
        while waiting.last().is_some_and(|&other| other + reach < place) {
            waiting.pop();
        }
        if waiting.last().is_some_and(|&other| other <= place + reach)
            && let Some(other) = waiting.pop()
        {
            left.push(place);
            right.push(other);
        }
    }
    right.sort_unstable();
    (left, right)
}

/// Winkler's similarity: what it gives to common beginnings.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::JaroWinkler;
/// assert_eq!(JaroWinkler::new().similarity("MARTHA", "MARHTA")?, 0.9611111111111111);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct JaroWinkler {
    scale: f64,
    longest: usize,
}

impl Default for JaroWinkler {
    fn default() -> Self {
        JaroWinkler { scale: 0.1, longest: 4 }
    }
}

impl JaroWinkler {
    /// A tenth for each of the first four characters.
    #[must_use]
    pub fn new() -> Self {
        JaroWinkler::default()
    }

    /// How much a character of the beginning counts; 0 to 1 over their number; default 0.1; *p*.
    #[must_use]
    pub fn scale(mut self, scale: f64) -> Self {
        self.scale = scale;
        self
    }

    /// The most characters of the beginning that count; default 4.
    #[must_use]
    pub fn longest(mut self, longest: usize) -> Self {
        self.longest = longest;
        self
    }

    /// The similarity of two texts, 0 to 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for a scale that is not finite or below 0, or that takes the
    /// similarity of these texts above 1 (NLTK warns, and goes on).
    pub fn similarity(&self, first: &str, second: &str) -> Result<f64> {
        let common = first.chars().zip(second.chars()).take(self.longest).take_while(|(a, b)| a == b).count();
        let bonus = common as f64 * self.scale;
        let fits = self.scale >= 0.0 && self.scale.is_finite() && bonus <= 1.0;
        check_parameter(fits, "scale", self.scale, "0 to 1 over the length of the common beginning")?;
        let jaro = jaro(first, second);
        Ok(jaro + bonus * (1.0 - jaro))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `jaro_similarity` and `jaro_winkler_similarity` of pairs of its documentation.
    #[test]
    fn similarities_are_those_of_nltk() {
        let winkler = JaroWinkler::new();
        for (first, second, expected, prefixed) in [
            ("DWAYNE", "DUANE", 0.8222222222222222, 0.84),
            ("kitten", "sitting", 0.746031746031746, 0.746031746031746),
            ("café", "cafe", 0.8333333333333333, 0.8833333333333333),
            ("abcvwxyz", "zabcwxy", 0.8690476190476191, 0.8690476190476191),
            ("a", "b", 0.0, 0.0),
            ("a", "a", 1.0, 1.0),
        ] {
            assert_eq!(jaro(first, second), expected, "{first} {second}");
            assert_eq!(winkler.similarity(first, second).unwrap(), prefixed, "{first} {second}");
        }
        for scale in [f64::NAN, f64::INFINITY, -0.1, 0.3] {
            assert!(winkler.scale(scale).similarity("same", "same!").is_err(), "{scale}");
        }
        assert!(winkler.longest(100).similarity("same", "same!").is_ok());
    }
}
