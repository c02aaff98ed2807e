//! One instance: read, and parsed as exactly as the body of a response.

use std::io::Read;
use std::ops::Range;

use camino::Utf8Path;
use serde_json::Value;

use crate::cli::args::{ValidateArgs, WrittenArg};
use crate::cli::samples::STANDARD_INPUT;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::file::Sources;
use crate::source::span::{FileId, Span};
use crate::source::tree::Node;
use crate::source::yaml;
use crate::value::json::{self, JsonError, Problem};
use crate::value::places::{Duplicates, duplicates, places};

/// No instance may be larger, in bytes: places are told in 32 bits.
const MAX_BYTES: u64 = u32::MAX as u64;

/// An instance as it was parsed.
pub struct Instance {
    /// The value.
    pub value: Value,
    /// The keys that are given more than once.
    pub duplicates: Duplicates,
    text: String,
    /// Of YAML, the tree with its places.
    tree: Option<Node>,
}

impl Instance {
    /// Where values are, by their JSON Pointers; of one that is in no text, that of all.
    pub fn places(&self, pointers: &[&str]) -> Vec<Range<usize>> {
        let whole = || 0..self.text.len();
        match &self.tree {
            Some(tree) => pointers.iter().map(|pointer| tree.nearest(pointer).span.range()).collect(),
            None => places(&self.text, pointers).into_iter().map(|place| place.unwrap_or_else(whole)).collect(),
        }
    }

    /// The text, once nothing else is wanted.
    pub fn into_text(self) -> String {
        self.text
    }
}

/// What keeps an instance from being judged, and the file that its places are in.
pub struct Unusable {
    /// The file.
    pub source: Option<FileId>,
    /// The problem.
    pub problem: Diagnostic,
}

/// Reads and parses an instance; `-` is `input`.
pub fn read(
    args: &ValidateArgs,
    path: &Utf8Path,
    input: &mut dyn Read,
    sources: &Sources,
) -> Result<Instance, Unusable> {
    let name = name(path);
    let bytes = bytes(path, input).map_err(|problem| Unusable { source: None, problem })?;
    let is_yaml = match args.written {
        Some(written) => written == WrittenArg::Yaml,
        None => matches!(path.extension(), Some("yaml" | "yml")),
    };
    if is_yaml { of_yaml(name, bytes, sources) } else { of_json(name, bytes, sources) }
}

/// What an instance is called in messages.
pub fn name(path: &Utf8Path) -> &str {
    if path == STANDARD_INPUT { "<standard input>" } else { path.as_str() }
}

fn bytes(path: &Utf8Path, input: &mut dyn Read) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |why: String| Diagnostic::new(Code::UnreadableFile, format!("cannot read {}: {why}", name(path)));
    let too_large = || unreadable(format!("it has more than {MAX_BYTES} bytes"));
    let mut bytes = Vec::new();
    let read = if path == STANDARD_INPUT {
        input.take(MAX_BYTES + 1).read_to_end(&mut bytes)
    } else {
        let file = std::fs::File::open(path).map_err(|error| not_opened(path, unreadable(error.to_string())))?;
        let about = file.metadata().map_err(|error| unreadable(error.to_string()))?;
        if about.is_dir() {
            let folder = path.as_str().trim_end_matches('/');
            let problem = unreadable("it is a folder, not a file".to_owned());
            return Err(problem.help(format!("name the files in it, such as `{folder}/*.json`")));
        }
        let length = about.len();
        if length > MAX_BYTES {
            return Err(too_large());
        }
        bytes.reserve_exact(usize::try_from(length).unwrap_or(0));
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes)
    };
    read.map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > MAX_BYTES { Err(too_large()) } else { Ok(bytes) }
}

fn not_opened(path: &Utf8Path, problem: Diagnostic) -> Diagnostic {
    match path.as_str().contains(['*', '?', '[']) {
        true => problem.help("a pattern is the shell's to fill in, and it found no file for this one"),
        false => problem,
    }
}

fn of_json(name: &str, bytes: Vec<u8>, sources: &Sources) -> Result<Instance, Unusable> {
    match (json::parse_body(&bytes), String::from_utf8(bytes)) {
        (Ok(parsed), Ok(text)) => {
            let duplicates = if parsed.repeats { duplicates(&text) } else { Duplicates::default() };
            Ok(Instance { value: parsed.value, duplicates, text, tree: None })
        }
        (Err(error), Ok(text)) => Err(not_json(name, &error, text, sources)),
        (Err(error), Err(wrong)) => {
            Err(not_json(name, &error, String::from_utf8_lossy(wrong.as_bytes()).into_owned(), sources))
        }
        // What was parsed is UTF-8.
        (Ok(_), Err(wrong)) => Err(Unusable {
            source: None,
            problem: Diagnostic::new(Code::UnreadableFile, format!("cannot read {name}: {wrong}")),
        }),
    }
}

fn not_json(name: &str, error: &JsonError, text: String, sources: &Sources) -> Unusable {
    let before = text.get(..error.offset).unwrap_or_default().trim_end_matches([' ', '\t', '\r']);
    let is_lines = before.ends_with('\n') && text[before.len()..].trim_start().starts_with(['{', '[', '"']);
    let source = sources.add(name, text);
    let problem = Diagnostic::new(Code::Syntax, format!("not JSON: {}", error.problem));
    let problem = problem.at(Span::new(source, error.offset, error.offset + 1), "here");
    let problem = match &error.problem {
        Problem::Syntax(why) if why.contains("trailing characters") && is_lines => problem.help(
            "an instance is one value; `jq -s . FILE` makes a list of many, and `--at '$[*]'` judges each of them",
        ),
        Problem::Syntax(_) => {
            problem.help("instances are JSON, unless their names end in .yaml or .yml, or `--as yaml` says so")
        }
        Problem::ByteOrderMark => problem.help("save it as UTF-8 without a byte order mark: many readers refuse one"),
        Problem::NotUtf8 => problem.help("save it as UTF-8"),
        _ => problem,
    };
    Unusable { source: Some(source), problem }
}

fn of_yaml(name: &str, bytes: Vec<u8>, sources: &Sources) -> Result<Instance, Unusable> {
    let unreadable = |why: String| Unusable {
        source: None,
        problem: Diagnostic::new(Code::UnreadableFile, format!("cannot read {name}: {why}")),
    };
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8".to_owned()))?;
    // Taken as null it would be told of at a place that cannot be shown.
    if text.trim().is_empty() {
        return Err(unreadable("there is nothing in it".to_owned()));
    }
    let source = sources.add(name, text.clone());
    let mut diagnostics = Diagnostics::default();
    let tree = yaml::parse(source, &text, &mut diagnostics);
    let problem = diagnostics.sorted().first().map(|problem| (*problem).clone()).map(without_project);
    match (tree, problem) {
        (Some(tree), None) => {
            sources.forget(source);
            Ok(Instance { value: tree.to_json(), duplicates: Duplicates::default(), text, tree: Some(tree) })
        }
        (_, Some(problem)) => Err(Unusable { source: Some(source), problem }),
        (None, None) => Err(unreadable("it holds no value".to_owned())),
    }
}

/// What helps in a project does not help here.
fn without_project(problem: Diagnostic) -> Diagnostic {
    match problem.code {
        Code::TooDeep => Diagnostic { help: Vec::new(), ..problem },
        _ => problem,
    }
}
