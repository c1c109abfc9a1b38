//! Starting points: vectors, models, new words and fixed rows.

use super::*;
use crate::embed::word2vec::params::{Architecture, Mode};
use crate::embed::word2vec::textbook::Pooling;
use crate::fit::Fit;
use crate::parallel;

fn corpus(words: &str, times: usize) -> WordCorpus {
    WordCorpus::from_sentences((0..times).map(|_| words.split(' '))).unwrap()
}

fn params() -> Word2VecParams {
    Word2Vec::params().dimension(6).window(3).min_count(3).sample(0.0).epochs(3)
}

fn row(model: &Word2Vec, word: &str) -> Vec<f32> {
    model.embeddings().embedding(word).unwrap().row().to_vec()
}

#[test]
fn words_are_added_and_counts_add_up() {
    let first = params().fit(&corpus("the cat sat on the mat", 4)).unwrap();
    let more = ["the dog dog sat", "the dog dog sat", "rare cat", &"mat ".repeat(40)];
    let more = WordCorpus::from_sentences(more.map(|text| text.split_whitespace())).unwrap();
    let model = Start::from_model(&first).fit(&params(), &more, &mut ()).unwrap();
    let words: Vec<&str> = model.embeddings().vocabulary().iter().collect();
    assert_eq!(words, ["mat", "the", "sat", "cat", "dog", "on"]);
    assert_eq!(model.embeddings().counts(), Some(&[44, 10, 6, 5, 4, 4][..]));
    // `on` is nowhere in the new text: no input row of it moves, but its output row may, as noise.
    assert_eq!(row(&model, "on"), row(&first, "on"));
    assert_ne!(row(&model, "mat"), row(&first, "mat"));
    assert!(Start::from_model(&first).fit(&params(), &corpus("un known", 2), &mut ()).is_err());
}

#[test]
fn frozen_rows_stay_in_every_mode_and_others_learn() {
    let text = corpus("a b c d e f g h b d f", 40);
    let first = params().fit(&text).unwrap();
    for mode in [Mode::Sequential, Mode::Reproducible, Mode::Fast] {
        for architecture in [Architecture::SkipGram, Architecture::Cbow(Pooling::Mean)] {
            let params = params().mode(mode).architecture(architecture);
            let start = Start::from_model(&first).freeze(["b", "h"]);
            let run = |threads| {
                parallel::with_threads(threads, || start.fit(&params, &text, &mut ()).unwrap()).unwrap()
            };
            let model = run(2);
            for word in ["b", "h"] {
                assert_eq!(row(&model, word), row(&first, word), "{mode:?}");
            }
            assert_ne!(row(&model, "a"), row(&first, "a"));
            if mode != Mode::Fast {
                assert_eq!(run(1).output(), model.output());
            }
        }
    }
    let unknown = Start::from_model(&first).freeze(["z"]).fit(&params(), &text, &mut ()).unwrap_err();
    assert!(matches!(unknown, Error::Unknown { what: "word to freeze", .. }));
}

#[test]
fn vectors_from_elsewhere_are_where_training_starts() {
    let text = corpus("a b c d", 10);
    let first = params().fit(&text).unwrap();
    let start = Start::from_embeddings(first.embeddings());
    // With all rows frozen, those of the file come out again.
    let model = start.clone().freeze(["a", "b", "c", "d"]).fit(&params().seed(9), &text, &mut ()).unwrap();
    assert_eq!(
        model.embeddings().rows().iter().collect::<Vec<_>>(),
        first.embeddings().rows().iter().collect::<Vec<_>>()
    );
    assert!(matches!(start.fit(&params().dimension(7), &text, &mut ()), Err(Error::Shape { .. })));
    let same = Start::random().fit(&params(), &text, &mut ()).unwrap();
    assert_eq!(same.output(), first.output());
}

#[test]
fn the_loss_of_a_model_is_kept() {
    let text = corpus("a b c d", 10);
    let tree = params().loss(Loss::HierarchicalSoftmax);
    let first = tree.fit(&text).unwrap();
    let other = Start::from_model(&first).fit(&params(), &text, &mut ()).unwrap_err();
    assert!(matches!(other, Error::Parameter { name: "loss", .. }));
    // Twice the counts, the same tree: the rows of its nodes go on.
    let model = Start::from_model(&first).fit(&tree, &text, &mut ()).unwrap();
    assert!(model.loss() < first.loss());
}
