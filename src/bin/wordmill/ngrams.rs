//! `wordmill ngrams`: the n-grams of each document, or how often each occurs in all of them.

use std::io::Write;

use serde::Serialize;
use wordmill::text::frequency::FrequencyDistribution;
use wordmill::text::ngram::{Padding, everygrams, skipgrams};
use wordmill::text::{Analyzer, NgramRange, OwnedToken, Record, Span, Tokenizer};

use crate::analysis::AnalysisArgs;
use crate::batches::for_each_batch;
use crate::documents::DocumentArgs;
use crate::failure::Failure;
use crate::talk::Talk;

const EXAMPLES: &str = r#"Examples:
  $ echo "so very good indeed" | wordmill ngrams | tr '\t' '\n'
  so very
  very good
  good indeed

  $ echo "so very good" | wordmill ngrams --skip 1 --json
  {"line":1,"ngrams":[{"words":["so","very"],"start":0,"end":7},{"words":["so","good"],"start":0,…

  $ wordmill ngrams corpora/reviews.tsv --count --top 1
  699	and the"#;

/// Form n-grams of the words of documents
///
/// Writes a document a line, its n-grams separated by tabs, their words by spaces; with --json an object a document; with
/// --count, for all documents together, how often each n-gram occurs, a tab, and the n-gram, the most frequent first.
/// Pairs of words unless --ngrams says otherwise.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct NgramsArgs {
    /// Words that an n-gram may leave out in all (skip-grams)
    #[arg(long, value_name = "WORDS", default_value_t = 0)]
    skip: usize,

    /// Put <s> and </s> around each document, so that its first and last words are in as many n-grams as the others
    #[arg(long)]
    pad: bool,

    /// Count over all documents
    #[arg(long)]
    count: bool,

    /// With --count, how many of the most frequent to write (all unless given)
    #[arg(long, value_name = "N", requires = "count")]
    top: Option<usize>,

    #[command(flatten)]
    documents: DocumentArgs,

    #[command(flatten)]
    analysis: AnalysisArgs,
}

/// The n-grams of a document.
#[derive(Serialize)]
struct Document {
    line: u64,
    ngrams: Vec<Ngram>,
}

/// An n-gram; `start..end` are bytes of the document, from its first word to its last. Padding has no place.
#[derive(Serialize)]
struct Ngram {
    words: Vec<String>,
    #[serde(flatten)]
    span: Option<Span>,
}

/// A count over all documents.
#[derive(Serialize)]
struct Counted<'n> {
    count: u64,
    ngram: &'n [String],
}

const PAIRS: NgramRange = NgramRange { shortest: 2, longest: 2 };

impl NgramsArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let analyzer = self.analysis.analyzer(PAIRS, talk)?;
        let range = analyzer.ngram_range();
        if self.skip > 0 && range.shortest != range.longest {
            return Err(Failure::Usage("--skip needs n-grams of one length, as in --ngrams 2".into()));
        }
        if self.skip > 16 {
            return Err(Failure::Usage(format!("--skip {}: at most 16 words", self.skip)));
        }
        let words = analyzer.ngrams(1, 1);
        if self.count {
            return self.count_all(&words, range);
        }
        self.documents.each(|record, line| {
            let ngrams = self.ngrams(&words, range, record);
            if self.documents.json {
                return Ok(serde_json::to_writer(line, &Document { line: record.line, ngrams })?);
            }
            let joined: Vec<String> = ngrams.iter().map(|ngram| ngram.words.join(" ")).collect();
            line.write_all(joined.join("\t").as_bytes())
        })
    }

    fn ngrams(&self, words: &Analyzer, range: NgramRange, record: &Record) -> Vec<Ngram> {
        let placed = |OwnedToken { text, span }| (text, Some(span));
        let mut tokens: Vec<(String, Option<Span>)> =
            words.tokens(&record.text).into_iter().map(placed).collect();
        if self.pad {
            let padding = Padding::none().left(("<s>".to_owned(), None)).right(("</s>".to_owned(), None));
            tokens = padding.apply(&tokens, range.longest);
        }
        if self.skip > 0 {
            return skipgrams(&tokens, range.longest, self.skip).map(ngram_of).collect();
        }
        everygrams(&tokens, range.shortest, range.longest).map(ngram_of).collect()
    }

    fn count_all(&self, words: &Analyzer, range: NgramRange) -> Result<(), Failure> {
        let mut counts = FrequencyDistribution::new();
        for_each_batch(&self.documents.corpus(), |batch| {
            for record in batch {
                self.ngrams(words, range, record).into_iter().for_each(|ngram| counts.add(ngram.words));
            }
            Ok(())
        })?;
        self.documents.write(|out| {
            for (ngram, count) in counts.most_common_sorted(self.top.unwrap_or(usize::MAX)) {
                if self.documents.json {
                    serde_json::to_writer(&mut *out, &Counted { count, ngram })
                        .map_err(std::io::Error::from)?;
                    writeln!(out)?;
                } else {
                    writeln!(out, "{count}\t{}", ngram.join(" "))?;
                }
            }
            Ok(())
        })
    }
}

/// The words of an n-gram, and where it stands.
fn ngram_of<'w>(words: impl IntoIterator<Item = &'w (String, Option<Span>)>) -> Ngram {
    let mut span: Option<Span> = None;
    let place = |(word, place): &(String, Option<Span>)| {
        if let Some(place) = *place {
            span = Some(span.map_or(place, |span| span.through(place)));
        }
        word.clone()
    };
    let words = words.into_iter().map(place).collect();
    Ngram { words, span }
}
