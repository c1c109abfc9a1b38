//! HTML entities in tweets: NLTK's `_replace_html_entities`, which follows `w3lib`.
//!
//! Named entities are the 252 of HTML 4. Numbers from 128 to 159 are those of Windows-1252, as in browsers. What has the form
//! of an entity and is none vanishes. Numbers are read as Python's `int` reads them: with a sign, single `_` between digits and
//! digits of any script. One thing differs: a lone surrogate, which Python's strings may hold, becomes `\u{FFFD}` here.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::text::normalize::normalized::Normalized;
use crate::text::span::Span;
use crate::text::tokenize::tweet::characters::{SPACE, class_at};
use crate::text::tokenize::tweet::edits::Edits;

/// The names of U+00A0 to U+00FF.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
     acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde \
     Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc \
     Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml \
     aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc \
     otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// All other names with their code points.
const OTHERS: &str = "quot=22 amp=26 lt=3c gt=3e OElig=152 oelig=153 Scaron=160 scaron=161 Yuml=178 fnof=192 circ=2c6 \
     tilde=2dc Alpha=391 Beta=392 Gamma=393 Delta=394 Epsilon=395 Zeta=396 Eta=397 Theta=398 Iota=399 \
     Kappa=39a Lambda=39b Mu=39c Nu=39d Xi=39e Omicron=39f Pi=3a0 Rho=3a1 Sigma=3a3 Tau=3a4 Upsilon=3a5 \
     Phi=3a6 Chi=3a7 Psi=3a8 Omega=3a9 alpha=3b1 beta=3b2 gamma=3b3 delta=3b4 epsilon=3b5 zeta=3b6 eta=3b7 \
     theta=3b8 iota=3b9 kappa=3ba lambda=3bb mu=3bc nu=3bd xi=3be omicron=3bf pi=3c0 rho=3c1 sigmaf=3c2 \
     sigma=3c3 tau=3c4 upsilon=3c5 phi=3c6 chi=3c7 psi=3c8 omega=3c9 thetasym=3d1 upsih=3d2 piv=3d6 ensp=2002 \
     emsp=2003 thinsp=2009 zwnj=200c zwj=200d lrm=200e rlm=200f ndash=2013 mdash=2014 lsquo=2018 rsquo=2019 \
     sbquo=201a ldquo=201c rdquo=201d bdquo=201e dagger=2020 Dagger=2021 bull=2022 hellip=2026 permil=2030 \
     prime=2032 Prime=2033 lsaquo=2039 rsaquo=203a oline=203e frasl=2044 euro=20ac image=2111 weierp=2118 \
     real=211c trade=2122 alefsym=2135 larr=2190 uarr=2191 rarr=2192 darr=2193 harr=2194 crarr=21b5 lArr=21d0 \
     uArr=21d1 rArr=21d2 dArr=21d3 hArr=21d4 forall=2200 part=2202 exist=2203 empty=2205 nabla=2207 isin=2208 \
     notin=2209 ni=220b prod=220f sum=2211 minus=2212 lowast=2217 radic=221a prop=221d infin=221e ang=2220 \
     and=2227 or=2228 cap=2229 cup=222a int=222b there4=2234 sim=223c cong=2245 asymp=2248 ne=2260 equiv=2261 \
     le=2264 ge=2265 sub=2282 sup=2283 nsub=2284 sube=2286 supe=2287 oplus=2295 otimes=2297 perp=22a5 \
     sdot=22c5 lceil=2308 rceil=2309 lfloor=230a rfloor=230b lang=2329 rang=232a loz=25ca spades=2660 \
     clubs=2663 hearts=2665 diams=2666";

/// The upper half of Windows-1252 from 128 to 159; five places are empty.
const WINDOWS: [Option<char>; 32] = {
    const EMPTY: char = '\0';
    let text = [
        '€', EMPTY, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', EMPTY, 'Ž', EMPTY, EMPTY, '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', EMPTY, 'ž', 'Ÿ',
    ];
    let mut characters = [None; 32];
    let mut at = 0;
    while at < 32 {
        if text[at] != EMPTY {
            characters[at] = Some(text[at]);
        }
        at += 1;
    }
    characters
};

static NAMES: LazyLock<HashMap<&str, char>> = LazyLock::new(|| {
    let latin = LATIN_1.split(' ').zip('\u{A0}'..);
    let others = OTHERS.split(' ').filter_map(|entry| {
        let (name, point) = entry.split_once('=')?;
        Some((name, char::from_u32(u32::from_str_radix(point, 16).ok()?)?))
    });
    latin.chain(others).collect()
});

/// `text` with characters in the place of entities.
pub(super) fn decode(text: &str) -> Normalized<'_> {
    let mut edits = Edits::of(text);
    let mut at = 0;
    while let Some(found) = text[at..].find('&') {
        let start = at + found;
        at = body_end(text, start + 1);
        if text.as_bytes().get(at) == Some(&b';') && at > start + 1 {
            let decoded = decode_one(&text[start + 1..at]);
            at += 1;
            let mut buffer = [0; 4];
            let with = decoded.map_or("", |character| character.encode_utf8(&mut buffer));
            edits.replace(Span { start, end: at }, with);
        }
    }
    edits.finish()
}

/// Where an entity whose name begins at `at` must end: before `&`, `;` or white space.
fn body_end(text: &str, mut at: usize) -> usize {
    loop {
        let (class, length) = class_at(text, at);
        if class & SPACE != 0 || matches!(text.as_bytes()[at], b'&' | b';') {
            return at;
        }
        at += length;
    }
}

/// The character that stands for what is between `&` and `;`.
///
/// The pattern is `#?x?` and a name of at least one character; whatever begins with `#` or `x` counts as a number.
fn decode_one(entity: &str) -> Option<char> {
    let (sign, name) = match entity.strip_prefix('#') {
        Some(name) if !name.is_empty() => (true, name),
        _ => (false, entity),
    };
    match name.strip_prefix('x') {
        Some(digits) if !digits.is_empty() => from_number(parse(digits, 16)?),
        _ if sign => from_number(parse(name, 10)?),
        _ => NAMES.get(name).copied(),
    }
}

fn from_number(number: u32) -> Option<char> {
    match number {
        0x80..=0x9F => WINDOWS[number as usize - 0x80],
        0xD800..=0xDFFF => Some(char::REPLACEMENT_CHARACTER),
        _ => char::from_u32(number),
    }
}

/// A number as Python's `int` reads it; nothing if it is none or stands for no character.
fn parse(text: &str, radix: u32) -> Option<u32> {
    let text = text.trim_matches(|c: char| matches!(c, '\x1c'..='\x1f'));
    let negative = text.starts_with('-');
    let mut digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let prefixed = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"));
    if let Some(rest) = prefixed.filter(|_| radix == 16) {
        digits = rest.strip_prefix('_').unwrap_or(rest);
    }
    // More digits than Python reads; zeros count.
    if radix == 10 && digits.chars().filter(|&c| c != '_').count() > 4_300 {
        return None;
    }
    let (mut number, mut after_digit) = (0u32, false);
    for character in digits.chars() {
        match digit(character, radix) {
            Some(digit) => number = number.saturating_mul(radix).saturating_add(digit),
            None if character == '_' && after_digit => {}
            None => return None,
        }
        after_digit = character != '_';
    }
    (after_digit && (!negative || number == 0)).then_some(number)
}

/// The value of a digit of any script.
fn digit(character: char, radix: u32) -> Option<u32> {
    character.to_digit(radix).or_else(|| {
        let decimal = |c: char| c.general_category() == GeneralCategory::DecimalNumber;
        if character.is_ascii() || !decimal(character) {
            return None;
        }
        // Digits stand in tens in their order; the mathematical ones follow each other without a gap, from U+1D7CE.
        match character {
            '\u{1D7CE}'..='\u{1D7FF}' => Some((character as u32 - 0x1D7CE) % 10),
            _ => {
                let before = |value: &u32| char::from_u32(character as u32 - value).is_some_and(decimal);
                (1..10).take_while(before).last().or(Some(0))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `_replace_html_entities`.
    #[test]
    fn entities_are_those_of_nltk() {
        for (text, expected) in [
            ("&lt;3 &amp;amp; &eacute;&Delta;&hearts;", "<3 &amp; éΔ♥"),
            ("&#65;&#x41;&#128;&#x81;&#0x41;|&#x0x41;", "AA€|A"),
            ("&xi;&x41;&x;&#;&#x;&;& a;", "A&;& a;"),
            ("&#6_5;&#_65;&#6__5;&#+65;&#-65;&#٦٥;&#x_41;", "AAA"),
            ("&#1114112;&#99999999999999999999;&nope;&LT;", ""),
            ("&a&lt;b&#xd800;", "&a<b\u{FFFD}"),
        ] {
            assert_eq!(decode(text).text(), expected, "{text}");
        }
    }

    #[test]
    fn tables_are_whole() {
        assert_eq!(NAMES.len(), 252);
        assert_eq!((NAMES["nbsp"], NAMES["yuml"], NAMES["quot"], NAMES["euro"]), ('\u{a0}', 'ÿ', '"', '€'));
    }

    #[test]
    fn digits_have_their_values() {
        for (zero, nine) in
            [('٠', '٩'), ('०', '९'), ('\u{1D7EC}', '\u{1D7F5}'), ('\u{1D7D8}', '\u{1D7E1}'), ('０', '９')]
        {
            assert_eq!((digit(zero, 10), digit(nine, 16)), (Some(0), Some(9)));
        }
        assert_eq!((digit('f', 16), digit('f', 10), digit('½', 10)), (Some(15), None, None));
    }
}
