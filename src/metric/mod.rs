//! Evaluation: numbers that say how they were made.
//!
//! | what is at hand | what it answers |
//! |---|---|
//! | hypotheses and references, texts both | a [`Metric`] |
//! | translations and captions, by matches and order | [`meteor`]: [`meteor::Meteor`], [`meteor::Ribes`], [`meteor::Cider`] |
//! | transcripts of speech, strings to compare | [`edit`]: [`edit::Wer`], [`edit::Cer`], distances, alignments |
//! | true and predicted classes | [`ConfusionMatrix`]: accuracy, precision, recall, F, Matthews, Cohen's kappa; as a table, [`ClassificationReport`] |
//! | several true and predicted classes a row | [`MultilabelScores`] |
//! | two groupings of the same rows | [`Contingency`]: Rand, mutual information, V-measure |
//! | one score a row, two classes | [`Ranking`]: ROC and precision–recall curves, the areas under them |
//! | one score for every class a row | [`roc_auc_one_vs_rest`], [`roc_auc_one_vs_one`], [`top_k_accuracy`] |
//! | probabilities | [`log_loss`], [`brier`], [`brier_multiclass`] |
//!
//! Values and conventions are scikit-learn's (checked against 1.9.0). Where it warns that a score is undefined and
//! goes on with NaN or a stand-in, these give an error that names the cause; two zeros stay, since they are the
//! convention of the field: 0/0 in precision, recall and F, which [`ZeroDivision`] sets, and Matthews' of one class.
//! The numbers know nothing of models: they begin at labels and scores.

pub mod additive;
pub mod agreement;
mod check;
pub mod class_scores;
pub mod clustering;
pub mod confusion;
pub mod edit;
pub mod jaccard;
pub mod meteor;
#[expect(clippy::module_inception, reason = "the trait is the room's central idea")]
pub mod metric;
pub mod multiclass_auc;
pub mod multilabel;
pub mod normalized_confusion;
mod pool;
pub mod probability;
pub mod ranking;
pub mod report;
pub mod signature;
mod sum;

pub use additive::Additive;
pub use agreement::KappaWeighting;
pub use class_scores::{Average, ClassScores, ScoreParams, ZeroDivision};
pub use clustering::{Contingency, EntropyMean};
pub use confusion::ConfusionMatrix;
pub use metric::Metric;
pub use multiclass_auc::{AucAverage, roc_auc_one_vs_one, roc_auc_one_vs_rest, weighted_roc_auc_one_vs_rest};
pub use multilabel::{MultilabelAverage, MultilabelScores};
pub use normalized_confusion::Normalization;
pub use probability::{
    brier, brier_multiclass, log_loss, top_k_accuracy, weighted_brier, weighted_brier_multiclass,
    weighted_log_loss, weighted_top_k_accuracy,
};
pub use ranking::{CurvePoints, PrecisionRecallCurve, Ranking, RocCurve};
pub use report::{ClassificationReport, ReportParams, ReportRow};
pub use signature::Signature;
