//! Distances of sets, as NLTK 3.10.4's `jaccard_distance` and `masi_distance`.

use std::collections::BTreeSet;

use crate::error::{Error, Result};

/// The share of both sets together that is in one alone (Jaccard, 1901): 0 for equal sets.
///
/// # Errors
/// [`Error::Empty`] for two empty sets, of which nothing can be said.
///
/// # Examples
/// ```
/// use std::collections::BTreeSet;
/// use wordmill::metric::edit::jaccard_distance;
/// let letters = |text: &str| text.chars().collect::<BTreeSet<_>>();
/// assert_eq!(jaccard_distance(&letters("night"), &letters("nacht"))?, 4.0 / 7.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn jaccard_distance<T: Ord>(first: &BTreeSet<T>, second: &BTreeSet<T>) -> Result<f64> {
    let (both, either) = sizes(first, second)?;
    Ok((either - both) as f64 / either as f64)
}

/// Jaccard's distance that punishes sets which overlap more than those of which one holds the other (Passonneau,
/// "Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation", 2006).
///
/// # Errors
/// [`Error::Empty`] for two empty sets.
///
/// # Examples
/// ```
/// use std::collections::BTreeSet;
/// use wordmill::metric::edit::masi_distance;
/// assert_eq!(masi_distance(&BTreeSet::from([1, 2]), &BTreeSet::from([1, 2, 3, 4]))?, 0.6666666666666667);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn masi_distance<T: Ord>(first: &BTreeSet<T>, second: &BTreeSet<T>) -> Result<f64> {
    let (both, either) = sizes(first, second)?;
    let monotonicity = if both == first.len() && both == second.len() {
        1.0
    } else if both == first.len().min(second.len()) {
        2.0 / 3.0
    } else if both > 0 {
        1.0 / 3.0
    } else {
        0.0
    };
    Ok(1.0 - both as f64 / either as f64 * monotonicity)
}

/// How many elements are in both and in either.
fn sizes<T: Ord>(first: &BTreeSet<T>, second: &BTreeSet<T>) -> Result<(usize, usize)> {
    let both = first.intersection(second).count();
    let either = first.len() + second.len() - both;
    if either == 0 { Err(Error::Empty { what: "pair of sets" }) } else { Ok((both, either)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4, on the characters of each.
    #[test]
    fn distances_are_those_of_nltk() {
        let set = |text: &str| text.chars().collect::<BTreeSet<_>>();
        for (first, second, jaccard, masi) in [
            ("kitten", "sitting", 0.5714285714285714, 0.8571428571428572),
            ("abcvwxyz", "zabcwxy", 0.125, 0.41666666666666674),
            ("abc", "", 1.0, 1.0),
            ("abc", "cab", 0.0, 0.0),
            ("abc", "xyz", 1.0, 1.0),
        ] {
            assert_eq!(jaccard_distance(&set(first), &set(second)).unwrap(), jaccard, "{first} {second}");
            assert_eq!(masi_distance(&set(first), &set(second)).unwrap(), masi, "{first} {second}");
        }
        assert!(jaccard_distance(&set(""), &set("")).is_err());
    }
}
