//! [`word_bags`]: documents are read into bags of words, so that no word is kept at its place.

use crate::bow::bags::{AllBags, BagTally, Bags};
use crate::bow::tally::Counts;
use crate::error::Result;
use crate::parallel;
use crate::text::analyzer::Analyzer;
use crate::text::documents::Documents;
use crate::text::encode::sorted_union;
use crate::text::reader::{Cut, Reader};
use crate::text::vocabulary::Vocabulary;

/// Bytes of text that one task reads.
const BYTES_PER_TASK: usize = 1 << 20;
/// Bytes of text that bring a word which is new to its document, or fewer.
const BYTES_PER_ENTRY: usize = 7;

/// What one thread reads.
struct Worker<'a> {
    reader: Reader<'a>,
    tally: BagTally,
    /// The words of the document at hand.
    words: Vec<u32>,
    parts: Vec<(usize, Result<Bags>)>,
}

/// The words of `documents`, sorted, how often they occur, and the documents as bags of them, which are left empty unless they
/// are to be kept.
pub(crate) fn word_bags<D: Documents + ?Sized>(
    analyzer: &Analyzer,
    documents: &D,
    keep: bool,
) -> Result<(Vocabulary, Counts, AllBags)> {
    let tasks = parallel::tasks(documents.count(), BYTES_PER_TASK, |at| documents.size(at) + 16);
    let start = || Worker {
        reader: Reader::new(analyzer, Cut::Units),
        tally: BagTally::default(),
        words: Vec::new(),
        parts: Vec::new(),
    };
    let workers = parallel::work(&tasks, start, |worker, index, task| {
        let bags = worker.read(documents, task.clone(), keep);
        worker.parts.push((index, bags));
    });

    let (mut vocabularies, mut tallies, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for (number, worker) in workers.into_iter().enumerate() {
        vocabularies.push(worker.reader.into_words());
        tallies.push(worker.tally);
        for (index, bags) in worker.parts {
            parts.push((index, (number, bags?)));
        }
    }
    parts.sort_unstable_by_key(|&(index, _)| index);
    let (words, ranks) = sorted_union(vocabularies)?;
    let mut counts = Counts {
        words: (0..words.len() as u32).collect(),
        documents: vec![0; words.len()],
        total: vec![0; words.len()],
        ..Counts::default()
    };
    let names: Vec<Vec<u32>> =
        ranks.into_iter().map(|ranks| ranks.into_iter().map(|rank| rank.0).collect()).collect();
    for (tally, names) in tallies.iter().zip(&names) {
        tally.add_to(names, &mut counts.documents, &mut counts.total);
    }
    let parts = parts.into_iter().map(|(_, part)| part).collect();
    Ok((words, counts, AllBags { parts, names, in_order: false }))
}

impl Worker<'_> {
    fn read<D: Documents + ?Sized>(
        &mut self,
        documents: &D,
        task: std::ops::Range<usize>,
        keep: bool,
    ) -> Result<Bags> {
        let bytes: usize = task.clone().map(|document| documents.size(document)).sum();
        let mut bags = Bags::with_capacity(if keep { bytes / BYTES_PER_ENTRY } else { 0 });
        for document in task {
            self.words.clear();
            self.reader.read_one(documents, document, &mut self.words)?;
            self.tally.reach(self.reader.known());
            self.words.iter().for_each(|&word| self.tally.add(word, 1));
            if keep {
                self.tally.end_bag(&mut bags);
            } else {
                self.tally.end_document(|_, _| ());
            }
        }
        Ok(bags)
    }
}
