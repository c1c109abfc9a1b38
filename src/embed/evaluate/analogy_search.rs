//! [`AnalogySearch`]: the best words for thousands of analogies at once, exactly.
//!
//! What a question asks of a word x hangs on three cosines, cos(x, a), cos(x, b) and cos(x, c) (Levy and Goldberg, 2014):
//!
//! ```text
//! addition         cos b + cos c − cos a                   the order of cos(x, b̂ + ĉ − â)
//! multiplication   (1+cos b)(1+cos c)/4 / ((1+cos a)/2 + ε)
//! ```
//!
//! Questions share words: Google's 19,544 have 905. So a block of rows is multiplied with the questions' distinct words
//! once, and a question then costs three numbers a row in place of a whole row. These rough cosines (`f32`, off by at most
//! *e* = (d + 16)·2⁻²⁴) only decide who is looked at again: a row that may reach the best so far is scored exactly, in
//! `f64` and one order, and exact scores alone are compared.

use std::ops::Range;

use crate::embed::embeddings::Embeddings;
use crate::embed::evaluate::best::{Best, Scored};
use crate::embed::query::objective::{EPSILON, Objective, shifted};
use crate::error::Result;
use crate::parallel;
use crate::text::vocabulary::TokenId;
use crate::vector::dense::DenseMatrix;
use crate::vector::kernel::analogy::Reach;

/// Rows that are multiplied at a time; their products with the words of a group fit the second cache.
const BLOCK: usize = 256;
/// Distinct words of the questions that are answered together, at most.
const WORDS: usize = if cfg!(test) { 1 << 6 } else { 1 << 11 };
/// Questions that are answered together, at most.
const QUESTIONS: usize = 1 << 15;
/// Rows of one task, at least and at most.
const TASK: Range<usize> = 1 << 12..1 << 16;
/// Tasks that the rows are cut into, between those bounds.
const TASKS: usize = 16;

/// A search among the first words of embeddings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnalogySearch<'e> {
    pub(crate) embeddings: &'e Embeddings,
    pub(crate) words: usize,
    pub(crate) objective: Objective,
}

/// Questions that are answered together.
struct Group {
    questions: Vec<[TokenId; 3]>,
    /// The places of a question's words among the distinct ones.
    places: Vec<[u32; 3]>,
    /// The unit rows of the distinct words.
    units: DenseMatrix,
}

impl AnalogySearch<'_> {
    /// The `count` best words for each question (a, b, c and what it expects), without a, b and c, the best first.
    pub(crate) fn find(&self, questions: &[[TokenId; 4]], count: usize) -> Result<Vec<Vec<TokenId>>> {
        let size = self.words.div_ceil(TASKS).clamp(TASK.start, TASK.end);
        let tasks = parallel::even_ranges(self.words, size);
        let mut found = Vec::with_capacity(questions.len());
        let mut left = questions;
        while !left.is_empty() {
            let group = self.group(left)?;
            left = &left[group.questions.len()..];
            let parts = parallel::map(&tasks, |task| self.search(&group, task.clone(), count));
            let parts = parts.into_iter().collect::<Result<Vec<_>>>()?;
            found.extend((0..group.questions.len()).map(|question| {
                let mut best = Best::new(count);
                parts.iter().flat_map(|part| part[question].rows()).for_each(|&row| best.keep(row));
                best.rows().iter().map(|found| TokenId(found.row as u32)).collect()
            }));
        }
        Ok(found)
    }

    /// As many of the questions as go together.
    fn group(&self, questions: &[[TokenId; 4]]) -> Result<Group> {
        let mut place_of = vec![u32::MAX; self.words];
        let (mut words, mut places, mut group) = (Vec::new(), Vec::new(), Vec::new());
        for &[a, b, c, _] in questions.iter().take(QUESTIONS) {
            if words.len() + 3 > WORDS {
                break;
            }
            group.push([a, b, c]);
            places.push([a, b, c].map(|word| {
                let place = &mut place_of[word.index()];
                if *place == u32::MAX {
                    *place = words.len() as u32;
                    words.push(word);
                }
                *place
            }));
        }
        let mut units = DenseMatrix::zeros(words.len(), self.embeddings.dimension());
        for (place, word) in words.iter().enumerate() {
            self.unit(word.index(), units.row_mut(place));
        }
        Ok(Group { questions: group, places, units })
    }

    /// The unit row of a word.
    fn unit(&self, word: usize, out: &mut [f32]) {
        let norm = self.embeddings.norms()[word];
        let scale = if norm > 0.0 { 1.0 / norm } else { 0.0 };
        let row = self.embeddings.rows().row(word);
        out.iter_mut().zip(row).for_each(|(out, &value)| *out = (f64::from(value) * scale) as f32);
    }

    /// The best rows of one task for every question of a group.
    fn search(&self, group: &Group, task: Range<usize>, count: usize) -> Result<Vec<Best>> {
        let mut best = vec![Best::new(count); group.questions.len()];
        let mut candidates = Vec::new();
        for start in task.clone().step_by(BLOCK) {
            let block = start..task.end.min(start + BLOCK);
            let mut units = DenseMatrix::zeros(block.len(), self.embeddings.dimension());
            block.clone().for_each(|row| self.unit(row, units.row_mut(row - start)));
            let cosines = group.units.times_transposed(&units)?;
            for (question, best) in best.iter_mut().enumerate() {
                let [minus, first, second] = group.places[question].map(|place| cosines.row(place as usize));
                let reach = self.reach(minus, [first, second], best.floor());
                if self.any(reach) {
                    self.look_again(group.questions[question], reach, start, best, &mut candidates);
                }
            }
        }
        Ok(best)
    }

    /// What rows must reach: the floor less what rounding may hide.
    fn reach<'k>(&self, minus: &'k [f32], plus: [&'k [f32]; 2], floor: Option<f64>) -> Reach<'k> {
        let slack = (self.embeddings.dimension() as f64 + 16.0) * 0.5 * f64::from(f32::EPSILON);
        let floor = floor.map_or(f32::NEG_INFINITY, |floor| match self.objective {
            Objective::Additive => (floor - 3.0 * slack) as f32 - 4.0 * f32::EPSILON,
            Objective::Multiplicative => (floor * (1.0 - 2e-6)) as f32,
        });
        Reach { minus, plus, slack: slack as f32, epsilon: EPSILON as f32, floor: floor.next_down() }
    }

    fn any(&self, reach: Reach<'_>) -> bool {
        match self.objective {
            Objective::Additive => reach.any_sum(),
            Objective::Multiplicative => reach.any_ratio(),
        }
    }

    /// Scores the rows of a block that may reach the floor, the most promising first.
    fn look_again(
        &self,
        question: [TokenId; 3],
        reach: Reach<'_>,
        start: usize,
        best: &mut Best,
        candidates: &mut Vec<(f32, usize)>,
    ) {
        let rough = |row: usize| match self.objective {
            Objective::Additive => reach.sum(row),
            Objective::Multiplicative => reach.ratio(row),
        };
        let asked = |row: usize| question.iter().any(|word| word.index() == row);
        candidates.clear();
        candidates.extend((0..reach.minus.len()).map(|row| (rough(row), start + row)));
        candidates.retain(|&(rough, row)| rough >= reach.floor && !asked(row));
        let most = best.count();
        if candidates.len() > most {
            candidates.select_nth_unstable_by(most, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        }
        let mut floor = reach.floor;
        for (place, &(rough, row)) in candidates.iter().enumerate() {
            if place >= most && rough < floor {
                continue;
            }
            best.keep(Scored { score: self.score(question, row), row });
            if place + 1 >= most {
                floor = self.reach(&[], [&[], &[]], best.floor()).floor;
            }
        }
    }

    /// The exact score of a row.
    fn score(&self, question: [TokenId; 3], row: usize) -> f64 {
        let [a, b, c] = question.map(|word| self.embeddings.cosine_of(word, TokenId(row as u32)));
        match self.objective {
            Objective::Additive => (b + c) - a,
            Objective::Multiplicative => shifted(b) * shifted(c) / (shifted(a) + EPSILON),
        }
    }
}

#[cfg(test)]
mod tests;
