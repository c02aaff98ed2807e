//! Hands a bundle to the validator library: formats asserted, own keywords added, nothing fetched, and regular
//! expressions that end.

use std::sync::{Arc, OnceLock};

use jsonschema::{Draft, PatternOptions, Registry, ValidationError, ValidationOptions, Validator};
use serde_json::{Value, json};

use crate::contract::schema::bundle::{Bundle, CONTENT, INTEGER};
use crate::contract::schema::keyword::{EmbeddedJson, SizedInteger};

/// The name of the bundle for the validator library.
const URI: &str = "bundle:///schema";

/// How many steps a regular expression with look-around may take before it counts as not matching.
const BACKTRACK_LIMIT: usize = 100_000;

/// What is asserted although JSON Schema leaves it to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Assertions {
    /// `format`.
    pub formats: bool,
    /// JSON inside strings.
    pub contents: bool,
}

impl Default for Assertions {
    fn default() -> Assertions {
        Assertions { formats: true, contents: true }
    }
}

/// A bundle from which the validators of any of its schemas can be built without copying it.
#[derive(Debug)]
pub struct Compiler {
    /// The schemas.
    pub bundle: Bundle,
    registry: Registry<'static>,
    /// Whether some pattern needs look-around or back-references.
    fancy: bool,
    assertions: Assertions,
}

impl Compiler {
    /// Prepares a bundle. It should hold valid schemas only.
    pub fn new(bundle: Bundle, assertions: Assertions) -> Result<Arc<Compiler>, String> {
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(URI, bundle.value.clone())
            .and_then(|builder| builder.prepare())
            .map_err(|error| error.to_string())?;
        let fancy = needs_look_around(&bundle.value);
        Ok(Arc::new(Compiler { bundle, registry, fancy, assertions }))
    }

    /// The validator of the schema at a pointer into the bundle.
    pub fn build(self: &Arc<Compiler>, pointer: &str) -> Result<Validator, ValidationError<'static>> {
        let root = json!({ "$ref": format!("{URI}#{}", escape(pointer)) });
        let mut options = patterns(jsonschema::options(), self.fancy);
        if self.assertions.formats {
            options = options
                .with_keyword(INTEGER, |_, value, _| Ok(Box::new(SizedInteger::named(value.as_str().unwrap_or("")))));
        }
        if self.assertions.contents {
            let compiler = self.clone();
            options = options.with_keyword(CONTENT, move |_, value, location| {
                Ok(Box::new(content(&compiler, value, location.as_str().to_owned())))
            });
        }
        options
            .offline()
            .with_registry(&self.registry)
            .with_draft(Draft::Draft202012)
            .should_validate_formats(self.assertions.formats)
            .build(&root)
    }
}

type Inside = Box<dyn Fn() -> Option<Validator> + Send + Sync>;

fn content(compiler: &Arc<Compiler>, value: &Value, pointer: String) -> EmbeddedJson<Inside> {
    let compiler = compiler.clone();
    let build =
        value.get("schema").map(|_| -> Inside { Box::new(move || compiler.build(&format!("{pointer}/schema")).ok()) });
    EmbeddedJson {
        base64: value.get("base64").and_then(Value::as_bool).unwrap_or(false),
        build,
        inside: OnceLock::new(),
    }
}

/// Linear expressions wherever they do; those that look around take steps, which are limited.
pub fn patterns(options: ValidationOptions<'_>, fancy: bool) -> ValidationOptions<'_> {
    if fancy {
        options.with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(BACKTRACK_LIMIT))
    } else {
        options.with_pattern_options(PatternOptions::regex())
    }
}

/// Whether a `pattern` or `patternProperties` somewhere uses what linear engines don't have.
pub fn needs_look_around(schema: &Value) -> bool {
    match schema {
        Value::Object(map) => map.iter().any(|(key, value)| match (key.as_str(), value) {
            ("pattern", Value::String(pattern)) => is_fancy(pattern),
            ("patternProperties", Value::Object(map)) => {
                map.keys().any(|pattern| is_fancy(pattern)) || map.values().any(needs_look_around)
            }
            _ => needs_look_around(value),
        }),
        Value::Array(list) => list.iter().any(needs_look_around),
        _ => false,
    }
}

fn is_fancy(pattern: &str) -> bool {
    let back_reference = pattern.as_bytes().windows(2).any(|pair| pair[0] == b'\\' && (b'1'..=b'9').contains(&pair[1]));
    back_reference || ["(?=", "(?!", "(?<=", "(?<!", "\\k<"].iter().any(|mark| pattern.contains(mark))
}

/// A JSON Pointer as the fragment of a URL.
fn escape(pointer: &str) -> String {
    percent_encoding::utf8_percent_encode(pointer, percent_encoding::NON_ALPHANUMERIC).to_string().replace("%2F", "/")
}
