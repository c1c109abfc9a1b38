//! [`Lbfgs`]: the minimum of a smooth function of very many variables.
//!
//! Limited-memory BFGS (Nocedal, 1980; Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.4):
//! the last *m* steps sᵢ and changes of gradient yᵢ stand for the curvature, and where they say nothing, a
//! map P from gradients to directions that the objective may choose (its preconditioner). The direction is a
//! combination of the sᵢ, the P·yᵢ and P times the gradient, and its coefficients follow from dot products
//! alone (Chen, Wang and Zhou, "Large-scale L-BFGS using MapReduce", 2014). So a step reads the long
//! vectors twice, once for the dot products with the newest and once for the combination, in chunks that
//! any thread may take, where the classic two loops read them 4m times one after the other.
//!
//! P is asked for once a step, of the new gradient; all else follows since it is linear. So directions may live in
//! other coordinates than gradients, as long as the dot product of the two is the slope.
//!
//! A step ends at a point that meets the strong Wolfe conditions. The function is asked along a ray
//! only, since a linear model can answer there without touching its data again.

use crate::error::{Result, check_parameter};
use crate::parallel;
use crate::progress::{Progress, report};
use crate::solve::history::{CHUNK, History, Slope};
use crate::vector::kernel::update::scale;

/// How much of the promised decrease a step must reach (c₁ of the Wolfe conditions).
const DECREASE: f64 = 1e-4;
/// How much of the slope may be left at its end (c₂).
const SLOPE_LEFT: f64 = 0.5;
/// The most points that are tried along one ray.
const PROBES: usize = 40;
/// So many steps in a row that lower the value by rounding errors only are the end.
const STALLS: usize = 3;

/// A smooth function that holds its own current point.
pub trait Objective {
    /// How many variables there are: the numbers of a gradient.
    fn dimension(&self) -> usize;

    /// The numbers of a direction, the dimension or more. The slope in a direction is the dot product of its first numbers
    /// with the gradient; what follows them is the objective's own, and goes along where directions are added up.
    fn length(&self) -> usize {
        self.dimension()
    }

    /// Writes the gradient at the current point and gives the value there.
    fn gradient(&mut self, gradient: &mut [f64]) -> f64;

    /// Writes P · gradient, a direction, for a symmetric positive definite P that never changes; and tells how large the
    /// gradient is, for the tolerance. By default P changes nothing, and the size is the largest absolute entry.
    fn precondition(&mut self, gradient: &[f64], direction: &mut [f64]) -> f64 {
        direction.copy_from_slice(gradient);
        largest_entry(gradient)
    }

    /// Sets out from the current point in `direction`.
    fn start_ray(&mut self, direction: &[f64]);

    /// The value and the slope at `step` along the ray.
    fn probe(&mut self, step: f64) -> (f64, f64);

    /// Moves the current point to `step` along the ray.
    fn advance(&mut self, step: f64);
}

/// How to minimise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lbfgs {
    /// Pairs of vectors that are remembered (m), 1 to 100. Default: 10.
    pub memory: usize,
    /// The most steps, 0 or more. Default: 100.
    pub max_iterations: usize,
    /// How large the gradient may be at the end ([`Objective::precondition`] tells how large it is), above 0. Default: 1e-4.
    pub tolerance: f64,
}

impl Default for Lbfgs {
    fn default() -> Self {
        Lbfgs { memory: 10, max_iterations: 100, tolerance: 1e-4 }
    }
}

/// Where the search ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Minimum {
    /// The value there.
    pub value: f64,
    /// The size of the gradient there.
    pub gradient: f64,
    /// Steps taken.
    pub iterations: usize,
    /// Whether the tolerance was reached, or no step could lower the value any more.
    pub converged: bool,
}

impl Lbfgs {
    pub(crate) fn check(&self) -> Result<()> {
        check_parameter((1..=100).contains(&self.memory), "memory", self.memory, "1 to 100")?;
        let positive = self.tolerance > 0.0 && self.tolerance.is_finite();
        check_parameter(positive, "tolerance", self.tolerance, "a finite number above 0")
    }

    /// Walks from the objective's current point towards a minimum and leaves the objective there.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for settings out of range;
    /// [`Error::Interrupted`](crate::Error::Interrupted) where the observer asks to stop.
    ///
    /// # Determinism
    /// Sums over the variables have one order, whatever the number of threads.
    pub fn minimize(&self, objective: &mut dyn Objective, progress: &mut dyn Progress) -> Result<Minimum> {
        self.check()?;
        let (dimension, length) = (objective.dimension(), objective.length());
        let mut here = Slope::new(dimension, length);
        let mut value = ask(objective, &mut here);
        let mut history = History::new(self.memory);
        history.measure(&here);
        let (mut direction, mut iterations, mut stalls) = (vec![0.0; length], 0, 0);
        loop {
            let figures = [("loss", value), ("gradient", here.size)];
            report(progress, "minimise", iterations as u64, Some(self.max_iterations as u64), &figures)?;
            let close = here.size <= self.tolerance;
            if close || stalls == STALLS || iterations == self.max_iterations {
                let converged = close || stalls == STALLS;
                return Ok(Minimum { value, gradient: here.size, iterations, converged });
            }
            let slope = history.direction(&here, &mut direction);
            objective.start_ray(&direction);
            let first = if history.is_empty() { 1.0 / slope.abs().sqrt().max(1.0) } else { 1.0 };
            let Some((step, lower)) = search(|step| objective.probe(step), value, slope, first) else {
                if history.is_empty() {
                    return Ok(Minimum { value, gradient: here.size, iterations, converged: true });
                }
                // A stale memory may point nowhere; the steepest descent gets one more try.
                history.clear();
                continue;
            };
            objective.advance(step);
            iterations += 1;
            let stalled = value - lower <= 64.0 * f64::EPSILON * value.abs().max(lower.abs()).max(1e-300);
            stalls = if stalled { stalls + 1 } else { 0 };
            let pair = history.newest(dimension, length);
            std::mem::swap(&mut pair.change, &mut here);
            value = ask(objective, &mut here);
            pair.change.take_from(&here);
            std::mem::swap(&mut pair.step, &mut direction);
            parallel::fill_chunks(&mut pair.step, CHUNK, |_, part| scale(step, part));
            history.learn();
            history.measure(&here);
        }
    }
}

/// Takes the gradient at the current point of an objective, and gives the value there.
fn ask(objective: &mut dyn Objective, here: &mut Slope) -> f64 {
    let value = objective.gradient(&mut here.gradient);
    here.size = objective.precondition(&here.gradient, &mut here.preconditioned);
    value
}

/// The largest absolute entry.
pub(crate) fn largest_entry(vector: &[f64]) -> f64 {
    let largest = |part: &[f64]| part.iter().fold(0.0f64, |largest, entry| largest.max(entry.abs()));
    let chunks = parallel::even_ranges(vector.len(), CHUNK * 8);
    parallel::map(&chunks, |chunk| largest(&vector[chunk.clone()])).into_iter().fold(0.0, f64::max)
}

/// A step along a ray that meets the strong Wolfe conditions, and the value there; nothing if the value
/// cannot be lowered. `value` and `slope` are those at the start.
///
/// The bracket is narrowed by the minimum of the cubic through both ends (Nocedal and Wright, eq. 3.59),
/// kept off the ends.
fn search(
    mut probe: impl FnMut(f64) -> (f64, f64),
    value: f64,
    slope: f64,
    first: f64,
) -> Option<(f64, f64)> {
    // Near the minimum differences of the value drown in rounding; so much rise counts as none.
    let slack = 8.0 * f64::EPSILON * value.abs();
    let mut low = Probe { step: 0.0, value, slope };
    let mut high: Option<Probe> = None;
    let mut step = first;
    for _ in 0..PROBES {
        let (at, slope_at) = probe(step);
        let here = Probe { step, value: at, slope: slope_at };
        let enough = at <= value + DECREASE * step * slope + slack;
        if !at.is_finite() || !enough || at > low.value + slack {
            high = Some(here);
        } else if slope_at.abs() <= -SLOPE_LEFT * slope {
            return Some((step, at));
        } else if slope_at > 0.0 {
            high = Some(here);
        } else {
            low = here;
        }
        step = match high {
            None => step * 4.0,
            Some(high) => {
                let width = high.step - low.step;
                if width <= f64::EPSILON * high.step {
                    break;
                }
                cubic_minimum(low, high).clamp(low.step + 0.1 * width, high.step - 0.1 * width)
            }
        };
    }
    (low.step > 0.0 && low.value <= value).then_some((low.step, low.value))
}

/// What was found at a step along the ray.
#[derive(Clone, Copy)]
struct Probe {
    step: f64,
    value: f64,
    slope: f64,
}

/// Where the cubic with the given values and slopes at both ends is least; the middle where there is none.
fn cubic_minimum(a: Probe, b: Probe) -> f64 {
    let d1 = a.slope + b.slope - 3.0 * (a.value - b.value) / (a.step - b.step);
    let d2 = (d1 * d1 - a.slope * b.slope).sqrt();
    let least = b.step - (b.step - a.step) * (b.slope + d2 - d1) / (b.slope - a.slope + 2.0 * d2);
    if least.is_finite() { least } else { 0.5 * (a.step + b.step) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A function given by closures, asked afresh at every point.
    struct Plain<F> {
        point: Vec<f64>,
        direction: Vec<f64>,
        function: F,
    }

    impl<F: Fn(&[f64], &mut [f64]) -> f64> Plain<F> {
        fn at(&self, step: f64) -> Vec<f64> {
            self.point.iter().zip(&self.direction).map(|(x, d)| x + step * d).collect()
        }
    }

    impl<F: Fn(&[f64], &mut [f64]) -> f64> Objective for Plain<F> {
        fn dimension(&self) -> usize {
            self.point.len()
        }

        fn gradient(&mut self, gradient: &mut [f64]) -> f64 {
            (self.function)(&self.point, gradient)
        }

        fn start_ray(&mut self, direction: &[f64]) {
            self.direction = direction.to_vec();
        }

        fn probe(&mut self, step: f64) -> (f64, f64) {
            let mut gradient = vec![0.0; self.point.len()];
            let value = (self.function)(&self.at(step), &mut gradient);
            (value, gradient.iter().zip(&self.direction).map(|(g, d)| g * d).sum())
        }

        fn advance(&mut self, step: f64) {
            self.point = self.at(step);
        }
    }

    fn minimize(start: Vec<f64>, function: impl Fn(&[f64], &mut [f64]) -> f64) -> (Vec<f64>, Minimum) {
        let mut plain = Plain { direction: start.clone(), point: start, function };
        let settings = Lbfgs { tolerance: 1e-10, max_iterations: 500, ..Lbfgs::default() };
        let minimum = settings.minimize(&mut plain, &mut ()).unwrap();
        (plain.point, minimum)
    }

    #[test]
    fn finds_the_bottom_of_rosenbrocks_valley() {
        let (point, minimum) = minimize(vec![-1.2, 1.0], |x, g| {
            g[0] = -400.0 * x[0] * (x[1] - x[0] * x[0]) - 2.0 * (1.0 - x[0]);
            g[1] = 200.0 * (x[1] - x[0] * x[0]);
            100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2)
        });
        assert!(minimum.converged && minimum.iterations < 60, "{minimum:?}");
        assert!(point.iter().all(|x| (x - 1.0).abs() < 1e-8), "{point:?}");
    }

    #[test]
    fn long_vectors_and_threads_give_the_same_bits() {
        let run = || {
            minimize(vec![3.0; 20_000], |x, g| {
                let mut sum = 0.0;
                for (place, (x, g)) in x.iter().zip(g.iter_mut()).enumerate() {
                    let curvature = 1.0 + (place % 97) as f64;
                    *g = curvature * (x - place as f64 * 1e-3);
                    sum += 0.5 * curvature * (x - place as f64 * 1e-3).powi(2);
                }
                sum
            })
        };
        let one = parallel::with_threads(1, run).unwrap();
        assert!(one.0.iter().enumerate().all(|(place, x)| (x - place as f64 * 1e-3).abs() < 1e-9));
        assert_eq!(parallel::with_threads(7, run).unwrap(), one);
    }

    /// Curvatures of 1 to 10⁶, in units of each.
    struct Preconditioned<F>(Plain<F>);

    impl<F: Fn(&[f64], &mut [f64]) -> f64> Objective for Preconditioned<F> {
        fn dimension(&self) -> usize {
            self.0.dimension()
        }

        /// One number goes along.
        fn length(&self) -> usize {
            self.0.dimension() + 1
        }

        fn gradient(&mut self, gradient: &mut [f64]) -> f64 {
            self.0.gradient(gradient)
        }

        fn precondition(&mut self, gradient: &[f64], direction: &mut [f64]) -> f64 {
            let scaled = gradient.iter().enumerate().map(|(place, g)| g / curvature(place));
            direction.iter_mut().zip(scaled).for_each(|(direction, scaled)| *direction = scaled);
            direction[gradient.len()] = 2.0 * direction[0];
            largest_entry(gradient)
        }

        fn start_ray(&mut self, direction: &[f64]) {
            let (direction, along) = direction.split_at(self.0.dimension());
            assert!((along[0] - 2.0 * direction[0]).abs() <= 1e-12 * along[0].abs());
            self.0.start_ray(direction);
        }

        fn probe(&mut self, step: f64) -> (f64, f64) {
            self.0.probe(step)
        }

        fn advance(&mut self, step: f64) {
            self.0.advance(step);
        }
    }

    fn curvature(place: usize) -> f64 {
        10f64.powi(place as i32 % 7)
    }

    #[test]
    fn a_preconditioner_saves_steps() {
        let function = |x: &[f64], g: &mut [f64]| {
            let mut sum = 0.0;
            for (place, (x, g)) in x.iter().zip(g).enumerate() {
                *g = curvature(place) * (x.cosh().sqrt() * x.sinh() + x - 1.0);
                sum += curvature(place) * (2.0 / 3.0 * x.cosh().powf(1.5) + 0.5 * x * x - x);
            }
            sum
        };
        let start = vec![1.5; 40];
        let (_, plain) = minimize(start.clone(), function);
        let mut objective = Preconditioned(Plain { direction: start.clone(), point: start, function });
        let settings = Lbfgs { tolerance: 1e-6, max_iterations: 500, ..Lbfgs::default() };
        let minimum = settings.minimize(&mut objective, &mut ()).unwrap();
        assert!(minimum.converged && 4 * minimum.iterations < plain.iterations, "{minimum:?} {plain:?}");
        let mut gradient = vec![0.0; 40];
        objective.gradient(&mut gradient);
        assert!(largest_entry(&gradient) <= 1e-6);
    }

    #[test]
    fn stops_when_told_to() {
        struct Stop;
        impl Progress for Stop {
            fn report(&mut self, _: &crate::progress::Report<'_>) -> crate::progress::Next {
                crate::progress::Next::Stop
            }
        }
        let mut plain = Plain {
            point: vec![1.0],
            direction: vec![0.0],
            function: |x: &[f64], g: &mut [f64]| {
                g[0] = x[0];
                0.5 * x[0] * x[0]
            },
        };
        assert!(matches!(
            Lbfgs::default().minimize(&mut plain, &mut Stop),
            Err(crate::error::Error::Interrupted)
        ));
        let bad = Lbfgs { tolerance: f64::NAN, ..Lbfgs::default() };
        assert!(bad.minimize(&mut plain, &mut ()).is_err());
    }
}
