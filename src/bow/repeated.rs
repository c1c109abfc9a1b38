//! Documents of words whose character n-grams are known word by word: an n-gram occurs in a document as often as its
//! words bring it, so no character is read twice.

use crate::bow::bags::{BagTally, Bags};
use crate::bow::column_tally::{ColumnTally, Columns};
use crate::bow::occurrences::{NONE, document_ranges};
use crate::bow::rows::{self, Weigh, columns_in};
use crate::bow::tally::Counts;
use crate::bow::terms::Terms;
use crate::error::{Result, check_limit};
use crate::parallel;
use crate::text::encoded::Encoded;
use crate::text::ngram::range::NgramRange;
use crate::text::vocabulary::TokenId;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Words that a task takes, at least.
const WORDS_PER_TASK: usize = 1 << 15;

/// The n-grams of each distinct word: numbers that count on from level to level, one for each occurrence. A word shorter
/// than all n-grams is one itself.
pub(crate) fn ngrams_of_words(words: &Encoded, levels: &[Counts], lengths: NgramRange) -> Result<Encoded> {
    let firsts: Vec<u32> = firsts(levels)?;
    lists(words, |word, found| {
        let range = words.range(word);
        let shortest = lengths.shortest.min(range.len());
        for length in shortest..=lengths.longest.min(range.len()).max(shortest) {
            let (Some(level), Some(first)) = (levels.get(length - 1), firsts.get(length - 1)) else { break };
            let numbers = level.at[range.start..=range.end - length].iter().filter(|&&number| number != NONE);
            found.extend(numbers.map(|number| first + number));
        }
    })
}

/// The columns of the terms in each distinct word.
pub(crate) fn columns_of_words(words: &Encoded, terms: &Terms) -> Result<Encoded> {
    lists(words, |word, found| columns_in(words.document(word), terms, |column| found.push(column)))
}

/// The number of the first n-gram of each level among those of all levels.
fn firsts(levels: &[Counts]) -> Result<Vec<u32>> {
    let mut next = 0u64;
    let firsts = levels.iter().map(|level| {
        let first = next;
        next += level.words.len() as u64;
        first as u32
    });
    let firsts = firsts.collect();
    check_limit("n-grams of one fit", u64::from(NONE) - 1, next)?;
    Ok(firsts)
}

/// A list of numbers for each word.
fn lists(words: &Encoded, fill: impl Fn(usize, &mut Vec<u32>) + Sync + Send) -> Result<Encoded> {
    let parts = parallel::map(&document_ranges(words, WORDS_PER_TASK), |task| {
        let (mut found, mut lengths, mut before) = (Vec::new(), Vec::with_capacity(task.len()), 0);
        for word in task.clone() {
            fill(word, &mut found);
            lengths.push(found.len() - before);
            before = found.len();
        }
        (found, lengths)
    });
    let (mut numbers, mut ends) = (Vec::new(), Vec::with_capacity(words.len()));
    for (found, lengths) in parts {
        let start = numbers.len();
        numbers.extend(found.into_iter().map(TokenId));
        ends.extend(lengths.iter().scan(start, |end, length| {
            *end += length;
            Some(*end)
        }));
    }
    Encoded::from_parts(numbers, ends)
}

/// Lists whose n-grams are numbered anew in the order in which they come, and the numbers that they had.
pub(crate) fn in_order_met(lists: &Encoded, ngrams: usize) -> Result<(Encoded, Vec<u32>)> {
    let (mut fresh, mut names) = (vec![NONE; ngrams], Vec::new());
    let number = |old: &TokenId| {
        let fresh = &mut fresh[old.index()];
        if *fresh == NONE {
            *fresh = names.len() as u32;
            names.push(old.0);
        }
        TokenId(*fresh)
    };
    let numbers = lists.ids().iter().map(number).collect();
    Ok((Encoded::from_parts(numbers, lists.ends().to_vec())?, names))
}

/// Documents of words as bags of the n-grams of `lists`, which are left empty unless they are to be kept; and the sums.
pub(crate) fn ngram_bags(
    documents: &Encoded,
    lists: &Encoded,
    ngrams: usize,
    keep: bool,
) -> (Vec<Bags>, Vec<BagTally>) {
    let tasks = parallel::tasks(documents.len(), WORDS_PER_TASK, |at| documents.range(at).len());
    let per_word = lists.ids().len() / lists.len().max(1) + 1;
    let start = || {
        let (mut words, mut tally) = (BagTally::default(), BagTally::default());
        words.reach(lists.len());
        tally.reach(ngrams);
        (words, tally, Vec::new())
    };
    let workers = parallel::work(&tasks, start, |(words, tally, parts), index, task| {
        let entries: usize = task.clone().map(|document| documents.range(document).len() * per_word).sum();
        let mut bags = Bags::with_capacity(if keep { entries } else { 0 });
        for document in task.clone() {
            documents.document(document).iter().for_each(|word| words.add(word.0, 1));
            words.end_document(|word, times| {
                lists.document(word as usize).iter().for_each(|ngram| tally.add(ngram.0, times));
            });
            if keep {
                tally.end_bag(&mut bags);
            } else {
                tally.end_document(|_, _| ());
            }
        }
        parts.push((index, bags));
    });
    let (mut all, mut tallies) = (Vec::new(), Vec::new());
    for (_, tally, parts) in workers {
        all.extend(parts);
        tallies.push(tally);
    }
    all.sort_unstable_by_key(|&(index, _)| index);
    (all.into_iter().map(|(_, bags)| bags).collect(), tallies)
}

/// The rows of documents of words, given the columns of each word.
pub(crate) fn rows<V: Value>(
    documents: &Encoded,
    lists: &Encoded,
    width: usize,
    weigh: Weigh<'_, V>,
) -> Result<SparseMatrix<V>> {
    let tasks = document_ranges(documents, WORDS_PER_TASK);
    let start = || (ColumnTally::new(), Columns::default(), Vec::new());
    rows::build(
        &tasks,
        (width, 0),
        start,
        |(tally, found, words): &mut (ColumnTally, Columns, Vec<TokenId>), task, part| {
            let count = |document: usize, tally: &mut ColumnTally| {
                words.clear();
                words.extend_from_slice(documents.document(document));
                words.sort_unstable();
                for run in words.chunk_by(|a, b| a == b) {
                    let columns = lists.document(run[0].index());
                    columns.iter().for_each(|column| tally.add_many(column.0, run.len() as u32));
                }
            };
            tally.rows(task.clone(), count, |entries| {
                let (columns, counts) = found.of(entries);
                part.push(columns, counts, weigh);
            });
        },
    )
}
