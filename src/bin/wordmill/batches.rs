//! Documents in batches: a thread reads on while the batch before is worked on.
//!
//! A batch is whatever has been read by then, up to a bound. So a quick producer is worked off in large
//! batches, a slow one (a person who types) gets its answer line by line, and at no time is more than a
//! few batches in memory.

use std::io::{self, Write};
use std::sync::mpsc;

use wordmill::parallel;
use wordmill::text::{Corpus, Record};

use crate::failure::Failure;

/// Documents that wait to be taken into a batch.
const WAITING: usize = 256;
/// A batch that holds this many documents or bytes takes no more.
const MOST_DOCUMENTS: usize = 4096;
const MOST_BYTES: usize = 1 << 20;
/// Documents that one thread renders before it asks for more.
const DOCUMENTS_PER_TASK: usize = 64;

/// Hands all documents to `work`, batch by batch, in order.
pub(crate) fn for_each_batch(
    corpus: &Corpus,
    mut work: impl FnMut(&[Record]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let records = corpus.records()?;
    let (sender, receiver) = mpsc::sync_channel(WAITING);
    let reader = std::thread::spawn(move || {
        for record in records {
            // Nobody takes records any more once the work has failed.
            if sender.send(record).is_err() {
                break;
            }
        }
    });
    while let Ok(first) = receiver.recv() {
        let mut bytes = 0;
        let mut batch = Vec::new();
        let mut next = Some(first);
        let mut failed = None;
        while let Some(record) = next {
            match record {
                Ok(record) => {
                    bytes += record.text.len();
                    batch.push(record);
                }
                Err(error) => failed = Some(error),
            }
            let full = batch.len() >= MOST_DOCUMENTS || bytes >= MOST_BYTES || failed.is_some();
            next = if full { None } else { receiver.try_recv().ok() };
        }
        if !batch.is_empty() {
            work(&batch)?;
        }
        if let Some(error) = failed {
            return Err(error.into());
        }
    }
    if let Err(panic) = reader.join() {
        std::panic::resume_unwind(panic);
    }
    Ok(())
}

/// Writes what `render` makes of each document, in order, on all threads.
pub(crate) fn render_each(
    corpus: &Corpus,
    out: &mut dyn Write,
    render: impl Fn(&Record, &mut Vec<u8>) -> io::Result<()> + Sync + Send,
) -> Result<(), Failure> {
    for_each_batch(corpus, |batch| {
        let tasks: Vec<&[Record]> = batch.chunks(DOCUMENTS_PER_TASK).collect();
        let rendered = parallel::map(&tasks, |records| {
            let mut text = Vec::new();
            records.iter().try_for_each(|record| render(record, &mut text)).map(|()| text)
        });
        for text in rendered {
            out.write_all(&text?)?;
        }
        Ok(out.flush()?)
    })
}
