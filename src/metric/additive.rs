//! [`Additive`]: what is known of segments, and adds up.

/// Named numbers that add up: of two sets of segments together they are the sum of both.
///
/// Numbers are integers, or an [`ExactSum`](crate::statistics::ExactSum) where they are floats, so that no order of
/// additions shows.
pub trait Additive: Clone + Default + Send + Sync {
    /// Adds those of other segments.
    fn add(&mut self, other: &Self);

    /// What is left of a sum without a part of it, where that is exact; nothing where it cannot be told.
    ///
    /// Statistics that are integers should tell it: tests that exchange segments then add up one side only.
    #[must_use]
    fn without(&self, _part: &Self) -> Option<Self> {
        None
    }

    /// The sum of many.
    #[must_use]
    fn sum<'s>(segments: impl IntoIterator<Item = &'s Self>) -> Self
    where
        Self: 's,
    {
        let mut sum = Self::default();
        segments.into_iter().for_each(|segment| sum.add(segment));
        sum
    }
}
