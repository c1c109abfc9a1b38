//! [`HashedRecords`]: rows of records without a vocabulary, as scikit-learn's `FeatureHasher` makes them.
//!
//! A number counts in column `|h| mod columns` with the sign of h, the murmur3 hash of its name (seed 0); a word counts 1
//! under the name `name=word`. Numbers of 0 are left out; sums that come to 0 are stored. scikit-learn's input of pairs
//! is a [`Record`] too, its input of strings goes to [`HashedRecords::rows_of_names`].
//!
//! Numbers that share a column are added in the order of the record. scikit-learn's order is that of an unstable sort,
//! so where three or more share one, a last digit may differ.

use serde::{Deserialize, Serialize};

use crate::bow::murmur3::column_and_sign;
use crate::bow::records::record::{FieldValue, Record};
use crate::bow::records::sums::push_row;
use crate::bow::rows::Part;
use crate::error::{Error, Result, check_parameter};
use crate::fit::Transform;
use crate::parallel;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Records that one task hashes.
const RECORDS_PER_TASK: usize = 1 << 10;

/// How records are hashed; the default is scikit-learn's.
///
/// # Examples
/// ```
/// use wordmill::bow::records::{HashedRecords, Record};
/// let records = [Record::new().with("dog", 1).with("cat", 2).with("elephant", 4), Record::new().with("dog", 2).with("run", 5)];
/// let rows = HashedRecords::default().columns(10).rows::<f64>(&records)?;
/// // scikit-learn 1.9.1: FeatureHasher(n_features=10).
/// assert_eq!((rows.row(0).columns, rows.row(0).values), (&[2, 3, 9][..], &[-4.0, -1.0, 2.0][..]));
/// assert_eq!((rows.row(1).columns, rows.row(1).values), (&[3, 4][..], &[-2.0, -5.0][..]));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HashedRecords {
    columns: usize,
    alternate_sign: bool,
}

impl Default for HashedRecords {
    fn default() -> Self {
        HashedRecords { columns: 1 << 20, alternate_sign: true }
    }
}

impl HashedRecords {
    /// The number of columns, 1 to 2³¹ − 1 (scikit-learn's `n_features`). Default: 2²⁰.
    #[must_use]
    pub fn columns(mut self, columns: usize) -> Self {
        self.columns = columns;
        self
    }

    /// Whether half of the names turn the sign of their numbers, so that those that share a column cancel rather than
    /// add up. Default: yes.
    #[must_use]
    pub fn alternate_sign(mut self, alternate_sign: bool) -> Self {
        self.alternate_sign = alternate_sign;
        self
    }

    /// The rows of `records`, `records × columns`, as `f32` or `f64`.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a number of columns out of range, [`Error::Empty`] without records, [`Error::Corrupt`]
    /// for a list of words (scikit-learn takes none either) or a number that is not finite.
    pub fn rows<V: Value>(&self, records: &[Record]) -> Result<SparseMatrix<V>> {
        self.join(records, |record, columns, entries| {
            let mut joined = String::new();
            for (name, value) in record.iter() {
                match value {
                    FieldValue::Number(0.0) => {}
                    FieldValue::Number(number) => entries.push(self.entry(name, columns, *number)),
                    FieldValue::Text(word) => {
                        joined.clear();
                        joined.extend([name, "=", word]);
                        entries.push(self.entry(&joined, columns, 1.0));
                    }
                    FieldValue::Texts(_) => {
                        let reason = format!("{name:?} holds a list of words, which cannot be hashed");
                        return Err(Error::corrupt("record", reason));
                    }
                }
            }
            Ok(())
        })
    }

    /// The rows of samples that are lists of names, each of which counts 1.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a number of columns out of range, [`Error::Empty`] without samples.
    ///
    /// # Examples
    /// ```
    /// use wordmill::bow::records::HashedRecords;
    /// let samples = [vec!["dog", "cat", "snake"], vec!["snake", "dog"], vec!["cat", "bird"]];
    /// let rows = HashedRecords::default().columns(8).rows_of_names::<_, f64>(&samples)?;
    /// // scikit-learn 1.9.1: FeatureHasher(n_features=8, input_type="string").
    /// assert_eq!((rows.row(0).columns, rows.row(0).values), (&[3, 5, 7][..], &[-1.0, -1.0, 1.0][..]));
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn rows_of_names<S: AsRef<str> + Sync, V: Value>(
        &self,
        samples: &[Vec<S>],
    ) -> Result<SparseMatrix<V>> {
        self.join(samples, |sample, columns, entries| {
            entries.extend(sample.iter().map(|name| self.entry(name.as_ref(), columns, 1.0)));
            Ok(())
        })
    }

    fn entry(&self, name: &str, columns: u32, number: f64) -> (u32, f64) {
        let (column, negative) = column_and_sign(name.as_bytes(), columns);
        (column, if negative && self.alternate_sign { -number } else { number })
    }

    /// The rows of samples whose entries `hash(sample, columns, entries)` gives.
    fn join<T: Sync, V: Value>(
        &self,
        samples: &[T],
        hash: impl Fn(&T, u32, &mut Vec<(u32, f64)>) -> Result<()> + Sync + Send,
    ) -> Result<SparseMatrix<V>> {
        let allowed = (1..=i32::MAX as usize).contains(&self.columns);
        check_parameter(allowed, "columns", self.columns, "1 to 2147483647")?;
        if samples.is_empty() {
            return Err(Error::Empty { what: "list of samples" });
        }
        let part = |range: &std::ops::Range<usize>| {
            let (mut part, mut entries) = (Part::empty(), Vec::new());
            for sample in &samples[range.clone()] {
                hash(sample, self.columns as u32, &mut entries)?;
                push_row(&mut part, &mut entries);
            }
            Ok(part)
        };
        let parts = parallel::map(&parallel::even_ranges(samples.len(), RECORDS_PER_TASK), part);
        Part::join(parts.into_iter().collect::<Result<_>>()?, self.columns)
    }
}

impl Transform<[Record]> for HashedRecords {
    type Output = SparseMatrix<f32>;

    /// As [`HashedRecords::rows`].
    fn transform(&self, records: &[Record]) -> Result<SparseMatrix<f32>> {
        self.rows(records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scikit-learn 1.9.1: `FeatureHasher(n_features=4).transform([{"city": "London", "degrees": 12.5, "x": 0}, {}])`, and
    /// with `alternate_sign=False`.
    #[test]
    fn words_and_numbers_are_hashed_by_name() {
        let records =
            [Record::new().with("city", "London").with("degrees", 12.5).with("x", 0.0), Record::new()];
        let hashed = HashedRecords::default().columns(4);
        let rows = hashed.rows::<f64>(&records).unwrap();
        assert_eq!((rows.row(0).columns, rows.row(0).values), (&[2, 3][..], &[-1.0, -12.5][..]));
        assert_eq!(rows.row(1).stored(), 0);
        let unsigned = hashed.alternate_sign(false).rows::<f64>(&records).unwrap();
        assert_eq!(unsigned.row(0).values, [1.0, 12.5]);
    }

    #[test]
    fn what_cannot_be_hashed_is_refused() {
        let rows = |hashed: HashedRecords, record: Record| hashed.rows::<f32>(&[record]);
        let record = || Record::new().with("a", 1);
        assert!(rows(HashedRecords::default().columns(i32::MAX as usize), record()).is_ok());
        for columns in [0, 1 << 31, usize::MAX] {
            let refused = rows(HashedRecords::default().columns(columns), record());
            assert!(matches!(refused, Err(Error::Parameter { name: "columns", .. })));
        }
        for record in
            [record().with("b", vec!["x"]), record().with("b", f64::NAN), record().with("b", f64::MAX)]
        {
            assert!(matches!(rows(HashedRecords::default(), record), Err(Error::Corrupt { .. })));
        }
        assert!(matches!(HashedRecords::default().rows::<f64>(&[]), Err(Error::Empty { .. })));
    }

    #[test]
    fn equal_names_add_up_and_cancelled_sums_stay() {
        let record = Record::new().with("a", 2).with("a", -2);
        let rows = HashedRecords::default().rows::<f64>(&[record]).unwrap();
        assert_eq!(rows.row(0).values, [0.0]);
    }
}
