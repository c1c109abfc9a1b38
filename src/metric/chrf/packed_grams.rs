//! [`PackedGrams`]: windows of up to eight symbols, a byte each, as sorted whole numbers.

use crate::metric::chrf::alphabet::UNKNOWN;

/// The longest window.
const ORDERS: usize = 8;
/// Behind the end of a reference.
const REFERENCE_END: u8 = 0;
/// Behind the end of a hypothesis, and what no reference holds: never equal to a byte of a reference.
const NOT_IN_REFERENCE: u8 = u8::MAX;

/// One number for each order.
type Lanes = [u32; ORDERS];

/// Row *k* holds ones in the orders above *k*: groups that end where neighbours share *k* symbols.
const ENDS: [Lanes; ORDERS + 1] = {
    let mut ends = [[0; ORDERS]; ORDERS + 1];
    let mut shared = 0;
    while shared <= ORDERS {
        let mut order = shared;
        while order < ORDERS {
            ends[shared][order] = u32::MAX;
            order += 1;
        }
        shared += 1;
    }
    ends
};

/// Whether windows of so many symbols, chosen of so many, can be packed.
pub(crate) fn fit(order: usize, symbols: usize) -> bool {
    order <= ORDERS && symbols < usize::from(NOT_IN_REFERENCE)
}

/// Sorted windows, the first symbol in the highest byte, and one behind them that is larger than all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PackedGrams {
    windows: Vec<u64>,
}

impl PackedGrams {
    /// The windows of a reference.
    pub(crate) fn of_reference(order: usize, numbers: Vec<u32>) -> Self {
        let symbol = |number: u32| number as u8 + 1;
        PackedGrams::new(order, numbers.into_iter().map(symbol), REFERENCE_END)
    }

    /// The windows of a hypothesis.
    pub(crate) fn of_hypothesis(order: usize, numbers: impl Iterator<Item = u32>) -> Self {
        let symbol = |number: u32| if number == UNKNOWN { NOT_IN_REFERENCE } else { number as u8 + 1 };
        PackedGrams::new(order, numbers.map(symbol), NOT_IN_REFERENCE)
    }

    fn new(order: usize, symbols: impl Iterator<Item = u8>, end: u8) -> Self {
        let mut windows = Vec::with_capacity(symbols.size_hint().1.unwrap_or(0) + 2 * ORDERS);
        let shift = 8 * (ORDERS - order);
        let mut window = 0;
        symbols.for_each(|symbol| {
            window = window << 8 | u64::from(symbol);
            windows.push(window << shift);
        });
        // The first windows were not full; as many more begin with the last symbols.
        let len = windows.len();
        for _ in 1..order {
            window = window << 8 | u64::from(end);
            windows.push(window << shift);
        }
        windows.drain(..windows.len() - len);
        windows.sort_unstable();
        windows.push(u64::MAX);
        PackedGrams { windows }
    }

    /// How many symbols there were.
    pub(crate) fn len(&self) -> usize {
        self.windows.len() - 1
    }

    /// How many n-grams a hypothesis shares with a reference, order by order.
    pub(crate) fn shared(&self, reference: &PackedGrams) -> Lanes {
        let (ours, theirs) = (&self.windows[..], &reference.windows[..]);
        let mut matches: Lanes = [0; ORDERS];
        let (mut our_group, mut their_group): (Lanes, Lanes) = ([0; ORDERS], [0; ORDERS]);
        let (mut at, mut there, mut before) = (0, 0, 0u64);
        for _ in 0..self.len() + reference.len() {
            let (our, their) = (ours[at], theirs[there]);
            let from_ours = our <= their;
            let window = if from_ours { our } else { their };
            let ends = &ENDS[((window ^ before).leading_zeros() / 8) as usize];
            let (one_ours, one_theirs) = (u32::from(from_ours), u32::from(!from_ours));
            for order in 0..ORDERS {
                let both = our_group[order].min(their_group[order]);
                matches[order] += both & ends[order];
                our_group[order] = (our_group[order] & !ends[order]) + one_ours;
                their_group[order] = (their_group[order] & !ends[order]) + one_theirs;
            }
            at += one_ours as usize;
            there += one_theirs as usize;
            before = window;
        }
        for order in 0..ORDERS {
            matches[order] += our_group[order].min(their_group[order]);
        }
        matches
    }
}
