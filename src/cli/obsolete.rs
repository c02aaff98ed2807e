//! What a run of the whole suite says about snapshots that no case refers to.

use camino::Utf8Path;

use crate::exit::ExitCode;
use crate::judge::snapshot::owner::owned;
use crate::judge::snapshot::path::FOLDER as SNAPSHOTS;
use crate::record::obsolete::obsolete;
use crate::record::store::Store;
use crate::run::session::Session;
use crate::run::snapshots::SnapshotPolicy;
use crate::show::plain::{count, harmless};
use crate::source::code::Code;

/// How many are listed.
const LISTED: usize = 50;

/// The snapshots that no case refers to, and what is said about them.
#[derive(Debug)]
pub struct Obsolete {
    /// What is printed.
    pub note: String,
    /// What it means for the run.
    pub code: ExitCode,
    /// Their files; `None` when nobody could look.
    pub paths: Option<Vec<String>>,
}

impl Default for Obsolete {
    fn default() -> Obsolete {
        Obsolete { note: String::new(), code: ExitCode::Holds, paths: None }
    }
}

/// What is to be said about snapshots that no case refers to. In CI they fail the run; elsewhere they are a warning, and
/// what killed processes left is cleared away by the way.
pub fn obsolete_snapshots(session: &Session) -> Obsolete {
    let store = Store::new(&session.root);
    let in_ci = session.snapshots.policy() == SnapshotPolicy::Compare;
    if !in_ci {
        store.sweep(Utf8Path::new(SNAPSHOTS));
    }
    let obsolete = match obsolete(&store, &owned(&session.suite)) {
        Ok(paths) if paths.is_empty() => return Obsolete { paths: Some(Vec::new()), ..Obsolete::default() },
        Ok(paths) => paths,
        // What cannot be looked at must not be taken for nothing.
        Err(error) => {
            let note = format!("\nerror[{}] {error}\n  help      {}\n", error.code(), error.help());
            return Obsolete { note, code: ExitCode::NoVerdict, paths: None };
        }
    };
    let paths = Some(obsolete.iter().map(|path| path.to_string()).collect());
    let (code, number) = (Code::SnapshotObsolete, count(obsolete.len(), "snapshot"));
    if !in_ci {
        let note =
            format!("\nwarning[{code}] {number} that no case refers to: `countersign snapshots --unreferenced`\n");
        return Obsolete { note, code: ExitCode::Holds, paths };
    }
    let mut note = format!("\nerror[{code}] {number} that no case refers to\n");
    for path in obsolete.iter().take(LISTED) {
        note.push_str(&format!("  {}\n", harmless(path.as_str(), false)));
    }
    if obsolete.len() > LISTED {
        note.push_str(&format!("  ... and {} more\n", obsolete.len() - LISTED));
    }
    let help = "`countersign snapshots --unreferenced --delete` deletes them on your own machine; `countersign rename` \
                takes them along";
    Obsolete { note: note + "  help      " + help + "\n", code: ExitCode::Broken, paths }
}
