//! Every kernel against its naive oracle, on every instruction set of the machine.

use proptest::prelude::*;

use super::dispatch::tests::on_every_set;
use super::exponential::{exp, ln, log_sum_exp, sigmoid, softmax};
use super::reduce::{
    dot, dot_wide, max, squared_distance, squared_distance_wide, squared_norm, squared_norm_wide, sum,
    sum_wide,
};
use super::tile::Tile;
use super::update::{axpy, scale};

/// Numbers of all magnitudes, subnormal ones and zeros among them; no NaN or infinity.
fn finite() -> impl Strategy<Value = f32> {
    prop_oneof![
        8 => -2.0f32..2.0,
        1 => prop_oneof![Just(0.0f32), Just(-0.0), Just(1e-42), Just(-3e-45), Just(f32::MIN_POSITIVE)],
        1 => -1e12f32..1e12,
    ]
}

/// Two rows of one length, 0 to 1,100, and how far into their memory they begin.
fn rows() -> impl Strategy<Value = (Vec<f32>, Vec<f32>, usize)> {
    (prop_oneof![0..70usize, 0..=1100usize], 0..16usize).prop_flat_map(|(len, offset)| {
        let row = || proptest::collection::vec(finite(), len + offset);
        (row(), row(), Just(offset))
    })
}

/// Runs `result` on every set and gives the bits, which must be equal, back.
fn same_bits(result: impl Fn() -> Vec<u64>) -> Vec<u64> {
    let first = std::cell::RefCell::new(None);
    on_every_set(|name| {
        let bits = result();
        let mut first = first.borrow_mut();
        let expected = first.get_or_insert_with(|| bits.clone());
        assert_eq!(&bits, expected, "{name} differs from the portable lanes");
    });
    first.into_inner().unwrap()
}

fn bits(numbers: &[f32]) -> Vec<u64> {
    numbers.iter().map(|x| u64::from(x.to_bits())).collect()
}

/// Half a unit in the last place of 1.
const EPSILON: f64 = f32::EPSILON as f64 / 2.0;

proptest! {
    #[test]
    fn sums_have_the_same_bits_on_every_set_and_the_stated_error((a, b, offset) in rows()) {
        let (a, b) = (&a[offset..], &b[offset..]);
        let wide = |x: &[f32]| x.iter().map(|&x| f64::from(x)).collect::<Vec<f64>>();
        let (a64, b64) = (wide(a), wide(b));
        let pairs = || a64.iter().zip(&b64);
        let n = a.len() as f64;
        // The result of each kernel, the terms of its exact sum, and the unit of its rounding.
        let check = |result: &dyn Fn() -> f64, terms: Vec<f64>, unit: f64, operations: f64| {
            let result = f64::from_bits(same_bits(|| vec![result().to_bits()])[0]);
            let exact: f64 = terms.iter().sum();
            let magnitude: f64 = terms.iter().map(|term| term.abs()).sum();
            let bound = (n / 32.0 + 8.0 + operations) * unit * magnitude + n * 1e-44;
            assert!((result - exact).abs() <= 2.0 * bound, "{result} for {exact}");
        };
        let products = || pairs().map(|(x, y)| x * y).collect::<Vec<_>>();
        let squares = || a64.iter().map(|x| x * x).collect::<Vec<_>>();
        let distances = || pairs().map(|(x, y)| (x - y) * (x - y)).collect::<Vec<_>>();
        let double = f64::EPSILON;
        check(&|| f64::from(dot(a, b)), products(), EPSILON, 1.0);
        check(&|| dot(&a64, &b64), products(), double, 1.0);
        check(&|| dot_wide(a, b), products(), double, 0.0);
        check(&|| f64::from(squared_norm(a)), squares(), EPSILON, 1.0);
        check(&|| squared_norm_wide(a), squares(), double, 0.0);
        check(&|| f64::from(squared_distance(a, b)), distances(), EPSILON, 4.0);
        check(&|| squared_distance_wide(a, b), distances(), double, 4.0);
        check(&|| squared_distance(&a64, &b64), distances(), double, 4.0);
        check(&|| f64::from(sum(a)), a64.clone(), EPSILON, 0.0);
        check(&|| sum_wide(a), a64.clone(), double, 0.0);
        let largest = a.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let found = same_bits(|| bits(&[max(a)]));
        prop_assert_eq!(f32::from_bits(found[0] as u32), largest);
    }

    #[test]
    fn updates_equal_the_plain_loop_bit_for_bit((x, y, offset) in rows(), factor in finite()) {
        let x = &x[offset..];
        let expected: Vec<f32> = x.iter().zip(&y[offset..]).map(|(x, y)| y + factor * x).collect();
        let updated = same_bits(|| {
            let mut y = y.clone();
            axpy(factor, x, &mut y[offset..]);
            bits(&y)
        });
        prop_assert_eq!(&updated[offset..], &bits(&expected));
        prop_assert_eq!(&updated[..offset], &bits(&y[..offset]), "written before the row");
        let scaled = same_bits(|| {
            let mut y = y.clone();
            scale(factor, &mut y[offset..]);
            bits(&y)
        });
        let expected: Vec<f32> = y[offset..].iter().map(|y| factor * y).collect();
        prop_assert_eq!(&scaled[offset..], &bits(&expected));
        let double: Vec<f64> = x.iter().map(|&x| f64::from(x)).collect();
        let updated = same_bits(|| {
            let mut y = double.clone();
            axpy(f64::from(factor), &double, &mut y);
            scale(3.0, &mut y);
            y.iter().map(|y| y.to_bits()).collect()
        });
        let expected = double.iter().map(|x| (3.0 * (x + f64::from(factor) * x)).to_bits());
        prop_assert_eq!(updated, expected.collect::<Vec<_>>());
    }

    #[test]
    fn tiles_equal_the_naive_products(
        (m, n) in (0..34usize, 0..34usize),
        d in prop_oneof![0..70usize, 0..=1024usize],
        seed in 0..1000u64,
    ) {
        let draws = crate::seed::Seed(seed).stream("tile");
        let numbers = |from: u64, len: usize| -> Vec<f32> {
            (0..len as u64).map(|index| (draws.uniform(from << 32 | index) * 2.0 - 1.0) as f32).collect()
        };
        let (a, b, factors) = (numbers(1, m * d), numbers(2, n * d), numbers(3, m * n));
        let tile = Tile { m, n, d };
        on_every_set(|name| {
            let mut products = vec![f32::NAN; m * n];
            tile.products(&a, &b, &mut products);
            let (mut combined, mut transposed) = (a.clone(), b.clone());
            tile.combine(&factors, &b, &mut combined);
            tile.combine_transposed(&factors, &a, &mut transposed);
            let near = |got: f32, start: f32, terms: &mut dyn Iterator<Item = (f32, f32)>| {
                let (mut sum, mut magnitude, mut count) = (f64::from(start), f64::from(start).abs(), 0);
                for (x, y) in terms {
                    let term = f64::from(x) * f64::from(y);
                    (sum, magnitude, count) = (sum + term, magnitude + term.abs(), count + 1);
                }
                let bound = f64::from(count + 5) * EPSILON * magnitude;
                assert!((f64::from(got) - sum).abs() <= bound, "{name}: {got} for {sum}");
            };
            for i in 0..m {
                for j in 0..n {
                    let row = |rows: &[f32], at: usize| rows[at * d..(at + 1) * d].to_vec();
                    near(products[i * n + j], 0.0, &mut row(&a, i).into_iter().zip(row(&b, j)));
                }
                for p in 0..d {
                    let mut terms = (0..n).map(|j| (factors[i * n + j], b[j * d + p]));
                    near(combined[i * d + p], a[i * d + p], &mut terms);
                }
            }
            for j in 0..n {
                for p in 0..d {
                    let mut terms = (0..m).map(|i| (factors[i * n + j], a[i * d + p]));
                    near(transposed[j * d + p], b[j * d + p], &mut terms);
                }
            }
        });
    }

    #[test]
    fn softmax_sums_to_one_and_agrees_with_the_naive_sum((x, _, offset) in rows()) {
        let x = &x[offset..];
        let largest = f64::from(x.iter().copied().fold(f32::NEG_INFINITY, f32::max));
        let exact: f64 = x.iter().map(|&x| (f64::from(x) - largest).exp()).sum();
        let found = f64::from_bits(same_bits(|| vec![log_sum_exp(x).to_bits()])[0]);
        if x.is_empty() {
            prop_assert_eq!(found, f64::NEG_INFINITY);
            return Ok(());
        }
        prop_assert!((found - (largest + exact.ln())).abs() <= 4e-7 + 1e-7 * largest.abs());
        let shares = same_bits(|| {
            let mut x = x.to_vec();
            softmax(&mut x);
            bits(&x)
        });
        let shares: Vec<f64> = shares.iter().map(|&x| f64::from(f32::from_bits(x as u32))).collect();
        prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() <= 1e-5);
        for (&share, &x) in shares.iter().zip(x) {
            let expected = (f64::from(x) - largest).exp() / exact;
            prop_assert!((share - expected).abs() <= 1e-6);
        }
    }
}

#[test]
fn nan_and_infinities_go_through_sums_as_ieee_754_has_it() {
    on_every_set(|_| {
        for len in [1, 16, 17, 64, 100] {
            for at in [0, len / 2, len - 1] {
                let with = |special: f32| {
                    let mut row = vec![1.0f32; len];
                    row[at] = special;
                    row
                };
                let ones = vec![1.0f32; len];
                assert!(dot(&with(f32::NAN), &ones).is_nan());
                assert!(dot_wide(&with(f32::NAN), &ones).is_nan());
                assert_eq!(dot(&with(f32::INFINITY), &ones), f32::INFINITY);
                assert!(dot(&with(f32::INFINITY), &with(0.0)).is_nan());
                assert!(squared_distance(&with(f32::INFINITY), &with(f32::INFINITY)).is_nan());
                assert_eq!(sum_wide(&with(f32::NEG_INFINITY)), f64::NEG_INFINITY);
                assert_eq!(max(&with(f32::NAN)), if len == 1 { f32::NEG_INFINITY } else { 1.0 });
                assert_eq!(max(&with(f32::INFINITY)), f32::INFINITY);
                assert!(log_sum_exp(&with(f32::NAN)).is_nan());
                assert_eq!(log_sum_exp(&with(f32::INFINITY)), f64::INFINITY);
                let mut shares = with(f32::NAN);
                softmax(&mut shares);
                assert!(shares.iter().all(|share| share.is_nan()));
            }
        }
        assert_eq!(log_sum_exp(&[f32::NEG_INFINITY; 3]), f64::NEG_INFINITY);
        assert!(log_sum_exp(&[f32::NAN]).is_nan());
    });
}

/// Calls `check` with numbers, a kernel's results for them and the exact ones; every `step`th bit pattern.
fn compare_exponentials(step: usize, worst: [f64; 3]) {
    type Case = (&'static str, fn(&mut [f32]), fn(f64) -> f64);
    let sigmoid_of = |x: f64| if x >= 0.0 { 1.0 / (1.0 + (-x).exp()) } else { x.exp() / (1.0 + x.exp()) };
    let cases: [Case; 3] =
        [("exp", |x| exp(x), f64::exp), ("ln", |x| ln(x), f64::ln), ("sigmoid", |x| sigmoid(x), sigmoid_of)];
    let patterns: Vec<u32> = (0..=u32::MAX).step_by(step).collect();
    for ((name, kernel, exact), bound) in cases.into_iter().zip(worst) {
        for patterns in patterns.chunks(1 << 16) {
            let numbers: Vec<f32> = patterns.iter().map(|&pattern| f32::from_bits(pattern)).collect();
            let results = same_bits(|| {
                let mut numbers = numbers.clone();
                kernel(&mut numbers);
                bits(&numbers.iter().map(|&x| if x.is_nan() { f32::NAN } else { x }).collect::<Vec<_>>())
            });
            for (&x, &result) in numbers.iter().zip(&results) {
                let (result, exact) = (f64::from(f32::from_bits(result as u32)), exact(f64::from(x)));
                let nearest = exact as f32;
                if nearest.is_nan() || nearest.is_infinite() {
                    assert!(
                        nearest.is_nan() == result.is_nan()
                            && (nearest.is_nan() || f64::from(nearest) == result)
                    );
                    continue;
                }
                let exponent = exact.abs().max(f64::from(f32::MIN_POSITIVE)).log2().floor();
                let error = (result - exact).abs() / (exponent - 23.0).exp2();
                assert!(error <= bound, "{name}({x:e}): {error} units in the last place");
            }
        }
    }
}

#[test]
fn exponentials_keep_their_stated_errors() {
    compare_exponentials(4_999, [0.98, 0.85, 2.41]);
}

#[test]
#[ignore = "all 2³² numbers: minutes"]
fn exponentials_keep_their_stated_errors_everywhere() {
    compare_exponentials(1, [0.98, 0.85, 2.41]);
}
