//! [`MappableFile`]: our own file of word vectors, whose rows are used from where they lie.
//!
//! All numbers are little-endian.
//!
//! ```text
//! bytes  content
//! 8      "wordrows"
//! 4      version, 1
//! 4      CRC-32 (ISO-HDLC) of all from here to the rows
//! 8      words (n)
//! 8      numbers in a row (d)
//! 8      bytes of all words (b)
//! 8      where the rows begin (o): the end of what stands before them, rounded up to 64
//! 4      1 where counts are kept, else 0
//! 4      CRC-32 of the rows
//! 8·n    the norm of each row, f64
//! 8·n    how often each word was seen, where counts are kept
//! 4·n    bytes of each word
//! b      the words, end to end
//! …      zeros up to byte o
//! 4·n·d  the rows, f32; nothing follows
//! ```
//!
//! Reading ([`EmbeddingsReader`](crate::embed::format::EmbeddingsReader)) checks both sums. Mapping reads all but the
//! rows, so their sum is not checked, and opens gigabytes in the time that the words take.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use crc32fast::Hasher;

use crate::embed::embeddings::Embeddings;
use crate::embed::format::intake::{Intake, Place};
use crate::embed::format::npy::write_rows;
use crate::embed::format::number_kind::NumberKind;
use crate::error::{Error, Result, check_shape};
use crate::text::corpus::source::Source;
use crate::text::vocabulary::Vocabulary;
use crate::vector::mapped::{RowsLayout, StoredRows};

/// How every file begins.
pub(crate) const MAGIC: &[u8; 8] = b"wordrows";
const VERSION: u32 = 1;
/// Bytes before the norms.
const FIXED: u64 = 56;
/// Rows begin at a multiple of this: the line of a cache.
const ALIGNMENT: u64 = 64;

/// An opened file of our own format: its words are read, its rows still lie in the file.
///
/// Mapping is the caller's promise that nobody changes the file, so the step that makes it is the caller's, too.
///
/// # Examples
/// ```
/// use wordmill::embed::Embeddings;
/// use wordmill::embed::format::{EmbeddingsFormat, MappableFile};
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::{DenseMatrix, StoredRows};
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("royal.wordrows");
/// let vocabulary = Vocabulary::first_seen(["king", "queen"])?;
/// Embeddings::new(vocabulary, DenseMatrix::from_rows(2, vec![3.0, 4.0, 0.0, 1.0])?)?
///     .save(&path, EmbeddingsFormat::Mappable)?;
///
/// let file = MappableFile::open(&path)?;
/// // SAFETY: the file is temporary and nobody else knows it.
/// let rows = unsafe { StoredRows::map(file.path(), file.layout())? };
/// let words = file.with_rows(rows)?;
/// assert_eq!(words.embedding("queen").map(|found| found.row()), Some(&[0.0, 1.0][..]));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug)]
pub struct MappableFile {
    path: PathBuf,
    vocabulary: Vocabulary,
    norms: Vec<f64>,
    counts: Option<Vec<u64>>,
    layout: RowsLayout,
}

impl MappableFile {
    /// Reads the words, their norms and counts.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Corrupt`] for a file of another kind, or one that is damaged or cut off.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let file = File::open(path).map_err(|error| Error::io(path, error))?;
        let size = file.metadata().map_err(|error| Error::io(path, error))?.len();
        let corrupt = |fault| match fault {
            Fault::Io(error) => Error::io(path, error),
            Fault::Reason(reason) => Error::corrupt(path.display().to_string(), reason),
        };
        let head = Head::read(&mut BufReader::with_capacity(1 << 18, file), Some(size)).map_err(corrupt)?;
        let vocabulary = Vocabulary::in_order(head.words())?;
        if vocabulary.len() as u64 != head.rows {
            return Err(corrupt("a word stands in it twice".to_owned().into()));
        }
        let layout =
            RowsLayout { offset: head.offset, rows: head.rows as usize, columns: head.columns as usize };
        Ok(MappableFile { path: path.to_owned(), vocabulary, norms: head.norms, counts: head.counts, layout })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the rows lie, for [`StoredRows::map`] or [`StoredRows::read`].
    #[must_use]
    pub fn layout(&self) -> RowsLayout {
        self.layout
    }

    /// The words with their rows. The rows are believed to be those of the file: they are not looked at.
    ///
    /// # Errors
    /// [`Error::Shape`] where the rows have not the file's shape.
    pub fn with_rows(self, rows: StoredRows) -> Result<Embeddings> {
        check_shape("rows of the mapped file", self.layout.rows, rows.rows().len())?;
        check_shape("numbers in a row of the mapped file", self.layout.columns, rows.rows().columns())?;
        let embeddings = Embeddings::from_stored_with_norms(self.vocabulary, rows, self.norms)?;
        match self.counts {
            Some(counts) => embeddings.with_counts(counts),
            None => Ok(embeddings),
        }
    }
}

/// Why a file cannot be read.
enum Fault {
    Io(io::Error),
    Reason(String),
}

impl From<String> for Fault {
    fn from(reason: String) -> Self {
        Fault::Reason(reason)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Fault::Reason("it is cut off".into()),
            _ => Fault::Io(error),
        }
    }
}

/// All that stands before the rows.
struct Head {
    rows: u64,
    columns: u64,
    offset: u64,
    sum_of_rows: u32,
    norms: Vec<f64>,
    counts: Option<Vec<u64>>,
    lengths: Vec<u32>,
    text: String,
}

impl Head {
    /// Reads as far as the rows; a file whose size is known must have it.
    fn read(source: &mut impl Read, size: Option<u64>) -> Result<Self, Fault> {
        let mut start = [0; 16];
        source.read_exact(&mut start)?;
        if !start.starts_with(MAGIC) {
            return Err("it does not begin as a file of word rows does".to_owned().into());
        }
        let (version, sum) = (u32_at(&start, 8), u32_at(&start, 12));
        if version != VERSION {
            return Err(format!("its version is {version}, this program reads version {VERSION}").into());
        }
        let mut source = Summed { source, sum: Hasher::new() };
        let mut fixed = [0; 40];
        source.read_exact(&mut fixed)?;
        let [rows, columns, bytes, offset] = [0, 8, 16, 24].map(|at| u64_at(&fixed, at));
        let (has_counts, sum_of_rows) = (u32_at(&fixed, 32), u32_at(&fixed, 36));
        let expected = offset_of_rows(rows, bytes, has_counts == 1);
        let numbers = rows.checked_mul(columns).and_then(|numbers| numbers.checked_mul(4));
        let end = numbers.and_then(|numbers| offset.checked_add(numbers));
        if expected != Some(offset) || has_counts > 1 || columns == 0 || end.is_none() {
            return Err("its header contradicts itself".to_owned().into());
        }
        if let (Some(size), Some(end)) = (size, end)
            && size != end
        {
            return Err(format!("it is cut off or padded: {end} bytes promised, {size} there").into());
        }
        let norms = read_numbers(&mut source, rows, f64::from_le_bytes)?;
        let counts = (has_counts == 1).then(|| read_numbers(&mut source, rows, u64::from_le_bytes));
        let counts = counts.transpose()?;
        let lengths: Vec<u32> = read_numbers(&mut source, rows, u32::from_le_bytes)?;
        let text: Vec<u8> = read_numbers(&mut source, bytes, |[byte]: [u8; 1]| byte)?;
        let before = FIXED + rows * if counts.is_some() { 20 } else { 12 } + bytes;
        source.read_exact(&mut [0; ALIGNMENT as usize][..(offset - before) as usize])?;
        if source.sum.finalize() != sum {
            return Err("a checksum does not match: the file is damaged".to_owned().into());
        }
        let text = String::from_utf8(text).map_err(|_| "its words are no UTF-8".to_owned())?;
        let mut end = 0usize;
        let on_borders = lengths.iter().all(|&length| {
            end = end.saturating_add(length as usize);
            text.is_char_boundary(end)
        });
        if !on_borders || end != text.len() {
            return Err("its words have other lengths than it says".to_owned().into());
        }
        Ok(Head { rows, columns, offset, sum_of_rows, norms, counts, lengths, text })
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        let mut end = 0;
        self.lengths.iter().map(move |&length| {
            let start = end;
            end += length as usize;
            &self.text[start..end]
        })
    }
}

/// Where the rows begin.
fn offset_of_rows(rows: u64, bytes: u64, has_counts: bool) -> Option<u64> {
    let each = if has_counts { 20 } else { 12 };
    let end = rows.checked_mul(each)?.checked_add(bytes)?.checked_add(FIXED)?;
    end.checked_next_multiple_of(ALIGNMENT)
}

/// Sums up what is read.
struct Summed<R> {
    source: R,
    sum: Hasher,
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(out)?;
        self.sum.update(&out[..read]);
        Ok(read)
    }
}

/// So many numbers; memory grows as they come.
fn read_numbers<const N: usize, T>(
    source: &mut impl Read,
    count: u64,
    number: impl Fn([u8; N]) -> T,
) -> io::Result<Vec<T>> {
    let (mut numbers, mut block) = (Vec::new(), [0; 1 << 13]);
    let mut left = count;
    while left > 0 {
        let part = left.min((block.len() / N) as u64);
        let bytes = &mut block[..part as usize * N];
        source.read_exact(bytes)?;
        numbers.extend(bytes.as_chunks::<N>().0.iter().map(|&bytes| number(bytes)));
        left -= part;
    }
    Ok(numbers)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes[at..].first_chunk().copied().map_or(0, u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes[at..].first_chunk().copied().map_or(0, u64::from_le_bytes)
}

/// Reads words and rows into memory.
pub(super) fn read(source: &mut Source, intake: &mut Intake<'_>) -> Result<()> {
    let head = Head::read(source, intake.file.size).map_err(|fault| match fault {
        Fault::Io(error) => Error::io(intake.file.path, error),
        Fault::Reason(reason) => intake.corrupt(reason),
    })?;
    let wanted = intake.expect(Some(head.rows), head.columns, 4)?;
    let mut rows = Summed { source: &mut *source, sum: Hasher::new() };
    for (at, word) in head.words().take(usize::try_from(wanted).unwrap_or(usize::MAX)).enumerate() {
        let place = Place::Word(at as u64 + 1);
        let keep = intake.word(word.as_bytes(), place)?;
        intake.row_of_bytes(&mut rows, NumberKind::SINGLE, place, keep)?;
        if let Some(counts) = head.counts.as_ref().filter(|_| keep) {
            intake.count(counts[at]);
        }
    }
    if intake.is_limited() {
        return Ok(());
    }
    if rows.sum.finalize() != head.sum_of_rows {
        return Err(intake.corrupt("the checksum of the rows does not match: the file is damaged"));
    }
    intake.end(source)
}

/// Writes words, norms, counts where they are known, and rows.
pub(super) fn write(out: &mut dyn Write, embeddings: &Embeddings) -> io::Result<()> {
    let head = head_of(embeddings)?;
    let mut sum = Summing(Hasher::new());
    write_rows(&mut sum, embeddings)?;
    let sum_of_rows = sum.0.finalize();
    let mut checked = Hasher::new();
    checked.update(&head[..36]);
    checked.update(&sum_of_rows.to_le_bytes());
    checked.update(&head[40..]);
    out.write_all(MAGIC)?;
    out.write_all(&VERSION.to_le_bytes())?;
    out.write_all(&checked.finalize().to_le_bytes())?;
    out.write_all(&head[..36])?;
    out.write_all(&sum_of_rows.to_le_bytes())?;
    out.write_all(&head[40..])?;
    write_rows(out, embeddings)
}

/// What stands before the rows, from their number on; the sum of the rows is still 0.
fn head_of(embeddings: &Embeddings) -> io::Result<Vec<u8>> {
    let (rows, columns) = (embeddings.len() as u64, embeddings.dimension() as u64);
    let bytes: u64 = embeddings.vocabulary().iter().map(|word| word.len() as u64).sum();
    let offset = offset_of_rows(rows, bytes, embeddings.counts().is_some()).unwrap_or(u64::MAX);
    let mut head = Vec::new();
    for number in [rows, columns, bytes, offset] {
        head.extend(number.to_le_bytes());
    }
    head.extend(u32::from(embeddings.counts().is_some()).to_le_bytes());
    head.extend([0; 4]);
    head.extend(embeddings.norms().iter().flat_map(|norm| norm.to_le_bytes()));
    head.extend(embeddings.counts().unwrap_or_default().iter().flat_map(|count| count.to_le_bytes()));
    for word in embeddings.vocabulary().iter() {
        let length = u32::try_from(word.len()).map_err(|_| io::Error::other("a word of more than 4 GiB"))?;
        head.extend(length.to_le_bytes());
    }
    head.extend(embeddings.vocabulary().iter().flat_map(str::bytes));
    head.resize((offset - 16) as usize, 0);
    Ok(head)
}

/// Sums up what is written.
struct Summing(Hasher);

impl Write for Summing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
