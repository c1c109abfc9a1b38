//! [`Best`]: the few best rows of a search.

use std::cmp::Ordering;

/// A row and its exact score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scored {
    pub(crate) score: f64,
    pub(crate) row: usize,
}

impl Scored {
    /// The better one first; of equals the one with the smaller number.
    fn order(&self, other: &Scored) -> Ordering {
        other.score.total_cmp(&self.score).then(self.row.cmp(&other.row))
    }
}

/// At most `count` rows, the best first.
#[derive(Debug, Clone)]
pub(crate) struct Best {
    count: usize,
    rows: Vec<Scored>,
}

impl Best {
    pub(crate) fn new(count: usize) -> Self {
        Best { count, rows: Vec::new() }
    }

    /// Takes a row in, if it is one of the best.
    pub(crate) fn keep(&mut self, row: Scored) {
        let place = self.rows.partition_point(|other| other.order(&row) == Ordering::Less);
        if place < self.count {
            self.rows.insert(place, row);
            self.rows.truncate(self.count);
        }
    }

    /// How many rows are kept.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The score that a row must reach to be taken in.
    pub(crate) fn floor(&self) -> Option<f64> {
        self.rows.last().filter(|_| self.rows.len() == self.count).map(|last| last.score)
    }

    /// The rows, the best first.
    pub(crate) fn rows(&self) -> &[Scored] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_best_in_order() {
        let mut best = Best::new(2);
        assert_eq!(best.floor(), None);
        for (row, score) in [1.0, 3.0, 3.0, 0.0, 2.0].into_iter().enumerate() {
            best.keep(Scored { score, row });
        }
        best.keep(Scored { score: 3.0, row: 0 });
        assert_eq!(best.rows().iter().map(|found| found.row).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(best.floor(), Some(3.0));
        let mut none = Best::new(0);
        none.keep(Scored { score: 1.0, row: 0 });
        assert!(none.rows().is_empty());
    }
}
