//! [`WordPairs`]: pairs of words and how alike people find them.
//!
//! A line holds two words and a number, between tabs where it has a tab, else between white space; blank lines and
//! those that begin with `#` are passed over. gensim's `evaluate_word_pairs` takes one separator for all lines and skips
//! every line that does not fit; here such a line is an error, unless [`WordPairs::read_lossy`] reads the file.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::text::corpus::lines::Lines;
use crate::text::corpus::source::open;

/// Two words and their score.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredPair {
    /// The words.
    pub words: [String; 2],
    /// How alike people find them.
    pub score: f64,
}

/// A word-similarity set.
///
/// # Examples
/// ```
/// use wordmill::embed::WordPairs;
/// let file = tempfile::NamedTempFile::new()?;
/// std::fs::write(&file, "# of our own\nword one\tword two\tscore\ntea\tcup\t7.5\nbig large 9\n")?;
/// assert!(WordPairs::read(file.path()).unwrap_err().to_string().contains("line 2"));
/// let pairs = WordPairs::read_after_header(file.path())?;
/// assert_eq!((pairs.pairs().len(), pairs.pairs()[1].score), (2, 9.0));
/// assert_eq!(WordPairs::read_lossy(file.path())?.skipped(), [2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct WordPairs {
    name: PathBuf,
    pairs: Vec<ScoredPair>,
    skipped: Vec<u64>,
}

impl WordPairs {
    /// Pairs from elsewhere; `name` is told beside their scores.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a score that is not finite.
    pub fn new(name: &str, pairs: Vec<ScoredPair>) -> Result<Self> {
        match pairs.iter().find(|pair| !pair.score.is_finite()) {
            Some(pair) => Err(Error::parameter("score", pair.score, "a finite number")),
            None => Ok(WordPairs { name: name.into(), pairs, skipped: Vec::new() }),
        }
    }

    /// The pairs of a file, plain or compressed with gzip or Zstandard.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Parse`] with the line for one that is not two words and a finite number, or no UTF-8.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        Reading { header: false, lossy: false }.read(path.as_ref())
    }

    /// The same for a file whose first line, comments aside, names its columns.
    ///
    /// # Errors
    /// As [`WordPairs::read`].
    pub fn read_after_header(path: impl AsRef<Path>) -> Result<Self> {
        Reading { header: true, lossy: false }.read(path.as_ref())
    }

    /// The same, skipping lines that do not fit as gensim does, and with U+FFFD for what is no UTF-8.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn read_lossy(path: impl AsRef<Path>) -> Result<Self> {
        Reading { header: false, lossy: true }.read(path.as_ref())
    }

    /// The file that they come from.
    #[must_use]
    pub fn name(&self) -> &Path {
        &self.name
    }

    /// The pairs, in the order of the file.
    #[must_use]
    pub fn pairs(&self) -> &[ScoredPair] {
        &self.pairs
    }

    /// The numbers of the lines that were skipped, from 1.
    #[must_use]
    pub fn skipped(&self) -> &[u64] {
        &self.skipped
    }
}

/// How to read.
struct Reading {
    header: bool,
    lossy: bool,
}

impl Reading {
    fn read(&self, path: &Path) -> Result<WordPairs> {
        let mut set = WordPairs { name: path.to_owned(), pairs: Vec::new(), skipped: Vec::new() };
        let mut lines = Lines::new(open(path)?, path.to_owned(), self.lossy);
        let mut header = self.header;
        while let Some(line) = lines.next_line()? {
            if line.trim().is_empty() || line.starts_with('#') || std::mem::take(&mut header) {
                continue;
            }
            match pair(&line) {
                Some(pair) => set.pairs.push(pair),
                None if self.lossy => {
                    let number = lines.number();
                    set.skipped.push(number);
                }
                None => {
                    let got = line.into_owned();
                    let what = "expected two words and a finite number";
                    return Err(Error::parse(path, lines.number(), what, &got));
                }
            }
        }
        Ok(set)
    }
}

/// The pair of a line.
fn pair(line: &str) -> Option<ScoredPair> {
    let fields: Vec<&str> =
        if line.contains('\t') { line.split('\t').collect() } else { line.split_whitespace().collect() };
    let [first, second, score] = fields[..] else { return None };
    let score: f64 = score.trim().parse().ok()?;
    score.is_finite().then(|| ScoredPair { words: [first.to_owned(), second.to_owned()], score })
}

#[cfg(test)]
mod tests {
    use proptest::collection;
    use proptest::prelude::*;

    use super::*;

    fn file(text: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(&file, text).unwrap();
        file
    }

    #[test]
    fn lines_that_do_not_fit_are_named() {
        let line_of = |text: &str| match WordPairs::read(file(text.as_bytes()).path()).unwrap_err() {
            Error::Parse { line, got, .. } => (line, got),
            other => panic!("{other}"),
        };
        assert_eq!(line_of("a\tb\t1\n\na\tb\n"), (3, "a\tb".to_owned()));
        assert_eq!(line_of("a b 1\na b NaN"), (2, "a b NaN".to_owned()));
        assert_eq!(line_of("a\tb\t1\tx\r\n").0, 1);
        assert!(WordPairs::read(file(b"a\tb\xff\t1\n").path()).is_err());
        let lossy = WordPairs::read_lossy(file(b"a\tb\xff\t1\nx\n# c\ny\tz\t2\n").path()).unwrap();
        assert_eq!((lossy.pairs().len(), lossy.skipped()), (2, &[2][..]));
        assert!(WordPairs::read("no such file").is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in collection::vec(any::<u8>(), 0..60), good in "[ab1.#e\n\t ]{0,60}") {
            let file = file(&[good.as_bytes(), &bytes].concat());
            let lossy = WordPairs::read_lossy(file.path()).unwrap();
            prop_assert!(lossy.pairs().iter().all(|pair| pair.score.is_finite()));
            if let Ok(strict) = WordPairs::read(file.path()) {
                prop_assert_eq!(lossy, strict);
            }
        }
    }

    #[test]
    fn words_between_tabs_may_hold_blanks() {
        let read = WordPairs::read(file("New York\tParis\t 4.5 \r\n".as_bytes()).path()).unwrap();
        assert_eq!(read.pairs()[0].words[0], "New York");
        assert_eq!(read.pairs()[0].score, 4.5);
        let pair = ScoredPair { words: ["a".into(), "b".into()], score: f64::INFINITY };
        assert!(WordPairs::new("own", vec![pair]).is_err());
    }
}
