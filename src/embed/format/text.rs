//! Text files of word vectors: word2vec's, GloVe's and fastText's.
//!
//! ```text
//! 71291 3⏎                    words and numbers in a row; GloVe has no such line
//! the 0.418 0.24968 -0.41242⏎ a word and its numbers, one blank between; word2vec.c and fastText end rows with one, too
//! ```
//!
//! As gensim 4.4 reads them (`KeyedVectors.load_word2vec_format`). Stricter than it: a line of one number is not
//! spread over the row, a row that is passed over has to be whole, and lines past those that the header promises are
//! an error. Python's `1_0` and digits of other scripts are no numbers here. Blocks of lines are parsed on all threads
//! and taken in their order.

use std::io::{self, Write};

use crate::embed::embeddings::Embeddings;
use crate::embed::format::digits::Digits;
use crate::embed::format::intake::{Intake, Place};
use crate::embed::format::lines::{LineBlocks, pieces, read_header};
use crate::embed::format::number::leading_number;
use crate::error::{Error, Result};
use crate::parallel;
use crate::text::corpus::source::Source;
use crate::text::vocabulary::TokenId;

/// Bytes of lines that a task parses.
const PIECE: usize = 1 << 18;
/// Numbers that a task prints, and those that wait to be written.
const PRINTED: usize = 1 << 14;
const WAITING: usize = 1 << 20;

/// Reads a file that begins with a header, or has none.
pub(super) fn read(source: &mut Source, intake: &mut Intake<'_>, header: bool) -> Result<()> {
    let promised = if header { Some(read_header(source, intake)?) } else { None };
    // A number has a digit at least, and a blank before it.
    let mut left = promised.map(|(rows, columns)| intake.expect(Some(rows), columns, 2)).transpose()?;
    let (mut blocks, mut line) = (LineBlocks::new(), 1 + u64::from(header));
    while let Some(lines) = blocks.next(source, intake)? {
        if left.is_none() {
            left = Some(intake.expect(None, columns_of(lines).max(1), 2)?);
        }
        if let Some(left) = &mut left {
            take_lines(lines, &mut line, left, intake)?;
            // Without a header the end is where the limit says; with one, what follows is looked at.
            if *left == 0 && (intake.file.lossy || intake.is_limited()) {
                return Ok(());
            }
        }
    }
    match (promised, left) {
        (Some((rows, _)), Some(left)) if left > 0 => {
            let found = rows.min(intake.file.limit) - left;
            Err(intake.corrupt(format!("its header promises {rows} words, it ends after {found}")))
        }
        (None, None) => Err(Error::Empty { what: "file of word vectors" }),
        _ => Ok(()),
    }
}

/// The numbers in the first of some lines.
fn columns_of(lines: &[u8]) -> u64 {
    let line = lines.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let mut fields: Vec<&[u8]> = trimmed(line).split(|&byte| byte == b' ').collect();
    fields.remove(0);
    fields.len() as u64
}

/// What a piece of lines holds.
struct Parsed<'l> {
    /// The word of each line, and where the line ends.
    words: Vec<(&'l [u8], usize)>,
    /// A row a word.
    values: Vec<f32>,
    /// What is wrong with the line after the last word.
    fault: Option<Fault>,
}

struct Fault {
    what: &'static str,
    got: String,
}

/// Takes as many lines as are left to take; past those that a header promises only blank ones may come.
fn take_lines(lines: &[u8], line: &mut u64, left: &mut u64, intake: &mut Intake<'_>) -> Result<()> {
    let (columns, lossy) = (intake.columns(), intake.file.lossy);
    let pieces = pieces(lines, PIECE);
    let parsed = parallel::map(&pieces, |piece| parse(piece, columns, lossy));
    for (piece, parsed) in pieces.into_iter().zip(parsed) {
        let most = usize::try_from(*left).unwrap_or(usize::MAX);
        let taken = parsed.words.len().min(most);
        take_words(&parsed, taken, *line, intake)?;
        (*line, *left) = (*line + taken as u64, *left - taken as u64);
        if *left > 0 {
            if let Some(fault) = &parsed.fault {
                return Err(intake.error(Place::Line(*line), fault.what, fault.got.as_bytes()));
            }
            continue;
        }
        let from = if taken == 0 { 0 } else { parsed.words[taken - 1].1 };
        let rest = piece[from..].trim_ascii();
        if !lossy && !rest.is_empty() && !intake.is_limited() {
            let first = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
            return Err(intake.error(Place::Line(*line), "more words than the header promises", first));
        }
    }
    Ok(())
}

/// Takes the first words of a piece with their rows.
fn take_words(parsed: &Parsed<'_>, count: usize, first_line: u64, intake: &mut Intake<'_>) -> Result<()> {
    let columns = intake.columns();
    // Rows are copied together up to a word that is passed over.
    let mut start = 0;
    for (at, &(word, _)) in parsed.words[..count].iter().enumerate() {
        if !intake.word(word, Place::Line(first_line + at as u64))? {
            intake.numbers(&parsed.values[start * columns..at * columns])?;
            start = at + 1;
        }
    }
    intake.numbers(&parsed.values[start * columns..count * columns])
}

fn parse(piece: &[u8], columns: usize, lossy: bool) -> Parsed<'_> {
    let mut parsed = Parsed { words: Vec::new(), values: Vec::new(), fault: None };
    // At two bytes a number, no more can come.
    parsed.values.reserve(piece.len() / 2);
    let mut start = 0;
    while start < piece.len() && parsed.fault.is_none() {
        let end =
            piece[start..].iter().position(|&byte| byte == b'\n').map_or(piece.len(), |at| start + at + 1);
        match parse_line(trimmed(&piece[start..end]), columns, lossy, &mut parsed.values) {
            Ok(word) => parsed.words.push((word, end)),
            Err(fault) => parsed.fault = Some(fault),
        }
        start = end;
    }
    parsed
}

/// Without the blanks at its end that Python's `bytes.rstrip` takes off.
fn trimmed(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t'..=b'\r'));
    &line[..end.map_or(0, |at| at + 1)]
}

/// The word of a line; its numbers go to `values`.
fn parse_line<'l>(
    line: &'l [u8],
    columns: usize,
    lossy: bool,
    values: &mut Vec<f32>,
) -> Result<&'l [u8], Fault> {
    let start = values.len();
    let word_end = line.iter().position(|&byte| byte == b' ').unwrap_or(line.len());
    let mut at = word_end;
    while values.len() < start + columns && at < line.len() {
        let Some((number, length)) = leading_number(&line[at + 1..]) else { break };
        values.push(number);
        at += 1 + length;
    }
    if at == line.len() && values.len() == start + columns {
        return Ok(&line[..word_end]);
    }
    values.truncate(start);
    fields_of(line, columns, lossy, values)
}

/// The long way, for lines that are not as they should be: finds what is wrong, or a word that has blanks in it.
fn fields_of<'l>(
    line: &'l [u8],
    columns: usize,
    lossy: bool,
    values: &mut Vec<f32>,
) -> Result<&'l [u8], Fault> {
    let fields: Vec<&[u8]> = line.split(|&byte| byte == b' ').collect();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let found = fields.len() - 1;
    if found < columns || (found > columns && !lossy) {
        let got = format!("{} has {found} numbers, not {columns}", text(fields[0]));
        return Err(Fault { what: "a row of another length", got });
    }
    let start = values.len();
    for field in &fields[fields.len() - columns..] {
        match leading_number(field) {
            Some((number, _)) => values.push(number),
            None => {
                values.truncate(start);
                return Err(Fault { what: "expected a finite number", got: text(field) });
            }
        }
    }
    let numbers: usize = fields[fields.len() - columns..].iter().map(|field| field.len() + 1).sum();
    Ok(&line[..line.len() - numbers])
}

/// How lines are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineStyle {
    pub(super) header: bool,
    pub(super) digits: Digits,
    /// What ends a row.
    pub(super) row_end: &'static [u8],
}

/// Writes words in the order given.
pub(super) fn write(
    out: &mut dyn Write,
    embeddings: &Embeddings,
    order: &[TokenId],
    style: LineStyle,
) -> io::Result<()> {
    if style.header {
        writeln!(out, "{} {}", embeddings.len(), embeddings.dimension())?;
    }
    let rows = |numbers: usize| numbers.div_ceil(embeddings.dimension());
    for waiting in order.chunks(rows(WAITING)) {
        let tasks: Vec<&[TokenId]> = waiting.chunks(rows(PRINTED)).collect();
        for lines in parallel::map(&tasks, |ids| printed(embeddings, ids, style)) {
            out.write_all(&lines)?;
        }
    }
    Ok(())
}

fn printed(embeddings: &Embeddings, ids: &[TokenId], style: LineStyle) -> Vec<u8> {
    let mut lines = Vec::new();
    for &id in ids {
        lines.extend_from_slice(embeddings.vocabulary().word(id).as_bytes());
        for &value in embeddings.row(id) {
            lines.push(b' ');
            style.digits.push(&mut lines, value);
        }
        lines.extend_from_slice(style.row_end);
    }
    lines
}
