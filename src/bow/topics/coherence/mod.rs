//! Coherence: whether the top words of a topic go together in texts, as gensim's `CoherenceModel` tells.
//!
//! Röder, Both and Hinneburg, "Exploring the space of topic coherence measures", 2015. `windows` counts, `measure` scores.

pub mod measure;

mod windows;

pub use measure::{Coherence, CoherenceMeasure, CoherenceScores};
