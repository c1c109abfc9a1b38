//! [`subtract`] and [`take_away`]: a row without the mean, and without its parts along some directions.

use crate::vector::double::DoubleMatrix;

/// Takes the mean off a row.
pub(crate) fn subtract(row: &mut [f32], mean: &[f64]) {
    row.iter_mut().zip(mean).for_each(|(value, mean)| *value = (f64::from(*value) - mean) as f32);
}

/// Takes the parts along unit directions off a row.
pub(crate) fn take_away(row: &mut [f32], directions: &DoubleMatrix) {
    let mut left: Vec<f64> = row.iter().map(|&value| f64::from(value)).collect();
    let parts: Vec<f64> = directions.iter().map(|u| u.iter().zip(&left).map(|(u, v)| u * v).sum()).collect();
    for (direction, part) in directions.iter().zip(parts) {
        left.iter_mut().zip(direction).for_each(|(value, along)| *value -= part * along);
    }
    row.iter_mut().zip(left).for_each(|(value, left)| *value = left as f32);
}
