//! [`Tweets`]: the tokens of NLTK's `TweetTokenizer` (3.10.4).
//!
//! Before text is cut, HTML entities become characters and runs of more than three equal symbols become three; on request,
//! user names vanish and runs of letters are shortened, too. Tokens still know which bytes of the original they stand for.

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenize::tweet::emoticons::holds_emoticon;
use crate::text::tokenize::tweet::entities::decode;
use crate::text::tokenize::tweet::handles::strip;
use crate::text::tokenize::tweet::runs::shorten;
use crate::text::tokenize::tweet::scanner::Scanner;
use crate::text::tokenizer::Tokenizer;

/// Words, emoticons, user names, hashtags, addresses, telephone numbers, emoji and single marks.
///
/// Equal to NLTK's tokens, with these exceptions: a numeric entity of a lone surrogate (`&#xD800;`), which no Rust string can
/// hold, becomes `\u{FFFD}`; letters newer than the reader's Python have a lower case here and not there; and texts on
/// which NLTK's pattern backtracks until it gives up with an error are cut here like any other.
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
        let decoded = decode(text);
        let named = if self.strip_handles { strip(decoded.text()) } else { unchanged(decoded.text()) };
        let short = shorten(named.text(), self.reduce_length);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(tweets: Tweets, text: &str) -> Vec<String> {
        tweets.tokens(text).into_iter().map(|token| token.text).collect()
    }

    fn all_settings() -> impl Iterator<Item = Tweets> {
        (0..16).map(|bits| {
            let tweets = Tweets::new().preserve_case(bits & 1 == 0).reduce_length(bits & 2 != 0);
            tweets.strip_handles(bits & 4 != 0).match_phone_numbers(bits & 8 == 0)
        })
    }

    /// Places ascend, lie in the text, and are not empty.
    fn assert_places(tweets: Tweets, text: &str) {
        let mut end = 0;
        for token in tweets.tokens(text) {
            assert!(token.span.start >= end && token.span.end > token.span.start, "{token:?} in {text:?}");
            assert!(!token.span.slice(text).is_empty());
            end = token.span.end;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn places_ascend(text in "(\\PC|&amp;|&#x41;|&no;|@ab|aaaa|!!!!|\n{1,5}|[a-c:)(.1@/ -]){0,20}") {
            all_settings().for_each(|tweets| assert_places(tweets, &text));
        }
    }

    /// NLTK 3.10.4: `TweetTokenizer().tokenize`.
    #[test]
    fn texts_are_cut_as_nltk_cuts_them() {
        for (text, expected) in [
            ("I'm @home: call 555-1234 <3 &lt;b&gt; -->", "I'm|@home|:|call|555-1234|<3|<b>|-->"),
            ("mail a.b@c.de, see www.a.co.uk/x?y=(z).", "mail|a.b@c.de|,|see|www.a.co.uk/x?y=(z)|."),
            ("#nlp_1 ... . . wow!!!!!! 1/2 👩🏽\u{200d}🚀 🇳🇱", "#nlp_1|... . .|wow|!|!|!|1/2|👩🏽\u{200d}🚀|🇳🇱"),
        ] {
            assert_eq!(words(Tweets::new(), text).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_original() {
        let text = "&lt;3 sooooo @me!!!!!";
        let tweets = Tweets::new().reduce_length(true).strip_handles(true).preserve_case(false);
        let tokens = tweets.tokens(text);
        let pairs: Vec<_> =
            tokens.iter().map(|token| (token.text.as_str(), token.span.slice(text))).collect();
        assert_eq!(pairs, [("<3", "&lt;3"), ("sooo", "sooooo"), ("!", "!"), ("!", "!"), ("!", "!!!")]);
    }

    /// NLTK 3.10.4: `TweetTokenizer(preserve_case=False).tokenize`.
    #[test]
    fn emoticons_keep_their_case() {
        let tweets = Tweets::new().preserve_case(false);
        let text = "OK :D XD HTTP://T.CO/X ÉCOLE ΟΔΟΣ";
        assert_eq!(words(tweets, text), ["ok", ":D", "xd", "HTTP://T.CO/X", "école", "οδος"]);
    }

    #[test]
    fn hostile_texts_are_cut_in_linear_time() {
        for piece in [
            "a",
            "1",
            "\u{301}",
            "😀",
            "\0",
            "\u{202e}",
            "<a",
            "http:(",
            "a.b-",
            "(a",
            ")a(",
            "&a",
            "@a",
            "#a'",
            "a'-",
            ". \t",
            "1 -",
            "a@b.",
            "11111111111111111111.",
            "\u{200d}a",
            "&lt;",
            "!?",
            "[-",
            "=D",
        ] {
            let text = piece.repeat(1 << 16);
            all_settings().step_by(7).for_each(|tweets| assert_places(tweets, &text));
        }
    }
}
