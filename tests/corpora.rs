//! The bundled corpora are what `corpora/README.md` says: columns, balance, split, and no near-duplicates.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, HashMap, HashSet};

use wordmill::text::{Analyzer, Corpus, Tokenizer, WordPattern};

const PATH: &str = "corpora/reviews.tsv";

fn column(name: &str) -> Vec<String> {
    Corpus::new(PATH).label_column(name).read_labelled().unwrap().1
}

#[test]
fn reviews_are_balanced_in_every_domain_and_split() {
    let (labels, domains, splits) = (column("label"), column("domain"), column("split"));
    assert!(labels.len() >= 1_500);
    let mut counts: BTreeMap<(&str, &str), [usize; 2]> = BTreeMap::new();
    for ((label, domain), split) in labels.iter().zip(&domains).zip(&splits) {
        assert!(["positive", "negative"].contains(&label.as_str()), "{label}");
        assert!(["train", "test"].contains(&split.as_str()), "{split}");
        counts.entry((domain, split)).or_default()[usize::from(label == "positive")] += 1;
    }
    assert_eq!(counts.len(), 14, "seven domains, two splits");
    assert!(counts.values().all(|[negative, positive]| negative == positive), "{counts:?}");
    let hard = column("style").iter().filter(|style| *style == "hard").count();
    assert!((24..=100).contains(&hard), "{hard} are marked as hard");
}

/// The Jaccard similarity of word 3-grams stays below 0.5 for every pair. Texts of fewer than three words
/// have no 3-gram: they must differ as they are.
#[test]
fn no_two_reviews_are_near_duplicates() {
    let texts = Corpus::new(PATH).read_texts().unwrap();
    let analyzer = Analyzer::default().words(WordPattern::Unicode).ngrams(3, 3);
    let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
    let mut sizes = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let shared: HashSet<String> = analyzer.tokens(text).into_iter().map(|token| token.text).collect();
        sizes.push(shared.len());
        let mut common: HashMap<usize, usize> = HashMap::new();
        for trigram in shared {
            let holders = holders.entry(trigram).or_default();
            holders.iter().for_each(|&other| *common.entry(other).or_default() += 1);
            holders.push(number);
        }
        for (other, common) in common {
            let jaccard = common as f64 / (sizes[number] + sizes[other] - common) as f64;
            assert!(jaccard < 0.5, "{jaccard:.2}: {text:?} and {:?}", texts[other]);
        }
    }
    let words = |text: &String| -> Vec<String> {
        analyzer.clone().ngrams(1, 1).tokens(text).into_iter().map(|token| token.text).collect()
    };
    let distinct: HashSet<Vec<String>> = texts.iter().map(words).collect();
    assert_eq!(distinct.len(), texts.len(), "some reviews are the same words");
}

#[test]
fn sizes_are_those_of_the_table() {
    let table = std::fs::read_to_string("corpora/README.md").unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let files: Vec<(&str, &str)> = rows.filter(|(name, _)| name.contains('.')).collect();
    assert_eq!(files.len(), 2, "{files:?}");
    for (name, rest) in files {
        let bytes = std::fs::metadata(format!("corpora/{name}")).unwrap().len();
        assert_eq!(rest.split('|').nth(2).unwrap().trim(), bytes.to_string(), "{name}");
    }
}
