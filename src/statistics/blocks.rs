//! [`each_block`]: rows of random draws, block after block; each is drawn while the one before is worked on.
//!
//! Most generators hand out their draws one after the other, on one thread: other threads need not wait for it.

use crate::parallel;

/// Hands blocks of `rows` rows (the last may be shorter) to `work` in their order, `total` rows of `items` draws in all.
/// `fill` draws them, in order too; it gets the number of the first row. Two blocks are in memory at a time.
pub(crate) fn each_block<D: Copy + Default + Send + Sync>(
    total: usize,
    rows: usize,
    items: usize,
    mut fill: impl FnMut(u64, &mut [D]) + Send,
    mut work: impl FnMut(&[D]) + Send,
) {
    let mut draw = |first: usize, block: &mut Vec<D>| {
        block.resize(rows.min(total - first) * items, D::default());
        fill(first as u64, block);
    };
    // One thread of the pool stays with it from block to block.
    parallel::inside(|| {
        let (mut drawn, mut next) = (Vec::new(), Vec::new());
        for block in parallel::even_ranges(total, rows) {
            if block.start == 0 {
                draw(0, &mut drawn);
            }
            if block.end < total {
                parallel::both(|| draw(block.end, &mut next), || work(&drawn));
            } else {
                work(&drawn);
            }
            std::mem::swap(&mut drawn, &mut next);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::with_threads;

    #[test]
    fn blocks_come_in_order_and_cover_all_rows() {
        for threads in [1, 2] {
            for (total, rows) in [(0, 3), (1, 3), (6, 3), (7, 3), (2, 9)] {
                let (mut drawn, mut lengths) = (Vec::new(), Vec::new());
                let fill = |first: u64, block: &mut [u64]| {
                    (2 * first..).zip(block).for_each(|(draw, slot)| *slot = draw);
                };
                let run = || {
                    each_block(total, rows, 2, fill, |block| {
                        drawn.extend_from_slice(block);
                        lengths.push(block.len() / 2);
                    });
                };
                with_threads(threads, run).unwrap();
                assert!(drawn.iter().copied().eq(0..2 * total as u64), "{total} {rows}");
                let ranges = parallel::even_ranges(total, rows);
                assert!(lengths.into_iter().eq(ranges.into_iter().map(|range| range.len())));
            }
        }
    }
}
