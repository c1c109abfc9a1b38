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
use wordmill::seed::Seed;
use wordmill::statistics::{
    Alternative, Correlation, Mt19937, Pcg64, Tau, Ties, chi_squared_tails, exact_sum, f_tails, kendall,
    normal_tails, pearson, ranks, spearman, student_t_tails,
};
use wordmill::task::TextClassifier;
use wordmill::text::corpus::Format;
use wordmill::text::sentence::UnicodeSentences;
use wordmill::text::stem::ClassicSnowball;
use wordmill::text::tokenize::{Graphemes, PatternWords, UnicodeSegments, UnicodeWords, Whitespace};
use wordmill::text::{Analyzer, Corpus, StopWords, Tokenizer, WordPattern};
use wordmill::vector::{
    DenseMatrix, Neighbour, Row, RowNorm, RowSearch, SparseMatrix, product, transpose_product,
};
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

/// Rows, columns and triplets among them, in any order and with duplicates; small numbers, so that sums are exact.
fn triplets() -> impl Strategy<Value = (usize, usize, Vec<(usize, u32, f64)>)> {
    (1..9usize, 1..40usize).prop_flat_map(|(rows, columns)| {
        let triplet = (0..rows, 0..columns as u32, (-8..9i32).prop_map(|number| f64::from(number) / 4.0));
        (Just(rows), Just(columns), proptest::collection::vec(triplet, 0..120))
    })
}

fn sparse() -> impl Strategy<Value = SparseMatrix<f64>> {
    triplets()
        .prop_map(|(rows, columns, triplets)| SparseMatrix::from_triplets(rows, columns, &triplets).unwrap())
}

/// So many numbers that look random and whose products add up without rounding.
fn quarters(len: usize) -> Vec<f64> {
    (0..len).map(|place| ((place * 7919 + 13) % 33) as f64 / 4.0 - 4.0).collect()
}

/// Every cell, the absent ones as zeros.
fn cells(matrix: &SparseMatrix<f64>) -> Vec<Vec<f64>> {
    let row = |row: Row<'_, f64>| {
        (0..matrix.columns() as u32).map(|column| row.get(column).unwrap_or(0.0)).collect()
    };
    matrix.iter().map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn triplets_add_up_in_their_cells((rows, columns, triplets) in triplets()) {
        let matrix = SparseMatrix::from_triplets(rows, columns, &triplets).unwrap();
        let mut sums = BTreeMap::new();
        triplets.iter().for_each(|&(row, column, value)| *sums.entry((row, column)).or_default() += value);
        let expected: Vec<(usize, u32, f64)> = sums.into_iter().map(|((row, column), sum)| (row, column, sum)).collect();
        prop_assert_eq!(matrix.triplets().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_a_sparse_matrix_is_turned_into_turns_back(matrix in sparse()) {
        let mut listed: Vec<_> = matrix.triplets().collect();
        listed.reverse();
        prop_assert_eq!(&SparseMatrix::from_triplets(matrix.rows(), matrix.columns(), &listed).unwrap(), &matrix);
        prop_assert_eq!(&matrix.transpose().unwrap().transpose().unwrap(), &matrix);
        prop_assert_eq!(&matrix.converted::<f32>().unwrap().converted::<f64>().unwrap(), &matrix);
        let dense = matrix.to_dense().unwrap();
        let again = SparseMatrix::<f64>::from_dense(&dense).unwrap();
        prop_assert_eq!(cells(&again), cells(&matrix));
        prop_assert!(again.values().iter().all(|&value| value != 0.0));
        prop_assert_eq!(again.to_dense().unwrap(), dense);
    }

    #[test]
    fn sparse_products_are_those_of_all_cells(matrix in sparse(), width in 1..41usize) {
        let cells = cells(&matrix);
        let (right, left) = (quarters(matrix.columns() * width), quarters(matrix.rows() * width));
        let mut out = vec![f64::NAN; matrix.rows() * width];
        product(&matrix, &right, width, &mut out).unwrap();
        let mut transposed_out = vec![f64::NAN; matrix.columns() * width];
        transpose_product(&matrix, &left, width, &mut transposed_out).unwrap();
        for at in 0..width {
            for (row, cells) in cells.iter().enumerate() {
                let sum: f64 = cells.iter().zip(right[at..].iter().step_by(width)).map(|(a, b)| a * b).sum();
                prop_assert_eq!(out[row * width + at], sum);
            }
            for column in 0..matrix.columns() {
                let sum: f64 = cells.iter().zip(left[at..].iter().step_by(width)).map(|(row, b)| row[column] * b).sum();
                prop_assert_eq!(transposed_out[column * width + at], sum);
            }
        }
        let mut by_transpose = vec![f64::NAN; matrix.columns() * width];
        product(&matrix.transpose().unwrap(), &left, width, &mut by_transpose).unwrap();
        prop_assert_eq!(by_transpose, transposed_out);
        let narrow = DenseMatrix::from_rows(width, right.iter().map(|&number| number as f32).collect()).unwrap();
        prop_assert_eq!(matrix.times(&narrow).unwrap().as_slice().iter().map(|&sum| f64::from(sum)).collect::<Vec<_>>(), out);
    }

    #[test]
    fn numbers_of_rows_and_columns_are_those_of_all_cells(matrix in sparse()) {
        let (cells, rows) = (cells(&matrix), matrix.rows() as f64);
        let other = quarters(matrix.columns());
        for (place, (row, cells)) in matrix.iter().zip(&cells).enumerate() {
            prop_assert_eq!(row.sum(), cells.iter().sum::<f64>());
            prop_assert_eq!(row.norm(RowNorm::L1), cells.iter().map(|cell| cell.abs()).sum::<f64>());
            prop_assert_eq!(row.norm(RowNorm::L2), cells.iter().map(|cell| cell * cell).sum::<f64>().sqrt());
            prop_assert_eq!(row.norm(RowNorm::Max), cells.iter().fold(0.0, |max: f64, cell| max.max(cell.abs())));
            prop_assert_eq!(row.dot(&other), cells.iter().zip(&other).map(|(a, b)| a * b).sum::<f64>());
            let first = matrix.row(0).iter().map(|(column, value)| value * cells[column as usize]).sum::<f64>();
            prop_assert_eq!(row.dot_sparse(matrix.row(0)), first);
            prop_assert_eq!((matrix.row_sums()[place], matrix.row_norms(RowNorm::L2)[place]), (row.sum(), row.norm(RowNorm::L2)));
        }
        let moments = matrix.column_moments().unwrap();
        for column in 0..matrix.columns() {
            let column_cells: Vec<f64> = cells.iter().map(|row| row[column]).collect();
            let sum: f64 = column_cells.iter().sum();
            prop_assert_eq!(matrix.column_sums()[column], sum);
            prop_assert_eq!(moments.means[column], sum / rows);
            let variance = column_cells.iter().map(|cell| (cell - sum / rows).powi(2)).sum::<f64>() / rows;
            prop_assert!((moments.variances[column] - variance).abs() < 1e-12);
            prop_assert_eq!(matrix.column_max_abs()[column], column_cells.iter().fold(0.0, |max: f64, cell| max.max(cell.abs())));
        }
    }

    #[test]
    fn scaling_selecting_and_stacking_do_so_to_every_cell(matrix in sparse(), mask in proptest::collection::vec(any::<bool>(), 40), turn in 0..40usize) {
        let (all, width) = (cells(&matrix), matrix.columns());
        let (of_rows, of_columns) = (quarters(matrix.rows()), quarters(width));
        let scaled = cells(&matrix.clone().scaled_rows(&of_rows).unwrap().scaled_columns(&of_columns).unwrap());
        for (row, (scaled, cells)) in scaled.iter().zip(&all).enumerate() {
            prop_assert!((0..width).all(|column| scaled[column] == cells[column] * of_rows[row] * of_columns[column]));
        }
        let mut chosen: Vec<u32> = (0..width as u32).filter(|&column| mask[column as usize]).collect();
        prop_assert_eq!(matrix.mask_columns(&mask[..width]).unwrap(), matrix.select_columns(&chosen).unwrap());
        let shift = turn % chosen.len().max(1);
        chosen.rotate_left(shift);
        let selected = matrix.select_columns(&chosen).unwrap();
        for (row, cells) in cells(&selected).iter().zip(&all) {
            prop_assert_eq!(row, &chosen.iter().map(|&column| cells[column as usize]).collect::<Vec<_>>());
        }
        let beside = SparseMatrix::beside(&[matrix.clone(), selected]).unwrap();
        let left: Vec<u32> = (0..width as u32).collect();
        prop_assert_eq!(&beside.select_columns(&left).unwrap(), &matrix);
        let stacked = SparseMatrix::stacked(&[&matrix, &matrix]).unwrap();
        prop_assert_eq!(stacked.select_rows(&(matrix.rows()..2 * matrix.rows()).collect::<Vec<_>>()), matrix);
    }

    #[test]
    fn normalized_rows_have_length_one_or_zero(matrix in sparse()) {
        for norm in [RowNorm::L1, RowNorm::L2, RowNorm::Max] {
            let normalized = matrix.clone().normalized(norm);
            prop_assert_eq!(normalized.indices(), matrix.indices());
            for (length, old) in normalized.row_norms(norm).into_iter().zip(matrix.row_norms(norm)) {
                prop_assert!((length - f64::from(u8::from(old > 0.0))).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_top_rows_are_the_first_of_the_sorted_full_product(
        matrix in sparse(), rows in 0..30usize, count in 0..12usize, least in -3..4i32,
    ) {
        // Many rows, some of them equal, so that there are ties.
        let others = matrix.select_rows(&(0..rows).map(|row| (row * row) % matrix.rows()).collect::<Vec<_>>());
        let (search, least) = (RowSearch::new(&others), f64::from(least));
        let (top, above) = (search.top(&matrix, count).unwrap(), search.top_above(&matrix, count, least).unwrap());
        for (query, (top, above)) in matrix.iter().zip(top.into_iter().zip(above)) {
            let mut sorted: Vec<Neighbour> = others.iter().enumerate().map(|(row, other)| Neighbour { row, score: query.dot_sparse(other) }).collect();
            sorted.retain(|found| found.score != 0.0);
            sorted.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.row.cmp(&b.row)));
            prop_assert_eq!(top, sorted.iter().copied().take(count).collect::<Vec<_>>());
            sorted.retain(|found| found.score >= least);
            sorted.truncate(count);
            prop_assert_eq!(above, sorted);
        }
    }

    #[test]
    fn word_spans_are_ordered_and_disjoint_and_slice_the_text(text in any::<String>(), analyzer in analyzers()) {
        let (analyzed, graphemes, sentences) =
            (analyzer.clone().ngrams(1, 1), Graphemes::default(), UnicodeSentences::default());
        let tokenizers: [&dyn Tokenizer; 7] =
            [&Whitespace, &UnicodeWords, &PatternWords, &analyzed, &UnicodeSegments, &graphemes, &sentences];
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

/// Pairs of few distinct values, so that ties are common, or of many.
fn pairs() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    let value = || prop_oneof![(-3i32..4).prop_map(f64::from), -1e6..1e6];
    proptest::collection::vec((value(), value()), 0..60).prop_map(|pairs| pairs.into_iter().unzip())
}

proptest! {
    #[test]
    fn ranks_sum_to_the_numbers_up_to_n((values, _) in pairs()) {
        let n = values.len() as f64;
        for ties in [Ties::Average, Ties::Ordinal] {
            prop_assert_eq!(ranks(&values, ties).unwrap().iter().sum::<f64>(), n * (n + 1.0) / 2.0);
        }
        let [low, middle, high] = [Ties::Min, Ties::Average, Ties::Max].map(|ties| ranks(&values, ties).unwrap());
        prop_assert!((0..values.len()).all(|place| low[place] + high[place] == 2.0 * middle[place]));
    }

    #[test]
    fn correlation_with_itself_is_one_and_with_its_opposite_minus_one((x, _) in pairs()) {
        let down: Vec<f64> = x.iter().map(|x| -x).collect();
        // τ_c of itself is less where there are ties.
        for correlate in &CORRELATIONS[..3] {
            let same = correlate(&x, &x);
            prop_assert_eq!(same.is_defined(), x.windows(2).any(|pair| pair[0] != pair[1]));
            prop_assert!(!same.is_defined() || (same.coefficient - 1.0).abs() < 1e-15);
            prop_assert!(!same.is_defined() || (correlate(&x, &down).coefficient + 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn correlation_is_symmetric_and_does_not_see_the_order_of_pairs((x, y) in pairs()) {
        let back = |values: &[f64]| values.iter().rev().copied().collect::<Vec<f64>>();
        for correlate in CORRELATIONS {
            let [one, other, reversed] = [correlate(&x, &y), correlate(&y, &x), correlate(&back(&x), &back(&y))];
            for (got, expected) in [(other, one), (reversed, one)] {
                prop_assert!(got.is_defined() == expected.is_defined());
                prop_assert!(!one.is_defined() || (got.coefficient - expected.coefficient).abs() < 1e-14);
            }
            prop_assert!(!one.is_defined() || one.coefficient.abs() <= 1.0);
            prop_assert!(one.p_value.is_nan() || (0.0..=1.0).contains(&one.p_value));
        }
    }

    #[test]
    fn rank_correlation_sees_the_order_only((x, y) in pairs()) {
        let bent: Vec<f64> = x.iter().map(|x| x.cbrt() * 7.0 + x).collect();
        for correlate in &CORRELATIONS[1..] {
            let (plain, bent) = (correlate(&x, &y), correlate(&bent, &y));
            prop_assert_eq!(plain.coefficient.to_bits(), bent.coefficient.to_bits());
            prop_assert_eq!(plain.p_value.to_bits(), bent.p_value.to_bits());
        }
    }

    #[test]
    fn kendall_counts_as_comparing_all_pairs_does((x, y) in pairs()) {
        let sign = |a: f64, b: f64| f64::from(i8::from(a > b) - i8::from(a < b));
        let (mut surplus, mut of_x, mut of_y) = (0.0, 0.0, 0.0);
        for one in 0..x.len() {
            for other in 0..one {
                let (in_x, in_y) = (sign(x[one], x[other]), sign(y[one], y[other]));
                surplus += in_x * in_y;
                of_x += in_x * in_x;
                of_y += in_y * in_y;
            }
        }
        let tau = kendall(&x, &y, Tau::B, Alternative::TwoSided).unwrap();
        prop_assert_eq!(tau.is_defined(), of_x > 0.0 && of_y > 0.0);
        prop_assert!(!tau.is_defined() || (tau.coefficient - surplus / (of_x * of_y).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn tails_sum_to_one_and_fall(statistic in 0.0..50.0, more in 0.001..5.0, above in 0.5..1e4, below in 0.5..1e4) {
        let tails: [&dyn Fn(f64) -> (f64, f64); 4] = [
            &normal_tails,
            &|t| student_t_tails(t, above),
            &|f| f_tails(f, above, below),
            &|x| chi_squared_tails(x, above),
        ];
        for tails in tails {
            let ((lower, upper), (_, farther)) = (tails(statistic), tails(statistic + more));
            prop_assert!((lower + upper - 1.0).abs() < 1e-15);
            prop_assert!(farther <= upper * (1.0 + 1e-12), "{} {}", farther, upper);
        }
    }

    #[test]
    fn exact_sums_have_no_order(mut values in proptest::collection::vec(-1e200..1e200, 0..40), seed in any::<u64>()) {
        let sum = exact_sum(&values);
        Seed(seed).stream("order").shuffle(&mut values);
        prop_assert_eq!(exact_sum(&values).to_bits(), sum.to_bits());
        values.extend(values.clone().iter().map(|value| -value));
        prop_assert_eq!(exact_sum(&values), 0.0);
    }

    #[test]
    fn generators_draw_every_number_once_into_a_permutation(seed in any::<u32>(), items in 0..300usize) {
        for mut order in [Pcg64::new(seed.into()).permutation(items), Mt19937::new(seed).permutation(items)] {
            order.sort_unstable();
            prop_assert!(order.into_iter().eq(0..items));
        }
    }
}

type Correlate = fn(&[f64], &[f64]) -> Correlation;

const CORRELATIONS: [Correlate; 4] = [
    |x, y| pearson(x, y, Alternative::TwoSided).unwrap(),
    |x, y| spearman(x, y, Alternative::TwoSided).unwrap(),
    |x, y| kendall(x, y, Tau::B, Alternative::TwoSided).unwrap(),
    |x, y| kendall(x, y, Tau::C, Alternative::TwoSided).unwrap(),
];
/// Everything that is done to sparse matrices, on one thread and on many.
#[test]
fn sparse_work_gives_the_same_bits_on_any_number_of_threads() {
    let (rows, columns, width) = (4_000, 900, 5);
    let draws = Seed(17).stream("sparse");
    let triplets: Vec<(usize, u32, f32)> = (0..300_000)
        .map(|index| {
            let column = draws.below(3 * index, 900) * draws.below(3 * index + 1, 900) / 900;
            (
                (draws.bits(3 * index + 1) % 4_000) as usize,
                column as u32,
                draws.uniform(3 * index + 2) as f32 - 0.4,
            )
        })
        .collect();
    let numbers = |len: u64| -> Vec<f64> { (0..len).map(|index| draws.uniform(1 << 40 | index)).collect() };
    let (right, left) = (numbers((columns * width) as u64), numbers((rows * width) as u64));
    let run = || -> Result<_> {
        let matrix = SparseMatrix::from_triplets(rows, columns, &triplets)?;
        let (mut out, mut transposed_out) = (vec![0.0; rows * width], vec![0.0; columns * width]);
        product(&matrix, &right, width, &mut out)?;
        transpose_product(&matrix, &left, width, &mut transposed_out)?;
        let mut vector = vec![0.0; rows];
        product(&matrix, &right[..columns], 1, &mut vector)?;
        let normalized = matrix.clone().normalized(RowNorm::L2);
        let found = RowSearch::new(&normalized).top(&normalized.select_rows(&[0, 9, 3_999]), 20)?;
        let moments = matrix.column_moments()?;
        let numbers = (matrix.column_sums(), matrix.column_max_abs(), matrix.row_sums(), moments);
        let turned = matrix.select_columns(&(0..600).rev().collect::<Vec<_>>())?.transpose()?;
        Ok((matrix, out, transposed_out, vector, normalized, found, numbers, turned))
    };
    let one = with_threads(1, run).unwrap().unwrap();
    for threads in [2, 7] {
        assert!(with_threads(threads, run).unwrap().unwrap() == one, "{threads} threads differ");
    }
}
