//! [`read_words`]: the words between white space, a line a sentence, of a text of any length.
//!
//! White space is that of Python's `str.split`, by which gensim's `LineSentence` cuts (gensim 4.4.0); only `\n` ends a
//! line. Text is read in blocks that end after a byte of white space, so that neither a line nor the whole need fit in
//! memory. A byte order mark is skipped.

use std::io::{self, BufRead};
use std::path::Path;

use crate::error::{Error, Result};
use crate::text::corpus::lines::decode;
use crate::text::corpus::source::{Source, name, open};
use crate::text::python::is_space;

/// Bytes of a block. So many without white space are an error, not an allocation.
const BLOCK: usize = 1 << 20;

/// Takes words and the ends of sentences.
pub(crate) trait WordSink {
    /// Takes a word.
    fn word(&mut self, word: &str) -> Result<()>;

    /// The words since the last end are a sentence; there may be none.
    fn end_sentence(&mut self) -> Result<()>;
}

/// Hands over the words of a file, plain or compressed with gzip or Zstandard; `-` is standard input.
///
/// # Errors
/// [`Error::Io`] for a file that cannot be read, [`Error::Parse`] with the line for bytes that are no UTF-8 (unless
/// `lossy`), [`Error::Limit`] for 1 MiB without a blank, a tab or an end of line, and what the sink meets.
pub(crate) fn read_words(path: &Path, lossy: bool, sink: &mut impl WordSink) -> Result<()> {
    let mut blocks = Blocks { source: open(path)?, held: Vec::new(), used: 0, first: true };
    let (path, mut line) = (name(path), 1);
    while let Some(block) = blocks.next_block(path)? {
        let text = decode(block, path, line, lossy).map_err(|error| at_line(error, block))?;
        line += cut(&text, sink)?;
    }
    sink.end_sentence()
}

/// Counts the lines of the block that stand before its broken one.
fn at_line(error: Error, block: &[u8]) -> Error {
    let valid = std::str::from_utf8(block).map_or_else(|error| error.valid_up_to(), str::len);
    let before = block[..valid].iter().filter(|&&byte| byte == b'\n').count() as u64;
    match error {
        Error::Parse { input, line, what, got } => Error::Parse { input, line: line + before, what, got },
        other => other,
    }
}

/// Cuts a block into words and lines; gives the number of ends of lines.
fn cut(text: &str, sink: &mut impl WordSink) -> Result<u64> {
    let (bytes, mut lines, mut start, mut at) = (text.as_bytes(), 0, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        let width = match KINDS[byte as usize] {
            Kind::Word => {
                at += 1;
                continue;
            }
            Kind::Space | Kind::Line => 1,
            // White space beyond ASCII begins with one of four bytes.
            Kind::Perhaps => match text[at..].chars().next() {
                Some(character) if is_space(character) => character.len_utf8(),
                other => {
                    at += other.map_or(1, char::len_utf8);
                    continue;
                }
            },
        };
        if start < at {
            sink.word(&text[start..at])?;
        }
        if byte == b'\n' {
            lines += 1;
            sink.end_sentence()?;
        }
        at += width;
        start = at;
    }
    if start < at {
        sink.word(&text[start..])?;
    }
    Ok(lines)
}

/// What a byte may be.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Word,
    Space,
    Line,
    /// The first byte of white space, or of something else.
    Perhaps,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Word; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'\n' => Kind::Line,
            b'\t'..=b'\r' | b'\x1c'..=b' ' => Kind::Space,
            0xc2 | 0xe1..=0xe3 => Kind::Perhaps,
            _ => Kind::Word,
        };
        byte += 1;
    }
    kinds
};

/// A text in blocks.
struct Blocks {
    source: Source,
    /// What was read, after what of it was handed over.
    held: Vec<u8>,
    used: usize,
    first: bool,
}

impl Blocks {
    /// The next block: it ends after white space or with the text. Nothing after that.
    fn next_block(&mut self, path: &Path) -> Result<Option<&[u8]>> {
        self.held.drain(..self.used);
        let ended = self.fill().map_err(|source| Error::io(path, source))?;
        let last = self.held.iter().rposition(u8::is_ascii_whitespace);
        self.used = match (ended, last) {
            (true, _) => self.held.len(),
            (false, Some(last)) => last + 1,
            (false, None) => {
                let (limit, got) = (BLOCK as u64 - 1, self.held.len() as u64);
                return Err(Error::Limit { what: "bytes without white space", limit, got });
            }
        };
        let marked = std::mem::take(&mut self.first) && self.held.starts_with("\u{feff}".as_bytes());
        let start = if marked { '\u{feff}'.len_utf8() } else { 0 };
        Ok((self.used > 0).then(|| &self.held[start..self.used]))
    }

    /// Reads until a block is held; whether the text ended before.
    fn fill(&mut self) -> io::Result<bool> {
        while self.held.len() < BLOCK {
            let read = match self.source.fill_buf() {
                Ok([]) => return Ok(true),
                Ok(found) => {
                    self.held.extend_from_slice(found);
                    found.len()
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.source.consume(read);
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes down what comes.
    #[derive(Default)]
    struct Written(Vec<Vec<String>>, Vec<String>);

    impl WordSink for Written {
        fn word(&mut self, word: &str) -> Result<()> {
            self.1.push(word.to_owned());
            Ok(())
        }

        fn end_sentence(&mut self) -> Result<()> {
            self.0.push(std::mem::take(&mut self.1));
            Ok(())
        }
    }

    fn written(bytes: &[u8], lossy: bool) -> Result<Vec<Vec<String>>> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let mut sink = Written::default();
        read_words(file.path(), lossy, &mut sink)?;
        sink.0.retain(|sentence| !sentence.is_empty());
        Ok(sink.0)
    }

    /// Python 3: `[line.split() for line in text.split("\n")]` of the same characters.
    #[test]
    fn words_are_cut_as_by_python() {
        let text = "\u{feff}a b\tc\x0bd\x0ce\rf\r\n\n  \x1cg\x1dh\x1ei\x1fj\u{85}k\u{a0}l\u{2003}m\u{3000}n\u{1680}o\n\
                    é\u{200b}è ×\u{e1}ä á‐b \u{2060}x\nlast";
        let words = written(text.as_bytes(), false).unwrap();
        assert_eq!(words[0], ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(words[1], ["g", "h", "i", "j", "k", "l", "m", "n", "o"]);
        assert_eq!(words[2], ["é\u{200b}è", "×áä", "á‐b", "\u{2060}x"]);
        assert_eq!(words[3], ["last"]);
        assert_eq!(written(b"", false).unwrap().len(), 0);
    }

    #[test]
    fn blocks_do_not_show() {
        let lines: Vec<String> = (0..90_000).map(|n| format!("{n} wörd{} \u{3000}x", n * n)).collect();
        let words = written(lines.join("\n").as_bytes(), false).unwrap();
        assert_eq!(words.len(), lines.len());
        for (line, words) in lines.iter().zip(&words) {
            assert_eq!(&line.split_whitespace().collect::<Vec<_>>(), words);
        }
        // One line of many blocks.
        let words = written(lines.join(" ").as_bytes(), false).unwrap();
        assert_eq!((words.len(), words[0].len()), (1, 3 * lines.len()));
    }

    #[test]
    fn broken_bytes_are_named_by_their_line_or_replaced() {
        let mut text = "fine words\n".repeat(200_000).into_bytes();
        text.extend_from_slice(b"then \xff\xfe this\n");
        let error = written(&text, false).unwrap_err();
        assert!(matches!(error, Error::Parse { line: 200_001, .. }), "{error}");
        let words = written(&text, true).unwrap();
        assert_eq!(words[200_000], ["then", "\u{fffd}\u{fffd}", "this"]);
    }

    #[test]
    fn endless_words_are_refused() {
        let error = written(&vec![b'x'; 3 * BLOCK], false).unwrap_err();
        assert!(matches!(error, Error::Limit { .. }), "{error}");
    }
}
