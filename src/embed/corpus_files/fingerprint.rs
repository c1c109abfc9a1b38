//! [`Fingerprint`]: whether texts are still those that were encoded.
//!
//! Size and time of change are looked at first. Where the time alone differs (a copy, a `touch`), the CRC-32 of all bytes
//! decides. Names play no part.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::error::{Error, Result};

/// What files of text look like from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Fingerprint {
    /// A checksum of all that decides how the text is read.
    pub(crate) settings: u32,
    /// Bytes of all files, as they lie there, compressed or not.
    pub(crate) bytes: u64,
    /// When they were changed, in nanoseconds since 1970; of several files, the sum.
    pub(crate) modified: u64,
    /// CRC-32 of all bytes.
    pub(crate) crc: u32,
}

impl Fingerprint {
    /// Of files that can be read twice; of standard input, pipes and devices there is none.
    pub(crate) fn of(paths: &[PathBuf], settings: u32) -> Result<Option<Self>> {
        let Some(outside) = Fingerprint::outside(paths, settings)? else { return Ok(None) };
        Ok(Some(Fingerprint { crc: checksum(paths)?, ..outside }))
    }

    /// The same without the checksum of the bytes.
    fn outside(paths: &[PathBuf], settings: u32) -> Result<Option<Self>> {
        let mut found = Fingerprint { settings, ..Fingerprint::default() };
        for path in paths {
            if path.as_os_str() == "-" {
                return Ok(None);
            }
            let metadata = fs::metadata(path).map_err(|source| Error::io(path, source))?;
            if !metadata.is_file() {
                return Ok(None);
            }
            // A system without times of change always looks at the bytes.
            let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            found.bytes += metadata.len();
            found.modified = found.modified.wrapping_add(modified.map_or(0, |time| time.as_nanos() as u64));
        }
        Ok(Some(found))
    }

    /// Whether the files are those that this was taken from.
    pub(crate) fn fits(&self, paths: &[PathBuf], settings: u32) -> Result<bool> {
        let Some(now) = Fingerprint::outside(paths, settings)? else { return Ok(false) };
        if (now.settings, now.bytes) != (self.settings, self.bytes) {
            return Ok(false);
        }
        Ok((now.modified == self.modified && now.modified != 0) || checksum(paths)? == self.crc)
    }

    /// Refuses files that were changed since.
    pub(crate) fn check_unchanged(&self, paths: &[PathBuf]) -> Result<()> {
        let same = |now: Fingerprint| (now.bytes, now.modified) == (self.bytes, self.modified);
        if Fingerprint::outside(paths, self.settings)?.is_some_and(same) {
            return Ok(());
        }
        let names = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        Err(Error::corrupt(names, "the text was changed while it was read"))
    }
}

/// CRC-32 of all bytes of the files, one after the other.
fn checksum(paths: &[PathBuf]) -> Result<u32> {
    let (mut hasher, mut buffer) = (crc32fast::Hasher::new(), vec![0; 1 << 18]);
    let mut add = |path: &Path| -> std::io::Result<()> {
        let mut file = File::open(path)?;
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(read) => hasher.update(&buffer[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    };
    paths.iter().try_for_each(|path| add(path).map_err(|source| Error::io(path, source)))?;
    Ok(hasher.finalize())
}
