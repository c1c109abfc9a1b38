//! Readers of matrices over arbitrary bytes.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use wordmill::vector::format::{DenseCsv, MatrixMarket, Npz, Svmlight};

fuzz_target!(|bytes: &[u8]| {
    let name = "bytes".as_ref();
    let _ = Npz::read::<f32>(Cursor::new(bytes), name).is_ok();
    let _ = MatrixMarket::read::<f64>(bytes, name).is_ok();
    let _ = Svmlight::new().read::<f32>(bytes, name).is_ok();
    let _ = DenseCsv::new().read(bytes, name).is_ok();
});
