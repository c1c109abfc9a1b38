//! [`Candidates`]: the places where a sentence may end, each with the words around it that decide.
//!
//! A candidate is a mark that may end a sentence, before a mark that ends words or before white space and a word. Its
//! context runs from the white space before it to the end of what follows. Of candidates whose contexts overlap only
//! the last remains, as in NLTK's `_match_potential_end_contexts`.

use crate::text::sentence::punkt::language::{END, NON_WORD, PunktLanguage, SPACE};
use crate::text::span::Span;

/// A place where a sentence may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Where the word before the mark begins.
    pub(crate) word: usize,
    /// The mark.
    pub(crate) mark: Span,
    /// Where the next sentence would begin.
    pub(crate) next: usize,
    /// Where what follows ends.
    pub(crate) end: usize,
}

/// The candidates of a text, in order.
#[derive(Debug)]
pub(crate) struct Candidates<'t, 'l> {
    text: &'t str,
    language: &'l PunktLanguage,
    at: usize,
    /// Where the word before the last mark began, and where it ended: at the mark.
    word: Span,
    /// The last candidate, which the next may overlap.
    pending: Option<Candidate>,
}

impl<'t, 'l> Candidates<'t, 'l> {
    pub(crate) fn new(language: &'l PunktLanguage, text: &'t str) -> Self {
        Candidates { text, language, at: 0, word: Span { start: 0, end: 0 }, pending: None }
    }

    /// The next mark that something follows, whether or not it overlaps the last.
    #[inline]
    fn next_mark(&mut self) -> Option<Candidate> {
        let first = self.language.first_of_ends();
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            self.at += rest.iter().position(|&byte| self.language.class_of_byte(byte) & first != 0)?;
            let (class, length) = self.language.class_at(self.text, self.at)?;
            let mark = Span { start: self.at, end: self.at + length };
            self.at = mark.end;
            if class & END == 0 {
                continue;
            }
            if let Some((next, end)) = self.follow(mark.end) {
                return Some(Candidate { word: self.start_of_word(mark.start), mark, next, end });
            }
        }
    }

    /// Where the next sentence would begin if one ended at `at`, and where the mark or word that follows ends.
    #[inline]
    fn follow(&self, at: usize) -> Option<(usize, usize)> {
        let (class, length) = self.language.class_at(self.text, at)?;
        if class & NON_WORD != 0 {
            return Some((at, at + length));
        }
        if class & SPACE == 0 {
            return None;
        }
        let next = self.skip(at + length, true);
        (next < self.text.len()).then(|| (next, self.skip(next, false)))
    }

    /// The end of the run of white space, or of all else, from `at`.
    #[inline]
    fn skip(&self, mut at: usize, space: bool) -> usize {
        while let Some((class, length)) = self.language.class_at(self.text, at) {
            if (class & SPACE != 0) != space {
                break;
            }
            at += length;
        }
        at
    }

    /// Where the word that ends at `mark` begins: behind the last white space (of ASCII, here) since the last mark. NLTK
    /// takes white space right at the last mark for none; only at the beginning of the text can there be such.
    #[inline]
    fn start_of_word(&self, mark: usize) -> usize {
        let since = &self.text.as_bytes()[self.word.end..mark];
        match since.iter().rposition(|&byte| matches!(byte, b'\t'..=b'\r' | b' ')) {
            Some(0) | None => self.word.start,
            Some(space) => self.word.end + space + 1,
        }
    }
}

impl Iterator for Candidates<'_, '_> {
    type Item = Candidate;

    #[inline]
    fn next(&mut self) -> Option<Candidate> {
        while let Some(candidate) = self.next_mark() {
            let apart = self.word.end <= candidate.word;
            self.word = Span { start: candidate.word, end: candidate.mark.start };
            let last = self.pending.replace(candidate);
            if apart && last.is_some() {
                return last;
            }
        }
        self.pending.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contexts(text: &str) -> Vec<&str> {
        let language = PunktLanguage::default();
        Candidates::new(&language, text).map(|candidate| &text[candidate.word..candidate.end]).collect()
    }

    /// NLTK 3.10.4: `[c for _, c in PunktSentenceTokenizer()._match_potential_end_contexts(…)]`.
    #[test]
    fn contexts_are_those_of_nltk() {
        assert_eq!(contexts("Very bad acting!!! I promise. "), ["acting!!! I"]);
        assert_eq!(contexts(" a. b.) c"), [" a. b.)", "b.)"]);
        assert_eq!(contexts("!)?) 3.5 x"), ["!)", "!)?)"]);
        assert_eq!(contexts("a.\u{a0}b c.\u{a0}\n d"), ["a.\u{a0}b", "c.\u{a0}\n d"]);
        assert!(contexts("").is_empty() && contexts("no mark").is_empty() && contexts("end.").is_empty());
    }
}
