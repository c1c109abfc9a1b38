//! `text/dev/stem`: the classic Snowball stemmers against two references: `rust-stemmers` 1.2.0, whose algorithms they
//! are, and today's Snowball, whose algorithms have moved on in most languages. Other stemmers have no counterpart yet.

use std::path::Path;

use wordmill::text::stem::{ClassicSnowball, Stemmer};

use crate::harness::area::{Area, Unit};
use crate::harness::tally::{Miss, Tally, Verdict};

const FOLDER: &str = "stem";

pub(crate) fn check(area: &mut Area) {
    let mut classic = Tally::new("text/stem-snowball-classic");
    let mut today = Tally::new("text/stem-snowball");
    for file in area.take(|file| file.is(FOLDER, "snowball_", ".tsv")) {
        let language = file.stem().strip_prefix("snowball_").unwrap();
        let stemmer = stemmer(language);
        let rows = rows(file.path());
        // Where the classic stemmers lack a language, its whole column is empty.
        let has_classic = rows.iter().any(|row| !row.classic.is_empty());
        for row in &rows {
            today.count(row.compare(language, stemmer, &row.today));
            if has_classic {
                classic.count(row.compare(language, stemmer, &row.classic));
            }
        }
    }
    area.print(classic);
    area.print(today);
    area.gap("stem-porter-lancaster", Unit::Row, |file| file.is(FOLDER, "english_porter_lancaster", ".tsv"));
}

/// The stemmer of a list: the older of the two Dutch algorithms is today called after Porter.
fn stemmer(language: &str) -> Option<ClassicSnowball> {
    let name = if language == "dutch_porter" { "dutch" } else { language };
    name.parse().ok()
}

/// A word and its stems.
struct Row {
    word: String,
    today: String,
    classic: String,
}

impl Row {
    fn compare(&self, language: &str, stemmer: Option<ClassicSnowball>, expected: &str) -> Verdict {
        let stemmer = stemmer.ok_or_else(|| Miss::unanswered(language))?;
        let stem = stemmer.stem(&self.word);
        if stem == expected {
            return Ok(());
        }
        Err(Miss::different(language, format!("{}: {stem:?}, expected {expected:?}", self.word)))
    }
}

/// The rows below the header; cells may be empty, nothing is quoted.
fn rows(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [word, today, classic] = cells[..] else { panic!("{}: {line}", path.display()) };
        Row { word: word.to_owned(), today: today.to_owned(), classic: classic.to_owned() }
    };
    text.split_terminator('\n').skip(1).map(row).collect()
}
