//! [`AnalogyQuestions`]: questions of the form *a is to b as c is to d*, in sections.
//!
//! The format of word2vec's `questions-words.txt`: a line `: name` begins a section, any other holds four words. Blank
//! lines are passed over. gensim skips lines of other than four words; here they are errors, unless
//! [`AnalogyQuestions::read_lossy`] reads the file. A question before the first section is an error for both.

use std::path::Path;

use crate::error::{Error, Result};
use crate::text::corpus::lines::Lines;
use crate::text::corpus::source::open;

/// Questions of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalogySection {
    /// Its name.
    pub name: String,
    /// The questions: a, b, c and the answer d.
    pub questions: Vec<[String; 4]>,
}

/// A set of analogies.
///
/// # Examples
/// ```
/// use wordmill::embed::AnalogyQuestions;
/// let file = tempfile::NamedTempFile::new()?;
/// std::fs::write(&file, ": capitals\nRome Italy Paris France\n: plurals\ncup cups pot pots\n")?;
/// let questions = AnalogyQuestions::read(file.path())?;
/// assert_eq!(questions.sections()[1].questions[0], ["cup", "cups", "pot", "pots"]);
/// assert_eq!(questions.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalogyQuestions {
    sections: Vec<AnalogySection>,
    skipped: Vec<u64>,
}

impl AnalogyQuestions {
    /// Questions from elsewhere.
    #[must_use]
    pub fn new(sections: Vec<AnalogySection>) -> Self {
        AnalogyQuestions { sections, skipped: Vec::new() }
    }

    /// The questions of a file, plain or compressed with gzip or Zstandard.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Parse`] with the line for one of other than four words, for a question before the first
    /// section, and for bytes that are no UTF-8.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        read(path.as_ref(), false)
    }

    /// The same, skipping lines of other than four words as gensim does, and with U+FFFD for what is no UTF-8.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Parse`] for a question before the first section.
    pub fn read_lossy(path: impl AsRef<Path>) -> Result<Self> {
        read(path.as_ref(), true)
    }

    /// The sections, in the order of the file.
    #[must_use]
    pub fn sections(&self) -> &[AnalogySection] {
        &self.sections
    }

    /// The numbers of the lines that were skipped, from 1.
    #[must_use]
    pub fn skipped(&self) -> &[u64] {
        &self.skipped
    }

    /// Questions of all sections.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sections.iter().map(|section| section.questions.len()).sum()
    }

    /// Whether there is no question.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn read(path: &Path, lossy: bool) -> Result<AnalogyQuestions> {
    let mut set = AnalogyQuestions { sections: Vec::new(), skipped: Vec::new() };
    let mut lines = Lines::new(open(path)?, path.to_owned(), lossy);
    while let Some(line) = lines.next_line()? {
        if line.starts_with(": ") {
            let name = line.trim_start_matches([':', ' ']).trim().to_owned();
            set.sections.push(AnalogySection { name, questions: Vec::new() });
            continue;
        }
        let mut words = line.split_whitespace().map(str::to_owned);
        let four = [words.next(), words.next(), words.next(), words.next()];
        match (set.sections.last_mut(), four, words.next()) {
            (_, [None, ..], _) => {}
            (Some(section), [Some(a), Some(b), Some(c), Some(d)], None) => {
                section.questions.push([a, b, c, d]);
            }
            (Some(_), ..) if lossy => {
                let number = lines.number();
                set.skipped.push(number);
            }
            (section, ..) => {
                let what = match section {
                    Some(_) => "expected four words, or a colon, a blank and the name of a section",
                    None => "a question before the first section",
                };
                let got = line.into_owned();
                return Err(Error::parse(path, lines.number(), what, &got));
            }
        }
    }
    Ok(set)
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
        let error = |text: &[u8]| AnalogyQuestions::read(file(text).path()).unwrap_err().to_string();
        assert!(error(b": s\na b c d\na b c\n").contains("line 3: expected four words"));
        assert!(error(b": s\na b c d e\n").contains("line 2: expected four words"));
        assert!(error(b"\na b c d\n").contains("line 2: a question before the first section"));
        assert!(error(b": s\na b c \xff\n").contains("line 2: invalid UTF-8"));
        let lossy = AnalogyQuestions::read_lossy(file(b": s\na b c\n\na b c \xff\n:t\n").path()).unwrap();
        assert_eq!((lossy.len(), lossy.skipped()), (1, &[2, 5][..]));
        assert!(AnalogyQuestions::read_lossy(file(b"a b c d\n: s\n").path()).is_err());
        assert!(AnalogyQuestions::read(file(b"").path()).unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in collection::vec(any::<u8>(), 0..60), good in "[a-d: \n\t]{0,60}") {
            let file = file(&[good.as_bytes(), &bytes].concat());
            let lossy = AnalogyQuestions::read_lossy(file.path());
            if let Ok(strict) = AnalogyQuestions::read(file.path()) {
                prop_assert_eq!(lossy.unwrap(), strict);
            }
        }
    }

    #[test]
    fn sections_may_share_a_name() {
        let read = AnalogyQuestions::read(file(b": s : t \r\n: s : t\r\na b c d").path()).unwrap();
        assert_eq!(read.sections().iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["s : t", "s : t"]);
    }
}
