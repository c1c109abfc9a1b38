//! AVX2 with FMA, and AVX-512: the lanes in vector registers.
//!
//! Sixteen `f32` fill two registers of AVX2 or one of AVX-512; sixteen `f64` fill four or two. A value of
//! [`Avx2`] or [`Avx512`] exists only on a machine that has the instructions, so every method may use
//! them, and no method does more than its name says.
#![expect(unsafe_code, reason = "vector instructions may run only where they were detected")]

use std::arch::x86_64::*;

use super::lanes::{InstructionSet, LANES, Lanes};

/// Proof that AVX2, FMA, BMI1 and BMI2 were found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Avx2(());

/// Proof that AVX-512 (F, VL, DQ, BW) was found, and all that [`Avx2`] asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Avx512(());

impl Avx2 {
    /// Four sums of two registers, and their factors, fill the sixteen registers.
    const SIDE: usize = 2;
    /// Twelve sums, two numbers and a factor do, too.
    const WIDTH: usize = 1;

    /// The proof, if it holds.
    pub(super) fn detect() -> Option<Self> {
        let found = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("fma")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2");
        found.then_some(Avx2(()))
    }
}

impl Avx512 {
    /// Sixteen sums and their factors fill most of the 32 registers.
    const SIDE: usize = 4;
    /// Six rows of four sums, four numbers and a factor fill 29 of them.
    const WIDTH: usize = 4;

    /// The proof, if it holds.
    pub(super) fn detect() -> Option<Self> {
        let found = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512bw");
        Avx2::detect().filter(|_| found).map(|_| Avx512(()))
    }
}

/// States the lanes of one type on one set, over `$count` registers of `$width` numbers.
///
/// "Found" in the proofs below means: `self` exists, so the machine has the instructions (see the types).
macro_rules! lanes {
    ($set:ty, $number:ty, $register:ty, $count:literal of $width:literal,
     $splat:ident, $load:ident, $store:ident, $add:ident, $sub:ident, $mul:ident, $max:ident, $fused:ident,
     $mask:ident, $load_part:ident, $store_part:ident, $sum:ident $(, $sums:ident)?) => {
        impl Lanes<$number> for $set {
            type Vector = [$register; $count];
            const BLOCK: usize = Self::SIDE;
            const STRIP: usize = Self::WIDTH;

            #[inline(always)]
            fn splat(self, value: $number) -> Self::Vector {
                // SAFETY: found; no memory is touched.
                [unsafe { $splat(value) }; $count]
            }

            #[inline(always)]
            fn load(self, from: &[$number; LANES]) -> Self::Vector {
                let mut lanes: [$register; $count] = Lanes::<$number>::splat(self, 0.0);
                for (index, register) in lanes.iter_mut().enumerate() {
                    // SAFETY: found; `$count · $width` is sixteen, as many numbers as `from` holds.
                    *register = unsafe { $load(from.as_ptr().add(index * $width)) };
                }
                lanes
            }

            #[inline(always)]
            fn load_part(self, from: &[$number]) -> Self::Vector {
                let mut lanes: [$register; $count] = Lanes::<$number>::splat(self, 0.0);
                for (index, register) in lanes.iter_mut().enumerate() {
                    let at = from.as_ptr().wrapping_add(index * $width);
                    // SAFETY: found; the mask names only lanes that lie below the length of `from`.
                    *register = unsafe { $load_part(at, $mask(from.len(), index)) };
                }
                lanes
            }

            #[inline(always)]
            fn store(self, lanes: Self::Vector, to: &mut [$number; LANES]) {
                for (index, register) in lanes.into_iter().enumerate() {
                    // SAFETY: found; `$count · $width` is sixteen, as many numbers as `to` holds.
                    unsafe { $store(to.as_mut_ptr().add(index * $width), register) };
                }
            }

            #[inline(always)]
            fn store_part(self, lanes: Self::Vector, to: &mut [$number]) {
                for (index, register) in lanes.into_iter().enumerate() {
                    let at = to.as_mut_ptr().wrapping_add(index * $width);
                    // SAFETY: found; the mask names only lanes that lie below the length of `to`.
                    unsafe { $store_part(at, $mask(to.len(), index), register) };
                }
            }

            lanes!(pairs $register, $count, add = $add, sub = $sub, mul = $mul, max = $max);

            #[inline(always)]
            fn fused(self, a: Self::Vector, b: Self::Vector, c: Self::Vector) -> Self::Vector {
                let mut out = a;
                for index in 0..$count {
                    // SAFETY: found; no memory is touched.
                    out[index] = unsafe { $fused(a[index], b[index], c[index]) };
                }
                out
            }

            #[inline(always)]
            fn sum(self, lanes: Self::Vector) -> $number {
                // SAFETY: found, which is all that it asks for.
                unsafe { $sum(lanes) }
            }

            $(
                #[inline(always)]
                fn sums(self, lanes: [[Self::Vector; 4]; 4]) -> [[$number; 4]; 4] {
                    // SAFETY: found, which is all that it asks for.
                    unsafe { $sums(lanes) }
                }
            )?
        }
    };
    (pairs $register:ty, $count:literal, $($name:ident = $instruction:ident),*) => {
        $(
            #[inline(always)]
            fn $name(self, a: Self::Vector, b: Self::Vector) -> Self::Vector {
                let mut out = a;
                for index in 0..$count {
                    // SAFETY: found; no memory is touched.
                    out[index] = unsafe { $instruction(a[index], b[index]) };
                }
                out
            }
        )*
    };
}

lanes! {
    Avx512, f32, __m512, 1 of 16,
    _mm512_set1_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_add_ps, _mm512_sub_ps, _mm512_mul_ps,
    _mm512_max_ps, _mm512_fmadd_ps, mask_of_16, load_part_512, store_part_512, sum_512, sums_512
}

lanes! {
    Avx512, f64, __m512d, 2 of 8,
    _mm512_set1_pd, _mm512_loadu_pd, _mm512_storeu_pd, _mm512_add_pd, _mm512_sub_pd, _mm512_mul_pd,
    _mm512_max_pd, _mm512_fmadd_pd, mask_of_8, load_part_512d, store_part_512d, sum_512d
}

lanes! {
    Avx2, f32, __m256, 2 of 8,
    _mm256_set1_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_add_ps, _mm256_sub_ps, _mm256_mul_ps,
    _mm256_max_ps, _mm256_fmadd_ps, mask_of_i32, load_part_256, store_part_256, sum_256
}

lanes! {
    Avx2, f64, __m256d, 4 of 4,
    _mm256_set1_pd, _mm256_loadu_pd, _mm256_storeu_pd, _mm256_add_pd, _mm256_sub_pd, _mm256_mul_pd,
    _mm256_max_pd, _mm256_fmadd_pd, mask_of_i64, load_part_256d, store_part_256d, sum_256d
}

impl InstructionSet for Avx512 {
    #[inline(always)]
    fn widen(self, [lanes]: [__m512; 1]) -> [__m512d; 2] {
        // SAFETY: found; no memory is touched.
        unsafe {
            let (low, high) = (_mm512_castps512_ps256(lanes), _mm512_extractf32x8_ps(lanes, 1));
            [_mm512_cvtps_pd(low), _mm512_cvtps_pd(high)]
        }
    }
}

impl InstructionSet for Avx2 {
    #[inline(always)]
    fn widen(self, [low, high]: [__m256; 2]) -> [__m256d; 4] {
        // SAFETY: found; no memory is touched.
        unsafe {
            [
                _mm256_cvtps_pd(_mm256_castps256_ps128(low)),
                _mm256_cvtps_pd(_mm256_extractf128_ps(low, 1)),
                _mm256_cvtps_pd(_mm256_castps256_ps128(high)),
                _mm256_cvtps_pd(_mm256_extractf128_ps(high, 1)),
            ]
        }
    }
}

/// The lanes below `len`, as bits.
#[inline(always)]
fn mask_of_16(len: usize, _: usize) -> __mmask16 {
    ((1u32 << len.min(LANES)) - 1) as __mmask16
}

/// The same for eight of sixteen lanes.
#[inline(always)]
fn mask_of_8(len: usize, register: usize) -> __mmask8 {
    (mask_of_16(len, 0) >> (8 * register)) as __mmask8
}

/// Sixteen lanes that are on and sixteen that are off; where to start reading makes the mask.
static ON_OFF_32: [i32; 2 * LANES] = on_off();
static ON_OFF_64: [i64; 2 * LANES] = {
    let (narrow, mut wide, mut lane) = (on_off(), [0; 2 * LANES], 0);
    while lane < 2 * LANES {
        wide[lane] = narrow[lane] as i64;
        lane += 1;
    }
    wide
};

const fn on_off() -> [i32; 2 * LANES] {
    let (mut mask, mut lane) = ([0; 2 * LANES], 0);
    while lane < LANES {
        mask[lane] = -1;
        lane += 1;
    }
    mask
}

/// The lanes below `len` among the eight of a register of `f32`.
#[inline(always)]
fn mask_of_i32(len: usize, register: usize) -> __m256i {
    let start = LANES - len.min(LANES) + 8 * register;
    // SAFETY: called for Avx2 only, which was found; `start` is at most 24, so eight numbers follow.
    unsafe { _mm256_loadu_si256(ON_OFF_32.as_ptr().add(start).cast()) }
}

/// The lanes below `len` among the four of a register of `f64`.
#[inline(always)]
fn mask_of_i64(len: usize, register: usize) -> __m256i {
    let start = LANES - len.min(LANES) + 4 * register;
    // SAFETY: called for Avx2 only, which was found; `start` is at most 28, so four numbers follow.
    unsafe { _mm256_loadu_si256(ON_OFF_64.as_ptr().add(start).cast()) }
}

/// Gives the partial loads and stores of all sets one order of arguments.
macro_rules! parts {
    ($($load_part:ident, $store_part:ident: $number:ty, $register:ty, $mask:ty,
       |$from:ident, $m:ident| $load:expr, |$to:ident, $r:ident| $store:expr;)*) => {
        $(
            /// # Safety
            /// The instructions were found, and the lanes that the mask names can be read.
            #[inline(always)]
            unsafe fn $load_part($from: *const $number, $m: $mask) -> $register {
                // SAFETY: as the caller promises.
                unsafe { $load }
            }

            /// # Safety
            /// The instructions were found, and the lanes that the mask names can be written.
            #[inline(always)]
            unsafe fn $store_part($to: *mut $number, $m: $mask, $r: $register) {
                // SAFETY: as the caller promises.
                unsafe { $store }
            }
        )*
    };
}

parts! {
    load_part_512, store_part_512: f32, __m512, __mmask16,
        |from, mask| _mm512_maskz_loadu_ps(mask, from), |to, lanes| _mm512_mask_storeu_ps(to, mask, lanes);
    load_part_512d, store_part_512d: f64, __m512d, __mmask8,
        |from, mask| _mm512_maskz_loadu_pd(mask, from), |to, lanes| _mm512_mask_storeu_pd(to, mask, lanes);
    load_part_256, store_part_256: f32, __m256, __m256i,
        |from, mask| _mm256_maskload_ps(from, mask), |to, lanes| _mm256_maskstore_ps(to, mask, lanes);
    load_part_256d, store_part_256d: f64, __m256d, __m256i,
        |from, mask| _mm256_maskload_pd(from, mask), |to, lanes| _mm256_maskstore_pd(to, mask, lanes);
}

// Sums, in the order of `Lanes::sum`: lane l takes lane l + 8, then l + 4, l + 2, l + 1. They may be called
// where the instructions of their registers were found, and touch no memory but their own.

#[inline(always)]
unsafe fn sum_512([lanes]: [__m512; 1]) -> f32 {
    // SAFETY: the caller found the instructions.
    unsafe { sum_256([_mm512_castps512_ps256(lanes), _mm512_extractf32x8_ps(lanes, 1)]) }
}

#[inline(always)]
unsafe fn sum_256([low, high]: [__m256; 2]) -> f32 {
    // SAFETY: the caller found the instructions.
    unsafe {
        let eight = _mm256_add_ps(low, high);
        let four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
        let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
        _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)))
    }
}

#[inline(always)]
unsafe fn sum_512d([low, high]: [__m512d; 2]) -> f64 {
    // SAFETY: the caller found the instructions.
    unsafe {
        let eight = _mm512_add_pd(low, high);
        sum_four(_mm256_add_pd(_mm512_castpd512_pd256(eight), _mm512_extractf64x4_pd(eight, 1)))
    }
}

#[inline(always)]
unsafe fn sum_256d(lanes: [__m256d; 4]) -> f64 {
    // SAFETY: the caller found the instructions.
    unsafe {
        let (low, high) = (_mm256_add_pd(lanes[0], lanes[2]), _mm256_add_pd(lanes[1], lanes[3]));
        sum_four(_mm256_add_pd(low, high))
    }
}

#[inline(always)]
unsafe fn sum_four(four: __m256d) -> f64 {
    // SAFETY: the caller found the instructions.
    unsafe {
        let two = _mm_add_pd(_mm256_castpd256_pd128(four), _mm256_extractf128_pd(four, 1));
        _mm_cvtsd_f64(_mm_add_sd(two, _mm_unpackhi_pd(two, two)))
    }
}

/// Sixteen sums at once. Two vectors share a register as soon as they are added down to half, then four, and
/// so on: 45 instructions, where sixteen single sums take 128.
#[inline(always)]
unsafe fn sums_512(lanes: [[[__m512; 1]; 4]; 4]) -> [[f32; 4]; 4] {
    // SAFETY: the caller found the instructions.
    unsafe {
        // Each register holds four lanes of every row for one column.
        let mut columns = [_mm512_setzero_ps(); 4];
        for (column, quads) in columns.iter_mut().enumerate() {
            let rows = [lanes[0][column][0], lanes[1][column][0], lanes[2][column][0], lanes[3][column][0]];
            let (upper, lower) = (halves(rows[0], rows[1]), halves(rows[2], rows[3]));
            let even = _mm512_shuffle_f32x4(upper, lower, 0b10_00_10_00);
            let odd = _mm512_shuffle_f32x4(upper, lower, 0b11_01_11_01);
            *quads = _mm512_add_ps(even, odd);
        }
        // Then two, then one lane of every row for two, then all columns.
        let two = |a, b| _mm512_add_ps(_mm512_unpacklo_ps(a, b), _mm512_unpackhi_ps(a, b));
        let (left, right) = (two(columns[0], columns[1]), two(columns[2], columns[3]));
        let even = _mm512_shuffle_ps(left, right, 0b01_00_01_00);
        let odd = _mm512_shuffle_ps(left, right, 0b11_10_11_10);
        let mut out = [[0.0; 4]; 4];
        _mm512_storeu_ps(out.as_mut_ptr().cast(), _mm512_add_ps(even, odd));
        out
    }
}

/// `a` added down to eight lanes (its first and third quarter, second and fourth), then `b`.
#[inline(always)]
unsafe fn halves(a: __m512, b: __m512) -> __m512 {
    // SAFETY: the caller found the instructions.
    unsafe {
        let low = _mm512_shuffle_f32x4(a, b, 0b01_00_01_00);
        let high = _mm512_shuffle_f32x4(a, b, 0b11_10_11_10);
        _mm512_add_ps(low, high)
    }
}
