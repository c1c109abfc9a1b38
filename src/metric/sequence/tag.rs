//! [`Tag`]: the letter of a tag, which says where in an entity its word stands, and the type of the entity.

use crate::error::{Error, Result};

/// A tag, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    pub(crate) letter: char,
    pub(crate) kind: &'t str,
}

impl<'t> Tag<'t> {
    /// Outside of any entity.
    pub(crate) const OUTSIDE: Tag<'static> = Tag { letter: 'O', kind: "_" };

    /// As the lenient rules read a tag: `B-PER`, or `PER-B` with the letter behind; one hyphen goes.
    pub(crate) fn lenient(text: &'t str, suffix: bool) -> Result<Self> {
        let (letter, rest) = letter(text, suffix)?;
        let kind = if suffix {
            rest.rsplit_once('-').map_or(rest, |(kind, _)| kind)
        } else {
            rest.split_once('-').map_or(rest, |(_, kind)| kind)
        };
        Ok(Tag { letter, kind: or_nameless(kind) })
    }

    /// As the strict rules read it: hyphens at either end of the type go.
    pub(crate) fn strict(text: &'t str, suffix: bool) -> Result<Self> {
        let (letter, rest) = letter(text, suffix)?;
        Ok(Tag { letter, kind: or_nameless(rest.trim_matches('-')) })
    }
}

/// The letter and the rest.
fn letter(text: &str, suffix: bool) -> Result<(char, &str)> {
    let mut characters = text.chars();
    let letter = if suffix { characters.next_back() } else { characters.next() };
    letter.map(|letter| (letter, characters.as_str())).ok_or(Error::Empty { what: "tag" })
}

fn or_nameless(kind: &str) -> &str {
    if kind.is_empty() { "_" } else { kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_types() {
        let lenient = |text, suffix| Tag::lenient(text, suffix).map(|tag| (tag.letter, tag.kind)).unwrap();
        assert_eq!(lenient("B-PER-X", false), ('B', "PER-X"));
        assert_eq!(lenient("BPER", false), ('B', "PER"));
        assert_eq!(lenient("B-", false), ('B', "_"));
        assert_eq!(lenient("X-PER-B", true), ('B', "X-PER"));
        assert_eq!(lenient("O", true), ('O', "_"));
        let strict = |text, suffix| Tag::strict(text, suffix).map(|tag| (tag.letter, tag.kind)).unwrap();
        assert_eq!(strict("B--PER-", false), ('B', "PER"));
        assert_eq!(strict("-PER-É", true), ('É', "PER"));
        assert!(Tag::lenient("", false).is_err());
    }
}
