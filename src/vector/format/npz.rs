//! [`Npz`]: sparse matrices as `scipy.sparse.save_npz` and `load_npz` keep them (SciPy 1.17.1).
//!
//! A ZIP archive of NumPy arrays: `format` (`csr`, `csc` or `coo`), `shape`, `data`, and `indices` with `indptr`,
//! or `row` with `col`. Values of all widths are read, whole or not; written are those of the matrix, and indices
//! of 32 bits where they suffice. Columns that do not ascend are sorted, and entries of one cell added up. Block
//! and diagonal forms are left out.

use std::fs::File;
use std::io::{BufReader, BufWriter, Cursor, Read, Seek, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use zip::read::ZipFile;
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::error::{Error, Result, check_limit};
use crate::persist::write_atomically;
use crate::vector::format::entries::Entries;
use crate::vector::format::npy::{Array, Item, Reason, write_header};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Reads and writes NPZ files; the choice is one of writing.
///
/// # Examples
/// ```
/// use wordmill::vector::{SparseMatrix, format::Npz};
/// let matrix = SparseMatrix::from_parts(3, vec![0, 1, 2], vec![1, 2], vec![2.5f32, 1.0])?;
/// let mut file = Vec::new();
/// Npz::new().write(&mut file, &matrix)?;
/// let read = Npz::read::<f32>(std::io::Cursor::new(file), "rows.npz".as_ref())?;
/// assert_eq!(read, matrix);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Npz {
    compressed: bool,
}

impl Default for Npz {
    fn default() -> Self {
        Npz { compressed: true }
    }
}

impl Npz {
    /// Compressed.
    #[must_use]
    pub fn new() -> Self {
        Npz::default()
    }

    /// Whether arrays are packed (deflate). Default: yes.
    #[must_use]
    pub fn compressed(mut self, compressed: bool) -> Self {
        self.compressed = compressed;
        self
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Corrupt`] naming the array that is damaged, missing, or holds what a matrix of these
    /// values cannot; [`Error::Limit`] past 2³² − 1 rows or columns and, of `csc` and `coo`, for 2²⁴ rows more than
    /// entries.
    pub fn load<V: Value>(path: impl AsRef<Path>) -> Result<SparseMatrix<V>> {
        let path = path.as_ref();
        let file = File::open(path).map_err(|error| Error::io(path, error))?;
        Npz::read(BufReader::new(file), path)
    }

    /// Reads what `input` gives; `source` is its name in errors.
    ///
    /// # Errors
    /// As [`Npz::load`].
    pub fn read<V: Value>(input: impl Read + Seek, source: &Path) -> Result<SparseMatrix<V>> {
        let mut file = Members::open(input, source)?;
        let form = file.word("format")?;
        let shape = file.numbers("shape", count)?;
        let &[rows, columns] = shape.as_slice() else {
            return Err(file.corrupt("shape", format!("a matrix has two dimensions, this {}", shape.len())));
        };
        check_limit("columns of a sparse matrix", u64::from(u32::MAX), columns)?;
        let values = file.numbers("data", value::<V>)?;
        let entries = match form.as_str() {
            "csr" => {
                let (offsets, indices) = file.compressed(rows, values.len())?;
                let ascend = offsets.windows(2).all(|row| indices[row[0]..row[1]].is_sorted_by(|a, b| a < b));
                if ascend {
                    let matrix = SparseMatrix::from_parts(columns as usize, offsets, indices, values);
                    return matrix.map_err(|error| file.corrupt("indices", error.to_string()));
                }
                Entries { rows: expanded(&offsets), columns: indices, values }
            }
            "csc" => {
                let (offsets, indices) = file.compressed(columns, values.len())?;
                Entries { rows: indices, columns: expanded(&offsets), values }
            }
            "coo" => {
                let (rows, columns) =
                    (file.indices("row", values.len())?, file.indices("col", values.len())?);
                Entries { rows, columns, values }
            }
            _ => return Err(file.corrupt("format", format!("{form:?} is not read"))),
        };
        entries.finish(source, rows, columns as usize)
    }

    /// Writes a file; it is there as a whole or not at all. The archive is made in memory first.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn save<V: Value>(&self, path: impl AsRef<Path>, matrix: &SparseMatrix<V>) -> Result<()> {
        let path = path.as_ref();
        let archive = self.archive(matrix).map_err(|error| Error::io(path, error.into()))?;
        write_atomically(path, |out| out.write_all(&archive))
    }

    /// Writes to `out`.
    ///
    /// # Errors
    /// As [`Npz::save`].
    pub fn write<V: Value>(&self, mut out: impl Write, matrix: &SparseMatrix<V>) -> Result<()> {
        let archive = self.archive(matrix).map_err(std::io::Error::from);
        archive.and_then(|archive| out.write_all(&archive)).map_err(|error| Error::io("NPZ file", error))
    }

    fn archive<V: Value>(&self, matrix: &SparseMatrix<V>) -> ZipResult<Vec<u8>> {
        let method = if self.compressed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let largest = matrix.stored().max(matrix.rows()).max(matrix.columns());
        // Eight bytes a number: past 4 GB an archive needs its longer form.
        let options = SimpleFileOptions::default().compression_method(method).large_file(largest >= 1 << 28);
        let mut members = NewMembers { archive: ZipWriter::new(Cursor::new(Vec::new())), options };
        let wide = i32::try_from(largest).is_err();
        let columns = matrix.indices().iter().map(|&column| i64::from(column));
        members.indices("indices", wide, matrix.stored(), columns)?;
        let offsets = matrix.offsets();
        members.indices("indptr", wide, offsets.len(), offsets.iter().map(|&offset| offset as i64))?;
        members.start("format", "|S3", None)?.write_all(b"csr")?;
        members.indices(
            "shape",
            true,
            2,
            [matrix.rows(), matrix.columns()].into_iter().map(|size| size as i64),
        )?;
        members.values(matrix.values())?;
        Ok(members.archive.finish()?.into_inner())
    }
}

/// The arrays of an archive that is read.
struct Members<'s, R> {
    archive: ZipArchive<R>,
    source: &'s Path,
}

impl<'s, R: Read + Seek> Members<'s, R> {
    fn open(input: R, source: &'s Path) -> Result<Self> {
        let damaged = |error: ZipError| Error::corrupt(source.display().to_string(), error.to_string());
        Ok(Members { archive: ZipArchive::new(input).map_err(damaged)?, source })
    }

    fn corrupt(&self, name: &str, reason: impl Into<String>) -> Error {
        Error::corrupt(format!("{}, array {name}", self.source.display()), reason)
    }

    fn open_array(&mut self, name: &str) -> Result<Array<ZipFile<'_, R>>, Reason> {
        let member = self.archive.by_name(&format!("{name}.npy")).map_err(|error| error.to_string());
        member.and_then(Array::open)
    }

    /// The word that an array is.
    fn word(&mut self, name: &str) -> Result<String> {
        let read = self.open_array(name).and_then(Array::word);
        read.map_err(|reason| self.corrupt(name, reason))
    }

    /// The numbers of an array, each through `take`.
    fn numbers<T>(&mut self, name: &str, take: impl Fn(Item) -> Result<T, Reason>) -> Result<Vec<T>> {
        let read = self.open_array(name).and_then(|array| array.numbers(take));
        read.map_err(|reason| self.corrupt(name, reason))
    }

    /// Rows or columns of so many entries.
    fn indices(&mut self, name: &str, entries: usize) -> Result<Vec<u32>> {
        let index = |item| u32::try_from(count(item)?).map_err(|_| "an index is past 2³² − 1".to_owned());
        let indices = self.numbers(name, index)?;
        if indices.len() == entries {
            return Ok(indices);
        }
        Err(self.corrupt(name, format!("{} indices for {entries} values", indices.len())))
    }

    /// Where each of so many rows (or columns) starts, and the indices of the entries.
    fn compressed(&mut self, lines: u64, entries: usize) -> Result<(Vec<usize>, Vec<u32>)> {
        let offset = |item| usize::try_from(count(item)?).map_err(|error| error.to_string());
        let offsets = self.numbers("indptr", offset)?;
        let ascend = offsets.first() == Some(&0) && offsets.is_sorted() && offsets.last() == Some(&entries);
        if !ascend || offsets.len() as u64 - 1 != lines {
            let reason = format!("they do not ascend from 0 to {entries} in {lines} steps");
            return Err(self.corrupt("indptr", reason));
        }
        Ok((offsets, self.indices("indices", entries)?))
    }
}

/// A size or place.
fn count(item: Item) -> Result<u64, Reason> {
    match item {
        Item::Whole(number) => u64::try_from(number).map_err(|_| format!("{number} is negative")),
        Item::Real(number) => Err(format!("{number} is no whole number by its type")),
    }
}

/// A number that the values hold: whole ones exactly.
fn value<V: Value>(item: Item) -> Result<V, Reason> {
    let value = match item {
        Item::Whole(number) if number.unsigned_abs() <= V::EXACT_INTEGERS => V::from_f64(number as f64),
        Item::Whole(number) => return Err(format!("{number} is past {}", V::EXACT_INTEGERS)),
        Item::Real(number) => V::from_f64(number),
    };
    if value.into().is_finite() { Ok(value) } else { Err(format!("{item:?} is not finite, or too large")) }
}

/// The number of each entry's row (or column), given where they start.
fn expanded(offsets: &[usize]) -> Vec<u32> {
    let lengths = offsets.windows(2).map(|row| row[1] - row[0]);
    (0..).zip(lengths).flat_map(|(row, length)| std::iter::repeat_n(row, length)).collect()
}

/// The arrays of an archive that is written.
struct NewMembers {
    archive: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
}

impl NewMembers {
    /// Begins an array; its numbers go to what is given back.
    fn start(&mut self, name: &str, descr: &str, len: Option<usize>) -> ZipResult<&mut impl Write> {
        self.archive.start_file(format!("{name}.npy"), self.options)?;
        write_header(&mut self.archive, descr, len.as_slice())?;
        Ok(&mut self.archive)
    }

    fn indices(
        &mut self,
        name: &str,
        wide: bool,
        len: usize,
        indices: impl Iterator<Item = i64>,
    ) -> ZipResult<()> {
        let mut out = BufWriter::new(self.start(name, if wide { "<i8" } else { "<i4" }, Some(len))?);
        for index in indices {
            let bytes = index.to_le_bytes();
            out.write_all(if wide { &bytes } else { &bytes[..4] })?;
        }
        Ok(out.flush()?)
    }

    fn values<V: Value>(&mut self, values: &[V]) -> ZipResult<()> {
        let narrow = size_of::<V>() == size_of::<f32>();
        let mut out =
            BufWriter::new(self.start("data", if narrow { "<f4" } else { "<f8" }, Some(values.len()))?);
        for &value in values {
            let value: f64 = value.into();
            if narrow {
                out.write_all(&(value as f32).to_le_bytes())?;
            } else {
                out.write_all(&value.to_le_bytes())?;
            }
        }
        Ok(out.flush()?)
    }
}

#[cfg(test)]
mod tests;
