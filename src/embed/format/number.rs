//! Numbers of text, read fast and exactly: the `f32` nearest to what the digits say.
//!
//! Few digits with a small power of ten make two exact `f64`s, whose quotient or product is the `f64` nearest to the
//! number (Clinger 1990, "How to Read Floating Point Numbers Accurately"). Rounded once more, to `f32`, it is right
//! unless it lies in the very middle between two `f32`s, where the first rounding may have moved it. That case, and
//! all longer numbers, go to the standard library. (NumPy rounds twice always, so gensim may read a number of ten digits
//! or more differently in the last bit, about one in 10⁸.)

/// Powers of ten that `f64` holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];
/// Whole numbers up to this are exact in `f64`.
const EXACT: u64 = 1 << 53;
/// Digits that cannot overflow a `u64`.
const MOST_DIGITS: usize = 19;

/// The finite number that `bytes` begin with, up to a blank or their end, and its length.
#[inline]
pub(super) fn leading_number(bytes: &[u8]) -> Option<(f32, usize)> {
    match simple(bytes) {
        Some(found) => Some(found),
        None => irregular(bytes),
    }
}

/// Digits with a point and an exponent, as long as the result is surely right.
#[inline]
fn simple(bytes: &[u8]) -> Option<(f32, usize)> {
    let negative = bytes.first() == Some(&b'-');
    let start = usize::from(negative || bytes.first() == Some(&b'+'));
    let (mut at, mut whole) = (start, 0u64);
    while let Some(digit) = digit(bytes, at) {
        whole = whole.wrapping_mul(10).wrapping_add(digit);
        at += 1;
    }
    let mut digits = at - start;
    let mut exponent = 0i32;
    if bytes.get(at) == Some(&b'.') {
        let point = at;
        at += 1;
        while let Some(digit) = digit(bytes, at) {
            whole = whole.wrapping_mul(10).wrapping_add(digit);
            at += 1;
        }
        digits += at - point - 1;
        exponent = -((at - point - 1) as i32);
    }
    if digits == 0 || digits > MOST_DIGITS || whole > EXACT {
        return None;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let (power, end) = power_of_ten(bytes, at + 1)?;
        (exponent, at) = (exponent + power, end);
    }
    if !matches!(bytes.get(at), None | Some(b' ')) {
        return None;
    }
    let power = *POWERS.get(exponent.unsigned_abs() as usize)?;
    let size = if exponent < 0 { whole as f64 / power } else { whole as f64 * power };
    let in_the_middle = size.to_bits() & ((1 << 29) - 1) == 1 << 28;
    let safe =
        size == 0.0 || (!in_the_middle && size >= f64::from(f32::MIN_POSITIVE) && size < f64::from(f32::MAX));
    safe.then_some((if negative { -size as f32 } else { size as f32 }, at))
}

#[inline]
fn digit(bytes: &[u8], at: usize) -> Option<u64> {
    let digit = bytes.get(at)?.wrapping_sub(b'0');
    (digit < 10).then_some(u64::from(digit))
}

/// One or two digits with a sign.
fn power_of_ten(bytes: &[u8], mut at: usize) -> Option<(i32, usize)> {
    let negative = bytes.get(at) == Some(&b'-');
    at += usize::from(negative || bytes.get(at) == Some(&b'+'));
    let mut power = digit(bytes, at)? as i32;
    at += 1;
    if let Some(next) = digit(bytes, at) {
        power = 10 * power + next as i32;
        at += 1;
    }
    Some((if negative { -power } else { power }, at))
}

/// Whatever the standard library reads; blanks of other kinds around a number are Python's, not ours to mind.
#[cold]
fn irregular(bytes: &[u8]) -> Option<(f32, usize)> {
    let end = bytes.iter().position(|&byte| byte == b' ').unwrap_or(bytes.len());
    let number: f32 = std::str::from_utf8(bytes[..end].trim_ascii()).ok()?.parse().ok()?;
    number.is_finite().then_some((number, end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Option<f32> {
        leading_number(text.as_bytes()).map(|(number, length)| {
            assert_eq!(length, text.len());
            number
        })
    }

    #[test]
    fn numbers_are_the_nearest() {
        for text in [
            "0",
            "-0",
            "0.0",
            "-0.0",
            "1",
            "+1.5",
            ".5",
            "5.",
            "1e5",
            "1E-05",
            "0.1",
            "123456789",
            "7.038531e-26",
            "1.17549435e-38",
            "1e-45",
            "1e-46",
            "3.4028235e38",
            "0.30000001192092896",
            "9007199254740993",
            "16777217",
            "1.00000005960464477540",
            "1.000000059604644775390625",
            "1.00000005960464477539062500001",
            "123456789012345678901234567890e-30",
            "00000000000000000000000001",
            "0.000000000000000000000000000001",
        ] {
            let expected: f32 = text.parse().unwrap();
            assert_eq!(number(text).map(f32::to_bits), Some(expected.to_bits()), "{text}");
        }
        assert_eq!(leading_number(b"0.5 x"), Some((0.5, 3)));
        assert_eq!(leading_number(b"\t0.5\t"), Some((0.5, 5)));
        for text in [
            "",
            ".",
            "-",
            "e5",
            "1e",
            "1e+",
            "nan",
            "inf",
            "-infinity",
            "1e39",
            "0x1",
            "1_0",
            "1,5",
            "é",
            "１",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_those_of_the_standard_library(
            whole in 0u64..2_000_000_000_000_000_000, cut in 0usize..20, power in -50i32..45, shift in 0u32..60,
        ) {
            let digits = format!("{:020}", whole >> shift);
            let text = format!("{}.{}e{power}", &digits[..cut], &digits[cut..]);
            let expected = Some(text.parse::<f32>().unwrap()).filter(|number| number.is_finite());
            prop_assert_eq!(number(&text).map(f32::to_bits), expected.map(f32::to_bits));
        }

        #[test]
        fn printed_numbers_read_back(bits in any::<u32>()) {
            let value = f32::from_bits(bits);
            prop_assume!(value.is_finite());
            for text in [format!("{value}"), format!("{value:e}"), format!("{value:.17e}")] {
                prop_assert_eq!(number(&text).map(f32::to_bits), Some(bits));
            }
            // The decimal in the very middle between two neighbours, and a hair above and below it.
            let middle = (f64::from(value) + f64::from(value.next_up())) / 2.0;
            prop_assume!(middle.is_finite() && (middle as f32).is_finite());
            let exact = format!("{middle:.60}");
            prop_assert_eq!(number(&exact).map(f32::to_bits), Some(exact.parse::<f32>().unwrap().to_bits()));
            let short = format!("{middle:.15e}");
            prop_assert_eq!(number(&short).map(f32::to_bits), Some(short.parse::<f32>().unwrap().to_bits()));
        }

        #[test]
        fn any_bytes_are_no_trouble(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Some((number, length)) = leading_number(&bytes) {
                prop_assert!(number.is_finite() && length <= bytes.len());
            }
        }
    }
}
