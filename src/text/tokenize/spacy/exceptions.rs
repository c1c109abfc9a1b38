//! Words that spaCy cuts by a list and not by rules: `lang/tokenizer_exceptions.py` and `lang/en/tokenizer_exceptions.py`.
//!
//! Most are contractions, stated here as stems and endings. Each exists with a small and a capital initial, most exist without
//! their apostrophe, and all that have one exist with a curly one, too. A bar shows where a word is cut.

use std::collections::HashMap;

/// Stems with the endings that all of them take.
const CONTRACTIONS: [(&str, &str); 9] = [
    ("i", "'m 'm|a"),
    ("i you he she it we they", "'ll 'll|'ve 'd 'd|'ve"),
    ("i you we they", "'ve"),
    ("you we they", "'re"),
    ("he she it who what when where why how there that this", "'s"),
    ("who what when where why how there that this these those", "'ll 'll|'ve 'd 'd|'ve"),
    ("who what when where why how there these those", "'re 've"),
    ("ca could do does did had may might must need ought sha should wo would", "n't n't|'ve"),
    ("could might must should would", "'ve"),
];

/// Stems that take `n't` alone.
const NEGATED: &str = "ai are is was were have has dare";

/// What would be a contraction without its apostrophe and is mostly a word: not cut.
const WORDS: &str = "ill its hell shell shed were well whore";

/// Other words that are cut.
const CUT: &str = "y'|all y|all how|'d|'y How|'d|'y not|'ve not|ve Not|'ve Not|ve can|not Can|not gon|na Gon|na got|ta Got|ta \
     let|'s Let|'s c'm|on C'm|on °|c|. °|f|. °|k|. °|C|. °|F|. °|K|.";

/// Words without their last letter, with an apostrophe or without.
const CLIPPED: &str = "doin goin nothin nuthin ol somethin lovin havin";

/// Words that stay whole: abbreviations, months, states, and what begins with an apostrophe.
const WHOLE: &str = "em ll nuff 'em 'll 'nuff 'S 's ‘S ‘s and/or w/o 're 'Cause 'cause 'cos 'Cos 'coz 'Coz 'cuz 'Cuz 'bout 'd \
     ma'am Ma'am o'clock O'clock Mt. Ak. Ala. Apr. Ariz. Ark. Aug. Calif. Colo. Conn. Dec. Del. Feb. Fla. Ga. Ia. Id. Ill. \
     Ind. Jan. Jul. Jun. Kan. Kans. Ky. La. Mar. Mass. Mich. Minn. Miss. N.C. N.D. N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. Nov. \
     Oct. Okla. Ore. Pa. S.C. Sep. Sept. Tenn. Va. Wash. Wis. a.m. Adm. Bros. co. Co. Corp. D.C. Dr. e.g. E.g. E.G. Gen. \
     Gov. i.e. I.e. I.E. Inc. Jr. Ltd. Md. Messrs. Mo. Mont. Mr. Mrs. Ms. p.m. Ph.D. Prof. Rep. Rev. Sen. St. vs. v.s. C++ \
     ä. ö. ü. — ' '' \\\") <space> \\t \\n";

/// White space that is a token of its own.
const BLANKS: [&str; 4] = [" ", "\t", "\n", "\u{A0}"];

const EMOTICONS: &str = r"
    :) :-) :)) :-)) :))) :-))) (: (-: =) (= :] :-] [: [-: [= =] :o) (o: :} :-} 8) 8-) (-8 ;) ;-) (; (-; :(
    :-( :(( :-(( :((( :-((( ): )-: =( >:( :') :'-) :'( :'-( :/ :-/ =/ =| :| :-| ]= =[ :1 :P :-P :p :-p :O
    :-O :o :-o :0 :-0 :() >:o :* :-* :3 :-3 =3 :> :-> :X :-X :x :-x :D :-D ;D ;-D =D xD XD xDD XDD 8D 8-D
    ^_^ ^__^ ^___^ >.< >.> <.< ._. ;_; -_- -__- v.v V.V v_v V_V o_o o_O O_o O_O 0_o o_0 0_0 o.O O.o O.O o.o
    0.0 o.0 0.o @_@ <3 <33 <333 </3 (^_^) (-_-) (._.) (>_<) (*_*) (¬_¬) ಠ_ಠ ಠ︵ಠ (ಠ_ಠ) ¯\(ツ)/¯ (╯°□°）╯︵┻━┻
    ><(((*>";

/// Every exception with the lengths of its parts, in bytes.
pub(super) fn exceptions() -> HashMap<String, Vec<u8>> {
    let mut exceptions = HashMap::new();
    contractions(&mut exceptions);
    let times = (1..=12).flat_map(|hour| ["a.m.", "am", "p.m.", "pm"].map(|half| format!("{hour}|{half}")));
    for word in CUT.split(' ').map(str::to_owned).chain(times) {
        add(&mut exceptions, &word.split('|').collect::<Vec<_>>());
    }
    for word in CLIPPED.split(' ') {
        for word in [word.to_owned(), capitalized(word)] {
            add(&mut exceptions, &[&word]);
            add(&mut exceptions, &[&format!("{word}'")]);
        }
    }
    ('a'..='z').for_each(|letter| add(&mut exceptions, &[&format!("{letter}.")]));
    let whole = WHOLE.split(' ').chain(EMOTICONS.split_whitespace()).chain(BLANKS);
    whole.for_each(|word| add(&mut exceptions, &[word]));
    exceptions
}

fn contractions(exceptions: &mut HashMap<String, Vec<u8>>) {
    for (stems, endings) in CONTRACTIONS.into_iter().chain([(NEGATED, "n't")]) {
        for stem in stems.split(' ').flat_map(|stem| [stem.to_owned(), capitalized(stem)]) {
            for ending in endings.split(' ') {
                for ending in [ending.to_owned(), ending.replace('\'', "")] {
                    let parts: Vec<&str> = [stem.as_str()].into_iter().chain(ending.split('|')).collect();
                    add(exceptions, &parts);
                }
            }
        }
    }
    for word in WORDS.split(' ') {
        exceptions.remove(word);
        exceptions.remove(&capitalized(word));
    }
}

/// Adds a word of these parts, with straight apostrophes and with curly ones.
fn add(exceptions: &mut HashMap<String, Vec<u8>>, parts: &[&str]) {
    let curly: Vec<String> = parts.iter().map(|part| part.replace('\'', "’")).collect();
    exceptions.insert(curly.concat(), curly.iter().map(|part| part.len() as u8).collect());
    exceptions.insert(parts.concat(), parts.iter().map(|part| part.len() as u8).collect());
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// spaCy 3.8.18: `len(spacy.blank("en").tokenizer.rules)`, and some of them.
    #[test]
    fn exceptions_are_those_of_spacy() {
        let exceptions = exceptions();
        assert_eq!(exceptions.len(), 1_347);
        let parts = |word: &str| {
            let lengths = exceptions.get(word)?;
            let end = |parts: usize| lengths[..parts].iter().map(|&part| usize::from(part)).sum::<usize>();
            Some((0..lengths.len()).map(|part| word[end(part)..end(part + 1)].to_owned()).collect::<Vec<_>>())
        };
        for (word, expected) in [
            ("Shouldn’t’ve", vec!["Should", "n’t", "’ve"]),
            ("i'ma", vec!["i", "'m", "a"]),
            ("How’d’y", vec!["How", "’d", "’y"]),
            ("12pm", vec!["12", "pm"]),
            ("°K.", vec!["°", "K", "."]),
            (":-|", vec![":-|"]),
            ("Nothin’", vec!["Nothin’"]),
        ] {
            assert_eq!(parts(word).unwrap(), expected, "{word}");
        }
        // Apostrophes of one word are all straight or all curly.
        assert!(["its", "Well", "Shouldn’t've"].iter().all(|word| parts(word).is_none()));
    }
}
