//! [`TextClassifier`]: from raw text to a verdict, saved as one file.
//!
//! Text goes through one or more [vectorizers](crate::task::features) and then a classifier; sentiment is
//! one preset of it. Features are held in `f32`, weights and scores in `f64`.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::bow::count::Count;
use crate::bow::tfidf::TfIdf;
use crate::classify::classifier::Classifier;
use crate::classify::examples::Examples;
use crate::classify::linear::LinearModel;
use crate::classify::logistic::{Logistic, LogisticParams};
use crate::classify::naive_bayes::{NaiveBayes, NaiveBayesParams};
use crate::error::{Error, Result, check_shape};
use crate::fit::Fit;
use crate::label::{ClassId, Classes, Labels};
use crate::persist;
use crate::progress::Progress;
use crate::task::explanation::{Explanation, explain};
use crate::task::features::{Features, FittedFeatures, union};
use crate::task::verdict::Verdict;
use crate::vector::sparse::SparseMatrix;

/// What a saved classifier is called inside its file.
const KIND: &str = "text classifier";

/// A classifier that is yet to learn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Learner {
    /// Multinomial naive Bayes.
    NaiveBayes(NaiveBayesParams),
    /// Logistic regression.
    Logistic(LogisticParams),
}

/// A classifier that has learnt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Learnt {
    NaiveBayes(NaiveBayes),
    Logistic(Logistic),
}

/// Which features to take from text and how to learn from them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextClassifierParams {
    features: Vec<Features>,
    learner: Learner,
}

impl Default for TextClassifierParams {
    fn default() -> Self {
        TextClassifierParams::sentiment()
    }
}

impl TextClassifierParams {
    /// Opinions, the default: sublinear TF-IDF of words and pairs of words, logistic regression with
    /// C = 10. Stop words stay, since "not" is one.
    #[must_use]
    pub fn sentiment() -> Self {
        let tfidf = TfIdf::params().ngrams(1, 2).sublinear(true);
        TextClassifierParams {
            features: vec![Features::TfIdf(tfidf)],
            learner: Learner::Logistic(Logistic::params().c(10.0)),
        }
    }

    /// A fast baseline: multinomial naive Bayes over which words and pairs of words occur.
    #[must_use]
    pub fn naive_bayes() -> Self {
        TextClassifierParams {
            features: vec![Features::Count(Count::params().ngrams(1, 2).binary(true))],
            learner: Learner::NaiveBayes(NaiveBayes::params()),
        }
    }

    /// The vectorizers, whose columns stand side by side; at least one.
    #[must_use]
    pub fn features(mut self, features: impl IntoIterator<Item = Features>) -> Self {
        self.features = features.into_iter().collect();
        self
    }

    /// The lengths of n-grams, both included, of every vectorizer that stands now.
    #[must_use]
    pub fn ngrams(mut self, shortest: usize, longest: usize) -> Self {
        self.features =
            self.features.into_iter().map(|features| features.ngrams(shortest, longest)).collect();
        self
    }

    /// How to learn.
    #[must_use]
    pub fn learner(mut self, learner: Learner) -> Self {
        self.learner = learner;
        self
    }
}

/// Texts and the label of each.
#[derive(Debug, Clone, Copy)]
pub struct LabelledTexts<'a, S> {
    texts: &'a [S],
    labels: &'a Labels,
}

impl<'a, S: AsRef<str> + Sync> LabelledTexts<'a, S> {
    /// Puts texts and labels together.
    ///
    /// # Errors
    /// [`Error::Shape`] unless there is one label a text.
    pub fn new(texts: &'a [S], labels: &'a Labels) -> Result<Self> {
        check_shape("labels", texts.len(), labels.len())?;
        Ok(LabelledTexts { texts, labels })
    }
}

impl<S: AsRef<str> + Sync> Fit<LabelledTexts<'_, S>> for TextClassifierParams {
    type Model = TextClassifier;

    /// Learns features, then verdicts.
    ///
    /// # Errors
    /// [`Error::Empty`] without texts or features, [`Error::Shape`] with a single class; otherwise as the
    /// parts.
    fn fit_with(&self, input: &LabelledTexts<'_, S>, progress: &mut dyn Progress) -> Result<TextClassifier> {
        let (mut features, mut parts) = (Vec::new(), Vec::new());
        for params in &self.features {
            let (fitted, rows) = params.fit_transform::<S, f32>(input.texts, progress)?;
            features.push(fitted);
            parts.push(rows);
        }
        let rows = union(parts)?;
        let examples = Examples::new(&rows, input.labels)?;
        let learnt = match &self.learner {
            Learner::NaiveBayes(params) => Learnt::NaiveBayes(params.fit_with(&examples, progress)?),
            Learner::Logistic(params) => Learnt::Logistic(params.fit_with(&examples, progress)?),
        };
        Ok(TextClassifier { features, learnt })
    }
}

/// Text in, verdict out.
///
/// # Examples
/// ```
/// use wordmill::{Fit, label::Labels, task::{LabelledTexts, TextClassifier}};
/// let texts = ["what a good film", "such a bad film", "good, so good", "bad, just bad"];
/// let labels = Labels::from_names(["+", "-", "+", "-"])?;
/// let model = TextClassifier::params().fit(&LabelledTexts::new(&texts, &labels)?)?;
/// let verdict = model.predict(&["a good one"])?[0];
/// assert_eq!(model.classes().name(verdict.class), "+");
/// let why = model.explain("a good one")?;
/// assert_eq!(why.terms[0].term, "good");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawTextClassifier")]
pub struct TextClassifier {
    features: Vec<FittedFeatures>,
    learnt: Learnt,
}

impl TextClassifier {
    /// Params of the sentiment preset.
    #[must_use]
    pub fn params() -> TextClassifierParams {
        TextClassifierParams::sentiment()
    }

    /// The classes.
    #[must_use]
    pub fn classes(&self) -> &Classes {
        self.linear().classes()
    }

    /// The vectorizers.
    #[must_use]
    pub fn features(&self) -> &[FittedFeatures] {
        &self.features
    }

    /// The weights: a feature for each term of each vectorizer, in order.
    #[must_use]
    pub fn linear(&self) -> &LinearModel {
        match &self.learnt {
            Learnt::NaiveBayes(model) => model.linear(),
            Learnt::Logistic(model) => model.linear(),
        }
    }

    /// The logistic regression, if that is what has learnt.
    #[must_use]
    pub fn logistic(&self) -> Option<&Logistic> {
        match &self.learnt {
            Learnt::Logistic(model) => Some(model),
            Learnt::NaiveBayes(_) => None,
        }
    }

    /// The features of each text, `texts × terms`.
    ///
    /// # Errors
    /// [`Error::Limit`] for a text in which one term occurs more than 2²⁴ times.
    pub fn rows<S: AsRef<str> + Sync>(&self, texts: &[S]) -> Result<SparseMatrix<f32>> {
        union(self.features.iter().map(|features| features.rows(texts)).collect::<Result<_>>()?)
    }

    /// The most probable class of each text. A text without a known term gets what the intercept says:
    /// with naive Bayes the most frequent class.
    ///
    /// # Errors
    /// As [`TextClassifier::rows`].
    pub fn predict<S: AsRef<str> + Sync>(&self, texts: &[S]) -> Result<Vec<Verdict>> {
        let width = self.classes().len();
        let probabilities = self.probabilities(texts)?;
        Ok(probabilities.chunks(width).map(Verdict::of).collect())
    }

    /// The probability of each class for each text, `texts × classes`, row after row.
    ///
    /// # Errors
    /// As [`TextClassifier::rows`].
    pub fn probabilities<S: AsRef<str> + Sync>(&self, texts: &[S]) -> Result<Vec<f64>> {
        self.linear().probabilities(&self.rows(texts)?)
    }

    /// The verdict on a text and what moved it.
    ///
    /// # Errors
    /// As [`TextClassifier::rows`].
    pub fn explain(&self, text: &str) -> Result<Explanation> {
        explain(&self.features, self.linear(), text)
    }

    /// The `count` terms that speak most for a class, the strongest first: what one unit of the feature
    /// adds to the log-odds.
    ///
    /// # Panics
    /// If there is no such class.
    #[must_use]
    pub fn most_telling(&self, class: ClassId, count: usize) -> Vec<(String, f64)> {
        let telling = self.linear().most_telling(class, count);
        telling.into_iter().map(|(feature, evidence)| (self.term(feature), evidence)).collect()
    }

    /// The term of a feature.
    fn term(&self, mut feature: u32) -> String {
        for features in &self.features {
            let terms = features.terms();
            if (feature as usize) < terms.len() {
                return terms.term(feature);
            }
            feature -= terms.len() as u32;
        }
        String::new()
    }

    /// Saves the classifier as one file ([`persist`]).
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be written; what `path` held before is then still there.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        persist::save(path.as_ref(), KIND, self)
    }

    /// Loads a saved classifier; it gives the very same verdicts.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read, [`Error::Corrupt`] where it is damaged, cut off, or no
    /// text classifier.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        persist::load(path.as_ref(), KIND)
    }
}

/// What is read back, before its parts are held against each other.
#[derive(Deserialize)]
struct RawTextClassifier {
    features: Vec<FittedFeatures>,
    learnt: Learnt,
}

impl TryFrom<RawTextClassifier> for TextClassifier {
    type Error = Error;

    fn try_from(RawTextClassifier { features, learnt }: RawTextClassifier) -> Result<Self> {
        let terms: usize = features.iter().map(|features| features.terms().len()).sum();
        let model = TextClassifier { features, learnt };
        if terms == 0 || model.linear().features() != terms {
            return Err(Error::corrupt(KIND, "weights do not fit the terms"));
        }
        Ok(model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::analyzer::Analyzer;
    use crate::text::stem::classic_snowball::ClassicSnowball;

    const TEXTS: [&str; 6] =
        ["good film", "bad film", "a really good cast", "bad, boring, bad", "well acted", "badly acted"];

    fn labels() -> Labels {
        Labels::from_names(["+", "-", "+", "-", "+", "-"]).unwrap()
    }

    fn fit(params: TextClassifierParams) -> TextClassifier {
        params.fit(&LabelledTexts::new(&TEXTS, &labels()).unwrap()).unwrap()
    }

    #[test]
    fn presets_and_unions_learn_and_read_back() {
        let stems = Analyzer::default().stemmer(ClassicSnowball::English);
        let union = TextClassifier::params().features([
            Features::TfIdf(TfIdf::params().ngrams(1, 2)),
            Features::Count(Count::params().analyzer(stems)),
        ]);
        let folder = tempfile::tempdir().unwrap();
        for params in [TextClassifierParams::sentiment(), TextClassifierParams::naive_bayes(), union] {
            let model = fit(params);
            let verdicts: Vec<ClassId> = model.predict(&TEXTS).unwrap().iter().map(|v| v.class).collect();
            assert_eq!(verdicts, labels().ids());
            let path = folder.path().join("model");
            model.save(&path).unwrap();
            let loaded = TextClassifier::load(&path).unwrap();
            assert_eq!(loaded, model);
            assert_eq!(
                loaded.probabilities(&["a good one"]).unwrap(),
                model.probabilities(&["a good one"]).unwrap()
            );
            let telling = model.most_telling(ClassId(1), 3);
            assert!(telling.iter().any(|(term, _)| term == "bad"), "{telling:?}");
        }
    }

    #[test]
    fn what_cannot_be_learnt_is_an_error() {
        let one = Labels::from_names(["+"; 6]).unwrap();
        let fit =
            |params: TextClassifierParams, labels: &Labels| params.fit(&LabelledTexts::new(&TEXTS, labels)?);
        assert!(matches!(fit(TextClassifier::params(), &one), Err(Error::Shape { .. })));
        assert!(matches!(fit(TextClassifier::params().features([]), &labels()), Err(Error::Empty { .. })));
        assert!(LabelledTexts::new(&TEXTS[1..], &labels()).is_err());
        let verdict = self::fit(TextClassifier::params()).predict(&["", "unheard of"]).unwrap();
        assert_eq!(verdict[0], verdict[1]);
    }
}
