//! The rooms of `text/` at work, one thread unless said.
//!
//! - `cargo bench --bench text` times every work over the bundled reviews with criterion.
//! - `cargo bench --bench text -- pace NAME FILE [--megabytes N] [--threads N]` runs one work over the lines of a file
//!   and prints `seconds count`: the least of three passes, the clock started after reading and preparing.
//!   `benches/peers/text.py` takes turns with the peers that way; the count proves that both did the same.
//! - `cargo bench --bench text -- list` names the works.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench"
)]

mod collocation;
mod encode;
mod lemma;
mod moses;
mod nltk;
mod normalize;
mod pace;
mod punkt;
mod segment;
mod stem;
mod tweet;
mod work;

use std::collections::BTreeMap;

use criterion::{Criterion, Throughput};
use wordmill::text::Corpus;
use work::{Input, Work};

fn works() -> Vec<Work> {
    let rooms = [
        segment::works(),
        normalize::works(),
        nltk::works(),
        tweet::works(),
        moses::works(),
        punkt::works(),
        stem::works(),
        lemma::works(),
        collocation::works(),
        encode::works(),
    ];
    rooms.into_iter().flatten().collect()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some("pace") => pace::run(&works(), &arguments[1..]),
        Some("list") => works().iter().for_each(|work| println!("{}", work.name)),
        _ => benches(),
    }
}

fn benches() {
    let text = Corpus::new("corpora/reviews.tsv").read_texts().unwrap().join("\n");
    let input = Input::of(&text);
    works_of_one_name_agree(&input);
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("text");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for work in works() {
        let run = (work.prepare)();
        group.bench_function(work.name, |bencher| bencher.iter(|| run(&input)));
    }
    group.finish();
    criterion.final_summary();
}

/// Works that differ only in who does them must give the same count.
fn works_of_one_name_agree(input: &Input<'_>) {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for work in works() {
        let what = work.name.split('/').next().unwrap();
        let count = (work.prepare)()(input);
        assert_eq!(*counts.entry(what).or_insert(count), count, "{}", work.name);
    }
}
