//! Cuts texts to a width in which combining marks take no room, as `nltk.util.cut_string` (NLTK 3.10.4).

use unicode_normalization::char::canonical_combining_class;

/// How many characters of `text` take room.
pub(super) fn visible_width(text: &str) -> usize {
    text.chars().filter(|&character| !is_combining(character)).count()
}

/// The first characters of `text` up to a width, or for a negative one, the last.
pub(super) fn cut(text: &str, width: i64) -> &str {
    let most = width.unsigned_abs();
    if width < 0 {
        let taken = taken(text.chars().rev(), most);
        &text[text.len() - taken..]
    } else {
        &text[..taken(text.chars(), most)]
    }
}

/// Bytes of the characters up to the one that fills the width.
fn taken(characters: impl Iterator<Item = char>, most: u64) -> usize {
    let (mut width, mut bytes) = (0, 0);
    for character in characters {
        if width == most {
            break;
        }
        bytes += character.len_utf8();
        width += u64::from(!is_combining(character));
    }
    bytes
}

fn is_combining(character: char) -> bool {
    !character.is_ascii() && canonical_combining_class(character) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `cut_string("e\u0301te\u0301", …)` for the same widths.
    #[test]
    fn marks_take_no_room() {
        let text = "e\u{301}te\u{301}";
        assert_eq!(visible_width(text), 3);
        let cuts = [-3, -2, -1, 0, 1, 2, 3, 9].map(|width| cut(text, width));
        let expected = [text, "te\u{301}", "e\u{301}", "", "e", "e\u{301}t", "e\u{301}te", text];
        assert_eq!(cuts[1..], expected[1..]);
        // Backwards the mark comes before the letter that fills the width.
        assert_eq!(cuts[0], "e\u{301}te\u{301}");
    }
}
