//! Stemmers: words lose their endings, so that forms of one word count as one.
//!
//! | stemmer | languages | use it for |
//! |---|---|---|
//! | [`Snowball`] | 35 | stems of today's Snowball (libstemmer 3) |
//! | [`ClassicSnowball`] | 17 | stems of the Snowball of 2018, which many indexes hold |
//! | [`Porter`] | English | stems of NLTK's `PorterStemmer` |
//! | [`Lancaster`] | English | stems of NLTK's `LancasterStemmer`; cuts deepest |
//!
//! [`AnyStemmer`] is any of them as a plain value. [`MemoizedStemmer`] makes each faster on running text. NLTK's
//! `SnowballStemmer("porter")` is [`Porter::Nltk`]; its `SnowballStemmer("english")` gives, but for
//! made-up words, the stems of [`ClassicSnowball::English`] for words in lower case with straight apostrophes.

pub mod any_stemmer;
pub mod classic_snowball;
pub mod lancaster;
mod lancaster_rules;
mod letters;
pub mod memo;
pub mod porter;
mod short_words;
pub mod snowball;
pub mod stemmer;

pub use any_stemmer::AnyStemmer;
pub use classic_snowball::ClassicSnowball;
pub use lancaster::Lancaster;
pub use memo::MemoizedStemmer;
pub use porter::Porter;
pub use snowball::Snowball;
pub use stemmer::Stemmer;
