//! SVMlight files as scikit-learn reads and writes them, damaged ones, and what is written read back.

use proptest::prelude::*;

use super::*;

fn read_as(format: &Svmlight, text: impl AsRef<[u8]>) -> Result<SvmlightRows<f64>> {
    format.read(text.as_ref(), "m.svm".as_ref())
}

fn read(text: &str) -> Result<SvmlightRows<f64>> {
    read_as(&Svmlight::new(), text)
}

fn text(format: &Svmlight, rows: &SvmlightRows<f64>) -> String {
    let mut file = Vec::new();
    format.write(&mut file, rows).unwrap();
    String::from_utf8(file).unwrap()
}

/// The same files as scikit-learn 1.9.1's `load_svmlight_file`.
#[test]
fn files_are_read_as_by_scikit_learn() {
    let found = read("# c\n\n1 qid:3 0:0.5 12:3#x\n -1\tqid:4 3:1.25 \r\n2.5 qid:-1\n").unwrap();
    assert_eq!(found.targets, Targets::Single(vec![1.0, -1.0, 2.5]));
    assert_eq!(found.queries, Some(vec![3, 4, -1]));
    assert_eq!((found.rows.columns(), found.rows.offsets()), (13, &[0, 2, 3, 3][..]));
    assert_eq!(read("1 1:1 3:2\n").unwrap().rows.indices(), [0, 2]);
    assert_eq!(read("1 0:1 3:2\n").unwrap().rows.indices(), [0, 3]);
    let zero = Svmlight::new().base(ColumnBase::Zero).columns(9);
    assert_eq!(read_as(&zero, "1 1:1 3:0\n").unwrap().rows.row(0).values, [1.0, 0.0]);
    assert_eq!((read("3\n").unwrap().rows.columns(), read("").unwrap().rows.rows()), (1, 0));
    let several = read_as(&Svmlight::new().multilabel(true), "2,-1 1:1\n1:5\n0\n").unwrap();
    assert_eq!(several.targets, Targets::Multiple(vec![vec![-1.0, 2.0], vec![], vec![0.0]]));
}

#[test]
fn errors_name_the_line_and_the_value() {
    let one = Svmlight::new().base(ColumnBase::One);
    for (format, file, expected) in [
        (&Svmlight::new(), "1\nx 1:1\n", "m.svm, line 2: this is no finite target: \"x\""),
        (&Svmlight::new(), "nan 1:1\n", "m.svm, line 1: this is no finite target: \"nan\""),
        (&Svmlight::new(), "1,2 1:1\n", "m.svm, line 1: this is no finite target: \"1,2\""),
        (&Svmlight::new(), "1 3\n", "m.svm, line 1: expected column:value: \"3\""),
        (&Svmlight::new(), "1 -3:1\n", "m.svm, line 1: this is no column: \"-3:1\""),
        (&Svmlight::new(), "1 5000000000:1\n", "m.svm, line 1: this is no column: \"5000000000:1\""),
        (&Svmlight::new(), "1 3:inf\n", "m.svm, line 1: this is no finite number: \"3:inf\""),
        (&Svmlight::new(), "1 3:1 3:2\n", "m.svm, line 1: columns do not ascend: \"3:2\""),
        (&Svmlight::new(), "1 qid:x 3:1\n", "m.svm, line 1: this is no number of a query: \"qid:x\""),
        (&Svmlight::new(), "1 qid:1 3:1\n1 3:1\n", "m.svm, line 2: some rows name a query, and some do not"),
        (&one, "1 0:1\n", "m.svm, line 1: columns count from 1: \"0:1\""),
    ] {
        let error = read_as(format, file).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
    let narrow = Svmlight::new().columns(2).base(ColumnBase::Zero);
    assert!(matches!(read_as(&narrow, "1 2:1\n"), Err(Error::Limit { limit: 1, got: 2, .. })));
    assert!(matches!(read_as(&Svmlight::new().columns(0), ""), Err(Error::Parameter { .. })));
}

/// scikit-learn 1.9.1, `dump_svmlight_file` of the same rows, but for its own name in the comment.
#[test]
fn files_are_written_as_by_scikit_learn() {
    let rows = SparseMatrix::from_parts(4, vec![0, 2, 2], vec![0, 3], vec![0.5, 2.0]).unwrap();
    let file = SvmlightRows { rows, targets: Targets::Single(vec![1.0, -0.25]), queries: Some(vec![7, 8]) };
    let format = Svmlight::new().base(ColumnBase::One).comment("so\nit is");
    let expected = "# Column indices are one-based\n#\n# so\n# it is\n1 qid:7 1:0.5 4:2\n-0.25 qid:8 \n";
    assert_eq!(text(&format, &file), expected);
    assert_eq!(read_as(&format.columns(4), expected).unwrap(), file);
    let several =
        SvmlightRows { targets: Targets::Multiple(vec![vec![], vec![1.0, 3.0]]), queries: None, ..file };
    let expected = " 0:0.5 3:2\n1,3 \n";
    assert_eq!(text(&Svmlight::new(), &several), expected);
    assert_eq!(read_as(&Svmlight::new().multilabel(true), expected).unwrap(), several);
}

#[test]
fn what_no_line_can_tell_is_refused() {
    let rows = SparseMatrix::<f64>::from_parts(1, vec![0, 0], vec![], vec![]).unwrap();
    let refused = |targets, queries| {
        let rows = SvmlightRows { rows: rows.clone(), targets, queries };
        Svmlight::new().write(Vec::new(), &rows).unwrap_err()
    };
    assert!(matches!(refused(Targets::Multiple(vec![vec![]]), None), Error::Parameter { .. }));
    assert!(matches!(refused(Targets::Single(vec![f64::NAN]), None), Error::Parameter { .. }));
    assert!(matches!(refused(Targets::Single(vec![]), None), Error::Shape { .. }));
    assert!(matches!(refused(Targets::Single(vec![1.0]), Some(vec![])), Error::Shape { .. }));
}

proptest! {
    #[test]
    fn what_is_written_reads_back(cells in proptest::collection::vec(any::<(u8, f64, f64)>(), 1..30)) {
        let (mut offsets, mut indices, mut values, mut targets) = (vec![0], vec![0], vec![1.0], vec![0.5]);
        offsets.push(1);
        for &(column, value, target) in cells.iter().filter(|cell| cell.1.is_finite() && cell.2.is_finite()) {
            indices.push(u32::from(column));
            values.push(value);
            targets.push(target);
            offsets.push(indices.len());
        }
        let rows = SparseMatrix::from_parts(256, offsets, indices, values).unwrap();
        let file = SvmlightRows { rows, targets: Targets::Single(targets), queries: None };
        let format = Svmlight::new().columns(256);
        prop_assert_eq!(read_as(&format, text(&format, &file)).unwrap(), file);
    }

    #[test]
    fn damaged_files_never_panic(cut in 0usize..60, at in 0usize..60, byte in any::<u8>(), multilabel: bool) {
        let whole = b"# c\n1 qid:3 0:0.5 12:3 # x\n2,-1 qid:4 3:1e9\n";
        let mut damaged = whole[..cut.min(whole.len())].to_vec();
        if let Some(place) = damaged.get_mut(at) {
            *place = byte;
        }
        let _ = read_as(&Svmlight::new().multilabel(multilabel), &damaged);
    }
}
