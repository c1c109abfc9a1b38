//! NLTK's tokenizers as it states them: chains of substitutions, carried out one by one. The walks must equal them
//! (tests) and be faster (bench `text`).
//!
//! The patterns are those of NLTK 3.10.4, written for Rust's engine: a final line feed may follow Python's `$`, `re`'s
//! word characters are letters, numbers and `_`, and its `(?i)` takes `İ` and `ı` for an `i`.

use fancy_regex::Regex;

/// A chain of substitutions.
#[derive(Debug)]
pub(crate) struct Rules {
    before: Vec<(Regex, &'static str)>,
    after: Vec<(Regex, &'static str)>,
}

impl Rules {
    fn new(before: &[&[(&str, &'static str)]], after: &[&[(&str, &'static str)]]) -> Self {
        let compiled = |chains: &[&[(&str, &'static str)]]| {
            let rules = chains.iter().flat_map(|chain| chain.iter());
            rules.map(|(pattern, text)| (Regex::new(pattern).unwrap(), *text)).collect()
        };
        Rules { before: compiled(before), after: compiled(after) }
    }

    /// `TreebankWordTokenizer`.
    pub(crate) fn treebank(convert_parentheses: bool) -> Self {
        let parentheses = if convert_parentheses { PARENTHESES } else { &[] };
        let before: [&[_]; 5] = [TREEBANK_OPENING, TREEBANK_PUNCTUATION, BRACKETS, parentheses, DASHES];
        Rules::new(&before, &[CLOSING, CLITICS, CONTRACTIONS])
    }

    /// `NLTKWordTokenizer`.
    pub(crate) fn nltk_words(convert_parentheses: bool) -> Self {
        let parentheses = if convert_parentheses { PARENTHESES } else { &[] };
        let before: [&[_]; 5] = [NLTK_OPENING, NLTK_PUNCTUATION, BRACKETS, parentheses, DASHES];
        Rules::new(&before, &[&[("([»”’])", " $1 ")], CLOSING, &[(r"\s+", " ")], CLITICS, CONTRACTIONS])
    }

    /// `ToktokTokenizer`.
    pub(crate) fn toktok() -> Self {
        Rules::new(&[TOKTOK], &[])
    }

    /// The text after all substitutions, in which white space separates tokens.
    pub(crate) fn apply(&self, text: &str) -> String {
        let chain = |text: String, rules: &[(Regex, &'static str)]| {
            rules.iter().fold(text, |text, (rule, by)| rule.replace_all(&text, *by).into_owned())
        };
        let text = chain(text.to_owned(), &self.before);
        chain(format!(" {text} "), &self.after)
    }

    /// The tokens.
    pub(crate) fn tokens(&self, text: &str) -> Vec<String> {
        let text = self.apply(text);
        let is_space = |c: char| c.is_whitespace() || matches!(c, '\x1c'..='\x1f');
        text.split(is_space).filter(|token| !token.is_empty()).map(str::to_owned).collect()
    }
}

const TREEBANK_OPENING: &[(&str, &str)] =
    &[("^\"", "``"), ("(``)", " $1 "), (r#"([ (\[{<])("|'{2})"#, "$1 `` ")];

const NLTK_OPENING: &[(&str, &str)] = &[
    ("([«“‘„]|[`]+)", " $1 "),
    ("^\"", "``"),
    ("(``)", " $1 "),
    (r#"([ (\[{<])("|'{2})"#, "$1 `` "),
    (r"(?i)(?<!\w)(')(?!(?:re|ve|ll|m|t|s|d|n)\b)(?=\w)", "$1 "),
];

const TREEBANK_PUNCTUATION: &[(&str, &str)] = &[
    (r"([:,])([^\d])", " $1 $2"),
    (r"([:,])(?=\n?\z)", " $1 "),
    (r"\.\.\.", " ... "),
    ("[;@#$%&]", " $0 "),
    (r#"([^.])(\.)([\])}>"']*)\s*(?=\n?\z)"#, "$1 $2$3 "),
    ("[?!]", " $0 "),
    ("([^'])' ", "$1 ' "),
];

const NLTK_PUNCTUATION: &[(&str, &str)] = &[
    (r#"([^.])(\.)([\])}>"'»”’ ]*+)\s*(?=\n?\z)"#, "$1 $2 $3 "),
    (r"([:,])([^\d])", " $1 $2"),
    (r"([:,])(?=\n?\z)", " $1 "),
    (r"\.{2,}", " $0 "),
    ("[;@#$%&]", " $0 "),
    ("[\u{2012}-\u{2015}]", " $0 "),
    (r#"([^.])(\.)([\])}>"']*)\s*(?=\n?\z)"#, "$1 $2$3 "),
    ("[?!]", " $0 "),
    ("([^'])' ", "$1 ' "),
    ("[*]", " $0 "),
];

const BRACKETS: &[(&str, &str)] = &[(r"[\]\[(){}<>]", " $0 ")];

const PARENTHESES: &[(&str, &str)] = &[
    (r"\(", "-LRB-"),
    (r"\)", "-RRB-"),
    (r"\[", "-LSB-"),
    (r"\]", "-RSB-"),
    (r"\{", "-LCB-"),
    (r"\}", "-RCB-"),
];

const DASHES: &[(&str, &str)] = &[("--", " -- ")];

const CLOSING: &[(&str, &str)] = &[("''", " '' "), ("\"", " '' ")];

const CLITICS: &[(&str, &str)] =
    &[("([^' ])('[sS]|'[mM]|'[dD]|') ", "$1 $2 "), ("([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) ", "$1 $2 ")];

const CONTRACTIONS: &[(&str, &str)] = &[
    (r"(?i)(?<![\p{L}\p{N}_])(can)(not)(?![\p{L}\p{N}_])", " $1 $2 "),
    (r"(?i)(?<![\p{L}\p{N}_])(d)('ye)(?![\p{L}\p{N}_])", " $1 $2 "),
    (r"(?i)(?<![\p{L}\p{N}_])(g[iİı]m)(me)(?![\p{L}\p{N}_])", " $1 $2 "),
    (r"(?i)(?<![\p{L}\p{N}_])(gon)(na)(?![\p{L}\p{N}_])", " $1 $2 "),
    (r"(?i)(?<![\p{L}\p{N}_])(got)(ta)(?![\p{L}\p{N}_])", " $1 $2 "),
    (r"(?i)(?<![\p{L}\p{N}_])(lem)(me)(?![\p{L}\p{N}_])", " $1 $2 "),
    (r"(?i)(?<![\p{L}\p{N}_])(more)('n)(?![\p{L}\p{N}_])", " $1 $2 "),
    (r"(?i)(?<![\p{L}\p{N}_])(wan)(na)(?=[\s\x1c-\x1f])", " $1 $2 "),
    (r"(?i) ('t)([iİı]s)(?![\p{L}\p{N}_])", " $1 $2 "),
    (r"(?i) ('t)(was)(?![\p{L}\p{N}_])", " $1 $2 "),
];

const TOKTOK: &[(&str, &str)] = &[
    ("\u{a0}", " "),
    (r#"([،;؛¿!"\])}»›”؟¡%٪°±©®।॥…])"#, " $1 "),
    (r"([({\[“‘„‚«‹「『])", " $1 "),
    (":(?!//)", " : "),
    (r"\?(?!\S)", " ? "),
    (r"(://)\S/", " / "),
    (" /", " / "),
    ("& ", "&amp; "),
    ("\t", " &#9; "),
    (r"\|", " &#124; "),
    // Opening brackets and signs of currency of an older Unicode.
    (r"([[\p{Ps}﴾]--[⌈⌊⹂⹕⹗⹙⹛\x{2E62}﴿]])", "$1 "),
    (",{2,}", " $0 "),
    (r"(?<!,)([,،])(?![,\d])", " $1 "),
    ("(['’`])", " $1 "),
    (" ` ` ", " `` "),
    (" ' ' ", " '' "),
    (r"([\p{Sc}--[\x{7FE}\x{7FF}\x{20BB}-\x{20CF}\x{11FDD}-\x{11FE0}\x{1E2FF}\x{1ECB0}]])", "$1 "),
    ("([–—])", " $1 "),
    ("-{2,}", " $0 "),
    (r"\.{2,}", " $0 "),
    (r"(?<!\.)\.(?=\n?\z)", " ."),
    (r#"(?<!\.)\.\s*(["'’»›”]) *(?=\n?\z)"#, " . $1"),
    (" {2,}", " "),
];
