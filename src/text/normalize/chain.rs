//! [`Chain`]: normalisers one after the other, as one.

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;

/// Two normalisers in a row; more are chained to it. A plain value like its members.
///
/// Members that are known at run time only go into a `Vec<Box<dyn Normalizer>>`, which is a normaliser, too.
///
/// # Examples
/// ```
/// use wordmill::text::{Span, normalize::{CaseFold, Chain, CollapseWhitespace, Normalizer, StripAccents}};
/// let clean = Chain::of(CaseFold, StripAccents::Unicode).then(CollapseWhitespace::default());
/// let text = "  STRAßE \u{a0} Ærø";
/// let folded = clean.normalize(text);
/// assert_eq!(folded.text(), " strasse ærø");
/// assert_eq!(folded.original(Span { start: 5, end: 8 }).slice(text), "ßE");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Chain<A, B> {
    first: A,
    second: B,
}

impl<A, B> Chain<A, B> {
    /// `first`, then `second`.
    pub fn of(first: A, second: B) -> Self {
        Chain { first, second }
    }

    /// All of this, then `next`.
    #[must_use]
    pub fn then<C>(self, next: C) -> Chain<Self, C> {
        Chain::of(self, next)
    }
}

impl<A: Normalizer, B: Normalizer> Normalizer for Chain<A, B> {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        self.first.normalize(text).then(|text| self.second.normalize(text))
    }
}

impl Normalizer for Vec<Box<dyn Normalizer>> {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let start = Normalized::same_places(text.into());
        self.iter().fold(start, |text, next| text.then(|text| next.normalize(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::lowercase::Lowercase;
    use crate::text::normalize::normal_form::NormalForm;
    use crate::text::span::Span;
    use proptest::prelude::*;

    proptest! {
        /// Asking the chain is asking its members in turn.
        #[test]
        fn spans_go_through_every_member(text in "[aEİé\u{301}\u{323}ﬁßΣ가 ]{0,8}", ends in (0usize..40, 0usize..40)) {
            let middle = NormalForm::Nfkd.normalize(&text);
            let last = Lowercase.normalize(middle.text());
            let chained = Chain::of(NormalForm::Nfkd, Lowercase).normalize(&text);
            prop_assert_eq!(chained.text(), last.text());
            let end = ends.0.max(ends.1).min(last.text().len());
            let span = Span { start: ends.0.min(ends.1).min(end), end };
            prop_assert_eq!(chained.original(span), middle.original(last.original(span)));
            let listed: Vec<Box<dyn Normalizer>> = vec![Box::new(NormalForm::Nfkd), Box::new(Lowercase)];
            prop_assert_eq!(listed.normalize(&text), chained);
        }
    }
}
