//! The `wordmill` command: arguments in, library calls, results out.
//!
//! Results go to standard output, talk to standard error. A file here is a sub-command, or one idea that
//! several share.

mod analysis;
mod batches;
mod classify;
mod cluster;
mod collocations;
mod completions;
mod corpus;
mod document_limit;
mod documents;
mod embed;
mod evaluate;
mod failure;
mod input;
mod lemmatize;
mod line_files;
mod ngrams;
mod normalize;
mod output;
mod phrases;
mod progress;
mod score;
mod select;
mod sentences;
mod stem;
mod stemming;
mod talk;
mod tokenize;
mod tokenizers;
mod topics;
mod vectorize;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use classify::command::ClassifyArgs;
use cluster::ClusterArgs;
use collocations::CollocationsArgs;
use completions::CompletionsArgs;
use corpus::CorpusCommand;
use embed::command::EmbedArgs;
use evaluate::entities::SeqevalArgs;
use evaluate::meteor::MeteorArgs;
use evaluate::perplexity::PerplexityArgs;
use evaluate::rouge::RougeArgs;
use evaluate::transcripts::{CerArgs, WerArgs};
use failure::{EXIT_CODES, Failure};
use lemmatize::LemmatizeArgs;
use ngrams::NgramsArgs;
use normalize::NormalizeArgs;
use phrases::PhrasesArgs;
use score::command::ScoreArgs;
use select::SelectArgs;
use sentences::SentencesArgs;
use stem::StemArgs;
use talk::Talk;
use tokenize::TokenizeArgs;
use topics::TopicsArgs;
use vectorize::command::VectorizeCommand;
use wordmill::parallel;

const EXAMPLES: &str = r#"Examples:
  $ wordmill tokenize corpora/reviews.tsv | head -n 1
  our room stank of cigarettes even tho we booked non smoking they sprayed some air …

  $ wordmill classify train corpora/reviews.tsv --only split=train --output reviews.model

  $ echo "Not bad at all, I loved it" | wordmill classify explain reviews.model

Every command tells more: `wordmill help tokenize`, `wordmill help classify train`."#;

/// Classic natural language processing: tokens, stems, counts, TF-IDF, classifiers and their evaluation
///
/// Input is a file or standard input (`-`): plain lines, TSV, CSV or JSON Lines, told by the name of the
/// file, plain or compressed with gzip or Zstandard. Results go to standard output, all talk to standard
/// error.
#[derive(Debug, Parser)]
#[command(name = "wordmill", version, max_term_width = 110)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
struct Arguments {
    /// Threads to work on, 1 to 1024 (as many as there are cores unless given)
    #[arg(long, global = true, value_name = "N", help_heading = "Everywhere")]
    threads: Option<usize>,

    /// Say nothing but errors
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    quiet: bool,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Tokenize(TokenizeArgs),
    Sentences(SentencesArgs),
    Normalize(NormalizeArgs),
    Stem(StemArgs),
    Lemmatize(LemmatizeArgs),
    Ngrams(NgramsArgs),
    Collocations(CollocationsArgs),
    Phrases(PhrasesArgs),
    #[command(subcommand)]
    Vectorize(VectorizeCommand),
    Select(SelectArgs),
    Topics(TopicsArgs),
    Cluster(ClusterArgs),
    Classify(ClassifyArgs),
    Embed(EmbedArgs),
    Score(ScoreArgs),
    Rouge(RougeArgs),
    Meteor(MeteorArgs),
    Wer(WerArgs),
    Cer(CerArgs),
    Perplexity(PerplexityArgs),
    Seqeval(SeqevalArgs),
    #[command(subcommand)]
    Corpus(CorpusCommand),
    Completions(CompletionsArgs),
}

impl Arguments {
    fn run(&self) -> Result<(), Failure> {
        match self.threads {
            Some(threads) => parallel::with_threads(threads, || self.command.run(self.quiet))?,
            None => self.command.run(self.quiet),
        }
    }
}

impl Command {
    fn run(&self, quiet: bool) -> Result<(), Failure> {
        let talk = Talk::new(quiet);
        match self {
            Command::Tokenize(args) => args.run(talk),
            Command::Sentences(args) => args.run(talk),
            Command::Normalize(args) => args.run(),
            Command::Stem(args) => args.run(),
            Command::Lemmatize(args) => args.run(),
            Command::Ngrams(args) => args.run(talk),
            Command::Collocations(args) => args.run(talk),
            Command::Phrases(args) => args.run(talk),
            Command::Vectorize(command) => command.run(talk),
            Command::Select(args) => args.run(talk),
            Command::Topics(args) => args.run(talk),
            Command::Cluster(args) => args.run(talk),
            Command::Classify(args) => args.run(talk),
            Command::Embed(args) => args.run(talk),
            Command::Score(args) => args.run(talk),
            Command::Rouge(args) => args.run(),
            Command::Meteor(args) => args.run(),
            Command::Wer(args) => args.run(),
            Command::Cer(args) => args.run(),
            Command::Perplexity(args) => args.run(),
            Command::Seqeval(args) => args.run(),
            Command::Corpus(command) => command.run(talk),
            Command::Completions(args) => args.run(Arguments::command()),
        }
    }
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse_from(score::aliases::rewritten(std::env::args_os())) {
        Ok(arguments) => arguments,
        Err(refusal) => {
            // Help, version or wrong usage; with its stream closed there is nobody left to tell.
            let _ = refusal.print();
            return ExitCode::from(u8::try_from(refusal.exit_code()).unwrap_or(2));
        }
    };
    match arguments.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
