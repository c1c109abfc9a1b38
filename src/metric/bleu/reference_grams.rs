//! [`ReferenceGrams`]: the n-grams of a segment's references, and how many of them a hypothesis shares.
//!
//! Words are numbers. The n-grams are a trie: the node of an n-gram is reached from that of its first n − 1 words by its
//! last one. Nodes stand length by length and, within a length, sorted by their parents and words, so the longer n-grams
//! of a node lie side by side; mostly there is one. A hypothesis walks down from each of its words and stops where the
//! references do not go on: no longer n-gram can match there. Nothing is hashed, so no two n-grams are ever confused.

use crate::metric::touch::touch;

/// The number of a word that the references do not have.
const NO_NODE: u32 = u32::MAX;

/// Longer n-grams of a node up to this many are looked through one by one.
const FEW: usize = 8;

/// An n-gram.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    /// Its last word.
    word: u32,
    /// Where the n-grams that go on from it begin; they end where those of the next node begin.
    longer: u32,
    /// How often the reference that has most of them has it.
    most: u32,
}

/// The n-grams of some references, each with its largest count in any of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReferenceGrams {
    nodes: Vec<Node>,
    /// Words, which are the first nodes.
    words: u32,
    order: usize,
}

/// An occurrence: the node of its first words, its last word, the reference, and where it starts.
type Occurrence = (u32, u32, u32, u32);

impl ReferenceGrams {
    /// Of references whose words are numbered from 0 without gaps; n-grams of up to `order` words. There must be fewer
    /// than 2³² of these.
    pub(crate) fn new(references: &[&[u32]], order: usize) -> Self {
        let mut nodes = Vec::new();
        // The occurrences of one length, and of each the node of its first words.
        let mut occurrences: Vec<Occurrence> = Vec::new();
        for (number, reference) in references.iter().enumerate() {
            let words = reference.iter().enumerate();
            occurrences.extend(words.map(|(at, &word)| (0, word, number as u32, at as u32)));
        }
        let mut parents = 0..0;
        let mut words = 0;
        for length in 1..=order {
            // Those of one parent stand together already.
            occurrences.chunk_by_mut(|a, b| a.0 == b.0).for_each(<[_]>::sort_unstable);
            let first = nodes.len();
            add_level(&mut nodes, parents, &mut occurrences);
            parents = first..nodes.len();
            if length == 1 {
                words = nodes.len() as u32;
            }
            occurrences.retain_mut(|(_, word, reference, at)| {
                let next = references[*reference as usize].get(*at as usize + length);
                next.is_some_and(|&next| {
                    *word = next;
                    true
                })
            });
        }
        let end = nodes.len() as u32;
        nodes[parents].iter_mut().for_each(|node| node.longer = end);
        nodes.push(Node { word: NO_NODE, longer: end, most: 0 });
        ReferenceGrams { nodes, words, order }
    }

    /// Fetches all that a search reads.
    #[inline]
    pub(crate) fn touch(&self) {
        touch(&self.nodes);
    }

    /// Calls `found` with n − 1 for every n-gram of `hypothesis` that the references share, each as often as the
    /// reference that has most of them does, at most.
    #[inline]
    pub(crate) fn each_match(&self, hypothesis: &[u32], mut found: impl FnMut(usize)) {
        let mut left: Vec<u32> = self.nodes.iter().map(|node| node.most).collect();
        for start in 0..hypothesis.len() {
            let mut node = hypothesis[start];
            if node >= self.words {
                continue;
            }
            take(&mut left[node as usize], || found(0));
            for (length, &word) in hypothesis[start + 1..].iter().take(self.order - 1).enumerate() {
                if word >= self.words {
                    break;
                }
                match self.longer(node, word) {
                    Some(longer) => node = longer,
                    None => break,
                }
                take(&mut left[node as usize], || found(length + 1));
            }
        }
    }

    /// The n-gram that goes on from `node` with `word`.
    #[inline]
    fn longer(&self, node: u32, word: u32) -> Option<u32> {
        let first = self.nodes[node as usize].longer as usize;
        let end = self.nodes[node as usize + 1].longer as usize;
        let longer = &self.nodes[first..end];
        let place = if longer.len() <= FEW {
            longer.iter().position(|node| node.word == word)
        } else {
            longer.binary_search_by_key(&word, |node| node.word).ok()
        };
        place.map(|place| (first + place) as u32)
    }
}

/// Takes one of those that are left, if any.
#[inline]
fn take(left: &mut u32, found: impl FnOnce()) {
    if *left > 0 {
        *left -= 1;
        found();
    }
}

/// Adds the nodes of sorted occurrences, tells `parents` where theirs begin, and puts into each occurrence its node.
fn add_level(nodes: &mut Vec<Node>, parents: std::ops::Range<usize>, occurrences: &mut [Occurrence]) {
    let mut next_parent = parents.start;
    for same in occurrences.chunk_by_mut(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let number = nodes.len() as u32;
        let (parent, word, ..) = same[0];
        while next_parent < parents.end && next_parent <= parent as usize {
            nodes[next_parent].longer = number;
            next_parent += 1;
        }
        let counts = same.chunk_by(|a, b| a.2 == b.2).map(<[Occurrence]>::len);
        nodes.push(Node { word, longer: 0, most: counts.max().unwrap_or(0) as u32 });
        same.iter_mut().for_each(|occurrence| occurrence.0 = number);
    }
    let end = nodes.len() as u32;
    nodes[next_parent..parents.end].iter_mut().for_each(|node| node.longer = end);
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    fn counts(words: &[u32], length: usize) -> HashMap<&[u32], usize> {
        let mut counts = HashMap::new();
        words.windows(length).for_each(|gram| *counts.entry(gram).or_default() += 1);
        counts
    }

    /// By counting, as the definition says.
    fn naive(references: &[Vec<u32>], hypothesis: &[u32], length: usize) -> usize {
        let most = |gram: &[u32]| {
            let in_each = references.iter().map(|reference| counts(reference, length).get(gram).copied());
            in_each.flatten().max().unwrap_or(0)
        };
        counts(hypothesis, length).into_iter().map(|(gram, count)| count.min(most(gram))).sum()
    }

    proptest! {
        #[test]
        fn matches_are_those_of_the_definition(
            texts in prop::collection::vec(prop::collection::vec(0u32..4, 0..14), 1..4),
            wide in prop::collection::vec(0u32..40, 0..120),
            hypothesis in prop::collection::vec(prop_oneof![0u32..6, 0u32..40, Just(u32::MAX)], 0..40),
            order in 1usize..7,
        ) {
            let mut references = texts;
            references.push(wide);
            // Numbers without gaps, in the order in which the words are seen.
            let mut seen: Vec<u32> = Vec::new();
            for word in references.iter_mut().flatten() {
                let number = seen.iter().position(|other| other == word).unwrap_or(seen.len());
                if number == seen.len() {
                    seen.push(*word);
                }
                *word = number as u32;
            }
            let borrowed: Vec<&[u32]> = references.iter().map(Vec::as_slice).collect();
            let mut matches = vec![0; order];
            ReferenceGrams::new(&borrowed, order).each_match(&hypothesis, |length| matches[length] += 1);
            let expected: Vec<usize> =
                (1..=order).map(|length| naive(&references, &hypothesis, length)).collect();
            prop_assert_eq!(matches, expected);
        }
    }
}
