//! [`write_ids_file`]: a corpus of words into a file of ids.

use std::io::{self, Write};
use std::path::Path;

use crate::embed::corpus_files::fingerprint::Fingerprint;
use crate::embed::ids_file::layout::Header;
use crate::embed::sentences::Sentences;
use crate::error::{Error, Result, check_limit};
use crate::persist::write_atomically;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// Writes a corpus: the file is there as a whole or not at all.
///
/// # Errors
/// [`Error::Io`] where the file cannot be written, [`Error::Limit`] for a sentence of 2³² words, and what reading the
/// sentences meets.
pub(crate) fn write_ids_file(
    path: &Path,
    vocabulary: &Vocabulary,
    counts: &[u64],
    sentences: &dyn Sentences,
    fingerprint: Fingerprint,
) -> Result<()> {
    let header = Header {
        sentences: sentences.count() as u64,
        ids: sentences.start(sentences.count()),
        words: vocabulary.len() as u64,
        word_bytes: vocabulary.iter().map(|word| word.len() as u64).sum(),
        fingerprint,
    };
    // What reading meets is kept apart: the writer knows errors of the system only.
    let mut failure = None;
    let written = write_atomically(path, |out| {
        let mut out = Summed { out, hasher: crc32fast::Hasher::new(), buffer: Vec::with_capacity(1 << 16) };
        out.put(&header.encode())?;
        counts.iter().try_for_each(|count| out.put(&count.to_le_bytes()))?;
        vocabulary.iter().try_for_each(|word| out.put(&(word.len() as u32).to_le_bytes()))?;
        vocabulary.iter().try_for_each(|word| out.put(word.as_bytes()))?;
        let body = out.sentences(sentences);
        if let Err(error) = body {
            failure = Some(error);
            return Err(io::Error::other("the sentences could not be read"));
        }
        out.finish()
    });
    match failure {
        // An error of the system while writing names the file that is written.
        Some(Error::Io { path: at, source }) if at.as_os_str().is_empty() => Err(Error::io(path, source)),
        Some(error) => Err(error),
        None => written,
    }
}

/// Writes through a buffer and sums up.
struct Summed<'w> {
    out: &'w mut dyn Write,
    hasher: crc32fast::Hasher,
    buffer: Vec<u8>,
}

impl Summed<'_> {
    #[inline]
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= 1 << 16 { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.hasher.update(&self.buffer);
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// Lengths, then ids. An error of writing has no path yet.
    fn sentences(&mut self, sentences: &dyn Sentences) -> Result<()> {
        let pathless = |source| Error::io("", source);
        let mut start = 0;
        for sentence in 0..sentences.count() {
            let end = sentences.start(sentence + 1);
            check_limit("words of a sentence", u64::from(u32::MAX), end - start)?;
            self.put(&((end - start) as u32).to_le_bytes()).map_err(pathless)?;
            start = end;
        }
        let mut failure = None;
        sentences.read(0..sentences.count(), &mut |ids| {
            if failure.is_none() {
                failure = self.ids(ids).err();
            }
        })?;
        failure.map_or(Ok(()), |error| Err(pathless(error)))
    }

    fn ids(&mut self, ids: &[TokenId]) -> io::Result<()> {
        for part in ids.chunks(1 << 14) {
            self.buffer.extend(part.iter().flat_map(|id| id.0.to_le_bytes()));
            if self.buffer.len() >= 1 << 16 {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.out.write_all(&self.hasher.finalize().to_le_bytes())
    }
}
