//! [`Pictures`]: aligned texts as lines of text, as jiwer 4.0.0's `visualize_alignment`.
//!
//! Reference, hypothesis and the letter of each error stand one below the other; stars stand for what is missing. Widths
//! count characters.

use std::fmt;

use crate::metric::edit::aligned_texts::{AlignedTexts, Elements};
use crate::metric::edit::operation::{Alignment, EditOperation};

/// Texts to be drawn, and how; [`Display`](fmt::Display) draws.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::Wer;
/// let aligned = Wer::new().align(&["a b c", "d"], &["a x c", "d"])?;
/// assert_eq!(aligned.pictures().to_string(), "\
/// === SENTENCE 1 ===
///
/// REF: a b c
/// HYP: a x c
///        S  
///
/// === SUMMARY ===
/// number of sentences: 2
/// substitutions=1 deletions=0 insertions=0 hits=3
///
/// mer=25.00%
/// wil=43.75%
/// wip=56.25%
/// wer=25.00%
/// ");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pictures<'t> {
    texts: &'t AlignedTexts,
    measures: bool,
    skip_correct: bool,
    line_width: Option<usize>,
}

impl AlignedTexts {
    /// The texts as pictures, with a summary and without texts that are right.
    #[must_use]
    pub fn pictures(&self) -> Pictures<'_> {
        Pictures { texts: self, measures: true, skip_correct: true, line_width: None }
    }
}

impl Pictures<'_> {
    /// Whether counts and rates follow; default true.
    #[must_use]
    pub fn measures(mut self, measures: bool) -> Self {
        self.measures = measures;
        self
    }

    /// Whether texts that are right are left out; default true.
    #[must_use]
    pub fn skip_correct(mut self, skip_correct: bool) -> Self {
        self.skip_correct = skip_correct;
        self
    }

    /// So many characters a line, where words are not longer; default as many as there are.
    #[must_use]
    pub fn line_width(mut self, line_width: usize) -> Self {
        self.line_width = Some(line_width);
        self
    }

    fn draw(&self) -> String {
        let texts = self.texts;
        let mut drawn = String::new();
        let sides = texts.references().iter().zip(texts.hypotheses());
        for (number, ((reference, hypothesis), alignment)) in (1..).zip(sides.zip(texts.alignments())) {
            if self.skip_correct && alignment.is_equal() {
                continue;
            }
            let picture = Lines::of(reference, hypothesis, alignment, texts.elements(), self.line_width);
            drawn += &format!("=== SENTENCE {number} ===\n\n{picture}\n");
        }
        if self.measures {
            drawn += &self.summary();
        } else {
            drawn.pop();
        }
        drawn
    }

    fn summary(&self) -> String {
        let rates = self.texts.rates();
        let counts = rates.counts;
        let beginning = format!(
            "=== SUMMARY ===\nnumber of sentences: {}\nsubstitutions={} deletions={} insertions={} hits={}\n",
            self.texts.alignments().len(),
            counts.substitutions,
            counts.deletions,
            counts.insertions,
            counts.hits
        );
        let percent = |name: &str, rate: f64| format!("\n{name}={:.2}%", rate * 100.0);
        let figures = match self.texts.elements() {
            Elements::Characters => percent("cer", rates.error_rate),
            Elements::Words => [
                percent("mer", rates.match_error_rate),
                percent("wil", rates.information_lost),
                percent("wip", rates.information_preserved),
                percent("wer", rates.error_rate),
            ]
            .concat(),
        };
        format!("{beginning}{figures}\n")
    }
}

impl fmt::Display for Pictures<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.draw())
    }
}

/// Three lines that grow, and what stands above them.
struct Lines {
    finished: String,
    lines: [String; 3],
    /// Characters of a line.
    length: usize,
    /// What stands behind each element.
    space: &'static str,
}

impl Lines {
    fn of(
        reference: &[String],
        hypothesis: &[String],
        alignment: &Alignment,
        elements: Elements,
        width: Option<usize>,
    ) -> String {
        let space = if elements == Elements::Words { " " } else { "" };
        let mut lines = Lines { finished: String::new(), lines: Lines::begun(), length: 5, space };
        for chunk in alignment.chunks() {
            let letter = match chunk.operation {
                EditOperation::Equal => " ",
                EditOperation::Substitute => "S",
                EditOperation::Delete => "D",
                EditOperation::Insert => "I",
            };
            let (reference, hypothesis) =
                (&reference[chunk.reference.clone()], &hypothesis[chunk.hypothesis.clone()]);
            for at in 0..reference.len().max(hypothesis.len()) {
                let element = |side: &'_ [String]| side.get(at).map_or("*".to_owned(), String::clone);
                lines.push(element(reference), element(hypothesis), letter, width);
            }
        }
        lines.finish("\n");
        lines.finished
    }

    fn begun() -> [String; 3] {
        ["REF: ", "HYP: ", "     "].map(str::to_owned)
    }

    fn push(&mut self, mut reference: String, mut hypothesis: String, letter: &str, width: Option<usize>) {
        let wide = reference.chars().count().max(hypothesis.chars().count()).max(1);
        if width.is_some_and(|width| self.length + wide > width) {
            self.finish("\n\n");
            self.lines = Lines::begun();
            self.length = 5;
        }
        if reference == "*" {
            reference = "*".repeat(wide);
        } else if hypothesis == "*" {
            hypothesis = "*".repeat(wide);
        }
        for (line, element) in self.lines.iter_mut().zip([reference.as_str(), &hypothesis, letter]) {
            *line += &format!("{element:>wide$}{}", self.space);
        }
        self.length += wide + self.space.len();
    }

    /// Puts the lines below the finished ones, each without the space behind it.
    fn finish(&mut self, end: &str) {
        for (line, end) in self.lines.iter_mut().zip(["\n", "\n", end]) {
            if !self.space.is_empty() {
                line.pop();
            }
            self.finished += line;
            self.finished += end;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::metric::edit::cer::Cer;
    use crate::metric::edit::wer::Wer;

    /// jiwer 4.0.0: `visualize_alignment(process_words(…), show_measures=False, line_width=20)`.
    #[test]
    fn long_lines_are_cut() {
        let aligned =
            Wer::new().align(&["a very long * sentence here"], &["a vary long * sentences"]).unwrap();
        let drawn = aligned.pictures().measures(false).line_width(20).to_string();
        assert_eq!(
            drawn,
            "=== SENTENCE 1 ===\n\nREF: a very long *\nHYP: a vary long *\n          S       \n\nREF:  sentence here\n\
             HYP: sentences ****\n             S    D\n"
        );
    }

    /// jiwer 4.0.0: `visualize_alignment(process_characters(["abc", "x"], ["abd", "x"]), skip_correct=False)`.
    #[test]
    fn characters_stand_side_by_side() {
        let aligned = Cer::new().align(&["abc", "x"], &["abd", "x"]).unwrap();
        assert_eq!(
            aligned.pictures().skip_correct(false).to_string(),
            "=== SENTENCE 1 ===\n\nREF: abc\nHYP: abd\n       S\n\n=== SENTENCE 2 ===\n\nREF: x\nHYP: x\n      \n\n\
             === SUMMARY ===\nnumber of sentences: 2\nsubstitutions=1 deletions=0 insertions=0 hits=3\n\ncer=25.00%\n"
        );
    }
}
