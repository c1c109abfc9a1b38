//! [`Shift`]: a stretch of words that changes places with its neighbours, and the shifts that Tercom would try.

use std::ops::Range;

use crate::metric::ter::alignment::Alignment;
use crate::metric::ter::reference::ReferenceWords;

/// The most words that are shifted at once.
pub(crate) const LONGEST: usize = 10;
/// The farthest that a word of the reference may lie from its equal in the hypothesis.
const FARTHEST: usize = 50;

/// A shift, in the order in which Tercom prefers those of the same gain: long before short, then early before late, then
/// the nearer to the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shift {
    /// How many words the longest stretch has beyond this one.
    shortness: usize,
    start: usize,
    target: usize,
}

/// What a shift does: the words of `from..middle` and `middle..to` change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Swap {
    pub(crate) from: usize,
    pub(crate) middle: usize,
    pub(crate) to: usize,
}

impl Shift {
    /// The words that are shifted.
    pub(crate) fn stretch(self) -> Range<usize> {
        self.start..self.start + LONGEST - self.shortness
    }

    /// What it does to so many words. A target within the stretch, or at its end, counts from its beginning on the words
    /// behind it.
    pub(crate) fn swap(self, words: usize) -> Swap {
        let (Range { start, end }, target) = (self.stretch(), self.target);
        if target < start {
            Swap { from: target, middle: start, to: end }
        } else if target > end {
            Swap { from: start, middle: end, to: target }
        } else {
            Swap { from: start, middle: end, to: words.min(target + (end - start)) }
        }
    }
}

impl Swap {
    /// Whether any word moves.
    pub(crate) fn moves(self) -> bool {
        self.from < self.middle && self.middle < self.to
    }

    /// Does it.
    pub(crate) fn apply(self, words: &mut [u32]) {
        words[self.from..self.to].rotate_left(self.middle - self.from);
    }
}

/// All shifts that Tercom would try, one as often as it would, or nothing where they come to `most` or more.
///
/// A stretch that stands in the reference too, no farther than fifty words away, is tried before the place of each of
/// its words there; but only where something is wrong at both places, and not within itself.
pub(crate) fn candidates(
    words: &[u32],
    reference: &ReferenceWords,
    alignment: &Alignment,
    most: usize,
) -> Option<Vec<Shift>> {
    let mut found = Vec::new();
    for start in 0..words.len() {
        if !alignment.hypothesis_is_wrong(start, words.len().min(start + LONGEST)) {
            continue;
        }
        let places = reference.places(words[start]);
        let first = places.partition_point(|&place| place as usize + FARTHEST < start);
        let near = places[first..].iter().map(|&place| place as usize);
        for place in near.take_while(|&place| place <= start + FARTHEST) {
            let equal = words[start..].iter().zip(&reference.words()[place..]).take(LONGEST);
            let equal = equal.take_while(|(a, b)| a == b).count();
            for len in 1..=equal {
                push_targets(&mut found, start, place, len, alignment);
                if found.len() >= most {
                    return None;
                }
            }
        }
    }
    Some(found)
}

/// The shifts of one stretch that stands at `place` in the reference.
fn push_targets(found: &mut Vec<Shift>, start: usize, place: usize, len: usize, alignment: &Alignment) {
    let wrong =
        alignment.hypothesis_is_wrong(start, start + len) && alignment.reference_is_wrong(place, place + len);
    let within = (start + 1..=start + len).contains(&alignment.behind(place));
    if !wrong || within {
        return;
    }
    let shift = |target| Shift { shortness: LONGEST - len, start, target };
    let mut last = if place == 0 { 0 } else { alignment.behind(place - 1) };
    found.push(shift(last));
    for place in place..place + len {
        let target = alignment.behind(place);
        if target != last {
            found.push(shift(target));
            last = target;
        }
    }
}
