//! Every tokenizer of the crate, for laws, hostile input and fuzzing.

use wordmill::text::Tokenizer;
use wordmill::text::normalize::{CaseFold, NormalForm};
use wordmill::text::phrases::{PhraseTokenizer, Phrases};
use wordmill::text::sentence::{Punkt, UnicodeSentences};
use wordmill::text::tokenize::hugging_face::{
    Bert, ByteLevel, Digits, Metaspace, Punctuation, UnicodeScripts, Whitespace as HuggingFaceWhitespace,
};
use wordmill::text::tokenize::{
    Characters, Graphemes, Lines, Moses, Mteval13a, MtevalChinese, MtevalInternational, MultiWord, NltkWords,
    NonblankCharacters, Normalizing, Paragraphs, Pattern, PatternWords, Protected, Separated, SpacyEnglish,
    StrSplit, Toktok, Treebank, Tweets, UnicodeSegments, UnicodeWords, Whitespace, WordPunct, WordTokenize,
};

/// A tokenizer, its name, and whether each token is the very text that its span covers.
pub(crate) struct Every {
    pub(crate) name: &'static str,
    pub(crate) tokenizer: Box<dyn Tokenizer>,
    pub(crate) is_exact: bool,
    /// Whether spans never overlap. Where normalisation makes several words of one character, all have its span.
    pub(crate) is_disjoint: bool,
}

/// All of them, in more than one setting where settings matter. Left out: character n-grams, which overlap, and a
/// prefix space of `ByteLevel`, whose span is that of the first character.
pub(crate) fn tokenizers() -> Vec<Every> {
    let exact = |name, tokenizer| Every { name, tokenizer, is_exact: true, is_disjoint: true };
    let written = |name, tokenizer| Every { name, tokenizer, is_exact: false, is_disjoint: true };
    let normalized = |name, tokenizer| Every { name, tokenizer, is_exact: false, is_disjoint: false };
    let phrases = Phrases::params().min_count(1).threshold(0.1).fit([["a", "b"], ["a", "b"]]);
    let phrases = phrases.and_then(|phrases| phrases.freeze()).expect("phrases of two sentences");
    vec![
        exact("whitespace", Box::new(Whitespace)),
        exact("pattern words", Box::new(PatternWords)),
        exact("pattern", Box::new(Pattern::of(r"\w+|[^\w\s]+").expect("a pattern"))),
        exact("pattern, gaps", Box::new(Pattern::of(r"\s").expect("a pattern").gaps(true))),
        exact("unicode words", Box::new(UnicodeWords)),
        exact("unicode segments", Box::new(UnicodeSegments)),
        exact("graphemes", Box::<Graphemes>::default()),
        exact("legacy graphemes", Box::new(Graphemes::default().legacy(true))),
        exact("characters", Box::new(Characters)),
        exact("mteval, chinese", Box::new(MtevalChinese)),
        exact("mteval, international", Box::new(MtevalInternational)),
        exact("characters, not blank", Box::new(NonblankCharacters)),
        exact("str.split", Box::new(StrSplit)),
        written("mteval 13a", Box::new(Mteval13a)),
        exact("unicode sentences", Box::<UnicodeSentences>::default()),
        exact("trimmed sentences", Box::new(UnicodeSentences::default().trimmed(true))),
        exact("punkt", Box::new(Punkt::english())),
        exact("punkt, untrained", Box::new(Punkt::default().realign_boundaries(false))),
        exact("spacy", Box::new(SpacyEnglish)),
        exact("word punct", Box::new(WordPunct)),
        exact("separated", Box::new(Separated::by_tab())),
        exact("lines", Box::<Lines>::default()),
        exact("paragraphs", Box::new(Paragraphs)),
        exact("hugging face whitespace", Box::new(HuggingFaceWhitespace)),
        exact("bert", Box::new(Bert)),
        exact("digits", Box::new(Digits::default().individual(true))),
        exact("punctuation", Box::<Punctuation>::default()),
        exact("scripts", Box::new(UnicodeScripts)),
        written("byte level", Box::new(ByteLevel::default().add_prefix_space(false))),
        written("metaspace", Box::<Metaspace>::default()),
        written("treebank", Box::new(Treebank::new().convert_parentheses(true))),
        written("nltk words", Box::new(NltkWords::new())),
        written("word_tokenize", Box::new(WordTokenize::new(Punkt::english()))),
        written("toktok", Box::new(Toktok)),
        written("multi word", Box::new(MultiWord::new(Whitespace, [["a", "b"], ["b", "a"]]))),
        written("tweets", Box::new(Tweets::new())),
        written(
            "tweets, changed",
            Box::new(Tweets::new().preserve_case(false).reduce_length(true).strip_handles(true)),
        ),
        written("moses", Box::new(Moses::new("en"))),
        written("moses, protected", Box::new(Moses::new("fr").split_hyphens(true).protect(Protected::web()))),
        normalized("normalizing", Box::new(Normalizing::of(NormalForm::Nfkd, UnicodeWords))),
        normalized("folding", Box::new(Normalizing::of(CaseFold, NltkWords::new()))),
        written("phrases", Box::new(PhraseTokenizer::new(Whitespace, phrases))),
    ]
}

impl Every {
    /// Panics unless spans are ordered, disjoint and on character boundaries, and tokens are what they say.
    pub(crate) fn check(&self, text: &str) -> usize {
        let (mut least, mut count) = (0, 0);
        self.tokenizer.tokenize(text, &mut |token| {
            let (name, span) = (self.name, token.span);
            let is_ordered = least <= span.start && span.start <= span.end && span.end <= text.len();
            assert!(is_ordered, "{name}: {span:?} after {least}");
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{name}: {span:?}");
            assert!(!self.is_exact || span.slice(text) == token.text, "{name}: {:?} at {span:?}", token.text);
            least = if self.is_disjoint { span.end } else { span.start };
            count += 1;
        });
        count
    }
}
