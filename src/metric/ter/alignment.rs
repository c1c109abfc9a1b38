//! [`Alignment`]: where the words of a reference lie in the hypothesis, and which words of either are wrong.

/// Read off a way through the table of edit distances, from its end to its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alignment {
    /// For each word of the reference how many words of the hypothesis stand before or upon it.
    upto: Vec<u32>,
    /// How many of the first words are wrong.
    hypothesis_errors: Vec<u32>,
    reference_errors: Vec<u32>,
}

/// An edit that turns the hypothesis into the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edit {
    Keep,
    Substitute,
    Insert,
    Delete,
}

impl Alignment {
    /// Follows the edits back from the end: `edit(i, j)` is the last one of the way to the first *i* words of the
    /// hypothesis and the first *j* of the reference.
    pub(crate) fn follow(hypothesis: usize, reference: usize, edit: impl Fn(usize, usize) -> Edit) -> Self {
        let mut upto = vec![0; reference];
        let mut hypothesis_errors = vec![0; hypothesis + 1];
        let mut reference_errors = vec![0; reference + 1];
        let (mut i, mut j) = (hypothesis, reference);
        while i > 0 || j > 0 {
            let edit = match (i, j) {
                (0, _) => Edit::Insert,
                (_, 0) => Edit::Delete,
                _ => edit(i, j),
            };
            let wrong = u32::from(edit != Edit::Keep);
            if edit != Edit::Delete {
                upto[j - 1] = i as u32;
                reference_errors[j] = wrong;
                j -= 1;
            }
            if edit != Edit::Insert {
                hypothesis_errors[i] = wrong;
                i -= 1;
            }
        }
        for errors in [&mut hypothesis_errors, &mut reference_errors] {
            (1..errors.len()).for_each(|at| errors[at] += errors[at - 1]);
        }
        Alignment { upto, hypothesis_errors, reference_errors }
    }

    /// The place in the hypothesis behind what is aligned with a word of the reference.
    pub(crate) fn behind(&self, reference: usize) -> usize {
        self.upto[reference] as usize
    }

    /// Whether a word of `start..end` of the hypothesis is wrong.
    pub(crate) fn hypothesis_is_wrong(&self, start: usize, end: usize) -> bool {
        self.hypothesis_errors[end] > self.hypothesis_errors[start]
    }

    /// Whether a word of `start..end` of the reference is wrong.
    pub(crate) fn reference_is_wrong(&self, start: usize, end: usize) -> bool {
        self.reference_errors[end] > self.reference_errors[start]
    }
}
