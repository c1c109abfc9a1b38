//! Measures of bigrams, whose joint count is a float: a window of `w` words counts every pair a `w − 1`-th.

use std::hint::black_box;

use crate::text::collocation::association::marginals::BigramMarginals;
use crate::text::collocation::association::measure::Association;
use crate::text::collocation::association::whole::Whole;

/// Keeps NLTK from dividing by 0.
pub(super) const SMALL: f64 = 1e-20;

impl Association {
    /// The score of a bigram; nothing where the measure has no value (NLTK stops with an error there).
    #[must_use]
    pub fn score_bigram(self, marginals: &BigramMarginals) -> Option<f64> {
        let joint = marginals.joint;
        let [first, second] = marginals.words.map(i128::from);
        let total = i128::from(marginals.total);
        let product = Whole::product([first, second]);
        let expected = || product.over(Whole::Exact(total));
        let score = match self {
            Association::RawFrequency => joint / total as f64,
            Association::StudentT => (joint - expected()?) / power(joint + SMALL, 0.5),
            Association::ChiSquared => total as f64 * phi_squared(&cells(marginals)),
            Association::MutualInformationLike => power(joint, 3.0) / product.to_f64(),
            Association::PointwiseMutualInformation => {
                (joint * total as f64).log2() - product.to_f64().log2()
            }
            Association::LikelihoodRatio => likelihood_ratio(&cells(marginals)),
            Association::PoissonStirling => joint * ((joint / expected()?).log2() - 1.0),
            Association::Jaccard => {
                let [both, second, first, _] = cells(marginals);
                both / (both + second + first)
            }
            Association::PhiSquared => phi_squared(&cells(marginals)),
            Association::Dice => 2.0 * joint / (first + second) as f64,
        };
        score.is_finite().then_some(score)
    }
}

/// Bigrams with both words, with the second only, the first only, neither.
fn cells(marginals: &BigramMarginals) -> [f64; 4] {
    let both = marginals.joint;
    let [first, second] = marginals.words.map(|count| count as f64);
    let (without_first, without_second) = (second - both, first - both);
    let neither = marginals.total as f64 - both - without_first - without_second;
    [both, without_first, without_second, neither]
}

fn phi_squared(&[both, second, first, neither]: &[f64; 4]) -> f64 {
    power(both * neither - second * first, 2.0)
        / ((both + second) * (both + first) * (second + neither) * (first + neither))
}

/// Not a number where a cell is negative.
fn likelihood_ratio(cells: &[f64; 4]) -> f64 {
    let total: f64 = cells.iter().fold(0.0, |sum, cell| sum + cell);
    let term = |cell: usize| {
        let (row, column) = (cells[cell] + cells[cell ^ 1], cells[cell] + cells[cell ^ 2]);
        let expected = row * column / total;
        cells[cell] * (cells[cell] / (expected + SMALL) + SMALL).ln()
    };
    2.0 * (0..4).map(term).fold(0.0, |sum, term| sum + term)
}

/// `pow` of the C library, which Python calls. A constant exponent would let the compiler put a root or a product in
/// its place, and those round otherwise in one case of a thousand.
pub(super) fn power(base: f64, exponent: f64) -> f64 {
    base.powf(black_box(exponent))
}
