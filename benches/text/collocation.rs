//! N-grams counted and ranked, phrases learnt and detected, over lines cut at white space.

use std::collections::HashMap;

use wordmill::text::collocation::{Association, BigramCounts, TrigramCounts};
use wordmill::text::phrases::{DetectPhrases, Phrases};

use crate::work::{Run, Work};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "bigrams/ours", prepare: ours_bigrams },
        Work { name: "bigrams/naive", prepare: naive_bigrams },
        Work { name: "trigrams/ours", prepare: ours_trigrams },
        Work { name: "collocations/ours", prepare: collocations },
        Work { name: "phrases-fit/ours", prepare: phrases_fit },
        Work { name: "phrases-apply/ours", prepare: phrases_apply },
    ]
}

/// Distinct bigrams, none across lines.
fn ours_bigrams() -> Run {
    Box::new(|input| {
        let lines = input.lines.iter().map(|line| line.split_whitespace());
        BigramCounts::of_documents(lines, 2).unwrap().len() as u64
    })
}

/// A hash table of pairs of strings.
fn naive_bigrams() -> Run {
    Box::new(|input| {
        let mut counts: HashMap<(&str, &str), u64> = HashMap::new();
        for line in &input.lines {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.windows(2).for_each(|pair| *counts.entry((pair[0], pair[1])).or_default() += 1);
        }
        counts.len() as u64
    })
}

/// Distinct trigrams, none across lines, and the pairs that their scores need.
fn ours_trigrams() -> Run {
    Box::new(|input| {
        let lines = input.lines.iter().map(|line| line.split_whitespace());
        TrigramCounts::of_documents(lines, 3).unwrap().len() as u64
    })
}

/// Bigrams counted, those under three dropped, the rest ranked by likelihood.
fn collocations() -> Run {
    Box::new(|input| {
        let lines = input.lines.iter().map(|line| line.split_whitespace());
        let mut pairs = BigramCounts::of_documents(lines, 2).unwrap();
        pairs.retain(|_, count| count >= 3);
        pairs.ranked(Association::LikelihoodRatio).unwrap().len() as u64
    })
}

fn phrases_fit() -> Run {
    Box::new(|input| {
        let lines = input.lines.iter().map(|line| line.split_whitespace());
        Phrases::params().fit(lines).unwrap().export().len() as u64
    })
}

/// Learns once from the lines, then joins the phrases of each; counts words and phrases.
fn phrases_apply() -> Run {
    let frozen = std::sync::OnceLock::new();
    Box::new(move |input| {
        let lines = || input.lines.iter().map(|line| line.split_whitespace());
        let frozen = frozen.get_or_init(|| Phrases::params().fit(lines()).unwrap().freeze().unwrap());
        let (mut count, mut sentence) = (0, Vec::new());
        for line in lines() {
            sentence.extend(line);
            frozen.analyze(&sentence, |_| count += 1);
            sentence.clear();
        }
        count
    })
}
