//! True and predicted classes taken apart, for the areas that hold numbers of `sklearn.metrics`.

use wordmill::Result;
use wordmill::label::{ClassId, Classes, Labels};
use wordmill::metric::{
    Average, ClassScores, ClassificationReport, ConfusionMatrix, KappaWeighting, Normalization, ScoreParams,
    ZeroDivision,
};

use crate::harness::json::Value;

/// What was true and what was said, counted.
pub(crate) struct Verdicts {
    pub(crate) truth: Labels,
    pub(crate) matrix: ConfusionMatrix,
    /// The classes to speak of, in their order.
    pub(crate) labels: Vec<ClassId>,
}

impl Verdicts {
    /// Counts pairs of true and predicted classes, whose names are among `labels` or not.
    pub(crate) fn new(
        truth: &[String],
        predicted: &[String],
        labels: &[String],
        weights: Option<&[f64]>,
    ) -> Result<Self> {
        let classes = Classes::from_names(truth.iter().chain(predicted).chain(labels))?;
        let truth = Labels::with_classes(classes.clone(), truth)?;
        let predicted = Labels::with_classes(classes.clone(), predicted)?;
        let matrix = match weights {
            Some(weights) => ConfusionMatrix::from_weighted_labels(&truth, &predicted, weights)?,
            None => ConfusionMatrix::from_labels(&truth, &predicted)?,
        };
        let labels = labels.iter().map(|name| classes.id(name)).collect::<Result<_>>()?;
        Ok(Verdicts { truth, matrix, labels })
    }

    /// A figure of the whole, by scikit-learn's name; nothing if no function stands for it.
    pub(crate) fn figure(&self, name: &str) -> Option<Result<f64>> {
        let kappa = |weighting| self.matrix.cohen_kappa(weighting);
        Some(match name {
            "accuracy" => self.matrix.accuracy(),
            "balanced_accuracy" => self.matrix.balanced_accuracy(),
            "mcc" => self.matrix.matthews(),
            "hamming" | "zero_one" => self.matrix.hamming_loss(),
            "kappa" | "cohen_kappa_None" => kappa(KappaWeighting::Unweighted),
            "kappa_linear" | "cohen_kappa_linear" => kappa(KappaWeighting::Linear),
            "kappa_quadratic" | "cohen_kappa_quadratic" => kappa(KappaWeighting::Quadratic),
            _ => return None,
        })
    }

    /// Precision, recall, F and, class by class, support, one after the other. `average` and `zero_division` go by
    /// scikit-learn's names; nothing if there is no such choice.
    pub(crate) fn class_scores(
        &self,
        average: &str,
        beta: f64,
        zero_division: &str,
    ) -> Option<Result<Vec<f64>>> {
        let zero_division = match zero_division {
            "0" => ZeroDivision::Zero,
            "1" => ZeroDivision::One,
            "nan" => ZeroDivision::Undefined,
            _ => return None,
        };
        let params =
            ScoreParams::default().labels(self.labels.as_slice()).zero_division(zero_division).beta(beta);
        let average = match average {
            "micro" => Average::Micro,
            "macro" => Average::Macro,
            "weighted" => Average::Weighted,
            "None" => return Some(self.matrix.class_scores(&params).map(|scores| columns(&scores))),
            _ => return None,
        };
        let scores = self.matrix.average_scores(average, &params);
        Some(scores.map(|scores| vec![scores.precision, scores.recall, scores.f_score]))
    }

    /// Jaccard scores, of every class or averaged; nothing if there is no such choice.
    pub(crate) fn jaccard(&self, average: &str) -> Option<Result<Vec<f64>>> {
        let params = ScoreParams::default().labels(self.labels.as_slice());
        let average = match average {
            "micro" => Average::Micro,
            "macro" => Average::Macro,
            "weighted" => Average::Weighted,
            "None" => return Some(self.matrix.jaccard_scores(&params)),
            _ => return None,
        };
        Some(self.matrix.jaccard(average, &params).map(|score| vec![score]))
    }

    /// Shares instead of counts; nothing if there is no such choice.
    pub(crate) fn normalized(&self, over: &str) -> Option<Result<Vec<f64>>> {
        let over = match over {
            "true" => Normalization::Truth,
            "pred" => Normalization::Predicted,
            "all" => Normalization::All,
            _ => return None,
        };
        Some(self.matrix.normalized(&self.labels, over).map(|rows| rows.concat()))
    }

    /// The counts of the classes to speak of, row after row.
    pub(crate) fn confusion(&self) -> Result<Vec<f64>> {
        Ok(self.matrix.table(&self.labels)?.concat())
    }

    pub(crate) fn report(&self, digits: usize) -> Result<ClassificationReport> {
        ClassificationReport::params().labels(self.labels.as_slice()).digits(digits).report(&self.matrix)
    }
}

/// Precision of every class, then recall, F and support.
pub(crate) fn columns(scores: &[ClassScores]) -> Vec<f64> {
    let column = |part: fn(&ClassScores) -> f64| scores.iter().map(part).collect::<Vec<_>>();
    [
        column(|scores| scores.precision),
        column(|scores| scores.recall),
        column(|scores| scores.f_score),
        column(|scores| scores.support),
    ]
    .concat()
}

/// The numbers of a report in the order in which `output_dict=True` has them when its keys are sorted.
pub(crate) fn report_numbers(report: &ClassificationReport, expected: &Value) -> Vec<f64> {
    let of_class = |class: &str| report.rows.iter().find(|row| row.class == class).map(|row| &row.scores);
    let numbers_of = |name: &String| match name.as_str() {
        "accuracy" => report.accuracy.into_iter().collect(),
        "macro avg" => parts(&report.macro_average),
        "weighted avg" => parts(&report.weighted_average),
        "micro avg" => parts(&report.micro_average),
        class => of_class(class).map(parts).unwrap_or_default(),
    };
    expected.as_object().unwrap().keys().flat_map(numbers_of).collect()
}

/// In the order of the sorted keys: f1-score, precision, recall, support.
fn parts(scores: &ClassScores) -> Vec<f64> {
    vec![scores.f_score, scores.precision, scores.recall, scores.support]
}
