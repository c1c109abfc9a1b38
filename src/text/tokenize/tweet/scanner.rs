//! One pass over a tweet: at each place the first alternative of NLTK's pattern that matches.
//!
//! Most tokens are plain words or single marks; these are seen at a glance (`plain_end`). Everything else goes through the
//! alternatives in their order (`token_end`). A test proves that the glance only ever says what the alternatives say.

use crate::text::tokenize::tweet::characters::{ALPHANUMERIC, DIGIT, SPACE, WORD, byte_at, class_at};
use crate::text::tokenize::tweet::emoji::{flag_end, joined_end};
use crate::text::tokenize::tweet::emoticons::emoticon_end;
use crate::text::tokenize::tweet::phone::phone_end;
use crate::text::tokenize::tweet::urls::Urls;
use crate::text::tokenize::tweet::words::{
    dots_end, hashtag_end, long_word_end, mail_end, name_end, number_end, word_end,
};

/// Cuts one text from left to right.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    phone_numbers: bool,
    urls: Urls,
    /// The next `@` that was sought, to pass by all that can be no mail address.
    sign: usize,
    /// The next `>` or white space that was sought.
    tag_stop: usize,
}

impl<'t> Scanner<'t> {
    pub(super) fn of(text: &'t str, phone_numbers: bool) -> Self {
        Scanner { text, phone_numbers, urls: Urls::default(), sign: 0, tag_stop: 0 }
    }

    /// The start and the end of the next token at or behind `at`.
    #[inline]
    pub(super) fn next(&mut self, mut at: usize) -> Option<(usize, usize)> {
        loop {
            let (class, length) = class_at(self.text, at);
            if class & SPACE == 0 {
                let end = plain_end(self.text.as_bytes(), at);
                return Some((at, end.unwrap_or_else(|| self.token_end(at))));
            }
            if length == 0 {
                return None;
            }
            at += length;
        }
    }

    /// The end of the token at `at`, where no white space stands.
    pub(super) fn token_end(&mut self, at: usize) -> usize {
        let text = self.text;
        let (class, length) = class_at(text, at);
        self.long_token_end(at, class)
            .or_else(|| joined_end(text, at + length))
            .or_else(|| flag_end(text, at))
            .or_else(|| self.short_token_end(at, class))
            .unwrap_or(at + length)
    }

    /// The alternatives before joined emoji, those alone that may begin with such a character.
    fn long_token_end(&mut self, at: usize, class: u8) -> Option<usize> {
        let text = self.text;
        let byte = byte_at(text, at);
        let address = class & ALPHANUMERIC != 0 || matches!(byte, b'.' | b'-');
        let number = self.phone_numbers && (class & DIGIT != 0 || matches!(byte, b'+' | b'('));
        let url = if address { self.urls.url_end(text, at) } else { None };
        let end = url.or_else(|| if number { phone_end(text, at) } else { None });
        if let Some(end) = end.or_else(|| emoticon_end(text, at)) {
            return Some(end);
        }
        match byte {
            b'<' => self.tag_end(at).or_else(|| arrow_end(text, at)),
            b'-' => arrow_end(text, at).or_else(|| self.mail_end(at)),
            b'@' => name_end(text, at),
            b'#' => hashtag_end(text, at),
            b'.' | b'+' => self.mail_end(at),
            _ if class & WORD != 0 => self.mail_end(at),
            _ => None,
        }
    }

    /// The alternatives after joined emoji and flags.
    fn short_token_end(&self, at: usize, class: u8) -> Option<usize> {
        match byte_at(self.text, at) {
            b'+' | b'-' => number_end(self.text, at),
            b'.' => dots_end(self.text, at),
            _ if class & DIGIT != 0 => number_end(self.text, at).or_else(|| word_end(self.text, at)),
            _ if class & WORD != 0 => long_word_end(self.text, at).or_else(|| word_end(self.text, at)),
            _ => None,
        }
    }

    fn mail_end(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if self.sign < at {
            self.sign =
                bytes[at..].iter().position(|&byte| byte == b'@').map_or(bytes.len(), |found| at + found);
        }
        if self.sign == bytes.len() { None } else { mail_end(self.text, at) }
    }

    /// `<[^>\s]+>`.
    fn tag_end(&mut self, at: usize) -> Option<usize> {
        if self.tag_stop <= at {
            self.tag_stop = at + 1;
            loop {
                let (class, length) = class_at(self.text, self.tag_stop);
                if class & SPACE != 0 || byte_at(self.text, self.tag_stop) == b'>' {
                    break;
                }
                self.tag_stop += length;
            }
        }
        let closed = byte_at(self.text, self.tag_stop) == b'>' && self.tag_stop > at + 1;
        closed.then_some(self.tag_stop + 1)
    }
}

/// `[\-]+>|<[\-]+`.
fn arrow_end(text: &str, at: usize) -> Option<usize> {
    let dashes_end = |at: usize| at + text.as_bytes()[at..].iter().take_while(|&&byte| byte == b'-').count();
    if byte_at(text, at) == b'<' {
        return Some(dashes_end(at + 1)).filter(|&end| end > at + 1);
    }
    let end = dashes_end(at);
    (end > at && byte_at(text, end) == b'>').then_some(end + 1)
}

/// The end of the token at `at` if it is plain: letters of ASCII, perhaps with apostrophes inside, or a single mark; with
/// nothing behind it that could belong to an address, an emoticon or a joined emoji.
#[inline]
fn plain_end(bytes: &[u8], at: usize) -> Option<usize> {
    let next = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let first = next(at);
    if !first.is_ascii_alphabetic() {
        let single = matches!(
            first,
            b',' | b'!' | b'?' | b'"' | b'$' | b'%' | b'&' | b'*' | b'`' | b'~' | b'^' | b'\''
        );
        return (single && next(at + 1).is_ascii()).then_some(at + 1);
    }
    let mut end = at + 1;
    while next(end).is_ascii_alphabetic() {
        end += 1;
    }
    let stop = next(end);
    // Mouths are letters, too: `d8`, `Po:`.
    let face = end - at < 3 && matches!(first | 0x20, b'd' | b'p');
    match stop {
        b' ' | b',' | b'!' | b'?' | b'"' | b')' | b'\n' | b'\t' => Some(end),
        b'.' => {
            let after = next(end + 1);
            let ends = after.is_ascii() && !after.is_ascii_alphanumeric() && !b"_.+-@".contains(&after);
            ends.then_some(end)
        }
        b'\'' if !face => contraction_end(bytes, at, end),
        b':' | b';' | b'=' if face => None,
        b':' if end - at <= 5
            && bytes[at..end].len() >= 4
            && bytes[at..at + 4].eq_ignore_ascii_case(b"http") =>
        {
            None
        }
        b':' | b';' | b'(' | b'/' | b'&' | b'<' | b'>' | b'[' | b']' => Some(end),
        _ => None,
    }
}

/// The end of a word whose letters reach to an apostrophe at `quote`.
#[inline]
fn contraction_end(bytes: &[u8], at: usize, quote: usize) -> Option<usize> {
    let next = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let (mut end, mut last) = (quote, quote);
    loop {
        match next(end) {
            byte if byte.is_ascii_alphabetic() => {
                end += 1;
                last = end;
            }
            b'\'' => end += 1,
            b'-' | b'_' => return None,
            byte if !byte.is_ascii() => return None,
            _ => break,
        }
    }
    // Three characters at least, or the letters before the apostrophe alone.
    Some(if last - at >= 3 { last } else { quote })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn what_is_plain_is_what_the_alternatives_say(
            text in "([a-dhtpsoDP]|http|['.,:;=/@<>+_ -]|[8-9é\u{301}\u{200d}ſ😀🏽]){0,12}",
        ) {
            for at in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
                let plain = plain_end(text.as_bytes(), at).filter(|_| class_at(&text, at).0 & SPACE == 0);
                if let Some(end) = plain {
                    prop_assert_eq!(end, Scanner::of(&text, true).token_end(at), "{:?} at {}", text, at);
                }
            }
        }

        #[test]
        fn memory_of_runs_changes_nothing(text in "([a-c]|http:|[.,()<>@/#1 -]|\\PC){0,40}") {
            let mut scanner = Scanner::of(&text, true);
            let mut at = 0;
            while let Some((start, end)) = scanner.next(at) {
                prop_assert_eq!(end, Scanner::of(&text, true).token_end(start));
                prop_assert!(end > start && text.is_char_boundary(end));
                at = end;
            }
        }
    }
}
