//! Laws that hold for any input; each test is named for its law.
#![allow(clippy::unwrap_used, reason = "a test")]

mod laws {
    mod numbers;
}

use std::collections::BTreeMap;

use proptest::prelude::*;
use wordmill::bow::{Count, Norm, TfIdf};
use wordmill::classify::{Classifier, Examples, Logistic, NaiveBayes};
use wordmill::label::Labels;
use wordmill::parallel::with_threads;
use wordmill::task::TextClassifier;
use wordmill::text::corpus::Format;
use wordmill::text::stem::ClassicSnowball;
use wordmill::text::tokenize::{PatternWords, UnicodeWords, Whitespace};
use wordmill::text::{Analyzer, Corpus, StopWords, Tokenizer, WordPattern};
use wordmill::vector::SparseMatrix;
use wordmill::{Fit, Result};

/// Text of few words, so that they repeat, with some that are longer in lower case.
fn documents() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("((aa|bb|Cc|dd|éé|İx|the|running|ΑΣ)[ ,.]{1,2}){0,12}", 1..12)
}

fn analyzers() -> impl Strategy<Value = Analyzer> {
    let words = prop_oneof![
        Just(WordPattern::ScikitLearn),
        Just(WordPattern::Unicode),
        Just(WordPattern::Whitespace)
    ];
    (words, any::<bool>(), any::<bool>(), any::<bool>(), 1..4usize, 0..3usize).prop_map(
        |(words, lowercase, stop, stem, shortest, more)| {
            let mut analyzer =
                Analyzer::default().words(words).lowercase(lowercase).ngrams(shortest, shortest + more);
            if stop {
                analyzer = analyzer.stop_words(StopWords::english());
            }
            if stem {
                analyzer = analyzer.stemmer(ClassicSnowball::English);
            }
            analyzer
        },
    )
}

fn counted(analyzer: &Analyzer, document: &str) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    analyzer.tokenize(document, &mut |token| *counts.entry(token.text.to_owned()).or_default() += 1.0);
    counts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn word_spans_are_ordered_and_disjoint_and_slice_the_text(text in any::<String>(), analyzer in analyzers()) {
        let tokenizers: [&dyn Tokenizer; 4] = [&Whitespace, &UnicodeWords, &PatternWords, &analyzer.clone().ngrams(1, 1)];
        for (number, tokenizer) in tokenizers.into_iter().enumerate() {
            let mut end = 0;
            for token in tokenizer.tokens(&text) {
                prop_assert!(end <= token.span.start && token.span.start < token.span.end);
                prop_assert!(number == 3 || token.span.slice(&text) == token.text);
                prop_assert!(text.is_char_boundary(token.span.start) && text.is_char_boundary(token.span.end));
                end = token.span.end;
            }
        }
    }

    #[test]
    fn rows_count_the_tokens_of_the_analyzer(documents in documents(), analyzer in analyzers()) {
        let Ok((count, rows)) = Count::params().analyzer(analyzer.clone()).fit_transform::<_, f64>(&documents, &mut ())
        else {
            prop_assert!(documents.iter().all(|document| counted(&analyzer, document).is_empty()));
            return Ok(());
        };
        let terms = count.terms().to_strings();
        prop_assert!(terms.is_sorted());
        for (document, row) in documents.iter().zip(rows.iter()) {
            let named: BTreeMap<String, f64> = row.iter().map(|(c, v)| (terms[c as usize].clone(), v)).collect();
            prop_assert_eq!(named, counted(&analyzer, document));
        }
        prop_assert_eq!(count.rows::<_, f64>(&documents).unwrap(), rows);
    }

    #[test]
    fn pruned_rows_are_the_rows_less_the_pruned_columns(documents in documents(), min in 1..4u64, most in 1..9usize) {
        let params = Count::params().ngrams(1, 3);
        let Ok((all, rows)) = params.clone().fit_transform::<_, f64>(&documents, &mut ()) else { return Ok(()) };
        let Ok((kept, fewer)) = params.min_df(min).max_features(most).fit_transform::<_, f64>(&documents, &mut ())
        else { return Ok(()) };
        prop_assert!(kept.terms().len() <= most);
        for (row, fewer) in rows.iter().zip(fewer.iter()) {
            let name = |(column, value): (u32, f64)| (all.terms().term(column), value);
            let expected: Vec<(String, f64)> =
                row.iter().map(name).filter(|(term, _)| kept.terms().column(term).is_some()).collect();
            let named: Vec<(String, f64)> = fewer.iter().map(|(c, v)| (kept.terms().term(c), v)).collect();
            prop_assert_eq!(named, expected);
        }
    }

    #[test]
    fn rows_have_the_length_that_the_norm_says(documents in documents(), sublinear in any::<bool>()) {
        for (norm, length) in [(Norm::L1, 1), (Norm::L2, 2)] {
            let params = TfIdf::params().ngrams(1, 2).norm(norm).sublinear(sublinear);
            let Ok((_, rows)) = params.fit_transform::<_, f64>(&documents, &mut ()) else { return Ok(()) };
            for row in rows.iter().filter(|row| row.stored() > 0) {
                let sum: f64 = row.values.iter().map(|value| value.abs().powi(length)).sum();
                prop_assert!((sum - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn probabilities_sum_to_one(documents in documents(), classes in 2..5usize) {
        let Ok((_, rows)) = Count::params().fit_transform::<_, f64>(&documents, &mut ()) else { return Ok(()) };
        let labels = Labels::from_names((0..documents.len()).map(|n| format!("c{}", n % classes))).unwrap();
        let sums = |probabilities: Vec<f64>| -> Vec<f64> {
            probabilities.chunks(labels.classes().len()).map(|row| row.iter().sum()).collect()
        };
        let examples = Examples::new(&rows, &labels).unwrap();
        let Ok(bayes) = NaiveBayes::params().fit(&examples) else { return Ok(()) };
        let logistic = Logistic::params().fit(&examples).unwrap();
        for sum in sums(bayes.probabilities(&rows).unwrap()).into_iter().chain(sums(logistic.probabilities(&rows).unwrap())) {
            prop_assert!((sum - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn foreign_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[\\PC\t\n\"{}:,]{0,80}") {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for content in [bytes.as_slice(), text.as_bytes(), &[b"\x1f\x8b", bytes.as_slice()].concat(), &[b"\x28\xb5\x2f\xfd", bytes.as_slice()].concat()] {
            std::fs::write(&path, content).unwrap();
            for format in [Format::Lines, Format::Tsv, Format::Csv, Format::JsonLines] {
                for lossy in [false, true] {
                    let records: Vec<Result<_>> = Corpus::new(&path).format(format).lossy(lossy).records().into_iter().flatten().collect();
                    prop_assert!(records.iter().rev().skip(1).all(Result::is_ok), "an error is the last");
                }
            }
            prop_assert!(TextClassifier::load(&path).is_err());
        }
    }
}

/// Everything that is learnt from text, on one thread and on many.
#[test]
fn serial_and_parallel_give_the_same_bits() {
    let (texts, names) = Corpus::new("corpora/reviews.tsv").read_labelled().unwrap();
    let (texts, names): (Vec<_>, Vec<_>) = (0..8).flat_map(|_| texts.iter().zip(&names)).unzip();
    let labels = Labels::from_names(&names).unwrap();
    let run = || -> Result<(TfIdf, SparseMatrix<f32>, Logistic, Vec<f64>)> {
        let (tfidf, rows) = TfIdf::params().ngrams(1, 3).fit_transform::<_, f32>(&texts, &mut ())?;
        let logistic = Logistic::params().max_iterations(8).fit(&Examples::new(&rows, &labels)?)?;
        let probabilities = logistic.probabilities(&tfidf.rows::<_, f32>(&texts)?)?;
        Ok((tfidf, rows, logistic, probabilities))
    };
    let one = with_threads(1, run).unwrap().unwrap();
    for threads in [2, 7] {
        assert!(with_threads(threads, run).unwrap().unwrap() == one, "{threads} threads differ");
    }
}
