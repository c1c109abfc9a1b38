//! Every format there and back, files of the tools, damage of every kind.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use crate::embed::embeddings::Embeddings;
use crate::embed::format::embeddings_format::EmbeddingsFormat;
use crate::embed::format::mappable::MappableFile;
use crate::embed::format::reader::EmbeddingsReader;
use crate::embed::format::writer::{Dialect, EmbeddingsWriter};
use crate::error::Error;
use crate::progress::{Next, Progress, Report};
use crate::seed::{Seed, Stream};
use crate::text::vocabulary::Vocabulary;
use crate::vector::dense::DenseMatrix;
use crate::vector::mapped::StoredRows;

const FORMATS: [EmbeddingsFormat; 7] = [
    EmbeddingsFormat::Word2VecText,
    EmbeddingsFormat::Word2VecBinary,
    EmbeddingsFormat::Glove,
    EmbeddingsFormat::FastText,
    EmbeddingsFormat::Npy,
    EmbeddingsFormat::Safetensors,
    EmbeddingsFormat::Mappable,
];

/// Draws one after the other.
struct Draws(Stream, u64);

impl Draws {
    fn below(&mut self, bound: usize) -> usize {
        self.1 += 1;
        self.0.below(self.1, bound as u64) as usize
    }
}

fn embeddings(words: &[&str], columns: usize, values: &[f32]) -> Embeddings {
    let vocabulary = Vocabulary::first_seen(words).unwrap();
    Embeddings::new(vocabulary, DenseMatrix::from_rows(columns, values.to_vec()).unwrap()).unwrap()
}

/// Words of our own, with numbers that need an exponent, all their digits, or a sign at zero.
fn few() -> Embeddings {
    embeddings(
        &["the", "Öl", "中文", "a\tb"],
        3,
        &[0.1, -2.5, 1e-7, 3.402_823_5e38, -0.0, 1.0, 123_456.7, 0.333_333_34, 1e-45, 7.0, -0.25, 65_504.0],
    )
}

fn saved(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn written(embeddings: &Embeddings, writer: &EmbeddingsWriter) -> Vec<u8> {
    let (_folder, path) = saved(b"");
    writer.write(embeddings, &path).unwrap();
    fs::read(&path).unwrap()
}

fn read(bytes: &[u8], reader: &EmbeddingsReader) -> crate::error::Result<Embeddings> {
    let (_folder, path) = saved(bytes);
    reader.read(&path)
}

fn message(bytes: &[u8], reader: &EmbeddingsReader) -> String {
    let (folder, path) = saved(bytes);
    let error = reader.read(&path).unwrap_err().to_string();
    error.replace(&folder.path().join("file").display().to_string(), "FILE")
}

fn assert_same(a: &Embeddings, b: &Embeddings, what: &str) {
    assert_eq!(a.vocabulary(), b.vocabulary(), "{what}");
    let bits = |words: &Embeddings| words.rows().as_slice().iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    assert_eq!((a.dimension(), bits(a)), (b.dimension(), bits(b)), "{what}");
}

#[test]
fn every_format_reads_back_to_the_same_bits() {
    for format in FORMATS {
        for ending in ["", ".gz"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(format!("vectors{ending}"));
            few().save(&path, format).unwrap();
            for reader in [EmbeddingsReader::new(), EmbeddingsReader::new().format(format)] {
                assert_same(&reader.read(&path).unwrap(), &few(), &format!("{format:?}{ending}"));
                let limited = reader.limit(2).read(&path).unwrap();
                assert_eq!(limited.vocabulary().iter().collect::<Vec<_>>(), ["the", "Öl"]);
                assert_eq!(limited.rows(), few().rows().slice(0..2));
            }
        }
    }
}

#[test]
fn no_words_are_a_file_too() {
    let none = embeddings(&[], 3, &[]);
    for format in FORMATS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vectors");
        none.save(&path, format).unwrap();
        match EmbeddingsReader::new().format(format).read(&path) {
            // Nothing tells how many numbers a row would have.
            Err(Error::Empty { .. }) => assert_eq!(format, EmbeddingsFormat::Glove),
            read => assert_eq!((read.unwrap().len(), format), (0, format)),
        }
    }
}

#[test]
fn counts_are_kept_and_sort_words() {
    let counted = few().with_counts(vec![3, 9, 3, 4]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (path, counts) = (folder.path().join("vectors"), folder.path().join("counts"));
    for format in [EmbeddingsFormat::Safetensors, EmbeddingsFormat::Mappable] {
        counted.save(&path, format).unwrap();
        let read = Embeddings::load(&path).unwrap();
        assert_eq!(read.counts(), Some(&[3, 9, 3, 4][..]), "{format:?}");
        assert_same(&read, &counted, "with counts");
    }
    let counted = embeddings(&["a", "b", "c"], 1, &[1.0, 2.0, 3.0]).with_counts(vec![3, 9, 3]).unwrap();
    EmbeddingsWriter::new(EmbeddingsFormat::Glove).counts(&counts).write(&counted, &path).unwrap();
    assert_eq!(fs::read_to_string(&counts).unwrap(), "b 9\na 3\nc 3\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), "b 2.0\na 1.0\nc 3.0\n");
    let read = EmbeddingsReader::new().counts(&counts).read(&path).unwrap();
    assert_eq!(read.counts(), Some(&[9, 3, 3][..]));

    fs::write(&counts, "b 9\nc 3\nc 5\n").unwrap();
    let reader = EmbeddingsReader::new().counts(&counts);
    assert!(reader.read(&path).unwrap_err().to_string().ends_with("the word \"a\" is missing"));
    let (read, skipped) = reader.lossy(true).read_with(&path, &mut ()).unwrap();
    assert_eq!((read.counts(), skipped.uncounted), (Some(&[9, 0, 5][..]), 1));
    for bad in ["a\n", "a b\n", "a 1 2\n", "a -1\n", "\n"] {
        fs::write(&counts, bad).unwrap();
        assert!(
            matches!(EmbeddingsReader::new().counts(&counts).read(&path), Err(Error::Parse { .. })),
            "{bad}"
        );
    }
    let writer = EmbeddingsWriter::new(EmbeddingsFormat::Glove).counts(&counts);
    assert!(matches!(writer.write(&few(), &path), Err(Error::Corrupt { .. })), "a word with a tab");
    let writer = writer.write(&embeddings(&["a"], 1, &[1.0]), &path);
    assert!(matches!(writer, Err(Error::Parameter { .. })), "no counts are known");
}

/// The bytes of gensim 4.4.0 with NumPy 2.4.6 (`KeyedVectors.add_vectors`, `save_word2vec_format`), and of word2vec.c,
/// GloVe and fastText by their `printf` and streams.
#[test]
fn bytes_are_those_of_the_tools() {
    use EmbeddingsFormat::{FastText, Glove, Word2VecBinary, Word2VecText};
    let words = embeddings(&["the", "Öl"], 2, &[0.1, -2.5, 1e-7, 123_456.7]);
    let text = |format, dialect| {
        String::from_utf8(written(&words, &EmbeddingsWriter::new(format).dialect(dialect))).unwrap()
    };
    let lines = "the 0.1 -2.5\nÖl 1e-07 123456.7\n";
    assert_eq!(text(Word2VecText, Dialect::Gensim), format!("2 2\n{lines}"));
    assert_eq!(text(FastText, Dialect::Gensim), format!("2 2\n{lines}"));
    assert_eq!(text(Glove, Dialect::Gensim), lines);
    let lines = "the 0.100000 -2.500000\nÖl 0.000000 123456.703125\n";
    assert_eq!(text(Word2VecText, Dialect::Original), format!("2 2\n{}", lines.replace('\n', " \n")));
    assert_eq!(text(Glove, Dialect::Original), lines);
    assert_eq!(text(FastText, Dialect::Original), "2 2\nthe 0.1 -2.5 \nÖl 1e-07 1.2346e+05 \n");
    let rows: Vec<Vec<u8>> =
        words.rows().iter().map(|row| row.iter().flat_map(|x| x.to_le_bytes()).collect()).collect();
    for (dialect, end) in [(Dialect::Gensim, &b""[..]), (Dialect::Original, b"\n")] {
        let expected = [&b"2 2\nthe "[..], &rows[0], end, "Öl ".as_bytes(), &rows[1], end].concat();
        let bytes = written(&words, &EmbeddingsWriter::new(Word2VecBinary).dialect(dialect));
        assert_eq!(bytes, expected);
        assert_same(&read(&bytes, &EmbeddingsReader::new()).unwrap(), &words, "binary");
    }
}

/// What the tools' own habits leave in files is no trouble.
#[test]
fn habits_of_the_tools_are_read() {
    let expected = embeddings(&["the", "cat"], 2, &[0.5, -1.0, 2.0, 0.25]);
    for text in [
        "2 2\nthe 0.5 -1\ncat 2 .25",
        "2 2\nthe 0.500000 -1.000000 \ncat 2.000000 0.250000 \n",
        "2 2\r\nthe 0.5 -1\r\ncat 2 25e-2\r\n",
        " 2\t2 \nthe 0.5\t -1\t\ncat +2 2.5E-01 \t\n\n \n",
        "the 0.5 -1\ncat 2 0.25\n",
    ] {
        assert_same(&read(text.as_bytes(), &EmbeddingsReader::new()).unwrap(), &expected, text);
    }
}

#[test]
fn what_does_not_fit_is_named() {
    let text = EmbeddingsReader::new().format(EmbeddingsFormat::Word2VecText);
    let glove = EmbeddingsReader::new().format(EmbeddingsFormat::Glove);
    let binary = EmbeddingsReader::new().format(EmbeddingsFormat::Word2VecBinary);
    let nan = [&b"1 1\nw "[..], &f32::NAN.to_le_bytes()].concat();
    for (reader, bytes, expected) in [
        (
            &text,
            &b"2 2\na 1 2\nb 3\n"[..],
            "FILE, line 3: a row of another length: \"b has 1 numbers, not 2\"",
        ),
        (&text, b"2 2\na 1 2\nb 3 x\n", "FILE, line 3: expected a finite number: \"x\""),
        (&text, b"2 2\na 1 2\nb 3 nan\n", "FILE, line 3: expected a finite number: \"nan\""),
        (&text, b"2 2\na 1 2\na 3 4\n", "FILE, line 3: a word that stands in the file twice: \"a\""),
        (&text, b"2 2\na 1 2\n\xff 3 4\n", "FILE, line 3: invalid UTF-8 in the word: \"\u{fffd}\""),
        (&text, b"3 2\na 1 2\nb 3 4\n", "FILE is corrupt: its header promises 3 words, it ends after 2"),
        (&text, b"1 2\na 1 2\nb 3 4\n", "FILE, line 3: more words than the header promises: \"b 3 4\""),
        (
            &text,
            b"a 1 2\n",
            "FILE, line 1: expected how many words there are, and how many numbers each has: \"a 1 2\"",
        ),
        (&glove, b"a 1 2\n\nb 3 4\n", "FILE, line 2: a row of another length: \" has 0 numbers, not 2\""),
        (&glove, b"", "file of word vectors is empty"),
        (&glove, b"word\n", "FILE, line 1: a row of another length: \"word has 0 numbers, not 1\""),
        (&binary, b"2 1\na 1234", "FILE is corrupt: its header promises 2 words, it ends after 1"),
        (&binary, b"2 1\na 1234b 12", "FILE is corrupt: it ends within a row"),
        (
            &binary,
            b"2 1\na 1234a 1234",
            "FILE is corrupt: a word that stands in the file twice: \"a\" (word 2)",
        ),
        (&binary, b"1 1\na 1234b", "FILE is corrupt: it goes on after the 1 words of its header"),
        (&binary, &nan, "FILE is corrupt: a number that is not finite: \"NaN\" (word 1)"),
    ] {
        assert_eq!(message(bytes, reader), expected);
    }
    assert!(matches!(text.clone().limit(0).read("no matter"), Err(Error::Parameter { .. })));
    assert!(matches!(text.read("no such file"), Err(Error::Io { .. })));
}

#[test]
fn lossy_readers_go_on_where_gensim_does() {
    let reader = EmbeddingsReader::new().lossy(true);
    let (_folder, path) = saved(b"4 2\na 1 2\n\xffb\xe4\xb8 3 4\na 5 6\nnew york 7 8\nthe rest\n");
    let (words, skipped) = reader.read_with(&path, &mut ()).unwrap();
    assert_same(
        &words,
        &embeddings(&["a", "\u{fffd}b\u{fffd}", "new york"], 2, &[1.0, 2.0, 3.0, 4.0, 7.0, 8.0]),
        "lossy",
    );
    assert_eq!((skipped.duplicates, skipped.mended, skipped.uncounted), (1, 1, 0));
    let binary = [&b"3 1\na "[..], &[0; 4], b"\na ", &[1; 4], b"\xff ", &[2; 4], b"garbage"].concat();
    let (_folder, path) = saved(&binary);
    let (words, skipped) = reader.read_with(&path, &mut ()).unwrap();
    assert_eq!(words.vocabulary().iter().collect::<Vec<_>>(), ["a", "\u{fffd}"]);
    assert_eq!((skipped.duplicates, skipped.mended), (1, 1));
}

#[test]
fn words_that_a_format_cannot_hold_are_refused() {
    for (format, word) in [
        (EmbeddingsFormat::Word2VecText, "new york"),
        (EmbeddingsFormat::Word2VecBinary, "a\nb"),
        (EmbeddingsFormat::Npy, "a\r"),
        (EmbeddingsFormat::Safetensors, "a\n"),
    ] {
        let (_folder, path) = saved(b"");
        let refused = embeddings(&[word], 1, &[1.0]).save(&path, format);
        assert!(matches!(refused, Err(Error::Corrupt { .. })), "{format:?}");
    }
    let odd = embeddings(&["new york", "a\r\n", ""], 1, &[1.0, 2.0, 3.0]);
    let bytes = written(&odd, &EmbeddingsWriter::new(EmbeddingsFormat::Mappable));
    assert_same(&read(&bytes, &EmbeddingsReader::new()).unwrap(), &odd, "mappable");
    assert!(matches!(few().save("x.zst", EmbeddingsFormat::Glove), Err(Error::Parameter { .. })));
}

#[test]
fn promises_of_terabytes_reserve_nothing() {
    let huge = u64::MAX / 8;
    let header = format!("{huge} {huge}\nword 1 2\n");
    for format in [EmbeddingsFormat::Word2VecText, EmbeddingsFormat::Word2VecBinary] {
        assert!(read(header.as_bytes(), &EmbeddingsReader::new().format(format)).is_err());
        let packed = {
            let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut out, format!("{} 1000000\nword 1 2\n", u32::MAX).as_bytes())
                .unwrap();
            out.finish().unwrap()
        };
        assert!(read(&packed, &EmbeddingsReader::new().format(format)).is_err());
    }
    let mut npy = Vec::new();
    crate::vector::format::npy::write_header(&mut npy, "<f4", &[usize::MAX / 8, 300]).unwrap();
    let (folder, path) = saved(&npy);
    fs::write(folder.path().join("file.words"), "word\n").unwrap();
    assert!(Embeddings::load(&path).is_err());
    let json = format!(r#"{{"embeddings":{{"dtype":"F32","shape":[{huge},4],"data_offsets":[0,{huge}]}}}}"#);
    let bytes = [&(json.len() as u64).to_le_bytes()[..], json.as_bytes()].concat();
    assert!(message(&bytes, &EmbeddingsReader::new()).contains("does not lie in the file"));
    let bytes = [&99_999_999u64.to_le_bytes()[..], b"{}"].concat();
    let reader = EmbeddingsReader::new().format(EmbeddingsFormat::Safetensors);
    assert_eq!(message(&bytes, &reader), "FILE is corrupt: it is cut off");
}

/// Cut anywhere, a file is an error, or (text, behind a digit of the last number) reads as a shorter number.
#[test]
fn every_cut_is_noticed() {
    for format in FORMATS {
        let bytes = written(&few(), &EmbeddingsWriter::new(format));
        let (folder, path) = saved(b"");
        fs::write(folder.path().join("file.words"), "the\nÖl\n中文\na\tb\n").unwrap();
        let is_text = matches!(
            format,
            EmbeddingsFormat::Word2VecText | EmbeddingsFormat::FastText | EmbeddingsFormat::Glove
        );
        for cut in 0..bytes.len() {
            fs::write(&path, &bytes[..cut]).unwrap();
            let read = EmbeddingsReader::new().format(format).read(&path);
            let whole_lines =
                format == EmbeddingsFormat::Glove && read.as_ref().is_ok_and(|read| read.len() < 4);
            if !is_text || (!whole_lines && cut + " 65504.0".len() < bytes.len()) {
                assert!(read.is_err(), "{format:?} cut at {cut}");
            }
        }
        let reader = EmbeddingsReader::new().format(format);
        fs::write(&path, [bytes.as_slice(), b"x"].concat()).unwrap();
        assert!(reader.read(&path).is_err(), "{format:?} with a byte more");
    }
}

#[test]
fn every_changed_byte_of_our_own_format_is_noticed() {
    let counted = few().with_counts(vec![3, 9, 3, 4]).unwrap();
    let good = written(&counted, &EmbeddingsWriter::new(EmbeddingsFormat::Mappable));
    let (_folder, path) = saved(&good);
    let first_row = MappableFile::open(&path).unwrap().layout().offset;
    assert_eq!(first_row % 64, 0);
    let reader = EmbeddingsReader::new().format(EmbeddingsFormat::Mappable);
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place] ^= 0x10;
        fs::write(&path, &bad).unwrap();
        assert!(matches!(reader.read(&path), Err(Error::Corrupt { .. })), "changed at {place}");
        assert_eq!(MappableFile::open(&path).is_err(), (place as u64) < first_row, "changed at {place}");
    }
}

#[test]
fn rows_are_taken_from_where_they_lie() {
    let counted = few().with_counts(vec![3, 9, 3, 4]).unwrap();
    let (_folder, path) = saved(b"");
    counted.save(&path, EmbeddingsFormat::Mappable).unwrap();
    let file = MappableFile::open(&path).unwrap();
    let rows = StoredRows::read(file.path(), file.layout()).unwrap();
    let stored = file.with_rows(rows).unwrap();
    assert_same(&stored, &counted, "stored");
    assert_eq!((stored.counts(), stored.norms()), (counted.counts(), counted.norms()));
    let file = MappableFile::open(&path).unwrap();
    let layout = crate::vector::mapped::RowsLayout { rows: 3, ..file.layout() };
    let rows = StoredRows::read(&path, layout).unwrap();
    assert!(matches!(file.with_rows(rows), Err(Error::Shape { .. })));
    assert!(MappableFile::open("no such file").is_err());
}

#[test]
fn arrays_and_tensors_of_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let words = folder.path().join("names");
    fs::write(&words, "one\ntwo\n").unwrap();
    let expected = embeddings(&["one", "two"], 2, &[1.5, -2.0, 0.0, 1.0]);
    let halves: Vec<u8> = [0x3e00u16, 0xc000, 0, 0x3c00].iter().flat_map(|half| half.to_be_bytes()).collect();
    let mut npy = Vec::new();
    crate::vector::format::npy::write_header(&mut npy, ">f2", &[2, 2]).unwrap();
    npy.extend(&halves);
    let reader = EmbeddingsReader::new().words(&words);
    assert_same(&read(&npy, &reader).unwrap(), &expected, "npy");
    let brains: Vec<u8> = [0x3fc0u16, 0xc000, 0, 0x3f80].iter().flat_map(|half| half.to_le_bytes()).collect();
    let json = r#"{"__metadata__":{"format":"pt"},"table.weight":{"dtype":"BF16","shape":[2,2],"data_offsets":[0,8]}}"#;
    let file = [&(json.len() as u64).to_le_bytes()[..], json.as_bytes(), &brains].concat();
    assert_same(&read(&file, &reader).unwrap(), &expected, "safetensors");
    fs::write(&words, "one\n").unwrap();
    assert!(message(&npy, &reader).starts_with("FILE is corrupt: 2 rows, but 1 words in "));
    fs::write(&words, "one\ntwo\nthree\n").unwrap();
    assert!(message(&file, &reader).starts_with("FILE is corrupt: 2 rows, but more words in "));
    assert!(Embeddings::load(Path::new("-/file.npy")).is_err());
}

/// Many blocks of lines, on any number of threads.
#[test]
fn long_files_are_read_in_order() {
    let (rows, columns) = (6_000, 50);
    let draws = Seed(7).stream("rows");
    let values: Vec<f32> =
        (0..(rows * columns) as u64).map(|at| draws.uniform(at) as f32 * 8.0 - 4.0).collect();
    let words: Vec<String> = (0..rows).map(|row| format!("word{row}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let expected = embeddings(&words, columns, &values);
    let (_folder, path) = saved(b"");
    for format in [EmbeddingsFormat::Word2VecText, EmbeddingsFormat::Glove] {
        expected.save(&path, format).unwrap();
        for threads in [1, 3] {
            let read = crate::parallel::with_threads(threads, || Embeddings::load(&path)).unwrap();
            assert_same(&read.unwrap(), &expected, "long");
        }
        let text = fs::read_to_string(&path).unwrap();
        let header = usize::from(format == EmbeddingsFormat::Word2VecText);
        for row in [0, 2_345, rows - 1] {
            let lines: Vec<&str> = text.lines().collect();
            let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
            lines[row + header] = format!("word{row} 1 2");
            let message = message(lines.join("\n").as_bytes(), &EmbeddingsReader::new().format(format));
            // Without a header, the first row says how long rows are.
            let line = if row == 0 && header == 0 { 2 } else { row + header + 1 };
            assert!(message.starts_with(&format!("FILE, line {line}: a row of another length")), "{message}");
        }
    }
}

#[test]
fn observers_may_stop_the_work() {
    struct Stop(u64);
    impl Progress for Stop {
        fn report(&mut self, report: &Report<'_>) -> Next {
            assert_eq!((report.stage, report.total), ("read vectors", Some(9_000)));
            self.0 = report.done;
            Next::Stop
        }
    }
    let words: Vec<String> = (0..9_000).map(|row| row.to_string()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let many = embeddings(&words, 300, &vec![0.5; 9_000 * 300]);
    let (_folder, path) = saved(b"");
    many.save(&path, EmbeddingsFormat::Word2VecBinary).unwrap();
    let mut stop = Stop(0);
    let stopped = EmbeddingsReader::new().read_with(&path, &mut stop);
    assert!(matches!(stopped, Err(Error::Interrupted)) && stop.0 > 0);
}

/// Some thousand damaged files of each format: an answer or an error, never a panic.
#[test]
fn mutants_are_no_trouble() {
    let counted = few().with_counts(vec![3, 9, 3, 4]).unwrap();
    let (folder, path) = saved(b"");
    fs::write(folder.path().join("file.words"), "the\nÖl\n中文\na\tb\n").unwrap();
    for (at, format) in FORMATS.into_iter().enumerate() {
        let good = written(&counted, &EmbeddingsWriter::new(format));
        let mut draws = Draws(Seed(at as u64).stream("mutants"), 0);
        for mutant in 0..1_000 {
            let mut bytes = good.clone();
            for _ in 0..=draws.below(4) {
                let place = draws.below(bytes.len().max(1));
                let byte = [0, b' ', b'\n', b'9', b'e', 0x7f, 0x80, 0xff][draws.below(8)];
                match draws.below(4) {
                    _ if bytes.is_empty() => bytes.push(byte),
                    0 => bytes[place] = byte,
                    1 => bytes[place] ^= 1 << draws.below(8),
                    2 => bytes.insert(place, byte),
                    _ => drop(bytes.drain(place..(place + 5).min(bytes.len()))),
                }
            }
            fs::write(&path, &bytes).unwrap();
            let reader = EmbeddingsReader::new().lossy(mutant % 2 == 0);
            for reader in [reader.clone(), reader.format(format)] {
                if let Ok(read) = reader.read(&path) {
                    assert!(read.rows().as_slice().iter().all(|value| value.is_finite()));
                }
            }
            let _ = MappableFile::open(&path).is_ok();
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_no_trouble(bytes in proptest::collection::vec(any::<u8>(), 0..200), start in 0usize..6) {
        let start = [&b""[..], b"2 2\n", b"wordrows\x01\0\0\0", b"\x93NUMPY\x01\0\x10\0", b"\x20\0\0\0\0\0\0\0{", b"a 1\n"][start];
        let (_folder, path) = saved(&[start, &bytes].concat());
        for lossy in [false, true] {
            let _ = EmbeddingsReader::new().lossy(lossy).read(&path).is_ok();
            for format in FORMATS {
                let _ = EmbeddingsReader::new().lossy(lossy).format(format).read(&path).is_ok();
            }
        }
    }

    #[test]
    fn any_embeddings_read_back(
        words in proptest::collection::hash_set("[^ \n\r\u{feff}]{0,6}", 1..8),
        bits in proptest::collection::vec(any::<u32>(), 24),
        columns in 1usize..4,
    ) {
        let values: Vec<f32> = bits.into_iter().map(f32::from_bits).map(|x| if x.is_finite() { x } else { 0.5 }).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let words = embeddings(&words, columns, &values[..words.len() * columns]);
        let (_folder, path) = saved(b"");
        for format in FORMATS {
            words.save(&path, format).unwrap();
            let read = EmbeddingsReader::new().format(format).read(&path).unwrap();
            assert_same(&read, &words, "any");
        }
    }
}
