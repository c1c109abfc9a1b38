//! [`EmbeddingsFormat`]: how word vectors lie in a file, and how that is guessed.
//!
//! The first bytes decide: NumPy's, safetensors' and our own files begin with marks of their own; a line of two whole
//! numbers is the header of word2vec, and what follows the first word tells text from binary; a line of a word and
//! numbers is GloVe's. The name of the file (without `.gz`, `.zst`) decides what is written, and where the bytes
//! leave it open: a header with nothing behind it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::embed::format::mappable::MAGIC;
use crate::embed::format::number::leading_number;
use crate::error::{Error, Result};
use crate::vector::format::npy;

/// How word vectors lie in a file.
///
/// # Examples
/// ```
/// use wordmill::embed::format::EmbeddingsFormat;
/// assert_eq!(EmbeddingsFormat::of_name("vectors.vec.gz".as_ref()), Some(EmbeddingsFormat::FastText));
/// assert_eq!(EmbeddingsFormat::of_name("vectors".as_ref()), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum EmbeddingsFormat {
    /// A line `n d`, then a word and its d numbers a line, blanks between.
    Word2VecText,
    /// A line `n d`, then for each word itself, a blank, and d `f32`s (little-endian); a line break may follow each.
    Word2VecBinary,
    /// A word and its numbers a line; no header.
    Glove,
    /// As word2vec's text; fastText itself writes five digits.
    FastText,
    /// NumPy's `.npy` of n rows, and a file of words, one a line, beside it (`x.npy`, `x.words`).
    Npy,
    /// A tensor `embeddings` (n × d) and, where the words are not beside it as for `.npy`, a tensor `words` of bytes:
    /// the words with a line break after each. A tensor `counts` may tell how often they were seen.
    Safetensors,
    /// Our own: see [`MappableFile`](crate::embed::format::MappableFile).
    Mappable,
}

impl EmbeddingsFormat {
    /// What the name of a file says: `.txt` and `.text` (word2vec), `.bin` (word2vec, binary), `.glove`, `.vec`, `.npy`,
    /// `.safetensors`, `.wordrows`, each perhaps followed by `.gz` or `.zst`.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(&name);
        match name.rsplit_once('.')?.1 {
            "txt" | "text" => Some(EmbeddingsFormat::Word2VecText),
            "bin" => Some(EmbeddingsFormat::Word2VecBinary),
            "glove" => Some(EmbeddingsFormat::Glove),
            "vec" => Some(EmbeddingsFormat::FastText),
            "npy" => Some(EmbeddingsFormat::Npy),
            "safetensors" => Some(EmbeddingsFormat::Safetensors),
            "wordrows" => Some(EmbeddingsFormat::Mappable),
            _ => None,
        }
    }

    /// What the first bytes of a file say (some thousands, or all it has), and its name where they leave it open.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where they fit no format.
    pub(crate) fn guess(path: &Path, start: &[u8]) -> Result<Self> {
        let other = |what: &str| Err(Error::corrupt(path.display().to_string(), what));
        if start.starts_with(npy::MAGIC) {
            return Ok(EmbeddingsFormat::Npy);
        } else if start.starts_with(MAGIC) {
            return Ok(EmbeddingsFormat::Mappable);
        } else if start.get(8) == Some(&b'{') && start[5..8] == [0; 3] {
            return Ok(EmbeddingsFormat::Safetensors);
        } else if start.starts_with(&FAST_TEXT_MODEL) {
            return other("it is a model of fastText; its vectors are read from a .vec file");
        } else if start.starts_with(b"\x80") || start.starts_with(b"PK\x03\x04") {
            return other("it is a pickle or an archive, not a file of word vectors");
        }
        let line_end = start.iter().position(|&byte| byte == b'\n');
        let (line, rest) = start.split_at(line_end.unwrap_or(start.len()));
        if is_header(line) {
            let by_name = EmbeddingsFormat::of_name(path).filter(|_| rest.len() < 2);
            let by_bytes = || match looks_like_text(&rest[rest.len().min(1)..]) {
                true => EmbeddingsFormat::Word2VecText,
                false => EmbeddingsFormat::Word2VecBinary,
            };
            return Ok(match by_name.unwrap_or_else(by_bytes) {
                EmbeddingsFormat::Word2VecBinary => EmbeddingsFormat::Word2VecBinary,
                _ => EmbeddingsFormat::Word2VecText,
            });
        }
        if !line.is_empty() && looks_like_text(line) {
            return Ok(EmbeddingsFormat::Glove);
        }
        other("it begins like no known file of word vectors")
    }
}

/// The number that models of fastText begin with.
const FAST_TEXT_MODEL: [u8; 4] = 793_712_314u32.to_le_bytes();

fn is_header(line: &[u8]) -> bool {
    let mut fields = 0;
    let mut digits = true;
    for field in line.split(u8::is_ascii_whitespace).filter(|field| !field.is_empty()) {
        fields += 1;
        digits &= field.iter().all(u8::is_ascii_digit);
    }
    digits && fields == 2
}

/// Whether a number follows the first word.
fn looks_like_text(bytes: &[u8]) -> bool {
    let Some(blank) = bytes.iter().position(|&byte| byte == b' ') else { return bytes.is_empty() };
    let field = &bytes[blank + 1..];
    let end = field.iter().position(|byte| matches!(byte, b' ' | b'\n' | b'\r'));
    let field = &field[..end.unwrap_or(field.len())];
    // A word that breaks off in a blank of its own cannot be told from text; such lines have a number at last.
    leading_number(field).is_some() || has_number_last(bytes)
}

/// Whether the first line ends in a number, as lines of words with blanks do.
fn has_number_last(bytes: &[u8]) -> bool {
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii_end();
    let last = line.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
    line.is_ascii() && leading_number(last).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_the_format() {
        use EmbeddingsFormat::*;
        for (start, expected) in [
            (&b"\x93NUMPY\x01\x00"[..], Npy),
            (b"wordrows\x01\0\0\0", Mappable),
            (b"\x40\0\0\0\0\0\0\0{\"embeddings\"", Safetensors),
            (b"2 3\nthe 0.1 0.2 0.3\n", Word2VecText),
            (b"2 3\nthe -1e-5", Word2VecText),
            (b"2 1\n. . 0.5\n", Word2VecText),
            (b"2 3\nthe \x00\x00\x80\x3f", Word2VecBinary),
            (b"0 3\n", Word2VecText),
            (b"the 0.1 0.2\n", Glove),
            (b"the 0.1", Glove),
        ] {
            assert_eq!(EmbeddingsFormat::guess("file".as_ref(), start).unwrap(), expected, "{start:?}");
        }
        assert_eq!(EmbeddingsFormat::guess("a.bin".as_ref(), b"0 3\n").unwrap(), Word2VecBinary);
        for start in [&b""[..], b"\n", b"once upon a time", b"\xba\x16\x4f\x2f", b"\x80\x04", b"PK\x03\x04"] {
            assert!(EmbeddingsFormat::guess("file".as_ref(), start).is_err(), "{start:?}");
        }
    }
}
