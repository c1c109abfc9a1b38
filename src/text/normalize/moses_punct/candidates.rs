//! Which bytes of a text suggest that a substitution may begin with them.
//!
//! They only suggest it; whether one begins there `normalizer` tells from the bytes beside them. Spaces are too many for
//! that, so those count that a second one or a mark follows.

/// Whether a substitution may begin with `byte`, before `next`; with a character of control or one beyond ASCII always,
/// if `all` says so. There are no branches, so that it is asked of many bytes at once.
#[inline(always)]
pub(super) fn suggests(all: bool, byte: u8, next: u8) -> bool {
    let mark = (next == b' ') | (next == b':') | (next == b';') | (next == b'%');
    let bracket = byte & 0xFE == b'(';
    let quote = (byte == b'"') | (byte == b'`') | ((byte == b'\'') & (next == b'\''));
    // The first bytes of `«`, `´`, the space that does not break, and of all in General Punctuation.
    let foreign = (byte == 0xC2) | (byte == 0xE2);
    // Continuation bytes begin nothing.
    let other = all & (byte.is_ascii_control() | (byte >= 0xC0));
    ((byte == b' ') & mark) | bracket | quote | foreign | (byte == b'\r') | other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_suggest() {
        let places = |all: bool, text: &str| -> Vec<usize> {
            let pairs = text.bytes().zip(text.bytes().skip(1).chain([0]));
            pairs
                .enumerate()
                .filter(|&(_, (byte, next))| suggests(all, byte, next))
                .map(|(at, _)| at)
                .collect()
        };
        let text = "(a '' 'b\"  c : é «)\t.";
        assert_eq!(places(false, text), [0, 3, 8, 9, 12, 18, 20]);
        assert_eq!(places(true, text), [0, 3, 8, 9, 12, 15, 18, 20, 21]);
    }
}
