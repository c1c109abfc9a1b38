//! The clitics of English that NLTK cuts off: `'s`, `'ll`, `n't` and their like.

use crate::text::python;

/// What follows an apostrophe in a clitic, by NLTK's rule for opening quotes.
const AFTER_APOSTROPHE: [&str; 8] = ["re", "ve", "ll", "m", "t", "s", "d", "n"];

/// Where a chunk that a space follows is cut: `'` off its end if the space has stood there early, `'s`, `'m`, `'d` or `'`
/// off what is left, then `'ll`, `'re`, `'ve` or `n't`. Each time something must be left. The places ascend; they are the
/// length of the chunk where nothing is cut.
pub(super) fn cuts(chunk: &str, early_space: impl FnOnce() -> bool) -> [usize; 3] {
    let bytes = chunk.as_bytes();
    // Without a clitic before it, the next rule cuts the apostrophe off all the same.
    let doubled = matches!(bytes, [_, .., b'\'', b's' | b'S' | b'm' | b'M' | b'd' | b'D', b'\'']);
    let third = if doubled && early_space() { bytes.len() - 1 } else { bytes.len() };
    let second = match &bytes[..third] {
        [_, .., b'\'', b's' | b'S' | b'm' | b'M' | b'd' | b'D'] => third - 2,
        [_, .., b'\''] => third - 1,
        _ => third,
    };
    let first = match &bytes[..second] {
        [.., before, b'\'', b'l', b'l']
        | [.., before, b'\'', b'L', b'L']
        | [.., before, b'\'', b'r' | b'v', b'e']
        | [.., before, b'\'', b'R' | b'V', b'E']
        | [.., before, b'n', b'\'', b't']
        | [.., before, b'N', b'\'', b'T']
            if *before != b'\'' =>
        {
            second - 3
        }
        _ => second,
    };
    [first, second, third]
}

/// Whether the apostrophe at `at` opens a quotation, so that NLTK's improved tokenizer puts a space after it: no word
/// character before it, one after it, and no clitic there.
pub(super) fn stands_off(text: &str, at: usize) -> bool {
    let rest = &text[at + 1..];
    if !rest.starts_with(python::is_regex_word) || text[..at].ends_with(python::is_regex_word) {
        return false;
    }
    !AFTER_APOSTROPHE.iter().any(|clitic| {
        python::match_ignoring_case(rest, clitic)
            .is_some_and(|length| !rest[length..].starts_with(python::is_regex_word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(chunk: &str) -> [&str; 3] {
        let [first, second, third] = cuts(chunk, || false);
        assert_eq!(third, chunk.len());
        [&chunk[..first], &chunk[first..second], &chunk[second..]]
    }

    #[test]
    fn one_clitic_of_each_list_is_cut_off() {
        assert_eq!(pieces("don't"), ["do", "n't", ""]);
        assert_eq!(pieces("we'll's"), ["we", "'ll", "'s"]);
        assert_eq!(pieces("we's'll"), ["we's", "'ll", ""]);
        assert_eq!(pieces("dogs'"), ["dogs", "", "'"]);
        assert_eq!(pieces("they'Re"), ["they'Re", "", ""]);
    }

    #[test]
    fn an_apostrophe_before_an_early_space_is_cut_off_first() {
        assert_eq!(cuts("we'll's'", || true), [2, 5, 7]);
        assert_eq!(cuts("we'll's'", || false), [7, 7, 8]);
        assert_eq!(cuts("dogs'", || true), [4, 4, 5]);
    }

    #[test]
    fn something_must_be_left() {
        assert_eq!(pieces("'s"), ["'s", "", ""]);
        assert_eq!(pieces("n't"), ["n't", "", ""]);
        assert_eq!(pieces("'n't"), ["'n't", "", ""]);
        assert_eq!(pieces("'"), ["'", "", ""]);
        assert_eq!(pieces("é's"), ["é", "", "'s"]);
    }

    #[test]
    fn an_apostrophe_stands_off_before_what_is_no_clitic() {
        assert!(stands_off("'hello", 0) && stands_off(" 'tis", 1));
        assert!(!stands_off("'t is", 0) && !stands_off("x'y", 1) && !stands_off("'", 0));
        assert!(!stands_off("'VE", 0) && stands_off("'vex", 0));
        // The long s is an s, as `(?i)` has it.
        assert!(!stands_off("'ſ", 0));
    }
}
