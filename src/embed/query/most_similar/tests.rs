//! Questions beside gensim, and what cannot be asked.

use super::*;
use crate::embed::query::word_mover::WordMover;
use crate::parallel::with_threads;
use crate::seed::Seed;
use crate::text::vocabulary::Vocabulary;
use crate::vector::dense::DenseMatrix;

const WORDS: &str =
    "king queen man woman prince princess boy girl Rome Italy Paris France Oslo Norway tea cup";

/// Word i, number j: ((7i² + 3j² + 5ij + i + 2j) mod 19 − 9) / 4.
fn embeddings() -> Embeddings {
    let number = |i: usize, j: usize| ((i * i * 7 + j * j * 3 + i * j * 5 + i + 2 * j) % 19) as f32;
    let numbers = (0..16).flat_map(|i| (0..6).map(move |j| (number(i, j) - 9.0) / 4.0)).collect();
    let words = Vocabulary::first_seen(WORDS.split(' ')).unwrap();
    Embeddings::new(words, DenseMatrix::from_rows(6, numbers).unwrap()).unwrap()
}

#[track_caller]
fn check(found: &[SimilarWord<'_>], expected: &[(&str, f64)]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found.word, expected.0);
        assert!((found.similarity - expected.1).abs() < 1e-6, "{found:?} {expected:?}");
    }
}

// gensim 4.4.0, numpy 2.4.6: KeyedVectors with these rows, the call above each.
#[test]
fn equals_gensim() {
    let words = embeddings();
    let question = words.most_similar().positive("king").positive("woman").negative("man");
    // most_similar(positive=["king", "woman"], negative=["man"], topn=4)
    let expected =
        [("Italy", 0.7423672), ("princess", 0.6566092), ("France", 0.5684305), ("girl", 0.5012798)];
    check(&question.find(4).unwrap(), &expected);
    check(&words.analogy("man", "king", "woman", 4).unwrap(), &expected);
    // most_similar_cosmul(…)
    let product = question.objective(Objective::Multiplicative);
    let expected =
        [("Italy", 1.3996824), ("princess", 1.1597489), ("France", 0.9495248), ("girl", 0.9003191)];
    check(&product.find(4).unwrap(), &expected);
    // most_similar(positive=[("tea", .5), "cup"], negative=[("Rome", -2.)], topn=3, clip_start=2, clip_end=14)
    let weighted = words.most_similar().weighted("tea", 0.5).positive("cup").weighted("Rome", -2.0);
    let expected = [("Norway", 0.736859), ("woman", 0.687929), ("man", 0.5374343)];
    check(&weighted.within(2..14).find(3).unwrap(), &expected);
    // most_similar(positive=[[1, -1, .5, 0, 2, 1], "tea"], topn=3)
    let row = words.most_similar().row(&[1.0, -1.0, 0.5, 0.0, 2.0, 1.0], 1.0).positive("tea");
    check(&row.find(3).unwrap(), &[("boy", 0.670033), ("man", 0.6179855), ("Norway", 0.5082661)]);
}

#[test]
fn equals_gensim_beside_the_search() {
    let words = embeddings();
    // similarity("king", "tea"); n_similarity(["king", "tea"], ["cup", "queen", "Oslo"])
    assert!((words.similarity("king", "tea").unwrap() + 0.39933276).abs() < 1e-7);
    let sets = words.set_similarity(&["king", "tea", "?"][..], &["cup", "queen", "Oslo"][..]);
    assert!((sets.unwrap() - 0.43486392).abs() < 1e-7);
    // rank_by_centrality(["king", "queen", "tea", "Rome", "boy"])
    let central = words.by_centrality(&["king", "queen", "tea", "?", "Rome", "boy"]);
    let expected = [
        ("king", 0.6036603),
        ("queen", 0.3375438),
        ("boy", 0.330203),
        ("tea", 0.2620643),
        ("Rome", -0.1662977),
    ];
    check(&central, &expected);
    assert_eq!(words.odd_one_out(&["king", "queen", "tea", "Rome", "boy"]), Some("Rome"));
    // rank("king", "tea"), closer_than("king", "tea")
    assert_eq!(words.rank("king", "tea"), Some(14));
    let closer = "queen man woman prince princess boy girl Rome Italy Paris France Oslo Norway";
    assert_eq!(words.closer_than("king", "tea").unwrap().join(" "), closer);
    // most_similar_to_given("king", ["tea", "cup", "Oslo"])
    assert_eq!(words.most_similar_of("king", &["tea", "?", "cup", "Oslo"]), Some("Oslo"));
    // wmdistance(…), wmdistance(…, norm=False); POT 0.9.7
    let texts = ["king queen tea tea man oov", "queen cup Rome boy tea"];
    let [text, other] = texts.map(|text| text.split(' ').collect::<Vec<_>>());
    let mover = WordMover::new(&words);
    let (unit, plain) = (mover.distance(&text, &other), mover.unit_rows(false).distance(&text, &other));
    assert!((unit.unwrap().unwrap() - 0.7412663510136251).abs() < 1e-7);
    assert!((plain.unwrap().unwrap() - 2.7019284842705495).abs() < 1e-12);
}

#[test]
fn a_search_names_the_words_with_the_best_scores() {
    let draws = Seed(5).stream("most similar");
    let numbers: Vec<f32> = (0..900 * 5).map(|i| draws.below(i, 7) as f32 - 3.0).collect();
    let names: Vec<String> = (0..900).map(|word| format!("w{word}")).collect();
    let rows = DenseMatrix::from_rows(5, numbers).unwrap();
    let words = Embeddings::new(Vocabulary::first_seen(&names).unwrap(), rows).unwrap();
    for objective in [Objective::Additive, Objective::Multiplicative] {
        let question = words.most_similar().positive("w3").negative("w5").positive("w700");
        let question = question.within(2..800).objective(objective);
        let mut scores: Vec<(usize, f64)> = (2..).zip(question.scores().unwrap()).collect();
        scores.retain(|(row, _)| ![3, 5, 700].contains(row));
        scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for count in [0, 1, 7, 100, 5000] {
            let found = question.find(count).unwrap();
            let places: Vec<usize> = found.iter().map(|found| found.id.index()).collect();
            let expected: Vec<usize> = scores.iter().take(count).map(|score| score.0).collect();
            assert_eq!(places, expected, "{objective:?} {count}");
            let again = with_threads(3, || question.find(count).unwrap()).unwrap();
            assert_eq!(found, again);
        }
    }
    let batch = words.nearest_to_rows(words.rows().slice(0..3), 4).unwrap();
    assert_eq!(batch[2].len(), 4);
    assert!((batch[2][0].similarity - 1.0).abs() < 1e-12);
}

#[test]
fn what_cannot_be_asked_is_an_error() {
    let words = embeddings();
    let fails = |question: MostSimilar<'_>| question.find(3).unwrap_err().to_string();
    assert!(fails(words.most_similar()).contains("is empty"));
    assert!(
        fails(words.most_similar().positive("jester"))
            .contains("unknown word \"jester\"; known: king, queen")
    );
    assert!(fails(words.most_similar().weighted("tea", f64::NAN)).contains("weight"));
    assert!(fails(words.most_similar().row(&[1.0], 1.0)).contains("expected 6, got 1"));
    assert!(fails(words.most_similar().row(&[f32::NAN; 6], 1.0)).contains("not finite"));
    let product = || words.most_similar().objective(Objective::Multiplicative);
    assert!(fails(product().negative("tea")).contains("is empty"));
    assert!(fails(product().weighted("tea", 0.5)).contains("weight"));
    assert!(words.most_similar().positive("tea").within(9..9).find(3).unwrap().is_empty());
    assert!(words.most_similar().positive("tea").within(usize::MAX..usize::MAX).find(3).unwrap().is_empty());
    assert_eq!(words.most_similar().negative("tea").restrict(usize::MAX).find(usize::MAX).unwrap().len(), 15);
    assert!(words.nearest("jester", 3).is_none());
    assert!(words.similarities(&[f32::INFINITY; 6]).is_err());
}

#[test]
fn rows_of_zeros_are_like_nothing() {
    let vocabulary = Vocabulary::first_seen(["nil", "one", "two"]).unwrap();
    let rows = DenseMatrix::from_rows(1, vec![0.0, 1.0, -2.0]).unwrap();
    let words = Embeddings::new(vocabulary, rows).unwrap();
    assert_eq!(words.similarity("nil", "one"), Some(0.0));
    assert_eq!(words.nearest("one", 5).unwrap()[0].word, "nil");
    assert_eq!(words.nearest("nil", 5).unwrap()[0].word, "one");
    assert_eq!(words.similarities(&[3.0]).unwrap(), [0.0, 1.0, -1.0]);
}
