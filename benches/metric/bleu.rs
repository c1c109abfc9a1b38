//! BLEU of corpora, its tokenizers, and paired tests with it.

use wordmill::metric::{Bleu, BleuTokenizer, Metric, PairedTest};
use wordmill::parallel::map;

use crate::work::{Run, Work, corpus};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "bleu/13a", prepare: || corpus(Bleu::new()) },
        Work { name: "bleu/intl", prepare: || corpus(Bleu::new().tokenizer(BleuTokenizer::International)) },
        Work { name: "bleu/zh", prepare: || corpus(Bleu::new().tokenizer(BleuTokenizer::Chinese)) },
        Work { name: "bleu/char", prepare: || corpus(Bleu::new().tokenizer(BleuTokenizer::Character)) },
        Work { name: "bleu/none", prepare: || corpus(Bleu::new().tokenizer(BleuTokenizer::None)) },
        Work { name: "bleu/paired-bootstrap", prepare: || paired(PairedTest::bootstrap()) },
        Work { name: "bleu/paired-randomization", prepare: || paired(PairedTest::randomization()) },
    ]
}

/// Compares all systems with the first, texts included; the figure is the sum of the p-values.
fn paired(test: PairedTest) -> Run {
    Box::new(move |input| {
        let bleu = Bleu::new();
        let references = bleu.references(&input.references).unwrap();
        let segments = |system: &Vec<String>| bleu.segments(system, &references).unwrap();
        let systems = map(&input.systems, segments);
        let results = test.run(&bleu, &systems).unwrap();
        results.iter().filter_map(|result| result.p_value).sum()
    })
}
