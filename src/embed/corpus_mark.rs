//! [`CorpusMark`]: by which work that goes on later knows the corpus that it began with.

use serde::{Deserialize, Serialize};

use crate::embed::word_corpus::WordCorpus;
use crate::error::Result;

/// Sums of a corpus, and a checksum of all its words, counts and ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CorpusMark {
    words: u64,
    sentences: u64,
    tokens: u64,
    crc: u32,
}

impl CorpusMark {
    /// Of a corpus, which is read once.
    ///
    /// # Errors
    /// What reading meets.
    pub(crate) fn of(corpus: &WordCorpus) -> Result<Self> {
        let (mut hasher, mut bytes) = (crc32fast::Hasher::new(), Vec::new());
        for (word, count) in corpus.vocabulary().iter().zip(corpus.counts()) {
            bytes.extend_from_slice(&(word.len() as u64).to_le_bytes());
            bytes.extend_from_slice(word.as_bytes());
            bytes.extend_from_slice(&count.to_le_bytes());
            if bytes.len() >= 1 << 16 {
                hasher.update(&bytes);
                bytes.clear();
            }
        }
        hasher.update(&bytes);
        let sentences = corpus.sentences();
        sentences.read(0..sentences.count(), &mut |ids| {
            hasher.update(&(ids.len() as u64).to_le_bytes());
            for part in ids.chunks(1 << 14) {
                bytes.clear();
                bytes.extend(part.iter().flat_map(|id| id.0.to_le_bytes()));
                hasher.update(&bytes);
            }
        })?;
        Ok(CorpusMark {
            words: corpus.vocabulary().len() as u64,
            sentences: sentences.count() as u64,
            tokens: corpus.tokens(),
            crc: hasher.finalize(),
        })
    }
}

impl std::fmt::Display for CorpusMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let CorpusMark { words, sentences, tokens, crc } = self;
        write!(f, "{tokens} words in {sentences} sentences, {words} distinct, checksum {crc:08x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_change_shows_and_the_place_of_the_ids_does_not() {
        let mark = |sentences: &[&[&str]]| {
            let corpus = WordCorpus::from_sentences(sentences.iter().map(|words| words.iter())).unwrap();
            CorpusMark::of(&corpus).unwrap()
        };
        let one = mark(&[&["a", "b"], &["a"]]);
        assert_eq!(one, mark(&[&["a", "b"], &["a"]]));
        for other in [
            &[&["b", "a"][..], &["a"]][..],
            &[&["a"], &["b", "a"]],
            &[&["a", "c"], &["a"]],
            &[&["a", "b", "a"]],
        ] {
            assert_ne!(one, mark(other));
        }
        let file = tempfile::NamedTempFile::new().unwrap();
        WordCorpus::from_sentences([vec!["a", "b"], vec!["a"]]).unwrap().save(file.path()).unwrap();
        assert_eq!(CorpusMark::of(&WordCorpus::open(file.path()).unwrap()).unwrap(), one);
        assert!(one.to_string().starts_with("3 words in 2 sentences, 2 distinct, checksum "));
    }
}
