//! From the bundled reviews to verdicts.
#![allow(clippy::unwrap_used, reason = "a test")]

use wordmill::Fit;
use wordmill::bow::TfIdf;
use wordmill::label::{ClassId, Labels};
use wordmill::metric::ConfusionMatrix;
use wordmill::task::{Features, LabelledTexts, TextClassifier, TextClassifierParams};
use wordmill::text::stem::ClassicSnowball;
use wordmill::text::{Analyzer, Corpus};

fn split(name: &str) -> (Vec<String>, Vec<String>) {
    Corpus::new("corpora/reviews.tsv").only("split", name).read_labelled().unwrap()
}

fn accuracy(params: TextClassifierParams) -> f64 {
    let ((texts, names), (unseen, truth)) = (split("train"), split("test"));
    let labels = Labels::from_names(&names).unwrap();
    let model = params.fit(&LabelledTexts::new(&texts, &labels).unwrap()).unwrap();
    let truth = Labels::with_classes(labels.classes().clone(), &truth).unwrap();
    let verdicts = model.predict(&unseen).unwrap().iter().map(|verdict| verdict.class).collect();
    let predicted = Labels::from_ids(labels.classes().clone(), verdicts).unwrap();
    ConfusionMatrix::from_labels(&truth, &predicted).unwrap().accuracy().unwrap()
}

/// A coin is right half of the time, and the labels cannot be learnt by heart.
#[test]
fn reviews_are_judged_far_better_than_by_chance() {
    let stems = Analyzer::default().stemmer(ClassicSnowball::English);
    let union = TextClassifier::params().features([
        Features::TfIdf(TfIdf::params().ngrams(1, 2).sublinear(true)),
        Features::TfIdf(TfIdf::params().analyzer(stems)),
    ]);
    for params in [TextClassifierParams::sentiment(), TextClassifierParams::naive_bayes(), union] {
        let accuracy = accuracy(params);
        assert!((0.77..0.95).contains(&accuracy), "{accuracy}");
    }
}

#[test]
fn a_saved_classifier_gives_the_very_same_verdicts() {
    let ((texts, names), (unseen, _)) = (split("train"), split("test"));
    let labels = Labels::from_names(&names).unwrap();
    let model = TextClassifier::params().fit(&LabelledTexts::new(&texts, &labels).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    model.save(folder.path().join("model")).unwrap();
    let loaded = TextClassifier::load(folder.path().join("model")).unwrap();
    assert_eq!(loaded.predict(&unseen).unwrap(), model.predict(&unseen).unwrap());
    // One by one or all at once, with whatever company: a text has one verdict.
    for (text, verdict) in unseen.iter().zip(model.predict(&unseen).unwrap()).take(50) {
        assert_eq!(loaded.predict(&[text]).unwrap(), [verdict]);
        assert_eq!(loaded.explain(text).unwrap().verdict, verdict);
    }
    assert_eq!(model.classes().name(ClassId(1)), "positive");
}
