//! [`LookupLemmatizer`]: lemmas out of a table.
//!
//! The table is a text file, a form a line: `form<TAB>lemma`, or `form<TAB>part of speech<TAB>lemma` with a UPOS
//! tag, which may be empty. Nothing is quoted; empty lines and lines that begin with `#` are passed over.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::persist;
use crate::text::lemma::lemmatizer::Lemmatizer;
use crate::text::lemma::part_of_speech::PartOfSpeech;

/// The kind of a saved table.
const KIND: &str = "lookup lemmatizer";

/// A row of a table: form, part of speech, lemma.
pub type LemmaRow = (String, Option<PartOfSpeech>, String);

/// A table of forms and their lemmas.
///
/// A form is sought as it stands, then in lower case. Where its part of speech is known, a row for it comes
/// first, then a row for any; where it is not, a row for any comes first, then the first of the others. A
/// form that has no row is its own lemma.
///
/// # Examples
/// ```
/// use wordmill::text::lemma::{Lemmatizer, LookupLemmatizer, PartOfSpeech};
/// let table = LookupLemmatizer::parse("mice\tmouse\nsaw\tVERB\tsee\nsaw\tNOUN\tsaw\n", "my table")?;
/// assert_eq!(table.lemmatize("Mice", None), "mouse");
/// assert_eq!(table.lemmatize("saw", Some(PartOfSpeech::Noun)), "saw");
/// assert_eq!(table.lemmatize("saw", None), "see");
/// assert_eq!(table.lemmatize("Unheard", None), "Unheard");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<LemmaRow>", into = "Vec<LemmaRow>")]
pub struct LookupLemmatizer {
    /// The lemmas of each form, in the order of the rows, one a part of speech.
    lemmas: HashMap<Box<str>, Vec<Choice>, foldhash::fast::FixedState>,
}

/// A lemma, for one part of speech or any.
type Choice = (Option<PartOfSpeech>, Box<str>);

impl LookupLemmatizer {
    /// A table of rows.
    ///
    /// # Errors
    /// [`Error::Corrupt`] for a form or lemma that is empty, and for two lemmas of one form and part of
    /// speech.
    pub fn from_rows(rows: impl IntoIterator<Item = LemmaRow>) -> Result<Self> {
        let mut table = LookupLemmatizer::default();
        for (form, part_of_speech, lemma) in rows {
            table
                .add(&form, part_of_speech, &lemma)
                .map_err(|reason| Error::corrupt(format!("row of {form:?}"), reason))?;
        }
        Ok(table)
    }

    /// Reads a table.
    ///
    /// # Errors
    /// [`Error::Io`] for a file that cannot be read, else as [`parse`](Self::parse).
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|source| Error::io(path, source))?;
        match std::str::from_utf8(&bytes) {
            Ok(text) => LookupLemmatizer::parse(text, path),
            Err(error) => {
                let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count();
                Err(Error::parse(path, line as u64, "bytes that are no UTF-8", ""))
            }
        }
    }

    /// Reads a table out of text; `name` is what errors call it.
    ///
    /// # Errors
    /// [`Error::Parse`] for a line without two or three columns, an unknown part of speech, an empty form or
    /// lemma, and a second lemma for one form and part of speech.
    pub fn parse(text: &str, name: impl AsRef<Path>) -> Result<Self> {
        let mut table = LookupLemmatizer::default();
        for (line, number) in text.lines().zip(1..) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let refuse = |what| Error::parse(name.as_ref(), number, what, line);
            let columns: Vec<&str> = line.split('\t').collect();
            let (form, tag, lemma) = match columns[..] {
                [form, lemma] => (form, "", lemma),
                [form, tag, lemma] => (form, tag, lemma),
                _ => return Err(refuse("expected form, lemma, and perhaps a part of speech between them")),
            };
            let part_of_speech = if tag.is_empty() { None } else { Some(tag.parse()) };
            let part_of_speech = part_of_speech.transpose().map_err(|_| refuse("unknown part of speech"))?;
            table.add(form, part_of_speech, lemma).map_err(refuse)?;
        }
        Ok(table)
    }

    /// Loads a table that was saved.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read, [`Error::Corrupt`] for one that is damaged or none.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        persist::load(path.as_ref(), KIND)
    }

    /// Saves the table; the file is whole or not there.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        persist::save(path.as_ref(), KIND, self)
    }

    /// How many forms have a row.
    #[must_use]
    pub fn form_count(&self) -> usize {
        self.lemmas.len()
    }

    fn add(
        &mut self,
        form: &str,
        part_of_speech: Option<PartOfSpeech>,
        lemma: &str,
    ) -> Result<(), &'static str> {
        if form.is_empty() || lemma.is_empty() {
            return Err("an empty form or lemma");
        }
        let choices = self.lemmas.entry(form.into()).or_default();
        match choices.iter().find(|(part, _)| *part == part_of_speech) {
            Some((_, known)) if **known == *lemma => Ok(()),
            Some(_) => Err("a second lemma for one form and part of speech"),
            None => {
                choices.push((part_of_speech, lemma.into()));
                Ok(())
            }
        }
    }

    fn find(&self, form: &str, part_of_speech: Option<PartOfSpeech>) -> Option<&str> {
        let choices = self.lemmas.get(form)?;
        let of = |part| choices.iter().find(|(known, _)| *known == part);
        let choice = match part_of_speech {
            Some(_) => of(part_of_speech).or_else(|| of(None)),
            None => of(None).or_else(|| choices.first()),
        };
        choice.map(|(_, lemma)| &**lemma)
    }
}

impl Lemmatizer for LookupLemmatizer {
    fn lemmatize<'w>(&self, word: &'w str, part_of_speech: Option<PartOfSpeech>) -> Cow<'w, str> {
        let lower = || word.chars().any(char::is_uppercase).then(|| word.to_lowercase());
        let found = self.find(word, part_of_speech);
        match found.or_else(|| self.find(&lower()?, part_of_speech)) {
            Some(lemma) if lemma != word => Cow::Owned(lemma.to_owned()),
            _ => Cow::Borrowed(word),
        }
    }
}

impl TryFrom<Vec<LemmaRow>> for LookupLemmatizer {
    type Error = Error;

    fn try_from(rows: Vec<LemmaRow>) -> Result<Self> {
        LookupLemmatizer::from_rows(rows)
    }
}

impl From<LookupLemmatizer> for Vec<LemmaRow> {
    /// The rows by form, those of one form in their order.
    fn from(table: LookupLemmatizer) -> Vec<LemmaRow> {
        let mut forms: Vec<(Box<str>, Vec<Choice>)> = table.lemmas.into_iter().collect();
        forms.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let rows = |(form, choices): (Box<str>, Vec<Choice>)| {
            choices.into_iter().map(move |(part, lemma)| (form.to_string(), part, lemma.into()))
        };
        forms.into_iter().flat_map(rows).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PartOfSpeech::{Adjective, Noun, Verb};

    const TABLE: &str =
        "# ours\nÄpfel\t\tApfel\nleaves\tNOUN\tleaf\r\nleaves\tVERB\tleave\n\nfast\tfast\nbest\tADJ\tgood";

    #[test]
    fn rows_are_chosen_by_part_of_speech_and_case() {
        let table = LookupLemmatizer::parse(TABLE, "table").unwrap();
        assert_eq!(table.form_count(), 4);
        for (word, part, lemma) in [
            ("Äpfel", None, "Apfel"),
            ("äpfel", None, "äpfel"),
            ("leaves", None, "leaf"),
            ("LEAVES", Some(Verb), "leave"),
            ("leaves", Some(Adjective), "leaves"),
            ("fast", Some(Noun), "fast"),
            ("Best", Some(Adjective), "good"),
            ("", None, ""),
        ] {
            assert_eq!(table.lemmatize(word, part), lemma, "{word} {part:?}");
        }
    }

    #[test]
    fn bad_lines_are_named() {
        for (line, what) in [
            ("one", "expected form"),
            ("a\tb\tc\td", "expected form"),
            ("a\tNN\tb", "unknown part of speech"),
            ("\tb", "empty"),
            ("a\tNOUN\t", "empty"),
            ("fast\tquick", "second lemma"),
        ] {
            let error =
                LookupLemmatizer::parse(&format!("fast\tfast\n{line}\n"), "t.tsv").unwrap_err().to_string();
            assert!(error.contains("t.tsv, line 2") && error.contains(what), "{error}");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("latin1.tsv");
        std::fs::write(&path, b"a\tb\nna\xefve\tnaive\n").unwrap();
        let error = LookupLemmatizer::open(&path).unwrap_err().to_string();
        assert!(error.contains("latin1.tsv, line 2"), "{error}");
    }

    #[test]
    fn is_saved_and_read_back_and_checked() {
        let table = LookupLemmatizer::parse(TABLE, "table").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table");
        table.save(&path).unwrap();
        assert_eq!(LookupLemmatizer::load(&path).unwrap(), table);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
        assert!(matches!(LookupLemmatizer::load(&path), Err(Error::Corrupt { .. })));
        let json = r#"[["a", null, "b"], ["a", null, "c"]]"#;
        assert!(
            serde_json::from_str::<LookupLemmatizer>(json).unwrap_err().to_string().contains("second lemma")
        );
    }
}
