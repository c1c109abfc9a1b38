//! The kernels of `lanes`, compiled per instruction set and chosen at run time.
//!
//! Each wrapper holds no arithmetic of its own. The choice is one cached look-up of the processor's
//! features, so call a kernel on whole rows, not on single elements.
#![expect(
    unsafe_code,
    reason = "a function compiled for more features may only be called where they are found"
)]

use super::lanes::{self, Float};

/// Defines a public kernel that runs `lanes::NAME` compiled for the best instruction set at hand.
macro_rules! kernel {
    ($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) $(-> $result:ty)? $(, $check:expr)?) => {
        $(#[$doc])*
        pub fn $name<T: Float>($($argument: $type),*) $(-> $result)? {
            $($check;)?
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw")]
                fn avx512<T: Float>($($argument: $type),*) $(-> $result)? {
                    lanes::$name($($argument),*)
                }
                #[target_feature(enable = "avx2")]
                fn avx2<T: Float>($($argument: $type),*) $(-> $result)? {
                    lanes::$name($($argument),*)
                }
                if is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512bw")
                {
                    // SAFETY: the four features that the function was compiled for were found just above.
                    return unsafe { avx512($($argument),*) };
                }
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the feature that the function was compiled for was found just above.
                    return unsafe { avx2($($argument),*) };
                }
            }
            lanes::$name($($argument),*)
        }
    };
}

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
    dot(a: &[T], b: &[T]) -> T, assert_eq!(a.len(), b.len(), "dot of unequal lengths")
}

kernel! {
    /// `Σ (aᵢ − bᵢ)²`.
    ///
    /// # Panics
    /// If the lengths differ.
    squared_distance(a: &[T], b: &[T]) -> T, assert_eq!(a.len(), b.len(), "distance of unequal lengths")
}

kernel! {
    /// `Σ aᵢ²`.
    squared_norm(a: &[T]) -> T
}

kernel! {
    /// `y ← y + factor·x`.
    ///
    /// # Panics
    /// If the lengths differ.
    axpy(factor: T, x: &[T], y: &mut [T]), assert_eq!(x.len(), y.len(), "axpy of unequal lengths")
}

kernel! {
    /// `x ← factor·x`.
    scale(factor: T, x: &mut [T])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    fn numbers(purpose: &str, len: usize) -> Vec<f64> {
        let stream = Seed(7).stream(purpose);
        (0..len as u64).map(|index| stream.uniform(index) * 2.0 - 1.0).collect()
    }

    /// The compiled variants against the portable lanes (equal bits) and the naive sum (a bound).
    #[test]
    fn every_length_equals_the_portable_lanes_and_the_naive_sum() {
        for len in (0..70).chain([100, 300, 1023]) {
            let (a, b) = (numbers("a", len), numbers("b", len));
            let naive: f64 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
            assert_eq!(dot(&a, &b).to_bits(), lanes::dot(&a, &b).to_bits());
            assert!((dot(&a, &b) - naive).abs() <= 1e-12);
            assert_eq!(squared_norm(&a).to_bits(), lanes::dot(&a, &a).to_bits());
            let distance: f64 = a.iter().zip(&b).map(|(x, y)| (x - y).powi(2)).sum();
            assert!((squared_distance(&a, &b) - distance).abs() <= 1e-12);
            let mut y = b.clone();
            axpy(0.5, &a, &mut y);
            assert!(y.iter().zip(a.iter().zip(&b)).all(|(y, (a, b))| *y == b + 0.5 * a));
            scale(2.0, &mut y);
            assert!(y.iter().zip(a.iter().zip(&b)).all(|(y, (a, b))| *y == 2.0 * (b + 0.5 * a)));
        }
    }
}
