//! Made-up trees: for every rule some that break it and nothing else, and trees that break none although
//! they look like it.

use super::rules::{Rule, Violation, remarks, violations};

/// A sound tree, to which each case adds its files.
const SOUND: &[(&str, &str)] = &[
    (
        "src/lib.rs",
        "//! Docs.\npub mod error;\npub mod text;\npub mod vector;\npub use error::{Error, Result};\n",
    ),
    ("src/error.rs", "//! Docs.\npub struct Error;"),
    ("src/prob.rs", "//! Docs.\nuse crate::error::Error;"),
    ("src/parallel.rs", "//! Docs.\nuse rayon::prelude::*;"),
    ("src/label.rs", "//! Docs."),
    ("src/vector/mod.rs", "//! Docs.\npub mod dense;\npub mod kernel;\npub use kernel::dot;"),
    ("src/vector/dense.rs", "//! Docs.\nuse crate::{error::Error, vector::kernel::dispatch::{self, dot}};"),
    ("src/vector/kernel/mod.rs", "//! Docs.\npub mod dispatch;\npub use dispatch::dot;"),
    (
        "src/vector/kernel/dispatch.rs",
        "//! Docs.\n#![expect(\n    unsafe_code,\n    reason = \"why\"\n)]\npub fn dot() { unsafe { call() } }",
    ),
    ("src/solve/mod.rs", "//! Docs.\npub mod svd;"),
    ("src/solve/svd.rs", "//! Docs.\nuse crate::vector::dense::DenseMatrix;"),
    ("src/statistics/mod.rs", "//! Docs.\npub mod rank;"),
    ("src/statistics/rank.rs", "//! Docs.\nuse crate::vector::dense::DenseMatrix;"),
    ("src/text/mod.rs", "//! Docs.\npub mod span;\nmod tokenize;\npub use span::Span;"),
    ("src/text/span.rs", "//! Docs.\npub struct Span;"),
    ("src/text/tokenize/mod.rs", "//! Docs.\npub mod word;"),
    ("src/text/tokenize/word.rs", "//! Docs.\nuse crate::text::span::Span;"),
    ("src/bow/mod.rs", "//! Docs.\npub mod count;"),
    ("src/bow/count.rs", "//! Docs.\nuse crate::text::span::Span;\nuse crate::vector::dense::DenseMatrix;"),
    ("src/metric/mod.rs", "//! Docs.\npub mod bleu;"),
    (
        "src/metric/bleu.rs",
        "//! Docs.\nuse crate::statistics::rank::spearman;\nuse crate::{label::Labels, prob::LogProb, text::span::Span};",
    ),
    ("src/task/mod.rs", "//! Docs.\npub mod goal;\npub mod search;"),
    ("src/task/goal.rs", "//! Docs."),
    ("src/task/search.rs", "//! Docs.\nuse crate::bow::count::Count;\nuse crate::metric::bleu::Bleu;"),
    ("src/bin/mill/main.rs", "//! Docs.\nmod count;\nfn main() { count::run() }"),
    ("src/bin/mill/count.rs", "//! Docs.\nuse wordmill::text::Span;\npub(crate) fn run() {}"),
];

fn tree(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let kept = SOUND.iter().filter(|(path, _)| more.iter().all(|(other, _)| other != path));
    kept.chain(more).map(|&(path, source)| (path.to_owned(), source.to_owned())).collect()
}

/// The breaches of the sound tree with some files added or replaced.
fn breaches(more: &[(&str, &str)]) -> Vec<Violation> {
    violations(&tree(more))
}

/// Asserts that `more` breaks exactly `rule`, once, at `line` of its first file; gives the message.
#[track_caller]
fn breaks(rule: Rule, line: usize, more: &[(&str, &str)]) -> String {
    let found = breaches(more);
    let seen: Vec<_> = found.iter().map(|breach| (breach.path.as_str(), breach.line, breach.rule)).collect();
    assert_eq!(seen, [(more[0].0, line, rule)], "{more:?}");
    found[0].what.clone()
}

#[track_caller]
fn is_sound(more: &[(&str, &str)]) {
    assert_eq!(breaches(more), [], "{more:?}");
}

#[test]
fn a_sound_tree_breaks_nothing() {
    is_sound(&[]);
    assert_eq!(remarks(&tree(&[])), Vec::<String>::new());
}

#[test]
fn imports_that_climb_are_found_however_they_are_written() {
    for climb in [
        "use crate::task::goal::Search;",
        "pub(crate) use crate::task::goal::Search;",
        "use crate::{\n    text::span::Span, task::{goal::{Search, self as other}},\n};",
        "use super::super::task::goal;",
        "pub fn f() { crate::task::goal::run(1); }",
        "pub fn f() { let x = Vec::<crate::task::goal::Search>::new(); }",
        "pub fn f() { <crate::task::goal::Search as Default>::default(); }",
        "impl crate::task::goal::Searching for X {}",
        "macro_rules! m { () => { $crate::task::goal::run() } }",
        "#[serde(with = \"crate::task::goal\")] struct X;",
        "#[cfg(test)]\nmod tests { use crate::task::goal::Search; }",
        "mod inner { fn f() { super::super::super::task::goal::run() } }",
    ] {
        let line = 1 + climb[..climb.find("task").unwrap_or(0)].matches('\n').count();
        let what = breaks(Rule::Climb, line, &[("src/bow/count.rs", climb)]);
        assert_eq!(what, "`bow` of floor 4 imports `task` of floor 5");
    }
    breaks(Rule::Climb, 1, &[("src/vector/dense.rs", "use crate::text::span::Span;")]);
    breaks(Rule::Climb, 1, &[("src/seed.rs", "use crate::vector::dense::DenseMatrix;")]);
    breaks(Rule::Climb, 1, &[("src/text/mod.rs", "pub use crate::task::goal::Search;")]);
}

#[test]
fn siblings_that_touch_are_found() {
    breaks(Rule::Siblings, 1, &[("src/bow/count.rs", "use crate::metric::bleu::Bleu;")]);
    breaks(Rule::Siblings, 1, &[("src/prob.rs", "use crate::parallel::map;")]);
    breaks(Rule::Siblings, 1, &[("src/error.rs", "use crate::prob::LogProb;"), ("src/prob.rs", "")]);
    breaks(Rule::Siblings, 1, &[("src/vector/dense.rs", "use crate::label::Labels;")]);
    breaks(Rule::Siblings, 1, &[("src/statistics/rank.rs", "use crate::solve::svd::Svd;")]);
    breaks(Rule::Siblings, 1, &[("src/fit.rs", "use crate::vector::dense::DenseMatrix;")]);
    is_sound(&[("src/fit.rs", "use crate::label::Labels;")]);
}

#[test]
fn rooms_that_must_not_know_each_other_are_found() {
    breaks(Rule::Strangers, 1, &[("src/text/span.rs", "use crate::vector::dense::DenseMatrix;")]);
    breaks(Rule::Strangers, 1, &[("src/metric/bleu.rs", "use crate::vector::dense::DenseMatrix;")]);
    breaks(Rule::Strangers, 1, &[("src/metric/bleu.rs", "use crate::solve::svd::Svd;")]);
    breaks(
        Rule::Strangers,
        1,
        &[("src/metric/bleu.rs", "use crate::fit::Fit;"), ("src/fit.rs", "//! Docs.")],
    );
}

#[test]
fn circles_are_found_unless_only_tests_close_them() {
    let model = ("src/bow/model.rs", "use super::train::fit;");
    let what = breaks(Rule::Circle, 1, &[model, ("src/bow/train.rs", "use crate::bow::model::Model;")]);
    assert_eq!(what, "src/bow/model.rs → src/bow/train.rs → src/bow/model.rs");
    let counted = ("src/bow/train.rs", "use crate::bow::count::Count;");
    breaks(Rule::Circle, 1, &[("src/bow/count.rs", "fn f() { super::model::new() }"), model, counted]);
    // A binary's main that its children import, and a file that its own folder imports.
    let main = ("src/bin/mill/main.rs", "mod count;\nfn main() { count::run() }");
    breaks(Rule::Circle, 1, &[main, ("src/bin/mill/count.rs", "use crate::Arguments;")]);
    breaks(
        Rule::Circle,
        1,
        &[
            ("src/bow/count.rs", "mod add;\nfn f() { add::one() }"),
            ("src/bow/count/add.rs", "use super::Count;"),
        ],
    );
    is_sound(&[
        ("src/bow/count.rs", "#[cfg(test)]\nmod tests;\n#[cfg(test)]\nfn f() { tests::f() }"),
        ("src/bow/count/tests.rs", "use super::*;"),
    ]);
    is_sound(&[
        ("src/bow/count.rs", "#[cfg(test)]\n#[path = \"count_tests.rs\"]\nmod tests;"),
        ("src/bow/count_tests.rs", "use super::*;\nuse super::super::count::Count;"),
    ]);
    is_sound(&[
        ("src/bow/count.rs", "#[cfg(test)] mod a;\n#[cfg(test)] mod b;"),
        ("src/bow/count/a.rs", "use super::b::B;"),
        ("src/bow/count/b.rs", "use super::a::A;"),
    ]);
}

#[test]
fn an_attribute_for_tests_covers_its_item_and_no_more() {
    let model = ("src/bow/model.rs", "use super::train::fit;");
    for test in [
        "#[cfg(test)] mod tests { use crate::bow::model::Model; }",
        "#[cfg(all(test, unix))] use super::model;",
        "#[cfg(test)] fn f(x: [u8; 2], m: super::model::Model) { crate::bow::model::f() }",
    ] {
        is_sound(&[model, ("src/bow/train.rs", test)]);
    }
    for other in [
        "#[cfg(test)] use std::fmt; use crate::bow::model::Model;",
        "#[cfg(test)] mod tests {} use crate::bow::model::Model;",
        "struct S { #[cfg(test)] x: u8 } fn f() { crate::bow::model::f() }",
        "#[cfg(not(test))] mod a { use crate::bow::model::Model; }",
        "#[cfg(any(test, unix))] mod a { use crate::bow::model::Model; }",
    ] {
        breaks(Rule::Circle, 1, &[model, ("src/bow/train.rs", other)]);
    }
}

#[test]
fn names_of_children_are_told_from_other_names() {
    let child = ("src/bow/count/add.rs", "use super::Count;");
    for parent in [
        "mod add; fn f() { add::one() }",
        "mod add; use add::one;",
        "mod add; use self::add::one;",
        "mod add; #[serde(with = \"add::text\")] struct S;",
        "mod add; mod inner { use super::*; fn f() { add::one() } }",
    ] {
        breaks(Rule::Circle, 1, &[("src/bow/count.rs", parent), child]);
    }
    for parent in [
        "mod add; use ::add::one; fn f() { ::add::one(); <u8>::add::one() }",
        "mod add; macro_rules! m { ($add:ident) => { $add::one() } }",
        "mod add; #[serde(rename = \"add\")] struct S;",
    ] {
        is_sound(&[("src/bow/count.rs", parent), child]);
    }
    let parent = ("src/bow/count.rs", "mod add { pub mod deep; } fn f() { add::deep::one() }");
    breaks(Rule::Circle, 1, &[parent, ("src/bow/count/add/deep.rs", "use super::super::Count;")]);
}

#[test]
fn porches_that_define_are_found() {
    for item in [
        "pub struct Count;",
        "pub(crate) fn f(x: [u8; 3]) -> u8 { 1 }",
        "impl X { fn f() {} }",
        "macro_rules! m { () => {} }",
        "mod inner { }",
        "#[derive(Debug)] enum E { A }",
        "const N: usize = 1;",
        "extern crate alloc;",
        "pub type A = B;",
    ] {
        breaks(Rule::PorchDefines, 2, &[("src/bow/mod.rs", &format!("pub mod count;\n{item}\npub mod x;"))]);
        breaks(Rule::PorchDefines, 1, &[("src/lib.rs", item)]);
    }
    assert_eq!(breaches(&[("src/bow/mod.rs", "fn a() {}\nfn b() {}")]).len(), 2);
    is_sound(&[(
        "src/bow/mod.rs",
        "#![allow(x)]\n/* fn f() {} */ #[cfg(feature = \"a\")]\n#[doc(hidden)] pub mod count;\n\
         pub(in crate::bow) use count::{A, b::{C, D}};\n#[cfg(test)] mod tests;\n",
    )]);
}

#[test]
fn paths_through_a_porch_are_found() {
    let cases = [
        "use crate::text::Span;",
        "use crate::text;",
        "use crate::text::*;",
        "use crate::Error;",
        "use crate::{Error as Wrong};",
        "use crate as house;",
        "use super::super::Error;",
        "fn f() -> crate::Result<u8> { 1 }",
        "use crate::vector::kernel::dot;",
        "use crate::vector::kernel;",
        "use super::Count;",
        "#[cfg(test)] mod tests { use crate::Error; }",
    ];
    for path in cases {
        breaks(Rule::ThroughPorch, 1, &[("src/bow/count.rs", path)]);
    }
    let what = breaks(Rule::ThroughPorch, 1, &[("src/bow/count.rs", cases[0])]);
    assert!(what.starts_with("`crate::text::Span` goes through src/text/mod.rs;"), "{what}");
    let folder = ("src/bow/count/add/mod.rs", "//! Docs.");
    breaks(Rule::ThroughPorch, 1, &[("src/bow/count.rs", "mod add; use add::One;"), folder]);
    // A porch shows what stands in its own folder, however deep, and nothing of other folders.
    breaks(Rule::ThroughPorch, 1, &[("src/bow/mod.rs", "pub use crate::text::Span;")]);
    is_sound(&[("src/lib.rs", "pub use vector::dot;\npub use text::{Span, tokenize::word::Word};")]);
}

#[test]
fn rayon_is_found_outside_its_file() {
    breaks(Rule::Rayon, 2, &[("src/bow/count.rs", "//! Not rayon.\nuse rayon::prelude::*;")]);
    breaks(Rule::Rayon, 1, &[("src/bow/count.rs", "fn f() { ::rayon::join(a, b) }")]);
    breaks(Rule::Rayon, 1, &[("src/bow/count.rs", "#[cfg(test)] mod tests { use rayon as threads; }")]);
    breaks(Rule::Rayon, 1, &[("src/bin/mill/count.rs", "use { rayon };")]);
    breaks(
        Rule::Rayon,
        1,
        &[("src/bow/count.rs", "const QUOTES: [char; 2] = ['\\\\','\"']; use rayon::join;")],
    );
    breaks(Rule::Rayon, 1, &[("src/bow/parallel.rs", "use rayon::join;")]);
}

#[test]
fn misplaced_or_unexplained_unsafe_is_found() {
    breaks(Rule::Unsafe, 1, &[("src/bow/count.rs", "fn f() { unsafe { g() } }")]);
    breaks(
        Rule::Unsafe,
        2,
        &[("src/vector/dense.rs", "#![expect(unsafe_code, reason = \"none\")]\nunsafe impl Send for X {}")],
    );
    for path in ["src/vector/kernel/lanes.rs", "src/vector/shared_rows.rs", "src/vector/mapped.rs"] {
        let code = "//! #![expect(unsafe_code, reason = \"only said\")]\n";
        for head in ["", "#![expect(unsafe_code)]", "#![allow(unsafe_code, reason = \"x\")]"] {
            breaks(Rule::UnsafeWithoutReason, 3, &[(path, &format!("{code}{head}\nunsafe fn f() {{}}"))]);
        }
        is_sound(&[(path, "#![expect(unsafe_code, reason = \"proved\")] unsafe fn f() {}")]);
        is_sound(&[(path, "//! No unsafe here.")]);
    }
}

#[test]
fn empty_names_and_unknown_rooms_are_found() {
    for name in ["utils", "helpers", "common", "types"] {
        breaks(Rule::EmptyName, 1, &[(&format!("src/text/{name}/trim.rs"), "")]);
        breaks(Rule::EmptyName, 1, &[(&format!("src/bin/mill/{name}.rs"), "")]);
    }
    let room = [("src/parse/mod.rs", "mod tree;"), ("src/parse/tree.rs", "use crate::text::span::Span;")];
    let what = breaks(Rule::UnknownRoom, 1, &room);
    assert!(what.contains("`parse`") && what.contains("add it to the floor table"), "{what}");
    breaks(Rule::UnknownRoom, 1, &[("src/parse.rs", "")]);
    breaks(Rule::UnknownRoom, 1, &[("src/data/stop.txt", "")]);
    is_sound(&[("src/text/stop.txt", "use rayon::join;")]);
}

#[test]
fn path_attributes_that_lead_away_are_found() {
    let detour = "#[path = \"../../vector/dense.rs\"]\nmod dense;";
    breaks(Rule::Detour, 2, &[("src/bin/mill/count.rs", detour)]);
    let deep = ("src/bow/deep/x.rs", "//! Docs.");
    breaks(Rule::Detour, 1, &[("src/bow/count.rs", "#[path = \"deep/x.rs\"] mod y;"), deep]);
    is_sound(&[("src/bow/count.rs", "#[path = \"x.rs\"]\nmod y;"), ("src/bow/x.rs", "use super::Count;")]);
}

#[test]
fn what_only_looks_like_code_is_let_alone() {
    is_sound(&[(
        "src/text/span.rs",
        r####"//! unsafe rayon crate::task::search
/// [`Error`](crate::Error), `use crate::vector::dense;`
/* unsafe /* rayon */ crate::task::x */
pub(in crate::text) fn f<'a>(x: &'a str) -> impl Iterator + use<'a> {
    let quoted = "crate::task \" rayon"; let raw = r#"unsafe " crate::task"#; let bytes = br"\";
    let quotes = ['"', '\\','"','\'', b'"', '\u{22}']; let text: &'static str = c"rayon // unsafe";
    let unsafe_code = 1; let name = "rayon"; let keyword = "unsafe"; // unsafe
    let r#type = "rayon
        unsafe"; std::fmt::task::search();
    #[doc = "crate::task::search"] #[serde(rename = "task")] fn g() {}
}
#[cfg(test)] mod tests { use super::*; use crate::error::Error; }
"####,
    )]);
}

#[test]
fn long_and_undocumented_files_are_remarked_on_and_break_nothing() {
    let long = format!("//! Docs.\n{}", "use std::fmt;\n// one\n\n".repeat(501));
    let short = format!("//! Docs.\n{}", "use std::fmt;\n// one\n\n".repeat(500));
    let more = [("src/bow/a.rs", long.as_str()), ("src/bow/b.rs", &short), ("src/bow/c.rs", "// plain")];
    is_sound(&more);
    let said = remarks(&tree(&more));
    assert_eq!(
        said,
        [
            "src/bow/a.rs: 501 lines of code; 500 are a lot for one room",
            "src/bow/c.rs: does not open with `//!`",
        ]
    );
}
