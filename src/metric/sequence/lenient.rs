//! The lenient rules: an entity begins and ends wherever conlleval sees it, whatever the scheme and however broken the
//! tags.
//!
//! conlleval is the script of the CoNLL shared tasks; seqeval's `get_entities` (1.2.2) has its two rules, of which an
//! entity's end looks at a tag and the next, and so does the start.

use crate::error::Result;
use crate::metric::sequence::entity::Entity;
use crate::metric::sequence::tag::Tag;

/// The entities of sentences, in order.
pub(crate) fn entities<R: AsRef<[S]>, S: AsRef<str>>(sentences: &[R], suffix: bool) -> Result<Vec<Entity>> {
    let mut entities = Vec::new();
    // No type stands before the first word, not even that of a word outside.
    let mut before = Tag { letter: 'O', kind: "" };
    let (mut start, mut place) = (0, 0);
    let mut read = |tag, place| {
        if ends(before, tag) {
            entities.push(Entity::new(before.kind, start, place));
        }
        if starts(before, tag) {
            start = place;
        }
        before = tag;
    };
    for sentence in sentences {
        for tag in sentence.as_ref() {
            read(Tag::lenient(tag.as_ref(), suffix)?, place);
            place += 1;
        }
        read(Tag::OUTSIDE, place);
        place += 1;
    }
    Ok(entities)
}

/// Whether an entity ended between a word and the next.
fn ends(before: Tag<'_>, tag: Tag<'_>) -> bool {
    match (before.letter, tag.letter) {
        ('E' | 'S', _) | ('B' | 'I', 'B' | 'S' | 'O') => true,
        ('O' | '.', _) => false,
        _ => before.kind != tag.kind,
    }
}

/// Whether one begins with the next word.
fn starts(before: Tag<'_>, tag: Tag<'_>) -> bool {
    match (before.letter, tag.letter) {
        (_, 'B' | 'S') | ('E' | 'S' | 'O', 'E' | 'I') => true,
        (_, 'O' | '.') => false,
        _ => before.kind != tag.kind,
    }
}
