//! Word vectors: train them on sentences of small worlds, look at what they have learnt, and judge them.
//!
//! ```text
//! cargo run --release --example word2vec
//! ```
#![allow(clippy::print_stdout, reason = "an example talks")]

use std::time::Instant;

use wordmill::embed::{AnalogyEvaluation, SimilarWord, Word2Vec, WordCorpus};
use wordmill::seed::Seed;
use wordmill::task::SmallWorlds;
use wordmill::{Fit, Result};

const TOKENS: u64 = 1_000_000;

fn main() -> Result<()> {
    // A grammar of countries, families, trades, animals … writes the text.
    let worlds = SmallWorlds::bundled()?;
    for sentence in worlds.sentences(Seed(1)).take(4) {
        println!("  {sentence}");
    }
    let sentences = worlds.sentences(Seed(1)).up_to(TOKENS);
    let words = |sentence: String| sentence.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let corpus = WordCorpus::from_sentences(sentences.map(words))?;
    println!("… {} sentences, {} words\n", corpus.sentences().count(), corpus.tokens());

    // Skip-gram with negative sampling: each word learns to foretell those around it. The words are few, so that even
    // frequent ones are kept more often (`sample`) than in a text of billions.
    let params = Word2Vec::params().dimension(100).window(5).sample(1e-3).epochs(5).seed(1);
    let start = Instant::now();
    let model = params.fit(&corpus)?;
    let seconds = start.elapsed().as_secs_f64();
    println!("Trained {} words in {seconds:.1} s; loss: {:.3}\n", model.embeddings().len(), model.loss());
    let embeddings = model.embeddings();

    // Words that keep the same company are near each other.
    for word in ["paris", "king", "puppy", "taller", "sang"] {
        let near = embeddings.nearest(word, 5).unwrap_or_default();
        println!("near {word:8} {}", listed(&near));
    }

    // What two words differ in is a direction: from man to woman as from king to …
    println!();
    for [a, b, c] in [
        ["man", "woman", "king"],
        ["france", "paris", "japan"],
        ["big", "bigger", "loud"],
        ["dog", "puppy", "swan"],
        ["sing", "sang", "teach"],
    ] {
        println!("{a} is to {b} as {c} to {}", listed(&embeddings.analogy(a, b, c, 1)?));
    }
    let odd = embeddings.odd_one_out(&["baker", "tailor", "potter", "vienna"]);
    println!("\nThe odd one out of baker, tailor, potter, vienna: {}", odd.unwrap_or("none"));

    // The grammar knows which questions its sentences answer.
    let scores = AnalogyEvaluation::default().evaluate(embeddings, &worlds.questions())?;
    println!("\n{scores}");
    Ok(())
}

/// Words with their cosines.
fn listed(words: &[SimilarWord<'_>]) -> String {
    words.iter().map(|found| format!("{} {:.2}", found.word, found.similarity)).collect::<Vec<_>>().join(", ")
}
