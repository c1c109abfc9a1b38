//! word2vec's binary files.
//!
//! ```text
//! 71291 200⏎             words and numbers in a row, as text
//! the █…█⏎               a word, a blank, the numbers as f32 in little-endian order
//! of █…█⏎                word2vec.c ends each row with a line break, gensim does not
//! ```
//!
//! Line breaks before a word are dropped, as gensim 4.4 does (`KeyedVectors.load_word2vec_format(…, binary=True)`).

use std::io::{BufRead, Read, Write};
use std::{io, mem};

use crate::embed::embeddings::Embeddings;
use crate::embed::format::intake::{Intake, Place};
use crate::embed::format::lines::read_header;
use crate::embed::format::number_kind::NumberKind;
use crate::error::Result;
use crate::text::corpus::source::Source;
use crate::text::vocabulary::TokenId;

/// Bytes of the longest word that is read.
const LONGEST_WORD: u64 = 1 << 20;

pub(super) fn read(source: &mut Source, intake: &mut Intake<'_>) -> Result<()> {
    let (promised, columns) = read_header(source, intake)?;
    let wanted = intake.expect(Some(promised), columns, 4)?;
    let mut word = Vec::new();
    for number in 1..=wanted {
        let place = Place::Word(number);
        let mut bytes = mem::take(&mut word);
        bytes.clear();
        let read = source.take(LONGEST_WORD).read_until(b' ', &mut bytes);
        read.map_err(|error| intake.read_error(error, "the file is cut off"))?;
        if bytes.pop() != Some(b' ') {
            let reason = format!("its header promises {promised} words, it ends after {}", number - 1);
            return Err(intake.corrupt(reason));
        }
        let from = bytes.iter().take_while(|&&byte| byte == b'\n').count();
        let keep = intake.word(&bytes[from..], place)?;
        intake.row_of_bytes(source, NumberKind::SINGLE, place, keep)?;
        word = bytes;
    }
    if !intake.is_limited() && !intake.file.lossy { check_end(source, intake, promised) } else { Ok(()) }
}

/// Nothing but line breaks may follow the last row.
fn check_end(source: &mut Source, intake: &Intake<'_>, promised: u64) -> Result<()> {
    loop {
        let rest = source.fill_buf().map_err(|error| intake.read_error(error, "the file is cut off"))?;
        match rest.iter().find(|&&byte| byte != b'\n') {
            Some(_) => {
                return Err(intake.corrupt(format!("it goes on after the {promised} words of its header")));
            }
            None if rest.is_empty() => return Ok(()),
            None => {
                let length = rest.len();
                source.consume(length);
            }
        }
    }
}

/// Writes words in the order given; `row_end` follows each row.
pub(super) fn write(
    out: &mut dyn Write,
    embeddings: &Embeddings,
    order: &[TokenId],
    row_end: &[u8],
) -> io::Result<()> {
    writeln!(out, "{} {}", embeddings.len(), embeddings.dimension())?;
    let mut row = Vec::new();
    for &id in order {
        row.clear();
        row.extend_from_slice(embeddings.vocabulary().word(id).as_bytes());
        row.push(b' ');
        row.extend(embeddings.row(id).iter().flat_map(|value| value.to_le_bytes()));
        row.extend_from_slice(row_end);
        out.write_all(&row)?;
    }
    Ok(())
}
