pub(crate) mod group;
pub(crate) mod padded;
pub(crate) mod step;
pub(crate) mod stretch;
