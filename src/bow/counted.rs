//! [`Counted`]: what a fit knows of its documents, from which models are built and rows are made.

use crate::bow::choose::{Chosen, choose};
use crate::bow::count_params::CountParams;
use crate::bow::grams::Grams;
use crate::bow::repeated::{self, columns_of_lists, count_repeats, ngrams_of_words};
use crate::bow::rows::{self, Weigh};
use crate::bow::tally::{count_longer, count_words, numbers_of_words};
use crate::bow::units::Units;
use crate::error::{Error, Result, check_limit, check_parameter};
use crate::progress::{Progress, report};
use crate::text::analyzer::{Analyzer, Unit};
use crate::text::documents::{CutDocuments, Documents};
use crate::text::encoded::Encoded;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// The terms of a fit and all that its documents' rows need.
pub(crate) struct Counted {
    pub(crate) chosen: Chosen,
    pub(crate) documents: u64,
    grams: Grams,
    places: Places,
}

/// Where n-grams stand.
struct Places {
    encoded: Encoded,
    /// Documents of words, and the numbers of the n-grams in each word.
    repeats: Option<(Encoded, Encoded)>,
}

impl Counted {
    /// Counts documents and chooses terms.
    pub(crate) fn learn<D: Documents + ?Sized>(
        params: &CountParams,
        documents: &D,
        progress: &mut dyn Progress,
    ) -> Result<Self> {
        params.check()?;
        let count = documents.count() as u64;
        let fewest = if params.is_fixed() {
            1
        } else if count == 0 {
            return Err(Error::Empty { what: "list of documents" });
        } else {
            params.limits(count)?.0.ceil() as u64
        };
        let (grams, places) = count_all(params, documents, fewest, progress)?;
        report(
            progress,
            "sort terms",
            grams.levels.len() as u64 + 1,
            Some(grams.levels.len() as u64 + 1),
            &[],
        )?;
        let chosen = choose(params, &grams, count)?;
        Ok(Counted { chosen, documents: count, grams, places })
    }

    /// The rows of the documents.
    pub(crate) fn rows<V: Value>(&self, weigh: Weigh<'_, V>) -> Result<SparseMatrix<V>> {
        let (columns, width) = (&self.chosen.columns, self.chosen.terms.len());
        if let Some((documents, lists)) = &self.places.repeats {
            return repeated::rows(documents, &columns_of_lists(lists, columns)?, width, weigh);
        }
        let longer: Vec<&[u32]> = self.grams.levels.iter().skip(1).map(|level| level.at.as_slice()).collect();
        rows::of_numbered(&self.places.encoded, &longer, columns, width, weigh)
    }
}

/// All n-grams of documents, for a state: where they stand is forgotten.
pub(crate) fn grams_of<D: Documents + ?Sized>(params: &CountParams, documents: &D) -> Result<Grams> {
    let (mut grams, _) = count_all(params, documents, 1, &mut ())?;
    grams.levels.iter_mut().for_each(|level| level.at = Vec::new());
    Ok(grams)
}

/// Counts what stands in `fewest` documents or more.
fn count_all<D: Documents + ?Sized>(
    params: &CountParams,
    documents: &D,
    fewest: u64,
    progress: &mut dyn Progress,
) -> Result<(Grams, Places)> {
    check_limit("documents of one fit", u64::from(u32::MAX) - 1, documents.count() as u64)?;
    let analyzer = params.chosen_analyzer();
    let steps = Some(analyzer.ngram_range().longest as u64 + 1);
    report(progress, "tokenise", 0, steps, &[])?;
    let units = match params.fixed_vocabulary()? {
        Some(vocabulary) => Units::known(analyzer, vocabulary, documents)?,
        None => Units::read(analyzer, documents)?,
    };
    let Units { joint, words, encoded, repeats, lengths } = units;
    // A document here is a word there: what is rare among words may be frequent among documents.
    let fewest = if repeats.is_some() { 1 } else { fewest };
    report(progress, "count words", 1, steps, &[("words", words.len() as f64)])?;
    let mut levels = vec![count_words(&encoded, words.len())];
    if lengths.longest > 1 || repeats.is_some() {
        levels[0].at = numbers_of_words(&encoded, &levels[0].documents, fewest);
    }
    for length in 2..=lengths.longest {
        report(progress, "count n-grams", length as u64, steps, &[("words in each", length as f64)])?;
        let longer = count_longer(&encoded, words.len(), &levels[length - 2], length, fewest);
        levels.push(longer);
    }
    let repeats = match repeats {
        Some(documents) => {
            let lists = ngrams_of_words(&encoded, &levels, lengths)?;
            count_repeats(&documents, &lists, &mut levels);
            Some((documents, lists))
        }
        None => {
            // Where words stand says `encoded`.
            levels[0].at = Vec::new();
            levels[..lengths.shortest - 1].iter_mut().for_each(|level| level.documents.fill(0));
            None
        }
    };
    Ok((Grams { joint, words, levels }, Places { encoded, repeats }))
}

/// Documents that are words already, unless n-grams are to be made of characters.
pub(crate) fn cut<'d, W>(analyzer: &Analyzer, documents: &'d [Vec<W>]) -> Result<CutDocuments<'d, W>> {
    let is_words = analyzer.ngram_unit() == Unit::Words;
    check_parameter(is_words, "unit", "characters", "words, where documents are given as words")?;
    Ok(CutDocuments(documents))
}
