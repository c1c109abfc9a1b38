//! Documents of words whose character n-grams are known word by word: an n-gram occurs in a document as often as its
//! words bring it, so no character is read twice.

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
    lists(words, |word, found| columns_in(words.document(word), terms, found))
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
    // Each task clears lists as long as the n-grams: it must have more to count than to clear.
    let tasks = document_ranges(documents, WORDS_PER_TASK.max(width));
    let partial = parallel::map(&tasks, |task| {
        let (mut held, mut last) = (vec![0u32; width], vec![NONE; width]);
        let mut last_of_word = vec![NONE; lists.len()];
        for document in task.clone() {
            for word in documents.document(document) {
                if std::mem::replace(&mut last_of_word[word.index()], document as u32) == document as u32 {
                    continue;
                }
                for number in lists.document(word.index()) {
                    let before = std::mem::replace(&mut last[number.index()], document as u32);
                    held[number.index()] += u32::from(before != document as u32);
                }
            }
        }
        held
    });
    let mut start = 0;
    for level in levels {
        let end = start + level.words.len();
        level.total.copy_from_slice(&total[start..end]);
        level.documents.fill(0);
        for held in &partial {
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
    let tasks = document_ranges(documents, WORDS_PER_TASK.max(width / 4));
    let parts = parallel::map(&tasks, |task| {
        let (mut part, mut counts) = (Part::empty(), vec![0u32; width]);
        let (mut words, mut found, mut of_found) = (Vec::new(), Vec::new(), Vec::new());
        for document in task.clone() {
            words.clear();
            words.extend_from_slice(documents.document(document));
            words.sort_unstable();
            found.clear();
            for run in words.chunk_by(|a, b| a == b) {
                for column in lists.document(run[0].index()) {
                    let count = &mut counts[column.index()];
                    if *count == 0 {
                        found.push(column.0);
                    }
                    *count += run.len() as u32;
                }
            }
            found.sort_unstable();
            of_found.clear();
            of_found.extend(found.iter().map(|&column| std::mem::take(&mut counts[column as usize])));
            part.push(&found, &of_found, weigh);
        }
        part
    });
    Part::join(parts, width)
}
