//! Case files, blocks and configurations, as somebody writes them.

use std::sync::{Arc, LazyLock};

use camino::Utf8Path;
use countersign::contract::description::Contract;
use countersign::contract::schema::compiled::Schema;
use countersign::contract::schema::standalone::{Rules, StandAlone};
use countersign::source::diagnostic::Diagnostics;
use countersign::source::fields::{self, Kind};
use countersign::source::file::Sources;
use countersign::source::yaml;
use countersign::suite::casefile::edit::rename::with_case_id;
use countersign::suite::casefile::file::{Blocks, Loader, load, load_blocks};
use countersign::suite::casefile::format::FILE;
use countersign::suite::config::file::{self as config, Config};
use countersign::suite::plan::check::{Contracts, check};
use countersign::suite::plan::load::Suite;

use super::input::texts;
use super::problems;

/// There is nothing here: every file is handed in.
const ROOT: &str = "/nowhere";
const CASES: &str = "cases/fuzz.yaml";
const CONFIG: &str = "[apis.fuzz]\ncontract = \"api.yaml\"\ncases = \"cases\"\n";
const CONTRACT: &str = include_str!("../../../schemas/invoicexpress.openapi.yaml");

static SCHEMA: LazyLock<Arc<Schema>> = LazyLock::new(|| {
    let schema = fields::json_schema(&FILE, "cases");
    StandAlone::default().value(&schema, Rules::default()).expect("the schema of case files")
});

/// A case file, a configuration, and a file of blocks.
pub fn fuzz(bytes: &[u8]) {
    let Some([cases, config, blocks]) = texts(bytes) else { return };
    let (root, sources) = (Utf8Path::new(ROOT), Sources::default());
    for (path, text) in [("countersign.toml", or(config, CONFIG)), (CASES, cases), ("cases/_blocks.yaml", blocks)] {
        sources.instead(path, text.to_owned());
    }
    let mut diagnostics = Diagnostics::default();
    let config = config::load(root, &sources, &mut diagnostics);
    let shared = match blocks {
        "" => Blocks::default(),
        _ => load_blocks(root, "cases/_blocks.yaml".into(), &sources, &mut diagnostics),
    };
    let loader = Loader { root, sources: &sources, blocks: &shared };
    let file = load(loader, CASES.into(), "fuzz/fuzz", &mut diagnostics);
    let first = file.as_ref().and_then(|file| file.cases.first()).map(|case| case.id.clone());
    if let Some(config) = config {
        let suite = Suite { files: file.into_iter().collect(), logins: Vec::new() };
        let contracts = contracts(&config, &sources, &mut diagnostics);
        check(&suite, &config, &contracts, &mut diagnostics);
    }
    problems::check(&diagnostics, &sources);
    what_is_accepted_fits_the_schema(cases);
    if let Some(id) = first.as_deref().and_then(|id| id.rsplit_once("::")) {
        another_id_is_read_back(cases, id.1);
    }
}

fn or<'t>(text: &'t str, default: &'t str) -> &'t str {
    if text.trim().is_empty() { default } else { text }
}

fn contracts(config: &Config, sources: &Sources, diagnostics: &mut Diagnostics) -> Contracts {
    let mut contracts = Contracts::new();
    for api in config.apis.iter().take(2) {
        sources.instead(api.contract.clone(), CONTRACT.to_owned());
        if let Some(contract) = Contract::load(ROOT.into(), &api.contract, sources, diagnostics) {
            contracts.insert(api.name.clone(), Arc::new(contract));
        }
    }
    contracts
}

/// Editors check with the schema that is made of the same table, and must not complain of what is in order.
fn what_is_accepted_fits_the_schema(text: &str) {
    let mut diagnostics = Diagnostics::default();
    let Some(node) = yaml::parse(Default::default(), text, &mut diagnostics) else { return };
    if fields::check(&node, &Kind::Object(&FILE), &mut diagnostics) {
        let value = node.to_json();
        assert!(SCHEMA.is_valid(&value), "{value} is refused by the schema: {:?}", SCHEMA.violations(&value));
    }
}

fn another_id_is_read_back(text: &str, id: &str) {
    let Ok(edited) = with_case_id(Default::default(), text, id, "another-id") else { return };
    let read = yaml::parse(Default::default(), &edited, &mut Diagnostics::default()).expect("an edit is well-formed");
    let ids = read.get("cases").expect("cases").elements().iter().filter_map(|case| case.get("id")?.as_str());
    assert_eq!(ids.filter(|id| *id == "another-id").count(), 1, "{edited}");
}
