//! [`FrequencyDistribution`]: counts of outcomes.
//!
//! As NLTK's `FreqDist` (NLTK 3.10.4), without its drawing: [`cumulative`](FrequencyDistribution::cumulative) gives the
//! numbers of a plot.

use std::collections::BTreeMap;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

use crate::text::frequency::first_seen::FirstSeen;

/// How often each outcome was seen, in the order in which they were first seen.
///
/// # Examples
/// ```
/// use wordmill::text::frequency::FrequencyDistribution;
/// let words: FrequencyDistribution<&str> = "a rose is a rose".split(' ').collect();
/// assert_eq!(words.most_common(2), [(&"a", 2), (&"rose", 2)]);
/// assert_eq!((words.total(), words.bins(), words.frequency(&"is")), (5, 3, 0.2));
/// assert_eq!(words.hapaxes().collect::<Vec<_>>(), [&"is"]);
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Vec<(T, u64)>", into = "Vec<(T, u64)>")]
#[serde(bound(serialize = "T: Serialize + Clone", deserialize = "T: Deserialize<'de> + Hash + Eq"))]
pub struct FrequencyDistribution<T> {
    counts: FirstSeen<T, u64>,
    total: u64,
}

impl<T> FrequencyDistribution<T> {
    /// Nothing seen yet.
    #[must_use]
    pub fn new() -> Self {
        FrequencyDistribution { counts: FirstSeen::new(), total: 0 }
    }

    /// How many outcomes were seen in all (NLTK's `N`).
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many distinct outcomes were seen (NLTK's `B`).
    #[must_use]
    pub fn bins(&self) -> usize {
        self.counts.entries().len()
    }

    /// Whether nothing was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.entries().is_empty()
    }

    /// The outcomes with their counts, in the order in which they were first seen.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&T, u64)> {
        self.counts.entries().iter().map(|(outcome, count)| (outcome, *count))
    }

    /// The `most` most frequent outcomes, equally frequent ones in the order in which they were first seen, as NLTK and
    /// Python's `Counter` give them.
    #[must_use]
    pub fn most_common(&self, most: usize) -> Vec<(&T, u64)> {
        let mut all: Vec<_> = self.iter().collect();
        // A stable sort: ties stay as they are.
        all.sort_by_key(|entry| std::cmp::Reverse(entry.1));
        all.truncate(most);
        all
    }

    /// The `most` most frequent outcomes, equally frequent ones in ascending order: the same whatever order they came
    /// in.
    #[must_use]
    pub fn most_common_sorted(&self, most: usize) -> Vec<(&T, u64)>
    where
        T: Ord,
    {
        let mut all: Vec<_> = self.iter().collect();
        all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        all.truncate(most);
        all
    }

    /// The most frequent outcome, the one first seen among several.
    #[must_use]
    pub fn max(&self) -> Option<&T> {
        // `max_by_key` gives the last of several.
        self.counts.entries().iter().rev().max_by_key(|entry| entry.1).map(|entry| &entry.0)
    }

    /// The outcomes that were seen once, in the order in which they were seen.
    pub fn hapaxes(&self) -> impl Iterator<Item = &T> {
        self.iter().filter(|entry| entry.1 == 1).map(|entry| entry.0)
    }

    /// How many outcomes have each count (NLTK's `r_Nr`), from the smallest count.
    #[must_use]
    pub fn counts_of_counts(&self) -> BTreeMap<u64, u64> {
        let mut counts = BTreeMap::new();
        self.iter().for_each(|(_, count)| *counts.entry(count).or_default() += 1);
        counts
    }

    /// The `most` most frequent outcomes with the sums of their counts so far, as a cumulative plot shows them.
    #[must_use]
    pub fn cumulative(&self, most: usize) -> Vec<(&T, u64)> {
        let sum = |sum: &mut u64, (outcome, count)| {
            *sum += count;
            Some((outcome, *sum))
        };
        self.most_common(most).into_iter().scan(0, sum).collect()
    }
}

impl<T: Hash + Eq> FrequencyDistribution<T> {
    /// Counts an outcome.
    pub fn add(&mut self, outcome: T) {
        self.add_many(outcome, 1);
    }

    /// Counts an outcome `many` times.
    pub fn add_many(&mut self, outcome: T, many: u64) {
        if many > 0 {
            *self.counts.value(outcome) += many;
            self.total += many;
        }
    }

    /// How often `outcome` was seen.
    #[must_use]
    pub fn count(&self, outcome: &T) -> u64 {
        self.counts.get(outcome).copied().unwrap_or(0)
    }

    /// The share of `outcome` in all that was seen, 0 if nothing was.
    #[must_use]
    pub fn frequency(&self, outcome: &T) -> f64 {
        if self.total == 0 { 0.0 } else { self.count(outcome) as f64 / self.total as f64 }
    }

    /// Adds the counts of `other`; its new outcomes come last.
    pub fn merge(&mut self, other: Self) {
        self.extend_counts(other.counts.into_entries());
    }

    fn extend_counts(&mut self, counts: impl IntoIterator<Item = (T, u64)>) {
        counts.into_iter().for_each(|(outcome, count)| self.add_many(outcome, count));
    }
}

impl<T> Default for FrequencyDistribution<T> {
    fn default() -> Self {
        FrequencyDistribution::new()
    }
}

/// Equal counts of equal outcomes; the order in which they came does not matter.
impl<T: Hash + Eq> PartialEq for FrequencyDistribution<T> {
    fn eq(&self, other: &Self) -> bool {
        self.counts == other.counts
    }
}

impl<T: Hash + Eq> Extend<T> for FrequencyDistribution<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, outcomes: I) {
        outcomes.into_iter().for_each(|outcome| self.add(outcome));
    }
}

impl<T: Hash + Eq> FromIterator<T> for FrequencyDistribution<T> {
    fn from_iter<I: IntoIterator<Item = T>>(outcomes: I) -> Self {
        let mut distribution = FrequencyDistribution::new();
        distribution.extend(outcomes);
        distribution
    }
}

impl<T: Hash + Eq> From<Vec<(T, u64)>> for FrequencyDistribution<T> {
    fn from(counts: Vec<(T, u64)>) -> Self {
        let mut distribution = FrequencyDistribution::new();
        distribution.extend_counts(counts);
        distribution
    }
}

impl<T> From<FrequencyDistribution<T>> for Vec<(T, u64)> {
    fn from(distribution: FrequencyDistribution<T>) -> Self {
        distribution.counts.into_entries()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4, `FreqDist("to be or not to be that is to".split())`.
    #[test]
    fn answers_are_those_of_nltk() {
        let words: FrequencyDistribution<&str> = "to be or not to be that is to".split(' ').collect();
        assert_eq!((words.total(), words.bins(), words.max()), (9, 6, Some(&"to")));
        let common = [(&"to", 3), (&"be", 2), (&"or", 1), (&"not", 1), (&"that", 1), (&"is", 1)];
        assert_eq!(words.most_common(usize::MAX), common);
        assert_eq!(words.most_common(3), common[..3]);
        assert_eq!(words.hapaxes().collect::<Vec<_>>(), [&"or", &"not", &"that", &"is"]);
        assert_eq!(words.counts_of_counts(), BTreeMap::from([(1, 4), (2, 1), (3, 1)]));
        assert_eq!(words.cumulative(3), [(&"to", 3), (&"be", 5), (&"or", 6)]);
        assert_eq!(words.frequency(&"be"), 2.0 / 9.0);
        assert_eq!(words.frequency(&"nothing"), 0.0);
        assert_eq!(words.most_common_sorted(3), [(&"to", 3), (&"be", 2), (&"is", 1)]);
    }

    #[test]
    fn sums_do_not_depend_on_the_order() {
        let (mut one, two): (FrequencyDistribution<char>, FrequencyDistribution<char>) =
            ("abb".chars().collect(), "bc".chars().collect());
        let mut other = two.clone();
        other.merge(one.clone());
        one.merge(two);
        assert_eq!(one, other);
        assert_eq!(one.most_common(1), [(&'b', 3)]);
        assert_eq!(FrequencyDistribution::<u8>::new().max(), None);
        let json = serde_json::to_string(&one).unwrap();
        assert_eq!(json, r#"[["a",1],["b",3],["c",1]]"#);
        assert_eq!(serde_json::from_str::<FrequencyDistribution<char>>(&json).unwrap(), one);
    }
}
