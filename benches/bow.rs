//! Counting words and pairs of words over the bundled reviews, in bytes a second, beside the way that a
//! hash map of strings does it.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use wordmill::bow::{Count, TfIdf};
use wordmill::text::{Analyzer, Corpus, Tokenizer};

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

criterion_group!(benches, counting);
criterion_main!(benches);
