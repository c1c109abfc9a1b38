//! [`least_cost`]: goods from sources to sinks at the least cost, exactly.
//!
//! The transport problem (Hitchcock, 1941): amounts x ≥ 0 that empty every source and fill every sink, with the least
//! Σ c·x. Solved by shortest augmenting paths with potentials (Edmonds and Karp, 1972; Tomizawa, 1971): each source in turn
//! sends what it has along the cheapest path to a sink with room, where a path may take goods of another source off
//! a sink and send them elsewhere. Potentials keep all reduced costs `c − u − v` at or above 0, and at 0 where goods
//! flow, so that Dijkstra's search finds the path. Amounts are whole numbers: nothing is lost to rounding but in the sum.
//!
//! One search costs O(sources × sinks); there are about as many as sources and sinks together.

/// No source has been seen.
const NONE: usize = usize::MAX;

/// The least cost of moving `supplies` (whole amounts) to `demands`; `costs` are finite, source after source. Supplies
/// and demands must have one sum.
pub(crate) fn least_cost(supplies: &[u64], demands: &[u64], costs: &[f64]) -> f64 {
    debug_assert_eq!(supplies.iter().sum::<u64>(), demands.iter().sum::<u64>(), "supply is not demand");
    let mut plan = Plan::new(demands, costs);
    for (source, &supply) in supplies.iter().enumerate() {
        let mut left = supply;
        while left > 0 {
            let Some(sink) = plan.search(source) else { break };
            left -= plan.augment(source, sink, left);
        }
    }
    plan.cost()
}

/// What flows so far, and the state of a search.
struct Plan<'c> {
    costs: &'c [f64],
    sinks: usize,
    /// What each sink can still take.
    room: Vec<u64>,
    /// For each sink, the sources that it gets goods from, and how much.
    flows: Vec<Vec<(usize, u64)>>,
    of_sources: Vec<f64>,
    of_sinks: Vec<f64>,
    /// The shortest distance to each sink so far; NaN, which compares with nothing, once it is final.
    distances: Vec<f64>,
    /// The source that it comes from.
    from: Vec<usize>,
    /// The sink whose goods each source would take back.
    through: Vec<usize>,
    /// Sources that the search reached, with their distances.
    reached: Vec<(usize, f64)>,
    is_reached: Vec<bool>,
    /// Sinks whose distance is final, with that distance.
    settled: Vec<(usize, f64)>,
}

impl<'c> Plan<'c> {
    fn new(demands: &[u64], costs: &'c [f64]) -> Self {
        let sinks = demands.len();
        let sources = costs.len().checked_div(sinks).unwrap_or(0);
        // The cheapest way into each sink: reduced costs are at or above 0 from the start.
        let cheapest =
            |sink: usize| (0..sources).map(|s| costs[s * sinks + sink]).fold(f64::INFINITY, f64::min);
        Plan {
            costs,
            sinks,
            room: demands.to_vec(),
            flows: vec![Vec::new(); sinks],
            of_sources: vec![0.0; sources],
            of_sinks: (0..sinks).map(cheapest).collect(),
            distances: vec![f64::INFINITY; sinks],
            from: vec![NONE; sinks],
            through: vec![NONE; sources],
            reached: Vec::new(),
            is_reached: vec![false; sources],
            settled: Vec::new(),
        }
    }

    /// The nearest sink with room from `source`, with potentials brought up to date.
    fn search(&mut self, source: usize) -> Option<usize> {
        self.distances.fill(f64::INFINITY);
        self.is_reached.fill(false);
        self.reached.clear();
        self.settled.clear();
        self.reach(source, 0.0, NONE);
        loop {
            let (mut sink, mut distance) = (NONE, f64::INFINITY);
            for (place, &other) in self.distances.iter().enumerate() {
                if other < distance {
                    (sink, distance) = (place, other);
                }
            }
            if sink == NONE {
                return None;
            }
            if self.room[sink] > 0 {
                self.move_potentials(distance);
                return Some(sink);
            }
            self.distances[sink] = f64::NAN;
            self.settled.push((sink, distance));
            for place in 0..self.flows[sink].len() {
                let other = self.flows[sink][place].0;
                if !self.is_reached[other] {
                    self.reach(other, distance, sink);
                }
            }
        }
    }

    /// Shortens the ways to the open sinks by those over `source`.
    fn reach(&mut self, source: usize, distance: f64, through: usize) {
        self.is_reached[source] = true;
        self.through[source] = through;
        self.reached.push((source, distance));
        let costs = &self.costs[source * self.sinks..(source + 1) * self.sinks];
        let base = distance - self.of_sources[source];
        let sinks = self.distances.iter_mut().zip(&mut self.from).zip(costs.iter().zip(&self.of_sinks));
        for ((distance, from), (cost, of_sink)) in sinks {
            let way = base + cost - of_sink;
            // Without a branch, for many sinks at a time.
            let shorter = way < *distance;
            *distance = if shorter { way } else { *distance };
            *from = if shorter { source } else { *from };
        }
    }

    /// Keeps reduced costs at or above 0, and at 0 along the shortest path of that length.
    fn move_potentials(&mut self, length: f64) {
        for &(source, distance) in &self.reached {
            self.of_sources[source] += length - distance;
        }
        for &(sink, distance) in &self.settled {
            self.of_sinks[sink] -= length - distance;
        }
    }

    /// Sends as much as fits, at most `left`, along the path that was found; says how much.
    fn augment(&mut self, source: usize, sink: usize, left: u64) -> u64 {
        let mut amount = left.min(self.room[sink]);
        let mut last = self.from[sink];
        while last != source {
            amount = amount.min(self.flow(self.through[last], last));
            last = self.from[self.through[last]];
        }
        self.room[sink] -= amount;
        let (mut into, mut last) = (sink, self.from[sink]);
        loop {
            self.add_flow(into, last, amount);
            if last == source {
                return amount;
            }
            into = self.through[last];
            self.take_flow(into, last, amount);
            last = self.from[into];
        }
    }

    fn flow(&self, sink: usize, source: usize) -> u64 {
        self.flows[sink].iter().find(|flow| flow.0 == source).map_or(0, |flow| flow.1)
    }

    fn add_flow(&mut self, sink: usize, source: usize, amount: u64) {
        match self.flows[sink].iter_mut().find(|flow| flow.0 == source) {
            Some(flow) => flow.1 += amount,
            None => self.flows[sink].push((source, amount)),
        }
    }

    fn take_flow(&mut self, sink: usize, source: usize, amount: u64) {
        self.flows[sink].iter_mut().filter(|flow| flow.0 == source).for_each(|flow| flow.1 -= amount);
        self.flows[sink].retain(|flow| flow.1 > 0);
    }

    fn cost(&self) -> f64 {
        let mut sum = 0.0;
        for (sink, flows) in self.flows.iter().enumerate() {
            for &(source, amount) in flows {
                sum += amount as f64 * self.costs[source * self.sinks + sink];
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    /// Each unit is a source and a sink of its own: the least of all permutations.
    fn by_trial(costs: &[f64], units: usize, used: u32) -> f64 {
        let row = used.count_ones() as usize;
        if row == units {
            return 0.0;
        }
        let free = (0..units).filter(|sink| used & 1 << sink == 0);
        let with = |sink: usize| costs[row * units + sink] + by_trial(costs, units, used | 1 << sink);
        free.map(with).fold(f64::INFINITY, f64::min)
    }

    fn unfolded(amounts: &[u64]) -> Vec<usize> {
        amounts.iter().enumerate().flat_map(|(at, &n)| std::iter::repeat_n(at, n as usize)).collect()
    }

    #[test]
    fn equals_the_least_of_all_plans() {
        let draws = Seed(8).stream("transport");
        for case in 0..200u64 {
            let draw = |at: u64, bound| draws.below((case << 16) + at, bound);
            let amounts = |at: u64, parts: u64| {
                let mut amounts = vec![0u64; parts as usize];
                (0..6).for_each(|unit| amounts[draw(at + unit, parts) as usize] += 1);
                amounts
            };
            let (supplies, demands) = (amounts(0, 1 + draw(50, 5)), amounts(10, 1 + draw(51, 5)));
            // Whole costs make ties.
            let cost = |at: u64| {
                if case % 2 == 0 { draw(100 + at, 4) as f64 } else { draws.uniform((case << 16) + 100 + at) }
            };
            let costs: Vec<f64> = (0..(supplies.len() * demands.len()) as u64).map(cost).collect();
            let (rows, columns) = (unfolded(&supplies), unfolded(&demands));
            let cells = rows.iter().flat_map(|&row| columns.iter().map(move |&column| (row, column)));
            let single: Vec<f64> = cells.map(|(row, column)| costs[row * demands.len() + column]).collect();
            let found = least_cost(&supplies, &demands, &costs);
            assert!((found - by_trial(&single, 6, 0)).abs() < 1e-12, "case {case}");
        }
        assert_eq!(least_cost(&[], &[], &[]), 0.0);
    }
}
