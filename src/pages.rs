//! Long lists in large pages of memory.
//!
//! A page of memory is made when it is first touched. The usual ones hold 4 KiB, and making them is a fifth of the time that a
//! matrix of millions of entries takes to be written. Where the system has pages of 2 MiB for whoever asks (Linux, where
//! `/sys/kernel/mm/transparent_hugepage/enabled` says `madvise`), the lists made here ask.
#![expect(unsafe_code, reason = "the system is asked by address")]

/// Lists of fewer bytes stay as they are.
const LEAST: usize = 4 << 20;
/// Advice goes by whole pages of the usual size, which is this or a part of it.
#[cfg(target_os = "linux")]
const PAGE: usize = 1 << 16;

/// So many of the default.
pub(crate) fn defaults<T: Copy + Default>(len: usize) -> Vec<T> {
    let list = vec![T::default(); len];
    ask(&list);
    list
}

/// An empty list with room for so many.
pub(crate) fn with_capacity<T>(capacity: usize) -> Vec<T> {
    let list = Vec::with_capacity(capacity);
    ask(&list);
    list
}

/// Asks for large pages for the memory of a list.
#[cfg(target_os = "linux")]
fn ask<T>(list: &Vec<T>) {
    use rustix::mm::{Advice, madvise};

    let (start, bytes) = (list.as_ptr().cast::<u8>(), list.capacity() * size_of::<T>());
    if bytes >= LEAST {
        let before = start.align_offset(PAGE).min(bytes);
        let inside = (bytes - before) / PAGE * PAGE;
        // SAFETY: these bytes lie inside of the memory of `list`. The advice is about the pages that they are kept in: it changes
        // neither what the bytes are nor whether they are there.
        let answer =
            unsafe { madvise(start.wrapping_add(before).cast_mut().cast(), inside, Advice::LinuxHugepage) };
        // Without large pages all is as it was.
        answer.unwrap_or_default();
    }
}

#[cfg(not(target_os = "linux"))]
fn ask<T>(_: &Vec<T>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_what_they_would_be_elsewhere() {
        for len in [0, 3, LEAST / 8, LEAST / 8 + 1, 3 * LEAST / 8 + 77] {
            assert!(defaults::<u64>(len) == vec![0; len]);
            let mut list = with_capacity(len);
            assert!(list.is_empty() && list.capacity() >= len);
            list.extend(0..len as u64);
            assert!(list.into_iter().eq(0..len as u64));
        }
        assert_eq!(with_capacity::<()>(9).capacity(), usize::MAX);
    }
}
