//! [`ScoreLine`]: a score as sacreBLEU prints it, on one line or as JSON.
//!
//! ```text
//! BLEU|nrefs:1|…|version:wordmill-0.1.0 = 27.95 (μ = 27.93 ± 0.56) 62.1/35.1/… (BP = …)
//! ```
//!
//! The JSON has sacreBLEU's keys in its order (`--format json`, 2.6.0).

use std::fmt;

use crate::metric::signature::Signature;
use crate::metric::significance::confidence::ConfidenceInterval;

/// A score, what it is called, and what else is known about it.
///
/// # Examples
/// ```
/// use wordmill::metric::{ScoreLine, Signature};
/// let line = ScoreLine::new("chrF2", 58.4321).decimals(1).signature(Signature::new().with("case", "c", "mixed"));
/// assert!(line.to_string().starts_with("chrF2|case:mixed|version:"));
/// assert!(line.to_string().ends_with(" = 58.4"));
/// assert!(line.to_json().starts_with("{\n \"name\": \"chrF2\",\n \"score\": 58.4,\n \"signature\": \"case:mixed|"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreLine {
    name: String,
    score: f64,
    details: String,
    signature: Option<Signature>,
    interval: Option<ConfidenceInterval>,
    decimals: usize,
    short: bool,
}

impl ScoreLine {
    /// A score with two decimals and nothing else.
    #[must_use]
    pub fn new(name: impl Into<String>, score: f64) -> Self {
        let (name, details) = (name.into(), String::new());
        ScoreLine { name, score, details, signature: None, interval: None, decimals: 2, short: false }
    }

    /// What stands behind the score.
    #[must_use]
    pub fn details(mut self, details: impl Into<String>) -> Self {
        self.details = details.into();
        self
    }

    /// How the score was made.
    #[must_use]
    pub fn signature(mut self, signature: Signature) -> Self {
        self.signature = Some(signature);
        self
    }

    /// How sure it is.
    #[must_use]
    pub fn interval(mut self, interval: ConfidenceInterval) -> Self {
        self.interval = Some(interval);
        self
    }

    /// Decimals of the score and of the interval (default: 2).
    #[must_use]
    pub fn decimals(mut self, decimals: usize) -> Self {
        self.decimals = decimals.min(64);
        self
    }

    /// Whether the signature is written in its short form (default: no); JSON has the long one always.
    #[must_use]
    pub fn short(mut self, short: bool) -> Self {
        self.short = short;
        self
    }

    /// The score and its interval alone.
    #[must_use]
    pub fn score_text(&self) -> String {
        let score = self.rounded(self.score);
        match &self.interval {
            // A mean of 0 is none to sacreBLEU.
            Some(interval) if interval.mean > 0.0 => format!("{score} ({})", self.confidence(interval)),
            _ => score,
        }
    }

    /// An object of JSON, a key a line.
    #[must_use]
    pub fn to_json(&self) -> String {
        let number = |value: f64| json_number(&self.rounded(value));
        let signature = self.signature.as_ref().map(Signature::to_string).unwrap_or_default();
        let mut entries = vec![
            ("name".to_owned(), json_string(&self.name)),
            ("score".to_owned(), number(self.score)),
            ("signature".to_owned(), json_string(&signature)),
        ];
        if let Some(interval) = self.interval.as_ref().filter(|interval| interval.mean > 0.0) {
            entries.push(("confidence_mean".to_owned(), number(interval.mean)));
            entries.push(("confidence_var".to_owned(), number(interval.half_width)));
            entries.push(("confidence".to_owned(), json_string(&self.confidence(interval))));
        }
        if !self.details.is_empty() {
            entries.push(("verbose_score".to_owned(), json_string(&self.details)));
        }
        for (key, value) in signature.split('|').filter_map(|choice| choice.split_once(':')) {
            entries.push((key.to_owned(), json_string(value)));
        }
        let lines = entries.iter().map(|(key, value)| format!(" {}: {value}", json_string(key)));
        format!("{{\n{}\n}}", lines.collect::<Vec<_>>().join(",\n"))
    }

    fn rounded(&self, value: f64) -> String {
        format!("{value:.0$}", self.decimals)
    }

    fn confidence(&self, interval: &ConfidenceInterval) -> String {
        format!("μ = {} ± {}", self.rounded(interval.mean), self.rounded(interval.half_width))
    }
}

/// The number that digits stand for, as shortly as can be.
fn json_number(digits: &str) -> String {
    match digits.parse::<f64>() {
        Ok(number) if number.is_finite() => format!("{number:?}"),
        _ => "null".to_owned(),
    }
}

fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl fmt::Display for ScoreLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match &self.signature {
            Some(signature) if self.short => write!(f, "|{}", signature.to_short_string())?,
            Some(signature) => write!(f, "|{signature}")?,
            None => {}
        }
        write!(f, " = {}", self.score_text())?;
        if self.details.is_empty() { Ok(()) } else { write!(f, " {}", self.details) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// sacreBLEU 2.6.0, but for the version.
    #[test]
    fn json_has_the_keys_of_sacrebleu() {
        let interval = ConfidenceInterval { mean: 51.6239, half_width: 0.975, resamples: 1000 };
        let line = ScoreLine::new("BLEU", 51.615)
            .details("78.7/58.3 (BP = 1.000)")
            .signature(Signature::new().with("nrefs", "#", 2))
            .interval(interval);
        let version = format!("wordmill-{}", env!("CARGO_PKG_VERSION"));
        let expected = format!(
            "{{\n \"name\": \"BLEU\",\n \"score\": 51.62,\n \"signature\": \"nrefs:2|version:{version}\",\n \
             \"confidence_mean\": 51.62,\n \"confidence_var\": 0.97,\n \"confidence\": \"μ = 51.62 ± 0.97\",\n \
             \"verbose_score\": \"78.7/58.3 (BP = 1.000)\",\n \"nrefs\": \"2\",\n \"version\": \"{version}\"\n}}"
        );
        assert_eq!(line.to_json(), expected);
        assert_eq!(line.score_text(), "51.62 (μ = 51.62 ± 0.97)");
        assert!(ScoreLine::new("x", f64::NAN).decimals(usize::MAX).to_json().contains("\"score\": null"));
    }
}
