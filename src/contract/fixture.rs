//! Small contracts for unit tests.

use camino::Utf8Path;

use crate::contract::description::Contract;
use crate::source::diagnostic::Diagnostics;
use crate::source::file::Sources;

/// Loads files, the first of which is the description. With the contract come the codes of all that was wrong.
pub fn load(files: &[(&str, &str)]) -> (Option<Contract>, Vec<String>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = Utf8Path::from_path(folder.path()).expect("UTF-8");
    for (path, text) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        std::fs::write(path, text).expect("written");
    }
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::default();
    let contract = Contract::load(root, files[0].0.into(), &sources, &mut diagnostics);
    (contract, codes(&diagnostics, &sources))
}

/// A 3.1 contract whose `components.schemas` are these lines, all in order.
pub fn schemas(components: &str) -> Contract {
    versioned("3.1.0", components)
}

/// The same of any version.
pub fn versioned(version: &str, components: &str) -> Contract {
    let indented: String = components.lines().map(|line| format!("    {line}\n")).collect();
    let text = format!("openapi: {version}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}");
    in_order(&text)
}

/// A description that must be in order.
pub fn in_order(text: &str) -> Contract {
    let (contract, problems) = load(&[("api.yaml", text)]);
    assert_eq!(problems, Vec::<String>::new());
    contract.expect("a contract")
}

/// `CS0101 message @ path:line:column, ..` of each.
pub fn codes(diagnostics: &Diagnostics, sources: &Sources) -> Vec<String> {
    let line = |diagnostic: &&crate::source::diagnostic::Diagnostic| {
        let places: Vec<String> =
            diagnostic.labels.iter().map(|label| sources.position(label.span).to_string()).collect();
        format!("{} {} @ {}", diagnostic.code, diagnostic.message, places.join(", "))
    };
    diagnostics.sorted().iter().map(line).collect()
}
