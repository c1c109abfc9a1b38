//! [`sort`]: what has a whole number as its key, sorted by radix from the lowest digit (LSD; Knuth, "The Art of Computer
//! Programming" 3, 5.2.5).
//!
//! Only the bits in which keys differ are looked at. A digit has as many of them as make the whole cheapest: few entries want
//! narrow digits, whose counts are quickly summed, many want wide ones and fewer passes.

/// Entries below which comparing is faster.
const FEW: usize = 24;
/// The widest digit: its counts fit the first-level cache.
const WIDEST: u32 = 11;

/// Room to sort in, used again and again.
#[derive(Debug)]
pub(crate) struct Room<T> {
    other: Vec<T>,
    /// For each pass and digit how many entries have it, then where the next one goes.
    places: Vec<u32>,
}

impl<T> Default for Room<T> {
    fn default() -> Self {
        Room { other: Vec::new(), places: Vec::new() }
    }
}

/// Sorts by `key`; entries with equal keys keep their order. There must be fewer than 2³² entries.
pub(crate) fn sort<T: Copy + Default>(items: &mut Vec<T>, room: &mut Room<T>, key: impl Fn(&T) -> u64) {
    if items.len() < FEW {
        return items.sort_by_key(key);
    }
    let first = key(&items[0]);
    let differing = items.iter().fold(0, |bits, item| bits | (key(item) ^ first));
    if differing == 0 {
        return;
    }
    let lowest = differing.trailing_zeros();
    let (passes, width) = passes(u64::BITS - differing.leading_zeros() - lowest, items.len());
    let mask = (1 << width) - 1;
    let digit = |item: &T, pass: u32| (key(item) >> (lowest + pass * width)) as usize & mask;

    room.places.clear();
    room.places.resize((passes as usize) << width, 0);
    for item in items.iter() {
        for (pass, counts) in (0..passes).zip(room.places.chunks_exact_mut(1 << width)) {
            counts[digit(item, pass)] += 1;
        }
    }
    room.other.resize(items.len(), T::default());
    for (pass, places) in (0..passes).zip(room.places.chunks_exact_mut(1 << width)) {
        let mut next = 0;
        for place in places.iter_mut() {
            next += std::mem::replace(place, next);
        }
        for item in items.iter() {
            let place = &mut places[digit(item, pass)];
            room.other[*place as usize] = *item;
            *place += 1;
        }
        std::mem::swap(items, &mut room.other);
    }
}

/// How many passes over digits of how many bits are cheapest: a pass reads and writes each entry and sums the counts of its
/// digits.
fn passes(bits: u32, entries: usize) -> (u32, u32) {
    let cost = |passes: u32| passes as usize * (2 * entries + (1 << bits.div_ceil(passes)));
    let fewest = bits.div_ceil(WIDEST);
    let passes = (fewest..fewest + 3).min_by_key(|&passes| cost(passes)).unwrap_or(fewest);
    (passes, bits.div_ceil(passes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_comparing_does(
            keys in prop::collection::vec(any::<u64>(), 0..300),
            kept in (0u32..64, 0u32..64),
        ) {
            // Keys that differ in some bits only, so that many are equal.
            let items: Vec<(u64, usize)> =
                keys.iter().enumerate().map(|(at, key)| (key >> kept.0 << kept.1, at)).collect();
            let (mut expected, mut sorted, mut room) = (items.clone(), items, Room::default());
            expected.sort();
            // Room that was longer before.
            sort(&mut (0..400).map(|at| (at * 7 % 400, 0)).collect(), &mut room, |item| item.0);
            sort(&mut sorted, &mut room, |item| item.0);
            prop_assert_eq!(sorted, expected);
        }
    }
}
