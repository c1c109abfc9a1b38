//! Bytes out of a file or standard input, decompressed where they are compressed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

use crate::error::{Error, Result};

const BUFFER: usize = 1 << 18;
const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTANDARD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// A stream of bytes that may move to another thread.
pub(crate) type Source = Box<dyn BufRead + Send>;

/// Opens `path`; `-` is standard input.
///
/// # Errors
/// [`Error::Io`] where the file cannot be opened or its first bytes cannot be read.
pub(crate) fn open(path: &Path) -> Result<Source> {
    if path.as_os_str() == "-" {
        return decompressed(io::stdin()).map_err(|error| Error::io(name(path), error));
    }
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    decompressed(file).map_err(|error| Error::io(path, error))
}

/// What errors call `path`.
pub(crate) fn name(path: &Path) -> &Path {
    if path.as_os_str() == "-" { Path::new("standard input") } else { path }
}

/// Looks at the first bytes and puts the fitting decoder in front.
fn decompressed(raw: impl Read + Send + 'static) -> io::Result<Source> {
    let mut buffered = BufReader::with_capacity(BUFFER, raw);
    let start = buffered.fill_buf()?;
    Ok(if start.starts_with(&GZIP) {
        Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(buffered)))
    } else if start.starts_with(&ZSTANDARD) {
        Box::new(BufReader::with_capacity(BUFFER, ZstandardFrames { source: Some(buffered), frame: None }))
    } else {
        Box::new(buffered)
    })
}

/// All frames of a Zstandard file, one after the other. Windows past 128 MiB are refused by the decoder.
struct ZstandardFrames<R: BufRead> {
    /// The compressed bytes, while no frame is open.
    source: Option<R>,
    frame: Option<StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>,
}

impl<R: BufRead> Read for ZstandardFrames<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let read = frame.read(out)?;
                if read > 0 || out.is_empty() {
                    return Ok(read);
                }
            }
            if let Some(frame) = self.frame.take() {
                self.source = Some(frame.into_inner());
            }
            let Some(mut source) = self.source.take() else { return Ok(0) };
            if source.fill_buf()?.is_empty() {
                self.source = Some(source);
                return Ok(0);
            }
            self.frame = Some(StreamingDecoder::new(source).map_err(io::Error::other)?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_has_a_name() {
        assert_eq!(name(Path::new("-")), Path::new("standard input"));
        assert_eq!(name(Path::new("./-")), Path::new("./-"));
    }
}
