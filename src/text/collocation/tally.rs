//! [`Tally`]: counts n-grams as they come, in memory that grows with the distinct ones only.
//!
//! N-grams gather in a buffer. A full buffer is sorted by radix and its equal neighbours become one, which makes a run;
//! runs of about the same length are merged, so that every n-gram is moved a logarithmic number of times. All passes go
//! through memory in order.

use crate::text::collocation::gram_counts::GramCounts;

/// N-grams in a buffer: it and the space to sort it fit the second-level cache.
const BUFFER: usize = 1 << 16;

/// Bits of an id that one pass of the sort looks at.
const DIGIT: u32 = 11;

/// N-grams counted so far.
#[derive(Debug, Default)]
pub(super) struct Tally<const N: usize> {
    buffer: Vec<[u32; N]>,
    /// Each at least twice as long as the next.
    runs: Vec<GramCounts<N>>,
}

impl<const N: usize> Tally<N> {
    #[inline]
    pub(super) fn count(&mut self, gram: [u32; N]) {
        if self.buffer.len() == BUFFER {
            self.settle();
        }
        self.buffer.push(gram);
    }

    /// All counts.
    pub(super) fn finish(mut self) -> GramCounts<N> {
        self.settle();
        let all = self.runs.into_iter().rev().reduce(|all, run| run.merged(&all));
        all.unwrap_or_else(|| GramCounts::of_sorted([]))
    }

    /// Makes a run of the buffer.
    fn settle(&mut self) {
        sort(&mut self.buffer);
        let mut run = GramCounts::of_sorted(self.buffer.iter().map(|&gram| (gram, 1)));
        self.buffer.clear();
        while let Some(longer) = self.runs.pop_if(|last| last.len() < 2 * run.len()) {
            run = longer.merged(&run);
        }
        self.runs.push(run);
    }
}

/// Sorts by radix, the last digit of the last word first.
fn sort<const N: usize>(grams: &mut Vec<[u32; N]>) {
    let mut largest = [0; N];
    for gram in grams.iter() {
        largest.iter_mut().zip(gram).for_each(|(largest, &id)| *largest = id.max(*largest));
    }
    let mut sorted = vec![[0; N]; grams.len()];
    for word in (0..N).rev() {
        for shift in (0..u32::BITS).step_by(DIGIT as usize).take_while(|&shift| largest[word] >> shift != 0) {
            deal(grams, &mut sorted, |gram| (gram[word] >> shift) as usize % (1 << DIGIT));
            std::mem::swap(grams, &mut sorted);
        }
    }
}

/// One pass: by `digit`, and where it is the same, in the order before.
fn deal<const N: usize>(from: &[[u32; N]], to: &mut [[u32; N]], digit: impl Fn(&[u32; N]) -> usize) {
    let mut places = [0; 1 << DIGIT];
    from.iter().for_each(|gram| places[digit(gram)] += 1);
    let mut sum = 0;
    for place in &mut places {
        sum += std::mem::replace(place, sum);
    }
    for gram in from {
        let place = &mut places[digit(gram)];
        to[*place] = *gram;
        *place += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::seed::Seed;

    #[test]
    fn counts_are_those_of_a_map() {
        let draws = Seed(3).stream("grams");
        for (many, ids) in [(0u64, 1), (1, 1), (1_000, 5), (200_000, 70), (150_000, 1 << 31)] {
            let (mut tally, mut map) = (Tally::<2>::default(), BTreeMap::new());
            for at in 0..many {
                let gram = [2 * at, 2 * at + 1].map(|draw| draws.below(draw, ids) as u32);
                tally.count(gram);
                *map.entry(gram).or_insert(0u64) += 1;
            }
            let counts = tally.finish();
            assert!(counts.iter().eq(map), "{many} of {ids}");
        }
    }
}
