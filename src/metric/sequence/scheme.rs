//! [`TagScheme`]: the ways to write entities as tags, and which entities well-formed tags mean.
//!
//! The rules are seqeval's (1.2.2, `seqeval.scheme`): for two words in a row, which letters begin an entity, go on with
//! it, or end it, and whether their types must be the same. What does not end properly is no entity.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::metric::sequence::entity::Entity;
use crate::metric::sequence::tag::Tag;

/// A way to write entities as tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TagScheme {
    /// I inside, O outside, B for the first word of an entity right behind another of its type.
    Iob1,
    /// B for every first word.
    Iob2,
    /// E for the last word of an entity right before another of its type.
    Ioe1,
    /// E for every last word.
    Ioe2,
    /// B for first, E for last, S for single words.
    Iobes,
    /// B for first, L for last, U for single words.
    Bilou,
}

/// What a rule asks of the types of two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Types {
    Same,
    Different,
    Any,
}

/// Letters of a word, letters of the next, and their types.
type Rule = (&'static str, &'static str, Types);

const ALL: &str = "IOBESUL";

/// The rules of a scheme.
struct Rules {
    letters: &'static str,
    start: &'static [Rule],
    inside: &'static [Rule],
    end: &'static [Rule],
}

const IOB1: Rules = Rules {
    letters: "IOB",
    start: &[("OB", "I", Types::Any), ("I", "I", Types::Different), ("IB", "B", Types::Same)],
    inside: &[("BI", "I", Types::Same)],
    end: &[
        ("IB", "I", Types::Different),
        ("IB", "O", Types::Any),
        ("I", "B", Types::Any),
        ("B", "B", Types::Same),
    ],
};

const IOB2: Rules = Rules {
    letters: "IOB",
    start: &[(ALL, "B", Types::Any)],
    inside: &[("BI", "I", Types::Same)],
    end: &[("IB", "OB", Types::Any), ("IB", "I", Types::Different)],
};

const IOE1: Rules = Rules {
    letters: "IOE",
    start: &[("OE", "I", Types::Any), ("I", "I", Types::Different), ("E", "E", Types::Same)],
    inside: &[("I", "IE", Types::Same)],
    end: &[("I", "IE", Types::Different), ("I", "O", Types::Any), ("E", "IE", Types::Same)],
};

const IOE2: Rules = Rules {
    letters: "IOE",
    start: &[("OE", "IE", Types::Any), ("I", "IE", Types::Different)],
    inside: &[("I", "IE", Types::Same)],
    end: &[("E", ALL, Types::Any)],
};

const IOBES: Rules = Rules {
    letters: "IOBES",
    start: &[(ALL, "BS", Types::Any)],
    inside: &[("BI", "IE", Types::Same)],
    end: &[("SE", ALL, Types::Any)],
};

const BILOU: Rules = Rules {
    letters: "BILOU",
    start: &[(ALL, "BU", Types::Any)],
    inside: &[("BI", "IL", Types::Same)],
    end: &[("UL", ALL, Types::Any)],
};

impl TagScheme {
    /// The scheme of tags by the letters that occur: IOB2, IOE2, IOBES or BILOU.
    ///
    /// # Errors
    /// [`Error::Empty`] for a tag without letters, [`Error::Parameter`] where the letters are those of no scheme (those
    /// of `O` alone, for one).
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::TagScheme;
    /// assert_eq!(TagScheme::detect(&[["S-PER", "O"], ["B-LOC", "E-LOC"]], false)?, TagScheme::Iobes);
    /// assert!(TagScheme::detect(&[["I-PER", "O"]], false).is_err());
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn detect<R: AsRef<[S]>, S: AsRef<str>>(sentences: &[R], suffix: bool) -> Result<Self> {
        let mut letters = BTreeSet::new();
        for tag in sentences.iter().flat_map(AsRef::as_ref) {
            letters.insert(Tag::strict(tag.as_ref(), suffix)?.letter);
        }
        let letters: String = letters.into_iter().collect();
        match letters.as_str() {
            "BIO" | "BI" | "BO" | "B" => Ok(TagScheme::Iob2),
            "EIO" | "EI" | "EO" | "E" => Ok(TagScheme::Ioe2),
            "BEIOS" | "BEIS" | "BEIO" | "BEOS" | "BEI" | "BES" | "BEO" | "BE" | "S" => Ok(TagScheme::Iobes),
            "BILOU" | "BILU" | "BILO" | "BLOU" | "BIL" | "BLU" | "BLO" | "BL" | "U" => Ok(TagScheme::Bilou),
            _ => Err(Error::parameter("letters of the tags", letters, "those of IOB2, IOE2, IOBES or BILOU")),
        }
    }

    fn rules(self) -> &'static Rules {
        match self {
            TagScheme::Iob1 => &IOB1,
            TagScheme::Iob2 => &IOB2,
            TagScheme::Ioe1 => &IOE1,
            TagScheme::Ioe2 => &IOE2,
            TagScheme::Iobes => &IOBES,
            TagScheme::Bilou => &BILOU,
        }
    }

    /// The entities of sentences, in order.
    pub(crate) fn entities<R: AsRef<[S]>, S: AsRef<str>>(
        self,
        sentences: &[R],
        suffix: bool,
    ) -> Result<Vec<Entity>> {
        let (mut entities, mut first) = (Vec::new(), 0);
        for sentence in sentences {
            let sentence = sentence.as_ref();
            let tags = sentence.iter().map(|tag| self.tag(tag.as_ref(), suffix));
            let tags: Vec<Tag<'_>> = tags.chain([Ok(Tag::OUTSIDE)]).collect::<Result<_>>()?;
            self.rules().find(&tags, first, &mut entities);
            first += sentence.len() + 1;
        }
        Ok(entities)
    }

    /// A tag with a letter of the scheme.
    fn tag(self, text: &str, suffix: bool) -> Result<Tag<'_>> {
        let tag = Tag::strict(text, suffix)?;
        if self.rules().letters.contains(tag.letter) {
            return Ok(tag);
        }
        Err(Error::unknown(
            "letter of a tag",
            text,
            self.rules().letters.split("").filter(|letter| !letter.is_empty()),
        ))
    }
}

impl Rules {
    /// Adds the entities of one sentence, whose last tag stands behind it; its first word is at place `first`.
    fn find(&self, tags: &[Tag<'_>], first: usize, entities: &mut Vec<Entity>) {
        let (mut at, mut before) = (0, Tag::OUTSIDE);
        while let Some(&tag) = tags.get(at) {
            let start = at;
            at += 1;
            if allow(self.start, before, tag) {
                while at < tags.len() && allow(self.inside, tags[at - 1], tags[at]) {
                    at += 1;
                }
                if tags.get(at).is_some_and(|&next| allow(self.end, tags[at - 1], next)) {
                    entities.push(Entity::new(tag.kind, first + start, first + at));
                }
            }
            before = tags[at - 1];
        }
    }
}

/// Whether one of the rules fits a word and the next.
fn allow(rules: &[Rule], before: Tag<'_>, tag: Tag<'_>) -> bool {
    rules.iter().any(|&(here, next, types)| {
        let fits = match types {
            Types::Same => before.kind == tag.kind,
            Types::Different => before.kind != tag.kind,
            Types::Any => true,
        };
        fits && here.contains(before.letter) && next.contains(tag.letter)
    })
}
