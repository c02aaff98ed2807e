//! Schemas that belong to no contract, and what fits them.

use countersign::contract::schema::compile::Assertions;
use countersign::contract::schema::standalone::{Rules, StandAlone};
use countersign::source::diagnostic::Diagnostics;
use countersign::source::file::Sources;
use countersign::source::render::render_all;
use countersign::value::json;

use super::contracts::what_is_generated_fits;
use super::input::texts;

/// A schema and a value.
pub fn fuzz(bytes: &[u8]) {
    let Some([schema, value]) = texts(bytes) else { return };
    let Ok(schema) = json::parse(schema.as_bytes()) else { return };
    let plain = Rules { known_keywords_only: false, assertions: Assertions { formats: false, contents: false } };
    for rules in [Rules::default(), plain] {
        match StandAlone::default().value(&schema, rules) {
            Err(problems) => {
                assert!(!problems.is_empty(), "why it is refused is told");
                let mut diagnostics = Diagnostics::default();
                diagnostics.extend(problems);
                render_all(&diagnostics, &Sources::default(), false);
            }
            Ok(schema) => {
                schema.problems();
                if let Ok(value) = json::parse(value.as_bytes()) {
                    let violations = schema.violations(&value);
                    assert_eq!(schema.is_valid(&value), violations.is_empty(), "{value}: {violations:?}");
                    schema.undocumented(&value);
                }
                what_is_generated_fits(&schema);
            }
        }
    }
}
