//! Files good and bad, written to a folder that goes away.

use std::io::Write;

use super::*;

fn file(name: &str, content: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    (folder, path)
}

fn labelled(name: &str, content: &str) -> Result<(Vec<String>, Vec<String>)> {
    let (_folder, path) = file(name, content.as_bytes());
    Corpus::new(path).read_labelled()
}

#[test]
fn formats_agree() {
    let expected = (vec!["so \"good\"".to_owned(), "bad".to_owned()], vec!["1".to_owned(), "0".to_owned()]);
    assert_eq!(labelled("a.tsv", "1\tso \"good\"\n0\tbad").unwrap(), expected);
    assert_eq!(labelled("a.tsv", "\u{feff}text\tlabel\r\nso \"good\"\t1\r\nbad\t0\r\n").unwrap(), expected);
    assert_eq!(labelled("a.csv", "1,\"so \"\"good\"\"\"\n0,bad\n").unwrap(), expected);
    assert_eq!(
        labelled("a.csv", "\u{feff}text,id,label\n\"so \"\"good\"\"\",7,1\nbad,8,0\n").unwrap(),
        expected
    );
    let json = "{\"text\":\"so \\\"good\\\"\",\"label\":1}\n\n{\"label\":\"0\",\"text\":\"bad\"}\n";
    assert_eq!(labelled("a.jsonl", json).unwrap(), expected);
}

#[test]
fn compressed_files_read_as_plain_ones() {
    let text = "1\tgood\n0\tbad\n".repeat(1_000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    let half = gzip.finish().unwrap();
    let twice = [half.as_slice(), &half].concat();
    let (_folder, path) = file("a.tsv.gz", &twice);
    assert_eq!(Corpus::new(&path).read_labelled().unwrap().0.len(), 4_000);

    let frame =
        ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let twice = [frame.as_slice(), &frame].concat();
    let (_folder, path) = file("a.tsv.zst", &twice);
    assert_eq!(Corpus::new(&path).read_labelled().unwrap().0.len(), 4_000);
    let (_folder, path) = file("cut.tsv.zst", &frame[..frame.len() - 9]);
    assert!(matches!(Corpus::new(&path).read_labelled(), Err(Error::Io { .. })));
    let (_folder, path) = file("cut.tsv.gz", &half[..half.len() - 9]);
    assert!(matches!(Corpus::new(&path).read_labelled(), Err(Error::Io { .. })));
}

#[test]
fn rows_can_be_chosen() {
    let (_folder, path) = file("a.tsv", b"text\tsplit\na\ttrain\nb\ttest\n");
    assert_eq!(Corpus::new(&path).only("split", "test").read_texts().unwrap(), ["b"]);
    assert!(Corpus::new(&path).only("fold", "1").read_texts().is_err());
    let (_folder, path) = file("a.txt", b"text\nsecond\n\nlast");
    assert_eq!(Corpus::new(&path).read_texts().unwrap(), ["text", "second", "", "last"]);
}

#[test]
fn columns_asked_for_by_name_must_be_there() {
    let (_folder, path) = file("a.csv", b"review,stars\n\"good, very\",5\n");
    let named = Corpus::new(&path).text_column("review").label_column("stars").read_labelled().unwrap();
    assert_eq!(named, (vec!["good, very".to_owned()], vec!["5".to_owned()]));
    let message = |corpus: Corpus| corpus.read_texts().unwrap_err().to_string();
    let error = message(Corpus::new(&path).text_column("opinion"));
    assert!(error.ends_with("a.csv, line 1: no such column: \"opinion\""), "{error}");
    let error = message(Corpus::new(&path).text_column("review").label_column("mark"));
    assert!(error.ends_with("a.csv, line 1: no such column: \"mark\""), "{error}");
    let error = message(Corpus::new(&path).label_column("stars"));
    assert!(error.ends_with("so no column: \"stars\""), "{error}");
}

#[test]
fn errors_name_file_line_and_value() {
    let message = |name: &str, content: &[u8]| {
        let (_folder, path) = file(name, content);
        Corpus::new(path).read_labelled().unwrap_err().to_string()
    };
    let error = message("a.tsv", b"1\tgood\nonly\n");
    assert!(error.ends_with("a.tsv, line 2: missing column in: \"only\""), "{error}");
    let error = message("a.csv", b"1,good\n0,bad,worse\n");
    assert!(error.contains("a.csv, line 2: too many columns"), "{error}");
    let error = message("a.tsv", b"1\tgood\n0\tcaf\xe9 noir\n");
    assert!(error.contains("a.tsv, line 2: invalid UTF-8 near") && error.contains("caf"), "{error}");
    let error = message("a.jsonl", b"{\"text\":\"a\",\"label\":1}\n{\"text\": 3}\n");
    assert!(error.contains("line 2: text is no string: \"3\""), "{error}");
    let error = message("a.jsonl", b"{\"text\":\"\\ud800\",\"label\":1}\n");
    assert!(error.contains("line 1: not a JSON object"), "{error}");
    let error = message("a.txt", b"no labels here\n");
    assert!(error.contains("line 1: no label"), "{error}");
    assert!(matches!(Corpus::new("does/not/exist.tsv").records(), Err(Error::Io { .. })));
}

#[test]
fn lossy_reading_replaces_and_goes_on() {
    let (_folder, path) = file("a.tsv", b"0\tcaf\xe9\n1\tok\n");
    let (texts, _) = Corpus::new(&path).lossy(true).read_labelled().unwrap();
    assert_eq!(texts, ["caf\u{fffd}", "ok"]);
    let mut records = Corpus::new(&path).records().unwrap();
    assert!(records.next().unwrap().is_err());
    assert!(records.next().is_none());
}
