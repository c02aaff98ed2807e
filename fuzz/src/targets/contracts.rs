//! Descriptions of APIs, and what is made of their schemas.

use camino::Utf8Path;
use countersign::contract::description::Contract;
use countersign::contract::dialect::Direction;
use countersign::contract::generate::value::{Optional, Options, Samples, generate};
use countersign::contract::operation::Operation;
use countersign::contract::schema::compiled::Schema;
use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::Sources;
use http::HeaderMap;

use super::problems;

/// The files that a description may name beside itself.
const OTHER: &str =
    "{\"type\": \"object\", \"properties\": {\"self\": {\"$ref\": \"#\"}}, \"$defs\": {\"a\": {\"type\": \"string\"}}}";
/// So many schemas of a description are tried.
const SCHEMAS: usize = 12;

/// A description, in YAML or JSON.
pub fn fuzz(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (root, sources, mut diagnostics) = (Utf8Path::new("/nowhere"), Sources::default(), Diagnostics::default());
    sources.instead("api.yaml", text.to_owned());
    sources.instead("other.json", OTHER.to_owned());
    let contract = Contract::load(root, "api.yaml".into(), &sources, &mut diagnostics);
    assert!(contract.is_some() || diagnostics.has_errors(), "what cannot be used is told");
    if let Some(contract) = &contract {
        contract.lint(&mut diagnostics);
        for operation in contract.operations.iter().take(SCHEMAS) {
            contract.prepare(operation, &mut diagnostics);
            is_found(contract, operation);
        }
        schemas(contract);
    }
    problems::check(&diagnostics, &sources);
}

/// A path that is written as its template says leads to an operation.
fn is_found(contract: &Contract, operation: &Operation) {
    assert!(contract.operation(&operation.method, &operation.path.text).is_some());
    contract.nearest(&operation.name());
    let path = &operation.path.text;
    contract.route(&operation.method, path, "a=1&b[]=2", &HeaderMap::new());
    contract.methods(path);
}

fn schemas(contract: &Contract) {
    let received = contract.operations.iter().flat_map(|operation| &operation.responses);
    let received = received.flat_map(|response| &response.content);
    let sent = contract.operations.iter().flat_map(|operation| &operation.request_body).flat_map(|body| &body.content);
    let all = received.map(|media| (media, Direction::Response)).chain(sent.map(|media| (media, Direction::Request)));
    for (media, direction) in all.take(SCHEMAS) {
        contract.example(media);
        let Some(schema) = media.schema.as_ref() else { continue };
        if let Ok(schema) = contract.schema(schema, direction) {
            what_is_generated_fits(&schema);
        }
    }
}

/// What is generated fits, or it is told what does not; and a value fits if nothing is wrong with it.
pub fn what_is_generated_fits(schema: &Schema) {
    for (seed, samples, optional) in [(1, Samples::Shown, Optional::Filled), (2, Samples::Ignored, Optional::LeftOut)] {
        let options = Options { seed, samples, optional, name: "id" };
        let generated = generate(schema, &options);
        let violations = schema.violations(&generated.value);
        assert_eq!(schema.is_valid(&generated.value), violations.is_empty(), "{}: {violations:?}", generated.value);
        assert_eq!(generated.unmet.is_empty(), violations.is_empty(), "{}", generated.value);
        assert_eq!(generated, generate(schema, &options), "the same seed makes the same value");
        schema.undocumented(&generated.value);
    }
}
