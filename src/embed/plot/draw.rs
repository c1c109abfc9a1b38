//! From params and embeddings to an [`EmbeddingPlot`]: choose, project, look up.

use super::choice::{Chosen, nearest, rows_of};
use super::embedding_plot::{EmbeddingPlot, PlotNeighbour, PlotPoint};
use super::params::EmbeddingPlotParams;
use super::plane::Plane;
use crate::embed::embeddings::Embeddings;
use crate::error::Result;
use crate::fit::Fit;
use crate::progress::{Progress, report};

/// Words whose neighbours are looked up between two reports.
const WORDS_PER_REPORT: usize = 512;

impl Fit<Embeddings> for EmbeddingPlotParams {
    type Model = EmbeddingPlot;

    /// Chooses words, finds their places and their neighbours.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for params out of range, fewer than two words, a word in two
    /// groups, and for t-SNE's own params (a perplexity above a third of the words among them);
    /// [`Error::Unknown`](crate::Error::Unknown) that names all words that the embeddings lack;
    /// [`Error::Interrupted`](crate::Error::Interrupted) where the observer asks to stop.
    ///
    /// # Determinism
    /// The same bits on any number of threads; for t-SNE on one platform (see [`Tsne`](crate::solve::Tsne)).
    fn fit_with(&self, embeddings: &Embeddings, progress: &mut dyn Progress) -> Result<EmbeddingPlot> {
        self.check()?;
        let chosen = Chosen::find(self, embeddings)?;
        let mut rows = rows_of(embeddings, &chosen.ids)?;
        if self.normalize {
            rows = rows.normalized();
        }
        let plane = Plane::of(&rows, &self.projection, progress)?;
        let mut neighbours = neighbours_of(self.neighbours, embeddings, &chosen, progress)?.into_iter();
        let points = chosen.ids.iter().enumerate().map(|(at, &id)| PlotPoint {
            word: embeddings.vocabulary().word(id).to_owned(),
            x: plane.points[at][0],
            y: plane.points[at][1],
            group: chosen.groups[at],
            count: embeddings.counts().map(|counts| counts[id.index()]),
            focus: chosen.focus[at],
            neighbours: neighbours.next().unwrap_or_default(),
        });
        Ok(EmbeddingPlot {
            params: self.clone(),
            points: points.collect(),
            groups: chosen.names,
            explained_variance_ratio: plane.explained,
            skipped: chosen.skipped,
        })
    }
}

fn neighbours_of(
    count: usize,
    embeddings: &Embeddings,
    chosen: &Chosen,
    progress: &mut dyn Progress,
) -> Result<Vec<Vec<PlotNeighbour>>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let total = chosen.ids.len() as u64;
    let mut lists = Vec::with_capacity(chosen.ids.len());
    for ids in chosen.ids.chunks(WORDS_PER_REPORT) {
        report(progress, "find neighbours", lists.len() as u64, Some(total), &[])?;
        lists.extend(nearest(embeddings, ids, count)?.into_iter().map(|list| {
            let neighbour = |(id, cosine)| {
                let word = embeddings.vocabulary().word(id).to_owned();
                PlotNeighbour { word, cosine }
            };
            list.into_iter().map(neighbour).collect()
        }));
    }
    Ok(lists)
}
