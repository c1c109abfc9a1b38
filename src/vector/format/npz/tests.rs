//! Archives of every form, damaged ones, and what is written read back.

use proptest::prelude::*;

use super::*;

fn sample() -> SparseMatrix<f64> {
    SparseMatrix::from_parts(4, vec![0, 2, 2, 3], vec![0, 3, 1], vec![0.1, -2.0, 1e300]).unwrap()
}

fn read<V: Value>(bytes: &[u8]) -> Result<SparseMatrix<V>> {
    Npz::read(Cursor::new(bytes), "m.npz".as_ref())
}

/// An archive of arrays: name, type, length, bytes.
fn archive(arrays: &[(&str, &str, Option<usize>, &[u8])]) -> Vec<u8> {
    let mut members = NewMembers {
        archive: ZipWriter::new(Cursor::new(Vec::new())),
        options: SimpleFileOptions::default(),
    };
    for &(name, descr, len, bytes) in arrays {
        members.start(name, descr, len).unwrap().write_all(bytes).unwrap();
    }
    members.archive.finish().unwrap().into_inner()
}

#[test]
fn what_is_written_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.npz");
    for format in [Npz::new(), Npz::new().compressed(false)] {
        format.save(&path, &sample()).unwrap();
        assert_eq!(Npz::load::<f64>(&path).unwrap(), sample());
        let narrow = SparseMatrix::from_parts(2, vec![0, 1], vec![1], vec![0.1f32]).unwrap();
        format.save(&path, &narrow).unwrap();
        assert_eq!(Npz::load::<f32>(&path).unwrap(), narrow);
    }
    assert!(matches!(Npz::load::<f32>(folder.path().join("none")), Err(Error::Io { .. })));
    let mut wide = Vec::new();
    Npz::new().write(&mut wide, &sample()).unwrap();
    assert!(matches!(read::<f32>(&wide), Err(Error::Corrupt { .. })));
}

#[test]
fn other_forms_are_sorted_and_added_up() {
    let shape = [2, 0, 0, 0, 3, 0, 0, 0];
    let csr = archive(&[
        ("format", "|S3", None, b"csr"),
        ("shape", "<i4", Some(2), &shape),
        ("data", "|i1", Some(4), &[1, 2, 4, 8]),
        ("indptr", "|u1", Some(3), &[0, 3, 4]),
        ("indices", "|u1", Some(4), &[2, 0, 2, 1]),
    ]);
    let csc = archive(&[
        ("format", "<U3", None, b"c\0\0\0s\0\0\0c\0\0\0"),
        ("shape", "<i4", Some(2), &shape),
        ("data", "|i1", Some(3), &[2, 8, 5]),
        ("indptr", "|u1", Some(4), &[0, 1, 2, 3]),
        ("indices", "|u1", Some(3), &[0, 1, 0]),
    ]);
    let coo = archive(&[
        ("format", "|S3", None, b"coo"),
        ("shape", "<i4", Some(2), &shape),
        ("data", "|i1", Some(3), &[8, 5, 2]),
        ("row", "|u1", Some(3), &[1, 0, 0]),
        ("col", "|u1", Some(3), &[1, 2, 0]),
    ]);
    let expected = SparseMatrix::from_parts(3, vec![0, 2, 3], vec![0, 2, 1], vec![2.0, 5.0, 8.0]).unwrap();
    for bytes in [csr, csc, coo] {
        assert_eq!(read::<f64>(&bytes).unwrap(), expected);
    }
}

#[test]
fn errors_name_the_array() {
    type Arrays<'a> = [(&'a str, &'a str, Option<usize>, &'a [u8]); 5];
    let sound: Arrays<'_> = [
        ("format", "|S3", None, b"csr"),
        ("shape", "|i1", Some(2), &[2, 3]),
        ("data", "<f4", Some(1), &[0, 0, 128, 63]),
        ("indptr", "|i1", Some(3), &[0, 1, 1]),
        ("indices", "|i1", Some(1), &[2]),
    ];
    assert!(read::<f32>(&archive(&sound)).is_ok());
    type Array<'a> = (&'a str, Option<usize>, &'a [u8]);
    let cases: [(usize, Array<'_>, &str); 9] = [
        (0, ("|S3", None, b"bsr"), "m.npz, array format is corrupt: \"bsr\" is not read"),
        (1, ("|i1", Some(1), &[2]), "array shape is corrupt: a matrix has two dimensions, this 1"),
        (1, ("|i1", Some(2), &[2, 255]), "array shape is corrupt: -1 is negative"),
        (1, ("|i1", Some(2), &[3, 3]), "array indptr is corrupt: they do not ascend from 0 to 1 in 3 steps"),
        (2, ("<f4", Some(1), &[0, 0, 192, 127]), "array data is corrupt: Real(NaN) is not finite"),
        (2, ("<i4", Some(1), &[1, 0, 0, 1]), "array data is corrupt: 16777217 is past 16777216"),
        (3, ("|i1", Some(3), &[0, 2, 1]), "array indptr is corrupt"),
        (4, ("|i1", Some(1), &[3]), "array indices is corrupt"),
        (4, ("<f4", Some(1), &[0; 4]), "array indices is corrupt: 0 is no whole number by its type"),
    ];
    for (at, (descr, len, bytes), expected) in cases {
        let mut arrays = sound;
        arrays[at] = (arrays[at].0, descr, len, bytes);
        let error = read::<f32>(&archive(&arrays)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let error = read::<f32>(&archive(&sound[..4])).unwrap_err().to_string();
    assert!(error.starts_with("m.npz, array indices is corrupt"), "{error}");
    assert!(matches!(read::<f32>(b"PK"), Err(Error::Corrupt { .. })));
}

#[test]
fn promises_are_not_believed() {
    let large = archive(&[
        ("format", "|S3", None, b"coo"),
        ("shape", "<i8", Some(2), &[255, 255, 255, 127, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]),
        ("data", "|i1", Some(0), &[]),
        ("row", "|i1", Some(0), &[]),
        ("col", "|i1", Some(0), &[]),
    ]);
    assert!(matches!(read::<f32>(&large), Err(Error::Limit { .. })));
}

proptest! {
    #[test]
    fn damaged_files_never_panic(cut in 0.0..1.0f64, at in 0.0..1.0f64, byte in any::<u8>(), compressed: bool) {
        let mut whole = Vec::new();
        Npz::new().compressed(compressed).write(&mut whole, &sample()).unwrap();
        let place = (at * whole.len() as f64) as usize;
        whole[place] = byte;
        let _ = read::<f64>(&whole);
        whole.truncate((cut * whole.len() as f64) as usize);
        let _ = read::<f64>(&whole);
    }
}
