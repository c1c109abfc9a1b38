//! [`Toktok`]: Dehdari's simple tokenizer for many languages, as NLTK's `ToktokTokenizer` has it.
//!
//! Source: NLTK 3.10.4, `nltk.tokenize.toktok`, after `tok-tok.pl` (Jon Dehdari, 2014). NLTK states it as two dozen
//! substitutions; this is one walk. What they do not do by mistake is not done here: closing brackets beyond
//! ASCII never cut, quotes are never grouped into pairs, and of `://`, a character and `/` only the last slash is left.

use std::sync::LazyLock;

use crate::text::class_table::ClassTable;
use crate::text::python;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Signs that get spaces on both sides before anything else.
const FIRST_SIGNS: &str = "،;؛¿!\"])}»›”؟¡%٪°±©®।॥…({[“‘„‚«‹「『";
/// Signs that get them later.
const LATER_SIGNS: &str = "'’`–—";
/// Opening brackets and signs of currency, of the Unicode of 2014, that get a space behind them.
const SPACE_BEHIND: &str = concat!(
    "༺༼᚛‚„⁅⁽₍\u{2329}❨❪❬❮❰❲❴⟅⟦⟨⟪⟬⟮⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼⸢⸤⸦⸨〈《「『【〔〖〘〚〝﴾︗︵︷︹︻︽︿﹁﹃﹇﹙﹛﹝（［｛｟｢",
    "$¢£¤¥֏؋৲৳৻૱௹฿៛₠₡₢₣₤₥₦₧₨₩₪₫€₭₮₯₰₱₲₳₴₵₶₷₸₹₺꠸﷼﹩＄￠￡￥￦",
);

/// What a character does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// It never cuts.
    Word,
    /// A space, or one that does not break.
    PlainSpace,
    /// Other white space.
    Space,
    FirstSign,
    LaterSign,
    SpaceBehind,
    Colon,
    Question,
    Slash,
    Ampersand,
    Tab,
    Bar,
    Comma,
    Dash,
    Dot,
}

const CLASSES: [Class; 15] = [
    Class::Word,
    Class::PlainSpace,
    Class::Space,
    Class::FirstSign,
    Class::LaterSign,
    Class::SpaceBehind,
    Class::Colon,
    Class::Question,
    Class::Slash,
    Class::Ampersand,
    Class::Tab,
    Class::Bar,
    Class::Comma,
    Class::Dash,
    Class::Dot,
];

static TABLE: LazyLock<ClassTable> = LazyLock::new(table);
static ASCII: LazyLock<[Class; 128]> =
    LazyLock::new(|| std::array::from_fn(|byte| CLASSES[usize::from(TABLE.get(char::from(byte as u8)))]));

fn table() -> ClassTable {
    let white =
        (0..=0x3000).filter_map(char::from_u32).filter(|&c| python::is_space(c)).map(|c| (c, Class::Space));
    let classes = [
        (SPACE_BEHIND, Class::SpaceBehind),
        (LATER_SIGNS, Class::LaterSign),
        (FIRST_SIGNS, Class::FirstSign),
        (" \u{a0}", Class::PlainSpace),
        (":", Class::Colon),
        ("?", Class::Question),
        ("/", Class::Slash),
        ("&", Class::Ampersand),
        ("\t", Class::Tab),
        ("|", Class::Bar),
        (",", Class::Comma),
        ("-", Class::Dash),
        (".", Class::Dot),
    ];
    let signs = classes.into_iter().flat_map(|(signs, class)| signs.chars().map(move |sign| (sign, class)));
    ClassTable::from_ranges(white.chain(signs).map(|(c, class)| (c as u32, c as u32, class as u8)))
}

/// Cuts punctuation off in many languages; only a period at the end of the text is cut off.
///
/// `&` before a space becomes `&amp;`, `|` becomes `&#124;` and a tab is the token `&#9;`; every other token is its slice
/// of the text, but for a slash that ate its address's beginning.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::Toktok};
/// let tokens = Toktok.tokens("Is 9.5, or 525,600, your favourite number & mine?");
/// let texts: Vec<_> = tokens.iter().map(|token| token.text.as_str()).collect();
/// let expected =
///     ["Is", "9.5", ",", "or", "525,600", ",", "your", "favourite", "number", "&amp;", "mine", "?"];
/// assert_eq!(texts, expected);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Toktok;

impl Tokenizer for Toktok {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let walk = Walk {
            text,
            sink,
            ascii: &ASCII,
            table: &TABLE,
            final_dot: final_dot(text),
            chunk: 0,
            space_at: None,
            escaped: String::new(),
        };
        walk.run();
    }
}

/// Where the period stands that ends the text: at its very end, but for a line feed, or before one closing quote and
/// what spaces follow that.
fn final_dot(text: &str) -> Option<usize> {
    let line = text.strip_suffix('\n').unwrap_or(text);
    let sentence = line.strip_suffix('.').or_else(|| {
        let quoted = line.trim_end_matches([' ', '\u{a0}']);
        let inner = quoted.strip_suffix(['"', '\'', '’', '»', '›', '”'])?;
        inner.trim_end_matches(|c: char| c.is_whitespace() && c != '\t').strip_suffix('.')
    })?;
    (!sentence.ends_with('.')).then_some(sentence.len())
}

/// A walk through one text.
struct Walk<'t, 's> {
    text: &'t str,
    sink: &'s mut dyn FnMut(Token<'_>),
    ascii: &'static [Class; 128],
    table: &'static ClassTable,
    final_dot: Option<usize>,
    /// Where the chunk that is being read began.
    chunk: usize,
    /// Where a space was put last by the substitutions up to those of question marks and addresses.
    space_at: Option<usize>,
    /// The text of a token that is not its slice.
    escaped: String,
}

impl Walk<'_, '_> {
    fn run(mut self) {
        let mut at = 0;
        while let Some((class, end)) = self.class_at(at) {
            at = match class {
                Class::Word => end,
                Class::PlainSpace | Class::Space => self.cut(at, end),
                Class::FirstSign => self.first_sign(at, end),
                Class::LaterSign => self.token(at, end),
                Class::SpaceBehind => self.cut(end, end),
                Class::Colon => self.colon(at),
                Class::Question if self.ends_question(at) => self.first_sign(at, end),
                Class::Question => end,
                Class::Slash if self.after_space(at) => self.token(at, end),
                Class::Slash => end,
                Class::Ampersand if self.begins_with_space(end) => self.ampersand(at),
                Class::Ampersand => end,
                Class::Tab => self.token_as(at, end, "&#9;"),
                Class::Bar => self.token_as(at, end, "&#124;"),
                Class::Comma => self.comma(at),
                Class::Dash | Class::Dot => self.run_of_signs(at),
            };
        }
        self.close_chunk(at);
    }

    /// The class of the character at `at` and where it ends.
    #[inline]
    fn class_at(&self, at: usize) -> Option<(Class, usize)> {
        let byte = *self.text.as_bytes().get(at)?;
        if let Some(class) = self.ascii.get(usize::from(byte)) {
            return Some((*class, at + 1));
        }
        let character = self.text[at..].chars().next()?;
        Some((CLASSES[usize::from(self.table.get(character))], at + character.len_utf8()))
    }

    /// Whether `? ` or `: `, a sign or a space begins at `at`, so that `& ` is seen before it.
    fn begins_with_space(&self, at: usize) -> bool {
        match self.class_at(at) {
            Some((Class::PlainSpace | Class::FirstSign, _)) => true,
            Some((Class::Colon, _)) => !self.is_address(at) || self.eaten_address(at).is_some(),
            Some((Class::Question, _)) => self.ends_question(at),
            _ => false,
        }
    }

    /// Whether `://` stands at `at`.
    fn is_address(&self, at: usize) -> bool {
        self.text[at..].starts_with("://")
    }

    /// Where `://`, a character and `/` end, whose place one slash takes. The character may be no white space nor have
    /// got a space at its side.
    fn eaten_address(&self, at: usize) -> Option<usize> {
        let rest = self.text[at..].strip_prefix("://")?;
        let character = rest.chars().next()?;
        let place = at + 3;
        let end = place + character.len_utf8();
        let stands_alone = match self.class_at(place)?.0 {
            Class::PlainSpace | Class::Tab | Class::FirstSign => true,
            Class::Space => character.is_whitespace(),
            Class::Colon => !self.is_address(place),
            _ => false,
        };
        (!stands_alone && self.text[end..].starts_with('/')).then_some(end + 1)
    }

    /// Whether white space or the end follows the question mark at `at`, once signs and colons have got their spaces.
    fn ends_question(&self, at: usize) -> bool {
        match self.class_at(at + 1) {
            None | Some((Class::PlainSpace | Class::FirstSign | Class::Tab, _)) => true,
            Some((Class::Space, _)) => self.text[at + 1..].starts_with(char::is_whitespace),
            Some((Class::Colon, _)) => !self.is_address(at + 1),
            _ => false,
        }
    }

    /// Whether a space stands before `at` when slashes are looked at.
    fn after_space(&self, at: usize) -> bool {
        self.space_at == Some(at) || self.text[..at].ends_with([' ', '\u{a0}'])
    }

    fn colon(&mut self, at: usize) -> usize {
        if let Some(end) = self.eaten_address(at) {
            self.token_as(at, end, "/");
            self.space_at = Some(end);
            return end;
        }
        if self.is_address(at) { at + 1 } else { self.first_sign(at, at + 1) }
    }

    /// An ampersand before a space ends the chunk.
    fn ampersand(&mut self, at: usize) -> usize {
        let span = Span { start: self.chunk, end: at + 1 };
        self.escaped.clear();
        self.escaped.push_str(span.slice(self.text));
        self.escaped.push_str("amp;");
        (self.sink)(Token { text: &self.escaped, span });
        self.chunk = at + 1;
        at + 1
    }

    /// A single comma is a token unless a digit follows, a run of them is one token.
    fn comma(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 1..];
        if rest.starts_with(',') {
            return self.run_of_signs(at);
        }
        if rest.starts_with(python::is_digit) { at + 1 } else { self.token(at, at + 1) }
    }

    /// A token if it is longer than one sign, or the final period.
    fn run_of_signs(&mut self, at: usize) -> usize {
        let bytes = &self.text.as_bytes()[at..];
        let end = at + bytes.iter().take_while(|&&byte| byte == bytes[0]).count();
        if end - at > 1 || self.final_dot == Some(at) { self.token(at, end) } else { end }
    }

    fn first_sign(&mut self, start: usize, end: usize) -> usize {
        self.space_at = Some(end);
        self.token(start, end)
    }

    fn token(&mut self, start: usize, end: usize) -> usize {
        self.token_as(start, end, &self.text[start..end])
    }

    fn token_as(&mut self, start: usize, end: usize, text: &str) -> usize {
        self.close_chunk(start);
        (self.sink)(Token { text, span: Span { start, end } });
        self.chunk = end;
        end
    }

    /// Closes the chunk at `end`; the next begins at `next`.
    fn cut(&mut self, end: usize, next: usize) -> usize {
        self.close_chunk(end);
        self.chunk = next;
        next
    }

    fn close_chunk(&mut self, end: usize) {
        let span = Span { start: self.chunk, end };
        if span.start < end {
            (self.sink)(Token { text: span.slice(self.text), span });
        }
    }
}
