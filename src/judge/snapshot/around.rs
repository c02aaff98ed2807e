//! What changed around the body of a snapshot: its status, its headers, and the environment that it belongs to.

use crate::judge::snapshot::file::{Info, SnapshotFile};
use crate::suite::model::SnapshotKind;
use crate::value::change::model::{Change, Class, Kind};

/// A part of a snapshot's metadata that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Around {
    /// The statuses.
    Status,
    /// A header, by its name.
    Header(String),
    /// The environment.
    Environment,
}

impl Around {
    /// Carries this part over.
    pub fn take(&self, from: &Info, to: &mut Info) {
        match self {
            Around::Status => to.head.status = from.head.status.clone(),
            Around::Environment => to.env = from.env.clone(),
            Around::Header(name) => {
                to.head.headers.remove(name);
                to.head.headers.extend(from.head.headers.get_key_value(name).map(|(n, v)| (n.clone(), v.clone())));
            }
        }
    }
}

/// What changed around the body, between two snapshots of the same kind.
pub fn around(old: &SnapshotFile, new: &SnapshotFile) -> Vec<(Around, Change)> {
    let (was, is) = (&old.info.head, &new.info.head);
    let mut found = Vec::new();
    if was.status != is.status {
        let [from, to] = [was, is].map(|head| (!head.status.is_empty()).then(|| head.statuses()));
        found.push((Around::Status, change(Class::Status, "status".into(), from, to)));
    }
    let quoted = |text: &String| match new.info.kind {
        Some(SnapshotKind::Shape) => text.clone(),
        _ => serde_json::Value::from(text.as_str()).to_string(),
    };
    let mut names: Vec<&String> = was.headers.keys().chain(is.headers.keys()).collect();
    names.sort();
    names.dedup();
    for name in names.into_iter().filter(|name| was.headers.get(*name) != is.headers.get(*name)) {
        let [from, to] = [was, is].map(|head| head.headers.get(name).map(quoted));
        found.push((Around::Header(name.clone()), change(Class::Header, format!("header {name}"), from, to)));
    }
    // Somebody may have dropped it.
    if let (Some(from), Some(to)) = (&old.info.env, &new.info.env)
        && from != to
    {
        let change = change(Class::Value, "environment".into(), Some(from.clone()), Some(to.clone()));
        found.push((Around::Environment, change));
    }
    found
}

fn change(class: Class, path: String, from: Option<String>, to: Option<String>) -> Change {
    let kind = match (&from, &to) {
        (None, _) => Kind::Added,
        (_, None) => Kind::Removed,
        _ => Kind::Value,
    };
    let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
    Change { class, kind, path, from, to, unsaid: None, was: None, is: None }
}
