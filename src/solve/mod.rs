//! Solvers: what learning algorithms minimise with.
