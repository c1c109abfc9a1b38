//! The plainer alternatives of NLTK's pattern for tweets: names, hashtags, mail addresses, words, numbers, dots.
//!
//! Each function answers where its alternative ends if it matches at a place. Where the pattern takes as much as it can and
//! gives back until the rest fits, the last fitting place is found in one pass.

use crate::text::tokenize::tweet::characters::{
    DIGIT, LETTER, SPACE, WORD, byte_at, class_at, run_end, run_end_with,
};

/// `[\w_]+`.
pub(super) fn word_end(text: &str, at: usize) -> Option<usize> {
    Some(run_end(text, at, WORD)).filter(|&end| end > at)
}

/// `@[\w_]+`.
pub(super) fn name_end(text: &str, at: usize) -> Option<usize> {
    if byte_at(text, at) == b'@' { word_end(text, at + 1) } else { None }
}

/// `\#+[\w_]+[\w\'_\-]*[\w_]+`: two word characters at least, with dashes and apostrophes inside.
pub(super) fn hashtag_end(text: &str, at: usize) -> Option<usize> {
    let start = at + text.as_bytes()[at..].iter().take_while(|&&byte| byte == b'#').count();
    let (class, length) = class_at(text, start);
    if start == at || class & WORD == 0 {
        return None;
    }
    last_of(text, start + length, WORD, b"'-")
}

/// `[^\W\d_](?:[^\W\d_]|['\-_])+[^\W\d_]`: a letter, anything of a word but digits, a letter.
pub(super) fn long_word_end(text: &str, at: usize) -> Option<usize> {
    let (class, first) = class_at(text, at);
    if class & LETTER == 0 {
        return None;
    }
    let second = at + first;
    let (class, length) = class_at(text, second);
    let goes_on = class & LETTER != 0 || b"'-_".contains(&byte_at(text, second));
    if goes_on { last_of(text, second + length, LETTER, b"'-_") } else { None }
}

/// The end of the last character of `class` in the run of such and `others` that begins at `at`.
fn last_of(text: &str, at: usize, class: u8, others: &[u8]) -> Option<usize> {
    let end = run_end_with(text, at, class, others);
    let kept = text[at..end].trim_end_matches(|c: char| c.is_ascii() && others.contains(&(c as u8)));
    (!kept.is_empty()).then(|| at + kept.len())
}

/// `[+\-]?\d+[,/.:-]\d+[+\-]?`.
pub(super) fn number_end(text: &str, at: usize) -> Option<usize> {
    let sign = |at: usize| usize::from(matches!(byte_at(text, at), b'+' | b'-'));
    let start = at + sign(at);
    let separator = run_end(text, start, DIGIT);
    if separator == start || !b",/.:-".contains(&byte_at(text, separator)) {
        return None;
    }
    let end = run_end(text, separator + 1, DIGIT);
    (end > separator + 1).then(|| end + sign(end))
}

/// `\.(?:[^\S\r\n]*\.){1,}`: dots with white space between, in one line.
pub(super) fn dots_end(text: &str, at: usize) -> Option<usize> {
    if byte_at(text, at) != b'.' {
        return None;
    }
    let mut end = at + 1;
    loop {
        let mut next = end;
        while !matches!(byte_at(text, next), b'\r' | b'\n') {
            let (class, length) = class_at(text, next);
            if class & SPACE == 0 || length == 0 {
                break;
            }
            next += length;
        }
        if byte_at(text, next) != b'.' {
            return (end > at + 1).then_some(end);
        }
        end = next + 1;
    }
}

/// `[\w.+-]{1,64}@[\w-]{1,63}\.(?:[\w-]\.?){1,251}[\w-]`.
pub(super) fn mail_end(text: &str, at: usize) -> Option<usize> {
    let sign = class_run_end(text, at, b".+-", 64)?;
    if byte_at(text, sign) != b'@' {
        return None;
    }
    let dot = class_run_end(text, sign + 1, b"-", 63)?;
    if byte_at(text, dot) != b'.' {
        return None;
    }
    let of_host = |at: usize| {
        let (class, length) = class_at(text, at);
        (class & WORD != 0 || byte_at(text, at) == b'-').then_some(at + length)
    };
    let (mut end, mut characters, mut next) = (None, 0, dot + 1);
    // The last of at most 252 characters, each with a dot after it if more follow.
    while let Some(after) = of_host(next).filter(|_| characters < 252) {
        characters += 1;
        end = (characters > 1).then_some(after);
        next = after + usize::from(byte_at(text, after) == b'.');
    }
    end
}

/// The end of a run of at least one and at most `limit` word characters or `others`; nothing if it goes on.
fn class_run_end(text: &str, mut at: usize, others: &[u8], limit: usize) -> Option<usize> {
    for taken in 0..=limit {
        let (class, length) = class_at(text, at);
        let fits = class & WORD != 0 || (class & SPACE == 0 && others.contains(&byte_at(text, at)));
        if !fits {
            return (taken > 0).then_some(at);
        }
        at += length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    type End = fn(&str, usize) -> Option<usize>;

    /// NLTK 3.10.4: `regex.match` of the alternatives in `REGEXPS`.
    #[test]
    fn ends_are_those_of_the_patterns() {
        let cases: [(End, &str, Option<&str>); 22] = [
            (name_end, "@a_1é!", Some("@a_1é")),
            (name_end, "@!", None),
            (hashtag_end, "##a-b'", Some("##a-b")),
            (hashtag_end, "#a", None),
            (hashtag_end, "#a'-", None),
            (hashtag_end, "#12", Some("#12")),
            (long_word_end, "o'clock'-", Some("o'clock")),
            (long_word_end, "a-b", Some("a-b")),
            (long_word_end, "ab", None),
            (long_word_end, "a_1b", None),
            (long_word_end, "i\u{301}o", Some("i\u{301}o")),
            (number_end, "-1.5+", Some("-1.5+")),
            (number_end, "1-2-3", Some("1-2-")),
            (number_end, "1.", None),
            (dots_end, ". .\t..", Some(". .\t..")),
            (dots_end, ".\n.", None),
            (dots_end, "..\n.", Some("..")),
            (mail_end, "a.b+c@d-e.fg.h.", Some("a.b+c@d-e.fg.h")),
            (mail_end, "a@b.c", None),
            (mail_end, "a@b.c.d", Some("a@b.c.d")),
            (mail_end, "a@b.c..d", None),
            (mail_end, "a@.b.cd", None),
        ];
        for (function, text, expected) in cases {
            assert_eq!(function(text, 0).map(|end| &text[..end]), expected, "{text:?}");
        }
    }

    /// NLTK 3.10.4, by length: local parts of 64, host labels of 63, 252 characters after the first dot.
    #[test]
    fn mail_addresses_have_bounds() {
        let mail = |local: usize, host: usize, rest: usize| {
            let text = format!("{}@{}.{}", "l".repeat(local), "h".repeat(host), "r".repeat(rest));
            mail_end(&text, 0).map(|end| text.len() - end)
        };
        assert_eq!(
            [mail(64, 63, 252), mail(64, 63, 253), mail(65, 1, 2), mail(1, 64, 2)],
            [Some(0), Some(1), None, None]
        );
    }
}
