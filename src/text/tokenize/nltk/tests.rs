//! The walks against NLTK's substitutions over arbitrary text, and against what NLTK itself printed.

use proptest::prelude::*;

use crate::text::token::OwnedToken;
use crate::text::tokenize::nltk::nltk_words::NltkWords;
use crate::text::tokenize::nltk::rules::Rules;
use crate::text::tokenize::nltk::toktok::Toktok;
use crate::text::tokenize::nltk::treebank::Treebank;
use crate::text::tokenizer::Tokenizer;

/// Pieces at which the substitutions do something.
const PIECES: &str = "' '' ''' \" ` `` ``` . .. ... .... , ,, : :// ://x/ / // ? ?? ! ; @ # % & | - -- --- * ( ) [ ] { } \
    < > “ ” ‘ ’ „ « » ‹ › ‚ – — ‒ … ، 「 」 〈 € $ 1 ٣ ½ a x S d 's 'll 'Re n't N'T cannot can not d'ye gimme gİmme gımme \
    gonna gotta lemme more'n wanna 'tis 'twas 'tiſ 'twas' _ é я 中 का \u{301} \u{200d} 😀";
const WHITE: [&str; 10] = [" ", " ", " ", "\n", "\t", "\r\n", "\x1c", "\u{a0}", "\u{2003}", "\u{3000}"];

/// Text of such pieces, white space and anything.
fn text() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split_whitespace().collect();
    let piece = prop_oneof![
        8 => proptest::sample::select(pieces).prop_map(str::to_owned),
        3 => proptest::sample::select(WHITE.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_filter("a character that Unicode has had for long", is_old).prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

/// The tables of the two crates may be of different years.
fn is_old(&character: &char) -> bool {
    character < '\u{3100}'
}

fn texts(tokens: &[OwnedToken]) -> Vec<&str> {
    tokens.iter().map(|token| token.text.as_str()).collect()
}

/// Spans ascend without overlap, and nothing but white space is between them.
fn spans_cover(text: &str, tokens: &[OwnedToken]) -> bool {
    let mut end = 0;
    let white = |piece: &str| piece.chars().all(|c| c.is_whitespace() || matches!(c, '\x1c'..='\x1f'));
    let gaps = tokens.iter().all(|token| {
        let gap = &text[end..token.span.start];
        end = token.span.end;
        white(gap)
    });
    gaps && white(&text[end..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn treebank_equals_its_substitutions(text in text(), convert: bool) {
        thread_local!(static RULES: [Rules; 2] = [false, true].map(Rules::treebank));
        let tokens = Treebank::new().convert_parentheses(convert).tokens(&text);
        let expected = RULES.with(|rules| rules[usize::from(convert)].tokens(&text));
        prop_assert_eq!(texts(&tokens), expected);
        prop_assert!(spans_cover(&text, &tokens));
    }

    #[test]
    fn nltk_words_equal_their_substitutions(text in text(), convert: bool) {
        thread_local!(static RULES: [Rules; 2] = [false, true].map(Rules::nltk_words));
        let tokens = NltkWords::new().convert_parentheses(convert).tokens(&text);
        let expected = RULES.with(|rules| rules[usize::from(convert)].tokens(&text));
        prop_assert_eq!(texts(&tokens), expected);
        prop_assert!(spans_cover(&text, &tokens));
    }

    #[test]
    fn toktok_equals_its_substitutions(text in text()) {
        thread_local!(static RULES: Rules = Rules::toktok());
        let tokens = Toktok.tokens(&text);
        prop_assert_eq!(texts(&tokens), RULES.with(|rules| rules.tokens(&text)));
        prop_assert!(spans_cover(&text.replace('\t', "x"), &tokens));
    }

    #[test]
    fn any_text_is_cut_without_panic(text: String) {
        prop_assert!(spans_cover(&text, &NltkWords::new().tokens(&text)));
        prop_assert!(spans_cover(&text, &Treebank::new().tokens(&text)));
        Toktok.tokens(&text);
    }
}

/// Lines whose tokens NLTK 3.10.4 printed.
const LINES: [&str; 7] = [
    "\"It's we'll's' \" ",
    "'Tis ('really') --- \"so\".\"",
    "She said, ''no'': 5:30,x.... ",
    "cannot'twas \n'tis gimme-wanna",
    "a,,b ,,\n",
    "* `x` ``y'' --- <\"z\">",
    "the dogs's'!\t'tis.)'\n",
];

#[test]
fn treebank_gives_what_nltk_gives() {
    let expected: [&[&str]; 7] = [
        &["``", "It", "'s", "we", "'ll", "'s", "'", "``"],
        &["'T", "is", "(", "'really", "'", ")", "--", "-", "``", "so", "''", ".", "''"],
        &["She", "said", ",", "``", "no", "''", ":", "5:30", ",", "x", "...", "."],
        &["can", "not", "'t", "was", "'tis", "gim", "me", "-", "wan", "na"],
        &["a", ",", ",b", ",", ","],
        &["*", "`x`", "``", "y", "''", "--", "-", "<", "``", "z", "''", ">"],
        &["the", "dogs", "'s", "'", "!", "'tis", ".", ")", "'"],
    ];
    for (line, expected) in LINES.iter().zip(expected) {
        assert_eq!(texts(&Treebank::new().tokens(line)), expected, "{line:?}");
    }
}

#[test]
fn nltk_words_are_those_of_nltk() {
    let expected: [&[&str]; 7] = [
        &["``", "It", "'s", "we", "'ll", "'s", "'", "``"],
        &["'", "Tis", "(", "'", "really", "'", ")", "--", "-", "``", "so", "''", ".", "''"],
        &["She", "said", ",", "``", "no", "''", ":", "5:30", ",", "x", "...."],
        &["can", "not", "'t", "was", "'", "tis", "gim", "me", "-", "wan", "na"],
        &["a", ",", ",b", ",", ","],
        &["*", "`", "x", "`", "``", "y", "''", "--", "-", "<", "``", "z", "''", ">"],
        &["the", "dogs", "'s", "'", "!", "'", "tis", ".", ")", "'"],
    ];
    for (line, expected) in LINES.iter().zip(expected) {
        assert_eq!(texts(&NltkWords::new().tokens(line)), expected, "{line:?}");
    }
}

#[test]
fn toktok_gives_what_nltk_gives() {
    let tokens = Toktok.tokens("AT& T|x\ty http://a/b //c ?? x:// \"So.\" ");
    let expected = [
        "AT&amp;", "T", "&#124;", "x", "&#9;", "y", "http", "/", "b", "/", "/c", "?", "?", "x://", "\"",
        "So", ".", "\"",
    ];
    assert_eq!(texts(&tokens), expected);
    let tokens = Toktok.tokens("€5,000,, a,5 、「x」 it's..-- (yes) .'\n");
    let expected =
        ["€", "5,000", ",,", "a,5", "、", "「", "x」", "it", "'", "s", "..", "--", "(", "yes", ")", ".", "'"];
    assert_eq!(texts(&tokens), expected);
}

#[test]
fn brackets_are_converted_if_asked_for() {
    let text = "([{}])";
    let tokens = Treebank::new().convert_parentheses(true).tokens(text);
    assert_eq!(texts(&tokens), ["-LRB-", "-LSB-", "-LCB-", "-RCB-", "-RSB-", "-RRB-"]);
    assert!(tokens.iter().all(|token| token.span.slice(text).len() == 1));
}

/// A million signs of one kind: nothing may look far ahead or back at each.
#[test]
fn hostile_text_takes_linear_time() {
    let kinds = [
        "'", "\"", "`", ".", ",", "-", "?", "/", "&", "://", " ", "\n", "\u{301}", "😀", "\0", "\u{202e}",
        "a", "'s", "d'ye",
    ];
    for kind in kinds {
        let text = kind.repeat(300_000);
        let tokenizers: [&dyn Tokenizer; 3] = [&Treebank::new(), &NltkWords::new(), &Toktok];
        for tokenizer in tokenizers {
            let mut end = 0;
            tokenizer.tokenize(&text, &mut |token| end = token.span.end);
            assert!(end <= text.len());
        }
    }
}
