//! [`Nodes`]: counted n-grams on their way to become [`Terms`](super::terms::Terms), and which of them stay.

use crate::text::vocabulary::{TokenId, Vocabulary};

/// Nodes of one level as they are handed to [`Terms::build`](super::terms::Terms::build), sorted by parent, then word.
#[derive(Debug)]
pub(crate) struct Nodes<'n> {
    /// The node of the level above (of the first level: not used).
    pub(crate) parents: &'n [u32],
    /// The last word.
    pub(crate) words: &'n [u32],
    pub(crate) is_term: Vec<bool>,
}

/// Tells which nodes stay: terms, and what longer terms start with.
pub(crate) fn pruned(levels: &[Nodes<'_>]) -> Vec<Vec<bool>> {
    let mut stays: Vec<Vec<bool>> = levels.iter().map(|level| level.is_term.clone()).collect();
    for depth in (1..levels.len()).rev() {
        let (above, below) = stays.split_at_mut(depth);
        for (&parent, &stays) in levels[depth].parents.iter().zip(&below[0]) {
            above[depth - 1][parent as usize] |= stays;
        }
    }
    stays
}

/// The words that are used, and unless that is all of them, the new number of each.
pub(crate) fn leave_out_unused(words: &Vocabulary, used: &[bool]) -> (Vocabulary, Option<Vec<u32>>) {
    if !used.contains(&false) {
        return (words.clone(), None);
    }
    let order: Vec<TokenId> =
        (0..).zip(used).filter(|(_, used)| **used).map(|(word, _)| TokenId(word)).collect();
    let mut numbers = vec![u32::MAX; used.len()];
    (0..).zip(&order).for_each(|(number, word)| numbers[word.index()] = number);
    (words.in_order_of(&order), Some(numbers))
}

/// Those items that stay.
pub(crate) fn staying<T: Copy>(items: &[T], stays: &[bool]) -> Vec<T> {
    if !stays.contains(&false) {
        return items.to_vec();
    }
    items.iter().zip(stays).filter(|(_, stays)| **stays).map(|(&item, _)| item).collect()
}

/// How many of the children that stay each of `count` parents has.
pub(crate) fn children_of(parents: &[u32], stays: &[bool], count: usize) -> Vec<u32> {
    let mut children = vec![0; count];
    parents.iter().zip(stays).for_each(|(&parent, &stays)| children[parent as usize] += u32::from(stays));
    children
}
