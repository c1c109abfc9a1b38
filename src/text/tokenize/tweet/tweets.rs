//! [`Tweets`]: the tokens of NLTK's `TweetTokenizer` (3.10.4).
//!
//! Before text is cut, HTML entities become characters and runs of more than three equal symbols become three; on request,
//! user names vanish and runs of letters are shortened, too. Tokens still know which bytes of the original they stand for.

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenize::tweet::emoticons::holds_emoticon;
use crate::text::tokenize::tweet::scanner::Scanner;
use crate::text::tokenize::tweet::{entities, handles, runs};
use crate::text::tokenizer::Tokenizer;

/// Words, emoticons, user names, hashtags, addresses, telephone numbers, emoji and single marks.
///
/// Equal to NLTK's tokenizer on any text but one: a numeric entity of a lone surrogate (`&#xD800;`), which no Rust string can
/// hold, becomes `\u{FFFD}`.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::Tweets};
/// let texts = |tweets: Tweets, text: &str| -> Vec<String> {
///     tweets.tokens(text).into_iter().map(|token| token.text).collect()
/// };
/// let tweet = "@remy: sooooo coool :-) &lt;3 #nlp http://t.co/x!!!!!";
/// let all = ["@remy", ":", "sooooo", "coool", ":-)", "<3", "#nlp", "http://t.co/x", "!", "!", "!"];
/// assert_eq!(texts(Tweets::new(), tweet), all);
/// let tweets = Tweets::new().strip_handles(true).reduce_length(true);
/// assert_eq!(texts(tweets, "@remy: sooooo!"), [":", "sooo", "!"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tweets {
    preserve_case: bool,
    reduce_length: bool,
    strip_handles: bool,
    match_phone_numbers: bool,
}

impl Default for Tweets {
    fn default() -> Self {
        Tweets::new()
    }
}

impl Tweets {
    /// Keeps case, lengths and user names, and finds telephone numbers, as NLTK does by default.
    #[must_use]
    pub fn new() -> Self {
        Tweets { preserve_case: true, reduce_length: false, strip_handles: false, match_phone_numbers: true }
    }

    /// Whether tokens keep their case; else all become lower case but those that hold an emoticon (`:D`, and any with `:/`).
    #[must_use]
    pub fn preserve_case(mut self, preserve: bool) -> Self {
        self.preserve_case = preserve;
        self
    }

    /// Whether more than three equal characters in a row become three (`coooool` → `coool`).
    #[must_use]
    pub fn reduce_length(mut self, reduce: bool) -> Self {
        self.reduce_length = reduce;
        self
    }

    /// Whether user names (`@remy`) are left out.
    #[must_use]
    pub fn strip_handles(mut self, strip: bool) -> Self {
        self.strip_handles = strip;
        self
    }

    /// Whether telephone numbers with blanks inside are one token.
    #[must_use]
    pub fn match_phone_numbers(mut self, matched: bool) -> Self {
        self.match_phone_numbers = matched;
        self
    }
}

impl Tokenizer for Tweets {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let decoded = entities::decode(text);
        let named =
            if self.strip_handles { handles::strip(decoded.text()) } else { unchanged(decoded.text()) };
        let short = runs::shorten(named.text(), self.reduce_length);
        let mut scanner = Scanner::of(short.text(), self.match_phone_numbers);
        let (mut at, mut lower) = (0, String::new());
        while let Some((start, end)) = scanner.next(at) {
            at = end;
            let token = &short.text()[start..end];
            let span = decoded.original(named.original(short.original(Span { start, end })));
            let text = if self.preserve_case { token } else { lower_case(token, &mut lower) };
            sink(Token { text, span });
        }
    }
}

fn unchanged(text: &str) -> Normalized<'_> {
    Normalized::same_places(text.into())
}

/// `token` in lower case, written into `buffer` if it must be, unless it holds an emoticon.
fn lower_case<'t>(token: &'t str, buffer: &'t mut String) -> &'t str {
    let small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if token.bytes().all(small) || holds_emoticon(token) {
        return token;
    }
    buffer.clear();
    if token.is_ascii() {
        buffer.push_str(token);
        buffer.make_ascii_lowercase();
    } else {
        buffer.push_str(&token.to_lowercase());
    }
    buffer
}
