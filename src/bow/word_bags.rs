//! [`word_bags`]: documents as bags of words.
//!
//! Whoever numbers words in the order in which they are first met gives small numbers to the frequent ones: what is known of
//! those lies close together while documents are read. Once all words are known, every document is gone through again by
//! the ranks of its words, which come out in order and take the place of the numbers.

use crate::bow::ascending::AscendingTally;
use crate::bow::bags::{AllBags, Bags};
use crate::bow::sums::Sums;
use crate::bow::tally::Counts;
use crate::error::Result;
use crate::parallel;
use crate::text::analyzer::Analyzer;
use crate::text::documents::Documents;
use crate::text::encode::{Chunks, Named};
use crate::text::vocabulary::Vocabulary;

/// Bytes of text that one task takes.
const BYTES_PER_TASK: usize = 1 << 20;

/// The words of `documents`, sorted, how often they occur, and the documents as bags of them, which are left empty unless they
/// are to be kept.
pub(crate) fn word_bags<D: Documents + ?Sized>(
    analyzer: &Analyzer,
    documents: &D,
    keep: bool,
) -> Result<(Vocabulary, Counts, AllBags)> {
    let tasks = parallel::tasks(documents.count(), BYTES_PER_TASK, |at| documents.size(at) + 16);
    let (words, Named { names, chunks }) = Chunks::of_ranges(analyzer, documents, &tasks)?.named()?;
    let start = || (AscendingTally::new(words.len()), Sums::new(words.len()));
    let (rooms, bags) = parallel::work_on(chunks, start, |(tally, sums), _, (reader, chunk)| {
        Bags::of_chunk(chunk, &names[reader], tally, sums, keep)
    });
    let (held, total) = Sums::of_all(words.len(), rooms.into_iter().map(|(_, sums)| sums));
    let counts =
        Counts { words: (0..words.len() as u32).collect(), documents: held, total, ..Counts::default() };
    let names = (0..words.len() as u32).collect();
    Ok((words, counts, AllBags { parts: bags.into_iter().map(|(_, bags)| bags).collect(), names }))
}
