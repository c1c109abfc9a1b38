//! The scan against the substitutions, sacremoses 0.2.0 over sentences of our own, and text that means harm.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

#[path = "oracle.rs"]
mod oracle;

fn texts(moses: &Moses, text: &str) -> Vec<String> {
    moses.tokens(text).into_iter().map(|token| token.text).collect()
}

/// Pieces with which the rules have to do.
fn tricky() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "['.,` -]",
        2 => "[a-cs1-3A é²Ⅷ中가の]",
        1 => "[&|<>\"\\[\\]@/$\u{0}\u{7}\t\n\u{A0}\u{3000}]",
        1 => prop::sample::select(vec!["U.S.", "Mr.", "No.", "p.", "..", "DOTMULTI", "MULTI", "DOT", "ok.", "5,300"])
            .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_scan_equals_the_substitutions(text in tricky(), split in any::<bool>(), escape in any::<bool>()) {
        for language in ["en", "fr", "is", "zh", "cjk"] {
            let moses = Moses::new(language).split_hyphens(split).escape(escape);
            prop_assert_eq!(texts(&moses, &text), oracle::tokens(language, split, escape, &text), "{}", language);
        }
    }

    #[test]
    fn spans_ascend_and_slice(text in tricky()) {
        // Patterns are compiled once.
        static PROTECTING: LazyLock<Moses> = LazyLock::new(|| Moses::new("fr").protect(Protected::basic()));
        for moses in [&Moses::new("en").escape(false), &*PROTECTING] {
            let mut at = 0;
            for token in moses.tokens(&text) {
                prop_assert!(at <= token.span.start && token.span.start < token.span.end);
                prop_assert!(text.is_char_boundary(token.span.start) && text.is_char_boundary(token.span.end));
                at = token.span.end;
            }
        }
    }
}

/// sacremoses 0.2.0: `MosesTokenizer(lang).tokenize(text, escape=False)`, joined by spaces.
#[test]
fn languages_as_sacremoses() {
    let cases = [
        (
            "en",
            "Don't 'quote' the dogs' 1990's, e.g. Mr. Doe's.",
            "Don 't ' quote ' the dogs ' 1990 's , e.g. Mr. Doe 's .",
        ),
        ("fr", "Qu'est-ce que l'eau d'hier, M. Dupont ?", "Qu' est-ce que l' eau d' hier , M. Dupont ?"),
        ("it", "L'uomo dell'anno è un po' stanco.", "L' uomo dell' anno è un po ' stanco ."),
        ("de", "Das kostet z.B. 5,30 €, sagt's Dr. Maier.", "Das kostet z.B. 5,30 € , sagt ' s Dr. Maier ."),
        ("fi", "EU:n jäsenet, esim. Suomi.", "EU : n jäsenet , esim. Suomi ."),
        ("ru", "Это т.д. и г. Москва.", "Это т.д. и г. Москва ."),
        ("zh", "这是一个句子。No. 5, ok", "这是一个句子。No . 5 , ok"),
        ("en", "这是句子。", "这 是 句 子 。"),
        ("ja", "これはテスト、です", "これはテスト、です"),
        ("ko", "한국어 문장'이다.", "한국어 문장 ' 이다 ."),
        ("cs", "Např. pan dr. Novák, č. 5.", "Např. pan dr . Novák , č. 5 ."),
        ("xx", "Unknown language's Mr. Doe.", "Unknown language ' s Mr. Doe ."),
    ];
    for (language, text, expected) in cases {
        let moses = Moses::new(language).escape(false);
        assert_eq!(texts(&moses, text).join(" "), expected, "{language}");
    }
}

/// sacremoses 0.2.0 with `protected_patterns`: a stretch stays whole, though a space within it ends a word.
#[test]
fn protected_stretches_as_sacremoses() {
    let moses = Moses::new("en").escape(false).protect(Protected::basic());
    let text = "x<b>y</b>, <a href=\"u\" />  at\tme.x@a.org's.";
    let tokens = moses.tokens(text);
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    assert_eq!(words, ["x<b>y</b>", ",", "<a", "href=\"u\"", "/>", "at", "me.x@a.org", "'s", "."]);
    assert!(tokens.iter().all(|token| token.span.slice(text) == token.text));
}

#[test]
fn control_characters_vanish_and_places_stay() {
    let text = " a\u{0}b \u{1} c\u{7}.";
    let tokens = Moses::new("en").tokens(text);
    let words: Vec<(&str, &str)> =
        tokens.iter().map(|token| (token.text.as_str(), token.span.slice(text))).collect();
    assert_eq!(words, [("ab", "a\u{0}b"), ("c", "c"), (".", ".")]);
}

#[test]
fn hostile_text_takes_time_in_proportion() {
    let pieces = [
        "a", "'", "' ", "a'", ",", "1,", ".", "a.", "-", "a-", " ", "\0", " \0 ", "🙂", "e\u{301}",
        "\u{202E}", "DOT", "<", "a@", "DOTMULTI", "中",
    ];
    for piece in pieces {
        let text = piece.repeat(200_000);
        for moses in [Moses::new("en").split_hyphens(true), Moses::new("fr"), Moses::new("ja")] {
            let mut end = 0;
            moses.tokenize(&text, &mut |token| end = token.span.end);
            assert!(end <= text.len());
        }
    }
}

#[test]
fn parameters_come_back() {
    let moses = Moses::new("fr").protect(Protected::web()).split_hyphens(true);
    let saved = postcard::to_stdvec(&moses).unwrap();
    assert_eq!(postcard::from_bytes::<Moses>(&saved).unwrap(), moses);
}
