//! One step of skip-gram with negative sampling: a group of windows as three small matrix products.
//!
//! With inputs *A* (m×d), targets *B* (n×d), labels *L*, pairs *c* and noise weights *w* (see
//! [`Group`](super::group::Group)), the loss of a group is
//!
//! ```text
//! ℓ = −Σᵢⱼ [ Lᵢⱼ·ln σ(xᵢⱼ) + Nᵢⱼ·ln σ(−xᵢⱼ) ]        x = A·Bᵀ,  Nᵢⱼ = wⱼ·(cᵢ − Lᵢⱼ)
//! ```
//!
//! and since `d/dx ln σ(x) = 1 − σ(x)` and `d/dx ln σ(−x) = −σ(x)`,
//!
//! ```text
//! −∂ℓ/∂xᵢⱼ = Lᵢⱼ − (Lᵢⱼ + Nᵢⱼ)·σ(xᵢⱼ) = gᵢⱼ,    A += α·G·B,    B += α·Gᵀ·A (the old A)
//! ```

use crate::embed::word2vec::group::Group;
use crate::vector::kernel::exponential::{ln_on, sigmoid_on};
use crate::vector::kernel::lanes::InstructionSet;
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
    packed: Vec<[f32; 8]>,
    logits: Vec<f32>,
    numbers: Vec<u32>,
}

/// The loss of some pairs, and how many they were (noise pairs not counted).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Loss {
    /// Σ over true pairs, with their noise.
    pub(crate) sum: f64,
    /// True pairs.
    pub(crate) pairs: f64,
}

impl Scratch {
    /// Moves the rows of a group down the gradient of its loss, times `rate`. Where `loss` is given, the loss before
    /// the step is added to it.
    #[inline(always)]
    pub(crate) fn step<S: InstructionSet>(
        &mut self,
        set: S,
        weights: &mut Weights<'_>,
        group: &Group,
        rate: f32,
        loss: Option<&mut Loss>,
    ) {
        let width = weights.width;
        self.pack(weights, &group.inputs);
        let packed = Scattered { matrix: &self.packed, width, rows: &self.numbers };
        let targets = Scattered { matrix: weights.output, width, rows: &group.targets };
        let stride = stride_of(group.targets.len());
        self.logits.resize(group.inputs.len() * stride, 0.0);
        products(set, packed, targets, &mut self.logits);
        if let Some(loss) = loss {
            loss.add(set, group, &self.logits, stride);
        }
        sigmoid_on(set, &mut self.logits);
        to_factors(group, stride, rate, &mut self.logits);
        add_combined(set, weights.input, &group.inputs, Factors::ByRow(&self.logits, stride), targets);
        add_combined(set, weights.output, &group.targets, Factors::ByColumn(&self.logits, stride), packed);
    }

    /// Copies the inputs side by side: the targets take their old values.
    #[inline(always)]
    fn pack(&mut self, weights: &Weights<'_>, inputs: &[u32]) {
        let width = weights.width;
        self.packed.resize(inputs.len() * width, [0.0; 8]);
        self.numbers.clear();
        self.numbers.extend(0..inputs.len() as u32);
        for (row, &input) in self.packed.chunks_exact_mut(width).zip(inputs) {
            row.copy_from_slice(&weights.input[input as usize * width..][..width]);
        }
    }
}

/// `σᵢⱼ → α·gᵢⱼ`.
#[inline(always)]
fn to_factors(group: &Group, stride: usize, rate: f32, values: &mut [f32]) {
    let rows = values.chunks_exact_mut(stride).zip(group.labels.chunks_exact(stride));
    for ((values, labels), &pairs) in rows.zip(&group.pairs) {
        let columns = values.as_chunks_mut::<4>().0.iter_mut().zip(labels.as_chunks::<4>().0);
        for ((values, labels), drawn) in columns.zip(group.drawn.as_chunks::<4>().0) {
            for lane in 0..4 {
                let noise = drawn[lane] * (pairs - labels[lane]);
                values[lane] = rate * (labels[lane] - (labels[lane] + noise) * values[lane]);
            }
        }
    }
}

impl Loss {
    /// Adds a group's loss: `−ln σ(x)` of true pairs, `−ln σ(−x)` of noise.
    fn add<S: InstructionSet>(&mut self, set: S, group: &Group, logits: &[f32], stride: usize) {
        let (mut right, mut wrong) = (logits.to_vec(), logits.iter().map(|x| -x).collect::<Vec<_>>());
        for side in [&mut right, &mut wrong] {
            sigmoid_on(set, side);
            ln_on(set, side);
        }
        for (row, &pairs) in group.pairs.iter().enumerate() {
            self.pairs += f64::from(pairs);
            for column in 0..group.targets.len() {
                let at = row * stride + column;
                let (label, noise) = (group.labels[at], group.drawn[column] * (pairs - group.labels[at]));
                // A pair that does not occur costs nothing, however improbable it is.
                if label > 0.0 {
                    self.sum -= f64::from(label) * f64::from(right[at]);
                }
                if noise > 0.0 {
                    self.sum -= f64::from(noise) * f64::from(wrong[at]);
                }
            }
        }
    }
}
