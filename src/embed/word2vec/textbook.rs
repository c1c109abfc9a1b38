//! Word2vec as it is taught: one prediction at a time, in plain numbers. The fast trainer is held against it.
//!
//! **Model.** Every word *w* has an input row v_w. Training looks at a word of a text, the *centre*, and at the words around
//! it, its *context*, and makes a hidden vector *h* predict the centre:
//!
//! - *skip-gram*: each word *c* of the context predicts alone, h = v_c, and each is an example of its own;
//! - *continuous bag of words* (CBOW): all *m* words of the context predict together, h = Σ v_c or h = (1/m) Σ v_c.
//!
//! A prediction is a handful of yes-or-no questions. Each has an output row u and the answer y, 1 or 0, and the model says
//! yes with the probability σ(u·h), where σ(x) = 1 / (1 + e⁻ˣ):
//!
//! - *negative sampling* (Mikolov et al.: "Distributed representations of words and phrases and their compositionality",
//!   2013): is this the word? Output rows belong to words; yes for the centre, no for some words drawn at random;
//! - *hierarchical softmax* (Morin and Bengio, 2005): at each inner node on the way from the root of a Huffman tree to the
//!   centre, does it go to the first child? Output rows belong to inner nodes.
//!
//! **Loss.** The answers' surprise, L = −Σ ln P(yⱼ), where P(1) = σ(uⱼ·h) and P(0) = 1 − σ(uⱼ·h) = σ(−uⱼ·h).
//!
//! **Gradient.** Of one question, let x = u·h. From σ′ = σ(1 − σ),
//!
//! ```text
//! d(−ln σ(x))/dx  = −σ(x)(1 − σ(x)) / σ(x) = σ(x) − 1        where y = 1
//! d(−ln σ(−x))/dx =  σ(−x)(1 − σ(−x)) / σ(−x) = σ(x)         where y = 0
//! ```
//!
//! which is σ(x) − y in both cases. Since x is linear in u and in h, the rest is the chain rule:
//!
//! ```text
//! ∂L/∂uⱼ = (σ(uⱼ·h) − yⱼ) h        ∂L/∂h = Σⱼ (σ(uⱼ·h) − yⱼ) uⱼ
//! ∂L/∂v_c = ∂L/∂h                  skip-gram, and CBOW with the sum
//! ∂L/∂v_c = ∂L/∂h / m              CBOW with the mean
//! ```
//!
//! **Step.** Rows go against the gradient, times the learning rate; [`update`] does it as word2vec.c (2013) and gensim 4.4.0
//! do. In two points they leave the gradient. Questions are answered one after the other, and a row that is asked twice has
//! moved in between. And CBOW has its factors the other way round: with the mean, every row of the context takes the whole
//! −∂L/∂h; with the sum (gensim's `cbow_mean=0`), the m-th part of it. Left out are the tools' tables of σ and their cuts
//! at |x| = 6.

use serde::{Deserialize, Serialize};

use crate::embed::huffman::Branch;

/// How the rows of a context become one hidden vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pooling {
    /// h = Σ v_c.
    Sum,
    /// h = (1/m) Σ v_c.
    Mean,
}

/// Both matrices, row by row.
///
/// # Examples
/// ```
/// use wordmill::embed::word2vec::textbook::{Example, Pooling, Weights, loss, negative_sampling, update};
/// let mut weights = Weights { input: vec![vec![0.5, -0.25]; 3], output: vec![vec![0.1, 0.2]; 3] };
/// // Words 0 and 2 stand around word 1; word 2 was drawn as a negative.
/// let example = Example { inputs: vec![0, 2], pooling: Pooling::Mean, questions: negative_sampling(1, &[2]) };
/// let before = loss(&weights, &example);
/// update(&mut weights, &example, 0.025);
/// assert!(loss(&weights, &example) < before);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// v, a row a word.
    pub input: Vec<Vec<f64>>,
    /// u, a row a word (negative sampling) or inner node (hierarchical softmax).
    pub output: Vec<Vec<f64>>,
}

/// A question: whose output row, and the right answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The row of the output matrix.
    pub row: usize,
    /// Whether yes is right.
    pub yes: bool,
}

/// One prediction.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The words that predict: one of the context for skip-gram, all of it for CBOW.
    pub inputs: Vec<usize>,
    /// What is made of their rows (of a single one, either gives the same).
    pub pooling: Pooling,
    /// What they are asked.
    pub questions: Vec<Question>,
}

/// Is it the centre? Yes; is it one of the negatives? No. A negative that happens to be the centre is not asked for.
#[must_use]
pub fn negative_sampling(centre: usize, negatives: &[usize]) -> Vec<Question> {
    let no = negatives.iter().filter(|&&row| row != centre).map(|&row| Question { row, yes: false });
    std::iter::once(Question { row: centre, yes: true }).chain(no).collect()
}

/// Does the way to the centre lead to the first child?
#[must_use]
pub fn hierarchical_softmax(path: &[Branch]) -> Vec<Question> {
    path.iter().map(|branch| Question { row: branch.node as usize, yes: !branch.bit }).collect()
}

/// L of an example.
///
/// # Panics
/// If a row is not there.
#[must_use]
pub fn loss(weights: &Weights, example: &Example) -> f64 {
    let hidden = hidden(weights, example);
    let surprise = |question: &Question| {
        let x = dot(&weights.output[question.row], &hidden);
        // −ln σ(±x) without overflow of the exponential.
        let x = if question.yes { -x } else { x };
        x.max(0.0) + (-x.abs()).exp().ln_1p()
    };
    example.questions.iter().map(surprise).sum()
}

/// ∂L/∂v and ∂L/∂u of an example, in the shape of the weights.
///
/// # Panics
/// If a row is not there.
#[must_use]
pub fn gradient(weights: &Weights, example: &Example) -> Weights {
    let zeros = |rows: &[Vec<f64>]| rows.iter().map(|row| vec![0.0; row.len()]).collect();
    let mut gradient = Weights { input: zeros(&weights.input), output: zeros(&weights.output) };
    let hidden = hidden(weights, example);
    let mut of_hidden = vec![0.0; hidden.len()];
    for question in &example.questions {
        let row = &weights.output[question.row];
        let error = sigmoid(dot(row, &hidden)) - f64::from(question.yes);
        add(&mut gradient.output[question.row], error, &hidden);
        add(&mut of_hidden, error, row);
    }
    let share = match example.pooling {
        Pooling::Sum => 1.0,
        Pooling::Mean => 1.0 / example.inputs.len() as f64,
    };
    example.inputs.iter().for_each(|&word| add(&mut gradient.input[word], share, &of_hidden));
    gradient
}

/// One step of training, as word2vec.c and gensim take it.
///
/// # Panics
/// If a row is not there.
pub fn update(weights: &mut Weights, example: &Example, learning_rate: f64) {
    let hidden = hidden(weights, example);
    let mut of_hidden = vec![0.0; hidden.len()];
    for question in &example.questions {
        let row = &mut weights.output[question.row];
        let step = learning_rate * (f64::from(question.yes) - sigmoid(dot(row, &hidden)));
        add(&mut of_hidden, step, row);
        add(row, step, &hidden);
    }
    let share = match example.pooling {
        Pooling::Sum => 1.0 / example.inputs.len() as f64,
        Pooling::Mean => 1.0,
    };
    example.inputs.iter().for_each(|&word| add(&mut weights.input[word], share, &of_hidden));
}

/// h: the sum or the mean of the input rows.
fn hidden(weights: &Weights, example: &Example) -> Vec<f64> {
    let share = match example.pooling {
        Pooling::Sum => 1.0,
        Pooling::Mean => 1.0 / example.inputs.len() as f64,
    };
    let mut hidden = vec![0.0; weights.input.first().map_or(0, Vec::len)];
    example.inputs.iter().for_each(|&word| add(&mut hidden, share, &weights.input[word]));
    hidden
}

/// σ(x).
fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// `to += factor · from`.
fn add(to: &mut [f64], factor: f64, from: &[f64]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += factor * from);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::embed::huffman::HuffmanTree;

    const WORDS: usize = 6;
    const DIMENSION: usize = 3;

    fn any_weights() -> impl Strategy<Value = Weights> {
        let row = || prop::collection::vec(-2.0..2.0, DIMENSION);
        let rows = move || prop::collection::vec(row(), WORDS);
        (rows(), rows()).prop_map(|(input, output)| Weights { input, output })
    }

    /// Examples of all variants; context and negatives may hold a word twice.
    fn any_example() -> impl Strategy<Value = Example> {
        let word = || 0..WORDS;
        let inputs = prop_oneof![word().prop_map(|word| vec![word]), prop::collection::vec(word(), 1..5),];
        let pooling = prop_oneof![Just(Pooling::Sum), Just(Pooling::Mean)];
        let negatives = (word(), prop::collection::vec(word(), 0..6))
            .prop_map(|(centre, negatives)| negative_sampling(centre, &negatives));
        let path = (word(), prop::collection::vec(1..20u64, WORDS)).prop_map(|(centre, counts)| {
            hierarchical_softmax(&HuffmanTree::new(&counts).unwrap().path(centre))
        });
        (inputs, pooling, prop_oneof![negatives, path]).prop_map(|(inputs, pooling, questions)| Example {
            inputs,
            pooling,
            questions,
        })
    }

    fn each_number(weights: &mut Weights, mut change: impl FnMut(usize, &mut f64)) {
        weights
            .input
            .iter_mut()
            .chain(&mut weights.output)
            .flatten()
            .enumerate()
            .for_each(|(at, number)| change(at, number));
    }

    proptest! {
        #[test]
        fn gradients_equal_finite_differences(weights in any_weights(), example in any_example()) {
            let mut gradient = gradient(&weights, &example);
            let moved = |place: usize, by: f64| {
                let mut moved = weights.clone();
                each_number(&mut moved, |at, number| *number += if at == place { by } else { 0.0 });
                loss(&moved, &example)
            };
            let mut worst = 0.0f64;
            each_number(&mut gradient, |place, slope| {
                let difference = (moved(place, 1e-5) - moved(place, -1e-5)) / 2e-5;
                worst = worst.max((difference - *slope).abs());
            });
            prop_assert!(worst < 1e-7, "{}", worst);
        }

        /// Where no row is asked twice and none stands in the context twice, a step goes down the gradient; the input rows of
        /// CBOW with the mean go m times as far, those with the sum the m-th part.
        #[test]
        fn steps_go_down_the_gradient(weights in any_weights(), mut example in any_example()) {
            example.inputs.sort_unstable();
            example.inputs.dedup();
            example.questions.sort_unstable_by_key(|question| question.row);
            example.questions.dedup_by_key(|question| question.row);
            let context = example.inputs.len() as f64;
            let rate = if example.pooling == Pooling::Mean { 0.1 * context } else { 0.1 / context };
            let gradient = gradient(&weights, &example);
            let mut stepped = weights.clone();
            update(&mut stepped, &example, 0.1);
            for row in 0..WORDS {
                for column in 0..DIMENSION {
                    let input = weights.input[row][column] - rate * gradient.input[row][column];
                    let output = weights.output[row][column] - 0.1 * gradient.output[row][column];
                    prop_assert!((stepped.input[row][column] - input).abs() < 1e-12);
                    prop_assert!((stepped.output[row][column] - output).abs() < 1e-12);
                }
            }
        }
    }
}
