//! The schema that instances are held against: which file, which part of it, and what it may refer to.

use std::io::Read;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use percent_encoding::percent_decode_str;

use crate::cli::args::{DraftArg, ValidateArgs};
use crate::cli::samples::{STANDARD_INPUT, read_input};
use crate::contract::contents::Contents;
use crate::contract::dialect::Dialect;
use crate::contract::gathering::{First, Gathering};
use crate::contract::remotes::Remote;
use crate::contract::schema::compile::Assertions;
use crate::contract::schema::plain::{self, Made, Plain};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::Sources;

/// Reads and compiles it. The error is everything that is wrong.
pub fn compile(args: &ValidateArgs, input: &mut dyn Read, sources: &Arc<Sources>) -> Result<Made, Vec<Diagnostic>> {
    let remotes: Vec<Remote> = args.remotes.iter().map(|text| Remote::parse(text)).collect();
    let missing: Vec<Diagnostic> = remotes.iter().filter(|remote| !remote.folder.is_dir()).map(no_folder).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let (path, fragment) = split(&args.schema);
    let read = args.instances.iter().filter(|path| *path == STANDARD_INPUT).count();
    if read + usize::from(path == STANDARD_INPUT) > 1 {
        let twice = "standard input is read once: it is either the schema or one of the instances";
        return Err(vec![Diagnostic::new(Code::UnreadableFile, twice).help("name a file for one of them")]);
    }
    let dialect = dialect(args.draft);
    let (folder, first) = if path == STANDARD_INPUT {
        let text = read_input(input).map_err(|problem| vec![problem])?;
        (Utf8PathBuf::new(), First::Text("<standard input>", text))
    } else {
        let (folder, inside) = placed(Utf8Path::new(path));
        (folder, First::File(inside))
    };
    let contents = if args.assert_content { Contents::Asserted } else { Contents::Annotations };
    let gathering = Arc::new(Gathering::new(&folder, remotes, sources.clone(), dialect, contents));
    let url = gathering.begin(first)?;
    let assertions = Assertions { formats: args.assert_format, contents: args.assert_content };
    plain::compile(&gathering, &url, &fragment, Plain { dialect, assertions, lint: args.lint })
}

/// The file and the fragment. A file may have `#` in its name.
fn split(schema: &str) -> (&str, String) {
    match schema.rsplit_once('#') {
        Some((path, fragment)) if !Utf8Path::new(schema).exists() => {
            (path, percent_decode_str(fragment).decode_utf8_lossy().into_owned())
        }
        _ => (schema, String::new()),
    }
}

/// The folder whose files may be referred to, and where the schema is in it: the current folder, or the schema's own
/// where that lies elsewhere.
fn placed(path: &Utf8Path) -> (Utf8PathBuf, &Utf8Path) {
    let leads_out = path.is_absolute() || crate::source::file::leads_out(path);
    match (leads_out, path.parent(), path.file_name()) {
        (true, Some(parent), Some(name)) => (parent.to_owned(), Utf8Path::new(name)),
        _ => (Utf8PathBuf::new(), path),
    }
}

fn dialect(draft: DraftArg) -> Dialect {
    match draft {
        DraftArg::Draft4 => Dialect::Draft4,
        DraftArg::Draft6 => Dialect::Draft6,
        DraftArg::Draft7 => Dialect::Draft7,
        DraftArg::Draft201909 => Dialect::Draft201909,
        DraftArg::Draft202012 => Dialect::Draft202012,
    }
}

fn no_folder(remote: &Remote) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, format!("there is no folder {}, which `--remotes` names", remote.folder))
        .help("name a folder with copies of schemas, or `URL=FOLDER`")
}
