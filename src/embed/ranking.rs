//! [`Ranking`]: words by count (↓, then word ↑), and the rank that each has.

use std::cmp::Reverse;

use crate::error::Result;
use crate::parallel;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// Words in their new order.
#[derive(Debug)]
pub(crate) struct Ranking {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) counts: Vec<u64>,
    /// The new number of each old one.
    pub(crate) ranks: Vec<TokenId>,
}

impl Ranking {
    /// Ranks words with their counts.
    pub(crate) fn by_count(words: &Vocabulary, counts: &[u64]) -> Result<Self> {
        // Most words are rare and equally so; their first eight bytes decide between nearly all of these.
        let key = |id: u32| (Reverse(counts[id as usize]), head(words.word(TokenId(id))), id);
        let mut order: Vec<_> = (0..words.len() as u32).map(key).collect();
        parallel::sort_unstable_by(&mut order, |a, b| {
            (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| words.word(TokenId(a.2)).cmp(words.word(TokenId(b.2))))
        });
        let mut ranks = vec![TokenId(0); order.len()];
        order.iter().zip(0..).for_each(|(&(_, _, id), rank)| ranks[id as usize] = TokenId(rank));
        let vocabulary = Vocabulary::in_order(order.iter().map(|&(_, _, id)| words.word(TokenId(id))))?;
        Ok(Ranking { vocabulary, counts: order.iter().map(|row| row.0.0).collect(), ranks })
    }
}

/// The first eight bytes, so that their order is that of the words.
fn head(word: &str) -> u64 {
    let mut head = [0; 8];
    let len = word.len().min(8);
    head[..len].copy_from_slice(&word.as_bytes()[..len]);
    u64::from_be_bytes(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equally_frequent_words_stand_in_code_point_order() {
        let words = Vocabulary::first_seen(["b", "a\0", "longwords", "a", "longword", "é", ""]).unwrap();
        let ranking = Ranking::by_count(&words, &[2, 1, 2, 1, 2, 9, 2]).unwrap();
        let ranked: Vec<_> = ranking.vocabulary.iter().collect();
        assert_eq!(ranked, ["é", "", "b", "longword", "longwords", "a", "a\0"]);
        assert_eq!(ranking.counts, [9, 2, 2, 2, 2, 1, 1]);
        for (old, new) in ranking.ranks.iter().enumerate() {
            assert_eq!(ranking.vocabulary.word(*new), words.word(TokenId(old as u32)));
        }
    }
}
