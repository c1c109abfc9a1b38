//! Stretches against the whole text at once, sacremoses 0.2.0 over sentences of our own, and text that means harm.

use proptest::prelude::*;

use super::*;
use crate::text::normalize::moses_punct::rewrite::substitute;

fn normalized(normalizer: &MosesPunctNormalizer, text: &str) -> String {
    normalizer.normalize(text).text().to_owned()
}

/// The substitutions made over the whole text.
fn substituted(normalizer: &MosesPunctNormalizer, text: &str) -> String {
    let piece = |(start, character): (usize, char)| {
        let end = start + character.len_utf8();
        Piece { character, origin: Span { start, end } }
    };
    let (mut pieces, mut spare) = (text.char_indices().map(piece).collect(), Vec::new());
    for rule in normalizer.rules() {
        substitute(rule, &mut pieces, &mut spare);
    }
    let keeps = |c: &char| !normalizer.remove_control || !is_control(*c);
    let text: String = pieces.into_iter().map(|piece| piece.character).filter(keeps).collect();
    text.trim_matches(python::is_space).to_owned()
}

fn every() -> impl Iterator<Item = MosesPunctNormalizer> {
    ["en", "de", "cs", "xx"].into_iter().flat_map(|language| {
        let plain = MosesPunctNormalizer::new(language);
        [
            plain,
            plain.penn(false).quote_commas(false).numbers(false),
            plain.replace_unicode(true).remove_control(true).perl_parity(true),
        ]
    })
}

/// Pieces with which the substitutions have to do.
fn tricky() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[ ().,'\"`:;!?%\r\n<1a\u{A0}]",
        3 => "[«»„“”–—´‘’‚…º。．０】ncmCz\u{200B}\u{7}٣]",
        1 => "[a-z]{1,4}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn stretches_equal_the_whole(text in tricky()) {
        for normalizer in every() {
            prop_assert_eq!(normalized(&normalizer, &text), substituted(&normalizer, &text), "{:?}", normalizer);
        }
    }

    #[test]
    fn every_place_maps_back_in_order(text in tricky()) {
        for normalizer in every() {
            let done = normalizer.normalize(&text);
            let mut last = Span { start: 0, end: 0 };
            for (start, character) in done.text().char_indices() {
                let span = done.original(Span { start, end: start + character.len_utf8() });
                prop_assert!(last.start <= span.start && last.end <= span.end && span.start < span.end);
                prop_assert!(text.get(span.start..span.end).is_some());
                if character.is_alphabetic() {
                    prop_assert!(span.slice(&text).contains(character));
                }
                last = span;
            }
        }
    }
}

/// sacremoses 0.2.0: `MosesPunctNormalizer(lang).normalize(text)`.
#[test]
fn languages_as_sacremoses() {
    let cases = [
        ("en", "“Yes”, he ( said ) … ‘well’ — don’t ;", "\"Yes,\" he (said) ... 'well' - don't;"),
        ("en", "  ``Quoted'' 5 % (x) : 10\u{A0}000 ", "\" Quoted \" 5% (x): 10.000"),
        ("de", "Er sagte „Ja“, dann «\u{A0}Nein\u{A0}». Ende\".", "Er sagte \"Ja\", dann \"Nein\". Ende\"."),
        ("de", "a.\" b und c.\"<d und 1\u{A0}5,\"", "a\". b und c.\"<d und 1,5\","),
        ("fr", "5\u{A0}% nº\u{A0}3 : 20\u{A0}ºC\u{A0}cm\u{A0}? !", "5% nº 3: 20 ºC cm? !"),
        ("cs", "1\u{A0}000 ´´x´´ ‚y’", "1,000 \"x\" 'y'"),
        ("xx", "\"a\".,b", "\"a\".,b"),
    ];
    for (language, text, expected) in cases {
        assert_eq!(normalized(&MosesPunctNormalizer::new(language), text), expected, "{language}: {text}");
    }
}

/// sacremoses 0.2.0 with one option at a time.
#[test]
fn options_as_sacremoses() {
    let text = "（你好）！“５０％”。 \u{3000}x’y〈…\u{200B}\u{7} 1\u{A0}«\u{A0}2";
    let cases = [
        (MosesPunctNormalizer::new("en").replace_unicode(true), "(你好)!\"50%.\" x'y<...\u{200B}\u{7} 1\"2"),
        (
            MosesPunctNormalizer::new("en").remove_control(true),
            "（你好）！\"５０％\"。 \u{3000}x'y〈... 1\"2",
        ),
        (
            MosesPunctNormalizer::new("en").perl_parity(true),
            "（你好）！\"５０％\"。 \u{3000}x'y〈...\u{200B}\u{7} 1 \"2",
        ),
        (
            MosesPunctNormalizer::new("en").penn(false).quote_commas(false).numbers(false),
            "（你好）！\"５０％\"。 \u{3000}x'y〈...\u{200B}\u{7} 1\"2",
        ),
    ];
    for (normalizer, expected) in cases {
        assert_eq!(normalized(&normalizer, text), expected, "{normalizer:?}");
    }
}

#[test]
fn places_of_what_moved() {
    let text = " He said (so) “x” …";
    let done = MosesPunctNormalizer::new("en").normalize(text);
    assert_eq!(done.text(), "He said (so) \"x\" ...");
    let word = |word: &str| {
        let start = done.text().find(word).unwrap();
        done.original(Span { start, end: start + word.len() }).slice(text)
    };
    assert_eq!(["He", "said", "so", "x", "\"x\"", "..."].map(word), ["He", "said", "so", "x", "“x”", "…"]);
}

#[test]
fn plain_text_is_not_copied() {
    let text = "Nothing to do here, is there? No.";
    assert_eq!(MosesPunctNormalizer::default().normalize(text), Normalized::same_places(text.into()));
}

#[test]
fn hostile_text_takes_time_in_proportion() {
    for piece in [
        "(", ")", ".", "\".", "..", "'", "’", "a’", " ", "\u{A0}", "1\u{A0}", "\0", "🙂", "e\u{301}",
        "\u{202E}",
    ] {
        let text = piece.repeat(200_000);
        for normalizer in
            [MosesPunctNormalizer::new("de"), MosesPunctNormalizer::new("en").remove_control(true)]
        {
            let done = normalizer.normalize(&text);
            let whole = done.original(Span { start: 0, end: done.text().len() });
            assert!(whole.end <= text.len());
        }
    }
}
