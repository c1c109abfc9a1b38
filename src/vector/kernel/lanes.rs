//! Each kernel stated once, over 16 independent lanes; the compiler turns the lanes into vector registers.
//!
//! Lane `l` sums elements `l, l + 16, …`; lanes are then added pairwise (8 + 8, 4 + 4, …), and the tail
//! of fewer than 16 elements is added last, in order. Against the exact sum of n products the error is
//! at most about `(n/16 + 20) · ε · Σ|aᵢbᵢ|`.

use std::ops::{Add, Mul, Sub};

/// Elements that are summed side by side.
pub(super) const LANES: usize = 16;

/// The arithmetic that a kernel needs of `f32` and `f64`.
pub trait Float:
    Copy + Default + Send + Sync + Add<Output = Self> + Mul<Output = Self> + Sub<Output = Self>
{
}

impl Float for f32 {}
impl Float for f64 {}

/// `Σ term(aᵢ, bᵢ)`, in the order that the file's head describes.
#[inline(always)]
pub(super) fn sum_of_pairs<T: Float>(a: &[T], b: &[T], term: impl Fn(T, T) -> T) -> T {
    let (a_lanes, a_tail) = a.as_chunks::<LANES>();
    let (b_lanes, b_tail) = b.as_chunks::<LANES>();
    let mut sums = [T::default(); LANES];
    for (x, y) in a_lanes.iter().zip(b_lanes) {
        for lane in 0..LANES {
            sums[lane] = sums[lane] + term(x[lane], y[lane]);
        }
    }
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            sums[lane] = sums[lane] + sums[lane + width];
        }
        width /= 2;
    }
    a_tail.iter().zip(b_tail).fold(sums[0], |sum, (&x, &y)| sum + term(x, y))
}

#[inline(always)]
pub(super) fn dot<T: Float>(a: &[T], b: &[T]) -> T {
    sum_of_pairs(a, b, |x, y| x * y)
}

#[inline(always)]
pub(super) fn squared_distance<T: Float>(a: &[T], b: &[T]) -> T {
    sum_of_pairs(a, b, |x, y| (x - y) * (x - y))
}

#[inline(always)]
pub(super) fn squared_norm<T: Float>(a: &[T]) -> T {
    dot(a, a)
}

#[inline(always)]
pub(super) fn axpy<T: Float>(factor: T, x: &[T], y: &mut [T]) {
    for (y, &x) in y.iter_mut().zip(x) {
        *y = *y + factor * x;
    }
}

#[inline(always)]
pub(super) fn scale<T: Float>(factor: T, x: &mut [T]) {
    for x in x {
        *x = *x * factor;
    }
}
