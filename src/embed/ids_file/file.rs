//! [`IdsFile`]: sentences as ids in a file, read by position, by any number of threads at once.
//!
//! Opening reads the file once, in pieces, and checks its length, its checksum, and that every id names a word.
//! After that only words, counts and about a byte a sentence stay in memory. Files are read, never mapped: a file that
//! somebody changes under way gives an error at worst.

use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::embed::corpus_files::fingerprint::Fingerprint;
use crate::embed::ids_file::layout::{HEADER, Header};
use crate::embed::ids_file::lengths::SentenceLengths;
use crate::embed::sentences::Sentences;
use crate::error::{Error, Result};
use crate::text::vocabulary::{TokenId, Vocabulary};

/// Bytes that are read at once.
const PIECE: usize = 1 << 18;

/// Sentences as ids in a file.
#[derive(Debug)]
pub(crate) struct IdsFile {
    path: PathBuf,
    file: File,
    /// The byte at which the ids begin.
    ids_at: u64,
    lengths: SentenceLengths,
    /// Every id is below.
    words: u32,
}

/// All that a file of ids holds.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) counts: Vec<u64>,
    pub(crate) sentences: IdsFile,
}

impl IdsFile {
    /// Bare ids of `words` words, without header, as they are kept while text is read.
    pub(crate) fn bare(path: PathBuf, file: File, lengths: SentenceLengths, words: usize) -> Self {
        IdsFile { path, file, ids_at: 0, lengths, words: words.min(u32::MAX as usize) as u32 }
    }

    /// Opens a file of ids and checks all of it.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be read, [`Error::Corrupt`] where it is none, damaged, cut off or of another version.
    pub(crate) fn open(path: &Path) -> Result<Opened> {
        let file = File::open(path).map_err(|source| Error::io(path, source))?;
        let bytes = file.metadata().map_err(|source| Error::io(path, source))?.len();
        let opened = read_all(&file, bytes).map_err(|refused| match refused {
            Refused::Io(source) => Error::io(path, source),
            Refused::Corrupt(reason) => Error::corrupt(path.display().to_string(), reason),
            Refused::Other(error) => error,
        })?;
        let (header, ids_at, vocabulary, counts, lengths) = opened;
        let words = header.words as u32;
        let sentences = IdsFile { path: path.to_owned(), file, ids_at, lengths, words };
        Ok(Opened { vocabulary, counts, sentences })
    }

    /// What the text of a file of ids looked like; nothing where there is no file, an empty one, or
    /// one of another version.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be read, [`Error::Corrupt`] for a file of another kind.
    pub(crate) fn fingerprint(path: &Path) -> Result<Option<Fingerprint>> {
        let (mut bytes, mut file) = (
            [0; HEADER],
            match File::open(path) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
                opened => opened.map_err(|source| Error::io(path, source))?,
            },
        );
        let read = file.read_exact(&mut bytes);
        if file.metadata().is_ok_and(|metadata| metadata.len() == 0) {
            return Ok(None);
        }
        if !Header::is_marked(&bytes) {
            let reason = "it is no file of ids, and nothing that may be written over";
            return Err(Error::corrupt(path.display().to_string(), reason));
        }
        Ok(read.ok().and_then(|()| Header::decode(&bytes).ok()).map(|header| header.fingerprint))
    }

    /// Reads the ids from place `first` on.
    fn read_ids(&self, first: u64, bytes: &mut [u8], ids: &mut Vec<TokenId>) -> Result<()> {
        read_at(&self.file, self.ids_at + 4 * first, bytes)
            .map_err(|source| Error::io(&self.path, source))?;
        ids.clear();
        ids.extend(bytes.as_chunks::<4>().0.iter().map(|&four| TokenId(u32::from_le_bytes(four))));
        let highest = ids.iter().fold(0, |highest, id| highest.max(id.0));
        if highest < self.words || ids.is_empty() {
            return Ok(());
        }
        let reason = format!("id {highest} names none of its {} words", self.words);
        Err(Error::corrupt(self.path.display().to_string(), reason))
    }
}

impl Sentences for IdsFile {
    fn count(&self) -> usize {
        self.lengths.count()
    }

    fn start(&self, sentence: usize) -> u64 {
        self.lengths.start(sentence)
    }

    fn read(&self, sentences: Range<usize>, sink: &mut dyn FnMut(&[TokenId])) -> Result<()> {
        let mut first = self.start(sentences.start);
        let mut lengths = self.lengths.of(sentences).map(|length| length as usize).peekable();
        let (mut bytes, mut ids, mut piece) = (Vec::new(), Vec::new(), Vec::new());
        while lengths.peek().is_some() {
            // Whole sentences, and at least one.
            let mut held = 0;
            piece.clear();
            while let Some(length) = lengths.next_if(|length| held == 0 || held + length <= PIECE / 4) {
                piece.push(length);
                held += length;
            }
            bytes.resize(4 * held, 0);
            self.read_ids(first, &mut bytes, &mut ids)?;
            first += held as u64;
            let mut rest = ids.as_slice();
            for &length in &piece {
                let (sentence, later) = rest.split_at(length);
                sink(sentence);
                rest = later;
            }
        }
        Ok(())
    }
}

/// Fills `bytes` from a place of the file; no thread moves another one's place.
#[cfg(unix)]
fn read_at(file: &File, at: u64, bytes: &mut [u8]) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

/// Fills `bytes` from a place of the file; no thread relies on the file's own place.
#[cfg(windows)]
fn read_at(file: &File, mut at: u64, mut bytes: &mut [u8]) -> std::io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        at += read as u64;
    }
    Ok(())
}

/// Why a file was refused.
enum Refused {
    Io(std::io::Error),
    Corrupt(String),
    Other(Error),
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        // The length was checked: whoever cuts the file off now does so while it is read.
        Refused::Io(error)
    }
}

fn refuse<T>(reason: impl Into<String>) -> std::result::Result<T, Refused> {
    Err(Refused::Corrupt(reason.into()))
}

/// Header, place of the ids, words, counts and lengths.
type Parts = (Header, u64, Vocabulary, Vec<u64>, SentenceLengths);

/// Reads and checks a file of so many bytes. Nothing is reserved before the header's counts were found to fill it.
fn read_all(file: &File, bytes: u64) -> std::result::Result<Parts, Refused> {
    let mut reader =
        Summed { reader: BufReader::with_capacity(PIECE, file), hasher: crc32fast::Hasher::new() };
    let mut header = [0; HEADER];
    if bytes < HEADER as u64 + 4 {
        return refuse("the file is cut off, or no file of ids");
    }
    reader.fill(&mut header)?;
    let header = Header::decode(&header).map_err(Refused::Corrupt)?;
    let (Some(ids_at), true) = (header.ids_at(), header.file_bytes() == Some(bytes)) else {
        let Header { sentences, ids, words, word_bytes, .. } = header;
        return refuse(format!(
            "the file is cut off or padded: {sentences} sentences of {ids} ids with {words} words of {word_bytes} \
             bytes do not fill its {bytes} bytes"
        ));
    };
    let counts = reader.numbers(header.words, u64::from_le_bytes)?;
    let word_lengths = reader.numbers(header.words, u32::from_le_bytes)?;
    let mut text = vec![0; header.word_bytes as usize];
    reader.fill(&mut text)?;
    let mut lengths = SentenceLengths::default();
    reader.each(header.sentences, |length| lengths.push(u64::from(u32::from_le_bytes(length))))?;
    let mut highest = 0;
    reader.each(header.ids, |id| highest = highest.max(u32::from_le_bytes(id)))?;
    let (expected, mut found) = (reader.hasher.finalize(), [0; 4]);
    reader.reader.read_exact(&mut found)?;
    if expected != u32::from_le_bytes(found) {
        return refuse("the checksum does not match: the file is damaged");
    }
    // From here on only files that were made to deceive fail.
    if header.ids > 0 && u64::from(highest) >= header.words {
        return refuse(format!("id {highest} names none of its {} words", header.words));
    }
    if lengths.total() != header.ids {
        return refuse(format!("its sentences have {} ids, not {}", lengths.total(), header.ids));
    }
    let vocabulary = words_of(&text, &word_lengths)?;
    check_counts(&counts, header.ids)?;
    Ok((header, ids_at, vocabulary, counts, lengths))
}

/// Words that lie end to end.
fn words_of(text: &[u8], lengths: &[u32]) -> std::result::Result<Vocabulary, Refused> {
    let Ok(mut rest) = std::str::from_utf8(text) else { return refuse("its words are not UTF-8") };
    let mut vocabulary = Vocabulary::default();
    for (number, &length) in lengths.iter().enumerate() {
        let Some((word, later)) = rest.split_at_checked(length as usize) else {
            return refuse(format!("the length of word {number} is wrong"));
        };
        if vocabulary.add(word).map_err(Refused::Other)?.index() != number {
            return refuse(format!("the word {word:?} stands in it twice"));
        }
        rest = later;
    }
    if rest.is_empty() { Ok(vocabulary) } else { refuse("its words have bytes left over") }
}

/// Counts descend and add up to the ids.
fn check_counts(counts: &[u64], ids: u64) -> std::result::Result<(), Refused> {
    if !counts.is_sorted_by(|a, b| a >= b) {
        return refuse("its words are not sorted by their counts");
    }
    let sum = counts.iter().fold(0u128, |sum, &count| sum + u128::from(count));
    if sum == u128::from(ids) { Ok(()) } else { refuse(format!("its counts add up to {sum}, not {ids}")) }
}

/// Reads through a buffer and sums up.
struct Summed<'f> {
    reader: BufReader<&'f File>,
    hasher: crc32fast::Hasher,
}

impl Summed<'_> {
    fn fill(&mut self, bytes: &mut [u8]) -> std::io::Result<()> {
        self.reader.read_exact(bytes)?;
        self.hasher.update(bytes);
        Ok(())
    }

    /// Hands over so many numbers of `N` bytes.
    fn each<const N: usize>(&mut self, count: u64, mut sink: impl FnMut([u8; N])) -> std::io::Result<()> {
        let mut left = count;
        let mut bytes = vec![0; N * left.min((PIECE / N) as u64) as usize];
        while left > 0 {
            let part = left.min((PIECE / N) as u64);
            let bytes = &mut bytes[..N * part as usize];
            self.fill(bytes)?;
            bytes.as_chunks::<N>().0.iter().for_each(|&number| sink(number));
            left -= part;
        }
        Ok(())
    }

    fn numbers<T, const N: usize>(
        &mut self,
        count: u64,
        read: impl Fn([u8; N]) -> T,
    ) -> std::io::Result<Vec<T>> {
        let mut numbers = Vec::with_capacity(count as usize);
        self.each(count, |bytes| numbers.push(read(bytes)))?;
        Ok(numbers)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
