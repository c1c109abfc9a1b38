//! The house rules: from the files of a tree to what they break.
//!
//! Nothing here reads a disk, so that each rule is also tried on made-up trees that break it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

use super::code::Token;
use super::floors;
use super::outline::closed;
use super::tree::{File, Import, Tree};

/// What can be wrong with a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// An import climbs a floor.
    Climb,
    /// Rooms of one floor touch.
    Siblings,
    /// A room imports one below that it must not know.
    Strangers,
    /// Files import one another in a circle; tests may.
    Circle,
    /// A `mod.rs` or `lib.rs` defines an item.
    PorchDefines,
    /// A path goes through a porch instead of naming the defining file. Porches may: they re-export what
    /// the porches inside their own folder show.
    ThroughPorch,
    /// `rayon` outside the one file that may name it.
    Rayon,
    /// `unsafe` outside its files.
    Unsafe,
    /// `unsafe` in its place, but no reason at the file's head.
    UnsafeWithoutReason,
    /// A folder or file whose name says nothing.
    EmptyName,
    /// A room that the floor table lacks.
    UnknownRoom,
    /// `#[path]` leads elsewhere than to a neighbour.
    Detour,
}

/// One breach and where it stands.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Violation {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) rule: Rule,
    pub(crate) what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {:?}: {}", self.path, self.line, self.rule, self.what)
    }
}

const PARALLEL: &str = "src/parallel.rs";
const UNSAFE: [&str; 4] =
    ["src/pages.rs", "src/vector/kernel/", "src/vector/shared_rows.rs", "src/vector/mapped.rs"];
const EMPTY_NAMES: [&str; 4] = ["utils", "helpers", "common", "types"];

/// All breaches in files given as (path, source) with paths like `src/text/span.rs`; sorted.
pub(crate) fn violations(sources: &[(String, String)]) -> Vec<Violation> {
    let tree = Tree::of(sources);
    let imports = tree.imports();
    let mut found = BTreeSet::new();
    let mut report = |file: &File<'_>, line, rule, what| {
        found.insert(Violation { path: file.path.to_owned(), line, rule, what });
    };
    for import in &imports {
        let (from, to) = (&tree.files[import.from], &tree.files[import.to]);
        floor_of_import(from, to, |rule, what| report(from, import.line, rule, what));
        if to.is_porch() && !(from.is_porch() && to.module.starts_with(&from.module)) {
            let porch = format!("`{}` goes through {}", import.path, to.path);
            let what = format!("{porch}; name the file that defines the item");
            report(from, import.line, Rule::ThroughPorch, what);
        }
    }
    for (file, what) in circles(&tree, &imports) {
        report(&tree.files[file], 1, Rule::Circle, what);
    }
    for &(file, line) in &tree.detours {
        let what = "`#[path]` may name a file of the same folder only".to_owned();
        report(&tree.files[file], line, Rule::Detour, what);
    }
    let mut unknown = BTreeSet::new();
    for file in &tree.files {
        if let Some(room) = file.room().filter(|room| !floors::is_known(room) && unknown.insert(*room)) {
            let table = "the floor table in ARCHITECTURE.md and in tests/house/floors.rs";
            report(file, 1, Rule::UnknownRoom, format!("`{room}` stands on no floor: add it to {table}"));
        }
        names(file, |rule, what| report(file, 1, rule, what));
        words(file, |line, rule, what| report(file, line, rule, what));
        if file.is_porch() {
            porch_items(&file.outline.tokens, |line, what| report(file, line, Rule::PorchDefines, what));
        }
    }
    found.into_iter().collect()
}

fn floor_of_import(from: &File<'_>, to: &File<'_>, report: impl FnOnce(Rule, String)) {
    let rooms = from.room().zip(to.room());
    if let Some((rule, what)) = rooms.and_then(|(from, to)| floors::broken_by(from, to)) {
        report(rule, what);
    }
}

/// One shortest circle through each group of files that import one another, told from its first file.
fn circles(tree: &Tree<'_>, imports: &[Import]) -> Vec<(usize, String)> {
    let mut next = BTreeMap::<usize, BTreeSet<usize>>::new();
    for import in imports.iter().filter(|import| !import.test) {
        next.entry(import.from).or_default().insert(import.to);
    }
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for &start in next.keys() {
        let Some(circle) = shortest_circle(&next, start) else { continue };
        if !circle.iter().any(|file| told.contains(file)) {
            let names: Vec<_> = circle.iter().map(|&file| tree.files[file].path).collect();
            found.push((start, format!("{} → {}", names.join(" → "), names[0])));
        }
        told.extend(circle);
    }
    found
}

/// The files on a shortest way from `start` back to itself.
fn shortest_circle(next: &BTreeMap<usize, BTreeSet<usize>>, start: usize) -> Option<Vec<usize>> {
    let mut before = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        for &to in next.get(&here).into_iter().flatten() {
            if to == start {
                let way = std::iter::successors(Some(here), |file| before.get(file).copied());
                let mut circle: Vec<_> = way.collect();
                circle.reverse();
                return Some(circle);
            }
            if let Entry::Vacant(free) = before.entry(to) {
                free.insert(here);
                queue.push_back(to);
            }
        }
    }
    None
}

fn names(file: &File<'_>, mut report: impl FnMut(Rule, String)) {
    for part in file.path.trim_end_matches(".rs").split('/').filter(|part| EMPTY_NAMES.contains(part)) {
        report(Rule::EmptyName, format!("`{part}` says nothing: name the one idea that it holds"));
    }
}

/// Rules on single words of code.
fn words(file: &File<'_>, mut report: impl FnMut(usize, Rule, String)) {
    let tokens = &file.outline.tokens;
    if file.path != PARALLEL {
        for token in tokens.iter().filter(|token| token.is("rayon")) {
            report(token.line, Rule::Rayon, format!("only {PARALLEL} names rayon"));
        }
    }
    let mut unsafes = tokens.iter().filter(|token| token.is("unsafe")).peekable();
    if !UNSAFE.iter().any(|place| file.path.starts_with(place)) {
        for token in unsafes {
            report(token.line, Rule::Unsafe, format!("`unsafe` belongs to {} only", UNSAFE.join(", ")));
        }
    } else if let Some(first) = unsafes.peek().filter(|_| !expects_unsafe(tokens)) {
        let what = "say why at the file's head: `#![expect(unsafe_code, reason = \"…\")]`".to_owned();
        report(first.line, Rule::UnsafeWithoutReason, what);
    }
}

/// Whether the file holds `#![expect(unsafe_code, reason = "…")]`.
fn expects_unsafe(tokens: &[Token]) -> bool {
    (0..tokens.len()).any(|at| {
        let head = ["#", "!", "[", "expect", "("];
        let opens =
            head.iter().zip(&tokens[at..]).filter(|(text, token)| token.is(text)).count() == head.len();
        let inside = || &tokens[at + 2..closed(tokens, at + 2)];
        opens && ["unsafe_code", "reason"].iter().all(|name| inside().iter().any(|token| token.is(name)))
    })
}

/// Items of a porch other than `mod name;` and `use …;`.
fn porch_items(tokens: &[Token], mut report: impl FnMut(usize, String)) {
    let is = |at: usize, text| tokens.get(at).is_some_and(|token| token.is(text));
    let mut at = 0;
    while at < tokens.len() {
        if is(at, "#") {
            at = closed(tokens, if is(at + 1, "!") { at + 2 } else { at + 1 });
            continue;
        }
        if is(at, "pub") {
            at = if is(at + 1, "(") { closed(tokens, at + 1) } else { at + 1 };
        }
        let Some(item) = tokens.get(at) else { break };
        if !(item.is("use") || item.is("mod") && is(at + 2, ";") || item.is(";")) {
            let what =
                format!("defines an item (`{} …`); a porch holds docs, `mod` and `use` only", item.text);
            report(item.line, what);
        }
        at = end_of_item(tokens, at);
    }
}

/// The index behind the `;` or the block that ends an item.
fn end_of_item(tokens: &[Token], mut at: usize) -> usize {
    while at < tokens.len() {
        let token = &tokens[at];
        let opens = ["(", "[", "{"].iter().any(|sign| token.is(sign));
        at = if opens { closed(tokens, at) } else { at + 1 };
        if token.is(";") || token.is("{") {
            return at;
        }
    }
    at
}

/// What a person should judge: rooms that grew long, and files that do not say what they give.
pub(crate) fn remarks(sources: &[(String, String)]) -> Vec<String> {
    const LONG: usize = 500;
    let mut remarks = Vec::new();
    for (path, source) in sources.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let lines: BTreeSet<_> = super::code::tokens(source).iter().map(|token| token.line).collect();
        if lines.len() > LONG {
            remarks.push(format!("{path}: {} lines of code; {LONG} are a lot for one room", lines.len()));
        }
        if !source.starts_with("//!") {
            remarks.push(format!("{path}: does not open with `//!`"));
        }
    }
    remarks
}
