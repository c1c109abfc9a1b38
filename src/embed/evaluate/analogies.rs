//! [`AnalogyEvaluation`]: does *b* − *a* + *c* lead to *d*?
//!
//! Each question is answered by the best of the known words but *a*, *b* and *c* (Mikolov, Chen, Corrado and Dean, "Efficient
//! estimation of word representations in vector space", 2013), by [`Objective`]. Counts are those of gensim 4.4.0's
//! `evaluate_word_analogies`, which knows the additive objective alone; where the first two words are equal but for the
//! rounding of `f32` to which gensim computes, either may come first there.
//!
//! Without regard to case, as in gensim: the five best words are looked at, those are passed over that differ from *a*, *b* or
//! *c* in case alone, and if all five do the fifth is the answer.

use serde::{Deserialize, Serialize};

use crate::embed::embeddings::Embeddings;
use crate::embed::evaluate::analogy_scores::{AnalogyScores, Answer, SectionScore};
use crate::embed::evaluate::analogy_search::AnalogySearch;
use crate::embed::evaluate::lookup::Lookup;
use crate::embed::evaluate::questions::{AnalogyQuestions, AnalogySection};
use crate::embed::evaluate::unknown::Unknown;
use crate::embed::query::objective::Objective;
use crate::error::{Error, Result, check_parameter};
use crate::text::vocabulary::TokenId;

/// Words that are looked at for one that differs from the question's in more than case.
const LOOKED_AT: usize = 5;

/// How to judge by analogies.
///
/// # Examples
/// ```
/// use wordmill::embed::{AnalogyEvaluation, AnalogyQuestions, AnalogySection, Embeddings};
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::DenseMatrix;
/// let rows = vec![1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0];
/// let vocabulary = Vocabulary::first_seen(["rome", "italy", "paris", "france"])?;
/// let words = Embeddings::new(vocabulary, DenseMatrix::from_rows(3, rows)?)?;
/// let questions = [["Rome", "Italy", "Paris", "France"], ["Rome", "Italy", "Oslo", "Norway"]];
/// let questions = questions.map(|question| question.map(str::to_owned)).to_vec();
/// let set = AnalogyQuestions::new(vec![AnalogySection { name: "capitals".to_owned(), questions }]);
/// let scores = AnalogyEvaluation::default().evaluate(&words, &set)?;
/// let lines = "capitals: 100.0% (1/1)\nQuadruplets with out-of-vocabulary words: 50.0%\nTotal accuracy: 100.0% (1/1)";
/// assert_eq!(scores.to_string(), lines);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalogyEvaluation {
    restrict: Option<usize>,
    ignore_case: bool,
    unknown: Unknown,
    objective: Objective,
}

impl Default for AnalogyEvaluation {
    fn default() -> Self {
        AnalogyEvaluation {
            restrict: Some(300_000),
            ignore_case: true,
            unknown: Unknown::Skip,
            objective: Objective::Additive,
        }
    }
}

impl AnalogyEvaluation {
    /// Knows the first `words` words only, at least 1; nothing for all. Default: 300,000 (gensim's `restrict_vocab`);
    /// 30,000 is word2vec's habit.
    #[must_use]
    pub fn restrict(mut self, words: impl Into<Option<usize>>) -> Self {
        self.restrict = words.into();
        self
    }

    /// Whether words are compared in upper case. Default: yes (gensim's `case_insensitive`).
    #[must_use]
    pub fn ignore_case(mut self, ignore: bool) -> Self {
        self.ignore_case = ignore;
        self
    }

    /// What becomes of questions with unknown words. Default: they are left out.
    #[must_use]
    pub fn unknown(mut self, unknown: Unknown) -> Self {
        self.unknown = unknown;
        self
    }

    /// How the three words are put together. Default: by addition.
    #[must_use]
    pub fn objective(mut self, objective: Objective) -> Self {
        self.objective = objective;
        self
    }

    fn check(&self) -> Result<()> {
        let words = self.restrict.unwrap_or(1);
        check_parameter(words > 0, "restrict", words, "at least 1")
    }

    /// Answers all questions.
    ///
    /// # Errors
    /// [`Error::Parameter`] for no words at all, [`Error::Empty`] where there is no question.
    ///
    /// # Determinism
    /// The same answers on any number of threads and with any instruction set; of equals the word that comes first.
    pub fn evaluate(&self, embeddings: &Embeddings, set: &AnalogyQuestions) -> Result<AnalogyScores> {
        self.check()?;
        if set.is_empty() {
            return Err(Error::Empty { what: "list of analogies" });
        }
        let lookup = Lookup::new(embeddings, self.restrict, self.ignore_case)?;
        let all = set.sections().iter().flat_map(|section| &section.questions);
        let ids: Vec<[Option<TokenId>; 4]> =
            all.map(|question| question.each_ref().map(|word| lookup.id(word))).collect();
        let known: Vec<[TokenId; 4]> = ids.iter().filter_map(|&ids| known(ids)).collect();
        let looked_at = if lookup.has_variants() { LOOKED_AT } else { 1 };
        let search = AnalogySearch { embeddings, words: lookup.words(), objective: self.objective };
        let found = search.find(&known, looked_at)?;
        let mut answers = known.iter().zip(&found).map(|(question, found)| answer(&lookup, question, found));
        let mut answers = ids.iter().map(|&ids| match known_words(ids) {
            true => answers.next().unwrap_or(Answer::Unknown),
            false => Answer::Unknown,
        });
        let score = |section: &AnalogySection| {
            let answers = answers.by_ref().take(section.questions.len()).collect();
            self.score(&section.name, answers)
        };
        let sections: Vec<SectionScore> = set.sections().iter().map(score).collect();
        Ok(AnalogyScores { total: total(&sections), sections, questions: ids.len() })
    }

    fn score(&self, name: &str, answers: Vec<Answer>) -> SectionScore {
        let count = |which: fn(&Answer) -> bool| answers.iter().filter(|answer| which(answer)).count();
        let unknown = count(|answer| *answer == Answer::Unknown);
        let wrong = count(|answer| matches!(answer, Answer::Wrong(_)));
        SectionScore {
            name: name.to_owned(),
            correct: count(|answer| *answer == Answer::Right),
            incorrect: if self.unknown == Unknown::Count { wrong + unknown } else { wrong },
            unknown,
            answers,
        }
    }
}

fn known_words(ids: [Option<TokenId>; 4]) -> bool {
    known(ids).is_some()
}

/// The words of a question, if all are known.
fn known(ids: [Option<TokenId>; 4]) -> Option<[TokenId; 4]> {
    let [a, b, c, d] = ids;
    Some([a?, b?, c?, d?])
}

/// The first of the words found that is not one of the question's in another case, else the last.
fn answer(lookup: &Lookup<'_>, question: &[TokenId; 4], found: &[TokenId]) -> Answer {
    let asked = |id: &&TokenId| question[..3].contains(&lookup.representative(**id));
    let predicted = found.iter().find(|id| !asked(id)).or(found.last()).copied();
    match predicted {
        Some(id) if lookup.representative(id) == question[3] => Answer::Right,
        other => Answer::Wrong(other),
    }
}

/// All sections together.
fn total(sections: &[SectionScore]) -> SectionScore {
    let sum = |of: fn(&SectionScore) -> usize| sections.iter().map(of).sum();
    SectionScore {
        name: "Total accuracy".to_owned(),
        correct: sum(|section| section.correct),
        incorrect: sum(|section| section.incorrect),
        unknown: sum(|section| section.unknown),
        answers: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
