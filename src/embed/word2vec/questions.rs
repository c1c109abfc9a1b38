//! [`Questions`]: what the groups of a part of a round ask, side by side, and what follows from the answers.
//!
//! Threads write and read them in turn, and a core waits for each line of cache that another has changed. So there are few of
//! them: no vector for each group, and nothing but what all threads must know.

use std::ops::Range;

use crate::embed::word2vec::group::Group;
use crate::embed::word2vec::rates::Rates;
use crate::embed::word2vec::step::{LossSum, correct};
use crate::vector::kernel::block_sums::{Factors, stride_of};

/// Groups side by side.
#[derive(Debug, Default)]
pub(crate) struct Questions {
    shapes: Vec<Shape>,
    /// The numbers of each group's inputs, then those of its targets.
    rows: Vec<u32>,
    labels: Vec<f32>,
    totals: Vec<f32>,
    /// For CBOW: how hidden rows are made of inputs, then the way back.
    mixing: Vec<f32>,
    /// *G*, times the rate, once answers are known.
    factors: Vec<f32>,
}

/// How much of all that belongs to a group.
#[derive(Debug, Clone, Copy)]
struct Shape {
    inputs: usize,
    targets: usize,
    hidden: usize,
    is_mixed: bool,
    /// True pairs.
    pairs: f32,
}

/// One of the groups.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The rows of the input matrix.
    pub(crate) inputs: &'a [u32],
    /// The rows of the output matrix.
    pub(crate) targets: &'a [u32],
    /// How many hidden rows there are.
    pub(crate) hidden: usize,
    /// For CBOW.
    mixing: Option<&'a [f32]>,
    /// How many inputs, targets and hidden rows come before it.
    pub(crate) places: [usize; 3],
    /// Where its answers stand among all.
    start: usize,
}

impl Asked<'_> {
    /// Where its answers stand among all.
    #[inline(always)]
    pub(crate) fn answers(&self) -> Range<usize> {
        self.start..self.start + self.hidden * stride_of(self.targets.len())
    }

    /// What makes hidden rows of inputs, if they are not the inputs.
    #[inline(always)]
    pub(crate) fn forward(&self) -> Option<Factors<'_>> {
        let mixing = self.mixing?;
        Some(Factors::ByRow(&mixing[..mixing.len() / 2], self.inputs.len()))
    }

    /// What makes changes of inputs of those of hidden rows, if they are not the inputs.
    #[inline(always)]
    pub(crate) fn backward(&self) -> Option<Factors<'_>> {
        let mixing = self.mixing?;
        Some(Factors::ByColumn(&mixing[mixing.len() / 2..], self.inputs.len()))
    }
}

impl Questions {
    /// Forgets all groups.
    pub(crate) fn clear(&mut self) {
        self.shapes.clear();
        self.rows.clear();
        for numbers in [&mut self.labels, &mut self.totals, &mut self.mixing] {
            numbers.clear();
        }
    }

    /// Adds a group.
    pub(crate) fn push(&mut self, group: &Group) {
        let is_empty = group.is_empty();
        self.shapes.push(Shape {
            inputs: if is_empty { 0 } else { group.inputs.len() },
            targets: if is_empty { 0 } else { group.targets.len() },
            hidden: if is_empty { 0 } else { group.hidden() },
            is_mixed: group.mixing.is_some(),
            pairs: group.pairs,
        });
        if is_empty {
            return;
        }
        self.rows.extend_from_slice(&group.inputs);
        self.rows.extend_from_slice(&group.targets);
        self.labels.extend_from_slice(&group.labels);
        self.totals.extend_from_slice(&group.totals);
        if let Some(mixing) = &group.mixing {
            mixing.append_to(&mut self.mixing);
        }
    }

    /// The groups, in order.
    #[inline(always)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = Asked<'_>> {
        let (mut rows, mut mixing) = (&self.rows[..], &self.mixing[..]);
        let (mut places, mut start) = ([0; 3], 0);
        self.shapes.iter().map(move |shape| {
            let (inputs, targets);
            (inputs, rows) = rows.split_at(shape.inputs);
            (targets, rows) = rows.split_at(shape.targets);
            let own;
            (own, mixing) = mixing.split_at(if shape.is_mixed { 2 * shape.hidden * shape.inputs } else { 0 });
            let mixing = shape.is_mixed.then_some(own);
            let question = Asked { inputs, targets, hidden: shape.hidden, mixing, places, start };
            places[0] += shape.inputs;
            places[1] += shape.targets;
            places[2] += shape.hidden;
            start = question.answers().end;
            question
        })
    }

    /// How many inputs, targets and hidden rows there are in all.
    pub(crate) fn rows(&self) -> [usize; 3] {
        self.shapes.iter().fold([0; 3], |[inputs, targets, hidden], shape| {
            [inputs + shape.inputs, targets + shape.targets, hidden + shape.hidden]
        })
    }

    /// How many answers there are in all.
    pub(crate) fn answers(&self) -> usize {
        self.labels.len()
    }

    /// Takes what the model says to all questions: the sum of what its panels say. The first group is group `first` of so many in
    /// its stretch; the loss of those that tell it is added to `loss`.
    pub(crate) fn answer<'p>(
        &mut self,
        panels: impl Iterator<Item = &'p [f32]>,
        (first, count): (usize, usize),
        rates: Rates,
        loss: &mut LossSum,
    ) {
        let mut factors = std::mem::take(&mut self.factors);
        for (panel, products) in panels.enumerate() {
            let products = &products[..self.answers()];
            if panel == 0 {
                factors.clear();
                factors.extend_from_slice(products);
            } else {
                factors.iter_mut().zip(products).for_each(|(sum, product)| *sum += product);
            }
        }
        let mut start = 0;
        for (shape, group) in self.shapes.iter().zip(first..) {
            let range = start..start + shape.hidden * stride_of(shape.targets);
            start = range.end;
            let loss = Rates::is_measured(group).then_some((&mut *loss, shape.pairs));
            let asked = (&self.labels[range.clone()], &self.totals[range.clone()]);
            correct(&mut factors[range], asked, rates.at(group, count), loss);
        }
        self.factors = factors;
    }

    /// What moves the inputs of a group (or its hidden rows), as factors of its targets.
    #[inline(always)]
    pub(crate) fn factors(&self, question: &Asked<'_>) -> Factors<'_> {
        Factors::ByRow(&self.factors[question.answers()], stride_of(question.targets.len()))
    }
}
