//! [`AllButTheTop`]: embeddings without the mean and the few directions that all words share.
//!
//! Mu and Viswanath, "All-but-the-top: simple and effective postprocessing for word representations" (2018): the most
//! telling directions of published embeddings say how frequent a word is, not what it means. So
//!
//! ```text
//! x̃ = x − μ          x′ = x̃ − Σ_{i ≤ D} uᵢ uᵢᵀ x̃
//! ```
//!
//! with the first D principal components *u*, about d/100 of them. (The paper's listing multiplies with x in place of x̃,
//! which leaves a constant part along the components; its text takes them away, as is done here.)

use serde::{Deserialize, Serialize};

use crate::embed::embeddings::Embeddings;
use crate::embed::refine::take_away::{subtract, take_away};
use crate::error::{Error, Result, check_parameter, check_shape};
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::solve::pca::Pca;
use crate::vector::double::DoubleMatrix;

/// How much to take away.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AllButTheTopParams {
    components: Option<usize>,
}

impl AllButTheTopParams {
    /// How many components are taken away (D), 0 to 1,024. Default: d/100, rounded up.
    #[must_use]
    pub fn components(mut self, components: usize) -> Self {
        self.components = Some(components);
        self
    }

    fn check(&self) -> Result<()> {
        let components = self.components.unwrap_or(0);
        check_parameter(components <= 1024, "components", components, "0 to 1024")
    }
}

impl Fit<Embeddings> for AllButTheTopParams {
    type Model = AllButTheTop;

    /// Finds the mean and the components of all rows.
    ///
    /// # Errors
    /// [`Error::Parameter`] for components out of range, [`Error::Empty`] for fewer than two words.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, words: &Embeddings, progress: &mut dyn Progress) -> Result<AllButTheTop> {
        self.check()?;
        let rows = words.to_dense()?;
        let wanted = self.components.unwrap_or(words.dimension().div_ceil(100));
        let wanted = wanted.min(words.dimension()).min(words.len());
        let (mean, top) = if wanted == 0 {
            (words.mean_row(), DoubleMatrix::zeros(0, rows.columns()))
        } else {
            let pca = Pca::params().components(wanted).fit_with(&rows, progress)?;
            (pca.mean().to_vec(), pca.components().clone())
        };
        Ok(AllButTheTop { params: self.clone(), mean, top })
    }
}

/// The mean and the top components of embeddings.
///
/// # Examples
/// ```
/// use wordmill::embed::{AllButTheTop, Embeddings};
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::DenseMatrix;
/// use wordmill::{Fit, Transform};
/// let rows = DenseMatrix::from_rows(2, vec![9.0, 1.0, -9.0, 1.5, 9.0, 2.0, -9.0, 1.5])?;
/// let words = Embeddings::new(Vocabulary::first_seen(["a", "b", "c", "d"])?, rows)?;
/// let better = AllButTheTop::params().components(1).fit(&words)?.transform(&words)?;
/// assert!(better.rows().row(0)[0].abs() < 1e-6);
/// assert!(better.similarity("a", "c").unwrap() < -0.999);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct AllButTheTop {
    params: AllButTheTopParams,
    mean: Vec<f64>,
    top: DoubleMatrix,
}

impl AllButTheTop {
    /// Params: d/100 components.
    #[must_use]
    pub fn params() -> AllButTheTopParams {
        AllButTheTopParams::default()
    }

    /// How it was fitted.
    #[must_use]
    pub fn fitted_params(&self) -> &AllButTheTopParams {
        &self.params
    }

    /// The mean of all rows.
    #[must_use]
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The components that are taken away, a unit row each.
    #[must_use]
    pub fn top(&self) -> &DoubleMatrix {
        &self.top
    }
}

impl Transform<Embeddings> for AllButTheTop {
    type Output = Embeddings;

    /// The same words without mean and top components.
    ///
    /// # Errors
    /// [`Error::Shape`] for rows of another length than those of the fit.
    fn transform(&self, words: &Embeddings) -> Result<Embeddings> {
        check_shape("numbers in a row", self.mean.len(), words.dimension())?;
        let mut rows = words.to_dense()?;
        rows.update_rows(|_, row| {
            subtract(row, &self.mean);
            take_away(row, &self.top);
        });
        words.with_rows(rows)
    }
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct Parts {
    params: AllButTheTopParams,
    mean: Vec<f64>,
    top: DoubleMatrix,
}

impl From<AllButTheTop> for Parts {
    fn from(AllButTheTop { params, mean, top }: AllButTheTop) -> Self {
        Parts { params, mean, top }
    }
}

impl TryFrom<Parts> for AllButTheTop {
    type Error = Error;

    fn try_from(Parts { params, mean, top }: Parts) -> Result<Self> {
        params.check()?;
        let finite = mean.iter().chain(top.as_slice()).all(|value| value.is_finite());
        if top.columns() != mean.len() || !finite {
            return Err(Error::corrupt("all but the top", "its mean and its components do not fit"));
        }
        Ok(AllButTheTop { params, mean, top })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::vocabulary::Vocabulary;
    use crate::vector::dense::DenseMatrix;

    const WORDS: &str =
        "king queen man woman prince princess boy girl Rome Italy Paris France Oslo Norway tea cup";

    /// Word i, number j: ((7i² + 3j² + 5ij + i + 2j) mod 19 − 9) / 4; counts (37i mod 50) + 1.
    fn embeddings() -> Embeddings {
        let number = |i: usize, j: usize| ((i * i * 7 + j * j * 3 + i * j * 5 + i + 2 * j) % 19) as f32;
        let numbers = (0..16).flat_map(|i| (0..6).map(move |j| (number(i, j) - 9.0) / 4.0)).collect();
        let words = Vocabulary::first_seen(WORDS.split(' ')).unwrap();
        let words = Embeddings::new(words, DenseMatrix::from_rows(6, numbers).unwrap()).unwrap();
        words.with_counts((0..16).map(|i| i * 37 % 50 + 1).collect()).unwrap()
    }

    fn near(found: &[f32], expected: &[f64]) -> bool {
        found.len() == expected.len()
            && found.iter().zip(expected).all(|(a, b)| (f64::from(*a) - b).abs() < 1e-6)
    }

    #[test]
    fn all_but_the_top_equals_the_formula_with_the_singular_vectors_of_numpy() {
        // numpy 2.4.6, numpy.linalg.svd of the centred rows, two components
        let words = embeddings();
        let top = AllButTheTop::params().components(2).fit(&words).unwrap();
        let better = top.transform(&words).unwrap();
        let first = [-1.36622748, -0.46123203, -0.11903662, 0.51559852, 1.0910261, 1.31949348];
        let last = [0.08245706, 1.05607418, 0.45584499, -0.39750577, -0.19658767, -0.35647302];
        assert!(near(better.rows().row(0), &first) && near(better.rows().row(15), &last));
        assert_eq!(better.counts(), words.counts());
        assert_eq!(AllButTheTop::params().fit(&words).unwrap().top().rows(), 1);
        let centred = AllButTheTop::params().components(0).fit(&words).unwrap().transform(&words).unwrap();
        assert_eq!(centred.rows(), words.centred().unwrap().rows());
        assert!(AllButTheTop::params().components(5000).fit(&words).is_err());
    }
}
