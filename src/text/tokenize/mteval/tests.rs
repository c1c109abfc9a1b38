//! The scanner against the substitutions that mteval and sacreBLEU state, as an oracle.

use fancy_regex::Regex;
use proptest::prelude::*;

use crate::text::python;
use crate::text::tokenize::mteval::chinese::MtevalChinese;
use crate::text::tokenize::mteval::international::MtevalInternational;
use crate::text::tokenize::mteval::mteval_13a::Mteval13a;
use crate::text::tokenize::mteval::nonblank_characters::NonblankCharacters;
use crate::text::tokenize::mteval::str_split::StrSplit;
use crate::text::tokenizer::Tokenizer;

fn substitute(text: &str, rules: &[(&str, &str)]) -> Vec<String> {
    let apply = |text: String, &(pattern, with): &(&str, &str)| {
        Regex::new(pattern).unwrap().replace_all(&text, with).into_owned()
    };
    let text = rules.iter().fold(text.to_owned(), apply);
    text.split(python::is_space).filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
}

const WESTERN: [(&str, &str); 4] = [
    (r"([\{-\~\[-\` -\&\(-\+\:-\@\/])", " $1 "),
    (r"(?s)([^0-9])([\.,])", "$1 $2 "),
    (r"(?s)([\.,])([^0-9])", " $1 $2"),
    (r"([0-9])(-)", "$1 $2 "),
];

fn western(text: &str) -> Vec<String> {
    let text = text.replace("<skipped>", "").replace("-\n", "").replace('\n', " ");
    let text = text.replace("&quot;", "\"").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    substitute(&format!(" {text} "), &WESTERN)
}

fn international(text: &str) -> Vec<String> {
    let rules = [(r"(?s)(\P{N})(\p{P})", "$1 $2 "), (r"(?s)(\p{P})(\P{N})", " $1 $2"), (r"(\p{S})", " $1 ")];
    substitute(text, &rules)
}

fn texts(tokenizer: &dyn Tokenizer, text: &str) -> Vec<String> {
    tokenizer.tokens(text).into_iter().map(|token| token.text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn one_pass_equals_the_substitutions(
        // Text begins with what it is of, or lies across the border of two blocks.
        before in prop_oneof![Just(0), 40usize..70],
        text in r#"([.,]{1,5}|[0-9]{1,2}|-{1,2}|[a-z']|[ \n\t\x{1c}\x{85}]|&(quot|amp|lt|gt);|amp;|<skipped>|-<skipped>\n|[\x{21}-\x{7e}]|“|²|½|€|中|。|𠀀|é){0,14}"#
    ) {
        let text = "x".repeat(before) + &text;
        prop_assert_eq!(texts(&Mteval13a, &text), western(&text));
        prop_assert_eq!(texts(&MtevalInternational, &text), international(&text));
        let spaced = text.trim_matches(python::is_space).replace('中', " 中 ").replace('。', " 。 ");
        prop_assert_eq!(texts(&MtevalChinese, &text), substitute(&spaced.replace('“', " “ ").replace('€', " € "), &WESTERN));
        let characters: String = texts(&NonblankCharacters, &text).concat();
        prop_assert_eq!(&texts(&StrSplit, &text).concat(), &characters);
        prop_assert!(text.chars().filter(|&c| !python::is_space(c)).eq(characters.chars()));
    }

    #[test]
    fn spans_ascend_and_cover_their_tokens(text in r#"([.,]{1,3}|[0-9]|-|[a-z中]|[ \n]|&(quot|amp|lt);|<skipped>){0,12}"#) {
        for token in MtevalChinese.tokens(&text).into_iter().chain(MtevalInternational.tokens(&text)) {
            prop_assert_eq!(token.span.slice(&text), token.text);
        }
        let tokens = Mteval13a.tokens(&text);
        for (before, after) in tokens.iter().zip(tokens.iter().skip(1)) {
            prop_assert!(before.span.start <= after.span.start && before.span.end <= after.span.end);
        }
    }
}

/// sacreBLEU 2.6.0, `BLEU(tokenize=…).tokenizer(line).split()`.
#[test]
fn rows_of_marks_are_cut_as_in_sacrebleu() {
    let joined = |tokenizer: &dyn Tokenizer, text| texts(tokenizer, text).join("|");
    assert_eq!(joined(&Mteval13a, "a..5 1..2 1.,3 x,,,4 .5 6."), "a|.|.5|1|.|.|2|1|.|,|3|x|,|,|,|4|.|5|6|.");
    assert_eq!(joined(&Mteval13a, "&amp;lt; &amp;amp; 3-4 --5"), "<|&|amp|;|3|-|4|--5");
    assert_eq!(joined(&MtevalChinese, ".5 6."), ".5|6.");
    assert_eq!(joined(&MtevalInternational, "-5 a-5 ²-² 6-"), "-5|a|-|5|²-²|6-");
}
