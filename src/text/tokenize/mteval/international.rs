//! [`MtevalInternational`]: words as NIST's `mteval-v14.pl --international-tokenization` and sacreBLEU's `intl` cut them.
//!
//! All that Unicode calls a symbol (general category S) is cut off, and so is punctuation (P), unless numbers (N) stand
//! on both sides. At the ends of the text it counts as if a number stood there: the full stop of a line that ends in
//! `2010.` stays with the number.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::text::class_table::ClassTable;
use crate::text::python;
use crate::text::token::Token;
use crate::text::tokenize::mteval::scan::{Alphabet, Kind, ascii_kinds, scan};
use crate::text::tokenizer::Tokenizer;

/// The tokenizer `intl`.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::MtevalInternational};
/// let texts: Vec<_> =
///     MtevalInternational.tokens("„Für 3,50€“ (1-2)!").into_iter().map(|token| token.text).collect();
/// assert_eq!(texts, ["„", "Für", "3,50", "€", "“", "(", "1-2", ")", "!"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MtevalInternational;

impl Tokenizer for MtevalInternational {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        scan::<International>(text, sink);
    }
}

struct International;

/// The kinds of characters, as numbers.
static KINDS: LazyLock<ClassTable> =
    LazyLock::new(|| ClassTable::from_function(|character| kind_of(character) as u8));

impl Alphabet for International {
    const ASCII: [Kind; 128] = ascii_kinds(b"!\"#%&'()*,-./:;?@[\\]_{}", b"", b"");
    const IS_PADDED: bool = false;

    fn wide(character: char) -> Kind {
        const ALL: [Kind; 6] = [Kind::Word, Kind::Number, Kind::Mark, Kind::Symbol, Kind::Dash, Kind::Space];
        ALL[usize::from(KINDS.get(character)) % ALL.len()]
    }
}

fn kind_of(character: char) -> Kind {
    match character.general_category_group() {
        _ if python::is_space(character) => Kind::Space,
        GeneralCategoryGroup::Number => Kind::Number,
        GeneralCategoryGroup::Punctuation => Kind::Mark,
        GeneralCategoryGroup::Symbol => Kind::Symbol,
        _ => Kind::Word,
    }
}
