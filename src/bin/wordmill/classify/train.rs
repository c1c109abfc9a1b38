//! `wordmill classify train`: labelled texts become a classifier in a file.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use serde::Serialize;
use wordmill::Fit;
use wordmill::bow::{Count, CountParams, TfIdf};
use wordmill::classify::logistic::ClassWeight;
use wordmill::classify::{Logistic, NaiveBayes};
use wordmill::label::Labels;
use wordmill::task::{Features, LabelledTexts, Learner, TextClassifier, TextClassifierParams};
use wordmill::text::NgramRange;

use crate::analysis::AnalysisArgs;
use crate::document_limit::DocumentLimit;
use crate::failure::Failure;
use crate::input::ReadingArgs;
use crate::output::{Output, write_json_line};
use crate::talk::Talk;

const WORDS_AND_PAIRS: NgramRange = NgramRange { shortest: 1, longest: 2 };

const EXAMPLES: &str = "\
Examples:
  $ wordmill classify train corpora/reviews.tsv --only split=train --output reviews.model

  $ wordmill classify train corpora/reviews.tsv --model nb --stem english --output bayes.model

  $ wordmill classify train corpora/reviews.tsv --label-column domain --json -o domains.model
  {\"documents\":3430,\"classes\":{\"books\":490,\"films\":490,\"food\":490,…";

/// Learn a classifier from labelled texts
///
/// The default is made for opinions: sublinear TF-IDF of words and pairs of words, logistic regression.
/// The model is one file, which loads to the very same verdicts. All texts are held in memory.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TrainArgs {
    /// File of labelled documents; `-` is standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    data: PathBuf,

    /// File for the model
    #[arg(short, long, value_name = "MODEL", value_hint = clap::ValueHint::FilePath)]
    output: PathBuf,

    /// How to learn
    #[arg(long, value_enum, default_value_t = ModelName::Lr)]
    model: ModelName,

    /// How much texts count against simplicity (lr; above 0) [default: 10]
    #[arg(long, value_name = "C", allow_negative_numbers = true)]
    c: Option<f64>,

    /// What is added to every count (nb; 0 or more) [default: 1]
    #[arg(long, allow_negative_numbers = true)]
    alpha: Option<f64>,

    /// Weigh a count c as 1 + ln c (lr; the default)
    #[arg(long, overrides_with = "no_sublinear")]
    sublinear: bool,

    /// Weigh counts as they are (lr)
    #[arg(long, overrides_with = "sublinear")]
    no_sublinear: bool,

    /// Keep terms that occur in so many documents at least (2), or in such a share of them (0.01)
    #[arg(long, value_name = "LIMIT", default_value = "1")]
    min_df: DocumentLimit,

    /// Make all classes count the same, however frequent (lr)
    #[arg(long, value_enum)]
    class_weight: Option<ClassWeightName>,

    /// Largest entry that the gradient may have at the end (lr) [default: 0.0001]
    #[arg(long, allow_negative_numbers = true)]
    tolerance: Option<f64>,

    /// Most steps of learning (lr) [default: 1000]
    #[arg(long, value_name = "STEPS")]
    max_iterations: Option<usize>,

    /// Write what was learnt to standard output as a JSON object
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    analysis: AnalysisArgs,

    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ModelName {
    /// Logistic regression over TF-IDF
    Lr,
    /// Multinomial naive Bayes over which terms occur
    Nb,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum ClassWeightName {
    Balanced,
}

/// What was learnt.
#[derive(Serialize)]
struct Learnt {
    documents: usize,
    /// Documents of each class.
    classes: BTreeMap<String, u64>,
    terms: usize,
    iterations: Option<usize>,
    converged: Option<bool>,
}

impl TrainArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        self.check()?;
        let params = self.params(talk)?;
        let (texts, names) = self.reading.corpus(&self.data).read_labelled()?;
        let labels = Labels::from_names(&names)?;
        let model = params.fit_with(&LabelledTexts::new(&texts, &labels)?, &mut talk.progress())?;
        model.save(&self.output)?;
        let learnt = Learnt::new(&model, &labels);
        learnt.tell(talk);
        if self.json {
            Output::Standard.write(|out| Ok(write_json_line(out, &learnt)?))?;
        }
        Ok(())
    }

    /// Refuses options that the model would not heed.
    fn check(&self) -> Result<(), Failure> {
        let (foreign, other) = match self.model {
            ModelName::Lr => (vec![("--alpha", self.alpha.is_some())], "nb"),
            ModelName::Nb => (
                vec![
                    ("--c", self.c.is_some()),
                    ("--sublinear", self.sublinear),
                    ("--no-sublinear", self.no_sublinear),
                    ("--class-weight", self.class_weight.is_some()),
                    ("--tolerance", self.tolerance.is_some()),
                    ("--max-iterations", self.max_iterations.is_some()),
                ],
                "lr",
            ),
        };
        match foreign.iter().find(|(_, is_given)| *is_given) {
            Some((option, _)) => Err(Failure::Usage(format!("{option} is for --model {other}"))),
            None if self.output.as_os_str() == "-" => {
                Err(Failure::Usage("--output needs a file for the model".into()))
            }
            None => Ok(()),
        }
    }

    fn params(&self, talk: Talk) -> Result<TextClassifierParams, Failure> {
        let count = Count::params().analyzer(self.analysis.analyzer(WORDS_AND_PAIRS, talk)?);
        let count = self.min_df.at_least(count);
        Ok(match self.model {
            ModelName::Lr => self.logistic(count),
            ModelName::Nb => self.naive_bayes(count),
        })
    }

    fn logistic(&self, count: CountParams) -> TextClassifierParams {
        let tfidf = TfIdf::params().count(count).sublinear(!self.no_sublinear);
        let mut learner = Logistic::params().c(self.c.unwrap_or(10.0));
        if let Some(ClassWeightName::Balanced) = self.class_weight {
            learner = learner.class_weight(ClassWeight::Balanced);
        }
        if let Some(tolerance) = self.tolerance {
            learner = learner.tolerance(tolerance);
        }
        if let Some(steps) = self.max_iterations {
            learner = learner.max_iterations(steps);
        }
        TextClassifier::params().features([Features::TfIdf(tfidf)]).learner(Learner::Logistic(learner))
    }

    fn naive_bayes(&self, count: CountParams) -> TextClassifierParams {
        let learner = NaiveBayes::params().alpha(self.alpha.unwrap_or(1.0));
        TextClassifierParams::naive_bayes()
            .features([Features::Count(count.binary(true))])
            .learner(Learner::NaiveBayes(learner))
    }
}

impl Learnt {
    fn new(model: &TextClassifier, labels: &Labels) -> Self {
        let counts = labels.classes().iter().zip(labels.class_weights());
        Learnt {
            documents: labels.len(),
            classes: counts.map(|(name, count)| (name.to_owned(), count as u64)).collect(),
            terms: model.linear().features(),
            iterations: model.logistic().map(Logistic::iterations),
            converged: model.logistic().map(Logistic::converged),
        }
    }

    fn tell(&self, talk: Talk) {
        let mut message = format!("{} documents, {} classes (", self.documents, self.classes.len());
        for (place, (name, count)) in self.classes.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = write!(message, "{}{name} {count}", if place > 0 { ", " } else { "" });
        }
        let _ = write!(message, "), {} terms", self.terms);
        talk.say(message);
        if let (Some(iterations), Some(converged)) = (self.iterations, self.converged) {
            if converged {
                talk.say(format_args!("converged after {iterations} iterations"));
            } else {
                let advice = "raise --max-iterations or --tolerance";
                talk.say(format_args!("warning: not converged after {iterations} iterations; {advice}"));
            }
        }
    }
}
