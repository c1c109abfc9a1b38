//! Kernels: the loops that everything numeric runs on.
//!
//! Each loop is stated once, in safe Rust over sixteen lanes (`lanes`), compiled for the portable
//! instructions, AVX2 with FMA, and AVX-512, and chosen at run time (`dispatch`). Architectures other than
//! x86-64 run the portable lanes.
//!
//! | kernels | bits on different instruction sets |
//! |---|---|
//! | sums, products, updates, exponentials, products of sparse rows, hashes | **equal**: fixed order of additions, no fused multiply-add |
//! | products and updates of rows in eights | **equal** on AVX2 and AVX-512; portable ones do not fuse |
//! | [`Tile`], matrix products | differ: fused multiply-add where the set has it |

pub mod dispatch;
pub mod exponential;
pub mod reduce;
pub mod tile;
pub mod update;

pub(crate) mod analogy;
pub(crate) mod block;
pub(crate) mod block_sums;
pub(crate) mod eight;
pub(crate) mod gemm;
pub(crate) mod lanes;
pub(crate) mod murmur;
pub(crate) mod scattered;
pub(crate) mod screen;
pub(in crate::vector) mod sparse;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use dispatch::instruction_set;
pub use exponential::{exp, ln, log_sum_exp, sigmoid, softmax};
pub use reduce::{
    dot, dot_wide, max, squared_distance, squared_distance_wide, squared_norm, squared_norm_wide, sum,
    sum_wide,
};
pub use tile::Tile;
pub use update::{axpy, scale};

#[cfg(test)]
mod tests;
