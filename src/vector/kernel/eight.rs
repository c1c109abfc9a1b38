//! [`Eight`]: eight `f32` in one register, for rows that are kept in eights.
//!
//! [`Lanes`](super::lanes::Lanes) are sixteen wide: right for long rows, wasteful for rows of a hundred numbers, whose last
//! register would be mostly empty. Rows of embeddings are padded to a multiple of eight instead, so that no load
//! or store is partial. Sums use fused multiply-add where the set has it.
#![expect(unsafe_code, reason = "vector instructions may run only where they were detected")]

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

use super::lanes::Portable;
#[cfg(target_arch = "x86_64")]
use super::x86::{Avx2, Avx512};

/// Eight numbers on one instruction set.
pub(super) trait Eight: Copy {
    /// The register that holds them.
    type Register: Copy;

    /// The same number eight times.
    fn repeat(self, value: f32) -> Self::Register;

    /// Eight numbers from memory.
    fn read(self, from: &[f32; 8]) -> Self::Register;

    /// Eight numbers to memory.
    fn write(self, register: Self::Register, to: &mut [f32; 8]);

    /// `a·b + c`, lane by lane.
    fn multiply_add(self, a: Self::Register, b: Self::Register, c: Self::Register) -> Self::Register;

    /// The sum of each of four registers.
    fn four_sums(self, registers: [Self::Register; 4]) -> [f32; 4];
}

impl Eight for Portable {
    type Register = [f32; 8];

    #[inline(always)]
    fn repeat(self, value: f32) -> [f32; 8] {
        [value; 8]
    }

    #[inline(always)]
    fn read(self, from: &[f32; 8]) -> [f32; 8] {
        *from
    }

    #[inline(always)]
    fn write(self, register: [f32; 8], to: &mut [f32; 8]) {
        *to = register;
    }

    #[inline(always)]
    fn multiply_add(self, a: [f32; 8], b: [f32; 8], c: [f32; 8]) -> [f32; 8] {
        std::array::from_fn(|lane| a[lane] * b[lane] + c[lane])
    }

    /// In the order of the vector registers: lanes 4 apart last, 2 apart first.
    #[inline(always)]
    fn four_sums(self, registers: [[f32; 8]; 4]) -> [f32; 4] {
        let quad = |x: &[f32]| (x[0] + x[2]) + (x[1] + x[3]);
        registers.map(|register| quad(&register[..4]) + quad(&register[4..]))
    }
}

/// States [`Eight`] for a set that has AVX2 and FMA.
#[cfg(target_arch = "x86_64")]
macro_rules! eight {
    ($($set:ty),*) => {
        $(
            impl Eight for $set {
                type Register = __m256;

                #[inline(always)]
                fn repeat(self, value: f32) -> __m256 {
                    // SAFETY: `self` exists, so the instructions were found; no memory is touched.
                    unsafe { _mm256_set1_ps(value) }
                }

                #[inline(always)]
                fn read(self, from: &[f32; 8]) -> __m256 {
                    // SAFETY: found; eight numbers lie at `from`.
                    unsafe { _mm256_loadu_ps(from.as_ptr()) }
                }

                #[inline(always)]
                fn write(self, register: __m256, to: &mut [f32; 8]) {
                    // SAFETY: found; eight numbers lie at `to`.
                    unsafe { _mm256_storeu_ps(to.as_mut_ptr(), register) }
                }

                #[inline(always)]
                fn multiply_add(self, a: __m256, b: __m256, c: __m256) -> __m256 {
                    // SAFETY: found; no memory is touched.
                    unsafe { _mm256_fmadd_ps(a, b, c) }
                }

                #[inline(always)]
                fn four_sums(self, registers: [__m256; 4]) -> [f32; 4] {
                    // SAFETY: found, which is all that it asks for.
                    unsafe { four_sums(registers) }
                }
            }
        )*
    };
}

#[cfg(target_arch = "x86_64")]
eight!(Avx2, Avx512);

/// Asks memory for the line of cache at an address, which will be read soon. It changes nothing but time, wherever the
/// address points.
#[inline(always)]
pub(crate) fn prefetch<T>(address: *const T) {
    // SAFETY: every x86-64 has the instruction; it is a hint that reads nothing and never faults.
    #[cfg(target_arch = "x86_64")]
    unsafe {
        _mm_prefetch::<_MM_HINT_T0>(address.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

/// Two registers share one as soon as they are added down to half, then four do: 12 instructions for four sums.
///
/// # Safety
/// AVX2 was found.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn four_sums([a, b, c, d]: [__m256; 4]) -> [f32; 4] {
    // SAFETY: the caller found the instructions; `out` holds four numbers.
    unsafe {
        let first = _mm256_add_ps(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
        let second = _mm256_add_ps(_mm256_unpacklo_ps(c, d), _mm256_unpackhi_ps(c, d));
        let even = _mm256_shuffle_ps(first, second, 0b01_00_01_00);
        let odd = _mm256_shuffle_ps(first, second, 0b11_10_11_10);
        let halves = _mm256_add_ps(even, odd);
        let mut out = [0.0; 4];
        let sums = _mm_add_ps(_mm256_castps256_ps128(halves), _mm256_extractf128_ps(halves, 1));
        _mm_storeu_ps(out.as_mut_ptr(), sums);
        out
    }
}
