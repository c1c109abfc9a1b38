//! [`Work`]: something to do over text, and what must be ready before the clock starts.

use wordmill::text::Tokenizer;

/// Text in memory.
pub(crate) struct Input<'t> {
    /// All of it.
    pub(crate) text: &'t str,
    /// Its lines, without their ends.
    pub(crate) lines: Vec<&'t str>,
}

impl<'t> Input<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Input { text, lines: text.strip_suffix('\n').unwrap_or(text).split('\n').collect() }
    }
}

/// One pass over text; gives a count that a peer's pass must give, too (of tokens, mostly).
pub(crate) type Run = Box<dyn Fn(&Input<'_>) -> u64 + Sync>;

/// A named work.
pub(crate) struct Work {
    /// `room/who`, as `words/ours`.
    pub(crate) name: &'static str,
    /// Makes ready: reads tables, trains models, compiles patterns.
    pub(crate) prepare: fn() -> Run,
}

/// Tokenises every line and counts the tokens.
pub(crate) fn tokens(tokenizer: impl Tokenizer + 'static) -> Run {
    Box::new(move |input| {
        let mut count = 0;
        for line in &input.lines {
            tokenizer.tokenize(line, &mut |_| count += 1);
        }
        count
    })
}
