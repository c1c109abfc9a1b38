//! The rows of a matrix in shares: neighbouring rows, which training moves about equally often. A share is told by where its
//! rows end.

/// Where each of so many shares of so many rows ends. Moves go about as the logarithm of a frequent word's rank, then as the rank.
pub(crate) fn ends(rows: usize, shares: usize) -> Vec<u32> {
    let end = |share: usize| (rows as f64 * (share as f64 / shares as f64).powi(3)) as u32;
    (1..shares).map(end).chain([rows as u32]).collect()
}

/// Where a share begins.
#[inline(always)]
pub(crate) fn start_of(ends: &[u32], share: usize) -> u32 {
    if share == 0 { 0 } else { ends[share - 1] }
}

/// The share that a row is in.
#[inline(always)]
pub(crate) fn share_of(ends: &[u32], row: u32) -> usize {
    ends.iter().map(|&end| usize::from(row >= end)).sum()
}

/// Deals rows to their shares: for one after the other, `put` hears the row and its place among all when they come share by
/// share. What belongs to one share stays in order; `hands` tells where the places of each share end.
#[inline(always)]
pub(crate) fn deal(rows: &[u32], ends: &[u32], hands: &mut Vec<u32>, mut put: impl FnMut(u32, usize)) {
    hands.clear();
    hands.resize(ends.len() + 1, 0);
    rows.iter().for_each(|&row| hands[share_of(ends, row) + 1] += 1);
    for hand in 1..ends.len() {
        hands[hand + 1] += hands[hand];
    }
    for &row in rows {
        let next = &mut hands[share_of(ends, row)];
        put(row, *next as usize);
        // So the beginning of every hand moves to its end.
        *next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dealt_rows_come_share_by_share() {
        let (mut hands, mut dealt) = (Vec::new(), [0; 6]);
        deal(&[4, 7, 2, 9, 3, 0], &[0, 4, 5, 10], &mut hands, |row, place| dealt[place] = row);
        assert_eq!((dealt, &hands[..4]), ([2, 3, 0, 4, 7, 9], &[0, 3, 4, 6][..]));
    }

    #[test]
    fn every_row_is_in_one_share() {
        for (rows, shares) in [(0, 1), (1, 4), (5, 3), (70_000, 14)] {
            let ends = ends(rows, shares);
            assert_eq!((ends.len(), ends.last()), (shares, Some(&(rows as u32))));
            for row in 0..rows as u32 {
                let share = share_of(&ends, row);
                assert!((start_of(&ends, share)..ends[share]).contains(&row));
            }
        }
    }
}
