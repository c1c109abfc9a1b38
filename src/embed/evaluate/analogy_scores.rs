//! [`AnalogyScores`]: how many analogies were answered right, section by section.

use std::fmt;

use serde::Serialize;

use crate::text::vocabulary::TokenId;

/// What was answered to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Answer {
    /// The right word.
    Right,
    /// Another word, or none where there was none to choose.
    Wrong(Option<TokenId>),
    /// None: the question has an unknown word.
    Unknown,
}

/// The answers of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SectionScore {
    /// Its name; `Total accuracy` for all together.
    pub name: String,
    /// Right answers.
    pub correct: usize,
    /// Wrong ones; those to questions with unknown words among them where these count.
    pub incorrect: usize,
    /// Questions with unknown words.
    pub unknown: usize,
    /// The answer to each question, in the order of the file; of the total, none.
    pub answers: Vec<Answer>,
}

impl SectionScore {
    /// The share of right answers, 0 to 1; 0 where nothing was answered.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        let answered = self.correct + self.incorrect;
        if answered == 0 { 0.0 } else { self.correct as f64 / answered as f64 }
    }
}

/// The line that gensim logs.
impl fmt::Display for SectionScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (correct, answered) = (self.correct, self.correct + self.incorrect);
        write!(f, "{}: {:.1}% ({correct}/{answered})", self.name, 100.0 * self.accuracy())
    }
}

/// The answers of all sections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AnalogyScores {
    /// Section by section, in the order of the file.
    pub sections: Vec<SectionScore>,
    /// All together.
    pub total: SectionScore,
    /// Questions of the set.
    pub questions: usize,
}

impl AnalogyScores {
    /// The share of right answers among all, 0 to 1.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.total.accuracy()
    }

    /// The share of questions with unknown words, in percent.
    #[must_use]
    pub fn unknown_ratio(&self) -> f64 {
        self.total.unknown as f64 / self.questions as f64 * 100.0
    }
}

/// The lines that gensim logs: sections in which something was answered, the share of unknown words, the total.
impl fmt::Display for AnalogyScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answered = |section: &&SectionScore| section.correct + section.incorrect > 0;
        for section in self.sections.iter().filter(answered) {
            writeln!(f, "{section}")?;
        }
        write!(f, "Quadruplets with out-of-vocabulary words: {:.1}%", self.unknown_ratio())?;
        if answered(&&self.total) { write!(f, "\n{}", self.total) } else { Ok(()) }
    }
}
