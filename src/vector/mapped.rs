//! [`StoredRows`]: dense rows in a file, read into memory or mapped from where they lie.
//!
//! The rows are `f32` in little-endian order, row after row, from some byte of the file on: what NumPy's `.npy`,
//! finalfusion and most embedding formats hold after their header. Who knows the format says where the rows
//! begin ([`RowsLayout`]). A mapped file costs no time to open and no memory that cannot be taken back, and
//! all processes share it; [`Nearest`](crate::vector::Nearest) and everything else that takes [`Rows`] runs on it.
#![expect(unsafe_code, reason = "a mapped file is memory that others could change; its numbers lie in bytes")]

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use memmap2::Mmap;

use crate::error::{Error, Result, check_limit};
use crate::vector::rows::Rows;

/// Where the rows lie in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowsLayout {
    /// The byte at which the first number begins: a multiple of 4, to be mapped.
    pub offset: u64,
    /// How many rows there are.
    pub rows: usize,
    /// Numbers in a row.
    pub columns: usize,
}

/// Dense rows that came from a file.
///
/// # Examples
/// ```
/// use wordmill::vector::{RowsLayout, StoredRows};
/// let file = tempfile::NamedTempFile::new()?;
/// std::fs::write(&file, [1.0f32, 2.0, 3.0, 4.0].map(f32::to_le_bytes).concat())?;
/// let stored = StoredRows::read(file.path(), RowsLayout { offset: 0, rows: 2, columns: 2 })?;
/// assert_eq!(stored.rows().row(1), [3.0, 4.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct StoredRows {
    storage: Storage,
    columns: usize,
}

#[derive(Debug)]
enum Storage {
    Read(Vec<f32>),
    /// The bytes of the rows, checked to be whole and aligned.
    Mapped(Mmap),
}

impl RowsLayout {
    /// Bytes of all rows.
    fn bytes(self) -> Result<usize> {
        let bytes = self.rows.checked_mul(self.columns).and_then(|numbers| numbers.checked_mul(4));
        let most = isize::MAX as u64;
        let bytes = bytes.ok_or(Error::Limit { what: "bytes of stored rows", limit: most, got: u64::MAX })?;
        check_limit("bytes of stored rows", most, bytes as u64)?;
        Ok(bytes)
    }

    /// The bytes of all rows, if the file holds them.
    fn bytes_in(self, path: &Path, file: &File) -> Result<usize> {
        let held = file.metadata().map_err(|error| Error::io(path, error))?.len();
        let bytes = self.bytes()?;
        if self.offset.checked_add(bytes as u64).is_none_or(|end| end > held) {
            let RowsLayout { offset, rows, columns } = self;
            let reason =
                format!("{rows} rows of {columns} numbers from byte {offset} on do not fit its {held} bytes");
            return Err(Error::corrupt(path.display().to_string(), reason));
        }
        Ok(bytes)
    }
}

impl StoredRows {
    /// Reads the rows into memory.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::Corrupt`] where the file is too short, [`Error::Limit`] for more than memory can hold.
    pub fn read(path: impl AsRef<Path>, layout: RowsLayout) -> Result<Self> {
        let path = path.as_ref();
        let mut file = File::open(path).map_err(|error| Error::io(path, error))?;
        let mut left = layout.bytes_in(path, &file)?;
        file.seek(SeekFrom::Start(layout.offset)).map_err(|error| Error::io(path, error))?;
        let (mut values, mut buffer) = (Vec::with_capacity(left / 4), vec![0; left.min(1 << 20)]);
        while left > 0 {
            let part = &mut buffer[..left.min(1 << 20)];
            file.read_exact(part).map_err(|error| Error::io(path, error))?;
            values.extend(part.as_chunks::<4>().0.iter().map(|&bytes| f32::from_le_bytes(bytes)));
            left -= part.len();
        }
        Ok(StoredRows { storage: Storage::Read(values), columns: layout.columns })
    }

    /// Maps the rows where they lie.
    ///
    /// # Safety
    /// As long as the value lives, nobody changes or shortens the file: neither this process nor another.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Corrupt`] where the file is too short; [`Error::Parameter`] for an offset that is no
    /// multiple of 4, and on machines that are not little-endian ([`StoredRows::read`] serves them).
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::{RowsLayout, StoredRows};
    /// let file = tempfile::NamedTempFile::new()?;
    /// std::fs::write(&file, [1.0f32, 2.0].map(f32::to_le_bytes).concat())?;
    /// // SAFETY: the file is temporary and nobody else knows it.
    /// let stored = unsafe { StoredRows::map(file.path(), RowsLayout { offset: 4, rows: 1, columns: 1 })? };
    /// assert_eq!(stored.rows().row(0), [2.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub unsafe fn map(path: impl AsRef<Path>, layout: RowsLayout) -> Result<Self> {
        let path = path.as_ref();
        if !layout.offset.is_multiple_of(4) || cfg!(target_endian = "big") {
            let expected = "a multiple of 4, on a little-endian machine";
            return Err(Error::parameter("offset", layout.offset, expected));
        }
        let file = File::open(path).map_err(|error| Error::io(path, error))?;
        let bytes = layout.bytes_in(path, &file)?;
        if bytes == 0 {
            return Ok(StoredRows { storage: Storage::Read(Vec::new()), columns: layout.columns });
        }
        // SAFETY: the caller promises that nobody changes the file.
        let mapped = unsafe { memmap2::MmapOptions::new().offset(layout.offset).len(bytes).map(&file) };
        let mapped = mapped.map_err(|error| Error::io(path, error))?;
        if !mapped.as_ptr().cast::<f32>().is_aligned() {
            return Err(Error::io(path, io::Error::other("the system mapped it at an odd address")));
        }
        Ok(StoredRows { storage: Storage::Mapped(mapped), columns: layout.columns })
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        let values = match &self.storage {
            Storage::Read(values) => values.as_slice(),
            // SAFETY: the address is aligned (checked in `map`), the length in bytes is a multiple of 4, all
            // bit patterns are `f32`s, and the memory lives and stays as it is while `self` is borrowed.
            Storage::Mapped(bytes) => unsafe {
                std::slice::from_raw_parts(bytes.as_ptr().cast::<f32>(), bytes.len() / 4)
            },
        };
        Rows::of_whole_rows(values, self.columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(&file, bytes).unwrap();
        file
    }

    fn both(path: &Path, layout: RowsLayout) -> [Result<StoredRows>; 2] {
        // SAFETY: the tests' files are temporary and nobody else knows them.
        [StoredRows::read(path, layout), unsafe { StoredRows::map(path, layout) }]
    }

    #[test]
    fn rows_are_the_same_read_and_mapped() {
        let numbers: Vec<f32> = (0..300_003).map(|i| i as f32 * 0.5).collect();
        let bytes: Vec<u8> = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
        let file = file(&bytes);
        for (offset, rows, columns) in [(0, 3, 100_001), (12, 60_000, 5), (8, 0, 7), (1_200_012, 0, 0)] {
            for stored in both(file.path(), RowsLayout { offset, rows, columns }) {
                let stored = stored.unwrap();
                let first = offset as usize / 4;
                assert_eq!(stored.rows().as_slice(), &numbers[first..first + rows * columns]);
                assert_eq!(stored.rows().len(), rows);
            }
        }
    }

    #[test]
    fn files_that_do_not_fit_are_errors() {
        let file = file(&[0; 41]);
        let fails = |offset, rows, columns| {
            for stored in both(file.path(), RowsLayout { offset, rows, columns }) {
                assert!(stored.is_err(), "{offset} {rows} {columns}");
            }
        };
        fails(0, 11, 1);
        fails(44, 0, 1);
        fails(4, 5, 2);
        fails(u64::MAX - 3, 1, 1);
        fails(0, usize::MAX, 2);
        fails(0, usize::MAX / 4, 1);
        let error = StoredRows::read(file.path(), RowsLayout { offset: 4, rows: 2, columns: 5 }).unwrap_err();
        assert!(error.to_string().ends_with("2 rows of 5 numbers from byte 4 on do not fit its 41 bytes"));
        // SAFETY: as above.
        assert!(
            unsafe { StoredRows::map(file.path(), RowsLayout { offset: 1, rows: 1, columns: 1 }) }.is_err()
        );
        assert!(StoredRows::read("no such file", RowsLayout { offset: 0, rows: 0, columns: 0 }).is_err());
    }
}
