//! `text/dev/tokenize/nltk_*`: NLTK's word tokenizers. Where a token's text is not its slice of the line, quotes and
//! brackets, the places are held against `nltk_word_spans`.

use wordmill::text::tokenize::{
    MultiWord, NltkWords, Toktok, Treebank, TreebankDetokenizer, Whitespace, WordPunct,
};
use wordmill::text::{OwnedToken, Tokenizer};

use crate::harness::area::Area;
use crate::harness::compare::{same, same_list};
use crate::harness::json;
use crate::text_tokenize::Lines;

pub(crate) fn check(area: &mut Area, lines: &Lines) {
    lines.tokens(area, "nltk_wordpunct", |text| WordPunct.tokens(text));
    texts(area, lines, "nltk_treebank", |text| Treebank::new().tokens(text));
    texts(area, lines, "nltk_word", |text| NltkWords::new().tokens(text));
    texts(area, lines, "nltk_word_parens", |text| NltkWords::new().convert_parentheses(true).tokens(text));
    texts(area, lines, "nltk_toktok", |text| Toktok.tokens(text));
    let expressions = [["of", "the"], ["United", "States"], ["New", "York"]];
    let multi_word = MultiWord::new(Whitespace, expressions);
    texts(area, lines, "nltk_mwe", |text| multi_word.tokens(text));
    lines.compare(area, "nltk_word_spans", |text, expected| {
        let places: Vec<Vec<usize>> = json::array(expected).iter().map(json::counts).collect();
        same("spans", &places_in_characters(text, &NltkWords::new().tokens(text)), &places)
    });
    lines.compare(area, "nltk_treebank_detok", |text, expected| {
        let tokens = Treebank::new().tokens(text);
        let tokens: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
        let joined = TreebankDetokenizer::new().detokenize(&tokens);
        same("text", joined.as_str(), json::string(expected))
    });
}

/// Compares the texts of tokens only.
fn texts(area: &mut Area, lines: &Lines, name: &str, tokens: impl Fn(&str) -> Vec<OwnedToken>) {
    lines.compare(area, name, |text, expected| {
        let texts: Vec<String> = tokens(text).into_iter().map(|token| token.text).collect();
        same_list("tokens", &texts, &json::strings(expected))
    });
}

/// Spans counted in characters.
fn places_in_characters(text: &str, tokens: &[OwnedToken]) -> Vec<Vec<usize>> {
    let (mut characters, mut bytes) = (0, 0);
    let mut count_to = |end: usize| {
        characters += text[bytes..end].chars().count();
        bytes = end;
        characters
    };
    tokens.iter().map(|token| vec![count_to(token.span.start), count_to(token.span.end)]).collect()
}
