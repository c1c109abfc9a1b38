//! [`Value`]: what a sparse matrix can hold.

use crate::vector::kernel::lanes::Float;

mod sealed {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
}

/// What a sparse matrix can hold: `f32` (the default) or `f64`.
pub trait Value: sealed::Sealed + Float + std::fmt::Debug + Into<f64> + 'static {
    /// Integers up to this one are held exactly.
    const EXACT_INTEGERS: u64;

    /// The nearest value.
    fn from_f64(value: f64) -> Self;

    /// The numbers as they are, if they are of this type.
    #[doc(hidden)]
    fn same<V: Value>(numbers: &[V]) -> Option<&[Self]>;

    /// The numbers as they are, if they are `f32`.
    #[doc(hidden)]
    fn narrow(_: &[Self]) -> Option<&[f32]> {
        None
    }

    /// The numbers as they are, if they are `f64`.
    #[doc(hidden)]
    fn wide(_: &[Self]) -> Option<&[f64]> {
        None
    }
}

impl Value for f32 {
    const EXACT_INTEGERS: u64 = 1 << 24;

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value as f32
    }

    fn same<V: Value>(numbers: &[V]) -> Option<&[f32]> {
        V::narrow(numbers)
    }

    fn narrow(numbers: &[f32]) -> Option<&[f32]> {
        Some(numbers)
    }
}

impl Value for f64 {
    const EXACT_INTEGERS: u64 = 1 << 53;

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value
    }

    fn same<V: Value>(numbers: &[V]) -> Option<&[f64]> {
        V::wide(numbers)
    }

    fn wide(numbers: &[f64]) -> Option<&[f64]> {
        Some(numbers)
    }
}
