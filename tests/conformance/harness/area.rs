//! [`Area`]: one folder of the reference data, its files handed out to sets, and the lines that were printed.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::harness::json;
use crate::harness::known::Known;
use crate::harness::tally::Tally;

/// The environment variable that names the folder of the reference data.
const ROOT: &str = "WORDMILL_REFERENCE";

/// A file of the reference data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct File {
    path: PathBuf,
    /// From the folder of the area, with `/` between the parts.
    place: String,
}

impl File {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The name of the folder that it lies in.
    pub(crate) fn folder(&self) -> &str {
        self.place.rsplit('/').nth(1).unwrap_or_default()
    }

    /// Its name without folders.
    pub(crate) fn name(&self) -> &str {
        self.place.rsplit('/').next().unwrap_or_default()
    }

    /// Its name up to the first dot.
    pub(crate) fn stem(&self) -> &str {
        self.name().split('.').next().unwrap_or_default()
    }

    /// The file of that name beside it.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.path.with_file_name(name)
    }

    /// Whether it lies in `folder` under a name of this beginning and ending.
    pub(crate) fn is(&self, folder: &str, beginning: &str, ending: &str) -> bool {
        let name = self.name();
        let fits = name.len() >= beginning.len() + ending.len();
        self.folder() == folder && fits && name.starts_with(beginning) && name.ends_with(ending)
    }
}

/// What counts as one case in files that nothing answers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unit {
    /// The file.
    File,
    /// A line.
    Line,
    /// A line below the header.
    Row,
    /// An entry of the array, of the object's `cases`, or of the object.
    Entry,
    /// What the name of the file suggests.
    Guess,
}

/// One folder of the reference data.
#[derive(Debug)]
pub(crate) struct Area {
    name: &'static str,
    root: PathBuf,
    files: BTreeSet<File>,
    known: Known,
    sets: BTreeSet<String>,
    failures: Vec<String>,
}

impl Area {
    /// The area, unless nobody asked for it.
    pub(crate) fn open(name: &'static str) -> Option<Self> {
        let Some(root) = std::env::var_os(ROOT) else {
            println!("conformance of {name}: not asked for ({ROOT} names no folder)");
            return None;
        };
        Some(
            Area::read(name, &Path::new(&root).join(name), Known::read())
                .unwrap_or_else(|error| panic!("{error}")),
        )
    }

    /// The area in a folder, which must hold something.
    pub(crate) fn read(name: &'static str, root: &Path, known: Known) -> Result<Self, String> {
        let mut files = BTreeSet::new();
        collect(root, "", &mut files).map_err(|error| format!("{}: {error}", root.display()))?;
        if files.is_empty() {
            return Err(format!("{}: there are no files", root.display()));
        }
        let (root, sets, failures) = (root.to_owned(), BTreeSet::new(), Vec::new());
        let mut area = Area { name, root, files, known, sets, failures };
        area.inputs(|file| file.name().ends_with(".md"));
        Ok(area)
    }

    /// The file at `place` within the area.
    pub(crate) fn path(&self, place: &str) -> PathBuf {
        self.root.join(place)
    }

    /// Hands out the files that fit and that nobody took before, in order.
    pub(crate) fn take(&mut self, fits: impl Fn(&File) -> bool) -> Vec<File> {
        let taken = self.files.iter().filter(|file| fits(file)).cloned().collect();
        self.files.retain(|file| !fits(file));
        taken
    }

    /// Sets aside files that hold no cases of their own: what other files speak of, and notes.
    pub(crate) fn inputs(&mut self, fits: impl Fn(&File) -> bool) {
        self.take(fits);
    }

    /// Shows files that nothing in the crate can answer yet.
    pub(crate) fn gap(&mut self, set: &str, unit: Unit, fits: impl Fn(&File) -> bool) {
        let files = self.take(fits);
        if !files.is_empty() {
            let tally = self.gap_of(set, unit, &files);
            self.print(tally);
        }
    }

    fn gap_of(&self, set: &str, unit: Unit, files: &[File]) -> Tally {
        let mut tally = Tally::new(format!("{}/{set}", self.name));
        tally.leave("", files.iter().map(|file| cases(file, unit)).sum());
        tally
    }

    /// Prints what came of a set and judges it.
    pub(crate) fn print(&mut self, tally: Tally) {
        println!("{}", tally.text(&self.known));
        self.judge(&tally);
    }

    /// Notes the differences of a set that may not be.
    pub(crate) fn judge(&mut self, tally: &Tally) {
        let set = tally.set();
        assert!(self.sets.insert(set.to_owned()), "two sets are called {set}");
        if tally.cases() == 0 {
            self.failures.push(format!("{set}: there are no cases"));
        }
        for (kind, differences) in tally.different() {
            let count = differences.count;
            match self.known.find(set, kind) {
                Some(row) if count <= row.at_most => {}
                Some(row) => {
                    self.failures
                        .push(format!("{set}: {count} of {kind}, {} at most are known", row.at_most));
                }
                None => self.failures.push(format!("{set}: {count} of {kind}, which is not known")),
            }
        }
    }

    /// The files that no set took, as sets of their own.
    pub(crate) fn left(&mut self) -> Vec<Tally> {
        let left = std::mem::take(&mut self.files);
        let names: BTreeSet<String> = left.iter().map(set_of).collect();
        let files = |name| left.iter().filter(|file| set_of(file) == name).cloned().collect::<Vec<_>>();
        names.into_iter().map(|name| self.gap_of(&name, Unit::Guess, &files(name.clone()))).collect()
    }

    /// What may not be.
    pub(crate) fn failures(&self) -> Vec<String> {
        let missing = |set| format!("known.tsv speaks of {set}, and there is no such set");
        let rows = self.known.of_area(self.name).filter(|row| !self.sets.contains(row.set));
        self.failures.iter().cloned().chain(rows.map(|row| missing(row.set))).collect()
    }

    /// Shows what no set took, and fails if anything differed that may not.
    pub(crate) fn close(mut self) {
        self.left().into_iter().for_each(|tally| self.print(tally));
        let failures = self.failures();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}

/// All files below a folder.
fn collect(folder: &Path, place: &str, files: &mut BTreeSet<File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(OsStr::to_str).expect("a name in UTF-8").to_owned();
        let place = if place.is_empty() { name } else { format!("{place}/{name}") };
        if path.is_dir() {
            collect(&path, &place, files)?;
        } else {
            files.insert(File { path, place });
        }
    }
    Ok(())
}

/// The set of a file that no set takes: its folder and name, without a number at the end.
fn set_of(file: &File) -> String {
    let stem = match file.stem().rsplit_once('_') {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => file.stem(),
    };
    let folder = match file.folder() {
        // Folders that only say what kind of data lies in them.
        "dev" | "golden" => String::new(),
        folder => format!("{folder}-"),
    };
    format!("{folder}{stem}").replace(['_', ' '], "-")
}

/// How many cases a file holds.
fn cases(file: &File, unit: Unit) -> usize {
    let path = file.path();
    let lines = || {
        let bytes = fs::read(path).unwrap();
        let unfinished = usize::from(bytes.last().is_some_and(|&last| last != b'\n'));
        bytes.iter().filter(|&&byte| byte == b'\n').count() + unfinished
    };
    match unit {
        Unit::File => 1,
        Unit::Line => lines(),
        Unit::Row => lines().saturating_sub(1),
        Unit::Entry => match json::read(path) {
            json::Value::Array(entries) => entries.len(),
            json::Value::Object(entries) => match entries.get("cases") {
                Some(json::Value::Array(cases)) => cases.len(),
                // Bare numbers and words beside the cases say how they were made.
                _ => entries.values().filter(|entry| entry.is_array() || entry.is_object()).count(),
            },
            _ => 1,
        },
        Unit::Guess => match path.extension().and_then(OsStr::to_str) {
            Some("json") => cases(file, Unit::Entry),
            Some("jsonl" | "txt") => cases(file, Unit::Line),
            Some("tsv") => cases(file, Unit::Row),
            _ => cases(file, Unit::File),
        },
    }
}
