//! [`murmur3_32`]: MurmurHash3, the variant of 32 bits for little machines (`MurmurHash3_x86_32`; Appleby, 2008,
//! placed in the public domain), which scikit-learn hashes names with.
//!
//! How it goes is told where many short keys are hashed at once (`vector/kernel/murmur.rs`); here stands a key of any
//! length. Not here: the variants of 128 bits. It is no cryptographic hash.

use crate::vector::kernel::murmur::{closed, with_block};

/// The hash of `key`, as the signed number that `sklearn.utils.murmurhash3_32` gives.
///
/// # Examples
/// ```
/// use wordmill::bow::murmur3_32;
/// // scikit-learn 1.9.1: murmurhash3_32("foo", seed=0) and murmurhash3_32(b"Hello World!", seed=42).
/// assert_eq!(murmur3_32(b"foo", 0), -156_908_512);
/// assert_eq!(murmur3_32(b"Hello World!", 42), 3_565_178);
/// ```
#[must_use]
#[inline]
pub fn murmur3_32(key: &[u8], seed: u32) -> i32 {
    let (blocks, rest) = key.as_chunks::<4>();
    let hash = blocks.iter().fold(seed, |hash, block| with_block(hash, u32::from_le_bytes(*block)));
    closed(hash, block_of(rest), key.len() as u32) as i32
}

/// One to three bytes as a block, 0 for none, which mixes in nothing. First, middle and last byte may be one and the
/// same: words end anywhere, and a loop over what is left of them would be mispredicted at every other word.
#[inline(always)]
fn block_of(rest: &[u8]) -> u32 {
    let Some(last) = rest.len().checked_sub(1) else { return 0 };
    let at = |place: usize| u32::from(rest[place]) << (8 * place);
    at(0) | at(rest.len() / 2) | at(last)
}

/// The column of a name among `columns`, 1 or more, and whether the name's sign is negative: `|h| mod columns`
/// and `h < 0`, as in scikit-learn's `FeatureHasher`.
#[inline]
pub(crate) fn column_and_sign(name: &[u8], columns: u32) -> (u32, bool) {
    of_hash(murmur3_32(name, 0), columns)
}

/// The same of a name's hash.
#[inline(always)]
pub(crate) fn of_hash(hash: i32, columns: u32) -> (u32, bool) {
    // The size of −2³¹ is 2³¹: scikit-learn goes a long way round to the same column.
    let size = hash.unsigned_abs();
    // Most numbers of columns are powers of two, and a division costs more than the hash of a short word.
    let column = if columns.is_power_of_two() { size & (columns - 1) } else { size % columns };
    (column, hash < 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::kernel::dispatch::tests::on_every_set;
    use crate::vector::kernel::murmur::{KEYS, ShortKeys};

    /// scikit-learn 1.9.1, `murmurhash3_32(key, seed)`.
    #[test]
    fn equals_scikit_learn_at_every_length_of_the_rest() {
        let goldens = [
            ("", [0, 1_364_076_727, -2_114_883_783]),
            ("a", [1_009_084_850, 1_485_495_528, 711_476_519]),
            ("ab", [-1_681_926_305, -1_207_461_050, -1_350_713_883]),
            ("abc", [-1_277_324_294, -1_435_112_961, -58_670_417]),
            ("abcd", [1_139_631_978, -1_678_424_686, 729_662_808]),
            ("good film", [1_368_648_432, 710_062_814, 1_986_951_873]),
            ("Größe 中文 😀", [-347_853_039, 1_226_401_852, -449_863_778]),
        ];
        for (key, hashes) in goldens {
            assert_eq!([0, 1, u32::MAX].map(|seed| murmur3_32(key.as_bytes(), seed)), hashes, "{key}");
        }
    }

    #[test]
    fn short_keys_hash_as_any_others() {
        let bytes: Vec<u8> = (0..=u8::MAX).map(|byte| byte.wrapping_mul(77)).collect();
        for first in 0..=200 {
            let mut keys = ShortKeys::default();
            let key_of = |at: usize| &bytes[first + at..][..at % 12];
            for at in 0..KEYS {
                let mut twelve = [0; 12];
                twelve[..at % 12].copy_from_slice(key_of(at));
                for (block, four) in twelve.as_chunks::<4>().0.iter().enumerate() {
                    keys.blocks[block][at] = u32::from_le_bytes(*four);
                }
                keys.lengths[at] = (at % 12) as u32;
            }
            on_every_set(|set| {
                for (at, &hash) in keys.hashes().iter().enumerate() {
                    assert_eq!(hash as i32, murmur3_32(key_of(at), 0), "{set} {first} {at}");
                }
            });
        }
    }

    #[test]
    fn columns_are_sizes_modulo() {
        for name in ["", "foo", "bar", "Hello World!"] {
            let hash = i64::from(murmur3_32(name.as_bytes(), 0));
            for columns in [1, 2, 10, 1 << 20, i32::MAX as u32] {
                let expected = (hash.abs() % i64::from(columns)) as u32;
                assert_eq!(column_and_sign(name.as_bytes(), columns), (expected, hash < 0));
            }
        }
    }
}
