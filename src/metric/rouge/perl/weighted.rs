//! Weighted longest common subsequences: words in a row count more than as many words apart (ROUGE-W).
//!
//! A run of *k* matches is worth *k*ʷ, so that of two subsequences of one length the one of longer runs is taken. The table
//! holds floats and is walked back as that of ROUGE-L. It takes time for every pair of words and a bit of memory.

use std::ops::Range;

/// What a run of so many matches is worth.
pub(crate) fn worth(run: f64, weight: f64) -> f64 {
    run.powf(weight)
}

/// What the words of a reference that lie on a subsequence with any sentence of a text are worth, no word more often than
/// either text has it.
pub(crate) fn hits(
    reference: (&[u32], &[Range<usize>]),
    text: (&[u32], &[Range<usize>]),
    left: &mut [u32],
    weight: f64,
) -> f64 {
    let mut total = 0.0;
    for sentence in reference.1 {
        let words = &reference.0[sentence.clone()];
        let mut marked = vec![false; words.len()];
        text.1.iter().for_each(|other| mark(words, &text.0[other.clone()], weight, &mut marked));
        let mut run = 0;
        for (place, &word) in words.iter().enumerate() {
            let left = &mut left[word as usize];
            if !marked[place] || *left == 0 {
                continue;
            }
            *left -= 1;
            run += 1;
            // A run does not end with a word that was left over: the program goes on counting.
            if !marked.get(place + 1).is_some_and(|&marked| marked) {
                total += worth(f64::from(run), weight);
                run = 0;
            }
        }
    }
    total
}

/// Marks the words of `a` on the heaviest subsequence with `b`.
fn mark(a: &[u32], b: &[u32], weight: f64, marked: &mut [bool]) {
    let blocks = b.len().div_ceil(64);
    // Where the walk drops a word of `a`; matches show in the words.
    let mut up = vec![0u64; a.len() * blocks];
    let mut values = vec![0.0f64; b.len() + 1];
    let mut runs = vec![0u32; b.len() + 1];
    for (row, &here) in a.iter().enumerate() {
        let (mut diagonal, mut run) = (0.0, 0);
        for (column, &there) in b.iter().enumerate() {
            let (above, run_above) = (values[column + 1], runs[column + 1]);
            let left = values[column];
            if here == there {
                values[column + 1] =
                    diagonal + worth(f64::from(run + 1), weight) - worth(f64::from(run), weight);
                runs[column + 1] = run + 1;
            } else {
                if above >= left {
                    up[row * blocks + column / 64] |= 1 << (column % 64);
                } else {
                    values[column + 1] = left;
                }
                runs[column + 1] = 0;
            }
            (diagonal, run) = (above, run_above);
        }
    }
    let (mut row, mut column) = (a.len(), b.len());
    while row > 0 && column > 0 {
        let (here, there) = (row - 1, column - 1);
        if a[here] == b[there] {
            marked[here] = true;
            (row, column) = (here, there);
        } else if up[here * blocks + there / 64] >> (there % 64) & 1 == 1 {
            row = here;
        } else {
            column = there;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    #[test]
    fn runs_are_worth_more() {
        // a b c d e f g against a b c d h i k, and against a h b k c i d: Lin's example (2004).
        let reference = [0, 1, 2, 3, 4, 5, 6];
        let hits = |text: &[u32]| {
            let mut left = [9; 8];
            super::hits((&reference, from_ref(&(0..7))), (text, from_ref(&(0..text.len()))), &mut left, 2.0)
        };
        assert_eq!(hits(&[0, 1, 2, 3, 7, 7, 7]), 16.0);
        assert_eq!(hits(&[0, 7, 1, 7, 2, 7, 3]), 16.0);
        // The marks are of words of the reference, so its runs count.
        assert_eq!(hits(&[0, 2, 4, 6]), 4.0);
        assert_eq!(hits(&[]), 0.0);
    }
}
