//! [`Draws`]: where resampling gets its random rows from.
//!
//! A row belongs to one resample and has an entry for every item. Our own source is a [`Seed`], whose draws depend on
//! the row and the place alone, so any thread may make them; NumPy's generators hand out theirs one after the other and
//! give the rows that `choice(items, size=(rows, items))` and `integers(2, size=(rows, items), dtype=bool)` give.

use crate::parallel;
use crate::seed::Seed;
use crate::statistics::mt19937::Mt19937;
use crate::statistics::pcg64::Pcg64;

/// Entries that a task fills at a time.
const TASK: usize = 1 << 13;

/// A source of random rows. Rows are asked for in order, in blocks of any number of them; one block may be drawn on one
/// thread while another works on the one before.
pub trait Draws: Send {
    /// Fills rows of `items` entries with numbers below `items`; the first of them is row `first`.
    fn indices(&mut self, first: u64, items: usize, rows: &mut [u32]);

    /// The same with coins. All blocks but the last hold a multiple of 32 entries.
    fn coins(&mut self, first: u64, items: usize, rows: &mut [bool]);
}

/// The draw of an entry is its number, rows end to end.
impl Draws for Seed {
    fn indices(&mut self, first: u64, items: usize, rows: &mut [u32]) {
        let stream = self.stream("resample");
        let before = first.wrapping_mul(items as u64);
        parallel::fill_chunks(rows, TASK, |at, part| {
            for (draw, index) in (before + at as u64..).zip(part) {
                *index = stream.below(draw, items as u64) as u32;
            }
        });
    }

    fn coins(&mut self, first: u64, items: usize, rows: &mut [bool]) {
        let stream = self.stream("swap");
        let before = first.wrapping_mul(items as u64);
        parallel::fill_chunks(rows, TASK, |at, part| {
            let mut bits = 0;
            for (place, coin) in part.iter_mut().enumerate() {
                // 64 coins a draw.
                let entry = before + (at + place) as u64;
                if place == 0 || entry.is_multiple_of(64) {
                    bits = stream.bits(entry / 64);
                }
                *coin = bits >> (entry % 64) & 1 == 1;
            }
        });
    }
}

impl Draws for Pcg64 {
    fn indices(&mut self, _: u64, items: usize, rows: &mut [u32]) {
        rows.iter_mut().for_each(|index| *index = self.below(items as u64) as u32);
    }

    fn coins(&mut self, _: u64, _: usize, rows: &mut [bool]) {
        Pcg64::coins(self, rows);
    }
}

impl Draws for Mt19937 {
    fn indices(&mut self, _: u64, items: usize, rows: &mut [u32]) {
        rows.iter_mut().for_each(|index| *index = self.below(items as u64) as u32);
    }

    fn coins(&mut self, _: u64, _: usize, rows: &mut [bool]) {
        Mt19937::coins(self, rows);
    }
}
