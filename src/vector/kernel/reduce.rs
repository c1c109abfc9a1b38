//! Sums and products of whole rows: [`dot`], distances, norms, [`sum`], [`max`].
//!
//! A sum runs over 64 numbers side by side (32 of `f64`, and of `f32` summed in `f64`): number *i* goes to
//! lane *i* mod 64. Then the upper half of the lanes is added to the lower, and so on down to one. Without
//! fused multiply-add and with this one order, **every instruction set gives the same bits**. Against
//! the exact sum of *n* terms the error is at most about `(n/64 + 8) · ε · Σ|termᵢ|`.
//!
//! The functions that end in `_wide` take `f32` and sum in `f64`: a product of two `f32` is exact there,
//! so what is left is `(n/32 + 7) · 1.1·10⁻¹⁶ · Σ|termᵢ|`. NaN and infinities go through sums as IEEE 754 has it.

use super::dispatch::kernel;
use super::lanes::{Float, InstructionSet, LANES, Lanes};

kernel! {
    /// `Σ aᵢ·bᵢ`.
    ///
    /// # Panics
    /// If the lengths differ.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(wordmill::vector::kernel::dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
    /// ```
    pub fn dot<T: Float>(a: &'k [T], b: &'k [T]) -> T where same_length(a, b) => dot_on
}

kernel! {
    /// `Σ aᵢ·bᵢ`, summed in `f64`.
    ///
    /// # Panics
    /// If the lengths differ.
    ///
    /// # Examples
    /// ```
    /// let (a, b) = ([1e8f32, 1.0, -1e8], [1.0f32; 3]);
    /// assert_eq!(wordmill::vector::kernel::dot_wide(&a, &b), 1.0);
    /// ```
    pub fn dot_wide(a: &'k [f32], b: &'k [f32]) -> f64 where same_length(a, b) => dot_wide_on
}

kernel! {
    /// `Σ (aᵢ − bᵢ)²`, the squared Euclidean distance.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn squared_distance<T: Float>(a: &'k [T], b: &'k [T]) -> T where same_length(a, b) => squared_distance_on
}

kernel! {
    /// `Σ (aᵢ − bᵢ)²`, with differences and sum in `f64`.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn squared_distance_wide(a: &'k [f32], b: &'k [f32]) -> f64 where same_length(a, b)
        => squared_distance_wide_on
}

kernel! {
    /// `Σ aᵢ²`.
    pub fn squared_norm<T: Float>(a: &'k [T]) -> T => squared_norm_on
}

kernel! {
    /// `Σ aᵢ²`, summed in `f64`.
    pub fn squared_norm_wide(a: &'k [f32]) -> f64 => squared_norm_wide_on
}

kernel! {
    /// `Σ aᵢ`.
    pub fn sum<T: Float>(a: &'k [T]) -> T => sum_on
}

kernel! {
    /// `Σ aᵢ`, summed in `f64`.
    pub fn sum_wide(a: &'k [f32]) -> f64 => sum_wide_on
}

kernel! {
    /// The largest number; −∞ of an empty row. NaN is passed over.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(wordmill::vector::kernel::max(&[1.0, f32::NAN, 3.0]), 3.0);
    /// ```
    pub fn max<T: Float>(a: &'k [T]) -> T => max_on
}

#[track_caller]
pub(super) fn same_length<T>(a: &[T], b: &[T]) {
    assert_eq!(a.len(), b.len(), "two rows of unequal lengths");
}

#[inline(always)]
pub(crate) fn dot_on<T: Float, S: InstructionSet>(set: S, a: &[T], b: &[T]) -> T {
    let lanes = T::on(set);
    sum_of_pairs(lanes, T::STRIPS, a, b, |x, y| lanes.mul(x, y))
}

#[inline(always)]
pub(crate) fn squared_distance_on<T: Float, S: InstructionSet>(set: S, a: &[T], b: &[T]) -> T {
    let lanes = T::on(set);
    sum_of_pairs(lanes, T::STRIPS, a, b, |x, y| {
        let difference = lanes.sub(x, y);
        lanes.mul(difference, difference)
    })
}

#[inline(always)]
pub(crate) fn squared_norm_on<T: Float, S: InstructionSet>(set: S, a: &[T]) -> T {
    dot_on(set, a, a)
}

#[inline(always)]
fn sum_on<T: Float, S: InstructionSet>(set: S, a: &[T]) -> T {
    sum_of_pairs(T::on(set), T::STRIPS, a, a, |x, _| x)
}

#[inline(always)]
pub(crate) fn dot_wide_on<S: InstructionSet>(set: S, a: &[f32], b: &[f32]) -> f64 {
    wide_sum_of_pairs(set, a, b, |x, y| Lanes::<f64>::mul(set, x, y))
}

#[inline(always)]
pub(crate) fn squared_distance_wide_on<S: InstructionSet>(set: S, a: &[f32], b: &[f32]) -> f64 {
    wide_sum_of_pairs(set, a, b, |x, y| {
        let difference = Lanes::<f64>::sub(set, x, y);
        Lanes::<f64>::mul(set, difference, difference)
    })
}

#[inline(always)]
fn squared_norm_wide_on<S: InstructionSet>(set: S, a: &[f32]) -> f64 {
    dot_wide_on(set, a, a)
}

#[inline(always)]
fn sum_wide_on<S: InstructionSet>(set: S, a: &[f32]) -> f64 {
    wide_sum_of_pairs(set, a, a, |x, _| x)
}

#[inline(always)]
pub(super) fn max_on<T: Float, S: InstructionSet>(set: S, a: &[T]) -> T {
    let lanes = T::on(set);
    let (chunks, tail) = a.as_chunks::<LANES>();
    let mut largest = lanes.splat(T::LEAST);
    for chunk in chunks {
        largest = lanes.max(lanes.load(chunk), largest);
    }
    let mut out = [T::LEAST; LANES];
    lanes.store(largest, &mut out);
    out.iter().chain(tail).fold(T::LEAST, |largest, &x| if x > largest { x } else { largest })
}

/// `Σ term(aᵢ, bᵢ)` in the order of the file's head; the slices are of one length, and `term` of zeros is zero.
#[inline(always)]
pub(super) fn sum_of_pairs<T: Float, L: Lanes<T>>(
    lanes: L,
    strips: usize,
    a: &[T],
    b: &[T],
    term: impl Fn(L::Vector, L::Vector) -> L::Vector,
) -> T {
    // One length for both, so that the compiler derives each mask once.
    let len = a.len().min(b.len());
    let (a, b) = (&a[..len], &b[..len]);
    let (a_chunks, b_chunks) = (a.as_chunks::<LANES>().0, b.as_chunks::<LANES>().0);
    let mut sums = [lanes.splat(T::default()); 4];
    for (x, y) in a_chunks.chunks_exact(strips).zip(b_chunks.chunks_exact(strips)) {
        for strip in 0..strips {
            let terms = term(lanes.load(&x[strip]), lanes.load(&y[strip]));
            sums[strip] = lanes.add(sums[strip], terms);
        }
    }
    // Fewer than a block is left.
    let start = len - len % (strips * LANES);
    let (a_rest, b_rest) = (&a[start..], &b[start..]);
    for (strip, sum) in sums.iter_mut().enumerate().take(strips) {
        if let (Some(x), Some(y)) = (a_rest.get(strip * LANES..), b_rest.get(strip * LANES..)) {
            *sum = lanes.add(*sum, term(lanes.load_part(x), lanes.load_part(y)));
        }
    }
    if strips == 4 {
        sums[0] = lanes.add(sums[0], sums[2]);
        sums[1] = lanes.add(sums[1], sums[3]);
    }
    lanes.sum(lanes.add(sums[0], sums[1]))
}

/// The same for `f32` that are widened first, over 32 lanes.
#[inline(always)]
fn wide_sum_of_pairs<S: InstructionSet>(
    set: S,
    a: &[f32],
    b: &[f32],
    term: impl Fn(<S as Lanes<f64>>::Vector, <S as Lanes<f64>>::Vector) -> <S as Lanes<f64>>::Vector,
) -> f64 {
    let ((a_chunks, a_tail), (b_chunks, b_tail)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let (mut even, mut odd) = (Lanes::<f64>::splat(set, 0.0), Lanes::<f64>::splat(set, 0.0));
    let load = |from: &[f32; LANES]| set.widen(Lanes::<f32>::load(set, from));
    let ((a_pairs, a_rest), (b_pairs, b_rest)) = (a_chunks.as_chunks::<2>(), b_chunks.as_chunks::<2>());
    for (x, y) in a_pairs.iter().zip(b_pairs) {
        even = Lanes::<f64>::add(set, even, term(load(&x[0]), load(&y[0])));
        odd = Lanes::<f64>::add(set, odd, term(load(&x[1]), load(&y[1])));
    }
    let part = |from: &[f32]| set.widen(Lanes::<f32>::load_part(set, from));
    let last = term(part(a_tail), part(b_tail));
    if let ([x], [y]) = (a_rest, b_rest) {
        even = Lanes::<f64>::add(set, even, term(load(x), load(y)));
        odd = Lanes::<f64>::add(set, odd, last);
    } else {
        even = Lanes::<f64>::add(set, even, last);
    }
    Lanes::<f64>::sum(set, Lanes::<f64>::add(set, even, odd))
}
