//! Loops over a few numbers, too short for a dispatched kernel: a row of factors, the topics of a word.

/// Σ a·b, in four sums: entry i goes to sum i mod 4, of which 0 takes 1, 2 takes 3, and 0 takes 2; what is left of the
/// fours comes last.
#[inline]
pub(crate) fn short_dot(a: &[f64], b: &[f64]) -> f64 {
    let (a_fours, a_rest) = a.as_chunks::<4>();
    let (b_fours, b_rest) = b.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for (a, b) in a_fours.iter().zip(b_fours) {
        for lane in 0..4 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

/// `sums += factor · row`.
#[inline]
pub(crate) fn add_scaled(factor: f64, row: &[f64], sums: &mut [f64]) {
    for (sum, &value) in sums.iter_mut().zip(row) {
        *sum += factor * value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_every_length() {
        for length in 0..20 {
            let a: Vec<f64> = (0..length).map(f64::from).collect();
            let b: Vec<f64> = (0..length).map(|x| f64::from(x * x % 5)).collect();
            let plain: f64 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
            assert_eq!(short_dot(&a, &b), plain);
            let mut sums = b.clone();
            add_scaled(2.0, &a, &mut sums);
            assert!(sums.iter().enumerate().all(|(i, &sum)| sum == b[i] + 2.0 * a[i]));
        }
    }
}
