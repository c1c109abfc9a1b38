//! `text/dev/lemma`: WordNet's lemmas as NLTK finds them, and how often the English lemmatiser finds the treebank's.
//!
//! The WordNet of the reference (3.0, Debian's `wordnet-base`) is found through `WORDMILL_WORDNET`, the folder of its
//! dictionary; whoever asks for conformance must have it.

use std::path::Path;

use wordmill::text::lemma::{EnglishLemmatizer, Lemmatizer, PartOfSpeech, WordNetLemmatizer};

use crate::harness::area::Area;
use crate::harness::compare::same;
use crate::harness::tally::{Miss, Tally, Verdict};

/// The environment variable that names the dictionary.
const WORDNET: &str = "WORDMILL_WORDNET";

/// Columns of other tools' tables, which are theirs: simplemma's and spaCy's.
const OF_OTHERS: [&str; 4] = ["simplemma", "simplemma_greedy", "spacy_lookup", "spacy_rule"];

pub(crate) fn check(area: &mut Area) {
    for file in area.take(|file| file.is("lemma", "ud_en", ".tsv")) {
        let table = Table::read(file.path());
        wordnet(area, &table);
        english(area, &table);
    }
    let mut others = Tally::new("text/lemma-tables");
    for file in area.take(|file| file.is("lemma", "ud_", ".tsv")) {
        others.leave(file.stem(), Table::read(file.path()).rows.len());
    }
    area.print(others);
}

/// Words in their sentences; nothing is quoted.
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
        let mut lines = text.split_terminator('\n').map(cells);
        Table { header: lines.next().unwrap(), rows: lines.collect() }
    }

    fn column(&self, name: &str) -> impl Iterator<Item = &str> {
        let place = self.header.iter().position(|column| column == name).expect(name);
        self.rows.iter().map(move |row| row[place].as_str())
    }
}

fn wordnet(area: &mut Area, table: &Table) {
    let folder = std::env::var_os(WORDNET)
        .unwrap_or_else(|| panic!("{WORDNET} must name the folder of a WordNet dictionary (wordnet-base)"));
    let wordnet = WordNetLemmatizer::open(folder).unwrap();
    let mut tally = Tally::new("text/lemma-wordnet");
    let words =
        || table.column("form").zip(table.column("upos")).map(|(form, tag)| (form.to_lowercase(), tag));
    let mut count = |column: &str, lemma: &dyn Fn(&str, &str) -> String| {
        for ((word, tag), expected) in words().zip(table.column(column)) {
            let verdict: Verdict = same(column, lemma(&word, tag).as_str(), expected);
            tally.count(verdict.map_err(|miss| miss.in_case(&format!("{word} {tag}"))));
        }
    };
    count("nltk_wnl_default_n", &|word, _| wordnet.lemmatize(word, None).into_owned());
    count("nltk_wnl_pos", &|word, tag| wordnet.lemmatize(word, tag.parse().ok()).into_owned());
    count("wn_morphy_pos", &|word, tag| {
        tag.parse().ok().and_then(|part| wordnet.morphy(word, part)).unwrap_or_default().into_owned()
    });
    for column in OF_OTHERS {
        tally.leave(column, table.rows.len());
    }
    area.print(tally);
}

/// The treebank's lemmas are people's, not a tool's: what must hold is a share of them, by letters without case.
fn english(area: &mut Area, table: &Table) {
    for (set, knows, least) in
        [("text/lemma-english-tagged", true, 0.95), ("text/lemma-english-untagged", false, 0.90)]
    {
        let (mut right, mut all) = (0, 0);
        let words = table.column("form").zip(table.column("upos")).zip(table.column("gold_lemma"));
        for ((form, tag), gold) in words.filter(|(_, gold)| *gold != "_") {
            let part: Option<PartOfSpeech> = if knows { tag.parse().ok() } else { None };
            let lemma = EnglishLemmatizer.lemmatize(form, part);
            all += 1;
            right += usize::from(lemma.to_lowercase() == gold.to_lowercase());
        }
        let share = right as f64 / all as f64;
        println!("{set}: {right} of {all} lemmas are the treebank's, {:.2} %", 100.0 * share);
        let mut tally = Tally::new(set);
        let too_few = Miss::different("share", format!("{share:.4}, at least {least} is promised"));
        tally.count(if share >= least { Ok(()) } else { Err(too_few) });
        area.print(tally);
    }
}
