//! [`Mean`]: the weighted mean of rows, summed in `f64`.
//!
//! ```text
//! mean = Σ wᵢ xᵢ / Σ |wᵢ|
//! ```
//!
//! as gensim's `get_mean_vector` has it: weights may be negative, and without any weight the mean is zero.

/// A mean in the making.
#[derive(Debug, Clone)]
pub(crate) struct Mean {
    sum: Vec<f64>,
    weight: f64,
}

impl Mean {
    pub(crate) fn new(dimension: usize) -> Self {
        Mean { sum: vec![0.0; dimension], weight: 0.0 }
    }

    /// Adds `weight · row / norm`; a row of norm 0 adds its weight alone.
    pub(crate) fn add(&mut self, row: &[f32], norm: f64, weight: f64) {
        let factor = if norm == 0.0 { 0.0 } else { weight / norm };
        self.sum.iter_mut().zip(row).for_each(|(sum, &value)| *sum += factor * f64::from(value));
        self.weight += weight.abs();
    }

    /// The mean.
    pub(crate) fn finish(mut self) -> Vec<f64> {
        if self.weight > 0.0 {
            self.sum.iter_mut().for_each(|value| *value /= self.weight);
        }
        self.sum
    }

    /// The mean brought to length 1, unless it is zero.
    pub(crate) fn unit(self) -> Vec<f64> {
        let mut mean = self.finish();
        let norm = norm(&mean);
        if norm > 0.0 {
            mean.iter_mut().for_each(|value| *value /= norm);
        }
        mean
    }
}

/// The Euclidean norm.
pub(crate) fn norm(values: &[f64]) -> f64 {
    values.iter().map(|value| value * value).sum::<f64>().sqrt()
}

/// The nearest `f32` of each number.
pub(crate) fn narrowed(values: &[f64]) -> Vec<f32> {
    values.iter().map(|&value| value as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_count_by_their_size() {
        let mut mean = Mean::new(2);
        mean.add(&[2.0, 0.0], 1.0, 3.0);
        mean.add(&[0.0, 4.0], 4.0, -1.0);
        mean.add(&[0.0, 0.0], 0.0, 4.0);
        assert_eq!(mean.clone().finish(), [0.75, -0.125]);
        assert!((norm(&mean.unit()) - 1.0).abs() < 1e-15);
        assert_eq!(Mean::new(2).unit(), [0.0, 0.0]);
    }
}
