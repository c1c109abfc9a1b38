//! Classifiers over sparse rows.
