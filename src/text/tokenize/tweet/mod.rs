//! Tweets, as NLTK's `TweetTokenizer` cuts them: a pass of preparation, and a scanner with one file for each kind of token.

mod characters;
mod edits;
mod emoji;
mod emoticons;
mod entities;
mod handles;
mod phone;
mod runs;
mod scanner;
pub mod tweets;
mod url_bodies;
mod urls;
mod words;

pub use tweets::Tweets;
