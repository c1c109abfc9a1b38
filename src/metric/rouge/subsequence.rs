//! The length of longest common subsequences, 64 words of the reference at a time.
//!
//! A column of the table of the textbook rises by 0 or 1 from place to place. Kept as bits (0 where it rises), the next
//! column is one addition (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004): with *M* the places of the next
//! word, V ← (V + (V & M)) | (V & ¬M).

use crate::metric::rouge::pattern::Pattern;

/// The length of a longest common subsequence of a text, given by the numbers of its words, and the whole pattern.
pub(crate) fn longest(pattern: &Pattern, ids: &[u32], column: &mut Vec<u64>, spare: &mut Vec<u64>) -> usize {
    column.clear();
    column.resize(pattern.width(), u64::MAX);
    spare.resize(pattern.width(), 0);
    if let [block] = &mut column[..] {
        ids.iter().for_each(|&id| *block = step_block(*block, pattern.row(id, spare)[0], &mut false));
    } else {
        ids.iter().for_each(|&id| step(column, pattern.row(id, spare)));
    }
    column.iter().map(|block| block.count_zeros() as usize).sum()
}

/// The next column, after a word that stands in the places of `row`.
#[inline(always)]
fn step(column: &mut [u64], row: &[u64]) {
    let mut carry = false;
    for (block, &row) in column.iter_mut().zip(row) {
        *block = step_block(*block, row, &mut carry);
    }
}

/// One block of the next column.
#[inline(always)]
pub(crate) fn step_block(block: u64, row: u64, carry: &mut bool) -> u64 {
    let (sum, over) = block.overflowing_add(block & row);
    let (sum, again) = sum.overflowing_add(u64::from(*carry));
    *carry = over | again;
    sum | block & !row
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn naive(a: &[u32], b: &[u32]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..a.len() {
            for j in 0..b.len() {
                table[i + 1][j + 1] =
                    if a[i] == b[j] { table[i][j] + 1 } else { table[i][j + 1].max(table[i + 1][j]) };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn length_is_that_of_the_table(
            reference in prop::collection::vec(0u32..6, 0..700),
            text in prop::collection::vec(0u32..7, 0..200),
            sentence in 0usize..700,
        ) {
            let cut = sentence.min(reference.len());
            let mut pattern = Pattern::default();
            pattern.fill(&reference, [0..cut, cut..reference.len()].into_iter(), 6);
            let length = longest(&pattern, &text, &mut Vec::new(), &mut Vec::new());
            prop_assert_eq!(length, naive(&reference, &text));
        }
    }
}
