//! Metrics at work, one thread unless said.
//!
//! - `cargo bench --bench metric` times every work over the bundled reviews with criterion.
//! - `cargo bench --bench metric -- pace NAME --systems FILE… --references FILE… [--passes N] [--threads N]` runs one
//!   work over files of one segment a line and prints `seconds figure`: the median of the passes, the clock started
//!   after reading. The figure proves that a peer did the same. `--pairs FILE…` in place of both reads lines of JSON with
//!   a `prediction` and its `target`.
//! - `cargo bench --bench metric -- list` names the works.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench"
)]

mod bleu;
mod chrf;
mod edit;
mod meteor;
mod rouge;
mod ter;
mod work;

use std::time::Instant;

use criterion::{Criterion, Throughput};
use work::{Input, Work};

fn works() -> Vec<Work> {
    let rooms = [bleu::works(), chrf::works(), ter::works(), rouge::works(), edit::works(), meteor::works()];
    rooms.into_iter().flatten().collect()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some("pace") => pace(&arguments[1..]),
        Some("list") => works().iter().for_each(|work| println!("{}", work.name)),
        _ => benches(),
    }
}

fn pace(arguments: &[String]) {
    let listed = |option: &str| -> Vec<&str> {
        let values = arguments.iter().skip_while(|argument| *argument != option).skip(1);
        values.take_while(|value| !value.starts_with("--")).map(String::as_str).collect()
    };
    let number = |option: &str, otherwise: usize| {
        listed(option).first().map_or(otherwise, |value| value.parse().expect("a number"))
    };
    let name = arguments.first().expect("a name");
    let work = works().into_iter().find(|work| work.name == name).expect("a name that `list` knows");
    let input = match listed("--pairs") {
        files if !files.is_empty() => Input::read_pairs(&files),
        _ => Input::read(&listed("--systems"), &listed("--references")),
    };
    let run = (work.prepare)();
    let pass = || {
        let start = Instant::now();
        let figure = run(&input);
        (start.elapsed().as_secs_f64(), figure)
    };
    let passes = || -> Vec<(f64, f64)> { (0..number("--passes", 3)).map(|_| pass()).collect() };
    let mut passes = wordmill::parallel::with_threads(number("--threads", 1), passes).unwrap();
    passes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (seconds, figure) = passes[passes.len() / 2];
    println!("{seconds} {figure}");
}

fn benches() {
    let input = Input::bundled();
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("metric");
    group.throughput(Throughput::Elements(input.segments() as u64));
    for work in works() {
        let run = (work.prepare)();
        group.bench_function(work.name, |bencher| bencher.iter(|| run(&input)));
    }
    group.finish();
    criterion.final_summary();
}
