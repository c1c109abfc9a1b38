//! Entities of sacremoses 0.2.0, those of older versions included, become the characters they stand for.

use std::borrow::Cow;

/// Resolves entities; the text becomes shorter if there are any. One pass does what substitutions in turn do: that of
/// `&amp;` comes last, and no other yields a part of an entity.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if let Some((character, "")) = entity(text) {
        return Cow::Borrowed(character);
    }
    let (mut plain, mut from) = (String::new(), 0);
    for (at, _) in text.bytes().enumerate().filter(|&(_, byte)| byte == b'&') {
        if let Some((character, rest)) = entity(&text[at..]) {
            plain.push_str(&text[from..at]);
            plain.push_str(character);
            from = text.len() - rest.len();
        }
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    plain.push_str(&text[from..]);
    Cow::Owned(plain)
}

/// What the entity at the start of `text` stands for, and what follows it.
fn entity(text: &str) -> Option<(&'static str, &str)> {
    let (character, length) = match text.as_bytes() {
        [b'&', b'a', b'p', b'o', b's', b';', ..] => ("'", 6),
        [b'&', b'q', b'u', b'o', b't', b';', ..] => ("\"", 6),
        [b'&', b'a', b'm', b'p', b';', ..] => ("&", 5),
        [b'&', b'l', b't', b';', ..] => ("<", 4),
        [b'&', b'g', b't', b';', ..] => (">", 4),
        [b'&', b'#', b'9', b'1', b';', ..] | [b'&', b'b', b'r', b'a', b';', ..] => ("[", 5),
        [b'&', b'#', b'9', b'3', b';', ..] | [b'&', b'k', b'e', b't', b';', ..] => ("]", 5),
        [b'&', b'#', b'1', b'2', b'4', b';', ..] => ("|", 6),
        [b'&', b'b', b'a', b'r', b';', ..] => ("|", 5),
        _ => return None,
    };
    Some((character, &text[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// sacremoses 0.2.0: `MosesDetokenizer().unescape_xml(…)`.
    #[test]
    fn as_sacremoses() {
        let cases = [
            ("&apos;", "'"),
            ("&amp;lt;", "&lt;"),
            ("a&#124;&bar;b&", "a||b&"),
            ("&bra;&ket;&#91;&#93;&lt;&gt;&quot;", "[][]<>\""),
            ("&&amp;amp;&nbsp;", "&&amp;&nbsp;"),
            ("", ""),
        ];
        for (escaped, plain) in cases {
            assert_eq!(unescaped(escaped), plain, "{escaped}");
        }
    }
}
