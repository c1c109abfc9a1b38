//! [`Bar`]: progress of long work, drawn on standard error while that is a terminal.
//!
//! Ctrl-C is not caught here: the system ends the command, which a shell reports as exit code 130. Training of word vectors
//! catches it ([`Stoppable`](crate::embed::interrupt::Stoppable)).

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use wordmill::progress::{Next, Progress, Report};

const WITH_TOTAL: &str = "{msg:.dim} [{wide_bar}] {pos}/{len}";
const WITHOUT_TOTAL: &str = "{spinner} {msg:.dim} {pos}";

/// A line that shows how far work has come, and goes away at the end.
#[derive(Debug)]
pub(crate) struct Bar(Option<ProgressBar>);

impl Bar {
    /// Draws if wanted and if there is a terminal to draw on.
    pub(crate) fn new(wanted: bool) -> Self {
        let drawn = wanted && std::io::stderr().is_terminal();
        Bar(drawn.then(|| ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())))
    }
}

impl Progress for Bar {
    fn report(&mut self, report: &Report<'_>) -> Next {
        if let Some(bar) = &self.0 {
            let template = if report.total.is_some() { WITH_TOTAL } else { WITHOUT_TOTAL };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            match report.total {
                Some(total) => bar.set_length(total),
                None => bar.unset_length(),
            }
            bar.set_message(message(report));
            bar.set_position(report.done);
        }
        Next::Continue
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// The stage and its figures.
fn message(report: &Report<'_>) -> String {
    let figures = report.figures.iter().map(|&(name, value)| {
        // Of a large number, nobody reads digits behind the point.
        let digits = if value.abs() < 1e3 { 6 } else { 0 };
        format!(", {name} {value:.digits$}")
    });
    std::iter::once(report.stage.to_owned()).chain(figures).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_good_and_figures_are_told() {
        for template in [WITH_TOTAL, WITHOUT_TOTAL] {
            assert!(ProgressStyle::with_template(template).is_ok());
        }
        let report =
            Report { stage: "minimise", done: 3, total: None, figures: &[("loss", 0.5), ("words/s", 2e6)] };
        assert_eq!(message(&report), "minimise, loss 0.500000, words/s 2000000");
        assert_eq!(Bar(None).report(&report), Next::Continue);
    }
}
