//! [`LongGrams`]: windows of any length over any number of symbols, as places in a list, sorted by what stands there.

use std::cmp::Ordering;

/// Places of a list of symbols in the order of their windows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LongGrams {
    order: usize,
    symbols: Vec<u32>,
    starts: Vec<usize>,
}

impl LongGrams {
    /// The windows of so many symbols, shorter ones at the end.
    pub(crate) fn new(order: usize, symbols: Vec<u32>) -> Self {
        let mut grams = LongGrams { order, starts: (0..symbols.len()).collect(), symbols };
        let mut starts = std::mem::take(&mut grams.starts);
        starts.sort_unstable_by(|&a, &b| grams.window(a).cmp(grams.window(b)));
        grams.starts = starts;
        grams
    }

    /// How many symbols there are.
    pub(crate) fn len(&self) -> usize {
        self.symbols.len()
    }

    /// How many n-grams a hypothesis shares with a reference, order by order.
    pub(crate) fn shared(&self, reference: &LongGrams) -> Vec<u64> {
        let mut groups = Groups::new(self.order);
        let (mut ours, mut theirs) = (self.sorted().peekable(), reference.sorted().peekable());
        loop {
            let from_ours = match (ours.peek(), theirs.peek()) {
                (Some(our), Some(their)) => our.cmp(their) != Ordering::Greater,
                (our, their) => match our.or(their) {
                    Some(_) => our.is_some(),
                    None => return groups.matches(),
                },
            };
            let window = if from_ours { ours.next() } else { theirs.next() };
            groups.add(window.unwrap_or_default(), usize::from(!from_ours));
        }
    }

    fn sorted(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.iter().map(|&start| self.window(start))
    }

    fn window(&self, start: usize) -> &[u32] {
        &self.symbols[start..self.symbols.len().min(start + self.order)]
    }
}

/// The open group of equal n-grams of every order.
struct Groups<'g> {
    /// How many of each are the hypothesis's, and the reference's.
    open: Vec<[u64; 2]>,
    matches: Vec<u64>,
    before: &'g [u32],
}

impl<'g> Groups<'g> {
    fn new(order: usize) -> Self {
        Groups { open: vec![[0; 2]; order], matches: vec![0; order], before: &[] }
    }

    /// Takes in the next window: groups of more symbols than it shares with the last one end.
    fn add(&mut self, window: &'g [u32], side: usize) {
        let shared = self.before.iter().zip(window).take_while(|(a, b)| a == b).count();
        self.end(shared);
        self.open[..window.len()].iter_mut().for_each(|group| group[side] += 1);
        self.before = window;
    }

    fn end(&mut self, shared: usize) {
        // Longer n-grams than the last window's have no open group.
        let groups = shared..self.before.len();
        for (group, matches) in self.open[groups.clone()].iter_mut().zip(&mut self.matches[groups]) {
            let [ours, theirs] = std::mem::take(group);
            *matches += ours.min(theirs);
        }
    }

    fn matches(mut self) -> Vec<u64> {
        self.end(0);
        self.matches
    }
}
