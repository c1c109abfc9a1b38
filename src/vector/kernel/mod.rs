//! Kernels: the loops that everything numeric runs on.
//!
//! `lanes` states each loop once, in safe Rust over fixed lanes. `dispatch` compiles it per instruction
//! set (SSE2, AVX2, AVX-512) and chooses at run time. No fused multiply-add is used and the order of
//! additions is fixed by the lanes, so **every instruction set gives the same bits**.

pub mod dispatch;
mod lanes;
pub(in crate::vector) mod sparse;

pub use dispatch::{axpy, dot, scale, squared_distance, squared_norm};
