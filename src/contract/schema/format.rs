//! The formats of JSON Schema on their own, for texts that no schema is about.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

static COMPILED: LazyLock<RwLock<HashMap<Box<str>, Arc<Validator>>>> = LazyLock::new(RwLock::default);

/// The formats that are asserted.
pub const NAMES: &[&str] = &[
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// Whether a text has a format of [`NAMES`]; `None` for another name.
pub fn has_format(name: &str, text: &Value) -> Option<bool> {
    if let Some(validator) = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(name) {
        return Some(validator.is_valid(text));
    }
    if !NAMES.contains(&name) {
        return None;
    }
    let options = jsonschema::options().offline().with_draft(Draft::Draft202012).should_validate_formats(true);
    let validator = Arc::new(options.build(&json!({ "format": name })).ok()?);
    let valid = validator.is_valid(text);
    COMPILED.write().unwrap_or_else(PoisonError::into_inner).insert(name.into(), validator);
    Some(valid)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{NAMES, has_format};

    #[test]
    fn every_name_refuses_something() {
        for name in NAMES {
            assert_eq!(has_format(name, &json!("\u{0} [%{")), Some(false), "{name}");
        }
    }

    #[test]
    fn formats_are_asserted() {
        assert_eq!(has_format("date", &json!("2024-02-29")), Some(true));
        assert_eq!(has_format("date", &json!("2023-02-29")), Some(false));
        assert_eq!(has_format("uuid", &json!("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")), Some(true));
        assert_eq!(has_format("dat", &json!("2023-02-28")), None);
    }
}
