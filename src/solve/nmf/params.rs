//! [`NmfParams`]: how to factorise, with scikit-learn's defaults.

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};

/// The most parts.
const MOST_COMPONENTS: usize = 1 << 12;

/// What is to be small.
///
/// The β-divergences (Févotte and Idier, "Algorithms for nonnegative matrix factorization with the β-divergence",
/// 2011) between entries x of X and y of W H.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum NmfLoss {
    /// `½ Σ (x − y)²`, β = 2.
    #[default]
    Frobenius,
    /// `Σ x ln(x/y) − x + y`, β = 1: the likelihood of counts.
    KullbackLeibler,
    /// `Σ x/y − ln(x/y) − 1`, β = 0; X must not hold zeros.
    ItakuraSaito,
    /// Any other β: `Σ (x^β + (β−1) y^β − β x y^(β−1)) / (β (β−1))`. For β ≤ 0, X must not hold zeros.
    Beta(f64),
}

impl NmfLoss {
    /// β.
    #[must_use]
    pub fn beta(self) -> f64 {
        match self {
            NmfLoss::Frobenius => 2.0,
            NmfLoss::KullbackLeibler => 1.0,
            NmfLoss::ItakuraSaito => 0.0,
            NmfLoss::Beta(beta) => beta,
        }
    }
}

/// How to come to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum NmfSolver {
    /// One entry at a time to its best place (Cichocki and Phan, "Fast local algorithms for large scale nonnegative
    /// matrix and tensor factorizations", 2009); for [`NmfLoss::Frobenius`] alone.
    #[default]
    CoordinateDescent,
    /// All entries of a factor at once, each multiplied (Lee and Seung, "Algorithms for non-negative matrix
    /// factorization", 2001); for every loss. Zeros stay zeros.
    MultiplicativeUpdate,
}

/// What to set out from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum NmfStart {
    /// [`NmfStart::NndsvdMean`] where the matrix has as many rows and columns as there are parts, else
    /// [`NmfStart::Random`].
    #[default]
    Auto,
    /// Absolute values of normal numbers, scaled by `√(mean of X / k)`.
    Random,
    /// The positive or the negative parts of singular vectors, whichever are longer (Boutsidis and Gallopoulos, "SVD
    /// based initialization: a head start for nonnegative matrix factorization", 2008): scikit-learn's `nndsvd`.
    Nndsvd,
    /// The same with zeros replaced by the mean of X: `nndsvda`.
    NndsvdMean,
    /// The same with zeros replaced by small random numbers: `nndsvdar`.
    NndsvdRandom,
}

/// How to factorise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NmfParams {
    pub(super) components: usize,
    pub(super) start: NmfStart,
    pub(super) solver: NmfSolver,
    pub(super) loss: NmfLoss,
    pub(super) tolerance: f64,
    pub(super) max_iterations: usize,
    pub(super) alpha_rows: f64,
    pub(super) alpha_components: Option<f64>,
    pub(super) l1_ratio: f64,
    pub(super) shuffle: bool,
    pub(super) seed: u32,
}

impl Default for NmfParams {
    fn default() -> Self {
        NmfParams {
            components: 10,
            start: NmfStart::Auto,
            solver: NmfSolver::CoordinateDescent,
            loss: NmfLoss::Frobenius,
            tolerance: 1e-4,
            max_iterations: 200,
            alpha_rows: 0.0,
            alpha_components: None,
            l1_ratio: 0.0,
            shuffle: false,
            seed: 0,
        }
    }
}

impl NmfParams {
    /// How many parts (k), 1 to 4,096. Default: 10.
    #[must_use]
    pub fn components(mut self, components: usize) -> Self {
        self.components = components;
        self
    }

    /// What to set out from (`init`). Default: [`NmfStart::Auto`].
    #[must_use]
    pub fn start(mut self, start: NmfStart) -> Self {
        self.start = start;
        self
    }

    /// How to improve. Default: [`NmfSolver::CoordinateDescent`].
    #[must_use]
    pub fn solver(mut self, solver: NmfSolver) -> Self {
        self.solver = solver;
        self
    }

    /// What is to be small (`beta_loss`). Default: [`NmfLoss::Frobenius`].
    #[must_use]
    pub fn loss(mut self, loss: NmfLoss) -> Self {
        self.loss = loss;
        self
    }

    /// When to end (`tol`), at least 0: coordinate descent when the gradients of a sweep are so small against those of
    /// the first, multiplicative updates when ten of them improve the error by less than so much of the first. With 0
    /// the latter never end by themselves. Default: 1e-4.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The most iterations (`max_iter`), at least 1. Default: 200.
    #[must_use]
    pub fn max_iterations(mut self, iterations: usize) -> Self {
        self.max_iterations = iterations;
        self
    }

    /// The weight of the penalty on W (`alpha_W`), at least 0; it is multiplied by the number of columns. Default: 0.
    #[must_use]
    pub fn alpha_rows(mut self, alpha: f64) -> Self {
        self.alpha_rows = alpha;
        self
    }

    /// The weight of the penalty on H (`alpha_H`), at least 0; it is multiplied by the number of rows. Default: that on
    /// W.
    #[must_use]
    pub fn alpha_components(mut self, alpha: f64) -> Self {
        self.alpha_components = Some(alpha);
        self
    }

    /// Which share of the penalties is `Σ |entry|`, the rest being `½ Σ entry²`; 0 to 1. Default: 0.
    #[must_use]
    pub fn l1_ratio(mut self, ratio: f64) -> Self {
        self.l1_ratio = ratio;
        self
    }

    /// Whether coordinate descent goes through the parts in random order. Default: no.
    #[must_use]
    pub fn shuffle(mut self, shuffle: bool) -> Self {
        self.shuffle = shuffle;
        self
    }

    /// The seed of NumPy's `RandomState` (`random_state`). Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u32) -> Self {
        self.seed = seed;
        self
    }

    pub(super) fn check(&self) -> Result<()> {
        let (components, beta) = (self.components, self.loss.beta());
        check_parameter((1..=MOST_COMPONENTS).contains(&components), "components", components, "1 to 4096")?;
        check_parameter(beta.is_finite(), "loss", beta, "a finite β")?;
        let fits = self.solver == NmfSolver::MultiplicativeUpdate || beta == 2.0;
        check_parameter(fits, "loss", beta, "β = 2, the only loss of coordinate descent")?;
        let sizes = [
            ("tolerance", self.tolerance),
            ("alpha_rows", self.alpha_rows),
            ("alpha_components", self.alpha_components.unwrap_or_default()),
        ];
        for (name, size) in sizes {
            check_parameter(size >= 0.0 && size.is_finite(), name, size, "finite and at least 0")?;
        }
        check_parameter((0.0..=1.0).contains(&self.l1_ratio), "l1_ratio", self.l1_ratio, "0 to 1")?;
        check_parameter(self.max_iterations > 0, "max_iterations", 0, "at least 1")
    }

    /// The penalties on W and on H for a matrix of that shape.
    pub(super) fn penalties(&self, rows: usize, columns: usize) -> (Penalty, Penalty) {
        let of = |alpha: f64, size: usize| Penalty {
            l1: size as f64 * alpha * self.l1_ratio,
            l2: size as f64 * alpha * (1.0 - self.l1_ratio),
        };
        (of(self.alpha_rows, columns), of(self.alpha_components.unwrap_or(self.alpha_rows), rows))
    }
}

/// `l1 · Σ |entry| + ½ · l2 · Σ entry²`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Penalty {
    pub(super) l1: f64,
    pub(super) l2: f64,
}
