//! [`Terms`]: the n-grams of a bag of words and their columns, as a trie of word numbers.
//!
//! What is said of words here holds of characters, too, where n-grams are made of those; they join without a space.
//!
//! An n-gram is a path: its first word, then a child for each further word. A million bigrams are so a
//! million pairs of numbers instead of a million strings, are found by a binary search among the
//! neighbours of one word, and spell themselves on demand.
//!
//! **Order of columns.** Depth first, children in the order of their words: a term stands before its
//! extensions, and those before the next word. As a space sorts before every character that a word can
//! hold, this is the code-point order of the joined strings, scikit-learn's order. Where words can hold spaces or
//! control characters, or be empty, every term is kept whole instead: a word of the vocabulary.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::bow::nodes::{Nodes, children_of, leave_out_unused, pruned, staying};
use crate::error::{Error, Result, check_limit, check_shape};
use crate::text::vocabulary::{TokenId, Vocabulary};
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// N-grams of words, numbered by column.
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::Count};
/// let count = Count::params().ngrams(1, 2).fit(["so very good", "so good"].as_slice())?;
/// let terms = count.terms();
/// assert_eq!(terms.to_strings(), ["good", "so", "so good", "so very", "very", "very good"]);
/// assert_eq!(terms.column("so very"), Some(3));
/// assert_eq!(terms.term(5), "very good");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawTerms", into = "RawTerms")]
pub struct Terms {
    joint: Joint,
    words: Vocabulary,
    levels: Vec<Level>,
    len: usize,
}

/// How words make a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Joint {
    /// A space stands between two words.
    Space,
    /// They are characters and stand side by side.
    Nothing,
    /// A term is one word, whatever that holds.
    Whole,
}

/// All n-grams of one length, sorted: node `i` of the first level is word `i`.
#[derive(Debug, Clone, PartialEq, Default)]
struct Level {
    /// The last word of each node.
    words: Vec<u32>,
    /// Where each node's children start in the next level, and the end of the last; empty at the bottom.
    children: Vec<u32>,
    /// Whether the node is a term itself, not only the start of one.
    is_term: Vec<bool>,
    /// How many terms stand before the node and what hangs from it.
    before: Vec<u32>,
}

impl Level {
    /// The nodes of the next level that hang from a node.
    #[inline]
    fn children_of(&self, index: usize) -> Range<usize> {
        match self.children.get(index..index + 2) {
            Some(&[start, end]) => start as usize..end as usize,
            _ => 0..0,
        }
    }
}

/// A place in the trie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node {
    level: usize,
    index: u32,
}

impl Terms {
    /// The trie of the given nodes, of which the first level holds every word of `words`. What is
    /// neither a term nor part of one is left out. The second result tells, for every level, the column
    /// of each node given, or `u32::MAX`.
    pub(crate) fn build(
        joint: Joint,
        words: &Vocabulary,
        nodes: &[Nodes<'_>],
    ) -> Result<(Self, Vec<Vec<u32>>)> {
        let mut stays = pruned(nodes);
        // Words that no term uses go too.
        let mut used = vec![false; words.len()];
        for (level, stays) in nodes.iter().zip(&stays) {
            level.words.iter().zip(stays).for_each(|(&word, &stays)| used[word as usize] |= stays);
        }
        let (vocabulary, new_words) = leave_out_unused(words, &used);
        stays[0] = used;
        check_limit_of_nodes(stays.iter().flatten().filter(|&&stays| stays).count())?;

        let mut levels = Vec::with_capacity(nodes.len());
        for (depth, (level, stays_here)) in nodes.iter().zip(&stays).enumerate() {
            let mut of_words: Vec<u32> = staying(level.words, stays_here);
            if let Some(new) = &new_words {
                of_words.iter_mut().for_each(|word| *word = new[*word as usize]);
            }
            let children = nodes.get(depth + 1).zip(stays.get(depth + 1)).map(|(below, stays)| {
                starts_of(staying(&children_of(below.parents, stays, level.words.len()), stays_here))
            });
            levels.push(Level {
                words: of_words,
                children: children.unwrap_or_default(),
                is_term: staying(&level.is_term, stays_here),
                before: Vec::new(),
            });
        }
        let len = number_columns(&mut levels);
        let columns = nodes.iter().zip(&stays).zip(&levels).map(|((nodes, stays), level)| {
            let mut before = level.before.iter();
            let column = |(&stays, &is_term): (&bool, &bool)| {
                let column = if stays { before.next().copied() } else { None };
                column.filter(|_| is_term).unwrap_or(u32::MAX)
            };
            stays.iter().zip(&nodes.is_term).map(column).collect()
        });
        let columns = columns.collect();
        Ok((Terms { joint, words: vocabulary, levels, len }, columns))
    }

    /// How many terms, that is columns, there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The distinct words that terms are made of.
    #[must_use]
    pub fn words(&self) -> &Vocabulary {
        &self.words
    }

    /// The most words in a term.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.levels.len()
    }

    /// How words make a term.
    pub(crate) fn joint(&self) -> Joint {
        self.joint
    }

    /// The column of a term, as [`Terms::term`] writes it.
    #[must_use]
    pub fn column(&self, term: &str) -> Option<u32> {
        match self.joint {
            Joint::Space => self.column_of_path(term.split(' ').map(|word| self.words.id(word))),
            Joint::Nothing => {
                let id = |character: char| self.words.id(character.encode_utf8(&mut [0; 4]));
                self.column_of_path(term.chars().map(id))
            }
            Joint::Whole => self.column_of_path([self.words.id(term)].into_iter()),
        }
    }

    fn column_of_path(&self, mut words: impl Iterator<Item = Option<TokenId>>) -> Option<u32> {
        let mut node = self.first(words.next()??);
        for word in words {
            node = self.child(node, word?)?;
        }
        self.column_of(node)
    }

    /// The term of a column.
    ///
    /// # Panics
    /// If there is no such column.
    #[must_use]
    pub fn term(&self, column: u32) -> String {
        assert!((column as usize) < self.len, "column {column} of {} terms", self.len);
        let mut term = String::new();
        let mut among = 0..self.levels[0].before.len();
        for level in &self.levels {
            // The last node that starts at the column or before it holds it.
            let index =
                among.start + level.before[among.clone()].partition_point(|&before| before <= column) - 1;
            if self.joint == Joint::Space && !term.is_empty() {
                term.push(' ');
            }
            term.push_str(self.words.word(TokenId(level.words[index])));
            if level.is_term[index] && level.before[index] == column {
                break;
            }
            among = level.children_of(index);
        }
        term
    }

    /// All terms, in the order of their columns.
    #[must_use]
    pub fn to_strings(&self) -> Vec<String> {
        (0..self.len as u32).map(|column| self.term(column)).collect()
    }

    /// The terms of each row of counts or weights, in the order of their columns: scikit-learn's `inverse_transform`.
    /// Values of 0 are passed over.
    ///
    /// # Errors
    /// [`Error::Shape`] unless `rows` has a column for every term.
    ///
    /// # Examples
    /// ```
    /// use wordmill::{Fit, Transform, bow::Count};
    /// let count = Count::params().fit(["so very good", "so so"].as_slice())?;
    /// let rows = count.transform(["good, so good", ""].as_slice())?;
    /// assert_eq!(count.terms().of_rows(&rows)?, [vec!["good", "so"], vec![]]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn of_rows<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<Vec<Vec<String>>> {
        check_shape("columns of rows and terms", self.len, rows.columns())?;
        let of_row = |row: Row<'_, V>| {
            let there = row.iter().filter(|&(_, value)| value.into() != 0.0);
            there.map(|(column, _)| self.term(column)).collect()
        };
        Ok(rows.iter().map(of_row).collect())
    }

    /// The node of a word.
    #[inline]
    pub(crate) fn first(&self, word: TokenId) -> Node {
        Node { level: 0, index: word.0 }
    }

    /// The node one word further.
    #[inline]
    pub(crate) fn child(&self, node: Node, word: TokenId) -> Option<Node> {
        let next = self.levels.get(node.level + 1)?;
        let among = self.levels[node.level].children_of(node.index as usize);
        let found = next.words[among.clone()].binary_search(&word.0).ok()?;
        Some(Node { level: node.level + 1, index: (among.start + found) as u32 })
    }

    /// How many n-grams of `length` words are terms or start one; of words, all.
    pub(crate) fn nodes(&self, length: usize) -> usize {
        self.levels[length - 1].words.len()
    }

    /// The number of the first child of a node of `length` words, and the last words of all its children.
    pub(crate) fn children(&self, length: usize, index: u32) -> (u32, &[u32]) {
        let among = self.levels[length - 1].children_of(index as usize);
        (among.start as u32, &self.levels[length].words[among])
    }

    /// The column of a node of `length` words, if it is a term.
    #[inline]
    pub(crate) fn column_at(&self, length: usize, index: u32) -> Option<u32> {
        self.column_of(Node { level: length - 1, index })
    }

    /// The column of a node, if it is a term.
    #[inline]
    pub(crate) fn column_of(&self, node: Node) -> Option<u32> {
        let level = &self.levels[node.level];
        let index = node.index as usize;
        level.is_term[index].then(|| level.before[index])
    }
}

/// What is written: words and sorted nodes. Children and columns follow from them.
#[derive(Serialize, Deserialize)]
struct RawTerms {
    joint: Joint,
    words: Vocabulary,
    levels: Vec<RawLevel>,
}

#[derive(Default, Serialize, Deserialize)]
struct RawLevel {
    parents: Vec<u32>,
    words: Vec<u32>,
    is_term: Vec<bool>,
}

impl From<Terms> for RawTerms {
    fn from(terms: Terms) -> Self {
        let mut levels: Vec<RawLevel> = Vec::new();
        let mut parents: Vec<u32> = Vec::new();
        for level in terms.levels {
            let spread = level.children.windows(2).enumerate();
            let next =
                spread.flat_map(|(parent, ends)| (ends[0]..ends[1]).map(move |_| parent as u32)).collect();
            levels.push(RawLevel { parents, words: level.words, is_term: level.is_term });
            parents = next;
        }
        RawTerms { joint: terms.joint, words: terms.words, levels }
    }
}

impl TryFrom<RawTerms> for Terms {
    type Error = Error;

    fn try_from(raw: RawTerms) -> Result<Self> {
        check_nodes(&raw)?;
        let RawTerms { joint, words, levels: raw_levels } = raw;
        let children: Vec<Vec<u32>> = raw_levels
            .iter()
            .enumerate()
            .map(|(depth, level)| {
                let below = raw_levels.get(depth + 1)?;
                let mut children = vec![0; level.words.len()];
                below.parents.iter().for_each(|&parent| children[parent as usize] += 1);
                Some(starts_of(children))
            })
            .map(Option::unwrap_or_default)
            .collect();
        let with_children = raw_levels.into_iter().zip(children);
        let mut levels: Vec<Level> = with_children
            .map(|(RawLevel { words, is_term, .. }, children)| Level {
                words,
                children,
                is_term,
                ..Level::default()
            })
            .collect();
        let len = number_columns(&mut levels);
        Ok(Terms { joint, words, levels, len })
    }
}

/// Refuses nodes that are out of order, point past their level, or are no words.
fn check_nodes(raw: &RawTerms) -> Result<()> {
    let corrupt = |reason: &str| Err(Error::corrupt("terms", reason));
    let mut above = 0;
    for (depth, level) in raw.levels.iter().enumerate() {
        let count = level.words.len();
        let is_first = depth == 0;
        if level.is_term.len() != count || level.parents.len() != if is_first { 0 } else { count } {
            return corrupt("a level's lists differ in length");
        }
        if is_first && !level.words.iter().copied().eq(0..raw.words.len() as u32) {
            return corrupt("the first level is not the vocabulary");
        }
        if level.words.iter().any(|&word| word as usize >= raw.words.len())
            || level.parents.iter().any(|&parent| parent as usize >= above)
        {
            return corrupt("a node points past its level");
        }
        let paths = level.parents.iter().zip(&level.words);
        if !is_first && !paths.is_sorted_by(|a, b| a < b) {
            return corrupt("nodes are not sorted");
        }
        above = count;
    }
    check_limit_of_nodes(raw.levels.iter().map(|level| level.words.len()).sum())?;
    if raw.joint == Joint::Whole && raw.levels.len() > 1 {
        return corrupt("terms that are whole have parts");
    }
    if raw.levels.is_empty() { corrupt("there are no levels") } else { Ok(()) }
}

fn check_limit_of_nodes(nodes: usize) -> Result<()> {
    check_limit("n-grams of a vocabulary", u64::from(u32::MAX) - 1, nodes as u64)
}

/// Where the children of each node start, of which each has so many, and the last end.
fn starts_of(mut children: Vec<u32>) -> Vec<u32> {
    let mut next = 0;
    for count in &mut children {
        next += std::mem::replace(count, next);
    }
    children.push(next);
    children
}

/// Numbers terms depth first: sizes from the bottom up, then places, which are written over them, from the top down.
fn number_columns(levels: &mut [Level]) -> usize {
    for depth in (0..levels.len()).rev() {
        let (upper, lower) = levels.split_at_mut(depth + 1);
        let level = &mut upper[depth];
        level.before = level.is_term.iter().map(|&is_term| u32::from(is_term)).collect();
        if let Some(below) = lower.first() {
            for (size, ends) in level.before.iter_mut().zip(level.children.windows(2)) {
                *size += below.before[ends[0] as usize..ends[1] as usize].iter().sum::<u32>();
            }
        }
    }
    let len = sizes_to_places(0, &mut levels[0].before);
    for depth in 1..levels.len() {
        let (upper, lower) = levels.split_at_mut(depth);
        let (level, below) = (&upper[depth - 1], &mut lower[0].before);
        for ((&before, &is_term), ends) in
            level.before.iter().zip(&level.is_term).zip(level.children.windows(2))
        {
            sizes_to_places(before + u32::from(is_term), &mut below[ends[0] as usize..ends[1] as usize]);
        }
    }
    len as usize
}

/// Puts `start` and the sizes so far in the place of each, and gives the end.
fn sizes_to_places(start: u32, sizes: &mut [u32]) -> u32 {
    sizes.iter_mut().fold(start, |place, size| place + std::mem::replace(size, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a, a b, a b c, b c (b itself is no term), c; d belongs to nothing.
    fn sample() -> (Terms, Vec<Vec<u32>>) {
        let words = Vocabulary::sorted(["a", "b", "c", "d"]).unwrap();
        let levels = [
            Nodes { parents: &[0; 4], words: &[0, 1, 2, 3], is_term: vec![true, false, true, false] },
            Nodes { parents: &[0, 1, 3], words: &[1, 2, 3], is_term: vec![true, true, false] },
            Nodes { parents: &[0], words: &[2], is_term: vec![true] },
        ];
        Terms::build(Joint::Space, &words, &levels).unwrap()
    }

    #[test]
    fn columns_follow_the_strings() {
        let (terms, columns) = sample();
        let strings = terms.to_strings();
        assert_eq!(strings, ["a", "a b", "a b c", "b c", "c"]);
        assert!(strings.is_sorted());
        for (column, term) in strings.iter().enumerate() {
            assert_eq!(terms.column(term), Some(column as u32));
        }
        assert_eq!(terms.words().len(), 3);
        for absent in ["b", "d", "a c", "a b c d", ""] {
            assert_eq!(terms.column(absent), None, "{absent}");
        }
        assert_eq!(columns, [vec![0, u32::MAX, 4, u32::MAX], vec![1, 3, u32::MAX], vec![2]]);
    }

    #[test]
    fn reads_back_and_refuses_damage() {
        let (terms, _) = sample();
        let json = serde_json::to_string(&terms).unwrap();
        assert_eq!(serde_json::from_str::<Terms>(&json).unwrap(), terms);
        for (from, to) in [
            ("[0,1,2]", "[0,2,1]"),
            ("\"parents\":[0,1]", "\"parents\":[0,9]"),
            ("[true,false,true]", "[true,false]"),
        ] {
            let damaged = json.replacen(from, to, 1);
            assert_ne!(damaged, json);
            assert!(serde_json::from_str::<Terms>(&damaged).is_err(), "{damaged}");
        }
    }
}
