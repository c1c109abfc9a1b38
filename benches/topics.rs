//! Topics of the bundled reviews, beside the formulas as they are written.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

use std::collections::HashSet;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use wordmill::bow::topics::{Coherence, CoherenceMeasure, Lda, top_columns};
use wordmill::bow::{Count, TfIdf};
use wordmill::solve::Nmf;
use wordmill::statistics::digamma;
use wordmill::text::encode::encode_with;
use wordmill::text::{Analyzer, Corpus, Encoded, TokenId};
use wordmill::vector::{DoubleMatrix, SparseMatrix};
use wordmill::{Fit, Transform};

fn texts() -> Vec<String> {
    Corpus::new("corpora/reviews.tsv").read_texts().unwrap()
}

fn is_near(got: &[f64], expected: &[f64], bound: f64) -> bool {
    got.len() == expected.len()
        && got.iter().zip(expected).all(|(got, expected)| (got - expected).abs() < bound)
}

/// exp(E[ln θ]) under a Dirichlet distribution.
fn expectations(alphas: &[f64]) -> Vec<f64> {
    let total = digamma(alphas.iter().sum());
    alphas.iter().map(|&alpha| (digamma(alpha) - total).exp()).collect()
}

/// The mixture of each document, word by word with all of φ.
fn naive_mixtures(lda: &Lda, rows: &SparseMatrix<f64>) -> Vec<Vec<f64>> {
    let topics = lda.components().rows();
    let beta: Vec<Vec<f64>> = lda.components().iter().map(expectations).collect();
    let of_row = |row: wordmill::vector::Row<'_, f64>| {
        let mut gamma = vec![1.0; topics];
        for _ in 0..100 {
            let theta = expectations(&gamma);
            let mut next = vec![1.0 / topics as f64; topics];
            for (word, count) in row.iter() {
                let phi: Vec<f64> =
                    (0..topics).map(|topic| theta[topic] * beta[topic][word as usize]).collect();
                let norm: f64 = phi.iter().sum();
                next.iter_mut().zip(phi).for_each(|(sum, phi)| *sum += count * phi / norm);
            }
            let change: f64 = gamma.iter().zip(&next).map(|(gamma, next)| (gamma - next).abs()).sum();
            gamma = next;
            if change / (topics as f64) < 1e-3 {
                break;
            }
        }
        let total: f64 = gamma.iter().sum();
        gamma.iter().map(|gamma| gamma / total).collect()
    };
    rows.iter().map(of_row).collect()
}

fn mixtures(criterion: &mut Criterion) {
    let (_, rows): (Count, SparseMatrix<f64>) =
        Count::params().min_df(2).fit_transform(&texts(), &mut ()).unwrap();
    let lda = Lda::params().max_iterations(5).fit(&rows).unwrap();
    let (ours, naive) = (lda.transform(&rows).unwrap(), naive_mixtures(&lda, &rows).concat());
    assert!(is_near(ours.as_slice(), &naive, 1e-6));
    let mut group = criterion.benchmark_group("lda_transform");
    group.bench_function("naive", |b| b.iter(|| naive_mixtures(&lda, black_box(&rows))));
    group.bench_function("ours", |b| b.iter(|| lda.transform(black_box(&rows)).unwrap()));
    group.finish();
}

/// The same factor moved over a dense matrix.
fn naive_sweep(dense: &[Vec<f64>], factor: &mut DoubleMatrix, other: &DoubleMatrix) {
    let parts = factor.columns();
    for (i, row) in dense.iter().enumerate() {
        for t in 0..parts {
            let (mut gradient, mut curvature) = (0.0, 0.0);
            for (j, &x) in row.iter().enumerate() {
                let y: f64 = (0..parts).map(|part| factor.row(i)[part] * other.row(j)[part]).sum();
                gradient += (y - x) * other.row(j)[t];
                curvature += other.row(j)[t] * other.row(j)[t];
            }
            if curvature > 0.0 {
                factor.row_mut(i)[t] = (factor.row(i)[t] - gradient / curvature).max(0.0);
            }
        }
    }
}

fn factors(criterion: &mut Criterion) {
    let some: Vec<String> = texts().into_iter().take(60).collect();
    let (_, rows): (TfIdf, SparseMatrix<f64>) =
        TfIdf::params().min_df(3).fit_transform(&some, &mut ()).unwrap();
    let first = |rows: usize, columns: usize| {
        let numbers = (0..rows * columns).map(|i| 0.1 + (i * 7 % 11) as f64 / 11.0).collect();
        DoubleMatrix::from_rows(columns, numbers).unwrap()
    };
    let (w, h) = (first(rows.rows(), 3), first(3, rows.columns()));
    let dense = |matrix: &SparseMatrix<f64>| -> Vec<Vec<f64>> {
        let mut dense = vec![vec![0.0; matrix.columns()]; matrix.rows()];
        for (row, dense) in matrix.iter().zip(&mut dense) {
            row.iter().for_each(|(column, value)| dense[column as usize] = value);
        }
        dense
    };
    let (across, down) = (dense(&rows), dense(&rows.transpose().unwrap()));
    let naive = || {
        let (mut w, mut parts) = (w.clone(), h.transpose());
        for _ in 0..3 {
            naive_sweep(&across, &mut w, &parts);
            naive_sweep(&down, &mut parts, &w);
        }
        w
    };
    let params = Nmf::params().components(3).max_iterations(3).tolerance(0.0);
    let ours = || params.fit_transform_from(&rows, &w, &h, &mut ()).unwrap().1;
    assert!(is_near(ours().as_slice(), naive().as_slice(), 1e-9));
    let mut group = criterion.benchmark_group("nmf");
    group.bench_function("naive", |b| b.iter(naive));
    group.bench_function("ours", |b| b.iter(ours));
    group.finish();
}

/// Mean npmi of the pairs of each topic, from the set of words of every window. Words that stand in a window twice make a
/// difference, so the texts must not repeat any within ten words.
fn naive_npmi(topics: &[Vec<TokenId>], texts: &Encoded) -> Vec<f64> {
    let windows: Vec<HashSet<TokenId>> = texts
        .iter()
        .flat_map(|text| {
            let size = text.len().clamp(1, 10);
            if text.is_empty() {
                vec![HashSet::new()]
            } else {
                text.windows(size).map(|w| w.iter().copied().collect()).collect()
            }
        })
        .collect();
    let share = |words: &[TokenId]| {
        let holds = |window: &&HashSet<TokenId>| words.iter().all(|word| window.contains(word));
        windows.iter().filter(holds).count() as f64 / windows.len() as f64
    };
    let of_topic = |words: &Vec<TokenId>| {
        let (mut sum, mut pairs) = (0.0, 0.0);
        for &a in words {
            for &b in words.iter().filter(|&&b| b != a) {
                let both = share(&[a, b]) + 1e-12;
                sum += (both / (share(&[a]) * share(&[b]))).ln() / -both.ln();
                pairs += 1.0;
            }
        }
        sum / pairs
    };
    topics.iter().map(of_topic).collect()
}

/// The texts, each word but for those that stood among the nine before it.
fn without_repetition(texts: &Encoded) -> Encoded {
    let (mut ids, mut ends) = (Vec::<TokenId>::new(), Vec::new());
    for text in texts.iter() {
        let start = ids.len();
        for &word in text {
            if !ids[start.max(ids.len().saturating_sub(9))..].contains(&word) {
                ids.push(word);
            }
        }
        ends.push(ids.len());
    }
    Encoded::from_parts(ids, ends).unwrap()
}

fn coherence(criterion: &mut Criterion) {
    let texts = texts();
    let (count, rows): (Count, SparseMatrix<f64>) =
        Count::params().min_df(5).fit_transform(&texts, &mut ()).unwrap();
    let encoded = encode_with(&Analyzer::default(), count.terms().words(), &texts).unwrap();
    let encoded = without_repetition(&encoded);
    let lda = Lda::params().topics(5).fit(&rows).unwrap();
    let vocabulary = count.terms().words();
    let word = |column: u32| vocabulary.id(&count.terms().term(column)).unwrap();
    let topics: Vec<Vec<TokenId>> = top_columns(lda.components(), 8)
        .iter()
        .map(|top| top.iter().map(|top| word(top.column)).collect())
        .collect();
    let npmi = Coherence::new(CoherenceMeasure::Npmi);
    assert!(is_near(&npmi.score(&topics, &encoded).unwrap().topics, &naive_npmi(&topics, &encoded), 1e-9));
    let mut group = criterion.benchmark_group("coherence");
    group.sample_size(10);
    group.bench_function("naive", |b| b.iter(|| naive_npmi(&topics, black_box(&encoded))));
    group.bench_function("ours", |b| b.iter(|| npmi.score(&topics, black_box(&encoded)).unwrap()));
    group.finish();
}

criterion_group!(benches, mixtures, factors, coherence);
criterion_main!(benches);
