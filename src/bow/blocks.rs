//! [`Blocks`]: a list that lies in blocks of one size. It grows without moving what is there, and the memory that one list gives
//! back, another takes.

use std::ops::Range;

/// Bytes of a block.
const BYTES: usize = 1 << 13;

/// A list in blocks.
#[derive(Debug)]
pub(crate) struct Blocks<T> {
    /// The last block, which has room unless the list is empty or all blocks are full.
    open: Vec<T>,
    full: Vec<Vec<T>>,
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Blocks { open: Vec::new(), full: Vec::new() }
    }
}

impl<T> Blocks<T> {
    /// Items of a block.
    const ITEMS: usize = BYTES / size_of::<T>();

    #[inline(always)]
    pub(crate) fn push(&mut self, item: T) {
        if self.open.len() == self.open.capacity() {
            self.add_block();
        }
        self.open.push(item);
    }

    #[cold]
    fn add_block(&mut self) {
        let full = std::mem::replace(&mut self.open, Vec::with_capacity(Self::ITEMS));
        if full.capacity() > 0 {
            self.full.push(full);
        }
    }

    /// The lists of each bucket, one after the other, of tasks that each dealt to as many buckets.
    pub(crate) fn by_bucket(dealt: Vec<Vec<Self>>, buckets: usize) -> Vec<Vec<Self>> {
        let mut lists: Vec<Vec<Self>> = (0..buckets).map(|_| Vec::with_capacity(dealt.len())).collect();
        for heaps in dealt {
            lists.iter_mut().zip(heaps).for_each(|(bucket, heap)| bucket.push(heap));
        }
        lists
    }

    /// All items, in order, piece by piece.
    pub(crate) fn all(&self) -> impl Iterator<Item = &[T]> {
        self.pieces(0..self.len())
    }

    /// The same, to be changed.
    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut [T]> {
        self.full.iter_mut().chain(std::iter::once(&mut self.open)).map(Vec::as_mut_slice)
    }

    pub(crate) fn len(&self) -> usize {
        self.full.len() * Self::ITEMS + self.open.len()
    }

    /// The items of a range, in order, piece by piece.
    pub(crate) fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = &[T]> {
        (range.start / Self::ITEMS..range.end.div_ceil(Self::ITEMS)).map(move |number| {
            let (first, block) = (number * Self::ITEMS, self.full.get(number).unwrap_or(&self.open));
            &block[range.start.max(first) - first..range.end.min(first + Self::ITEMS) - first]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_what_was_put_there() {
        let mut list = Blocks::default();
        assert_eq!(list.pieces(0..0).count(), 0);
        let items = 3 * Blocks::<u64>::ITEMS + 5;
        (0..items).for_each(|item| list.push(item as u64));
        assert_eq!(list.len(), items);
        for range in [0..items, 7..8, 0..0, items..items, 5..Blocks::<u64>::ITEMS, 1_000..2_050] {
            let all: Vec<&[u64]> = list.pieces(range.clone()).collect();
            assert!(all.concat().into_iter().eq(range.start as u64..range.end as u64));
        }
    }
}
