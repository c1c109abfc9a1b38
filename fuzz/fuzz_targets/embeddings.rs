//! Readers of word vectors over arbitrary bytes: the first byte chooses how they are read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wordmill::embed::format::{EmbeddingsFormat, EmbeddingsReader, MappableFile};

const FORMATS: [Option<EmbeddingsFormat>; 8] = [
    None,
    Some(EmbeddingsFormat::Word2VecText),
    Some(EmbeddingsFormat::Word2VecBinary),
    Some(EmbeddingsFormat::Glove),
    Some(EmbeddingsFormat::FastText),
    Some(EmbeddingsFormat::Npy),
    Some(EmbeddingsFormat::Safetensors),
    Some(EmbeddingsFormat::Mappable),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let folder = std::env::temp_dir().join(format!("wordmill-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let (path, words) = (folder.join("vectors"), folder.join("vectors.words"));
    std::fs::write(&path, bytes).expect("a temporary file");
    std::fs::write(&words, "one\ntwo\nthree\n").expect("a temporary file");
    let mut reader = EmbeddingsReader::new().lossy(choice & 8 != 0);
    if let Some(format) = FORMATS[usize::from(choice & 7)] {
        reader = reader.format(format);
    }
    if choice & 16 != 0 {
        reader = reader.limit(2);
    }
    if choice & 32 != 0 {
        // The same bytes as a file of counts.
        reader = reader.counts(&path);
    }
    if let Ok(read) = reader.read(&path) {
        assert_eq!(read.rows().as_slice().len(), read.len() * read.dimension());
        assert!(read.rows().as_slice().iter().all(|value| value.is_finite()));
    }
    let _ = MappableFile::open(&path).is_ok();
});
