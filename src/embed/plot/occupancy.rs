//! [`Occupancy`]: which parts of a picture are taken, told by a grid of cells.

/// The side of a cell, about the height of two labels.
const CELL: f64 = 32.0;

/// A rectangle, edges in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// Around a point.
    pub(super) fn around([x, y]: [f64; 2], reach: f64) -> Area {
        Area { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }
    }

    pub(super) fn touches(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub(super) fn holds(&self, inner: &Area) -> bool {
        self.left <= inner.left
            && self.top <= inner.top
            && inner.right <= self.right
            && inner.bottom <= self.bottom
    }
}

/// Areas that are taken, found by where they lie.
#[derive(Debug)]
pub(super) struct Occupancy {
    columns: usize,
    rows: usize,
    /// The areas that reach into each cell.
    cells: Vec<Vec<Area>>,
}

impl Occupancy {
    /// Nothing is taken yet of a picture of that size.
    pub(super) fn new(width: f64, height: f64) -> Self {
        let count = |side: f64| (side.max(0.0) / CELL) as usize + 1;
        let (columns, rows) = (count(width), count(height));
        Occupancy { columns, rows, cells: vec![Vec::new(); columns * rows] }
    }

    /// Takes an area.
    pub(super) fn take(&mut self, area: Area) {
        for cell in self.cells_of(&area) {
            self.cells[cell].push(area);
        }
    }

    /// How many of the areas taken are touched, none counted twice.
    pub(super) fn touched(&self, area: &Area) -> usize {
        let mut count = 0;
        for cell in self.cells_of(area) {
            // An area of several cells counts where its overlap with `area` begins.
            let begins = |taken: &Area| {
                let corner = [taken.left.max(area.left), taken.top.max(area.top)];
                self.cell_of(corner) == cell
            };
            count += self.cells[cell].iter().filter(|taken| taken.touches(area) && begins(taken)).count();
        }
        count
    }

    /// Whether any area taken is touched.
    pub(super) fn is_touched(&self, area: &Area) -> bool {
        self.cells_of(area).any(|cell| self.cells[cell].iter().any(|taken| taken.touches(area)))
    }

    fn cells_of(&self, area: &Area) -> impl Iterator<Item = usize> + use<> {
        let (columns, rows) = (self.columns, self.rows);
        let (left, right) = (place(area.left, columns), place(area.right, columns));
        let (top, bottom) = (place(area.top, rows), place(area.bottom, rows));
        (top..=bottom).flat_map(move |row| (left..=right).map(move |column| row * columns + column))
    }

    fn cell_of(&self, [x, y]: [f64; 2]) -> usize {
        place(y, self.rows) * self.columns + place(x, self.columns)
    }
}

/// The cell of a coordinate; what lies outside belongs to the border.
fn place(at: f64, cells: usize) -> usize {
    ((at / CELL).max(0.0) as usize).min(cells - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn areas() -> impl Strategy<Value = Vec<Area>> {
        let area = (-50.0..350.0f64, -50.0..250.0f64, 0.1..120.0f64, 0.1..60.0f64).prop_map(
            |(left, top, width, height)| Area { left, top, right: left + width, bottom: top + height },
        );
        prop::collection::vec(area, 1..40)
    }

    proptest! {
        /// Against looking at every area.
        #[test]
        fn the_grid_counts_what_is_touched(areas in areas()) {
            let mut occupancy = Occupancy::new(300.0, 200.0);
            for (at, area) in areas.iter().enumerate() {
                let expected = areas[..at].iter().filter(|taken| taken.touches(area)).count();
                prop_assert_eq!(occupancy.touched(area), expected);
                prop_assert_eq!(occupancy.is_touched(area), expected > 0);
                occupancy.take(*area);
            }
        }
    }
}
