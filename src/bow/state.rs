//! [`CountState`] and [`TfIdfState`]: fits in progress, for documents that do not fit in memory or lie on many machines.
//!
//! A state holds every n-gram that was met, with the documents that hold it and its occurrences: its size is that of the
//! vocabulary, however many documents there were. States are added: merging those of any split of the documents gives the
//! model of all of them. As nothing is known of the documents to come, nothing is pruned before the end.
//!
//! **Runs.** Each batch of documents is a sorted run of n-grams; two neighbours are merged when the earlier one is no more
//! than twice as long. Every n-gram is so merged a logarithmic number of times.

use serde::{Deserialize, Serialize};

use crate::bow::choose::choose;
use crate::bow::count::Count;
use crate::bow::count_params::CountParams;
use crate::bow::counted::{cut, grams_of};
use crate::bow::grams::Grams;
use crate::bow::terms::Joint;
use crate::bow::tfidf::{TfIdf, TfIdfParams};
use crate::error::{Error, Result, check_parameter};
use crate::text::documents::Documents;

/// Bytes of text that make a batch of a stream.
const BATCH: usize = 8 << 20;

impl CountParams {
    /// A fit that has seen no document yet.
    ///
    /// # Errors
    /// [`Error::Parameter`] or [`Error::Empty`] for params that no fit takes.
    pub fn start(&self) -> Result<CountState> {
        self.check()?;
        Ok(CountState { params: self.clone(), documents: 0, runs: Vec::new() })
    }
}

impl TfIdfParams {
    /// A fit that has seen no document yet.
    ///
    /// # Errors
    /// As [`CountParams::start`].
    pub fn start(&self) -> Result<TfIdfState> {
        Ok(TfIdfState { params: self.clone(), counts: self.counting().start()? })
    }
}

/// A fit of [`Count`] in progress.
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::Count};
/// let params = Count::params().min_df(2);
/// let (mut state, mut other) = (params.start()?, params.start()?);
/// state.add(&["so good", "good film"])?;
/// other.add(&["bad film"])?;
/// state.merge(other)?;
/// assert_eq!(state.documents(), 3);
/// assert_eq!(state.finish()?, params.fit(["so good", "good film", "bad film"].as_slice())?);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawState")]
pub struct CountState {
    params: CountParams,
    documents: u64,
    runs: Vec<Grams>,
}

impl CountState {
    /// How many documents were counted.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// Counts documents. One call with many is faster than many calls with one.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 2 documents or words of text in one call, or n-grams of one length in all.
    pub fn add<S: AsRef<str> + Sync>(&mut self, documents: &[S]) -> Result<()> {
        self.add_all(documents)
    }

    /// Counts documents that were cut into words elsewhere, as [`CountParams::fit_words`].
    ///
    /// # Errors
    /// As [`CountState::add`]; [`Error::Parameter`] where n-grams are to be made of characters.
    pub fn add_words<W: AsRef<str> + Sync>(&mut self, documents: &[Vec<W>]) -> Result<()> {
        let documents = cut(self.params.chosen_analyzer(), documents)?;
        self.add_all(&documents)
    }

    /// Counts documents as they come, a few megabytes at a time.
    ///
    /// # Errors
    /// As [`CountState::add`], and the first error among the documents.
    ///
    /// # Examples
    /// ```
    /// use wordmill::{bow::Count, text::Corpus};
    /// let mut state = Count::params().ngrams(1, 2).min_df(5).start()?;
    /// let reviews = Corpus::new("corpora/reviews.tsv");
    /// state.add_stream(reviews.records()?.map(|record| record.map(|record| record.text)))?;
    /// assert_eq!(state.finish()?.terms().column("not good").is_some(), true);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn add_stream<S: AsRef<str> + Sync>(
        &mut self,
        documents: impl IntoIterator<Item = Result<S>>,
    ) -> Result<()> {
        let (mut batch, mut size) = (Vec::new(), 0);
        for document in documents {
            let document = document?;
            size += document.as_ref().len();
            batch.push(document);
            if size >= BATCH {
                self.add(&batch)?;
                (size, batch) = (0, Vec::new());
            }
        }
        if batch.is_empty() { Ok(()) } else { self.add(&batch) }
    }

    fn add_all<D: Documents + ?Sized>(&mut self, documents: &D) -> Result<()> {
        let grams = grams_of(&self.params, documents)?;
        self.documents += documents.count() as u64;
        self.push(grams)
    }

    /// Adds what another state counted.
    ///
    /// # Errors
    /// [`Error::Parameter`] where its params differ, [`Error::Limit`] past 2³² − 2 n-grams of one length.
    pub fn merge(&mut self, other: CountState) -> Result<()> {
        check_parameter(
            self.params == other.params,
            "params",
            "those of another fit",
            "the same on both sides",
        )?;
        self.documents += other.documents;
        other.runs.into_iter().try_for_each(|run| self.push(run))
    }

    fn push(&mut self, grams: Grams) -> Result<()> {
        self.runs.push(grams);
        while let [.., earlier, last] = self.runs.as_slice()
            && earlier.len() <= 2 * last.len()
        {
            self.merge_last()?;
        }
        Ok(())
    }

    fn merge_last(&mut self) -> Result<()> {
        if let (Some(last), Some(earlier)) = (self.runs.pop(), self.runs.pop()) {
            self.runs.push(earlier.merge(last)?);
        }
        Ok(())
    }

    /// All n-grams in one run.
    fn all(mut self) -> Result<Grams> {
        while self.runs.len() > 1 {
            self.merge_last()?;
        }
        match self.runs.pop() {
            Some(grams) => Ok(grams),
            None => grams_of::<[&str]>(&self.params, &[]),
        }
    }

    /// The model of all documents.
    ///
    /// # Errors
    /// As a fit of all of them ([`Fit::fit_with`](crate::Fit::fit_with)).
    pub fn finish(self) -> Result<Count> {
        let (params, documents) = (self.params.clone(), self.checked_documents()?);
        let chosen = choose(&params, &self.all()?, documents)?;
        Ok(Count::new(params, chosen.terms))
    }

    fn checked_documents(&self) -> Result<u64> {
        let enough = self.documents > 0 || self.params.is_fixed();
        if enough { Ok(self.documents) } else { Err(Error::Empty { what: "list of documents" }) }
    }
}

/// A fit of [`TfIdf`] in progress; see [`CountState`].
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::TfIdf};
/// let mut state = TfIdf::params().start()?;
/// state.counts_mut().add(&["so good"])?;
/// state.counts_mut().add(&["good film"])?;
/// assert_eq!(state.finish()?, TfIdf::params().fit(["so good", "good film"].as_slice())?);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TfIdfState {
    params: TfIdfParams,
    counts: CountState,
}

impl TfIdfState {
    /// What was counted.
    #[must_use]
    pub fn counts(&self) -> &CountState {
        &self.counts
    }

    /// What was counted, to count more.
    pub fn counts_mut(&mut self) -> &mut CountState {
        &mut self.counts
    }

    /// Adds what another state counted.
    ///
    /// # Errors
    /// As [`CountState::merge`].
    pub fn merge(&mut self, other: TfIdfState) -> Result<()> {
        let same = self.params == other.params;
        check_parameter(same, "params", "those of another fit", "the same on both sides")?;
        self.counts.merge(other.counts)
    }

    /// The model of all documents.
    ///
    /// # Errors
    /// As a fit of all of them ([`Fit::fit_with`](crate::Fit::fit_with)).
    pub fn finish(self) -> Result<TfIdf> {
        let documents = self.counts.checked_documents()?;
        let grams = self.counts.all()?;
        let chosen = choose(self.params.counting(), &grams, documents)?;
        let frequencies = chosen.document_frequencies(&grams);
        self.params.model(chosen.terms, documents, &frequencies)
    }
}

/// What is read back, not checked yet.
#[derive(Deserialize)]
struct RawState {
    params: CountParams,
    documents: u64,
    runs: Vec<Grams>,
}

impl TryFrom<RawState> for CountState {
    type Error = Error;

    fn try_from(RawState { params, documents, runs }: RawState) -> Result<Self> {
        let fixed = params.fixed_vocabulary()?;
        for run in &runs {
            run.check(fixed.is_none())?;
            let longest = run.levels.len();
            let fits = match &fixed {
                Some(vocabulary) => run.words == *vocabulary,
                None => {
                    run.joint == Joint::Whole || longest == params.chosen_analyzer().ngram_range().longest
                }
            };
            if !fits {
                return Err(Error::corrupt("state of a count", "its n-grams do not fit its params"));
            }
        }
        Ok(CountState { params, documents, runs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::Fit;
    use crate::text::analyzer::{Analyzer, Unit, WordPattern};
    use crate::text::tokenize::python_pattern::PythonPattern;
    use proptest::prelude::*;

    fn params() -> impl Strategy<Value = CountParams> {
        let words = WordPattern::Python(PythonPattern::of("[^,]*").unwrap());
        let analyzers = prop_oneof![
            Just(Analyzer::default()),
            Just(Analyzer::default().words(words)),
            Just(Analyzer::default().unit(Unit::Characters)),
            Just(Analyzer::default().unit(Unit::CharactersInWords)),
        ];
        (analyzers, 1..3usize, 0..3usize, 1..3u64, prop::option::of(1..9usize), any::<bool>()).prop_map(
            |(analyzer, shortest, more, min_df, most, fixed)| {
                let params =
                    Count::params().analyzer(analyzer.ngrams(shortest, shortest + more)).min_df(min_df);
                let params = most.map_or(params.clone(), |most| params.max_features(most));
                if fixed { params.vocabulary(["bb", "aa bb", "a", " a", "zz"]) } else { params }
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        /// Merging the states of any split is fitting all documents; so is reading a state back before.
        #[test]
        fn any_split_gives_the_model_of_all(
            params in params(),
            documents in prop::collection::vec("((aa|bb|cc|dé|x)[ ,]{1,2}){0,9}", 0..12),
            cuts in prop::collection::vec(0..3usize, 12),
        ) {
            let mut states = vec![params.start().unwrap(); 3];
            for (document, &cut) in documents.iter().zip(&cuts) {
                states[cut].add(&[document]).unwrap();
            }
            let mut all = params.start().unwrap();
            for state in states {
                let bytes = postcard::to_stdvec(&state).unwrap();
                prop_assert_eq!(&postcard::from_bytes::<CountState>(&bytes).unwrap(), &state);
                all.merge(state).unwrap();
            }
            let mut streamed = TfIdf::params().count(params.clone()).start().unwrap();
            streamed.counts_mut().add_stream(documents.iter().map(Ok)).unwrap();
            match params.fit(documents.as_slice()) {
                Ok(count) => prop_assert_eq!(all.finish().unwrap(), count),
                Err(_) => prop_assert!(all.finish().is_err()),
            }
            match TfIdf::params().count(params).fit(documents.as_slice()) {
                Ok(tfidf) => prop_assert_eq!(streamed.finish().unwrap(), tfidf),
                Err(_) => prop_assert!(streamed.finish().is_err()),
            }
        }
    }

    #[test]
    fn refuses_other_params_and_damage() {
        let mut state = Count::params().ngrams(1, 2).start().unwrap();
        assert!(state.merge(Count::params().start().unwrap()).is_err());
        assert!(Count::params().min_df(0).start().is_err());
        assert!(matches!(state.clone().finish(), Err(Error::Empty { .. })));
        state.add(&["so good", "so bad"]).unwrap();
        let json = serde_json::to_string(&state).unwrap();
        assert_eq!(serde_json::from_str::<CountState>(&json).unwrap(), state);
        for (from, to) in [
            ("[\"bad\",\"good\",\"so\"]", "[\"good\",\"bad\",\"so\"]"),
            ("\"words\":[0,1,2]", "\"words\":[0,2,1]"),
            ("\"parents\":[2,2]", "\"parents\":[2,9]"),
            ("\"words\":[0,1]", "\"words\":[1,0]"),
            ("\"longest\":2", "\"longest\":3"),
        ] {
            let damaged = json.replacen(from, to, 1);
            assert_ne!(damaged, json, "{from}");
            assert!(serde_json::from_str::<CountState>(&damaged).is_err(), "{damaged}");
        }
    }
}
