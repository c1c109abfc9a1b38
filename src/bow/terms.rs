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

use serde::{Deserialize, Serialize};

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

/// Nodes of one level as they are handed to [`Terms::build`], sorted by parent, then word.
#[derive(Debug, Default)]
pub(crate) struct Nodes {
    /// The node of the level above (of the first level: not used).
    pub(crate) parents: Vec<u32>,
    /// The last word.
    pub(crate) words: Vec<u32>,
    pub(crate) is_term: Vec<bool>,
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
        mut levels: Vec<Nodes>,
    ) -> Result<(Self, Vec<Vec<u32>>)> {
        let kept = prune(&mut levels);
        // Words that no term uses go too.
        let mut used = vec![false; words.len()];
        for (depth, level) in levels.iter().enumerate() {
            for (node, &word) in level.words.iter().enumerate() {
                used[word as usize] |= kept[depth][node];
            }
        }
        let new_words = renumber(&used);
        let vocabulary = if used.contains(&false) {
            let order: Vec<TokenId> =
                (0..).zip(&used).filter(|(_, used)| **used).map(|(word, _)| TokenId(word)).collect();
            words.in_order_of(&order)
        } else {
            words.clone()
        };

        let mut raw = RawTerms { joint, words: vocabulary, levels: Vec::new() };
        let mut new_parents: Vec<u32> = Vec::new();
        for (depth, level) in levels.iter().enumerate() {
            let stays = if depth == 0 { &used } else { &kept[depth] };
            let mut next = RawLevel::default();
            for node in (0..level.words.len()).filter(|&node| stays[node]) {
                next.words.push(new_words[level.words[node] as usize]);
                next.is_term.push(level.is_term[node]);
                if depth > 0 {
                    next.parents.push(new_parents[level.parents[node] as usize]);
                }
            }
            new_parents = renumber(stays);
            raw.levels.push(next);
        }
        let terms = Terms::try_from(raw)?;
        let columns = levels.iter().enumerate().map(|(depth, level)| {
            let stays = if depth == 0 { &used } else { &kept[depth] };
            let new = renumber(stays);
            let column = |node: usize| {
                let there = stays[node] && level.is_term[node];
                if there { terms.levels[depth].before[new[node] as usize] } else { u32::MAX }
            };
            (0..level.words.len()).map(column).collect()
        });
        let columns = columns.collect();
        Ok((terms, columns))
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
            among = level.children[index] as usize..level.children[index + 1] as usize;
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
        let children = &self.levels[node.level].children;
        let next = self.levels.get(node.level + 1)?;
        let (start, end) = (children[node.index as usize], children[node.index as usize + 1]);
        let among = &next.words[start as usize..end as usize];
        let found = among.binary_search(&word.0).ok()?;
        Some(Node { level: node.level + 1, index: start + found as u32 })
    }

    /// How many n-grams of `length` words are terms or start one; of words, all.
    pub(crate) fn nodes(&self, length: usize) -> usize {
        self.levels[length - 1].words.len()
    }

    /// The number of the first child of a node of `length` words, and the last words of all its children.
    pub(crate) fn children(&self, length: usize, index: u32) -> (u32, &[u32]) {
        let starts = &self.levels[length - 1].children;
        let (start, end) = (starts[index as usize], starts[index as usize + 1]);
        (start, &self.levels[length].words[start as usize..end as usize])
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

/// Tells which nodes stay: terms, and what longer terms start with.
fn prune(levels: &mut [Nodes]) -> Vec<Vec<bool>> {
    let mut kept: Vec<Vec<bool>> = levels.iter().map(|level| level.is_term.clone()).collect();
    for depth in (1..levels.len()).rev() {
        for (node, &parent) in levels[depth].parents.iter().enumerate() {
            if kept[depth][node] {
                kept[depth - 1][parent as usize] = true;
            }
        }
    }
    kept
}

/// The new number of everything that stays.
fn renumber(stays: &[bool]) -> Vec<u32> {
    let mut next = 0;
    stays
        .iter()
        .map(|&stays| {
            let number = next;
            next += u32::from(stays);
            number
        })
        .collect()
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
        let all_parents: Vec<Vec<u32>> = raw_levels.iter().map(|level| level.parents.clone()).collect();
        let mut levels: Vec<Level> = raw_levels
            .into_iter()
            .map(|RawLevel { words, is_term, .. }| Level { words, is_term, ..Level::default() })
            .collect();
        let children = all_parents.iter().skip(1).map(Vec::as_slice).chain([&[][..]]);
        for (level, parents) in levels.iter_mut().zip(children) {
            level.children = starts_of(parents, level.words.len());
        }
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
    let nodes = raw.levels.iter().map(|level| level.words.len() as u64).sum();
    check_limit("n-grams of a vocabulary", u64::from(u32::MAX) - 1, nodes)?;
    if raw.joint == Joint::Whole && raw.levels.len() > 1 {
        return corrupt("terms that are whole have parts");
    }
    if raw.levels.is_empty() { corrupt("there are no levels") } else { Ok(()) }
}

/// Where the children of each of `count` parents start among their sorted `parents`, and the last end.
fn starts_of(parents: &[u32], count: usize) -> Vec<u32> {
    let mut starts = vec![0u32; count + 1];
    for &parent in parents {
        starts[parent as usize + 1] += 1;
    }
    for place in 0..count {
        starts[place + 1] += starts[place];
    }
    starts
}

/// Numbers terms depth first: sizes from the bottom up, then places from the top down.
fn number_columns(levels: &mut [Level]) -> usize {
    let mut sizes: Vec<u32> = Vec::new();
    let mut all_sizes = Vec::new();
    for level in levels.iter().rev() {
        let of_node = |node: usize| {
            let children = level.children[node] as usize..level.children[node + 1] as usize;
            u32::from(level.is_term[node]) + sizes.get(children).map_or(0, |sizes| sizes.iter().sum())
        };
        let own: Vec<u32> = (0..level.words.len()).map(of_node).collect();
        sizes.clone_from(&own);
        all_sizes.push(own);
    }
    all_sizes.reverse();
    let mut before: Vec<u32> = running_sum(0, &all_sizes[0]).collect();
    for (depth, level) in levels.iter_mut().enumerate() {
        let mut next = Vec::new();
        if let Some(sizes) = all_sizes.get(depth + 1) {
            next.reserve(sizes.len());
            for ((&before, &is_term), ends) in
                before.iter().zip(&level.is_term).zip(level.children.windows(2))
            {
                let children = ends[0] as usize..ends[1] as usize;
                next.extend(running_sum(before + u32::from(is_term), &sizes[children]));
            }
        }
        level.before = std::mem::replace(&mut before, next);
    }
    all_sizes[0].iter().map(|&size| size as usize).sum()
}

/// `start`, then `start` plus the sizes so far.
fn running_sum(start: u32, sizes: &[u32]) -> impl Iterator<Item = u32> {
    sizes.iter().scan(start, |sum, &size| {
        let before = *sum;
        *sum += size;
        Some(before)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a, a b, a b c, b c (b itself is no term), c; d belongs to nothing.
    fn sample() -> (Terms, Vec<Vec<u32>>) {
        let words = Vocabulary::sorted(["a", "b", "c", "d"]).unwrap();
        let nodes = |parents: &[u32], words: &[u32], terms: &[bool]| Nodes {
            parents: parents.to_vec(),
            words: words.to_vec(),
            is_term: terms.to_vec(),
        };
        let levels = vec![
            nodes(&[0; 4], &[0, 1, 2, 3], &[true, false, true, false]),
            nodes(&[0, 1, 3], &[1, 2, 3], &[true, true, false]),
            nodes(&[0], &[2], &[true]),
        ];
        Terms::build(Joint::Space, &words, levels).unwrap()
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
