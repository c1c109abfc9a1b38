//! [`touch`]: values fetched before they are searched.

/// Reads a value of each cache line. Values that no cache holds come together then, where a search would wait for one
/// after another.
#[inline]
pub(crate) fn touch<T: Copy>(values: &[T]) {
    let line = (64 / size_of::<T>().max(1)).max(1);
    for value in values.iter().step_by(line) {
        std::hint::black_box(*value);
    }
}
