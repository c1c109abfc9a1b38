//! Rows as points of the plane, by principal components or by t-SNE.

use super::params::Projection;
use crate::error::Result;
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::solve::pca::Pca;
use crate::vector::dense::DenseMatrix;
use crate::vector::double::DoubleMatrix;

/// The standard deviation of t-SNE's start, small beside the map (Kobak and Berens, 2019).
const START: f64 = 1e-4;

/// Points of the plane.
#[derive(Debug)]
pub(super) struct Plane {
    pub(super) points: Vec<[f64; 2]>,
    /// The share of the variance along each axis, where the axes mean something.
    pub(super) explained: Option<[f64; 2]>,
}

impl Plane {
    /// Brings rows to the plane.
    pub(super) fn of(
        rows: &DenseMatrix,
        projection: &Projection,
        progress: &mut dyn Progress,
    ) -> Result<Plane> {
        let (points, explained) = principal(rows, progress)?;
        let Projection::Tsne(params) = projection else {
            return Ok(Plane { points, explained: Some(explained) });
        };
        let deviation = |axis: usize| {
            let squares: f64 = points.iter().map(|point| point[axis] * point[axis]).sum();
            (squares / points.len() as f64).sqrt()
        };
        let scale = START / deviation(0);
        let map = if scale.is_finite() {
            let start = points.iter().flatten().map(|x| (x * scale) as f32).collect();
            params.clone().dimension(2).fit_from(rows, &DenseMatrix::from_rows(2, start)?, progress)?
        } else {
            params.clone().dimension(2).fit_with(rows, progress)?
        };
        let point = |row: &[f32]| [f64::from(row[0]), f64::from(row[1])];
        Ok(Plane { points: map.embedding().iter().map(point).collect(), explained: None })
    }
}

/// Coordinates along the two principal components, and the share of the variance of each; 0 where rows vary in fewer
/// directions.
fn principal(rows: &DenseMatrix, progress: &mut dyn Progress) -> Result<(Vec<[f64; 2]>, [f64; 2])> {
    let pca = Pca::params().components(2).fit_with(rows, progress)?;
    let coordinates: DoubleMatrix = pca.transform(rows)?;
    let first_two = |values: &[f64]| {
        let at = |axis: usize| values.get(axis).copied().unwrap_or_default();
        [at(0), at(1)]
    };
    Ok((coordinates.iter().map(first_two).collect(), first_two(pca.explained_variance_ratio())))
}
