//! Documents of words whose character n-grams are known word by word: an n-gram occurs in a document as often as its
//! words bring it, so no character is read twice.

use crate::bow::bags::Bags;
use crate::bow::column_tally::{ColumnTally, Columns};
use crate::bow::occurrences::document_ranges;
use crate::bow::rows::{self, Weighing, columns_in};
use crate::bow::terms::Terms;
use crate::bow::window_tally::WindowTally;
use crate::bow::windows::Windows;
use crate::error::Result;
use crate::parallel;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::TokenId;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Words that a task takes, at least.
const WORDS_PER_TASK: usize = 1 << 15;

/// The columns of the terms in each distinct word.
pub(crate) fn columns_of_words(words: &Encoded, terms: &Terms) -> Result<Encoded> {
    lists(words, |word, found| columns_in(words.document(word), terms, |column| found.push(column)))
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

/// Documents of words as bags of the n-grams of `windows` in the order of terms, which are left empty unless they are to be kept.
/// In how many documents each stands and how often it occurs is added to the levels of `windows`.
pub(crate) fn ngram_bags(documents: &Encoded, windows: &mut Windows, keep: bool) -> Vec<Bags> {
    let tasks = parallel::tasks(documents.len(), WORDS_PER_TASK, |at| documents.range(at).len());
    let lists = &windows.of_words;
    // An n-gram stands in a bag once, and no more often than the windows of its words bring it.
    let most = |document: usize| {
        let lists = documents.document(document).iter().map(|word| lists.range(word.index()).len());
        (lists.sum::<usize>() * windows.depth).min(windows.names.len())
    };
    let start = || (WordTally::new(lists.len()), WindowTally::new(windows));
    let (rooms, bags) = parallel::work_for(&tasks, start, |(words, tally), _, task| {
        let mut bags = Bags::with_capacity(if keep { task.clone().map(most).sum() } else { 0 });
        for document in task.clone() {
            documents.document(document).iter().for_each(|word| words.add(word.0));
            words.end_document(|word, times| tally.add(word, times));
            tally.end_document();
            if tally.is_full() || document + 1 == task.end {
                tally.hand_over(|ngrams, counts| {
                    if keep {
                        bags.push(ngrams, counts);
                    }
                });
            }
        }
        bags
    });
    let mut of_words = vec![0; lists.len()];
    let (mut held, mut total) = (vec![0; windows.nodes()], vec![0; windows.nodes()]);
    for (words, tally) in rooms {
        words.totals.iter().zip(&mut of_words).for_each(|(total, sum)| *sum += total);
        tally.add_to(&mut held);
    }
    windows.add_words(&of_words, &mut total);
    windows.set_sums(&held, &total);
    bags.into_iter().map(|(_, bags)| bags).collect()
}

/// Counts words, one document after another.
struct WordTally {
    /// Occurrences in the document at hand.
    now: Vec<u32>,
    /// Occurrences in the documents that ended.
    totals: Vec<u64>,
    /// The words that occur in the document at hand, and room behind them.
    met: Vec<u32>,
    distinct: usize,
}

impl WordTally {
    fn new(words: usize) -> Self {
        WordTally { now: vec![0; words], totals: vec![0; words], met: vec![0; words + 1], distinct: 0 }
    }

    /// Counts a word in the document at hand.
    #[inline(always)]
    fn add(&mut self, word: u32) {
        // Whether a word is new is as good as chance: no branch asks for it.
        let now = &mut self.now[word as usize];
        self.met[self.distinct] = word;
        self.distinct += usize::from(*now == 0);
        *now += 1;
    }

    /// Ends a document: hands over each word that was met in it, in the order of the first meeting, and how often.
    #[inline(always)]
    fn end_document(&mut self, mut sink: impl FnMut(u32, u32)) {
        for &word in &self.met[..std::mem::take(&mut self.distinct)] {
            let count = std::mem::take(&mut self.now[word as usize]);
            self.totals[word as usize] += u64::from(count);
            sink(word, count);
        }
    }
}

/// The rows of documents of words, given the columns of each word.
pub(crate) fn rows<V: Value>(
    documents: &Encoded,
    lists: &Encoded,
    width: usize,
    weigh: &impl Weighing<V>,
) -> Result<SparseMatrix<V>> {
    let tasks = document_ranges(documents, WORDS_PER_TASK);
    let start = || (ColumnTally::new(), Columns::default(), Vec::new(), Vec::new());
    rows::build(
        &tasks,
        (width, 0),
        start,
        |(tally, found, words, room): &mut (ColumnTally, Columns, Vec<TokenId>, _), task, part| {
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
                part.push(columns, counts, weigh, room);
            });
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::ngram::range::NgramRange;

    /// A long word among many short ones: room is made for what stands in the document, not for as many long words.
    #[test]
    fn one_long_word_takes_the_room_of_one() {
        let (short, long) = ([0, 1], (0..20_000).map(|at| at % 7));
        let characters = short.into_iter().chain(long).map(TokenId).collect();
        let words = Encoded::from_parts(characters, vec![2, 20_002]).unwrap();
        let mut windows = Windows::of(&words, 7, NgramRange { shortest: 1, longest: 3 }).unwrap();
        let mut ids = vec![TokenId(0); 50_000];
        ids.push(TokenId(1));
        let documents = Encoded::from_parts(ids, vec![50_001]).unwrap();
        let bags = ngram_bags(&documents, &mut windows, true);
        assert_eq!(bags.len(), 1);
        assert!(bags[0].capacity() <= windows.names.len());
    }
}
