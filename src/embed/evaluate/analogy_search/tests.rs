//! The search beside a look at every row.

use super::*;
use crate::parallel::with_threads;
use crate::seed::Seed;
use crate::text::vocabulary::Vocabulary;

fn embeddings(words: usize, dimension: usize, values: impl Fn(u64) -> f32) -> Embeddings {
    let numbers = (0..(words * dimension) as u64).map(values).collect();
    let names: Vec<String> = (0..words).map(|word| format!("w{word}")).collect();
    let rows = DenseMatrix::from_rows(dimension, numbers).unwrap();
    Embeddings::new(Vocabulary::first_seen(&names).unwrap(), rows).unwrap()
}

/// Every row is scored exactly, for every question.
fn one_by_one(search: AnalogySearch<'_>, questions: &[[TokenId; 4]], count: usize) -> Vec<Vec<TokenId>> {
    let answer = |&[a, b, c, _]: &[TokenId; 4]| {
        let mut best = Best::new(count);
        for row in (0..search.words).filter(|&row| ![a, b, c].contains(&TokenId(row as u32))) {
            best.keep(Scored { score: search.score([a, b, c], row), row });
        }
        best.rows().iter().map(|found| TokenId(found.row as u32)).collect()
    };
    questions.iter().map(answer).collect()
}

fn check(embeddings: &Embeddings, asked: u64) {
    let draws = Seed(9).stream("questions");
    let word = |at: u64| TokenId(draws.below(at, embeddings.len() as u64) as u32);
    let questions: Vec<[TokenId; 4]> = (0..asked).map(|at| [0, 1, 2, 3].map(|n| word(4 * at + n))).collect();
    for objective in [Objective::Additive, Objective::Multiplicative] {
        let search = AnalogySearch { embeddings, words: embeddings.len(), objective };
        for count in [1, 5] {
            let found = search.find(&questions, count).unwrap();
            assert_eq!(found, one_by_one(search, &questions, count), "{objective:?} {count}");
            assert_eq!(with_threads(3, || search.find(&questions, count)).unwrap().unwrap(), found);
        }
    }
}

#[test]
fn equals_a_look_at_every_row() {
    let draws = Seed(4).stream("analogy");
    // More rows than a task takes.
    check(&embeddings(4_500, 3, |i| draws.uniform(i) as f32 - 0.5), 8);
    // Ties, rows of zeros, opposite rows; more words than go together.
    check(&embeddings(500, 2, |i| draws.below(i, 3) as f32 - 1.0), 40);
    // All rows the same, or zero.
    check(&embeddings(600, 3, |_| 1.0), 10);
    check(&embeddings(300, 1, |_| 0.0), 10);
    // Norms from the smallest numbers to the largest.
    let scale = |i: u64| 10f32.powi(draws.below(i / 4, 70) as i32 - 38);
    check(&embeddings(700, 4, |i| (draws.uniform(i) as f32 - 0.5) * scale(i)), 40);
    check(&embeddings(2, 3, |i| i as f32), 5);
}
