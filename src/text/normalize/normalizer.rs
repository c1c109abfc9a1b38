//! [`Normalizer`]: what every normalisation can do.

use crate::text::normalize::normalized::Normalized;

/// Turns text into other text that still knows where it came from.
pub trait Normalizer: Send + Sync {
    /// The normalised text with its map back. Text that needs no change is borrowed.
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t>;
}
