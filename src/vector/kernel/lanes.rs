//! [`Lanes`]: sixteen numbers side by side, and what an instruction set can do with them.
//!
//! A kernel is written once against these traits. [`Portable`] holds the lanes in an array and says what
//! every operation means; `x86` holds them in vector registers. Each operation but [`Lanes::fused`] gives
//! the same bits on every set, and sums have a fixed order.

use std::ops::{Add, Mul, Sub};

/// Numbers side by side.
pub(super) const LANES: usize = 16;

/// The numbers that kernels work on: `f32` and `f64`.
pub trait Float:
    Copy + Default + Send + Sync + PartialOrd + Add<Output = Self> + Mul<Output = Self> + Sub<Output = Self>
{
    /// Less than every other number.
    const LEAST: Self;

    /// Rows of lanes that a sum keeps apart (four or two times sixteen lanes fill the same registers).
    const STRIPS: usize;

    /// The lanes of this type on an instruction set.
    fn on<S: InstructionSet>(set: S) -> impl Lanes<Self>;
}

impl Float for f32 {
    const LEAST: Self = f32::NEG_INFINITY;
    const STRIPS: usize = 4;

    #[inline(always)]
    fn on<S: InstructionSet>(set: S) -> impl Lanes<Self> {
        set
    }
}

impl Float for f64 {
    const LEAST: Self = f64::NEG_INFINITY;
    const STRIPS: usize = 2;

    #[inline(always)]
    fn on<S: InstructionSet>(set: S) -> impl Lanes<Self> {
        set
    }
}

/// An instruction set that was found on this machine: a value of the type is the proof.
pub trait InstructionSet: Lanes<f32> + Lanes<f64> {
    /// Every lane as `f64`, exactly.
    fn widen(self, lanes: <Self as Lanes<f32>>::Vector) -> <Self as Lanes<f64>>::Vector;
}

/// Sixteen numbers of type `T` on one instruction set.
pub trait Lanes<T: Float>: Copy {
    /// The registers that hold them.
    type Vector: Copy;

    /// How many sixteens a square block of sums may be wide and high, to stay in registers.
    const BLOCK: usize;

    /// How many sixteens of columns four to six rows of sums may be wide, to stay in registers.
    const STRIP: usize;

    /// The same number in every lane.
    fn splat(self, value: T) -> Self::Vector;

    /// Sixteen numbers from memory.
    fn load(self, from: &[T; LANES]) -> Self::Vector;

    /// At most sixteen numbers (the first ones) from memory, zeros after them.
    fn load_part(self, from: &[T]) -> Self::Vector;

    /// Sixteen numbers to memory.
    fn store(self, lanes: Self::Vector, to: &mut [T; LANES]);

    /// The first lanes to memory, as many as there is room for.
    fn store_part(self, lanes: Self::Vector, to: &mut [T]);

    /// `a + b`, lane by lane.
    fn add(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// `a − b`, lane by lane.
    fn sub(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// `a·b`, lane by lane.
    fn mul(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// `a` where `a > b`, else `b`, lane by lane: `b` where one of them is NaN.
    fn max(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// `a·b + c`, lane by lane: rounded once where the set has fused multiply-add, else twice. The only
    /// operation whose bits depend on the set.
    fn fused(self, a: Self::Vector, b: Self::Vector, c: Self::Vector) -> Self::Vector;

    /// The sum of the lanes: lane *l* takes lane *l* + 8, then *l* + 4, *l* + 2, *l* + 1.
    fn sum(self, lanes: Self::Vector) -> T;

    /// Sixteen sums at once, each in the order of [`Lanes::sum`].
    #[inline(always)]
    fn sums(self, lanes: [[Self::Vector; 4]; 4]) -> [[T; 4]; 4] {
        lanes.map(|row| row.map(|lanes| self.sum(lanes)))
    }
}

/// The instructions that every machine has: plain arrays, which the compiler may turn into registers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Portable;

impl InstructionSet for Portable {
    #[inline(always)]
    fn widen(self, lanes: [f32; LANES]) -> [f64; LANES] {
        lanes.map(f64::from)
    }
}

/// `f(aₗ, bₗ)` for every lane.
#[inline(always)]
fn each<T: Float>(a: [T; LANES], b: [T; LANES], f: impl Fn(T, T) -> T) -> [T; LANES] {
    let mut out = a;
    for lane in 0..LANES {
        out[lane] = f(a[lane], b[lane]);
    }
    out
}

impl<T: Float> Lanes<T> for Portable {
    type Vector = [T; LANES];
    const BLOCK: usize = 2;
    const STRIP: usize = 1;

    #[inline(always)]
    fn splat(self, value: T) -> [T; LANES] {
        [value; LANES]
    }

    #[inline(always)]
    fn load(self, from: &[T; LANES]) -> [T; LANES] {
        *from
    }

    #[inline(always)]
    fn load_part(self, from: &[T]) -> [T; LANES] {
        let mut lanes = [T::default(); LANES];
        lanes.iter_mut().zip(from).for_each(|(lane, &value)| *lane = value);
        lanes
    }

    #[inline(always)]
    fn store(self, lanes: [T; LANES], to: &mut [T; LANES]) {
        *to = lanes;
    }

    #[inline(always)]
    fn store_part(self, lanes: [T; LANES], to: &mut [T]) {
        to.iter_mut().zip(lanes).for_each(|(value, lane)| *value = lane);
    }

    #[inline(always)]
    fn add(self, a: [T; LANES], b: [T; LANES]) -> [T; LANES] {
        each(a, b, |a, b| a + b)
    }

    #[inline(always)]
    fn sub(self, a: [T; LANES], b: [T; LANES]) -> [T; LANES] {
        each(a, b, |a, b| a - b)
    }

    #[inline(always)]
    fn mul(self, a: [T; LANES], b: [T; LANES]) -> [T; LANES] {
        each(a, b, |a, b| a * b)
    }

    #[inline(always)]
    fn max(self, a: [T; LANES], b: [T; LANES]) -> [T; LANES] {
        each(a, b, |a, b| if a > b { a } else { b })
    }

    #[inline(always)]
    fn fused(self, a: [T; LANES], b: [T; LANES], c: [T; LANES]) -> [T; LANES] {
        self.add(self.mul(a, b), c)
    }

    #[inline(always)]
    fn sum(self, mut lanes: [T; LANES]) -> T {
        for width in [8, 4, 2, 1] {
            for lane in 0..width {
                lanes[lane] = lanes[lane] + lanes[lane + width];
            }
        }
        lanes[0]
    }
}
