//! TER beside a plain transcription of its definition, and beside numbers that sacreBLEU printed.

use std::ops::Range;

use proptest::prelude::*;

use crate::metric::metric::Metric;
use crate::metric::ter::edits::edits;
use crate::metric::ter::reference::TerReference;
use crate::metric::ter::ter::Ter;
use crate::metric::ter::tercom::Tercom;

/// sacreBLEU 2.6.0, `TER().sentence_score`: edits, length and score.
#[test]
fn scores_are_those_of_sacrebleu() {
    let letters = |text: &str, times: usize| {
        text.repeat(times).chars().flat_map(|letter| [letter, ' ']).collect::<String>()
    };
    for (hypothesis, references, edits, length, score) in [
        ("a b c d e f".to_owned(), vec!["d e f a b c".to_owned()], 1, 6.0, 16.666666666666664),
        ("the cat . sat".to_owned(), vec!["The cat sat .".to_owned()], 1, 4.0, 25.0),
        ("x".to_owned(), vec![String::new()], 1, 0.0, 100.0),
        (String::new(), vec![String::new()], 0, 0.0, 0.0),
        (String::new(), vec!["a b".to_owned()], 2, 2.0, 100.0),
        (letters("abcdefghij", 9), vec![letters("jihgfedcba", 9)], 74, 90.0, 82.22222222222221),
        (letters("a", 3), vec![letters("b", 200)], 200, 200.0, 100.0),
        (letters("abc", 40), vec![letters("acb", 40)], 80, 120.0, 66.66666666666666),
        (
            letters("abc", 1),
            ["c a b", "a x", "q r s t"].map(str::to_owned).to_vec(),
            1,
            3.0,
            33.33333333333333,
        ),
    ] {
        let references: Vec<&str> = references.iter().map(String::as_str).collect();
        let got = Ter::new().sentence(&hypothesis, &references).unwrap();
        assert_eq!((got.edits, got.reference_length, got.score), (edits, length, score), "{hypothesis}");
    }
    assert!(Ter::new().sentence("a", &[]).is_err());
    let normalized = Ter::new().tokenizer(Tercom::new().normalized(true));
    let twice = normalized.sentence("a's's b", &["a's's b"]).unwrap();
    assert_eq!((twice.edits, twice.reference_length, twice.score), (2, 4.0, 50.0));
}

/// Lines of many words, hostile ones among them, come to an end.
#[test]
fn long_lines_are_finished() {
    let words = |word: fn(usize) -> usize, count: usize| {
        (0..count).map(|at| format!("{} ", word(at))).collect::<String>()
    };
    for (hypothesis, reference) in [
        (words(|at| at * 7 % 1000, 1500), words(|at| at * 11 % 1000, 1500)),
        (words(|_| 0, 1000), words(|at| at % 2, 1000)),
        (words(|at| at, 40), words(|at| at, 1000)),
        (words(|at| at, 1000), words(|at| at, 40)),
    ] {
        let score = Ter::new().sentence(&hypothesis, &[&reference]).unwrap();
        assert!(score.edits > 0);
    }
}

proptest! {
    #[test]
    fn the_search_equals_its_transcription(
        (reference, hypothesis) in prop_oneof![
            pair(2, 0..12), pair(3, 0..40), pair(8, 20..90), pair(40, 60..140), unlike_pair(),
        ],
    ) {
        let text = |words: &[u8]| words.iter().map(|word| format!("{word} ")).collect::<String>();
        let ready = TerReference::new(&[text(&reference)]).unwrap();
        let got = edits(&ready.hypothesis(&text(&hypothesis)), &ready.references()[0]);
        prop_assert_eq!(got, transcribed(&hypothesis, &reference));
    }
}

/// A reference, and the same with stretches shifted, lost and changed.
fn pair(words: u8, len: Range<usize>) -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    let change = (0usize..200, 0usize..200, 1usize..15, 0..4, 0..words);
    (prop::collection::vec(0..words, len), prop::collection::vec(change, 0..12)).prop_map(
        |(reference, changes)| {
            let mut hypothesis = reference.clone();
            for (from, to, len, kind, word) in changes {
                let from = from.min(hypothesis.len());
                let stretch: Vec<u8> = hypothesis.drain(from..hypothesis.len().min(from + len)).collect();
                let to = to.min(hypothesis.len());
                match kind {
                    0 => {}
                    1 => hypothesis.splice(to..to, std::iter::repeat_n(word, len)).for_each(drop),
                    _ => hypothesis.splice(to..to, stretch).for_each(drop),
                }
            }
            (reference, hypothesis)
        },
    )
}

/// Lengths so unlike that the beam decides.
fn unlike_pair() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    let words = |len: Range<usize>| prop::collection::vec(0u8..4, len);
    prop_oneof![(words(50..120), words(0..6)), (words(0..6), words(50..120)), (words(60..90), words(60..90))]
}

/// Rows of the beam: a distance and the edit that led to it, if the beam reaches there.
type Table = Vec<Vec<Option<(usize, char)>>>;

fn transcribed(hypothesis: &[u8], reference: &[u8]) -> u64 {
    if reference.is_empty() {
        return hypothesis.len() as u64;
    }
    let (mut words, mut shifts, mut checked) = (hypothesis.to_vec(), 0, 0);
    loop {
        let best = best_shift(&words, reference, &mut checked);
        let Some((gain, .., shifted)) = best.filter(|_| checked < 1000) else { break };
        if gain <= 0 {
            break;
        }
        shifts += 1;
        words = shifted;
    }
    shifts + distance(&table(&words, reference)) as u64
}

type Candidate = (i64, usize, i64, i64, Vec<u8>);

fn best_shift(words: &[u8], reference: &[u8], checked: &mut usize) -> Option<Candidate> {
    let before = table(words, reference);
    let (align, reference_wrong, hypothesis_wrong) = alignment(&before);
    let mut best: Option<Candidate> = None;
    for (start, place, len) in equal_stretches(words, reference) {
        let wrong = |flags: &[bool], from: usize| flags[from..from + len].iter().any(|&wrong| wrong);
        let within = (start as i64..(start + len) as i64).contains(&align[place]);
        if !wrong(&hypothesis_wrong, start) || !wrong(&reference_wrong, place) || within {
            continue;
        }
        let mut last = -1;
        for offset in -1..len as i64 {
            let at = place as i64 + offset;
            let target = if at == -1 { 0 } else { align[at as usize] + 1 };
            if target == last {
                continue;
            }
            last = target;
            let shifted = perform(words, start, len, target as usize);
            let gain = distance(&before) as i64 - distance(&table(&shifted, reference)) as i64;
            *checked += 1;
            best = best.max(Some((gain, len, -(start as i64), -target, shifted)));
        }
        if *checked >= 1000 {
            break;
        }
    }
    best
}

fn perform(words: &[u8], start: usize, len: usize, target: usize) -> Vec<u8> {
    let cut = |from: usize, to: usize| &words[from.min(words.len())..to.min(words.len())];
    let (end, last) = (start + len, words.len());
    if target < start {
        [cut(0, target), cut(start, end), cut(target, start), cut(end, last)].concat()
    } else if target > end {
        [cut(0, start), cut(end, target), cut(start, end), cut(target, last)].concat()
    } else {
        [cut(0, start), cut(end, len + target), cut(start, end), cut(len + target, last)].concat()
    }
}

fn equal_stretches(words: &[u8], reference: &[u8]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    for start in 0..words.len() {
        for place in (0..reference.len()).filter(|place| place.abs_diff(start) <= 50) {
            let equal = words[start..].iter().zip(&reference[place..]).take_while(|(a, b)| a == b);
            found.extend((1..=equal.count().min(10)).map(|len| (start, place, len)));
        }
    }
    found
}

fn table(words: &[u8], reference: &[u8]) -> Table {
    let (n, m) = (words.len(), reference.len());
    let ratio = if n > 0 { m as f64 / n as f64 } else { 1.0 };
    let width = if 25.0 < ratio / 2.0 { (ratio / 2.0 + 25.0).ceil() } else { 25.0 } as i64;
    let mut rows: Table = vec![vec![None; m + 1]; n + 1];
    rows[0] = (0..=m).map(|column| Some((column, 'i'))).collect();
    for i in 1..=n {
        let diagonal = (i as f64 * ratio).floor() as i64;
        let end = if i == n { m as i64 + 1 } else { (m as i64 + 1).min(diagonal + width) };
        for j in (diagonal - width).max(0) as usize..end as usize {
            let above = rows[i - 1][j].map(|(distance, _)| (distance + 1, 'd'));
            let ways = match j.checked_sub(1) {
                None => vec![above],
                Some(left) => {
                    let equal = words[i - 1] == reference[left];
                    let same = (usize::from(!equal), if equal { ' ' } else { 's' });
                    vec![
                        rows[i - 1][left].map(|(distance, _)| (distance + same.0, same.1)),
                        above,
                        rows[i][left].map(|(distance, _)| (distance + 1, 'i')),
                    ]
                }
            };
            rows[i][j] = ways.into_iter().flatten().min_by_key(|&(distance, _)| distance);
        }
    }
    rows
}

fn distance(table: &Table) -> usize {
    table.last().and_then(|row| *row.last()?).unwrap().0
}

/// For each word of the reference its place in the hypothesis; then which words of the reference and the hypothesis are
/// wrong.
fn alignment(table: &Table) -> (Vec<i64>, Vec<bool>, Vec<bool>) {
    let (mut i, mut j) = (table.len() - 1, table[0].len() - 1);
    let (mut align, mut reference_wrong, mut hypothesis_wrong) = (vec![-1; j], vec![true; j], vec![true; i]);
    while i > 0 || j > 0 {
        let edit = table[i][j].unwrap().1;
        if edit != 'd' {
            (align[j - 1], reference_wrong[j - 1]) = (i as i64 - 1, edit != ' ');
            j -= 1;
        }
        if edit != 'i' {
            hypothesis_wrong[i - 1] = edit != ' ';
            i -= 1;
        }
    }
    (align, reference_wrong, hypothesis_wrong)
}
