//! The regular forms of a word by the spelling rules of English, for the words whose lemmas cannot be told
//! from the forms alone.

/// The third person, the participle in -ing and the past of a regular verb, its last letter doubled or not.
pub(crate) fn verb_forms(verb: &str, doubles: bool) -> [String; 3] {
    let third = s_form(verb);
    if doubles {
        let doubled = doubled(verb);
        return [third, format!("{doubled}ing"), format!("{doubled}ed")];
    }
    let stem = match verb.strip_suffix('e') {
        Some(stem) if stem.ends_with('i') => {
            return [third, format!("{}ying", &stem[..stem.len() - 1]), format!("{verb}d")];
        }
        Some(stem) if !stem.ends_with(['e', 'o', 'y']) => stem,
        Some(_) => return [third, format!("{verb}ing"), format!("{verb}d")],
        None => verb,
    };
    let past = match verb.strip_suffix('y') {
        Some(rest) if !rest.ends_with(VOWELS) => format!("{rest}ied"),
        _ => format!("{stem}ed"),
    };
    [third, format!("{stem}ing"), past]
}

/// The regular plural of a noun, which is also the third person of a verb.
pub(crate) fn s_form(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(VOWELS) => format!("{stem}ies"),
        _ if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => {
            format!("{word}es")
        }
        _ => format!("{word}s"),
    }
}

/// The comparative and superlative of an adjective or adverb.
pub(crate) fn comparisons(word: &str, doubles: bool) -> [String; 2] {
    let stem = match word.strip_suffix('y') {
        _ if doubles => doubled(word),
        Some(stem) if !stem.ends_with(VOWELS) => format!("{stem}i"),
        _ => word.strip_suffix('e').unwrap_or(word).to_owned(),
    };
    [format!("{stem}er"), format!("{stem}est")]
}

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

fn doubled(word: &str) -> String {
    let last = word.chars().next_back();
    word.chars().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_the_spelling_rules() {
        for (verb, doubles, forms) in [
            ("add", false, ["adds", "adding", "added"]),
            ("taste", false, ["tastes", "tasting", "tasted"]),
            ("agree", false, ["agrees", "agreeing", "agreed"]),
            ("dye", false, ["dyes", "dyeing", "dyed"]),
            ("tie", false, ["ties", "tying", "tied"]),
            ("worry", false, ["worries", "worrying", "worried"]),
            ("enjoy", false, ["enjoys", "enjoying", "enjoyed"]),
            ("travel", true, ["travels", "travelling", "travelled"]),
            ("miss", false, ["misses", "missing", "missed"]),
        ] {
            assert_eq!(verb_forms(verb, doubles), forms);
        }
        for (word, doubles, forms) in [
            ("big", true, ["bigger", "biggest"]),
            ("late", false, ["later", "latest"]),
            ("easy", false, ["easier", "easiest"]),
            ("grey", false, ["greyer", "greyest"]),
        ] {
            assert_eq!(comparisons(word, doubles), forms);
        }
    }
}
