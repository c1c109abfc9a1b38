//! [`Pool`]: workspaces that threads take and give back, so that there are never more than threads at work.
//!
//! A thread gets back what it gave: what stands in a workspace then stands in the cache of its processor. Each thread
//! of the crate's pool has a shelf of its own, so threads seldom meet.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::parallel::thread_number;

/// Shelves; further threads share them.
const SHELVES: usize = 32;

/// Things to work with, of which each is used by one thread at a time. What they hold must not show in any result.
pub(crate) struct Pool<T>(Box<[Shelf<T>]>);

/// What some thread gave back. No two shelves stand in one line of a cache, or in two that are fetched together.
#[repr(align(128))]
struct Shelf<T>(Mutex<Vec<T>>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool((0..SHELVES).map(|_| Shelf(Mutex::default())).collect())
    }
}

impl<T> Clone for Pool<T> {
    /// An empty one: what threads work with is made anew.
    fn clone(&self) -> Self {
        Pool::default()
    }
}

impl<T> fmt::Debug for Pool<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").finish_non_exhaustive()
    }
}

impl<T> Pool<T> {
    /// Works with one that is free, or a new one.
    pub(crate) fn with<R>(&self, make: impl FnOnce() -> T, work: impl FnOnce(&mut T) -> R) -> R {
        let shelf = &self.0[thread_number() % SHELVES].0;
        let free = || shelf.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = free().pop();
        let mut taken = taken.unwrap_or_else(make);
        let result = work(&mut taken);
        free().push(taken);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::{map, with_threads};

    #[test]
    fn what_is_given_back_is_used_again() {
        let pool: Pool<u32> = Pool::default();
        let count = || pool.with(|| 0, |count| std::mem::replace(count, *count + 1));
        assert_eq!([count(), count(), count()], [0, 1, 2]);
        let both = pool.with(|| 0, |outer| pool.with(|| 0, |inner| (*outer, *inner)));
        assert_eq!(both, (3, 0));
        assert_eq!(pool.clone().with(|| 0, |count| *count), 0);
        assert_eq!(format!("{pool:?}"), "Pool { .. }");
    }

    #[test]
    fn threads_get_back_what_they_gave() {
        let pool: Pool<usize> = Pool::default();
        let items = [(); 500];
        let own = || map(&items, |()| pool.with(thread_number, |&mut owner| owner == thread_number()));
        assert!(with_threads(4, own).unwrap().into_iter().all(|own| own));
    }
}
