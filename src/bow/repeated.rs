//! Documents of words whose character n-grams are known word by word: an n-gram occurs in a document as often as its
//! words bring it, so no character is read twice.

use crate::bow::column_tally::{ColumnSet, ColumnTally};
use crate::bow::occurrences::{NONE, document_ranges};
use crate::bow::rows::{Part, Weigh, columns_in};
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

/// Counts the documents of words that hold each n-gram of `lists`, and how often it occurs, into `levels`.
pub(crate) fn count_repeats(documents: &Encoded, lists: &Encoded, levels: &mut [Counts]) {
    let width: usize = levels.iter().map(|level| level.words.len()).sum();
    let mut frequencies = vec![0u64; lists.len()];
    documents.ids().iter().for_each(|word| frequencies[word.index()] += 1);
    let mut total = vec![0u64; width];
    for (list, frequency) in lists.iter().zip(frequencies) {
        list.iter().for_each(|number| total[number.index()] += frequency);
    }
    let tasks = document_ranges(documents, WORDS_PER_TASK);
    let start = || (vec![0u32; width], ColumnSet::new(width), vec![NONE; lists.len()]);
    let partial = parallel::work(&tasks, start, |(held, met, last), _, task| {
        for document in task.clone() {
            for word in documents.document(document) {
                // A word that the document has said before brings nothing new.
                if std::mem::replace(&mut last[word.index()], document as u32) != document as u32 {
                    lists.document(word.index()).iter().for_each(|number| met.insert(number.0));
                }
            }
            met.drain(|number| held[number as usize] += 1);
        }
    });
    let mut start = 0;
    for level in levels {
        let end = start + level.words.len();
        level.total.copy_from_slice(&total[start..end]);
        level.documents.fill(0);
        for (held, ..) in &partial {
            level
                .documents
                .iter_mut()
                .zip(&held[start..end])
                .for_each(|(sum, &part)| *sum += u64::from(part));
        }
        start = end;
    }
}

/// The same lists with columns in place of numbers; what has no column goes.
pub(crate) fn columns_of_lists(lists: &Encoded, columns: &[Vec<u32>]) -> Result<Encoded> {
    let columns: Vec<u32> = columns.concat();
    let (mut kept, mut ends) = (Vec::with_capacity(lists.ids().len()), Vec::with_capacity(lists.len()));
    for list in lists.iter() {
        let found = list.iter().map(|number| columns[number.index()]).filter(|&column| column != NONE);
        kept.extend(found.map(TokenId));
        ends.push(kept.len());
    }
    Encoded::from_parts(kept, ends)
}

/// The rows of documents of words, given the columns of each word.
pub(crate) fn rows<V: Value>(
    documents: &Encoded,
    lists: &Encoded,
    width: usize,
    weigh: Weigh<'_, V>,
) -> Result<SparseMatrix<V>> {
    let tasks = document_ranges(documents, WORDS_PER_TASK);
    let parts = parallel::map_with(
        &tasks,
        || (ColumnTally::new(width, documents.ids().len()), Vec::new()),
        |(tally, words): &mut (_, Vec<TokenId>), task| {
            let mut part = Part::empty();
            for document in task.clone() {
                words.clear();
                words.extend_from_slice(documents.document(document));
                words.sort_unstable();
                for run in words.chunk_by(|a, b| a == b) {
                    let columns = lists.document(run[0].index());
                    columns.iter().for_each(|column| tally.add_many(column.0, run.len() as u32));
                }
                let (columns, counts) = tally.take();
                part.push(columns, counts, weigh);
            }
            part
        },
    );
    Part::join(parts, width)
}
