//! [`EmbeddingPlotParams`]: which words a picture shows, and how.

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};
use crate::solve::tsne::TsneParams;

/// The most words of a picture.
pub(super) const MOST_WORDS: usize = 20_000;
/// The most neighbours told of a word.
const MOST_NEIGHBOURS: usize = 100;
/// The sides that an SVG may have, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 240..=20_000;

/// How rows of many numbers become points of the plane.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[non_exhaustive]
pub enum Projection {
    /// The two directions along which the words vary most (see [`Pca`](crate::solve::Pca)). Distances in the picture
    /// are at most those of the rows, and differences of words (king − queen, man − woman) stay parallel.
    #[default]
    Pca,
    /// Neighbours beside neighbours (see [`Tsne`](crate::solve::Tsne)), from the principal components on, so no seed
    /// plays a part unless all rows are equal. Needs more than 3 · perplexity words.
    Tsne(TsneParams),
}

/// What is drawn.
///
/// # Examples
/// ```
/// use wordmill::embed::plot::EmbeddingPlot;
/// let params = EmbeddingPlot::params().most_frequent(500).title("A wood of words");
/// assert_eq!(params, params.clone());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EmbeddingPlotParams {
    pub(super) choice: Option<Choice>,
    pub(super) groups: Vec<Group>,
    pub(super) skip_unknown: bool,
    pub(super) normalize: bool,
    pub(super) projection: Projection,
    pub(super) neighbours: usize,
    pub(super) title: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Which words are shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Choice {
    Given(Vec<String>),
    MostFrequent(usize),
    Near { words: Vec<String>, count: usize },
}

/// Words that share a colour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) words: Vec<String>,
}

impl Default for EmbeddingPlotParams {
    fn default() -> Self {
        EmbeddingPlotParams {
            choice: None,
            groups: Vec::new(),
            skip_unknown: false,
            normalize: true,
            projection: Projection::Pca,
            neighbours: 8,
            title: "Word embeddings".to_owned(),
            width: 960,
            height: 720,
        }
    }
}

impl EmbeddingPlotParams {
    /// Shows these words, in this order of importance: the first get their labels first. Words given twice count once.
    /// 2 to 20,000. Default: the words of all groups, or the 300 most frequent where there are no groups.
    #[must_use]
    pub fn words<S: Into<String>>(mut self, words: impl IntoIterator<Item = S>) -> Self {
        self.choice = Some(Choice::Given(words.into_iter().map(Into::into).collect()));
        self
    }

    /// Shows the `count` most frequent words, or the first `count` where the embeddings hold no counts (published
    /// files begin with the most frequent word); all where there are fewer. 2 to 20,000.
    #[must_use]
    pub fn most_frequent(mut self, count: usize) -> Self {
        self.choice = Some(Choice::MostFrequent(count));
        self
    }

    /// Shows these words in bold, and the `count` nearest to each by cosine, 1 to 20,000. Where no group is given, each
    /// of them makes one of its own: a neighbour of several belongs to the nearest.
    #[must_use]
    pub fn near<S: Into<String>>(mut self, words: impl IntoIterator<Item = S>, count: usize) -> Self {
        self.choice = Some(Choice::Near { words: words.into_iter().map(Into::into).collect(), count });
        self
    }

    /// Gives `words` a colour and shape of their own, explained by `name`; may be called again and again. Words that
    /// are not shown play no part. A word belongs to one group. Default: no groups.
    #[must_use]
    pub fn group<S: Into<String>>(
        mut self,
        name: impl Into<String>,
        words: impl IntoIterator<Item = S>,
    ) -> Self {
        let words = words.into_iter().map(Into::into).collect();
        self.groups.push(Group { name: name.into(), words });
        self
    }

    /// Whether unknown words are left out (and told of by [`EmbeddingPlot::skipped`](super::EmbeddingPlot::skipped))
    /// instead of being an error. Default: no.
    #[must_use]
    pub fn skip_unknown(mut self, skip: bool) -> Self {
        self.skip_unknown = skip;
        self
    }

    /// Whether rows are brought to norm 1 before they are projected, so that angles count and not how long rows are
    /// (which follows the words' frequency). Default: yes.
    #[must_use]
    pub fn normalize(mut self, normalize: bool) -> Self {
        self.normalize = normalize;
        self
    }

    /// How rows become points. Default: [`Projection::Pca`].
    #[must_use]
    pub fn projection(mut self, projection: Projection) -> Self {
        self.projection = projection;
        self
    }

    /// How many neighbours the page tells of each word: the nearest of the whole vocabulary by cosine, 0 to 100.
    /// Finding them takes words × vocabulary × dimension steps. Default: 8.
    #[must_use]
    pub fn neighbours(mut self, neighbours: usize) -> Self {
        self.neighbours = neighbours;
        self
    }

    /// The headline. Default: "Word embeddings".
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Width and height of the SVG in pixels, 240 to 20,000 each; the page fills its window. Default: 960 × 720.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        (self.width, self.height) = (width, height);
        self
    }

    pub(super) fn check(&self) -> Result<()> {
        let most = MOST_WORDS;
        match &self.choice {
            Some(Choice::MostFrequent(count)) => {
                check_parameter((2..=most).contains(count), "most_frequent", count, "2 to 20000")?;
            }
            Some(Choice::Near { words, count }) => {
                check_parameter(!words.is_empty(), "near", "no words", "at least one word")?;
                check_parameter((1..=most).contains(count), "near", count, "1 to 20000 neighbours")?;
            }
            Some(Choice::Given(_)) | None => {}
        }
        check_parameter(self.neighbours <= MOST_NEIGHBOURS, "neighbours", self.neighbours, "0 to 100")?;
        for side in [self.width, self.height] {
            check_parameter(SIDES.contains(&side), "size", side, "240 to 20000 pixels")?;
        }
        Ok(())
    }
}
