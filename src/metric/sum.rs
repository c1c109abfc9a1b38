//! The sum of a slice in NumPy's order of additions, so that the last digit is NumPy's too.
//!
//! Pairwise summation: halves are summed apart down to blocks of 128, a block in eight interleaved lanes.
//! The rounding error grows with log *n* instead of *n* (Higham, "The accuracy of floating point
//! summation", 1993). A weighted report prints its total in full, so the order shows.

/// Blocks up to this length are not halved.
const BLOCK: usize = 128;
/// Interleaved lanes within a block.
const LANES: usize = 8;

/// Σ values, in the order of `numpy.sum`.
pub(crate) fn pairwise_sum(values: &[f64]) -> f64 {
    if values.len() < LANES {
        return values.iter().fold(0.0, |sum, value| sum + value);
    }
    if values.len() > BLOCK {
        let half = values.len() / 2;
        let (left, right) = values.split_at(half - half % LANES);
        return pairwise_sum(left) + pairwise_sum(right);
    }
    let mut lanes = [0.0; LANES];
    let blocks = values.chunks_exact(LANES);
    let rest = blocks.remainder();
    for block in blocks {
        for (lane, value) in lanes.iter_mut().zip(block) {
            *lane += value;
        }
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    let sum = ((a + b) + (c + d)) + ((e + f) + (g + h));
    rest.iter().fold(sum, |sum, value| sum + value)
}

/// The mean of `values`; weighted where `weights` are given and do not sum to 0. 0 for no values.
pub(crate) fn mean(values: &[f64], weights: Option<&[f64]>) -> f64 {
    if let Some(weights) = weights {
        let total = pairwise_sum(weights);
        if total > 0.0 {
            let products: Vec<f64> =
                values.iter().zip(weights).map(|(value, weight)| value * weight).collect();
            return pairwise_sum(&products) / total;
        }
    }
    if values.is_empty() { 0.0 } else { pairwise_sum(values) / values.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NumPy 2.4.6: `np.sum(np.arange(n) * 0.1)`; one by one, 200 and 4,099 tenths end in another digit.
    #[test]
    fn sums_in_the_order_of_numpy() {
        for (n, expected) in [(0, 0.0), (9, 3.6000000000000005), (200, 1990.0), (4099, 839885.1000000001)] {
            let values: Vec<f64> = (0..n).map(|i| f64::from(i) * 0.1).collect();
            assert_eq!(pairwise_sum(&values), expected, "{n} values");
        }
    }

    #[test]
    fn means_fall_back_where_weights_vanish() {
        assert_eq!(mean(&[1.0, 3.0], Some(&[3.0, 1.0])), 1.5);
        assert_eq!(mean(&[1.0, 3.0], Some(&[0.0, 0.0])), 2.0);
        assert_eq!(mean(&[], None), 0.0);
    }
}
