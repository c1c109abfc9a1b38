//! [`AnyNumber`]: a number that need not be finite, in a form that JSON can hold.
//!
//! JSON has no word for NaN and infinities: there they are the strings `"NaN"`, `"inf"` and `"-inf"`. Formats that
//! are not read by people hold the number itself.

use std::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AnyNumber(pub(super) f64);

impl Serialize for AnyNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() && !self.0.is_finite() {
            serializer.collect_str(&self.0)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for AnyNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(NumberOrWord)
        } else {
            f64::deserialize(deserializer).map(AnyNumber)
        }
    }
}

struct NumberOrWord;

impl Visitor<'_> for NumberOrWord {
    type Value = AnyNumber;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, \"NaN\", \"inf\" or \"-inf\"")
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<AnyNumber, E> {
        Ok(AnyNumber(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<AnyNumber, E> {
        Ok(AnyNumber(number as f64))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<AnyNumber, E> {
        Ok(AnyNumber(number as f64))
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<AnyNumber, E> {
        match word {
            "NaN" => Ok(AnyNumber(f64::NAN)),
            "inf" => Ok(AnyNumber(f64::INFINITY)),
            "-inf" => Ok(AnyNumber(f64::NEG_INFINITY)),
            _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
        }
    }
}
