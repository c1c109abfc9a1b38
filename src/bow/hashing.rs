//! [`Hashing`]: rows of counts without a vocabulary, as scikit-learn's `HashingVectorizer` makes them.
//!
//! With h the [murmur3](crate::bow::murmur3_32) of a term's UTF-8 (seed 0, signed), the term counts in column `|h| mod columns`, with
//! the sign of h (Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009). Terms that share
//! a column add up there; a sum that comes to 0 is stored. Nothing is learnt, so there is nothing to fit, to save or to
//! keep in memory, and no way back from a column to its terms.
//!
//! A document's words are laid end to end with a space between, so that every n-gram is a slice of that line and no
//! string of its own. Columns and signs are counted together, and the two signs of a column added.

use serde::{Deserialize, Serialize};

use crate::bow::column_tally::ColumnTally;
use crate::bow::murmur3::{murmur3_32, of_hash};
use crate::bow::norm::Norm;
use crate::bow::row_sort::Entry;
use crate::bow::rows::{self, Part};
use crate::error::{Error, Result, check_parameter};
use crate::fit::Transform;
use crate::parallel;
use crate::text::analyzer::{Analyzer, Unit};
use crate::text::ngram::range::NgramRange;
use crate::text::padded::{Found, Padded};
use crate::text::tokenizer::Tokenizer;
use crate::vector::kernel::murmur::{KEYS, SHORT, ShortKeys};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Bytes of text that one task hashes.
const BYTES_PER_TASK: usize = 1 << 18;
/// Bytes of text that bring an entry of the matrix where words are hashed, or fewer.
const BYTES_PER_ENTRY: usize = 7;

/// How text becomes terms and how these are hashed; the default is scikit-learn's.
///
/// # Examples
/// ```
/// use wordmill::bow::{Hashing, Norm};
/// let rows = Hashing::default().columns(16).norm(Norm::None).rows::<_, f64>(&["good film, good cast"])?;
/// // scikit-learn 1.9.1: HashingVectorizer(n_features=16, norm=None).
/// assert_eq!(rows.row(0).columns, [1, 9, 13]);
/// assert_eq!(rows.row(0).values, [2.0, -1.0, -1.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hashing {
    analyzer: Analyzer,
    columns: usize,
    alternate_sign: bool,
    binary: bool,
    norm: Norm,
}

impl Default for Hashing {
    fn default() -> Self {
        Hashing {
            analyzer: Analyzer::default(),
            columns: 1 << 20,
            alternate_sign: true,
            binary: false,
            norm: Norm::L2,
        }
    }
}

impl Hashing {
    /// How text becomes terms. Default: scikit-learn's words, lower-cased.
    #[must_use]
    pub fn analyzer(mut self, analyzer: Analyzer) -> Self {
        self.analyzer = analyzer;
        self
    }

    /// The lengths of n-grams, both included (sets them in the analyzer). Default: 1 to 1.
    #[must_use]
    pub fn ngrams(mut self, shortest: usize, longest: usize) -> Self {
        self.analyzer = self.analyzer.ngrams(shortest, longest);
        self
    }

    /// The number of columns, 1 to 2³¹ − 2 (scikit-learn's `n_features`). Default: 2²⁰.
    #[must_use]
    pub fn columns(mut self, columns: usize) -> Self {
        self.columns = columns;
        self
    }

    /// Whether half of the terms count −1 instead of 1, so that terms that share a column cancel rather than add up.
    /// Default: yes.
    #[must_use]
    pub fn alternate_sign(mut self, alternate_sign: bool) -> Self {
        self.alternate_sign = alternate_sign;
        self
    }

    /// Whether every stored count becomes 1, negative ones and those that came to 0 too. Default: no.
    #[must_use]
    pub fn binary(mut self, binary: bool) -> Self {
        self.binary = binary;
        self
    }

    /// What rows are divided by. Default: their Euclidean length.
    #[must_use]
    pub fn norm(mut self, norm: Norm) -> Self {
        self.norm = norm;
        self
    }

    /// The rows of `documents`, `documents × columns`, as `f32` or `f64`.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a number of columns or a range of n-grams that is none, [`Error::Empty`] without
    /// documents, [`Error::Limit`] where a count is past what `V` holds exactly (2²⁴ in `f32`).
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    pub fn rows<S: AsRef<str> + Sync, V: Value>(&self, documents: &[S]) -> Result<SparseMatrix<V>> {
        let columns = self.check()?;
        if documents.is_empty() {
            return Err(Error::Empty { what: "list of documents" });
        }
        let weight = |at: usize| documents[at].as_ref().len() + 16;
        let tasks = parallel::weighted_ranges(documents.len(), BYTES_PER_TASK, weight);
        let room = || Room {
            padded: Padded::default(),
            found: Found::default(),
            line: Line::default(),
            tally: ColumnTally::new(),
            sums: Sums::default(),
        };
        let bytes: usize = documents.iter().map(|document| document.as_ref().len()).sum();
        rows::build(&tasks, (self.columns, bytes / BYTES_PER_ENTRY), room, |room, task, part| {
            self.add_rows(columns, &documents[task.clone()], room, part);
        })
    }

    fn check(&self) -> Result<u32> {
        self.analyzer.check()?;
        let allowed = (1..i32::MAX as usize).contains(&self.columns);
        check_parameter(allowed, "columns", self.columns, "1 to 2147483646")?;
        Ok(self.columns as u32)
    }

    fn add_rows<S: AsRef<str>, V: Value>(
        &self,
        columns: u32,
        documents: &[S],
        room: &mut Room,
        part: &mut Part<V>,
    ) {
        let Room { padded, found, line, tally, sums } = room;
        let count = |document: usize, tally: &mut ColumnTally| {
            self.hash(columns, documents[document].as_ref(), (padded, found, line), tally);
        };
        tally.rows(0..documents.len(), count, |entries| {
            let (columns, sums, most) = sums.of(entries, V::EXACT_INTEGERS);
            if self.binary {
                sums.fill(1);
            }
            let length = self.norm.length(sums.iter().map(|&sum| sum as f64));
            let divisor = if length == 0.0 { 1.0 } else { length };
            part.push_values(columns, sums.iter().map(|&sum| V::from_f64(sum as f64 / divisor)), most);
        });
    }

    /// Finds the occurrences of terms in a document.
    fn hash(
        &self,
        columns: u32,
        document: &str,
        (padded, found, line): (&mut Padded, &mut Found, &mut Line),
        tally: &mut ColumnTally,
    ) {
        let words_alone = self.analyzer.ngram_unit() == Unit::Words
            && self.analyzer.ngram_range() == NgramRange::UNIGRAMS
            && self.analyzer.keeps_units();
        if words_alone && self.analyzer.find_units(document, padded, found) {
            return self.hash_words(columns, padded, found, tally);
        }
        self.terms(document, line, &mut |term| {
            tally.add(self.occurrence(murmur3_32(term.as_bytes(), 0), columns));
        });
    }

    /// The same of words of a padded text: short ones side by side.
    fn hash_words(&self, columns: u32, padded: &Padded, found: &Found, tally: &mut ColumnTally) {
        let (mut keys, mut which, mut occurrences) = (ShortKeys::default(), [0; KEYS], [0; KEYS]);
        for runs in found.runs().chunks(KEYS) {
            let (mut words, mut long) = (0, 0u32);
            for (at, &run) in runs.iter().enumerate() {
                let word = padded.word(run);
                for (blocks, block) in keys.blocks.iter_mut().zip(word.fours()) {
                    blocks[words] = block;
                }
                keys.lengths[words] = word.len() as u32;
                which[words] = at;
                let is_word = found.is_word(run);
                long |= u32::from(is_word & (word.len() > SHORT)) << words;
                words += usize::from(is_word);
            }
            let hashes = keys.hashes();
            for (occurrence, hash) in occurrences.iter_mut().zip(hashes) {
                *occurrence = self.occurrence(hash as i32, columns);
            }
            while long != 0 {
                let at = long.trailing_zeros() as usize;
                long &= long - 1;
                let word = padded.word(runs[which[at]]).bytes();
                occurrences[at] = self.occurrence(murmur3_32(word, 0), columns);
            }
            tally.add_all(&occurrences[..words]);
        }
    }

    /// What is counted of a term's hash: twice its column, plus 1 where its sign is negative, below 2³².
    #[inline(always)]
    fn occurrence(&self, hash: i32, columns: u32) -> u32 {
        let (column, negative) = of_hash(hash, columns);
        column << 1 | u32::from(negative & self.alternate_sign)
    }

    /// Hands over the terms of a document, in any order.
    fn terms(&self, document: &str, line: &mut Line, sink: &mut dyn FnMut(&str)) {
        let range = self.analyzer.ngram_range();
        if self.analyzer.ngram_unit() != Unit::Words {
            return self.analyzer.tokenize(document, &mut |term| sink(term.text));
        }
        if range.longest == 1 {
            return self.analyzer.raw_units(document, &mut |word| {
                if let Some(term) = self.analyzer.term(word.text) {
                    sink(&term);
                }
            });
        }
        line.clear();
        self.analyzer.raw_units(document, &mut |word| {
            if let Some(term) = self.analyzer.term(word.text) {
                line.push(&term);
            }
        });
        // No n-gram is longer than the document.
        for length in range.shortest..=range.longest.min(line.words()) {
            line.ngrams(length, sink);
        }
    }
}

impl<S: AsRef<str> + Sync> Transform<[S]> for Hashing {
    type Output = SparseMatrix<f32>;

    /// As [`Hashing::rows`].
    fn transform(&self, documents: &[S]) -> Result<SparseMatrix<f32>> {
        self.rows(documents)
    }
}

/// Room to hash documents in.
struct Room {
    padded: Padded,
    found: Found,
    line: Line,
    tally: ColumnTally,
    sums: Sums,
}

/// The columns of a document, ascending, and the sums of the signs of their terms.
#[derive(Debug, Default)]
struct Sums {
    columns: Vec<u32>,
    sums: Vec<i64>,
}

impl Sums {
    /// Those of occurrences in ascending order, and a number that is past `limit` if more occurrences stand behind one column.
    fn of(&mut self, entries: &[Entry], limit: u64) -> (&[u32], &mut [i64], u32) {
        // Both lists are as long as if no column were met twice, and cut afterwards: no branch asks whether one was.
        self.columns.resize(entries.len() + 1, 0);
        self.sums.resize(entries.len() + 1, 0);
        let (mut place, mut last, mut sum, mut total) = (0, u32::MAX, 0, 0);
        for &entry in entries {
            let (column, negative, times) = parts_of(entry);
            let is_new = i64::from(column != last);
            place += is_new as usize;
            // Minus a number is the number with all bits turned, and one more.
            sum = (sum & (is_new - 1)) + (i64::from(times) ^ -negative) + negative;
            self.columns[place] = column;
            self.sums[place] = sum;
            total += u64::from(times);
            last = column;
        }
        let most =
            if total > limit { most_of_one_column(entries) } else { total.min(u64::from(u32::MAX)) as u32 };
        // No column is u32::MAX, so the first place was passed over.
        (&self.columns[1..=place], &mut self.sums[1..=place], most)
    }
}

/// The column of an entry, 1 if its sign is negative, and how often it occurred.
#[inline(always)]
fn parts_of(entry: Entry) -> (u32, i64, u32) {
    ((entry >> 33) as u32, (entry >> 32 & 1) as i64, entry as u32)
}

/// The most occurrences behind one column.
#[cold]
fn most_of_one_column(entries: &[Entry]) -> u32 {
    let of_column = |same: &[Entry]| same.iter().fold(0u32, |sum, &entry| sum.saturating_add(entry as u32));
    entries.chunk_by(|&a, &b| parts_of(a).0 == parts_of(b).0).map(of_column).max().unwrap_or(0)
}

/// The words of a document, a space between neighbours.
#[derive(Debug, Default)]
struct Line {
    text: String,
    /// Where each word starts, and where the next one would.
    starts: Vec<usize>,
}

impl Line {
    fn clear(&mut self) {
        self.text.clear();
        self.starts.clear();
        self.starts.push(0);
    }

    fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.text.push(' ');
        self.starts.push(self.text.len());
    }

    fn words(&self) -> usize {
        self.starts.len() - 1
    }

    /// Hands over each `length` neighbouring words, joined by a space.
    fn ngrams(&self, length: usize, sink: &mut dyn FnMut(&str)) {
        for ends in self.starts.windows(length + 1) {
            // The last word's space is none of the n-gram.
            sink(&self.text[ends[0]..ends[length] - 1]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bow::murmur3::column_and_sign;
    use crate::text::stem::classic_snowball::ClassicSnowball;
    use crate::text::stopword::StopWords;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// The definition: each term of the analyzer by itself.
    fn naive(hashing: &Hashing, document: &str) -> Vec<(u32, f64)> {
        let mut sums = BTreeMap::<u32, f64>::new();
        for term in hashing.analyzer.tokens(document) {
            let (column, negative) = column_and_sign(term.text.as_bytes(), hashing.columns as u32);
            *sums.entry(column).or_default() += if negative && hashing.alternate_sign { -1.0 } else { 1.0 };
        }
        if hashing.binary {
            sums.values_mut().for_each(|sum| *sum = 1.0);
        }
        let length = match hashing.norm {
            Norm::L1 => sums.values().map(|sum| sum.abs()).sum(),
            Norm::L2 => sums.values().map(|sum| sum * sum).sum::<f64>().sqrt(),
            Norm::None => 1.0,
        };
        sums.into_iter()
            .map(|(column, sum)| (column, if length > 0.0 { sum / length } else { sum }))
            .collect()
    }

    proptest! {
        #[test]
        fn rows_are_those_of_the_definition(
            document in "[a-cA-C .,'éЖ中1-3]{0,60}",
            columns in 1usize..40,
            ngrams in (1usize..4, 0usize..3),
            flags in (any::<bool>(), any::<bool>(), 0..3usize, 0..3usize),
        ) {
            let unit = [Unit::Words, Unit::Characters, Unit::CharactersInWords][flags.3];
            let analyzer = Analyzer::default().stop_words(StopWords::from_words(["ab"])).unit(unit);
            let norm = [Norm::L1, Norm::L2, Norm::None][flags.2];
            let hashing = Hashing::default().analyzer(analyzer).ngrams(ngrams.0, ngrams.0 + ngrams.1)
                .columns(columns).alternate_sign(flags.0).binary(flags.1).norm(norm);
            let rows = hashing.rows::<_, f64>(&[&document]).unwrap();
            prop_assert_eq!(rows.row(0).iter().collect::<Vec<_>>(), naive(&hashing, &document));
        }
    }

    /// scikit-learn 1.9.1: `HashingVectorizer(n_features=1, norm=None).transform(["foo ccc", ""])`.
    #[test]
    fn cancelled_counts_are_stored() {
        let hashing = Hashing::default().columns(1).norm(Norm::None);
        // The sign of "foo" is negative, that of "ccc" is not.
        let rows = hashing.rows::<_, f64>(&["foo ccc", ""]).unwrap();
        assert_eq!((rows.row(0).values, rows.row(1).stored()), (&[0.0][..], 0));
        let ones = hashing.clone().binary(true).rows::<_, f64>(&["foo ccc"]).unwrap();
        assert_eq!(ones.row(0).values, [1.0]);
        let divided = hashing.norm(Norm::L2).rows::<_, f64>(&["foo ccc"]).unwrap();
        assert_eq!(divided.row(0).values, [0.0]);
    }

    #[test]
    fn threads_and_stems_do_not_matter() {
        let documents: Vec<String> = (0..3_000)
            .map(|n| format!("Acting actors w{} W{n} acted {}", n % 7, "so ".repeat(n % 50)))
            .collect();
        let hashing = Hashing::default()
            .analyzer(Analyzer::default().stemmer(ClassicSnowball::English).ngrams(1, 2))
            .columns(1 << 10);
        let one = parallel::with_threads(1, || hashing.rows::<_, f32>(&documents)).unwrap().unwrap();
        for threads in [2, 5] {
            let rows =
                parallel::with_threads(threads, || hashing.rows::<_, f32>(&documents)).unwrap().unwrap();
            assert_eq!(rows, one);
        }
        for (row, document) in one.iter().zip(&documents).step_by(100) {
            let expected: Vec<_> =
                naive(&hashing, document).into_iter().map(|(column, sum)| (column, sum as f32)).collect();
            assert_eq!(row.iter().collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn hostile_params_are_refused() {
        let rows = |hashing: Hashing, documents: &[&str]| hashing.rows::<_, f64>(documents);
        for columns in [0, i32::MAX as usize, usize::MAX] {
            let refused = rows(Hashing::default().columns(columns), &["aa"]);
            assert!(matches!(refused, Err(Error::Parameter { name: "columns", .. })));
        }
        assert!(rows(Hashing::default().columns(i32::MAX as usize - 1), &["aa"]).is_ok());
        assert!(matches!(rows(Hashing::default().ngrams(2, 1), &["aa"]), Err(Error::Parameter { .. })));
        assert!(matches!(rows(Hashing::default(), &[]), Err(Error::Empty { .. })));
        assert!(rows(Hashing::default().ngrams(1, 16), &["aa bb"]).is_ok());
    }
}
