//! [`ranks`]: the places of numbers in ascending order, from 1, with a rule for ties.
//!
//! The rules are those of `scipy.stats.rankdata`. Sorting is stable; −0 and 0 are a tie, infinities have their places
//! at the ends. A NaN has no place, so it is an error.

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};

/// The rank that equal numbers get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Ties {
    /// The mean of the places that they fill. Ranks sum to *n*(*n* + 1)/2, which rank correlation asks for.
    #[default]
    Average,
    /// The lowest of these places.
    Min,
    /// The highest of these places.
    Max,
    /// One more than the number of distinct smaller numbers.
    Dense,
    /// A place of its own for each, in the order of the input.
    Ordinal,
}

/// The rank of every number, in the order of the input.
///
/// # Errors
/// [`Error::Parameter`](crate::Error::Parameter) for NaN.
///
/// # Examples
/// ```
/// use wordmill::statistics::{Ties, ranks};
/// let values = [30.0, 10.0, 20.0, 20.0];
/// assert_eq!(ranks(&values, Ties::Average)?, [4.0, 1.0, 2.5, 2.5]);
/// assert_eq!(ranks(&values, Ties::Dense)?, [3.0, 1.0, 2.0, 2.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn ranks(values: &[f64], ties: Ties) -> Result<Vec<f64>> {
    let order = ascending(values)?;
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for (distinct, tie) in order.chunk_by(|&a, &b| values[a] == values[b]).enumerate() {
        let (first, last) = (before + 1, before + tie.len());
        for (offset, &place) in tie.iter().enumerate() {
            ranks[place] = match ties {
                Ties::Average => (first + last) as f64 / 2.0,
                Ties::Min => first as f64,
                Ties::Max => last as f64,
                Ties::Dense => (distinct + 1) as f64,
                Ties::Ordinal => (first + offset) as f64,
            };
        }
        before = last;
    }
    Ok(ranks)
}

/// The dense rank of every number, from 0, and how many distinct ones there are.
pub(crate) fn dense_ranks(values: &[f64]) -> Result<(Vec<usize>, usize)> {
    let order = ascending(values)?;
    let (mut ranks, mut distinct) = (vec![0; values.len()], 0);
    for tie in order.chunk_by(|&a, &b| values[a] == values[b]) {
        tie.iter().for_each(|&place| ranks[place] = distinct);
        distinct += 1;
    }
    Ok((ranks, distinct))
}

/// The places of the numbers from the smallest to the largest; ties in the order of the input.
fn ascending(values: &[f64]) -> Result<Vec<usize>> {
    if let Some(place) = values.iter().position(|value| value.is_nan()) {
        check_parameter(false, "values", format_args!("NaN at place {place}"), "numbers that have an order")?;
    }
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].partial_cmp(&values[b]).unwrap_or(std::cmp::Ordering::Equal));
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SciPy 1.17.1: `rankdata([3, -0.0, inf, 0, 3, -1, 3], method)`.
    #[test]
    fn equals_scipy() {
        let values = [3.0, -0.0, f64::INFINITY, 0.0, 3.0, -1.0, 3.0];
        for (ties, expected) in [
            (Ties::Average, [5.0, 2.5, 7.0, 2.5, 5.0, 1.0, 5.0]),
            (Ties::Min, [4.0, 2.0, 7.0, 2.0, 4.0, 1.0, 4.0]),
            (Ties::Max, [6.0, 3.0, 7.0, 3.0, 6.0, 1.0, 6.0]),
            (Ties::Dense, [3.0, 2.0, 4.0, 2.0, 3.0, 1.0, 3.0]),
            (Ties::Ordinal, [4.0, 2.0, 7.0, 3.0, 5.0, 1.0, 6.0]),
        ] {
            assert_eq!(ranks(&values, ties).unwrap(), expected, "{ties:?}");
        }
        assert_eq!(dense_ranks(&values).unwrap(), (vec![2, 1, 3, 1, 2, 0, 2], 4));
    }

    #[test]
    fn nothing_has_no_ranks_and_nan_no_place() {
        assert!(ranks(&[], Ties::Average).unwrap().is_empty());
        let error = ranks(&[1.0, f64::NAN], Ties::Min).unwrap_err().to_string();
        assert_eq!(error, "parameter values: expected numbers that have an order, got NaN at place 1");
    }
}
