//! [`Porter`]: the Porter stemmer in the three forms of NLTK 3.10.4.
//!
//! M. F. Porter: "An algorithm for suffix stripping", Program 14 (3), 1980. Left out: NLTK's switch that keeps the case.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::stem::letters::{self, Letters};
use crate::text::stem::stemmer::Stemmer;

/// A form of Porter's first stemmer for English. Words are lower-cased first; any text is a word.
///
/// # Examples
/// ```
/// use wordmill::text::stem::{Porter, Stemmer};
/// assert_eq!(Porter::default().stem("Relational"), "relat");
/// let stems = |word| [Porter::Original, Porter::Martin, Porter::Nltk].map(|form| form.stem(word).into_owned());
/// assert_eq!(stems("dying"), ["dy", "dy", "die"]);
/// assert_eq!(stems("possibly"), ["possibli", "possibl", "possibl"]);
/// assert_eq!(stems("enjoyment"), ["enjoy", "enjoy", "enjoy"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Porter {
    /// The paper of 1980 (`ORIGINAL_ALGORITHM`).
    Original,
    /// With the changes of Martin Porter's own programs (`MARTIN_EXTENSIONS`): `-bli` becomes `-ble`, `-logi` becomes
    /// `-log`, words of one or two letters stay.
    Martin,
    /// With those of NLTK's authors, too (`NLTK_EXTENSIONS`, its default): a list of exceptions, short words in `-ies`
    /// and `-ied`, `y` after vowels.
    #[default]
    Nltk,
}

impl Stemmer for Porter {
    fn stem<'t>(&self, word: &'t str) -> Cow<'t, str> {
        let lower = letters::lowercase(word);
        if *self == Porter::Nltk
            && let Some(stem) = irregular(&lower)
        {
            return Cow::Borrowed(stem);
        }
        // The word as it was given: lower case may have more characters.
        if *self != Porter::Original && word.chars().nth(2).is_none() {
            return lower;
        }
        letters::edit(lower, |word| {
            self.step_1a(word);
            self.step_1b(word);
            self.step_1c(word);
            self.step_2(word);
            apply(word, STEP_3, |stem| measure(stem) > 0);
            step_4(word);
            self.step_5(word);
        })
    }
}

/// The words that NLTK lists with their stems.
fn irregular(word: &str) -> Option<&'static str> {
    Some(match word {
        "sky" | "skies" => "sky",
        "dying" => "die",
        "lying" => "lie",
        "tying" => "tie",
        "news" => "news",
        "inning" | "innings" => "inning",
        "outing" | "outings" => "outing",
        "canning" | "cannings" => "canning",
        "howe" => "howe",
        "proceed" => "proceed",
        "exceed" => "exceed",
        "succeed" => "succeed",
        _ => return None,
    })
}

// ---- conditions on what stands before an ending ------------------------------------------------------------------

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether each letter is a consonant, in turn: a `y` is one unless it follows one.
fn consonants(word: &[u8]) -> impl Iterator<Item = bool> {
    word.iter().scan(false, |before, &letter| {
        *before = if letter == b'y' { !*before } else { !is_vowel(letter) };
        Some(*before)
    })
}

/// Whether the letter at `at` is a consonant; only a run of `y` before it is looked at.
fn is_consonant(word: &[u8], at: usize) -> bool {
    let run = word[..=at].iter().rev().take_while(|&&letter| letter == b'y').count();
    let base = (at + 1).checked_sub(run + 1).is_some_and(|before| !is_vowel(word[before]));
    base == run.is_multiple_of(2)
}

/// Porter's m: how many times a vowel is followed by a consonant.
fn measure(stem: &[u8]) -> usize {
    let (mut before, mut pairs) = (true, 0);
    for consonant in consonants(stem) {
        pairs += usize::from(consonant && !before);
        before = consonant;
    }
    pairs
}

/// `*v*`
fn has_vowel(stem: &[u8]) -> bool {
    consonants(stem).any(|consonant| !consonant)
}

/// `*d`
fn ends_in_double_consonant(word: &[u8]) -> bool {
    matches!(word, [.., a, b] if a == b) && is_consonant(word, word.len() - 1)
}

// ---- steps -------------------------------------------------------------------------------------------------------

/// An ending and what takes its place.
type Rule = (&'static str, &'static str);

/// Replaces the first ending that the word has, if its stem meets the condition.
fn apply(word: &mut Letters<'_>, rules: &[Rule], condition: impl FnOnce(&[u8]) -> bool) {
    if let Some(&(ending, replacement)) = rules.iter().find(|(ending, _)| ends(word, ending))
        && condition(&word.get()[..word.get().len() - ending.len()])
    {
        word.replace_end(ending.len(), replacement);
    }
}

#[inline]
fn ends(word: &Letters<'_>, ending: &str) -> bool {
    let (word, ending) = (word.get(), ending.as_bytes());
    word.last() == ending.last() && word.ends_with(ending)
}

const STEP_1A: &[Rule] = &[("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")];

const STEP_2: &[Rule] = &[
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
];

const STEP_3: &[Rule] = &[
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];

const STEP_4: &[Rule] = &[
    ("al", ""),
    ("ance", ""),
    ("ence", ""),
    ("er", ""),
    ("ic", ""),
    ("able", ""),
    ("ible", ""),
    ("ant", ""),
    ("ement", ""),
    ("ment", ""),
    ("ent", ""),
    ("ou", ""),
    ("ism", ""),
    ("ate", ""),
    ("iti", ""),
    ("ous", ""),
    ("ive", ""),
    ("ize", ""),
];

impl Porter {
    /// `*o`: consonant, vowel, consonant, the last not w, x or y. NLTK adds: the whole is a vowel and a consonant.
    fn ends_short(self, word: &[u8]) -> bool {
        match *word {
            [.., _, _, last] => {
                let at = word.len() - 1;
                is_consonant(word, at - 2)
                    && !is_consonant(word, at - 1)
                    && is_consonant(word, at)
                    && !matches!(last, b'w' | b'x' | b'y')
            }
            [_, _] => self == Porter::Nltk && !is_consonant(word, 0) && is_consonant(word, 1),
            _ => false,
        }
    }

    /// Plurals.
    fn step_1a(self, word: &mut Letters<'_>) {
        if self == Porter::Nltk && word.get().len() == 4 && ends(word, "ies") {
            return word.replace_end(3, "ie");
        }
        apply(word, STEP_1A, |_| true);
    }

    /// `-eed`, `-ed`, `-ing`.
    fn step_1b(self, word: &mut Letters<'_>) {
        let length = word.get().len();
        if self == Porter::Nltk && ends(word, "ied") {
            return word.replace_end(3, if length == 4 { "ie" } else { "i" });
        }
        if ends(word, "eed") {
            if measure(&word.get()[..length - 3]) > 0 {
                word.replace_end(3, "ee");
            }
            return;
        }
        for ending in ["ed", "ing"] {
            if ends(word, ending) && has_vowel(&word.get()[..length - ending.len()]) {
                let removed = ending.len();
                return self.mend(word, removed);
            }
        }
    }

    /// Takes off `removed` letters and puts back an e, or takes off one of two equal consonants.
    fn mend(self, word: &mut Letters<'_>, removed: usize) {
        let stem = &word.get()[..word.get().len() - removed];
        let endings: [&[u8]; 3] = [b"at", b"bl", b"iz"];
        if endings.iter().any(|ending| stem.ends_with(ending)) {
            return word.replace_end(removed, "e");
        }
        if ends_in_double_consonant(stem) {
            let stays = matches!(stem.last(), Some(b'l' | b's' | b'z'));
            return word.replace_end(removed + usize::from(!stays), "");
        }
        // NLTK writes the rule above as an ending "*d", and a word that does end so loses its star.
        if stem.ends_with(b"*d") {
            return word.replace_end(removed + 2, "d");
        }
        let short = measure(stem) == 1 && self.ends_short(stem);
        word.replace_end(removed, if short { "e" } else { "" });
    }

    /// `-y`
    fn step_1c(self, word: &mut Letters<'_>) {
        apply(word, &[("y", "i")], |stem| match self {
            Porter::Nltk => stem.len() > 1 && is_consonant(stem, stem.len() - 1),
            _ => has_vowel(stem),
        });
    }

    /// Double endings.
    fn step_2(self, word: &mut Letters<'_>) {
        let is_long = |stem: &[u8]| measure(stem) > 0;
        if self == Porter::Nltk && ends(word, "alli") && is_long(&word.get()[..word.get().len() - 4]) {
            word.replace_end(4, "al");
        }
        if self == Porter::Original && ends(word, "bli") {
            return apply(word, &[("abli", "able")], is_long);
        }
        match self {
            Porter::Nltk if ends(word, "fulli") => apply(word, &[("fulli", "ful")], is_long),
            Porter::Nltk if ends(word, "logi") => {
                // The l counts with the stem, so that `geologi` and `archaeologi` fare alike.
                apply(word, &[("ogi", "og")], is_long);
            }
            Porter::Martin if ends(word, "logi") => apply(word, &[("logi", "log")], is_long),
            _ => apply(word, STEP_2, is_long),
        }
    }

    /// A final e, and the second of two l.
    fn step_5(self, word: &mut Letters<'_>) {
        apply(word, &[("e", "")], |stem| {
            let length = measure(stem);
            length > 1 || length == 1 && !self.ends_short(stem)
        });
        if ends(word, "ll") && measure(&word.get()[..word.get().len() - 1]) > 1 {
            word.replace_end(1, "");
        }
    }
}

/// Endings that come off long stems; `-ion` only after s or t.
fn step_4(word: &mut Letters<'_>) {
    if ends(word, "ion") {
        apply(word, &[("ion", "")], |stem| measure(stem) > 1 && matches!(stem.last(), Some(b's' | b't')));
    } else {
        apply(word, STEP_4, |stem| measure(stem) > 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4, modes `ORIGINAL_ALGORITHM`, `MARTIN_EXTENSIONS`, `NLTK_EXTENSIONS`.
    #[test]
    fn stems_are_those_of_nltk() {
        for (word, stems) in CASES {
            let ours = [Porter::Original, Porter::Martin, Porter::Nltk].map(|form| form.stem(word));
            assert_eq!(ours, *stems, "{word}");
        }
    }

    const CASES: &[(&str, [&str; 3])] = &[
        ("caresses", ["caress", "caress", "caress"]),
        ("ponies", ["poni", "poni", "poni"]),
        ("ties", ["ti", "ti", "tie"]),
        ("dies", ["di", "di", "die"]),
        ("spied", ["spi", "spi", "spi"]),
        ("died", ["di", "di", "die"]),
        ("agreed", ["agre", "agre", "agre"]),
        ("feed", ["feed", "feed", "feed"]),
        ("plastered", ["plaster", "plaster", "plaster"]),
        ("bled", ["bled", "bled", "bled"]),
        ("motoring", ["motor", "motor", "motor"]),
        ("sing", ["sing", "sing", "sing"]),
        ("conflated", ["conflat", "conflat", "conflat"]),
        ("troubled", ["troubl", "troubl", "troubl"]),
        ("sized", ["size", "size", "size"]),
        ("hopping", ["hop", "hop", "hop"]),
        ("falling", ["fall", "fall", "fall"]),
        ("hissing", ["hiss", "hiss", "hiss"]),
        ("failing", ["fail", "fail", "fail"]),
        ("filing", ["file", "file", "file"]),
        ("happy", ["happi", "happi", "happi"]),
        ("sky", ["sky", "sky", "sky"]),
        ("enjoy", ["enjoi", "enjoi", "enjoy"]),
        ("by", ["by", "by", "by"]),
        ("spy", ["spy", "spy", "spi"]),
        ("rationally", ["ration", "ration", "ration"]),
        ("hopefully", ["hopefulli", "hopefulli", "hope"]),
        ("digitizer", ["digit", "digit", "digit"]),
        ("possibly", ["possibli", "possibl", "possibl"]),
        ("vileness", ["vile", "vile", "vile"]),
        ("geology", ["geologi", "geologi", "geolog"]),
        ("theology", ["theologi", "theologi", "theolog"]),
        ("sensibility", ["sensibl", "sensibl", "sensibl"]),
        ("electricity", ["electr", "electr", "electr"]),
        ("goodness", ["good", "good", "good"]),
        ("adoption", ["adopt", "adopt", "adopt"]),
        ("replacement", ["replac", "replac", "replac"]),
        ("homologous", ["homolog", "homolog", "homolog"]),
        ("controlling", ["control", "control", "control"]),
        ("cease", ["ceas", "ceas", "ceas"]),
        ("at", ["at", "at", "at"]),
        ("ating", ["at", "at", "ate"]),
        ("owing", ["ow", "ow", "owe"]),
        ("s", ["", "s", "s"]),
        ("Ss", ["ss", "ss", "ss"]),
        ("İ", ["i̇", "i̇", "i̇"]),
        ("ééed", ["ééed", "ééed", "ééed"]),
        ("a*ded", ["ad", "ad", "ad"]),
        ("yyying", ["yy", "yy", "yy"]),
        ("syzygy", ["syzygi", "syzygi", "syzygi"]),
        ("CAFÉS", ["café", "café", "café"]),
        ("naïvely", ["naïv", "naïv", "naïv"]),
        ("€€ing", ["€€ing", "€€ing", "€€ing"]),
    ];

    #[test]
    fn consonants_agree_one_by_one_and_together() {
        for word in ["yyyy", "toy", "syzygy", "yes", "ayyya", "", "by"] {
            let word = word.as_bytes();
            let one_by_one: Vec<bool> = (0..word.len()).map(|at| is_consonant(word, at)).collect();
            assert_eq!(consonants(word).collect::<Vec<_>>(), one_by_one);
        }
    }
}
