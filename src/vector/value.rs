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
}

impl Value for f32 {
    const EXACT_INTEGERS: u64 = 1 << 24;

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value as f32
    }
}

impl Value for f64 {
    const EXACT_INTEGERS: u64 = 1 << 53;

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value
    }
}
