//! The objective of logistic regression: mean log-loss plus an L2 penalty, its gradient and its value
//! along a ray.
//!
//! With rows x_i of weight s_i (S = Σ s_i), scores z_i = W x_i + b and the label y_i:
//!
//! ```text
//! f(W, b) = (1/S) Σ_i s_i · loss(z_i, y_i) + ‖W‖² / (2·C·S)
//! one score:      loss = ln(1 + e^z) − y·z            ∂loss/∂z  = σ(z) − y
//! a score each:   loss = ln Σ_c e^{z_c} − z_y         ∂loss/∂z_c = softmax(z)_c − [c = y]
//! ```
//!
//! Scores are linear in the step along a ray, so both ends' scores are kept and a probe costs no pass
//! over the features.
//!
//! The solver sees each variable in units that depend on its curvature: weight *j* is h_j^(−1/4) times what
//! the solver moves, with h_j = ¼ Σ_i (s_i/S)·x_ij² + 1/(C·S), the second derivative at the start for two
//! classes (the intercept has x = 1 and no penalty). A bag of words has curvatures from 1/4 down to 10⁻⁶, and
//! without units the intercept alone would set the pace; with full ones (the power −1/2) frequent words
//! would be held back, whose curvature falls as their rows are fitted. Of the powers 0, −1/8, … −1/2 this one
//! took the fewest steps in all over nine small sets of counts and weights, at either tolerance (1e-4, 1e-8).

use crate::classify::compact::Compact;
use crate::parallel;
use crate::prob::log_sum_exp;
use crate::solve::lbfgs::Objective;
use crate::vector::kernel::{reduce::dot, update::axpy};
use crate::vector::product::product;
use crate::vector::value::Value;

/// Rows whose losses one task sums.
const ROWS: usize = 1 << 10;
/// The power of the curvature that units are, negated.
const UNITS: f64 = 1.0 / 4.0;
/// Weights that one task takes.
const WEIGHTS: usize = 1 << 13;

/// The current point and all that follows from it.
pub(crate) struct LogisticLoss<'a, V: Value> {
    compact: &'a Compact<'a, V>,
    classes: Vec<u32>,
    /// s_i / S.
    shares: Vec<f64>,
    /// 1 / (C·S).
    penalty: f64,
    /// Scores a row: 1 or the number of classes.
    width: usize,
    intercept: bool,
    /// The unit of each column, then of the intercept.
    units: Vec<f64>,
    /// Weights, column after column, then the intercepts.
    point: Vec<f64>,
    scores: Vec<f64>,
    /// In weights, not in the solver's units.
    direction: Vec<f64>,
    ray: Vec<f64>,
    /// ‖W‖², W·D and ‖D‖² for the point W and the direction D.
    squares: [f64; 3],
}

impl<'a, V: Value> LogisticLoss<'a, V> {
    /// The objective at W = 0, b = 0.
    pub(crate) fn new(
        compact: &'a Compact<'a, V>,
        classes: Vec<u32>,
        shares: Vec<f64>,
        penalty: f64,
        (width, intercept): (usize, bool),
    ) -> Self {
        let dimension = (compact.rows.columns() + usize::from(intercept)) * width;
        let zeros = vec![0.0; compact.rows.rows() * width];
        let mut units = vec![0.0; compact.rows.columns()];
        parallel::fill_chunks(&mut units, WEIGHTS, |first, part| {
            for (offset, unit) in part.iter_mut().enumerate() {
                let column = compact.columns.row(first + offset).iter();
                let squares = column.map(|(row, value)| shares[row as usize] * value.into() * value.into());
                *unit = (0.25 * squares.sum::<f64>() + penalty).powf(-UNITS);
            }
        });
        units.extend(intercept.then_some(0.25f64.powf(-UNITS)));
        LogisticLoss {
            compact,
            classes,
            shares,
            penalty,
            width,
            intercept,
            units,
            point: vec![0.0; dimension],
            scores: zeros.clone(),
            direction: vec![0.0; dimension],
            ray: zeros,
            squares: [0.0; 3],
        }
    }

    /// The weights, column after column, and the intercepts.
    pub(crate) fn into_point(mut self) -> (Vec<f64>, Vec<f64>) {
        let weights = self.compact.rows.columns() * self.width;
        let mut intercepts = self.point.split_off(weights);
        intercepts.resize(self.width, 0.0);
        (self.point, intercepts)
    }

    fn weights(&self) -> usize {
        self.compact.rows.columns() * self.width
    }

    /// Σ over rows, in one order, of what `of` gives for a range of rows.
    fn sum_over_rows(&self, of: impl Fn(std::ops::Range<usize>) -> [f64; 2] + Sync + Send) -> [f64; 2] {
        let tasks = parallel::even_ranges(self.compact.rows.rows(), ROWS);
        let parts = parallel::map(&tasks, |task| of(task.clone()));
        parts.iter().fold([0.0; 2], |sum, part| [sum[0] + part[0], sum[1] + part[1]])
    }
}

impl<V: Value> Objective for LogisticLoss<'_, V> {
    fn dimension(&self) -> usize {
        self.point.len()
    }

    fn gradient(&mut self, gradient: &mut [f64]) -> f64 {
        let width = self.width;
        let mut residuals = vec![0.0; self.scores.len()];
        parallel::fill_chunks(&mut residuals, ROWS * width, |at, part| {
            for (offset, residual) in part.chunks_mut(width).enumerate() {
                let row = at / width + offset;
                let scores = &self.scores[row * width..(row + 1) * width];
                slopes(scores, self.classes[row], residual);
                residual.iter_mut().for_each(|residual| *residual *= self.shares[row]);
            }
        });
        let (of_weights, of_intercepts) = gradient.split_at_mut(self.weights());
        // Shapes fit by construction, so there is no error to pass on.
        let shapes = product(&self.compact.columns, &residuals, width, of_weights);
        debug_assert!(shapes.is_ok());
        parallel::fill_chunks(of_weights, WEIGHTS, |at, part| {
            axpy(self.penalty, &self.point[at..at + part.len()], part);
        });
        for (score, slot) in of_intercepts.iter_mut().enumerate() {
            *slot = residuals[score..].iter().step_by(width).sum();
        }
        scale_rows(gradient, &self.units, width);
        let loss = self.sum_over_rows(|rows| {
            let of = |row: usize| {
                self.shares[row] * loss(&self.scores[row * width..(row + 1) * width], self.classes[row])
            };
            [rows.map(of).sum(), 0.0]
        });
        self.squares[0] = chunked_dot(&self.point[..self.weights()], &self.point[..self.weights()]);
        loss[0] + 0.5 * self.penalty * self.squares[0]
    }

    fn start_ray(&mut self, direction: &[f64]) {
        self.direction.copy_from_slice(direction);
        scale_rows(&mut self.direction, &self.units, self.width);
        let (weights, intercepts) = self.direction.split_at(self.weights());
        let shapes = product(&self.compact.rows, weights, self.width, &mut self.ray);
        debug_assert!(shapes.is_ok());
        if self.intercept {
            for row in self.ray.chunks_mut(self.width) {
                row.iter_mut().zip(intercepts).for_each(|(score, intercept)| *score += intercept);
            }
        }
        let point = &self.point[..self.weights()];
        self.squares[1] = chunked_dot(point, weights);
        self.squares[2] = chunked_dot(weights, weights);
    }

    fn probe(&mut self, step: f64) -> (f64, f64) {
        let width = self.width;
        let [loss, slope] = self.sum_over_rows(|rows| {
            let (mut scores, mut residuals) = (vec![0.0; width], vec![0.0; width]);
            let mut sums = [0.0; 2];
            for row in rows {
                let place = row * width..(row + 1) * width;
                let ray = &self.ray[place.clone()];
                for ((score, start), ray) in scores.iter_mut().zip(&self.scores[place]).zip(ray) {
                    *score = start + step * ray;
                }
                slopes(&scores, self.classes[row], &mut residuals);
                let slope: f64 = residuals.iter().zip(ray).map(|(residual, ray)| residual * ray).sum();
                sums[0] += self.shares[row] * loss(&scores, self.classes[row]);
                sums[1] += self.shares[row] * slope;
            }
            sums
        });
        let [ww, wd, dd] = self.squares;
        let penalty = 0.5 * self.penalty * (ww + step * (2.0 * wd + step * dd));
        (loss + penalty, slope + self.penalty * (wd + step * dd))
    }

    fn advance(&mut self, step: f64) {
        parallel::fill_chunks(&mut self.point, WEIGHTS, |at, part| {
            axpy(step, &self.direction[at..at + part.len()], part);
        });
        parallel::fill_chunks(&mut self.scores, WEIGHTS, |at, part| {
            axpy(step, &self.ray[at..at + part.len()], part);
        });
    }

    /// The largest entry of the gradient in the weights of the original columns.
    fn size(&self, gradient: &[f64]) -> f64 {
        let width = self.width;
        let largest = |chunk: &std::ops::Range<usize>| {
            let mut largest = 0.0f64;
            for variable in chunk.clone() {
                let share = self.compact.largest_shares.get(variable).unwrap_or(&1.0);
                for entry in &gradient[variable * width..(variable + 1) * width] {
                    largest = largest.max(entry.abs() * share / self.units[variable]);
                }
            }
            largest
        };
        let chunks = parallel::even_ranges(self.units.len(), WEIGHTS);
        parallel::map(&chunks, largest).into_iter().fold(0.0, f64::max)
    }
}

/// Multiplies each row of `width` entries by its unit.
fn scale_rows(entries: &mut [f64], units: &[f64], width: usize) {
    parallel::fill_chunks(entries, WEIGHTS * width, |first, part| {
        for (row, unit) in part.chunks_mut(width).zip(&units[first / width..]) {
            row.iter_mut().for_each(|entry| *entry *= unit);
        }
    });
}

/// The log-loss of a row's scores.
#[inline]
pub(crate) fn loss(scores: &[f64], class: u32) -> f64 {
    match scores {
        [z] => z.max(0.0) + (-z.abs()).exp().ln_1p() - f64::from(class) * z,
        scores => log_sum_exp(scores) - scores[class as usize],
    }
}

/// The slope of the loss in each score.
#[inline]
fn slopes(scores: &[f64], class: u32, out: &mut [f64]) {
    match scores {
        [z] => out[0] = 1.0 / (1.0 + (-z).exp()) - f64::from(class),
        scores => {
            let all = log_sum_exp(scores);
            out.iter_mut().zip(scores).for_each(|(slope, score)| *slope = (score - all).exp());
            out[class as usize] -= 1.0;
        }
    }
}

/// A dot product with one order of additions, on all threads.
fn chunked_dot(a: &[f64], b: &[f64]) -> f64 {
    let chunks = parallel::even_ranges(a.len(), WEIGHTS);
    parallel::map(&chunks, |chunk| dot(&a[chunk.clone()], &b[chunk.clone()])).iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::sparse::SparseMatrix;

    /// The gradient against differences of the value, and a probe against the value at that point.
    #[test]
    fn gradient_and_ray_agree_with_the_value() {
        let rows = SparseMatrix::from_parts(
            3,
            vec![0, 2, 3, 5, 5],
            vec![0, 1, 2, 0, 2],
            vec![1.0f64, 2.0, -1.0, 0.5, 1.5],
        )
        .unwrap();
        let compact = Compact::of(&rows).unwrap();
        for (width, classes) in [(1, vec![0, 1, 1, 0]), (3, vec![0, 2, 1, 0])] {
            for intercept in [false, true] {
                let shares = vec![0.1, 0.4, 0.3, 0.2];
                let mut loss = LogisticLoss::new(&compact, classes.clone(), shares, 0.3, (width, intercept));
                let dimension = loss.dimension();
                let direction: Vec<f64> = (0..dimension).map(|place| (place as f64 * 1.7).sin()).collect();
                let mut gradient = vec![0.0; dimension];
                loss.gradient(&mut gradient);
                loss.start_ray(&direction);
                let (probed, probed_slope) = loss.probe(0.7);
                loss.advance(0.7);
                let value = loss.gradient(&mut gradient);
                assert!((value - probed).abs() < 1e-12);
                let slope: f64 = gradient.iter().zip(&direction).map(|(g, d)| g * d).sum();
                assert!((slope - probed_slope).abs() < 1e-12);
                for place in 0..dimension {
                    let mut unit = vec![0.0; dimension];
                    unit[place] = 1.0;
                    loss.start_ray(&unit);
                    let difference = (loss.probe(1e-5).0 - loss.probe(-1e-5).0) / 2e-5;
                    assert!((difference - gradient[place]).abs() < 1e-9);
                }
            }
        }
    }
}
