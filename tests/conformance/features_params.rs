//! scikit-learn's constructor arguments as the crate's params; what has no counterpart is unanswered, and an expression
//! that the crate refuses is a difference of the kind `error`.

use serde_json::Map;
use wordmill::bow::weighting::{TfIdfWeighting, TfIdfWeightingParams};
use wordmill::bow::{Count, CountParams, Hashing, Norm, TfIdf, TfIdfParams};
use wordmill::text::normalize::StripAccents;
use wordmill::text::tokenize::PythonPattern;
use wordmill::text::{Analyzer, StopWords, Unit, WordPattern};

use crate::harness::json::{Value, counts, string, strings};
use crate::harness::tally::Miss;

/// The pattern of words that scikit-learn takes unless told otherwise.
const DEFAULT_PATTERN: &str = r"(?u)\b\w\w+\b";

/// Arguments by name.
pub(crate) type Arguments = Map<String, Value>;

/// The analyzer of a vectorizer's arguments; those that do not concern it are skipped.
pub(crate) fn analyzer(arguments: &Arguments) -> Result<Analyzer, Miss> {
    let mut analyzer = Analyzer::default();
    for (name, value) in arguments {
        analyzer = match (name.as_str(), value) {
            ("lowercase", Value::Bool(lowercase)) => analyzer.lowercase(*lowercase),
            ("stop_words", Value::Array(_)) => analyzer.stop_words(StopWords::from_words(strings(value))),
            ("stop_words", Value::String(list)) if list == "english" => {
                analyzer.stop_words(StopWords::english())
            }
            ("ngram_range", range) => {
                let lengths = counts(range);
                analyzer.ngrams(lengths[0], lengths[1])
            }
            ("analyzer", Value::String(kind)) if kind == "word" => analyzer,
            ("analyzer", Value::String(kind)) if kind == "char" => analyzer.unit(Unit::Characters),
            ("analyzer", Value::String(kind)) if kind == "char_wb" => analyzer.unit(Unit::CharactersInWords),
            ("strip_accents", Value::String(kind)) if kind == "ascii" => {
                analyzer.strip_accents(StripAccents::Ascii)
            }
            ("strip_accents", Value::String(kind)) if kind == "unicode" => {
                analyzer.strip_accents(StripAccents::Unicode)
            }
            ("token_pattern", Value::String(pattern)) if pattern == DEFAULT_PATTERN => analyzer,
            ("token_pattern", Value::String(pattern)) => {
                let pattern = PythonPattern::of(pattern)
                    .map_err(|error| Miss::different("error", error.to_string()))?;
                analyzer.words(WordPattern::Python(pattern))
            }
            ("strip_accents" | "stop_words", Value::Null) => analyzer,
            ("analyzer", Value::String(kind)) => return Err(Miss::unanswered(format!("analyzer {kind}"))),
            ("lowercase" | "stop_words" | "token_pattern" | "strip_accents", _) => {
                return Err(Miss::unanswered(name));
            }
            _ => analyzer,
        };
    }
    Ok(analyzer)
}

/// The params of a `CountVectorizer`.
pub(crate) fn count(arguments: &Arguments) -> Result<CountParams, Miss> {
    let mut params = Count::params().analyzer(analyzer(arguments)?);
    for (name, value) in arguments {
        params = match name.as_str() {
            "lowercase" | "stop_words" | "ngram_range" | "analyzer" | "token_pattern" | "strip_accents"
            | "dtype" => params,
            "vocabulary" => vocabulary(params, value),
            "binary" => params.binary(value.as_bool().unwrap()),
            "max_features" if value.is_null() => params,
            "max_features" => params.max_features(whole(value) as usize),
            // A whole number counts documents, a fraction is a share of them.
            "min_df" if value.is_f64() => params.min_df_share(value.as_f64().unwrap()),
            "min_df" => params.min_df(whole(value)),
            "max_df" if value.is_f64() => params.max_df_share(value.as_f64().unwrap()),
            "max_df" => params.max_df(whole(value)),
            _ => return Err(Miss::unanswered(name)),
        };
    }
    Ok(params)
}

/// Terms that are given: a list in order, or an object of columns.
fn vocabulary(params: CountParams, value: &Value) -> CountParams {
    match value {
        Value::Null => params,
        Value::Object(columns) => {
            params.vocabulary_columns(columns.iter().map(|(term, column)| (term.as_str(), whole(column))))
        }
        terms => params.vocabulary(strings(terms)),
    }
}

/// The params of a `TfidfVectorizer`.
pub(crate) fn tfidf(arguments: &Arguments) -> Result<TfIdfParams, Miss> {
    let mut params = TfIdf::params();
    let mut of_count = Arguments::new();
    for (name, value) in arguments {
        params = match name.as_str() {
            "norm" => params.norm(norm(value)?),
            "use_idf" => params.idf(value.as_bool().unwrap()),
            "smooth_idf" => params.smooth(value.as_bool().unwrap()),
            "sublinear_tf" => params.sublinear(value.as_bool().unwrap()),
            _ => {
                of_count.insert(name.clone(), value.clone());
                params
            }
        };
    }
    Ok(params.count(count(&of_count)?))
}

/// The params of a `TfidfTransformer`.
pub(crate) fn tfidf_weighting(arguments: &Arguments) -> Result<TfIdfWeightingParams, Miss> {
    let mut params = TfIdfWeighting::params();
    for (name, value) in arguments {
        params = match name.as_str() {
            "norm" => params.norm(norm(value)?),
            "use_idf" => params.idf(value.as_bool().unwrap()),
            "smooth_idf" => params.smooth(value.as_bool().unwrap()),
            "sublinear_tf" => params.sublinear(value.as_bool().unwrap()),
            _ => return Err(Miss::unanswered(name)),
        };
    }
    Ok(params)
}

/// A `HashingVectorizer`.
pub(crate) fn hashing(arguments: &Arguments) -> Result<Hashing, Miss> {
    let mut hashing = Hashing::default().analyzer(analyzer(arguments)?);
    for (name, value) in arguments {
        hashing = match name.as_str() {
            "lowercase" | "stop_words" | "ngram_range" | "analyzer" | "token_pattern" | "strip_accents"
            | "dtype" => hashing,
            "n_features" => hashing.columns(whole(value) as usize),
            "alternate_sign" => hashing.alternate_sign(value.as_bool().unwrap()),
            "binary" => hashing.binary(value.as_bool().unwrap()),
            "norm" => hashing.norm(norm(value)?),
            _ => return Err(Miss::unanswered(name)),
        };
    }
    Ok(hashing)
}

/// What rows are divided by.
fn norm(value: &Value) -> Result<Norm, Miss> {
    if value.is_null() {
        return Ok(Norm::None);
    }
    match string(value) {
        "l1" => Ok(Norm::L1),
        "l2" => Ok(Norm::L2),
        other => Err(Miss::unanswered(format!("norm {other}"))),
    }
}

/// A whole number; a negative one, which no setter takes, as 0, which none allows either.
fn whole(value: &Value) -> u64 {
    value.as_u64().unwrap_or(0)
}
