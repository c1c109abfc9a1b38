//! Reads JSON as the reference data write it: numbers, or in their place the words `"inf"`, `"-inf"` and `"nan"`, bare
//! or as `{"float": "nan"}`.
//!
//! Scores are compared to the last bit, so the parser must be exact: the feature `float_roundtrip` of `serde_json` is
//! switched on for tests.

use std::path::Path;

pub(crate) use serde_json::Value;

/// A whole file.
pub(crate) fn read(path: &Path) -> Value {
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Each line of a file.
pub(crate) fn read_lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let line =
        |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.split_terminator('\n').map(line).collect()
}

/// A number, finite or not.
pub(crate) fn number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => number.as_f64().unwrap(),
        Value::String(word) => match word.as_str() {
            "inf" => f64::INFINITY,
            "-inf" => f64::NEG_INFINITY,
            "nan" => f64::NAN,
            _ => panic!("{word:?} among numbers"),
        },
        Value::Object(entries) => {
            entries.get("float").map_or_else(|| panic!("{value} among numbers"), number)
        }
        _ => panic!("{value} among numbers"),
    }
}

/// All numbers within nested arrays, and objects in the order of their keys; absent ones (`null`) are left out.
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        Value::Object(entries) if !entries.contains_key("float") => {
            entries.values().flat_map(numbers).collect()
        }
        _ => vec![number(value)],
    }
}

/// Whole numbers of an array.
pub(crate) fn counts(value: &Value) -> Vec<usize> {
    array(value).iter().map(|count| count.as_u64().expect("a whole number") as usize).collect()
}

/// The entries of an array.
pub(crate) fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("{value} is no array"))
}

/// A string.
pub(crate) fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no string"))
}

/// The strings of an array, other values as they are written.
pub(crate) fn strings(value: &Value) -> Vec<String> {
    let written = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    array(value).iter().map(written).collect()
}
