//! [`Eight`]: eight `f32` in one register, for rows that are kept in eights.
//!
//! [`Lanes`](super::lanes::Lanes) are sixteen wide: right for long rows, wasteful for rows of a hundred numbers, whose last
//! register would be mostly empty. Rows of embeddings are padded to a multiple of eight instead, so that no load
//! or store is partial. Sums use fused multiply-add where the set has it.
//!
//! Two eights are a *pair*: one register of AVX-512, two of any other set. What is done to a pair is done to each eight, so
//! loops may go by pairs or by eights and give the same bits.
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

    /// What holds sixteen: two eights side by side.
    type Pair: Copy;

    /// Whether that is one register.
    const IS_PAIR_ONE: bool;

    /// How many rows of sums, each so many pairs wide, fill the registers.
    const BLOCK: (usize, usize);

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

    /// The same number sixteen times.
    fn repeat_twice(self, value: f32) -> Self::Pair;

    /// Two eights from two places.
    fn pair(self, low: &[f32; 8], high: &[f32; 8]) -> Self::Pair;

    /// Two eights from memory.
    fn read_pair(self, from: &[[f32; 8]; 2]) -> Self::Pair;

    /// Two eights to memory.
    fn write_pair(self, pair: Self::Pair, to: &mut [[f32; 8]; 2]);

    /// An eight from memory, and zeros.
    fn read_half(self, from: &[f32; 8]) -> Self::Pair;

    /// The first of two eights to memory.
    fn write_half(self, pair: Self::Pair, to: &mut [f32; 8]);

    /// `a·b + c`, lane by lane.
    fn multiply_add_pair(self, a: Self::Pair, b: Self::Pair, c: Self::Pair) -> Self::Pair;

    /// [`four_sums`](Self::four_sums) of the low eights, and of the high ones.
    fn four_sums_of_pairs(self, pairs: [Self::Pair; 4]) -> [[f32; 4]; 2];
}

/// States what a pair is where it is two registers.
macro_rules! two_registers {
    () => {
        type Pair = [Self::Register; 2];
        const IS_PAIR_ONE: bool = false;
        /// Twelve sums, two numbers and a factor are fifteen of sixteen.
        const BLOCK: (usize, usize) = (6, 1);

        #[inline(always)]
        fn repeat_twice(self, value: f32) -> Self::Pair {
            [self.repeat(value); 2]
        }

        #[inline(always)]
        fn pair(self, low: &[f32; 8], high: &[f32; 8]) -> Self::Pair {
            [self.read(low), self.read(high)]
        }

        #[inline(always)]
        fn read_pair(self, [low, high]: &[[f32; 8]; 2]) -> Self::Pair {
            self.pair(low, high)
        }

        #[inline(always)]
        fn write_pair(self, pair: Self::Pair, to: &mut [[f32; 8]; 2]) {
            pair.into_iter().zip(to).for_each(|(register, to)| self.write(register, to));
        }

        #[inline(always)]
        fn read_half(self, from: &[f32; 8]) -> Self::Pair {
            [self.read(from), self.repeat(0.0)]
        }

        #[inline(always)]
        fn write_half(self, [low, _]: Self::Pair, to: &mut [f32; 8]) {
            self.write(low, to);
        }

        #[inline(always)]
        fn multiply_add_pair(self, a: Self::Pair, b: Self::Pair, c: Self::Pair) -> Self::Pair {
            [self.multiply_add(a[0], b[0], c[0]), self.multiply_add(a[1], b[1], c[1])]
        }

        #[inline(always)]
        fn four_sums_of_pairs(self, pairs: [Self::Pair; 4]) -> [[f32; 4]; 2] {
            [self.four_sums(pairs.map(|pair| pair[0])), self.four_sums(pairs.map(|pair| pair[1]))]
        }
    };
}

impl Eight for Portable {
    type Register = [f32; 8];
    two_registers!();

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

/// States [`Eight`] for a set that has AVX2 and FMA, but for pairs.
#[cfg(target_arch = "x86_64")]
macro_rules! eight {
    ($($set:ty { $($pairs:tt)* })*) => {
        $(
            impl Eight for $set {
                type Register = __m256;
                $($pairs)*

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
eight! {
    Avx2 { two_registers!(); }

    Avx512 {
        type Pair = __m512;
        const IS_PAIR_ONE: bool = true;
        /// 21 sums, seven numbers and a factor are 29 of 32.
        const BLOCK: (usize, usize) = (3, 7);

        #[inline(always)]
        fn repeat_twice(self, value: f32) -> __m512 {
            // SAFETY: found; no memory is touched.
            unsafe { _mm512_set1_ps(value) }
        }

        #[inline(always)]
        fn pair(self, low: &[f32; 8], high: &[f32; 8]) -> __m512 {
            // SAFETY: found; no memory is touched.
            unsafe { _mm512_insertf32x8(_mm512_castps256_ps512(self.read(low)), self.read(high), 1) }
        }

        #[inline(always)]
        fn read_pair(self, from: &[[f32; 8]; 2]) -> __m512 {
            // SAFETY: found; sixteen numbers lie at `from`.
            unsafe { _mm512_loadu_ps(from.as_ptr().cast()) }
        }

        #[inline(always)]
        fn write_pair(self, pair: __m512, to: &mut [[f32; 8]; 2]) {
            // SAFETY: found; sixteen numbers lie at `to`.
            unsafe { _mm512_storeu_ps(to.as_mut_ptr().cast(), pair) }
        }

        #[inline(always)]
        fn read_half(self, from: &[f32; 8]) -> __m512 {
            // SAFETY: found; no memory is touched.
            unsafe { _mm512_zextps256_ps512(self.read(from)) }
        }

        #[inline(always)]
        fn write_half(self, pair: __m512, to: &mut [f32; 8]) {
            // SAFETY: found; no memory is touched.
            self.write(unsafe { _mm512_castps512_ps256(pair) }, to);
        }

        #[inline(always)]
        fn multiply_add_pair(self, a: __m512, b: __m512, c: __m512) -> __m512 {
            // SAFETY: found; no memory is touched.
            unsafe { _mm512_fmadd_ps(a, b, c) }
        }

        #[inline(always)]
        fn four_sums_of_pairs(self, pairs: [__m512; 4]) -> [[f32; 4]; 2] {
            // SAFETY: found, which is all that it asks for.
            unsafe { four_sums_of_pairs(pairs) }
        }
    }
}

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

/// The same for both halves of four registers.
///
/// # Safety
/// AVX-512 was found.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn four_sums_of_pairs([a, b, c, d]: [__m512; 4]) -> [[f32; 4]; 2] {
    // SAFETY: the caller found the instructions; `out` holds eight numbers.
    unsafe {
        let first = _mm512_add_ps(_mm512_unpacklo_ps(a, b), _mm512_unpackhi_ps(a, b));
        let second = _mm512_add_ps(_mm512_unpacklo_ps(c, d), _mm512_unpackhi_ps(c, d));
        let even = _mm512_shuffle_ps(first, second, 0b01_00_01_00);
        let odd = _mm512_shuffle_ps(first, second, 0b11_10_11_10);
        let quarters = _mm512_add_ps(even, odd);
        let low = _mm512_shuffle_f32x4(quarters, quarters, 0b10_00_10_00);
        let high = _mm512_shuffle_f32x4(quarters, quarters, 0b11_01_11_01);
        let mut out = [[0.0; 4]; 2];
        let sums = _mm256_add_ps(_mm512_castps512_ps256(low), _mm512_castps512_ps256(high));
        _mm256_storeu_ps(out.as_mut_ptr().cast(), sums);
        out
    }
}
