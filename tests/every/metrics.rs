//! Every metric of texts, tags and segmentations, for fuzzing: bytes become hypotheses and references.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use wordmill::metric::edit::{
    Cer, EditCosts, JaroWinkler, Transforms, Wer, jaccard_distance, jaro, levenshtein, levenshtein_alignment,
    masi_distance,
};
use wordmill::metric::meteor::{CiderParams, Meteor, Ribes};
use wordmill::metric::{
    Additive, Average, Bleu, BleuSmoothing, BleuTokenizer, Chrf, EntityParams, EntityRules,
    EntityScoreParams, Gleu, MacroChrf, Metric, Nist, NltkBleu, NltkSmoothing, PairedTest, Rouge, Rouge155,
    RougeType, RougeWords, Segmentation, TagCounts, TagScheme, Ter, Tercom, ZeroDivision, bootstrap_interval,
};

/// Lengths and shares are rounded: scores may pass their bounds by so much.
const ROUNDING: f64 = 1e-9;

/// Hypotheses and their references, at least one each.
struct Segments {
    hypotheses: Vec<String>,
    references: Vec<Vec<String>>,
}

impl Segments {
    /// A segment a line; after its hypothesis a tab and a reference, as often as there are.
    fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let segment = |line: &str| {
            let mut texts = line.split('\t').map(str::to_owned);
            let hypothesis = texts.next().unwrap_or_default();
            let references: Vec<String> = texts.collect();
            (hypothesis, if references.is_empty() { vec![String::new()] } else { references })
        };
        let (hypotheses, references) = text.split('\n').map(segment).unzip();
        Segments { hypotheses, references }
    }

    /// The words of all hypotheses, and those of the references of each.
    fn words(&self) -> (Vec<Vec<&str>>, Vec<Vec<Vec<&str>>>) {
        let hypotheses = self.hypotheses.iter().map(|text| text.split_whitespace().collect()).collect();
        let references = self
            .references
            .iter()
            .map(|texts| texts.iter().map(|text| text.split_whitespace().collect()).collect())
            .collect();
        (hypotheses, references)
    }
}

/// Scores the same segments in every way.
pub(crate) fn check(bytes: &[u8]) {
    let segments = Segments::of(bytes);
    check_translations(&segments);
    check_summaries(&segments);
    check_transcripts(&segments);
    check_words(&segments);
    check_strings(&segments);
    check_tags(&segments);
    check_segmentations(bytes);
    check_significance(&segments);
}

fn check_translations(segments: &Segments) {
    let tokenizers = [
        BleuTokenizer::Mteval13a,
        BleuTokenizer::International,
        BleuTokenizer::Chinese,
        BleuTokenizer::Character,
        BleuTokenizer::None,
    ];
    let smoothings = [
        BleuSmoothing::None,
        BleuSmoothing::Floor(0.1),
        BleuSmoothing::AddK(1.0),
        BleuSmoothing::Exponential,
    ];
    for (at, tokenizer) in tokenizers.into_iter().enumerate() {
        for smoothing in smoothings {
            let bleu = Bleu::new().tokenizer(tokenizer).smoothing(smoothing).effective_order(at % 2 == 0);
            check_metric(&bleu.lowercase(at % 2 == 1), segments, 0.0..=100.0);
        }
    }
    check_metric(&Bleu::new().max_order(7), segments, 0.0..=100.0);
    for chrf in
        [Chrf::new(), Chrf::plus_plus().epsilon_smoothing(true), Chrf::new().whitespace(true).lowercase(true)]
    {
        check_metric(&chrf, segments, 0.0..=100.0);
    }
    check_metric(&MacroChrf::new(), segments, 0.0..=1.0);
    let tercom = Tercom::new().normalized(true).asian_support(true).keep_punctuation(false);
    for ter in [Ter::new(), Ter::new().tokenizer(tercom.case_sensitive(true))] {
        check_metric(&ter, segments, 0.0..=f64::MAX);
    }
    check_metric(&Meteor::new(), segments, 0.0..=1.0);
    check_metric(&Ribes::new(), segments, 0.0..=1.0);
}

fn check_summaries(segments: &Segments) {
    let types = [RougeType::Lsum, RougeType::L, RougeType::N(1), RougeType::N(2), RougeType::N(9)];
    for (words, stemming) in
        [(RougeWords::Ascii, false), (RougeWords::Ascii, true), (RougeWords::Unicode, true)]
    {
        let params = Rouge::params().types(types).words(words).stemming(stemming);
        check_metric(&params.build().expect("types"), segments, 0.0..=1.0);
    }
    let perl = Rouge155::params().stemming(true).build().expect("defaults");
    for (hypothesis, references) in segments.hypotheses.iter().zip(&segments.references) {
        let references: Vec<&str> = references.iter().map(String::as_str).collect();
        for score in perl.score(hypothesis, &references).into_iter().flatten() {
            let shares = [score.precision, score.recall, score.f_measure];
            shares.into_iter().for_each(|share| check_range(share, 0.0..=1.0));
        }
    }
    if let Ok(scores) =
        CiderParams::default().fit(&segments.references).and_then(|cider| cider.score(&segments.hypotheses))
    {
        scores.segments.into_iter().for_each(|score| check_range(score, 0.0..=10.0));
    }
}

fn check_transcripts(segments: &Segments) {
    let single = Segments {
        hypotheses: segments.hypotheses.clone(),
        references: segments.references.iter().map(|texts| texts[..1].to_vec()).collect(),
    };
    check_metric(&Wer::new(), &single, 0.0..=f64::MAX);
    check_metric(&Wer::new().transforms(Transforms::standardized_words()), &single, 0.0..=f64::MAX);
    check_metric(&Cer::new(), &single, 0.0..=f64::MAX);
}

/// Any split of the segments gives the bits of the whole; figures keep to their range.
fn check_metric<M: Metric>(metric: &M, segments: &Segments, range: RangeInclusive<f64>) {
    assert!(metric.reference(&[]).is_err(), "{} of no reference", metric.name());
    let references = metric.references(&segments.references).expect("a reference each");
    let statistics = metric.segments(&segments.hypotheses, &references).expect("as many of both");
    let whole = metric.figure(&M::Statistics::sum(&statistics));
    check_range(whole, range.clone());
    for cut in [0, 1, statistics.len() / 2] {
        let (left, right) = statistics.split_at(cut);
        let mut halves = M::Statistics::sum(right);
        halves.add(&M::Statistics::sum(left));
        assert_eq!(metric.figure(&halves).to_bits(), whole.to_bits(), "{} cut at {cut}", metric.name());
    }
    for segment in &statistics {
        check_range(metric.figure(segment), range.clone());
        let _ = metric.score(segment);
    }
}

fn check_range(score: f64, range: RangeInclusive<f64>) {
    assert!(
        range.start() - ROUNDING <= score && score <= range.end() + ROUNDING,
        "{score} outside {range:?}"
    );
}

/// Scores of tokens.
fn check_words(segments: &Segments) {
    let (hypotheses, references) = segments.words();
    let smoothings = [
        NltkSmoothing::None,
        NltkSmoothing::Epsilon(0.1),
        NltkSmoothing::AddOne,
        NltkSmoothing::Exponential,
        NltkSmoothing::ShortTranslations { k: 5.0 },
        NltkSmoothing::Neighbours,
        NltkSmoothing::Interpolated { alpha: 5.0 },
        NltkSmoothing::ShortTranslationsAndNeighbours { k: 5.0 },
    ];
    for smoothing in smoothings {
        let bleu = NltkBleu::new().smoothing(smoothing).auto_reweigh(true);
        for score in bleu
            .corpus(&hypotheses, &references)
            .into_iter()
            .chain(bleu.sentence(&hypotheses[0], &references[0]))
        {
            assert!(score >= 0.0, "{smoothing:?}: {score}");
        }
    }
    check_range(Gleu::new().corpus(&hypotheses, &references).expect("as many of both"), 0.0..=1.0);
    if let Ok(nist) = Nist::new().corpus(&hypotheses, &references) {
        check_range(nist.score, 0.0..=f64::MAX);
    }
    for (hypothesis, references) in hypotheses.iter().zip(&references) {
        let [hypothesis, reference] =
            [hypothesis, &references[0]].map(|words| words.iter().collect::<BTreeSet<_>>());
        for distance in [jaccard_distance(&hypothesis, &reference), masi_distance(&hypothesis, &reference)] {
            distance.into_iter().for_each(|distance| check_range(distance, 0.0..=1.0));
        }
    }
}

fn check_strings(segments: &Segments) {
    for (hypothesis, references) in segments.hypotheses.iter().zip(&segments.references) {
        let reference = &references[0];
        let distance = levenshtein(reference, hypothesis);
        assert_eq!(levenshtein_alignment(reference, hypothesis).counts().errors(), distance as u64);
        assert_eq!(EditCosts::new().distance(reference, hypothesis) as usize, distance);
        check_range(jaro(reference, hypothesis), 0.0..=1.0);
        check_range(JaroWinkler::new().similarity(reference, hypothesis).expect("defaults"), 0.0..=1.0);
    }
}

fn check_tags(segments: &Segments) {
    let (hypotheses, references) = segments.words();
    let pairs = hypotheses.iter().zip(&references).map(|(hypothesis, references)| {
        let tags = hypothesis.len().min(references[0].len());
        (hypothesis[..tags].to_vec(), references[0][..tags].to_vec())
    });
    let (predicted, truth): (Vec<_>, Vec<_>) = pairs.unzip();
    if let Ok(accuracy) = TagCounts::compare(&truth, &predicted).accuracy() {
        check_range(accuracy, 0.0..=1.0);
    }
    let schemes = [
        TagScheme::Iob1,
        TagScheme::Iob2,
        TagScheme::Ioe1,
        TagScheme::Ioe2,
        TagScheme::Iobes,
        TagScheme::Bilou,
    ];
    for rules in [EntityRules::Lenient].into_iter().chain(schemes.map(EntityRules::Strict)) {
        for suffix in [false, true] {
            let Ok(counts) = EntityParams::default().rules(rules).suffix(suffix).compare(&truth, &predicted)
            else {
                continue;
            };
            for average in [Average::Micro, Average::Macro, Average::Weighted] {
                let params = EntityScoreParams::default().zero_division(ZeroDivision::Zero);
                if let Ok(scores) = counts.average_scores(average, &params) {
                    let shares = [scores.precision, scores.recall, scores.f_score];
                    // The mean over no types is NaN.
                    shares
                        .into_iter()
                        .filter(|share| !share.is_nan())
                        .for_each(|share| check_range(share, 0.0..=1.0));
                }
            }
            let _ = counts.report(&EntityScoreParams::default()).map(|report| report.to_string());
        }
    }
}

/// A boundary for each odd byte; the halves are compared.
fn check_segmentations(bytes: &[u8]) {
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let boundaries = |bytes: &[u8]| bytes.iter().map(|byte| byte % 2 == 1).collect::<Vec<bool>>();
    let reference = Segmentation::from_boundaries(boundaries(first));
    let hypothesis = Segmentation::from_boundaries(boundaries(&second[..first.len()]));
    for window in [0, 1, reference.half_segment(), reference.half_mass(), usize::MAX] {
        for score in [reference.pk(&hypothesis, window), reference.window_diff(&hypothesis, window)] {
            score.into_iter().for_each(|score| check_range(score, 0.0..=1.0));
        }
        let _ = reference.weighted_window_diff(&hypothesis, window);
    }
    if let Ok(similarity) = reference.boundary_similarity(&hypothesis, 2) {
        check_range(similarity, 0.0..=1.0);
    }
}

fn check_significance(segments: &Segments) {
    let bleu = Bleu::new().max_order(2);
    let references = bleu.references(&segments.references).expect("a reference each");
    let firsts: Vec<&str> = segments.references.iter().map(|texts| texts[0].as_str()).collect();
    let system = bleu.segments(&segments.hypotheses, &references).expect("as many of both");
    let perfect = bleu.segments(&firsts, &references).expect("as many of both");
    for test in [PairedTest::bootstrap(), PairedTest::randomization()] {
        let results = test.trials(70).run(&bleu, &[&system, &perfect]).expect("equal lengths");
        check_range(results[1].p_value.expect("not the baseline"), 0.0..=1.0);
    }
    let interval = bootstrap_interval(&bleu, &system, 70, 1).expect("segments");
    check_range(interval.mean, 0.0..=100.0);
}
