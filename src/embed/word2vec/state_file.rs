//! Files of a training's state: a small head and large matrices, written and read row by row.
//!
//! ```text
//! bytes  content (all numbers little-endian)
//! 8      "wordckp\n"
//! 4      version, 1
//! 4      matrices
//! 8      bytes of the head
//! 8, 8   rows and columns, of each matrix
//! …      the head, in postcard's encoding
//! …      the numbers of each matrix (f32), row after row
//! 4      CRC-32 (ISO-HDLC) of all bytes before
//! ```
//!
//! Nothing is copied as a whole: a state of many gigabytes needs no second place in memory.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::embed::word2vec::padded::PaddedRows;
use crate::error::{Error, Result};
use crate::persist::write_atomically;

const MAGIC: &[u8; 8] = b"wordckp\n";
const VERSION: u32 = 1;

/// Bytes that are read or written at once.
const PIECE: usize = 1 << 16;

/// Writes head and matrices: the file is there as a whole, or what was there before stays.
///
/// # Errors
/// [`Error::Io`] where it cannot be written (a full disk), [`Error::Corrupt`] for a head that cannot be encoded.
pub(crate) fn write_state(path: &Path, head: &impl Serialize, matrices: &[&PaddedRows]) -> Result<()> {
    let head =
        postcard::to_stdvec(head).map_err(|error| Error::corrupt("head of a state", error.to_string()))?;
    write_atomically(path, |out| {
        let (mut hasher, mut bytes) = (crc32fast::Hasher::new(), Vec::with_capacity(2 * PIECE));
        let mut flush = |bytes: &mut Vec<u8>| {
            hasher.update(bytes);
            out.write_all(bytes)?;
            bytes.clear();
            std::io::Result::Ok(())
        };
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&(matrices.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&(head.len() as u64).to_le_bytes());
        for matrix in matrices {
            bytes.extend_from_slice(&(matrix.rows() as u64).to_le_bytes());
            bytes.extend_from_slice(&(matrix.dimension() as u64).to_le_bytes());
        }
        bytes.extend_from_slice(&head);
        for matrix in matrices {
            for row in 0..matrix.rows() {
                bytes.extend(matrix.row(row).flat_map(f32::to_le_bytes));
                if bytes.len() >= PIECE {
                    flush(&mut bytes)?;
                }
            }
        }
        flush(&mut bytes)?;
        out.write_all(&hasher.finalize().to_le_bytes())
    })
}

/// A checksum of matrices and numbers beside them.
pub(crate) fn checksum(matrices: &[&PaddedRows], numbers: impl Iterator<Item = u32>) -> u32 {
    let (mut hasher, mut bytes) = (crc32fast::Hasher::new(), Vec::new());
    for matrix in matrices {
        for row in 0..matrix.rows() {
            bytes.clear();
            bytes.extend(matrix.row(row).flat_map(f32::to_le_bytes));
            hasher.update(&bytes);
        }
    }
    numbers.for_each(|number| hasher.update(&number.to_le_bytes()));
    hasher.finalize()
}

/// Reads head and matrices, these in so many panels.
///
/// # Errors
/// [`Error::Io`] where it cannot be read, [`Error::Corrupt`] where it is none, damaged, cut off or of another version.
pub(crate) fn read_state<H: DeserializeOwned, const N: usize>(
    path: &Path,
    panels: usize,
) -> Result<(H, [PaddedRows; N])> {
    let file = File::open(path).map_err(|source| Error::io(path, source))?;
    let bytes = file.metadata().map_err(|source| Error::io(path, source))?.len();
    let mut reader =
        Summed { reader: BufReader::with_capacity(PIECE, file), hasher: crc32fast::Hasher::new() };
    read_all(&mut reader, bytes, panels).map_err(|refused| match refused {
        Refused::Io(source) if source.kind() == std::io::ErrorKind::UnexpectedEof => {
            Error::corrupt(path.display().to_string(), "the file is cut off")
        }
        Refused::Io(source) => Error::io(path, source),
        Refused::Corrupt(reason) => Error::corrupt(path.display().to_string(), reason),
    })
}

/// Why a file was refused.
enum Refused {
    Io(std::io::Error),
    Corrupt(String),
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Refused::Io(error)
    }
}

fn read_all<H: DeserializeOwned, const N: usize>(
    reader: &mut Summed,
    bytes: u64,
    panels: usize,
) -> std::result::Result<(H, [PaddedRows; N]), Refused> {
    let refuse = |reason: String| Err(Refused::Corrupt(reason));
    if &reader.array()? != MAGIC {
        return refuse("it is no state of a training".to_owned());
    }
    let version = u32::from_le_bytes(reader.array()?);
    if version != VERSION {
        return refuse(format!("its version is {version}, this program reads version {VERSION}"));
    }
    let (matrices, head) = (u32::from_le_bytes(reader.array()?), u64::from_le_bytes(reader.array()?));
    if matrices as usize != N {
        return refuse(format!("it holds {matrices} matrices, not {N}"));
    }
    let (mut shapes, mut expected) = ([(0, 0); N], (24 + 16 * N as u64 + 4).checked_add(head));
    for shape in &mut shapes {
        *shape = (u64::from_le_bytes(reader.array()?), u64::from_le_bytes(reader.array()?));
        // A row must fit the file even where there is none.
        let is_row = (1..=bytes / 4).contains(&shape.1);
        let numbers =
            shape.0.checked_mul(shape.1).and_then(|numbers| numbers.checked_mul(4)).filter(|_| is_row);
        expected = expected.zip(numbers).and_then(|(sum, numbers)| sum.checked_add(numbers));
    }
    // Nothing is reserved that the file does not fill.
    if expected != Some(bytes) {
        return refuse(format!("the file is cut off or padded: its parts do not fill its {bytes} bytes"));
    }
    let mut encoded = vec![0; head as usize];
    reader.fill(&mut encoded)?;
    let mut matrices = Vec::with_capacity(N);
    for &(rows, columns) in &shapes {
        matrices.push(reader.matrix(rows as usize, columns as usize, panels)?);
    }
    let (expected, mut found) = (reader.hasher.clone().finalize(), [0; 4]);
    reader.reader.read_exact(&mut found)?;
    if expected != u32::from_le_bytes(found) {
        return refuse("the checksum does not match: the file is damaged".to_owned());
    }
    let head = postcard::from_bytes(&encoded).map_err(|error| Refused::Corrupt(error.to_string()))?;
    match matrices.try_into() {
        Ok(matrices) => Ok((head, matrices)),
        Err(_) => refuse("a matrix is missing".to_owned()),
    }
}

/// Reads through a buffer and sums up.
struct Summed {
    reader: BufReader<File>,
    hasher: crc32fast::Hasher,
}

impl Summed {
    fn fill(&mut self, bytes: &mut [u8]) -> std::io::Result<()> {
        self.reader.read_exact(bytes)?;
        self.hasher.update(bytes);
        Ok(())
    }

    fn array<const N: usize>(&mut self) -> std::io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn matrix(&mut self, rows: usize, columns: usize, panels: usize) -> std::io::Result<PaddedRows> {
        let mut matrix = PaddedRows::zeros(rows, columns, panels);
        let (mut bytes, mut numbers) = (vec![0; 4 * columns], vec![0.0; columns]);
        for row in 0..rows {
            self.fill(&mut bytes)?;
            let fours = bytes.as_chunks::<4>().0.iter().copied();
            numbers.iter_mut().zip(fours).for_each(|(to, four)| *to = f32::from_le_bytes(four));
            matrix.set_row(row, &numbers);
        }
        Ok(matrix)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::vector::dense::DenseMatrix;

    fn matrix(columns: usize, values: Vec<f32>) -> PaddedRows {
        PaddedRows::from_dense(&DenseMatrix::from_rows(columns, values).unwrap(), 1)
    }

    fn sample() -> [PaddedRows; 2] {
        [matrix(3, (0..90_000).map(|n| n as f32).collect()), matrix(1, vec![f32::NAN, -0.0])]
    }

    fn save(path: &Path, head: &str, [first, second]: &[PaddedRows; 2]) -> Result<()> {
        write_state(path, &head, &[first, second])
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let matrices = sample();
        save(&path, "the head", &matrices).unwrap();
        for panels in [1, 2] {
            let (head, read) = read_state::<String, 2>(&path, panels).unwrap();
            assert_eq!((head.as_str(), read[0].panels().len()), ("the head", panels));
            assert_eq!(read[0].to_dense().unwrap(), matrices[0].to_dense().unwrap());
            let numbers: Vec<f32> = read[1].row(0).chain(read[1].row(1)).collect();
            assert!(numbers[0].is_nan() && numbers[1].is_sign_negative());
        }
        assert!(matches!(read_state::<String, 3>(&path, 1), Err(Error::Corrupt { .. })));
        assert!(matches!(read_state::<String, 2>(&folder.path().join("none"), 1), Err(Error::Io { .. })));
    }

    #[test]
    fn cuts_changes_and_lies_are_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let small = [PaddedRows::zeros(2, 2, 1), PaddedRows::zeros(0, 2, 1)];
        save(&path, "head", &small).unwrap();
        let good = fs::read(&path).unwrap();
        let refused = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            let read = read_state::<String, 2>(&path, 1);
            assert!(matches!(read, Err(Error::Corrupt { .. })), "{read:?}");
        };
        (0..good.len()).for_each(|cut| refused(&good[..cut]));
        for place in 0..good.len() {
            let mut bad = good.clone();
            bad[place] ^= 0x10;
            refused(&bad);
        }
        // Counts that would reserve terabytes.
        for field in (16..56).step_by(8) {
            let mut bad = good.clone();
            bad[field..field + 7].fill(0xff);
            refused(&bad);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_an_error_with_its_path() {
        let error = save(Path::new("/dev/full"), "head", &sample()).unwrap_err();
        assert!(matches!(&error, Error::Io { path, .. } if path == Path::new("/dev/full")), "{error}");
    }
}
