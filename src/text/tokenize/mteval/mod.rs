//! The tokenizers of sacreBLEU, by which translations are scored.
//!
//! | tokenizer | sacreBLEU's name | words are |
//! |---|---|---|
//! | [`Mteval13a`] | `13a` | cut off from the punctuation of ASCII, as WMT has done since 2009 |
//! | [`MtevalInternational`] | `intl` | cut off from all punctuation and symbols of Unicode |
//! | [`MtevalChinese`] | `zh` | the same as `13a`, and every Chinese character |
//! | [`NonblankCharacters`] | `char` | all characters but white space |
//! | [`StrSplit`] | `none` | what stands between white space, as in Python |
//!
//! The tokens are those that scoring sees: sacreBLEU's tokenizers write a line with spaces, and its metrics split that
//! line. Versions are sacreBLEU's 2.6.0; the first two are those of NIST's `mteval-v13a.pl` and `mteval-v14.pl
//! --international-tokenization`. Left out are tokenizers that need a dictionary (`ja-mecab`, `ko-mecab`) or a trained
//! model (`spm`, `flores101`, `flores200`).

pub mod chinese;
pub mod international;
pub mod mteval_13a;
pub mod nonblank_characters;
mod scan;
pub mod str_split;
#[cfg(test)]
mod tests;

pub use chinese::MtevalChinese;
pub use international::MtevalInternational;
pub use mteval_13a::Mteval13a;
pub use nonblank_characters::NonblankCharacters;
pub use str_split::StrSplit;
