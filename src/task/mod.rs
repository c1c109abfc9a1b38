//! What people came for: rooms of the floor below, married into whole tasks.

pub mod classifier;
pub mod explanation;
pub mod features;
pub mod highlight;
pub mod small_worlds;
pub mod verdict;

pub use classifier::{LabelledTexts, Learner, TextClassifier, TextClassifierParams};
pub use explanation::{Explanation, TermEvidence};
pub use features::{Features, FittedFeatures};
pub use highlight::highlight;
pub use small_worlds::{SmallWorlds, WorldSentences};
pub use verdict::Verdict;
