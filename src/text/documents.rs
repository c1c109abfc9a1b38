//! [`Documents`]: what can be cut and counted, texts or lists of words.

use crate::text::analyzer::Analyzer;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Documents that an analyzer can cut.
pub(crate) trait Documents: Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// About how many bytes one holds.
    fn size(&self, document: usize) -> usize;

    /// One as text, unless it was cut into words elsewhere.
    fn text(&self, document: usize) -> Option<&str>;

    /// Hands over what the n-grams of one are made of, stop words among them and not yet stemmed.
    fn units(&self, document: usize, analyzer: &Analyzer, sink: &mut dyn FnMut(Token<'_>));

    /// Hands over its n-grams.
    fn ngrams(&self, document: usize, analyzer: &Analyzer, sink: &mut dyn FnMut(Token<'_>));
}

impl<S: AsRef<str> + Sync> Documents for [S] {
    fn count(&self) -> usize {
        self.len()
    }

    fn size(&self, document: usize) -> usize {
        self[document].as_ref().len()
    }

    fn text(&self, document: usize) -> Option<&str> {
        Some(self[document].as_ref())
    }

    fn units(&self, document: usize, analyzer: &Analyzer, sink: &mut dyn FnMut(Token<'_>)) {
        analyzer.raw_units(self[document].as_ref(), sink);
    }

    fn ngrams(&self, document: usize, analyzer: &Analyzer, sink: &mut dyn FnMut(Token<'_>)) {
        analyzer.tokenize(self[document].as_ref(), sink);
    }
}

/// Documents that were cut into words elsewhere.
pub(crate) struct CutDocuments<'d, W>(pub(crate) &'d [Vec<W>]);

impl<W: AsRef<str> + Sync> Documents for CutDocuments<'_, W> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn size(&self, document: usize) -> usize {
        self.0[document].iter().map(|word| word.as_ref().len() + 1).sum()
    }

    fn text(&self, _: usize) -> Option<&str> {
        None
    }

    fn units(&self, document: usize, _: &Analyzer, sink: &mut dyn FnMut(Token<'_>)) {
        for word in &self.0[document] {
            let text = word.as_ref();
            sink(Token { text, span: Span { start: 0, end: text.len() } });
        }
    }

    fn ngrams(&self, document: usize, analyzer: &Analyzer, sink: &mut dyn FnMut(Token<'_>)) {
        analyzer.ngrams_of(|sink| self.units(document, analyzer, sink), sink);
    }
}
