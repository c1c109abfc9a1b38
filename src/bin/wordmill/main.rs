//! The `wordmill` command.

fn main() {}
