//! One step of training: a group of windows as three small matrix products.
//!
//! With hidden rows *H* (h×d), targets *B* (n×d), and the matrices of a [`Group`] (labels *L*, totals *T*), the loss is
//!
//! ```text
//! ℓ = −Σᵢⱼ [ Lᵢⱼ·ln σ(xᵢⱼ) + (Tᵢⱼ − Lᵢⱼ)·ln σ(−xᵢⱼ) ]        x = H·Bᵀ
//! ```
//!
//! and since `d/dx ln σ(x) = 1 − σ(x)` and `d/dx ln σ(−x) = −σ(x)`,
//!
//! ```text
//! −∂ℓ/∂xᵢⱼ = Lᵢⱼ − Tᵢⱼ·σ(xᵢⱼ) = gᵢⱼ,    H += α·G·B,    B += α·Gᵀ·H (the old H)
//! ```
//!
//! For skip-gram, *H* are rows of the input matrix; for CBOW, it is a combination of them, and what *H* would change by
//! goes back to them (see [`textbook`](super::textbook) for the tools' factors). All answers of a group are given by the model as
//! it was before: word2vec.c's answers, one after the other, differ from that in the second order of α.

use crate::embed::word2vec::group::Group;
use crate::vector::kernel::exponential::{ln, sigmoid};
use crate::vector::kernel::scattered::{Factors, Scattered, add_combined, products, stride_of};

/// The two matrices of a model, or the part of them that a shard holds.
#[derive(Debug)]
pub(crate) struct Weights<'a> {
    /// The rows of words as context: what becomes the embeddings.
    pub(crate) input: &'a mut [[f32; 8]],
    /// The rows of words as what is predicted.
    pub(crate) output: &'a mut [[f32; 8]],
    /// Eights in a row.
    pub(crate) width: usize,
}

/// Memory of a step, reused by the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    hidden: Vec<[f32; 8]>,
    changes: Vec<[f32; 8]>,
    logits: Vec<f32>,
    numbers: Vec<u32>,
}

/// The loss of some pairs.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct LossSum {
    /// Σ over true pairs, with their noise.
    pub(crate) sum: f64,
    /// True pairs.
    pub(crate) pairs: f64,
}

impl Scratch {
    /// Moves the rows of a group down the gradient of its loss, times `rate`. Where `loss` is given, the loss before
    /// the step is added to it.
    pub(crate) fn step(
        &mut self,
        weights: &mut Weights<'_>,
        group: &Group,
        rate: f32,
        loss: Option<&mut LossSum>,
    ) {
        if group.targets.is_empty() || group.inputs.is_empty() {
            return;
        }
        let (width, stride) = (weights.width, stride_of(group.targets.len()));
        self.gather(weights, group, group.labels.len() / stride);
        let hidden = Scattered { matrix: &self.hidden, width, rows: &self.numbers };
        let targets = Scattered { matrix: weights.output, width, rows: &group.targets };
        self.logits.resize(group.labels.len(), 0.0);
        products(hidden, targets, &mut self.logits);
        if let Some(loss) = loss {
            loss.add(group, &self.logits);
        }
        sigmoid(&mut self.logits);
        for ((value, label), total) in self.logits.iter_mut().zip(&group.labels).zip(&group.totals) {
            *value = rate * (label - total * *value);
        }
        let factors = Factors::ByRow(&self.logits, stride);
        match &group.mixing {
            None => add_combined(weights.input, &group.inputs, factors, targets),
            Some(mixing) => {
                self.changes.clear();
                self.changes.resize(self.hidden.len(), [0.0; 8]);
                add_combined(&mut self.changes, &self.numbers, factors, targets);
                let changes = Scattered { matrix: &self.changes, ..hidden };
                let backward = Factors::ByColumn(&mixing.backward, group.inputs.len());
                add_combined(weights.input, &group.inputs, backward, changes);
            }
        }
        add_combined(weights.output, &group.targets, Factors::ByColumn(&self.logits, stride), hidden);
    }

    /// The hidden rows side by side, as they were before the step: of skip-gram, copies of the inputs.
    fn gather(&mut self, weights: &Weights<'_>, group: &Group, rows: usize) {
        let width = weights.width;
        self.numbers.clear();
        self.numbers.extend(0..rows as u32);
        match &group.mixing {
            None => {
                self.hidden.resize(rows * width, [0.0; 8]);
                for (row, &input) in self.hidden.chunks_exact_mut(width).zip(&group.inputs) {
                    let from = &weights.input[input as usize * width..][..width];
                    row.copy_from_slice(from);
                }
            }
            Some(mixing) => {
                self.hidden.clear();
                self.hidden.resize(rows * width, [0.0; 8]);
                let inputs = Scattered { matrix: weights.input, width, rows: &group.inputs };
                let forward = Factors::ByRow(&mixing.forward, group.inputs.len());
                add_combined(&mut self.hidden, &self.numbers, forward, inputs);
            }
        }
    }
}

impl LossSum {
    /// Adds a group's loss: `−ln σ(x)` of answers that are yes, `−ln σ(−x)` of the others.
    fn add(&mut self, group: &Group, logits: &[f32]) {
        let (mut yes, mut no) = (logits.to_vec(), logits.iter().map(|x| -x).collect::<Vec<_>>());
        for side in [&mut yes, &mut no] {
            sigmoid(side);
            ln(side);
        }
        self.pairs += f64::from(group.pairs);
        for (index, (&label, &total)) in group.labels.iter().zip(&group.totals).enumerate() {
            // What is not asked costs nothing, however improbable it is.
            if label > 0.0 {
                self.sum -= f64::from(label) * f64::from(yes[index]);
            }
            if total > label {
                self.sum -= f64::from(total - label) * f64::from(no[index]);
            }
        }
    }

    /// The mean over true pairs.
    pub(crate) fn mean(&self) -> f64 {
        self.sum / self.pairs.max(f64::MIN_POSITIVE)
    }
}
