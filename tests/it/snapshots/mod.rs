//! Snapshots on disk: what is proposed for them, whose they are, and what can happen to their files.

mod interrupted;
mod obsolete;
mod proposals;
mod safety;
mod with_insta;

use std::collections::BTreeMap;
use std::path::Path;

use crate::project::Project;
use crate::server::Server;

/// The items project on `server`, as its staging environment, with these cases of `GET /items/{id}`.
fn project(server: &Server, cases: &str) -> Project {
    let head = "api: items\noperation: GET /items/{id}\nundocumented: allow\ncases:\n";
    let mut project = Project::items().with("cases/a.yaml", &format!("{head}{cases}"));
    project.set("ITEMS_URL", &server.url());
    project.set("ITEMS_KEY", KEY);
    project
}

/// The staging environment's secret.
const KEY: &str = "the key of the items";
/// The arguments for everything on staging.
const STAGING: &[&str] = &["run", "--no-record", "--env", "staging"];
/// The same, and every snapshot is written.
const UPDATE: &[&str] = &["run", "--no-record", "--env", "staging", "--update-snapshots", "all"];
/// A case with a snapshot of the whole body of item 1.
const BODY: &str = "  - { name: a, request: { path: { id: 1 } }, expect: { snapshot: body } }\n";
/// Its snapshot.
const SNAP: &str = "snapshots/items/a/a.snap";
/// What is proposed for it.
const PROPOSAL: &str = ".countersign/pending/items/a/a.json";

/// Every file of a project below a folder, with its bytes; a link counts as what it points at in words.
fn tree(project: &Project, folder: &str) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let kind = entry.file_type().expect("a kind");
            if kind.is_dir() {
                walk(root, &path, found);
                continue;
            }
            let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
            let bytes = match kind.is_symlink() {
                true => std::fs::read_link(&path).expect("a link").into_os_string().into_encoded_bytes(),
                false => std::fs::read(&path).expect("readable"),
            };
            found.insert(name, bytes);
        }
    }
    let mut found = BTreeMap::new();
    walk(&project.path(""), &project.path(folder), &mut found);
    found
}

/// The names of every file of a project below a folder.
fn names(project: &Project, folder: &str) -> Vec<String> {
    tree(project, folder).into_keys().collect()
}
