//! [`Count`]: how often each term occurs in each document, as scikit-learn's `CountVectorizer` counts.
//!
//! Columns are in code-point order of the terms, those of a given vocabulary in its order. Differences from scikit-learn
//! 1.9: a tie at the cut of `max_features` goes to the term that comes first (scikit-learn's depends on the processor),
//! and n-grams are of 1 to 16 words or characters.

use serde::{Deserialize, Serialize};

use crate::bow::count_params::CountParams;
use crate::bow::counted::{Counted, cut};
use crate::bow::known;
use crate::bow::rows::Weighing;
use crate::bow::terms::Terms;
use crate::error::Result;
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::text::analyzer::Analyzer;
use crate::text::documents::Documents;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

impl CountParams {
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
        let (terms, rows) = counted.rows(self)?;
        Ok((Count::new(self.clone(), terms), rows))
    }

    /// Learns the terms of documents that were cut into words elsewhere. Stop words, stemmer and n-grams of the analyzer
    /// apply to them, what makes words of text does not.
    ///
    /// # Errors
    /// As [`Fit::fit_with`]; [`Error::Parameter`](crate::Error::Parameter) where n-grams are to be made of characters.
    ///
    /// # Examples
    /// ```
    /// use wordmill::bow::Count;
    /// let documents = [vec!["New York", "is", "Big"], vec!["Big"]];
    /// let count = Count::params().fit_words(&documents)?;
    /// assert_eq!(count.terms().to_strings(), ["Big", "New York", "is"]);
    /// assert_eq!(count.rows_of_words::<_, f32>(&documents)?.row(1).columns, [0]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn fit_words<W: AsRef<str> + Sync>(&self, documents: &[Vec<W>]) -> Result<Count> {
        let counted = Counted::learn(self, &cut(self.chosen_analyzer(), documents)?, &mut ())?;
        Ok(Count::new(self.clone(), counted.chosen.terms))
    }
}

impl<S: AsRef<str> + Sync> Fit<[S]> for CountParams {
    type Model = Count;

    /// Learns the terms of `documents`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for limits out of range or that cross and for a vocabulary that is
    /// none, [`Error::Empty`](crate::Error::Empty) where no term is found, given or left,
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 2 documents, words of text or terms.
    fn fit_with(&self, documents: &[S], progress: &mut dyn Progress) -> Result<Count> {
        Ok(Count::new(self.clone(), Counted::learn(self, documents, progress)?.chosen.terms))
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
    /// The model of terms that were learnt.
    pub(crate) fn new(params: CountParams, terms: Terms) -> Self {
        Count { params, terms }
    }

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
        self.params.chosen_analyzer()
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
    /// [`Error::Limit`](crate::Error::Limit) where a count is past what `V` holds exactly (2²⁴ in `f32`).
    pub fn rows<S: AsRef<str> + Sync, V: Value>(&self, documents: &[S]) -> Result<SparseMatrix<V>> {
        self.weighed_rows(documents, &self.params)
    }

    /// The same of documents that were cut into words elsewhere, as for [`CountParams::fit_words`].
    ///
    /// # Errors
    /// As [`Count::rows`]; [`Error::Parameter`](crate::Error::Parameter) where n-grams are made of characters.
    pub fn rows_of_words<W: AsRef<str> + Sync, V: Value>(
        &self,
        documents: &[Vec<W>],
    ) -> Result<SparseMatrix<V>> {
        let documents = cut(self.analyzer(), documents)?;
        self.weighed_rows(&documents, &self.params)
    }

    /// The rows of `documents` with other values than counts.
    pub(crate) fn weighed_rows<D: Documents + ?Sized, V: Value>(
        &self,
        documents: &D,
        weigh: &impl Weighing<V>,
    ) -> Result<SparseMatrix<V>> {
        known::rows_of(self.analyzer(), &self.terms, documents, weigh)
    }
}

impl<S: AsRef<str> + Sync> Transform<[S]> for Count {
    type Output = SparseMatrix<f32>;

    /// As [`Count::rows`].
    fn transform(&self, documents: &[S]) -> Result<SparseMatrix<f32>> {
        self.rows(documents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::text::analyzer::{Unit, WordPattern};
    use crate::text::stopword::StopWords;
    use crate::text::tokenize::python_pattern::PythonPattern;
    use crate::text::tokenizer::Tokenizer;

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
            Count::params().analyzer(Analyzer::default().unit(Unit::Characters).ngrams(2, 4)).min_df(3),
            Count::params()
                .analyzer(Analyzer::default().unit(Unit::CharactersInWords).ngrams(1, 5))
                .min_df(3),
            Count::params().analyzer(pieces().ngrams(1, 2)),
            Count::params().vocabulary(["w6 w0", "zz", "w1"]).ngrams(1, 2),
        ] {
            let (count, rows) = params.fit_transform::<_, f64>(&documents, &mut ()).unwrap();
            assert_eq!(count.rows::<_, f64>(&documents).unwrap(), rows);
            assert_eq!(rows.columns(), count.terms().len());
        }
    }

    /// Words that hold spaces.
    fn pieces() -> Analyzer {
        Analyzer::default().words(WordPattern::Python(PythonPattern::of("[^6]+").unwrap()))
    }

    /// Every way of counting against the terms that the analyzer hands over, in documents of which some are new.
    #[test]
    fn terms_are_those_of_the_analyzer() {
        let texts = |from: u32| -> Vec<String> {
            (from..from + 60)
                .map(|n| format!("a{} é{}  {} ab{}6\t", n % 3, n % 5, "x".repeat(n as usize % 7), n))
                .collect()
        };
        let of = |unit, from, to| Analyzer::default().unit(unit).ngrams(from, to);
        let words = WordPattern::Python(PythonPattern::of(r"\w*").unwrap());
        for analyzer in [
            of(Unit::Characters, 1, 3),
            of(Unit::CharactersInWords, 1, 2),
            of(Unit::CharactersInWords, 4, 6),
            of(Unit::CharactersInWords, 5, 5),
            pieces().ngrams(1, 3),
            pieces().ngrams(1, 1),
            Analyzer::default().words(words).ngrams(2, 3),
        ] {
            let count = Count::params().analyzer(analyzer.clone()).fit(texts(0).as_slice()).unwrap();
            let terms = count.terms().to_strings();
            assert!(terms.is_sorted());
            let rows = count.rows::<_, f64>(&texts(30)).unwrap();
            for (text, row) in texts(30).iter().zip(rows.iter()) {
                let mut expected: std::collections::BTreeMap<u32, f64> = std::collections::BTreeMap::new();
                for token in analyzer.tokens(text) {
                    if let Ok(column) = terms.binary_search(&token.text) {
                        *expected.entry(column as u32).or_default() += 1.0;
                    }
                }
                assert!(row.iter().eq(expected), "{text:?} {analyzer:?}");
            }
        }
    }

    /// A term of two words in the model, one word of the same characters in a document.
    #[test]
    fn words_that_hold_spaces_meet_terms_of_words() {
        let pattern = PythonPattern::of(r"<([^>]+)>").unwrap();
        let analyzer = Analyzer::default().words(WordPattern::Python(pattern)).ngrams(1, 2);
        let count = Count::params().analyzer(analyzer).fit(["<so><good>"].as_slice()).unwrap();
        let rows = count.rows::<_, f32>(&["<so good>", "<so><so good>"]).unwrap();
        assert_eq!((rows.row(0).columns, rows.row(1).columns), (&[2][..], &[1, 2][..]));
    }

    /// scikit-learn 1.9.1: `CountVectorizer(vocabulary=…)`.
    #[test]
    fn a_given_vocabulary_keeps_its_order() {
        let params = Count::params().vocabulary(["not good", "bad", "Good", "good"]).ngrams(1, 2).min_df(9);
        let (count, rows) = params.fit_transform::<_, f64>(&["good, not good"], &mut ()).unwrap();
        assert_eq!(count.terms().to_strings(), ["not good", "bad", "Good", "good"]);
        assert_eq!((rows.row(0).columns, rows.row(0).values), (&[0, 3][..], &[1.0, 2.0][..]));
        assert_eq!(Count::params().vocabulary(["a"]).fit(&[] as &[&str]).unwrap().terms().len(), 1);
        for refused in [
            Count::params().vocabulary(["a", "a"]),
            Count::params().vocabulary([""; 0]),
            Count::params().vocabulary_columns([("a", 0), ("b", 2)]),
        ] {
            assert!(refused.fit(["a"].as_slice()).is_err());
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
