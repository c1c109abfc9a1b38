//! `text/stopwords`: Snowball's stop lists.

use wordmill::text::StopWords;

use crate::harness::area::Area;
use crate::harness::tally::{Miss, Tally};

/// Snowball's stop lists; a word is a case.
pub(crate) fn check(area: &mut Area) {
    let mut tally = Tally::new("text/stopwords-snowball");
    for file in area.take(|file| file.is("snowball", "", ".txt")) {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let expected: std::collections::BTreeSet<&str> = text.lines().collect();
        if file.stem() != "english" {
            tally.leave(file.stem(), expected.len());
            continue;
        }
        let ours = StopWords::english_snowball();
        for word in &expected {
            let missing = Miss::different("english: missing", *word);
            tally.count(if ours.contains(word) { Ok(()) } else { Err(missing) });
        }
        for word in ours.to_sorted().into_iter().filter(|word| !expected.contains(word)) {
            tally.count(Err(Miss::different("english: too many", word)));
        }
    }
    area.print(tally);
}
