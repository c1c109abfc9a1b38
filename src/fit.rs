//! The learning traits: params that [`Fit`] to data and give a model, models that [`Transform`] data.
//!
//! Unfitted and fitted are two types: a model cannot be used before it exists.

use crate::error::Result;
use crate::progress::Progress;

/// Params that learn a model from an input.
pub trait Fit<Input: ?Sized> {
    /// What is learnt.
    type Model;

    /// Learns, telling `progress` how far it has come.
    ///
    /// # Errors
    /// Bad params ([`Error::Parameter`](crate::Error::Parameter)), input that cannot be learnt from, or
    /// [`Error::Interrupted`](crate::Error::Interrupted) where the observer asks to stop.
    fn fit_with(&self, input: &Input, progress: &mut dyn Progress) -> Result<Self::Model>;

    /// Learns silently.
    ///
    /// # Errors
    /// As [`Fit::fit_with`].
    fn fit(&self, input: &Input) -> Result<Self::Model> {
        self.fit_with(input, &mut ())
    }
}

/// Models that turn an input into another form. They read what was learnt and never learn again.
pub trait Transform<Input: ?Sized> {
    /// The other form.
    type Output;

    /// Turns `input` into its other form.
    ///
    /// # Errors
    /// Input that the model cannot take (a wrong shape, a value past a limit).
    fn transform(&self, input: &Input) -> Result<Self::Output>;
}
