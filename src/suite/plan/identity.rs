//! What a suite and its contracts are known by: hashes over the files that say so. Two runs with the same ones asked the
//! same questions.

use std::collections::{BTreeMap, HashSet};

use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};

use crate::contract::description::Contract;
use crate::source::file::Sources;
use crate::suite::config::file::{Config, FILE_NAME, LOCAL_FILE_NAME};
use crate::suite::plan::check::Contracts;

/// What a suite and its contracts are known by; all hashes are SHA-256 in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Over every file that was read and says what the cases are: case files, blocks, rows and schemas of theirs.
    pub suite: String,
    /// Over every file of a contract, by API.
    pub contracts: BTreeMap<String, String>,
}

impl Identity {
    /// Of what was loaded. The configuration and the rules of mocks are not part of it.
    pub fn of(config: &Config, contracts: &Contracts, sources: &Sources) -> Identity {
        let documents = contracts.values().flat_map(|contract| contract.documents.iter());
        let mut others: HashSet<Utf8PathBuf> = documents.map(|document| document.path.clone()).collect();
        others.extend([FILE_NAME, LOCAL_FILE_NAME].map(Utf8PathBuf::from));
        others.extend(config.apis.iter().filter_map(|api| api.mock.clone()));
        let files = sources.files();
        let suite = files.iter().filter(|file| !others.contains(&file.path));
        Identity {
            suite: hash(suite.map(|file| (&*file.path, file.text.as_str()))),
            contracts: contracts
                .iter()
                .map(|(api, contract)| (api.clone(), contract_hash(contract, sources)))
                .collect(),
        }
    }
}

fn contract_hash(contract: &Contract, sources: &Sources) -> String {
    let files: Vec<_> = contract.documents.iter().filter_map(|document| sources.get(document.file)).collect();
    hash(files.iter().map(|file| (&*file.path, file.text.as_str())))
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
fn hash<'f>(files: impl Iterator<Item = (&'f Utf8Path, &'f str)>) -> String {
    let files: BTreeMap<&Utf8Path, &str> = files.collect();
    let mut digest = Sha256::new();
    for (path, text) in files {
        digest.update((path.as_str().len() as u64).to_le_bytes());
        digest.update(path.as_str());
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    }
    hex(digest.finalize())
}

fn hex(digest: impl AsRef<[u8]>) -> String {
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::{hash, ids_hash};

    #[test]
    fn a_hash_depends_on_paths_and_texts_and_not_on_their_order() {
        let of = |files: &[(&str, &str)]| hash(files.iter().map(|(path, text)| (Utf8Path::new(*path), *text)));
        assert_eq!(of(&[("a", "1"), ("b", "2")]), of(&[("b", "2"), ("a", "1"), ("a", "1")]));
        assert_ne!(of(&[("a", "1"), ("b", "2")]), of(&[("a", "12"), ("b", "")]));
        assert_ne!(of(&[("a", "1")]), of(&[("b", "1")]));
        assert_eq!(ids_hash(["b", "a"].into_iter()), ids_hash(["a", "b"].into_iter()));
        assert_ne!(ids_hash(["a", "b"].into_iter()), ids_hash(["a"].into_iter()));
    }
}
