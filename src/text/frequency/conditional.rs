//! [`ConditionalFrequencyDistribution`]: a distribution for each condition, as tags of each word.
//!
//! As NLTK's `ConditionalFreqDist` (NLTK 3.10.4), without its drawing.

use std::hash::Hash;

use serde::{Deserialize, Serialize};

use crate::text::frequency::distribution::FrequencyDistribution;
use crate::text::frequency::first_seen::FirstSeen;

/// How often each outcome was seen under each condition; both stay in the order in which they were first seen.
///
/// # Examples
/// ```
/// use wordmill::text::frequency::ConditionalFrequencyDistribution;
/// use wordmill::text::ngram::bigrams;
/// let words: Vec<&str> = "so good so bad so good".split(' ').collect();
/// let next: ConditionalFrequencyDistribution<&str, &str> = bigrams(&words).map(|[a, b]| (*a, *b)).collect();
/// assert_eq!(next.get(&"so").unwrap().most_common(1), [(&"good", 2)]);
/// assert_eq!(next.total(), 5);
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Vec<(C, FrequencyDistribution<T>)>", into = "Vec<(C, FrequencyDistribution<T>)>")]
#[serde(bound(
    serialize = "C: Serialize + Clone, T: Serialize + Clone",
    deserialize = "C: Deserialize<'de> + Hash + Eq, T: Deserialize<'de> + Hash + Eq"
))]
pub struct ConditionalFrequencyDistribution<C, T> {
    conditions: FirstSeen<C, FrequencyDistribution<T>>,
}

impl<C, T> ConditionalFrequencyDistribution<C, T> {
    /// Nothing seen yet.
    #[must_use]
    pub fn new() -> Self {
        ConditionalFrequencyDistribution { conditions: FirstSeen::new() }
    }

    /// The conditions with their distributions.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&C, &FrequencyDistribution<T>)> {
        self.conditions.entries().iter().map(|(condition, outcomes)| (condition, outcomes))
    }

    /// How many conditions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.conditions.entries().len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.conditions.entries().is_empty()
    }

    /// How many outcomes were seen under all conditions.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.iter().map(|(_, outcomes)| outcomes.total()).sum()
    }
}

impl<C: Hash + Eq, T: Hash + Eq> ConditionalFrequencyDistribution<C, T> {
    /// Counts an outcome under a condition.
    pub fn add(&mut self, condition: C, outcome: T) {
        self.conditions.value(condition).add(outcome);
    }

    /// The distribution under a condition, if anything was seen under it.
    #[must_use]
    pub fn get(&self, condition: &C) -> Option<&FrequencyDistribution<T>> {
        self.conditions.get(condition)
    }

    /// Adds the counts of `other`; its new conditions and outcomes come last.
    pub fn merge(&mut self, other: Self) {
        for (condition, outcomes) in other.conditions.into_entries() {
            self.conditions.value(condition).merge(outcomes);
        }
    }
}

impl<C, T> Default for ConditionalFrequencyDistribution<C, T> {
    fn default() -> Self {
        ConditionalFrequencyDistribution::new()
    }
}

/// Equal counts under equal conditions; the order in which they came does not matter.
impl<C: Hash + Eq, T: Hash + Eq> PartialEq for ConditionalFrequencyDistribution<C, T> {
    fn eq(&self, other: &Self) -> bool {
        self.conditions == other.conditions
    }
}

impl<C: Hash + Eq, T: Hash + Eq> Extend<(C, T)> for ConditionalFrequencyDistribution<C, T> {
    fn extend<I: IntoIterator<Item = (C, T)>>(&mut self, outcomes: I) {
        outcomes.into_iter().for_each(|(condition, outcome)| self.add(condition, outcome));
    }
}

impl<C: Hash + Eq, T: Hash + Eq> FromIterator<(C, T)> for ConditionalFrequencyDistribution<C, T> {
    fn from_iter<I: IntoIterator<Item = (C, T)>>(outcomes: I) -> Self {
        let mut distribution = ConditionalFrequencyDistribution::new();
        distribution.extend(outcomes);
        distribution
    }
}

impl<C: Hash + Eq, T: Hash + Eq> From<Vec<(C, FrequencyDistribution<T>)>>
    for ConditionalFrequencyDistribution<C, T>
{
    fn from(conditions: Vec<(C, FrequencyDistribution<T>)>) -> Self {
        let mut distribution = ConditionalFrequencyDistribution::new();
        for (condition, outcomes) in conditions {
            distribution.conditions.value(condition).merge(outcomes);
        }
        distribution
    }
}

impl<C, T> From<ConditionalFrequencyDistribution<C, T>> for Vec<(C, FrequencyDistribution<T>)> {
    fn from(distribution: ConditionalFrequencyDistribution<C, T>) -> Self {
        distribution.conditions.into_entries()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_keep_their_order_and_add_up() {
        let pairs = [("b", 1), ("a", 2), ("b", 2), ("b", 1)];
        let mut one: ConditionalFrequencyDistribution<&str, u32> = pairs.into_iter().collect();
        assert_eq!(one.iter().map(|(condition, _)| *condition).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(one.get(&"b").unwrap().most_common(1), [(&1, 2)]);
        assert_eq!(one.get(&"c"), None);
        one.merge([("c", 3), ("a", 2)].into_iter().collect());
        assert_eq!((one.len(), one.total(), one.get(&"a").unwrap().count(&2)), (3, 6, 2));
        let owned: ConditionalFrequencyDistribution<String, u32> =
            pairs.into_iter().map(|(condition, outcome)| (condition.to_owned(), outcome)).collect();
        let json = serde_json::to_string(&owned).unwrap();
        assert_eq!(
            serde_json::from_str::<ConditionalFrequencyDistribution<String, u32>>(&json).unwrap(),
            owned
        );
    }
}
