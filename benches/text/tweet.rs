//! Tweets as NLTK cuts them, English as spaCy cuts it. Their peers are in Python.

use wordmill::text::tokenize::{SpacyEnglish, Tweets};

use crate::work::{Work, tokens};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "tweets/ours", prepare: || tokens(Tweets::new()) },
        Work { name: "tweets-reduced/ours", prepare: || tokens(reduced()) },
        Work { name: "spacy-english/ours", prepare: || tokens(SpacyEnglish) },
    ]
}

fn reduced() -> Tweets {
    Tweets::new().preserve_case(false).reduce_length(true).strip_handles(true)
}
