//! The state file: the state of requests that name no session, as it was, as it is, and as somebody wants it to be.
//!
//! A mock begins with the file's state and writes it back with every change, by a thread of its own and not more often
//! than a few times a second, so no request waits for a disk. The file is replaced as a whole: killed at any moment, it
//! has its old or its new text. Who wants another state writes the file; who wants the first one deletes it.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use crate::mock::served::Observer;
use crate::mock::state::session::{Changed, World, lock};
use crate::mock::state::tree::Tree;
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::file::Sources;
use crate::source::span::Span;
use crate::value::json;

/// How long the file stays as it is after it was written.
const PAUSE: Duration = Duration::from_millis(200);

/// A state file as it was read.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Where it is.
    pub path: Utf8PathBuf,
    /// What it said; none when there was no file.
    pub state: Option<Tree>,
    /// Its text.
    text: String,
}

/// Reads a state file. There may be none yet; one that is no JSON is an error, and is left as it is.
pub fn read(path: &Utf8Path, sources: &Sources) -> Result<Saved, Diagnostic> {
    if !path.exists() {
        return Ok(Saved { path: path.to_owned(), state: None, text: String::new() });
    }
    let file = sources.read(Utf8Path::new(""), path)?;
    let text = sources.get(file).map(|file| file.text.clone()).unwrap_or_default();
    match json::parse(text.as_bytes()) {
        Ok(state) => Ok(Saved { path: path.to_owned(), state: Some(Tree::from(&state)), text }),
        Err(error) => Err(Diagnostic::new(Code::MockState, format!("the state file is not JSON: {}", error.problem))
            .at(Span::new(file, error.offset, error.offset), "here")
            .help("mend it, or delete it to begin with the first state; it was left as it is")),
    }
}

/// Keeps a file like a state. When this is dropped, the last change has been written.
#[derive(Debug)]
pub struct Keeper {
    desk: Arc<Desk>,
    thread: Option<JoinHandle<()>>,
}

/// Where it says that something has changed.
#[derive(Debug)]
pub struct Desk {
    path: Utf8PathBuf,
    work: Mutex<Work>,
    bell: Condvar,
}

#[derive(Debug, Default)]
struct Work {
    changed: bool,
    stopped: bool,
    /// The text of the file as it was last read or written here.
    text: String,
}

impl Changed for Desk {
    fn changed(&self) {
        lock(&self.work).changed = true;
        self.bell.notify_one();
    }
}

impl Keeper {
    /// Keeps the file like the state of `world` from now on. A file that is not there yet is written at once; the error
    /// says that it cannot be.
    pub fn start(saved: Saved, world: &Arc<World>, observer: Option<Arc<dyn Observer>>) -> io::Result<Keeper> {
        let Saved { path, state, mut text } = saved;
        if state.is_none() {
            text = written(&world.now().state);
            write(&path, &text).map_err(|error| io::Error::new(error.kind(), unwritable(&path, &error)))?;
        }
        let work = Mutex::new(Work { changed: false, stopped: false, text });
        let desk = Arc::new(Desk { path, work, bell: Condvar::new() });
        world.tell(desk.clone());
        let (at, of) = (desk.clone(), world.clone());
        let thread = std::thread::Builder::new().name("state".to_owned()).spawn(move || keep(&at, &of, observer))?;
        Ok(Keeper { desk, thread: Some(thread) })
    }

    /// What somebody else wrote into the file since it was last read or written here, if anybody did; without a state
    /// when the file is gone.
    pub fn changes(&self, sources: &Sources) -> Result<Option<Saved>, Diagnostic> {
        let saved = read(&self.desk.path, sources)?;
        let mut work = lock(&self.desk.work);
        if saved.text == work.text {
            return Ok(None);
        }
        work.text.clone_from(&saved.text);
        Ok(Some(saved))
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        lock(&self.desk.work).stopped = true;
        self.desk.bell.notify_one();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing left to write.
            let _ = thread.join();
        }
    }
}

fn keep(desk: &Desk, world: &World, observer: Option<Arc<dyn Observer>>) {
    let mut failing = false;
    loop {
        let mut work = lock(&desk.work);
        while !work.changed && !work.stopped {
            work = desk.bell.wait(work).unwrap_or_else(std::sync::PoisonError::into_inner);
        }
        if !work.changed {
            return;
        }
        work.changed = false;
        let state = world.now().state.clone();
        if says(&work.text, &state) {
            continue;
        }
        let text = written(&state);
        // Under the lock, so that whoever looks for changes of others never takes this one for theirs.
        let result = write(&desk.path, &text);
        if result.is_ok() {
            work.text = text;
        }
        drop(work);
        if let (Err(error), false, Some(observer)) = (&result, failing, &observer) {
            observer.troubled(unwritable(&desk.path, error));
        }
        failing = result.is_err();
        rest(desk);
    }
}

/// Whether a text holds this state. What was just taken over from the file is not written into it again: whoever wrote it
/// may be about to write the next one.
fn says(text: &str, state: &Tree) -> bool {
    json::parse(text.as_bytes()).is_ok_and(|kept| Tree::from(&kept) == *state)
}

/// Waits, unless it is to stop.
fn rest(desk: &Desk) {
    let work = lock(&desk.work);
    // Woken for a change it waits on; how long a moment is, is of no matter to anybody.
    drop(desk.bell.wait_timeout_while(work, PAUSE, |work| !work.stopped));
}

/// A state as it stands in a file: indented, since people read it.
fn written(state: &Tree) -> String {
    let text = match state {
        Tree::Null => serde_json::to_string_pretty(&Tree::empty_map()),
        state => serde_json::to_string_pretty(state),
    };
    text.unwrap_or_default() + "\n"
}

fn unwritable(path: &Utf8Path, error: &io::Error) -> String {
    let folder = path.parent().filter(|folder| !folder.as_str().is_empty());
    match (error.kind(), folder) {
        (io::ErrorKind::NotFound, Some(folder)) => {
            format!("cannot write the state file {path}: there is no folder {folder}")
        }
        (kind, _) => format!("cannot write the state file {path}: {kind}"),
    }
}

fn write(path: &Utf8Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".countersign-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    // Temporary files are private; a state is as readable as any other file of the project.
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    file.as_file().set_permissions(mode)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use camino::Utf8Path;
    use serde_json::json;

    use super::{Keeper, read};
    use crate::mock::state::session::Sessions;
    use crate::mock::state::tree::Tree;
    use crate::source::file::Sources;

    #[test]
    fn a_change_is_in_the_file_when_the_keeper_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().join("state.json");
        let sessions = Sessions::new(Tree::Null, 1);
        let keeper = Keeper::start(read(&path, &Sources::default()).unwrap(), sessions.shared(), None).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}\n", "it is there from the beginning");
        for n in 0..100_u64 {
            sessions.shared().edit(|state| state.set(&["n".to_owned()], Tree::Number(n.into()))).unwrap();
        }
        assert!(keeper.changes(&Sources::default()).unwrap().is_none(), "its own changes are nobody else's");
        drop(keeper);
        let state = read(&path, &Sources::default()).unwrap().state;
        assert_eq!(state, Some(Tree::from(&json!({ "n": 99 }))));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing temporary is left");
    }

    #[test]
    fn what_somebody_else_writes_is_noticed_and_a_broken_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().join("state.json");
        std::fs::write(&path, "{\"a\": 1}").unwrap();
        let sources = Sources::default();
        let saved = read(&path, &sources).unwrap();
        let sessions = Sessions::new(saved.state.clone().unwrap(), 1);
        let keeper = Keeper::start(saved, sessions.shared(), None).unwrap();
        std::fs::write(&path, "{\"a\": 2}").unwrap();
        let changes = keeper.changes(&sources).unwrap().unwrap();
        assert_eq!(changes.state, Some(Tree::from(&json!({ "a": 2 }))));
        assert!(keeper.changes(&sources).unwrap().is_none(), "once");
        std::fs::write(&path, "{\n  \"a\": }").unwrap();
        let problem = keeper.changes(&sources).unwrap_err();
        let place = sources.position(problem.labels[0].span);
        assert_eq!((place.line, place.column), (2, 8), "{}", problem.message);
        std::fs::remove_file(&path).unwrap();
        assert!(keeper.changes(&sources).unwrap().unwrap().state.is_none());
        let gone = path.join("no/such/folder/state.json");
        let nowhere = Keeper::start(read(&gone, &sources).unwrap(), &Arc::clone(sessions.shared()), None);
        assert!(nowhere.unwrap_err().to_string().starts_with("cannot write the state file"));
    }
}
