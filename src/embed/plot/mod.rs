//! Pictures of embeddings: chosen words as points of the plane, as SVG and as a page to explore.
//!
//! ```text
//! choice (which words) → plane (PCA or t-SNE) → EmbeddingPlot → svg   labels that do not overlap
//!                                                             → html  pan, zoom, search, neighbours
//! ```
//!
//! Both forms are whole in themselves: no network, no font, no library is asked for, and the same embeddings and params
//! give the same bytes. Words are data, never markup: whatever stands in them is shown as it is.

pub mod embedding_plot;
pub mod html;
pub mod params;
pub mod svg;

mod choice;
mod colours;
mod draw;
mod escape;
mod labels;
mod marker;
mod occupancy;
mod plane;
mod text_width;

#[cfg(test)]
mod tests;

pub use embedding_plot::{EmbeddingPlot, PlotNeighbour, PlotPoint};
pub use params::{EmbeddingPlotParams, Projection};
