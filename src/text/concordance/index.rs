//! [`ConcordanceIndex`]: where each word of a text stands.
//!
//! Lines are those of NLTK's `ConcordanceIndex.find_concordance` (NLTK 3.10.4). NLTK folds words by any function; here
//! it is lower-casing, which its `Text.concordance` uses, or nothing.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::Result;
use crate::text::concordance::cut::{cut, visible_width};
use crate::text::concordance::line::ConcordanceLine;
use crate::text::span::Span;
use crate::text::tokenizer::Tokenizer;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// Lines are never wider.
const WIDEST: usize = 60_000;

/// The tokens of a text and the places of each word among them.
///
/// # Examples
/// ```
/// use wordmill::text::concordance::ConcordanceIndex;
/// let tokens = "the film was good and The Film was long".split(' ');
/// let index = ConcordanceIndex::of_tokens(tokens, true)?;
/// assert_eq!(index.offsets(&["film", "was"]), [1, 6]);
/// let lines = index.find(&["film"], 24);
/// assert_eq!(lines[1].to_string(), "d and The Film was long");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ConcordanceIndex {
    /// The tokens end to end, and where each ends.
    text: String,
    ends: Vec<usize>,
    spans: Option<Vec<Span>>,
    ignore_case: bool,
    words: Vocabulary,
    /// The word of each token.
    ids: Vec<TokenId>,
    /// The tokens by their words, and where those of each word end.
    places: Vec<usize>,
    place_ends: Vec<usize>,
}

impl ConcordanceIndex {
    /// The index of a list of tokens. Where `ignore_case` is set, words are looked up in lower case.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 2 distinct words.
    pub fn of_tokens<S: AsRef<str>>(tokens: impl IntoIterator<Item = S>, ignore_case: bool) -> Result<Self> {
        let mut index = ConcordanceIndex::empty(ignore_case, None);
        for token in tokens {
            index.push(token.as_ref())?;
        }
        index.collect_places();
        Ok(index)
    }

    /// The index of the tokens of a text; its lines know where in the text they are from.
    ///
    /// # Errors
    /// As [`of_tokens`](ConcordanceIndex::of_tokens).
    pub fn of_text(tokenizer: &dyn Tokenizer, text: &str, ignore_case: bool) -> Result<Self> {
        let (mut spans, mut failure) = (Vec::new(), Ok(()));
        let mut index = ConcordanceIndex::empty(ignore_case, None);
        tokenizer.tokenize(text, &mut |token| {
            if failure.is_ok() {
                spans.push(token.span);
                failure = index.push(token.text);
            }
        });
        failure?;
        index.spans = Some(spans);
        index.collect_places();
        Ok(index)
    }

    fn empty(ignore_case: bool, spans: Option<Vec<Span>>) -> Self {
        ConcordanceIndex {
            text: String::new(),
            ends: Vec::new(),
            spans,
            ignore_case,
            words: Vocabulary::default(),
            ids: Vec::new(),
            places: Vec::new(),
            place_ends: Vec::new(),
        }
    }

    fn push(&mut self, token: &str) -> Result<()> {
        self.text.push_str(token);
        self.ends.push(self.text.len());
        let id = self.words.add(&folded(token, self.ignore_case))?;
        self.ids.push(id);
        Ok(())
    }

    /// Sorts tokens by their words, by counting.
    fn collect_places(&mut self) {
        let mut ends = vec![0; self.words.len()];
        self.ids.iter().for_each(|id| ends[id.index()] += 1);
        let mut sum = 0;
        for end in &mut ends {
            // Where the word's tokens start; each one found moves it, so that in the end it is where they end.
            sum += std::mem::replace(end, sum);
        }
        self.places = vec![0; self.ids.len()];
        for (place, id) in self.ids.iter().enumerate() {
            let slot = &mut ends[id.index()];
            self.places[*slot] = place;
            *slot += 1;
        }
        self.place_ends = ends;
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// A token, as it stands in the text.
    ///
    /// # Panics
    /// If there is no such token.
    #[must_use]
    pub fn token(&self, place: usize) -> &str {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[start..self.ends[place]]
    }

    /// The tokens at which a phrase of one or more words begins, ascending.
    #[must_use]
    pub fn offsets<S: AsRef<str>>(&self, phrase: &[S]) -> Vec<usize> {
        let id = |word: &S| self.words.id(&folded(word.as_ref(), self.ignore_case));
        let Some(phrase) = phrase.iter().map(id).collect::<Option<Vec<_>>>() else { return Vec::new() };
        let Some(first) = phrase.first() else { return Vec::new() };
        let begins = |place: &usize| self.ids[*place..].starts_with(&phrase);
        self.places_of(*first).iter().copied().filter(begins).collect()
    }

    fn places_of(&self, word: TokenId) -> &[usize] {
        let index = word.index();
        let start = if index == 0 { 0 } else { self.place_ends[index - 1] };
        &self.places[start..self.place_ends[index]]
    }

    /// A line for each place of a phrase, `width` characters wide (60,000 at most, and where the phrase leaves room for
    /// that), combining marks not counted. A line holds no more words on each side than a quarter of its width.
    #[must_use]
    pub fn find<S: AsRef<str>>(&self, phrase: &[S], width: usize) -> Vec<ConcordanceLine> {
        let words: Vec<&str> = phrase.iter().map(AsRef::as_ref).collect();
        let width = width.min(WIDEST);
        let room = width as i64 - visible_width(&words.join(" ")) as i64 - 2;
        let side = room.div_euclid(2);
        let line = |start| self.line(start..start + phrase.len(), side, width / 4);
        self.offsets(phrase).into_iter().map(line).collect()
    }

    fn line(&self, tokens: Range<usize>, side: i64, context: usize) -> ConcordanceLine {
        let left = tokens.start.saturating_sub(context)..tokens.start;
        // As NLTK: counted from the first word of the phrase.
        let end = tokens.start.saturating_add(context).min(self.len());
        let right = tokens.end..end.max(tokens.end);
        let (before, behind) = (self.joined(left.clone()), self.joined(right.clone()));
        let left_text = cut(&before, -side);
        let spaces = usize::try_from(side).unwrap_or(0);
        ConcordanceLine {
            span: self.spans.as_ref().map(|spans| spans[tokens.start].through(spans[tokens.end - 1])),
            query: self.joined(tokens.clone()),
            left_text: format!("{left_text:>spaces$}"),
            right_text: cut(&behind, side).to_owned(),
            tokens,
            left,
            right,
        }
    }

    fn joined(&self, tokens: Range<usize>) -> String {
        tokens.map(|place| self.token(place)).collect::<Vec<_>>().join(" ")
    }

    /// What NLTK prints for a phrase: how many lines there are, and the first `most` of them.
    #[must_use]
    pub fn print<S: AsRef<str>>(&self, phrase: &[S], width: usize, most: usize) -> String {
        let lines = self.find(phrase, width);
        if lines.is_empty() {
            return "no matches\n".to_owned();
        }
        let shown = most.min(lines.len());
        let mut text = format!("Displaying {shown} of {} matches:\n", lines.len());
        for line in &lines[..shown] {
            text.push_str(&line.to_string());
            text.push('\n');
        }
        text
    }
}

fn folded(word: &str, ignore_case: bool) -> Cow<'_, str> {
    if ignore_case { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize::whitespace::Whitespace;

    const TEXT: &str = "She said :  it is so good , so very good that it was good for us";

    /// NLTK 3.10.4: `ConcordanceIndex(TEXT.split()).find_concordance("good", width=30)`.
    #[test]
    fn lines_are_those_of_nltk() {
        let index = ConcordanceIndex::of_tokens(TEXT.split_whitespace(), false).unwrap();
        let lines: Vec<(usize, String)> =
            index.find(&["good"], 30).iter().map(|line| (line.tokens.start, line.to_string())).collect();
        let expected = [
            (6, "d : it is so good , so very go"),
            (10, "od , so very good that it was "),
            (14, " that it was good for us"),
        ];
        assert_eq!(lines, expected.map(|(place, line)| (place, line.to_owned())));
        let printed = index.print(&["so", "very"], 20, 25);
        assert_eq!(printed, "Displaying 1 of 1 matches:\nood , so very good \n");
        assert_eq!(index.print(&["bad"], 20, 25), "no matches\n");
    }

    #[test]
    fn places_are_known_in_the_original_text() {
        let index = ConcordanceIndex::of_text(&Whitespace, TEXT, true).unwrap();
        let line = &index.find(&["SAID", ":", "it"], 40)[0];
        assert_eq!(line.span.map(|span| span.slice(TEXT)), Some("said :  it"));
        assert_eq!((index.len(), index.token(1)), (17, "said"));
        assert!(index.offsets::<&str>(&[]).is_empty());
        assert!(index.offsets(&["for", "us", "it"]).is_empty());
    }

    #[test]
    fn narrow_and_very_wide_lines_are_no_trouble() {
        let index = ConcordanceIndex::of_tokens(["a", "b", "a"], false).unwrap();
        assert_eq!(index.find(&["a"], 0).len(), 2);
        assert_eq!(index.find(&["a"], usize::MAX).len(), 2);
        assert!(ConcordanceIndex::of_tokens([""; 0], true).unwrap().find(&["a"], 80).is_empty());
    }
}
