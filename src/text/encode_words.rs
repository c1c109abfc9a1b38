//! [`encode_words`]: documents that are lists of words already become ids of a sorted vocabulary.

use crate::error::Result;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// The sorted vocabulary of all words, and the documents as its ids.
///
/// # Errors
/// [`Error::Limit`](crate::Error::Limit) past 2³² − 2 distinct words.
///
/// # Examples
/// ```
/// use wordmill::text::{TokenId, encode_words::encode_words};
/// let (vocabulary, encoded) = encode_words([vec!["so", "good"], vec!["a", "good", "film"]])?;
/// assert_eq!(vocabulary.iter().collect::<Vec<_>>(), ["a", "film", "good", "so"]);
/// assert_eq!(encoded.document(0), [TokenId(3), TokenId(2)]);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn encode_words<D>(documents: impl IntoIterator<Item = D>) -> Result<(Vocabulary, Encoded)>
where
    D: IntoIterator<Item: AsRef<str>>,
{
    let (mut found, mut ids, mut ends) = (Vocabulary::default(), Vec::new(), Vec::new());
    for document in documents {
        for word in document {
            ids.push(found.add(word.as_ref())?);
        }
        ends.push(ids.len());
    }
    sort_ids(&found, &ids, ends)
}

/// The same words and documents with a sorted vocabulary; unknown words stay unknown.
pub(crate) fn sort_ids(
    vocabulary: &Vocabulary,
    ids: &[TokenId],
    ends: Vec<usize>,
) -> Result<(Vocabulary, Encoded)> {
    let mut order: Vec<(&str, usize)> = vocabulary.iter().zip(0..).collect();
    order.sort_unstable();
    let mut ranks = vec![TokenId::UNKNOWN; order.len()];
    for (rank, &(_, old)) in order.iter().enumerate() {
        ranks[old] = TokenId(rank as u32);
    }
    let sorted = Vocabulary::in_order(order.into_iter().map(|(word, _)| word))?;
    let ids = ids.iter().map(|id| ranks.get(id.index()).copied().unwrap_or(TokenId::UNKNOWN)).collect();
    Ok((sorted, Encoded::from_parts(ids, ends)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_stay_unknown() {
        let vocabulary = Vocabulary::in_order(["b", "a"]).unwrap();
        let ids = [TokenId(0), TokenId::UNKNOWN, TokenId(1)];
        let (sorted, encoded) = sort_ids(&vocabulary, &ids, vec![2, 3]).unwrap();
        assert_eq!(sorted.iter().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(encoded.document(0), [TokenId(1), TokenId::UNKNOWN]);
        assert_eq!(encoded.document(1), [TokenId(0)]);
        assert!(encode_words(Vec::<Vec<&str>>::new()).unwrap().1.is_empty());
    }
}
