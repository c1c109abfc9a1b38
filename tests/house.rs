//! Guards the plan of the house (ARCHITECTURE.md): floors, porches, paths, and the places of `rayon` and
//! `unsafe`. Each rule is also tried on small made-up trees that break it, since a guard that cannot fail
//! guards nothing.

use std::io::Write;
use std::path::PathBuf;
use std::{fs, io};

mod house {
    mod broken;
    mod code;
    mod floors;
    mod outline;
    pub(crate) mod rules;
    mod tree;
}

use house::rules::{Rule, remarks, violations};

#[test]
fn the_house_stands_as_planned() -> io::Result<()> {
    let sources = sources()?;
    for remark in remarks(&sources) {
        // Not `println!`, which a passing test would swallow.
        writeln!(io::stderr(), "for a person to judge: {remark}")?;
    }
    let found: Vec<_> = violations(&sources).iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{} breaches of the plan:\n{}", found.len(), found.join("\n"));
    Ok(())
}

/// A guard that looked in the wrong place would be content with anything.
#[test]
fn the_guard_reads_every_file_of_this_house() -> io::Result<()> {
    let mut sources = sources()?;
    for path in ["src/lib.rs", "src/error.rs", "src/vector/kernel/dispatch.rs", "src/bin/wordmill/main.rs"] {
        assert!(sources.iter().any(|(found, _)| found == path), "{path} was not read");
    }
    for (_, source) in &mut sources {
        source.push_str("\nfn spoilt() { rayon::join(|| (), || ()) }\n");
    }
    let found = violations(&sources);
    for (path, _) in sources.iter().filter(|(path, _)| path.ends_with(".rs") && path != "src/parallel.rs") {
        assert!(found.iter().any(|breach| breach.path == *path && breach.rule == Rule::Rayon), "{path}");
    }
    Ok(())
}

/// Every file under `src/`, sorted, with its path from the root and its text.
///
/// The root is the working directory, where Cargo starts tests; a path fixed at compile time would look
/// at another checkout when two share a target folder.
fn sources() -> io::Result<Vec<(String, String)>> {
    let mut folders = vec![PathBuf::from("src")];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            let is_rust = path.extension().is_some_and(|extension| extension == "rs");
            let source = if is_rust { fs::read_to_string(&path)? } else { String::new() };
            sources.push((name.join("/"), source));
        }
    }
    sources.sort();
    Ok(sources)
}
