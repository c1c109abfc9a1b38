//! One work over one file, timed from strings in memory.

use std::time::Instant;

use wordmill::parallel::{map, with_threads};

use crate::work::{Input, Work};

/// Passes over the text; the least time counts.
const PASSES: usize = 3;

/// `NAME FILE [--megabytes N] [--threads N]`.
pub(crate) fn run(works: &[Work], arguments: &[String]) {
    let [name, file, options @ ..] = arguments else {
        panic!("pace NAME FILE [--megabytes N] [--threads N]")
    };
    let option = |wanted: &str| {
        let pair = options.chunks(2).find(|pair| pair[0] == wanted);
        pair.map(|pair| pair[1].parse::<usize>().expect("a number"))
    };
    let work = works.iter().find(|work| work.name == name).expect("a name that `list` knows");
    let mut text = std::fs::read_to_string(file).unwrap();
    if let Some(megabytes) = option("--megabytes") {
        text = first(text, megabytes * 1_000_000);
    }
    let run = (work.prepare)();
    let threads = option("--threads").unwrap_or(1);
    let input = Input::of(&text);
    let parts: Vec<Input<'_>> = if threads == 1 { vec![input] } else { pieces(&input.lines) };
    let pass = || {
        let start = Instant::now();
        let count: u64 = map(&parts, &run).iter().sum();
        (start.elapsed().as_secs_f64(), count)
    };
    let passes: Vec<(f64, u64)> = with_threads(threads, || (0..PASSES).map(|_| pass()).collect()).unwrap();
    let least = passes.iter().map(|pass| pass.0).fold(f64::INFINITY, f64::min);
    println!("{least} {}", passes[0].1);
}

/// The whole lines among the first `bytes`.
fn first(mut text: String, bytes: usize) -> String {
    if text.len() > bytes {
        let end = text.as_bytes()[..bytes].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        text.truncate(end);
    }
    text
}

/// A thousand lines a piece; each is a task, so no thread waits long for the last one. `text` of a piece is empty: only
/// works over lines run on many threads.
fn pieces<'t>(lines: &[&'t str]) -> Vec<Input<'t>> {
    lines.chunks(1_000).map(|lines| Input { text: "", lines: lines.to_vec() }).collect()
}
