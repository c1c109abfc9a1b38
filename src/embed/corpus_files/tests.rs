//! Corpora of files: words, broken lines, packed files, and files of ids that are used again or made anew.

use std::fs;
use std::io::Write;

use super::*;
use crate::embed::sentences::Sentences;
use crate::progress::{Next, Report};
use crate::text::vocabulary::TokenId;

fn sentences_of(corpus: &WordCorpus) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let sentences: &dyn Sentences = corpus.sentences();
    let mut sink = |ids: &[TokenId]| {
        all.push(ids.iter().map(|&id| corpus.vocabulary().word(id).to_owned()).collect());
    };
    sentences.read(0..sentences.count(), &mut sink).unwrap();
    all
}

fn assert_same(one: &WordCorpus, other: &WordCorpus) {
    assert_eq!(one.vocabulary(), other.vocabulary());
    assert_eq!(one.counts(), other.counts());
    assert_eq!(sentences_of(one), sentences_of(other));
}

/// 60 sentences of five words, as the scripts that made the numbers below write them too.
fn drawn() -> Vec<Vec<String>> {
    let mut state = 7u64;
    let mut word = || {
        state = (state * 1_103_515_245 + 12_345) % (1 << 31);
        let drawn = (state >> 16) % 100;
        format!("w{}", drawn * drawn / 150)
    };
    (0..60).map(|_| (0..5).map(|_| word()).collect()).collect()
}

fn text_of(sentences: &[Vec<String>]) -> String {
    sentences.iter().map(|sentence| sentence.join(" ") + "\n").collect()
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Folder(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, bytes)| fs::write(folder.path(name), bytes).unwrap());
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

#[test]
fn files_give_what_sentences_give() {
    let text = text_of(&drawn());
    let (first, second) = text.split_at(text.len() / 3);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(first.as_bytes()).unwrap();
    let first_end = first.len() - first.rfind('\n').unwrap() - 1;
    let zstandard =
        ruzstd::encoding::compress_to_vec(second.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let folder =
        Folder::with(&[("a.gz", &gzip.finish().unwrap()), ("b.zst", &zstandard), ("all", text.as_bytes())]);
    let expected = WordCorpus::from_sentences(drawn()).unwrap();
    let whole = CorpusFiles::new([folder.path("all")]);
    assert_same(&whole.read().unwrap(), &expected);
    assert_same(&whole.encode(folder.path("all.ids")).unwrap(), &expected);
    // The end of a file ends a sentence, and so a word.
    let parts = CorpusFiles::new([folder.path("a.gz"), folder.path("b.zst")]).read().unwrap();
    assert_eq!(sentences_of(&parts).len(), 60 + usize::from(first_end > 0));
    let joined = |corpus: &WordCorpus| sentences_of(corpus).concat().concat();
    assert_eq!(joined(&parts), joined(&expected));
}

/// gensim 4.4.0: `Word2Vec(min_count=1, max_vocab_size=m).scan_vocab(…)`, the words of `raw_vocab`.
#[test]
fn rare_words_are_dropped_as_by_gensim() {
    let sentences = drawn();
    let folder = Folder::with(&[("text", text_of(&sentences).as_bytes())]);
    let full = WordCorpus::from_sentences(&sentences).unwrap();
    let words =
        [(5, ""), (12, "w0 w1 w18 w2 w26 w36 w37 w40"), (20, "w0 w1 w10 w18 w2 w26 w3 w36 w37 w4 w40 w61")];
    for (most, expected) in words {
        let files = CorpusFiles::new([folder.path("text")]).prune_above(most);
        let pruned = files.read().unwrap();
        let mut kept: Vec<&str> = pruned.vocabulary().iter().collect();
        kept.sort_unstable();
        assert_eq!(kept.join(" "), expected);
        for (word, &count) in pruned.vocabulary().iter().zip(pruned.counts()) {
            assert_eq!(count, full.counts()[full.vocabulary().id(word).unwrap().index()], "{word}");
        }
        assert_eq!(pruned.tokens(), pruned.counts().iter().sum::<u64>());
        assert_same(&files.encode(folder.path(&format!("{most}.ids"))).unwrap(), &pruned);
    }
    assert_same(&CorpusFiles::new([folder.path("text")]).prune_above(1000).read().unwrap(), &full);
    for refused in
        [CorpusFiles::new([folder.path("text")]).prune_above(0), CorpusFiles::new(["-"]).prune_above(9)]
    {
        assert!(matches!(refused.read(), Err(Error::Parameter { name: "prune_above", .. })));
    }
}

#[test]
fn documents_are_cut_by_an_analyzer() {
    let tsv = "label\ttext\tsummary\ngood\tA fine film, a Fine cast.\tFine!\nbad\tDull.\tno\n";
    let folder = Folder::with(&[("films.tsv", tsv.as_bytes())]);
    let files = CorpusFiles::new([folder.path("films.tsv")]).analyzer(Analyzer::default());
    let texts =
        WordCorpus::from_texts(&Analyzer::default(), &["A fine film, a Fine cast.", "Dull."]).unwrap();
    assert_same(&files.read().unwrap(), &texts);
    let summaries = files.text_column("summary").read().unwrap();
    assert_eq!(sentences_of(&summaries), [["fine"], ["no"]]);
}

#[test]
fn a_file_of_ids_is_used_again_until_text_or_settings_change() {
    let folder = Folder::with(&[("text", b"one two\n"), ("other", b"no ids\n"), ("empty", b"")]);
    let (text, ids) = (folder.path("text"), folder.path("ids"));
    let files = CorpusFiles::new([&text]);
    let words = |files: &CorpusFiles| -> Vec<String> {
        files.encode(&ids).unwrap().vocabulary().iter().map(str::to_owned).collect()
    };
    assert_eq!(words(&files), ["one", "two"]);
    // A file that is made anew is younger than this.
    let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    let age = |path| fs::File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    let is_old = || fs::metadata(&ids).unwrap().modified().unwrap() == old;
    age(&ids);
    assert_eq!(words(&files), ["one", "two"]);
    assert!(is_old());
    // Touched, but the same bytes.
    age(&text);
    words(&files);
    assert!(is_old());
    // Other bytes, as many.
    fs::write(&text, "one six\n").unwrap();
    assert_eq!(words(&files), ["one", "six"]);
    assert!(!is_old());
    age(&ids);
    words(&files.clone().lossy(true));
    assert!(!is_old());
    // A damaged file is made again; what is no file of ids is left alone.
    let mut bytes = fs::read(&ids).unwrap();
    bytes[80] ^= 1;
    fs::write(&ids, bytes).unwrap();
    assert_eq!(words(&files.clone().lossy(true)), ["one", "six"]);
    let error = files.encode(folder.path("other")).unwrap_err();
    assert!(matches!(error, Error::Corrupt { .. }), "{error}");
    assert_eq!(fs::read(folder.path("other")).unwrap(), b"no ids\n");
    assert!(files.encode(folder.path("empty")).is_ok());
}

#[test]
fn errors_name_file_and_line_and_leave_nothing() {
    let folder = Folder::with(&[("broken", b"fine\nnot \xff fine\n"), ("empty", b" \n\n")]);
    let files = CorpusFiles::new([folder.path("broken")]);
    for failed in [files.read(), files.encode(folder.path("ids"))] {
        assert!(matches!(failed, Err(Error::Parse { line: 2, .. })));
    }
    assert!(!folder.path("ids").exists());
    assert_eq!(sentences_of(&files.lossy(true).read().unwrap())[1][1], "\u{fffd}");
    assert!(matches!(CorpusFiles::new([folder.path("none")]).read(), Err(Error::Io { .. })));
    let empty = CorpusFiles::new([folder.path("empty")]).encode(folder.path("ids")).unwrap();
    assert_eq!((empty.tokens(), empty.vocabulary().len(), empty.sentences().count()), (0, 0, 0));
}

#[test]
fn reading_can_be_stopped() {
    struct Stop(u64);
    impl Progress for Stop {
        fn report(&mut self, report: &Report<'_>) -> Next {
            self.0 = report.done;
            Next::Stop
        }
    }
    // One line: the limit of a sentence cuts it too.
    let folder = Folder::with(&[("long", "a ".repeat(3 << 20).as_bytes())]);
    let files = CorpusFiles::new([folder.path("long")]);
    let mut stop = Stop(0);
    let stopped = files.encode_with(folder.path("ids"), &mut stop);
    assert!(matches!(stopped, Err(Error::Interrupted)));
    assert_eq!((stop.0, folder.path("ids").exists()), (1 << 20, false));
    let corpus = files.read().unwrap();
    assert_eq!((corpus.sentences().count(), corpus.tokens()), (3, 3 << 20));
}
