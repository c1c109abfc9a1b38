//! NumPy's `.npy`: n rows of d numbers in C order, beside a file of n words.

use std::io::{self, Write};
use std::path::Path;

use crate::embed::embeddings::Embeddings;
use crate::embed::format::intake::{Intake, Place};
use crate::embed::format::number_kind::NumberKind;
use crate::embed::format::words::WordLines;
use crate::error::Result;
use crate::text::corpus::source::Source;
use crate::vector::format::npy::{Header, write_header};

/// Reads rows of `f2`, `f4` or `f8`, and the words in a file of their own.
pub(super) fn read(source: &mut Source, words: &Path, intake: &mut Intake<'_>) -> Result<()> {
    let header = Header::read(source).map_err(|reason| intake.corrupt(reason))?;
    let [rows, columns] = header.shape[..] else {
        let reason = format!("rows of words have two dimensions, this has {}", header.shape.len());
        return Err(intake.corrupt(reason));
    };
    let Some(kind) = NumberKind::of_numpy(&header.descr) else {
        return Err(intake.corrupt(format!("its type is {:?}, not one of f2, f4 and f8", header.descr)));
    };
    if header.fortran_order && rows > 1 && columns > 1 {
        return Err(intake.corrupt("it lies column after column; save numpy.ascontiguousarray of it"));
    }
    let mut words = WordLines::open(words, intake.file.lossy)?;
    let wanted = intake.expect(Some(rows), columns, kind.size() as u64)?;
    for number in 1..=wanted {
        let keep = words.take(intake, rows)?;
        intake.row_of_bytes(source, kind, Place::Word(number), keep)?;
    }
    if intake.is_limited() || intake.file.lossy {
        return Ok(());
    }
    words.end(intake, rows)?;
    intake.end(source)
}

/// Writes the rows as `numpy.save` does.
pub(super) fn write(out: &mut dyn Write, embeddings: &Embeddings) -> io::Result<()> {
    let mut out = out;
    write_header(&mut out, "<f4", &[embeddings.len(), embeddings.dimension()])?;
    write_rows(out, embeddings)
}

/// Writes all rows as `f32`s in little-endian order.
pub(super) fn write_rows(out: &mut dyn Write, embeddings: &Embeddings) -> io::Result<()> {
    let mut block = Vec::new();
    for values in embeddings.rows().as_slice().chunks(1 << 14) {
        block.clear();
        block.extend(values.iter().flat_map(|value| value.to_le_bytes()));
        out.write_all(&block)?;
    }
    Ok(())
}
