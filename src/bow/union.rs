//! [`Union`]: several vectorizers side by side, as scikit-learn's `FeatureUnion` puts them: words and n-grams of
//! characters, say. The columns of the first come first. Not here: parts that are dropped or pass their input through,
//! and names without a prefix.

use serde::{Deserialize, Serialize};

use crate::bow::count::Count;
use crate::bow::count_params::CountParams;
use crate::bow::hashing::Hashing;
use crate::bow::tfidf::{TfIdf, TfIdfParams};
use crate::error::{Error, Result, check_parameter};
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// One of the vectorizers, before it has learnt anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Vectorizer {
    /// Counts.
    Count(CountParams),
    /// TF-IDF.
    TfIdf(TfIdfParams),
    /// Hashed counts.
    Hashing(Hashing),
}

impl From<CountParams> for Vectorizer {
    fn from(params: CountParams) -> Self {
        Vectorizer::Count(params)
    }
}

impl From<TfIdfParams> for Vectorizer {
    fn from(params: TfIdfParams) -> Self {
        Vectorizer::TfIdf(params)
    }
}

impl From<Hashing> for Vectorizer {
    fn from(hashing: Hashing) -> Self {
        Vectorizer::Hashing(hashing)
    }
}

/// A part of a union: its name, what its rows are multiplied by, and the vectorizer before or after the fit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Part<T> {
    name: String,
    weight: f64,
    vectorizer: T,
}

/// Which vectorizers, in order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct UnionParams {
    parts: Vec<Part<Vectorizer>>,
}

impl UnionParams {
    /// One part more: its name, which begins the names of its columns, and its vectorizer.
    #[must_use]
    pub fn with(self, name: impl Into<String>, vectorizer: impl Into<Vectorizer>) -> Self {
        self.with_weight(name, 1.0, vectorizer)
    }

    /// The same with rows multiplied by `weight`, a finite number.
    #[must_use]
    pub fn with_weight(
        mut self,
        name: impl Into<String>,
        weight: f64,
        vectorizer: impl Into<Vectorizer>,
    ) -> Self {
        self.parts.push(Part { name: name.into(), weight, vectorizer: vectorizer.into() });
        self
    }

    /// Learns every part from `documents` and gives their rows too.
    ///
    /// # Errors
    /// As [`Fit::fit_with`] and [`Union::rows`].
    pub fn fit_transform<S: AsRef<str> + Sync, V: Value>(
        &self,
        documents: &[S],
        progress: &mut dyn Progress,
    ) -> Result<(Union, SparseMatrix<V>)> {
        self.check()?;
        let (mut parts, mut rows) = (Vec::new(), Vec::new());
        for Part { name, weight, vectorizer } in &self.parts {
            let (vectorizer, own) = match vectorizer {
                Vectorizer::Count(params) => {
                    let (model, rows) = params.fit_transform(documents, progress)?;
                    (Fitted::Count(model), rows)
                }
                Vectorizer::TfIdf(params) => {
                    let (model, rows) = params.fit_transform(documents, progress)?;
                    (Fitted::TfIdf(model), rows)
                }
                Vectorizer::Hashing(hashing) => (Fitted::Hashing(hashing.clone()), hashing.rows(documents)?),
            };
            rows.push(weighed(own, *weight)?);
            parts.push(Part { name: name.clone(), weight: *weight, vectorizer });
        }
        Ok((Union { parts }, SparseMatrix::beside(&rows)?))
    }

    fn check(&self) -> Result<()> {
        check_parts(&self.parts)
    }
}

/// Refuses no parts, names that are taken or hold the mark between a name and a term, and weights that are none.
fn check_parts<T>(parts: &[Part<T>]) -> Result<()> {
    check_parameter(!parts.is_empty(), "with", "no parts", "1 part or more")?;
    for (place, part) in parts.iter().enumerate() {
        let taken = parts[..place].iter().any(|other| other.name == part.name);
        let allowed = !taken && !part.name.contains("__");
        check_parameter(allowed, "with", format!("{:?}", part.name), "names that differ and hold no `__`")?;
        check_parameter(part.weight.is_finite(), "with_weight", part.weight, "a finite weight")?;
    }
    Ok(())
}

fn weighed<V: Value>(rows: SparseMatrix<V>, weight: f64) -> Result<SparseMatrix<V>> {
    if weight == 1.0 {
        return Ok(rows);
    }
    let factors = vec![weight; rows.rows()];
    rows.scaled_rows(&factors)
}

impl<S: AsRef<str> + Sync> Fit<[S]> for UnionParams {
    type Model = Union;

    /// Learns every part from `documents`.
    ///
    /// # Errors
    /// [`Error::Parameter`] without parts, for names that are equal or hold `__`, and for a weight that is not finite;
    /// otherwise as the parts.
    fn fit_with(&self, documents: &[S], progress: &mut dyn Progress) -> Result<Union> {
        self.check()?;
        let part = |part: &Part<Vectorizer>| {
            let vectorizer = match &part.vectorizer {
                Vectorizer::Count(params) => Fitted::Count(params.fit_with(documents, progress)?),
                Vectorizer::TfIdf(params) => Fitted::TfIdf(params.fit_with(documents, progress)?),
                Vectorizer::Hashing(hashing) => Fitted::Hashing(hashing.clone()),
            };
            Ok(Part { name: part.name.clone(), weight: part.weight, vectorizer })
        };
        Ok(Union { parts: self.parts.iter().map(part).collect::<Result<_>>()? })
    }
}

/// A vectorizer that has learnt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Fitted {
    Count(Count),
    TfIdf(TfIdf),
    Hashing(Hashing),
}

/// Vectorizers whose rows stand side by side.
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::{Count, Hashing, TfIdf, Union}};
/// let documents = ["good film", "bad film"];
/// let union = Union::params().with("word", TfIdf::params()).with_weight("pair", 0.5, Count::params().ngrams(2, 2));
/// let (union, rows) = union.fit_transform::<_, f64>(&documents, &mut ())?;
/// // scikit-learn 1.9.1: FeatureUnion(…, transformer_weights={"pair": 0.5}).
/// let names = ["word__bad", "word__film", "word__good", "pair__bad film", "pair__good film"];
/// assert_eq!(union.names()?, names);
/// assert_eq!(rows.row(0).columns, [1, 2, 4]);
/// assert_eq!(rows.row(0).values, [0.5797386715376657, 0.8148024746671689, 0.5]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawUnion")]
pub struct Union {
    parts: Vec<Part<Fitted>>,
}

impl Union {
    /// Params without parts.
    #[must_use]
    pub fn params() -> UnionParams {
        UnionParams::default()
    }

    /// The names of the columns: the part's name, `__` and the term.
    ///
    /// # Errors
    /// [`Error::Parameter`] where a part is [`Hashing`], whose columns have no names.
    pub fn names(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for part in &self.parts {
            let terms = match &part.vectorizer {
                Fitted::Count(count) => count.terms(),
                Fitted::TfIdf(tfidf) => tfidf.terms(),
                Fitted::Hashing(_) => {
                    return Err(Error::parameter("with", "hashing", "vectorizers whose columns have names"));
                }
            };
            names.extend(terms.to_strings().into_iter().map(|term| format!("{}__{term}", part.name)));
        }
        Ok(names)
    }

    /// The rows of `documents`, `documents × columns of all parts`, as `f32` or `f64`.
    ///
    /// # Errors
    /// As the parts; [`Error::Limit`] past 2³² − 1 columns, [`Error::Corrupt`] where a weight takes a value out of range.
    pub fn rows<S: AsRef<str> + Sync, V: Value>(&self, documents: &[S]) -> Result<SparseMatrix<V>> {
        let rows = |part: &Part<Fitted>| {
            let rows = match &part.vectorizer {
                Fitted::Count(count) => count.rows(documents),
                Fitted::TfIdf(tfidf) => tfidf.rows(documents),
                Fitted::Hashing(hashing) => hashing.rows(documents),
            };
            weighed(rows?, part.weight)
        };
        SparseMatrix::beside(&self.parts.iter().map(rows).collect::<Result<Vec<_>>>()?)
    }
}

impl<S: AsRef<str> + Sync> Transform<[S]> for Union {
    type Output = SparseMatrix<f32>;

    /// As [`Union::rows`].
    fn transform(&self, documents: &[S]) -> Result<SparseMatrix<f32>> {
        self.rows(documents)
    }
}

/// What is read back, before it is checked.
#[derive(Deserialize)]
struct RawUnion {
    parts: Vec<Part<Fitted>>,
}

impl TryFrom<RawUnion> for Union {
    type Error = Error;

    fn try_from(RawUnion { parts }: RawUnion) -> Result<Self> {
        check_parts(&parts)?;
        Ok(Union { parts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENTS: [&str; 3] = ["so good a film", "bad film", ""];

    #[test]
    fn parts_stand_side_by_side() {
        let params = Union::params()
            .with("word", Count::params())
            .with_weight("pair", -2.0, TfIdf::params().ngrams(2, 2))
            .with("hash", Hashing::default().columns(8));
        let (union, rows) = params.fit_transform::<_, f32>(&DOCUMENTS, &mut ()).unwrap();
        assert_eq!(params.fit(DOCUMENTS.as_slice()).unwrap(), union);
        assert_eq!(union.rows::<_, f32>(&DOCUMENTS).unwrap(), rows);
        let (_, words) = Count::params().fit_transform(&DOCUMENTS, &mut ()).unwrap();
        let (_, pairs) = TfIdf::params().ngrams(2, 2).fit_transform(&DOCUMENTS, &mut ()).unwrap();
        let pairs = pairs.scaled_rows(&[-2.0; 3]).unwrap();
        let hashes = Hashing::default().columns(8).rows(&DOCUMENTS).unwrap();
        assert_eq!(SparseMatrix::beside(&[words, pairs, hashes]).unwrap(), rows);
        assert!(union.names().is_err());
    }

    #[test]
    fn what_cannot_be_joined_is_refused() {
        let refused = |params: UnionParams| {
            let fitted = params.fit(DOCUMENTS.as_slice());
            assert!(matches!(fitted, Err(Error::Parameter { .. })), "{params:?}");
            assert!(params.fit_transform::<_, f64>(&DOCUMENTS, &mut ()).is_err());
        };
        refused(Union::params());
        refused(Union::params().with("a", Count::params()).with("a", Count::params()));
        refused(Union::params().with("a__b", Count::params()));
        refused(Union::params().with_weight("a", f64::NAN, Count::params()));
        refused(Union::params().with("a", Count::params().min_df(0)));
    }

    #[test]
    fn reads_back_and_refuses_damage() {
        let params = Union::params().with("a", Count::params()).with("b", TfIdf::params());
        let union = params.fit(DOCUMENTS.as_slice()).unwrap();
        let json = serde_json::to_string(&union).unwrap();
        assert_eq!(serde_json::from_str::<Union>(&json).unwrap(), union);
        let damaged = json.replace("\"name\":\"b\"", "\"name\":\"a\"");
        assert!(serde_json::from_str::<Union>(&damaged).is_err());
    }
}
