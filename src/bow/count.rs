//! [`Count`]: how often each term occurs in each document, as scikit-learn's `CountVectorizer` counts.
//!
//! Columns are in code-point order of the terms. Differences: a tie at the cut of `max_features` goes to
//! the term that comes first (scikit-learn's depends on the processor), and limits given as a share may
//! not leave 0 to 1.

use serde::{Deserialize, Serialize};

use crate::bow::occurrences::NONE;
use crate::bow::rows::{self, Weigh};
use crate::bow::tally::{Counts, count_longer, count_words};
use crate::bow::terms::{Nodes, Terms};
use crate::error::{Error, Result, check_limit, check_parameter};
use crate::fit::{Fit, Transform};
use crate::parallel;
use crate::progress::{Progress, report};
use crate::text::analyzer::Analyzer;
use crate::text::encode::{encode, encode_with};
use crate::text::encoded::Encoded;
use crate::text::vocabulary::Vocabulary;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// A number of documents: so many, or a share of all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum Limit {
    Documents(u64),
    Share(f64),
}

impl Limit {
    /// In documents, possibly a fraction: shares are not rounded, as in scikit-learn.
    fn of(self, documents: usize) -> f64 {
        match self {
            Limit::Documents(count) => count as f64,
            Limit::Share(share) => share * documents as f64,
        }
    }

    fn check(self, name: &'static str) -> Result<()> {
        match self {
            Limit::Documents(count) => check_parameter(count >= 1, name, count, "1 or more documents"),
            Limit::Share(share) => {
                check_parameter((0.0..=1.0).contains(&share), name, share, "a share of 0 to 1")
            }
        }
    }
}

/// What to count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountParams {
    analyzer: Analyzer,
    min_df: Limit,
    max_df: Limit,
    max_features: Option<usize>,
    binary: bool,
}

impl Default for CountParams {
    fn default() -> Self {
        CountParams {
            analyzer: Analyzer::default(),
            min_df: Limit::Documents(1),
            max_df: Limit::Share(1.0),
            max_features: None,
            binary: false,
        }
    }
}

impl CountParams {
    /// How text becomes terms. Default: scikit-learn's words, lower-cased.
    #[must_use]
    pub fn analyzer(mut self, analyzer: Analyzer) -> Self {
        self.analyzer = analyzer;
        self
    }

    /// The lengths of n-grams, both included (sets them in the analyzer). Default: 1 to 1.
    #[must_use]
    pub fn ngrams(mut self, shortest: usize, longest: usize) -> Self {
        self.analyzer = self.analyzer.ngrams(shortest, longest);
        self
    }

    /// The fewest documents that a term must occur in, 1 or more. Default: 1.
    #[must_use]
    pub fn min_df(mut self, documents: u64) -> Self {
        self.min_df = Limit::Documents(documents);
        self
    }

    /// The same as a share of all documents, 0 to 1.
    #[must_use]
    pub fn min_df_share(mut self, share: f64) -> Self {
        self.min_df = Limit::Share(share);
        self
    }

    /// The most documents that a term may occur in, 1 or more. Default: all.
    #[must_use]
    pub fn max_df(mut self, documents: u64) -> Self {
        self.max_df = Limit::Documents(documents);
        self
    }

    /// The same as a share of all documents, 0 to 1.
    #[must_use]
    pub fn max_df_share(mut self, share: f64) -> Self {
        self.max_df = Limit::Share(share);
        self
    }

    /// Keeps only so many terms, 1 or more: those that occur most often (equally frequent: those first in
    /// order). Default: all.
    #[must_use]
    pub fn max_features(mut self, terms: usize) -> Self {
        self.max_features = Some(terms);
        self
    }

    /// Whether every count above 0 becomes 1. Default: no.
    #[must_use]
    pub fn binary(mut self, binary: bool) -> Self {
        self.binary = binary;
        self
    }

    fn check(&self) -> Result<()> {
        self.analyzer.check()?;
        self.min_df.check("min_df")?;
        self.max_df.check("max_df")?;
        check_parameter(self.max_features != Some(0), "max_features", 0, "1 or more")
    }

    /// Learns the terms of `documents` and gives their rows too, in one pass.
    ///
    /// # Errors
    /// As [`Fit::fit_with`] and [`Count::rows`].
    pub fn fit_transform<S: AsRef<str> + Sync, V: Value>(
        &self,
        documents: &[S],
        progress: &mut dyn Progress,
    ) -> Result<(Count, SparseMatrix<V>)> {
        let counted = Counted::learn(self, documents, progress)?;
        let rows = counted.rows(&|_, counts, _, values| self.values(counts, values))?;
        Ok((counted.model, rows))
    }

    /// The values of a row with the given counts.
    fn values<V: Value>(&self, counts: &[u32], values: &mut Vec<V>) {
        values.extend(
            counts.iter().map(|&count| V::from_f64(if self.binary { 1.0 } else { f64::from(count) })),
        );
    }
}

impl<S: AsRef<str> + Sync> Fit<[S]> for CountParams {
    type Model = Count;

    /// Learns the terms of `documents`.
    ///
    /// # Errors
    /// [`Error::Parameter`] for limits out of range or that cross, [`Error::Empty`] where no term is found
    /// or none is left, [`Error::Limit`] past 2³² − 2 documents, words of text or terms.
    fn fit_with(&self, documents: &[S], progress: &mut dyn Progress) -> Result<Count> {
        Ok(Counted::learn(self, documents, progress)?.model)
    }
}

/// Terms and their columns.
///
/// # Examples
/// ```
/// use wordmill::{Fit, Transform, bow::Count};
/// let documents = ["good film, good cast", "bad film"];
/// let count = Count::params().fit(documents.as_slice())?;
/// assert_eq!(count.terms().to_strings(), ["bad", "cast", "film", "good"]);
/// let rows = count.transform(documents.as_slice())?;
/// assert_eq!(rows.row(0).columns, [1, 2, 3]);
/// assert_eq!(rows.row(0).values, [1.0, 1.0, 2.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Count {
    params: CountParams,
    terms: Terms,
}

impl Count {
    /// Params with scikit-learn's defaults.
    #[must_use]
    pub fn params() -> CountParams {
        CountParams::default()
    }

    /// What the model was told to count.
    #[must_use]
    pub fn fitted_params(&self) -> &CountParams {
        &self.params
    }

    /// How text becomes terms.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.params.analyzer
    }

    /// The terms, a column each.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The counts of `documents`, `documents × terms`, as `f32` or `f64`. Terms that were not learnt are
    /// not counted.
    ///
    /// # Errors
    /// [`Error::Limit`] where a count is past what `V` holds exactly (2²⁴ in `f32`).
    pub fn rows<S: AsRef<str> + Sync, V: Value>(&self, documents: &[S]) -> Result<SparseMatrix<V>> {
        self.weighed_rows(documents, &|_, counts, _, values| self.params.values(counts, values))
    }

    /// The rows of `documents` with other values than counts.
    pub(crate) fn weighed_rows<S: AsRef<str> + Sync, V: Value>(
        &self,
        documents: &[S],
        weigh: Weigh<'_, V>,
    ) -> Result<SparseMatrix<V>> {
        let encoded = encode_with(&self.params.analyzer, self.terms.words(), documents)?;
        check_limit("words of one call", u64::from(NONE) - 1, encoded.ids().len() as u64)?;
        rows::of_known(&encoded, &self.terms, weigh)
    }

    /// Whether counts above 0 become 1.
    pub(crate) fn is_binary(&self) -> bool {
        self.params.binary
    }
}

impl<S: AsRef<str> + Sync> Transform<[S]> for Count {
    type Output = SparseMatrix<f32>;

    /// As [`Count::rows`].
    fn transform(&self, documents: &[S]) -> Result<SparseMatrix<f32>> {
        self.rows(documents)
    }
}

/// What a fit knows: the model, and all that its documents' rows need.
pub(crate) struct Counted {
    pub(crate) model: Count,
    /// Documents that hold each term.
    pub(crate) document_frequencies: Vec<u32>,
    encoded: Encoded,
    levels: Vec<Counts>,
    columns: Vec<Vec<u32>>,
}

impl Counted {
    pub(crate) fn learn<S: AsRef<str> + Sync>(
        params: &CountParams,
        documents: &[S],
        progress: &mut dyn Progress,
    ) -> Result<Self> {
        params.check()?;
        check_limit("documents of one fit", u64::from(u32::MAX) - 1, documents.len() as u64)?;
        if documents.is_empty() {
            return Err(Error::Empty { what: "list of documents" });
        }
        let (min, max) = (params.min_df.of(documents.len()), params.max_df.of(documents.len()));
        check_parameter(min <= max, "max_df", max, "at least min_df, both in documents")?;
        let longest = params.analyzer.ngram_range().longest;
        let steps = Some(longest as u64 + 1);
        report(progress, "tokenise", 0, steps, &[])?;
        let (words, encoded) = encode(&params.analyzer, documents)?;
        check_limit("words of one fit", u64::from(NONE) - 1, encoded.ids().len() as u64)?;
        report(progress, "count words", 1, steps, &[("words", words.len() as f64)])?;
        let fewest = min.ceil() as u64;
        let mut levels = vec![count_words(&encoded, words.len(), fewest)];
        for length in 2..=longest {
            report(progress, "count n-grams", length as u64, steps, &[("words in each", length as f64)])?;
            let longer = count_longer(&encoded, &levels[length - 2], length, fewest);
            levels.push(longer);
        }
        report(progress, "sort terms", longest as u64 + 1, steps, &[])?;
        let (terms, columns) = choose(params, &words, &mut levels, min, max)?;
        let mut document_frequencies = vec![0; terms.len()];
        for (level, columns) in levels.iter().zip(&columns) {
            for (&documents, &column) in level.documents.iter().zip(columns) {
                if let Some(slot) = document_frequencies.get_mut(column as usize) {
                    *slot = documents;
                }
            }
        }
        let model = Count { params: params.clone(), terms };
        Ok(Counted { model, document_frequencies, encoded, levels, columns })
    }

    pub(crate) fn rows<V: Value>(&self, weigh: Weigh<'_, V>) -> Result<SparseMatrix<V>> {
        let at: Vec<&[u32]> = self.levels.iter().map(|level| level.at.as_slice()).collect();
        rows::of_numbered(&self.encoded, &at, &self.columns, self.model.terms.len(), weigh)
    }
}

/// Chooses among all n-grams those that are terms.
fn choose(
    params: &CountParams,
    words: &Vocabulary,
    levels: &mut [Counts],
    min: f64,
    max: f64,
) -> Result<(Terms, Vec<Vec<u32>>)> {
    let shortest = params.analyzer.ngram_range().shortest;
    let found =
        levels[shortest - 1..].iter().any(|level| level.documents.iter().any(|&documents| documents > 0));
    if words.is_empty() || (!found && min <= 1.0) {
        return Err(Error::Empty { what: "vocabulary (the documents may hold stop words only)" });
    }
    let nodes_of = |level: &Counts, is_term: Vec<bool>| Nodes {
        parents: level.parents.clone(),
        words: level.words.clone(),
        is_term,
    };
    let within = |(depth, level): (usize, &Counts)| -> Vec<bool> {
        let holds = |&documents: &u32| {
            depth + 1 >= shortest && documents > 0 && (min..=max).contains(&f64::from(documents))
        };
        level.documents.iter().map(holds).collect()
    };
    let is_term: Vec<Vec<bool>> = levels.iter().enumerate().map(within).collect();
    check_terms(&is_term)?;
    let nodes = levels.iter().zip(is_term).map(|(level, is_term)| nodes_of(level, is_term)).collect();
    let (terms, columns) = Terms::build(words, nodes)?;
    let Some(most) = params.max_features.filter(|&most| most < terms.len()) else {
        return Ok((terms, columns));
    };
    let kept = most_frequent(levels, &columns, terms.len(), most, params.binary);
    let nodes = levels.iter().zip(&columns).map(|(level, columns)| {
        let is_term = columns.iter().map(|&column| kept.get(column as usize).is_some_and(|&kept| kept));
        nodes_of(level, is_term.collect())
    });
    Terms::build(words, nodes.collect())
}

fn check_terms(is_term: &[Vec<bool>]) -> Result<()> {
    let count = is_term.iter().flatten().filter(|&&is_term| is_term).count();
    check_limit("terms", u64::from(u32::MAX) - 1, count as u64)?;
    if count == 0 { Err(Error::Empty { what: "vocabulary after min_df and max_df" }) } else { Ok(()) }
}

/// Tells of each column whether it is among the `most` most frequent ones.
fn most_frequent(
    levels: &[Counts],
    columns: &[Vec<u32>],
    width: usize,
    most: usize,
    binary: bool,
) -> Vec<bool> {
    let mut totals = vec![(0u64, 0u32); width];
    for (level, columns) in levels.iter().zip(columns) {
        for (node, &column) in columns.iter().enumerate() {
            if let Some(slot) = totals.get_mut(column as usize) {
                let total = if binary { u64::from(level.documents[node]) } else { level.total[node] };
                *slot = (total, column);
            }
        }
    }
    parallel::sort_unstable_by(&mut totals, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut kept = vec![false; width];
    for (_, column) in &totals[..most] {
        kept[*column as usize] = true;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::stopword::StopWords;

    fn terms(params: CountParams, documents: &[&str]) -> Result<Vec<String>> {
        params.fit(documents).map(|count| count.terms().to_strings())
    }

    /// scikit-learn 1.9.1, `CountVectorizer(ngram_range=(1, 2), …)` on the same documents.
    #[test]
    fn limits_choose_as_scikit_learn() {
        let documents = ["aa bb aa", "aa cc bb", "bb dd cc", ""];
        let params = || Count::params().ngrams(1, 2);
        assert_eq!(terms(params().min_df(2), &documents).unwrap(), ["aa", "bb", "cc"]);
        assert_eq!(terms(params().max_df(1), &documents).unwrap().len(), 7);
        assert_eq!(terms(params().max_df_share(0.5), &documents).unwrap().len(), 9);
        assert_eq!(terms(params().min_df_share(0.75), &documents).unwrap(), ["bb"]);
        assert_eq!(terms(params().max_features(2), &documents).unwrap(), ["aa", "bb"]);
        assert_eq!(
            terms(Count::params().ngrams(2, 2).max_features(2), &documents).unwrap(),
            ["aa bb", "aa cc"]
        );
    }

    #[test]
    fn rows_of_the_fit_are_those_of_the_model() {
        let documents: Vec<String> =
            (0..500).map(|n| format!("w{} w{} w{} w{n}", n % 3, n % 7, n % 5)).collect();
        for params in [
            Count::params().ngrams(1, 3),
            Count::params().ngrams(2, 3).min_df(4).max_df_share(0.2),
            Count::params().ngrams(1, 2).max_features(20).binary(true),
            Count::params()
                .analyzer(Analyzer::default().stop_words(StopWords::from_words(["w1"])).ngrams(1, 2)),
        ] {
            let (count, rows) = params.fit_transform::<_, f64>(&documents, &mut ()).unwrap();
            assert_eq!(count.rows::<_, f64>(&documents).unwrap(), rows);
            assert_eq!(rows.columns(), count.terms().len());
        }
    }

    #[test]
    fn what_cannot_be_counted_is_an_error() {
        assert!(matches!(terms(Count::params(), &[]), Err(Error::Empty { .. })));
        assert!(matches!(terms(Count::params(), &["", " a ! "]), Err(Error::Empty { .. })));
        assert!(matches!(
            terms(Count::params().min_df(3), &["aa", "aa"]),
            Err(Error::Parameter { name: "max_df", .. })
        ));
        assert!(matches!(terms(Count::params().min_df(2), &["aa", "bb"]), Err(Error::Empty { .. })));
        assert!(matches!(
            terms(Count::params().min_df(0), &["aa"]),
            Err(Error::Parameter { name: "min_df", .. })
        ));
        assert!(matches!(
            terms(Count::params().max_df_share(f64::NAN), &["aa"]),
            Err(Error::Parameter { .. })
        ));
        assert!(matches!(terms(Count::params().max_features(0), &["aa"]), Err(Error::Parameter { .. })));
        assert!(matches!(
            terms(Count::params().ngrams(2, 1), &["aa"]),
            Err(Error::Parameter { name: "ngrams", .. })
        ));
        assert!(matches!(terms(Count::params().ngrams(2, 2), &["aa", "bb"]), Err(Error::Empty { .. })));
    }

    #[test]
    fn reads_back() {
        let count = Count::params().ngrams(1, 2).fit(["so good", "so bad"].as_slice()).unwrap();
        let json = serde_json::to_string(&count).unwrap();
        assert_eq!(serde_json::from_str::<Count>(&json).unwrap(), count);
    }
}
