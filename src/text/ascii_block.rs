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

/// Hands the bounds of the runs of bytes that `inside` gives a bit for to `sink`, first to last; none is empty. `inside` is
/// given each block and where it begins; behind the end of `bytes`, no bit counts.
#[inline(always)]
pub(crate) fn for_each_run(
    bytes: &[u8],
    mut inside: impl FnMut(&[u8; BLOCK], usize) -> u64,
    mut sink: impl FnMut(usize, usize),
) {
    let (mut runs, mut found) = (Runs::default(), [[0; 2]; RUNS]);
    for base in (0..=bytes.len()).step_by(BLOCK) {
        let bits = inside(&block_at(bytes, base), base) & below(bytes.len() - base);
        let count = runs.of_block(bits, base, &mut found);
        found[..count].iter().for_each(|&[start, end]| sink(start, end));
        found[0] = found[count];
    }
}

/// Puts them into a list, and gives how many they are: what stands behind those in the list means nothing.
#[inline(always)]
pub(crate) fn collect_runs(
    bytes: &[u8],
    mut inside: impl FnMut(&[u8; BLOCK], usize) -> u64,
    found: &mut Vec<[usize; 2]>,
) -> usize {
    let (mut runs, mut count) = (Runs::default(), 0);
    for base in (0..=bytes.len()).step_by(BLOCK) {
        let bits = inside(&block_at(bytes, base), base) & below(bytes.len() - base);
        if found.len() < count + RUNS {
            found.resize(2 * count + RUNS, [0; 2]);
        }
        if let Some(room) = found[count..].first_chunk_mut() {
            count += runs.of_block(bits, base, room);
        }
    }
    count
}

/// Runs that end in a block, at most, and one that does not.
const RUNS: usize = BLOCK / 2 + 1;
/// Runs that end in a block of text, as a rule, or more.
const MOST: usize = 12;

/// What a block leaves to the next.
#[derive(Default)]
struct Runs {
    /// The last bit.
    before: u64,
    /// Whether a run is open.
    open: bool,
}

impl Runs {
    /// Writes down the runs of the bits of a block that begins at `base`, and gives how many end in it. The first one's start stands
    /// there already if the block before left it open; where a run is left open, its start is behind the others.
    ///
    /// Starts and ends are written down side by side, [`MOST`] of each and others only where there are more: no branch asks how
    /// many a block has.
    #[inline(always)]
    fn of_block(&mut self, inside: u64, base: usize, found: &mut [[usize; 2]; RUNS]) -> usize {
        let shifted = inside << 1 | self.before;
        let (mut starts, mut ends) = (inside & !shifted, !inside & shifted);
        let (first, count) = (usize::from(self.open), ends.count_ones() as usize);
        // The highest bit stands for none.
        let place = |bits: u64| base + (bits | 1 << (BLOCK - 1)).trailing_zeros() as usize;
        for at in 0..MOST {
            found[at + first][0] = place(starts);
            found[at][1] = place(ends);
            (starts, ends) = (starts & starts.wrapping_sub(1), ends & ends.wrapping_sub(1));
        }
        let mut at = MOST;
        while starts | ends != 0 {
            found[at + first][0] = place(starts);
            found[at][1] = place(ends);
            (starts, ends) = (starts & starts.wrapping_sub(1), ends & ends.wrapping_sub(1));
            at += 1;
        }
        self.before = inside >> (BLOCK - 1);
        self.open = self.before == 1;
        count
    }
}

/// The bits of so many places.
#[inline(always)]
fn below(places: usize) -> u64 {
    if places < BLOCK { (1 << places) - 1 } else { u64::MAX }
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

    #[test]
    fn runs_are_those_of_a_split() {
        let draws = crate::seed::Seed(1).stream("runs");
        for length in 0..300u64 {
            // One byte in two is a space, or one in ninety.
            let spaces = 2 + length % 89;
            let is_space = |at| draws.below(length * 1_000 + at, spaces) == 0;
            let bytes: Vec<u8> = (0..length).map(|at| if is_space(at) { b' ' } else { b'a' }).collect();
            let mut found = Vec::new();
            for_each_run(
                &bytes,
                |block, _| !bits(block, |byte| byte == b' '),
                |start, end| found.push(&bytes[start..end]),
            );
            let expected: Vec<&[u8]> =
                bytes.split(|&byte| byte == b' ').filter(|run| !run.is_empty()).collect();
            assert_eq!(found, expected, "{length}");
        }
    }
}
