//! [`Records`]: a column for every name of a record's values, as scikit-learn's `DictVectorizer` makes them.
//!
//! A number stands in the column of its name; a word gives 1 in the column `name=word`; a list of words counts each of
//! them so. Names that were not there at fit are left out. Differences: numbers must be finite (scikit-learn also lets
//! NaN through, and makes one of `None`), and counts of repeated words are added up at once.

use serde::{Deserialize, Serialize};

use crate::bow::records::record::{FieldValue, Record};
use crate::bow::records::sums::push_row;
use crate::bow::rows::Part;
use crate::error::{Error, Result, check_limit, check_parameter, check_shape};
use crate::fit::{Fit, Transform};
use crate::parallel;
use crate::progress::Progress;
use crate::text::vocabulary::{TokenId, Vocabulary};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Records that one task turns into rows.
const RECORDS_PER_TASK: usize = 1 << 10;

/// How names are made and ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordsParams {
    separator: String,
    sort: bool,
}

impl Default for RecordsParams {
    fn default() -> Self {
        RecordsParams { separator: "=".to_owned(), sort: true }
    }
}

impl RecordsParams {
    /// What stands between a name and a word. Default: `=`.
    #[must_use]
    pub fn separator(mut self, separator: impl Into<String>) -> Self {
        self.separator = separator.into();
        self
    }

    /// Whether columns are in code-point order of their names, or else in the order in which these were first seen.
    /// Default: yes.
    #[must_use]
    pub fn sort(mut self, sort: bool) -> Self {
        self.sort = sort;
        self
    }

    /// Learns the names of `records` and gives their rows too.
    ///
    /// # Errors
    /// As [`Fit::fit_with`] and [`Records::rows`].
    pub fn fit_transform<V: Value>(&self, records: &[Record]) -> Result<(Records, SparseMatrix<V>)> {
        let model = self.fit(records)?;
        let rows = model.rows(records)?;
        Ok((model, rows))
    }

    /// Hands over the names and numbers of a record.
    fn features(&self, record: &Record, sink: &mut dyn FnMut(&str, f64) -> Result<()>) -> Result<()> {
        let mut joined = String::new();
        for (name, value) in record.iter() {
            let words = match value {
                FieldValue::Number(number) => {
                    sink(name, *number)?;
                    continue;
                }
                FieldValue::Text(word) => std::slice::from_ref(word),
                FieldValue::Texts(words) => words,
            };
            for word in words {
                joined.clear();
                joined.extend([name, &self.separator, word]);
                sink(&joined, 1.0)?;
            }
        }
        Ok(())
    }
}

impl Fit<[Record]> for RecordsParams {
    type Model = Records;

    /// Learns the names of `records`.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 1 names.
    fn fit_with(&self, records: &[Record], _: &mut dyn Progress) -> Result<Records> {
        let mut names = Vocabulary::default();
        for record in records {
            self.features(record, &mut |name, _| names.add(name).map(|_| ()))?;
        }
        let names = if self.sort { Vocabulary::sorted(names.iter())? } else { names };
        Ok(Records { params: self.clone(), names })
    }
}

/// Names and their columns.
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::records::{Record, Records}};
/// let records = [
///     Record::new().with("city", "London").with("degrees", 12.0),
///     Record::new().with("city", "Rome").with("tags", vec!["sun", "sea", "sun"]),
/// ];
/// let (model, rows) = Records::params().fit_transform::<f64>(&records)?;
/// // scikit-learn 1.9.1: DictVectorizer().
/// let names: Vec<_> = model.names().iter().collect();
/// assert_eq!(names, ["city=London", "city=Rome", "degrees", "tags=sea", "tags=sun"]);
/// assert_eq!(rows.row(1).columns, [1, 3, 4]);
/// assert_eq!(rows.row(1).values, [1.0, 1.0, 2.0]);
/// assert_eq!(model.records(&rows)?[0], Record::new().with("city=London", 1).with("degrees", 12));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Records {
    params: RecordsParams,
    names: Vocabulary,
}

impl Records {
    /// Params with scikit-learn's defaults.
    #[must_use]
    pub fn params() -> RecordsParams {
        RecordsParams::default()
    }

    /// How names were made and ordered.
    #[must_use]
    pub fn fitted_params(&self) -> &RecordsParams {
        &self.params
    }

    /// The names, a column each.
    #[must_use]
    pub fn names(&self) -> &Vocabulary {
        &self.names
    }

    /// The rows of `records`, `records × names`, as `f32` or `f64`.
    ///
    /// # Errors
    /// [`Error::Empty`] without records, [`Error::Corrupt`] for a number that is not finite.
    pub fn rows<V: Value>(&self, records: &[Record]) -> Result<SparseMatrix<V>> {
        if records.is_empty() {
            return Err(Error::Empty { what: "list of records" });
        }
        let part = |range: &std::ops::Range<usize>| {
            let (mut part, mut entries) = (Part::empty(), Vec::new());
            for record in &records[range.clone()] {
                self.params.features(record, &mut |name, number| {
                    entries.extend(self.names.id(name).map(|id| (id.0, number)));
                    Ok(())
                })?;
                push_row(&mut part, &mut entries);
            }
            Ok(part)
        };
        let parts = parallel::map(&parallel::even_ranges(records.len(), RECORDS_PER_TASK), part);
        Part::join(parts.into_iter().collect::<Result<_>>()?, self.names.len())
    }

    /// The way back: for every row a record of the names and numbers of its columns, those of 0 left out. Words stay
    /// part of their names (`city=London` is 1).
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of columns than of names.
    pub fn records<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<Vec<Record>> {
        check_shape("columns of the rows", self.names.len(), rows.columns())?;
        let name = |(column, value): (u32, V)| (self.names.word(TokenId(column)), value.into());
        let filled = |(_, value): &(u32, V)| (*value).into() != 0.0;
        Ok(rows.iter().map(|row| row.iter().filter(filled).map(name).collect()).collect())
    }

    /// The model of some columns only, in the given order: what a choice of features leaves.
    ///
    /// # Errors
    /// [`Error::Limit`] for a column that there is not, [`Error::Parameter`] for one that is listed twice.
    pub fn restricted(&self, columns: &[u32]) -> Result<Records> {
        let mut names = Vocabulary::default();
        for &column in columns {
            check_limit("column", (self.names.len() as u64).saturating_sub(1), u64::from(column))?;
            names.add(self.names.word(TokenId(column)))?;
        }
        let distinct = names.len() == columns.len();
        check_parameter(distinct, "columns", "a column twice", "each column once")?;
        Ok(Records { params: self.params.clone(), names })
    }
}

impl Transform<[Record]> for Records {
    type Output = SparseMatrix<f32>;

    /// As [`Records::rows`].
    fn transform(&self, records: &[Record]) -> Result<SparseMatrix<f32>> {
        self.rows(records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(records: &Records) -> Vec<&str> {
        records.names().iter().collect()
    }

    /// scikit-learn 1.9.1: `DictVectorizer(sort=…, separator=…)` on the same records.
    #[test]
    fn columns_are_sorted_or_first_seen() {
        let records = [
            Record::new().with("b", "x").with("a", 2.5).with("c", Vec::<String>::new()),
            Record::new().with("a", true).with("b", vec!["z", "x", "z"]),
        ];
        let (sorted, rows) = Records::params().fit_transform::<f64>(&records).unwrap();
        assert_eq!(names(&sorted), ["a", "b=x", "b=z"]);
        assert_eq!((rows.row(0).values, rows.row(1).values), (&[2.5, 1.0][..], &[1.0, 1.0, 2.0][..]));
        let (seen, rows) =
            Records::params().sort(false).separator("").fit_transform::<f32>(&records).unwrap();
        assert_eq!(names(&seen), ["bx", "a", "bz"]);
        assert_eq!((rows.row(0).columns, rows.row(1).values), (&[0, 1][..], &[1.0, 1.0, 2.0][..]));
        let unknown = sorted.rows::<f64>(&[Record::new().with("d", 1).with("b", "y")]).unwrap();
        assert_eq!(unknown.stored(), 0);
    }

    #[test]
    fn some_columns_make_a_smaller_model() {
        let records = [Record::new().with("a", 1).with("b", 0).with("c", 3)];
        let (model, rows) = Records::params().fit_transform::<f64>(&records).unwrap();
        assert_eq!(rows.row(0).values, [1.0, 0.0, 3.0]);
        assert_eq!(model.records(&rows).unwrap(), [Record::new().with("a", 1).with("c", 3)]);
        let fewer = model.restricted(&[2, 0]).unwrap();
        assert_eq!(fewer.rows::<f64>(&records).unwrap(), rows.select_columns(&[2, 0]).unwrap());
        assert!(matches!(model.restricted(&[3]), Err(Error::Limit { .. })));
        assert!(matches!(model.restricted(&[1, 1]), Err(Error::Parameter { .. })));
        assert!(matches!(fewer.records(&rows), Err(Error::Shape { .. })));
    }

    #[test]
    fn what_cannot_be_a_row_is_refused() {
        let model = Records::params().fit([].as_slice()).unwrap();
        assert!(model.names().is_empty());
        assert_eq!(model.rows::<f64>(&[Record::new()]).unwrap().columns(), 0);
        assert!(matches!(model.rows::<f64>(&[]), Err(Error::Empty { .. })));
        let infinite = [Record::new().with("a", f64::INFINITY)];
        assert!(matches!(Records::params().fit_transform::<f64>(&infinite), Err(Error::Corrupt { .. })));
    }

    #[test]
    fn reads_back() {
        let model = Records::params().fit([Record::new().with("a", "b")].as_slice()).unwrap();
        let json = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<Records>(&json).unwrap(), model);
    }
}
