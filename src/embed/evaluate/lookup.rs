//! [`Lookup`]: the words of a test set among the most frequent words of embeddings, with or without regard to case.
//!
//! Without regard to case, words are compared in upper case, and of several that are then equal the first stands for all,
//! the most frequent one in most files: gensim's `case_insensitive`.

use std::borrow::Cow;

use crate::embed::embeddings::Embeddings;
use crate::error::Result;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// The first words of embeddings, to be found by a test set.
#[derive(Debug)]
pub(crate) struct Lookup<'e> {
    embeddings: &'e Embeddings,
    words: usize,
    cases: Option<Cases>,
}

/// Words that differ in case alone make a class.
#[derive(Debug)]
struct Cases {
    /// The classes, by the upper case of their words.
    upper: Vocabulary,
    /// The first word of each class.
    first: Vec<TokenId>,
    /// The class of each word.
    classes: Vec<u32>,
}

impl<'e> Lookup<'e> {
    /// The first `words` words.
    pub(crate) fn new(embeddings: &'e Embeddings, words: Option<usize>, ignore_case: bool) -> Result<Self> {
        let words = words.unwrap_or(usize::MAX).min(embeddings.len());
        let cases = if ignore_case { Some(Cases::of(embeddings, words)?) } else { None };
        Ok(Lookup { embeddings, words, cases })
    }

    /// How many words there are to be found.
    pub(crate) fn words(&self) -> usize {
        self.words
    }

    /// The word that stands for `word`.
    pub(crate) fn id(&self, word: &str) -> Option<TokenId> {
        match &self.cases {
            Some(cases) => cases.upper.id(&upper(word)).map(|class| cases.first[class.index()]),
            None => self.embeddings.vocabulary().id(word).filter(|id| id.index() < self.words),
        }
    }

    /// The word that stands for one of the words.
    pub(crate) fn representative(&self, id: TokenId) -> TokenId {
        match &self.cases {
            Some(cases) => cases.first[cases.classes[id.index()] as usize],
            None => id,
        }
    }

    /// Whether some words differ in case alone.
    pub(crate) fn has_variants(&self) -> bool {
        self.cases.as_ref().is_some_and(|cases| cases.first.len() < cases.classes.len())
    }
}

impl Cases {
    fn of(embeddings: &Embeddings, words: usize) -> Result<Self> {
        let mut cases =
            Cases { upper: Vocabulary::default(), first: Vec::new(), classes: Vec::with_capacity(words) };
        for (word, id) in embeddings.vocabulary().iter().take(words).zip(0..) {
            let class = cases.upper.add(&upper(word))?;
            if class.index() == cases.first.len() {
                cases.first.push(TokenId(id));
            }
            cases.classes.push(class.0);
        }
        Ok(cases)
    }
}

/// A word in upper case.
fn upper(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_uppercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::dense::DenseMatrix;

    #[test]
    fn the_first_of_a_class_stands_for_it() {
        let vocabulary = Vocabulary::first_seen(["Straße", "tea", "STRASSE", "Tea", "oak"]).unwrap();
        let words = Embeddings::new(vocabulary, DenseMatrix::from_rows(1, vec![1.0; 5]).unwrap()).unwrap();
        let lookup = Lookup::new(&words, Some(4), true).unwrap();
        assert_eq!(lookup.id("strasse"), Some(TokenId(0)));
        assert_eq!(lookup.id("TEA"), Some(TokenId(1)));
        assert_eq!(lookup.id("oak"), None);
        assert_eq!(lookup.representative(TokenId(3)), TokenId(1));
        assert!(lookup.has_variants());
        let exact = Lookup::new(&words, None, false).unwrap();
        assert_eq!((exact.id("Tea"), exact.id("TEA"), exact.words()), (Some(TokenId(3)), None, 5));
        assert!(!exact.has_variants());
    }
}
