//! The secrets that no accepted snapshot may hold: those of all environments, as far as this machine knows them.
//!
//! A review sends nothing, so no secret is needed for it: what is not set is left out, and a file that cannot be used
//! hides nothing that stands in the others.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use crate::record::store::Store;
use crate::secret::mask::Mask;
use crate::secret::secret::{SHORT, Secret};
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;
use crate::suite::config::file::{Config, FILE_NAME, LOCAL_FILE_NAME, load};
use crate::suite::config::secrets_file::pieces;

/// A mask of every secret that the project at `root` names and that has a value here. Short ones are left out: the run
/// that proposed a text has looked for those of its environment, and of any other they would be found by chance.
pub fn known_secrets(root: &Utf8Path, variable: impl Fn(&str) -> Option<String>) -> Mask {
    Mask::new(secrets_at_hand(root, variable))
}

/// The secrets of such a mask.
pub fn secrets_at_hand(root: &Utf8Path, variable: impl Fn(&str) -> Option<String>) -> Vec<Secret> {
    let config = load(root, &Sources::default(), &mut Diagnostics::default());
    let kept = kept(root, config.as_ref());
    let mut values: BTreeMap<String, Vec<String>> = kept;
    for name in named(&Store::new(root), config.as_ref()) {
        let value = variable(&name);
        values.entry(name).or_default().extend(value);
    }
    values.entry(URL_PASSWORD.to_owned()).or_default().extend(passwords(&Store::new(root)));
    let secrets = values.into_iter().flat_map(|(name, values)| {
        let secrets = values.into_iter().filter_map(move |value| Secret::new(name.clone(), value).ok());
        secrets.filter(|secret| !secret.is_short())
    });
    secrets.collect()
}

/// What a password is called that stands in a URL of the configuration, where none should.
const URL_PASSWORD: &str = "URL_PASSWORD";

/// The passwords of URLs in the configuration, which is refused with them; what is said of it shows where they stand.
fn passwords(store: &Store) -> Vec<String> {
    let texts = [FILE_NAME, LOCAL_FILE_NAME].map(|file| store.read(Utf8Path::new(file)).ok().flatten());
    texts.iter().flatten().flat_map(|text| passwords_in(text)).collect()
}

/// `hunter2hunter2` of every `://me:hunter2hunter2@`, and `me:hunter2` of one that is so short that chance would find it.
fn passwords_in(text: &str) -> impl Iterator<Item = String> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '?' | '#');
    let password = move |after: &str| {
        let authority = after.split(is_end).next()?;
        let user_and_password = authority.rsplit_once('@')?.0;
        let (_, password) = user_and_password.split_once(':')?;
        let shown = if password.chars().count() < SHORT { user_and_password } else { password };
        (!password.is_empty() && !password.contains("${{")).then(|| shown.to_owned())
    };
    text.split("://").skip(1).filter_map(password)
}

/// What the secrets files of all environments hold, also those that have mistakes.
fn kept(root: &Utf8Path, config: Option<&Config>) -> BTreeMap<String, Vec<String>> {
    let files: BTreeSet<&Utf8PathBuf> = config
        .into_iter()
        .flat_map(|config| &config.environments)
        .filter_map(|environment| environment.secrets_file.as_ref())
        .collect();
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in files.into_iter().flat_map(|file| pieces(root, file)) {
        values.entry(name).or_default().push(value);
    }
    values
}

/// The names of secrets in the configuration and in all case files, found in their texts: quicker than reading every
/// case, and nothing is missed in a file that has mistakes.
fn named(store: &Store, config: Option<&Config>) -> BTreeSet<String> {
    let cases = config.into_iter().flat_map(|config| &config.apis).flat_map(|api| {
        let files = |ending| store.files(&api.cases, ending).unwrap_or_default();
        [files(".yaml"), files(".yml")].concat()
    });
    let mut names = BTreeSet::new();
    for file in [FILE_NAME, LOCAL_FILE_NAME].map(Utf8PathBuf::from).into_iter().chain(cases) {
        if let Ok(Some(text)) = store.read(&file) {
            names.extend(names_in(&text));
        }
    }
    names
}

/// `NAME` of every `secrets.NAME` and `secrets['NAME']`.
fn names_in(text: &str) -> impl Iterator<Item = String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let name = move |after: &str| {
        let after = after.trim_start();
        let name =
            after.strip_prefix('.').or_else(|| after.strip_prefix('[')?.trim_start().strip_prefix(['\'', '"']))?;
        let name = name.trim_start();
        let end = name.find(|c| !is_part(c)).unwrap_or(name.len());
        (end > 0).then(|| name[..end].to_owned())
    };
    text.split("secrets").skip(1).filter_map(name)
}

#[cfg(test)]
mod tests {
    use super::{known_secrets, names_in, passwords_in};

    #[test]
    fn names_are_found_however_they_are_written() {
        let text =
            "a: ${{ secrets.ONE }}\nb: \"${{ secrets [ 'TWO' ] }}${{secrets[\"THREE\"]}}\" # secrets, or secrets.";
        assert_eq!(names_in(text).collect::<Vec<_>>(), ["ONE", "TWO", "THREE"]);
    }

    #[test]
    fn passwords_of_urls_are_found() {
        let text = "a = \"http://me:hunter2hunter2@x.test/\"\nb = 'https://you:a:b@c@y.test'\nc = \"http://z.test:80/@\"\n\
                    d = \"http://me:${{ secrets.A }}@x\"\ne = \"http://me@x\"";
        assert_eq!(passwords_in(text).collect::<Vec<_>>(), ["hunter2hunter2", "you:a:b@c"]);
    }

    #[test]
    fn every_environment_and_every_case_counts_and_what_is_not_set_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = camino::Utf8Path::from_path(folder.path()).expect("UTF-8");
        let write = |path: &str, text: &str| {
            std::fs::create_dir_all(root.join(path).parent().expect("a folder")).expect("made");
            std::fs::write(root.join(path), text).expect("written");
        };
        write(
            "countersign.toml",
            "[apis.a]\ncontract = \"a.yaml\"\ncases = \"cases\"\n[environments.one]\nsecrets_file = \"one.env\"\n\
             [environments.one.apis.a]\nbase_url = \"http://a.test\"\nauth.key = \"${{ secrets.KEY }}\"\n\
             [environments.two]\nsecrets_file = \"gone.env\"\n",
        );
        write("one.env", "KEPT=kept-in-a-file\nKEY=key-of-the-file\n");
        write("cases/a/b.yaml", "api: a\ncases: [ broken ${{ secrets.IN_A_CASE }}\n");
        let variable = |name: &str| match name {
            "KEY" => Some("key-of-the-process".to_owned()),
            "IN_A_CASE" => Some("named-in-a-case".to_owned()),
            "SHORT" => Some("word".to_owned()),
            _ => None,
        };
        let mask = known_secrets(root, variable);
        for secret in ["kept-in-a-file", "key-of-the-file", "key-of-the-process", "named-in-a-case"] {
            assert!(mask.is_revealing(&format!("<{secret}>")), "{secret}");
        }
        assert!(!mask.is_revealing("a word, key and all"));
        std::fs::write(root.join("countersign.toml"), "nothing of the kind ${{ secrets.KEY }}").expect("written");
        assert!(known_secrets(root, variable).is_revealing("key-of-the-process"));
    }
}
