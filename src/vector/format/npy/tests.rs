//! Arrays of all widths, NumPy's headers, damage.

use super::*;

fn array(descr: &str, len: Option<usize>, items: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_header(&mut bytes, descr, len.as_slice()).unwrap();
    bytes.extend(items);
    bytes
}

fn numbers(bytes: &[u8]) -> Result<Vec<Item>, Reason> {
    Array::open(bytes)?.numbers(Ok)
}

#[test]
fn numbers_of_all_widths_are_read() {
    use Item::{Real, Whole};
    for (descr, items, expected) in [
        ("|i1", &[255, 2][..], [Whole(-1), Whole(2)]),
        ("|u1", &[255, 2], [Whole(255), Whole(2)]),
        ("|b1", &[1, 0], [Whole(1), Whole(0)]),
        (">i2", &[255, 254, 1, 0], [Whole(-2), Whole(256)]),
        ("<i4", &[1, 0, 0, 0, 0, 0, 0, 128], [Whole(1), Whole(-2147483648)]),
        ("<f4", &[0, 0, 128, 63, 0, 0, 0, 192], [Real(1.0), Real(-2.0)]),
        (">f8", &[63, 240, 0, 0, 0, 0, 0, 0, 127, 240, 0, 0, 0, 0, 0, 0], [Real(1.0), Real(f64::INFINITY)]),
    ] {
        assert_eq!(numbers(&array(descr, Some(2), items)).unwrap(), expected, "{descr}");
    }
    assert_eq!(numbers(&array("<i8", None, &[7, 0, 0, 0, 0, 0, 0, 0])).unwrap(), [Whole(7)]);
    assert!(numbers(&array("<u8", Some(1), &[255; 8])).is_err());
}

#[test]
fn words_are_read() {
    let word = |bytes: &[u8]| Array::open(bytes).and_then(Array::word);
    assert_eq!(word(&array("|S3", None, b"csr")).unwrap(), "csr");
    assert_eq!(word(&array("|S4", None, b"csr\0")).unwrap(), "csr");
    assert_eq!(word(&array("<U2", None, &[b'c', 0, 0, 0, b'o', 0, 0, 0])).unwrap(), "co");
    assert!(word(&array("<U1", None, &[0, 0, 255, 255])).is_err());
    assert!(word(&array("<i4", None, &[0; 4])).is_err());
    assert!(numbers(&array("|S1", None, b"c")).is_err());
}

/// As NumPy 2.4.6 writes them (`numpy.save`).
#[test]
fn headers_are_numpys() {
    let bytes = array("<f8", Some(3), &[]);
    assert_eq!(bytes.len() % 64, 0);
    assert!(
        bytes.starts_with(
            b"\x93NUMPY\x01\x00\x76\x00{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }"
        )
    );
    assert_eq!(bytes.last(), Some(&b'\n'));
    for header in [
        "{'shape': (2L,), 'fortran_order': True, 'descr': \"<f8\"}\n",
        "{ 'descr' : '<f8' ,'fortran_order':False,'shape':(2),}",
    ] {
        let fields = HeaderText { rest: header.as_bytes() }.read().unwrap();
        let fortran_order = header.contains("True");
        assert_eq!(fields, Header { descr: "<f8".into(), fortran_order, shape: vec![2], size: 0 });
    }
    let mut table = Vec::new();
    write_header(&mut table, "<f4", &[300_000, 2]).unwrap();
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (300000, 2), }";
    assert_eq!(
        table,
        format!("\u{93}NUMPY\u{1}\0v\0{text:117}\n").chars().map(|c| c as u8).collect::<Vec<_>>()
    );
    let header = Header::read(&mut table.as_slice()).unwrap();
    assert_eq!((header.shape, header.size), (vec![300_000, 2], 128));
}

#[test]
fn damage_is_told() {
    let whole = array("<i4", Some(2), &[1, 0, 0, 0, 2, 0, 0, 0]);
    for cut in 0..whole.len() {
        assert!(numbers(&whole[..cut]).is_err(), "{cut}");
    }
    let mut long = whole.clone();
    long.push(0);
    assert_eq!(numbers(&long).unwrap_err(), "bytes are left over");
    // A promise that the file does not keep costs nothing.
    assert_eq!(numbers(&array("<i4", Some(usize::MAX / 2), &[0; 64])).unwrap_err(), "it is cut off");
    for header in [
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}",
        "{'descr': '<c16', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f8', 'fortran_order': None, 'shape': (2,)}",
        "{'descr': '<f8', 'fortran_order': False}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-2,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} x",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,",
        "{'descr': '<f, 'other': 1}",
        "",
    ] {
        let mut bytes = b"\x93NUMPY\x02\x00".to_vec();
        bytes.extend((header.len() as u32).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend([0; 16]);
        assert!(numbers(&bytes).is_err(), "{header}");
    }
}
