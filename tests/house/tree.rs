//! A source tree as files, the modules that they are, and the imports between them.

use std::collections::{BTreeMap, BTreeSet};

use super::outline::{Outline, Path};

/// One file of the tree.
pub(crate) struct File<'s> {
    pub(crate) path: &'s str,
    /// Its crate (`crate` for the library, `bin NAME` for a binary) and the modules down to it.
    pub(crate) module: Vec<String>,
    pub(crate) outline: Outline,
}

impl File<'_> {
    /// A file that only says what its folder holds.
    pub(crate) fn is_porch(&self) -> bool {
        self.path == "src/lib.rs" || self.path.ends_with("/mod.rs")
    }

    /// The room of the library that the file belongs to; `lib.rs` and binaries belong to none.
    pub(crate) fn room(&self) -> Option<&str> {
        if self.module[0] == "crate" { self.module.get(1).map(String::as_str) } else { None }
    }
}

/// A path in one file that leads to another; both are indices of [`Tree::files`].
pub(crate) struct Import {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The path as it stands in the file.
    pub(crate) path: String,
    pub(crate) line: usize,
    /// Only compiled for tests.
    pub(crate) test: bool,
}

/// The files of a crate and its binaries.
pub(crate) struct Tree<'s> {
    pub(crate) files: Vec<File<'s>>,
    /// The file that holds each module, inline ones too.
    holder: BTreeMap<Vec<String>, usize>,
    /// Modules that are only compiled for tests.
    tests: BTreeSet<Vec<String>>,
    /// `#[path]` attributes that lead out of their folder: file and line.
    pub(crate) detours: Vec<(usize, usize)>,
}

impl<'s> Tree<'s> {
    /// Reads files, given as (path, source) with paths like `src/text/span.rs`.
    pub(crate) fn of(sources: &'s [(String, String)]) -> Self {
        let file = |(path, source): &'s (String, String)| File {
            path,
            module: module_of(path),
            outline: Outline::of(if path.ends_with(".rs") { source } else { "" }),
        };
        let files: Vec<_> = sources.iter().map(file).collect();
        let (holder, tests) = (BTreeMap::new(), BTreeSet::new());
        let mut tree = Tree { files, holder, tests, detours: Vec::new() };
        tree.follow_path_attributes();
        for (at, file) in tree.files.iter().enumerate() {
            tree.holder.insert(file.module.clone(), at);
            for module in &file.outline.modules {
                let name = [&file.module[..], &module.name].concat();
                if module.test {
                    tree.tests.insert(name.clone());
                }
                if module.inline {
                    tree.holder.insert(name, at);
                }
            }
        }
        tree
    }

    /// `#[path = "x.rs"] mod y;` makes the neighbour `x.rs` the module `y` of the file that says so.
    fn follow_path_attributes(&mut self) {
        for at in 0..self.files.len() {
            let file = &self.files[at];
            let folder = &file.path[..file.path.rfind('/').map_or(0, |slash| slash + 1)];
            let mut renamed = Vec::new();
            for module in &file.outline.modules {
                let Some(target) = &module.file else { continue };
                let path = format!("{folder}{target}");
                match self.files.iter().position(|file| file.path == path) {
                    Some(to) if !target.contains('/') => {
                        renamed.push((to, [&file.module[..], &module.name].concat()));
                    }
                    _ => self.detours.push((at, module.line)),
                }
            }
            for (to, name) in renamed {
                self.files[to].module = name;
            }
        }
    }

    /// Every path that leads from one file to another.
    pub(crate) fn imports(&self) -> Vec<Import> {
        let mut imports = Vec::new();
        for (from, file) in self.files.iter().enumerate() {
            let test_file = (1..=file.module.len()).any(|n| self.tests.contains(&file.module[..n]));
            for path in &file.outline.paths {
                if let Some(to) = self.resolve(file, path).filter(|&to| to != from) {
                    let (written, test) = (path.segments.join("::"), path.test || test_file);
                    imports.push(Import { from, to, path: written, line: path.line, test });
                }
            }
        }
        imports
    }

    /// The file that holds the longest part of the path that is a module; `None` where it leaves the crate.
    fn resolve(&self, file: &File<'_>, path: &Path) -> Option<usize> {
        let mut here = [&file.module[..], &path.within].concat();
        let mut rest = path.segments.iter().peekable();
        match rest.peek()?.as_str() {
            "crate" => {
                rest.next();
                here.truncate(1);
            }
            "self" | "super" => {
                while let Some(step) = rest.next_if(|step| *step == "self" || *step == "super") {
                    if step == "super" {
                        here.pop();
                    }
                }
            }
            name => {
                // A child module is seen from its parent file and, by `use super::*`, from blocks in it.
                while !self.holder.contains_key(&[&here[..], &[name.to_owned()]].concat()) {
                    if here.len() <= file.module.len() {
                        return None;
                    }
                    here.pop();
                }
            }
        }
        for name in rest {
            here.push(name.clone());
            if !self.holder.contains_key(&here) {
                here.pop();
                break;
            }
        }
        self.holder.get(&here).copied()
    }
}

/// The module that a path stands for, its crate first.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let mut parts: Vec<_> = inside.strip_suffix(".rs").unwrap_or(inside).split('/').collect();
    if parts.last() == Some(&"mod") {
        parts.pop();
    }
    let (root, below) = match parts[..] {
        ["bin", name, "main"] => (format!("bin {name}"), &[][..]),
        ["bin", name, ..] => (format!("bin {name}"), &parts[2..]),
        ["lib"] => ("crate".to_owned(), &[][..]),
        _ => ("crate".to_owned(), &parts[..]),
    };
    [root].into_iter().chain(below.iter().map(|&part| part.to_owned())).collect()
}
