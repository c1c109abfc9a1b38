//! The fast step against the textbook, and the modes against each other.

use crate::embed::huffman::HuffmanTree;
use crate::embed::sampling::{Draws, Noise};
use crate::embed::word_corpus::WordCorpus;
use crate::embed::word2vec::group::{Answers, Group, Objective};
use crate::embed::word2vec::model::Word2Vec;
use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::params::{Architecture, Loss, Mode, Word2VecParams};
use crate::embed::word2vec::rates::Rates;
use crate::embed::word2vec::rounds::Rounds;
use crate::embed::word2vec::step::{LossSum, Scratch};
use crate::embed::word2vec::stretch::{Span, Stretch, WINDOWS};
use crate::embed::word2vec::textbook::{self, Example, Pooling};
use crate::error::Error;
use crate::fit::Fit;
use crate::parallel::with_threads;
use crate::progress::{Next, Progress, Report};
use crate::seed::Seed;

const WORDS: usize = 9;
const DIMENSION: usize = 11;
const RATE: f32 = 0.1;

/// Sentences of random words in groups of so many windows; words come twice in windows and groups.
fn stretch(seed: u64, windows: usize) -> Stretch {
    let draws = Draws::new(Seed(seed), "test", 0);
    let words: Vec<u32> = (0..23).map(|index| (draws.bits(index) % WORDS as u64) as u32).collect();
    let reaches = (0..23).map(|index| (draws.bits(100 + index) % 4 + 1) as u16).collect();
    let mut groups = Vec::new();
    for sentence in [(0, 2), (2, 16), (16, 23)] {
        groups.extend((sentence.0..sentence.1).step_by(windows).map(|first| Span {
            sentence,
            first,
            len: (sentence.1 - first).min(windows as u32),
        }));
    }
    Stretch { words, reaches, groups, seen: 23, first: 5 }
}

fn weights(seed: u64, outputs: usize) -> textbook::Weights {
    let draws = Draws::new(Seed(seed), "weights", 0);
    let row = |row: usize| {
        let bits = |column: usize| draws.bits((row * DIMENSION + column) as u64) >> 40;
        (0..DIMENSION).map(|column| bits(column) as f64 / 16_777_216.0 - 0.5).collect()
    };
    textbook::Weights {
        input: (0..WORDS).map(row).collect(),
        output: (0..outputs).map(|number| row(WORDS + number)).collect(),
    }
}

fn padded(rows: &[Vec<f64>], panels: usize) -> PaddedRows {
    let mut padded = PaddedRows::zeros(rows.len(), DIMENSION, panels);
    for (number, row) in rows.iter().enumerate() {
        padded.set_row(number, &row.iter().map(|&value| value as f32).collect::<Vec<_>>());
    }
    padded
}

/// Whether a matrix is what it should be, but for rounding.
fn assert_close(got: PaddedRows, expected: &[Vec<f64>], what: &dyn std::fmt::Debug) {
    let got = got.into_dense().unwrap();
    for (got, expected) in got.as_slice().iter().zip(expected.iter().flatten()) {
        assert!((f64::from(*got) - expected).abs() < 1e-6, "{what:?} {got} {expected}");
    }
}

/// The examples of a group, as the textbook has them.
fn examples(stretch: &Stretch, index: usize, objective: &Objective<'_>) -> Vec<Example> {
    let span = stretch.groups[index];
    let mut examples = Vec::new();
    for centre in span.first..span.first + span.len {
        let word = stretch.words[centre as usize] as usize;
        let questions = match objective.answers {
            Answers::Noise { noise, draws, shared, .. } => {
                let number = (stretch.first + index as u64) * u64::from(shared);
                let drawn = (0..u64::from(shared)).map(|draw| noise.word(draws.bits(number + draw)) as usize);
                textbook::negative_sampling(word, &drawn.collect::<Vec<_>>())
            }
            Answers::Tree(tree) => textbook::hierarchical_softmax(&tree.path(word)),
        };
        let context: Vec<usize> = stretch.context(span, centre as usize).map(|word| word as usize).collect();
        match objective.architecture {
            Architecture::SkipGram => examples.extend(context.into_iter().map(|word| Example {
                inputs: vec![word],
                pooling: Pooling::Sum,
                questions: questions.clone(),
            })),
            Architecture::Cbow(pooling) => examples.push(Example { inputs: context, pooling, questions }),
        }
    }
    examples
}

/// One step down the textbook's gradients of all examples, with the tools' factors for contexts.
fn expected(before: &textbook::Weights, examples: &[Example]) -> (textbook::Weights, f64) {
    let (mut after, mut loss) = (before.clone(), 0.0);
    for example in examples {
        let gradient = textbook::gradient(before, example);
        let context = example.inputs.len() as f64;
        let factor = if example.pooling == Pooling::Mean { context } else { 1.0 / context };
        for (side, gradient, factor) in
            [(&mut after.input, &gradient.input, factor), (&mut after.output, &gradient.output, 1.0)]
        {
            for (to, slope) in side.iter_mut().flatten().zip(gradient.iter().flatten()) {
                *to -= f64::from(RATE) * factor * slope;
            }
        }
        loss += textbook::loss(before, example);
    }
    (after, loss)
}

/// Every variant, with a stretch of its own.
fn for_each_variant(mut work: impl FnMut(&Stretch, Objective<'_>, textbook::Weights)) {
    let counts: Vec<u64> = (1..=WORDS as u64).rev().collect();
    let (noise, tree) = (Noise::new(&counts, 0.75), HuffmanTree::new(&counts).unwrap());
    let architectures =
        [Architecture::SkipGram, Architecture::Cbow(Pooling::Mean), Architecture::Cbow(Pooling::Sum)];
    for (seed, architecture) in (0..20).flat_map(|seed| architectures.map(|kind| (seed, kind))) {
        let draws = Draws::new(Seed(seed), "noise", 0);
        for answers in [Answers::Noise { noise: &noise, draws, shared: 6, weight: 1.0 }, Answers::Tree(&tree)]
        {
            let is_noise = matches!(answers, Answers::Noise { .. });
            let objective = Objective { architecture, answers, fixed: None, shares: [&[]; 2] };
            let before = weights(seed, if is_noise { WORDS } else { WORDS - 1 });
            work(&stretch(seed, if is_noise { WINDOWS } else { 1 }), objective, before);
        }
    }
}

#[test]
fn steps_equal_the_textbook() {
    for_each_variant(|stretch, objective, before| {
        for index in 0..stretch.groups.len() {
            let examples = examples(stretch, index, &objective);
            let (after, loss) = expected(&before, &examples);
            let (mut input, mut output) = (padded(&before.input, 1), padded(&before.output, 1));
            let (mut group, mut measured) = (Group::default(), LossSum::default());
            objective.plan(stretch, index, &mut group);
            let both = (input.whole_mut(), output.whole_mut());
            Scratch::default().step(both, &group, RATE, Some(&mut measured), |_| ());
            assert_close(input, &after.input, &objective);
            assert_close(output, &after.output, &objective);
            assert!((measured.sum - loss).abs() < 1e-4 * loss, "{} {loss}", measured.sum);
            assert_eq!(measured.pairs, examples.len() as f64);
        }
    });
}

/// All groups of a round see the model as it was before.
#[test]
fn rounds_equal_the_sum_of_the_textbooks_steps() {
    for_each_variant(|stretch, objective, before| {
        let mut after = before.clone();
        for index in 0..stretch.groups.len() {
            let (moved, _) = expected(&before, &examples(stretch, index, &objective));
            for (sum, moved, before) in [
                (&mut after.input, &moved.input, &before.input),
                (&mut after.output, &moved.output, &before.output),
            ] {
                let rows = sum.iter_mut().flatten().zip(moved.iter().flatten().zip(before.iter().flatten()));
                rows.for_each(|(sum, (moved, before))| *sum += moved - before);
            }
        }
        let (_, first_loss) = expected(&before, &examples(stretch, 0, &objective));
        for (panels, threads) in [(1, 1), (2, 1), (1, 3), (2, 2), (2, 5)] {
            let (mut input, mut output) = (padded(&before.input, panels), padded(&before.output, panels));
            let rates = Rates { first: RATE, last: RATE };
            let both = (&mut input, &mut output);
            let train = || Rounds::new(panels, 64).train(both, stretch, objective, rates);
            let loss = with_threads(threads, train).unwrap();
            assert_close(input, &after.input, &objective);
            assert_close(output, &after.output, &objective);
            assert!((loss.sum - first_loss).abs() < 1e-4 * first_loss, "{} {first_loss}", loss.sum);
        }
    });
}

/// Two trades that never share a sentence, and words that all sentences have.
fn corpus(sentences: usize) -> WordCorpus {
    let draws = Draws::new(Seed(3), "corpus", 0);
    let sentence = |number: u64| {
        let trade = number % 2;
        let word = move |place: u64| {
            let bits = draws.bits(number * 16 + place);
            if bits.is_multiple_of(3) {
                format!("all{}", bits / 3 % 4)
            } else {
                format!("{trade}trade{}", bits / 3 % 20)
            }
        };
        (0..12).map(word).collect::<Vec<_>>()
    };
    WordCorpus::from_sentences((0..sentences as u64).map(sentence)).unwrap()
}

fn params() -> Word2VecParams {
    Word2Vec::params().dimension(20).sample(0.0).min_count(1).epochs(3).learning_rate(0.1)
}

fn bits(model: &Word2Vec) -> Vec<u32> {
    model.embeddings().rows().as_slice().iter().map(|value| value.to_bits()).collect()
}

/// Mean cosine of words of one trade less that of words of two.
fn contrast(model: &Word2Vec) -> f64 {
    let (mut same, mut other) = ((0.0, 0.0), (0.0, 0.0));
    let words = model.embeddings();
    let names: Vec<&str> = words.vocabulary().iter().filter(|word| word.contains("trade")).collect();
    for a in &names {
        for b in names.iter().filter(|b| *b != a) {
            let rows = [a, b].map(|word| words.embedding(word).unwrap().row());
            let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(x, y)| f64::from(x * y)).sum::<f64>();
            let cosine = dot(rows[0], rows[1]) / (dot(rows[0], rows[0]) * dot(rows[1], rows[1])).sqrt();
            let side = if a[..1] == b[..1] { &mut same } else { &mut other };
            *side = (side.0 + cosine, side.1 + 1.0);
        }
    }
    same.0 / same.1 - other.0 / other.1
}

#[test]
fn every_variant_and_mode_learns() {
    let corpus = corpus(1_000);
    for architecture in
        [Architecture::SkipGram, Architecture::Cbow(Pooling::Mean), Architecture::Cbow(Pooling::Sum)]
    {
        for loss in [Loss::NegativeSampling { negatives: 5, exponent: 0.75 }, Loss::HierarchicalSoftmax] {
            for mode in [Mode::Sequential, Mode::Reproducible, Mode::Fast] {
                // gensim's sum moves each row of a context by a part alone, so it learns slowly.
                let enough = if architecture == Architecture::Cbow(Pooling::Sum) { 0.0 } else { 0.3 };
                let params = params().architecture(architecture).loss(loss).mode(mode);
                let model = with_threads(3, || params.fit(&corpus)).unwrap().unwrap();
                let contrast = contrast(&model);
                assert!(contrast > enough, "{architecture:?} {loss:?} {mode:?}: {contrast}");
                assert!(model.loss() > 0.0 && model.loss().is_finite());
            }
        }
    }
}

/// Large rates make rounds so small that one thread does them; wide rows are cut into panels.
#[test]
fn reproducible_modes_give_the_same_bits_on_any_number_of_threads() {
    let corpus = corpus(300);
    for (mode, dimension, rate) in [
        (Mode::Reproducible, 20, 0.1),
        (Mode::Reproducible, 20, 0.002),
        (Mode::Reproducible, 50, 0.002),
        (Mode::Sequential, 20, 0.1),
    ] {
        for architecture in [Architecture::SkipGram, Architecture::Cbow(Pooling::Mean)] {
            let params = params().mode(mode).architecture(architecture).sample(1e-2);
            let params = params.dimension(dimension).learning_rate(rate);
            let expected = bits(&params.fit(&corpus).unwrap());
            for threads in [1, 2, 3, 7] {
                let model = with_threads(threads, || params.fit(&corpus)).unwrap().unwrap();
                assert_eq!(bits(&model), expected, "{mode:?} {threads}");
            }
            assert_ne!(bits(&params.seed(2).fit(&corpus).unwrap()), expected);
        }
    }
}

#[test]
fn what_cannot_be_trained_on_is_said() {
    let empty = WordCorpus::from_sentences(Vec::<Vec<&str>>::new()).unwrap();
    assert!(matches!(params().fit(&empty), Err(Error::Empty { .. })));
    let corpus = corpus(10);
    assert!(matches!(params().min_count(1_000_000).fit(&corpus), Err(Error::Empty { .. })));
    assert!(matches!(params().window(0).fit(&corpus), Err(Error::Parameter { name: "window", .. })));
}

#[test]
fn tiny_vocabularies_train() {
    let one = WordCorpus::from_sentences([["a", "a", "a"], ["a", "a", "a"]]).unwrap();
    let two = WordCorpus::from_sentences([vec!["a", "b"], vec!["a"], vec![]]).unwrap();
    for corpus in [&one, &two] {
        for loss in [Loss::NegativeSampling { negatives: 900, exponent: 0.75 }, Loss::HierarchicalSoftmax] {
            for architecture in [Architecture::SkipGram, Architecture::Cbow(Pooling::Sum)] {
                for mode in [Mode::Sequential, Mode::Reproducible, Mode::Fast] {
                    let params = params().loss(loss).architecture(architecture).mode(mode);
                    let model = params.fit(corpus).unwrap();
                    assert!(model.embeddings().rows().as_slice().iter().all(|value| value.is_finite()));
                }
            }
        }
    }
    let capped = params().max_vocabulary(1).fit(&two).unwrap();
    assert_eq!((capped.embeddings().len(), capped.embeddings().counts()), (1, Some(&[2][..])));
}

/// Stops after so many reports.
struct Stop(usize, Vec<(u64, f64)>);

impl Progress for Stop {
    fn report(&mut self, report: &Report<'_>) -> Next {
        self.1.push((report.done, report.figures[2].1));
        if self.1.len() == self.0 { Next::Stop } else { Next::Continue }
    }
}

#[test]
fn progress_tells_words_and_rates() {
    let corpus = corpus(2_000);
    let mut stop = Stop(usize::MAX, Vec::new());
    params().fit_with(&corpus, &mut stop).unwrap();
    assert_eq!(stop.1.len(), 3, "a report for every epoch of a small corpus");
    assert_eq!(stop.1[2].0, 3 * corpus.tokens());
    assert!((stop.1[2].1 - 1e-4).abs() < 1e-9, "the learning rate ends at its floor: {}", stop.1[2].1);
    let mut stop = Stop(2, Vec::new());
    assert!(matches!(params().fit_with(&corpus, &mut stop), Err(Error::Interrupted)));
    assert_eq!(stop.1.len(), 2);
}
