//! [`Reader`]: texts as words in lower case, perhaps stemmed, as rouge-score cuts them.
//!
//! rouge-score lower-cases a text, takes its runs of `a` to `z` and `0` to `9`, and stems those of more than three
//! characters. Two characters outside ASCII become ASCII in lower case: `İ` an `i` and a combining dot, the sign of the
//! kelvin a `k`. Of ASCII the classes are found for 64 bytes at a time, and a word is read as sixteen bytes with a bit set
//! in each: that lower-cases letters and leaves digits alone.

use std::borrow::Cow;

use crate::metric::rouge::stems::Stems;
use crate::metric::words::{SHORT, Word, Words};
use crate::text::ascii_block::{BLOCK, bits, block_at};
use crate::text::stem::stemmer::Stemmer;
use crate::text::tokenize::unicode_words::UnicodeWords;
use crate::text::tokenizer::Tokenizer;

/// Words of up to so many characters are not stemmed.
const UNSTEMMED: usize = 3;

/// The bit that tells small letters from capitals, in each of sixteen bytes.
const SMALL: u128 = u128::from_le_bytes([0x20; 16]);

/// A reader of texts, with the stems it met.
#[derive(Debug, Clone)]
pub(crate) struct Reader<S> {
    stems: Option<Stems<S>>,
}

impl<S: Stemmer> Reader<S> {
    pub(crate) fn new(stemmer: Option<S>) -> Self {
        Reader { stems: stemmer.map(Stems::new) }
    }

    /// Adds the runs of ASCII letters and digits of a text. Where `lines` is set, a sentence ends at each line feed;
    /// none ends at the end of the text.
    pub(crate) fn ascii_words(&mut self, text: &str, lines: bool, words: &mut Words) {
        let bytes = text.as_bytes();
        let (mut start, mut inside, mut line_ended) = (0, 0, false);
        // The last block looks behind the end, where words end, too.
        for base in (0..=bytes.len()).step_by(BLOCK) {
            let block = block_at(bytes, base);
            let of_words = bits(&block, |byte| (byte | 0x20).is_ascii_lowercase() || byte.is_ascii_digit());
            let mut line_ends = if lines { line_feeds(&block) } else { 0 };
            let mut edges = of_words ^ (of_words << 1 | inside);
            let mut between = inside == 0;
            inside = of_words >> 63;
            while edges != 0 {
                let place = edges.trailing_zeros();
                edges &= edges - 1;
                if between {
                    let before = line_ends & !(u64::MAX << place);
                    if line_ended || before != 0 {
                        words.end_sentence();
                        line_ended = false;
                        line_ends ^= before;
                    }
                    start = base + place as usize;
                } else {
                    self.ascii_word(bytes, start, base + place as usize, words);
                }
                between = !between;
            }
            line_ended |= line_ends != 0;
        }
    }

    #[inline]
    fn ascii_word(&mut self, bytes: &[u8], start: usize, end: usize, words: &mut Words) {
        let length = end - start;
        if length > SHORT {
            return self.word(&String::from_utf8_lossy(&bytes[start..end]).to_ascii_lowercase(), words);
        }
        let sixteen = match bytes[start..].first_chunk() {
            Some(sixteen) => *sixteen,
            None => {
                let mut sixteen = [0; 16];
                sixteen[..length].copy_from_slice(&bytes[start..end]);
                sixteen
            }
        };
        let word = Word::from_bytes((u128::from_le_bytes(sixteen) | SMALL).to_le_bytes(), length);
        match &mut self.stems {
            Some(stems) if length > UNSTEMMED => words.push(stems.stem(word)),
            _ => words.push(word),
        }
    }

    /// Adds the words of a text between the boundaries of Unicode Standard Annex #29, in lower case.
    pub(crate) fn unicode_words(&mut self, text: &str, lines: bool, words: &mut Words) {
        let text = text.to_lowercase();
        let mut read = 0;
        UnicodeWords.tokenize(&text, &mut |word| {
            if lines && text.as_bytes()[read..word.span.start].contains(&b'\n') {
                words.end_sentence();
            }
            read = word.span.end;
            self.word(word.text, words);
        });
    }

    /// Adds a word in lower case.
    fn word(&mut self, word: &str, words: &mut Words) {
        let word = match &mut self.stems {
            Some(stems) if word.chars().nth(UNSTEMMED).is_some() => stems.stem_text(word),
            _ => word,
        };
        match Word::from_text(word.as_bytes()) {
            Some(short) => words.push(short),
            None => words.push_long(word.as_bytes()),
        }
    }
}

/// A bit for each line feed, of which most blocks have none.
#[inline(always)]
fn line_feeds(block: &[u8; BLOCK]) -> u64 {
    if block.iter().fold(false, |any, &byte| any | (byte == b'\n')) {
        bits(block, |byte| byte == b'\n')
    } else {
        0
    }
}

/// The text with the two characters that lower case makes ASCII made so.
pub(crate) fn small(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(['\u{130}', '\u{212a}']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('\u{130}', "i\u{307}").replace('\u{212a}', "k"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::metric::words::Spelling;
    use crate::text::stem::porter::Porter;

    fn spelt(words: &Words) -> Vec<Vec<String>> {
        let text = |word: Spelling<'_>| match word {
            Spelling::Short(number) => {
                let bytes = number.to_le_bytes();
                String::from_utf8(bytes[..usize::from(bytes[15])].to_vec()).unwrap()
            }
            Spelling::Long(text) => String::from_utf8(text.to_vec()).unwrap(),
        };
        let texts: Vec<String> = words.spellings().map(text).collect();
        words.sentences().map(|sentence| texts[sentence].to_vec()).collect()
    }

    fn read(text: &str, stemming: bool) -> Vec<Vec<String>> {
        let mut words = Words::default();
        Reader::new(stemming.then_some(Porter::Nltk)).ascii_words(&small(text), true, &mut words);
        words.end_sentence();
        spelt(&words)
    }

    /// What rouge-score does, step by step.
    fn naive(text: &str, stemming: bool) -> Vec<Vec<String>> {
        let line = |line: &str| -> Vec<String> {
            let lower = line.to_lowercase();
            let runs = lower.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit()));
            let words = runs.filter(|word| !word.is_empty());
            let stem = |word: &str| match stemming && word.len() > 3 {
                true => Porter::Nltk.stem(word).into_owned(),
                false => word.to_owned(),
            };
            words.map(stem).collect()
        };
        text.split('\n').map(line).filter(|line| !line.is_empty()).collect()
    }

    proptest! {
        #[test]
        fn words_are_those_of_the_steps(
            text in "([a-zA-Z0-9]{0,20}|[ \\n.,'-]{0,3}|[İKéßΣ漢\u{301}\u{85}\u{2028}]{0,2}|running|Relational|\\PC){0,60}",
            stemming in any::<bool>(),
        ) {
            prop_assert_eq!(read(&text, stemming), naive(&text, stemming));
        }
    }

    #[test]
    fn words_may_cross_blocks_and_end_with_the_text() {
        for before in [0, 59, 60, 63, 64, 127] {
            let text = format!("{}Words\n\nwords", " ".repeat(before));
            assert_eq!(read(&text, false), [["words"], ["words"]], "{before}");
        }
        let long = "x".repeat(200);
        assert_eq!(read(&long, true), [[long]]);
    }

    #[test]
    fn unicode_words_keep_every_script() {
        let mut words = Words::default();
        Reader::new(Some(Porter::Nltk)).unicode_words("Кошки\nбегают, 東京 Running", true, &mut words);
        words.end_sentence();
        let expected: [&[&str]; 2] = [&["кошки"], &["бегают", "東", "京", "run"]];
        assert_eq!(spelt(&words), expected);
    }
}
