//! Telephone numbers, as NLTK's `PHONE_REGEX` describes them.

use crate::text::tokenize::tweet::characters::{DIGIT, byte_at, class_at};

/// The end of the telephone number at `at`, if one stands there: perhaps `+`, `0` or `1`; perhaps three digits, a bracket
/// before them; three digits; four digits; and blanks, stars, dashes, dots and brackets between.
pub(super) fn phone_end(text: &str, at: usize) -> Option<usize> {
    let international = international_end(text, at);
    international.and_then(|at| national_end(text, at)).or_else(|| national_end(text, at))
}

fn international_end(text: &str, at: usize) -> Option<usize> {
    let at = at + usize::from(byte_at(text, at) == b'+');
    matches!(byte_at(text, at), b'0' | b'1').then(|| separators_end(text, at + 1))
}

fn national_end(text: &str, at: usize) -> Option<usize> {
    let area = digits_end(text, at + usize::from(byte_at(text, at) == b'('), 3);
    area.and_then(|at| local_end(text, separators_end(text, at))).or_else(|| local_end(text, at))
}

fn local_end(text: &str, at: usize) -> Option<usize> {
    let exchange = digits_end(text, at, 3)?;
    digits_end(text, separators_end(text, exchange), 4)
}

fn separators_end(text: &str, at: usize) -> usize {
    let separators = text.as_bytes()[at..].iter().take_while(|byte| b" *-.)".contains(byte));
    at + separators.count()
}

/// Where `count` digits of any script end that begin at `at`.
fn digits_end(text: &str, mut at: usize, count: usize) -> Option<usize> {
    for _ in 0..count {
        let (class, length) = class_at(text, at);
        if class & DIGIT == 0 {
            return None;
        }
        at += length;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: the first token of `TweetTokenizer().tokenize`.
    #[test]
    fn numbers_are_those_of_nltk() {
        for (text, number) in [
            ("+1 (800) 555-1234 x", "+1 (800) 555-1234"),
            ("555-1234", "555-1234"),
            ("0)555.*1234", "0)555.*1234"),
            ("1234567890123", "12345678901"),
            ("2345678901", "2345678901"),
            ("(555)1234567", "(555)1234567"),
            ("१२३४५६७", "१२३४५६७"),
        ] {
            assert_eq!(phone_end(text, 0), Some(number.len()), "{text}");
        }
        for text in ["", "+", "+5551234", "555-123", "(555)1234", "a"] {
            assert_eq!(phone_end(text, 0), None, "{text}");
        }
    }
}
