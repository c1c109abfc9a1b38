//! What people came for: rooms of the floor below, married into whole tasks.
