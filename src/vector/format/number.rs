//! Numbers as text: strict on the way in, shortest on the way out.

use std::fmt::Write;

use crate::vector::value::Value;

/// A finite number that fits the values; nothing else, words for infinities included.
pub(super) fn finite<V: Value>(word: &[u8]) -> Option<V> {
    let number: f64 = std::str::from_utf8(word).ok()?.parse().ok()?;
    let value = V::from_f64(number);
    value.into().is_finite().then_some(value)
}

/// A whole number without a sign.
pub(super) fn count(word: &[u8]) -> Option<u64> {
    let with_digit = |number: u64, byte: &u8| {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 { number.checked_mul(10)?.checked_add(u64::from(digit)) } else { None }
    };
    if word.is_empty() { None } else { word.iter().try_fold(0, with_digit) }
}

/// A whole number that the values hold exactly.
pub(super) fn whole<V: Value>(word: &[u8]) -> Option<V> {
    let digits = word.strip_prefix(b"-").unwrap_or(word);
    let size = count(digits).filter(|&size| size <= V::EXACT_INTEGERS)? as f64;
    Some(V::from_f64(if digits.len() < word.len() { -size } else { size }))
}

/// Appends the shortest digits that tell the value from its neighbours, whole ones without a point.
pub(super) fn push<V: Value>(text: &mut String, value: V) {
    // Writing to a string cannot fail.
    let _ = write!(text, "{value:?}");
    if text.ends_with(".0") {
        text.truncate(text.len() - 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_no_finite_numbers_are_refused() {
        for word in ["nan", "inf", "-infinity", "1e400", "", "1d3", "0x10", "1_0", "１"] {
            assert_eq!(finite::<f64>(word.as_bytes()), None, "{word}");
        }
        assert_eq!(finite::<f32>(b"1e39"), None);
        for (word, number) in [("+1.5", 1.5), (".5", 0.5), ("5.", 5.0), ("1E-400", 0.0), ("-0", 0.0)] {
            assert_eq!(finite::<f64>(word.as_bytes()), Some(number), "{word}");
        }
    }

    #[test]
    fn whole_numbers_are_exact_or_refused() {
        assert_eq!(whole::<f64>(b"-9007199254740992"), Some(-9007199254740992.0));
        assert_eq!(whole::<f64>(b"9007199254740993"), None);
        assert_eq!(whole::<f32>(b"16777217"), None);
        for word in [&b"1.0"[..], b"+1", b"--1", b"-", b"18446744073709551616"] {
            assert_eq!((whole::<f64>(word), count(word)), (None, None));
        }
    }

    #[test]
    fn digits_are_shortest() {
        let text = |value: f64| {
            let mut text = String::new();
            push(&mut text, value);
            text
        };
        assert_eq!([1.0, -0.1, 0.1 + 0.2].map(text), ["1", "-0.1", "0.30000000000000004"]);
        assert_eq!([1e300, 1e-7, 123456.0].map(text), ["1e300", "1e-7", "123456"]);
        let mut narrow = String::new();
        push(&mut narrow, 0.1f32);
        assert_eq!(narrow, "0.1");
    }
}
