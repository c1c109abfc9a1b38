//! [`Scorer`]: a metric, whatever its types, with the references that were read.

use wordmill::metric::{
    Additive, ConfidenceInterval, Metric, PairedTest, ScoreLine, Signature, SystemResult, bootstrap_interval,
};

use crate::failure::Failure;
use crate::score::segments::References;

/// sacreBLEU's seed.
const SEED: u64 = 12345;

/// What a report asks of a metric.
pub(crate) trait Scorer {
    /// What the metric is called.
    fn name(&self) -> String;

    /// How scores are made, the number of references and, if any, the resampling included.
    fn signature(&self, resampling: Option<Signature>) -> Signature;

    /// The score of a system, and with `resamples` its confidence interval.
    fn corpus(&self, system: &[String], resamples: Option<usize>) -> Result<ScoreLine, Failure>;

    /// The score of each segment.
    fn sentences(&self, system: &[String]) -> Result<Vec<ScoreLine>, Failure>;

    /// All systems beside the first.
    fn paired(&self, systems: &[Vec<String>], test: &PairedTest) -> Result<Vec<SystemResult>, Failure>;
}

/// A metric and its references, made ready.
pub(crate) struct Ready<M: Metric> {
    metric: M,
    references: Vec<M::Reference>,
    counts: Signature,
    line: fn(&M::Score) -> ScoreLine,
}

impl<M: Metric> Ready<M> {
    /// `line` says how a score is written.
    pub(crate) fn new(
        metric: M,
        references: &References,
        line: fn(&M::Score) -> ScoreLine,
    ) -> Result<Self, Failure> {
        let segments = references.segments();
        let counts = Signature::of_references(segments.iter().map(Vec::len));
        Ok(Ready { references: metric.references(&segments)?, metric, counts, line })
    }
}

impl<M: Metric> Scorer for Ready<M> {
    fn name(&self) -> String {
        self.metric.name()
    }

    fn signature(&self, resampling: Option<Signature>) -> Signature {
        let signature = self.counts.clone().followed_by(resampling.unwrap_or_default());
        signature.followed_by(self.metric.signature())
    }

    fn corpus(&self, system: &[String], resamples: Option<usize>) -> Result<ScoreLine, Failure> {
        let segments = self.metric.segments(system, &self.references)?;
        let line = (self.line)(&self.metric.score(&M::Statistics::sum(&segments)));
        let Some(resamples) = resamples else { return Ok(line.signature(self.signature(None))) };
        let interval: ConfidenceInterval = bootstrap_interval(&self.metric, &segments, resamples, SEED)?;
        let resampling = PairedTest::bootstrap().trials(resamples).signature();
        Ok(line.signature(self.signature(Some(resampling))).interval(interval))
    }

    fn sentences(&self, system: &[String]) -> Result<Vec<ScoreLine>, Failure> {
        let segments = self.metric.segments(system, &self.references)?;
        let line = |segment| (self.line)(&self.metric.score(segment)).signature(self.signature(None));
        Ok(segments.iter().map(line).collect())
    }

    fn paired(&self, systems: &[Vec<String>], test: &PairedTest) -> Result<Vec<SystemResult>, Failure> {
        let segments = |system: &Vec<String>| self.metric.segments(system, &self.references);
        let systems: Vec<_> = systems.iter().map(segments).collect::<wordmill::Result<_>>()?;
        Ok(test.run(&self.metric, &systems)?)
    }
}
