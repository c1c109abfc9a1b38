//! [`PerlPorter`]: the Porter stemmer inside ROUGE-1.5.5, for words of small letters and digits.
//!
//! It states the conditions as patterns: with C = `[^aeiou][^aeiouy]*` and V = `[aeiouy][aeiou]*`, m > 0 is `^(C)?VC`, m = 1
//! `^(C)?VC(V)?$`, m > 1 `^(C)?VCVC`. Its step 4 differs from Porter's: `-ement`, `-ment` and `-ent` are tried in turn, each
//! on what the one before left. A word's own first `y` is a consonant.

use std::borrow::Cow;

use crate::text::stem::stemmer::Stemmer;

/// The stemmer of ROUGE-1.5.5.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PerlPorter;

impl Stemmer for PerlPorter {
    fn stem<'t>(&self, word: &'t str) -> Cow<'t, str> {
        if word.len() < 3 {
            return Cow::Borrowed(word);
        }
        let mut bytes = word.as_bytes().to_vec();
        let first_is_y = bytes[0] == b'y';
        if first_is_y {
            bytes[0] = b'Y';
        }
        step_1(&mut bytes);
        replace(&mut bytes, STEP_2, |stem| measures(stem, 1));
        replace(&mut bytes, STEP_3, |stem| measures(stem, 1));
        step_4(&mut bytes);
        step_5(&mut bytes);
        if let Some(first) = bytes.first_mut().filter(|_| first_is_y) {
            *first = first.to_ascii_lowercase();
        }
        Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
    }
}

const STEP_2: &[(&str, &str)] = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("logi", "log"),
];

const STEP_3: &[(&str, &str)] = &[
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];

const STEP_4: &[(&str, &str)] = &[
    ("al", ""),
    ("ance", ""),
    ("ence", ""),
    ("er", ""),
    ("ic", ""),
    ("able", ""),
    ("ible", ""),
    ("ant", ""),
    ("ement", ""),
    ("ou", ""),
    ("ism", ""),
    ("ate", ""),
    ("iti", ""),
    ("ous", ""),
    ("ive", ""),
    ("ize", ""),
];

/// `[aeiou]`
fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// `[aeiouy]`
fn is_vowel_or_y(letter: u8) -> bool {
    is_vowel(letter) || letter == b'y'
}

/// Every place where `(C)?VC…` may end, with so many times VC.
fn ends(stem: &[u8], pairs: usize) -> Vec<bool> {
    let mut places = vec![false; stem.len() + 1];
    places[0] = true;
    let after = after_consonants(stem, &places);
    places.iter_mut().zip(after).for_each(|(place, after)| *place |= after);
    for _ in 0..pairs {
        places = after_consonants(stem, &after_vowels(stem, &places));
    }
    places
}

fn after_vowels(stem: &[u8], places: &[bool]) -> Vec<bool> {
    after_run(stem, places, is_vowel_or_y, is_vowel)
}

fn after_consonants(stem: &[u8], places: &[bool]) -> Vec<bool> {
    after_run(stem, places, |letter| !is_vowel(letter), |letter| !is_vowel_or_y(letter))
}

/// The places behind one letter of a first kind and any number of a second.
fn after_run(stem: &[u8], places: &[bool], first: fn(u8) -> bool, rest: fn(u8) -> bool) -> Vec<bool> {
    let mut after = vec![false; places.len()];
    for (place, &letter) in stem.iter().enumerate() {
        after[place + 1] = places[place] && first(letter) || after[place] && rest(letter);
    }
    after
}

/// Whether m is at least so much.
fn measures(stem: &[u8], pairs: usize) -> bool {
    ends(stem, pairs).contains(&true)
}

/// Whether m can be 1.
fn measures_one(stem: &[u8]) -> bool {
    let places = ends(stem, 1);
    let last = |places: &[bool]| places.last() == Some(&true);
    last(&places) || last(&after_vowels(stem, &places))
}

/// `^(C)?v`
fn has_vowel(stem: &[u8]) -> bool {
    ends(stem, 0).iter().zip(stem).any(|(&place, &letter)| place && is_vowel_or_y(letter))
}

/// `^Cv[^aeiouwxy]$`
fn is_short(stem: &[u8]) -> bool {
    let [consonants @ .., vowel, last] = stem else { return false };
    let [first, rest @ ..] = consonants else { return false };
    let closed = !is_vowel(*first) && rest.iter().all(|&letter| !is_vowel_or_y(letter));
    closed && is_vowel_or_y(*vowel) && !is_vowel_or_y(*last) && !matches!(last, b'w' | b'x')
}

/// Replaces the longest ending that a word has, if its stem meets the condition.
fn replace(word: &mut Vec<u8>, rules: &[(&str, &str)], condition: impl Fn(&[u8]) -> bool) {
    let found = rules.iter().filter(|(ending, _)| word.ends_with(ending.as_bytes()));
    if let Some((ending, replacement)) = found.max_by_key(|(ending, _)| ending.len()) {
        let kept = word.len() - ending.len();
        if condition(&word[..kept]) {
            word.truncate(kept);
            word.extend_from_slice(replacement.as_bytes());
        }
    }
}

/// Plurals, `-ed`, `-ing`, `-y`.
fn step_1(word: &mut Vec<u8>) {
    if word.ends_with(b"sses") || word.ends_with(b"ies") {
        word.truncate(word.len() - 2);
    } else if matches!(word[..], [.., before, b's'] if before != b's') {
        word.pop();
    }
    if word.ends_with(b"eed") {
        if measures(&word[..word.len() - 3], 1) {
            word.pop();
        }
    } else {
        let removed =
            [&b"ed"[..], b"ing"].into_iter().find(|ending| word.ends_with(ending)).map_or(0, <[u8]>::len);
        let kept = word.len() - removed;
        if removed > 0 && has_vowel(&word[..kept]) {
            word.truncate(kept);
            mend(word);
        }
    }
    if let [stem @ .., b'y'] = &word[..]
        && has_vowel(stem)
    {
        word.pop();
        word.push(b'i');
    }
}

/// Puts back an e, or takes off one of two equal consonants.
fn mend(word: &mut Vec<u8>) {
    let lost_e = [b"at", b"bl", b"iz"].into_iter().any(|ending| word.ends_with(ending));
    let double =
        matches!(word[..], [.., a, b] if a == b && !is_vowel_or_y(a) && !matches!(a, b'l' | b's' | b'z'));
    if lost_e {
        word.push(b'e');
    } else if double {
        word.pop();
    } else if is_short(word) {
        word.push(b'e');
    }
}

fn step_4(word: &mut Vec<u8>) {
    let long = |stem: &[u8]| measures(stem, 2);
    replace(word, STEP_4, long);
    replace(word, &[("ment", "")], long);
    if word.ends_with(b"ent") {
        replace(word, &[("ent", "")], long);
    } else if (word.ends_with(b"sion") || word.ends_with(b"tion")) && long(&word[..word.len() - 3]) {
        word.truncate(word.len() - 3);
    }
}

fn step_5(word: &mut Vec<u8>) {
    if let [stem @ .., b'e'] = &word[..]
        && (measures(stem, 2) || measures_one(stem) && !is_short(stem))
    {
        word.pop();
    }
    if word.ends_with(b"ll") && measures(word, 2) {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Printed by the subroutine `stem` of ROUGE-1.5.5.
    #[test]
    fn stems_are_those_of_the_program() {
        let words = "generalizations yours syzygy employment argument replacement adjustment adoption geology hopping \
                     falling controlling 1990s possibly yelled agreed ties caresses probate rate enjoying cement sizing \
                     fying";
        let stems = "gener your syzygi employ argum replac adjust adopt geologi hop fall control 1990 possibl yell agre ti \
                     caress probat rate enjoi cement size fy";
        let got: Vec<String> = words.split(' ').map(|word| PerlPorter.stem(word).into_owned()).collect();
        assert_eq!(got, stems.split(' ').collect::<Vec<_>>());
        assert_eq!(
            ["", "a", "is", "yyy"].map(|word| PerlPorter.stem(word).into_owned()),
            ["", "a", "is", "yyi"]
        );
    }
}
