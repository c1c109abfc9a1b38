//! [`Replace`]: one string for another (`Replace` of the package, with a string as its pattern).

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::Rewrite;
use crate::text::span::Span;

/// Writes one string wherever another stands, from left to right.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{Normalizer, hugging_face::Replace};
/// assert_eq!(Replace::of("``", "\"").normalize("``so````so").text(), "\"so\"\"so");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replace {
    pattern: String,
    content: String,
}

impl Replace {
    /// Writes `content` for `pattern`. An empty pattern stands before every character and at the end
    /// of text that is not empty.
    pub fn of(pattern: impl Into<String>, content: impl Into<String>) -> Self {
        Replace { pattern: pattern.into(), content: content.into() }
    }
}

impl Normalizer for Replace {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let mut rewrite = Rewrite::of(text);
        if text.is_empty() {
            return rewrite.finish();
        }
        for (start, found) in text.match_indices(self.pattern.as_str()) {
            rewrite.replace(Span { start, end: start + found.len() }, &self.content);
        }
        rewrite.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// tokenizers 0.23.3: `Replace("", "-").normalize_str(…)`.
    #[test]
    fn an_empty_pattern_stands_everywhere() {
        let dashes = Replace::of("", "-");
        assert_eq!(dashes.normalize("né").text(), "-n-é-");
        assert_eq!(dashes.normalize("").text(), "");
    }
}
