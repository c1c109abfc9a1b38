//! [`Progress`]: how long work tells that it goes on, and is told to stop. The library never prints.
//!
//! A binary draws a bar from these calls; a service logs them; a test counts them. `()` is silent.

use crate::error::{Error, Result};

/// What the observer wants next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Go on.
    Continue,
    /// Stop at the next safe point: the work returns [`Error::Interrupted`].
    Stop,
}

/// An observer of long work.
///
/// # Examples
/// ```
/// use wordmill::progress::{Next, Progress, Report};
/// struct Last(String);
/// impl Progress for Last {
///     fn report(&mut self, report: &Report<'_>) -> Next {
///         self.0 = format!("{} {}/{:?}", report.stage, report.done, report.total);
///         Next::Continue
///     }
/// }
/// let mut last = Last(String::new());
/// last.report(&Report { stage: "count", done: 3, total: Some(9), figures: &[] });
/// assert_eq!(last.0, "count 3/Some(9)");
/// ```
pub trait Progress {
    /// Takes one report. Called from the thread that started the work, a few times a second at most
    /// where steps are short.
    fn report(&mut self, report: &Report<'_>) -> Next;
}

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Report<'a> {
    /// What is being done, in a word or two.
    pub stage: &'static str,
    /// Steps done.
    pub done: u64,
    /// Steps in all, where known.
    pub total: Option<u64>,
    /// Named figures worth seeing (a loss, a gradient's norm).
    pub figures: &'a [(&'static str, f64)],
}

impl Progress for () {
    fn report(&mut self, _: &Report<'_>) -> Next {
        Next::Continue
    }
}

/// Reports, and turns the wish to stop into [`Error::Interrupted`].
pub(crate) fn report(
    progress: &mut dyn Progress,
    stage: &'static str,
    done: u64,
    total: Option<u64>,
    figures: &[(&'static str, f64)],
) -> Result<()> {
    match progress.report(&Report { stage, done, total, figures }) {
        Next::Continue => Ok(()),
        Next::Stop => Err(Error::Interrupted),
    }
}
