//! Rows of counts out of documents: the last step of every bag of words.

use crate::bow::column_tally::{ColumnTally, Columns};
use crate::bow::locate::locate;
use crate::bow::occurrences::{NONE, document_ranges};
use crate::bow::terms::Terms;
use crate::error::{Result, check_limit};
use crate::pages;
use crate::parallel;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::TokenId;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Positions whose documents one task turns into rows.
const POSITIONS_PER_TASK: usize = 1 << 15;

/// How counts become the values of a row.
pub(crate) trait Weighing<V>: Sync {
    /// What a term weighs before its row is known.
    type Weight: Copy + Default + Send;

    /// The weight of a term that occurs so often.
    fn weight(&self, column: u32, count: u32) -> Self::Weight;

    /// The values of a row of such weights.
    fn values(&self, weights: &[Self::Weight], values: &mut [V]);
}

/// The rows of documents whose n-grams are numbered: a word by its id, a longer n-gram by `longer[level][position]`, a number
/// or [`NONE`]; and `columns[level][number]` is the column or [`NONE`], words being the first level.
pub(crate) fn of_numbered<V: Value>(
    encoded: &Encoded,
    longer: &[&[u32]],
    columns: &[Vec<u32>],
    width: usize,
    weigh: &impl Weighing<V>,
) -> Result<SparseMatrix<V>> {
    let Some((of_words, of_longer)) = columns.split_first() else {
        return assemble(encoded, (width, 0), weigh, |_, _| ());
    };
    let occurrences = encoded.ids().len() * columns.len();
    assemble(encoded, (width, occurrences), weigh, |document, tally| {
        let mut add = |columns: &[u32], number: u32| {
            if number != NONE && columns[number as usize] != NONE {
                tally.add(columns[number as usize]);
            }
        };
        encoded.document(document).iter().for_each(|word| add(of_words, word.0));
        for (at, columns) in longer.iter().zip(of_longer) {
            at[encoded.range(document)].iter().for_each(|&number| add(columns, number));
        }
    })
}

/// Whether so many words are worth a pass over all terms, which sorting the documents' n-grams brings with it.
pub(crate) fn are_many(words: usize, terms: &Terms) -> bool {
    words > terms.len() / 2
}

/// The rows of documents whose terms stand already.
pub(crate) fn of_known<V: Value>(
    encoded: &Encoded,
    terms: &Terms,
    weigh: &impl Weighing<V>,
) -> Result<SparseMatrix<V>> {
    if terms.longest() > 1 && are_many(encoded.ids().len(), terms) {
        let (at, columns) = locate(encoded, terms);
        let longer: Vec<&[u32]> = at.iter().skip(1).map(Vec::as_slice).collect();
        return of_numbered(encoded, &longer, &columns, terms.len(), weigh);
    }
    of_few(encoded, terms, weigh)
}

/// The same, each n-gram sought by itself.
pub(crate) fn of_few<V: Value>(
    encoded: &Encoded,
    terms: &Terms,
    weigh: &impl Weighing<V>,
) -> Result<SparseMatrix<V>> {
    assemble(encoded, (terms.len(), encoded.ids().len()), weigh, |document, tally| {
        columns_in(encoded.document(document), terms, |column| tally.add(column));
    })
}

/// Hands over the columns of the terms that occur among `words`.
pub(crate) fn columns_in(words: &[TokenId], terms: &Terms, mut sink: impl FnMut(u32)) {
    for first in 0..words.len() {
        if words[first] == TokenId::UNKNOWN {
            continue;
        }
        let mut node = terms.first(words[first]);
        terms.column_of(node).into_iter().for_each(&mut sink);
        for &word in words[first + 1..].iter().take(terms.longest() - 1) {
            let Some(next) = terms.child(node, word) else { break };
            node = next;
            terms.column_of(node).into_iter().for_each(&mut sink);
        }
    }
}

/// Some rows: entries in each, columns and values of all.
pub(crate) struct Part<V> {
    lengths: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<V>,
    most: u32,
}

impl<V: Value> Part<V> {
    pub(crate) fn empty() -> Self {
        Part::with_capacity(0)
    }

    fn with_capacity(entries: usize) -> Self {
        let (columns, values) = (pages::with_capacity(entries), pages::with_capacity(entries));
        Part { lengths: Vec::new(), columns, values, most: 0 }
    }

    /// Rows and entries.
    fn size(&self) -> (usize, usize) {
        (self.lengths.len(), self.columns.len())
    }

    /// Adds a row of ascending columns and how often each occurred; `room` is there to work in.
    pub(crate) fn push<W: Weighing<V>>(
        &mut self,
        columns: &[u32],
        counts: &[u32],
        weigh: &W,
        room: &mut Vec<W::Weight>,
    ) {
        self.columns.extend_from_slice(columns);
        self.most = counts.iter().fold(self.most, |most, &count| most.max(count));
        room.clear();
        room.extend(columns.iter().zip(counts).map(|(&column, &count)| weigh.weight(column, count)));
        let start = self.values.len();
        self.values.resize(start + counts.len(), V::default());
        weigh.values(room, &mut self.values[start..]);
        self.lengths.push(counts.len());
    }

    /// Adds a row of `(column, value)` pairs with ascending columns; behind no value stands a count above `most`.
    pub(crate) fn push_entries(&mut self, entries: impl Iterator<Item = (u32, V)>, most: u32) {
        let (start, least) = (self.columns.len(), entries.size_hint().0);
        self.columns.reserve(least);
        self.values.reserve(least);
        for (column, value) in entries {
            self.columns.push(column);
            self.values.push(value);
        }
        self.most = self.most.max(most);
        self.lengths.push(self.columns.len() - start);
    }

    /// The same of a row whose columns stand in a list.
    pub(crate) fn push_values(&mut self, columns: &[u32], values: impl Iterator<Item = V>, most: u32) {
        self.columns.extend_from_slice(columns);
        self.values.extend(values);
        self.most = self.most.max(most);
        self.lengths.push(columns.len());
    }

    /// All parts as one matrix.
    pub(crate) fn join(parts: Vec<Part<V>>, width: usize) -> Result<SparseMatrix<V>> {
        let most = parts.iter().map(|part| part.most).max().unwrap_or(0);
        check_limit("a term's count in one document", V::EXACT_INTEGERS, u64::from(most))?;
        let mut end = 0;
        let lengths = parts.iter().flat_map(|part| &part.lengths);
        let offsets = std::iter::once(0)
            .chain(lengths.map(|length| {
                end += length;
                end
            }))
            .collect();
        let (columns, values) = parts.into_iter().map(|part| (part.columns, part.values)).unzip();
        let (mut columns, mut values) = (parallel::concat(columns), parallel::concat(values));
        columns.shrink_to_fit();
        values.shrink_to_fit();
        SparseMatrix::from_parts(width, offsets, columns, values)
    }
}

/// The rows that `step` adds to a part for each task, in the order of the tasks, of about so many entries. Each thread has a
/// part of its own, so that a single one writes the matrix itself, and a state that `step` works with.
pub(crate) fn build<T: Sync, S: Send, V: Value>(
    tasks: &[T],
    (width, entries): (usize, usize),
    start: impl Fn() -> S + Sync + Send,
    step: impl Fn(&mut S, &T, &mut Part<V>) + Sync + Send,
) -> Result<SparseMatrix<V>> {
    let share = entries / parallel::workers(tasks.len()).max(1);
    let start = || (start(), Part::with_capacity(share), Vec::new());
    let workers = parallel::work(tasks, start, |(state, part, pieces), index, task| {
        let before = part.size();
        step(state, task, part);
        pieces.push((index, before, part.size()));
    });
    let (mut parts, mut order) = (Vec::new(), Vec::new());
    for (number, (_, part, pieces)) in workers.into_iter().enumerate() {
        parts.push(part);
        order.extend(pieces.into_iter().map(|(index, from, to)| (index, number, from, to)));
    }
    if parts.len() == 1 {
        return Part::join(parts, width);
    }
    order.sort_unstable_by_key(|&(index, ..)| index);
    let pieces = || order.iter().map(|&(_, number, from, to)| (&parts[number], from, to));
    let lengths: Vec<_> = pieces().map(|(part, from, to)| &part.lengths[from.0..to.0]).collect();
    let columns: Vec<_> = pieces().map(|(part, from, to)| &part.columns[from.1..to.1]).collect();
    let values: Vec<_> = pieces().map(|(part, from, to)| &part.values[from.1..to.1]).collect();
    let whole = Part {
        lengths: lengths.concat(),
        columns: parallel::concat_slices(&columns),
        values: parallel::concat_slices(&values),
        most: parts.iter().map(|part| part.most).max().unwrap_or(0),
    };
    Part::join(vec![whole], width)
}

/// Builds all rows; `count` counts the columns of a document's occurrences, of which there are so many in all documents, or
/// fewer.
fn assemble<V: Value>(
    encoded: &Encoded,
    (width, occurrences): (usize, usize),
    weigh: &impl Weighing<V>,
    count: impl Fn(usize, &mut ColumnTally) + Sync + Send,
) -> Result<SparseMatrix<V>> {
    let tasks = document_ranges(encoded, POSITIONS_PER_TASK);
    let start = || (ColumnTally::new(), Columns::default(), Vec::new());
    build(&tasks, (width, occurrences), start, |(tally, found, room), task, part| {
        tally.rows(task.clone(), &count, |entries| {
            let (columns, counts) = found.of(entries);
            part.push(columns, counts, weigh, room);
        });
    })
}
