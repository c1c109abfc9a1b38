//! What follows the name of the bench: `--name value` pairs.

use std::str::FromStr;

/// The settings of a run.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) corpus: Option<String>,
    pub(crate) output: Option<String>,
    pub(crate) only: Option<String>,
    pub(crate) threads: Vec<usize>,
    pub(crate) runs: usize,
    pub(crate) tokens: u64,
    pub(crate) seed: u64,
    pub(crate) epochs: usize,
    pub(crate) size: usize,
    pub(crate) window: usize,
    pub(crate) negative: u32,
    pub(crate) sample: f64,
    pub(crate) min_count: u64,
    pub(crate) alpha: Option<f64>,
}

impl Options {
    /// Reads them; what is not given has its default.
    ///
    /// # Panics
    /// For a name that is not known, or a value that cannot be one.
    pub(crate) fn read(words: &[String]) -> Self {
        const KNOWN: [&str; 14] = [
            "corpus",
            "output",
            "only",
            "threads",
            "runs",
            "tokens",
            "seed",
            "epochs",
            "size",
            "window",
            "negative",
            "sample",
            "min-count",
            "alpha",
        ];
        let pairs: Vec<(&str, &str)> = words
            .chunks(2)
            .map(|pair| match pair {
                [name, value] => (name.strip_prefix("--").unwrap_or(name), value.as_str()),
                _ => panic!("{} has no value", pair[0]),
            })
            .collect();
        if let Some((name, _)) = pairs.iter().find(|(name, _)| !KNOWN.contains(name)) {
            panic!("no option is called {name}: {KNOWN:?}");
        }
        let get =
            |wanted: &str| pairs.iter().rev().find(|(name, _)| *name == wanted).map(|&(_, value)| value);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Options {
            corpus: get("corpus").map(str::to_owned),
            output: get("output").map(str::to_owned),
            only: get("only").map(str::to_owned),
            threads: get("threads").map_or_else(
                || if cores == 1 { vec![1] } else { vec![1, cores] },
                |list| list.split(',').map(|number| value("threads", number)).collect(),
            ),
            runs: get("runs").map_or(3, |given| value("runs", given)),
            tokens: get("tokens").map_or(1_000_000, |given| value("tokens", given)),
            seed: get("seed").map_or(1, |given| value("seed", given)),
            epochs: get("epochs").map_or(5, |given| value("epochs", given)),
            size: get("size").map_or(100, |given| value("size", given)),
            window: get("window").map_or(5, |given| value("window", given)),
            negative: get("negative").map_or(5, |given| value("negative", given)),
            sample: get("sample").map_or(1e-4, |given| value("sample", given)),
            min_count: get("min-count").map_or(5, |given| value("min-count", given)),
            alpha: get("alpha").map(|given| value("alpha", given)),
        }
    }
}

fn value<T: FromStr>(name: &str, given: &str) -> T {
    given.parse().ok().unwrap_or_else(|| panic!("--{name} cannot be {given}"))
}
