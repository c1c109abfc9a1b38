//! [`Lda`]: topics, and what they say of documents.

use serde::{Deserialize, Serialize};

use crate::bow::topics::lda::bound::bound;
use crate::bow::topics::lda::documents::Documents;
use crate::bow::topics::lda::params::LdaParams;
use crate::bow::topics::lda::topics::Topics;
use crate::error::{Error, Result};
use crate::fit::Transform;
use crate::vector::double::DoubleMatrix;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Topics as distributions over words.
///
/// # Examples
/// ```
/// use wordmill::{Fit, Transform, bow::{Count, topics::{Lda, top_terms}}, vector::SparseMatrix};
/// let documents = ["ball goal ball team", "team goal", "soup salt pan", "pan soup soup", "goal ball"];
/// let (count, rows): (Count, SparseMatrix<f64>) = Count::params().fit_transform(&documents, &mut ())?;
/// let lda = Lda::params().topics(2).max_iterations(30).fit(&rows)?;
/// let mixtures = lda.transform(&rows)?;
/// let sport = if mixtures.row(0)[0] > 0.5 { 0 } else { 1 };
/// assert!(mixtures.row(1)[sport] > 0.7 && mixtures.row(3)[sport] < 0.3);
/// assert!(["ball", "goal"].contains(&top_terms(lda.components(), count.terms(), 1)?[sport][0].term.as_str()));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Lda {
    params: LdaParams,
    /// Words × topics.
    topics: Topics,
    /// Topics × words.
    components: DoubleMatrix,
    iterations: usize,
}

impl Lda {
    /// Params with scikit-learn's defaults: ten topics, all documents at once, ten times.
    #[must_use]
    pub fn params() -> LdaParams {
        LdaParams::default()
    }

    pub(super) fn new(params: LdaParams, topics: Topics, iterations: usize) -> Self {
        Lda { params, components: topics.lambda.transpose(), topics, iterations }
    }

    /// How it was fitted.
    #[must_use]
    pub fn fitted_params(&self) -> &LdaParams {
        &self.params
    }

    /// The parameters λ of the topics' distributions, topics × words (`components_`): about how often each word was seen
    /// in each topic.
    #[must_use]
    pub fn components(&self) -> &DoubleMatrix {
        &self.components
    }

    /// The expected probability of each word in each topic, topics × words.
    #[must_use]
    pub fn topics(&self) -> DoubleMatrix {
        normalized(self.components.clone())
    }

    /// How often all documents were gone through; 0 for a stream.
    #[must_use]
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// The bound on the log-likelihood of rows of counts (`score`).
    ///
    /// # Errors
    /// As [`Transform::transform`].
    pub fn score<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<f64> {
        Ok(bound(&self.params, &self.topics, rows, &self.infer(rows)?, None))
    }

    /// `exp(−bound / number of words)` of rows of counts: how many words one is left to guess among, at most. NaN for
    /// rows without words.
    ///
    /// # Errors
    /// As [`Transform::transform`].
    pub fn perplexity<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<f64> {
        Ok((-self.score(rows)? / rows.row_sums().iter().sum::<f64>()).exp())
    }

    /// The same as if the rows were a sample of [`total_documents`](LdaParams::total_documents)
    /// (`perplexity(sub_sampling=True)`).
    ///
    /// # Errors
    /// As [`Transform::transform`].
    pub fn perplexity_of_sample<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<f64> {
        let total = self.params.total_documents;
        let bound = bound(&self.params, &self.topics, rows, &self.infer(rows)?, Some(total));
        let words: f64 = rows.row_sums().iter().sum();
        Ok((-bound / (words * (total / rows.rows() as f64))).exp())
    }

    fn infer<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<Documents> {
        self.topics.check(rows)?;
        let exp_beta = self.topics.expectations(rows, f64::exp);
        Ok(Documents::infer(&self.params, rows, &exp_beta, None))
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for Lda {
    type Output = DoubleMatrix;

    /// The share of each topic in each row of counts, documents × topics.
    ///
    /// # Errors
    /// [`Error::Shape`] for rows over other words, [`Error::Parameter`] for a negative count.
    fn transform(&self, rows: &SparseMatrix<V>) -> Result<DoubleMatrix> {
        Ok(normalized(self.infer(rows)?.gamma))
    }
}

/// Each row divided by its sum.
fn normalized(mut rows: DoubleMatrix) -> DoubleMatrix {
    for row in 0..rows.rows() {
        let row = rows.row_mut(row);
        let total: f64 = row.iter().sum();
        row.iter_mut().for_each(|share| *share /= total);
    }
    rows
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct Parts {
    params: LdaParams,
    components: DoubleMatrix,
    iterations: usize,
}

impl From<Lda> for Parts {
    fn from(model: Lda) -> Self {
        Parts { params: model.params, components: model.components, iterations: model.iterations }
    }
}

impl TryFrom<Parts> for Lda {
    type Error = Error;

    fn try_from(parts: Parts) -> Result<Self> {
        let Parts { params, components, iterations } = parts;
        params.check()?;
        let sound = components.as_slice().iter().all(|&lambda| lambda > 0.0 && lambda.is_finite());
        if components.rows() != params.topics || components.columns() == 0 || !sound {
            return Err(Error::corrupt("topics", "their numbers do not fit their params"));
        }
        Ok(Lda::new(params, Topics { lambda: components.transpose() }, iterations))
    }
}
