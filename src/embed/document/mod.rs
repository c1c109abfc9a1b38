//! Documents as vectors: the mean of their words, plain ([`MeanVectors`]) or with rare words in front ([`Sif`]).
//!
//! Both take [`EmbeddedDocuments`]: documents as numbers of the embeddings' words, beside the embeddings.

pub mod embedded;
pub mod mean_vectors;
pub mod sif;

pub use embedded::EmbeddedDocuments;
pub use mean_vectors::MeanVectors;
pub use sif::{Sif, SifParams};
