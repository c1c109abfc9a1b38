//! [`Rates`]: the learning rate along a stretch, and which groups tell their loss.

/// The learning rate at the beginning and at the end of a stretch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rates {
    pub(crate) first: f32,
    pub(crate) last: f32,
}

impl Rates {
    /// Whether the loss of a group is measured: of one in 64.
    #[inline(always)]
    pub(crate) fn is_measured(group: usize) -> bool {
        group.is_multiple_of(64)
    }

    /// The rate at group `index` of `count`.
    #[inline(always)]
    pub(crate) fn at(self, index: usize, count: usize) -> f32 {
        self.first + (self.last - self.first) * (index as f32 / count as f32)
    }
}
