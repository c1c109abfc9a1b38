//! [`Counted`]: what a fit knows of its documents, from which models are built and rows are made.

use crate::bow::bags::AllBags;
use crate::bow::choose::{Chosen, choose};
use crate::bow::count_params::CountParams;
use crate::bow::grams::Grams;
use crate::bow::occurrences::NONE;
use crate::bow::pair_places::PairPlaces;
use crate::bow::pair_rows::NumberedPairs;
use crate::bow::pairs::count_pairs;
use crate::bow::repeated::ngram_bags;
use crate::bow::rows::{self, Weighing};
use crate::bow::tally::{Counts, count_longer, count_words, numbers_of_words};
use crate::bow::terms::{Joint, Terms};
use crate::bow::units::Units;
use crate::bow::windows::Windows;
use crate::bow::word_bags::word_bags;
use crate::error::{Error, Result, check_limit, check_parameter};
use crate::progress::{Progress, report};
use crate::text::analyzer::{Analyzer, Unit};
use crate::text::documents::{CutDocuments, Documents};
use crate::text::encode::Chunks;
use crate::text::encode_characters::encode_characters;
use crate::text::encoded::Encoded;
use crate::text::ngram::range::NgramRange;
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
enum Places {
    /// Documents of words, each n-gram at its place.
    Sequence(Encoded),
    /// Documents of n-grams in no order.
    Bags(AllBags),
    /// Words and pairs of words, each with its documents.
    Pairs(NumberedPairs),
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
        let (grams, places) = count_all(params, documents, Some(fewest), progress)?;
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

    /// Documents that hold each term.
    pub(crate) fn document_frequencies(&self) -> Vec<u64> {
        self.chosen.document_frequencies(&self.grams)
    }

    /// The terms, and the rows of the documents.
    pub(crate) fn rows<V: Value>(self, weigh: &impl Weighing<V>) -> Result<(Terms, SparseMatrix<V>)> {
        let Chosen { columns, terms, .. } = self.chosen;
        let rows = match self.places {
            Places::Bags(bags) => bags.rows(&columns, terms.len(), weigh),
            Places::Pairs(entries) => entries.rows(&self.grams.levels, &columns, terms.len(), weigh),
            Places::Sequence(encoded) => {
                let longer: Vec<&[u32]> =
                    self.grams.levels.iter().skip(1).map(|level| level.at.as_slice()).collect();
                rows::of_numbered(&encoded, &longer, &columns, terms.len(), weigh)
            }
        };
        Ok((terms, rows?))
    }
}

/// All n-grams of documents, for a state: where they stand is forgotten.
pub(crate) fn grams_of<D: Documents + ?Sized>(params: &CountParams, documents: &D) -> Result<Grams> {
    let (mut grams, _) = count_all(params, documents, None, &mut ())?;
    grams.levels.iter_mut().for_each(|level| level.at = Vec::new());
    Ok(grams)
}

/// Counts what stands in `fewest` documents or more, or everything, and then without its places.
fn count_all<D: Documents + ?Sized>(
    params: &CountParams,
    documents: &D,
    fewest: Option<u64>,
    progress: &mut dyn Progress,
) -> Result<(Grams, Places)> {
    check_limit("documents of one fit", u64::from(u32::MAX) - 1, documents.count() as u64)?;
    let analyzer = params.chosen_analyzer();
    let steps = Some(analyzer.ngram_range().longest as u64 + 1);
    report(progress, "tokenise", 0, steps, &[])?;
    let units = match params.fixed_vocabulary()? {
        Some(vocabulary) => Units::known(analyzer, vocabulary, documents)?,
        None if analyzer.ngram_unit() == Unit::CharactersInWords => {
            return count_in_words(analyzer, documents, fewest.is_some(), progress);
        }
        None if analyzer.ngram_unit() == Unit::Words && analyzer.ngram_range() == NgramRange::UNIGRAMS => {
            let (words, counts, bags) = word_bags(analyzer, documents, fewest.is_some())?;
            report(progress, "count words", 1, steps, &[("words", words.len() as f64)])?;
            return Ok((Grams { joint: Joint::Whole, words, levels: vec![counts] }, Places::Bags(bags)));
        }
        None => Units::read(analyzer, documents)?,
    };
    let Units { joint, words, documents, lengths } = units;
    let is_pairs = joint == Joint::Space && lengths.longest == 2;
    if let Some(places) = PairPlaces::of(&documents, words.len()).filter(|_| is_pairs) {
        report(progress, "count words and pairs", 1, steps, &[("words", words.len() as f64)])?;
        let (levels, entries) =
            count_pairs(documents, places, lengths, fewest.unwrap_or(1), fewest.is_some());
        return Ok((Grams { joint, words, levels }, Places::Pairs(entries)));
    }
    let encoded = documents.encoded()?;
    let mut levels = count_levels(&encoded, words.len(), lengths, fewest.unwrap_or(1), progress)?;
    // Where words stand says `encoded`.
    levels[0].at = Vec::new();
    levels[..lengths.shortest - 1].iter_mut().for_each(|level| level.documents.fill(0));
    Ok((Grams { joint, words, levels }, Places::Sequence(encoded)))
}

/// Counts the n-grams of each length up to the longest, and numbers them at their places.
fn count_levels(
    encoded: &Encoded,
    words: usize,
    lengths: NgramRange,
    fewest: u64,
    progress: &mut dyn Progress,
) -> Result<Vec<Counts>> {
    let steps = Some(lengths.longest as u64 + 1);
    report(progress, "count words", 1, steps, &[("words", words as f64)])?;
    let mut levels = vec![count_words(encoded, words)];
    if lengths.longest > 1 {
        levels[0].at = numbers_of_words(encoded, &levels[0].documents, fewest);
    }
    for length in 2..=lengths.longest {
        report(progress, "count n-grams", length as u64, steps, &[("words in each", length as f64)])?;
        levels.push(count_longer(encoded, words, &levels[length - 2], length, fewest));
    }
    Ok(levels)
}

/// Counts characters inside words: the n-grams of each distinct word once, then the words.
fn count_in_words<D: Documents + ?Sized>(
    analyzer: &Analyzer,
    documents: &D,
    keep: bool,
    progress: &mut dyn Progress,
) -> Result<(Grams, Places)> {
    let (words, documents) = Chunks::of_units(analyzer, documents)?.numbered()?;
    let (characters, encoded) = encode_characters(&words)?;
    for positions in [documents.ids().len(), encoded.ids().len()] {
        check_limit("words of one fit", u64::from(NONE) - 1, positions as u64)?;
    }
    let lengths = analyzer.ngram_range();
    let steps = Some(lengths.longest as u64 + 1);
    report(progress, "count words", 1, steps, &[("words", words.len() as f64)])?;
    let mut windows = Windows::of(&encoded, characters.len(), lengths)?;
    report(
        progress,
        "count n-grams",
        lengths.longest as u64,
        steps,
        &[("n-grams", windows.names.len() as f64)],
    )?;
    let bags = ngram_bags(&documents, &mut windows, keep);
    let Windows { levels, names, .. } = windows;
    let bags = Places::Bags(AllBags { parts: bags, names });
    Ok((Grams { joint: Joint::Nothing, words: characters, levels }, bags))
}

/// Documents that are words already, unless n-grams are to be made of characters.
pub(crate) fn cut<'d, W>(analyzer: &Analyzer, documents: &'d [Vec<W>]) -> Result<CutDocuments<'d, W>> {
    let is_words = analyzer.ngram_unit() == Unit::Words;
    check_parameter(is_words, "unit", "characters", "words, where documents are given as words")?;
    Ok(CutDocuments(documents))
}
