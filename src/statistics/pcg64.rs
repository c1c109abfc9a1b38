//! [`Pcg64`]: the very draws of `numpy.random.default_rng(seed)`.
//!
//! PCG XSL-RR 128/64 (O'Neill, "PCG: a family of simple fast space-efficient statistically good algorithms for random
//! number generation", 2014): a linear congruential step on 128 bits, of which the halves are folded and rotated.
//! Seeded by NumPy's `SeedSequence`; whole numbers by Lemire ("Fast random integer generation in an interval", 2019),
//! below 2³² from halves of draws, of which the second waits for its turn, as in NumPy.
//!
//! Left out: NumPy's `integers` with `dtype` of 8 or 16 bits, weighted `choice`, and all distributions (their ziggurats
//! are tables of NumPy's own). For draws that any thread can make there is [`Seed`](crate::seed::Seed).

use crate::error::{Result, check_limit};
use crate::statistics::seed_sequence::SeedSequence;

const MULTIPLIER: u128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645;

/// NumPy's default generator.
///
/// # Examples
/// ```
/// use wordmill::statistics::Pcg64;
/// let mut generator = Pcg64::new(42);
/// assert_eq!(generator.random(), 0.7739560485559633);
/// assert_eq!(Pcg64::new(42).choice(100, 5), [8, 77, 65, 43, 43]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pcg64 {
    state: u128,
    increment: u128,
    /// The upper half of a draw whose lower half is spent.
    waiting: Option<u32>,
}

impl Pcg64 {
    /// `default_rng(seed)` for a whole number.
    #[must_use]
    pub fn new(seed: u128) -> Self {
        let words: [u32; 4] = std::array::from_fn(|word| (seed >> (32 * word)) as u32);
        let length = words.iter().rposition(|&word| word != 0).map_or(1, |last| last + 1);
        Self::from_entropy(&words[..length])
    }

    /// `default_rng(words)` for an array of `uint32`.
    #[must_use]
    pub fn from_entropy(words: &[u32]) -> Self {
        let [state_high, state_low, stream_high, stream_low] = SeedSequence::new(words).state();
        let join = |high: u64, low: u64| u128::from(high) << 64 | u128::from(low);
        let increment = join(stream_high, stream_low) << 1 | 1;
        let mut generator = Pcg64 { state: 0, increment, waiting: None };
        generator.step();
        generator.state = generator.state.wrapping_add(join(state_high, state_low));
        generator.step();
        generator
    }

    fn step(&mut self) {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(self.increment);
    }

    /// 64 random bits (`bit_generator.random_raw()`).
    #[inline]
    pub fn random_raw(&mut self) -> u64 {
        self.step();
        let folded = (self.state >> 64) as u64 ^ self.state as u64;
        folded.rotate_right((self.state >> 122) as u32)
    }

    /// 32 random bits: the lower half of a draw, and the next time its upper half.
    #[inline]
    fn random_half(&mut self) -> u32 {
        self.waiting.take().unwrap_or_else(|| {
            let whole = self.random_raw();
            self.waiting = Some((whole >> 32) as u32);
            whole as u32
        })
    }

    /// A number in [0, 1) of 53 random bits (`random()`).
    pub fn random(&mut self) -> f64 {
        (self.random_raw() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// A number in `0..bound` (`integers(bound)`); 0, without a draw, where the bound is 0 or 1.
    #[inline]
    pub fn below(&mut self, bound: u64) -> u64 {
        match bound {
            0 | 1 => 0,
            0x1_0000_0000 => u64::from(self.random_half()),
            _ if bound < 0x1_0000_0000 => u64::from(self.below_half(bound as u32)),
            _ => self.below_whole(bound),
        }
    }

    /// The upper word of a draw times the bound; lower words that too many draws share are drawn again.
    #[inline]
    fn below_half(&mut self, bound: u32) -> u32 {
        loop {
            let product = u64::from(self.random_half()) * u64::from(bound);
            let low = product as u32;
            if low >= bound || low >= bound.wrapping_neg() % bound {
                return (product >> 32) as u32;
            }
        }
    }

    fn below_whole(&mut self, bound: u64) -> u64 {
        loop {
            let product = u128::from(self.random_raw()) * u128::from(bound);
            let low = product as u64;
            if low >= bound || low >= bound.wrapping_neg() % bound {
                return (product >> 64) as u64;
            }
        }
    }

    /// A number in `low..high` (`integers(low, high)`); `low` where the range is empty.
    pub fn integer(&mut self, low: i64, high: i64) -> i64 {
        let bound = if low < high { high.abs_diff(low) } else { 0 };
        low.wrapping_add_unsigned(self.below(bound))
    }

    /// Fills with coins (`integers(2, size, dtype=bool)`): the bits of 32-bit draws from the lowest up. What is left of
    /// the last draw is thrown away, so two calls are not one of both lengths.
    pub fn coins(&mut self, coins: &mut [bool]) {
        for part in coins.chunks_mut(32) {
            let bits = self.random_half();
            for (place, coin) in part.iter_mut().enumerate() {
                *coin = bits >> place & 1 == 1;
            }
        }
    }

    /// So many numbers below `items`, with repetition (`choice(items, count)`, equal to `integers(items, size=count)`).
    pub fn choice(&mut self, items: u64, count: usize) -> Vec<u64> {
        (0..count).map(|_| self.below(items)).collect()
    }

    /// So many different numbers below `items`, in random order (`choice(items, count, replace=False)`).
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) for more than there are.
    ///
    /// # Examples
    /// ```
    /// use wordmill::statistics::Pcg64;
    /// assert_eq!(Pcg64::new(42).choice_without_replacement(10, 4)?, [4, 0, 5, 6]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn choice_without_replacement(&mut self, items: usize, count: usize) -> Result<Vec<usize>> {
        check_limit("draws without replacement", items as u64, count as u64)?;
        // NumPy's choice of algorithm, on which the draws depend.
        if items > 10_000 && count > items / 50 {
            let mut all: Vec<usize> = (0..items).collect();
            self.deal(&mut all, (items - count).max(1));
            return Ok(all.split_off(items - count));
        }
        // Floyd's algorithm (Bentley, "Programming pearls", 1987).
        let mut seen = std::collections::HashSet::with_capacity(count);
        let mut chosen = Vec::with_capacity(count);
        for last in items - count..items {
            let drawn = self.below(last as u64 + 1) as usize;
            let new = if seen.insert(drawn) { drawn } else { last };
            seen.insert(new);
            chosen.push(new);
        }
        self.deal(&mut chosen, 1);
        Ok(chosen)
    }

    /// Puts items into random order (`shuffle`).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.up_to(last as u64) as usize);
        }
    }

    /// A number up to `largest`, by drawing as many bits as it has until they fit: NumPy's older way, which its
    /// `shuffle` kept.
    fn up_to(&mut self, largest: u64) -> u64 {
        let mask = u64::MAX >> largest.leading_zeros();
        loop {
            let is_half = largest <= u64::from(u32::MAX);
            let bits = mask & if is_half { u64::from(self.random_half()) } else { self.random_raw() };
            if bits <= largest {
                return bits;
            }
        }
    }

    /// Fisher–Yates from the end down to place `first`, as NumPy's `choice` does it.
    fn deal<T>(&mut self, items: &mut [T], first: usize) {
        for last in (first..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }

    /// The numbers below `items` in random order (`permutation(items)`).
    pub fn permutation(&mut self, items: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..items).collect();
        self.shuffle(&mut all);
        all
    }
}

#[cfg(test)]
mod tests;
