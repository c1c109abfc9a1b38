//! [`EntityCounts`]: precision, recall and F of entities, by type and on average, as seqeval 1.2.2 has them.
//!
//! With *tp* the entities that truth and prediction share, *p* those predicted and *t* the true ones: precision tp/p,
//! recall tp/t, F = (1 + β²) · precision · recall / (β² · precision + recall), and 0 where that is 0/0.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};
use crate::metric::additive::Additive;
use crate::metric::class_scores::{Average, ClassScores, ZeroDivision};
use crate::metric::report::{ClassificationReport, ReportRow};
use crate::metric::sequence::entity::Entity;
use crate::metric::sum::mean;

/// How entities are scored and reported.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EntityScoreParams {
    beta: f64,
    zero_division: ZeroDivision,
    digits: usize,
}

impl Default for EntityScoreParams {
    fn default() -> Self {
        EntityScoreParams { beta: 1.0, zero_division: ZeroDivision::Zero, digits: 2 }
    }
}

impl EntityScoreParams {
    /// How many times recall weighs as much as precision; ≥ 0, infinity is recall alone; default 1; β.
    #[must_use]
    pub fn beta(mut self, beta: f64) -> Self {
        self.beta = beta;
        self
    }

    /// The value of 0/0 in precision and recall; default [`ZeroDivision::Zero`]. With [`ZeroDivision::Undefined`] averages
    /// over such types are NaN, too.
    #[must_use]
    pub fn zero_division(mut self, zero_division: ZeroDivision) -> Self {
        self.zero_division = zero_division;
        self
    }

    /// Digits after the point in the text of a report; 0 to 100; default 2.
    #[must_use]
    pub fn digits(mut self, digits: usize) -> Self {
        self.digits = digits;
        self
    }

    fn check(&self) -> Result<()> {
        check_parameter(self.beta >= 0.0, "beta", self.beta, "at least 0")?;
        check_parameter(self.digits <= 100, "digits", self.digits, "0 to 100")
    }

    fn share(&self, part: u64, of: u64) -> f64 {
        if of == 0 { self.of_nothing() } else { part as f64 / of as f64 }
    }

    fn of_nothing(&self) -> f64 {
        match self.zero_division {
            ZeroDivision::Zero => 0.0,
            ZeroDivision::One => 1.0,
            ZeroDivision::Undefined => f64::NAN,
        }
    }

    fn score(&self, Counts { correct, predicted, truth }: Counts) -> ClassScores {
        let (precision, recall) = (self.share(correct, predicted), self.share(correct, truth));
        let square = self.beta * self.beta;
        let f_score = if square.is_infinite() {
            recall
        } else {
            let denominator = square * precision + recall;
            (1.0 + square) * precision * recall / if denominator == 0.0 { 1.0 } else { denominator }
        };
        ClassScores { precision, recall, f_score, support: truth as f64 }
    }
}

/// Entities of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    correct: u64,
    predicted: u64,
    truth: u64,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.correct += other.correct;
        self.predicted += other.predicted;
        self.truth += other.truth;
    }
}

/// True and predicted entities of each type; those of many texts add up.
///
/// # Examples
/// ```
/// use wordmill::metric::{Average, EntityParams, EntityScoreParams};
/// let truth = [vec!["B-PER", "I-PER", "O"], vec!["B-LOC", "O", "B-PER", "O"]];
/// let predicted = [vec!["B-PER", "I-PER", "O"], vec!["B-LOC", "I-LOC", "O", "B-PER"]];
/// let counts = EntityParams::default().compare(&truth, &predicted)?;
/// assert_eq!(counts.average_scores(Average::Micro, &EntityScoreParams::default())?.f_score, 1.0 / 3.0);
/// assert_eq!(counts.report(&EntityScoreParams::default())?.to_string(), "              precision    recall  f1-score   support
///
///          LOC       0.00      0.00      0.00         1
///          PER       0.50      0.50      0.50         2
///
///    micro avg       0.33      0.33      0.33         3
///    macro avg       0.25      0.25      0.25         3
/// weighted avg       0.33      0.33      0.33         3
/// ");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntityCounts {
    types: BTreeMap<String, Counts>,
}

impl Additive for EntityCounts {
    fn add(&mut self, other: &Self) {
        for (kind, &counts) in &other.types {
            self.of_type(kind).add(counts);
        }
    }
}

impl EntityCounts {
    /// An entity of either list counts once.
    pub(crate) fn of(truth: Vec<Entity>, predicted: Vec<Entity>) -> Self {
        let truth: BTreeSet<Entity> = truth.into_iter().collect();
        let predicted: BTreeSet<Entity> = predicted.into_iter().collect();
        let mut counts = EntityCounts::default();
        for entity in &predicted {
            let correct = u64::from(truth.contains(entity));
            counts.of_type(&entity.kind).add(Counts { correct, predicted: 1, truth: 0 });
        }
        for entity in &truth {
            counts.of_type(&entity.kind).add(Counts { truth: 1, ..Counts::default() });
        }
        counts
    }

    fn of_type(&mut self, kind: &str) -> &mut Counts {
        self.types.entry(kind.to_owned()).or_default()
    }

    /// Precision, recall, F and support of each type that occurs, sorted by name.
    ///
    /// # Errors
    /// [`Error::Parameter`] for β < 0.
    pub fn type_scores(&self, params: &EntityScoreParams) -> Result<Vec<ReportRow>> {
        params.check()?;
        let row = |(kind, &counts): (&String, &Counts)| ReportRow {
            class: kind.clone(),
            scores: params.score(counts),
        };
        Ok(self.types.iter().map(row).collect())
    }

    /// The average over types.
    ///
    /// # Errors
    /// [`Error::Parameter`] for β < 0 and a binary average, [`Error::Empty`] for the plain mean over no types.
    pub fn average_scores(&self, average: Average, params: &EntityScoreParams) -> Result<ClassScores> {
        params.check()?;
        let mut total = Counts::default();
        self.types.values().for_each(|&counts| total.add(counts));
        let supports: Vec<f64> = self.types.values().map(|counts| counts.truth as f64).collect();
        let weights = match average {
            Average::Binary(_) => {
                return Err(Error::parameter("average", "binary", "micro, macro or weighted"));
            }
            Average::Micro => return Ok(params.score(total)),
            Average::Weighted if total.truth == 0 => {
                let nothing = params.of_nothing();
                let unless_predicted = if total.predicted == 0 { nothing } else { 0.0 };
                let (precision, f_score) = (unless_predicted, unless_predicted);
                return Ok(ClassScores { precision, recall: nothing, f_score, support: 0.0 });
            }
            Average::Weighted => Some(supports.as_slice()),
            Average::Macro if self.types.is_empty() => return Err(Error::Empty { what: "set of entities" }),
            Average::Macro => None,
        };
        let scores: Vec<ClassScores> = self.types.values().map(|&counts| params.score(counts)).collect();
        let mean_of =
            |part: fn(&ClassScores) -> f64| mean(&scores.iter().map(part).collect::<Vec<_>>(), weights);
        Ok(ClassScores {
            precision: mean_of(|scores| scores.precision),
            recall: mean_of(|scores| scores.recall),
            f_score: mean_of(|scores| scores.f_score),
            support: total.truth as f64,
        })
    }

    /// The scores of every type and their averages, as a table whose text is seqeval's.
    ///
    /// # Errors
    /// As [`EntityCounts::average_scores`]: [`Error::Empty`] where there is no entity at all, and
    /// [`Error::Parameter`] for more than 100 digits.
    pub fn report(&self, params: &EntityScoreParams) -> Result<ClassificationReport> {
        let average = |average| self.average_scores(average, params);
        let averages = [average(Average::Micro)?, average(Average::Macro)?, average(Average::Weighted)?];
        Ok(ClassificationReport::without_accuracy(self.type_scores(params)?, averages, params.digits))
    }
}

#[cfg(test)]
mod tests;
