//! [`Transforms`]: what is done to transcripts before they are compared, as the transforms of jiwer 4.0.0.
//!
//! A list of texts goes through the steps in order. White space, words and letter case are Python's. Of jiwer's only
//! `SubstituteRegexes` is different: patterns and replacements are those of the crate `regex` (`$1`, not `\1`).

use serde::{Deserialize, Serialize};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::metric::edit::substitution::{Pattern, replace_words};
use crate::text::python::is_space;

/// One step; the name of jiwer's is its own, unless said otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Transform {
    /// `ToLowerCase`.
    LowerCase,
    /// `ToUpperCase`.
    UpperCase,
    /// `Strip`: white space at both ends goes.
    Strip,
    /// `RemoveMultipleSpaces`: two or more characters of white space become one space.
    RemoveMultipleSpaces,
    /// `RemovePunctuation`: every character of a Unicode category P.
    RemovePunctuation,
    /// `RemoveWhiteSpace`: that of ASCII goes.
    RemoveWhiteSpace,
    /// `RemoveWhiteSpace(replace_by_space=True)`: each character of it becomes a space.
    SpaceForWhiteSpace,
    /// `RemoveEmptyStrings`: texts that are empty or blank leave the list.
    RemoveEmptyTexts,
    /// `ReduceToSingleSentence`: all texts but empty ones, joined by this.
    JoinTexts(String),
    /// `ExpandCommonEnglishContractions`: `won't` becomes `will not`, `'ll` becomes ` will` …
    ExpandContractions,
    /// `RemoveKaldiNonWords`: `[laugh]` and `<unk>` go.
    RemoveKaldiNonWords,
    /// `SubstituteWords`: each of these words, where it stands between word boundaries, becomes the other.
    SubstituteWords(Vec<(String, String)>),
    /// `RemoveSpecificWords`: each of these words becomes a space.
    RemoveWords(Vec<String>),
    /// `SubstituteRegexes` of one entry: what the pattern finds becomes the replacement.
    SubstitutePattern(Pattern, String),
}

/// Contractions and what stands for them, first to last.
const CONTRACTIONS: [(&str, &str); 11] = [
    ("won't", "will not"),
    ("can't", "can not"),
    ("let's", "let us"),
    ("n't", " not"),
    ("'re", " are"),
    ("'s", " is"),
    ("'d", " would"),
    ("'ll", " will"),
    ("'t", " not"),
    ("'ve", " have"),
    ("'m", " am"),
];

impl Transform {
    /// What a signature calls it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Transform::LowerCase => "lower-case",
            Transform::UpperCase => "upper-case",
            Transform::Strip => "strip",
            Transform::RemoveMultipleSpaces => "remove-multiple-spaces",
            Transform::RemovePunctuation => "remove-punctuation",
            Transform::RemoveWhiteSpace => "remove-white-space",
            Transform::SpaceForWhiteSpace => "space-for-white-space",
            Transform::RemoveEmptyTexts => "remove-empty-texts",
            Transform::JoinTexts(_) => "join-texts",
            Transform::ExpandContractions => "expand-contractions",
            Transform::RemoveKaldiNonWords => "remove-kaldi-non-words",
            Transform::SubstituteWords(_) => "substitute-words",
            Transform::RemoveWords(_) => "remove-words",
            Transform::SubstitutePattern(..) => "substitute-pattern",
        }
    }

    /// One text. What is about lists does to it what jiwer does: [`Transform::RemoveEmptyTexts`] strips it,
    /// [`Transform::JoinTexts`] leaves it alone.
    fn text(&self, text: &str) -> String {
        match self {
            Transform::LowerCase => text.to_lowercase(),
            Transform::UpperCase => text.to_uppercase(),
            Transform::Strip | Transform::RemoveEmptyTexts => text.trim_matches(is_space).to_owned(),
            Transform::RemoveMultipleSpaces => join_spaces(text),
            Transform::RemovePunctuation => text.chars().filter(|&c| !is_punctuation(c)).collect(),
            Transform::RemoveWhiteSpace => text.chars().filter(|&c| !is_ascii_space(c)).collect(),
            Transform::SpaceForWhiteSpace => {
                text.chars().map(|c| if is_ascii_space(c) { ' ' } else { c }).collect()
            }
            Transform::JoinTexts(_) => text.to_owned(),
            Transform::ExpandContractions => expand(text),
            Transform::RemoveKaldiNonWords => remove_brackets(text),
            Transform::SubstituteWords(words) => words
                .iter()
                .fold(text.to_owned(), |text, (word, replacement)| replace_words(&text, word, replacement)),
            Transform::RemoveWords(words) => {
                words.iter().fold(text.to_owned(), |text, word| replace_words(&text, word, " "))
            }
            Transform::SubstitutePattern(pattern, replacement) => pattern.replace_all(text, replacement),
        }
    }

    fn texts(&self, mut texts: Vec<String>) -> Vec<String> {
        match self {
            Transform::RemoveEmptyTexts => texts.retain(|text| !text.trim_matches(is_space).is_empty()),
            Transform::JoinTexts(delimiter) => {
                texts.retain(|text| !text.is_empty());
                if !texts.is_empty() {
                    texts = vec![texts.join(delimiter)];
                }
            }
            _ => texts.iter_mut().for_each(|text| *text = self.text(text)),
        }
        texts
    }
}

/// Steps in order.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::{Transform, Transforms};
/// let steps = Transforms::of([Transform::LowerCase, Transform::ExpandContractions, Transform::RemovePunctuation]);
/// assert_eq!(steps.apply(&["She'll make sure you can't."]), ["she will make sure you can not"]);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Transforms {
    steps: Vec<Transform>,
}

impl Transforms {
    /// These steps; none changes nothing.
    #[must_use]
    pub fn of(steps: impl Into<Vec<Transform>>) -> Self {
        Transforms { steps: steps.into() }
    }

    /// jiwer's `wer_default`: [`Transform::RemoveMultipleSpaces`], [`Transform::Strip`].
    #[must_use]
    pub fn words() -> Self {
        Transforms::of([Transform::RemoveMultipleSpaces, Transform::Strip])
    }

    /// jiwer's `wer_contiguous`: the same, and all texts become one.
    #[must_use]
    pub fn contiguous_words() -> Self {
        Transforms::words().then(Transform::JoinTexts(" ".to_owned()))
    }

    /// jiwer's `wer_standardize`: lower case, no contractions, no non-words, single spaces.
    #[must_use]
    pub fn standardized_words() -> Self {
        Transforms::of([
            Transform::LowerCase,
            Transform::ExpandContractions,
            Transform::RemoveKaldiNonWords,
            Transform::SpaceForWhiteSpace,
            Transform::RemoveMultipleSpaces,
            Transform::Strip,
        ])
    }

    /// jiwer's `cer_default`: [`Transform::Strip`].
    #[must_use]
    pub fn characters() -> Self {
        Transforms::of([Transform::Strip])
    }

    /// One step more.
    #[must_use]
    pub fn then(mut self, step: Transform) -> Self {
        self.steps.push(step);
        self
    }

    /// A list of texts; there may be fewer of them afterwards.
    #[must_use]
    pub fn apply<S: AsRef<str>>(&self, texts: &[S]) -> Vec<String> {
        let texts = texts.iter().map(|text| text.as_ref().to_owned()).collect();
        self.steps.iter().fold(texts, |texts, step| step.texts(texts))
    }

    /// A single text that is no list: [`Transform::RemoveEmptyTexts`] strips it and [`Transform::JoinTexts`] leaves it
    /// alone.
    #[must_use]
    pub fn apply_to_text(&self, text: &str) -> String {
        self.steps.iter().fold(text.to_owned(), |text, step| step.text(&text))
    }

    /// The steps.
    #[must_use]
    pub fn steps(&self) -> &[Transform] {
        &self.steps
    }
}

/// `string.whitespace` of Python.
fn is_ascii_space(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r')
}

fn is_punctuation(character: char) -> bool {
    match character {
        '\0'..='\x7f' => character.is_ascii_punctuation() && !"$+<=>^`|~".contains(character),
        _ => character.general_category_group() == GeneralCategoryGroup::Punctuation,
    }
}

/// Two or more characters of white space become a space.
fn join_spaces(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut run: Option<(char, bool)> = None;
    for character in text.chars() {
        if is_space(character) {
            run = Some(run.map_or((character, false), |(first, _)| (first, true)));
            continue;
        }
        joined.extend(run.take().map(|(only, more)| if more { ' ' } else { only }));
        joined.push(character);
    }
    joined.extend(run.map(|(only, more)| if more { ' ' } else { only }));
    joined
}

fn expand(text: &str) -> String {
    CONTRACTIONS.iter().fold(text.to_owned(), |text, (contraction, words)| text.replace(contraction, words))
}

/// Removes what `[<\[][^>\]]*[>\]]` finds.
fn remove_brackets(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['<', '[']) {
        let Some(close) = rest[open..].find(['>', ']']) else { break };
        kept.push_str(&rest[..open]);
        rest = &rest[open + close + 1..];
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(transform: Transform, text: &str) -> String {
        Transforms::of([transform]).apply_to_text(text)
    }

    /// jiwer 4.0.0, the transform called with the text.
    #[test]
    fn steps_are_those_of_jiwer() {
        assert_eq!(one(Transform::UpperCase, "Straße ẞ"), "STRASSE ẞ");
        assert_eq!(one(Transform::Strip, "\u{85} a\u{a0}b \x1c"), "a\u{a0}b");
        assert_eq!(one(Transform::RemoveMultipleSpaces, " a\t\tb\tc \u{a0}"), " a b\tc ");
        assert_eq!(one(Transform::RemovePunctuation, "«¿a_b-c$+»…"), "abc$+");
        assert_eq!(one(Transform::RemoveWhiteSpace, "a b\tc\u{a0}\x0bd"), "abc\u{a0}d");
        assert_eq!(one(Transform::SpaceForWhiteSpace, "a\tb\x0c\u{2003}"), "a b \u{2003}");
        assert_eq!(
            one(Transform::ExpandContractions, "won't she'd let's it's"),
            "will not she would let us it is"
        );
        assert_eq!(one(Transform::RemoveKaldiNonWords, "a <unk> [x<y> b] c <d"), "a   b] c <d");
        assert_eq!(one(Transform::RemoveEmptyTexts, " a "), "a");
        assert_eq!(one(Transform::JoinTexts(" ".into()), " a "), " a ");
    }

    #[test]
    fn lists_shrink() {
        let texts = ["", "a", " ", "b c"];
        assert_eq!(Transforms::of([Transform::RemoveEmptyTexts]).apply(&texts), ["a", "b c"]);
        assert_eq!(Transforms::contiguous_words().apply(&texts), ["a b c"]);
        assert_eq!(Transforms::contiguous_words().apply(&["", " "]), [""; 0]);
        assert_eq!(Transforms::default().apply(&texts), texts);
    }

    #[test]
    fn ascii_punctuation_is_that_of_the_table() {
        for character in '\0'..='\x7f' {
            let table = character.general_category_group() == GeneralCategoryGroup::Punctuation;
            assert_eq!(is_punctuation(character), table, "{character:?}");
        }
    }
}
