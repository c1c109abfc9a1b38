//! Two or more ways to do the same work, timed in turns: a busy moment of the machine falls on all of them.

use std::time::Instant;

/// One way: its name, and the work of one turn.
pub(crate) type Way<'a> = (&'a str, Box<dyn FnMut() + 'a>);

/// Prints the median time of every way, and the first one's divided by each.
pub(crate) fn alternate(title: &str, turns: usize, mut ways: Vec<Way<'_>>) -> Vec<f64> {
    let mut seconds = vec![Vec::with_capacity(turns); ways.len()];
    for _ in 0..=turns {
        for ((_, work), seconds) in ways.iter_mut().zip(&mut seconds) {
            let start = Instant::now();
            work();
            seconds.push(start.elapsed().as_secs_f64());
        }
    }
    let medians: Vec<f64> = seconds.iter_mut().map(|seconds| median(&mut seconds[1..])).collect();
    for ((name, _), &median) in ways.iter().zip(&medians) {
        println!("{title:<40} {name:<24} {:>12.3} µs   {:>6.2} ×", median * 1e6, medians[0] / median);
    }
    medians
}

fn median(seconds: &mut [f64]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}
