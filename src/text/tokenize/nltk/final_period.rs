//! Where the period stands that ends a text, so that it is a token of its own.

/// The period that ends a text, and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FinalPeriod {
    /// Where it stands.
    pub(super) dot: usize,
    /// Where the white space at the end of the text begins.
    pub(super) tail: usize,
}

/// The final period of `TreebankWordTokenizer`: closing brackets and quotes may follow it, then white space. The dot
/// before it, if any, must end an ellipsis of three, which has been set apart by then.
pub(super) fn treebank(text: &str) -> Option<FinalPeriod> {
    let before_space = text.trim_end_matches(char::is_whitespace);
    let sentence = before_space.trim_end_matches([']', ')', '}', '>', '"', '\'']);
    let before_dots = sentence.trim_end_matches('.');
    let dots = sentence.len() - before_dots.len();
    let found = dots % 3 == 1 && (dots > 1 || !before_dots.is_empty());
    found.then(|| FinalPeriod { dot: sentence.len() - 1, tail: before_space.len() })
}

/// The final period of `NLTKWordTokenizer`: closing brackets, quotes and spaces may follow it, then other white space;
/// no dot stands before it. A straight quote after a space has become an opening one by then.
pub(super) fn improved(text: &str) -> Option<FinalPeriod> {
    let sentence = text.trim_end_matches(|c: char| closes(c) || c.is_whitespace());
    let before = sentence.strip_suffix('.')?;
    if before.is_empty() || before.ends_with('.') {
        return None;
    }
    let after = &text[sentence.len()..];
    let white = after.trim_start_matches(closes);
    let closing = &after[..after.len() - white.len()];
    let found =
        white.chars().all(char::is_whitespace) && !closing.contains(" \"") && !closing.contains(" ''");
    found.then(|| FinalPeriod { dot: before.len(), tail: text.len() - white.len() })
}

/// A sign that may stand between the final period and the end, by `NLTKWordTokenizer`.
fn closes(character: char) -> bool {
    matches!(character, ']' | ')' | '}' | '>' | '"' | '\'' | '»' | '”' | '’' | ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_quotes_may_follow() {
        let text = "So (it is.)\"\t\n";
        assert_eq!(treebank(text), Some(FinalPeriod { dot: 9, tail: 12 }));
        assert_eq!(improved(text), Some(FinalPeriod { dot: 9, tail: 12 }));
        assert_eq!(treebank("Yes.” "), None);
        assert_eq!(improved("Yes.” "), Some(FinalPeriod { dot: 3, tail: 8 }));
        assert_eq!((improved("Yes. ' "), improved("Yes. \"")), (Some(FinalPeriod { dot: 3, tail: 7 }), None));
        // Other white space ends what may close.
        assert_eq!(improved("Yes.\n'"), None);
    }

    #[test]
    fn dots_before_it_make_it_none() {
        assert_eq!((treebank("."), treebank("x.."), treebank("...")), (None, None, None));
        assert_eq!((improved("."), improved("x.."), improved("....")), (None, None, None));
        assert_eq!(treebank("...."), Some(FinalPeriod { dot: 3, tail: 4 }));
    }
}
