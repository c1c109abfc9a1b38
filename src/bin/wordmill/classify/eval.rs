//! `wordmill classify eval`: verdicts held against the labels of the input.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use wordmill::label::{ClassId, Classes, Labels};
use wordmill::metric::{ClassScores, ClassificationReport, ConfusionMatrix, Ranking, log_loss};
use wordmill::task::{TextClassifier, Verdict};
use wordmill::text::Record;
use wordmill::{Error, Result};

use crate::batches::for_each_batch;
use crate::failure::Failure;
use crate::input::{ReadingArgs, name_of_input};
use crate::output::{OutputArgs, write_json_line};

const EXAMPLES: &str = r#"Examples:
  $ wordmill classify train corpora/reviews.tsv --only split=train -o reviews.model

  $ wordmill classify eval reviews.model corpora/reviews.tsv --only split=test

  $ wordmill classify eval reviews.model corpora/reviews.tsv --only style=hard --json
  {"documents":90,"accuracy":0.…"#;

/// Hold verdicts against labels
///
/// Writes scikit-learn's classification report, the confusion matrix, accuracy, log loss and, of two
/// classes, the area under the ROC curve. The input needs a label for every document.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct EvalArgs {
    /// File of the model
    #[arg(value_hint = clap::ValueHint::FilePath)]
    model: PathBuf,

    /// File of labelled documents; `-` is standard input
    #[arg(default_value = "-", value_hint = clap::ValueHint::FilePath)]
    input: PathBuf,

    /// Write one JSON object instead of tables
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    reading: ReadingArgs,
}

/// What the documents are and what the model says of them.
#[derive(Default)]
struct Judged {
    truth: Vec<ClassId>,
    verdicts: Vec<ClassId>,
    /// The probability of each class, document after document.
    probabilities: Vec<f64>,
}

/// The scores of a model.
struct Scores {
    matrix: ConfusionMatrix,
    report: ClassificationReport,
    accuracy: f64,
    /// These may be undefined, and say why.
    log_loss: Result<f64>,
    /// Of two classes only, the second being the positive one.
    roc_auc: Option<Result<f64>>,
}

impl EvalArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let model = TextClassifier::load(&self.model)?;
        let judged = self.judge(&model)?;
        let scores = judged.scores(&model)?;
        self.output
            .target()
            .write(|out| Ok(if self.json { scores.write_object(out) } else { scores.write_tables(out) }?))
    }

    fn judge(&self, model: &TextClassifier) -> Result<Judged, Failure> {
        let mut judged = Judged::default();
        for_each_batch(&self.reading.corpus(&self.input), |records| {
            for record in records {
                judged.truth.push(self.truth(model, record)?);
            }
            let texts: Vec<&str> = records.iter().map(|record| record.text.as_str()).collect();
            let probabilities = model.probabilities(&texts)?;
            let rows = probabilities.chunks(model.classes().len());
            judged.verdicts.extend(rows.map(|row| Verdict::of(row).class));
            judged.probabilities.extend(probabilities);
            Ok(())
        })?;
        Ok(judged)
    }

    /// The class that a document is labelled with.
    fn truth(&self, model: &TextClassifier, record: &Record) -> Result<ClassId, Failure> {
        let (input, line) = (name_of_input(&self.input), record.line);
        let Some(name) = &record.label else {
            let got = record.text.chars().take(60).collect();
            return Err(Error::Parse { input, line, what: "no label", got }.into());
        };
        model.classes().id(name).map_err(|error| Failure::Record { input, line, error })
    }
}

impl Judged {
    fn scores(self, model: &TextClassifier) -> Result<Scores> {
        let classes = model.classes();
        let truth = Labels::from_ids(classes.clone(), self.truth)?;
        let verdicts = Labels::from_ids(classes.clone(), self.verdicts)?;
        let matrix = ConfusionMatrix::from_labels(&truth, &verdicts)?;
        let rows: Vec<&[f64]> = self.probabilities.chunks(classes.len()).collect();
        let roc_auc = (classes.len() == 2).then(|| {
            let scores: Vec<f64> = rows.iter().map(|row| row[1]).collect();
            Ranking::from_labels(&truth, ClassId(1), &scores)?.roc_auc()
        });
        Ok(Scores {
            report: ClassificationReport::from_matrix(&matrix)?,
            accuracy: matrix.accuracy()?,
            log_loss: log_loss(&truth, &rows),
            roc_auc,
            matrix,
        })
    }
}

impl Scores {
    fn write_tables(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}\n{}", self.report, self.matrix)?;
        writeln!(out, "documents  {}", self.matrix.total())?;
        writeln!(out, "accuracy   {:.4}", self.accuracy)?;
        writeln!(out, "log loss   {}", or_reason(&self.log_loss))?;
        if let Some(area) = &self.roc_auc {
            let positive = self.matrix.classes().name(ClassId(1));
            writeln!(out, "ROC AUC    {}  (of {positive})", or_reason(area))?;
        }
        Ok(())
    }

    fn write_object(&self, out: &mut dyn Write) -> io::Result<()> {
        let classes = self.matrix.classes();
        let row = |truth| classes.ids().map(|predicted| self.matrix.count(truth, predicted) as u64).collect();
        let object = ScoresObject {
            documents: self.matrix.total() as u64,
            accuracy: self.accuracy,
            log_loss: self.log_loss.as_ref().ok().copied(),
            roc_auc: self.roc_auc.as_ref().and_then(|area| area.as_ref().ok()).copied(),
            classes: self.report.rows.iter().map(|row| (row.class.as_str(), row.scores)).collect(),
            macro_average: self.report.macro_average,
            weighted_average: self.report.weighted_average,
            confusion_matrix: Cells { classes, cells: classes.ids().map(row).collect() },
        };
        write_json_line(out, &object)
    }
}

/// The scores as JSON shows them; what is undefined is null.
#[derive(Serialize)]
struct ScoresObject<'a> {
    documents: u64,
    accuracy: f64,
    log_loss: Option<f64>,
    roc_auc: Option<f64>,
    classes: BTreeMap<&'a str, ClassScores>,
    macro_average: ClassScores,
    weighted_average: ClassScores,
    confusion_matrix: Cells<'a>,
}

/// Documents by true class (row) and verdict (column).
#[derive(Serialize)]
struct Cells<'a> {
    classes: &'a Classes,
    cells: Vec<Vec<u64>>,
}

fn or_reason(score: &Result<f64>) -> String {
    match score {
        Ok(score) => format!("{score:.4}"),
        Err(error) => format!("undefined: {error}"),
    }
}
