//! `text/dev/tokenize`: tweets as NLTK cuts them, English as spaCy cuts it.

use wordmill::text::Tokenizer;
use wordmill::text::tokenize::{SpacyEnglish, Tweets};

use crate::harness::area::Area;
use crate::harness::compare::{same, same_list};
use crate::harness::json::{self, Value};
use crate::harness::tally::Verdict;
use crate::text_tokenize::Lines;

pub(crate) fn check(area: &mut Area, lines: &Lines) {
    let plain = Tweets::new();
    let changed = plain.preserve_case(false).reduce_length(true).strip_handles(true);
    for (name, tweets) in [
        ("nltk_tweet", plain),
        ("nltk_tweet_nophone", plain.match_phone_numbers(false)),
        ("nltk_tweet_lower_reduce_strip", changed),
    ] {
        lines.compare(area, name, |text, expected| same_words(tweets, text, expected));
    }
    lines.tokens(area, "spacy_blank_en", |text| SpacyEnglish.tokens(text));
}

/// Compares the words. NLTK gives no places; they must ascend, and every character of a word must come from its place, but
/// for entities, case, and the blank that stands for a user name and may lie between dots.
fn same_words(tweets: Tweets, text: &str, expected: &Value) -> Verdict {
    let tokens = tweets.tokens(text);
    let words: Vec<String> = tokens.iter().map(|token| token.text.clone()).collect();
    let expected: Vec<String> =
        json::array(expected).iter().map(|word| json::string(word).to_owned()).collect();
    same_list("tokens", &words, &expected)?;
    let mut last = 0;
    for token in &tokens {
        same("order of places", &(token.span.start >= last), &true)?;
        last = token.span.end;
        let source = token.span.slice(text).to_lowercase();
        let mut rest = source.chars();
        let word = token.text.to_lowercase();
        let kept = word.chars().filter(|&c| c != ' ').all(|wanted| rest.any(|c| c == wanted));
        same("places", &(kept || source.contains('&')), &true)?;
    }
    Ok(())
}
