//! `significance.json` and `significance_numpy1.json`: confidence intervals and paired tests against sacreBLEU 2.6.0.
//!
//! A metric of an entry is a case. Scores and p-values are compared within 1e-12; means and intervals likewise with those
//! under NumPy 1, and within 2e-5 with those under NumPy 2, which rounds resampled scores to 24 bits. The ratios of chrF and
//! TER are divisions of such short numbers under NumPy 1, too: there 2e-6.

use wordmill::metric::{
    Bleu, BleuScore, Chrf, Metric, PairedTest, ScoreLine, SystemResult, Ter, bootstrap_interval,
};

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};
use crate::metric_bleu::{segments, with_our_version};

const EXACT: Tolerance = Tolerance::Absolute(1e-12);

/// How near means and intervals of a metric come, given how near those of BLEU do.
fn tolerance(metric: &str, of_bleu: Tolerance) -> Tolerance {
    match of_bleu {
        Tolerance::Absolute(near) if metric != "BLEU" => Tolerance::Absolute(near.max(2e-6)),
        _ => of_bleu,
    }
}

pub(crate) fn check(area: &mut Area) {
    for (set, name, resampled) in [
        ("metrics/significance", "significance.json", Tolerance::Absolute(2e-5)),
        ("metrics/significance-numpy1", "significance_numpy1.json", EXACT),
    ] {
        let mut tally = Tally::new(set);
        for file in area.take(|file| file.name() == name) {
            for case in json::array(&json::read(file.path())["cases"]) {
                match case.get("results") {
                    Some(results) => {
                        for (metric, expected) in results.as_object().unwrap() {
                            tally.count(with_metric(
                                metric,
                                &Paired {
                                    area,
                                    case,
                                    name: metric,
                                    expected,
                                    resampled: tolerance(metric, resampled),
                                },
                            ));
                        }
                    }
                    None => {
                        let metric = json::string(&case["metric"]);
                        let resampled = tolerance(metric, resampled);
                        tally.count(with_metric(metric, &Single { area, case, resampled }));
                    }
                }
            }
        }
        area.print(tally);
    }
}

/// A question to any metric.
trait Question {
    fn ask<M: Metric>(&self, metric: &M, line: impl Fn(&M::Score) -> ScoreLine) -> Verdict;
}

fn with_metric(name: &str, question: &impl Question) -> Verdict {
    match name {
        "BLEU" => question.ask(&Bleu::new(), BleuScore::line),
        "chrF2" => question.ask(&Chrf::new(), |score| ScoreLine::new(score.name.clone(), score.score)),
        "chrF2++" => {
            question.ask(&Chrf::plus_plus(), |score| ScoreLine::new(score.name.clone(), score.score))
        }
        "TER" => question.ask(&Ter::new(), |score| ScoreLine::new("TER", score.score)),
        other => Err(Miss::unanswered(other)),
    }
}

/// A paired test.
struct Paired<'a> {
    area: &'a Area,
    case: &'a Value,
    name: &'a str,
    expected: &'a Value,
    resampled: Tolerance,
}

impl Question for Paired<'_> {
    fn ask<M: Metric>(&self, metric: &M, _: impl Fn(&M::Score) -> ScoreLine) -> Verdict {
        let case = self.case;
        let count = |key: &str| case[key].as_i64().unwrap().max(0) as usize;
        let test = match json::string(&case["test"]) {
            "bs" => PairedTest::bootstrap(),
            "ar" => PairedTest::randomization().confidence_resamples(count("n_ar_confidence")),
            other => panic!("test {other}"),
        };
        let test = test.trials(count("n_samples")).seed(count("seed") as u64);
        let systems = json::strings(&case["systems"]);
        let texts: Vec<_> = systems.iter().map(|file| segments(self.area, case, file)).collect();
        let references = metric.references(&texts[0].1).unwrap();
        let statistics: Vec<_> =
            texts.iter().map(|(hypotheses, _)| metric.segments(hypotheses, &references).unwrap()).collect();
        let results = test.run(metric, &statistics).unwrap();
        same("systems", &results.len(), &json::array(self.expected).len())?;
        for ((result, expected), system) in results.iter().zip(json::array(self.expected)).zip(&systems) {
            let verdict = compare(result, expected, self.resampled);
            verdict.map_err(|miss| miss.in_case(&format!("{} of {system}", self.name)))?;
        }
        let counts = texts[0].1.iter().map(Vec::len);
        let signature = wordmill::metric::Signature::of_references(counts)
            .followed_by(test.signature())
            .followed_by(metric.signature());
        same("signature", &signature.to_string(), &with_our_version(&case["signatures"][self.name]))
    }
}

fn compare(result: &SystemResult, expected: &Value, resampled: Tolerance) -> Verdict {
    same_numbers("score", &[result.score], &json::numbers(&expected["score"]), EXACT)?;
    let p_value: Vec<f64> = result.p_value.into_iter().collect();
    same_numbers("p-value", &p_value, &json::numbers(&expected["p_value"]), EXACT)?;
    let part = |part: fn(&wordmill::metric::ConfidenceInterval) -> f64| -> Vec<f64> {
        result.interval.iter().map(part).collect()
    };
    same_numbers("mean", &part(|interval| interval.mean), &json::numbers(&expected["mean"]), resampled)?;
    same_numbers(
        "interval",
        &part(|interval| interval.half_width),
        &json::numbers(&expected["ci"]),
        resampled,
    )
}

/// The confidence interval of one system.
struct Single<'a> {
    area: &'a Area,
    case: &'a Value,
    resampled: Tolerance,
}

impl Question for Single<'_> {
    fn ask<M: Metric>(&self, metric: &M, line: impl Fn(&M::Score) -> ScoreLine) -> Verdict {
        use wordmill::metric::Additive;
        let (hypotheses, texts) = segments(self.area, self.case, json::string(&self.case["hyp"]));
        let references = metric.references(&texts).unwrap();
        let statistics = metric.segments(&hypotheses, &references).unwrap();
        let resamples = self.case["n_bootstrap"].as_u64().unwrap() as usize;
        let interval = bootstrap_interval(metric, &statistics, resamples, 12345).unwrap();
        let score = metric.score(&M::Statistics::sum(&statistics));
        for (key, got, tolerance) in [
            ("score", metric.figure(&M::Statistics::sum(&statistics)), EXACT),
            ("mean", interval.mean, self.resampled),
            ("ci", interval.half_width, self.resampled),
        ] {
            same_numbers(key, &[got], &json::numbers(&self.case[key]), tolerance)?;
        }
        let text = line(&score).interval(interval).to_string();
        same("text", text.as_str(), json::string(&self.case["text"]))
    }
}
