//! [`MeanVectors`]: a document is the mean of its words.
//!
//! ```text
//! v = Σ wᵢ xᵢ / Σ |wᵢ|          over the known words, repeated ones as often as they stand there
//! ```
//!
//! with every *xᵢ* brought to length 1 first unless told otherwise: gensim 4.4.0's `get_mean_vector`. A document without a
//! known word is a row of zeros (gensim refuses an empty one).

use serde::{Deserialize, Serialize};

use crate::embed::document::embedded::EmbeddedDocuments;
use crate::embed::query::mean::Mean;
use crate::error::{Result, check_parameter, check_shape};
use crate::fit::Transform;
use crate::text::vocabulary::TokenId;
use crate::vector::dense::DenseMatrix;

/// How to average.
///
/// # Examples
/// ```
/// use wordmill::Transform;
/// use wordmill::embed::{EmbeddedDocuments, Embeddings, MeanVectors};
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::DenseMatrix;
/// let rows = DenseMatrix::from_rows(2, vec![3.0, 4.0, 0.0, 2.0])?;
/// let words = Embeddings::new(Vocabulary::first_seen(["good", "film"])?, rows)?;
/// let documents = words.encode([vec!["good", "film", "noir"], vec![]])?;
/// let documents = EmbeddedDocuments::new(&words, &documents)?;
/// let means = MeanVectors::default().transform(&documents)?;
/// assert_eq!(means.as_slice(), [0.3, 0.9, 0.0, 0.0]);
/// let plain = MeanVectors::default().unit_words(false).transform(&documents)?;
/// assert_eq!(plain.row(0), [1.5, 3.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeanVectors {
    unit_words: bool,
    unit_documents: bool,
    weights: Option<Vec<f64>>,
}

impl Default for MeanVectors {
    fn default() -> Self {
        MeanVectors { unit_words: true, unit_documents: false, weights: None }
    }
}

impl MeanVectors {
    /// Whether each word's row is brought to length 1 first. Default: yes.
    #[must_use]
    pub fn unit_words(mut self, unit: bool) -> Self {
        self.unit_words = unit;
        self
    }

    /// Whether each document's row is brought to length 1. Default: no.
    #[must_use]
    pub fn unit_documents(mut self, unit: bool) -> Self {
        self.unit_documents = unit;
        self
    }

    /// A finite weight for every word of the vocabulary, its inverse document frequency perhaps. Default: 1 each.
    #[must_use]
    pub fn weights(mut self, weights: Vec<f64>) -> Self {
        self.weights = Some(weights);
        self
    }
}

impl Transform<EmbeddedDocuments<'_>> for MeanVectors {
    type Output = DenseMatrix;

    /// A row for each document (documents × d).
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where weights and words are not equally many,
    /// [`Error::Parameter`](crate::Error::Parameter) for a weight that is not finite.
    fn transform(&self, documents: &EmbeddedDocuments<'_>) -> Result<DenseMatrix> {
        if let Some(weights) = &self.weights {
            check_shape("weights of words", documents.embeddings().len(), weights.len())?;
            let odd = weights.iter().find(|weight| !weight.is_finite()).copied();
            check_parameter(odd.is_none(), "weights", odd.unwrap_or_default(), "finite numbers")?;
        }
        let norms = documents.embeddings().norms();
        let weigh = |id: TokenId| {
            let norm = if self.unit_words { norms[id.index()] } else { 1.0 };
            (norm, self.weights.as_ref().map_or(1.0, |weights| weights[id.index()]))
        };
        documents.means(weigh, if self.unit_documents { Mean::unit } else { Mean::finish })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::embeddings::Embeddings;
    use crate::text::encoded::Encoded;
    use crate::text::vocabulary::Vocabulary;

    #[test]
    fn equals_gensim_with_weights() {
        // gensim 4.4.0: kv.get_mean_vector(["a", "c", "a", "b"], weights=[1, -2, 1, .5], post_normalize=True)
        let rows = DenseMatrix::from_rows(2, vec![1.0, 2.0, -3.0, 1.0, 0.5, 0.25]).unwrap();
        let words = Embeddings::new(Vocabulary::first_seen(["a", "b", "c"]).unwrap(), rows).unwrap();
        let documents = words.encode([["a", "c", "a", "b"]]).unwrap();
        let documents = EmbeddedDocuments::new(&words, &documents).unwrap();
        let means = MeanVectors::default().weights(vec![1.0, 0.5, -2.0]).unit_documents(true);
        let found = means.transform(&documents).unwrap();
        let expected = [-0.7927242, 0.6095805];
        assert!(
            found.row(0).iter().zip(expected).all(|(a, b): (&f32, f32)| (a - b).abs() < 1e-6),
            "{found:?}"
        );
        assert!(means.clone().weights(vec![1.0]).transform(&documents).is_err());
        assert!(means.weights(vec![1.0, f64::NAN, 0.0]).transform(&documents).is_err());
        let foreign = Encoded::from_parts(vec![TokenId(3)], vec![1]).unwrap();
        assert!(EmbeddedDocuments::new(&words, &foreign).is_err());
    }
}
