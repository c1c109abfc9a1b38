//! Regular English inflection undone, by the letters alone.
//!
//! What a form lost or gained is decided by the end of its stem. A verb's stem `hop` of `hoping` must have had an e,
//! since `hop` would have doubled its p; `creat` had one, since few words end in a single vowel and t; `visit` had none,
//! which letters do not show: such words stand in the table, and are not seen here. Words are in lower case.

use std::borrow::Cow;

/// The infinitive of a verb's form.
pub(crate) fn verb(word: &str) -> Cow<'_, str> {
    if let Some(stem) = word.strip_suffix("ing").filter(|stem| is_stem(stem)) {
        return base(stem);
    }
    if let Some(stem) = word.strip_suffix("ied").filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix("ed").filter(|stem| is_stem(stem)) {
        // `need` and its like are whole.
        return if stem.ends_with('e') { Cow::Borrowed(word) } else { base(stem) };
    }
    without_s(word, false)
}

/// The singular of a noun's form.
pub(crate) fn noun(word: &str) -> Cow<'_, str> {
    if let Some(stem) = word.strip_suffix("men").filter(|stem| stem.len() > 1 || *stem == "wo") {
        return Cow::Owned(format!("{stem}man"));
    }
    for (plural, singular) in [
        ("children", "child"),
        ("wolves", "wolf"),
        ("selves", "self"),
        ("wives", "wife"),
        ("knives", "knife"),
        ("ysises", "ysis"),
        ("yses", "ysis"),
        ("gnoses", "gnosis"),
        ("theses", "thesis"),
    ] {
        if let Some(stem) = word.strip_suffix(plural) {
            return Cow::Owned(format!("{stem}{singular}"));
        }
    }
    without_s(word, true)
}

/// A word without the s of a plural (where `viruses` are more than one virus) or of a third person.
fn without_s(word: &str, is_plural: bool) -> Cow<'_, str> {
    let Some(stem) = word.strip_suffix('s') else { return Cow::Borrowed(word) };
    if stem.len() < 2 || stem.ends_with(['s', 'u', 'i', '\'', '’', '.']) {
        return Cow::Borrowed(word);
    }
    if let Some(stem) = stem.strip_suffix("ie").filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    let Some(shorter) = stem.strip_suffix('e') else { return Cow::Borrowed(stem) };
    let hisses = ["ch", "sh", "x", "ss", "zz", "tz"].iter().any(|end| shorter.ends_with(end));
    let latin = is_plural
        && shorter.ends_with("us")
        && !shorter.ends_with("aus")
        && !shorter.ends_with("ous")
        && syllables(shorter) > 1;
    let round = shorter.ends_with('o') && shorter.len() > 1;
    Cow::Borrowed(if hisses || latin || round { shorter } else { stem })
}

/// The positive of an adjective or adverb. Most words in -er are no comparatives, so only superlatives and -ier are taken.
pub(crate) fn comparison(word: &str) -> Cow<'_, str> {
    if let Some(stem) =
        word.strip_suffix("iest").or_else(|| word.strip_suffix("ier")).filter(|stem| stem.len() > 2)
    {
        return Cow::Owned(format!("{stem}y"));
    }
    match word.strip_suffix("est") {
        Some(stem) if is_stem(stem) && stem.len() > 3 && !stem.ends_with("on") && !stem.ends_with("od") => {
            base(stem)
        }
        _ => Cow::Borrowed(word),
    }
}

/// A number without the commas between thousands.
pub(crate) fn number(word: &str) -> Cow<'_, str> {
    let is_grouped =
        word.contains(',') && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.');
    if is_grouped && word.len() > 1 { Cow::Owned(word.replace(',', "")) } else { Cow::Borrowed(word) }
}

/// The likeliest lemma of a form whose part of speech is not known.
pub(crate) fn any(word: &str) -> Cow<'_, str> {
    match () {
        () if word.starts_with("un") && word.ends_with("ed") => Cow::Borrowed(word),
        () if word.ends_with("ing") || word.ends_with("ed") => verb(word),
        () if word.ends_with("iest") => comparison(word),
        () if word.ends_with("ous") => Cow::Borrowed(word),
        () => noun(word),
    }
}

/// Whether something that may be a word is left of a form.
fn is_stem(stem: &str) -> bool {
    stem.len() > 1
        && stem.is_ascii()
        && stem.bytes().any(is_vowel)
        && stem.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// The word of which `stem` is left after -ing, -ed or -est.
fn base(stem: &str) -> Cow<'_, str> {
    let bytes = stem.as_bytes();
    let [.., before, last] = bytes else { return Cow::Borrowed(stem) };
    if before == last && b"bdgkmnprtv".contains(last) {
        return Cow::Borrowed(&stem[..stem.len() - 1]);
    }
    if takes_e(bytes, *before, *last) { Cow::Owned(format!("{stem}e")) } else { Cow::Borrowed(stem) }
}

/// Whether the word of a stem ended in e.
fn takes_e(stem: &[u8], before: u8, last: u8) -> bool {
    let ends = |ends: &[&str]| ends.iter().any(|end| stem.ends_with(end.as_bytes()));
    match last {
        b'v' | b'c' => true,
        b'u' => before != b'o',
        b'z' => is_vowel(before) || matches!(before, b'n' | b'd'),
        b's' => before != b's',
        b'g' => {
            is_vowel(before) && before != b'y'
                || matches!(before, b'd' | b'r' | b'l')
                || ends(&["ang", "eng", "ung"])
        }
        b'l' if !is_vowel(before) => b"bcdfgkpstz".contains(&before),
        b'r' if !is_vowel(before) => b"ctgb".contains(&before),
        b'h' | b'w' | b'x' | b'y' | b'a' | b'e' | b'i' | b'o' | b'j' | b'q' => false,
        _ if !is_vowel(before) || has_two_vowels_before_the_last(stem) => false,
        // One vowel and one consonant: a word of one syllable would have doubled it.
        _ if syllables(std::str::from_utf8(stem).unwrap_or_default()) == 1 => true,
        b't' => ends(&["at", "ut"]),
        b'd' => before != b'y',
        b'n' => ends(&["in", "un"]),
        b'm' => ends(&["um"]),
        b'r' => ends(&["ir", "ur", "ar"]),
        b'l' => ends(&["ul"]),
        b'p' => ends(&["ap", "yp"]),
        b'k' | b'b' => true,
        _ => false,
    }
}

/// As in `load` and `suit`, but not in `quit` and `guid`, where the u goes with the letter before, nor in `associat`
/// and `evaluat`, where each is a syllable.
fn has_two_vowels_before_the_last(stem: &[u8]) -> bool {
    let [.., earlier, first, second, _] = stem else {
        return matches!(stem, [first, second, _] if is_vowel(*first) && is_vowel(*second));
    };
    let glides = *first == b'u' && (*earlier == b'q' || *earlier == b'g' && *second == b'i');
    let parts = matches!(first, b'i' | b'u') && *second == b'a';
    is_vowel(*first) && is_vowel(*second) && !glides && !parts
}

fn syllables(word: &str) -> usize {
    let bytes = word.as_bytes();
    let counts = |at: usize| {
        let glides = bytes[at] == b'u' && at > 0 && bytes[at - 1] == b'q';
        let is_first_y = at == 0 && bytes[0] == b'y';
        is_vowel(bytes[at]) && !glides && !is_first_y
    };
    (0..bytes.len()).filter(|&at| counts(at) && (at == 0 || !counts(at - 1))).count()
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_get_their_endings_back() {
        for (form, lemma) in [
            ("hoping", "hope"),
            ("hopping", "hop"),
            ("helped", "help"),
            ("operated", "operate"),
            ("guided", "guide"),
            ("quoted", "quote"),
            ("requires", "require"),
            ("charging", "charge"),
            ("singing", "sing"),
            ("argued", "argue"),
            ("handling", "handle"),
            ("loading", "load"),
            ("carried", "carry"),
            ("catches", "catch"),
            ("using", "use"),
            ("reused", "reuse"),
            ("playing", "play"),
            ("needed", "need"),
            ("owning", "own"),
            ("evaluated", "evaluate"),
            ("persuading", "persuade"),
            ("accuses", "accuse"),
        ] {
            assert_eq!(verb(form), lemma, "{form}");
        }
    }

    #[test]
    fn nouns_lose_their_plural() {
        for (form, lemma) in [
            ("cats", "cat"),
            ("houses", "house"),
            ("viruses", "virus"),
            ("boxes", "box"),
            ("cities", "city"),
            ("heroes", "hero"),
            ("policemen", "policeman"),
            ("catalyses", "catalysis"),
            ("bus", "bus"),
            ("this", "this"),
            ("glass", "glass"),
            ("s", "s"),
        ] {
            assert_eq!(noun(form), lemma, "{form}");
        }
    }

    #[test]
    fn the_rest() {
        assert_eq!(comparison("loveliest"), "lovely");
        assert_eq!(comparison("greatest"), "great");
        assert_eq!(comparison("honest"), "honest");
        assert_eq!(comparison("other"), "other");
        assert_eq!(number("1,250,000"), "1250000");
        assert_eq!(any("blessed"), "bless");
        assert_eq!(any("é"), "é");
    }
}
