//! [`MaxAbsScaler`]: columns divided by their largest size, as scikit-learn's `MaxAbsScaler` (1.9.1).
//!
//! With m_j = max_i |x_ij| over the rows learnt from, x_ij becomes `x_ij · (1/m_j)`. A column of nothing, and one
//! whose largest size is below ten times the precision of its numbers, stays as it is. Zeros stay zeros, so rows
//! stay sparse. Everything is computed in `f64` and rounded once; scikit-learn computes `f32` rows in `f32`.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_shape};
use crate::fit::{Fit, Transform};
use crate::progress::{Progress, report};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// How to scale.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MaxAbsScalerParams {
    clip: bool,
}

impl MaxAbsScalerParams {
    /// Whether numbers larger than those learnt from become 1 or −1. Default: no.
    #[must_use]
    pub fn clip(mut self, clip: bool) -> Self {
        self.clip = clip;
        self
    }
}

impl<V: Value> Fit<SparseMatrix<V>> for MaxAbsScalerParams {
    type Model = MaxAbsScaler;

    /// Learns the largest size of every column.
    ///
    /// # Errors
    /// [`Error::Empty`] without rows or columns; [`Error::Interrupted`].
    fn fit_with(&self, rows: &SparseMatrix<V>, progress: &mut dyn Progress) -> Result<MaxAbsScaler> {
        report(progress, "measure columns", 0, Some(1), &[])?;
        if rows.rows() == 0 || rows.columns() == 0 {
            return Err(Error::Empty { what: "matrix to measure" });
        }
        // The distance from 1 to the next number.
        let precision = 2.0 / V::EXACT_INTEGERS as f64;
        Ok(MaxAbsScaler {
            params: self.clone(),
            largest: rows.column_max_abs(),
            rows: rows.rows() as u64,
            precision,
        })
    }
}

/// The largest size of every column.
///
/// # Examples
/// ```
/// use wordmill::bow::scaling::MaxAbsScaler;
/// use wordmill::{Fit, Transform, vector::SparseMatrix};
/// let rows = SparseMatrix::from_parts(3, vec![0, 2, 3], vec![0, 1, 1], vec![2.0, 1.0, -4.0])?;
/// let scaler = MaxAbsScaler::params().fit(&rows)?;
/// assert_eq!(scaler.largest(), [2.0, 4.0, 0.0]);
/// assert_eq!(scaler.transform(&rows)?.values(), [1.0, 0.25, -1.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawScaler", into = "RawScaler")]
pub struct MaxAbsScaler {
    params: MaxAbsScalerParams,
    largest: Vec<f64>,
    rows: u64,
    precision: f64,
}

impl MaxAbsScaler {
    /// The choices to fit with.
    #[must_use]
    pub fn params() -> MaxAbsScalerParams {
        MaxAbsScalerParams::default()
    }

    /// The largest size of every column.
    #[must_use]
    pub fn largest(&self) -> &[f64] {
        &self.largest
    }

    /// How many rows it was learnt from.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// What every column is divided by: its largest size, or 1.
    #[must_use]
    pub fn scale(&self) -> Vec<f64> {
        let least = 10.0 * self.precision;
        self.largest.iter().map(|&largest| if largest < least { 1.0 } else { largest }).collect()
    }

    /// Learns from the rows of another scaler, too: the same as one that learnt from all rows.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of columns.
    ///
    /// # Examples
    /// ```
    /// use wordmill::bow::scaling::MaxAbsScaler;
    /// use wordmill::{Fit, vector::SparseMatrix};
    /// let part = |value: f32| SparseMatrix::from_parts(1, vec![0, 1], vec![0], vec![value]);
    /// let mut scaler = MaxAbsScaler::params().fit(&part(2.0)?)?;
    /// scaler.merge(&MaxAbsScaler::params().fit(&part(-3.0)?)?)?;
    /// assert_eq!((scaler.largest(), scaler.rows()), (&[3.0][..], 2));
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn merge(&mut self, other: &MaxAbsScaler) -> Result<()> {
        check_shape("columns of a scaler", self.largest.len(), other.largest.len())?;
        self.largest.iter_mut().zip(&other.largest).for_each(|(own, other)| *own = own.max(*other));
        self.rows = self.rows.saturating_add(other.rows);
        Ok(())
    }

    /// Takes the scaling back; what was clipped stays so.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of columns, [`Error::Corrupt`] where a product is past the range of the
    /// values.
    pub fn inverse_transform<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        check_shape("columns to scale back", self.largest.len(), rows.columns())?;
        rows.clone().scaled_columns(&self.scale())
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for MaxAbsScaler {
    type Output = SparseMatrix<V>;

    /// Divides every column by its largest size.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of columns, [`Error::Corrupt`] where a quotient is past the range of the
    /// values.
    fn transform(&self, rows: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        check_shape("columns to scale", self.largest.len(), rows.columns())?;
        let factors: Vec<f64> = self.scale().into_iter().map(|scale| 1.0 / scale).collect();
        let scaled = rows.clone().scaled_columns(&factors)?;
        if !self.params.clip {
            return Ok(scaled);
        }
        let clipped =
            scaled.values().iter().map(|&value| V::from_f64(value.into().clamp(-1.0, 1.0))).collect();
        SparseMatrix::from_parts(
            scaled.columns(),
            scaled.offsets().to_vec(),
            scaled.indices().to_vec(),
            clipped,
        )
    }
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct RawScaler {
    params: MaxAbsScalerParams,
    largest: Vec<f64>,
    rows: u64,
    precision: f64,
}

impl From<MaxAbsScaler> for RawScaler {
    fn from(scaler: MaxAbsScaler) -> Self {
        let MaxAbsScaler { params, largest, rows, precision } = scaler;
        RawScaler { params, largest, rows, precision }
    }
}

impl TryFrom<RawScaler> for MaxAbsScaler {
    type Error = Error;

    fn try_from(raw: RawScaler) -> Result<Self> {
        let RawScaler { params, largest, rows, precision } = raw;
        let sound = |&size: &f64| size >= 0.0 && size.is_finite();
        if !(largest.iter().all(sound) && (f64::EPSILON..1.0).contains(&precision)) {
            return Err(Error::corrupt("scaler", "a size is negative or not finite"));
        }
        Ok(MaxAbsScaler { params, largest, rows, precision })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows<V: Value>(values: [f64; 4]) -> SparseMatrix<V> {
        let values = values.into_iter().map(V::from_f64).collect();
        SparseMatrix::from_parts(3, vec![0, 2, 4], vec![0, 1, 0, 2], values).unwrap()
    }

    /// scikit-learn 1.9.1, `MaxAbsScaler()` of the same rows.
    #[test]
    fn columns_are_scaled_as_by_scikit_learn() {
        let scaler = MaxAbsScaler::params().fit(&rows::<f64>([1.0, -7.0, 49.0, 2e-15])).unwrap();
        assert_eq!(scaler.scale(), [49.0, 7.0, 1.0]);
        let scaled = scaler.transform(&rows::<f64>([1.0, -7.0, 49.0, 2e-15])).unwrap();
        assert_eq!(scaled.values(), [0.02040816326530612, -1.0, 0.9999999999999999, 2e-15]);
        let narrow = MaxAbsScaler::params().fit(&rows::<f32>([1.0, -7.0, 49.0, 1e-6])).unwrap();
        assert_eq!(narrow.scale(), [49.0, 7.0, 1.0]);
    }

    #[test]
    fn clips_and_scales_back() {
        let learnt = rows::<f64>([1.0, 2.0, -4.0, 8.0]);
        let scaler = MaxAbsScaler::params().clip(true).fit(&learnt).unwrap();
        let scaled = scaler.transform(&rows::<f64>([9.0, 1.0, -9.0, 8.0])).unwrap();
        assert_eq!(scaled.values(), [1.0, 0.5, -1.0, 1.0]);
        assert_eq!(scaler.inverse_transform(&scaler.transform(&learnt).unwrap()).unwrap(), learnt);
        assert!(
            scaler.transform(&SparseMatrix::<f64>::from_parts(1, vec![0], vec![], vec![]).unwrap()).is_err()
        );
    }

    #[test]
    fn parts_merge_into_the_whole() {
        let (first, second) = (rows::<f64>([1.0, 2.0, -4.0, 8.0]), rows::<f64>([-5.0, 1.0, 0.0, 9.0]));
        let mut merged = MaxAbsScaler::params().fit(&first).unwrap();
        merged.merge(&MaxAbsScaler::params().fit(&second).unwrap()).unwrap();
        let whole = SparseMatrix::stacked(&[&first, &second]).unwrap();
        assert_eq!(merged, MaxAbsScaler::params().fit(&whole).unwrap());
    }

    #[test]
    fn reads_back_and_refuses_damage() {
        let scaler = MaxAbsScaler::params().fit(&rows::<f32>([1.0, 2.0, -4.0, 8.0])).unwrap();
        let json = serde_json::to_string(&scaler).unwrap();
        assert_eq!(serde_json::from_str::<MaxAbsScaler>(&json).unwrap(), scaler);
        assert!(serde_json::from_str::<MaxAbsScaler>(&json.replace("4.0", "-4.0")).is_err());
        let none = SparseMatrix::<f64>::from_parts(2, vec![0], vec![], vec![]).unwrap();
        assert!(matches!(MaxAbsScaler::params().fit(&none), Err(Error::Empty { .. })));
    }
}
