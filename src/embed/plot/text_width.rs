//! How wide text will be: an estimate, since no font is at hand.
//!
//! Advances of a letter follow Helvetica's metrics in six classes, with a margin for the wider faces that stand in for
//! it; East Asian letters and emoji take a whole square, combining marks nothing.

/// Faces that replace Helvetica are up to so much wider.
const MARGIN: f64 = 1.08;

/// The width of `text` in a font of `size` pixels, in pixels.
pub(super) fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let weight = if bold { 1.07 } else { 1.0 };
    text.chars().map(advance).sum::<f64>() * size * weight * MARGIN
}

/// `text`, cut and marked by an ellipsis where it is wider than `most` pixels.
pub(super) fn shortened(text: &str, size: f64, bold: bool, most: f64) -> String {
    if text_width(text, size, bold) <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    for character in text.chars() {
        short.push(character);
        if text_width(&short, size, bold) + text_width("…", size, bold) > most {
            short.pop();
            break;
        }
    }
    short.push('…');
    short
}

/// The advance of a character, in font sizes.
fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '\'' | '|' => 0.24,
        ' ' | 'f' | 't' | 'r' | 'I' | '.' | ',' | ':' | ';' | '!' | '(' | ')' | '[' | ']' | '-' | '/'
        | '`' | '"' | '\\' | '{' | '}' | '·' => 0.33,
        'm' | 'M' | 'W' | '@' | '%' | '…' | '—' => 0.92,
        'w' | 'A'..='Z' | '&' => 0.72,
        '!'..='~' => 0.56,
        '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' => 0.0,
        '\u{1100}'..='\u{115f}'
        | '\u{2400}'..='\u{2426}'
        | '\u{2600}'..='\u{27bf}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'..='\u{1faff}'
        | '\u{20000}'..='\u{3ffff}' => 1.05,
        _ => 0.64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wider_words_are_wider() {
        let widths: Vec<f64> =
            ["", "ill", "nnn", "NNN", "mmm", "語語語"].map(|word| text_width(word, 10.0, false)).to_vec();
        assert!(widths.is_sorted_by(|a, b| a < b), "{widths:?}");
        assert_eq!(text_width("e\u{301}", 10.0, false), text_width("e", 10.0, false));
        assert!(text_width("word", 10.0, true) > text_width("word", 10.0, false));
    }

    #[test]
    fn long_words_are_cut_to_measure() {
        assert_eq!(shortened("short", 10.0, false, 100.0), "short");
        let cut = shortened(&"long".repeat(50), 10.0, false, 100.0);
        assert!(cut.ends_with('…') && cut.len() > 12, "{cut}");
        assert!(text_width(&cut, 10.0, false) <= 100.0);
        assert_eq!(shortened("word", 10.0, false, 0.0), "…");
    }
}
