//! Hands a bundle to the validator library: formats asserted, own keywords added, nothing fetched, and regular
//! expressions that end.

use std::sync::{Arc, OnceLock, Weak};

use jsonschema::{Draft, PatternOptions, Registry, ValidationError, ValidationOptions, Validator};
use serde_json::{Map, Value, json};

use crate::contract::schema::bundle::{Bundle, CONTENT, INTEGER};
use crate::contract::schema::keyword::{Elsewhere, EmbeddedJson, SizedInteger};
use crate::contract::schema::pattern::is_fancy;

/// The keyword for a reference to a piece that is compiled on its own, when a value first gets there.
pub const PIECE: &str = "countersign:piece";

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
///
/// A validator of the library holds all that its schema can reach. In a large description nearly every schema reaches
/// nearly all others, so there each piece is compiled on its own, once for all, when a value first gets there.
#[derive(Debug)]
pub struct Compiler {
    /// The schemas.
    pub bundle: Bundle,
    linking: Linking,
    /// Whether some pattern needs look-around or back-references.
    fancy: bool,
    assertions: Assertions,
}

/// How pieces come together.
#[derive(Debug)]
enum Linking {
    /// By the library: a validator holds whatever its schema reaches.
    Whole(Registry<'static>),
    /// Piece by piece. `None` for one that cannot be compiled.
    Pieces(Vec<OnceLock<Option<Validator>>>),
}

impl Compiler {
    /// Prepares a bundle. It should hold valid schemas only.
    pub fn new(bundle: Bundle, assertions: Assertions) -> Result<Arc<Compiler>, String> {
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(URI, bundle.value.clone())
            .and_then(|builder| builder.prepare())
            .map_err(|error| error.to_string())?;
        Ok(Compiler::linked(bundle, assertions, Linking::Whole(registry)))
    }

    /// Prepares a large bundle, each piece of which is compiled when it is first needed.
    pub fn by_pieces(bundle: Bundle, assertions: Assertions) -> Result<Arc<Compiler>, String> {
        // What was evaluated elsewhere is known to the library only within one validator.
        if bundle.dynamic || mentions_unevaluated(&bundle.value) {
            return Compiler::new(bundle, assertions);
        }
        let pieces = bundle.origins.iter().map(|_| OnceLock::new()).collect();
        Ok(Compiler::linked(bundle, assertions, Linking::Pieces(pieces)))
    }

    fn linked(bundle: Bundle, assertions: Assertions, linking: Linking) -> Arc<Compiler> {
        let fancy = needs_look_around(&bundle.value);
        Arc::new(Compiler { bundle, linking, fancy, assertions })
    }

    /// The schema at a pointer into the bundle as the start of what the library says of places in it: empty where its
    /// places begin at the bundle.
    pub fn base<'p>(&self, pointer: &'p str) -> &'p str {
        match self.linking {
            Linking::Whole(_) => "",
            Linking::Pieces(_) => pointer,
        }
    }

    /// The validator of one piece of a bundle that is compiled by pieces.
    pub fn piece(self: &Arc<Compiler>, number: usize) -> Option<&Validator> {
        let Linking::Pieces(pieces) = &self.linking else { return None };
        pieces.get(number)?.get_or_init(|| self.build(&format!("/$defs/{number}")).ok()).as_ref()
    }

    /// Whether a piece can be used: always, where the library links them.
    pub fn is_sound(self: &Arc<Compiler>, number: usize) -> bool {
        matches!(self.linking, Linking::Whole(_)) || self.piece(number).is_some()
    }

    /// The validator of the schema at a pointer into the bundle.
    pub fn build(self: &Arc<Compiler>, pointer: &str) -> Result<Validator, ValidationError<'static>> {
        let root = match &self.linking {
            Linking::Whole(_) => json!({ "$ref": format!("{URI}#{}", escape(pointer)) }),
            Linking::Pieces(_) => self.bundle.get(pointer).map_or(Value::Bool(true), by_piece),
        };
        let mut options = patterns(jsonschema::options(), self.fancy);
        if self.assertions.formats {
            options = options
                .with_keyword(INTEGER, |_, value, _| Ok(Box::new(SizedInteger::named(value.as_str().unwrap_or("")))));
        }
        if self.assertions.contents {
            // The compiler may hold what is built here, so this must not hold the compiler.
            let compiler = Arc::downgrade(self);
            let base = self.base(pointer).to_owned();
            options = options.with_keyword(CONTENT, move |_, value, location| {
                Ok(Box::new(content(&compiler, value, format!("{base}{}", location.as_str()))))
            });
        }
        options = match &self.linking {
            Linking::Whole(registry) => options.with_registry(registry),
            Linking::Pieces(_) => {
                let compiler = Arc::downgrade(self);
                options.with_keyword(PIECE, move |_, value, _| {
                    let number = value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or(usize::MAX);
                    Ok(Box::new(Elsewhere { number, is_valid: elsewhere(&compiler, number) }))
                })
            }
        };
        options.offline().with_draft(Draft::Draft202012).should_validate_formats(self.assertions.formats).build(&root)
    }
}

type Inside = Box<dyn Fn() -> Option<Validator> + Send + Sync>;

fn elsewhere(compiler: &Weak<Compiler>, number: usize) -> impl Fn(&Value) -> bool + Send + Sync + 'static {
    let compiler = compiler.clone();
    // Whoever holds a value against a schema holds its compiler too. A piece that cannot be used was told, and takes
    // everything.
    move |value| {
        compiler.upgrade().is_none_or(|compiler| compiler.piece(number).is_none_or(|piece| piece.is_valid(value)))
    }
}

/// A schema of the bundle with its references as keywords of our own.
fn by_piece(schema: &Value) -> Value {
    let Value::Object(schema) = schema else { return schema.clone() };
    let mut out = Map::with_capacity(schema.len());
    for (key, value) in schema {
        let number = || value.as_str()?.strip_prefix("#/$defs/")?.parse::<u64>().ok();
        match key.as_str() {
            "$ref" if number().is_some() => {
                out.insert(PIECE.into(), number().into());
            }
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                let list = value.as_array().map(|list| list.iter().map(by_piece).collect());
                out.insert(key.clone(), list.unwrap_or_else(|| value.clone()));
            }
            "properties" | "patternProperties" | "dependentSchemas" => {
                let map = value.as_object().map(|map| map.iter().map(|(key, value)| (key.clone(), by_piece(value))));
                out.insert(key.clone(), map.map_or_else(|| value.clone(), |map| Value::Object(map.collect())));
            }
            "not" | "if" | "then" | "else" | "items" | "contains" | "additionalProperties" | "propertyNames" => {
                out.insert(key.clone(), by_piece(value));
            }
            _ => {
                out.insert(key.clone(), value.clone());
            }
        }
    }
    Value::Object(out)
}

/// Whether the words that look at what other schemas evaluated stand somewhere; data is taken for them at worst.
fn mentions_unevaluated(value: &Value) -> bool {
    match value {
        Value::Object(map) => {
            map.iter().any(|(key, value)| key.starts_with("unevaluated") || mentions_unevaluated(value))
        }
        Value::Array(list) => list.iter().any(mentions_unevaluated),
        _ => false,
    }
}

fn content(compiler: &Weak<Compiler>, value: &Value, pointer: String) -> EmbeddedJson<Inside> {
    let compiler = compiler.clone();
    let build = value
        .get("schema")
        .map(|_| -> Inside { Box::new(move || compiler.upgrade()?.build(&format!("{pointer}/schema")).ok()) });
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

/// A JSON Pointer as the fragment of a URL.
fn escape(pointer: &str) -> String {
    percent_encoding::utf8_percent_encode(pointer, percent_encoding::NON_ALPHANUMERIC).to_string().replace("%2F", "/")
}
