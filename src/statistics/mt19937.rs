//! [`Mt19937`]: the very draws of `numpy.random.seed(seed)` and `numpy.random.RandomState(seed)`.
//!
//! The Mersenne twister (Matsumoto and Nishimura, "Mersenne twister: a 623-dimensionally equidistributed uniform
//! pseudo-random number generator", 1998) with the authors' seeding of 2002, and upon it the frozen rules of NumPy's
//! `RandomState`: whole numbers by drawing masked bits until they fit, normal ones by Marsaglia's polar method (1964),
//! gamma ones by Marsaglia and Tsang ("A simple method for generating gamma variables", 2000) and, for shapes below 1,
//! by Ahrens and Dieter (1974). scikit-learn's `random_state` and rouge-score's intervals draw from it.
//!
//! Left out: weighted `choice`, `randint` with `dtype` of 8 or 16 bits, and the other distributions.

use crate::error::{Error, Result, check_limit};

const WORDS: usize = 624;
const MIDDLE: usize = 397;

/// NumPy's legacy generator.
///
/// # Examples
/// ```
/// use wordmill::statistics::Mt19937;
/// assert_eq!(Mt19937::new(0).random(), 0.5488135039273248);
/// assert_eq!(Mt19937::new(0).choice(100, 5), [44, 47, 64, 67, 67]);
/// ```
#[derive(Clone, PartialEq)]
pub struct Mt19937 {
    state: [u32; WORDS],
    /// The next word to hand out.
    place: usize,
    /// The second of a pair of normal numbers.
    waiting: Option<f64>,
}

impl std::fmt::Debug for Mt19937 {
    /// Without the state, which would fill pages.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mt19937").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Mt19937 {
    /// `RandomState(seed)` for a whole number (`init_genrand` of the authors).
    #[must_use]
    pub fn new(seed: u32) -> Self {
        let mut state = [seed; WORDS];
        for place in 1..WORDS {
            let before = state[place - 1];
            state[place] = (before ^ before >> 30).wrapping_mul(1_812_433_253).wrapping_add(place as u32);
        }
        Mt19937 { state, place: WORDS, waiting: None }
    }

    /// `RandomState(words)` for an array (`init_by_array` of the authors).
    ///
    /// # Errors
    /// [`Error::Empty`] for no words.
    pub fn from_key(words: &[u32]) -> Result<Self> {
        if words.is_empty() {
            return Err(Error::Empty { what: "seed" });
        }
        let mut generator = Mt19937::new(19_650_218);
        let state = &mut generator.state;
        let mut place = 1;
        let mut stir = |factor: u32, added: &dyn Fn(usize) -> u32| {
            let before = state[place - 1];
            state[place] =
                (state[place] ^ (before ^ before >> 30).wrapping_mul(factor)).wrapping_add(added(place));
            place += 1;
            if place == WORDS {
                state[0] = state[WORDS - 1];
                place = 1;
            }
        };
        for step in 0..WORDS.max(words.len()) {
            let word = step % words.len();
            stir(1_664_525, &|_| words[word].wrapping_add(word as u32));
        }
        for _ in 1..WORDS {
            stir(1_566_083_941, &|place| (place as u32).wrapping_neg());
        }
        state[0] = 0x8000_0000;
        Ok(generator)
    }

    /// Makes the next 624 words.
    fn twist(&mut self) {
        for place in 0..WORDS {
            let (this, next) = (self.state[place], self.state[(place + 1) % WORDS]);
            let joined = this & 0x8000_0000 | next & 0x7fff_ffff;
            let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[place] = self.state[(place + MIDDLE) % WORDS] ^ joined >> 1 ^ odd;
        }
        self.place = 0;
    }

    /// 32 random bits (`bit_generator.random_raw()`).
    pub fn random_raw(&mut self) -> u32 {
        if self.place == WORDS {
            self.twist();
        }
        let mut word = self.state[self.place];
        self.place += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c_5680;
        word ^= word << 15 & 0xefc6_0000;
        word ^ word >> 18
    }

    /// A number in [0, 1) of 53 random bits (`random_sample()`).
    pub fn random(&mut self) -> f64 {
        let (high, low) = (self.random_raw() >> 5, self.random_raw() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// A number in `0..bound` (`randint(bound)`); 0, without a draw, where the bound is 0 or 1.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound <= 1 {
            return 0;
        }
        let largest = bound - 1;
        let mask = u64::MAX >> largest.leading_zeros();
        loop {
            let word = u64::from(self.random_raw());
            let bits =
                if mask > u64::from(u32::MAX) { word << 32 | u64::from(self.random_raw()) } else { word };
            if bits & mask <= largest {
                return bits & mask;
            }
        }
    }

    /// A number in `low..high` (`randint(low, high)`); `low` where the range is empty.
    pub fn integer(&mut self, low: i64, high: i64) -> i64 {
        let bound = if low < high { high.abs_diff(low) } else { 0 };
        low.wrapping_add_unsigned(self.below(bound))
    }

    /// Fills with coins (`randint(2, size, dtype=bool)`): the bits of 32-bit draws from the lowest up. What is left of
    /// the last draw is thrown away, so two calls are not one of both lengths.
    pub fn coins(&mut self, coins: &mut [bool]) {
        for part in coins.chunks_mut(32) {
            let bits = self.random_raw();
            for (place, coin) in part.iter_mut().enumerate() {
                *coin = bits >> place & 1 == 1;
            }
        }
    }

    /// So many numbers below `items`, with repetition (`choice(items, count)`, equal to `randint(items, size=count)`).
    pub fn choice(&mut self, items: u64, count: usize) -> Vec<u64> {
        (0..count).map(|_| self.below(items)).collect()
    }

    /// So many different numbers below `items`, in random order (`choice(items, count, replace=False)`).
    ///
    /// # Errors
    /// [`Error::Limit`] for more than there are.
    pub fn choice_without_replacement(&mut self, items: usize, count: usize) -> Result<Vec<usize>> {
        check_limit("draws without replacement", items as u64, count as u64)?;
        let mut all = self.permutation(items);
        all.truncate(count);
        Ok(all)
    }

    /// Puts items into random order (`shuffle`).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }

    /// The numbers below `items` in random order (`permutation(items)`).
    pub fn permutation(&mut self, items: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..items).collect();
        self.shuffle(&mut all);
        all
    }

    /// A number from the standard normal distribution (`standard_normal()`, and `normal()` shifted and scaled).
    ///
    /// # Determinism
    /// The logarithm is the platform's; where it is not NumPy's, the last bit may differ.
    pub fn standard_normal(&mut self) -> f64 {
        if let Some(second) = self.waiting.take() {
            return second;
        }
        loop {
            let (x, y) = (2.0 * self.random() - 1.0, 2.0 * self.random() - 1.0);
            let square = x * x + y * y;
            if square < 1.0 && square != 0.0 {
                let scale = (-2.0 * square.ln() / square).sqrt();
                self.waiting = Some(scale * x);
                return scale * y;
            }
        }
    }

    /// A number from the exponential distribution of rate 1 (`standard_exponential()`).
    ///
    /// # Determinism
    /// As for [`Mt19937::standard_normal`].
    pub fn standard_exponential(&mut self) -> f64 {
        -(1.0 - self.random()).ln()
    }

    /// A number from the gamma distribution of that shape and scale 1 (`standard_gamma(shape)`; `gamma(shape, scale)`
    /// is `scale` times it); 0 for shapes that are not above 0.
    ///
    /// # Determinism
    /// As for [`Mt19937::standard_normal`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::statistics::Mt19937;
    /// assert_eq!(Mt19937::new(0).standard_gamma(100.0), 118.33542379999841);
    /// ```
    pub fn standard_gamma(&mut self, shape: f64) -> f64 {
        if shape == 1.0 {
            self.standard_exponential()
        } else if shape >= 1.0 {
            self.gamma_from_one_up(shape)
        } else if shape > 0.0 {
            self.gamma_below_one(shape)
        } else {
            0.0
        }
    }

    fn gamma_from_one_up(&mut self, shape: f64) -> f64 {
        let b = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * b).sqrt();
        loop {
            let normal = self.standard_normal();
            let root = 1.0 + c * normal;
            if root <= 0.0 {
                continue;
            }
            let (cube, uniform) = (root * root * root, self.random());
            let square = normal * normal;
            if uniform < 1.0 - 0.0331 * square * square
                || uniform.ln() < 0.5 * normal * normal + b * (1.0 - cube + cube.ln())
            {
                return b * cube;
            }
        }
    }

    fn gamma_below_one(&mut self, shape: f64) -> f64 {
        loop {
            let (uniform, exponential) = (self.random(), self.standard_exponential());
            if uniform <= 1.0 - shape {
                let candidate = uniform.powf(1.0 / shape);
                if candidate <= exponential {
                    return candidate;
                }
            } else {
                let tail = -((1.0 - uniform) / shape).ln();
                let candidate = (1.0 - shape + shape * tail).powf(1.0 / shape);
                if candidate <= exponential + tail {
                    return candidate;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
