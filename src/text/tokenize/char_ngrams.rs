//! [`CharNgrams`]: so many characters in a row, as scikit-learn's analyzers `char` and `char_wb`.
//!
//! Both write one space for two or more white-space characters first (a single tab or line feed stays), and hand n-grams
//! over in scikit-learn's order.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::text::ngram::range::NgramRange;
use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::rewrite::Rewrite;
use crate::text::python;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Character n-grams of whole texts or inside words.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::CharNgrams};
/// let texts = |ngrams: CharNgrams| -> Vec<String> { ngrams.tokens("is it").into_iter().map(|t| t.text).collect() };
/// assert_eq!(texts(CharNgrams::of(3, 3)?), ["is ", "s i", " it"]);
/// assert_eq!(texts(CharNgrams::of(3, 3)?.within_words(true)), [" is", "is ", " it", "it "]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct CharNgrams {
    range: NgramRange,
    within_words: bool,
}

/// What is read back, not checked yet.
#[derive(Deserialize)]
struct Unchecked {
    range: NgramRange,
    within_words: bool,
}

impl TryFrom<Unchecked> for CharNgrams {
    type Error = crate::error::Error;

    fn try_from(Unchecked { range, within_words }: Unchecked) -> Result<Self> {
        range.check()?;
        Ok(CharNgrams { range, within_words })
    }
}

impl CharNgrams {
    /// N-grams of `shortest` to `longest` characters, both included.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) unless 1 ≤ `shortest` ≤ `longest` ≤ 16.
    pub fn of(shortest: usize, longest: usize) -> Result<Self> {
        let range = NgramRange { shortest, longest };
        range.check()?;
        Ok(CharNgrams { range, within_words: false })
    }

    /// Whether n-grams keep inside words, each with a space put on either side (`char_wb`); these spaces have no width
    /// in spans. A word shorter than an n-gram is one by itself, once. Default: no (`char`).
    #[must_use]
    pub fn within_words(mut self, within_words: bool) -> Self {
        self.within_words = within_words;
        self
    }

    /// The same of lengths that were checked already.
    pub(crate) fn of_range(range: NgramRange, within_words: bool) -> Self {
        CharNgrams { range, within_words }
    }

    fn whole_text(self, text: &Normalized<'_>, sink: &mut dyn FnMut(Token<'_>)) {
        for length in self.range.shortest..=self.range.longest {
            let all = text.text();
            // The first characters of an n-gram of its own, then one character further at a time.
            let Some(mut end) = end_of_first(all, length) else { return };
            let mut rest = all[end..].chars();
            for (start, _) in all.char_indices() {
                let span = text.original(Span { start, end });
                sink(Token { text: &all[start..end], span });
                let Some(next) = rest.next() else { break };
                end += next.len_utf8();
            }
        }
    }

    fn words(self, text: &Normalized<'_>, sink: &mut dyn FnMut(Token<'_>)) {
        padded_words(text.text(), &mut |word| {
            let original = |span: Span| {
                // The space before shifts all by one; those at the ends came from nowhere.
                let unpadded = |at: usize| (word.span.start + at.saturating_sub(1)).min(word.span.end);
                text.original(Span { start: unpadded(span.start), end: unpadded(span.end) })
            };
            self.of_word(word.text, &original, sink);
        });
    }

    fn of_word(self, padded: &str, original: &dyn Fn(Span) -> Span, sink: &mut dyn FnMut(Token<'_>)) {
        for length in self.range.shortest..=self.range.longest {
            let first = end_of_first(padded, length);
            let mut end = first.unwrap_or(padded.len());
            // A word that is no longer than the n-gram is one, and there are no longer ones of it.
            let is_last = end == padded.len();
            let mut rest = padded[end..].chars();
            for (start, _) in padded.char_indices() {
                sink(Token { text: &padded[start..end], span: original(Span { start, end }) });
                let Some(next) = rest.next() else { break };
                end += next.len_utf8();
            }
            if is_last {
                return;
            }
        }
    }
}

impl Tokenizer for CharNgrams {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let collapsed = collapse_runs(text);
        if self.within_words { self.words(&collapsed, sink) } else { self.whole_text(&collapsed, sink) }
    }
}

/// The end of the first `length` characters of `text`, if it has as many.
fn end_of_first(text: &str, length: usize) -> Option<usize> {
    text.char_indices().nth(length - 1).map(|(at, character)| at + character.len_utf8())
}

/// The words of `text` between white space, with a space before and behind each that its span leaves out.
pub(crate) fn padded_words(text: &str, sink: &mut dyn FnMut(Token<'_>)) {
    let mut padded = String::new();
    let mut start = 0;
    for word in text.split(python::is_space) {
        let end = start + word.len();
        if !word.is_empty() {
            padded.clear();
            padded.extend([" ", word, " "]);
            sink(Token { text: &padded, span: Span { start, end } });
        }
        // The split took away one character, whatever its length.
        start = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
}

/// One space for two or more white-space characters: `re.sub(r"\s\s+", " ", text)`.
pub(crate) fn collapse_runs(text: &str) -> Normalized<'_> {
    let mut rewrite = Rewrite::of(text);
    let mut run: Option<(Span, usize)> = None;
    let mut close = |run: &mut Option<(Span, usize)>| {
        if let Some((span, 2..)) = run.take() {
            rewrite.replace(span, " ");
        }
    };
    for (start, character) in text.char_indices() {
        if python::is_space(character) {
            let (span, count) = run.unwrap_or((Span { start, end: start }, 0));
            run = Some((Span { start: span.start, end: start + character.len_utf8() }, count + 1));
        } else {
            close(&mut run);
        }
    }
    close(&mut run);
    rewrite.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ngrams(shortest: usize, longest: usize, within_words: bool, text: &str) -> Vec<String> {
        let ngrams = CharNgrams::of(shortest, longest).unwrap().within_words(within_words);
        ngrams.tokens(text).into_iter().map(|token| token.text).collect()
    }

    /// scikit-learn 1.9.1: `CountVectorizer(analyzer=…, ngram_range=…)._char_ngrams(…)` and `_char_wb_ngrams(…)`.
    #[test]
    fn come_in_the_order_of_scikit_learn() {
        assert_eq!(ngrams(1, 3, false, "é  b"), ["é", " ", "b", "é ", " b", "é b"]);
        assert_eq!(ngrams(2, 4, true, "ab\tc"), [" a", "ab", "b ", " ab", "ab ", " ab ", " c", "c ", " c "]);
        assert_eq!(ngrams(5, 6, true, "a bcde"), [" a ", " bcde", "bcde ", " bcde "]);
        assert_eq!(ngrams(1, 1, true, "a"), [" ", "a", " "]);
        assert!(ngrams(3, 4, false, "ab").is_empty() && ngrams(1, 2, true, " \n").is_empty());
    }

    #[test]
    fn spans_cover_runs_and_skip_what_was_put_around_words() {
        let text = "a \t é";
        let spans: Vec<_> = CharNgrams::of(2, 2).unwrap().tokens(text).into_iter().map(|t| t.span).collect();
        assert_eq!(spans, [Span { start: 0, end: 4 }, Span { start: 1, end: 6 }]);
        let words = CharNgrams::of(1, 1).unwrap().within_words(true).tokens(text);
        let pieces: Vec<_> =
            words.iter().map(|token| (token.text.as_str(), token.span.slice(text))).collect();
        assert_eq!(pieces, [(" ", ""), ("a", "a"), (" ", ""), (" ", ""), ("é", "é"), (" ", "")]);
    }

    #[test]
    fn refuses_lengths_that_are_none() {
        assert!(CharNgrams::of(0, 2).is_err() && CharNgrams::of(3, 2).is_err());
        let zero = r#"{"range":{"shortest":0,"longest":1},"within_words":true}"#;
        assert!(serde_json::from_str::<CharNgrams>(zero).is_err());
    }
}
