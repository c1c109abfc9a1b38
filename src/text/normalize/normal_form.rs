//! [`NormalForm`]: Unicode's four normal forms (UAX #15).
//!
//! Tables and algorithm are those of the `unicode-normalization` crate, today's Unicode 18; Python 3.11's `unicodedata`
//! is of Unicode 14 and leaves newer characters alone. Here is what it lacks: text that is normal already is borrowed,
//! only the clusters that are not are rewritten, and every cluster remembers where it stood.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, decompose_compatible};

use crate::text::normalize::form_classes::{
    FormClasses, LEANS, MARK, MERGES, NOT_NFC, NOT_NFD, NOT_NFKC, NOT_NFKD, TODAY,
};
use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::Rewrite;
use crate::text::span::Span;

/// A form in which equivalent texts are equal.
///
/// Marks that change places, and what is composed of several characters, point back at the whole cluster.
///
/// # Examples
/// ```
/// use wordmill::text::{Span, normalize::{NormalForm, Normalizer}};
/// let ligature = NormalForm::Nfkc.normalize("ﬁne cafe\u{301}");
/// assert_eq!(ligature.text(), "fine café");
/// assert_eq!(ligature.original(Span { start: 1, end: 4 }), Span { start: 0, end: 5 });
/// assert!(NormalForm::Nfc.normalize("Ça va ?").is_unchanged());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NormalForm {
    /// Composed: é is one character.
    Nfc,
    /// Decomposed: é is e and its accent.
    Nfd,
    /// Composed, without differences of presentation: ﬁ is f and i, ² is 2.
    Nfkc,
    /// Decomposed, without differences of presentation.
    Nfkd,
}

impl Normalizer for NormalForm {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        if text.is_ascii() {
            return Rewrite::of(text).finish();
        }
        self.normalize_by(&TODAY, text)
    }
}

impl NormalForm {
    /// Normalises by the characters that `classes` know.
    pub(crate) fn normalize_by<'t>(self, classes: &FormClasses, text: &'t str) -> Normalized<'t> {
        let form = Form { form: self, classes };
        let mut rewrite = Rewrite::of(text);
        let (mut at, mut boundary, mut last) = (0, 0, 0);
        while let Some((length, character)) = character_at(text, at) {
            let flags = classes.flags(character);
            if flags & (self.forbidden() | MARK) == 0 {
                // What follows ASCII may still merge with its last character.
                (boundary, at, last) = (at + length - character.len_utf8(), at + length, 0);
                continue;
            }
            if flags & self.forbidden() == 0 && classes.combining(character) >= last {
                last = classes.combining(character);
                at += length;
                continue;
            }
            if flags & self.attached() == 0 {
                boundary = at;
            }
            let end = form.end_of_cluster(text, at + length);
            form.write_cluster(text, Span { start: boundary, end }, &mut rewrite);
            (at, boundary, last) = (end, end, 0);
        }
        rewrite.finish()
    }

    /// The flag of characters that text of this form may not hold everywhere.
    fn forbidden(self) -> u8 {
        match self {
            NormalForm::Nfc => NOT_NFC,
            NormalForm::Nfd => NOT_NFD,
            NormalForm::Nfkc => NOT_NFKC,
            NormalForm::Nfkd => NOT_NFKD,
        }
    }

    /// The flag of characters that may not be treated apart from what precedes them.
    fn attached(self) -> u8 {
        if self.composes() { MERGES } else { LEANS }
    }

    fn composes(self) -> bool {
        matches!(self, NormalForm::Nfc | NormalForm::Nfkc)
    }

    /// Hands over the full decomposition of one character.
    pub(crate) fn decompose(self, character: char, sink: impl FnMut(char)) {
        match self {
            NormalForm::Nfc | NormalForm::Nfd => decompose_canonical(character, sink),
            NormalForm::Nfkc | NormalForm::Nfkd => decompose_compatible(character, sink),
        }
    }
}

/// A run of ASCII as if it were its last character, or one other character; and their length.
#[inline]
fn character_at(text: &str, at: usize) -> Option<(usize, char)> {
    let rest = &text.as_bytes()[at..];
    let first = *rest.first()?;
    if first.is_ascii() {
        let run = rest.iter().take_while(|byte| byte.is_ascii()).count();
        return Some((run, char::from(rest[run - 1])));
    }
    text[at..].chars().next().map(|character| (character.len_utf8(), character))
}

/// A form and the characters that it knows.
struct Form<'c> {
    form: NormalForm,
    classes: &'c FormClasses,
}

impl Form<'_> {
    /// Where the cluster ends that reaches `at` at least.
    fn end_of_cluster(&self, text: &str, at: usize) -> usize {
        let attached = self.form.attached();
        let apart = |&(_, c): &(usize, char)| self.classes.flags(c) & attached == 0;
        text[at..].char_indices().find(apart).map_or(text.len(), |(length, _)| at + length)
    }

    fn write_cluster(&self, text: &str, cluster: Span, rewrite: &mut Rewrite<'_>) {
        let piece = cluster.slice(text);
        let normal: String = match self.form {
            NormalForm::Nfc => piece.nfc().collect(),
            NormalForm::Nfkc => piece.nfkc().collect(),
            NormalForm::Nfd | NormalForm::Nfkd if self.keeps_order(piece) => {
                return self.decompose_each(piece, cluster.start, rewrite);
            }
            NormalForm::Nfd => piece.nfd().collect(),
            NormalForm::Nfkd => piece.nfkd().collect(),
        };
        if normal != piece {
            rewrite.replace(cluster, &normal);
        }
    }

    /// Whether the marks of a decomposed cluster stand in their canonical order already.
    fn keeps_order(&self, cluster: &str) -> bool {
        let (mut last, mut ordered) = (0, true);
        for character in cluster.chars() {
            self.form.decompose(character, |part| {
                let class = self.classes.combining(part);
                ordered &= class == 0 || class >= last;
                last = class;
            });
        }
        ordered
    }

    /// A cluster in which no mark moves: each character points back at itself.
    fn decompose_each(&self, cluster: &str, start: usize, rewrite: &mut Rewrite<'_>) {
        let mut parts = String::new();
        for (offset, character) in cluster.char_indices() {
            if self.classes.flags(character) & self.form.forbidden() == 0 {
                continue;
            }
            parts.clear();
            self.form.decompose(character, |part| parts.push(part));
            let start = start + offset;
            rewrite.replace(Span { start, end: start + character.len_utf8() }, &parts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FORMS: [NormalForm; 4] = [NormalForm::Nfc, NormalForm::Nfd, NormalForm::Nfkc, NormalForm::Nfkd];

    fn by_the_crate(form: NormalForm, text: &str) -> String {
        match form {
            NormalForm::Nfc => text.nfc().collect(),
            NormalForm::Nfd => text.nfd().collect(),
            NormalForm::Nfkc => text.nfkc().collect(),
            NormalForm::Nfkd => text.nfkd().collect(),
        }
    }

    fn assert_equal(text: &str) {
        for form in FORMS {
            let ours = form.normalize(text);
            let theirs = by_the_crate(form, text);
            assert_eq!(ours.text(), theirs, "{form:?} of {text:?}");
            if theirs == text {
                assert!(ours.is_unchanged(), "{form:?} of {text:?}");
            }
            let mut end_before = 0;
            for (start, character) in theirs.char_indices() {
                let span = ours.original(Span { start, end: start + character.len_utf8() });
                assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{text:?}");
                assert!(span.start < span.end && span.end >= end_before, "{form:?} of {text:?}");
                let image = by_the_crate(form, span.slice(text));
                assert!(image.contains(character), "{form:?} of {text:?}: {character:?} in {image:?}");
                end_before = span.end;
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn equals_the_crate_over_clusters(text in "[aeA\u{300}\u{301}\u{316}\u{323}\u{327}\u{338}\u{345}\u{344}\u{f71}-\u{f84}éﬁ²\u{1100}\u{1161}\u{11a8}각가ंक़का\u{9be}\u{9c7}\u{3099}カ\u{1d15f}豈\u{5b0}-\u{5c2}]{0,9}") {
            assert_equal(&text);
        }

        #[test]
        fn equals_the_crate_over_any_text(text in any::<String>()) {
            assert_equal(&text);
        }
    }

    #[test]
    fn equals_the_crate_for_every_character_between_others() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            for text in
                [format!("{character}"), format!("e{character}\u{323}"), format!("é\u{301}{character}")]
            {
                for form in FORMS {
                    assert_eq!(
                        form.normalize(&text).text(),
                        by_the_crate(form, &text),
                        "{form:?} of {text:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn marks_that_keep_their_order_point_at_themselves() {
        let text = "é\u{323}é";
        let span = |start, end| NormalForm::Nfd.normalize(text).original(Span { start, end }).slice(text);
        // The dot below goes before the acute: a cluster.
        assert_eq!(span(0, 1), "é\u{323}");
        let text = "\u{1e0d}\u{301}";
        let decomposed = NormalForm::Nfd.normalize(text);
        assert_eq!(decomposed.text(), "d\u{323}\u{301}");
        assert_eq!(decomposed.original(Span { start: 3, end: 5 }).slice(text), "\u{301}");
    }

    #[test]
    fn a_million_marks_take_no_longer_than_their_number() {
        let marks = "\u{301}\u{323}".repeat(500_000);
        for form in FORMS {
            assert_eq!(form.normalize(&marks).text().len(), marks.len());
        }
    }
}
