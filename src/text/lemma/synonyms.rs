//! [`WordNetSynonyms`]: the words that share a sense with a word, from the WordNet in a folder of yours.
//!
//! A word is looked up as in NLTK 3.10's `wordnet.synsets`: lower-cased, as every part of speech, under the lemmas that
//! morphy gives. Of the words of a sense only single ones are kept, no collocations (`look_up`).

use std::collections::HashMap;
use std::path::Path;

use crate::error::Result;
use crate::text::lemma::part_of_speech::PartOfSpeech;
use crate::text::lemma::wordnet::{PARTS, WordNetLemmatizer, for_each_line, indexed_senses};

type Map<V> = HashMap<Box<str>, V, foldhash::fast::FixedState>;

/// The senses of WordNet (3.0 or 3.1) and their words, in memory.
///
/// # Examples
/// ```no_run
/// use wordmill::text::lemma::WordNetSynonyms;
/// let wordnet = WordNetSynonyms::open("/usr/share/wordnet")?;
/// assert!(wordnet.synonyms("cars").contains(&"automobile"));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct WordNetSynonyms {
    lemmatizer: WordNetLemmatizer,
    /// For each part of speech the senses of a lemma.
    senses: [Map<Box<[u32]>>; 4],
    /// The words of each sense.
    words: Vec<Box<[Box<str>]>>,
}

impl WordNetSynonyms {
    /// Reads the dictionary in `folder`: what [`WordNetLemmatizer::open`] reads, and `data.noun` and its kin.
    ///
    /// # Errors
    /// As [`WordNetLemmatizer::open`].
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = folder.as_ref();
        let lemmatizer = WordNetLemmatizer::open(folder)?;
        let mut senses: [Map<_>; 4] = Default::default();
        let mut words = Vec::new();
        for (part, senses) in PARTS.iter().zip(&mut senses) {
            let mut numbers: HashMap<u64, u32> = HashMap::new();
            for_each_line(&folder.join(format!("data.{}", part.name)), |line| {
                if !line.starts_with(' ') {
                    let (offset, of_sense) = sense_of(line)?;
                    numbers.insert(offset, words.len() as u32);
                    words.push(of_sense);
                }
                Some(())
            })?;
            for_each_line(&folder.join(format!("index.{}", part.name)), |line| {
                if !line.starts_with(' ') {
                    let (lemma, offsets) = indexed_senses(line, part)?;
                    let known: Option<Box<[u32]>> =
                        offsets.map(|offset| numbers.get(&offset?).copied()).collect();
                    senses.insert(lemma.into(), known?);
                }
                Some(())
            })?;
        }
        Ok(WordNetSynonyms { lemmatizer, senses, words })
    }

    /// The words that share a sense with `word`, itself among them if WordNet has it, each once, in the order of the
    /// senses.
    #[must_use]
    pub fn synonyms(&self, word: &str) -> Vec<&str> {
        let mut synonyms = Vec::new();
        self.for_each_synonym(word, |synonym| {
            if !synonyms.contains(&synonym) {
                synonyms.push(synonym);
            }
        });
        synonyms
    }

    /// Hands the same words to `sink`; one may come several times.
    pub(crate) fn for_each_synonym<'s>(&'s self, word: &str, mut sink: impl FnMut(&'s str)) {
        let word = word.to_lowercase();
        let parts = [PartOfSpeech::Noun, PartOfSpeech::Verb, PartOfSpeech::Adjective, PartOfSpeech::Adverb];
        for (part, senses) in parts.into_iter().zip(&self.senses) {
            for lemma in self.lemmatizer.lemmas(&word, part) {
                let numbers = senses.get(lemma.as_ref()).map_or(&[][..], |numbers| numbers);
                let words = numbers.iter().flat_map(|&number| &self.words[number as usize]);
                words.for_each(|word| sink(word));
            }
        }
    }
}

/// The offset and the single words of a line `offset file kind count word id word id …`, the count hexadecimal.
fn sense_of(line: &str) -> Option<(u64, Box<[Box<str>]>)> {
    let mut fields = line.split_ascii_whitespace();
    let offset = fields.next()?.parse().ok()?;
    let count = usize::from_str_radix(fields.nth(2)?, 16).ok()?;
    let mut words = Vec::new();
    for _ in 0..count {
        let word = fields.next()?;
        fields.next()?;
        // Adjectives may say where they stand: `galore(ip)`.
        let word = word.split_once('(').filter(|_| word.ends_with(')')).map_or(word, |(word, _)| word);
        if !word.contains('_') {
            words.push(word.into());
        }
    }
    Some((offset, words.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A dictionary of two senses.
    fn dictionary() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        for part in &PARTS {
            write(&format!("index.{}", part.name), "  1 a note\n");
            write(&format!("data.{}", part.name), "  1 a note\n");
            write(&format!("{}.exc", part.name), "geese goose\n");
        }
        write("index.noun", "car n 2 1 @ 2 0 00000017 00000099  \nauto n 1 0 1 0 00000017  \n");
        write(
            "data.noun",
            "  1 note\n00000017 06 n 03 car 0 auto 0 motor_car 0 001 @ 1 n 0000 | a vehicle\n\
                            00000099 06 n 01 railcar 0 000 | another\n",
        );
        write("index.adj", "full a 1 0 1 0 00000005\n");
        write("data.adj", "00000005 00 s 02 full 0 galore(ip) 0 000 | many\n");
        folder
    }

    #[test]
    fn senses_give_their_single_words() {
        let folder = dictionary();
        let wordnet = WordNetSynonyms::open(folder.path()).unwrap();
        assert_eq!(wordnet.synonyms("Cars"), ["car", "auto", "railcar"]);
        assert_eq!(wordnet.synonyms("auto"), ["car", "auto"]);
        assert_eq!(wordnet.synonyms("full"), ["full", "galore"]);
        assert_eq!(wordnet.synonyms("bus"), [""; 0]);
    }

    #[test]
    fn what_is_no_dictionary_is_refused() {
        let folder = dictionary();
        for line in ["x", "5 00 s", "00000005 00 s 02 full 0 galore"] {
            fs::write(folder.path().join("data.adj"), line).unwrap();
            assert!(WordNetSynonyms::open(folder.path()).is_err(), "{line}");
        }
        fs::write(folder.path().join("data.adj"), "  1 a note\n").unwrap();
        assert!(
            WordNetSynonyms::open(folder.path()).is_err(),
            "the index speaks of a sense that is not there"
        );
    }
}
