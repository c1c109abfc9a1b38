//! Random draws that any thread can make: `(seed, purpose, index) → number`, with no state in between.
//!
//! The algorithm is Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as
//! 1, 2, 3", SC 2011): ten rounds of multiply-and-swap turn a 128-bit counter under a 64-bit key into
//! 128 random bits. The key is the seed; the counter is the purpose (hashed once, FNV-1a) and the index.
//! It is fixed: the same triple gives the same number in every version, on every machine.
//! It is no cryptographic generator.

use serde::{Deserialize, Serialize};

/// The seed of all randomness in one fit.
///
/// # Examples
/// ```
/// use wordmill::seed::Seed;
/// let draws = Seed(42).stream("shuffle");
/// assert_eq!(draws.bits(7), Seed(42).stream("shuffle").bits(7));
/// assert!(draws.below(1_000, 6) < 6);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Seed(pub u64);

/// All draws of one seed for one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    key: u64,
    purpose: u64,
}

impl Seed {
    /// The draws for `purpose`; different purposes are independent of each other.
    #[must_use]
    pub fn stream(self, purpose: &str) -> Stream {
        let hash = purpose.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        Stream { key: self.0, purpose: hash }
    }
}

impl Stream {
    /// 64 random bits: draw `index`.
    #[must_use]
    pub fn bits(self, index: u64) -> u64 {
        let halves = |value: u64| [value as u32, (value >> 32) as u32];
        let ([c0, c1], [c2, c3]) = (halves(index), halves(self.purpose));
        let out = philox4x32_10([c0, c1, c2, c3], halves(self.key));
        u64::from(out[0]) | u64::from(out[1]) << 32
    }

    /// A number in `[0, 1)` with 53 random bits: draw `index`.
    #[must_use]
    pub fn uniform(self, index: u64) -> f64 {
        (self.bits(index) >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// A number in `0..bound` (0 where the bound is 0): draw `index`. Its bias is below `bound · 2⁻⁶⁴`.
    #[must_use]
    pub fn below(self, index: u64, bound: u64) -> u64 {
        ((u128::from(self.bits(index)) * u128::from(bound)) >> 64) as u64
    }

    /// Shuffles `items` (Fisher–Yates, from the end), with the draws `0..items.len()`.
    pub fn shuffle<T>(self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64, last as u64 + 1) as usize);
        }
    }
}

/// Ten rounds of Philox on four words under a key of two.
fn philox4x32_10(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let first = u64::from(counter[0]) * 0xD251_1F53;
        let second = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [
            (second >> 32) as u32 ^ counter[1] ^ key[0],
            second as u32,
            (first >> 32) as u32 ^ counter[3] ^ key[1],
            first as u32,
        ];
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    counter
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers of the authors' library (Random123, `kat_vectors`, philox4x32 with 10 rounds).
    #[test]
    fn equals_the_published_vectors() {
        assert_eq!(philox4x32_10([0; 4], [0; 2]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
        assert_eq!(
            philox4x32_10([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        );
        assert_eq!(
            philox4x32_10([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        );
    }

    #[test]
    fn draws_are_even_and_in_range() {
        let stream = Seed(1).stream("test");
        let mut seen = [0usize; 6];
        for index in 0..60_000 {
            seen[stream.below(index, 6) as usize] += 1;
            assert!((0.0..1.0).contains(&stream.uniform(index)));
        }
        assert!(seen.iter().all(|&count| (9_600..10_400).contains(&count)), "{seen:?}");
        assert_eq!(stream.below(3, 0), 0);
    }

    #[test]
    fn a_shuffle_keeps_every_item_and_never_changes() {
        let mut items: Vec<u32> = (0..10).collect();
        Seed(42).stream("shuffle").shuffle(&mut items);
        let mut sorted = items.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..10).collect::<Vec<_>>());
        let mut again: Vec<u32> = (0..10).collect();
        Seed(42).stream("shuffle").shuffle(&mut again);
        assert_eq!(items, again);
        Seed(43).stream("shuffle").shuffle(&mut again);
        assert_ne!(items, again);
    }
}
