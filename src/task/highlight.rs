//! [`highlight`]: an explained text for a terminal, its words coloured by their evidence.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

/// Text with words that speak for the verdict in green and those that speak against it in red; the
/// strongest in bold, the faint ones as they are. The colours are ANSI escapes: print through `anstream`
/// (or strip them) where the output may be no terminal.
///
/// # Examples
/// ```
/// use wordmill::task::highlight;
/// let shown = highlight(&[("good", 1.0), (" but ", 0.0), ("long", -0.4)]);
/// assert!(shown.contains("\u{1b}[32mgood") && shown.contains("\u{1b}[31mlong"));
/// ```
#[must_use]
pub fn highlight(pieces: &[(&str, f64)]) -> String {
    let strongest = pieces.iter().fold(0.0f64, |strongest, (_, evidence)| strongest.max(evidence.abs()));
    let mut shown = String::new();
    for (piece, evidence) in pieces {
        let style = style(*evidence, strongest);
        // Writing to a string cannot fail.
        let _ = write!(shown, "{style}{piece}{style:#}");
    }
    shown
}

/// Colour by sign, weight by strength beside the strongest.
fn style(evidence: f64, strongest: f64) -> Style {
    let strength = evidence.abs() / strongest;
    // Not a number where nothing has any evidence.
    if strength.is_nan() || strength < 0.1 {
        return Style::new();
    }
    let colour = if evidence > 0.0 { AnsiColor::Green } else { AnsiColor::Red };
    let style = Style::new().fg_color(Some(colour.into()));
    if strength > 0.6 { style.bold() } else { style }
}
