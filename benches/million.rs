//! The exact nearest of a million rows, for `benches/peers/nearest.py`, which runs faiss on the same files.
//!
//! ```text
//! cargo bench --bench million -- ROWS.npy QUERIES.npy COUNT
//! ```
//! maps two NumPy files of `f32`, searches once to warm up and once for the figure, and prints the seconds and
//! the rows that were found. Without files it makes a small search of its own and checks it.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a bench")]
#![expect(unsafe_code, reason = "mapping a file is a promise that nobody changes it")]

use std::path::Path;
use std::time::Instant;

use wordmill::parallel::with_threads;
use wordmill::vector::{Dot, Nearest, Rows, RowsLayout, Similarity, StoredRows};

/// Maps the array of a `.npy` file (format 1.0: magic, version, length of the header, header, numbers).
fn map(path: &Path) -> StoredRows {
    let bytes = std::fs::File::open(path).unwrap();
    let mut head = [0; 512];
    std::io::Read::read(&mut &bytes, &mut head).unwrap();
    assert_eq!(&head[..8], b"\x93NUMPY\x01\x00", "a NumPy file of format 1.0");
    let length = usize::from(u16::from_le_bytes([head[8], head[9]]));
    let header = std::str::from_utf8(&head[10..10 + length]).unwrap();
    assert!(header.contains("'<f4'") && header.contains("'fortran_order': False"), "{header}");
    let shape = header.split_once("'shape': (").unwrap().1.split_once(')').unwrap().0;
    let sides: Vec<usize> = shape.split(',').map(|side| side.trim().parse().unwrap()).collect();
    let layout = RowsLayout { offset: 10 + length as u64, rows: sides[0], columns: sides[1] };
    // SAFETY: the script that wrote the file waits for this program.
    unsafe { StoredRows::map(path, layout) }.unwrap()
}

fn main() {
    let files: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [rows, queries, count] = files.as_slice() else {
        let numbers: Vec<f32> = (0..3_000).map(|i| (i as f32 * 0.7).sin()).collect();
        let rows = Rows::new(3, &numbers).unwrap();
        let found = Nearest::new(rows, Dot).unwrap().search(rows.slice(0..20), 2).unwrap();
        let best = (0..1_000).map(|row| Dot.between(rows.row(7), rows.row(row))).fold(f64::MIN, f64::max);
        assert_eq!(found[7][0].score, best);
        return;
    };
    let (rows, queries) = (map(Path::new(rows)), map(Path::new(queries)));
    let count = count.parse().unwrap();
    with_threads(1, || {
        let index = Nearest::new(rows.rows(), Dot).unwrap();
        index.search(queries.rows(), count).unwrap();
        let start = Instant::now();
        let found = index.search(queries.rows(), count).unwrap();
        println!("{}", start.elapsed().as_secs_f64());
        for found in found {
            let rows: Vec<String> = found.iter().map(|neighbour| neighbour.row.to_string()).collect();
            println!("{}", rows.join(" "));
        }
    })
    .unwrap();
}
