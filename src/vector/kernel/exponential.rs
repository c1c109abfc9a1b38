//! Exponentials of whole rows: [`exp`], [`ln`], [`sigmoid`], [`softmax`], [`log_sum_exp`].
//!
//! The exponential splits `x = n·ln 2 + r` with `|r| ≤ ln 2 / 2` (ln 2 in two parts, so that r is nearly
//! exact) and takes `eˣ = 2ⁿ·(1 + r + r²·P(r))`. The logarithm splits `x = 2ᵏ·(1 + f)` with `1 + f` between
//! √½ and √2 and takes `ln(1 + f) = f − f²/2 + s·(f²/2 + R(s²))` with `s = f/(2 + f)`, as fdlibm does. P and
//! R are minimax fits of our own (largest relative errors 3.3·10⁻⁹ and 5·10⁻¹²).
//!
//! Each number is computed by itself without fused multiply-add: **every instruction set gives the same
//! bits**. Measured over all 2³² numbers against the exact value, in units in the last place:
//!
//! | function | largest error | special values |
//! |---|---|---|
//! | [`exp`] | 0.98 ulp, subnormal results included | 0 below −103.97, +∞ above 88.73 |
//! | [`ln`] | 0.84 ulp | ln 0 = −∞, NaN of negative numbers, ln ∞ = ∞ |
//! | [`sigmoid`] | 2.41 ulp | 0 at −∞, 1 at ∞ |
//!
//! NaN stays NaN.

use super::dispatch::kernel;
use super::lanes::{InstructionSet, LANES, Lanes};
use super::reduce::max_on;

kernel! {
    /// `xᵢ ← eˣⁱ`.
    ///
    /// # Examples
    /// ```
    /// let mut x = [0.0, 1.0, f32::NEG_INFINITY];
    /// wordmill::vector::kernel::exp(&mut x);
    /// assert_eq!(x, [1.0, 2.7182817, 0.0]);
    /// ```
    pub fn exp(x: &'k mut [f32]) => exp_on
}

kernel! {
    /// `xᵢ ← ln xᵢ`.
    ///
    /// # Examples
    /// ```
    /// let mut x = [1.0, 2.0, 0.0];
    /// wordmill::vector::kernel::ln(&mut x);
    /// assert_eq!(x, [0.0, 0.6931472, f32::NEG_INFINITY]);
    /// ```
    pub fn ln(x: &'k mut [f32]) => ln_on
}

kernel! {
    /// `xᵢ ← 1 / (1 + e⁻ˣⁱ)`, the logistic function.
    ///
    /// # Examples
    /// ```
    /// let mut x = [0.0, 100.0];
    /// wordmill::vector::kernel::sigmoid(&mut x);
    /// assert_eq!(x, [0.5, 1.0]);
    /// ```
    pub fn sigmoid(x: &'k mut [f32]) => sigmoid_on
}

kernel! {
    /// `xᵢ ← eˣⁱ / Σ eˣʲ`, with the sum in `f64` and no overflow: the largest number is subtracted first.
    ///
    /// A row that holds NaN or +∞, or −∞ alone, becomes NaN.
    ///
    /// # Examples
    /// ```
    /// let mut x = [1000.0, 1000.0];
    /// wordmill::vector::kernel::softmax(&mut x);
    /// assert_eq!(x, [0.5, 0.5]);
    /// ```
    pub fn softmax(x: &'k mut [f32]) => softmax_on
}

kernel! {
    /// `ln Σ eˣⁱ`, with the sum in `f64` and no overflow; −∞ of an empty row. The error is at most
    /// 1.3·10⁻⁷, of the exponentials, and that of subtracting the largest number.
    ///
    /// # Examples
    /// ```
    /// let sum = wordmill::vector::kernel::log_sum_exp(&[1000.0, 1000.0]);
    /// assert!((sum - (1000.0 + 2f64.ln())).abs() < 1e-6);
    /// ```
    pub fn log_sum_exp(x: &'k [f32]) -> f64 => log_sum_exp_on
}

#[inline(always)]
pub(crate) fn exp_on<S: InstructionSet>(set: S, x: &mut [f32]) {
    map(set, x, exp_of);
}

#[inline(always)]
pub(crate) fn ln_on<S: InstructionSet>(set: S, x: &mut [f32]) {
    map(set, x, ln_of);
}

#[inline(always)]
pub(crate) fn sigmoid_on<S: InstructionSet>(set: S, x: &mut [f32]) {
    map(set, x, sigmoid_of);
}

#[inline(always)]
fn softmax_on<S: InstructionSet>(set: S, x: &mut [f32]) {
    let largest = max_on(set, x);
    map(set, x, |x| exp_of(x - largest));
    let factor = (1.0 / sum_in_order(set, x)) as f32;
    map(set, x, |x| x * factor);
}

#[inline(always)]
fn log_sum_exp_on<S: InstructionSet>(set: S, x: &[f32]) -> f64 {
    let largest = max_on(set, x);
    if largest.is_infinite() {
        return if x.iter().any(|x| x.is_nan()) { f64::NAN } else { f64::from(largest) };
    }
    let (chunks, tail) = x.as_chunks::<LANES>();
    let mut sums = Lanes::<f64>::splat(set, 0.0);
    for chunk in chunks {
        let powers = chunk.map(|x| exp_of(x - largest));
        sums = Lanes::<f64>::add(set, sums, set.widen(Lanes::<f32>::load(set, &powers)));
    }
    let rest: f64 = tail.iter().map(|x| f64::from(exp_of(x - largest))).sum();
    f64::from(largest) + (Lanes::<f64>::sum(set, sums) + rest).ln()
}

/// `Σ xᵢ` in `f64`, over sixteen lanes.
#[inline(always)]
fn sum_in_order<S: InstructionSet>(set: S, x: &[f32]) -> f64 {
    let (chunks, tail) = x.as_chunks::<LANES>();
    let mut sums = set.widen(Lanes::<f32>::load_part(set, tail));
    for chunk in chunks {
        sums = Lanes::<f64>::add(set, sums, set.widen(Lanes::<f32>::load(set, chunk)));
    }
    Lanes::<f64>::sum(set, sums)
}

/// `f` of every number, sixteen at a time.
#[inline(always)]
fn map<S: InstructionSet>(set: S, x: &mut [f32], f: impl Fn(f32) -> f32) {
    let (chunks, tail) = x.as_chunks_mut::<LANES>();
    for chunk in chunks {
        for x in chunk {
            *x = f(*x);
        }
    }
    if !tail.is_empty() {
        let mut padded = [0.0; LANES];
        Lanes::<f32>::store(set, Lanes::<f32>::load_part(set, tail), &mut padded);
        for x in &mut padded {
            *x = f(*x);
        }
        Lanes::<f32>::store_part(set, Lanes::<f32>::load(set, &padded), tail);
    }
}

/// ln 2 = `LN_2_HIGH + LN_2_LOW`; products of the first part with whole numbers below 2¹⁵ are exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// Adding it rounds a small number to a whole one, which then stands in the low bits of the sum.
const ROUNDING: f32 = 12_582_912.0;

#[inline(always)]
fn exp_of(x: f32) -> f32 {
    // Beyond these bounds the result is 0 or ∞ all the same; comparisons keep NaN.
    let x = if x < -105.0 { -105.0 } else { x };
    let x = if x > 89.5 { 89.5 } else { x };
    let shifted = x * std::f32::consts::LOG2_E + ROUNDING;
    let n = shifted - ROUNDING;
    let r = (x - n * LN_2_HIGH) - n * LN_2_LOW;
    let p = 0.001_381_314_6;
    let p = p * r + 0.008_369_419;
    let p = p * r + 0.041_668_456;
    let p = p * r + 0.166_665_15;
    let p = p * r + 0.499_999_94;
    let power = 1.0 + (r + (r * r) * p);
    // Two factors of about half the exponent reach subnormal results and ∞ with one rounding.
    let n = (shifted.to_bits() as i32).wrapping_sub(ROUNDING.to_bits() as i32);
    let half = n >> 1;
    power * power_of_two(half) * power_of_two(n.wrapping_sub(half))
}

/// 2ⁿ for −126 ≤ n ≤ 127.
#[inline(always)]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) << 23) as u32)
}

#[inline(always)]
fn ln_of(x: f32) -> f32 {
    const SQRT_HALF: i32 = 0x3f35_04f3;
    // Subnormal numbers are scaled up by 2²⁵ first.
    let is_tiny = x < f32::MIN_POSITIVE;
    let bits = (if is_tiny { x * 33_554_432.0 } else { x }).to_bits() as i32;
    let k = bits.wrapping_sub(SQRT_HALF) >> 23;
    let f = f32::from_bits(bits.wrapping_sub(k << 23) as u32) - 1.0;
    let k = k as f32 - if is_tiny { 25.0 } else { 0.0 };
    let s = f / (2.0 + f);
    let z = s * s;
    let series = z * (0.666_666_6 + z * (0.400_003_46 + z * (0.285_366_42 + z * 0.235_956_43)));
    let half_square = 0.5 * f * f;
    let low = s * (half_square + series) + k * LN_2_LOW;
    let finite = k * LN_2_HIGH + (f - (half_square - low));
    let of_positive = if x < f32::INFINITY { finite } else { x };
    let of_rest = if x == 0.0 { f32::NEG_INFINITY } else { f32::NAN };
    if x > 0.0 { of_positive } else { of_rest }
}

#[inline(always)]
fn sigmoid_of(x: f32) -> f32 {
    // The smaller of e⁻ˣ and eˣ: it never overflows, and small results keep their precision.
    let power = exp_of(-x.abs());
    let numerator = if x < 0.0 { power } else { 1.0 };
    numerator / (1.0 + power)
}
