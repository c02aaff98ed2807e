//! Folders that stand in for other machines: a schema may refer to `https://example.com/schemas/item.json`, and nothing is
//! ever fetched, so a copy of it has to be somewhere.

use std::collections::HashMap;

use camino::{Utf8Path, Utf8PathBuf};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::source::file::leads_out;
use crate::source::span::FileId;
use crate::source::tree::Node;
use crate::source::{diagnostic::Diagnostics, yaml};

/// What files of schemas are called.
const ENDINGS: [&str; 3] = ["json", "yaml", "yml"];
/// How many folders deep files are looked for by their `$id`.
const MAX_FOLDERS: usize = 16;
/// No file that is looked into for its `$id` may be larger, in bytes.
const MAX_BYTES: u64 = 16 << 20;

/// A folder with copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// The beginning of the URLs that it stands in for; absent, files are found by the path of a URL and by their `$id`.
    pub base: Option<String>,
    /// The folder.
    pub folder: Utf8PathBuf,
}

impl Remote {
    /// `FOLDER` or `URL=FOLDER`.
    pub fn parse(text: &str) -> Remote {
        let is_url = ["http://", "https://", "urn:"].iter().any(|scheme| text.starts_with(scheme));
        match text.split_once('=').filter(|_| is_url) {
            Some((base, folder)) => Remote { base: Some(base.to_owned()), folder: folder.into() },
            None => Remote { base: None, folder: text.into() },
        }
    }

    /// The file that a URL stands for, by its path alone.
    fn by_path(&self, url: &str) -> Option<Utf8PathBuf> {
        let inside = match &self.base {
            Some(base) => vec![url.strip_prefix(base.as_str())?.trim_start_matches('/').to_owned()],
            None => {
                let url = Url::parse(url).ok()?;
                let path = url.path().trim_start_matches('/').to_owned();
                url.host_str().map(|host| format!("{host}/{path}")).into_iter().chain([path]).collect()
            }
        };
        inside.iter().find_map(|inside| self.file(inside))
    }

    fn file(&self, inside: &str) -> Option<Utf8PathBuf> {
        let inside = percent_decode_str(inside).decode_utf8().ok()?;
        let inside = Utf8Path::new(&*inside);
        if inside.as_str().is_empty() || leads_out(inside) {
            return None;
        }
        let plain = self.folder.join(inside);
        let with_endings = ENDINGS.iter().map(|ending| Utf8PathBuf::from(format!("{plain}.{ending}")));
        let found = std::iter::once(plain.clone()).chain(with_endings).find(|path| path.is_file())?;
        // A link may not lead out of the folder either.
        let (root, real) = (self.folder.canonicalize_utf8().ok()?, found.canonicalize_utf8().ok()?);
        real.starts_with(root).then_some(found)
    }
}

/// All folders with copies, in the order given; the first that has a file wins.
#[derive(Debug, Default)]
pub struct Remotes {
    list: Vec<Remote>,
    /// Files by their `$id`, found when a URL is first not found by its path.
    by_id: Option<HashMap<String, Utf8PathBuf>>,
}

impl Remotes {
    /// These folders.
    pub fn new(list: Vec<Remote>) -> Remotes {
        Remotes { list, by_id: None }
    }

    /// Adds a folder that comes last.
    pub fn push(&mut self, remote: Remote) {
        self.list.push(remote);
    }

    /// The file that stands for a URL without fragment.
    pub fn find(&mut self, url: &str) -> Option<Utf8PathBuf> {
        if let Some(path) = self.list.iter().find_map(|remote| remote.by_path(url)) {
            return Some(path);
        }
        let list = &self.list;
        self.by_id.get_or_insert_with(|| ids(list)).get(url).cloned()
    }
}

/// The files of the folders that have an `$id` of their own.
fn ids(list: &[Remote]) -> HashMap<String, Utf8PathBuf> {
    let mut ids = HashMap::new();
    for remote in list.iter().filter(|remote| remote.base.is_none()) {
        let mut files = Vec::new();
        collect(&remote.folder, 0, &mut files);
        files.sort();
        for path in files {
            if let Some(id) = id(&path) {
                ids.entry(id).or_insert(path);
            }
        }
    }
    ids
}

fn collect(folder: &Utf8Path, depth: usize, files: &mut Vec<Utf8PathBuf>) {
    let Ok(entries) = folder.read_dir_utf8() else { return };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        if kind.is_dir() && depth < MAX_FOLDERS {
            collect(path, depth + 1, files);
        } else if kind.is_file() && path.extension().is_some_and(|ending| ENDINGS.contains(&ending)) {
            files.push(path.to_owned());
        }
    }
}

/// The `$id` of the schema in a file, or the `id` of older drafts.
fn id(path: &Utf8Path) -> Option<String> {
    if std::fs::metadata(path).ok()?.len() > MAX_BYTES {
        return None;
    }
    let text = std::fs::read_to_string(path).ok()?;
    let tree = yaml::parse(FileId::default(), &text, &mut Diagnostics::default())?;
    let id = tree.get("$id").or_else(|| tree.get("id")).and_then(Node::as_str)?;
    Some(id.trim_end_matches('#').to_owned())
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::{Remote, Remotes};

    #[test]
    fn a_file_is_found_by_base_by_path_and_by_id() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8");
        std::fs::create_dir_all(root.join("copies/deep")).expect("made");
        for (name, text) in
            [("copies/item.json", "{}"), ("copies/deep/b.yaml", "$id: urn:b\ntype: string\n"), ("outside.json", "{}")]
        {
            std::fs::write(root.join(name), text).expect("written");
        }
        let copies = root.join("copies");
        let find = |remote: &str, url: &str| {
            let found = Remotes::new(vec![Remote::parse(remote)]).find(url);
            found.map(|path| path.strip_prefix(&copies).expect("inside").to_string())
        };
        let mapped = format!("https://x.test/schemas/={copies}");
        assert_eq!(find(&mapped, "https://x.test/schemas/item.json").as_deref(), Some("item.json"));
        assert_eq!(find(&mapped, "https://x.test/schemas/item").as_deref(), Some("item.json"));
        assert_eq!(find(&mapped, "https://x.test/item.json"), None);
        assert_eq!(find(copies.as_str(), "http://localhost:1234/item.json").as_deref(), Some("item.json"));
        assert_eq!(find(copies.as_str(), "urn:b").as_deref(), Some("deep/b.yaml"));
        for url in ["https://x.test/schemas/%2e%2e/outside.json", "https://x.test/schemas/%2Fetc/passwd"] {
            assert_eq!(find(&mapped, url), None, "{url}");
        }
    }
}
