//! Files of counts: a word and how often it was seen a line, as `-save-vocab` of word2vec.c and `fvocab` of gensim.

use std::io::{self, BufRead, Read, Write};
use std::path::Path;

use crate::embed::embeddings::Embeddings;
use crate::error::{Error, Result, check_limit};
use crate::text::corpus::lines::{LONGEST_LINE, decode};
use crate::text::corpus::source::{self, Source};
use crate::text::python::is_space;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// Words and how often they were seen.
pub(super) struct WordCounts {
    vocabulary: Vocabulary,
    counts: Vec<u64>,
}

impl WordCounts {
    /// Reads a file; of a word that stands in it twice, the last count is taken (as gensim does).
    pub(super) fn read(path: &Path, lossy: bool) -> Result<Self> {
        let (mut source, path) = (source::open(path)?, source::name(path));
        let (mut vocabulary, mut counts) = (Vocabulary::default(), Vec::new());
        let (mut bytes, mut number) = (Vec::new(), 0);
        while next_line(&mut source, &mut bytes).map_err(|error| Error::io(path, error))? {
            number += 1;
            check_limit("bytes of a line", LONGEST_LINE, bytes.len() as u64)?;
            let line = decode(&bytes, path, number, lossy)?;
            let mut fields = line.split(is_space).filter(|field| !field.is_empty());
            let (word, count) = (fields.next(), fields.next().and_then(|count| count.parse::<u64>().ok()));
            match (word, count, fields.next()) {
                (Some(word), Some(count), None) => {
                    let id = vocabulary.add(word)?;
                    counts.resize(vocabulary.len(), 0);
                    counts[id.index()] = count;
                }
                _ => {
                    return Err(Error::parse(path, number, "expected a word and its count", line.trim_end()));
                }
            }
        }
        Ok(WordCounts { vocabulary, counts })
    }

    /// How often a word was seen, where the file tells.
    pub(super) fn of(&self, word: &str) -> Option<u64> {
        self.vocabulary.id(word).map(|id| self.counts[id.index()])
    }
}

/// Reads a line with its break; false at the end. A byte-order mark may be a word: `corpus::lines` would drop it.
fn next_line(source: &mut Source, bytes: &mut Vec<u8>) -> io::Result<bool> {
    bytes.clear();
    Ok(source.take(LONGEST_LINE + 2).read_until(b'\n', bytes)? > 0)
}

/// Writes words in the order given.
pub(super) fn write(
    out: &mut dyn Write,
    embeddings: &Embeddings,
    counts: &[u64],
    order: &[TokenId],
) -> io::Result<()> {
    for &id in order {
        writeln!(out, "{} {}", embeddings.vocabulary().word(id), counts[id.index()])?;
    }
    Ok(())
}

/// Whether a file of counts can hold the word.
pub(super) fn holds(word: &str) -> bool {
    !word.is_empty() && !word.contains(is_space)
}
