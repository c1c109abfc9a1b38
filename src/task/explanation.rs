//! [`Explanation`]: why a text got its verdict.
//!
//! The classifiers are linear, so a verdict is a sum: the intercept, and for each term of the text its
//! feature times its weight. Evidence is counted for the verdict and against the other classes: with two
//! classes it adds up to the log-odds, exactly.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::classify::linear::LinearModel;
use crate::error::Result;
use crate::label::ClassId;
use crate::task::features::{FittedFeatures, union};
use crate::task::verdict::Verdict;
use crate::text::analyzer::Analyzer;
use crate::text::span::Span;
use crate::text::tokenizer::Tokenizer;

/// A verdict and what moved it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The verdict.
    pub verdict: Verdict,
    /// The probability of each class.
    pub probabilities: Vec<f64>,
    /// What speaks for the verdict before a word is read.
    pub prior: f64,
    /// The terms of the text that the model knows, those that moved most first.
    pub terms: Vec<TermEvidence>,
    /// Words of the text and the evidence that terms share out among their words, in order.
    pub words: Vec<(Span, f64)>,
}

/// What one term did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TermEvidence {
    /// The term.
    pub term: String,
    /// Where it stands in the text.
    pub spans: Vec<Span>,
    /// What it added to the verdict; below 0 it spoke against it.
    pub evidence: f64,
}

impl Explanation {
    /// The text in pieces: words with their evidence, and what stands between them with 0.
    #[must_use]
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<(&'t str, f64)> {
        let (mut pieces, mut done) = (Vec::new(), 0);
        for &(span, evidence) in &self.words {
            if span.start < done {
                continue;
            }
            if span.start > done {
                pieces.push((&text[done..span.start], 0.0));
            }
            pieces.push((span.slice(text), evidence));
            done = span.end;
        }
        if done < text.len() {
            pieces.push((&text[done..], 0.0));
        }
        pieces
    }
}

/// Explains the verdict of a model on a text.
pub(crate) fn explain(features: &[FittedFeatures], linear: &LinearModel, text: &str) -> Result<Explanation> {
    let parts =
        features.iter().map(|features| features.rows::<_, f32>(&[text])).collect::<Result<Vec<_>>>()?;
    let rows = union(parts.clone())?;
    let probabilities = linear.probabilities(&rows)?;
    let verdict = Verdict::of(&probabilities);
    let contributions = linear.contributions(rows.row(0), verdict.class)?;
    let (mut terms, mut words) = (Vec::new(), BTreeMap::new());
    let mut rest = contributions.as_slice();
    for (features, part) in features.iter().zip(&parts) {
        let columns = part.row(0).columns;
        let (own, after) = rest.split_at(columns.len());
        rest = after;
        let spans = spans_of_columns(features, text);
        let among = words_of(features.analyzer(), text);
        for (column, &evidence) in columns.iter().zip(own) {
            let spans = spans.get(column).cloned().unwrap_or_default();
            share_out(evidence, &spans, &among, &mut words);
            terms.push(TermEvidence { term: features.terms().term(*column), spans, evidence });
        }
    }
    terms.sort_by(|a, b| b.evidence.abs().total_cmp(&a.evidence.abs()).then_with(|| a.term.cmp(&b.term)));
    let prior = prior(linear, verdict.class);
    Ok(Explanation { verdict, probabilities, prior, terms, words: words.into_iter().collect() })
}

/// The intercept's part of the evidence for a class.
fn prior(linear: &LinearModel, class: ClassId) -> f64 {
    match linear.intercepts() {
        [intercept] if class.0 == 0 => -intercept,
        [intercept] => *intercept,
        intercepts => {
            let own = intercepts[class.index()];
            own - (intercepts.iter().sum::<f64>() - own) / (intercepts.len() - 1) as f64
        }
    }
}

/// Where the terms of each column stand in the text.
fn spans_of_columns(features: &FittedFeatures, text: &str) -> BTreeMap<u32, Vec<Span>> {
    let mut spans: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
    features.analyzer().tokenize(text, &mut |token| {
        if let Some(column) = features.terms().column(token.text) {
            spans.entry(column).or_default().push(token.span);
        }
    });
    spans
}

/// The places of single words as the analyzer sees them.
fn words_of(analyzer: &Analyzer, text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    analyzer.clone().ngrams(1, 1).tokenize(text, &mut |token| words.push(token.span));
    words
}

/// Gives each occurrence of a term its part of the evidence, and each of its words a part of that.
fn share_out(evidence: f64, spans: &[Span], among: &[Span], words: &mut BTreeMap<Span, f64>) {
    for span in spans {
        let first = among.partition_point(|word| word.start < span.start);
        let covered: Vec<&Span> = among[first..].iter().take_while(|word| word.end <= span.end).collect();
        for word in &covered {
            *words.entry(**word).or_default() += evidence / (spans.len() * covered.len()) as f64;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fit::Fit;
    use crate::label::Labels;
    use crate::task::classifier::{LabelledTexts, TextClassifier};

    #[test]
    fn evidence_adds_up_to_the_log_odds() {
        let texts = ["good film good cast", "bad film", "not bad at all, good", "not good", "fine", "poor"];
        let labels = Labels::from_names(["+", "-", "+", "-", "+", "-"]).unwrap();
        let model = TextClassifier::params().fit(&LabelledTexts::new(&texts, &labels).unwrap()).unwrap();
        for text in ["A GOOD film, not bad: good!", "poor", "", "İ good\u{301} bad"] {
            let why = model.explain(text).unwrap();
            let sum = why.prior + why.terms.iter().map(|term| term.evidence).sum::<f64>();
            let p = why.verdict.probability;
            assert!((sum - (p / (1.0 - p)).ln()).abs() < 1e-9, "{text}: {sum} {p}");
            let shared: f64 = why.words.iter().map(|(_, evidence)| evidence).sum();
            assert!((why.prior + shared - sum).abs() < 1e-9);
            assert_eq!(why.pieces(text).iter().map(|(piece, _)| *piece).collect::<String>(), text);
            assert!(why.terms.iter().all(|term| !term.spans.is_empty()));
        }
    }
}
