//! Counted vocabularies as lines of text: `word`, tab, count, and where documents were counted, tab and their number.
//!
//! Where documents were counted, the first line holds a title, the number of words read and the number of documents.
//! Without such a line, each line is a word and its count: lists of other tools, as word2vec's, can be read so.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::error::{Error, Result, check_parameter};
use crate::persist::write_atomically;
use crate::text::counted::vocabulary::{CountedVocabulary, WordCount};
use crate::text::vocabulary::Vocabulary;

/// Opens the first line.
const TITLE: &str = "# words and documents";

impl CountedVocabulary {
    /// Writes the words in the order of their numbers, a line each; the file is there as a whole or not at all.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a word that holds a tab or a line break, [`Error::Io`] where the file cannot be written.
    ///
    /// # Examples
    /// ```
    /// use wordmill::text::counted::CountedVocabulary;
    /// let folder = tempfile::tempdir().unwrap();
    /// let path = folder.path().join("words.tsv");
    /// let counted = CountedVocabulary::of_documents([["so", "good"], ["good", "film"]])?;
    /// counted.save(&path)?;
    /// let text = std::fs::read_to_string(&path).unwrap();
    /// assert_eq!(text, "# words and documents\t4\t2\ngood\t2\t2\nso\t1\t1\nfilm\t1\t1\n");
    /// assert_eq!(CountedVocabulary::load(&path)?, counted);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        for word in self.vocabulary().iter() {
            let plain = !word.contains(['\t', '\n']);
            check_parameter(plain, "word", format_args!("{word:?}"), "one without tabs and line breaks")?;
        }
        write_atomically(path.as_ref(), |out| {
            if self.documents() == 0 {
                return self.iter().try_for_each(|(word, count, _)| writeln!(out, "{word}\t{count}"));
            }
            writeln!(out, "{TITLE}\t{}\t{}", self.positions(), self.documents())?;
            self.iter().try_for_each(|(word, count, documents)| writeln!(out, "{word}\t{count}\t{documents}"))
        })
    }

    /// Reads what [`save`](CountedVocabulary::save) wrote, or lines of words and counts.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read; [`Error::Parse`] naming the line that is not UTF-8, lacks a cell,
    /// has one too many or one that is no number, or repeats a word; [`Error::Limit`] past 2³² − 2 words.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let io = |source| Error::io(path, source);
        let mut reader = BufReader::new(File::open(path).map_err(io)?);
        let (mut bytes, mut number, mut rows) = (Vec::new(), 0, Rows::default());
        while reader.read_until(b'\n', &mut bytes).map_err(io)? > 0 {
            number += 1;
            let failed = |what, got: &str| Error::parse(path, number, what, got);
            let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
            let line = std::str::from_utf8(line)
                .map_err(|_| failed("it is not UTF-8", &String::from_utf8_lossy(line)))?;
            rows.read(line, number).map_err(|refused| match refused {
                Refused::Line(what, got) => failed(what, got),
                Refused::Limit(error) => error,
            })?;
            bytes.clear();
        }
        rows.finish()
    }
}

/// Lines read so far.
#[derive(Default)]
struct Rows {
    words: Vocabulary,
    entries: Vec<WordCount>,
    /// Words and documents by the first line, if it tells them.
    totals: Option<(u64, u64)>,
}

/// Why a line is not taken.
enum Refused<'l> {
    Line(&'static str, &'l str),
    Limit(Error),
}

impl Rows {
    fn read<'l>(&mut self, line: &'l str, number: u64) -> Result<(), Refused<'l>> {
        let cells: Vec<&str> = line.split('\t').collect();
        let count = |cell: &'l str| {
            let all_digits = cell.bytes().all(|byte| byte.is_ascii_digit());
            let count = if all_digits { cell.parse::<u64>().ok() } else { None };
            count.ok_or(Refused::Line("this is no count", cell))
        };
        if let (1, [TITLE, words, documents]) = (number, cells.as_slice()) {
            self.totals = Some((count(words)?, count(documents)?));
            return Ok(());
        }
        let (word, entry) = match (cells.as_slice(), self.totals) {
            ([word, words], None) => (word, WordCount { count: count(words)?, documents: 0 }),
            ([word, words, held], Some((_, all))) => {
                let documents = count(held)?;
                if documents > all {
                    return Err(Refused::Line("more documents than there are", held));
                }
                (word, WordCount { count: count(words)?, documents })
            }
            (_, None) => return Err(Refused::Line("expected a word, a tab and its count", line)),
            (_, Some(_)) => return Err(Refused::Line("expected a word and two counts between tabs", line)),
        };
        let id = self.words.add(word).map_err(Refused::Limit)?;
        if id.index() < self.entries.len() {
            return Err(Refused::Line("the word stands in an earlier line, too", word));
        }
        self.entries.push(entry);
        Ok(())
    }

    fn finish(self) -> Result<CountedVocabulary> {
        let sum = self.entries.iter().fold(0u64, |sum, entry| sum.saturating_add(entry.count));
        let (positions, documents) = self.totals.unwrap_or((sum, 0));
        CountedVocabulary::of_rows(self.words.iter().zip(self.entries), documents, positions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(bytes: &[u8]) -> Result<CountedVocabulary> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words.tsv");
        std::fs::write(&path, bytes).unwrap();
        CountedVocabulary::load(&path)
    }

    #[test]
    fn lists_of_words_and_counts_are_read_and_written() {
        let counted = loaded("é\t2\n\t5\nlast\r\t1".as_bytes()).unwrap();
        assert_eq!((counted.count("é"), counted.count(""), counted.count("last\r")), (2, 5, 1));
        assert_eq!((counted.documents(), counted.positions()), (0, 8));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words.tsv");
        counted.save(&path).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "é\t2\n\t5\nlast\r\t1\n");
        assert!(loaded(b"").unwrap().is_empty());
    }

    #[test]
    fn errors_name_the_line_and_the_value() {
        for (text, expected) in [
            (&b"a\t1\nb\tmany\n"[..], "line 2: this is no count: \"many\""),
            (b"a\t1\na\t2\n", "line 2: the word stands in an earlier line, too: \"a\""),
            (b"a\n", "line 1: expected a word, a tab and its count: \"a\""),
            (b"a\t18446744073709551616\n", "line 1: this is no count: \"18446744073709551616\""),
            (b"a\t+1\n", "line 1: this is no count: \"+1\""),
            (b"a\t1\n\xff\t1\n", "line 2: it is not UTF-8"),
            (b"# words and documents\t3\t1\na\t3\t2\n", "line 2: more documents than there are: \"2\""),
            (
                b"# words and documents\t3\t1\na\t3\n",
                "line 2: expected a word and two counts between tabs: \"a\\t3\"",
            ),
            (b"a\t1\n\n", "line 2: expected a word, a tab and its count: \"\""),
        ] {
            let error = loaded(text).unwrap_err().to_string();
            assert!(error.contains("words.tsv") && error.contains(expected), "{error}");
        }
    }

    #[test]
    fn words_that_no_line_can_hold_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words.tsv");
        for word in ["a\tb", "a\nb"] {
            let counted = CountedVocabulary::of_documents([[word]]).unwrap();
            assert!(matches!(counted.save(&path), Err(Error::Parameter { .. })));
        }
        assert!(!path.exists());
        assert!(matches!(CountedVocabulary::load(&path), Err(Error::Io { .. })));
    }
}
