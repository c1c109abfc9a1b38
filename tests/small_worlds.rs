//! Trained on small worlds, words come to answer what the grammar has put into their sentences.
#![allow(clippy::unwrap_used, reason = "a test")]

use wordmill::Fit;
use wordmill::embed::{AnalogyEvaluation, Embeddings, Word2Vec, WordCorpus};
use wordmill::seed::Seed;
use wordmill::task::SmallWorlds;

fn trained(worlds: &SmallWorlds, seed: u64) -> Embeddings {
    let sentences = worlds.sentences(Seed(seed)).up_to(500_000);
    let words = |sentence: String| sentence.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let corpus = WordCorpus::from_sentences(sentences.map(words)).unwrap();
    let params = Word2Vec::params().dimension(50).sample(1e-3).epochs(10).seed(seed);
    params.fit(&corpus).unwrap().into_embeddings()
}

#[test]
fn king_less_man_plus_woman_is_queen() {
    let worlds = SmallWorlds::bundled().unwrap();
    let embeddings = trained(&worlds, 1);
    assert_eq!(embeddings.analogy("man", "woman", "king", 1).unwrap()[0].word, "queen");
    let scores = AnalogyEvaluation::default().evaluate(&embeddings, &worlds.questions()).unwrap();
    assert_eq!(scores.total.unknown, 0);
    assert!(scores.accuracy() > 0.85, "{scores}");
}

/// What is asked is not in the words' neighbours alone: without training, next to nothing is answered.
#[test]
fn questions_are_not_answered_by_chance() {
    let worlds = SmallWorlds::bundled().unwrap();
    let sentences = worlds.sentences(Seed(1)).up_to(100_000);
    let words = |sentence: String| sentence.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let corpus = WordCorpus::from_sentences(sentences.map(words)).unwrap();
    let params = Word2Vec::params().dimension(50).epochs(1).learning_rate(1e-6).min_learning_rate(1e-7);
    let embeddings = params.fit(&corpus).unwrap().into_embeddings();
    let scores = AnalogyEvaluation::default().evaluate(&embeddings, &worlds.questions()).unwrap();
    assert!(scores.accuracy() < 0.02, "{scores}");
}
