//! Arrays of NumPy's `.npy` format, as far as matrices need them: headers, one-dimensional numbers, and a word.
//!
//! ```text
//! bytes   content
//! 6       "\x93NUMPY"
//! 2       version, 1.0 to 3.0
//! 2 or 4  length of the header, little-endian (4 from version 2 on)
//! …       {'descr': '<f8', 'fortran_order': False, 'shape': (3,), }, blanks, a line break
//! …       the numbers
//! ```
//!
//! (NumPy Enhancement Proposal 1.) Errors here are reasons; who knows the file makes an [`Error`](crate::Error) of
//! them.

use std::io::{self, Read, Write};

/// How every file begins.
pub(crate) const MAGIC: &[u8] = b"\x93NUMPY";
/// NumPy refuses longer headers, too.
const LONGEST_HEADER: usize = 10_000;
/// Bytes that are read at a time.
const BLOCK: usize = 1 << 16;

/// Why an array cannot be read.
pub(crate) type Reason = String;

/// A number of an array.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Item {
    Whole(i64),
    Real(f64),
}

/// What an array is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Kind {
    /// `f`, `i`, `u`, `b`, `S` or `U`, as NumPy calls them.
    letter: u8,
    /// Bytes of an item.
    size: usize,
    big_endian: bool,
}

/// An array whose items are still to be read.
pub(super) struct Array<R> {
    reader: R,
    kind: Kind,
    /// Items in all.
    len: u64,
}

impl<R: Read> Array<R> {
    /// Reads the header.
    pub(super) fn open(mut reader: R) -> Result<Self, Reason> {
        let header = Header::read(&mut reader)?;
        // One dimension has one order; none has one item.
        if header.shape.len() > 1 {
            return Err(format!("it has {} dimensions", header.shape.len()));
        }
        Ok(Array { reader, kind: Kind::of(&header.descr)?, len: header.shape.first().copied().unwrap_or(1) })
    }

    /// All items, each through `take`.
    pub(super) fn numbers<T>(mut self, take: impl Fn(Item) -> Result<T, Reason>) -> Result<Vec<T>, Reason> {
        let size = self.kind.size;
        let mut items = Vec::new();
        let mut block = vec![0; BLOCK - BLOCK % size];
        let mut left = self.len;
        while left > 0 {
            let part = left.min((block.len() / size) as u64);
            let bytes = &mut block[..part as usize * size];
            read_exact(&mut self.reader, bytes)?;
            for item in bytes.chunks_exact(size) {
                items.push(take(self.kind.item(item)?)?);
            }
            left -= part;
        }
        self.end()?;
        Ok(items)
    }

    /// The one word that the array is.
    pub(super) fn word(mut self) -> Result<String, Reason> {
        let Kind { letter, size, big_endian } = self.kind;
        if !matches!(letter, b'S' | b'U') || self.len != 1 || size > LONGEST_HEADER {
            return Err("it is no word".into());
        }
        let mut bytes = vec![0; size];
        read_exact(&mut self.reader, &mut bytes)?;
        self.end()?;
        let characters: Vec<u32> = if letter == b'S' {
            bytes.into_iter().map(u32::from).collect()
        } else {
            let whole = if big_endian { u32::from_be_bytes } else { u32::from_le_bytes };
            bytes.as_chunks::<4>().0.iter().map(|&bytes| whole(bytes)).collect()
        };
        let word: Option<String> = characters.into_iter().map(char::from_u32).collect();
        let word = word.ok_or("it is no text")?;
        Ok(word.trim_end_matches('\0').to_owned())
    }

    /// Nothing may follow; reading to the end also checks the sum of a packed file.
    fn end(&mut self) -> Result<(), Reason> {
        match self.reader.read(&mut [0]) {
            Ok(0) => Ok(()),
            Ok(_) => Err("bytes are left over".into()),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl Kind {
    fn of(descr: &str) -> Result<Self, Reason> {
        let unknown = || format!("its type is {descr:?}");
        let (order, name) = match descr.as_bytes() {
            [order @ (b'<' | b'>' | b'|' | b'='), name @ ..] => (*order, name),
            name => (b'=', name),
        };
        let (&letter, size) = name.split_first().ok_or_else(unknown)?;
        let size = std::str::from_utf8(size).ok().and_then(|size| size.parse::<usize>().ok());
        let size = size.filter(|&size| size <= LONGEST_HEADER).ok_or_else(unknown)?;
        let bytes = if letter == b'U' { 4 * size } else { size };
        let known = match letter {
            b'f' => matches!(size, 4 | 8),
            b'i' | b'u' => matches!(size, 1 | 2 | 4 | 8),
            b'b' => size == 1,
            b'S' | b'U' => true,
            _ => false,
        };
        let big_endian = order == b'>' || (order == b'=' && cfg!(target_endian = "big"));
        if known { Ok(Kind { letter, size: bytes, big_endian }) } else { Err(unknown()) }
    }

    fn item(self, bytes: &[u8]) -> Result<Item, Reason> {
        // The bytes of the number, the lowest first, those above it 0.
        let mut low = [0u8; 8];
        for (at, &byte) in bytes.iter().enumerate().take(8) {
            low[if self.big_endian { bytes.len() - 1 - at } else { at }] = byte;
        }
        let bits = u64::from_le_bytes(low);
        match (self.letter, self.size) {
            (b'f', 4) => Ok(Item::Real(f64::from(f32::from_bits(bits as u32)))),
            (b'f', _) => Ok(Item::Real(f64::from_bits(bits))),
            (b'i', size) => {
                let above = 64 - 8 * size as u32;
                Ok(Item::Whole((bits << above).cast_signed() >> above))
            }
            (b'u' | b'b', _) => {
                i64::try_from(bits).map(Item::Whole).map_err(|_| format!("{bits} is past the range of i64"))
            }
            _ => Err("it holds text".into()),
        }
    }
}

/// What stands before the numbers of an array.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Header {
    /// The type of the numbers, `<f4` for example.
    pub(crate) descr: String,
    /// Whether neighbours in memory belong to one column.
    pub(crate) fortran_order: bool,
    pub(crate) shape: Vec<u64>,
    /// Bytes of the header: where the numbers begin.
    pub(crate) size: u64,
}

impl Header {
    /// Reads as far as the numbers.
    pub(crate) fn read(reader: &mut impl Read) -> Result<Self, Reason> {
        let mut start = [0; 8];
        read_exact(reader, &mut start)?;
        if !start.starts_with(MAGIC) {
            return Err("it is no NumPy array".into());
        }
        let (length, before) = match start[6] {
            1 => {
                let mut length = [0; 2];
                read_exact(reader, &mut length)?;
                (usize::from(u16::from_le_bytes(length)), 10)
            }
            2 | 3 => {
                let mut length = [0; 4];
                read_exact(reader, &mut length)?;
                (u32::from_le_bytes(length) as usize, 12)
            }
            version => return Err(format!("its version is {version}")),
        };
        if length > LONGEST_HEADER {
            return Err(format!("its header is {length} bytes long"));
        }
        let mut text = vec![0; length];
        read_exact(reader, &mut text)?;
        Ok(Header { size: (before + length) as u64, ..HeaderText { rest: &text }.read()? })
    }
}

/// Reads the text of a header: a Python dictionary of three entries in any order.
struct HeaderText<'h> {
    rest: &'h [u8],
}

impl HeaderText<'_> {
    fn read(mut self) -> Result<Header, Reason> {
        let (mut descr, mut order, mut shape) = (None, None, None);
        self.expect(b'{')?;
        while !self.skip(b'}') {
            let key = self.string()?;
            self.expect(b':')?;
            match key.as_str() {
                "descr" => descr = Some(self.string()?),
                "fortran_order" => order = Some(self.name()?),
                "shape" => shape = Some(self.tuple()?),
                _ => return Err(format!("its header speaks of {key:?}")),
            }
            if !self.skip(b',') {
                self.expect(b'}')?;
                break;
            }
        }
        let fortran_order = match order.as_deref() {
            Some(b"True") => true,
            Some(b"False") => false,
            _ => return Err("its header does not tell the order".into()),
        };
        match (descr, shape, self.rest.trim_ascii()) {
            (Some(descr), Some(shape), []) => Ok(Header { descr, fortran_order, shape, size: 0 }),
            (_, _, []) => Err("its header tells no type or no shape".into()),
            _ => Err("something follows its header".into()),
        }
    }

    fn skip(&mut self, byte: u8) -> bool {
        self.rest = self.rest.trim_ascii_start();
        match self.rest.split_first() {
            Some((&first, rest)) if first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Reason> {
        if self.skip(byte) { Ok(()) } else { Err(format!("its header lacks a {:?}", char::from(byte))) }
    }

    fn string(&mut self) -> Result<String, Reason> {
        let quote = if self.skip(b'"') { b'"' } else { b'\'' };
        if quote == b'\'' {
            self.expect(quote)?;
        }
        let end =
            self.rest.iter().position(|&byte| byte == quote).ok_or("its header does not end a string")?;
        let (text, rest) = self.rest.split_at(end);
        self.rest = &rest[1..];
        Ok(String::from_utf8_lossy(text).into_owned())
    }

    fn name(&mut self) -> Result<Vec<u8>, Reason> {
        self.rest = self.rest.trim_ascii_start();
        let len = self.rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let (name, rest) = self.rest.split_at(len);
        self.rest = rest;
        Ok(name.to_vec())
    }

    fn tuple(&mut self) -> Result<Vec<u64>, Reason> {
        let mut numbers = Vec::new();
        self.expect(b'(')?;
        while !self.skip(b')') {
            let name = self.name()?;
            // Python 2 wrote its long numbers with an L.
            let digits = name.strip_suffix(b"L").unwrap_or(&name);
            let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
            numbers.push(number.ok_or("its header tells no shape")?);
            if !self.skip(b',') {
                self.expect(b')')?;
                break;
            }
        }
        Ok(numbers)
    }
}

fn read_exact(reader: &mut impl Read, bytes: &mut [u8]) -> Result<(), Reason> {
    reader.read_exact(bytes).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => "it is cut off".into(),
        _ => error.to_string(),
    })
}

/// Writes what stands before the numbers of an array of a type and a shape (none for a single number).
pub(crate) fn write_header(out: &mut impl Write, descr: &str, shape: &[usize]) -> io::Result<()> {
    let lengths: Vec<String> = shape.iter().map(usize::to_string).collect();
    // NumPy keeps room for the first length to grow.
    let room = lengths.first().map_or(0, |first| 21 - first.len());
    let shape = format!("({}{})", lengths.join(", "), if shape.len() == 1 { "," } else { "" });
    let mut header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}");
    // Magic, version, length and header fill 64 bytes, or 128.
    let padded = (10 + header.len() + room + 1).next_multiple_of(64) - 10;
    header.extend(std::iter::repeat_n(' ', padded - 1 - header.len()));
    header.push('\n');
    out.write_all(MAGIC)?;
    out.write_all(&[1, 0])?;
    out.write_all(&(header.len() as u16).to_le_bytes())?;
    out.write_all(header.as_bytes())
}

#[cfg(test)]
mod tests;
