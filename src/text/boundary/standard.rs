//! The rules of UAX #29 as the annex words them: for every place, one rule after another over all of the text.
//!
//! Slow, and written from the annex alone, so that tests can hold the machines against it.

use proptest::prelude::*;

use crate::text::boundary::grapheme::{CLASSES as GRAPHEME, Class as G, GRAPHEME_CLASSES};
use crate::text::boundary::grapheme_scan::grapheme_segments;
use crate::text::boundary::machine::Segment;
use crate::text::boundary::sentence::{CLASSES as SENTENCE, Class as S, SENTENCE_CLASSES};
use crate::text::boundary::sentence_scan::sentence_segments;
use crate::text::boundary::word::{CLASSES as WORD, Class as W, WORD_CLASSES};
use crate::text::boundary::word_scan::word_segments;
use crate::text::class_table::ClassTable;

/// Is there a word boundary before the character `at`? `0 < at < classes.len()`.
fn word_boundary(all: &[W], at: usize) -> bool {
    use W::*;
    let newline = |class| matches!(class, Newline | CarriageReturn | LineFeed);
    let pictograph = |class| matches!(class, Pictograph | LetterPictograph);
    let skipped = |class| matches!(class, Mark | Joiner);
    let letter = |class: Option<W>| matches!(class, Some(Letter | LetterPictograph | Hebrew));
    let quote_or_full = |class| matches!(class, Some(MidNumLet | SingleQuote));
    let (last, next) = (all[at - 1], all[at]);
    if (last, next) == (CarriageReturn, LineFeed) {
        return false; // WB3
    }
    if newline(last) || newline(next) {
        return true; // WB3a, WB3b
    }
    if (last == Joiner && pictograph(next)) || (last, next) == (Space, Space) || skipped(next) {
        return false; // WB3c, WB3d, WB4
    }
    // WB4: what follows sees no marks, but those at the start of the text or of a line.
    let mut before = all[..at].iter().rev().copied().filter(|&class| !skipped(class));
    let mut after = all[at..].iter().copied().filter(|&class| !skipped(class));
    let (a, b) = (before.next(), after.next());
    let (a2, b2) = (before.next(), after.next());
    let middle = |class| class == Some(MidLetter) || quote_or_full(class);
    let middle_number = |class| class == Some(MidNum) || quote_or_full(class);
    let word = |class| letter(class) || matches!(class, Some(Numeric | Katakana));
    let joined = (letter(a) && letter(b)) // WB5
        || (letter(a) && middle(b) && letter(b2)) // WB6
        || (letter(a2) && middle(a) && letter(b)) // WB7
        || (a == Some(Hebrew) && b == Some(SingleQuote)) // WB7a
        || (a == Some(Hebrew) && b == Some(DoubleQuote) && b2 == Some(Hebrew)) // WB7b
        || (a2 == Some(Hebrew) && a == Some(DoubleQuote) && b == Some(Hebrew)) // WB7c
        || (a == Some(Numeric) && b == Some(Numeric)) // WB8
        || (letter(a) && b == Some(Numeric)) // WB9
        || (a == Some(Numeric) && letter(b)) // WB10
        || (a2 == Some(Numeric) && middle_number(a) && b == Some(Numeric)) // WB11
        || (a == Some(Numeric) && middle_number(b) && b2 == Some(Numeric)) // WB12
        || (a == Some(Katakana) && b == Some(Katakana)) // WB13
        || ((word(a) || a == Some(ExtendNumLet)) && b == Some(ExtendNumLet)) // WB13a
        || (a == Some(ExtendNumLet) && word(b)) // WB13b
        || (b == Some(Regional) && odd_regionals(all[..at].iter().filter(|&&class| !skipped(class)), &Regional));
    !joined // WB15, WB16, WB999
}

/// Whether an odd number of `regional` stands at the end of `classes`.
fn odd_regionals<'c, C: PartialEq + 'c>(
    classes: impl DoubleEndedIterator<Item = &'c C>,
    regional: &C,
) -> bool {
    classes.rev().take_while(|class| *class == regional).count() % 2 == 1
}

/// Is there a sentence boundary before the character `at`? `0 < at < classes.len()`.
fn sentence_boundary(all: &[S], at: usize) -> bool {
    use S::*;
    let line_end = |class| matches!(class, Separator | CarriageReturn | LineFeed);
    let (last, next) = (all[at - 1], all[at]);
    if (last, next) == (CarriageReturn, LineFeed) {
        return false; // SB3
    }
    if line_end(last) {
        return true; // SB4
    }
    if next == Mark {
        return false; // SB5
    }
    let before: Vec<S> = all[..at].iter().copied().filter(|&class| class != Mark).collect();
    let mut after = all[at..].iter().copied().filter(|&class| class != Mark);
    if before.last() == Some(&Stop) && next == Numeric {
        return false; // SB6
    }
    if let [.., Upper | Lower, Stop] = before[..]
        && next == Upper
    {
        return false; // SB7
    }
    // What stands before, from the end: spaces, then closing signs, then perhaps a terminal.
    let ended = |classes: &[S]| classes.last().copied().filter(|&class| matches!(class, Stop | Terminal));
    let without = |mut classes: &[S], class: S| {
        let rest = classes.iter().rposition(|&other| other != class).map_or(0, |last| last + 1);
        classes = &classes[..rest];
        classes.to_vec()
    };
    let closed = ended(&without(&before, Close));
    let spaced = ended(&without(&without(&before, Space), Close));
    let stops = |class: &S| line_end(*class) || matches!(class, Letter | Upper | Lower | Stop | Terminal);
    if spaced == Some(Stop) && after.find(stops) == Some(Lower) {
        return false; // SB8
    }
    if spaced.is_some() && matches!(next, Continue | Stop | Terminal) {
        return false; // SB8a
    }
    if closed.is_some() && (matches!(next, Close | Space) || line_end(next)) {
        return false; // SB9
    }
    if spaced.is_some() && (next == Space || line_end(next)) {
        return false; // SB10
    }
    spaced.is_some() // SB11; after a line end SB4 has answered. SB998
}

/// Is there a grapheme boundary before the character `at`? `0 < at < classes.len()`.
fn grapheme_boundary(all: &[G], at: usize, extended: bool) -> bool {
    use G::*;
    let control = |class| matches!(class, Control | CarriageReturn | LineFeed);
    let (last, next) = (all[at - 1], all[at]);
    if (last, next) == (CarriageReturn, LineFeed) {
        return false; // GB3
    }
    if control(last) || control(next) {
        return true; // GB4, GB5
    }
    let extend = |class| matches!(class, Extend | ConjunctExtend | Linker);
    let hangul = match last {
        Leading => matches!(next, Leading | Vowel | LeadingVowel | Syllable), // GB6
        LeadingVowel | Vowel => matches!(next, Vowel | Trailing),             // GB7
        Syllable | Trailing => next == Trailing,                              // GB8
        _ => false,
    };
    let marked = extend(next) || next == Joiner || (extended && (next == Spacing || last == Prepend)); // GB9 to GB9b
    let conjunct = || {
        let inside = |class: &&G| matches!(class, ConjunctExtend | Linker | Joiner);
        let links: Vec<&G> = all[..at].iter().rev().take_while(inside).collect();
        let consonant = all[..at].iter().rev().nth(links.len()) == Some(&Consonant);
        next == Consonant && consonant && links.contains(&&Linker)
    };
    let pictures = || {
        let mut before = all[..at - 1].iter().rev().skip_while(|class| extend(**class));
        last == Joiner && next == Pictograph && before.next() == Some(&Pictograph) // GB11
    };
    let flag = next == Regional && odd_regionals(all[..at].iter(), &Regional); // GB12, GB13
    !(hangul || marked || (extended && conjunct()) || pictures() || flag)
}

/// The segments of `text` by the rules.
fn segments<C: Copy>(
    text: &str,
    table: &ClassTable,
    classes: &[C],
    boundary: impl Fn(&[C], usize) -> bool,
) -> Vec<(usize, usize)> {
    let all: Vec<C> = text.chars().map(|c| classes[usize::from(table.get(c) % 32)]).collect();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut cuts = vec![0];
    cuts.extend((1..all.len()).filter(|&at| boundary(&all, at)).map(|at| places[at]));
    cuts.extend((!text.is_empty()).then_some(text.len()));
    cuts.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

fn collected(scan: impl FnOnce(&mut dyn FnMut(Segment))) -> Vec<Segment> {
    let mut segments = Vec::new();
    scan(&mut |segment| segments.push(segment));
    segments
}

fn places(segments: &[Segment]) -> Vec<(usize, usize)> {
    segments.iter().map(|&(start, end, _)| (start, end)).collect()
}

fn assert_words(text: &str) {
    let all = collected(|mut sink| word_segments(text, true, &mut sink));
    assert_eq!(places(&all), segments(text, &WORD_CLASSES, &WORD, word_boundary), "{text:?}");
    for &(start, end, word) in &all {
        let marked = |c| WORD_CLASSES.get(c) >= 0x80;
        assert_eq!(word, text[start..end].contains(marked), "{text:?} {start}..{end}");
    }
    let words = collected(|mut sink| word_segments(text, false, &mut sink));
    assert_eq!(words, all.into_iter().filter(|segment| segment.2).collect::<Vec<_>>(), "{text:?}");
}

fn assert_sentences(text: &str) {
    let found = collected(|mut sink| sentence_segments(text, &mut sink));
    assert_eq!(places(&found), segments(text, &SENTENCE_CLASSES, &SENTENCE, sentence_boundary), "{text:?}");
}

fn assert_graphemes(text: &str) {
    for extended in [true, false] {
        let found = collected(|mut sink| grapheme_segments(text, extended, &mut sink));
        let boundary = |all: &[G], at| grapheme_boundary(all, at, extended);
        assert_eq!(places(&found), segments(text, &GRAPHEME_CLASSES, &GRAPHEME, boundary), "{text:?}");
    }
}

/// Characters of every class of the three kinds, ASCII more often than its share.
const TRICKY: &[char] = &[
    'a',
    'B',
    'z',
    '0',
    '9',
    '_',
    '.',
    ',',
    ';',
    ':',
    '\'',
    '"',
    '!',
    '?',
    '(',
    ')',
    '-',
    ' ',
    ' ',
    '\t',
    '\r',
    '\n',
    '\0',
    '\u{b}',
    '\u{85}',
    '\u{a0}',
    '\u{ad}',
    '\u{ae}',
    '\u{e9}',
    '\u{300}',
    '\u{308}',
    '\u{5d0}',
    '\u{5d1}',
    '\u{5f4}',
    '\u{600}',
    '\u{660}',
    '\u{66b}',
    '\u{903}',
    '\u{915}',
    '\u{93e}',
    '\u{94d}',
    '\u{e01}',
    '\u{1100}',
    '\u{1160}',
    '\u{11a8}',
    '\u{ac00}',
    '\u{ac01}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200d}',
    '\u{2018}',
    '\u{2019}',
    '\u{201c}',
    '\u{202a}',
    '\u{202f}',
    '\u{2014}',
    '\u{2028}',
    '\u{2029}',
    '\u{2060}',
    '\u{203c}',
    '\u{2139}',
    '\u{24c2}',
    '\u{3000}',
    '\u{2003}',
    '\u{3002}',
    '\u{3042}',
    '\u{30ab}',
    '\u{30f2}',
    '\u{4e00}',
    '\u{fe0f}',
    '\u{ff0e}',
    '\u{1f1e6}',
    '\u{1f1eb}',
    '\u{1f3fb}',
    '\u{1f476}',
    '\u{1f6d1}',
    '\u{e0001}',
    '\u{10ffff}',
];

pub(crate) fn tricky(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(TRICKY), 0..most)
        .prop_map(|characters| characters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn machines_follow_the_rules_on_tricky_text(text in tricky(14)) {
        assert_words(&text);
        assert_sentences(&text);
        assert_graphemes(&text);
    }

    #[test]
    fn machines_follow_the_rules_on_text_with_pieces_of_ascii(
        pieces in proptest::collection::vec(("[a-cA-C0-2_:;,.'\" \r\n\t!?-]{0,40}", tricky(4)), 0..6),
    ) {
        let text: String = pieces.into_iter().map(|(ascii, tricky)| ascii + &tricky).collect();
        assert_words(&text);
        assert_sentences(&text);
        assert_graphemes(&text);
    }

    #[test]
    fn machines_follow_the_rules_on_any_text(text in any::<String>()) {
        assert_words(&text);
        assert_sentences(&text);
        assert_graphemes(&text);
    }
}

#[test]
fn machines_follow_the_rules_on_all_pairs_in_words() {
    for &first in TRICKY {
        for &second in TRICKY {
            for (before, after) in
                [("", ""), ("a", "a"), ("1", "1"), ("\u{5d0}", "\u{5d0}"), ("a.", "B"), ("!) ", "b")]
            {
                let text = format!("{before}{first}{second}{after}");
                assert_words(&text);
                assert_sentences(&text);
                assert_graphemes(&text);
            }
        }
    }
}

/// Text that would take minutes if anything were read again for each of its characters.
#[test]
fn long_runs_are_read_a_few_times_at_most() {
    let runs = [
        "a",
        " ",
        "-",
        "_",
        ".",
        "a.",
        "1,",
        "a.\u{300}",
        "\u{300}",
        "\u{200d}",
        "\u{1f476}\u{200d}",
        "\u{1f1e6}",
        "\u{5d0}\"",
        "\u{e9}",
        "\u{4e00}",
        "\0",
        "\r\n",
        "\u{202e}",
        ". 1 ",
        "!\u{300}",
        "\u{915}\u{94d}",
        "etc. ( ",
    ];
    for run in runs {
        for ending in ["", "\u{e9}", "\u{300}b", "Q."] {
            let text = run.repeat(100_000) + ending;
            let scans = [
                collected(|mut sink| word_segments(&text, true, &mut sink)),
                collected(|mut sink| sentence_segments(&text, &mut sink)),
                collected(|mut sink| grapheme_segments(&text, true, &mut sink)),
            ];
            for segments in scans {
                let mut end = 0;
                for (start, next, _) in segments {
                    assert!(start == end && next > start, "{run:?} {ending:?}");
                    end = next;
                }
                assert_eq!(end, text.len(), "{run:?} {ending:?}");
            }
        }
    }
}
