//! [`Search`]: grows a [`Space`] until the wanted triplets in it are near enough to those of the matrix.
//!
//! Every now and then the space is looked at: its Ritz triplets, and how far off they are. Spaces that are
//! full shrink to the best of them and grow again.
//!
//! A Krylov space of blocks of b vectors holds at most b vectors of each singular value. So where it cannot
//! grow any more, and once when it seems to hold all that is wanted, random vectors join it: copies of a
//! repeated value that were missed show up among the best triplets, with residuals that are not small yet, and
//! the search goes on.

use nalgebra::DMatrix;

use crate::error::Result;
use crate::progress::{Progress, report};

/// Steps by which a space that holds all that is wanted must stand its ground against random vectors.
const STEPS_TO_CONFIRM: usize = 4;

/// A subspace that grows by multiplying with the matrix, a block at a time.
pub(super) trait Space {
    /// How many vectors have been multiplied.
    fn expanded(&self) -> usize;

    /// How many the next step multiplies; none where the space is invariant.
    fn pending(&self) -> usize;

    /// Puts so many random vectors beside the next block; gives how many there was room for.
    fn add_random(&mut self, width: usize) -> usize;

    /// Multiplies the next block and finds the one after it.
    fn step(&mut self) -> Result<()>;

    /// The triplets as the space knows them.
    fn ritz(&self) -> Result<Ritz>;

    /// Shrinks the space to the best `kept` triplets and the next block.
    fn restart(&mut self, ritz: &Ritz, kept: usize);
}

/// Approximate singular triplets, the largest first.
pub(super) struct Ritz {
    pub(super) values: Vec<f64>,
    pub(super) residuals: Vec<f64>,
    /// Vectors as combinations of the basis on the long side, a column each (none where there is no such).
    pub(super) left: DMatrix<f64>,
    /// The same on the short side.
    pub(super) right: DMatrix<f64>,
}

impl Ritz {
    /// The largest residual of the first `wanted` triplets against the largest value; infinite where there
    /// are fewer.
    pub(super) fn residual(&self, wanted: usize) -> f64 {
        if self.values.len() < wanted {
            return f64::INFINITY;
        }
        let largest = self.residuals[..wanted].iter().fold(0.0f64, |largest, &one| largest.max(one));
        let value = self.values.first().copied().unwrap_or(0.0);
        if value > 0.0 { largest / value } else { 0.0 }
    }
}

/// What is looked for, and how.
#[derive(Clone, Copy)]
pub(super) struct Goal {
    /// How many triplets.
    pub(super) wanted: usize,
    /// The residual they may have against the largest value.
    pub(super) tolerance: f64,
    /// Random vectors to add at a time.
    pub(super) block: usize,
    /// Vectors that the space may hold; nothing where it may hold all there are.
    pub(super) capacity: Option<usize>,
    /// Whether random vectors join once everything is found.
    pub(super) confirm: bool,
    /// Whether they join where the space is invariant; otherwise the search ends there.
    pub(super) beyond_invariant: bool,
    pub(super) max_iterations: usize,
}

/// How a search ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// All that is wanted is within the tolerance, or there is no more.
    Found,
    /// The space is invariant: only random vectors could bring more.
    Invariant,
    /// No more steps are allowed.
    OutOfSteps,
}

/// A search through one space.
pub(super) struct Search {
    pub(super) goal: Goal,
    /// Steps so far.
    pub(super) iterations: usize,
    /// Vectors of the space at which it is looked at again.
    next_look: usize,
    /// The step at which a space that holds everything has stood its ground.
    confirmed_at: Option<usize>,
    /// The triplets that were known when random vectors last joined an invariant space.
    known_when_invariant: Option<usize>,
}

impl Search {
    pub(super) fn new(goal: Goal, iterations: usize) -> Self {
        let next_look = goal.wanted + 2 * goal.block;
        Search { goal, iterations, next_look, confirmed_at: None, known_when_invariant: None }
    }

    /// Steps on until the search ends.
    pub(super) fn run(&mut self, space: &mut impl Space, progress: &mut dyn Progress) -> Result<(Ritz, End)> {
        loop {
            space.step()?;
            self.iterations += 1;
            let size = space.expanded() as f64;
            let last = self.iterations >= self.goal.max_iterations;
            if !(last || space.pending() == 0 || self.is_full(space, 0) || self.is_due(space)) {
                self.report(progress, &[("basis", size)])?;
                continue;
            }
            let ritz = space.ritz()?;
            let residual = ritz.residual(self.goal.wanted);
            self.report(progress, &[("basis", size), ("residual", residual)])?;
            self.next_look = space.expanded() + (2 * self.goal.block).max(space.expanded() / 8);
            let found = residual <= self.goal.tolerance;
            if let Some(end) = self.end(found, &ritz, space) {
                return Ok((ritz, end));
            }
            if last {
                return Ok((ritz, if found { End::Found } else { End::OutOfSteps }));
            }
            if !self.prepare(found, &ritz, space) {
                return Ok((ritz, End::Found));
            }
        }
    }

    /// Whether there is nothing left to do.
    fn end(&self, found: bool, ritz: &Ritz, space: &impl Space) -> Option<End> {
        let confirmed = !self.goal.confirm || self.confirmed_at.is_some_and(|step| step <= self.iterations);
        if found && confirmed {
            return Some(End::Found);
        }
        if space.pending() > 0 {
            return None;
        }
        let nothing_new = self.known_when_invariant == Some(ritz.values.len());
        if !self.goal.beyond_invariant {
            return Some(End::Invariant);
        }
        nothing_new.then_some(End::Found)
    }

    /// Makes room for the next step, and adds random vectors where they are due. Says whether the space can
    /// grow at all.
    fn prepare(&mut self, found: bool, ritz: &Ritz, space: &mut impl Space) -> bool {
        let invariant = space.pending() == 0;
        let confirm = found && self.confirmed_at.is_none();
        let added = if invariant || confirm { self.goal.block } else { 0 };
        if let Some(capacity) = self.goal.capacity.filter(|_| self.is_full(space, added)) {
            let spare = capacity.saturating_sub(self.goal.wanted);
            let room = capacity.saturating_sub(2 * (space.pending() + added));
            space.restart(ritz, (self.goal.wanted + spare / 3).min(room).min(ritz.values.len()));
            self.next_look = 0;
        }
        if confirm {
            self.confirmed_at = Some(self.iterations + STEPS_TO_CONFIRM);
        }
        if invariant {
            self.known_when_invariant = Some(ritz.values.len());
        }
        added == 0 || space.add_random(added) > 0 || !invariant
    }

    /// Whether the next step, with so many vectors added, might find no room for the block after it.
    fn is_full(&self, space: &impl Space, added: usize) -> bool {
        let needed = space.expanded() + 2 * (space.pending() + added);
        self.goal.capacity.is_some_and(|capacity| needed > capacity)
    }

    fn is_due(&self, space: &impl Space) -> bool {
        self.confirmed_at.map_or(space.expanded() >= self.next_look, |step| step <= self.iterations)
    }

    fn report(&self, progress: &mut dyn Progress, figures: &[(&'static str, f64)]) -> Result<()> {
        let (done, total) = (self.iterations as u64, self.goal.max_iterations as u64);
        report(progress, "decompose", done, Some(total), figures)
    }
}
