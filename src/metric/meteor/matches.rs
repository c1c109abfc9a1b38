//! Matches between the words of a hypothesis and of a reference, stage by stage, each word once.
//!
//! From the last word of the hypothesis to the first, each takes the last word of the reference that is still free and
//! fits: NLTK's order, which decides how many chunks there are.

/// No place.
const NONE: u32 = u32::MAX;

/// Which word of the reference each word of the hypothesis is matched with. One is used for pair after pair.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    /// For each word of the hypothesis its partner, or none.
    partners: Vec<u32>,
    /// Whether a word of the reference is matched.
    taken: Vec<bool>,
    count: usize,
    free: Free,
}

impl Matches {
    /// No matches between that many words.
    pub(crate) fn reset(&mut self, hypothesis: usize, reference: usize) {
        refill(&mut self.partners, hypothesis, NONE);
        refill(&mut self.taken, reference, false);
        self.count = 0;
    }

    /// How many words are matched.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Whether both sides have a word without a partner.
    pub(crate) fn is_open(&self) -> bool {
        self.count < self.partners.len().min(self.taken.len())
    }

    /// The words of the reference that are not matched.
    pub(crate) fn free_places(&self) -> impl Iterator<Item = usize> {
        self.taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(place, _)| place)
    }

    /// One stage: `fits` hands the numbers that would fit a word of the hypothesis, of the `distinct` numbers that the
    /// words of the reference have.
    pub(crate) fn stage(
        &mut self,
        numbers: &[u32],
        distinct: usize,
        mut fits: impl FnMut(usize, &mut dyn FnMut(u32)),
    ) {
        self.free.refill(numbers, distinct, &self.taken);
        for word in (0..self.partners.len()).rev() {
            if self.partners[word] != NONE {
                continue;
            }
            let mut last = NONE;
            fits(word, &mut |number| {
                let place = self.free.last[number as usize];
                if place != NONE && (last == NONE || place > last) {
                    last = place;
                }
            });
            if last != NONE {
                self.free.take(numbers[last as usize]);
                self.partners[word] = last;
                self.taken[last as usize] = true;
                self.count += 1;
            }
        }
    }

    /// Runs of matches that are neighbours on both sides; 1 where there are none.
    pub(crate) fn chunks(&self) -> usize {
        let matched = self.partners.iter().zip(0u32..).filter(|&(&partner, _)| partner != NONE);
        let mut chunks = 0;
        let mut expected = None;
        for (&partner, word) in matched {
            chunks += usize::from(expected != Some((word, partner)));
            expected = Some((word + 1, partner + 1));
        }
        chunks.max(1)
    }
}

/// The free places of every number, last to first.
#[derive(Debug, Default)]
struct Free {
    last: Vec<u32>,
    before: Vec<u32>,
}

impl Free {
    fn refill(&mut self, numbers: &[u32], distinct: usize, taken: &[bool]) {
        refill(&mut self.last, distinct, NONE);
        refill(&mut self.before, numbers.len(), NONE);
        for (place, (&number, _)) in numbers.iter().zip(taken).enumerate().filter(|(_, (_, taken))| !**taken)
        {
            self.before[place] = std::mem::replace(&mut self.last[number as usize], place as u32);
        }
    }

    fn take(&mut self, number: u32) {
        let last = &mut self.last[number as usize];
        *last = self.before[*last as usize];
    }
}

fn refill<T: Clone>(values: &mut Vec<T>, length: usize, value: T) {
    values.clear();
    values.resize(length, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_free_place_is_taken() {
        let (hypothesis, reference) = ([0, 1, 0, 2], [0, 0, 1, 0]);
        let mut matches = Matches::default();
        matches.reset(4, 4);
        matches.stage(&reference, 2, |word, sink| {
            if hypothesis[word] < 2 {
                sink(hypothesis[word]);
            }
        });
        assert_eq!(matches.partners, [1, 2, 3, NONE]);
        assert_eq!((matches.count(), matches.chunks(), matches.is_open()), (3, 1, true));
        matches.reset(1, 0);
        assert_eq!((matches.count(), matches.chunks(), matches.is_open()), (0, 1, false));
    }
}
