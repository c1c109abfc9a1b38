//! Reads the classes of characters from the data files of `text/data/`.
//!
//! A line is `FIRST..LAST value…` or `POINT value…`, in hexadecimal; `#` opens a comment.

use crate::text::class_table::ClassTable;

/// The table of a data file; `class` numbers what a line says after its range.
pub(crate) fn read(data: &str, class: impl Fn(&str) -> Option<u8>) -> ClassTable {
    ClassTable::from_ranges(data.lines().filter_map(|line| range(line, &class)))
}

/// What a line says; nothing for comments. That every other line is understood is held by a test, so that no text
/// can make a reader fail.
fn range(line: &str, class: impl Fn(&str) -> Option<u8>) -> Option<(u32, u32, u8)> {
    let (points, values) = line.split_once(' ')?;
    let (first, last) = points.split_once("..").unwrap_or((points, points));
    let point = |digits| u32::from_str_radix(digits, 16).ok();
    Some((point(first)?, point(last)?, class(values)?))
}

/// Panics at a line of `data` that [`read`] would pass over.
#[cfg(test)]
pub(crate) fn check(data: &str, class: impl Fn(&str) -> Option<u8>) {
    let mut end = None;
    for line in data.lines().skip(1) {
        let (first, last, _) = range(line, &class).unwrap_or_else(|| panic!("{line}"));
        assert!(end < Some(first) && first <= last && last <= 0x10_FFFF, "{line}: ranges ascend");
        end = Some(last);
    }
    assert!(data.starts_with('#') && end.is_some());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_points_and_ranges() {
        let table = read("# title\n41..43 b a\n10FFFF a\n", |values| Some(values.len() as u8));
        assert_eq!(['@', 'A', 'C', 'D', '\u{10FFFF}'].map(|c| table.get(c)), [0, 3, 3, 0, 1]);
    }
}
