//! [`choose`]: which of the n-grams that were counted are terms.

use crate::bow::count_params::CountParams;
use crate::bow::grams::Grams;
use crate::bow::nodes::Nodes;
use crate::bow::terms::Terms;
use crate::error::{Error, Result, check_limit};
use crate::parallel;

/// Terms, and what is known of them.
pub(crate) struct Chosen {
    pub(crate) terms: Terms,
    /// For every level the column of each n-gram, or `u32::MAX`.
    pub(crate) columns: Vec<Vec<u32>>,
}

impl Chosen {
    /// Documents that hold each term, which was chosen among `grams`.
    pub(crate) fn document_frequencies(&self, grams: &Grams) -> Vec<u64> {
        let mut frequencies = vec![0; self.terms.len()];
        for (level, columns) in grams.levels.iter().zip(&self.columns) {
            for (&documents, &column) in level.documents.iter().zip(columns) {
                if let Some(slot) = frequencies.get_mut(column as usize) {
                    *slot = documents;
                }
            }
        }
        frequencies
    }
}

/// Chooses among the n-grams of so many documents.
pub(crate) fn choose(params: &CountParams, grams: &Grams, documents: u64) -> Result<Chosen> {
    let is_fixed = params.is_fixed();
    let (min, max) = if is_fixed { (0.0, f64::INFINITY) } else { params.limits(documents)? };
    let holds = |&documents: &u64| is_fixed || (documents > 0 && (min..=max).contains(&(documents as f64)));
    let is_term: Vec<Vec<bool>> =
        grams.levels.iter().map(|level| level.documents.iter().map(holds).collect()).collect();
    check_terms(grams, &is_term, min)?;
    let (mut terms, mut columns) = build(grams, is_term)?;
    if let Some(most) = params.most_terms().filter(|&most| most < terms.len() && !is_fixed) {
        let kept = most_frequent(grams, &columns, terms.len(), most, params.is_binary());
        let is_kept = |&column: &u32| kept.get(column as usize).is_some_and(|&kept| kept);
        let is_term = columns.iter().map(|columns| columns.iter().map(is_kept).collect()).collect();
        (terms, columns) = build(grams, is_term)?;
    }
    Ok(Chosen { terms, columns })
}

fn build(grams: &Grams, is_term: Vec<Vec<bool>>) -> Result<(Terms, Vec<Vec<u32>>)> {
    let levels = grams.levels.iter().zip(is_term);
    let nodes: Vec<Nodes<'_>> = levels
        .map(|(level, is_term)| Nodes { parents: &level.parents, words: &level.words, is_term })
        .collect();
    Terms::build(grams.joint, &grams.words, &nodes)
}

fn check_terms(grams: &Grams, is_term: &[Vec<bool>], min: f64) -> Result<()> {
    let count = is_term.iter().flatten().filter(|&&is_term| is_term).count();
    check_limit("terms", u64::from(u32::MAX) - 1, count as u64)?;
    let found = grams.levels.iter().any(|level| level.documents.iter().any(|&documents| documents > 0));
    match (count, found) {
        (0, false) if min <= 1.0 => {
            Err(Error::Empty { what: "vocabulary (the documents may hold stop words only)" })
        }
        (0, _) => Err(Error::Empty { what: "vocabulary after min_df and max_df" }),
        _ => Ok(()),
    }
}

/// Tells of each column whether it is among the `most` most frequent ones.
fn most_frequent(grams: &Grams, columns: &[Vec<u32>], width: usize, most: usize, binary: bool) -> Vec<bool> {
    let mut totals = vec![(0u64, 0u32); width];
    for (level, columns) in grams.levels.iter().zip(columns) {
        for (node, &column) in columns.iter().enumerate() {
            if let Some(slot) = totals.get_mut(column as usize) {
                *slot = (if binary { level.documents[node] } else { level.total[node] }, column);
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
