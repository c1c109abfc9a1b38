//! [`Lexicon`]: parameters laid out for looking up, one entry a word.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::text::sentence::punkt::parameters::PunktParameters;

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    number: usize,
    pub(crate) abbreviation: bool,
    pub(crate) sentence_starter: bool,
    /// Whether it is the first word of any collocation.
    pub(crate) collocates: bool,
    /// A sum of the flags in `parameters.rs`.
    pub(crate) orthography: u8,
}

impl Entry {
    /// Stands for a word that nothing is known of.
    pub(crate) const UNKNOWN: Entry = Entry {
        number: usize::MAX,
        abbreviation: false,
        sentence_starter: false,
        collocates: false,
        orthography: 0,
    };
}

/// All that is known, by word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lexicon {
    entries: HashMap<String, Entry, FixedState>,
    /// Pairs of numbers of words.
    collocations: HashSet<(usize, usize), FixedState>,
}

impl Lexicon {
    pub(crate) fn of(parameters: &PunktParameters) -> Self {
        let mut lexicon = Lexicon::default();
        for word in &parameters.abbreviations {
            lexicon.entry(word).abbreviation = true;
        }
        for word in &parameters.sentence_starters {
            lexicon.entry(word).sentence_starter = true;
        }
        for (word, &orthography) in &parameters.orthography {
            lexicon.entry(word).orthography = orthography;
        }
        for (first, second) in &parameters.collocations {
            lexicon.entry(first).collocates = true;
            let pair = (lexicon.entry(first).number, lexicon.entry(second).number);
            lexicon.collocations.insert(pair);
        }
        lexicon
    }

    fn entry(&mut self, word: &str) -> &mut Entry {
        let number = self.entries.len();
        self.entries.entry(word.to_owned()).or_insert(Entry { number, ..Entry::UNKNOWN })
    }

    /// What is known of `word`.
    #[inline]
    pub(crate) fn find(&self, word: &str) -> Option<Entry> {
        self.entries.get(word).copied()
    }

    /// Whether nothing is known of any word.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether the two words are a collocation.
    pub(crate) fn is_collocation(&self, first: Entry, second: Entry) -> bool {
        self.collocations.contains(&(first.number, second.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_the_parameters_know() {
        let mut parameters = PunktParameters::from_abbreviations(["mr", "j"]);
        parameters.collocations.insert(("j".into(), "bach".into()));
        parameters.orthography.insert("bach".into(), 4);
        let lexicon = Lexicon::of(&parameters);
        let (j, bach) = (lexicon.find("j").unwrap(), lexicon.find("bach").unwrap());
        assert!(j.abbreviation && j.collocates && !bach.abbreviation && bach.orthography == 4);
        assert!(lexicon.is_collocation(j, bach) && !lexicon.is_collocation(bach, j));
        assert_eq!(lexicon.find("x"), None);
    }
}
