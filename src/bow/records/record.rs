//! [`Record`]: named values of one sample, in an order.

use serde::{Deserialize, Serialize};

/// A value of a [`Record`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FieldValue {
    /// A number, which stands in the column of its name.
    Number(f64),
    /// One of several words: the column `name=word` holds 1.
    Text(String),
    /// Any number of words: the column `name=word` holds how often each occurs.
    Texts(Vec<String>),
}

impl From<f64> for FieldValue {
    fn from(number: f64) -> Self {
        FieldValue::Number(number)
    }
}

impl From<u32> for FieldValue {
    fn from(number: u32) -> Self {
        FieldValue::Number(f64::from(number))
    }
}

impl From<i32> for FieldValue {
    fn from(number: i32) -> Self {
        FieldValue::Number(f64::from(number))
    }
}

/// True is 1, false is 0, as in Python.
impl From<bool> for FieldValue {
    fn from(truth: bool) -> Self {
        FieldValue::Number(f64::from(u8::from(truth)))
    }
}

impl From<&str> for FieldValue {
    fn from(text: &str) -> Self {
        FieldValue::Text(text.to_owned())
    }
}

impl From<String> for FieldValue {
    fn from(text: String) -> Self {
        FieldValue::Text(text)
    }
}

impl<T: Into<String>> From<Vec<T>> for FieldValue {
    fn from(texts: Vec<T>) -> Self {
        FieldValue::Texts(texts.into_iter().map(Into::into).collect())
    }
}

/// Names and their values, in the order in which they were given. A name may occur more than once: its values then add
/// up.
///
/// # Examples
/// ```
/// use wordmill::bow::records::{FieldValue, Record};
/// let record = Record::new().with("city", "London").with("degrees", 12.0).with("tags", vec!["rain", "fog"]);
/// assert_eq!(record.get("degrees"), Some(&FieldValue::Number(12.0)));
/// assert_eq!(record.iter().count(), 3);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Record(Vec<(String, FieldValue)>);

impl Record {
    /// A record without values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One value more.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<FieldValue>) -> Self {
        self.0.push((name.into(), value.into()));
        self
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &FieldValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The first value of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&FieldValue> {
        self.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }
}

impl<N: Into<String>, T: Into<FieldValue>> FromIterator<(N, T)> for Record {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(entries: I) -> Self {
        Record(entries.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}
