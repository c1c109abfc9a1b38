//! `classify/`: labelled documents, `label⇥text` a line. No tool's numbers lie beside them; what is compared is that the
//! reader gives every label and text as it stands in the file.

use wordmill::text::Corpus;

use crate::harness::area::Area;
use crate::harness::tally::{Miss, Tally};

pub(crate) fn check(area: &mut Area) {
    let mut tally = Tally::new("classify/corpora");
    for file in area.take(|file| file.name().ends_with(".tsv")) {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let name = file.path().display().to_string();
        let mut records = Corpus::new(file.path()).records().unwrap();
        for (number, line) in text.split_terminator('\n').enumerate() {
            let (label, text) = line.split_once('\t').expect("a label, a tab and a text");
            let verdict = match records.next() {
                Some(Ok(record)) if record.text == text && record.label.as_deref() == Some(label) => Ok(()),
                other => Err(Miss::different("record", format!("{name}, line {}: {other:?}", number + 1))),
            };
            tally.count(verdict);
        }
        if let Some(record) = records.next() {
            tally.count(Err(Miss::different("record too many", format!("{name}: {record:?}"))));
        }
    }
    area.print(tally);
}
