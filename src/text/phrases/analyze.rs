//! The scan that both kinds of models detect phrases by.

use std::ops::Range;

/// Goes over a sentence from left to right. A word that is no connector may begin a phrase, which reaches to the next
/// such word; where `score` accepts it, both are used up, else the second may begin another.
///
/// `sink` gets ranges of words: of a phrase with its score, of single words without. An empty word can begin no phrase
/// and is dropped where it would, as by gensim.
pub(super) fn analyze<S: AsRef<str>>(
    sentence: &[S],
    is_connector: impl Fn(&str) -> bool,
    mut score: impl FnMut(&[S]) -> Option<f64>,
    mut sink: impl FnMut(Range<usize>, Option<f64>),
) {
    let mut start = None;
    for (place, word) in sentence.iter().enumerate() {
        let word = word.as_ref();
        if is_connector(word) {
            if start.is_none() {
                sink(place..place + 1, None);
            }
            continue;
        }
        if let Some(first) = start {
            if let Some(score) = score(&sentence[first..=place]) {
                sink(first..place + 1, Some(score));
                start = None;
                continue;
            }
            (first..place).for_each(|single| sink(single..single + 1, None));
        }
        start = if word.is_empty() { None } else { Some(place) };
    }
    let rest = start.unwrap_or(sentence.len());
    (rest..sentence.len()).for_each(|single| sink(single..single + 1, None));
}
