//! [`Words`]: the words of a text as Punkt sees them, with full stops left on.
//!
//! One pass over the bytes does what NLTK's pattern of four alternatives does:
//!
//! - two or more hyphens, two or more full stops, or three or more full stops with single spaces between them;
//! - a run that begins with what may begin a word and goes on until white space, a mark, the above, or a comma before
//!   any of these;
//! - any other single character.

use crate::text::python;
use crate::text::sentence::punkt::language::{AHEAD, BEYOND, NON_WORD, NOT_START, PunktLanguage, SPACE};

/// A word and where it stands in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'t> {
    pub(crate) text: &'t str,
    /// The first word of its line.
    pub(crate) line_start: bool,
    /// The first word after a blank line.
    pub(crate) paragraph_start: bool,
}

/// The words of a text, in order.
#[derive(Debug)]
pub(crate) struct Words<'t, 'l> {
    text: &'t str,
    language: &'l PunktLanguage,
    at: usize,
    /// No word of this line was seen yet.
    fresh: bool,
    /// A blank line was seen since the last word.
    blank_before: bool,
}

impl<'t, 'l> Words<'t, 'l> {
    pub(crate) fn new(language: &'l PunktLanguage, text: &'t str) -> Self {
        Words { text, language, at: 0, fresh: true, blank_before: false }
    }

    /// Moves on to the next word, over white space and the ends of lines.
    #[inline]
    fn skip_space(&mut self) {
        while let Some((class, length)) = self.language.class_at(self.text, self.at) {
            let byte = self.text.as_bytes()[self.at];
            if class & SPACE != 0 {
                if byte == b'\n' {
                    self.blank_before |= self.fresh;
                    self.fresh = true;
                }
                self.at += length;
            } else if self.fresh && matches!(byte, b'\x1c'..=b'\x1f') {
                // These are white space to Python's `str.strip`, which decides whether a line is blank, but not to the
                // patterns that cut words.
                match self.end_of_blank_line() {
                    Some(end) => self.at = end,
                    None => return,
                }
            } else {
                return;
            }
        }
    }

    /// Where the line ends, if nothing but white space follows.
    fn end_of_blank_line(&self) -> Option<usize> {
        let rest = &self.text[self.at..];
        let line = rest.split('\n').next().unwrap_or(rest);
        line.chars().all(python::is_space).then(|| self.at + line.len())
    }

    /// Where the word that begins at `self.at` ends.
    #[inline]
    fn end_of_word(&self, class: u8, length: usize) -> usize {
        let start = self.at;
        let marks = if class & AHEAD == 0 { None } else { self.end_of_marks(start) };
        if let Some(end) = marks {
            return end;
        }
        let mut at = start + length;
        if class & NOT_START != 0 {
            return at;
        }
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            let mut class = self.language.class_of_byte(byte);
            let mut length = 1;
            if class == BEYOND {
                (class, length) = self.language.class_at(self.text, at).unwrap_or((SPACE, 1));
            }
            if class & (SPACE | NON_WORD) != 0 || (class & AHEAD != 0 && self.ends_word(at)) {
                break;
            }
            at += length;
        }
        at
    }

    /// Whether the hyphen, full stop or comma at `at` ends the word before it.
    fn ends_word(&self, at: usize) -> bool {
        if self.text.as_bytes()[at] != b',' {
            return self.begins_marks(at);
        }
        let next = self.language.class_at(self.text, at + 1);
        next.is_none_or(|(class, _)| class & (SPACE | NON_WORD) != 0) || self.begins_marks(at + 1)
    }

    /// Whether hyphens or full stops that make one word together begin at `at`.
    fn begins_marks(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        match bytes.get(at) {
            Some(b'-') => bytes.get(at + 1) == Some(&b'-'),
            Some(b'.') => {
                bytes.get(at + 1) == Some(&b'.')
                    || self.spaced_stop(at + 1).and_then(|at| self.spaced_stop(at)).is_some()
            }
            _ => false,
        }
    }

    /// The end of hyphens or full stops that make one word together, if such begin at `at`.
    fn end_of_marks(&self, at: usize) -> Option<usize> {
        if !self.begins_marks(at) {
            return None;
        }
        let bytes = self.text.as_bytes();
        if bytes[at] == bytes[at + 1] {
            return Some(at + bytes[at..].iter().take_while(|&&byte| byte == bytes[at]).count());
        }
        let mut end = at + 1;
        while let Some(next) = self.spaced_stop(end) {
            end = next;
        }
        Some(end)
    }

    /// The place behind one white space, not an end of line, and a full stop.
    fn spaced_stop(&self, at: usize) -> Option<usize> {
        let (class, length) = self.language.class_at(self.text, at)?;
        let bytes = self.text.as_bytes();
        let spaced = class & SPACE != 0 && bytes[at] != b'\n' && bytes.get(at + length) == Some(&b'.');
        spaced.then_some(at + length + 1)
    }
}

impl<'t> Iterator for Words<'t, '_> {
    type Item = Word<'t>;

    #[inline]
    fn next(&mut self) -> Option<Word<'t>> {
        self.skip_space();
        let (class, length) = self.language.class_at(self.text, self.at)?;
        let end = self.end_of_word(class, length);
        let text = &self.text[self.at..end];
        let line_start = std::mem::take(&mut self.fresh);
        let paragraph_start = std::mem::take(&mut self.blank_before);
        self.at = end;
        Some(Word { text, line_start, paragraph_start })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        Words::new(&PunktLanguage::default(), text).map(|word| word.text).collect()
    }

    /// NLTK 3.10.4: `PunktLanguageVars().word_tokenize(…)`.
    #[test]
    fn words_are_those_of_nltk() {
        assert_eq!(
            words("Mr. O'Neill--aged 3,5, or so..."),
            ["Mr.", "O", "'Neill", "--", "aged", "3,5", ",", "or", "so", "..."]
        );
        assert_eq!(words("a . . .. b . . c . . . ."), ["a", ". . .", ".", "b", ".", ".", "c", ". . . ."]);
        assert_eq!(
            words("-x ,y #z `q' &c. ?! «a.»"),
            ["-", "x", ",", "y", "#", "z", "`", "q", "'", "&", "c.", "?", "!", "«a.", "»"]
        );
    }

    #[test]
    fn starts_of_lines_and_paragraphs_are_known() {
        let language = PunktLanguage::default();
        let starts: Vec<_> = Words::new(&language, "a b\nc\n \x1c\nd .\n. . .")
            .map(|word| (word.text, word.line_start, word.paragraph_start))
            .collect();
        let expected = [
            ("a", true, false),
            ("b", false, false),
            ("c", true, false),
            ("d", true, true),
            (".", false, false),
            (". . .", true, false),
        ];
        assert_eq!(starts, expected);
    }
}
