//! Hugging Face's safetensors: named tensors after a header of JSON.
//!
//! ```text
//! bytes  content
//! 8      length of the header, little-endian
//! …      {"counts": {"dtype": "I64", "shape": [n], "data_offsets": [0, …]}, "embeddings": {…}, "words": {…}}, blanks
//! …      the tensors, end to end
//! ```
//!
//! Rows are the tensor `embeddings`, or the only one of two dimensions and floating-point numbers. Words are the bytes
//! of the tensor `words`, a line break after each, or a file beside it. Tensors are written in the order in which
//! Hugging Face's own library (0.7) lays them out: those of wide numbers first.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use crate::embed::embeddings::Embeddings;
use crate::embed::format::intake::{Intake, Place};
use crate::embed::format::npy::write_rows;
use crate::embed::format::number_kind::NumberKind;
use crate::embed::format::words::WordLines;
use crate::error::{Error, Result};
use crate::text::corpus::source::{self, Source};

/// Bytes of the longest header that is read, which is the limit of Hugging Face's library.
const LONGEST_HEADER: u64 = 100_000_000;
/// What the header may hold besides tensors.
const METADATA: &str = "__metadata__";

/// Where a tensor lies.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Tensor {
    dtype: String,
    shape: Vec<u64>,
    data_offsets: [u64; 2],
}

/// What the header says.
struct Header {
    tensors: BTreeMap<String, Tensor>,
    /// The byte at which the tensors begin.
    data: u64,
}

impl Header {
    fn read(source: &mut Source, intake: &Intake<'_>) -> Result<Self> {
        let cut_off = |error| intake.read_error(error, "it is cut off");
        let mut length = [0; 8];
        source.read_exact(&mut length).map_err(cut_off)?;
        let length = u64::from_le_bytes(length);
        if length > LONGEST_HEADER {
            return Err(intake.corrupt(format!("its header is {length} bytes long")));
        }
        let mut text = Vec::new();
        source.take(length).read_to_end(&mut text).map_err(cut_off)?;
        if text.len() as u64 != length {
            return Err(intake.corrupt("it is cut off"));
        }
        let parsed: Result<BTreeMap<String, serde_json::Value>, _> = serde_json::from_slice(&text);
        let fields = parsed.map_err(|error| intake.corrupt(format!("its header: {error}")))?;
        let mut tensors = BTreeMap::new();
        for (name, value) in fields.into_iter().filter(|(name, _)| name != METADATA) {
            let tensor: Tensor = serde_json::from_value(value)
                .map_err(|error| intake.corrupt(format!("its header on {name:?}: {error}")))?;
            tensors.insert(name, tensor);
        }
        let header = Header { tensors, data: 8 + length };
        header.check(intake)?;
        Ok(header)
    }

    /// Tensors lie within the file, and the file ends with the last of them.
    fn check(&self, intake: &Intake<'_>) -> Result<()> {
        for (name, Tensor { data_offsets: [start, end], .. }) in &self.tensors {
            let past = intake.file.size.is_some_and(|size| *end > size.saturating_sub(self.data));
            if start > end || past {
                let reason =
                    format!("the tensor {name:?} from byte {start} to {end} does not lie in the file");
                return Err(intake.corrupt(reason));
            }
        }
        let end = self.tensors.values().map(|tensor| tensor.data_offsets[1]).max().unwrap_or(0);
        match intake.file.size {
            Some(size) if size - self.data != end && !intake.file.lossy => {
                Err(intake.corrupt("bytes are left over"))
            }
            _ => Ok(()),
        }
    }

    /// The tensor of the rows: its name, rows, columns and kind of numbers.
    fn rows(&self, intake: &Intake<'_>) -> Result<(&Tensor, u64, u64, NumberKind)> {
        let is_table =
            |tensor: &Tensor| tensor.shape.len() == 2 && NumberKind::of_safetensors(&tensor.dtype).is_some();
        let mut tables = self.tensors.iter().filter(|(_, tensor)| is_table(tensor));
        let tensor = match (self.tensors.get("embeddings"), tables.next(), tables.next()) {
            (Some(tensor), ..) | (None, Some((_, tensor)), None) => tensor,
            _ => {
                let names: Vec<&str> = self.tensors.keys().map(String::as_str).take(20).collect();
                let reason =
                    format!("which tensor holds the rows? None is called embeddings: {}", names.join(", "));
                return Err(intake.corrupt(reason));
            }
        };
        let kind = NumberKind::of_safetensors(&tensor.dtype);
        let (Some(kind), [rows, columns]) = (kind, &tensor.shape[..]) else {
            let reason = format!("its rows are of type {} and shape {:?}", tensor.dtype, tensor.shape);
            return Err(intake.corrupt(reason));
        };
        tensor.check_size("embeddings", kind.size() as u64, intake)?;
        Ok((tensor, *rows, *columns, kind))
    }
}

impl Tensor {
    /// The bytes are as many as the shape needs.
    fn check_size(&self, name: &str, size: u64, intake: &Intake<'_>) -> Result<()> {
        let needed = self.shape.iter().try_fold(size, |product, &length| product.checked_mul(length));
        if needed == Some(self.data_offsets[1] - self.data_offsets[0]) {
            return Ok(());
        }
        let reason = format!("{} bytes of {name} do not fit the shape {:?}", self.bytes(), self.shape);
        Err(intake.corrupt(reason))
    }

    fn bytes(&self) -> u64 {
        self.data_offsets[1] - self.data_offsets[0]
    }

    /// Its bytes, from the first on.
    fn open(&self, data: u64, intake: &Intake<'_>) -> Result<Source> {
        let (path, start) = (intake.file.path, data.saturating_add(self.data_offsets[0]));
        if intake.file.size.is_some() {
            let mut file = File::open(path).map_err(|error| Error::io(path, error))?;
            file.seek(SeekFrom::Start(start)).map_err(|error| Error::io(path, error))?;
            return Ok(Box::new(BufReader::with_capacity(1 << 18, file)));
        }
        let mut source = source::open(path)?;
        let skipped = io::copy(&mut (&mut source).take(start), &mut io::sink());
        skipped.map_err(|error| Error::io(path, error))?;
        Ok(source)
    }
}

/// Reads the rows; the words lie in the file itself or in `words`.
pub(super) fn read(
    source: &mut Source,
    words: Option<&Path>,
    beside: &Path,
    intake: &mut Intake<'_>,
) -> Result<()> {
    if intake.file.path.as_os_str() == "standard input" {
        return Err(intake.corrupt("safetensors are read from a file"));
    }
    let header = Header::read(source, intake)?;
    let (tensor, rows, columns, kind) = header.rows(intake)?;
    let wanted = intake.expect(Some(rows), columns, kind.size() as u64)?;
    let mut numbers = tensor.open(header.data, intake)?;
    let within = header.tensors.get("words").filter(|_| words.is_none());
    let Some(within) = within else {
        let mut words = WordLines::open(words.unwrap_or(beside), intake.file.lossy)?;
        for number in 1..=wanted {
            let keep = words.take(intake, rows)?;
            intake.row_of_bytes(&mut numbers, kind, Place::Word(number), keep)?;
        }
        return if intake.is_limited() { Ok(()) } else { words.end(intake, rows) };
    };
    within.check_size("words", 1, intake)?;
    let mut text = within.open(header.data, intake)?.take(within.bytes());
    let mut counts = match header.tensors.get("counts") {
        Some(counts) => {
            counts.check_size("counts", 8, intake)?;
            Some(counts.open(header.data, intake)?)
        }
        None => None,
    };
    let mut word = Vec::new();
    for number in 1..=wanted {
        word.clear();
        let read = io::BufRead::read_until(&mut text, b'\n', &mut word);
        read.map_err(|error| intake.read_error(error, "it is cut off"))?;
        if word.pop() != Some(b'\n') {
            return Err(intake.corrupt(format!("{rows} rows, but {} words", number - 1)));
        }
        let keep = intake.word(&word, Place::Word(number))?;
        intake.row_of_bytes(&mut numbers, kind, Place::Word(number), keep)?;
        if let Some(counts) = &mut counts {
            let mut count = [0; 8];
            counts
                .read_exact(&mut count)
                .map_err(|error| intake.read_error(error, "fewer counts than words"))?;
            if keep {
                intake.count(u64::from_le_bytes(count));
            }
        }
    }
    if intake.is_limited() || intake.file.lossy { Ok(()) } else { intake.end(&mut text) }
}

/// Writes words, rows, and counts where they are known.
pub(super) fn write(out: &mut dyn Write, embeddings: &Embeddings) -> io::Result<()> {
    let (rows, columns) = (embeddings.len(), embeddings.dimension());
    let text: usize = embeddings.vocabulary().iter().map(|word| word.len() + 1).sum();
    let (mut fields, mut end) = (serde_json::Map::new(), 0);
    let mut lay = |name: &str, dtype: &str, shape: &[usize], bytes: usize| {
        let tensor = json!({"dtype": dtype, "shape": shape, "data_offsets": [end, end + bytes]});
        fields.insert(name.to_owned(), tensor);
        end += bytes;
    };
    if embeddings.counts().is_some() {
        lay("counts", "I64", &[rows], 8 * rows);
    }
    lay("embeddings", "F32", &[rows, columns], 4 * rows * columns);
    lay("words", "U8", &[text], text);
    let mut header = serde_json::Value::Object(fields).to_string();
    header.extend(std::iter::repeat_n(' ', header.len().next_multiple_of(8) - header.len()));
    out.write_all(&(header.len() as u64).to_le_bytes())?;
    out.write_all(header.as_bytes())?;
    for count in embeddings.counts().unwrap_or_default() {
        out.write_all(&count.to_le_bytes())?;
    }
    write_rows(out, embeddings)?;
    embeddings.vocabulary().iter().try_for_each(|word| writeln!(out, "{word}"))
}
