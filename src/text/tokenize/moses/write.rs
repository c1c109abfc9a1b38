//! How a word is written: entities in place of what XML and Moses reserve, dots in place of `DOTMULTI`.
//!
//! sacremoses puts `DOTDOTMULTI` in the place of two dots and takes every such word back at the end, also one that the
//! text itself holds.

use std::borrow::Cow;

/// What sacremoses writes for dots ends so.
const DOTS_END: &str = "DOTMULTI";

/// Whether the text holds a word that will be taken for dots.
pub(super) fn holds_written_dots(text: &str) -> bool {
    text.contains(DOTS_END)
}

/// `DOT…DOTMULTI` becomes as many dots as `DOT`s.
pub(super) fn take_back_dots(word: &str) -> Cow<'_, str> {
    if !holds_written_dots(word) {
        return Cow::Borrowed(word);
    }
    let (mut written, mut from) = (String::with_capacity(word.len()), 0);
    while let Some(found) = word[from..].find(DOTS_END) {
        let mut start = from + found;
        let end = start + DOTS_END.len();
        while word[from..start].ends_with("DOT") {
            start -= "DOT".len();
        }
        written.push_str(&word[from..start]);
        (0..(end - start - "MULTI".len()) / "DOT".len()).for_each(|_| written.push('.'));
        from = end;
    }
    written.push_str(&word[from..]);
    Cow::Owned(written)
}

/// The entity of a reserved character.
fn entity(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'&' => "&amp;",
        b'|' => "&#124;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'\'' => "&apos;",
        b'"' => "&quot;",
        b'[' => "&#91;",
        b']' => "&#93;",
        _ => return None,
    })
}

/// Reserved characters become entities; `written` serves where more than one character stands.
pub(super) fn escape<'a>(word: &'a str, written: &'a mut String) -> &'a str {
    if let &[byte] = word.as_bytes() {
        return entity(byte).unwrap_or(word);
    }
    if word.bytes().all(|byte| entity(byte).is_none()) {
        return word;
    }
    written.clear();
    for character in word.chars() {
        match u8::try_from(character).ok().and_then(entity) {
            Some(entity) => written.push_str(entity),
            None => written.push(character),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    /// sacremoses 0.2.0: `MosesTokenizer().restore_multidots(…)` and `escape_xml(…)`.
    #[test]
    fn as_sacremoses() {
        let cases = [
            ("aDOTDOTMULTIb", "a..b"),
            ("DOTMULTIMULTI", ".MULTI"),
            ("DOTMULTIDOTDOTMULTI", "..."),
            ("DDOTMULTI DOTMULT", "D. DOTMULT"),
        ];
        for (word, expected) in cases {
            assert_eq!(take_back_dots(word), expected);
        }
        let mut written = String::new();
        assert_eq!(escape("a&|<é>'\"[]", &mut written), "a&amp;&#124;&lt;é&gt;&apos;&quot;&#91;&#93;");
        assert_eq!([escape("&", &mut written), "&amp;"], ["&amp;"; 2]);
        assert_eq!(escape("plain", &mut String::new()), "plain");
    }
}
