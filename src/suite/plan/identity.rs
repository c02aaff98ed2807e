//! What a suite and its contracts are known by: hashes over everything that says so. Two runs with the same ones asked the
//! same questions, wherever they sent them.
//!
//! It is the same for every environment and every selection. Only what was loaded counts, so a run of one exact case, which
//! reads one file, has another; its record says so.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::Read as _;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::contract::description::Contract;
use crate::source::file::{Sources, inside, open};
use crate::suite::casefile::file::folder;
use crate::suite::config::file::{Api, Config, FILE_NAME, LOCAL_FILE_NAME};
use crate::suite::model::{Body, CaseFile, DuplicateKeys, PartContent, Step};
use crate::suite::plan::check::Contracts;
use crate::suite::plan::credentials::steps_of;
use crate::suite::plan::load::Suite;
use crate::suite::template::text::Template;

/// What a suite and its contracts are known by; all hashes are SHA-256 in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Over everything that says what the cases are: their files, blocks, rows and schemas, the files that bodies name
    /// literally, and the variables of the configuration.
    pub suite: String,
    /// Over every file of a contract that has cases, by API.
    pub contracts: BTreeMap<String, String>,
}

impl Identity {
    /// Of what was loaded. Environments, the policy of the gate and the rules of mocks are not part of it.
    pub fn of(config: &Config, suite: &Suite, contracts: &Contracts, sources: &Sources) -> Identity {
        let documents = contracts.values().flat_map(|contract| contract.documents.iter());
        let mut others: HashSet<Utf8PathBuf> = documents.map(|document| document.path.clone()).collect();
        others.extend([FILE_NAME, LOCAL_FILE_NAME].map(Utf8PathBuf::from));
        others.extend(config.apis.iter().filter_map(|api| api.mock.clone()));
        let files = sources.files();
        let read = files.iter().filter(|file| !others.contains(&file.path));
        let read = read.map(|file| (file.path.as_str(), file.text.as_bytes()));
        let rest = [("countersign.toml", said(config)), ("rows", rows(suite))];
        let rest: Vec<(&str, Vec<u8>)> = rest.map(|(name, value)| (name, value.to_string().into_bytes())).into();
        let sent = sent_files(config, suite);
        let sent = sent.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let has_cases = |api: &str| suite.files.iter().any(|file| file.api == api);
        let used = contracts.iter().filter(|(api, _)| has_cases(api));
        Identity {
            suite: hash(read.chain(rest.iter().map(|(name, bytes)| (*name, bytes.as_slice()))).chain(sent)),
            contracts: used.map(|(api, contract)| (api.clone(), contract_hash(contract, sources))).collect(),
        }
    }
}

/// What the configuration says of the cases.
fn said(config: &Config) -> Value {
    let variables = config.vars.iter().map(|variable| (variable.name.clone(), variable.value.said()));
    let of_api = |api: &Api| match api.duplicate_keys {
        DuplicateKeys::Fail => format!("{:?}", api.undocumented),
        DuplicateKeys::Allow => format!("{:?}, duplicate keys", api.undocumented),
    };
    let apis = config.apis.iter().map(|api| (api.name.clone(), of_api(api).into()));
    json!({ "vars": variables.collect::<serde_json::Map<_, _>>(), "undocumented": apis.collect::<serde_json::Map<_, _>>() })
}

/// The rows of every case: those of a table are in no file that was read as a source.
fn rows(suite: &Suite) -> Value {
    let of = |file: &CaseFile| {
        let rows = file.cases.iter().flat_map(|case| case.rows.iter().flatten().map(move |row| (case, row)));
        rows.map(|(case, row)| json!([case.id, row.id, *row.data])).collect::<Vec<Value>>()
    };
    Value::Array(suite.files.iter().flat_map(of).collect())
}

/// The hashes of the files that bodies name, unless by a template. One that cannot be read is told by whoever checks it.
fn sent_files(config: &Config, suite: &Suite) -> BTreeMap<Utf8PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for (file, case) in suite.cases() {
        let folder = folder(&file.path);
        for name in steps_of(file, case).into_iter().flat_map(named_files).filter_map(Template::as_literal) {
            let path = folder.join(name);
            if !found.contains_key(&path)
                && let Ok(full) = inside(&config.root, &folder, name)
                && let Ok(digest) = file_digest(&full)
            {
                found.insert(path, digest);
            }
        }
    }
    found
}

/// What is sent may be large, so it is not kept.
fn file_digest(path: &Utf8Path) -> std::io::Result<Vec<u8>> {
    let (mut file, mut digest, mut part) = (open(path)?.0, Sha256::new(), vec![0; 64 << 10]);
    loop {
        match file.read(&mut part)? {
            0 => return Ok(digest.finalize().to_vec()),
            read => digest.update(&part[..read]),
        }
    }
}

fn named_files(step: &Step) -> Vec<&Template> {
    match &step.request.body {
        Body::File(path, _) => vec![path],
        Body::Parts(parts) => parts
            .iter()
            .filter_map(|part| match &part.content {
                PartContent::File(path) => Some(path),
                PartContent::Value(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn contract_hash(contract: &Contract, sources: &Sources) -> String {
    let files: Vec<_> = contract.documents.iter().filter_map(|document| sources.get(document.file)).collect();
    hash(files.iter().map(|file| (file.path.as_str(), file.text.as_bytes())))
}

/// A hash over ids, in whatever order they come: over the first halves of their SHA-256, sorted, so that whoever has seen
/// a million ids needs 16 bytes for each to know whether they were all.
pub fn ids_hash<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    digests_hash(ids.map(id_digest).collect())
}

/// The first half of an id's SHA-256.
pub fn id_digest(id: &str) -> u128 {
    let digest = Sha256::digest(id);
    digest.iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte))
}

/// [`ids_hash`] of ids of which the digests are known.
pub fn digests_hash(mut digests: Vec<u128>) -> String {
    digests.sort_unstable();
    let mut all = Sha256::new();
    digests.iter().for_each(|digest| all.update(digest.to_be_bytes()));
    hex(all.finalize())
}

/// A hash over files, in whatever order they come; each counts once.
fn hash<'f>(files: impl Iterator<Item = (&'f str, &'f [u8])>) -> String {
    let files: BTreeSet<(&str, &[u8])> = files.collect();
    let mut digest = Sha256::new();
    for (path, bytes) in files {
        digest.update((path.len() as u64).to_le_bytes());
        digest.update(path);
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    }
    hex(digest.finalize())
}

fn hex(digest: impl AsRef<[u8]>) -> String {
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{hash, ids_hash};

    #[test]
    fn a_hash_depends_on_paths_and_texts_and_not_on_their_order() {
        let of = |files: &[(&str, &str)]| hash(files.iter().map(|(path, text)| (*path, text.as_bytes())));
        assert_eq!(of(&[("a", "1"), ("b", "2")]), of(&[("b", "2"), ("a", "1"), ("a", "1")]));
        assert_ne!(of(&[("a", "1"), ("b", "2")]), of(&[("a", "12"), ("b", "")]));
        assert_ne!(of(&[("a", "1")]), of(&[("b", "1")]));
        assert_eq!(ids_hash(["b", "a"].into_iter()), ids_hash(["a", "b"].into_iter()));
        assert_ne!(ids_hash(["a", "b"].into_iter()), ids_hash(["a"].into_iter()));
    }
}
