//! The search against sorting all exact scores.

use proptest::prelude::*;

use super::*;
use crate::vector::kernel::dispatch::tests::on_every_set;

/// All rows, scored exactly and sorted.
fn sorted<S: Searchable>(rows: Rows<'_>, query: &[f32], similarity: S, count: usize) -> Vec<Neighbour> {
    let mut all: Vec<Neighbour> = (0..rows.len())
        .map(|row| Neighbour { row, score: similarity.between(query, rows.row(row)) })
        .collect();
    let ascending = similarity.shown(-1.0) == 1.0;
    let order = |x: &Neighbour, y: &Neighbour| {
        if ascending { x.score.total_cmp(&y.score) } else { y.score.total_cmp(&x.score) }
    };
    all.sort_by(|x, y| order(x, y).then(x.row.cmp(&y.row)));
    all.truncate(count);
    all
}

/// Rows with many equal scores: few distinct numbers, repeated rows, zero rows.
fn rows() -> impl Strategy<Value = (usize, Vec<f32>, Vec<f32>)> {
    (1..40usize, 0..300usize, prop_oneof![1..4usize, 14..40usize], 0..3u8).prop_flat_map(|(d, n, q, kind)| {
        let number = match kind {
            0 => (-2.0f32..2.0).boxed(),
            1 => (-1..=1i8).prop_map(f32::from).boxed(),
            _ => prop_oneof![Just(1e25f32), Just(-3e30), Just(1e-40), Just(0.0)].boxed(),
        };
        (Just(d), proptest::collection::vec(number.clone(), n * d), proptest::collection::vec(number, q * d))
    })
}

proptest! {
    #[test]
    fn finds_what_sorting_all_scores_finds((d, rows, queries) in rows(), count in 0..20usize) {
        let (rows, queries) = (Rows::new(d, &rows).unwrap(), Rows::new(d, &queries).unwrap());
        fn check<S: Searchable>(rows: Rows<'_>, queries: Rows<'_>, similarity: S, count: usize) {
            let nearest = Nearest::new(rows, similarity).unwrap();
            on_every_set(|_| {
                let found = nearest.search(queries, count).unwrap();
                for (index, found) in found.iter().enumerate() {
                    assert_eq!(found, &sorted(rows, queries.row(index), similarity, count));
                    let alone = nearest.search(queries.slice(index..index + 1), count).unwrap();
                    assert_eq!(&alone[0], found, "one query and many");
                }
            });
        }
        check(rows, queries, Dot, count);
        check(rows, queries, Cosine, count);
        check(rows, queries, Euclidean, count);
    }
}

#[test]
fn many_tasks_and_threads_find_the_same() {
    let draws = crate::seed::Seed(9).stream("nearest");
    let numbers = |from: u64, len: u64| -> Vec<f32> {
        (from..from + len).map(|index| (draws.uniform(index) * 8.0).floor() as f32 - 3.5).collect()
    };
    let (rows, queries) = (numbers(0, 9_000 * 5), numbers(1 << 30, 40 * 5));
    let (rows, queries) = (Rows::new(5, &rows).unwrap(), Rows::new(5, &queries).unwrap());
    let nearest = Nearest::new(rows, Cosine).unwrap();
    let search = |threads| {
        parallel::with_threads(threads, || {
            nearest.search_where(queries, 30, |query, row| (query + row) % 3 != 0)
        })
        .unwrap()
        .unwrap()
    };
    let found = search(1);
    assert_eq!(search(2), found);
    assert_eq!(search(5), found);
    for (query, found) in found.iter().enumerate() {
        let mut expected = sorted(rows, queries.row(query), Cosine, rows.len());
        expected.retain(|neighbour| (query + neighbour.row) % 3 != 0);
        expected.truncate(30);
        assert_eq!(found, &expected);
    }
}

#[test]
fn what_cannot_be_compared_is_an_error() {
    let rows = Rows::new(2, &[1.0, 2.0, 3.0, f32::NAN]).unwrap();
    let error = Nearest::new(rows, Dot).unwrap_err().to_string();
    assert_eq!(error, "row 1 is corrupt: it holds a number that is not finite");
    let nearest = Nearest::new(rows.slice(0..1), Dot).unwrap();
    assert!(nearest.search(Rows::new(2, &[f32::INFINITY, 0.0]).unwrap(), 1).is_err());
    assert!(nearest.search(Rows::new(1, &[1.0]).unwrap(), 1).is_err());
    assert_eq!(nearest.search(Rows::new(2, &[]).unwrap(), 1).unwrap(), Vec::<Vec<Neighbour>>::new());
    assert_eq!(nearest.search(rows.slice(0..1), usize::MAX).unwrap()[0].len(), 1);
    let none = Nearest::new(rows.slice(0..0), Dot).unwrap();
    assert_eq!(none.search(rows.slice(0..1), 3).unwrap(), [[]]);
}
