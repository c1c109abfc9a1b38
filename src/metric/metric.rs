//! [`Metric`]: hypotheses against references, as statistics that add up and a score of their sum.
//!
//! A segment (a sentence, a summary, an utterance) is compared with its references once, which gives statistics; the
//! score of many segments is a function of the sum of theirs, and of nothing else. Hence the score of a sentence, a
//! document, a corpus, a shard of one and a resample of one are the same two functions (the design is sacreBLEU's).
//!
//! References are made ready once and compared with as many hypotheses as there are systems.

use crate::error::{Error, Result, check_shape};
use crate::metric::additive::Additive;
use crate::metric::signature::Signature;
use crate::parallel;

/// Segments of a task: they are small.
const TASK: usize = 64;

/// A way to compare hypotheses with references.
///
/// # Determinism
/// Sums are sums of integers, or exact: any order, any split and any number of threads give the same bits.
pub trait Metric: Send + Sync {
    /// The references of one segment, ready to be compared with.
    type Reference: Send + Sync;
    /// What is known of segments, and adds up.
    type Statistics: Additive;
    /// The figure, with all that it was made of.
    type Score;

    /// What tables call the metric, such as `chrF2++`.
    fn name(&self) -> String;

    /// The choices that scores depend on, but for the number of references.
    fn signature(&self) -> Signature;

    /// The references of one segment, made ready.
    ///
    /// # Errors
    /// [`Error::Empty`] for no reference.
    fn reference(&self, references: &[&str]) -> Result<Self::Reference>;

    /// What is known of one segment.
    fn segment(&self, hypothesis: &str, reference: &Self::Reference) -> Self::Statistics;

    /// The score of summed statistics.
    fn score(&self, statistics: &Self::Statistics) -> Self::Score;

    /// The headline number of that score, which tests of significance compare.
    fn figure(&self, statistics: &Self::Statistics) -> f64;

    /// The score of one segment.
    ///
    /// # Errors
    /// [`Error::Empty`] for no reference.
    fn sentence(&self, hypothesis: &str, references: &[&str]) -> Result<Self::Score> {
        Ok(self.score(&self.segment(hypothesis, &self.reference(references)?)))
    }

    /// The references of many segments, made ready on all threads. Segments may have unequal numbers of them.
    ///
    /// # Errors
    /// [`Error::Empty`] where a segment has no reference.
    fn references<R: AsRef<[S]> + Sync, S: AsRef<str>>(&self, segments: &[R]) -> Result<Vec<Self::Reference>>
    where
        Self: Sized,
    {
        parallel::map_small(segments.len(), TASK, |at| ready(self, &segments[at])).into_iter().collect()
    }

    /// The signature of scores against these references: how many of them segments have, then the choices.
    fn signature_of<R: AsRef<[S]>, S>(&self, segments: &[R]) -> Signature
    where
        Self: Sized,
    {
        let counts = segments.iter().map(|segment| segment.as_ref().len());
        Signature::of_references(counts).followed_by(self.signature())
    }

    /// What is known of each of many segments, on all threads.
    ///
    /// # Errors
    /// [`Error::Shape`] unless there are as many hypotheses as references, [`Error::Empty`] for none.
    fn segments<H: AsRef<str> + Sync>(
        &self,
        hypotheses: &[H],
        references: &[Self::Reference],
    ) -> Result<Vec<Self::Statistics>>
    where
        Self: Sized,
    {
        check_segments(hypotheses.len(), references.len())?;
        let segment = |at: usize| self.segment(hypotheses[at].as_ref(), &references[at]);
        Ok(parallel::map_small(hypotheses.len(), TASK, segment))
    }

    /// What is known of many segments together. Each reference is let go of as soon as it was compared with, so this takes
    /// less time and memory than [`Metric::references`] and [`Metric::segments`] where there is one system.
    ///
    /// # Errors
    /// As those.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::{Additive, Bleu, BleuStatistics, Metric};
    /// let (bleu, hypotheses, references) = (Bleu::new(), ["a cat", "a dog"], [["a cat"], ["the dog"]]);
    /// let segments = bleu.segments(&hypotheses, &bleu.references(&references)?)?;
    /// assert_eq!(bleu.statistics(&hypotheses, &references)?, BleuStatistics::sum(&segments));
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    fn statistics<H, R, S>(&self, hypotheses: &[H], references: &[R]) -> Result<Self::Statistics>
    where
        H: AsRef<str> + Sync,
        R: AsRef<[S]> + Sync,
        S: AsRef<str>,
        Self: Sized,
    {
        check_segments(hypotheses.len(), references.len())?;
        let tasks: Vec<_> = hypotheses.chunks(TASK).zip(references.chunks(TASK)).collect();
        let parts = parallel::map(&tasks, |(hypotheses, references)| {
            let mut sum = Self::Statistics::default();
            for (hypothesis, reference) in hypotheses.iter().zip(*references) {
                sum.add(&self.segment(hypothesis.as_ref(), &ready(self, reference)?));
            }
            Ok(sum)
        });
        let parts = parts.into_iter().collect::<Result<Vec<_>>>()?;
        Ok(Self::Statistics::sum(&parts))
    }

    /// The score of many segments together.
    ///
    /// # Errors
    /// As [`Metric::references`] and [`Metric::segments`].
    fn corpus<H, R, S>(&self, hypotheses: &[H], references: &[R]) -> Result<Self::Score>
    where
        H: AsRef<str> + Sync,
        R: AsRef<[S]> + Sync,
        S: AsRef<str>,
        Self: Sized,
    {
        Ok(self.score(&self.statistics(hypotheses, references)?))
    }
}

/// The references of one segment, as texts of any kind, made ready.
fn ready<M: Metric, R: AsRef<[S]>, S: AsRef<str>>(metric: &M, references: &R) -> Result<M::Reference> {
    let texts: Vec<&str> = references.as_ref().iter().map(AsRef::as_ref).collect();
    metric.reference(&texts)
}

/// As many hypotheses as references, and at least one.
fn check_segments(hypotheses: usize, references: usize) -> Result<()> {
    check_shape("hypotheses, one for each segment of the references", references, hypotheses)?;
    if hypotheses == 0 {
        return Err(Error::Empty { what: "list of segments" });
    }
    Ok(())
}
