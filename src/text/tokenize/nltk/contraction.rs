//! Contractions that the Treebank writes as two tokens: `cannot`, `gonna`, `'tis` and their like, after MacIntyre.

use crate::text::python;

/// The two parts of each.
const WHOLE_WORDS: [(&str, &str); 7] = [
    ("can", "not"),
    ("d", "'ye"),
    ("gim", "me"),
    ("gon", "na"),
    ("got", "ta"),
    ("lem", "me"),
    ("more", "'n"),
];

/// Splits the contractions of a chunk, a text between two spaces, and hands the places of each piece to `piece`, which
/// may be told of empty ones. `space_before` says whether a space stands before the chunk, not other white space.
pub(super) fn split(chunk: &str, space_before: bool, piece: &mut dyn FnMut(usize, usize)) {
    let (mut done, mut after_space) = (0, space_before);
    for (at, _) in chunk.bytes().enumerate().filter(|(_, byte)| begins_one(*byte)) {
        if let Some((half, end)) = whole_word_at(chunk, at) {
            rest(&chunk[done..at], done, after_space, piece);
            piece(at, half);
            piece(half, end);
            (done, after_space) = (end, true);
        }
    }
    rest(&chunk[done..], done, after_space, piece);
}

#[inline]
fn begins_one(byte: u8) -> bool {
    matches!(byte | 0x20, b'c' | b'd' | b'g' | b'l' | b'm' | b'w')
}

/// Where the two parts of a contraction that begins at `at` end.
fn whole_word_at(chunk: &str, at: usize) -> Option<(usize, usize)> {
    if chunk[..at].ends_with(python::is_word) {
        return None;
    }
    let tail = &chunk[at..];
    // White space must follow "wanna": in a chunk, its end.
    if let Some((half, end)) = parts(tail, "wan", "na").filter(|&(_, end)| end == tail.len()) {
        return Some((at + half, at + end));
    }
    let ends = |&(_, end): &(usize, usize)| !tail[end..].starts_with(python::is_word);
    let (half, end) =
        WHOLE_WORDS.iter().find_map(|(first, second)| parts(tail, first, second).filter(ends))?;
    Some((at + half, at + end))
}

/// What stands before, between and after whole words: `'tis` and `'twas` at its start, if a space is before it.
fn rest(text: &str, offset: usize, after_space: bool, piece: &mut dyn FnMut(usize, usize)) {
    let mut done = 0;
    if after_space {
        for second in ["is", "was"] {
            let tail = &text[done..];
            let ends = |&(_, end): &(usize, usize)| !tail[end..].starts_with(python::is_word);
            if let Some((half, end)) = parts(tail, "'t", second).filter(ends) {
                piece(offset + done, offset + done + half);
                piece(offset + done + half, offset + done + end);
                done += end;
            }
        }
    }
    piece(offset + done, offset + text.len());
}

/// Where `first` and `second` end at the start of `text`, whatever their case.
fn parts(text: &str, first: &str, second: &str) -> Option<(usize, usize)> {
    let half = python::match_ignoring_case(text, first)?;
    let length = python::match_ignoring_case(&text[half..], second)?;
    Some((half, half + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(chunk: &str, space_before: bool) -> Vec<&str> {
        let mut pieces = Vec::new();
        split(chunk, space_before, &mut |start, end| pieces.push(&chunk[start..end]));
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    #[test]
    fn whole_words_are_split_wherever_they_stand() {
        assert_eq!(pieces("x-Cannot-y", true), ["x-", "Can", "not", "-y"]);
        assert_eq!(pieces("GIMME", true), ["GIM", "ME"]);
        assert_eq!(pieces("more'n", true), ["more", "'n"]);
        assert_eq!(pieces("d'ye", true), ["d", "'ye"]);
        assert_eq!(pieces("wanna", true), ["wan", "na"]);
        assert_eq!(pieces("wanna-be", true), ["wanna-be"]);
        assert_eq!(pieces("gonnaé cannots _gonna", true), ["gonnaé cannots _gonna"]);
    }

    #[test]
    fn it_is_split_after_a_space_only() {
        assert_eq!(pieces("'tis", true), ["'t", "is"]);
        assert_eq!(pieces("'tis", false), ["'tis"]);
        assert_eq!(pieces("cannot'Twas", false), ["can", "not", "'T", "was"]);
        assert_eq!(pieces("'tis'twas", true), ["'t", "is", "'t", "was"]);
        assert_eq!(pieces("'twas'tis", true), ["'t", "was", "'tis"]);
    }
}
