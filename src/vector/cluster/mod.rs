//! Clusters: rows grouped around centres, and how well they are.

pub mod kmeans;
pub mod silhouette;

mod centres;
mod dense_points;
mod lloyd;
mod params;
mod points;
mod seeding;
mod sparse_points;
mod train;

pub use kmeans::KMeans;
pub use params::KMeansParams;
pub use points::ClusterDistance;
pub use silhouette::Silhouette;

#[cfg(test)]
mod tests;
