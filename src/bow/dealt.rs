//! [`Dealt`]: items dealt to heaps, which lie end to end, each in the order in which its items came.

/// Items in heaps.
#[derive(Debug, Default)]
pub(crate) struct Dealt<T> {
    items: Vec<T>,
    /// Where each heap ends; until it is full, where its next item goes.
    ends: Vec<u32>,
}

impl<T: Copy + Default> Dealt<T> {
    /// Room for items, fewer than 2³², of which each goes to one of `heaps` below `count`.
    pub(crate) fn room(count: usize, heaps: impl Iterator<Item = usize>) -> Self {
        let mut ends = vec![0; count];
        heaps.for_each(|heap| ends[heap] += 1);
        let mut next = 0;
        for end in &mut ends {
            next += std::mem::replace(end, next);
        }
        Dealt { items: vec![T::default(); next as usize], ends }
    }

    /// Puts one of the items to its heap.
    #[inline(always)]
    pub(crate) fn put(&mut self, heap: usize, item: T) {
        let place = &mut self.ends[heap];
        self.items[*place as usize] = item;
        *place += 1;
    }

    /// The items of a heap, once all have been put.
    #[inline]
    pub(crate) fn heap(&self, heap: usize) -> &[T] {
        let start = if heap == 0 { 0 } else { self.ends[heap - 1] };
        &self.items[start as usize..self.ends[heap] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heaps_keep_the_order() {
        let items = [7u32, 3, 4, 1, 9, 6];
        let heap = |item: u32| item as usize % 4;
        let mut dealt = Dealt::room(5, items.iter().map(|&item| heap(item)));
        items.iter().for_each(|&item| dealt.put(heap(item), item));
        let heaps: Vec<&[u32]> = (0..5).map(|heap| dealt.heap(heap)).collect();
        assert_eq!(heaps, [&[4][..], &[1, 9], &[6], &[7, 3], &[]]);
    }
}
