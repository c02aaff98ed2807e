//! Holds the code to its floors: a floor imports only floors beneath it, no module takes part in an import cycle, and
//! every room is on the map in ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// From the ground up; floors of one group do not import each other.
const FLOORS: [&[&str]; 13] = [
    &["exit"],
    &["source"],
    &["secret"],
    &["value"],
    &["wire"],
    &["contract"],
    &["suite"],
    &["judge"],
    &["record"],
    &["run", "mock", "convert"],
    &["decide"],
    &["show"],
    &["cli"],
];

fn height(floor: &str) -> usize {
    let found = FLOORS.iter().position(|group| group.contains(&floor));
    found.unwrap_or_else(|| panic!("`{floor}` is on no floor"))
}

#[test]
fn a_floor_imports_only_floors_beneath_it() {
    let mut wrong = Vec::new();
    for (module, imports) in modules() {
        let Some(floor) = floor_of(&module) else { continue };
        for import in imports {
            let target = floor_of(&import).expect("imports name a floor");
            if target != floor && height(&target) >= height(&floor) {
                wrong.push(format!("{module} imports {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "imports that go up or sideways:\n{}", wrong.join("\n"));
}

#[test]
fn no_module_takes_part_in_an_import_cycle() {
    let modules = modules();
    for start in modules.keys() {
        let mut path = vec![start.clone()];
        let mut done = BTreeSet::new();
        if let Some(cycle) = find_cycle(start, start, &modules, &mut path, &mut done) {
            panic!("an import cycle: {}", cycle.join(" -> "));
        }
    }
}

#[test]
fn every_room_is_on_the_map() {
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let missing: Vec<String> =
        modules().into_keys().filter(|module| !module.ends_with("::fixture") && !on_the_map(&map, module)).collect();
    assert!(missing.is_empty(), "rooms that ARCHITECTURE.md does not name: {}", missing.join(", "));
}

/// What may write, and what keeps secrets out of it: whoever else wants to print or to write a file hands it to one of
/// these.
const WRITERS: &[(&str, &str)] = &[
    ("cli::hiding", "panics, through the mask"),
    ("cli::main", "the process's streams, each behind the mask; help, which says nothing from outside"),
    ("cli::run::progress", "ids of `StartLine`s, which have passed the mask"),
    ("cli::report::reports", "a report, of lines of a record"),
    ("cli::report::target", "reports, of lines of a record"),
    ("cli::review::command", "asks whether it is a terminal"),
    ("cli::review::terminal::screen", "a review, which masks what it shows"),
    ("cli::signals", "that nothing was sent"),
    ("cli::review::html", "a review, which masks what it shows"),
    ("cli::signals", "a text that is always the same"),
    ("cli::diff", "the folder for two records"),
    ("cli::init", "new files of a project, of its contract"),
    ("mock::proxy::recorder", "cases, in which secrets are replaced by their names"),
    ("mock::state::saved", "the state of a mock, which its user asked for"),
    ("record::atomic", "files that `record::store` writes: snapshots and proposals, which hold no secret"),
    ("record::merge", "records, of records"),
    ("record::write", "lines of a record, which have passed the mask"),
    ("run::locks", "nothing: files that are only locked"),
];

#[test]
fn only_named_modules_write_and_each_says_why_no_secret_can_be_in_it() {
    let ways = [
        "io::stdout(",
        "io::stderr(",
        "print!(",
        "println!(",
        "eprintln!(",
        "fs::write(",
        "fs::copy(",
        "File::create",
        "OpenOptions",
        "tempfile",
        "persist(",
    ];
    let source = root().join("src");
    let mut files = Vec::new();
    collect(&source, &mut files);
    let mut writing = BTreeSet::new();
    for file in files.iter().filter(|file| !file.ends_with("tests.rs") && !file.ends_with("fixture.rs")) {
        let text = std::fs::read_to_string(file).expect("readable");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        if lines.into_iter().any(|line| ways.iter().any(|way| line.contains(way))) {
            writing.insert(name(&source, file));
        }
    }
    let known: BTreeSet<String> = WRITERS.iter().map(|(module, _)| (*module).to_owned()).collect();
    let new: Vec<&String> = writing.difference(&known).collect();
    assert!(new.is_empty(), "these write around the mask, or WRITERS does not say why they may: {new:?}");
    let gone: Vec<&String> = known.difference(&writing).collect();
    assert!(gone.is_empty(), "WRITERS names what does not write: {gone:?}");
}

#[test]
fn every_file_says_first_why_it_is_there() {
    let mut files = Vec::new();
    ["src", "tests/it"].into_iter().for_each(|folder| collect(&root().join(folder), &mut files));
    files.retain(|file| !std::fs::read_to_string(file).expect("readable").starts_with("//! "));
    assert!(files.is_empty(), "files without a `//!` head: {files:?}");
}

/// A room is on the map when its floor's row names it: `` | `value` | `json`, `path` ``.
fn on_the_map(map: &str, module: &str) -> bool {
    let mut parts = module.split("::");
    let floor = parts.next().unwrap_or_default();
    let row = map.lines().find(|line| line.starts_with(&format!("| `{floor}`")));
    row.is_some_and(|row| parts.next().is_none_or(|room| row.contains(&format!("`{room}`"))))
}

fn find_cycle(
    start: &str,
    at: &str,
    modules: &BTreeMap<String, BTreeSet<String>>,
    path: &mut Vec<String>,
    done: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    for next in modules.get(at)? {
        if next == start {
            path.push(next.clone());
            return Some(path.clone());
        }
        if done.insert(next.clone()) {
            path.push(next.clone());
            if let Some(cycle) = find_cycle(start, next, modules, path, done) {
                return Some(cycle);
            }
            path.pop();
        }
    }
    None
}

fn floor_of(module: &str) -> Option<String> {
    module.split("::").next().filter(|floor| !floor.is_empty() && *floor != "main").map(str::to_owned)
}

/// Every module below `src` with the modules it imports; `lib.rs` and `main.rs` only assemble and are left out.
fn modules() -> BTreeMap<String, BTreeSet<String>> {
    let source = root().join("src");
    let mut files = Vec::new();
    collect(&source, &mut files);
    let names: BTreeSet<String> = files.iter().map(|file| name(&source, file)).collect();
    let mut modules = BTreeMap::new();
    for file in &files {
        let module = name(&source, file);
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let text = std::fs::read_to_string(file).expect("readable");
        // Unit tests may look wherever they like inside their own floor's reach; they are not part of the flow.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let mut imports = BTreeSet::new();
        for path in crate_paths(code) {
            if let Some(target) = resolve(&path, &names)
                && target != module
            {
                imports.insert(target);
            }
        }
        modules.insert(module, imports);
    }
    modules
}

/// Every `crate::a::b` in the code, groups opened: `use crate::a::{b, c::d};` gives `a::b` and `a::c::d`.
fn crate_paths(code: &str) -> Vec<String> {
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut paths = Vec::new();
    let mut rest = code.as_str();
    while let Some(at) = rest.find("crate::") {
        rest = &rest[at + "crate::".len()..];
        expand(&mut rest, String::new(), &mut paths);
    }
    paths
}

/// Reads one path, or a group of them, from the front of `rest`.
fn expand(rest: &mut &str, prefix: String, paths: &mut Vec<String>) {
    let mut path = prefix;
    loop {
        *rest = rest.trim_start();
        if let Some(group) = rest.strip_prefix('{') {
            *rest = group;
            loop {
                expand(rest, path.clone(), paths);
                *rest = rest.trim_start();
                match rest.strip_prefix(',') {
                    Some(more) if !more.trim_start().starts_with('}') => *rest = more,
                    Some(more) => *rest = more,
                    None => break,
                }
                if rest.trim_start().starts_with('}') {
                    break;
                }
            }
            *rest = rest.trim_start().strip_prefix('}').unwrap_or(rest);
            return;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let word = &rest[..end];
        *rest = &rest[end..];
        if !path.is_empty() {
            path.push_str("::");
        }
        path.push_str(word);
        match rest.strip_prefix("::") {
            Some(more) if !word.is_empty() => *rest = more,
            _ => {
                paths.push(path);
                return;
            }
        }
    }
}

/// The longest prefix of a path that is a module.
fn resolve(path: &str, names: &BTreeSet<String>) -> Option<String> {
    let parts: Vec<&str> = path.split("::").collect();
    (1..=parts.len()).rev().map(|count| parts[..count].join("::")).find(|prefix| names.contains(prefix))
}

fn name(source: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(source).expect("below src").with_extension("");
    let parts: Vec<String> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.join("::").trim_end_matches("::mod").to_owned()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn imports_are_read_as_the_compiler_reads_them() {
    let code = "use crate::a::{b, c::{self, D}, e};\nlet x = crate::f::g(1);\n// crate::not::this\n";
    assert_eq!(crate_paths(code), ["a::b", "a::c::self", "a::c::D", "a::e", "f::g"]);
}
