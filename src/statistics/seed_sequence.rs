//! NumPy's `SeedSequence`: a seed of any length, stirred into as many words as a generator's state needs.
//!
//! After O'Neill ("Developing a seed_seq alternative", 2015), with the constants of NumPy's documentation: every word
//! of the seed is hashed into a pool of four, every word of the pool into every other; what comes out is the pool
//! hashed over and over. Spawned children (`spawn_key`) are left out.

const POOL: usize = 4;
const FIRST_IN: u32 = 0x43b0_d7e5;
const FACTOR_IN: u32 = 0x931e_8875;
const FIRST_OUT: u32 = 0x8b51_f9dd;
const FACTOR_OUT: u32 = 0x58f3_8ded;
const MIX_LEFT: u32 = 0xca01_f9dd;
const MIX_RIGHT: u32 = 0x4973_f715;

/// The pool of a seed.
pub(crate) struct SeedSequence([u32; POOL]);

impl SeedSequence {
    /// Stirs a seed of 32-bit words; words beyond the pool's are stirred into all of it.
    pub(crate) fn new(words: &[u32]) -> Self {
        let mut hash = Hash { constant: FIRST_IN, factor: FACTOR_IN };
        let mut pool = [0; POOL];
        for (place, slot) in pool.iter_mut().enumerate() {
            *slot = hash.of(words.get(place).copied().unwrap_or(0));
        }
        for from in 0..POOL {
            for to in (0..POOL).filter(|&to| to != from) {
                pool[to] = mix(pool[to], hash.of(pool[from]));
            }
        }
        for &word in words.iter().skip(POOL) {
            for slot in &mut pool {
                *slot = mix(*slot, hash.of(word));
            }
        }
        SeedSequence(pool)
    }

    /// `N` words of 64 bits (`generate_state(N, uint64)`).
    pub(crate) fn state<const N: usize>(&self) -> [u64; N] {
        let mut hash = Hash { constant: FIRST_OUT, factor: FACTOR_OUT };
        let mut words = self.0.iter().cycle().map(|&word| hash.of(word));
        std::array::from_fn(|_| {
            let (low, high) = (words.next().unwrap_or(0), words.next().unwrap_or(0));
            u64::from(low) | u64::from(high) << 32
        })
    }
}

/// A hash whose constant moves on with every word.
struct Hash {
    constant: u32,
    factor: u32,
}

impl Hash {
    fn of(&mut self, word: u32) -> u32 {
        let word = word ^ self.constant;
        self.constant = self.constant.wrapping_mul(self.factor);
        let word = word.wrapping_mul(self.constant);
        word ^ word >> 16
    }
}

fn mix(x: u32, y: u32) -> u32 {
    let mixed = x.wrapping_mul(MIX_LEFT).wrapping_sub(y.wrapping_mul(MIX_RIGHT));
    mixed ^ mixed >> 16
}
