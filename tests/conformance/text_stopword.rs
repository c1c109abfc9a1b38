//! `text/stopwords`: Snowball's stop lists.

use std::collections::BTreeSet;

use wordmill::text::{Language, StopWords};

use crate::harness::area::Area;
use crate::harness::tally::{Miss, Tally};

/// Snowball's stop lists; a word is a case.
pub(crate) fn check(area: &mut Area) {
    let mut tally = Tally::new("text/stopwords-snowball");
    for file in area.take(|file| file.is("snowball", "", ".txt")) {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let expected: BTreeSet<&str> = text.lines().collect();
        let language = file.stem();
        let Ok(ours) = language.parse().and_then(|language: Language| StopWords::snowball(language)) else {
            tally.leave(language, expected.len());
            continue;
        };
        for word in &expected {
            let missing = Miss::different(format!("{language}: missing"), *word);
            tally.count(if ours.contains(word) { Ok(()) } else { Err(missing) });
        }
        for word in ours.to_sorted().into_iter().filter(|word| !expected.contains(word)) {
            tally.count(Err(Miss::different(format!("{language}: too many"), word)));
        }
    }
    area.print(tally);
}
