//! NLTK's word tokenizers beside the substitutions as which NLTK states them, carried out one by one; a line is a text.

use wordmill::text::tokenize::{
    Lines, MultiWord, NltkWords, Toktok, Treebank, TreebankDetokenizer, Whitespace, WordPunct, WordTokenize,
};

use crate::work::{Run, Work, tokens};

#[path = "../../src/text/tokenize/nltk/rules.rs"]
mod rules;

use rules::Rules;

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "nltk-treebank/ours", prepare: || tokens(Treebank::new()) },
        Work { name: "nltk-treebank/naive", prepare: || substitutions(Rules::treebank(false)) },
        Work { name: "nltk-words/ours", prepare: || tokens(NltkWords::new()) },
        Work { name: "nltk-words/naive", prepare: || substitutions(Rules::nltk_words(false)) },
        Work { name: "nltk-word-tokenize/ours", prepare: || tokens(WordTokenize::new(Lines::default())) },
        Work { name: "nltk-toktok/ours", prepare: || tokens(Toktok) },
        Work { name: "nltk-toktok/naive", prepare: || substitutions(Rules::toktok()) },
        Work { name: "nltk-wordpunct/ours", prepare: || tokens(WordPunct) },
        Work { name: "nltk-multi-word/ours", prepare: || tokens(multi_word()) },
        Work { name: "nltk-detokenizer/ours", prepare: detokenizer },
    ]
}

fn substitutions(rules: Rules) -> Run {
    Box::new(move |input| input.lines.iter().map(|line| rules.tokens(line).len() as u64).sum())
}

fn multi_word() -> MultiWord<Whitespace> {
    MultiWord::new(Whitespace, [["of", "the"], ["in", "the"], ["New", "York"]])
}

/// Words between white space are joined as if they were tokens of the Treebank; counts characters.
fn detokenizer() -> Run {
    let detokenizer = TreebankDetokenizer::new();
    let length = move |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        detokenizer.detokenize(&words).chars().count() as u64
    };
    Box::new(move |input| input.lines.iter().map(|line| length(line)).sum())
}
