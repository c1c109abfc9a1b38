//! Rows that change in place: [`axpy`] and [`scale`].
//!
//! Each element is computed by itself, without fused multiply-add: every instruction set gives the same
//! bits.

use super::dispatch::kernel;
use super::lanes::{Float, InstructionSet, LANES, Lanes};
use super::reduce::same_length;

kernel! {
    /// `y ← y + factor·x`.
    ///
    /// # Panics
    /// If the lengths differ.
    ///
    /// # Examples
    /// ```
    /// let mut y = [1.0, 2.0];
    /// wordmill::vector::kernel::axpy(10.0, &[1.0, 1.0], &mut y);
    /// assert_eq!(y, [11.0, 12.0]);
    /// ```
    pub fn axpy<T: Float>(factor: T, x: &'k [T], y: &'k mut [T]) where same_length(x, y) => axpy_on
}

kernel! {
    /// `x ← factor·x`.
    pub fn scale<T: Float>(factor: T, x: &'k mut [T]) => scale_on
}

#[inline(always)]
pub(crate) fn axpy_on<T: Float, S: InstructionSet>(set: S, factor: T, x: &[T], y: &mut [T]) {
    let lanes = T::on(set);
    let factor = lanes.splat(factor);
    let ((x_chunks, x_tail), (y_chunks, y_tail)) = (x.as_chunks::<LANES>(), y.as_chunks_mut::<LANES>());
    for (x, y) in x_chunks.iter().zip(y_chunks) {
        let sum = lanes.add(lanes.load(y), lanes.mul(factor, lanes.load(x)));
        lanes.store(sum, y);
    }
    if !x_tail.is_empty() {
        let product = lanes.mul(factor, lanes.load_part(x_tail));
        lanes.store_part(lanes.add(lanes.load_part(y_tail), product), y_tail);
    }
}

#[inline(always)]
pub(crate) fn scale_on<T: Float, S: InstructionSet>(set: S, factor: T, x: &mut [T]) {
    let lanes = T::on(set);
    let factor = lanes.splat(factor);
    let (chunks, tail) = x.as_chunks_mut::<LANES>();
    for chunk in chunks {
        lanes.store(lanes.mul(factor, lanes.load(chunk)), chunk);
    }
    if !tail.is_empty() {
        lanes.store_part(lanes.mul(factor, lanes.load_part(tail)), tail);
    }
}
