//! [`LooksArgs`]: what `embed train` tells of the vectors after each epoch.

use std::path::PathBuf;

use wordmill::embed::{AnalogyEvaluation, AnalogyQuestions, Embeddings, PairEvaluation, WordPairs};

use crate::talk::Talk;

/// Words that evaluations look at, as `embed eval` has it.
const RESTRICT: usize = 300_000;

/// Sets by which the vectors are judged while they learn.
#[derive(Debug, clap::Args)]
pub(crate) struct LooksArgs {
    /// After each epoch, tell how well the vectors agree with this file of word pairs and scores
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, help_heading = "Between epochs")]
    pairs: Vec<PathBuf>,

    /// After each epoch, tell how many of this file's analogies the vectors answer
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, help_heading = "Between epochs")]
    analogies: Vec<PathBuf>,
}

/// The sets, read.
#[derive(Debug)]
pub(crate) struct Looks {
    pairs: Vec<WordPairs>,
    analogies: Vec<(PathBuf, AnalogyQuestions)>,
}

impl LooksArgs {
    /// Reads the sets, so that a bad one is told before training.
    pub(crate) fn open(&self) -> wordmill::Result<Looks> {
        let pairs = self.pairs.iter().map(WordPairs::read).collect::<wordmill::Result<_>>()?;
        let analogies = self.analogies.iter().map(|path| Ok((path.clone(), AnalogyQuestions::read(path)?)));
        Ok(Looks { pairs, analogies: analogies.collect::<wordmill::Result<_>>()? })
    }
}

impl Looks {
    /// Whether there is no set.
    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.analogies.is_empty()
    }

    /// Judges vectors; a line a set.
    pub(crate) fn tell(&self, epoch: usize, embeddings: &Embeddings, talk: Talk) -> wordmill::Result<()> {
        let evaluation = PairEvaluation::default().restrict(Some(RESTRICT));
        for set in &self.pairs {
            let scores = evaluation.evaluate(embeddings, set)?;
            let (spearman, used) = (scores.spearman.coefficient, scores.used);
            talk.say(format_args!(
                "epoch {epoch}: {}: Spearman {spearman:.4} over {used} pairs",
                scores.name
            ));
        }
        let evaluation = AnalogyEvaluation::default().restrict(Some(RESTRICT));
        for (path, questions) in &self.analogies {
            let scores = evaluation.evaluate(embeddings, questions)?;
            let (right, all) = (scores.total.correct, scores.total.correct + scores.total.incorrect);
            let (set, share) = (path.display(), 100.0 * scores.accuracy());
            talk.say(format_args!("epoch {epoch}: {set}: {share:.1} % of analogies ({right}/{all})"));
        }
        Ok(())
    }
}
