//! Readers of files over arbitrary bytes: an answer or an error, never a panic or a runaway allocation.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wordmill::embed::{AnalogyQuestions, WordPairs};
use wordmill::text::StopWords;
use wordmill::text::counted::CountedVocabulary;
use wordmill::text::lemma::LookupLemmatizer;
use wordmill::text::phrases::{FrozenPhrases, Phrases};
use wordmill::text::sentence::PunktParameters;

fuzz_target!(|bytes: &[u8]| {
    let path = std::env::temp_dir().join(format!("wordmill-fuzz-{}", std::process::id()));
    std::fs::write(&path, bytes).expect("a temporary file");
    let _ = CountedVocabulary::load(&path).is_ok();
    let _ = FrozenPhrases::load(&path).is_ok();
    let _ = Phrases::load(&path).is_ok();
    let _ = PunktParameters::load(&path).is_ok();
    let _ = LookupLemmatizer::load(&path).is_ok();
    let _ = LookupLemmatizer::open(&path).is_ok();
    let _ = WordPairs::read(&path).is_ok() | WordPairs::read_lossy(&path).is_ok();
    let _ = AnalogyQuestions::read(&path).is_ok() | AnalogyQuestions::read_lossy(&path).is_ok();
    let _ = StopWords::from_file(&path).is_ok();
    let _ = serde_json::from_slice::<PunktParameters>(bytes).is_ok();
});
