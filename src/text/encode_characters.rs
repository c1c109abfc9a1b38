//! [`encode_characters`] and [`encode_characters_with`]: words become ids of their characters.

use crate::error::Result;
use crate::parallel;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// Words that one task takes.
const WORDS_PER_TASK: usize = 1 << 14;

/// The characters of all words, sorted, and the words as their ids.
///
/// # Errors
/// None but those that [`Vocabulary`] and [`Encoded`] name, which characters of words never meet.
pub(crate) fn encode_characters(words: &Vocabulary) -> Result<(Vocabulary, Encoded)> {
    let mut occurs = vec![false; 1 << 7];
    for character in words.iter().flat_map(str::chars) {
        let point = character as usize;
        if point >= occurs.len() {
            occurs.resize(point + 1, false);
        }
        occurs[point] = true;
    }
    let characters =
        (0..).zip(&occurs).filter(|(_, occurs)| **occurs).filter_map(|(point, _)| char::from_u32(point));
    let characters: Vec<String> = characters.map(String::from).collect();
    let vocabulary = Vocabulary::in_order(characters.iter().map(String::as_str))?;
    let encoded = encode_characters_with(&vocabulary, words)?;
    Ok((vocabulary, encoded))
}

/// The words as ids of a vocabulary that stands already, in which other characters are [`TokenId::UNKNOWN`].
///
/// # Errors
/// As [`encode_characters`].
pub(crate) fn encode_characters_with(characters: &Vocabulary, words: &Vocabulary) -> Result<Encoded> {
    // What is no single character is no character's id.
    let single = |word: &str| {
        let mut characters = word.chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    let mut ids = Vec::new();
    for (character, id) in characters.iter().zip(0..).filter_map(|(word, id)| Some((single(word)?, id))) {
        let point = character as usize;
        ids.resize(ids.len().max(point + 1), TokenId::UNKNOWN.0);
        ids[point] = id;
    }
    let id = |character: char| ids.get(character as usize).copied().unwrap_or(TokenId::UNKNOWN.0);
    let tasks = parallel::tasks(words.len(), WORDS_PER_TASK, |_| 1);
    let parts = parallel::map(&tasks, |task| {
        let (mut found, mut lengths, mut start) = (Vec::new(), Vec::with_capacity(task.len()), 0);
        for word in task.clone() {
            found.extend(words.word(TokenId(word as u32)).chars().map(id));
            lengths.push(found.len() - start);
            start = found.len();
        }
        (found, lengths)
    });
    let (found, lengths): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    let ends = lengths.iter().flatten().scan(0, |end, length| {
        *end += length;
        Some(*end)
    });
    let ends = ends.collect();
    Encoded::from_parts(parallel::concat(found).into_iter().map(TokenId).collect(), ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_spell_the_words() {
        let words = Vocabulary::first_seen([" b\u{301}é中 ", "", "a😀a", "\u{10ffff}"]).unwrap();
        let (characters, encoded) = encode_characters(&words).unwrap();
        assert!(characters.iter().is_sorted());
        let spell = |encoded: &Encoded, known: &Vocabulary| -> Vec<String> {
            let word = |ids: &[TokenId]| ids.iter().map(|&id| known.word(id)).collect();
            encoded.iter().map(word).collect()
        };
        assert!(spell(&encoded, &characters).iter().eq(words.iter()));
        let few = Vocabulary::sorted(["a", "é", "a😀"]).unwrap();
        let of_few = encode_characters_with(&few, &words).unwrap();
        let (a, none) = (TokenId(0), TokenId::UNKNOWN);
        assert_eq!(of_few.document(2), [a, none, a]);
        assert_eq!(of_few.document(0), [none, none, none, TokenId(2), none, none]);
    }
}
