//! [`murmur3_32`]: MurmurHash3, the variant of 32 bits for little machines (`MurmurHash3_x86_32`; Appleby, 2008,
//! placed in the public domain), which scikit-learn hashes names with.
//!
//! Four bytes at a time are mixed into a state of 32 bits; what is left over, the length and two rounds of
//! avalanche close it. Not here: the variants of 128 bits. It is no cryptographic hash.

use crate::text::padded::PaddedWord;

/// A block before it enters the state: times c₁, turned by 15 bits, times c₂.
#[inline(always)]
fn mixed(block: u32) -> u32 {
    block.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593)
}

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
    closed(hash, block_of(rest), key.len())
}

/// The same for a word of a padded text, seed 0. Words end anywhere: up to eleven bytes are hashed without a branch, of which
/// every other one would be mispredicted.
#[inline(always)]
pub(crate) fn murmur3_of_word(word: PaddedWord<'_>) -> i32 {
    if word.len() >= 12 {
        return murmur3_32(word.text().as_bytes(), 0);
    }
    let (eight, third) = word.twelve();
    let (first, second) = (eight as u32, (eight >> 32) as u32);
    let one = with_block(0, first);
    let two = with_block(one, second);
    // What is left over stands in the block after the whole ones.
    let blocks = word.len() / 4;
    closed([0, one, two][blocks.min(2)], [first, second, third][blocks.min(2)], word.len())
}

/// The state after four bytes more.
#[inline(always)]
fn with_block(hash: u32, block: u32) -> u32 {
    (hash ^ mixed(block)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64)
}

/// The hash of a state, the last bytes and the length, of which the reference keeps 32 bits.
#[inline(always)]
fn closed(hash: u32, rest: u32, len: usize) -> i32 {
    let mut hash = hash ^ mixed(rest) ^ len as u32;
    hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    (hash ^ hash >> 16) as i32
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
    use crate::text::padded::Padded;

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
    fn padded_words_hash_as_their_bytes() {
        let mut padded = Padded::default();
        padded.set("abcdefghijklmnopqrstuvwxyz\0é!");
        for start in 0..26 {
            for end in start..=27 {
                let word = padded.word((start, end));
                assert_eq!(murmur3_of_word(word), murmur3_32(word.text().as_bytes(), 0), "{word:?}");
            }
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
