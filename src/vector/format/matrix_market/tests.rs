//! Matrix Market files as SciPy reads them, damaged ones, and what is written read back.

use proptest::prelude::*;

use super::*;
use crate::vector::sparse::SparseBuilder;

fn read(text: impl AsRef<[u8]>) -> Result<SparseMatrix<f64>> {
    MatrixMarket::read(text.as_ref(), "m.mtx".as_ref())
}

fn text(format: &MatrixMarket, matrix: &SparseMatrix<f64>) -> String {
    let mut file = Vec::new();
    format.write(&mut file, matrix).unwrap();
    String::from_utf8(file).unwrap()
}

fn dense(matrix: &SparseMatrix<f64>) -> Vec<f32> {
    matrix.to_dense().unwrap().as_slice().to_vec()
}

/// The same files and cells as SciPy 1.17.1's `mmread(…).toarray()`.
#[test]
fn files_are_read_as_by_scipy() {
    let head = "%%MatrixMarket matrix coordinate";
    for (file, cells) in [
        (format!("{head} real general\n%c\n\n  %d\n2 2 1\n\n1 1 0.5\n\n"), [0.5, 0.0, 0.0, 0.0]),
        (format!("{}  REAL\tGeneral \n2 2 1\r\n 1\t1  5E-1", &head[1..]), [0.5, 0.0, 0.0, 0.0]),
        (format!("{head} real general\n2 2 3\n2 1 0.5\n1 2 4\n2 1 0.25\n"), [0.0, 4.0, 0.75, 0.0]),
        (format!("{head} unsigned-integer general\n2 2 1\n2 2 5\n"), [0.0, 0.0, 0.0, 5.0]),
        (format!("{head} pattern general\n2 2 2\n1 1\n2 1\n"), [1.0, 0.0, 1.0, 0.0]),
        (format!("{head} real symmetric\n2 2 2\n1 2 7\n2 1 8\n"), [0.0, 15.0, 15.0, 0.0]),
        (format!("{head} integer skew-symmetric\n2 2 2\n1 1 7\n2 1 8\n"), [7.0, -8.0, 8.0, 0.0]),
        (format!("{head} real hermitian\n2 2 2\n1 1 7\n2 1 8\n"), [7.0, 8.0, 8.0, 0.0]),
    ] {
        assert_eq!(dense(&read(&file).unwrap()), cells, "{file}");
    }
    let head = "%%MatrixMarket matrix array real";
    for (file, cells) in [
        (format!("{head} general\n2 2\n1\n2\n0\n4\n"), [1.0, 0.0, 2.0, 4.0]),
        (format!("{head} symmetric\n2 2\n1\n2\n3\n"), [1.0, 2.0, 2.0, 3.0]),
        (format!("{head} skew-symmetric\n2 2\n2\n"), [0.0, -2.0, 2.0, 0.0]),
    ] {
        assert_eq!(dense(&read(&file).unwrap()), cells, "{file}");
    }
    for size in [(0, 0), (3, 0), (0, 3)] {
        let file = format!("{head} general\n{} {}\n", size.0, size.1);
        let matrix = read(&file).unwrap();
        assert_eq!((matrix.rows(), matrix.columns()), size);
    }
}

#[test]
fn errors_name_the_line_and_the_value() {
    let head = "%%MatrixMarket matrix coordinate real general\n";
    for (file, expected) in [
        ("".to_owned(), "line 1: this is no Matrix Market file: \"\""),
        ("%%MATRIXMARKET matrix\n".to_owned(), "line 1: this is no Matrix Market file"),
        (
            head.replace("real", "complex"),
            "line 1: expected real numbers, integers or, of cells, a pattern: \"complex\"",
        ),
        (head.replace(" general", ""), "line 1: expected a symmetry, \"general\" for none: \"\""),
        (head.replace("matrix ", "vector "), "line 1: expected \"matrix\": \"vector\""),
        (head.to_owned(), "line 2: the file ends before the size of the matrix: \"\""),
        (format!("{head}2 2\n"), "line 2: expected the numbers of rows, columns and entries: \"2 2\""),
        (format!("{head}-2 2 1\n"), "line 2: expected the numbers of rows, columns and entries: \"-2 2 1\""),
        (format!("{head}99999999999 1 0\n"), "line 2: more than 2³² − 1 rows or columns"),
        (format!("{head}2 2 1\n0 1 1\n"), "line 3: this is no row of the matrix: \"0\""),
        (format!("{head}2 2 1\n1 3 1\n"), "line 3: this is no column of the matrix: \"3\""),
        (format!("{head}2 2 1\n1 1 nan\n"), "line 3: this is no finite number: \"nan\""),
        (format!("{head}2 2 1\n1 1 0.5x\n"), "line 3: this is no finite number: \"0.5x\""),
        (format!("{head}2 2 1\n1 1 1 7\n"), "line 3: something follows the entry: \"7\""),
        (format!("{head}2 2 1\n1 1\n"), "line 3: this is no finite number: \"\""),
        (format!("{head}2 2 1\n1 1 1\n1 2 1\n"), "line 4: more entries than the file promises: \"1 2 1\""),
        (
            format!("{head}2 2 2\n1 1 1\n"),
            "m.mtx is corrupt: the file is cut off: it promises 2 entries and holds 1",
        ),
        (
            head.replace("real", "integer") + "2 2 1\n1 1 1.0\n",
            "line 3: this is no whole number that fits: \"1.0\"",
        ),
        (
            head.replace("real", "unsigned-integer") + "1 1 1\n1 1 -1\n",
            "line 3: this is no whole number that fits: \"-1\"",
        ),
        (head.replace("real general", "unsigned-integer skew-symmetric"), "line 1: expected a symmetry"),
        (head.replace("general", "symmetric") + "2 3 0\n", "line 2: a symmetric matrix is square: \"2 3 0\""),
        (
            head.replace("coordinate", "array") + "1 1\n1\n2\n",
            "line 4: more values than the matrix has: \"2\"",
        ),
        (
            head.replace("coordinate", "array") + "2 1\n1\n",
            "the file is cut off: it promises 2 entries and holds 1",
        ),
    ] {
        let error = read(&file).unwrap_err().to_string();
        assert!(error.contains("m.mtx") && error.contains(expected), "{error}");
    }
    let promises = format!("{head}4000000000 4000000000 0\n");
    assert!(matches!(read(promises), Err(Error::Limit { .. })));
}

#[test]
fn writes_what_it_is_told() {
    let matrix =
        SparseMatrix::from_parts(2, vec![0, 2, 4], vec![0, 1, 0, 1], vec![2.0, 3.0, 3.0, 4.0]).unwrap();
    let format = MatrixMarket::new().symmetry(Symmetry::Symmetric).field(Field::Integer).comment("a\nb");
    let expected = "%%MatrixMarket matrix coordinate integer symmetric\n%a\n%b\n2 2 3\n1 1 2\n2 1 3\n2 2 4\n";
    assert_eq!(text(&format, &matrix), expected);
    assert_eq!(read(expected).unwrap(), matrix);
    let pattern = MatrixMarket::new().field(Field::Pattern);
    assert_eq!(read(text(&pattern, &matrix)).unwrap().values(), [1.0; 4]);
    assert!(MatrixMarket::new().symmetry(Symmetry::SkewSymmetric).write(Vec::new(), &matrix).is_err());
    let halves = matrix.scaled_rows(&[0.5, 0.25]).unwrap();
    assert!(MatrixMarket::new().field(Field::Integer).write(Vec::new(), &halves).is_err());
    assert!(format.clone().field(Field::Real).write(Vec::new(), &halves).is_err());
    let skew = SparseMatrix::from_parts(2, vec![0, 1, 2], vec![1, 0], vec![-3.0, 3.0]).unwrap();
    let written = text(&MatrixMarket::new().symmetry(Symmetry::SkewSymmetric), &skew);
    assert_eq!(read(written).unwrap(), skew);
}

#[test]
fn files_are_saved_whole_and_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let matrix = SparseMatrix::from_parts(2, vec![0, 1], vec![1], vec![0.1f32]).unwrap();
    let path = folder.path().join("m.mtx");
    MatrixMarket::new().save(&path, &matrix).unwrap();
    assert_eq!(MatrixMarket::load::<f32>(&path).unwrap(), matrix);
    let packed = folder.path().join("m.mtx.gz");
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    MatrixMarket::new().write(&mut out, &matrix).unwrap();
    std::fs::write(&packed, out.finish().unwrap()).unwrap();
    assert_eq!(MatrixMarket::load::<f32>(&packed).unwrap(), matrix);
    assert!(matches!(MatrixMarket::load::<f32>(folder.path().join("none")), Err(Error::Io { .. })));
}

proptest! {
    #[test]
    fn what_is_written_reads_back(cells in proptest::collection::vec((0u32..9, any::<f64>()), 0..40)) {
        let mut builder = SparseBuilder::new(9);
        for row in cells.chunks(3) {
            let mut row: Vec<(u32, f64)> = row.iter().copied().filter(|cell| cell.1.is_finite()).collect();
            row.sort_by_key(|cell| cell.0);
            row.dedup_by_key(|cell| cell.0);
            builder.push_row(row).unwrap();
        }
        let matrix = builder.finish();
        prop_assert_eq!(read(text(&MatrixMarket::new(), &matrix)).unwrap(), matrix);
    }

    #[test]
    fn damaged_files_never_panic(cut in 0usize..120, at in 0usize..120, byte in any::<u8>()) {
        let whole = b"%%MatrixMarket matrix coordinate real symmetric\n% c\n3 3 3\n1 1 0.5\n3 2 -1e-3\n3 3 7\n";
        let mut damaged = whole[..cut.min(whole.len())].to_vec();
        if let Some(place) = damaged.get_mut(at) {
            *place = byte;
        }
        let _ = read(&damaged);
    }
}
