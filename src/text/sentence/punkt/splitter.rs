//! [`Punkt`]: text becomes sentences.

use serde::{Deserialize, Serialize};

use crate::text::python;
use crate::text::sentence::punkt::candidates::Candidates;
use crate::text::sentence::punkt::language::PunktLanguage;
use crate::text::sentence::punkt::lexicon::Lexicon;
use crate::text::sentence::punkt::parameters::PunktParameters;
use crate::text::sentence::punkt::realignment::Realignment;
use crate::text::sentence::punkt::rules::Rules;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Splits text into sentences; a token is a sentence.
///
/// White space between sentences belongs to none; what stands before the first sentence stays with it, as in NLTK.
/// The default knows no abbreviations, as NLTK's untrained `PunktSentenceTokenizer`. Time grows with the length of the
/// text, whatever it holds.
///
/// # Examples
/// ```
/// use wordmill::text::sentence::{Punkt, PunktTrainer};
/// use wordmill::text::Tokenizer;
/// let text = "It costs ca. 5. \"Well.\" That is cheap.";
/// let sentences = Punkt::default().spans(text);
/// assert_eq!(sentences.len(), 4);
/// assert_eq!(sentences[2].slice(text), "\"Well.\"");
///
/// let mut trainer = PunktTrainer::default();
/// trainer.train("Ca. five, ca. ten and ca. twenty guests came. All of them ate. They slept, too.")?;
/// assert_eq!(Punkt::new(trainer.finish()).tokens("It costs ca. 5. Is that cheap?").len(), 2);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Settings", into = "Settings")]
pub struct Punkt {
    settings: Settings,
    lexicon: Lexicon,
}

/// What is saved of a splitter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Settings {
    parameters: PunktParameters,
    language: PunktLanguage,
    realign: bool,
}

impl Punkt {
    /// A splitter with parameters that were learnt or written by hand.
    #[must_use]
    pub fn new(parameters: PunktParameters) -> Self {
        Settings { parameters, language: PunktLanguage::default(), realign: true }.into()
    }

    /// A splitter that knows common English abbreviations and beginnings of sentences, and nothing else. Train one on
    /// your own texts where they are at hand: it will know their names, too.
    ///
    /// Of the 2,661 sentence ends in UD English-EWT's reference texts it finds 77.5 %, and 98.1 % of those that it finds
    /// are right (F1 0.866). One that was trained on two million characters of other text: 77.8 % and 96.9 % (0.863);
    /// an untrained one: 77.3 % and 96.1 % (0.857). Most of what all of them miss has no mark at its end.
    #[must_use]
    pub fn english() -> Self {
        let abbreviations = include_str!("../../data/english_abbreviations.txt").lines();
        let starters = include_str!("../../data/english_sentence_starters.txt").lines();
        Punkt::new(PunktParameters {
            sentence_starters: starters.map(str::to_owned).collect(),
            ..PunktParameters::from_abbreviations(abbreviations)
        })
    }

    /// Whether closing quotes and brackets go back to the sentence that they close, as they do by default. Without, they
    /// begin the next sentence, and blank text is one empty sentence, as in NLTK.
    #[must_use]
    pub fn realign_boundaries(mut self, realign: bool) -> Self {
        self.settings.realign = realign;
        self
    }

    /// The marks of another language.
    #[must_use]
    pub fn language(mut self, language: PunktLanguage) -> Self {
        self.settings.language = language;
        self
    }

    /// What the splitter knows.
    #[must_use]
    pub fn parameters(&self) -> &PunktParameters {
        &self.settings.parameters
    }

    /// Where the sentences of `text` stand.
    #[must_use]
    pub fn spans(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        self.for_each_sentence(text, |span| spans.push(span));
        spans
    }

    fn for_each_sentence(&self, text: &str, mut sentence: impl FnMut(Span)) {
        if self.settings.realign {
            let mut realignment = Realignment::new(text);
            self.for_each_slice(text, |slice| realignment.take(slice, &mut sentence));
            realignment.finish(&mut sentence);
        } else {
            self.for_each_slice(text, sentence);
        }
    }

    /// The text cut behind every mark that ends a sentence. White space between the slices is left out.
    fn for_each_slice(&self, text: &str, mut slice: impl FnMut(Span)) {
        let language = &self.settings.language;
        let mut rules = Rules::new(language, &self.lexicon);
        let mut start = 0;
        for candidate in Candidates::new(language, text) {
            if rules.ends_within(&text[candidate.word..candidate.end]) {
                slice(Span { start, end: candidate.mark.end });
                start = candidate.next;
            }
        }
        let end = text.trim_end_matches(python::is_space).len();
        // The separators of ASCII are trimmed like white space but begin a sentence like words.
        if start <= end {
            slice(Span { start, end });
        }
    }
}

impl Default for Punkt {
    fn default() -> Self {
        Punkt::new(PunktParameters::default())
    }
}

impl Tokenizer for Punkt {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        self.for_each_sentence(text, |span| sink(Token { text: span.slice(text), span }));
    }
}

impl From<Settings> for Punkt {
    fn from(settings: Settings) -> Self {
        let lexicon = Lexicon::of(&settings.parameters);
        Punkt { settings, lexicon }
    }
}

impl From<Punkt> for Settings {
    fn from(splitter: Punkt) -> Settings {
        splitter.settings
    }
}

#[cfg(test)]
mod tests;
