//! Punkt: splitting with and without training, and training. The peer is NLTK (`benches/peers/text.py`).

use std::sync::OnceLock;

use wordmill::text::Tokenizer;
use wordmill::text::sentence::{Punkt, PunktTrainer};

use crate::work::{Run, Work, tokens};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "punkt-split/ours", prepare: || tokens(Punkt::default()) },
        Work { name: "punkt-split-trained/ours", prepare: split_trained },
        Work { name: "punkt-train/ours", prepare: train },
    ]
}

/// Learns from all of the text in the first pass, then splits it line by line; the least pass counts.
fn split_trained() -> Run {
    let splitter = OnceLock::new();
    Box::new(move |input| {
        let splitter = splitter.get_or_init(|| Punkt::new(trained(input.text).finish()));
        let mut count = 0;
        for line in &input.lines {
            splitter.tokenize(line, &mut |_| count += 1);
        }
        count
    })
}

/// Counts what was learnt: words, abbreviations, beginnings of sentences and orthographic contexts.
fn train() -> Run {
    Box::new(|input| {
        let trainer = trained(input.text);
        let learnt = trainer.finish();
        let known = learnt.abbreviations.len() + learnt.sentence_starters.len() + learnt.orthography.len();
        trainer.tokens() + known as u64
    })
}

fn trained(text: &str) -> PunktTrainer {
    let mut trainer = PunktTrainer::default();
    trainer.train(text).unwrap();
    trainer
}
