//! [`ShortKeys`]: MurmurHash3 of many short keys side by side (`MurmurHash3_x86_32`; Appleby, 2008, placed in the public domain).
//!
//! Four bytes at a time are mixed into a state of 32 bits; what is left over, the length and two rounds of avalanche close it.
//! A key of up to eleven bytes is three such blocks, of which it has none, one or two whole ones: a lane for each key computes
//! all three, and chooses. A register of keys so takes as many instructions as one key.

use super::dispatch::{Kernel, dispatch};
use super::lanes::InstructionSet;

/// Keys that are hashed at once.
pub(crate) const KEYS: usize = 32;
/// The most bytes of a short key.
pub(crate) const SHORT: usize = 11;

/// Keys of up to [`SHORT`] bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct ShortKeys {
    /// Their first, second and third four bytes, the first byte lowest; those that a key does not have are zeros.
    pub(crate) blocks: [[u32; KEYS]; 3],
    /// Their lengths in bytes; the hash of a longer key means nothing.
    pub(crate) lengths: [u32; KEYS],
}

impl ShortKeys {
    /// The hashes of all, seed 0.
    pub(crate) fn hashes(&self) -> [u32; KEYS] {
        let mut hashes = [0; KEYS];
        dispatch(Hash { keys: self, hashes: &mut hashes });
        hashes
    }
}

struct Hash<'k> {
    keys: &'k ShortKeys,
    hashes: &'k mut [u32; KEYS],
}

impl Kernel for Hash<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: InstructionSet>(self, _: S) {
        let ShortKeys { blocks: [first, second, third], lengths } = self.keys;
        for at in 0..KEYS {
            let whole = lengths[at] / 4;
            let one = with_block(0, first[at]);
            let two = with_block(one, second[at]);
            let (state, rest) = match whole {
                0 => (0, first[at]),
                1 => (one, second[at]),
                _ => (two, third[at]),
            };
            self.hashes[at] = closed(state, rest, lengths[at]);
        }
    }
}

/// A block before it enters the state: times c₁, turned by 15 bits, times c₂. A block of 0 leaves the state as it is.
#[inline(always)]
fn mixed(block: u32) -> u32 {
    block.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593)
}

/// The state after four bytes more.
#[inline(always)]
pub(crate) fn with_block(state: u32, block: u32) -> u32 {
    (state ^ mixed(block)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64)
}

/// The hash of a state, the bytes behind the last whole block, and the length, of which the reference keeps 32 bits.
#[inline(always)]
pub(crate) fn closed(state: u32, rest: u32, length: u32) -> u32 {
    let mut hash = state ^ mixed(rest) ^ length;
    hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}
