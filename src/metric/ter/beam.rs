//! [`Beam`]: the cells of the table of edit distances that Tercom's beam reaches, and how far it can be trusted.
//!
//! In the row of the *i*-th of *n* words of a hypothesis, sacreBLEU computes only cells fewer than 25 columns away from
//! ⌊*i* · *m*/*n*⌋, *m* being the words of the reference (more, where *m*/*n* > 50). A table that ends with distance *d*
//! takes, on all its shortest ways, (*d* + *m* − *n*)/2 insertions and (*d* − *m* + *n*)/2 deletions at most, so these
//! ways stay within that many columns of the diagonal. Where the beam covers that corridor, the whole table gives the
//! same distance and the same way.

/// How far the beam reaches to either side.
const WIDTH: f64 = 25.0;

/// The beam over a table of so many rows and columns, the first of each included.
#[derive(Debug, Clone)]
pub(crate) struct Beam {
    rows: usize,
    columns: usize,
    ratio: f64,
    width: usize,
}

impl Beam {
    /// The beam for so many words.
    pub(crate) fn new(hypothesis: usize, reference: usize) -> Self {
        let ratio = if hypothesis > 0 { reference as f64 / hypothesis as f64 } else { 1.0 };
        let width = if WIDTH < ratio / 2.0 { (ratio / 2.0 + WIDTH).ceil() } else { WIDTH };
        Beam { rows: hypothesis + 1, columns: reference + 1, ratio, width: width as usize }
    }

    /// The columns of a row, the first row's being all.
    pub(crate) fn columns(&self, row: usize) -> std::ops::Range<usize> {
        if row == 0 {
            return 0..self.columns;
        }
        let diagonal = (row as f64 * self.ratio).floor() as usize;
        let end = if row + 1 == self.rows { self.columns } else { self.columns.min(diagonal + self.width) };
        diagonal.saturating_sub(self.width)..end
    }

    /// The largest distance whose corridor lies within the beam; negative if there is none.
    pub(crate) fn trusted(&self) -> i64 {
        let (mut insertions, mut deletions) = (i64::MAX / 4, i64::MAX / 4);
        for row in 1..self.rows {
            let columns = self.columns(row);
            if columns.start > 0 {
                deletions = deletions.min(row as i64 - columns.start as i64);
            }
            if columns.end < self.columns {
                insertions = insertions.min(columns.end as i64 - 1 - row as i64);
            }
        }
        let longer = self.columns as i64 - self.rows as i64;
        (2 * insertions - longer).min(2 * deletions + longer)
    }
}
