//! [`History`]: the last steps of [L-BFGS](super::lbfgs), and the direction that follows from them.

use crate::parallel;
use crate::vector::kernel::{
    reduce::dot,
    update::{axpy, scale},
};

/// Elements of the long vectors that a task takes at a time.
pub(super) const CHUNK: usize = 1 << 12;

/// A gradient, or a change of one.
pub(super) struct Slope {
    pub(super) gradient: Vec<f64>,
    /// P times the gradient.
    pub(super) preconditioned: Vec<f64>,
    /// How large the gradient is, for the tolerance.
    pub(super) size: f64,
}

impl Slope {
    pub(super) fn new(dimension: usize, length: usize) -> Self {
        Slope { gradient: vec![0.0; dimension], preconditioned: vec![0.0; length], size: 0.0 }
    }

    /// Becomes the change from itself to another.
    pub(super) fn take_from(&mut self, other: &Slope) {
        for (old, new) in
            [(&mut self.gradient, &other.gradient), (&mut self.preconditioned, &other.preconditioned)]
        {
            parallel::fill_chunks(old, CHUNK, |at, part| {
                part.iter_mut().zip(&new[at..]).for_each(|(old, &new)| *old = new - *old);
            });
        }
    }
}

/// A step, and how the gradient changed over it.
pub(super) struct Pair {
    pub(super) step: Vec<f64>,
    pub(super) change: Slope,
}

/// The remembered pairs and all dot products that a direction asks for.
pub(super) struct History {
    memory: usize,
    /// The oldest comes first; behind those that count may stand one that is being written.
    pairs: Vec<Pair>,
    /// How many count.
    len: usize,
    /// For pairs i and j: sᵢ·yⱼ, and yᵢ·P·yⱼ.
    step_change: Vec<Vec<f64>>,
    change_change: Vec<Vec<f64>>,
    /// The products of the current gradient with each sᵢ and each P·yᵢ, and with P times itself.
    with_steps: Vec<f64>,
    with_changes: Vec<f64>,
    with_itself: f64,
}

impl History {
    pub(super) fn new(memory: usize) -> Self {
        let square = || vec![vec![0.0; memory]; memory];
        History {
            memory,
            pairs: Vec::new(),
            len: 0,
            step_change: square(),
            change_change: square(),
            with_steps: vec![0.0; memory],
            with_changes: vec![0.0; memory],
            with_itself: 0.0,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    /// The pair that comes next, to be written over.
    pub(super) fn newest(&mut self, dimension: usize, length: usize) -> &mut Pair {
        if self.len == self.memory {
            self.pairs.rotate_left(1);
            self.len -= 1;
            for products in [&mut self.step_change, &mut self.change_change] {
                products.rotate_left(1);
                products.iter_mut().for_each(|row| row.rotate_left(1));
            }
        }
        if self.pairs.len() == self.len {
            self.pairs.push(Pair { step: vec![0.0; length], change: Slope::new(dimension, length) });
        }
        &mut self.pairs[self.len]
    }

    /// Takes the dot products of the pair that was written; it stays if it has positive curvature.
    pub(super) fn learn(&mut self) {
        let new = self.len;
        let among = &self.pairs[..=new];
        let Pair { step, change } = &self.pairs[new];
        let all = |of: fn(&Pair) -> &[f64]| among.iter().map(of).collect::<Vec<&[f64]>>();
        let steps = dots(&change.gradient, &all(|pair| &pair.step));
        let changes = dots(&change.gradient, &all(|pair| &pair.change.preconditioned));
        let products = dots(&step[..change.gradient.len()], &all(|pair| &pair.change.gradient));
        for place in 0..=new {
            self.step_change[place][new] = steps[place];
            self.step_change[new][place] = products[place];
            self.change_change[place][new] = changes[place];
            self.change_change[new][place] = changes[place];
        }
        if steps[new] > f64::EPSILON * changes[new] {
            self.len += 1;
        }
    }

    /// Takes the dot products of a new gradient.
    pub(super) fn measure(&mut self, here: &Slope) {
        let among = &self.pairs[..self.len];
        let directions = among.iter().flat_map(|pair| [&pair.step[..], &pair.change.preconditioned]);
        let directions: Vec<&[f64]> = directions.chain([&here.preconditioned[..]]).collect();
        let dots = dots(&here.gradient, &directions);
        for (place, of_pair) in dots.chunks_exact(2).enumerate() {
            (self.with_steps[place], self.with_changes[place]) = (of_pair[0], of_pair[1]);
        }
        self.with_itself = dots[2 * self.len];
    }

    /// Writes −H·gradient to `direction` and gives its slope, which is below 0.
    pub(super) fn direction(&mut self, here: &Slope, direction: &mut [f64]) -> f64 {
        let Coefficients { steps, changes, gradient } = self.two_loops();
        let sum = |coefficients: &[f64], products: &[f64]| -> f64 {
            coefficients.iter().zip(products).map(|(c, product)| c * product).sum()
        };
        let slope =
            sum(&steps, &self.with_steps) + sum(&changes, &self.with_changes) + gradient * self.with_itself;
        if slope >= 0.0 || !slope.is_finite() {
            // Only rounding can lead here: fall back to the steepest descent.
            self.clear();
            direction.copy_from_slice(&here.preconditioned);
            parallel::fill_chunks(direction, CHUNK, |_, part| scale(-1.0, part));
            return -self.with_itself;
        }
        let pairs = self.pairs.iter().zip(steps.iter().zip(&changes));
        let sources: Vec<(&[f64], f64)> = pairs
            .flat_map(|(pair, (&step, &change))| {
                [(&pair.step[..], step), (&pair.change.preconditioned, change)]
            })
            .chain([(&here.preconditioned[..], gradient)])
            .collect();
        parallel::fill_chunks(direction, CHUNK, |at, part| {
            part.fill(0.0);
            for (vector, coefficient) in &sources {
                axpy(*coefficient, &vector[at..at + part.len()], part);
            }
        });
        slope
    }

    /// The two loops of the textbook on coefficients.
    fn two_loops(&self) -> Coefficients {
        let len = self.len;
        let curvature = |pair: usize| self.step_change[pair][pair];
        // First −gradient − Σ αⱼ·yⱼ, then P times that, with the same coefficients.
        let mut changes = vec![0.0; len];
        for pair in (0..len).rev() {
            let later = (pair + 1..len).map(|other| changes[other] * self.step_change[pair][other]);
            let product = later.sum::<f64>() - self.with_steps[pair];
            changes[pair] = -product / curvature(pair);
        }
        let scaling = match len {
            0 => 1.0,
            len => curvature(len - 1) / self.change_change[len - 1][len - 1],
        };
        let alphas: Vec<f64> = changes.iter().map(|change| -change).collect();
        changes.iter_mut().for_each(|change| *change *= scaling);
        let mut steps = vec![0.0; len];
        for pair in 0..len {
            let of_changes = (0..len).map(|other| changes[other] * self.change_change[other][pair]);
            let of_steps = (0..pair).map(|other| steps[other] * self.step_change[other][pair]);
            let product = of_changes.sum::<f64>() + of_steps.sum::<f64>() - scaling * self.with_changes[pair];
            steps[pair] = alphas[pair] - product / curvature(pair);
        }
        Coefficients { steps, changes, gradient: -scaling }
    }
}

/// A direction as a combination of the sᵢ, the P·yᵢ and P times the gradient.
struct Coefficients {
    steps: Vec<f64>,
    changes: Vec<f64>,
    gradient: f64,
}

/// The dot products of a gradient with the first numbers of directions, in one pass over them.
fn dots(gradient: &[f64], directions: &[&[f64]]) -> Vec<f64> {
    let chunks = parallel::even_ranges(gradient.len(), CHUNK);
    let partial = parallel::map(&chunks, |chunk| {
        let gradient = &gradient[chunk.clone()];
        directions.iter().map(|direction| dot(gradient, &direction[chunk.clone()])).collect::<Vec<_>>()
    });
    let mut sums = vec![0.0; directions.len()];
    for part in partial {
        sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
    }
    sums
}
