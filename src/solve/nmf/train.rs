//! Fitting and using [`Nmf`]: the two factors are improved in turn until the tolerance is met.

use crate::error::{Error, Result, check_limit, check_parameter, check_shape};
use crate::fit::{Fit, Transform};
use crate::progress::{Progress, report};
use crate::solve::nmf::model::Nmf;
use crate::solve::nmf::params::{NmfParams, NmfSolver, Penalty};
use crate::solve::nmf::start::{Factors, mean};
use crate::solve::nmf::{coordinate, divergence, multiplicative};
use crate::statistics::mt19937::Mt19937;
use crate::vector::double::DoubleMatrix;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Half a terabyte of factors.
const MOST_NUMBERS: u64 = 1 << 36;
/// Multiplicative updates look at the error every so many iterations.
const ITERATIONS_PER_LOOK: usize = 10;

impl<V: Value> Fit<SparseMatrix<V>> for NmfParams {
    type Model = Nmf;

    /// Factorises, and reports every iteration.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range, a negative entry, or more parts than rows or columns where
    /// singular vectors are the start; [`Error::Empty`] for a matrix without rows or columns; [`Error::Corrupt`] for
    /// zeros where β ≤ 0 or where factors grow past all bounds; [`Error::Limit`] for factors past all memory;
    /// [`Error::Interrupted`] where the observer asks to stop. Running out of iterations is none: ask
    /// [`Nmf::converged`].
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, matrix: &SparseMatrix<V>, progress: &mut dyn Progress) -> Result<Nmf> {
        Ok(self.fit_transform(matrix, progress)?.0)
    }
}

impl NmfParams {
    /// Factorises, and gives the weights of the rows too: W, rows × parts.
    ///
    /// # Errors
    /// As [`Fit::fit_with`].
    pub fn fit_transform<V: Value>(
        &self,
        matrix: &SparseMatrix<V>,
        progress: &mut dyn Progress,
    ) -> Result<(Nmf, DoubleMatrix)> {
        self.check_matrix(matrix)?;
        let factors = Factors::start(self, matrix, progress)?;
        self.improve(matrix, factors, progress)
    }

    /// The same, from given factors (`init='custom'`): W, rows × parts, and H, parts × columns.
    ///
    /// # Errors
    /// As [`Fit::fit_with`], and [`Error::Shape`] for factors of other shapes, [`Error::Parameter`] for negative
    /// numbers among them, or nothing but zeros.
    ///
    /// # Examples
    /// ```
    /// use wordmill::{solve::Nmf, vector::{DoubleMatrix, SparseMatrix}};
    /// let matrix = SparseMatrix::from_parts(2, vec![0, 1, 2], vec![0, 1], vec![2.0f64, 3.0])?;
    /// let rows = DoubleMatrix::from_rows(1, vec![1.0, 1.0])?;
    /// let components = DoubleMatrix::from_rows(2, vec![0.5, 1.0])?;
    /// let (nmf, _) = Nmf::params().components(1).fit_transform_from(&matrix, &rows, &components, &mut ())?;
    /// assert!((nmf.reconstruction_error() - 2.0).abs() < 1e-3);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn fit_transform_from<V: Value>(
        &self,
        matrix: &SparseMatrix<V>,
        rows: &DoubleMatrix,
        components: &DoubleMatrix,
        progress: &mut dyn Progress,
    ) -> Result<(Nmf, DoubleMatrix)> {
        self.check_matrix(matrix)?;
        check_shape("rows of the first factor", matrix.rows(), rows.rows())?;
        check_shape("columns of the first factor", self.components, rows.columns())?;
        check_shape("rows of the second factor", self.components, components.rows())?;
        check_shape("columns of the second factor", matrix.columns(), components.columns())?;
        for factor in [rows, components] {
            let sound = factor.as_slice().iter().all(|&value| value >= 0.0 && value.is_finite());
            check_parameter(sound, "factors", "another number", "finite numbers of at least 0")?;
            let some = factor.as_slice().iter().any(|&value| value > 0.0);
            check_parameter(some, "factors", "zeros", "numbers above 0 among them")?;
        }
        self.improve(matrix, Factors { rows: rows.clone(), parts: components.transpose() }, progress)
    }

    fn check_matrix<V: Value>(&self, matrix: &SparseMatrix<V>) -> Result<()> {
        self.check()?;
        if matrix.rows().min(matrix.columns()) == 0 {
            return Err(Error::Empty { what: "matrix to factorise" });
        }
        let numbers = (matrix.rows() as u64 + matrix.columns() as u64) * self.components as u64;
        check_limit("numbers in the factors", MOST_NUMBERS, numbers)?;
        self.check_entries(matrix)
    }

    fn check_entries<V: Value>(&self, matrix: &SparseMatrix<V>) -> Result<()> {
        let least = matrix.values().iter().fold(0.0f64, |least, &value| least.min(value.into()));
        check_parameter(least >= 0.0, "entries of a matrix to factorise", least, "at least 0")?;
        let full = matrix.stored() as u128 == matrix.rows() as u128 * matrix.columns() as u128;
        let zeros = !full || matrix.values().iter().any(|&value| value.into() == 0.0);
        if zeros && self.loss.beta() <= 0.0 {
            return Err(Error::corrupt(
                "matrix to factorise",
                "it holds zeros, which no β ≤ 0 can divide by",
            ));
        }
        Ok(())
    }

    fn improve<V: Value>(
        &self,
        matrix: &SparseMatrix<V>,
        mut factors: Factors,
        progress: &mut dyn Progress,
    ) -> Result<(Nmf, DoubleMatrix)> {
        let transposed = matrix.transpose()?;
        let search = Search { params: self, matrix, transposed: Some(&transposed) };
        let (iterations, converged) = search.run(&mut factors, progress)?;
        let error = divergence::error(matrix, &factors.rows, &factors.parts, self.loss.beta())?;
        let numbers = factors.rows.as_slice().iter().chain(factors.parts.as_slice());
        if !error.is_finite() || !numbers.copied().all(f64::is_finite) {
            return Err(Error::corrupt("non-negative factors", "they grew past all bounds"));
        }
        let model = Nmf {
            params: self.clone(),
            components: factors.parts.transpose(),
            reconstruction_error: error,
            iterations,
            converged,
        };
        Ok((model, factors.rows))
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for Nmf {
    type Output = DoubleMatrix;

    /// The weights of the parts in each row: W, rows × parts.
    ///
    /// # Errors
    /// [`Error::Shape`] where the columns are not those of the fitted rows, [`Error::Parameter`] for a negative entry,
    /// [`Error::Corrupt`] for zeros where β ≤ 0, [`Error::Empty`] where all parts are zeros.
    fn transform(&self, matrix: &SparseMatrix<V>) -> Result<DoubleMatrix> {
        check_shape("columns to transform", self.components.columns(), matrix.columns())?;
        self.params.check_entries(matrix)?;
        let mut rows = DoubleMatrix::zeros(matrix.rows(), self.components.rows());
        if matrix.rows() == 0 {
            return Ok(rows);
        }
        if self.components.as_slice().iter().all(|&weight| weight == 0.0) {
            return Err(Error::Empty { what: "set of parts with numbers above 0" });
        }
        if self.params.solver == NmfSolver::MultiplicativeUpdate {
            // What is multiplied must not set out from zeros.
            rows.as_mut_slice().fill((mean(matrix) / self.components.rows() as f64).sqrt());
        }
        let mut factors = Factors { rows, parts: self.components.transpose() };
        Search { params: &self.params, matrix, transposed: None }.run(&mut factors, &mut ())?;
        Ok(factors.rows)
    }
}

/// The iterations over one matrix; H moves where the transpose is given.
struct Search<'s, V: Value> {
    params: &'s NmfParams,
    matrix: &'s SparseMatrix<V>,
    transposed: Option<&'s SparseMatrix<V>>,
}

impl<V: Value> Search<'_, V> {
    /// Improves the factors; gives how many iterations it took and whether the tolerance ended them.
    fn run(&self, factors: &mut Factors, progress: &mut dyn Progress) -> Result<(usize, bool)> {
        let penalties = self.params.penalties(self.matrix.rows(), self.matrix.columns());
        match self.params.solver {
            NmfSolver::CoordinateDescent => self.descend(factors, penalties, progress),
            NmfSolver::MultiplicativeUpdate => self.multiply(factors, penalties, progress),
        }
    }

    fn descend(
        &self,
        factors: &mut Factors,
        penalties: (Penalty, Penalty),
        progress: &mut dyn Progress,
    ) -> Result<(usize, bool)> {
        let (params, mut draws) = (self.params, Mt19937::new(self.params.seed));
        let mut order = || {
            if params.shuffle {
                draws.permutation(params.components)
            } else {
                (0..params.components).collect()
            }
        };
        let mut first = None;
        let fixed = |parts: &DoubleMatrix| coordinate::Fixed::new(self.matrix, parts, penalties.0);
        let mut fixed_parts = fixed(&factors.parts)?;
        for iteration in 1..=params.max_iterations {
            let mut violation = fixed_parts.sweep(&mut factors.rows, &order());
            if let Some(transposed) = self.transposed {
                let fixed_rows = coordinate::Fixed::new(transposed, &factors.rows, penalties.1)?;
                violation += fixed_rows.sweep(&mut factors.parts, &order());
                fixed_parts = fixed(&factors.parts)?;
            }
            let first = *first.get_or_insert(violation);
            if first == 0.0 || violation / first <= params.tolerance {
                return Ok((iteration, true));
            }
            let figures = [("violation", violation / first)];
            report(progress, "factorise", iteration as u64, Some(params.max_iterations as u64), &figures)?;
        }
        Ok((params.max_iterations, false))
    }

    fn multiply(
        &self,
        factors: &mut Factors,
        penalties: (Penalty, Penalty),
        progress: &mut dyn Progress,
    ) -> Result<(usize, bool)> {
        let (params, beta) = (self.params, self.params.loss.beta());
        let exponent = match beta {
            beta if beta < 1.0 => 1.0 / (2.0 - beta),
            beta if beta > 2.0 => 1.0 / (beta - 1.0),
            _ => 1.0,
        };
        let error = |factors: &Factors| divergence::error(self.matrix, &factors.rows, &factors.parts, beta);
        let first = error(factors)?;
        let mut previous = first;
        let mut fixed = multiplicative::Fixed::new(self.matrix, &factors.parts, params.loss)?;
        for iteration in 1..=params.max_iterations {
            fixed.update(self.matrix, &mut factors.rows, &factors.parts, penalties.0, exponent);
            if beta < 1.0 {
                without_traces(&mut factors.rows);
            }
            if let Some(transposed) = self.transposed {
                let rows = multiplicative::Fixed::new(transposed, &factors.rows, params.loss)?;
                let rows = rows.without_empty_parts();
                rows.update(transposed, &mut factors.parts, &factors.rows, penalties.1, exponent);
                if beta <= 1.0 {
                    without_traces(&mut factors.parts);
                }
                fixed = multiplicative::Fixed::new(self.matrix, &factors.parts, params.loss)?;
            } else {
                fixed.pile_up(penalties.0);
            }
            if params.tolerance > 0.0 && iteration % ITERATIONS_PER_LOOK == 0 {
                let error = error(factors)?;
                if (previous - error) / first < params.tolerance {
                    return Ok((iteration, true));
                }
                previous = error;
            }
            report(progress, "factorise", iteration as u64, Some(params.max_iterations as u64), &[])?;
        }
        Ok((params.max_iterations, false))
    }
}

/// Numbers that are next to nothing become 0.
fn without_traces(factor: &mut DoubleMatrix) {
    for entry in factor.as_mut_slice() {
        if *entry < f64::EPSILON {
            *entry = 0.0;
        }
    }
}
