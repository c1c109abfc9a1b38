//! [`Header`]: the first bytes of a file of ids, and where its parts lie.
//!
//! ```text
//! bytes          content (all numbers little-endian)
//! 8              "wordids\n"
//! 4              version, 1
//! 4              checksum of the settings by which the text was read
//! 8, 8, 8, 8     sentences, ids, distinct words, bytes of all words
//! 8, 8, 4        bytes of the source, when it was changed (nanoseconds since 1970), its CRC-32; 0, 0, 0 where none is known
//! 4              zero
//! 8 × words      how often each word occurs, descending
//! 4 × words      the length of each word in bytes
//! …              the words, end to end
//! 4 × sentences  the length of each sentence in words
//! 4 × ids        the ids, end to end
//! 4              CRC-32 (ISO-HDLC) of all bytes before
//! ```

use crate::embed::corpus_files::fingerprint::Fingerprint;

const MAGIC: &[u8; 8] = b"wordids\n";
const VERSION: u32 = 1;

/// Bytes of a header.
pub(crate) const HEADER: usize = 72;

/// What a file of ids says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Header {
    pub(crate) sentences: u64,
    pub(crate) ids: u64,
    pub(crate) words: u64,
    pub(crate) word_bytes: u64,
    pub(crate) fingerprint: Fingerprint,
}

impl Header {
    /// As bytes.
    pub(crate) fn encode(&self) -> [u8; HEADER] {
        let Header { sentences, ids, words, word_bytes, fingerprint } = *self;
        let mut bytes = [0; HEADER];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
        bytes[12..16].copy_from_slice(&fingerprint.settings.to_le_bytes());
        let numbers = [sentences, ids, words, word_bytes, fingerprint.bytes, fingerprint.modified];
        for (slot, number) in bytes[16..64].as_chunks_mut::<8>().0.iter_mut().zip(numbers) {
            *slot = number.to_le_bytes();
        }
        bytes[64..68].copy_from_slice(&fingerprint.crc.to_le_bytes());
        bytes
    }

    /// From bytes, or what is wrong with them.
    pub(crate) fn decode(bytes: &[u8; HEADER]) -> Result<Self, String> {
        if !Header::is_marked(bytes) {
            return Err("it is no file of ids".into());
        }
        let four = |at: usize| bytes[at..].first_chunk().map_or(0, |four| u32::from_le_bytes(*four));
        let eight = |at: usize| bytes[at..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
        let version = four(8);
        if version != VERSION {
            return Err(format!("its version is {version}, this program reads version {VERSION}"));
        }
        let fingerprint =
            Fingerprint { settings: four(12), bytes: eight(48), modified: eight(56), crc: four(64) };
        let header = Header {
            sentences: eight(16),
            ids: eight(24),
            words: eight(32),
            word_bytes: eight(40),
            fingerprint,
        };
        if header.words >= u64::from(u32::MAX) {
            return Err(format!("{} words are more than ids can name", header.words));
        }
        Ok(header)
    }

    /// Whether bytes begin as a file of ids does.
    pub(crate) fn is_marked(bytes: &[u8; HEADER]) -> bool {
        bytes.starts_with(MAGIC)
    }

    /// The byte at which the ids begin, if that is a number.
    pub(crate) fn ids_at(&self) -> Option<u64> {
        let words = self.words.checked_mul(12)?.checked_add(self.word_bytes)?;
        words.checked_add(self.sentences.checked_mul(4)?)?.checked_add(HEADER as u64)
    }

    /// Bytes of the whole file, if that is a number.
    pub(crate) fn file_bytes(&self) -> Option<u64> {
        self.ids_at()?.checked_add(self.ids.checked_mul(4)?)?.checked_add(4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_sums_are_checked() {
        let fingerprint = Fingerprint { settings: 1, bytes: 2, modified: 3, crc: 4 };
        let header = Header { sentences: 5, ids: 6, words: 7, word_bytes: 8, fingerprint };
        assert_eq!(Header::decode(&header.encode()), Ok(header));
        assert_eq!(header.ids_at(), Some(72 + 7 * 12 + 8 + 5 * 4));
        assert_eq!(header.file_bytes(), Some(72 + 7 * 12 + 8 + 5 * 4 + 6 * 4 + 4));
        assert_eq!(Header { ids: u64::MAX / 2, ..header }.file_bytes(), None);
        assert_eq!(Header { sentences: u64::MAX, ..header }.ids_at(), None);
        let many = Header { words: u64::from(u32::MAX), ..header };
        assert!(Header::decode(&many.encode()).unwrap_err().contains("4294967295 words"));
        let mut bytes = header.encode();
        bytes[8] = 9;
        assert_eq!(Header::decode(&bytes).unwrap_err(), "its version is 9, this program reads version 1");
        bytes[0] = 0;
        assert_eq!(Header::decode(&bytes).unwrap_err(), "it is no file of ids");
    }
}
