//! Bags of words, one thread unless said.
//!
//! - `cargo bench --bench bow` counts words and pairs of words over the bundled reviews, in bytes a second, beside the way
//!   that a hash map of strings does it.
//! - `cargo bench --bench bow -- pace NAME FILE [--megabytes N] [--threads N]` runs one work over the lines of a file and
//!   prints `seconds count`: the least of three passes over strings in memory, and the entries of the matrix (the terms,
//!   where there is none). `benches/peers/bow.py` takes turns with scikit-learn that way.
//! - `cargo bench --bench bow -- stream NAME FILE --megabytes N` learns from so many megabytes, the lines of the file over
//!   and over with a word that is new every thousandth line, and prints `seconds terms peak`: the most memory in kB.
//! - `cargo bench --bench bow -- list` names the works.
//!
//! Where the time goes (`perf record`, 25,000 reviews of 33 MB, one thread): of a count of words 27 % into seeking words in the
//! table, 22 % into bags in the order of columns, 14 % into cutting words, 17 % into the system, which hands out pages of
//! memory; of hashing 25 % into the hash and what brings the bytes to it, 25 % into sorting columns, 17 % into cutting, 15 %
//! into the system; of a count of words and pairs (by the clock, 0.35 s) 27 % into reading words, 47 % into bringing the places
//! of each word together and counting what follows it, 20 % into rows; of characters inside words (1.45 s) 17 % into reading
//! words, 12 % into their windows, 54 % into counting those, 12 % into rows, and over all of that 17 % into the system. Cutting
//! runs at 0.9 GB/s.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench"
)]

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput};
use wordmill::bow::{Count, CountParams, Hashing, TfIdf};
use wordmill::parallel::with_threads;
use wordmill::text::{Analyzer, Corpus, Tokenizer, Unit};

/// Passes over the text; the least time counts.
const PASSES: usize = 3;

/// What a work makes, and how much there is to count in it.
type Made = (usize, Box<dyn Any + Send>);

/// What is timed: a name, and what it makes of texts. The clock stops when that is there, before its memory is given back.
type Work = (&'static str, fn(&[&str]) -> Made);

fn works() -> Vec<Work> {
    vec![
        ("count-1", |texts| counts(&words(1), texts)),
        ("count-12", |texts| counts(&words(2), texts)),
        ("tfidf-1", |texts| weights(words(1), texts)),
        ("tfidf-12", |texts| weights(words(2), texts)),
        ("count-char", |texts| counts(&characters(Unit::Characters), texts)),
        ("count-char-wb", |texts| counts(&characters(Unit::CharactersInWords), texts)),
        ("tfidf-char-wb", |texts| weights(characters(Unit::CharactersInWords), texts)),
        ("hashing-1", |texts| hashes(&Hashing::default(), texts)),
        ("hashing-12", |texts| hashes(&Hashing::default().ngrams(1, 2), texts)),
        ("hashing-char-wb", |texts| {
            let analyzer = Analyzer::default().unit(Unit::CharactersInWords).ngrams(3, 5);
            hashes(&Hashing::default().analyzer(analyzer), texts)
        }),
        ("state-12", |texts| {
            let mut state = words(2).start().unwrap();
            state.add_stream(texts.iter().map(Ok)).unwrap();
            let count = state.finish().unwrap();
            (count.terms().len(), Box::new(count))
        }),
    ]
}

/// Words, or words and pairs of words that stand in two documents.
fn words(longest: usize) -> CountParams {
    Count::params().ngrams(1, longest).min_df(longest as u64)
}

/// Three to five characters.
fn characters(unit: Unit) -> CountParams {
    Count::params().analyzer(Analyzer::default().unit(unit).ngrams(3, 5))
}

fn counts(params: &CountParams, texts: &[&str]) -> Made {
    let made = params.fit_transform::<_, f32>(texts, &mut ()).unwrap();
    (made.1.stored(), Box::new(made))
}

fn weights(params: CountParams, texts: &[&str]) -> Made {
    let made = TfIdf::params().count(params).fit_transform::<_, f32>(texts, &mut ()).unwrap();
    (made.1.stored(), Box::new(made))
}

fn hashes(hashing: &Hashing, texts: &[&str]) -> Made {
    let rows = hashing.rows::<_, f32>(texts).unwrap();
    (rows.stored(), Box::new(rows))
}

/// Rows of counts with columns in the order of the terms.
fn naive(analyzer: &Analyzer, texts: &[String]) -> Vec<BTreeMap<usize, u32>> {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut rows = Vec::new();
    for text in texts {
        let mut row: HashMap<usize, u32> = HashMap::new();
        analyzer.tokenize(text, &mut |token| {
            let next = numbers.len();
            *row.entry(*numbers.entry(token.text.to_owned()).or_insert(next)).or_default() += 1;
        });
        rows.push(row);
    }
    let sorted: BTreeMap<&String, &usize> = numbers.iter().collect();
    let mut columns = vec![0; numbers.len()];
    sorted.into_values().enumerate().for_each(|(column, &number)| columns[number] = column);
    let place = |(number, count): (usize, u32)| (columns[number], count);
    rows.into_iter().map(|row| row.into_iter().map(place).collect()).collect()
}

fn counting(criterion: &mut Criterion) {
    let texts = Corpus::new("corpora/reviews.tsv").read_texts().unwrap();
    let mut group = criterion.benchmark_group("bow");
    group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
    for longest in [1, 2] {
        let analyzer = Analyzer::default().ngrams(1, longest);
        let ours = || Count::params().ngrams(1, longest).fit_transform::<_, f32>(&texts, &mut ()).unwrap();
        for (row, expected) in ours().1.iter().zip(naive(&analyzer, &texts)) {
            assert!(row.iter().eq(expected.into_iter().map(|(column, count)| (column as u32, count as f32))));
        }
        group.bench_function(format!("count_1_{longest}/naive"), |b| {
            b.iter(|| naive(&analyzer, black_box(&texts)));
        });
        group.bench_function(format!("count_1_{longest}/ours"), |b| b.iter(|| black_box(ours())));
        let tfidf = TfIdf::params().ngrams(1, longest);
        group.bench_function(format!("tfidf_1_{longest}/ours"), |b| {
            b.iter(|| tfidf.fit_transform::<_, f32>(black_box(&texts), &mut ()).unwrap());
        });
        let (model, rows) = tfidf.fit_transform::<_, f32>(&texts, &mut ()).unwrap();
        assert_eq!(model.rows::<_, f32>(&texts).unwrap(), rows);
        group.bench_function(format!("tfidf_1_{longest}/transform"), |b| {
            b.iter(|| model.rows::<_, f32>(black_box(&texts)).unwrap());
        });
    }
    group.finish();
}

/// `NAME FILE [--megabytes N] [--threads N]`.
fn pace(arguments: &[String]) {
    let [name, file, options @ ..] = arguments else {
        panic!("pace NAME FILE [--megabytes N] [--threads N]")
    };
    let works = works();
    let (_, run) = works.iter().find(|(known, _)| known == name).expect("a name that `list` knows");
    let mut text = std::fs::read_to_string(file).unwrap();
    if let Some(bytes) = option(options, "--megabytes").map(|megabytes| megabytes * 1_000_000)
        && text.len() > bytes
    {
        text.truncate(
            text.as_bytes()[..bytes].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1),
        );
    }
    let texts: Vec<&str> = text.lines().collect();
    let pass = || {
        let start = Instant::now();
        let (count, made) = run(&texts);
        let seconds = start.elapsed().as_secs_f64();
        drop(made);
        (seconds, count)
    };
    let threads = option(options, "--threads").unwrap_or(1);
    let passes: Vec<_> = (0..PASSES).map(|_| with_threads(threads, pass).unwrap()).collect();
    let least = passes.iter().map(|pass| pass.0).fold(f64::INFINITY, f64::min);
    println!("{least} {}", passes[0].1);
}

/// `NAME FILE --megabytes N`, NAME being that of a count.
fn stream(arguments: &[String]) {
    let [name, file, options @ ..] = arguments else { panic!("stream NAME FILE --megabytes N") };
    let params = match name.as_str() {
        "count-1" => words(1),
        "count-12" => words(2),
        "count-char-wb" => characters(Unit::CharactersInWords),
        _ => panic!("count-1, count-12 or count-char-wb"),
    };
    let text = std::fs::read_to_string(file).unwrap();
    let bytes = option(options, "--megabytes").expect("--megabytes") * 1_000_000;
    let start = Instant::now();
    let mut left = bytes;
    let lines = text.lines().cycle().enumerate().map_while(|(number, line)| {
        left = left.checked_sub(line.len() + 1)?;
        Some(Ok(if number % 1_000 == 0 { format!("{line} new{number}") } else { line.to_owned() }))
    });
    let mut state = params.start().unwrap();
    state.add_stream(lines).unwrap();
    let terms = state.finish().unwrap().terms().len();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown");
    println!("{:.1} {terms} {}", start.elapsed().as_secs_f64(), peak.trim());
}

fn option(options: &[String], wanted: &str) -> Option<usize> {
    let pair = options.chunks(2).find(|pair| pair[0] == wanted);
    pair.map(|pair| pair[1].parse::<usize>().expect("a number"))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some("pace") => pace(&arguments[1..]),
        Some("stream") => stream(&arguments[1..]),
        Some("list") => works().iter().for_each(|(name, _)| println!("{name}")),
        _ => {
            let mut criterion = Criterion::default().configure_from_args();
            counting(&mut criterion);
            criterion.final_summary();
        }
    }
}
