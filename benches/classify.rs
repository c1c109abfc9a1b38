//! Learning verdicts from the bundled reviews, in documents a second, beside plain gradient descent.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use wordmill::Fit;
use wordmill::bow::TfIdf;
use wordmill::classify::{Examples, Logistic, NaiveBayes};
use wordmill::label::Labels;
use wordmill::text::Corpus;
use wordmill::vector::SparseMatrix;

const C: f64 = 1.0;

/// `C · Σ loss + ‖w‖² / 2` after so many steps of plain gradient descent.
fn descend(rows: &SparseMatrix<f32>, labels: &Labels, steps: usize) -> f64 {
    let (mut weights, mut intercept, rate) =
        (vec![0.0f64; rows.columns()], 0.0, 4.0 / (C * rows.rows() as f64));
    let mut value = 0.0;
    for _ in 0..=steps {
        let mut gradient = weights.clone();
        let mut of_intercept = 0.0;
        value = 0.5 * weights.iter().map(|weight| weight * weight).sum::<f64>();
        for (row, label) in rows.iter().zip(labels.ids()) {
            let y = f64::from(label.0);
            let z = intercept + row.iter().map(|(c, v)| f64::from(v) * weights[c as usize]).sum::<f64>();
            let slope = C * (1.0 / (1.0 + (-z).exp()) - y);
            value += C * (z.max(0.0) + (-z.abs()).exp().ln_1p() - y * z);
            row.iter().for_each(|(c, v)| gradient[c as usize] += slope * f64::from(v));
            of_intercept += slope;
        }
        weights.iter_mut().zip(&gradient).for_each(|(weight, slope)| *weight -= rate * slope);
        intercept -= rate * of_intercept;
    }
    value
}

fn learning(criterion: &mut Criterion) {
    let (texts, names) = Corpus::new("corpora/reviews.tsv").read_labelled().unwrap();
    let labels = Labels::from_names(&names).unwrap();
    let (_, rows) =
        TfIdf::params().ngrams(1, 2).sublinear(true).fit_transform::<_, f32>(&texts, &mut ()).unwrap();
    let examples = Examples::new(&rows, &labels).unwrap();
    let mut group = criterion.benchmark_group("classify");
    group.throughput(Throughput::Elements(rows.rows() as u64)).sample_size(10);
    let fit = || Logistic::params().c(C).tolerance(1e-6).fit(&examples).unwrap();
    // Two hundred steps of gradient descent are still some way above the minimum.
    let (ours, naive) = (fit().objective(), descend(&rows, &labels, 200));
    assert!(ours <= naive && naive < 1.2 * ours, "{ours} {naive}");
    group.bench_function("logistic/gradient descent", |b| b.iter(|| descend(black_box(&rows), &labels, 200)));
    group.bench_function("logistic/ours", |b| b.iter(|| black_box(fit())));
    group.bench_function("naive_bayes/ours", |b| {
        b.iter(|| NaiveBayes::params().fit(black_box(&examples)).unwrap());
    });
    group.finish();
}

criterion_group!(benches, learning);
criterion_main!(benches);
