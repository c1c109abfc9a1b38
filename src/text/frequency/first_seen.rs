//! [`FirstSeen`]: a map that remembers the order in which its keys came.
//!
//! Entries lie in a vector; the hash table holds their places. The hash is fixed and never decides an order.

use std::hash::{BuildHasher, Hash};

use foldhash::fast::FixedState;

const HASH: FixedState = FixedState::with_seed(0x1e35_a7bd);

/// No entry has this place.
const FREE: usize = usize::MAX;

/// Keys with their values, in the order in which the keys were first seen.
#[derive(Debug, Clone)]
pub(super) struct FirstSeen<K, V> {
    entries: Vec<(K, V)>,
    /// A power of two of places, at most half of them taken; an entry stands at the first free place from the one that
    /// its hash names.
    table: Vec<usize>,
}

impl<K, V> FirstSeen<K, V> {
    pub(super) fn new() -> Self {
        FirstSeen { entries: Vec::new(), table: Vec::new() }
    }

    pub(super) fn entries(&self) -> &[(K, V)] {
        &self.entries
    }

    pub(super) fn into_entries(self) -> Vec<(K, V)> {
        self.entries
    }
}

impl<K: Hash + Eq, V> FirstSeen<K, V> {
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        let place = self.table.get(self.slot(key)).copied().filter(|&place| place != FREE)?;
        Some(&self.entries[place].1)
    }

    /// The value of `key`, which is added with the default value if it is new.
    pub(super) fn value(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        if 2 * (self.entries.len() + 1) > self.table.len() {
            self.grow();
        }
        let slot = self.slot(&key);
        if self.table[slot] == FREE {
            self.table[slot] = self.entries.len();
            self.entries.push((key, V::default()));
        }
        &mut self.entries[self.table[slot]].1
    }

    /// Where `key` stands in the table, or where it would.
    fn slot(&self, key: &K) -> usize {
        let mask = self.table.len().wrapping_sub(1);
        let mut at = HASH.hash_one(key) as usize & mask;
        while self.table.get(at).is_some_and(|&place| place != FREE && self.entries[place].0 != *key) {
            at = (at + 1) & mask;
        }
        at
    }

    /// Doubles the table and fills it again.
    fn grow(&mut self) {
        self.table = vec![FREE; (2 * self.table.len()).max(16)];
        for place in 0..self.entries.len() {
            let slot = self.slot(&self.entries[place].0);
            self.table[slot] = place;
        }
    }
}

/// Equal as maps are: the order does not matter.
impl<K: Hash + Eq, V: PartialEq> PartialEq for FirstSeen<K, V> {
    fn eq(&self, other: &Self) -> bool {
        let same = |(key, value): &(K, V)| other.get(key) == Some(value);
        self.entries.len() == other.entries.len() && self.entries.iter().all(same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_in_order_and_are_found() {
        let mut map = FirstSeen::<u64, u64>::new();
        assert_eq!(map.get(&7), None);
        for number in (0..1_000).rev() {
            *map.value(number % 300) += 1;
        }
        let keys: Vec<u64> = map.entries().iter().map(|entry| entry.0).collect();
        assert_eq!(keys, (0..100).rev().chain((100..300).rev()).collect::<Vec<_>>());
        assert_eq!((map.get(&0), map.get(&299), map.get(&300)), (Some(&4), Some(&3), None));
    }
}
