//! Words as data: text that neither XML nor a script can take for anything else.
//!
//! What XML 1.0 cannot hold (control characters, U+FFFE, U+FFFF) is shown by its picture or by U+FFFD. Marks that turn
//! the direction of writing stay: every label is a paragraph of its own, so they end with it.

use std::fmt::Write;

/// A character as it can be shown on one line.
fn shown(character: char) -> char {
    match character {
        '\0'..='\x1f' => char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => character,
    }
}

/// Text as it is shown: on one line, without control characters.
pub(super) fn visible(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// Text between tags or in quotes of XML and of HTML.
pub(super) fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match shown(character) {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// JSON that may stand in a `<script>` element: nothing in it ends the element or begins a comment, and no character is
/// invisible. It stays the same JSON, since `<`, `>` and `&` occur only in strings.
pub(super) fn script(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        let invisible = matches!(character,
            '\x7f'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}');
        if invisible || matches!(character, '<' | '>' | '&') {
            // Writing to a string cannot fail. All of these are below 2¹⁶: one escape each.
            let _ = write!(escaped, "\\u{:04x}", character as u32);
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_never_become_markup() {
        let hostile = "</script><!--<b a='1' b=\"2\">&amp;\0\n\u{202e}\u{ffff}";
        assert_eq!(
            markup(hostile),
            "&lt;/script&gt;&lt;!--&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;amp;␀␊\u{202e}\u{fffd}"
        );
        assert_eq!(
            script(&serde_json::to_string(hostile).unwrap()),
            r#""\u003c/script\u003e\u003c!--\u003cb a='1' b=\"2\"\u003e\u0026amp;\u0000\n\u202e\uffff""#
        );
    }

    proptest! {
        #[test]
        fn escaped_json_is_the_same_json(text in any::<String>()) {
            let escaped = script(&serde_json::to_string(&text).unwrap());
            let active = ['<', '>', '&', '\u{2028}'];
            prop_assert!(!escaped.contains(active));
            prop_assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
        }

        #[test]
        fn markup_holds_no_tag_and_no_control(text in any::<String>()) {
            let escaped = markup(&text);
            prop_assert!(!escaped.contains(|c: char| matches!(c, '<' | '>' | '"' | '\'') || c.is_control()));
        }
    }
}
