//! The endings of Lancaster: which come off, what takes their place, and whether it goes on from there.
//!
//! The rules are those of NLTK 3.10.4, which has them from Paice and Husk: "Another Stemmer", SIGIR Forum 24 (3), 1990.

/// What to do with a word of some ending.
#[derive(Debug)]
pub(super) struct Rule {
    /// The ending, in lower-case ASCII.
    pub(super) ending: &'static str,
    /// Only for a word that no rule has changed yet.
    pub(super) intact: bool,
    /// How many letters come off.
    pub(super) remove: usize,
    /// What is put on.
    pub(super) append: &'static str,
    /// Whether more rules may follow.
    pub(super) goes_on: bool,
}

/// The rules for words that end in `letter`, the first that fits first.
pub(super) fn rules_for(letter: u8) -> &'static [Rule] {
    if !letter.is_ascii_lowercase() {
        return &[];
    }
    let letter = usize::from(letter - b'a');
    &RULES[STARTS[letter]..STARTS[letter + 1]]
}

/// Where the rules of each letter start.
const STARTS: [usize; 27] = starts();

const fn starts() -> [usize; 27] {
    let (mut starts, mut letter) = ([0; 27], 0);
    while letter < 27 {
        let mut at = 0;
        while at < RULES.len() && RULES[at].last() < b'a' + letter {
            at += 1;
        }
        starts[letter as usize] = at;
        letter += 1;
    }
    starts
}

impl Rule {
    const fn last(&self) -> u8 {
        self.ending.as_bytes()[self.ending.len() - 1]
    }
}

/// A rule after which others may follow.
const fn on(ending: &'static str, remove: usize, append: &'static str) -> Rule {
    Rule { ending, intact: false, remove, append, goes_on: true }
}

/// A rule that ends the work.
const fn end(ending: &'static str, remove: usize, append: &'static str) -> Rule {
    Rule { ending, intact: false, remove, append, goes_on: false }
}

/// The same for intact words only.
const fn intact(rule: Rule) -> Rule {
    Rule { intact: true, ..rule }
}

/// Sorted by the last letter.
const RULES: &[Rule] = &[
    intact(end("ia", 2, "")),
    intact(end("a", 1, "")),
    end("bb", 1, ""),
    end("ytic", 3, "s"),
    on("ic", 2, ""),
    on("nc", 1, "t"),
    end("dd", 1, ""),
    on("ied", 3, "y"),
    end("ceed", 2, "ss"),
    end("eed", 1, ""),
    on("ed", 2, ""),
    on("hood", 4, ""),
    on("e", 1, ""),
    end("lief", 1, "v"),
    on("if", 2, ""),
    on("ing", 3, ""),
    end("iag", 3, "y"),
    on("ag", 2, ""),
    end("gg", 1, ""),
    intact(end("th", 2, "")),
    end("guish", 5, "ct"),
    on("ish", 3, ""),
    intact(end("i", 1, "")),
    on("i", 1, "y"),
    end("ij", 1, "d"),
    end("fuj", 1, "s"),
    end("uj", 1, "d"),
    end("oj", 1, "d"),
    end("hej", 1, "r"),
    end("verj", 1, "t"),
    end("misj", 2, "t"),
    end("nj", 1, "d"),
    end("j", 1, "s"),
    end("ifiabl", 6, ""),
    end("iabl", 4, "y"),
    on("abl", 3, ""),
    end("ibl", 3, ""),
    on("bil", 2, "l"),
    end("cl", 1, ""),
    end("iful", 4, "y"),
    on("ful", 3, ""),
    end("ul", 2, ""),
    on("ial", 3, ""),
    on("ual", 3, ""),
    on("al", 2, ""),
    end("ll", 1, ""),
    end("ium", 3, ""),
    intact(end("um", 2, "")),
    on("ism", 3, ""),
    end("mm", 1, ""),
    on("sion", 4, "j"),
    end("xion", 4, "ct"),
    on("ion", 3, ""),
    on("ian", 3, ""),
    on("an", 2, ""),
    end("een", 0, ""),
    on("en", 2, ""),
    end("nn", 1, ""),
    on("ship", 4, ""),
    end("pp", 1, ""),
    on("er", 2, ""),
    end("ear", 0, ""),
    end("ar", 2, ""),
    on("or", 2, ""),
    on("ur", 2, ""),
    end("rr", 1, ""),
    on("tr", 1, ""),
    on("ier", 3, "y"),
    on("ies", 3, "y"),
    end("sis", 2, ""),
    on("is", 2, ""),
    on("ness", 4, ""),
    end("ss", 0, ""),
    on("ous", 3, ""),
    intact(end("us", 2, "")),
    intact(on("s", 1, "")),
    end("s", 0, ""),
    end("plicat", 4, "y"),
    on("at", 2, ""),
    on("ment", 4, ""),
    on("ent", 3, ""),
    on("ant", 3, ""),
    end("ript", 2, "b"),
    end("orpt", 2, "b"),
    end("duct", 1, ""),
    end("sumpt", 2, ""),
    end("cept", 2, "iv"),
    end("olut", 2, "v"),
    end("sist", 0, ""),
    on("ist", 3, ""),
    end("tt", 1, ""),
    end("iqu", 3, ""),
    end("ogu", 1, ""),
    on("siv", 3, "j"),
    end("eiv", 0, ""),
    on("iv", 2, ""),
    on("bly", 1, ""),
    on("ily", 3, "y"),
    end("ply", 0, ""),
    on("ly", 2, ""),
    end("ogy", 1, ""),
    end("phy", 1, ""),
    end("omy", 1, ""),
    end("opy", 1, ""),
    on("ity", 3, ""),
    on("ety", 3, ""),
    end("lty", 2, ""),
    end("istry", 5, ""),
    on("ary", 3, ""),
    on("ory", 3, ""),
    end("ify", 3, ""),
    on("ncy", 2, "t"),
    on("acy", 3, ""),
    on("iz", 2, ""),
    end("yz", 1, "s"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_all_their_rules() {
        assert_eq!(RULES.len(), 115);
        let found: usize = (0..=255).map(|letter| rules_for(letter).len()).sum();
        assert_eq!(found, RULES.len());
        for letter in b'a'..=b'z' {
            assert!(rules_for(letter).iter().all(|rule| rule.last() == letter));
        }
    }

    /// Otherwise a word could take rules for ever, or be cut where there is nothing.
    #[test]
    fn rules_shorten_or_end() {
        for rule in RULES {
            assert!(rule.remove <= rule.ending.len() && rule.append.len() <= rule.remove, "{rule:?}");
            let same_length = rule.goes_on && rule.append.len() == rule.remove;
            assert!(!same_length || ["nc", "y", "i"].contains(&rule.ending), "{rule:?}");
        }
    }
}
