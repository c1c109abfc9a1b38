//! [`MosesPunctNormalizer`]: punctuation in the plain forms of ASCII, as sacremoses 0.2.0 writes it.
//!
//! Some forty substitutions are made one after the other, and each may use what those before it wrote. They never reach
//! further than two characters beyond the punctuation and space that they are about, so text is cut into stretches of
//! such characters that lie far enough apart, and the substitutions are made stretch by stretch where one of them can
//! begin at all and is not undone by another, as the space before a bracket that has one. Memory is in proportion to the longest stretch.

use serde::{Deserialize, Serialize};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::text::normalize::moses_punct::candidates::suggests;
use crate::text::normalize::moses_punct::rewrite::{Piece, Prepared, substitute_all};
use crate::text::normalize::moses_punct::rules::{self, Rule};
use crate::text::normalize::normalized::{Change, Normalized};
use crate::text::normalize::normalizer::Normalizer;
use crate::text::places::Places;
use crate::text::python;
use crate::text::span::Span;

/// Writes quotes, dashes, brackets and spaces in one way.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{MosesPunctNormalizer, Normalizer};
/// let normalizer = MosesPunctNormalizer::new("en");
/// assert_eq!(normalizer.normalize("“Yes”, he said — well ( maybe )…").text(), "\"Yes,\" he said - well (maybe) ...");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MosesPunctNormalizer {
    quotes: Quotes,
    decimal_comma: bool,
    penn: bool,
    quote_commas: bool,
    numbers: bool,
    replace_unicode: bool,
    remove_control: bool,
    perl_parity: bool,
}

/// Where a quote stands beside a comma or period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Quotes {
    After,
    Before,
    AsTheyAre,
}

impl MosesPunctNormalizer {
    /// For a language by its ISO code. English puts quotes after commas and periods; German, Spanish and French before
    /// them; these and Czech write numbers with a comma.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let quotes = match language {
            "en" => Quotes::After,
            "de" | "es" | "fr" => Quotes::Before,
            _ => Quotes::AsTheyAre,
        };
        MosesPunctNormalizer {
            quotes,
            decimal_comma: matches!(language, "de" | "es" | "cz" | "cs" | "fr"),
            penn: true,
            quote_commas: true,
            numbers: true,
            replace_unicode: false,
            remove_control: false,
            perl_parity: false,
        }
    }

    /// Whether the quotes of the Penn Treebank, `` ` `` and `''`, become plain ones (`penn`; true).
    #[must_use]
    pub fn penn(mut self, penn: bool) -> Self {
        self.penn = penn;
        self
    }

    /// Whether quotes change places with commas and periods (`norm_quote_commas`; true).
    #[must_use]
    pub fn quote_commas(mut self, quote_commas: bool) -> Self {
        self.quote_commas = quote_commas;
        self
    }

    /// Whether a space that does not break becomes the mark in a number (`norm_numbers`; true).
    #[must_use]
    pub fn numbers(mut self, numbers: bool) -> Self {
        self.numbers = numbers;
        self
    }

    /// Whether full-width and Chinese punctuation is replaced first (`pre_replace_unicode_punct`; false).
    #[must_use]
    pub fn replace_unicode(mut self, replace_unicode: bool) -> Self {
        self.replace_unicode = replace_unicode;
        self
    }

    /// Whether control characters, format characters and unassigned ones are dropped last
    /// (`post_remove_control_chars`; false).
    #[must_use]
    pub fn remove_control(mut self, remove_control: bool) -> Self {
        self.remove_control = remove_control;
        self
    }

    /// Whether to do as the Perl script does where sacremoses does better (`perl_parity`; false).
    #[must_use]
    pub fn perl_parity(mut self, perl_parity: bool) -> Self {
        self.perl_parity = perl_parity;
        self
    }

    /// The substitutions in their order.
    fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        let when = |holds: bool, rules: &'static [Rule]| if holds { rules } else { &[] };
        let perl = self.perl_parity;
        [
            when(self.replace_unicode, rules::UNICODE_PUNCTUATION),
            rules::SPACES,
            when(self.penn, rules::PENN),
            rules::QUOTES_AND_DASHES,
            if perl { rules::CLOSING_QUOTE_OF_PERL } else { rules::CLOSING_QUOTE },
            rules::DOUBLE_QUOTES_AND_DOTS,
            if perl { rules::GUILLEMETS_OF_PERL } else { rules::GUILLEMETS },
            rules::PSEUDO_SPACES,
            when(self.quote_commas && self.quotes == Quotes::After, rules::QUOTE_AFTER_COMMA),
            when(self.quote_commas && self.quotes == Quotes::Before, rules::QUOTE_BEFORE_COMMA),
            when(self.numbers && self.decimal_comma, rules::NUMBERS_BY_COMMA),
            when(self.numbers && !self.decimal_comma, rules::NUMBERS_BY_POINT),
        ]
        .into_iter()
        .flatten()
    }

    /// What a character is to the substitutions.
    fn role(&self, character: char) -> Role {
        match character {
            '\r' | '(' | ')' | '`' | '"' => Role::Opens,
            ' ' | '\'' | '.' | ',' | '!' | '?' | ':' | ';' | '%' => Role::Takes,
            _ if self.remove_control && is_control(character) => Role::Opens,
            '\t'..='\x1f' if python::is_space(character) => Role::Takes,
            '\0'..='\x7f' => Role::None,
            '\u{A0}' | '«' | '»' | '´' | '‘'..='‚' | '“'..='„' | '–' | '—' | '…' => {
                Role::Opens
            }
            'º' => Role::Takes,
            _ if python::is_space(character) => Role::Takes,
            _ if self.replace_unicode && is_replaced(character) => Role::Opens,
            _ => Role::None,
        }
    }
}

impl Default for MosesPunctNormalizer {
    /// For English.
    fn default() -> Self {
        MosesPunctNormalizer::new("en")
    }
}

impl Normalizer for MosesPunctNormalizer {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let mut writer = Writer::new(self, text);
        let all = self.replace_unicode || self.remove_control;
        let mut candidates = Places::new(text, |byte, next| suggests(all, byte, next));
        let mut at = 0;
        while let Some(found) = candidates.next_from(at) {
            if self.opens(text, found) {
                let stretch = self.stretch(text, writer.from, found);
                at = stretch.end;
                writer.rewrite(stretch);
            } else {
                at = found + 1;
            }
        }
        writer.finish()
    }
}

impl MosesPunctNormalizer {
    /// Whether some substitution begins at a candidate and does more than another one undoes.
    fn opens(&self, text: &str, at: usize) -> bool {
        let bytes = text.as_bytes();
        let before = at.checked_sub(1).map(|before| bytes[before]);
        let next = bytes.get(at + 1).copied();
        match bytes[at] {
            b'"' => self.quote_moves(before, next),
            // The space put before it becomes one with the space that stands there.
            b'(' => before != Some(b' ') || next == Some(b' '),
            b')' => before == Some(b' ') || !is_well_closed(&bytes[at + 1..]),
            0..=0x7F => true,
            _ => text[at..].chars().next().is_some_and(|character| self.role(character) == Role::Opens),
        }
    }

    /// Whether a quote changes places with what stands beside it.
    fn quote_moves(&self, before: Option<u8>, next: Option<u8>) -> bool {
        let mark = match self.quotes {
            Quotes::After => next,
            Quotes::Before => before,
            Quotes::AsTheyAre => None,
        };
        self.quote_commas && matches!(mark, Some(b',' | b'.'))
    }

    /// The stretch around `found`: as far as characters with a role go on, at most [`BEYOND`] others between them, and
    /// one more at the beginning, as many at the end. It begins no sooner than `from`.
    fn stretch(&self, text: &str, from: usize, found: usize) -> Span {
        let mut start = found;
        let mut others = 0;
        for (at, character) in text[from..found].char_indices().rev() {
            if self.role(character) != Role::None {
                (start, others) = (from + at, 0);
            } else {
                others += 1;
                if others > BEYOND {
                    break;
                }
            }
        }
        let one_more = text[from..start].chars().next_back().map_or(0, char::len_utf8);
        let (mut end, mut others) = (found, 0);
        for character in text[found..].chars() {
            others = if self.role(character) == Role::None { others + 1 } else { 0 };
            if others > BEYOND {
                break;
            }
            end += character.len_utf8();
        }
        Span { start: start - one_more, end }
    }
}

/// What a character is to the substitutions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    None,
    /// Some substitution takes it.
    Takes,
    /// Some substitution may begin with it alone.
    Opens,
}

/// So many characters beyond punctuation may matter to a substitution (`cm`). One more belongs to what follows.
const BEYOND: usize = 2;

/// Whether a closing bracket before `rest` has behind it what the substitutions would put there: a space or the end, or
/// a mark without a space.
fn is_well_closed(rest: &[u8]) -> bool {
    const MARKS: &[u8] = b".!:?;,";
    match rest {
        [] => true,
        [b' ', next, ..] => !MARKS.contains(next),
        [next, ..] => *next == b' ' || MARKS.contains(next),
    }
}

/// Python's `regex`: `\p{C}`.
fn is_control(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control();
    }
    character.general_category_group() == GeneralCategoryGroup::Other
}

fn is_replaced(character: char) -> bool {
    character > '\u{2000}'
        && rules::UNICODE_PUNCTUATION
            .iter()
            .any(|rule| matches!(rule.find.first(), Some(rules::Find::Is(other)) if *other == character))
}

/// The normalised text so far.
struct Writer<'t> {
    normalizer: MosesPunctNormalizer,
    text: &'t str,
    rules: Vec<Prepared>,
    written: String,
    changes: Vec<Change>,
    /// The original is written up to here.
    from: usize,
    pieces: Vec<Piece>,
    spare: Vec<Piece>,
}

impl<'t> Writer<'t> {
    fn new(normalizer: &MosesPunctNormalizer, text: &'t str) -> Self {
        let (rules, written, changes) = (Vec::new(), String::new(), Vec::new());
        let (pieces, spare) = (Vec::new(), Vec::new());
        Writer { normalizer: *normalizer, text, rules, written, changes, from: 0, pieces, spare }
    }

    fn rewrite(&mut self, stretch: Span) {
        if self.rules.is_empty() {
            self.rules = self.normalizer.rules().map(Prepared::new).collect();
        }
        self.copy_to(stretch.start);
        self.load(stretch);
        substitute_all(&self.rules, &mut self.pieces, &mut self.spare);
        if self.normalizer.remove_control {
            self.pieces.retain(|piece| !is_control(piece.character));
        }
        self.write_pieces(stretch.end);
    }

    /// Writes the original up to `end` as it is.
    fn copy_to(&mut self, end: usize) {
        self.written.push_str(&self.text[self.from..end]);
        self.from = end;
    }

    /// Takes up a stretch. Spaces in a row count as one from the outset, since they become one before anything else is
    /// asked of them.
    fn load(&mut self, stretch: Span) {
        self.pieces.clear();
        for (at, character) in stretch.slice(self.text).char_indices() {
            let start = stretch.start + at;
            let origin = Span { start, end: start + character.len_utf8() };
            match self.pieces.last_mut() {
                Some(last) if last.character == ' ' && character == ' ' => last.origin.end = origin.end,
                _ => self.pieces.push(Piece { character, origin }),
            }
        }
    }

    /// Writes what became of the original up to `end`, and notes what moved.
    fn write_pieces(&mut self, end: usize) {
        let pieces = std::mem::take(&mut self.pieces);
        let mut rest = pieces.as_slice();
        while let [first, ..] = rest {
            // Characters that stand for the same bytes belong together.
            let (mut original, mut together) = (first.origin, 1);
            while let Some(piece) = rest.get(together).filter(|piece| piece.origin.start < original.end) {
                original.end = original.end.max(piece.origin.end);
                together += 1;
            }
            self.drop_to(original.start);
            let start = self.written.len();
            self.written.extend(rest[..together].iter().map(|piece| piece.character));
            let normalized = Span { start, end: self.written.len() };
            if together > 1 || original.end - original.start != normalized.end - start {
                self.changes.push(Change { original, normalized });
            }
            self.from = original.end;
            rest = &rest[together..];
        }
        self.drop_to(end);
        self.pieces = pieces;
    }

    /// Writes nothing for the original up to `end`.
    fn drop_to(&mut self, end: usize) {
        if self.from < end {
            let at = self.written.len();
            let (original, normalized) = (Span { start: self.from, end }, Span { start: at, end: at });
            self.changes.push(Change { original, normalized });
            self.from = end;
        }
    }

    /// White space at both ends goes last.
    fn finish(mut self) -> Normalized<'t> {
        let is_untouched = self.from == 0;
        let trimmed = self.text.trim_matches(python::is_space);
        if is_untouched && trimmed.len() == self.text.len() {
            return Normalized::same_places(self.text.into());
        }
        self.copy_to(self.text.len());
        let length = self.written.trim_end_matches(python::is_space).len();
        self.written.truncate(length);
        let lead = length - self.written.trim_start_matches(python::is_space).len();
        self.changes = without_lead(self.changes, lead, length);
        Normalized::moved(self.written.split_off(lead), self.changes)
    }
}

/// Changes after the first `lead` bytes of the `length` normalised ones are gone.
fn without_lead(changes: Vec<Change>, lead: usize, length: usize) -> Vec<Change> {
    let gone = changes.iter().take_while(|change| change.normalized.end <= lead).last();
    let mut start = gone.map_or(lead, |change| change.original.end + lead - change.normalized.end);
    let mut kept = Vec::with_capacity(changes.len() + 1);
    for Change { original, normalized } in
        changes.into_iter().skip_while(|change| change.normalized.end <= lead)
    {
        let clip = |at: usize| at.clamp(lead, length) - lead;
        let normalized = Span { start: clip(normalized.start), end: clip(normalized.end) };
        start = start.min(original.start);
        kept.push(Change { original, normalized });
    }
    if start > 0 {
        kept.insert(
            0,
            Change { original: Span { start: 0, end: start }, normalized: Span { start: 0, end: 0 } },
        );
    }
    kept
}

#[cfg(test)]
mod tests;
