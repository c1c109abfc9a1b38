//! [`EmbeddingPlot`]: words as points of the plane, with what a picture tells of them.

use serde::Serialize;

use super::params::EmbeddingPlotParams;

/// Words as points of the plane.
///
/// # Examples
/// ```
/// use wordmill::Fit;
/// use wordmill::embed::{Embeddings, plot::EmbeddingPlot};
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::DenseMatrix;
/// let vocabulary = Vocabulary::first_seen(["king", "queen", "apple"])?;
/// let rows = DenseMatrix::from_rows(3, vec![4.0, 1.0, 0.0, 4.0, -1.0, 0.0, 0.0, 0.0, 3.0])?;
/// let embeddings = Embeddings::new(vocabulary, rows)?;
/// let plot = EmbeddingPlot::params()
///     .group("people", ["king", "queen"])
///     .group("fruit", ["apple"])
///     .title("Three words")
///     .fit(&embeddings)?;
/// assert_eq!(plot.points()[2].word, "apple");
/// assert_eq!(plot.points()[0].neighbours[0].word, "queen");
/// let [first, second] = plot.explained_variance_ratio().unwrap_or_default();
/// assert!(first > second && (first + second - 1.0).abs() < 1e-6); // Three points lie in a plane.
/// assert!(plot.svg().starts_with("<svg") && plot.html().starts_with("<!doctype html>"));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EmbeddingPlot {
    pub(super) params: EmbeddingPlotParams,
    pub(super) points: Vec<PlotPoint>,
    pub(super) groups: Vec<String>,
    pub(super) explained_variance_ratio: Option<[f64; 2]>,
    pub(super) skipped: Vec<String>,
}

/// A word and its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlotPoint {
    /// The word.
    pub word: String,
    /// To the right, in units of the projection.
    pub x: f64,
    /// Upwards, in the same units.
    pub y: f64,
    /// The number of its group in [`EmbeddingPlot::groups`].
    pub group: Option<usize>,
    /// How often the word was seen, where that is known.
    pub count: Option<u64>,
    /// Whether it is one of the words whose neighbourhood is shown.
    pub focus: bool,
    /// Its nearest neighbours in the whole vocabulary, the nearest first.
    pub neighbours: Vec<PlotNeighbour>,
}

/// A neighbour of a word.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlotNeighbour {
    /// The neighbour.
    pub word: String,
    /// The cosine of the two rows.
    pub cosine: f64,
}

impl EmbeddingPlot {
    /// Params: the 300 most frequent words along their principal components.
    #[must_use]
    pub fn params() -> EmbeddingPlotParams {
        EmbeddingPlotParams::default()
    }

    /// How it was made.
    #[must_use]
    pub fn fitted_params(&self) -> &EmbeddingPlotParams {
        &self.params
    }

    /// The words and their places, in the order of their importance.
    #[must_use]
    pub fn points(&self) -> &[PlotPoint] {
        &self.points
    }

    /// The names of the groups that have points.
    #[must_use]
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// The share of the words' variance along x and along y; `None` for t-SNE, which has no axes.
    #[must_use]
    pub fn explained_variance_ratio(&self) -> Option<[f64; 2]> {
        self.explained_variance_ratio
    }

    /// The unknown words that were left out, as [`EmbeddingPlotParams::skip_unknown`] allows.
    #[must_use]
    pub fn skipped(&self) -> &[String] {
        &self.skipped
    }

    /// What stands under the headline.
    pub(super) fn subtitle(&self) -> String {
        let words = grouped(self.points.len());
        match self.explained_variance_ratio {
            Some([x, y]) => {
                let share = 100.0 * (x + y);
                format!("{words} words · principal components, {share:.1} % of the variance")
            }
            None => format!("{words} words · t-SNE"),
        }
    }
}

/// A number with commas between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        let numbers = [0, 999, 1_000, 20_000, 1_234_567];
        assert_eq!(numbers.map(grouped), ["0", "999", "1,000", "20,000", "1,234,567"]);
    }
}
