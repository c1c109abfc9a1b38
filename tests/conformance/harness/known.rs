//! [`Known`]: the kinds of differences that are understood and accepted, out of `known.tsv`.

/// Differences of one kind that a set may show.
#[derive(Debug)]
pub(crate) struct KnownRow {
    pub(crate) set: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) at_most: usize,
    pub(crate) reason: &'static str,
}

/// All known kinds.
#[derive(Debug)]
pub(crate) struct Known(Vec<KnownRow>);

impl Known {
    /// The table beside this harness: set, kind, at most, reason, between tabs and below a header.
    pub(crate) fn read() -> Self {
        Known::of(include_str!("../known.tsv"))
    }

    /// A table of the same form.
    pub(crate) fn of(table: &'static str) -> Self {
        let row = |line: &'static str| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [set, kind, at_most, reason] = cells[..] else { panic!("known.tsv: not four cells: {line}") };
            assert!(!reason.is_empty(), "known.tsv: no reason: {line}");
            KnownRow { set, kind, at_most: at_most.parse().expect("known.tsv: at most"), reason }
        };
        Known(table.lines().skip(1).map(row).collect())
    }

    /// What is known of a kind of differences.
    pub(crate) fn find(&self, set: &str, kind: &str) -> Option<&KnownRow> {
        self.0.iter().find(|row| row.set == set && row.kind == kind)
    }

    /// The rows of an area.
    pub(crate) fn of_area(&self, area: &str) -> impl Iterator<Item = &KnownRow> {
        self.0.iter().filter(move |row| row.set.split('/').next() == Some(area))
    }
}
