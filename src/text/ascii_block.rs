//! Sixty-four bytes of text at a time as bits, so that no branch depends on a single byte.

/// Bytes in a block.
pub(crate) const BLOCK: usize = 64;

/// A bit for each byte of the block, set where `holds`.
#[inline(always)]
pub(crate) fn bits(block: &[u8; BLOCK], holds: impl Fn(u8) -> bool) -> u64 {
    pair_bits(block, block, |byte, _| holds(byte))
}

/// A bit for each place, set where the bytes of the two blocks are such that `holds`.
#[inline(always)]
pub(crate) fn pair_bits(first: &[u8; BLOCK], second: &[u8; BLOCK], holds: impl Fn(u8, u8) -> bool) -> u64 {
    let mut flags = [0u8; BLOCK];
    for (flag, (&first, &second)) in flags.iter_mut().zip(first.iter().zip(second)) {
        *flag = u8::from(holds(first, second));
    }
    let (eights, _) = flags.as_chunks::<8>();
    eights.iter().rev().fold(0, |bits, eight| {
        // Bit 8i moves to bit 56 + i; nothing else reaches the highest byte.
        bits << 8 | u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

/// The block at `base`; behind the end of `bytes` it holds zeros.
#[inline]
pub(crate) fn block_at(bytes: &[u8], base: usize) -> [u8; BLOCK] {
    let rest = bytes.get(base..).unwrap_or_default();
    match rest.first_chunk() {
        Some(block) => *block,
        None => {
            let mut block = [0; BLOCK];
            block[..rest.len()].copy_from_slice(rest);
            block
        }
    }
}

/// Hands the bounds of the runs of bytes between those that are `space` to `sink`, first to last; none is empty. A zero
/// must not be space.
#[inline]
pub(crate) fn for_each_run(bytes: &[u8], space: impl Fn(u8) -> bool, mut sink: impl FnMut(usize, usize)) {
    let mut begin = None;
    // Before the text stands a space, as it were.
    let mut before = 1;
    for base in (0..bytes.len()).step_by(BLOCK) {
        let spaces = bits(&block_at(bytes, base), &space);
        let mut turns = spaces ^ (spaces << 1 | before);
        before = spaces >> (BLOCK - 1);
        while turns != 0 {
            let at = base + turns.trailing_zeros() as usize;
            turns &= turns - 1;
            match begin.take() {
                Some(from) => sink(from, at),
                None => begin = Some(at),
            }
        }
    }
    if let Some(from) = begin.filter(|&from| from < bytes.len()) {
        sink(from, bytes.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_stand_in_the_order_of_the_bytes() {
        let text: Vec<u8> = (0..150).collect();
        for base in [0, 64, 100, 128, 200] {
            let bits = bits(&block_at(&text, base), |byte| byte % 3 == 1);
            for at in 0..BLOCK {
                let expected = text.get(base + at).is_some_and(|byte| byte % 3 == 1);
                assert_eq!(bits >> at & 1 == 1, expected, "{base} {at}");
            }
        }
    }
}
