//! Files of ids: what is written is read, and damage is told.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::embed::word_corpus::WordCorpus;
use crate::parallel;

fn sentences_of(corpus: &WordCorpus, range: Range<usize>) -> Vec<Vec<TokenId>> {
    let mut all = Vec::new();
    corpus.sentences().read(range, &mut |ids| all.push(ids.to_vec())).unwrap();
    all
}

fn saved() -> (tempfile::TempDir, PathBuf, WordCorpus) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pets.ids");
    let corpus = WordCorpus::from_sentences([vec!["the", "cat"], vec![], vec!["the", "dög", "the"]]).unwrap();
    corpus.save(&path).unwrap();
    (folder, path, corpus)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_stretch_is_read_as_from_memory(
        lengths in prop::collection::vec(prop_oneof![0..40usize, 200..300usize, Just(70_000)], 1..30),
        cuts in (0..30usize, 0..30usize),
    ) {
        let words: Vec<String> = (0..500).map(|n| format!("w{}", n * n % 97)).collect();
        let sentences = lengths.iter().map(|&length| words.iter().cycle().skip(length % 7).take(length));
        let corpus = WordCorpus::from_sentences(sentences).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ids");
        corpus.save(&path).unwrap();
        let opened = WordCorpus::open(&path).unwrap();
        prop_assert_eq!(opened.vocabulary(), corpus.vocabulary());
        prop_assert_eq!(opened.counts(), corpus.counts());
        let (from, to) = (cuts.0.min(cuts.1).min(lengths.len()), cuts.0.max(cuts.1).min(lengths.len()));
        prop_assert_eq!(sentences_of(&opened, from..to), sentences_of(&corpus, from..to));
        for sentence in 0..=lengths.len() {
            prop_assert_eq!(opened.sentences().start(sentence), corpus.sentences().start(sentence));
        }
    }
}

#[test]
fn threads_read_side_by_side() {
    let (_folder, path, corpus) = saved();
    let opened = WordCorpus::open(&path).unwrap();
    let ranges: Vec<Range<usize>> = (0..200).map(|n| n % 3..3).collect();
    let read =
        parallel::with_threads(5, || parallel::map(&ranges, |range| sentences_of(&opened, range.clone())));
    for (range, read) in ranges.iter().zip(read.unwrap()) {
        assert_eq!(read, sentences_of(&corpus, range.clone()));
    }
}

#[test]
fn every_cut_and_every_changed_byte_is_noticed() {
    let (_folder, path, _) = saved();
    let good = fs::read(&path).unwrap();
    let refused = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        match WordCorpus::open(&path) {
            Err(Error::Corrupt { what, reason }) => {
                assert!(what.ends_with("pets.ids"));
                reason
            }
            other => panic!("{other:?}"),
        }
    };
    for cut in 0..good.len() {
        refused(&good[..cut]);
    }
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place] ^= 0x10;
        refused(&bad);
    }
    refused(&[good.as_slice(), b"x"].concat());
    fs::write(&path, &good).unwrap();
    assert!(WordCorpus::open(&path).is_ok());
}

/// Files with a right checksum that lie otherwise.
#[test]
fn deceit_is_refused() {
    let (_folder, path, _) = saved();
    let good = fs::read(&path).unwrap();
    let refused = |at: usize, bytes: &[u8]| {
        let mut bad = good.clone();
        bad[at..at + bytes.len()].copy_from_slice(bytes);
        let body = bad.len() - 4;
        let crc = crc32fast::hash(&bad[..body]);
        bad[body..].copy_from_slice(&crc.to_le_bytes());
        fs::write(&path, &bad).unwrap();
        WordCorpus::open(&path).unwrap_err().to_string()
    };
    let (counts, lengths) = (HEADER, HEADER + 3 * 8);
    let text = lengths + 3 * 4;
    let sentences = text + 3 + 3 + 4;
    let ids = sentences + 3 * 4;
    assert_eq!(ids + 5 * 4 + 4, good.len());
    for field in [16, 24, 40] {
        assert!(refused(field, &[0xff; 7]).contains("do not fill its"), "{field}");
    }
    assert!(refused(32, &[0xff; 7]).ends_with("words are more than ids can name"));
    assert!(refused(counts, &[9]).ends_with("its counts add up to 11, not 5"));
    assert!(refused(counts, &[0]).ends_with("its words are not sorted by their counts"));
    assert!(refused(counts + 8, &[0xff; 16]).ends_with("its words are not sorted by their counts"));
    assert!(refused(lengths, &[200]).ends_with("the length of word 0 is wrong"));
    assert!(refused(lengths, &[2]).ends_with("its words have bytes left over"));
    assert!(refused(text, b"cat").ends_with("the word \"cat\" stands in it twice"));
    assert!(refused(text, &[0xff]).ends_with("its words are not UTF-8"));
    assert!(refused(sentences, &[7]).ends_with("its sentences have 10 ids, not 5"));
    assert!(refused(ids + 4, &[3]).ends_with("id 3 names none of its 3 words"));
}

#[test]
fn a_file_that_changes_under_way_is_an_error() {
    let (_folder, path, _) = saved();
    let opened = WordCorpus::open(&path).unwrap();
    let good = fs::read(&path).unwrap();
    let mut bad = good.clone();
    let last_id = good.len() - 8;
    bad[last_id] = 77;
    fs::write(&path, &bad).unwrap();
    let error = opened.sentences().read(0..3, &mut |_| ()).unwrap_err().to_string();
    assert!(error.ends_with("id 77 names none of its 3 words"), "{error}");
    fs::write(&path, &good[..last_id]).unwrap();
    assert!(matches!(opened.sentences().read(0..3, &mut |_| ()), Err(Error::Io { .. })));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_with_its_path() {
    let corpus = WordCorpus::from_sentences([vec!["a"; 100_000]]).unwrap();
    let error = corpus.save("/dev/full").unwrap_err();
    assert!(matches!(&error, Error::Io { path, .. } if path == Path::new("/dev/full")), "{error}");
}
