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

use std::ops::Range;

use crate::embed::word2vec::group::Group;
use crate::embed::word2vec::panel::Panel;
use crate::vector::kernel::block::{Block, Lines};
use crate::vector::kernel::block_sums::{Factors, add_combined, products, set_combined};
use crate::vector::kernel::exponential::{ln, sigmoid};
use crate::vector::kernel::scattered::ScatteredMut;

/// A matrix whose rows are read and moved.
pub(crate) trait Matrix {
    /// Copies some rows.
    fn gather<'l>(&mut self, rows: &[u32], to: &'l mut Lines) -> Block<'l>;

    /// Adds `Σⱼ fᵢⱼ·yⱼ` to each of some rows.
    fn add(&mut self, rows: &[u32], factors: Factors<'_>, y: Block<'_>);
}

impl Matrix for Panel {
    #[inline(always)]
    fn gather<'l>(&mut self, rows: &[u32], to: &'l mut Lines) -> Block<'l> {
        to.gather(self.scattered(rows))
    }

    #[inline(always)]
    fn add(&mut self, rows: &[u32], factors: Factors<'_>, y: Block<'_>) {
        let width = self.width();
        add_combined(ScatteredMut { matrix: self.eights_mut(), width, rows }, factors, y);
    }
}

/// Memory of a step, reused by the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// The rows of a group side by side, as they were before the step.
    inputs: Lines,
    targets: Lines,
    /// Hidden rows that are made of others, and what they change by.
    hidden: Lines,
    changes: Lines,
    /// *G*, times the rate.
    factors: Vec<f32>,
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
    /// Moves the rows of a group, of the input matrix (what becomes the embeddings) and of the output matrix, down the gradient of its loss, times `rate`. Where `loss` is given, the loss before
    /// the step is added to it. Between its parts, the step calls `ahead` with 0 to 3: see [`Group::quarter`].
    #[inline(always)]
    pub(crate) fn step(
        &mut self,
        (input, output): (&mut impl Matrix, &mut impl Matrix),
        group: &Group,
        rate: f32,
        loss: Option<&mut LossSum>,
        ahead: impl Fn(usize),
    ) {
        if group.is_empty() {
            return;
        }
        let inputs = input.gather(&group.inputs, &mut self.inputs);
        let targets = output.gather(&group.targets, &mut self.targets);
        ahead(0);
        let hidden = hidden_rows(&mut self.hidden, inputs, group);
        let factors = answer(&mut self.factors, (hidden, targets), group, rate, loss);
        ahead(1);
        match &group.mixing {
            None => input.add(&group.inputs, factors, targets),
            Some(mixing) => {
                let changes = combined(&mut self.changes, 0..group.hidden(), factors, targets);
                input.add(&group.inputs, mixing.backward(group), changes);
            }
        }
        ahead(2);
        output.add(&group.targets, factors.turned(), hidden);
        ahead(3);
    }
}

/// The hidden rows: of skip-gram, the inputs.
#[inline(always)]
fn hidden_rows<'a>(lines: &'a mut Lines, inputs: Block<'a>, group: &Group) -> Block<'a> {
    match &group.mixing {
        None => inputs,
        Some(mixing) => combined(lines, 0..group.hidden(), mixing.forward(group), inputs),
    }
}

/// Combinations `Σⱼ fᵢⱼ·yⱼ`, put in these rows.
pub(crate) fn combined<'a>(
    lines: &'a mut Lines,
    rows: Range<usize>,
    factors: Factors<'_>,
    y: Block<'_>,
) -> Block<'a> {
    lines.resize(rows.end, y.width());
    let numbers: Vec<u32> = rows.clone().map(|row| row as u32).collect();
    let (matrix, width) = lines.eights_mut();
    set_combined(ScatteredMut { matrix, width, rows: &numbers }, factors, y);
    lines.block().part(rows.start, rows.len())
}

/// *G*, times the rate, for these hidden rows and targets.
fn answer<'f>(
    factors: &'f mut Vec<f32>,
    (hidden, targets): (Block<'_>, Block<'_>),
    group: &Group,
    rate: f32,
    loss: Option<&mut LossSum>,
) -> Factors<'f> {
    factors.resize(group.labels.len(), 0.0);
    products(hidden, targets, factors);
    correct(factors, (&group.labels, &group.totals), rate, loss.map(|loss| (loss, group.pairs)));
    Factors::ByRow(factors, group.stride())
}

/// Makes *G*, times the rate, of what the model says (*X*), of labels and of totals. A loss is given with the number of true
/// pairs.
#[inline(always)]
pub(crate) fn correct(
    values: &mut [f32],
    (labels, totals): (&[f32], &[f32]),
    rate: f32,
    loss: Option<(&mut LossSum, f32)>,
) {
    if let Some((loss, pairs)) = loss {
        loss.add((labels, totals), pairs, values);
    }
    sigmoid(values);
    for ((value, label), total) in values.iter_mut().zip(labels).zip(totals) {
        *value = rate * (label - total * *value);
    }
}

impl LossSum {
    /// Adds a group's loss: `−ln σ(x)` of answers that are yes, `−ln σ(−x)` of the others.
    fn add(&mut self, (labels, totals): (&[f32], &[f32]), pairs: f32, logits: &[f32]) {
        let (mut yes, mut no) = (logits.to_vec(), logits.iter().map(|x| -x).collect::<Vec<_>>());
        for side in [&mut yes, &mut no] {
            sigmoid(side);
            ln(side);
        }
        self.pairs += f64::from(pairs);
        for (index, (&label, &total)) in labels.iter().zip(totals).enumerate() {
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
