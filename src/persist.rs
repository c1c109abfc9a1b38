//! Files that are whole or not there: atomic writing, and the container that models are saved in.
//!
//! A model file is
//!
//! ```text
//! bytes  content
//! 8      "wordmill"
//! 4      version of the container, 1 (little-endian, as all numbers here)
//! 1 + k  length and name of what is inside, "text classifier" for example
//! 8      length of the content
//! 4      CRC-32 (ISO-HDLC) of name and content
//! …      the content, in postcard's encoding
//! ```
//!
//! Whatever is cut off, altered, or of another kind is told from a good file before anything is built
//! from it; what passes still goes through the checks of each type.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

const MAGIC: &[u8; 8] = b"wordmill";
const VERSION: u32 = 1;

/// Writes a file so that `path` holds either all of it or what it held before: the bytes go to a
/// temporary file beside it, which is renamed at the end. Where `path` is a device or a pipe, they go
/// there directly.
///
/// # Errors
/// [`Error::Io`] where the file cannot be made, written (a full disk) or renamed.
///
/// # Examples
/// ```
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("terms.txt");
/// wordmill::persist::write_atomically(&path, |out| writeln!(out, "good"))?;
/// assert_eq!(std::fs::read_to_string(&path).unwrap(), "good\n");
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn write_atomically(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    // A link stays one: what it points at is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let attempt = || -> io::Result<()> {
        let path = target.as_path();
        if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            let mut out = io::BufWriter::new(fs::OpenOptions::new().write(true).open(path)?);
            write(&mut out)?;
            return out.flush();
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(".wordmill-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
        let mut out = io::BufWriter::new(file.as_file_mut());
        write(&mut out)?;
        out.flush()?;
        drop(out);
        file.as_file().sync_all()?;
        file.persist(path).map_err(|failed| failed.error)?;
        Ok(())
    };
    attempt().map_err(|source| Error::io(path, source))
}

/// Saves a value under the name of its kind.
///
/// # Errors
/// As [`write_atomically`]; [`Error::Corrupt`] for a value that cannot be encoded.
pub(crate) fn save(path: &Path, kind: &str, value: &impl Serialize) -> Result<()> {
    let content = postcard::to_stdvec(value).map_err(|error| Error::corrupt(kind, error.to_string()))?;
    write_atomically(path, |out| {
        out.write_all(MAGIC)?;
        out.write_all(&VERSION.to_le_bytes())?;
        out.write_all(&[kind.len() as u8])?;
        out.write_all(kind.as_bytes())?;
        out.write_all(&(content.len() as u64).to_le_bytes())?;
        out.write_all(&checksum(kind.as_bytes(), &content).to_le_bytes())?;
        out.write_all(&content)
    })
}

/// Loads a value of the given kind.
///
/// # Errors
/// [`Error::Io`] where the file cannot be read, [`Error::Corrupt`] for one that is none, damaged, of
/// another version or kind, or whose content breaks its own rules.
pub(crate) fn load<T: DeserializeOwned>(path: &Path, kind: &str) -> Result<T> {
    let bytes = fs::read(path).map_err(|source| Error::io(path, source))?;
    let corrupt = |reason: String| Error::corrupt(path.display().to_string(), reason);
    let content = unwrap_container(&bytes, kind).map_err(corrupt)?;
    let (value, rest) = postcard::take_from_bytes(content).map_err(|error| corrupt(error.to_string()))?;
    if rest.is_empty() { Ok(value) } else { Err(corrupt(format!("{} bytes are left over", rest.len()))) }
}

/// The content of a container, or what is wrong with it.
fn unwrap_container<'b>(bytes: &'b [u8], kind: &str) -> Result<&'b [u8], String> {
    let mut rest = bytes;
    let mut take = |count: usize| -> Result<&'b [u8], String> {
        let (taken, left) = rest.split_at_checked(count).ok_or("the file is cut off")?;
        rest = left;
        Ok(taken)
    };
    if take(MAGIC.len()).ok() != Some(MAGIC) {
        return Err("it is no wordmill file".into());
    }
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0u64, |number, &byte| number << 8 | u64::from(byte));
    let version = number(take(4)?);
    if version != u64::from(VERSION) {
        return Err(format!("its version is {version}, this program reads version {VERSION}"));
    }
    let length = usize::from(take(1)?[0]);
    let name = take(length)?;
    let (length, expected) = (number(take(8)?), number(take(4)?));
    if length != rest.len() as u64 {
        return Err(format!("the file is cut off or padded: {length} bytes promised, {} there", rest.len()));
    }
    if u64::from(checksum(name, rest)) != expected {
        return Err("the checksum does not match: the file is damaged".into());
    }
    if name != kind.as_bytes() {
        return Err(format!("it holds a {}, not a {kind}", String::from_utf8_lossy(name)));
    }
    Ok(rest)
}

fn checksum(name: &[u8], content: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(name);
    hasher.update(content);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn saved() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model");
        save(&path, "list", &vec![1u32, 2, 3]).unwrap();
        (folder, path)
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let (folder, path) = saved();
        assert_eq!(load::<Vec<u32>>(&path, "list").unwrap(), [1, 2, 3]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
        assert!(matches!(load::<Vec<u32>>(&folder.path().join("none"), "list"), Err(Error::Io { .. })));
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let (_folder, path) = saved();
        let good = fs::read(&path).unwrap();
        for cut in 0..good.len() {
            fs::write(&path, &good[..cut]).unwrap();
            assert!(matches!(load::<Vec<u32>>(&path, "list"), Err(Error::Corrupt { .. })), "cut at {cut}");
        }
        for place in 0..good.len() {
            let mut bad = good.clone();
            bad[place] ^= 0x10;
            fs::write(&path, &bad).unwrap();
            assert!(
                matches!(load::<Vec<u32>>(&path, "list"), Err(Error::Corrupt { .. })),
                "changed at {place}"
            );
        }
        fs::write(&path, [good.as_slice(), b"x"].concat()).unwrap();
        assert!(load::<Vec<u32>>(&path, "list").is_err());
        fs::write(&path, &good).unwrap();
        let error = load::<Vec<u32>>(&path, "map").unwrap_err().to_string();
        assert!(error.ends_with("it holds a list, not a map"), "{error}");
    }

    #[test]
    fn failed_writing_leaves_the_old_file() {
        let (folder, path) = saved();
        let old = fs::read(&path).unwrap();
        let failed = write_atomically(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(matches!(failed, Err(Error::Io { .. })));
        assert_eq!(fs::read(&path).unwrap(), old);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let nowhere = write_atomically(&folder.path().join("no/such/folder"), |_| Ok(()));
        assert!(matches!(nowhere, Err(Error::Io { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let (folder, path) = saved();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        save(&link, "list", &vec![4u32]).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(load::<Vec<u32>>(&path, "list").unwrap(), [4]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_an_error_with_its_path() {
        let error = save(Path::new("/dev/full"), "list", &vec![1u32; 100_000]).unwrap_err();
        assert!(matches!(&error, Error::Io { path, .. } if path == Path::new("/dev/full")), "{error}");
    }
}
