//! Quantiles: the statistic that has a given tail below it.
//!
//! Of the normal by Wichura's algorithm AS 241 ("The percentage points of the normal distribution", 1988, routine
//! PPND16): rational functions of p in the middle and of √−ln p outside. Of Student's t by bisection between floats,
//! which asks the tails some hundred times.

use crate::statistics::tail::student_t_tails;

/// The z with Φ(z) = p; ∓∞ at 0 and 1, NaN outside.
///
/// Wrong by some 1e-15 of its value against mpmath, for p from 1e-300 to ½. A p near 1 has lost the digits of 1 − p: the
/// upper quantile of a small tail is `-normal_quantile(tail)`.
///
/// # Examples
/// ```
/// use wordmill::statistics::normal_quantile;
/// assert!((normal_quantile(0.975) - 1.959963984540054).abs() < 1e-15);
/// assert_eq!(normal_quantile(0.5), 0.0);
/// ```
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return if p == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let off_middle = p - 0.5;
    if off_middle.abs() <= 0.425 {
        return off_middle * quotient(0.180625 - off_middle * off_middle, &MIDDLE);
    }
    let root = (-p.min(1.0 - p).ln()).sqrt();
    let size = if root <= 5.0 { quotient(root - 1.6, &OUTSIDE) } else { quotient(root - 5.0, &FAR_OUTSIDE) };
    size.copysign(off_middle)
}

/// The t with a lower tail of p under so many degrees of freedom; ∓∞ at 0 and 1, NaN where the tails are.
///
/// As near as the tails are exact; of two neighbouring floats between which p lies it is one.
///
/// # Examples
/// ```
/// use wordmill::statistics::student_t_quantile;
/// assert!((student_t_quantile(0.975, 10.0) - 2.228138851986274).abs() < 1e-14);
/// ```
#[must_use]
pub fn student_t_quantile(p: f64, degrees_of_freedom: f64) -> f64 {
    let unknown = !(0.0..=1.0).contains(&p) || student_t_tails(1.0, degrees_of_freedom).0.is_nan();
    let tail = p.min(1.0 - p);
    if unknown || p == 0.5 {
        return if unknown { f64::NAN } else { 0.0 };
    }
    if tail == 0.0 {
        return f64::INFINITY.copysign(p - 0.5);
    }
    let is_beyond = |t: f64| student_t_tails(t, degrees_of_freedom).1 <= tail;
    // Floats above 0 are in the order of their bits.
    let (mut low, mut high) = (0, f64::INFINITY.to_bits());
    while high - low > 1 {
        let middle = u64::midpoint(low, high);
        if is_beyond(f64::from_bits(middle)) { high = middle } else { low = middle }
    }
    f64::from_bits(high).copysign(p - 0.5)
}

/// A quotient of polynomials: coefficients of the upper and of the lower one, from the constant up.
type Quotient = [[f64; 8]; 2];

fn quotient(x: f64, [above, below]: &Quotient) -> f64 {
    let polynomial = |coefficients: &[f64; 8]| coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c);
    polynomial(above) / polynomial(below)
}

const MIDDLE: Quotient = [
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
];

const OUTSIDE: Quotient = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
];

const FAR_OUTSIDE: Quotient = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
];
