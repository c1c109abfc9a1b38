//! Multiply-adds that a core reaches when nothing leaves the registers.
#![expect(unsafe_code, reason = "loops compiled for more instructions run only where these are found")]

use std::hint::black_box;
use std::time::Instant;

/// Sums in flight: enough to hide the latency of a multiply-add on two pipes.
const SUMS: usize = 12;

/// Fused multiply-adds (of one number each) a second: the best of five turns of some 20 ms, on one thread, with the
/// widest instructions of the machine.
pub(crate) fn multiply_adds_a_second() -> f64 {
    let (lanes, run) = widest();
    let seconds = |rounds: usize| {
        let start = Instant::now();
        black_box(run(black_box(rounds)));
        start.elapsed().as_secs_f64()
    };
    const ROUNDS: usize = 3_000_000;
    let best = (0..5).map(|_| seconds(ROUNDS)).fold(f64::INFINITY, f64::min);
    (ROUNDS * SUMS * lanes) as f64 / best
}

/// Lanes of the widest loop that runs here, and the loop.
#[cfg(target_arch = "x86_64")]
fn widest() -> (usize, fn(usize) -> f32) {
    if is_x86_feature_detected!("avx512f") {
        // SAFETY: AVX-512 was found.
        (16, |rounds| unsafe { x86::avx512(rounds) })
    } else if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        // SAFETY: AVX2 and FMA were found.
        (8, |rounds| unsafe { x86::avx2(rounds) })
    } else {
        (4, portable)
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn widest() -> (usize, fn(usize) -> f32) {
    (4, portable)
}

/// A multiplication and an addition in four lanes, which every machine of 64 bits has.
fn portable(rounds: usize) -> f32 {
    let mut sums = [[1.0f32; 4]; SUMS];
    let (factor, summand) = (black_box(0.999f32), black_box(0.001f32));
    for _ in 0..rounds {
        for sum in &mut sums {
            *sum = sum.map(|lane| lane * factor + summand);
        }
    }
    sums.as_flattened().iter().sum()
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;
    use std::hint::black_box;

    use super::SUMS;

    #[target_feature(enable = "avx2,fma")]
    pub(super) fn avx2(rounds: usize) -> f32 {
        let mut sums = [_mm256_set1_ps(1.0); SUMS];
        let (factor, summand) = (_mm256_set1_ps(black_box(0.999)), _mm256_set1_ps(black_box(0.001)));
        for _ in 0..rounds {
            for sum in &mut sums {
                *sum = _mm256_fmadd_ps(*sum, factor, summand);
            }
        }
        _mm256_cvtss_f32(sums.into_iter().fold(_mm256_setzero_ps(), |all, sum| _mm256_add_ps(all, sum)))
    }

    #[target_feature(enable = "avx512f")]
    pub(super) fn avx512(rounds: usize) -> f32 {
        let mut sums = [_mm512_set1_ps(1.0); SUMS];
        let (factor, summand) = (_mm512_set1_ps(black_box(0.999)), _mm512_set1_ps(black_box(0.001)));
        for _ in 0..rounds {
            for sum in &mut sums {
                *sum = _mm512_fmadd_ps(*sum, factor, summand);
            }
        }
        _mm512_cvtss_f32(sums.into_iter().fold(_mm512_setzero_ps(), |all, sum| _mm512_add_ps(all, sum)))
    }
}
