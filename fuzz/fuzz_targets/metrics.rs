//! Every metric of texts, tags and segmentations over arbitrary bytes.
#![no_main]

#[path = "../../tests/every/metrics.rs"]
mod every;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| every::check(bytes));
