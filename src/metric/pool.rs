//! [`Pool`]: workspaces that threads take and give back, so that there are never more than threads at work.

use std::fmt;
use std::sync::{Mutex, PoisonError};

/// Things to work with, of which each is used by one thread at a time. What they hold must not show in any result.
pub(crate) struct Pool<T>(Mutex<Vec<T>>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool(Mutex::default())
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
        let free = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
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
}
