//! [`Schedule`]: in which order the rounds of a stretch are worked on, and how the work is cut into tasks.
//!
//! A schedule is phases, and a phase is tasks that depend on none of the same phase (see [`parallel::phases`](crate::parallel)).
//! Each round is planned, asked, answered and learnt from; a panel learns from one round before it asks the next.
//!
//! | phase | no more threads than panels | more |
//! |---|---|---|
//! | first | plan round 0 | the same |
//! | for every round *r* | each panel: learn from *r* − 1, then ask *r*; plan *r* + 1 | learn from *r* − 1; plan half of *r* + 1 |
//! | | | ask *r*; plan the other half |
//! | | answer *r* | the same |
//! | last | learn from the last round | the same |
//!
//! Planning needs nothing but the corpus, so whoever has no panel left plans.

use std::ops::Range;

/// The most parts of a round, and the most tasks of a phase that are not plans.
const TASKS: usize = 16;

/// Tasks for the rounds of a stretch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schedule {
    /// How many rounds there are.
    pub(crate) rounds: usize,
    /// Parts of a round, which are planned and answered by one task each.
    pub(crate) parts: usize,
    /// Panels of columns.
    panels: usize,
    /// Tasks into which a panel's asking and learning are cut.
    asking: usize,
    learning: usize,
}

/// What a task is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
    /// Plan a part of a round.
    Plan { round: usize, part: usize },
    /// Learn from the round before this one, in these of both matrices, and then ask these parts of this one.
    Panel { round: usize, panel: usize, matrices: Range<usize>, parts: Range<usize> },
    /// Answer a part of a round.
    Answer { round: usize, part: usize },
}

/// The piece `index` of `pieces` even ones.
pub(crate) fn piece(range: Range<usize>, index: usize, pieces: usize) -> Range<usize> {
    let at = |index: usize| range.start + range.len() * index / pieces;
    at(index)..at(index + 1)
}

/// Parts of a round for so many threads.
pub(crate) fn parts(threads: usize) -> usize {
    if threads == 1 { 1 } else { (2 * threads).clamp(4, TASKS) }
}

impl Schedule {
    /// For so many rounds of so many panels, worked on by so many threads.
    pub(crate) fn new(rounds: usize, panels: usize, threads: usize) -> Self {
        let (parts, each) = (parts(threads), threads.div_ceil(panels));
        let asking = each.min(parts).min((TASKS / panels).max(1));
        Schedule { rounds, parts, panels, asking, learning: each.min(2) }
    }

    /// Whether learning and asking are one task.
    fn is_joined(&self) -> bool {
        self.asking == 1 && self.learning == 1
    }

    /// How many phases there are.
    pub(crate) fn phases(&self) -> usize {
        2 + self.rounds * if self.is_joined() { 2 } else { 3 }
    }

    /// The round of a phase after the first, and what is done of it: 0 learns, 1 asks, 2 answers; 0 does both, where they are one.
    fn step(&self, phase: usize) -> Option<(usize, usize)> {
        let phase = phase.checked_sub(1)?;
        Some(if self.is_joined() { (phase / 2, phase % 2 * 2) } else { (phase / 3, phase % 3) })
    }

    /// The round of which a phase plans parts, and which.
    fn planned(&self, phase: usize) -> (usize, Range<usize>) {
        let half = self.parts / 2;
        let (round, parts) = match self.step(phase) {
            None => (0, 0..self.parts),
            Some((round, 0)) if self.is_joined() => (round + 1, 0..self.parts),
            Some((round, 0)) => (round + 1, 0..half),
            Some((round, 1)) => (round + 1, half..self.parts),
            Some((round, _)) => (round + 1, 0..0),
        };
        (round, if round < self.rounds { parts } else { 0..0 })
    }

    /// How many tasks of a phase are not plans.
    fn others(&self, phase: usize) -> usize {
        match self.step(phase) {
            None => 0,
            Some((_, 0)) => self.panels * self.learning,
            Some((_, 1)) => self.panels * self.asking,
            Some(_) => self.parts,
        }
    }

    /// How many tasks a phase has.
    pub(crate) fn tasks(&self, phase: usize) -> usize {
        self.others(phase) + self.planned(phase).1.len()
    }

    /// A task of a phase.
    pub(crate) fn task(&self, phase: usize, task: usize) -> Task {
        let others = self.others(phase);
        let (planned, parts) = self.planned(phase);
        let (round, step) = match self.step(phase) {
            Some(step) if task < others => step,
            _ => return Task::Plan { round: planned, part: parts.start + task - others },
        };
        // A thread gets every n-th task: those of one panel.
        let (panel, index) = (task % self.panels, task / self.panels);
        let all = if round < self.rounds { 0..self.parts } else { 0..0 };
        let both = if round > 0 { 0..2 } else { 0..0 };
        match step {
            0 if self.is_joined() => Task::Panel { round, panel, matrices: both, parts: all },
            0 => Task::Panel { round, panel, matrices: piece(both, index, self.learning), parts: 0..0 },
            1 => Task::Panel { round, panel, matrices: 0..0, parts: piece(all, index, self.asking) },
            _ => Task::Answer { round, part: task },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where each thing is done: planned, asked (by a panel), answered, learnt (by a panel, in a matrix).
    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
    enum Deed {
        Plan(usize, usize),
        Ask(usize, usize, usize),
        Answer(usize, usize),
        Learn(usize, usize, usize),
    }

    #[test]
    fn everything_is_done_once_and_after_what_it_needs() {
        for (rounds, panels) in [(0, 2), (1, 1), (1, 2), (2, 1), (3, 2), (4, 8), (5, 4)] {
            for threads in [1, 2, 3, 4, 7, 16, 64] {
                let schedule = Schedule::new(rounds, panels, threads);
                let parts = schedule.parts;
                let mut deeds = Vec::new();
                for phase in 0..schedule.phases() {
                    assert!(schedule.tasks(phase) <= 32, "{schedule:?} {phase}");
                    for task in 0..schedule.tasks(phase) {
                        match schedule.task(phase, task) {
                            Task::Plan { round, part } => deeds.push((Deed::Plan(round, part), phase)),
                            Task::Answer { round, part } => deeds.push((Deed::Answer(round, part), phase)),
                            Task::Panel { round, panel, matrices, parts } => {
                                // What comes first in a task counts as done before.
                                let learnt = matrices.map(|matrix| Deed::Learn(round - 1, panel, matrix));
                                deeds.extend(learnt.map(|deed| (deed, phase)));
                                deeds.extend(parts.map(|part| (Deed::Ask(round, panel, part), phase)));
                            }
                        }
                    }
                }
                let when = |deed: Deed| {
                    let mut found = deeds.iter().filter(|(done, _)| *done == deed);
                    let phase = found.next().unwrap_or_else(|| panic!("{schedule:?} {deed:?}")).1;
                    assert!(found.next().is_none(), "{schedule:?} {deed:?}");
                    phase
                };
                for (round, part) in (0..rounds).flat_map(|round| (0..parts).map(move |part| (round, part))) {
                    for panel in 0..panels {
                        let (ask, answer) =
                            (when(Deed::Ask(round, panel, part)), when(Deed::Answer(round, part)));
                        assert!(when(Deed::Plan(round, part)) < ask && ask < answer);
                        for matrix in 0..2 {
                            let learn = when(Deed::Learn(round, panel, matrix));
                            assert!(answer < learn);
                            if round + 1 < rounds {
                                let next = when(Deed::Ask(round + 1, panel, part));
                                assert!(if schedule.is_joined() { learn <= next } else { learn < next });
                            }
                            // There is memory for the parts of three rounds.
                            if round + 3 < rounds {
                                assert!(learn < when(Deed::Plan(round + 3, part)));
                            }
                        }
                    }
                }
                assert_eq!(deeds.len(), rounds * (parts * (2 + panels) + 2 * panels));
            }
        }
    }
}
