//! The works of this room.

use crate::work::Work;

pub(crate) fn works() -> Vec<Work> {
    Vec::new()
}
