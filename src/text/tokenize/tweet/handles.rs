//! User names taken out of tweets: NLTK's `remove_handles`.
//!
//! A name is an `@` that does not follow a word character or one of `!@#$%&*`, and up to fifteen letters, digits or `_`
//! of ASCII that no further `@` follows. (Without taking out, a name is a token of any length and any letters.)

use crate::text::normalize::normalized::Normalized;
use crate::text::span::Span;
use crate::text::tokenize::tweet::edits::Edits;

/// The longest name that Twitter gives out.
const LONGEST: usize = 15;

/// `text` with a space in the place of each user name.
pub(super) fn strip(text: &str) -> Normalized<'_> {
    let mut edits = Edits::of(text);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == b'@') {
        let start = at + found;
        at = start + 1;
        if start > 0 && (is_of_name(bytes[start - 1]) || b"!@#$%&*".contains(&bytes[start - 1])) {
            continue;
        }
        let run = bytes[at..].iter().take_while(|&&byte| is_of_name(byte)).count();
        let stopped = bytes.get(at + run) == Some(&b'@');
        // Of a longer run fifteen are taken whatever comes after it.
        if run > LONGEST || (run > 0 && !stopped) {
            let end = at + run.min(LONGEST);
            edits.replace(Span { start, end }, " ");
            at = end;
        }
    }
    edits.finish()
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `remove_handles`.
    #[test]
    fn names_are_those_of_nltk() {
        for (text, expected) in [
            ("@remy: a @b_1!", " : a  !"),
            ("a@b.c é@b @@c .@d@e @", "a@b.c é  @@c .@d@e @"),
            ("@abcdefghijklmno @abcdefghijklmnop", "   p"),
            ("@abcdefghijklmno@ @abcdefghijklmnop@", "@abcdefghijklmno@  p@"),
            ("@日本 !@a #@a -@a", "@日本 !@a #@a - "),
        ] {
            assert_eq!(strip(text).text(), expected, "{text:?}");
        }
    }
}
