//! [`Moses`]: the Moses tokenizer in Python's port, sacremoses 0.2.0.
//!
//! Tokens are those of `MosesTokenizer(lang).tokenize(text, …)`. Left out: `penn_tokenize`, and joining all languages'
//! prefixes by `lang=None` ([`NonbreakingPrefixes::parse`] takes any list).

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenize::moses::alphabet::Alphabet;
use crate::text::tokenize::moses::apostrophe::Apostrophes;
use crate::text::tokenize::moses::clean;
use crate::text::tokenize::moses::period::{Periods, Sort, Word};
use crate::text::tokenize::moses::prefixes::NonbreakingPrefixes;
use crate::text::tokenize::moses::protect::Protected;
use crate::text::tokenize::moses::scan::{Rules, Scan};
use crate::text::tokenize::moses::write;
use crate::text::tokenizer::Tokenizer;

/// Cuts a sentence into words, numbers and symbols as Moses does.
///
/// The text of a token differs from its span where a reserved character became an entity (see [`Moses::escape`]), where
/// a hyphen was taken out of a word, and where a control character within a word was dropped.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::moses::Moses};
/// let words = Moses::new("en").escape(false).tokens("It's 5,300 e.g. Mr. Smith's (well…) end.");
/// let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
/// let expected =
///     ["It", "'s", "5,300", "e.g.", "Mr.", "Smith", "'s", "(", "well", "…", ")", "end", "."];
/// assert_eq!(texts, expected);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moses {
    alphabet: Alphabet,
    apostrophes: Apostrophes,
    prefixes: NonbreakingPrefixes,
    split_hyphens: bool,
    escape: bool,
    protected: Option<Protected>,
}

impl Moses {
    /// For a language by its ISO code: `en`, `fr` and `it` have their own rules for apostrophes, `zh`, `ja`, `ko` (and
    /// `cjk`, all three) their own letters, and 38 languages their own non-breaking prefixes; others have those of
    /// English.
    #[must_use]
    pub fn new(language: &str) -> Self {
        Moses {
            alphabet: Alphabet::of(language),
            apostrophes: Apostrophes::of(language),
            prefixes: NonbreakingPrefixes::of_language(language),
            split_hyphens: false,
            escape: true,
            protected: None,
        }
    }

    /// Whether `foo-bar` becomes `foo @-@ bar` (`aggressive_dash_splits`; false).
    #[must_use]
    pub fn split_hyphens(mut self, split_hyphens: bool) -> Self {
        self.split_hyphens = split_hyphens;
        self
    }

    /// Whether `& | < > ' " [ ]` are written as entities (true).
    #[must_use]
    pub fn escape(mut self, escape: bool) -> Self {
        self.escape = escape;
        self
    }

    /// What is not to be cut (`protected_patterns`; nothing).
    #[must_use]
    pub fn protect(mut self, protected: Protected) -> Self {
        self.protected = Some(protected);
        self
    }

    /// The words that keep their period (`custom_nonbreaking_prefixes_file`; those of the language).
    #[must_use]
    pub fn prefixes(mut self, prefixes: NonbreakingPrefixes) -> Self {
        self.prefixes = prefixes;
        self
    }

    /// Cuts text in which no control characters stand.
    fn cut(&self, text: &str, literal_spaces: bool, sink: impl FnMut(Word)) {
        let (alphabet, apostrophes, split_hyphens) = (self.alphabet, self.apostrophes, self.split_hyphens);
        let rules = Rules { alphabet, apostrophes, split_hyphens, literal_spaces };
        let mut periods = Periods::new(text, alphabet, &self.prefixes, sink);
        Scan::new(text, rules, |word| periods.push(word)).run();
        periods.finish();
    }

    /// Cuts text that must be cleaned first, or in which stretches are protected.
    fn cut_cleaned(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let clean = clean::clean(text);
        let shielded = match &self.protected {
            Some(protected) => protected.shield(clean.text()),
            None => Normalized::same_places(clean.text().into()),
        };
        let mut writer = Writer::new(self, clean.text(), sink);
        self.cut(shielded.text(), true, |word| {
            let whole = shielded.original(word.span);
            let mut start = whole.start;
            // A protected stretch may hold spaces, and words end there nevertheless.
            for part in whole.slice(clean.text()).split(' ') {
                let span = Span { start, end: start + part.len() };
                if !part.is_empty() {
                    writer.write(part, word.sort, clean.original(span));
                }
                start = span.end + 1;
            }
        });
    }
}

impl Default for Moses {
    /// For English.
    fn default() -> Self {
        Moses::new("en")
    }
}

impl Tokenizer for Moses {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        if self.protected.is_some() || clean::has_control_characters(text) {
            return self.cut_cleaned(text, sink);
        }
        let mut writer = Writer::new(self, text, sink);
        self.cut(text, false, |word| writer.write(word.span.slice(text), word.sort, word.span));
    }
}

/// Hands tokens over as they are written.
struct Writer<'a> {
    escape: bool,
    /// Whether words may hold what is taken for dots.
    written_dots: bool,
    written: String,
    sink: &'a mut dyn FnMut(Token<'_>),
}

impl<'a> Writer<'a> {
    fn new(moses: &Moses, text: &str, sink: &'a mut dyn FnMut(Token<'_>)) -> Self {
        let written_dots = write::holds_written_dots(text);
        Writer { escape: moses.escape, written_dots, written: String::new(), sink }
    }

    fn write(&mut self, text: &str, sort: Sort, span: Span) {
        if sort == Sort::Hyphen {
            return (self.sink)(Token { text: "@-@", span });
        }
        let dots;
        let mut text = text;
        if self.written_dots {
            dots = write::take_back_dots(text);
            text = &dots;
        }
        if self.escape {
            text = write::escape(text, &mut self.written);
        }
        (self.sink)(Token { text, span });
    }
}

#[cfg(test)]
mod tests;
