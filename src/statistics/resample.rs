//! [`resample`]: a figure of many resamples of the same items.
//!
//! The bootstrap (Efron, "Bootstrap methods: another look at the jackknife", 1979) draws as many items as there are,
//! with repetition; approximate randomisation (Noreen, "Computer-intensive methods for testing hypotheses", 1989) flips
//! a coin for every item. Both hand rows of draws to a figure of the caller's, which may be of any type: a mean, the
//! BLEU scores of many systems at once, a triple of precision, recall and F.
//!
//! Rows are drawn block by block, so memory stays small however many resamples are asked for.

use crate::error::{Error, Result, check_limit};
use crate::parallel;
use crate::statistics::blocks::each_block;
use crate::statistics::draws::Draws;

/// Entries of a block, unless one row (for coins 32 rows) is longer.
const BLOCK: usize = 1 << 18;
/// Entries of a task, and a row more at most.
const TASK: usize = 1 << 13;
/// A block of the longest rows takes two gigabytes.
const MOST_ITEMS: u64 = 1 << 26;
const MOST_RESAMPLES: u64 = 1 << 24;

/// `figure` of `resamples` rows of indices below `items`, each as long as there are items.
///
/// # Errors
/// [`Error::Empty`] for no items, [`Error::Limit`] past 2²⁶ items or 2²⁴ resamples.
///
/// # Determinism
/// The same on any number of threads, whatever the source.
///
/// # Examples
/// ```
/// use wordmill::seed::Seed;
/// use wordmill::statistics::{percentile_interval, resample};
/// let scores = [0.2, 0.4, 0.9, 0.7, 0.5];
/// let mean = |rows: &[u32]| rows.iter().map(|&row| scores[row as usize]).sum::<f64>() / 5.0;
/// let interval = percentile_interval(&resample(5, 2_000, &mut Seed(1), mean)?, 0.95)?;
/// assert!(interval.low < 0.4 && (0.5..0.6).contains(&interval.mid) && interval.high > 0.7);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn resample<R: Send>(
    items: usize,
    resamples: usize,
    draws: &mut dyn Draws,
    figure: impl Fn(&[u32]) -> R + Sync + Send,
) -> Result<Vec<R>> {
    let fill = |first, block: &mut [u32]| draws.indices(first, items, block);
    in_blocks(items, resamples, 1, fill, figure)
}

/// `figure` of `resamples` rows of coins, one for every item; an item whose coin is `true` changes sides.
///
/// # Errors
/// As [`resample`].
///
/// # Determinism
/// As [`resample`].
pub fn resample_swaps<R: Send>(
    items: usize,
    resamples: usize,
    draws: &mut dyn Draws,
    figure: impl Fn(&[bool]) -> R + Sync + Send,
) -> Result<Vec<R>> {
    let fill = |first, block: &mut [bool]| draws.coins(first, items, block);
    // With a multiple of 32 rows a block never ends within a word of coins.
    in_blocks(items, resamples, 32, fill, figure)
}

/// Draws blocks of rows one after the other, and takes the figures of each on all threads.
fn in_blocks<D: Copy + Default + Send + Sync, R: Send>(
    items: usize,
    resamples: usize,
    multiple: usize,
    fill: impl FnMut(u64, &mut [D]) + Send,
    figure: impl Fn(&[D]) -> R + Sync + Send,
) -> Result<Vec<R>> {
    if items == 0 {
        return Err(Error::Empty { what: "set of items" });
    }
    check_limit("items to resample", MOST_ITEMS, items as u64)?;
    check_limit("resamples", MOST_RESAMPLES, resamples as u64)?;
    let rows = (BLOCK / items).max(1).next_multiple_of(multiple).min(resamples.max(1));
    let mut figures = Vec::with_capacity(resamples);
    each_block(resamples, rows, items, fill, |drawn| {
        let tasks: Vec<&[D]> = drawn.chunks(TASK.div_ceil(items) * items).collect();
        let parts = parallel::map(&tasks, |rows| rows.chunks(items).map(&figure).collect::<Vec<R>>());
        figures.extend(parts.into_iter().flatten());
    });
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::with_threads;
    use crate::seed::Seed;
    use crate::statistics::mt19937::Mt19937;
    use crate::statistics::pcg64::Pcg64;

    /// Blocks must not show: a source that hands out its draws in order gives the rows of one long draw.
    #[test]
    fn rows_are_one_stream_whatever_the_blocks() {
        for items in [1, 3, 1_000, BLOCK + 7] {
            let resamples = if items > BLOCK { 3 } else { 2 * BLOCK / items.pow(2) + 70 };
            let rows = resample(items, resamples, &mut Pcg64::new(3), <[u32]>::to_vec).unwrap();
            let expected = Pcg64::new(3).choice(items as u64, items * resamples);
            assert!(rows.concat().into_iter().map(u64::from).eq(expected), "{items}");
            let rows = resample_swaps(items, resamples, &mut Mt19937::new(3), <[bool]>::to_vec).unwrap();
            let mut coins = vec![false; items * resamples];
            Mt19937::new(3).coins(&mut coins);
            assert!(rows.concat() == coins, "{items}");
        }
    }

    #[test]
    fn the_same_on_any_number_of_threads() {
        let run = || {
            let rows = resample(700, 900, &mut Seed(7), <[u32]>::to_vec).unwrap();
            (rows, resample_swaps(700, 900, &mut Seed(7), <[bool]>::to_vec).unwrap())
        };
        let one = with_threads(1, run).unwrap();
        assert!(with_threads(5, run).unwrap() == one);
        let (rows, coins) = one;
        assert!(rows.iter().all(|row| row.len() == 700 && row.iter().all(|&index| index < 700)));
        let heads = coins.concat().iter().filter(|&&coin| coin).count();
        assert!((313_000..317_000).contains(&heads), "{heads}");
    }

    #[test]
    fn absurd_sizes_are_errors() {
        let count =
            |items, resamples| resample(items, resamples, &mut Seed(1), <[u32]>::len).map(|all| all.len());
        assert!(count(0, 10).is_err());
        assert!(count(usize::MAX, 10).is_err());
        assert!(count(10, usize::MAX).is_err());
        assert_eq!(count(10, 0).unwrap(), 0);
    }
}
