//! [`TokenizerName`]: tokenizers of other tools by the names of the command line.

use wordmill::text::Tokenizer;
use wordmill::text::sentence::Punkt;
use wordmill::text::tokenize::hugging_face;
use wordmill::text::tokenize::{
    Characters, Graphemes, Moses, NltkWords, SpacyEnglish, Toktok, Treebank, Tweets, UnicodeSegments,
    WordPunct, WordTokenize,
};

/// The tokenizers that come as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum TokenizerName {
    /// NLTK's word_tokenize: sentences by Punkt, then the words of each
    Nltk,
    /// The same without a look at sentences (NLTKWordTokenizer)
    NltkLine,
    /// The Penn Treebank's conventions (TreebankWordTokenizer)
    Treebank,
    /// NLTK's ToktokTokenizer
    Toktok,
    /// Runs of word characters, runs of other signs
    WordPunct,
    /// NLTK's TweetTokenizer
    Tweets,
    /// Moses (sacremoses); see --language
    Moses,
    /// spaCy's English
    Spacy,
    /// All segments of UAX #29, white space among them
    UnicodeSegments,
    /// What a reader takes for characters (UAX #29)
    Graphemes,
    /// Code points
    Characters,
    /// Hugging Face's Bert pre-tokenizer
    Bert,
    /// Hugging Face's ByteLevel
    ByteLevel,
    /// Hugging Face's Metaspace
    Metaspace,
}

impl TokenizerName {
    pub(crate) fn tokenizer(self, language: &str) -> Box<dyn Tokenizer> {
        match self {
            TokenizerName::Nltk => Box::new(WordTokenize::new(Punkt::english())),
            TokenizerName::NltkLine => Box::new(NltkWords::new()),
            TokenizerName::Treebank => Box::new(Treebank::new()),
            TokenizerName::Toktok => Box::new(Toktok),
            TokenizerName::WordPunct => Box::new(WordPunct),
            TokenizerName::Tweets => Box::new(Tweets::new()),
            TokenizerName::Moses => Box::new(Moses::new(language)),
            TokenizerName::Spacy => Box::new(SpacyEnglish),
            TokenizerName::UnicodeSegments => Box::new(UnicodeSegments),
            TokenizerName::Graphemes => Box::new(Graphemes::default()),
            TokenizerName::Characters => Box::new(Characters),
            TokenizerName::Bert => Box::new(hugging_face::Bert),
            TokenizerName::ByteLevel => Box::new(hugging_face::ByteLevel::default()),
            TokenizerName::Metaspace => Box::new(hugging_face::Metaspace::default()),
        }
    }
}
