//! Topics: what documents are about, found without labels.
//!
//! | you want | take | as in |
//! |---|---|---|
//! | documents and terms in a space of few dimensions | [`Lsa`] | scikit-learn's `TruncatedSVD` |
//! | documents as sums of parts that can be read | [`Nmf`](crate::solve::Nmf) | scikit-learn's `NMF` |
//! | documents as mixtures of topics, with probabilities | [`Lda`] | scikit-learn's `LatentDirichletAllocation` |
//! | groups of documents | [`KMeans`](crate::vector::KMeans) | scikit-learn's `KMeans` |
//! | what a topic or a group is about | [`top_terms`] | |
//! | whether people would see a topic in it | [`Coherence`] | gensim's `CoherenceModel` |
//!
//! All take the rows that [`Count`](crate::bow::Count) and [`TfIdf`](crate::bow::TfIdf) give.

pub mod coherence;
pub mod lda;
pub mod lsa;
pub mod top;

pub use coherence::{Coherence, CoherenceMeasure, CoherenceScores};
pub use lda::{Lda, LdaLearning, LdaParams, LdaStream};
pub use lsa::{Lsa, LsaParams};
pub use top::{TopColumn, TopTerm, top_columns, top_terms};
