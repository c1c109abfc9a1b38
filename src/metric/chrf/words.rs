//! The words of chrF++: what stands between white space, with one mark of punctuation cut off.
//!
//! As in Popović's program and sacreBLEU, a mark at the end is cut off, else one at the beginning; never both, and never
//! more than one: `(hi)` becomes `(hi` and `)`.

use crate::text::python;

/// Calls `sink` with every word.
pub(crate) fn words<'t>(text: &'t str, mut sink: impl FnMut(&'t str)) {
    for piece in text.split(python::is_space).filter(|piece| !piece.is_empty()) {
        let bytes = piece.as_bytes();
        // Marks are ASCII, so a piece that begins or ends with one can be cut there.
        if bytes.len() == 1 || piece.chars().nth(1).is_none() {
            sink(piece);
        } else if bytes[bytes.len() - 1].is_ascii_punctuation() {
            sink(&piece[..bytes.len() - 1]);
            sink(&piece[bytes.len() - 1..]);
        } else if bytes[0].is_ascii_punctuation() {
            sink(&piece[..1]);
            sink(&piece[1..]);
        } else {
            sink(piece);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// sacreBLEU 2.6.0, `CHRF()._remove_punctuation`.
    #[test]
    fn one_mark_is_cut_off() {
        let mut found = Vec::new();
        words("(hi) \"Yes, . é — «é» ...\u{1c}it's $5", |word| found.push(word));
        let expected = ["(hi", ")", "\"Yes", ",", ".", "é", "—", "«é»", "..", ".", "it's", "$", "5"];
        assert_eq!(found, expected);
    }
}
