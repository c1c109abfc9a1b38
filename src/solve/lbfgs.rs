//! [`Lbfgs`]: the minimum of a smooth function of very many variables.
//!
//! Limited-memory BFGS (Nocedal, 1980; Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.4):
//! the last *m* steps sᵢ and changes of gradient yᵢ stand for the curvature. The direction is a
//! combination of these 2m vectors and the gradient, and its coefficients follow from their dot products
//! alone (Chen, Wang and Zhou, "Large-scale L-BFGS using MapReduce", 2014). So a step reads the long
//! vectors twice, once for the dot products with the newest and once for the combination, in chunks that
//! any thread may take, where the classic two loops read them 4m times one after the other.
//!
//! A step ends at a point that meets the strong Wolfe conditions. The function is asked along a ray
//! only, since a linear model can answer there without touching its data again.

use crate::error::{Result, check_parameter};
use crate::parallel;
use crate::progress::{Progress, report};
use crate::vector::kernel::{
    reduce::dot,
    update::{axpy, scale},
};

/// Elements of the long vectors that a task takes at a time.
const CHUNK: usize = 1 << 12;
/// How much of the promised decrease a step must reach (c₁ of the Wolfe conditions).
const DECREASE: f64 = 1e-4;
/// How much of the slope may be left at its end (c₂).
const SLOPE_LEFT: f64 = 0.5;
/// The most points that are tried along one ray.
const PROBES: usize = 40;

/// A smooth function that holds its own current point.
pub trait Objective {
    /// How many variables there are.
    fn dimension(&self) -> usize;

    /// Writes the gradient at the current point and gives the value there.
    fn gradient(&mut self, gradient: &mut [f64]) -> f64;

    /// Sets out from the current point in `direction`.
    fn start_ray(&mut self, direction: &[f64]);

    /// The value and the slope at `step` along the ray.
    fn probe(&mut self, step: f64) -> (f64, f64);

    /// Moves the current point to `step` along the ray.
    fn advance(&mut self, step: f64);

    /// How large a gradient is, for the tolerance: its largest absolute entry, unless the objective's
    /// variables stand for others.
    fn size(&self, gradient: &[f64]) -> f64 {
        largest_entry(gradient)
    }
}

/// How to minimise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lbfgs {
    /// Pairs of vectors that are remembered (m), 1 to 100. Default: 10.
    pub memory: usize,
    /// The most steps, 0 or more. Default: 100.
    pub max_iterations: usize,
    /// How large the gradient may be at the end ([`Objective::size`]), above 0. Default: 1e-4.
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
        let mut gradient = vec![0.0; objective.dimension()];
        let mut value = objective.gradient(&mut gradient);
        let mut history = History::new(self.memory);
        history.measure(&gradient, false);
        let (mut direction, mut iterations) = (vec![0.0; gradient.len()], 0);
        loop {
            let largest = objective.size(&gradient);
            let figures = [("loss", value), ("gradient", largest)];
            report(progress, "minimise", iterations as u64, Some(self.max_iterations as u64), &figures)?;
            if largest <= self.tolerance || iterations == self.max_iterations {
                let converged = largest <= self.tolerance;
                return Ok(Minimum { value, gradient: largest, iterations, converged });
            }
            let slope = history.direction(&gradient, &mut direction);
            objective.start_ray(&direction);
            let first = if history.is_empty() { 1.0 / slope.abs().sqrt().max(1.0) } else { 1.0 };
            let Some((step, lower)) = search(|step| objective.probe(step), value, slope, first) else {
                if history.is_empty() {
                    return Ok(Minimum { value, gradient: largest, iterations, converged: true });
                }
                // A stale memory may point nowhere; the steepest descent gets one more try.
                history.clear();
                continue;
            };
            objective.advance(step);
            iterations += 1;
            let stalled = value - lower <= 64.0 * f64::EPSILON * value.abs().max(lower.abs()).max(1e-300);
            let (s, y) = history.newest();
            s.clone_from(&direction);
            y.clone_from(&gradient);
            value = objective.gradient(&mut gradient);
            parallel::fill_chunks(s, CHUNK, |_, s| scale(step, s));
            parallel::fill_chunks(y, CHUNK, |at, y| {
                for (y, &new) in y.iter_mut().zip(&gradient[at..]) {
                    *y = new - *y;
                }
            });
            history.measure(&gradient, true);
            if stalled {
                history.stalls += 1;
                if history.stalls == 3 {
                    let gradient = objective.size(&gradient);
                    return Ok(Minimum { value, gradient, iterations, converged: true });
                }
            } else {
                history.stalls = 0;
            }
        }
    }
}

/// The remembered pairs and all their dot products.
struct History {
    memory: usize,
    /// Steps at even places, changes of gradient at odd ones; slot k holds pair k.
    vectors: Vec<Vec<f64>>,
    /// `products[a][b]` for all of `vectors`.
    products: Vec<Vec<f64>>,
    /// The products of the current gradient with all of `vectors`, and with itself at the end.
    with_gradient: Vec<f64>,
    /// Slots from the oldest pair to the newest.
    order: Vec<usize>,
    /// The slot being written.
    open: usize,
    /// Steps in a row that lowered the value by rounding errors only.
    stalls: usize,
}

impl History {
    fn new(memory: usize) -> Self {
        let count = 2 * memory;
        let products = vec![vec![0.0; count]; count];
        let (vectors, with_gradient) = (vec![Vec::new(); count], vec![0.0; count + 1]);
        History { memory, vectors, products, with_gradient, order: Vec::new(), open: 0, stalls: 0 }
    }

    fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    fn clear(&mut self) {
        self.order.clear();
    }

    /// The two vectors that the next pair goes to.
    fn newest(&mut self) -> (&mut Vec<f64>, &mut Vec<f64>) {
        self.open = if self.order.len() == self.memory {
            self.order.remove(0)
        } else {
            (0..self.memory).find(|slot| !self.order.contains(slot)).unwrap_or(0)
        };
        let (steps, changes) = self.vectors.split_at_mut(2 * self.open + 1);
        (&mut steps[2 * self.open], &mut changes[0])
    }

    /// Takes the dot products of a new gradient, and of the open pair if there is a new one; the pair stays
    /// if it has positive curvature.
    fn measure(&mut self, gradient: &[f64], new_pair: bool) {
        let (s, y) = (2 * self.open, 2 * self.open + 1);
        let mut among = self.remembered();
        if new_pair {
            among.extend([s, y]);
        }
        let mut others: Vec<&[f64]> = among.iter().map(|&vector| self.vectors[vector].as_slice()).collect();
        others.push(gradient);
        let mut news = vec![gradient];
        if new_pair {
            news.extend([self.vectors[s].as_slice(), self.vectors[y].as_slice()]);
        }
        let dots = dots(&news, &others, gradient.len());
        for (place, &other) in among.iter().enumerate() {
            self.with_gradient[other] = dots[0][place];
            for (new, dots) in [s, y].into_iter().zip(&dots[1..]) {
                self.products[new][other] = dots[place];
                self.products[other][new] = dots[place];
            }
        }
        self.with_gradient[2 * self.memory] = dots[0][among.len()];
        if new_pair && self.products[s][y] > f64::EPSILON * self.products[y][y] {
            self.order.push(self.open);
        }
    }

    /// The places of the remembered vectors, the oldest pair first.
    fn remembered(&self) -> Vec<usize> {
        self.order.iter().flat_map(|slot| [2 * slot, 2 * slot + 1]).collect()
    }

    /// Writes −H·gradient to `direction` and gives its slope, which is below 0.
    fn direction(&mut self, gradient: &[f64], direction: &mut [f64]) -> f64 {
        let vectors = self.remembered();
        let coefficients = self.two_loops(&vectors);
        let places = vectors.iter().copied().chain([2 * self.memory]);
        let slope: f64 =
            coefficients.iter().zip(places).map(|(c, place)| c * self.with_gradient[place]).sum();
        if slope >= 0.0 || !slope.is_finite() {
            // Only rounding can lead here: fall back to the steepest descent.
            self.clear();
            direction.copy_from_slice(gradient);
            parallel::fill_chunks(direction, CHUNK, |_, part| scale(-1.0, part));
            return -self.with_gradient[2 * self.memory];
        }
        let sources = vectors.iter().map(|&vector| self.vectors[vector].as_slice()).chain([gradient]);
        let sources: Vec<(&[f64], f64)> = sources.zip(coefficients).collect();
        parallel::fill_chunks(direction, CHUNK, |at, part| {
            part.fill(0.0);
            for (vector, coefficient) in &sources {
                axpy(*coefficient, &vector[at..at + part.len()], part);
            }
        });
        slope
    }

    /// The two loops of the textbook on coefficients: `vectors`, then the gradient.
    fn two_loops(&self, vectors: &[usize]) -> Vec<f64> {
        let last = vectors.len();
        let mut coefficients = vec![0.0; last + 1];
        coefficients[last] = -1.0;
        // The dot product of `vectors[place]` with the combination so far.
        let dot_with = |coefficients: &[f64], place: usize| -> f64 {
            let known = vectors.iter().zip(coefficients);
            let sum: f64 = known.map(|(&other, c)| c * self.products[vectors[place]][other]).sum();
            sum + coefficients[last] * self.with_gradient[vectors[place]]
        };
        let mut alphas = vec![0.0; last / 2];
        for pair in (0..last / 2).rev() {
            let (s, y) = (2 * pair, 2 * pair + 1);
            alphas[pair] = dot_with(&coefficients, s) / self.products[vectors[s]][vectors[y]];
            coefficients[y] -= alphas[pair];
        }
        if last > 0 {
            let (s, y) = (vectors[last - 2], vectors[last - 1]);
            let scaling = self.products[s][y] / self.products[y][y];
            coefficients.iter_mut().for_each(|c| *c *= scaling);
        }
        for (pair, alpha) in alphas.iter().enumerate() {
            let (s, y) = (2 * pair, 2 * pair + 1);
            let beta = dot_with(&coefficients, y) / self.products[vectors[s]][vectors[y]];
            coefficients[s] += alpha - beta;
        }
        coefficients
    }
}

/// The dot products of each of `news` with each of `others`, in one pass over the elements.
fn dots(news: &[&[f64]], others: &[&[f64]], len: usize) -> Vec<Vec<f64>> {
    let chunks = parallel::even_ranges(len, CHUNK);
    let partial = parallel::map(&chunks, |chunk| {
        let mut products = vec![0.0; news.len() * others.len()];
        for (place, other) in others.iter().enumerate() {
            for (new, row) in news.iter().zip(products.chunks_mut(others.len())) {
                row[place] = dot(&new[chunk.clone()], &other[chunk.clone()]);
            }
        }
        products
    });
    let mut sums = vec![0.0; news.len() * others.len()];
    for part in partial {
        sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
    }
    sums.chunks(others.len()).map(<[f64]>::to_vec).collect()
}

fn largest_entry(vector: &[f64]) -> f64 {
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
