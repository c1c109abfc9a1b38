//! What spaCy takes off the ends of a word: the rules of `lang/punctuation.py`.

use crate::text::tokenize::spacy::characters::{ICON, LOWER, PUNCTUATION, QUOTE, SIGN, UPPER, class_of};

/// Currencies of several characters.
const LONG_CURRENCIES: [&str; 3] = ["US$", "C$", "A$"];

/// What a number may end with, beside a currency.
///
/// `тбكم` is the reference's own: two units that a missing blank joined.
const UNITS: &str = "km km² km³ m m² m³ dm dm² dm³ cm cm² cm³ mm mm² mm³ ha µm nm yd in ft kg g mg µg t lb oz m/s km/h kmh \
     mph hPa Pa mbar mb MB kb KB gb GB tb TB T G M K % км км² км³ м м² м³ дм дм² дм³ см см² см³ мм мм² мм³ нм кг г мг м/с \
     км/ч кПа Па мбар Кб КБ кб Мб МБ мб Гб ГБ гб Тб ТБ тбكم كم² كم³ م م² م³ سم سم² سم³ مم مم² مم³ كم غرام جرام جم كغ ملغ \
     كوب اكواب";

/// The longest unit, in bytes.
const LONGEST_UNIT: usize = 10;

/// How many bytes the prefix of `word` takes; 0 if it has none.
#[inline]
pub(super) fn prefix_length(word: &str) -> usize {
    let Some(first) = word.chars().next() else { return 0 };
    match first {
        '.' => Some(leading_dots(word)).filter(|&dots| dots > 1).unwrap_or(0),
        '+' => usize::from(!word.as_bytes().get(1).is_some_and(u8::is_ascii_digit)),
        '—' | '–' => first.len_utf8(),
        'U' | 'C' | 'A' => {
            LONG_CURRENCIES.iter().find(|sign| word.starts_with(**sign)).map_or(0, |sign| sign.len())
        }
        _ if class_of(first) & (PUNCTUATION | QUOTE | ICON | SIGN) != 0 => first.len_utf8(),
        _ => 0,
    }
}

/// How many dots `word` begins with.
pub(super) fn leading_dots(word: &str) -> usize {
    word.bytes().take_while(|&byte| byte == b'.').count()
}

/// How many bytes the longest suffix of `word` takes; 0 if it has none.
#[inline]
pub(super) fn suffix_length(word: &str) -> usize {
    let mut from_end = word.chars().rev();
    let (Some(last), before) = (from_end.next(), from_end.next()) else { return 0 };
    let mark = match last {
        '.' => dot_length(word),
        '…' if before == Some('…') => 2 * last.len_utf8(),
        's' | 'S' => before.filter(|c| matches!(c, '\'' | '’')).map_or(0, |quote| 1 + quote.len_utf8()),
        '+' => usize::from(before.is_some_and(|c| c.is_ascii_digit())),
        '—' | '–' => last.len_utf8(),
        _ if class_of(last) & (PUNCTUATION | QUOTE | ICON) != 0 => last.len_utf8(),
        _ => 0,
    };
    mark.max(unit_length(word))
}

/// Of dots at the end of `word`: all if there are several; the only one after what mostly ends a sentence.
fn dot_length(word: &str) -> usize {
    let dots = word.bytes().rev().take_while(|&byte| byte == b'.').count();
    if dots > 1 {
        return dots;
    }
    let mut before = word[..word.len() - 1].chars().rev();
    let (Some(last), second) = (before.next(), before.next()) else { return 0 };
    let class = class_of(last);
    let degrees = second == Some('°') && matches!(last, 'F' | 'f' | 'C' | 'c' | 'K' | 'k');
    let ends = last.is_ascii_digit() || class & (LOWER | PUNCTUATION | QUOTE) != 0;
    let capitals = class & UPPER != 0 && second.is_some_and(|c| class_of(c) & UPPER != 0);
    usize::from(degrees || ends || capitals || matches!(last, '%' | '²' | '-' | '+' | '|'))
}

/// A unit or a currency after the last digit of `word`.
fn unit_length(word: &str) -> usize {
    let bytes = word.as_bytes();
    let reach = bytes.len().saturating_sub(LONGEST_UNIT + 1);
    let Some(digit) = bytes[reach..].iter().rposition(u8::is_ascii_digit) else { return 0 };
    let tail = &word[reach + digit + 1..];
    if is_unit(tail) { tail.len() } else { 0 }
}

fn is_unit(tail: &str) -> bool {
    let mut characters = tail.chars();
    let (Some(first), second) = (characters.next(), characters.next()) else { return false };
    let currency = second.is_none() && class_of(first) & SIGN != 0 && !matches!(first, '§' | '=');
    currency || LONG_CURRENCIES.contains(&tail) || UNITS.split(' ').any(|unit| unit == tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// spaCy 3.8.18: `find_prefix` and `find_suffix` of a blank English tokenizer, in characters.
    #[test]
    fn affixes_are_those_of_spacy() {
        for (word, prefix, suffix) in [
            ("(a)", "(", ")"),
            ("...a...", "...", "..."),
            (".a", "", ""),
            ("a.", "", "."),
            ("A.", "", ""),
            ("AB.", "", "."),
            ("+a", "+", ""),
            ("+1+", "", "+"),
            ("US$5km/h", "US$", "km/h"),
            ("$5%", "$", "%"),
            ("a's", "", "'s"),
            ("a’S", "", "’S"),
            ("……a……", "…", "……"),
            ("10°C.", "", "."),
            ("5тбكم", "", "тбكم"),
            ("5тб", "", ""),
            ("5US$", "", "US$"),
            ("§a§", "§", ""),
            ("=5=", "=", ""),
            ("☃a☃", "☃", "☃"),
            ("—a–", "—", "–"),
            ("中.", "", "."),
            ("", "", ""),
        ] {
            assert_eq!(&word[..prefix_length(word)], prefix, "{word}");
            assert_eq!(&word[word.len() - suffix_length(word)..], suffix, "{word}");
        }
    }
}
