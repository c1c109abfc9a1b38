//! [`HuffmanTree`]: short codes for frequent words, as hierarchical softmax needs them.
//!
//! A binary tree has the words as leaves. From the two rarest nodes on, two at a time become the children of a new
//! node, whose count is their sum, until one node is left, the root: no other tree makes Σ count · length of code
//! smaller (Huffman: "A method for the construction of minimum-redundancy codes", 1952). Words come sorted by count, so two
//! queues do in linear time what otherwise takes a heap: the words not yet used, from the rarest, and the new nodes, which
//! come about in the order of their counts.
//!
//! The tree is that of `CreateBinaryTree` in word2vec.c (2013, as PyPI's word2vec 0.10.6 holds it), equal counts included:
//! of a word and a node of the same count, the node is taken first, and the second of two children has bit 1. gensim 4.4.0
//! breaks ties by its heap; its trees differ then, their cost never.

use crate::error::{Result, check_limit};

/// A Huffman tree over words 0 to *n* − 1 with its *n* − 1 inner nodes, in the order in which they came about.
///
/// # Examples
/// ```
/// use wordmill::embed::HuffmanTree;
/// let tree = HuffmanTree::new(&[9, 4, 4])?;
/// let path = |word| tree.path(word).iter().map(|branch| (branch.node, branch.bit)).collect::<Vec<_>>();
/// // The root is node 1, its children are word 0 and node 0.
/// assert_eq!(path(0), [(1, true)]);
/// assert_eq!(path(1), [(1, false), (0, true)]);
/// assert_eq!(path(2), [(1, false), (0, false)]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HuffmanTree {
    /// Of every word, then of every inner node but the root: twice the inner node above it, plus its bit.
    above: Vec<u32>,
    words: usize,
}

/// A turn on the way from the root to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Branch {
    /// The inner node at which it is taken.
    pub node: u32,
    /// Where it leads: to the first child, or to the second (word2vec.c's `code`).
    pub bit: bool,
}

impl HuffmanTree {
    /// The tree of words with these counts. Counts need not be sorted; equal ones stand in their order.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2³¹ words.
    pub fn new(counts: &[u64]) -> Result<Self> {
        let words = counts.len();
        check_limit("words of a Huffman tree", 1 << 31, words as u64)?;
        let mut order: Vec<u32> = (0..words as u32).collect();
        if !counts.is_sorted_by(|a, b| a >= b) {
            order.sort_by_key(|&word| std::cmp::Reverse(counts[word as usize]));
        }
        let inner = words.saturating_sub(1);
        let mut above = vec![0; words + inner.saturating_sub(1)];
        let mut sums: Vec<u64> = Vec::with_capacity(inner);
        // How many words are left, the rarest last, and the first node that has nothing above it.
        let (mut left, mut first) = (words, 0);
        for node in 0..inner {
            let mut sum = 0u64;
            for bit in 0..2 {
                let word = left.checked_sub(1).map(|last| order[last] as usize);
                let rarer = |&word: &usize| sums.get(first).is_none_or(|&sum| counts[word] < sum);
                let child = if let Some(word) = word.filter(rarer) {
                    left -= 1;
                    sum = sum.saturating_add(counts[word]);
                    word
                } else {
                    sum = sum.saturating_add(sums[first]);
                    first += 1;
                    words + first - 1
                };
                above[child] = (node as u32) << 1 | bit;
            }
            sums.push(sum);
        }
        Ok(HuffmanTree { above, words })
    }

    /// How many words there are.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words
    }

    /// How many inner nodes there are: one less than words.
    #[must_use]
    pub fn inner_nodes(&self) -> usize {
        self.words.saturating_sub(1)
    }

    /// The way from the root to a word; of a single word there is none to go.
    ///
    /// # Panics
    /// If there is no such word.
    #[must_use]
    pub fn path(&self, word: usize) -> Vec<Branch> {
        let mut path = Vec::new();
        self.path_into(word, &mut path);
        path
    }

    /// The same into a vector that is used again.
    ///
    /// # Panics
    /// If there is no such word.
    pub fn path_into(&self, word: usize, path: &mut Vec<Branch>) {
        assert!(word < self.words, "there are {} words", self.words);
        path.clear();
        let (mut at, root) = (word, 2 * self.inner_nodes());
        while at != root {
            let (node, bit) = (self.above[at] >> 1, self.above[at] & 1 == 1);
            path.push(Branch { node, bit });
            at = self.words + node as usize;
        }
        path.reverse();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(tree: &HuffmanTree) -> Vec<String> {
        let letter = |branch: &Branch| format!("{}{}", branch.node, if branch.bit { 'b' } else { 'a' });
        (0..tree.words())
            .map(|word| tree.path(word).iter().map(letter).collect::<Vec<_>>().join(" "))
            .collect()
    }

    /// word2vec.c's `CreateBinaryTree`, `point` and `code` of each word (code 0 as a, 1 as b).
    #[test]
    fn trees_are_those_of_word2vec() {
        let tree = HuffmanTree::new(&[9, 4, 4, 4, 2, 2, 1]).unwrap();
        let expected =
            ["5a", "5b 4b 3a", "5b 4a 2b", "5b 4a 2a", "5b 4b 3b 1a", "5b 4b 3b 1b 0b", "5b 4b 3b 1b 0a"];
        assert_eq!(written(&tree), expected);
        let shuffled = HuffmanTree::new(&[4, 2, 9, 4, 1, 4, 2]).unwrap();
        let order = [1, 4, 0, 2, 6, 3, 5].map(|word: usize| expected[word]);
        assert_eq!(written(&shuffled), order);
    }

    #[test]
    fn few_words_have_short_ways() {
        assert_eq!(HuffmanTree::new(&[]).unwrap().words(), 0);
        let one = HuffmanTree::new(&[5]).unwrap();
        assert_eq!((one.inner_nodes(), one.path(0).len()), (0, 0));
        assert_eq!(written(&HuffmanTree::new(&[0, 0]).unwrap()), ["0b", "0a"]);
        let huge = HuffmanTree::new(&[u64::MAX; 5]).unwrap();
        assert!((0..5).all(|word| (1..5).contains(&huge.path(word).len())));
    }

    proptest! {
        /// The cost is the least there is: the sum of all merges that a heap makes.
        #[test]
        fn no_code_is_shorter(mut counts in prop::collection::vec(0..40u64, 2..80)) {
            counts.sort_unstable_by_key(|&count| std::cmp::Reverse(count));
            let tree = HuffmanTree::new(&counts).unwrap();
            let mut heap: std::collections::BinaryHeap<_> = counts.iter().map(|&count| std::cmp::Reverse(count)).collect();
            let mut least = 0;
            while heap.len() > 1 {
                let sum = heap.pop().unwrap().0 + heap.pop().unwrap().0;
                least += sum;
                heap.push(std::cmp::Reverse(sum));
            }
            let cost: u64 = counts.iter().enumerate().map(|(word, count)| count * tree.path(word).len() as u64).sum();
            prop_assert_eq!(cost, least);
            // No way is the start of another: at every node both turns are taken.
            let mut turns = vec![[false; 2]; tree.inner_nodes()];
            for word in 0..counts.len() {
                for branch in tree.path(word) {
                    turns[branch.node as usize][usize::from(branch.bit)] = true;
                }
            }
            prop_assert!(turns.iter().all(|turn| *turn == [true; 2]));
        }
    }
}
