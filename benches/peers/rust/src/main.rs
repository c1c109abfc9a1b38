//! Rust crates at the work of rooms of `text/`, `bow/` and `metric/`, each on one thread, from strings in memory.
//!
//!     cargo build --release --manifest-path benches/peers/rust/Cargo.toml
//!     benches/peers/rust/target/release/peers list
//!     benches/peers/rust/target/release/peers pace NAME FILE [--megabytes N]
//!     benches/peers/rust/target/release/peers score NAME --systems FILE… --references FILE…
//!     benches/peers/rust/target/release/peers score NAME --summaries FILE…
//!
//! `pace` prints `seconds count`, the least of three passes over the lines of FILE, as `cargo bench --bench text -- pace`
//! does for ours. The counts of `unicode-segmentation` are the same as ours. So are those of `icu`, but for words and
//! segments of Han, kana, Thai and their like, whose runs it leaves whole without its dictionaries, and for a word in
//! fifty thousand. `charabia` and `vtext` cut by rules of their own.
//!
//! `score` prints `seconds figure`, the median of three passes over all systems, as `cargo bench --bench metric -- pace`
//! does; the figure is the sum of the systems' scores, or of all F-measures of summaries.
//!
//! This is a workspace of its own: nothing here is built or tested with the crate, and its lock file pins the versions.

mod bow;
mod metric;
mod text;

use std::time::Instant;

use metric::Input;

/// Passes over the input.
const PASSES: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["list"] => list(),
        ["pace", name, file] => pace(name, file, usize::MAX),
        ["pace", name, file, "--megabytes", count] => pace(name, file, count.parse().expect("a number")),
        ["score", name, ref rest @ ..] => score(name, &Input::read(rest)),
        _ => panic!("list, pace NAME FILE [--megabytes N], or score NAME --systems FILE… --references FILE…"),
    }
}

fn list() {
    bow::PEERS.iter().for_each(|(name, _)| println!("{name}"));
    text::PEERS.iter().for_each(|(name, _)| println!("{name}"));
    metric::PEERS.iter().for_each(|(name, _)| println!("{name}"));
}

fn score(name: &str, input: &Input) {
    let (_, run) = metric::PEERS.iter().find(|peer| peer.0 == name).expect("a name that `list` knows");
    let pass = |_| {
        let start = Instant::now();
        let figure = run(input);
        (start.elapsed().as_secs_f64(), figure)
    };
    let mut passes: Vec<(f64, f64)> = (0..PASSES).map(pass).collect();
    passes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (seconds, figure) = passes[PASSES / 2];
    println!("{seconds} {figure}");
}

fn pace(name: &str, file: &str, megabytes: usize) {
    let text = std::fs::read_to_string(file).expect("a file of UTF-8");
    let text = first(&text, megabytes.saturating_mul(1_000_000));
    let lines: Vec<&str> = text.strip_suffix('\n').unwrap_or(text).split('\n').collect();
    let (seconds, count) = if let Some((_, vectorize)) = bow::PEERS.iter().find(|peer| peer.0 == name) {
        let documents: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        least_of_passes(|| vectorize(&documents))
    } else {
        let (_, prepare) = text::PEERS.iter().find(|peer| peer.0 == name).expect("a name that `list` knows");
        let count = prepare();
        least_of_passes(|| lines.iter().map(|line| count(line)).sum())
    };
    println!("{seconds} {count}");
}

fn least_of_passes(run: impl Fn() -> usize) -> (f64, usize) {
    let pass = |_| {
        let start = Instant::now();
        let found = run();
        (start.elapsed().as_secs_f64(), found)
    };
    let passes: Vec<(f64, usize)> = (0..PASSES).map(pass).collect();
    let least = passes.iter().map(|pass| pass.0).fold(f64::INFINITY, f64::min);
    (least, passes[0].1)
}

/// The whole lines among the first `bytes`.
fn first(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let end = text.as_bytes()[..bytes].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    &text[..end]
}
