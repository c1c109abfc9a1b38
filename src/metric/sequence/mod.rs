//! Tags of words against true tags: whole entities found, as seqeval 1.2.2 counts them.
//!
//! | what is asked | what answers |
//! |---|---|
//! | which entities do these tags mean? | [`EntityParams::entities`], by conlleval's lenient rules or a [`TagScheme`]'s strict ones |
//! | how many were found, and of which types? | [`EntityParams::compare`]: [`EntityCounts`], with averages and a report |
//! | how many single tags are right? | [`TagCounts`] |

mod counts;
mod entity;
mod lenient;
mod params;
mod scheme;
mod tag;
mod tag_counts;

pub use counts::{EntityCounts, EntityScoreParams};
pub use entity::Entity;
pub use params::{EntityParams, EntityRules};
pub use scheme::TagScheme;
pub use tag_counts::TagCounts;
