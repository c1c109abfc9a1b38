//! Tokenizers over the bundled reviews, in bytes a second. The baseline beside each says what there was.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use unicode_segmentation::UnicodeSegmentation;
use wordmill::text::encode::encode;
use wordmill::text::stem::{ClassicSnowball, Stemmer};
use wordmill::text::tokenize::{PatternWords, UnicodeWords, Whitespace};
use wordmill::text::{Analyzer, Corpus, Tokenizer};

fn count(tokenizer: &dyn Tokenizer, text: &str) -> usize {
    let mut count = 0;
    tokenizer.tokenize(text, &mut |token| count += token.text.len());
    count
}

fn tokenizers(criterion: &mut Criterion) {
    let text = Corpus::new("corpora/reviews.tsv").read_texts().unwrap().join("\n");
    let mut group = criterion.benchmark_group("tokenize");
    group.throughput(Throughput::Bytes(text.len() as u64));
    let unicode = |text: &str| text.unicode_words().map(str::len).sum::<usize>();
    assert_eq!(count(&UnicodeWords, &text), unicode(&text));
    group.bench_function("unicode_words/unicode-segmentation", |b| b.iter(|| unicode(black_box(&text))));
    group.bench_function("unicode_words/ours", |b| b.iter(|| count(&UnicodeWords, black_box(&text))));
    let white = |text: &str| text.split_whitespace().map(str::len).sum::<usize>();
    assert_eq!(count(&Whitespace, &text), white(&text));
    group.bench_function("whitespace/std", |b| b.iter(|| white(black_box(&text))));
    group.bench_function("whitespace/ours", |b| b.iter(|| count(&Whitespace, black_box(&text))));
    let pattern = |text: &str| {
        let runs = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        runs.filter(|run| run.chars().nth(1).is_some()).map(str::len).sum::<usize>()
    };
    assert_eq!(count(&PatternWords, &text), pattern(&text));
    group.bench_function("pattern_words/naive", |b| b.iter(|| pattern(black_box(&text))));
    group.bench_function("pattern_words/ours", |b| b.iter(|| count(&PatternWords, black_box(&text))));
    group.finish();
}

fn encoding(criterion: &mut Criterion) {
    let texts = Corpus::new("corpora/reviews.tsv").read_texts().unwrap();
    let stems = Analyzer::default().stemmer(ClassicSnowball::English);
    let mut group = criterion.benchmark_group("encode");
    group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
    // Every word stemmed where it stands, against one stemming a distinct word.
    let naive = |texts: &[String]| {
        let mut length = 0;
        for text in texts {
            Analyzer::default().tokenize(text, &mut |word| {
                length += usize::from(!ClassicSnowball::English.stem(word.text).is_empty());
            });
        }
        length
    };
    assert_eq!(encode(&stems, &texts).unwrap().1.ids().len(), naive(&texts));
    group.bench_function("stems/naive", |b| b.iter(|| naive(black_box(&texts))));
    group.bench_function("stems/ours", |b| {
        b.iter(|| encode(&stems, black_box(&texts)).unwrap().1.ids().len());
    });
    group.bench_function("words/ours", |b| {
        b.iter(|| encode(&Analyzer::default(), black_box(&texts)).unwrap().1.ids().len());
    });
    group.finish();
}

criterion_group!(benches, tokenizers, encoding);
criterion_main!(benches);
