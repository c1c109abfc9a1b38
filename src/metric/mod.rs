//! Evaluation: numbers that say how they were made.
//!
//! | what is at hand | what it answers |
//! |---|---|
//! | translations and their references | a [`Metric`]: [`Bleu`], [`Chrf`], [`Ter`] |
//! | the same, as tokens | [`NltkBleu`], [`Gleu`], [`Nist`] |
//! | statistics of one system's segments | [`bootstrap_interval`]: how sure its score is |
//! | statistics of several systems' segments | [`PairedTest`]: whether they differ |
//! | summaries and references | [`Rouge`] |
//! | true and predicted tags of words | [`EntityParams`]: entities found, [`TagCounts`] |
//! | a text cut into segments in two ways | [`Segmentation`]: Pk, WindowDiff, boundary similarity |
//! | labels of the same items by several people | [`Codings`]: π, κ, Krippendorff's α |
//! | what a language model made of a text | [`Perplexity`] |
//! | translations and captions, by matches and order | [`meteor`]: [`meteor::Meteor`], [`meteor::Ribes`], [`meteor::Cider`] |
//! | transcripts of speech, strings to compare | [`edit`]: [`edit::Wer`], [`edit::Cer`], distances, alignments |
//! | true and predicted classes | [`ConfusionMatrix`]: accuracy, precision, recall, F, Matthews, Cohen's kappa; as a table, [`ClassificationReport`] |
//! | several true and predicted classes a row | [`MultilabelScores`] |
//! | two groupings of the same rows | [`Contingency`]: Rand, mutual information, V-measure |
//! | one score a row, two classes | [`Ranking`]: ROC and precision–recall curves, the areas under them |
//! | one score for every class a row | [`roc_auc_one_vs_rest`], [`roc_auc_one_vs_one`], [`top_k_accuracy`] |
//! | true and predicted numbers | [`mean_absolute_error`], [`mean_squared_error`], [`r_squared`] |
//! | probabilities | [`log_loss`], [`brier`], [`brier_multiclass`] |
//!
//! Values and conventions are scikit-learn's (checked against 1.9.0). Where it warns that a score is undefined and
//! goes on with NaN or a stand-in, these give an error that names the cause; two zeros stay, since they are the
//! convention of the field: 0/0 in precision, recall and F, which [`ZeroDivision`] sets, and Matthews' of one class.
//! The numbers know nothing of models: they begin at labels and scores.

pub mod additive;
pub mod agreement;
pub mod bleu;
mod check;
pub mod chrf;
pub mod class_scores;
pub mod clustering;
pub mod coders;
pub mod confusion;
pub mod edit;
pub mod gleu;
pub mod jaccard;
mod lexicon;
pub mod meteor;
#[expect(clippy::module_inception, reason = "the trait is the room's central idea")]
pub mod metric;
pub mod multiclass_auc;
pub mod multilabel;
pub mod nist;
pub mod normalized_confusion;
pub mod perplexity;
mod pool;
pub mod probability;
pub mod ranking;
pub mod regression;
pub mod report;
pub mod rouge;
pub mod score_line;
pub mod segmentation;
pub mod sequence;
pub mod signature;
pub mod significance;
mod sum;
pub mod ter;
mod touch;
mod words;

pub use additive::Additive;
pub use agreement::KappaWeighting;
pub use bleu::{
    Bleu, BleuReference, BleuScore, BleuSmoothing, BleuStatistics, BleuTokenizer, NltkBleu, NltkSmoothing,
};
pub use chrf::{Chrf, ChrfReference, ChrfScore, ChrfStatistics, GramCounts, MacroChrf};
pub use class_scores::{Average, ClassScores, ScoreParams, ZeroDivision};
pub use clustering::{Contingency, EntropyMean};
pub use coders::{Codings, LabelDistance};
pub use confusion::ConfusionMatrix;
pub use gleu::Gleu;
pub use metric::Metric;
pub use multiclass_auc::{AucAverage, roc_auc_one_vs_one, roc_auc_one_vs_rest, weighted_roc_auc_one_vs_rest};
pub use multilabel::{MultilabelAverage, MultilabelScores};
pub use nist::{Nist, NistReferences, NistScore};
pub use normalized_confusion::Normalization;
pub use perplexity::{Perplexity, UnknownWords};
pub use probability::{
    brier, brier_multiclass, log_loss, top_k_accuracy, weighted_brier, weighted_brier_multiclass,
    weighted_log_loss, weighted_top_k_accuracy,
};
pub use ranking::{CurvePoints, PrecisionRecallCurve, Ranking, RocCurve};
pub use regression::{mean_absolute_error, mean_squared_error, r_squared};
pub use report::{ClassificationReport, ReportParams, ReportRow};
pub use rouge::{
    Rouge, Rouge155, Rouge155Mean, Rouge155Params, Rouge155Score, RougeInterval, RougeParams, RougeReference,
    RougeScore, RougeScores, RougeStatistics, RougeType, RougeWords,
};
pub use score_line::ScoreLine;
pub use segmentation::{Segmentation, ShiftCosts};
pub use sequence::{
    Entity, EntityCounts, EntityParams, EntityRules, EntityScoreParams, TagCounts, TagScheme,
};
pub use signature::Signature;
pub use significance::{ConfidenceInterval, PairedMethod, PairedTest, SystemResult, bootstrap_interval};
pub use ter::{Ter, TerReference, TerScore, TerStatistics, Tercom};
