//! What the notation allows and refuses, and what the bundled grammar gives.

use std::collections::BTreeSet;

use crate::seed::Seed;
use crate::task::small_worlds::worlds::SmallWorlds;

const GOOD: &str = "\
# A comment.
table country: name | capital | fare
  france | paris | red wine, lace
  iceland | reykjavik | skyr

rule sentence:
  2 * in $country.capital they eat $country2.fare <end>
  hail $country.$way
  hail $country.$way.other
rule end:
  -
  today
table way: first | other
  name | capital
  capital | name
questions capitals:
  country.name country.capital
";

/// What is said of a text that is refused.
fn refusal(text: &str) -> String {
    SmallWorlds::parse(text).unwrap_err().to_string()
}

#[test]
fn the_notation_says_what_it_means() {
    let worlds = SmallWorlds::parse(GOOD).unwrap();
    let seen: BTreeSet<String> = worlds.sentences(Seed(1)).take(500).collect();
    let expected = [
        "hail france",
        "hail iceland",
        "hail paris",
        "hail reykjavik",
        "in paris they eat skyr",
        "in paris they eat skyr today",
        "in reykjavik they eat lace",
        "in reykjavik they eat lace today",
        "in reykjavik they eat red wine",
        "in reykjavik they eat red wine today",
    ];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    let questions = ": capitals\nfrance paris iceland reykjavik\niceland reykjavik france paris\n";
    assert_eq!(worlds.analogies(), questions);
}

#[test]
fn refusals_name_line_and_value() {
    let changes = [
        ("# A comment.", "  lost", "line 1: a line below no heading: \"  lost\""),
        (
            "rule end:",
            "ruel end:",
            "line 10: no heading (table NAME: COLUMNS, rule NAME: or questions NAME:): \"ruel end:\"",
        ),
        ("rule end:", "rule end: now", "line 10: nothing may stand behind the colon: \"now\""),
        ("rule end:", "rule end2:", "line 10: a name is of letters and hyphens: \"end2\""),
        ("rule end:", "rule sentence:", "line 10: defined twice: \"sentence\""),
        ("rule end:", "rule other:\nrule end:", "line 10: a heading with no lines below it: \"other\""),
        ("rule sentence:", "rule story:", "line 17: no rule of this name: \"sentence\""),
        ("| capital | fare", "| name | fare", "line 2: a column that is there already: \"name\""),
        ("| capital | fare", "| | fare", "line 2: a column is named by letters and hyphens: \"\""),
        ("| skyr", "", "line 4: not as many cells as the table has columns: \"iceland | reykjavik\""),
        ("red wine, lace", "red wine,", "line 3: an empty cell or value: \"france | paris | red wine,\""),
        ("red wine, lace", "$5", "line 3: a cell holds words only: \"$5\""),
        ("2 * in", "0 * in", "line 7: a weight is a whole number from 1 to 1000000: \"0\""),
        ("2 * in", "-2.5 * in", "line 7: a weight is a whole number from 1 to 1000000: \"-2.5\""),
        ("<end>", "<ende>", "line 7: no rule of this name further below: \"ende\""),
        ("<end>", "<sentence>", "line 7: no rule of this name further below: \"sentence\""),
        ("<end>", "<end", "line 7: no `>` behind a rule's name: \"<end\""),
        ("<end>", "end>", "line 7: neither a word nor a `<rule>` nor a `$table.column`: \"end>\""),
        ("$country2.fare", "$country3.fare", "line 7: the table has not so many rows: \"country3\""),
        ("$country2.fare", "$land.fare", "line 7: no such table: \"land\""),
        ("$country2.fare", "$country2.song", "line 7: no such column: \"song\""),
        ("$country2.fare", "$country2", "line 7: no column behind the table ($TABLE.COLUMN): \"country2\""),
        ("$country.$way\n", "$way.$country\n", "line 8: no such column: \"france\""),
        (
            "country.name country.capital",
            "country.name",
            "line 17: no pair of columns (TABLE.COLUMN TABLE.COLUMN): \"country.name\"",
        ),
        (
            "country.name country.capital",
            "country.name way.first",
            "line 17: the columns of a pair are of one table: \"country.name way.first\"",
        ),
        ("country.name country.capital", "land.name land.capital", "line 17: no such table: \"land\""),
        ("country.name country.capital", "country.name country.song", "line 17: no such column: \"song\""),
        (
            "country.name country.capital",
            "country.name country.fare",
            "line 17: a column of a question holds one word in each row: \"fare\"",
        ),
    ];
    for (from, to, expected) in changes {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        assert_eq!(refusal(&text), format!("grammar, {expected}"));
    }
    assert_eq!(refusal(""), "grammar, line 1: no rule of this name: \"sentence\"");
}

#[test]
fn rules_that_multiply_each_other_are_refused() {
    let mut text = "rule sentence:\n  <aa> <aa>\n".to_owned();
    for letter in 'a'..='y' {
        let next = char::from(letter as u8 + 1);
        text += &format!("rule {letter}{letter}:\n  <{next}{next}> <{next}{next}>\n");
    }
    for last in ["boom", "-"] {
        let text = format!("{text}rule zz:\n  {last}\n");
        let expected = "grammar, line 1: a rule that can say more than 10000 words: \"sentence\"";
        assert_eq!(refusal(&text), expected);
    }
}

#[test]
fn a_long_chain_of_rules_needs_no_deep_stack() {
    let name =
        |number: usize| number.to_string().bytes().map(|digit| char::from(digit + 49)).collect::<String>();
    let mut text = format!("rule sentence:\n  <{}>\n", name(0));
    for number in 0..2_000 {
        text += &format!("rule {}:\n  <{}>\n", name(number), name(number + 1));
    }
    text += &format!("rule {}:\n  deep\n", name(2_000));
    let worlds = SmallWorlds::parse(&text).unwrap();
    assert_eq!(worlds.sentences(Seed(1)).next().as_deref(), Some("deep"));
}

/// Characters of the notation, put anywhere, give a grammar or a refusal.
#[test]
fn no_text_makes_it_panic() {
    let draws = Seed(5).stream("test");
    let marks = ['$', '<', '>', '|', '*', ':', '\n', ' ', ',', '.', '-', '2', 'é', '#'];
    let characters: Vec<char> = GOOD.chars().collect();
    for index in 0..3_000 {
        let mut text = characters.clone();
        let place = draws.below(2 * index, text.len() as u64) as usize;
        let mark = marks[draws.below(2 * index + 1, marks.len() as u64) as usize];
        if index % 2 == 0 {
            text[place] = mark;
        } else {
            text.insert(place, mark);
        }
        if let Ok(worlds) = SmallWorlds::parse(&text.into_iter().collect::<String>()) {
            assert_eq!(worlds.sentences(Seed(1)).take(5).count(), 5);
            assert!(worlds.analogies().starts_with(": "));
        }
    }
}

#[test]
fn the_bundled_sentences_are_plain_words() {
    let worlds = SmallWorlds::bundled().unwrap();
    let mut words = BTreeSet::new();
    for sentence in worlds.sentences(Seed(1)).up_to(300_000) {
        let count = sentence.split(' ').count();
        assert!((3..=40).contains(&count), "{sentence}");
        assert!(sentence.chars().all(|character| matches!(character, 'a'..='z' | ' ' | '-')), "{sentence}");
        words.extend(sentence.split(' ').map(str::to_owned));
    }
    assert!((1_000..2_000).contains(&words.len()), "{}", words.len());
    let questions = worlds.analogies();
    assert!(questions.lines().filter(|line| !line.starts_with(':')).count() > 5_000);
    for line in questions.lines().filter(|line| !line.starts_with(':')) {
        assert_eq!(line.split(' ').count(), 4, "{line}");
        assert!(line.split(' ').all(|word| words.contains(word)), "{line}");
    }
}

/// The first sentences stay what they are: in every version, on every machine.
#[test]
fn the_bundled_stream_is_fixed() {
    let worlds = SmallWorlds::bundled().unwrap();
    let sentences: Vec<String> = worlds.sentences(Seed(1)).take(3).collect();
    let expected = [
        "this dame is the niece and she shows us her godparents",
        "the museum in downtown lisbon is famous for olive oil and the algarve",
        "this ewe was lost between the sheep pen and the hollow oak",
    ];
    assert_eq!(sentences, expected);
}
