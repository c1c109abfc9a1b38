//! Tails against mpmath 1.4.1 (40 digits, from the series and fractions of `incomplete_gamma` and `incomplete_beta`),
//! quantiles, special functions.

use super::*;
use crate::statistics::quantile::{normal_quantile, student_t_quantile};
use crate::statistics::special::{digamma, erf, trigamma};

fn near(what: &str, got: f64, expected: f64, part: f64) {
    assert!((got / expected - 1.0).abs() <= part, "{what}: got {got:e}, expected {expected:e}");
}

/// Statistic, degrees of freedom, lower tail, upper tail where it was printed with all its digits.
#[test]
fn chi_squared_equals_mpmath() {
    for (statistic, degrees, upper) in [
        (1347.9116882454314, 1.0, 4.380095607847154e-295),
        (1414.8419957660617, 5.0, 8.370771742698398e-304),
        (10.0, 2.0, 0.006737946999085467),
        (6.58113883008419, 5.0, 0.25370075028667005),
        (107.07106781186548, 100.0, 0.29612789099543835),
        (99552.78640450005, 100000.0, 0.8413455552112047),
        (5.52786404500042, 10.0, 0.8532494245413567),
    ] {
        near("upper", chi_squared_tails(statistic, degrees).1, upper, 3e-13);
    }
    for (statistic, degrees, lower) in [
        (15.147186257614294, 100.0, 1.829868160846534e-24),
        (1.8377223398316205, 5.0, 0.12888743784528398),
        (33.87298334620742, 30.0, 0.7140606771411657),
        (101788.85438199983, 100000.0, 0.999965234207871),
    ] {
        near("lower", chi_squared_tails(statistic, degrees).0, lower, 3e-13);
    }
}

#[test]
fn f_equals_mpmath() {
    for (f, above, below, upper) in [
        (10.0, 30000.0, 1000.0, 4.139018325244371e-304),
        (4.0, 5.0, 50.0, 0.003950443692249716),
        (40.0, 1.0, 3.0, 0.007991211082066282),
        (1.3, 100.0, 1000.0, 0.030575887547020193),
        (1.02, 1.0, 1e6, 0.3125192535135016),
        (0.8, 2.0, 1e6, 0.4493292516875439),
        (0.01, 2.0, 300.0, 0.9900501637511676),
    ] {
        near("upper", f_tails(f, above, below).1, upper, 3e-13);
        near("the other way up", f_tails(1.0 / f, below, above).0, upper, 3e-12);
    }
}

#[test]
fn student_t_equals_mpmath() {
    for (t, degrees, upper) in [
        (10000.0, 100.0, 3.9792648519577497e-302),
        (37.0, 1000.0, 8.650394404956531e-190),
        (6.0, 1000.0, 1.3776845866887345e-9),
        (37.0, 3.0, 2.1711744062489562e-5),
        (2.0, 3.0, 0.0696629842794216),
        (1.0, 3.0, 0.19550110947788532),
        (1e200, 1.0, 3.1830988618379067e-201),
    ] {
        let (_, above) = student_t_tails(t, degrees);
        near("upper", above, upper, 3e-13);
        assert_eq!(student_t_tails(-t, degrees).0, above);
    }
}

#[test]
fn the_normal_and_the_limits() {
    // mpmath 1.4.1.
    near("far", normal_tails(37.0).1, 5.725571222524577e-300, 3e-13);
    near("middle", normal_tails(-1.0).0, 0.15865525393145705, 1e-15);
    assert_eq!(normal_tails(f64::NEG_INFINITY), (0.0, 1.0));
    assert_eq!(student_t_tails(2.0, f64::INFINITY), normal_tails(2.0));
    near("many degrees", student_t_tails(2.0, 1e10).1, normal_tails(2.0).1, 1e-8);
    near("most degrees", chi_squared_tails(2e10, 2e10).1, 0.5, 1e-5);
    near("most degrees", f_tails(1.0, 2e10, 2e10).1, 0.5, 1e-5);
    assert_eq!(chi_squared_tails(f64::INFINITY, 3.0), (1.0, 0.0));
    assert_eq!(chi_squared_tails(-1.0, 3.0), (0.0, 1.0));
    assert_eq!(f_tails(f64::INFINITY, 3.0, 4.0), (1.0, 0.0));
    assert_eq!(f_tails(-2.0, 3.0, 4.0), (0.0, 1.0));
    assert_eq!(student_t_tails(f64::INFINITY, 4.0), (1.0, 0.0));
}

#[test]
fn what_is_no_distribution_has_no_tails() {
    for degrees in [0.0, -1.0, f64::NAN, 1e300] {
        assert!(chi_squared_tails(1.0, degrees).1.is_nan());
        assert!(student_t_tails(1.0, degrees).1.is_nan());
        assert!(f_tails(1.0, degrees, 1.0).1.is_nan() && f_tails(1.0, 1.0, degrees).1.is_nan());
    }
    assert!(chi_squared_tails(f64::NAN, 1.0).1.is_nan());
    assert!(f_tails(f64::NAN, 1.0, 1.0).0.is_nan());
    assert!(student_t_tails(f64::NAN, 1.0).0.is_nan());
    assert!(Alternative::TwoSided.p_value(normal_tails(f64::NAN)).is_nan());
}

#[test]
fn tails_of_small_shapes_still_sum_to_one() {
    for (shape, x) in [(1e-300, 1e-300), (1e-10, 0.5), (0.01, 3.0), (5e-324, 5e-324)] {
        let (lower, upper) = incomplete_gamma(shape, x);
        assert!((lower + upper - 1.0).abs() < 1e-15, "{shape} {x}: {lower} {upper}");
        let (lower, upper) = incomplete_beta(shape, 2.0, x / (1.0 + x), 1.0 / (1.0 + x));
        assert!((lower + upper - 1.0).abs() < 1e-15, "{shape} {x}: {lower} {upper}");
    }
}

/// mpmath 1.4.1.
#[test]
fn quantiles_equal_mpmath() {
    for (p, z) in [
        (1e-300, -37.0470962993612),
        (1e-20, -9.262340089798407),
        (0.001, -3.0902323061678136),
        (0.07, -1.4757910281791706),
        (0.6, 0.2533471031357997),
        (0.95, 1.6448536269514722),
    ] {
        near("normal", normal_quantile(p), z, 2e-15);
    }
    assert_eq!([0.0, 1.0].map(normal_quantile), [f64::NEG_INFINITY, f64::INFINITY]);
    assert!(normal_quantile(1.5).is_nan() && normal_quantile(f64::NAN).is_nan());
    // SciPy 1.17.1: `t.ppf`.
    for (p, degrees, t) in [
        (0.975, 10.0, 2.228138851986274),
        (0.6, 1.0, 0.32491969623290634),
        (1e-10, 3.0, -2225.769284683093),
        (1e-300, 1.0, -3.183098861837907e299),
        (0.025, 1e6, -1.9599663568141072),
    ] {
        near("t", student_t_quantile(p, degrees), t, 1e-13);
    }
    assert_eq!(student_t_quantile(0.0, 2.0), f64::NEG_INFINITY);
    assert!(student_t_quantile(0.3, 0.0).is_nan());
}

/// mpmath 1.4.1.
#[test]
fn special_functions_equal_mpmath() {
    near("lgamma", ln_gamma(1e-3), 6.907178885383853, 1e-15);
    near("lgamma", ln_gamma(12345.6), 103959.18506616846, 1e-15);
    near("erf", erf(0.3), 0.32862675945912745, 1e-15);
    near("erfc", erfc(26.0), 5.663192408856143e-296, 1e-15);
    for (x, first, second) in [
        (0.1, -10.423754940411076, 101.43329915079276),
        (1.0, -0.5772156649015329, 1.6449340668482264),
        (3.3, 1.0348224890596216, 0.3535015418410618),
        (1e6, 13.815510057964191, 1.0000005000001667e-6),
        (-0.5, 0.03648997397857652, 8.934802200544679),
    ] {
        assert!((digamma(x) - first).abs() <= 1e-15 * first.abs().max(1.0), "{x}: {}", digamma(x));
        near("trigamma", trigamma(x), second, 1e-15);
    }
    assert!(digamma(-2.0).is_nan() && trigamma(0.0) == f64::INFINITY);
    assert!(digamma(f64::NAN).is_nan() && trigamma(f64::NAN).is_nan());
    assert!(digamma(f64::NEG_INFINITY).is_nan());
}
