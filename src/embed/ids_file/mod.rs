//! Files of ids: corpora larger than memory, encoded once and read again in every epoch.

pub(crate) mod file;
pub(crate) mod layout;
pub(crate) mod lengths;
pub(crate) mod write;
