//! NIST: n-grams that match, weighed by how much they tell (Doddington, "Automatic evaluation of machine translation
//! quality using n-gram co-occurrence statistics", 2002).

mod information;
#[expect(clippy::module_inception, reason = "the score is the room's central idea")]
pub mod nist;

pub use nist::{Nist, NistReferences, NistScore};
