//! Stemmers: words lose their endings, so that forms of one word count as one.

pub mod classic_snowball;
pub mod stemmer;

pub use classic_snowball::ClassicSnowball;
pub use stemmer::Stemmer;
