//! The objective of logistic regression: mean log-loss plus an L2 penalty, its gradient and its value
//! along a ray.
//!
//! With rows x_i of weight s_i (S = Σ s_i), scores z_i = W x_i + b and the label y_i:
//!
//! ```text
//! f(W, b) = (1/S) Σ_i s_i · loss(z_i, y_i) + λ‖W‖² / 2,   λ = 1/(C·S)
//! one score:      loss = ln(1 + e^z) − y·z            ∂loss/∂z  = σ(z) − y
//! a score each:   loss = ln Σ_c e^{z_c} − z_y         ∂loss/∂z_c = softmax(z)_c − [c = y]
//! ```
//!
//! Scores are linear in the step along a ray, so both ends' scores are kept and a probe costs no pass
//! over the features.
//!
//! **Preconditioner.** The solver's map P from gradients to directions is diagonal, h_j^(−1/2) for feature *j*, with
//! h_j = ¼ Σ_i (s_i/S)·x_ij² + λ, the second derivative at the start for two
//! classes (the intercept has x = 1 and no penalty). A bag of words has curvatures from 1/4 down to 10⁻⁶, and
//! with P = 1 the intercept alone would set the pace; with 1/h_j frequent words
//! would be held back, whose curvature falls as their rows are fitted. Of the powers 0, −1/4, … −1 this one
//! took the fewest steps in all over nine small sets of counts and weights, at either tolerance (1e-4, 1e-8).
//!
//! **Rare features.** Most features of a bag of words occur in so few rows that the penalty outweighs what these rows add to h_j, and
//! P may as well be one number for all of them, p = λ^(−1/2). With R the columns of such features, r the slopes of the rows' losses
//! and w the weights, their gradient is Rᵀr + λw. Who starts at w = 0 and goes where p times gradients point never leaves
//! the span of the rows: w = p·Rᵀa with a number in a for each row and score (the representer theorem: Kimeldorf and Wahba, 1971).
//! So these weights are never held, there may be millions. Three lists as long as the rows stand for them:
//!
//! ```text
//! gradient     Rᵀq            held as q = r + λ·p·a
//! direction    w = p·Rᵀa      held as its scores t = R·w = p·R·Rᵀa, and a
//! slope        w·(Rᵀq) = t·q
//! penalty      w·w = p·a·t
//! P·gradient   w = p·Rᵀq      held as t = p·R·Rᵀq and a = q
//! ```
//!
//! All but `R·Rᵀq` is as short as the rows, and that is one pass over the columns: the entries of a column, once summed up, are
//! in the nearest cache when they are multiplied.

use std::ops::Range;

use crate::error::Result;
use crate::parallel;
use crate::prob::log_sum_exp;
use crate::solve::lbfgs::{Objective, largest_entry};
use crate::vector::kernel::{
    reduce::dot,
    update::{axpy, scale},
};
use crate::vector::product::{gram_product, product_of_rows, transpose_product_of_rows};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Rows whose losses one task sums.
const ROWS: usize = 1 << 10;
/// Weights that one task takes.
const WEIGHTS: usize = 1 << 13;
/// Features whose mean curvature tells whether they are rare.
const NEIGHBOURS: usize = 1 << 8;

/// The current point and all that follows from it.
pub(crate) struct LogisticLoss<'a, V: Value> {
    /// A row for each feature, those that few rows hold first.
    features: &'a SparseMatrix<V>,
    /// How many features, the first ones, are rare.
    rare: usize,
    /// What P is for those.
    scale_of_rare: f64,
    /// What P is for each other feature, then for the intercept.
    scales: Vec<f64>,
    classes: Vec<u32>,
    /// s_i / S.
    shares: Vec<f64>,
    /// λ.
    penalty: f64,
    /// Scores a row: 1 or the number of classes.
    width: usize,
    /// The weights of features that are not rare, feature after feature; the intercepts; t and a, row after row.
    point: Vec<f64>,
    scores: Vec<f64>,
    direction: Vec<f64>,
    ray: Vec<f64>,
    /// ‖W‖², W·D and ‖D‖² for the point W and the direction D.
    squares: [f64; 3],
}

impl<'a, V: Value> LogisticLoss<'a, V> {
    /// The objective at W = 0, b = 0.
    pub(crate) fn new(
        features: &'a SparseMatrix<V>,
        classes: Vec<u32>,
        shares: Vec<f64>,
        penalty: f64,
        (width, intercept): (usize, bool),
    ) -> Self {
        let rare = count_rare(features, &shares, penalty);
        let mut scales = vec![0.0; features.rows() - rare];
        parallel::fill_chunks(&mut scales, WEIGHTS, |first, part| {
            for (feature, scale) in (rare + first..).zip(part) {
                *scale = 1.0 / (curvature(features, feature, &shares) + penalty).sqrt();
            }
        });
        scales.extend(intercept.then_some(1.0 / 0.25f64.sqrt()));
        let mut loss = LogisticLoss {
            features,
            rare,
            scale_of_rare: 1.0 / penalty.sqrt(),
            scales,
            classes,
            shares,
            penalty,
            width,
            point: Vec::new(),
            scores: vec![0.0; features.columns() * width],
            direction: Vec::new(),
            ray: vec![0.0; features.columns() * width],
            squares: [0.0; 3],
        };
        loss.point = vec![0.0; loss.length()];
        loss.direction = loss.point.clone();
        loss
    }

    /// The weights, feature after feature, and the intercepts.
    pub(crate) fn all_weights(&self) -> Result<(Vec<f64>, Vec<f64>)> {
        let mut weights = vec![0.0; self.features.rows() * self.width];
        let (of_rare, of_others) = weights.split_at_mut(self.rare * self.width);
        if self.rare > 0 {
            product_of_rows(
                self.features,
                0..self.rare,
                self.coefficients(&self.point),
                self.width,
                of_rare,
            )?;
            parallel::fill_chunks(of_rare, WEIGHTS, |_, part| {
                part.iter_mut().for_each(|weight| *weight *= self.scale_of_rare);
            });
        }
        of_others.copy_from_slice(self.weights(&self.point));
        let mut intercepts = self.intercepts(&self.point).to_vec();
        intercepts.resize(self.width, 0.0);
        Ok((weights, intercepts))
    }

    /// The features that are not rare.
    fn others(&self) -> Range<usize> {
        self.rare..self.features.rows()
    }

    /// How long t is, and a and q.
    fn sums(&self) -> usize {
        if self.rare > 0 { self.scores.len() } else { 0 }
    }

    /// The weights in a point, a direction or a gradient.
    fn weights<'v>(&self, vector: &'v [f64]) -> &'v [f64] {
        &vector[..self.others().len() * self.width]
    }

    /// The intercepts in a point, a direction or a gradient: none where there are not to be any.
    fn intercepts<'v>(&self, vector: &'v [f64]) -> &'v [f64] {
        &vector[self.weights(vector).len()..self.scales.len() * self.width]
    }

    /// t in a point or a direction; q in a gradient.
    fn of_rare<'v>(&self, vector: &'v [f64]) -> &'v [f64] {
        &vector[self.scales.len() * self.width..][..self.sums()]
    }

    /// a in a point or a direction.
    fn coefficients<'v>(&self, direction: &'v [f64]) -> &'v [f64] {
        &direction[self.dimension()..]
    }

    /// The dot product of the weights of two points or directions.
    fn product(&self, one: &[f64], other: &[f64]) -> f64 {
        chunked_dot(self.weights(one), self.weights(other))
            + self.scale_of_rare * chunked_dot(self.coefficients(one), self.of_rare(other))
    }

    /// Σ over rows, in one order, of what `of` gives for a range of rows.
    fn sum_over_rows(&self, of: impl Fn(Range<usize>) -> [f64; 2] + Sync + Send) -> [f64; 2] {
        let tasks = parallel::even_ranges(self.features.columns(), ROWS);
        let parts = parallel::map(&tasks, |task| of(task.clone()));
        parts.iter().fold([0.0; 2], |sum, part| [sum[0] + part[0], sum[1] + part[1]])
    }
}

/// ¼ Σ_i (s_i/S)·x_ij².
fn curvature<V: Value>(features: &SparseMatrix<V>, feature: usize, shares: &[f64]) -> f64 {
    let entries = features.row(feature).iter();
    0.25 * entries.map(|(row, value)| shares[row as usize] * value.into() * value.into()).sum::<f64>()
}

/// How many features, the rarest ones, have less curvature than the penalty has, on average over neighbours; none if they are not
/// more than the three lists that would stand for them.
fn count_rare<V: Value>(features: &SparseMatrix<V>, shares: &[f64], penalty: f64) -> usize {
    let chunks = parallel::even_ranges(features.rows(), NEIGHBOURS);
    let is_rare = |chunk: &Range<usize>| {
        let sum: f64 = chunk.clone().map(|feature| curvature(features, feature, shares)).sum();
        sum < chunk.len() as f64 * penalty
    };
    let rare = (chunks.partition_point(is_rare) * NEIGHBOURS).min(features.rows());
    if rare > 3 * features.columns() { rare } else { 0 }
}

impl<V: Value> Objective for LogisticLoss<'_, V> {
    fn dimension(&self) -> usize {
        self.scales.len() * self.width + self.sums()
    }

    fn length(&self) -> usize {
        self.dimension() + self.sums()
    }

    fn gradient(&mut self, gradient: &mut [f64]) -> f64 {
        let width = self.width;
        let mut slopes_of_rows = vec![0.0; self.scores.len()];
        parallel::fill_chunks(&mut slopes_of_rows, ROWS * width, |at, part| {
            for (offset, slope) in part.chunks_mut(width).enumerate() {
                let row = at / width + offset;
                slopes(&self.scores[row * width..(row + 1) * width], self.classes[row], slope);
                slope.iter_mut().for_each(|slope| *slope *= self.shares[row]);
            }
        });
        let (weights, rest) = gradient.split_at_mut(self.weights(&self.point).len());
        let (intercepts, of_rare) = rest.split_at_mut(self.intercepts(&self.point).len());
        // Shapes fit by construction, so there is no error to pass on.
        let shapes = product_of_rows(self.features, self.others(), &slopes_of_rows, width, weights);
        debug_assert!(shapes.is_ok());
        parallel::fill_chunks(weights, WEIGHTS, |at, part| {
            axpy(self.penalty, &self.point[at..at + part.len()], part);
        });
        for (score, slot) in intercepts.iter_mut().enumerate() {
            *slot = slopes_of_rows[score..].iter().step_by(width).sum();
        }
        if self.rare > 0 {
            of_rare.copy_from_slice(&slopes_of_rows);
            axpy(self.penalty * self.scale_of_rare, self.coefficients(&self.point), of_rare);
        }
        let loss = self.sum_over_rows(|rows| {
            let of = |row: usize| {
                self.shares[row] * loss(&self.scores[row * width..(row + 1) * width], self.classes[row])
            };
            [rows.map(of).sum(), 0.0]
        });
        self.squares[0] = self.product(&self.point, &self.point);
        loss[0] + 0.5 * self.penalty * self.squares[0]
    }

    /// The size is the largest entry of the gradient in all weights.
    fn precondition(&mut self, gradient: &[f64], direction: &mut [f64]) -> f64 {
        let (width, q) = (self.width, self.of_rare(gradient));
        let (explicit, of_rare) = direction.split_at_mut(self.scales.len() * width);
        parallel::fill_chunks(explicit, WEIGHTS * width, |at, part| {
            let rows = part.chunks_mut(width).zip(gradient[at..].chunks(width));
            for ((out, gradient), scale) in rows.zip(&self.scales[at / width..]) {
                out.iter_mut().zip(gradient).for_each(|(out, gradient)| *out = scale * gradient);
            }
        });
        let mut largest = largest_entry(&gradient[..explicit.len()]);
        if self.rare > 0 {
            let (t, a) = of_rare.split_at_mut(q.len());
            let product = gram_product(self.features, 0..self.rare, q, width, t);
            debug_assert!(product.is_ok());
            largest = largest.max(product.unwrap_or(0.0));
            scale(self.scale_of_rare, t);
            a.copy_from_slice(q);
        }
        largest
    }

    fn start_ray(&mut self, direction: &[f64]) {
        let width = self.width;
        self.direction.copy_from_slice(direction);
        let mut ray = std::mem::take(&mut self.ray);
        let shapes =
            transpose_product_of_rows(self.features, self.others(), self.weights(direction), width, &mut ray);
        debug_assert!(shapes.is_ok());
        for row in ray.chunks_mut(width) {
            row.iter_mut().zip(self.intercepts(direction)).for_each(|(score, intercept)| *score += intercept);
        }
        ray.iter_mut().zip(self.of_rare(direction)).for_each(|(score, sum)| *score += sum);
        self.ray = ray;
        self.squares[1] = self.product(&self.point, direction);
        self.squares[2] = self.product(direction, direction);
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
        for (point, direction) in [(&mut self.point, &self.direction), (&mut self.scores, &self.ray)] {
            parallel::fill_chunks(point, WEIGHTS, |at, part| {
                axpy(step, &direction[at..at + part.len()], part);
            });
        }
    }
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
    use crate::seed::Seed;
    use crate::vector::sparse::SparseBuilder;

    /// Gradients and probes against differences of the value, with rare features and without.
    #[test]
    fn gradient_and_ray_agree_with_the_value() {
        let draws = Seed(5).stream("logistic");
        for (features, penalty) in [(20, 0.3), (9_000, 0.01), (9_000, 1e-9)] {
            let mut builder = SparseBuilder::<f64>::new(features);
            for row in 0..8u64 {
                // Some features that all rows share, and many that one or two have.
                let columns =
                    (0..features).filter(|&at| at < 10 || draws.below(row << 20 | at as u64, 7) == 0);
                let value = |at: usize| draws.uniform(row << 40 | at as u64) - 0.5;
                builder.push_row(columns.map(|at| (at as u32, value(at)))).unwrap();
            }
            let (columns, _) = builder.finish().transpose_by_frequency().unwrap();
            for (width, classes) in [(1, 2), (3, 3)] {
                for intercept in [false, true] {
                    let shares: Vec<f64> = (1..=8).map(|share| f64::from(share) / 36.0).collect();
                    let of_rows: Vec<u32> = (0..8).map(|row| row % classes).collect();
                    let shape = (width, intercept);
                    let mut loss = LogisticLoss::new(&columns, of_rows, shares, penalty, shape);
                    // With the least penalty only features that no row holds are rare.
                    assert_eq!(loss.rare > 0, features > 3 * columns.columns());
                    check(&mut loss);
                }
            }
        }
    }

    fn check(loss: &mut LogisticLoss<'_, f64>) {
        let (mut gradient, mut direction) = (vec![0.0; loss.dimension()], vec![0.0; loss.length()]);
        loss.gradient(&mut gradient);
        loss.precondition(&gradient, &mut direction);
        loss.start_ray(&direction);
        loss.advance(0.7);
        let start = loss.gradient(&mut gradient);
        let size = loss.precondition(&gradient, &mut direction);
        check_against_all_weights(loss, start, size);
        // The slope is what differences say, and the value after a step is what a probe says.
        let slope: f64 = gradient.iter().zip(&direction).map(|(g, d)| g * d).sum();
        loss.start_ray(&direction);
        let close = |one: f64, other: f64, error: f64| {
            assert!((one - other).abs() < error * one.abs(), "{one} {other}");
        };
        close(start, loss.probe(0.0).0, 1e-12);
        close(slope, loss.probe(0.0).1, 1e-12);
        let small = 1e-4 / slope.sqrt();
        close(slope, (loss.probe(small).0 - loss.probe(-small).0) / (2.0 * small), 1e-5);
        let (probed, _) = loss.probe(0.3);
        loss.advance(0.3);
        close(probed, loss.gradient(&mut gradient), 1e-12);
    }

    /// Value and size of the gradient against those of all weights, spelled out.
    fn check_against_all_weights(loss: &LogisticLoss<'_, f64>, value: f64, size: f64) {
        let (width, features) = (loss.width, loss.features);
        let (weights, intercepts) = loss.all_weights().unwrap();
        let mut scores: Vec<f64> = (0..features.columns()).flat_map(|_| intercepts.clone()).collect();
        for (entries, weights) in features.iter().zip(weights.chunks(width)) {
            for (row, value) in entries.iter() {
                let scores = &mut scores[row as usize * width..];
                scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += value * weight);
            }
        }
        let mut expected = 0.5 * loss.penalty * weights.iter().map(|weight| weight * weight).sum::<f64>();
        let mut of_rows = vec![vec![0.0; width]; features.columns()];
        for (row, (scores, slope)) in scores.chunks(width).zip(&mut of_rows).enumerate() {
            expected += loss.shares[row] * super::loss(scores, loss.classes[row]);
            slopes(scores, loss.classes[row], slope);
            slope.iter_mut().for_each(|slope| *slope *= loss.shares[row]);
        }
        assert!((value - expected).abs() < 1e-12 * expected);
        let sum = |at: usize| of_rows.iter().map(|slopes| slopes[at]).sum::<f64>();
        let mut largest =
            if loss.scales.len() > loss.others().len() { (0..width).map(sum).collect() } else { vec![] };
        for (entries, weights) in features.iter().zip(weights.chunks(width)) {
            for (at, weight) in weights.iter().enumerate() {
                let of_row = |(row, value): (u32, f64)| value * of_rows[row as usize][at];
                largest.push(entries.iter().map(of_row).sum::<f64>() + loss.penalty * weight);
            }
        }
        assert!((size - largest_entry(&largest)).abs() < 1e-12);
    }
}
