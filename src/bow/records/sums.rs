//! Rows whose columns come in any order, and more than once.

use crate::bow::rows::Part;
use crate::vector::value::Value;

/// Adds a row to `part`: entries of one column are added up in their order, in the precision of `V`. The entries are
/// taken.
pub(super) fn push_row<V: Value>(part: &mut Part<V>, entries: &mut Vec<(u32, f64)>) {
    // The order of equal columns must stay: sums of floats depend on it.
    entries.sort_by_key(|&(column, _)| column);
    let sum = |same: &[(u32, f64)]| {
        let mut values = same.iter().map(|&(_, value)| V::from_f64(value));
        let first = values.next().unwrap_or_default();
        (same[0].0, values.fold(first, |sum, value| sum + value))
    };
    part.push_entries(entries.chunk_by(|a, b| a.0 == b.0).map(sum), 1);
    entries.clear();
}
