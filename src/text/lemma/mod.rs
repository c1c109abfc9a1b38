//! Lemmatisers: forms become the words that a dictionary lists.
//!
//! | lemmatiser | knows | use it for |
//! |---|---|---|
//! | [`EnglishLemmatizer`] | rules and exceptions of its own | English, with nothing to install |
//! | [`WordNetLemmatizer`] | the WordNet in a folder of yours | the lemmas of NLTK and WordNet's morphy |
//! | [`WordNetSynonyms`] | the same, and its senses | words of the same meaning |
//! | [`LookupLemmatizer`] | a table of yours | any language |

pub mod english;
pub mod lemmatizer;
pub mod lookup;
pub mod part_of_speech;
pub mod synonyms;
pub mod wordnet;

pub use english::EnglishLemmatizer;
pub use lemmatizer::Lemmatizer;
pub use lookup::LookupLemmatizer;
pub use part_of_speech::PartOfSpeech;
pub use synonyms::WordNetSynonyms;
pub use wordnet::WordNetLemmatizer;
