//! Evaluation: numbers that say how they were made.
