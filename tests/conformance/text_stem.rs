//! `text/dev/stem`: the stemmers against libstemmer, `rust-stemmers` and NLTK.

use std::path::Path;

use wordmill::text::stem::{ClassicSnowball, Lancaster, Porter, Snowball, Stemmer};

use crate::harness::area::Area;
use crate::harness::tally::{Miss, Tally, Verdict};

const FOLDER: &str = "stem";

pub(crate) fn check(area: &mut Area) {
    snowball(area);
    english(area);
}

/// A list a language: words, their stems by today's Snowball and, for some languages, by `rust-stemmers` 1.2.0.
fn snowball(area: &mut Area) {
    let mut classic = Tally::new("text/stem-snowball-classic");
    let mut today = Tally::new("text/stem-snowball");
    for file in area.take(|file| file.is(FOLDER, "snowball_", ".tsv")) {
        let language = file.stem().strip_prefix("snowball_").unwrap();
        let rows = rows::<3>(file.path());
        let stemmer: Option<Snowball> = language.parse().ok();
        let classic_stemmer = classic_stemmer(language);
        // Where the classic stemmers lack a language, its whole column is empty.
        let has_classic = rows.iter().any(|[.., stem]| !stem.is_empty());
        for [word, stem, classic_stem] in &rows {
            today.count(compare(language, stemmer, word, stem));
            if has_classic {
                classic.count(compare(language, classic_stemmer, word, classic_stem));
            }
        }
    }
    area.print(classic);
    area.print(today);
}

/// The classic stemmer of a list: the older of the two Dutch algorithms is today called after Porter.
fn classic_stemmer(language: &str) -> Option<ClassicSnowball> {
    let name = if language == "dutch_porter" { "dutch" } else { language };
    name.parse().ok()
}

/// One list of English words, a column a stemmer; every stem is a case.
fn english(area: &mut Area) {
    let mut tally = Tally::new("text/stem-porter-lancaster");
    for file in area.take(|file| file.is(FOLDER, "english_porter_lancaster", ".tsv")) {
        for [word, nltk, martin, original, lancaster, stripped, nltk_english, nltk_porter, english, porter] in
            rows::<10>(file.path())
        {
            let lower = word.to_lowercase();
            let plain = Lancaster::default();
            tally.count(compare("porter, NLTK", Some(Porter::Nltk), &word, &nltk));
            tally.count(compare("porter, Martin", Some(Porter::Martin), &word, &martin));
            tally.count(compare("porter, original", Some(Porter::Original), &word, &original));
            tally.count(compare("lancaster", Some(plain), &word, &lancaster));
            tally.count(compare("lancaster, prefix", Some(plain.strip_prefix(true)), &word, &stripped));
            tally.count(compare("NLTK's snowball porter", Some(Porter::Nltk), &word, &nltk_porter));
            let classic = Some(ClassicSnowball::English);
            tally.count(compare("NLTK's snowball english", classic, &lower, &nltk_english));
            tally.count(compare("libstemmer english", Some(Snowball::English), &word, &english));
            tally.count(compare("libstemmer porter", Some(Snowball::Porter), &word, &porter));
        }
    }
    area.print(tally);
}

fn compare(kind: &str, stemmer: Option<impl Stemmer>, word: &str, expected: &str) -> Verdict {
    let stemmer = stemmer.ok_or_else(|| Miss::unanswered(kind))?;
    let stem = stemmer.stem(word);
    if stem == expected {
        return Ok(());
    }
    Err(Miss::different(kind, format!("{word}: {stem:?}, expected {expected:?}")))
}

/// The rows below the header; cells may be empty, nothing is quoted.
fn rows<const COLUMNS: usize>(path: &Path) -> Vec<[String; COLUMNS]> {
    let text = std::fs::read_to_string(path).unwrap();
    let row = |line: &str| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        cells.try_into().unwrap_or_else(|_| panic!("{}: not {COLUMNS} cells: {line}", path.display()))
    };
    text.split_terminator('\n').skip(1).map(row).collect()
}
