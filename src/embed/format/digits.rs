//! Numbers as text: as NumPy prints them, as C's `%lf` does, and as C++ streams do.

use std::io::Write;

/// How many digits a number is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// As few as tell the number from its neighbours: `str` of NumPy's `float32` (2.4.6), which gensim writes. Sizes below
    /// 10⁻⁴ and from 10⁶ on have an exponent. They read back to the same bits.
    Shortest,
    /// Six after the point: C's `%lf`.
    SixDecimals,
    /// Five in all, trailing zeros dropped: C's `%.5g`, C++ streams of precision 5.
    FiveSignificant,
}

impl Digits {
    /// Appends a finite number.
    pub(super) fn push(self, text: &mut Vec<u8>, value: f32) {
        // Writing to memory cannot fail.
        let _ = match self {
            Digits::Shortest => return push_shortest(text, value),
            Digits::SixDecimals => write!(text, "{:.6}", f64::from(value)),
            Digits::FiveSignificant => return push_significant(text, value),
        };
    }
}

/// Lays out the digits that the standard library finds.
fn push_shortest(text: &mut Vec<u8>, value: f32) {
    let size = f64::from(value.abs());
    let start = text.len();
    let _ = write!(text, "{value:e}");
    let exponent = split_exponent(text, start);
    let first = start + usize::from(value.is_sign_negative());
    let digits = text.len() - first - usize::from(text.len() > first + 1);
    round_half_to_even(text, first, value.abs(), digits as i32 - 1 - exponent);
    if size == 0.0 || (1e-4..1e6).contains(&size) {
        // All digits without their point, which is put where it belongs; whole numbers keep one: 1.0.
        if text.len() > first + 1 {
            text.remove(first + 1);
        }
        match usize::try_from(exponent) {
            Ok(exponent) => {
                text.resize(text.len().max(first + exponent + 2), b'0');
                text.insert(first + exponent + 1, b'.');
            }
            Err(_) => {
                let zeros = exponent.unsigned_abs() as usize - 1;
                text.splice(first..first, b"0.".iter().copied().chain(std::iter::repeat_n(b'0', zeros)));
            }
        }
    } else {
        push_exponent(text, exponent);
    }
}

/// Of two shortest texts that are equally near, the standard library takes the larger; NumPy takes the even one. So many
/// of the digits from `first` on stand for decimals.
fn round_half_to_even(text: &mut Vec<u8>, first: usize, size: f32, decimals: i32) {
    let is_odd = text.last().is_some_and(|digit| digit % 2 == 1);
    // A number in the middle ends in a 5 one decimal further, so it is a multiple of that power of one half.
    let multiple = f64::from(size) * 2f64.powi((decimals + 1).max(0));
    if !is_odd || multiple.fract() != 0.0 {
        return;
    }
    let digits = text.len() - first - usize::from(text.len() > first + 1);
    let even = format!("{:.*e}", digits - 1, f64::from(size));
    if even.parse() == Ok(size) {
        text.truncate(first);
        text.extend_from_slice(even.as_bytes());
        split_exponent(text, first);
    }
}

fn push_significant(text: &mut Vec<u8>, value: f32) {
    let start = text.len();
    let _ = write!(text, "{:.4e}", f64::from(value));
    let exponent = split_exponent(text, start);
    if (-4..5).contains(&exponent) {
        text.truncate(start);
        let _ = write!(text, "{:.*}", (4 - exponent) as usize, f64::from(value));
    }
    if text[start..].contains(&b'.') {
        while text.ends_with(b"0") {
            text.pop();
        }
        if text.ends_with(b".") {
            text.pop();
        }
    }
    if !(-4..5).contains(&exponent) {
        push_exponent(text, exponent);
    }
}

/// Takes the exponent off the number that begins at `start`.
fn split_exponent(text: &mut Vec<u8>, start: usize) -> i32 {
    let Some(mark) = text[start..].iter().position(|&byte| byte == b'e') else { return 0 };
    let exponent = std::str::from_utf8(&text[start + mark + 1..]).ok().and_then(|digits| digits.parse().ok());
    text.truncate(start + mark);
    exponent.unwrap_or(0)
}

fn push_exponent(text: &mut Vec<u8>, exponent: i32) {
    let sign = if exponent < 0 { '-' } else { '+' };
    let _ = write!(text, "e{sign}{:02}", exponent.abs());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(digits: Digits, value: f32) -> String {
        let mut text = b"x".to_vec();
        digits.push(&mut text, value);
        String::from_utf8(text[1..].to_vec()).unwrap()
    }

    /// `str(numpy.float32(…))` of NumPy 2.4.6; `%lf` and `%.5g` of glibc 2.36.
    #[test]
    fn digits_are_those_of_the_tools() {
        for (value, shortest, six, five) in [
            (0.0, "0.0", "0.000000", "0"),
            (-0.0, "-0.0", "-0.000000", "-0"),
            (1.0, "1.0", "1.000000", "1"),
            (0.1, "0.1", "0.100000", "0.1"),
            (-0.007_812_5, "-0.0078125", "-0.007812", "-0.0078125"),
            (1e-4, "1e-04", "0.000100", "0.0001"),
            (0.000_100_000_005, "0.000100000005", "0.000100", "0.0001"),
            (1.5e-5, "1.5e-05", "0.000015", "1.5e-05"),
            (999_999.0, "999999.0", "999999.000000", "1e+06"),
            // 2664.28125 and so on: two texts of eight digits are equally near.
            (2_664.281_3, "2664.2812", "2664.281250", "2664.3"),
            (-1_627.281_3, "-1627.2812", "-1627.281250", "-1627.3"),
            (316_918.13, "316918.12", "316918.125000", "3.1692e+05"),
            (2_695_471.3, "2.6954712e+06", "2695471.250000", "2.6955e+06"),
            (1e6, "1e+06", "1000000.000000", "1e+06"),
            (12_345.678, "12345.678", "12345.677734", "12346"),
            (99_999.5, "99999.5", "99999.500000", "1e+05"),
            (123_456_790.0, "1.2345679e+08", "123456792.000000", "1.2346e+08"),
            (1e-45, "1e-45", "0.000000", "1.4013e-45"),
        ] {
            assert_eq!(text(Digits::Shortest, value), shortest);
            assert_eq!(text(Digits::SixDecimals, value), six);
            assert_eq!(text(Digits::FiveSignificant, value), five);
        }
    }
}
