//! Normalisation: text becomes other text that still knows where it came from.

pub mod lowercase;
pub mod moses_punct;
pub mod normalized;
pub mod normalizer;

pub use lowercase::Lowercase;
pub use moses_punct::MosesPunctNormalizer;
pub use normalized::Normalized;
pub use normalizer::Normalizer;
