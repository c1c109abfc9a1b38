//! Measures of trigrams and quadgrams, whose counts are whole numbers.

use crate::text::collocation::association::bigram::{SMALL, power};
use crate::text::collocation::association::marginals::{QuadgramMarginals, TrigramMarginals};
use crate::text::collocation::association::measure::Association;
use crate::text::collocation::association::whole::Whole;

impl Association {
    /// The score of a trigram; nothing where the measure has no value (NLTK stops with an error there) or is one of
    /// bigrams only.
    #[must_use]
    pub fn score_trigram(self, marginals: &TrigramMarginals) -> Option<f64> {
        let counts = Counts {
            joint: i128::from(marginals.joint),
            words: &marginals.words,
            total: i128::from(marginals.total),
        };
        counts.score(self, || marginals.cells())
    }

    /// The score of a quadgram, as [`score_trigram`](Association::score_trigram).
    #[must_use]
    pub fn score_quadgram(self, marginals: &QuadgramMarginals) -> Option<f64> {
        let counts = Counts {
            joint: i128::from(marginals.joint),
            words: &marginals.words,
            total: i128::from(marginals.total),
        };
        counts.score(self, || marginals.cells())
    }
}

/// What the measures ask of an n-gram of any length.
struct Counts<'m> {
    joint: i128,
    words: &'m [u64],
    total: i128,
}

impl Counts<'_> {
    fn score<const CELLS: usize>(
        &self,
        measure: Association,
        cells: impl Fn() -> [i128; CELLS],
    ) -> Option<f64> {
        let joint = self.joint as f64;
        let score = match measure {
            Association::RawFrequency => Whole::Exact(self.joint).over(Whole::Exact(self.total))?,
            Association::StudentT => (joint - self.expected()?) / power(joint + SMALL, 0.5),
            Association::ChiSquared => chi_squared(&cells())?,
            Association::MutualInformationLike => Whole::power(self.joint, 3).over(self.product())?,
            Association::PointwiseMutualInformation => {
                let places = std::iter::repeat_n(self.total, self.words.len() - 1);
                let scaled = Whole::product(std::iter::once(self.joint).chain(places));
                scaled.to_f64().log2() - self.product().to_f64().log2()
            }
            Association::LikelihoodRatio => likelihood_ratio(&cells())?,
            Association::PoissonStirling => joint * ((joint / self.expected()?).log2() - 1.0),
            Association::Jaccard => {
                let cells = cells();
                let present = cells[..CELLS - 1].iter().sum();
                Whole::Exact(cells[0]).over(Whole::Exact(present))?
            }
            Association::PhiSquared | Association::Dice => return None,
        };
        score.is_finite().then_some(score)
    }

    fn product(&self) -> Whole {
        Whole::product(self.words.iter().map(|&count| i128::from(count)))
    }

    /// The count to expect of independent words.
    fn expected(&self) -> Option<f64> {
        self.product().over(Whole::power(self.total, self.words.len() - 1))
    }
}

fn chi_squared(cells: &[i128]) -> Option<f64> {
    let sum = expected(cells).zip(cells).try_fold(0.0, |sum, (expected, &cell)| {
        let expected = expected?;
        Some(sum + power(cell as f64 - expected, 2.0) / (expected + SMALL))
    })?;
    Some(sum)
}

/// Not a number where a cell is negative.
fn likelihood_ratio(cells: &[i128]) -> Option<f64> {
    let sum = expected(cells).zip(cells).try_fold(0.0, |sum, (expected, &cell)| {
        let cell = cell as f64;
        Some(sum + cell * (cell / (expected? + SMALL) + SMALL).ln())
    })?;
    Some(2.0 * sum)
}

/// What independent words would put into each cell: of each word the share that has it (or lacks it) as the cell does.
fn expected(cells: &[i128]) -> impl Iterator<Item = Option<f64>> {
    let words = cells.len().ilog2() as usize;
    let all = Whole::power(cells.iter().sum(), words - 1);
    (0..cells.len()).map(move |cell| {
        let alike = |word: usize| {
            let like = |other: &usize| (other ^ cell) >> word & 1 == 0;
            (0..cells.len()).filter(like).map(|other| cells[other]).sum()
        };
        Whole::product((0..words).map(alike)).over(all)
    })
}
