//! `wordmill tokenize`: the tokens of each document.

use wordmill::text::NgramRange;

use crate::analysis::AnalysisArgs;
use crate::documents::DocumentArgs;
use crate::failure::Failure;
use crate::talk::Talk;
use crate::tokenizers::TokenizerName;

const EXAMPLES: &str = r#"Examples:
  $ echo "The actors weren't acting" | wordmill tokenize --stop-words english --stem english
  actor weren act

  $ wordmill tokenize corpora/reviews.tsv --words unicode --no-lowercase | head -n 1
  Our room stank of cigarettes even tho we booked non smoking They sprayed some air …

  $ echo "So good" | wordmill tokenize --ngrams 2 --json
  {"line":1,"tokens":[{"text":"so good","start":0,"end":7}]}

  $ echo "I can't wait :-) #rust" | wordmill tokenize --tokenizer tweets
  I can't wait :-) #rust"#;

/// Cut documents into tokens
///
/// Writes a document a line, its tokens separated by spaces; with --json an object a document: its line, and text, first
/// byte and end of each token. N-grams hold spaces themselves: take --json to tell them apart. Documents are read and
/// written one after the other, however large the input.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TokenizeArgs {
    /// Take the tokens of another tool as they are: no lower case, stop words, stems or n-grams
    #[arg(short, long, value_enum, value_name = "NAME", conflicts_with_all = ["words", "lowercase", "no_lowercase", "stop_words", "stem", "ngrams"])]
    tokenizer: Option<TokenizerName>,

    /// Language of the tokenizer moses, by its ISO code
    #[arg(short, long, value_name = "CODE", default_value = "en")]
    language: String,

    #[command(flatten)]
    documents: DocumentArgs,

    #[command(flatten)]
    analysis: AnalysisArgs,
}

impl TokenizeArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        if let Some(name) = self.tokenizer {
            return self.documents.each_pieces(&*name.tokenizer(&self.language), b' ', "tokens");
        }
        let analyzer = self.analysis.analyzer(NgramRange::UNIGRAMS, talk)?;
        self.documents.each_pieces(&analyzer, b' ', "tokens")
    }
}
