//! The `wordmill` command as a user meets it: every sub-command in a process of its own, on small inputs
//! and on the bundled reviews; what it writes, what it says, and its exit code.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test")]

mod cli {
    mod classify;
    mod corpus;
    mod embed;
    mod failures;
    mod help;
    mod process;
    mod score;
    mod text;
    mod topics;
    mod vectorize;
}
