//! Faces and hearts of ASCII, as NLTK's pattern `EMOTICONS` describes them.

/// The end of the emoticon at `at`, if one stands there.
///
/// Eyes, perhaps a nose, and a mouth, in either direction, perhaps with a brow outside the eyes; or a heart.
#[inline]
pub(super) fn emoticon_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is = |at: usize, class: fn(u8) -> bool| bytes.get(at).copied().is_some_and(class);
    let first = *bytes.get(at)?;
    if is_brow(first) || is_eyes(first) {
        let eyes = at + usize::from(is_brow(first));
        if is(eyes, is_eyes) {
            let mouth = eyes + 1 + usize::from(is(eyes + 1, is_nose));
            if is(mouth, is_mouth) {
                return Some(mouth + 1);
            }
        }
    }
    if is_mouth(first) {
        let eyes = at + 1 + usize::from(is(at + 1, is_nose));
        if is(eyes, is_eyes) {
            return Some(eyes + 1 + usize::from(is(eyes + 1, is_brow)));
        }
    }
    if first == b'<' {
        let three = at + 1 + usize::from(is(at + 1, |byte| byte == b'/'));
        return is(three, |byte| byte == b'3').then_some(three + 1);
    }
    None
}

/// Whether an emoticon stands anywhere in `text`.
pub(super) fn holds_emoticon(text: &str) -> bool {
    (0..text.len()).any(|at| emoticon_end(text, at).is_some())
}

fn is_brow(byte: u8) -> bool {
    matches!(byte, b'<' | b'>')
}

fn is_eyes(byte: u8) -> bool {
    matches!(byte, b':' | b';' | b'=' | b'8')
}

fn is_nose(byte: u8) -> bool {
    matches!(byte, b'-' | b'o' | b'O' | b'*' | b'\'')
}

fn is_mouth(byte: u8) -> bool {
    matches!(
        byte,
        b')' | b']'
            | b'('
            | b'['
            | b'd'
            | b'D'
            | b'p'
            | b'P'
            | b'/'
            | b':'
            | b'}'
            | b'{'
            | b'@'
            | b'|'
            | b'\\'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `EMOTICON_RE.match`.
    #[test]
    fn faces_are_those_of_nltk() {
        for face in [":-)", "<3", "</3", ":P", "=oD", "(-;", ">:(", "(:<", "8)", "d8", "::", "D-8>", "@;"] {
            assert_eq!(emoticon_end(face, 0), Some(face.len()), "{face}");
        }
        for other in ["", ":", "<", ":-", "-)", "<>", ": )", ">", "<4", "o:"] {
            assert_eq!(emoticon_end(other, 0), None, "{other}");
        }
        assert!(holds_emoticon("http://a") && !holds_emoticon("é:a"));
    }
}
