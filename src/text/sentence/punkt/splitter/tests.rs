//! Sentences are those of NLTK 3.10.4 (`PunktSentenceTokenizer`) with the same parameters.

use proptest::prelude::*;

use super::*;

fn sentences<'t>(splitter: &Punkt, text: &'t str) -> Vec<&'t str> {
    splitter.spans(text).into_iter().map(|span| span.slice(text)).collect()
}

fn knowing(json: &str) -> Punkt {
    let whole = r#"{"abbrev_types":[],"collocations":[],"sent_starters":[],"ortho_context":{}}"#;
    let mut value: serde_json::Value = serde_json::from_str(whole).unwrap();
    let known: serde_json::Value = serde_json::from_str(json).unwrap();
    for (name, part) in known.as_object().unwrap() {
        value[name] = part.clone();
    }
    Punkt::new(serde_json::from_value(value).unwrap())
}

#[test]
fn untrained_sentences_are_those_of_nltk() {
    let cases: [(&str, &[&str]); 7] = [
        ("No. 5 came. no. six", &["No.", "5 came.", "no.", "six"]),
        ("“So.” «Non!» — Oui.)--x", &["“So.”", "«Non!»", "— Oui.)", "--x"]),
        ("  lead. Trail  ", &["  lead.", "Trail"]),
        ("a?\u{a0}B. \x1c", &["a?\u{a0}B."]),
        ("U.S. President J. S. Bach", &["U.S.", "President J. S. Bach"]),
        ("!! ?? ..", &["!", "!", "?", "?", ".."]),
        ("x.\u{2003}Y.\u{200b}Z. é. É", &["x.\u{2003}Y.\u{200b}Z.", "é. É"]),
    ];
    for (text, expected) in cases {
        assert_eq!(sentences(&Punkt::default(), text), expected, "{text:?}");
    }
}

#[test]
fn closing_marks_are_realigned_or_not() {
    let text = "Is it? \"Yes.\" (Really!) He said so...  And left--ok. \n";
    let realigned = ["Is it?", "\"Yes.\"", "(Really!)", "He said so...  And left--ok."];
    assert_eq!(sentences(&Punkt::default(), text), realigned);
    let plain = Punkt::default().realign_boundaries(false);
    let bare = ["Is it?", "\"Yes.", "\" (Really!", ") He said so...  And left--ok."];
    assert_eq!(sentences(&plain, text), bare);
    assert!(sentences(&Punkt::default(), " ").is_empty());
    assert_eq!(sentences(&plain, " "), [""]);
}

#[test]
fn rules_are_those_of_nltk() {
    let cases: [(&str, &str, &[&str]); 6] = [
        (
            r#"{"abbrev_types":["etc"],"ortho_context":{"the":50}}"#,
            "Cats etc. The end. etc. the rest etc. and",
            &["Cats etc.", "The end.", "etc. the rest etc. and"],
        ),
        (
            r#"{"abbrev_types":["etc"],"sent_starters":["we"]}"#,
            "Cats etc. We end etc. They etc. we",
            &["Cats etc.", "We end etc. They etc. we"],
        ),
        (
            r#"{"ortho_context":{"cat":32}}"#,
            "By A. Cat. By A. Dog. By 5. Cat 5. dog",
            &["By A.", "Cat.", "By A. Dog.", "By 5.", "Cat 5. dog"],
        ),
        (
            r#"{"abbrev_types":["x"]}"#,
            "An a-x. Here. An x-a. There ... Then ... then . . . Or",
            &["An a-x. Here.", "An x-a.", "There ... Then ... then .", ".", ".", "Or"],
        ),
        (
            r###"{"collocations":[["j","bach"],["##number##","march"]]}"###,
            "J. Bach. It is 3. March is near.",
            &["J. Bach.", "It is 3. March is near."],
        ),
        ("{}", "It is 3. March is near.", &["It is 3.", "March is near."]),
    ];
    for (known, text, expected) in cases {
        assert_eq!(sentences(&knowing(known), text), expected, "{text:?}");
    }
}

#[test]
fn the_english_list_is_sorted_and_helps() {
    let list: Vec<&str> = include_str!("../../../data/english_abbreviations.txt").lines().collect();
    assert!(list.is_sorted() && list.iter().all(|word| *word == word.to_lowercase() && !word.ends_with('.')));
    let text = "Mrs. Brown met Dr. Bell at 5 p.m. in St. Louis, Mo., i.e. not in Boston. They left.";
    assert_eq!(sentences(&Punkt::english(), text).len(), 2);
    assert!(sentences(&Punkt::default(), text).len() > 4);
}

#[test]
fn reads_back() {
    let splitter = Punkt::english().realign_boundaries(false);
    let json = serde_json::to_string(&splitter).unwrap();
    assert_eq!(serde_json::from_str::<Punkt>(&json).unwrap(), splitter);
    let bytes = postcard::to_stdvec(&splitter).unwrap();
    assert_eq!(postcard::from_bytes::<Punkt>(&bytes).unwrap(), splitter);
}

/// Each would take minutes if anything were looked at again for every character.
#[test]
fn hostile_text_takes_no_longer() {
    for piece in [
        "a", ".", ". ", "!", "?!", "a.", "a,", "-", ".)", "\")", "a-", "e\u{301}", "🙂", "\0", "\u{202e}",
        "\n", "\x1c", "\x1c\n", "Σ", "3.", ". \u{a0}",
    ] {
        let text = piece.repeat(200_000);
        let before = format!("A. {text} b. C");
        for splitter in [Punkt::english(), Punkt::default().realign_boundaries(false)] {
            assert!(!splitter.spans(&before).is_empty(), "{piece:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Sentences are in order and apart, and nothing but white space is lost between them.
    #[test]
    fn sentences_make_up_the_text(text in r#"([a-cA-C.?!,:;'")\[ \n\x1c-]|Mr\.|\. \.|[^a]|”|5){0,40}"#) {
        for realign in [true, false] {
            let splitter = Punkt::english().realign_boundaries(realign);
            let mut at = 0;
            for span in splitter.spans(&text) {
                prop_assert!(at <= span.start && span.start <= span.end);
                prop_assert!(text[at..span.start].chars().all(python::is_space));
                prop_assert!(text.get(span.start..span.end).is_some());
                at = span.end;
            }
            prop_assert!(text[at..].chars().all(python::is_space));
        }
    }
}
