//! The substitutions of `MosesPunctNormalizer`, in the order in which they are made.
//!
//! Source: sacremoses 0.2.0, `normalize.py`, after `normalize-punctuation.perl` and `replace-unicode-punctuation.perl`.

/// A substitution: wherever `find` stands, `put` comes in its place.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) find: &'static [Find],
    pub(super) put: &'static [Put],
}

/// A part of what is sought.
#[derive(Debug)]
pub(super) enum Find {
    Is(char),
    /// One of these.
    Of(&'static str),
    /// One or more of these, as many as there are.
    Many(&'static str),
    /// A decimal digit of any script.
    Digit,
    /// A letter of ASCII.
    Letter,
    /// White space or nothing, as much as there is.
    Space,
    /// White space or nothing, and one character that is no `<`: `\s*[^<]`.
    Rest,
}

/// A part of what is put in.
#[derive(Debug)]
pub(super) enum Put {
    New(&'static str),
    /// The part of this number that was found.
    Part(usize),
}

use Find::{Digit, Is, Letter, Many, Of, Rest, Space};
use Put::{New, Part};

const NBSP: char = '\u{A0}';

/// A substitution of strings: up to three characters by a string.
macro_rules! swap {
    ($($character:expr),+ => $new:literal) => {
        Rule { find: &[$(Is($character)),+], put: &[New($new)] }
    };
}

/// ` +`: one space alone stays as it is.
const ONE_SPACE: Rule = Rule { find: &[Is(' '), Many(" ")], put: &[New(" ")] };

/// Full-width and Chinese punctuation and digits (`pre_replace_unicode_punct`).
pub(super) const UNICODE_PUNCTUATION: &[Rule] = &[
    swap!('，' => ","),
    Rule { find: &[Is('。'), Space], put: &[New(". ")] },
    swap!('、' => ","),
    swap!('”' => "\""),
    swap!('“' => "\""),
    swap!('∶' => ":"),
    swap!('：' => ":"),
    swap!('？' => "?"),
    swap!('《' => "\""),
    swap!('》' => "\""),
    swap!('）' => ")"),
    swap!('！' => "!"),
    swap!('（' => "("),
    swap!('；' => ";"),
    swap!('」' => "\""),
    swap!('「' => "\""),
    swap!('０' => "0"),
    swap!('１' => "1"),
    swap!('２' => "2"),
    swap!('３' => "3"),
    swap!('４' => "4"),
    swap!('５' => "5"),
    swap!('６' => "6"),
    swap!('７' => "7"),
    swap!('８' => "8"),
    swap!('９' => "9"),
    Rule { find: &[Is('．'), Space], put: &[New(". ")] },
    swap!('～' => "~"),
    swap!('’' => "'"),
    swap!('…' => "..."),
    swap!('━' => "-"),
    swap!('〈' => "<"),
    swap!('〉' => ">"),
    swap!('【' => "["),
    swap!('】' => "]"),
    swap!('％' => "%"),
];

/// Spaces around brackets and before punctuation.
pub(super) const SPACES: &[Rule] = &[
    swap!('\r' => ""),
    swap!('(' => " ("),
    swap!(')' => ") "),
    ONE_SPACE,
    Rule { find: &[Is(')'), Is(' '), Of(".!:?;,")], put: &[Part(0), Part(2)] },
    swap!('(', ' ' => "("),
    swap!(' ', ')' => ")"),
    Rule { find: &[Digit, Is(' '), Is('%')], put: &[Part(0), Part(2)] },
    swap!(' ', ':' => ":"),
    swap!(' ', ';' => ";"),
];

/// Quotes as the Penn Treebank writes them (`penn`).
pub(super) const PENN: &[Rule] = &[swap!('`' => "'"), swap!('\'', '\'' => " \" ")];

/// Quotes, dashes, dots.
pub(super) const QUOTES_AND_DASHES: &[Rule] = &[
    swap!('„' => "\""),
    swap!('“' => "\""),
    swap!('”' => "\""),
    swap!('–' => "-"),
    swap!('—' => " - "),
    ONE_SPACE,
    swap!('´' => "'"),
    Rule { find: &[Letter, Is('‘'), Letter], put: &[Part(0), New("'"), Part(2)] },
    Rule { find: &[Letter, Is('’'), Letter], put: &[Part(0), New("'"), Part(2)] },
    swap!('‘' => "'"),
    swap!('‚' => "'"),
];

pub(super) const CLOSING_QUOTE: &[Rule] = &[swap!('’' => "'")];
/// What the Perl script does with it (`perl_parity`).
pub(super) const CLOSING_QUOTE_OF_PERL: &[Rule] = &[swap!('’' => "\"")];

pub(super) const DOUBLE_QUOTES_AND_DOTS: &[Rule] =
    &[swap!('\'', '\'' => "\""), swap!('´', '´' => "\""), swap!('…' => "...")];

pub(super) const GUILLEMETS: &[Rule] = &[
    swap!(NBSP, '«', NBSP => "\""),
    swap!('«', NBSP => "\""),
    swap!('«' => "\""),
    swap!(NBSP, '»', NBSP => "\""),
    swap!(NBSP, '»' => "\""),
    swap!('»' => "\""),
];
/// What the Perl script does with them (`perl_parity`).
pub(super) const GUILLEMETS_OF_PERL: &[Rule] = &[
    swap!(NBSP, '«', NBSP => " \""),
    swap!('«', NBSP => "\""),
    swap!('«' => "\""),
    swap!(NBSP, '»', NBSP => "\" "),
    swap!(NBSP, '»' => "\""),
    swap!('»' => "\""),
];

/// Spaces that do not break.
pub(super) const PSEUDO_SPACES: &[Rule] = &[
    swap!(NBSP, '%' => "%"),
    swap!('n', 'º', NBSP => "nº "),
    swap!(NBSP, ':' => ":"),
    swap!(NBSP, 'º', 'C' => " ºC"),
    swap!(NBSP, 'c', 'm' => " cm"),
    swap!(NBSP, '?' => "?"),
    swap!(NBSP, '!' => "!"),
    swap!(NBSP, ';' => ";"),
    swap!(',', NBSP => ", "),
    ONE_SPACE,
];

/// The quote goes behind the comma (`norm_quote_commas`, English).
pub(super) const QUOTE_AFTER_COMMA: &[Rule] =
    &[Rule { find: &[Is('"'), Many(",.")], put: &[Part(1), New("\"")] }];

/// The quote goes before the comma, and before periods unless they end the text (German, Spanish, French).
pub(super) const QUOTE_BEFORE_COMMA: &[Rule] = &[
    swap!(',', '"' => "\","),
    Rule { find: &[Many("."), Is('"'), Rest], put: &[New("\""), Part(0), Part(2)] },
];

/// The mark in numbers (`norm_numbers`), where it is a comma and where it is a point.
pub(super) const NUMBERS_BY_COMMA: &[Rule] =
    &[Rule { find: &[Digit, Is(NBSP), Digit], put: &[Part(0), New(","), Part(2)] }];
pub(super) const NUMBERS_BY_POINT: &[Rule] =
    &[Rule { find: &[Digit, Is(NBSP), Digit], put: &[Part(0), New("."), Part(2)] }];
