//! [`WordNetLemmatizer`]: WordNet's morphy over a dictionary folder, with the lemmas of NLTK 3.10.
//!
//! A form is looked up among the irregular forms of its part of speech (`noun.exc` and its kin); if it is
//! none, a few endings are replaced. What the dictionary (`index.noun` and its kin) holds of the form
//! itself and of these candidates, in this order, are the lemmas. Only these eight files are read; what the
//! index says of senses is passed over. Collocations (`look_up`) are words like any other.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::error::{Error, Result};
use crate::text::lemma::lemmatizer::Lemmatizer;
use crate::text::lemma::part_of_speech::PartOfSpeech;

type Map<V> = HashMap<Box<str>, V, foldhash::fast::FixedState>;

/// Morphy over a WordNet dictionary (3.0 or 3.1) in memory.
///
/// As a [`Lemmatizer`] it answers as NLTK's `WordNetLemmatizer.lemmatize`: the shortest of the lemmas, the
/// first of several; a word used as nothing that WordNet holds stays as it is, and one without a part of
/// speech is taken for a noun. Case matters: WordNet is in lower case.
///
/// # Examples
/// ```no_run
/// use wordmill::text::lemma::{Lemmatizer, PartOfSpeech, WordNetLemmatizer};
/// let wordnet = WordNetLemmatizer::open("/usr/share/wordnet")?;
/// assert_eq!(wordnet.lemmatize("geese", None), "goose");
/// assert_eq!(wordnet.lemmatize("us", None), "u"); // the shortest
/// assert_eq!(wordnet.morphy("us", PartOfSpeech::Noun).as_deref(), Some("us")); // the first
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct WordNetLemmatizer {
    /// For each lemma the parts of speech that it is listed for, a bit each.
    lemmas: Map<u8>,
    /// For each part of speech its irregular forms and their lemmas.
    exceptions: [Map<Box<[Box<str>]>>; 4],
}

/// The parts of speech of WordNet, with the names of their files and their endings.
pub(crate) const PARTS: [Part; 4] = [
    Part {
        name: "noun",
        letter: "n",
        endings: &[
            ("s", ""),
            ("ses", "s"),
            ("ves", "f"),
            ("xes", "x"),
            ("zes", "z"),
            ("ches", "ch"),
            ("shes", "sh"),
            ("men", "man"),
            ("ies", "y"),
        ],
    },
    Part {
        name: "verb",
        letter: "v",
        endings: &[
            ("s", ""),
            ("ies", "y"),
            ("es", "e"),
            ("es", ""),
            ("ed", "e"),
            ("ed", ""),
            ("ing", "e"),
            ("ing", ""),
        ],
    },
    Part { name: "adj", letter: "a", endings: &[("er", ""), ("est", ""), ("er", "e"), ("est", "e")] },
    Part { name: "adv", letter: "r", endings: &[] },
];

pub(crate) struct Part {
    /// As in the names of its files.
    pub(crate) name: &'static str,
    /// As in its index.
    letter: &'static str,
    /// Endings of forms and what stands for them in the lemma.
    endings: &'static [(&'static str, &'static str)],
}

impl WordNetLemmatizer {
    /// Reads the dictionary in `folder` (Debian's `wordnet-base` puts it into `/usr/share/wordnet`).
    ///
    /// # Errors
    /// [`Error::Io`] for a file that is not there or cannot be read, [`Error::Parse`] for a line that is
    /// none of WordNet's or bytes that are no UTF-8.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = folder.as_ref();
        let mut lemmas = Map::default();
        let mut exceptions: [Map<_>; 4] = Default::default();
        for (number, part) in PARTS.iter().enumerate() {
            for_each_line(&folder.join(format!("index.{}", part.name)), |line| {
                if !line.starts_with(' ') {
                    *lemmas.entry(indexed_senses(line, part)?.0.into()).or_insert(0) |= 1 << number;
                }
                Some(())
            })?;
            for_each_line(&folder.join(format!("{}.exc", part.name)), |line| {
                let mut words = line.split_whitespace().map(Box::from);
                exceptions[number].insert(words.next()?, words.collect());
                Some(())
            })?;
        }
        Ok(WordNetLemmatizer { lemmas, exceptions })
    }

    /// How many lemmas the dictionary holds.
    #[must_use]
    pub fn lemma_count(&self) -> usize {
        self.lemmas.len()
    }

    /// The first lemma of `word`, as `wordnet.morphy` in NLTK; nothing where WordNet has none.
    #[must_use]
    pub fn morphy<'w>(&self, word: &'w str, part_of_speech: PartOfSpeech) -> Option<Cow<'w, str>> {
        let mut first = None;
        self.for_each_lemma(word, part_of_speech, |lemma| {
            first.get_or_insert(lemma);
        });
        first
    }

    /// All lemmas of `word` in the order of WordNet's rules, each once: `wordnet._morphy` in NLTK.
    #[must_use]
    pub fn lemmas<'w>(&self, word: &'w str, part_of_speech: PartOfSpeech) -> Vec<Cow<'w, str>> {
        let mut lemmas = Vec::new();
        self.for_each_lemma(word, part_of_speech, |lemma| {
            if !lemmas.contains(&lemma) {
                lemmas.push(lemma);
            }
        });
        lemmas
    }

    /// Hands the lemmas of `word` to `sink`; one may come twice.
    fn for_each_lemma<'w>(
        &self,
        word: &'w str,
        part_of_speech: PartOfSpeech,
        mut sink: impl FnMut(Cow<'w, str>),
    ) {
        let Some(number) = number_of(part_of_speech) else { return };
        let is_listed = |lemma: &str| self.lemmas.get(lemma).is_some_and(|parts| parts >> number & 1 == 1);
        if is_listed(word) {
            sink(Cow::Borrowed(word));
        }
        if let Some(irregular) = self.exceptions[number].get(word) {
            let listed = irregular.iter().filter(|lemma| is_listed(lemma));
            return listed.for_each(|lemma| sink(Cow::Owned(lemma.to_string())));
        }
        for (ending, replacement) in PARTS[number].endings {
            let Some(stem) = word.strip_suffix(ending) else { continue };
            let lemma = if ending.starts_with(replacement) {
                // Replaced by its own beginning: the lemma stands in the word.
                Cow::Borrowed(&word[..stem.len() + replacement.len()])
            } else {
                Cow::Owned([stem, replacement].concat())
            };
            if is_listed(&lemma) {
                sink(lemma);
            }
        }
    }
}

impl Lemmatizer for WordNetLemmatizer {
    fn lemmatize<'w>(&self, word: &'w str, part_of_speech: Option<PartOfSpeech>) -> Cow<'w, str> {
        let mut shortest: Option<(usize, Cow<'w, str>)> = None;
        self.for_each_lemma(word, part_of_speech.unwrap_or(PartOfSpeech::Noun), |lemma| {
            let length = lemma.chars().count();
            if shortest.as_ref().is_none_or(|(least, _)| length < *least) {
                shortest = Some((length, lemma));
            }
        });
        shortest.map_or(Cow::Borrowed(word), |(_, lemma)| lemma)
    }
}

/// The place of a part of speech in [`PARTS`].
fn number_of(part_of_speech: PartOfSpeech) -> Option<usize> {
    match part_of_speech {
        PartOfSpeech::Noun | PartOfSpeech::ProperNoun => Some(0),
        PartOfSpeech::Verb | PartOfSpeech::Auxiliary => Some(1),
        PartOfSpeech::Adjective => Some(2),
        PartOfSpeech::Adverb => Some(3),
        _ => None,
    }
}

/// The lemma of a line of an index and the offsets of its senses: `lemma part-of-speech senses pointers [pointer…] senses
/// tagged offset…`, the numbers of senses equal and at least 1.
pub(crate) fn indexed_senses<'l>(
    line: &'l str,
    part: &Part,
) -> Option<(&'l str, impl Iterator<Item = Option<u64>>)> {
    let mut words = line.split_ascii_whitespace();
    let lemma = words.next()?;
    let letter = words.next()?;
    let senses: usize = words.next()?.parse().ok()?;
    let pointers: usize = words.next()?.parse().ok()?;
    let again: usize = words.by_ref().nth(pointers)?.parse().ok()?;
    let is_offset = |offset: &&str| offset.bytes().all(|byte| byte.is_ascii_digit());
    let offsets = words.skip(1).filter(is_offset);
    let whole = letter == part.letter && senses > 0 && senses == again && senses == offsets.clone().count();
    whole.then_some((lemma, offsets.map(|offset| offset.parse().ok())))
}

/// Hands every line of a file to `take`, which says nothing of a line that it cannot read.
pub(crate) fn for_each_line(path: &Path, mut take: impl FnMut(&str) -> Option<()>) -> Result<()> {
    let bytes = fs::read(path).map_err(|source| Error::io(path, source))?;
    let lines = bytes.strip_suffix(b"\n").unwrap_or(&bytes).split(|&byte| byte == b'\n');
    for (line, number) in lines.zip(1..) {
        let text = String::from_utf8_lossy(line);
        if matches!(text, Cow::Owned(_)) {
            return Err(Error::parse(path, number, "bytes that are no UTF-8", &text));
        }
        take(&text).ok_or_else(|| Error::parse(path, number, "not a line of WordNet", &text))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A dictionary of a dozen words.
    fn dictionary() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let index = |letter: char, lemmas: &[&str]| -> String {
            let lines = lemmas.iter().map(|lemma| format!("{lemma} {letter} 1 2 @ ~ 1 0 01234567  \n"));
            ["  1 the first lines begin with two spaces\n".to_owned()].into_iter().chain(lines).collect()
        };
        for (name, content) in [
            ("index.noun", index('n', &["goose", "us", "u", "axe", "axis", "ax", "man", "look"])),
            ("index.verb", index('v', &["be", "hope", "hop", "look", "look_up"])),
            ("index.adj", index('a', &["large", "late", "good"])),
            ("index.adv", index('r', &["well"])),
            ("noun.exc", "axes ax axis\ngeese goose\n".to_owned()),
            ("verb.exc", "was be\nwent go\n".to_owned()),
            ("adj.exc", "better good well\n".to_owned()),
            ("adv.exc", "better well\n".to_owned()),
        ] {
            fs::write(folder.path().join(name), content).unwrap();
        }
        let path = folder.path().to_owned();
        (folder, path)
    }

    /// What NLTK 3.10.4 makes of the same words in WordNet 3.0.
    #[test]
    fn lemmas_come_in_the_order_of_nltk() {
        use PartOfSpeech::{Adjective, Adverb, Noun, Pronoun, ProperNoun, Verb};
        let (_folder, path) = dictionary();
        let wordnet = WordNetLemmatizer::open(&path).unwrap();
        assert_eq!(wordnet.lemma_count(), 16);
        assert_eq!(wordnet.lemmas("axes", Noun), ["ax", "axis"]);
        assert_eq!(wordnet.lemmas("us", Noun), ["us", "u"]);
        assert_eq!(wordnet.lemmas("hoping", Verb), ["hope", "hop"]);
        assert_eq!(wordnet.lemmas("men", ProperNoun), ["man"]);
        assert_eq!(wordnet.morphy("us", Noun).unwrap(), "us");
        assert_eq!(wordnet.morphy("went", Verb), None, "its lemma is not listed");
        for (word, part, lemma) in [
            ("us", None, "u"),
            ("hoping", Some(Verb), "hop"),
            ("hopes", Some(Verb), "hop"),
            ("larger", Some(Adjective), "large"),
            ("better", Some(Adverb), "well"),
            ("better", Some(Pronoun), "better"),
            ("Geese", None, "Geese"),
            ("", None, ""),
        ] {
            assert_eq!(wordnet.lemmatize(word, part), lemma, "{word}");
        }
    }

    #[test]
    fn what_is_no_dictionary_is_refused_by_file_and_line() {
        let (_folder, path) = dictionary();
        let refusal = |name: &str, content: &[u8]| {
            let file = path.join(name);
            let whole = fs::read(&file).unwrap();
            fs::write(&file, content).unwrap();
            let error = WordNetLemmatizer::open(&path).unwrap_err().to_string();
            fs::write(&file, whole).unwrap();
            error
        };
        for cut in [
            "dog",
            "dog n",
            "dog n 1 1 @ 1 0",
            "dog n 2 1 @ 2 0 1",
            "dog n 0 0 0 0",
            "dog v 1 0 1 0 7",
            "",
            "dog n 1 999 @",
        ] {
            let error = refusal("index.noun", format!("cat n 1 0 1 0 7\n{cut}\n").as_bytes());
            assert!(error.contains("index.noun, line 2: not a line"), "{error}");
        }
        let error = refusal("verb.exc", b"was be\n\xff\n");
        assert!(error.contains("verb.exc, line 2: bytes that are no UTF-8"), "{error}");
        fs::remove_file(path.join("adv.exc")).unwrap();
        let error = WordNetLemmatizer::open(&path).unwrap_err().to_string();
        assert!(error.contains("adv.exc"), "{error}");
    }
}
