//! Latent Dirichlet allocation: documents as mixtures of topics, as scikit-learn's `LatentDirichletAllocation`.
//!
//! Blei, Ng and Jordan, "Latent Dirichlet allocation", 2003, fitted by online variational Bayes (Hoffman, Blei and Bach,
//! "Online learning for latent Dirichlet allocation", 2010): `documents` infers the mixtures of documents, `stream` moves
//! the topics after them, `bound` says how well they fit.

pub mod model;
pub mod params;
pub mod stream;

mod bound;
mod dirichlet;
mod documents;
#[cfg(test)]
mod tests;
mod topics;
mod train;

pub use model::Lda;
pub use params::{LdaLearning, LdaParams};
pub use stream::LdaStream;
