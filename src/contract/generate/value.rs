//! Makes a value for a schema, and checks it against the schema itself.

use base64::Engine;
use serde_json::{Map, Number, Value};

use crate::contract::generate::merge::{flatten, merge};
use crate::contract::generate::pattern;
use crate::contract::schema::bundle::{CONTENT, INTEGER};
use crate::contract::schema::compiled::Schema;
use crate::value::json::type_name;

/// How many values are tried before the last one is given out as it is.
const ATTEMPTS: u64 = 40;
/// How deep optional properties and elements are filled in.
const FILLED: usize = 3;
/// How deep a value may nest at all.
const MAX_DEPTH: usize = 24;
/// How many references are followed for one value.
const MAX_REFS: usize = 32;

/// A value that fits, the same for the same seed. For schemas that contradict themselves, or that are beyond this
/// generator, it is the last one tried: [`Schema::is_valid`] tells.
pub fn generate(schema: &Schema, seed: u64) -> Value {
    let mut last = Value::Null;
    for attempt in 0..ATTEMPTS {
        let mut maker = Maker {
            bundle: schema.bundle(),
            rng: fastrand::Rng::with_seed(seed.wrapping_add(attempt.wrapping_mul(0x9e37_79b9_7f4a_7c15))),
            samples: attempt < 2,
            // What fails with everything filled in may do with only what must be there.
            optional: attempt % 2 == 0,
            first: attempt < 4,
        };
        last = maker.value(schema.root(), 0);
        if schema.is_valid(&last) {
            return last;
        }
    }
    last
}

struct Maker<'b> {
    bundle: &'b Value,
    rng: fastrand::Rng,
    /// Whether documented examples and defaults are taken.
    samples: bool,
    /// Whether optional properties are filled in.
    optional: bool,
    /// Whether the first alternative of a union is taken, or any.
    first: bool,
}

type Keywords = Map<String, Value>;

impl Maker<'_> {
    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        let mut keywords = flatten(self.bundle, schema, MAX_REFS);
        self.choose(&mut keywords, depth);
        if let Some(sample) = self.sample(&keywords) {
            return sample;
        }
        match self.kind(&keywords, depth).as_str() {
            "null" => Value::Null,
            "boolean" => self.rng.bool().into(),
            "integer" => self.number(&keywords, true),
            "number" => self.number(&keywords, false),
            "array" => self.array(&keywords, depth),
            "object" => self.object(&keywords, depth),
            _ => self.string(&keywords, depth).into(),
        }
    }

    /// Settles on one alternative of each union, until none is left.
    fn choose(&mut self, keywords: &mut Keywords, depth: usize) {
        for _ in 0..MAX_REFS {
            let Some(branches) = ["oneOf", "anyOf"].iter().find_map(|key| keywords.remove(*key)) else { break };
            let branches: Vec<Keywords> = branches
                .as_array()
                .into_iter()
                .flatten()
                .map(|branch| flatten(self.bundle, branch, MAX_REFS))
                .collect();
            // Deep inside, the alternative without further depth ends a recursion.
            let null = |branch: &Keywords| branch.get("type").is_some_and(|kind| kind == "null");
            let (ends, goes_on): (Vec<Keywords>, Vec<Keywords>) = branches.into_iter().partition(null);
            let mut choice = if depth > FILLED && !ends.is_empty() || goes_on.is_empty() { ends } else { goes_on };
            if !choice.is_empty() {
                let index = if self.first { 0 } else { self.rng.usize(..choice.len()) };
                merge(keywords, choice.swap_remove(index));
            }
        }
        if !self.first && self.rng.bool() {
            for key in ["if", "then"] {
                if let Some(schema) = keywords.remove(key) {
                    merge(keywords, flatten(self.bundle, &schema, MAX_REFS));
                }
            }
        } else if let Some(schema) = keywords.remove("else") {
            merge(keywords, flatten(self.bundle, &schema, MAX_REFS));
        }
    }

    fn sample(&mut self, keywords: &Keywords) -> Option<Value> {
        if let Some(constant) = keywords.get("const") {
            return Some(constant.clone());
        }
        if self.samples {
            let examples = keywords.get("examples").and_then(Value::as_array).and_then(|examples| examples.first());
            if let Some(sample) = keywords.get("example").or(examples).or_else(|| keywords.get("default")) {
                return Some(sample.clone());
            }
        }
        let options = keywords.get("enum")?.as_array()?;
        let index = if options.is_empty() { 0 } else { self.rng.usize(..options.len()) };
        options.get(index).cloned()
    }

    /// The type to make, from what the schema says or what its keywords are about.
    fn kind(&mut self, keywords: &Keywords, depth: usize) -> String {
        let named = match keywords.get("type") {
            Some(Value::String(name)) => return name.clone(),
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let null = named.contains(&"null") && (depth > FILLED || (!self.first && self.rng.u8(..4) == 0));
        let names: Vec<&str> = named.into_iter().filter(|name| *name != "null" || null).collect();
        if null {
            return "null".into();
        }
        if let [name, ..] = names.as_slice() {
            let index = if self.first { 0 } else { self.rng.usize(..names.len()) };
            return names.get(index).unwrap_or(name).to_string();
        }
        let about = |keys: &[&str]| keys.iter().any(|key| keywords.contains_key(*key));
        let kind = if about(&["properties", "required", "additionalProperties", "minProperties", "patternProperties"]) {
            "object"
        } else if about(&["items", "prefixItems", "minItems", "contains", "uniqueItems"]) {
            "array"
        } else if about(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]) {
            "number"
        } else if about(&[INTEGER]) {
            "integer"
        } else {
            "string"
        };
        kind.into()
    }

    fn object(&mut self, keywords: &Keywords, depth: usize) -> Value {
        let mut map = Map::new();
        let none = Map::new();
        let properties = keywords.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let mut required: Vec<String> = names(keywords.get("required"));
        let mut next = 0;
        while let Some(name) = required.get(next).cloned() {
            let dependents = names(keywords.get("dependentRequired").and_then(|all| all.get(&name)));
            required.extend(dependents.into_iter().filter(|name| !required.contains(name)).collect::<Vec<String>>());
            next += 1;
        }
        let fill = self.optional && depth < FILLED;
        for (name, schema) in properties {
            if *schema != Value::Bool(false) && depth < MAX_DEPTH && (fill || required.contains(name)) {
                map.insert(name.clone(), self.value(schema, depth + 1));
            }
        }
        for name in required {
            if !map.contains_key(&name) && !properties.contains_key(&name) && depth < MAX_DEPTH {
                let schema = further(keywords, &name);
                map.insert(name, self.value(schema, depth + 1));
            }
        }
        let least = size(keywords.get("minProperties")).unwrap_or(0);
        for number in 1..=least {
            if map.len() < least && depth < MAX_DEPTH {
                let name = format!("property{number}");
                let schema = further(keywords, &name);
                map.insert(name, self.value(schema, depth + 1));
            }
        }
        Value::Object(map)
    }

    fn array(&mut self, keywords: &Keywords, depth: usize) -> Value {
        let mut elements: Vec<Value> = Vec::new();
        let most = size(keywords.get("maxItems")).unwrap_or(usize::MAX);
        let wanted = usize::from(self.optional && depth < FILLED);
        let least = size(keywords.get("minItems")).unwrap_or(0).max(wanted).min(most).min(1000);
        let unique = keywords.get("uniqueItems") == Some(&Value::Bool(true));
        if let Some(contains) = keywords.get("contains") {
            let times = size(keywords.get("minContains")).unwrap_or(1).min(most).min(1000);
            elements.extend((0..times).map(|_| self.value(contains, depth + 1)));
        }
        let prefix = keywords.get("prefixItems").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let rest = keywords.get("items").unwrap_or(&Value::Bool(true));
        // Each position gets a few tries to differ from the others.
        for _ in 0..least * if unique { 20 } else { 1 } {
            if elements.len() >= least || depth >= MAX_DEPTH {
                break;
            }
            let schema = prefix.get(elements.len()).unwrap_or(rest);
            let element = self.value(schema, depth + 1);
            if !unique || !elements.contains(&element) {
                elements.push(element);
            }
        }
        Value::Array(elements)
    }

    fn string(&mut self, keywords: &Keywords, depth: usize) -> String {
        if let Some(content) = keywords.get(CONTENT) {
            let inside = content.get("schema").map_or(Value::Null, |schema| self.value(schema, depth + 1)).to_string();
            let base64 = content.get("base64") == Some(&Value::Bool(true));
            return if base64 { base64::engine::general_purpose::STANDARD.encode(inside) } else { inside };
        }
        if let Some(pattern) = keywords.get("pattern").and_then(Value::as_str)
            && let Some(text) = pattern::matching(pattern, &mut self.rng)
        {
            return text;
        }
        if let Some(text) = keywords.get("format").and_then(Value::as_str).and_then(|format| self.format(format)) {
            return text;
        }
        let least = size(keywords.get("minLength")).unwrap_or(0).min(100_000);
        let most = size(keywords.get("maxLength")).unwrap_or(usize::MAX);
        let words = ["text", "sample", "value", "entry", "words"];
        let mut text = words[self.rng.usize(..words.len())].to_owned();
        while text.len() < least {
            text.push(' ');
            text.push_str(words[self.rng.usize(..words.len())]);
        }
        text.truncate(most.min(text.len()));
        text
    }

    fn format(&mut self, format: &str) -> Option<String> {
        let (day, hour, minute) = (self.rng.u8(1..=28), self.rng.u8(0..24), self.rng.u8(0..60));
        Some(match format {
            "date" => format!("2026-01-{day:02}"),
            "time" => format!("{hour:02}:{minute:02}:00Z"),
            "date-time" => format!("2026-01-{day:02}T{hour:02}:{minute:02}:00Z"),
            "duration" => format!("P{day}D"),
            "email" | "idn-email" => format!("user{day}@example.com"),
            "hostname" | "idn-hostname" => format!("host{day}.example.com"),
            "ipv4" => format!("192.0.2.{day}"),
            "ipv6" => format!("2001:db8::{day:x}"),
            "uri" | "iri" => format!("https://example.com/{day}"),
            "uri-reference" | "iri-reference" => format!("/{day}"),
            "uri-template" => "/{id}".into(),
            "json-pointer" => format!("/{day}"),
            "relative-json-pointer" => "0".into(),
            "regex" => "^[a-z]+$".into(),
            "uuid" => {
                let (a, b) = (self.rng.u64(..), self.rng.u64(..));
                let (low, middle, high) = (a >> 32, (a >> 16) & 0xffff, a & 0xfff);
                format!("{low:08x}-{middle:04x}-4{high:03x}-8{:03x}-{:012x}", (b >> 48) & 0xfff, b & 0xffff_ffff_ffff)
            }
            _ => return None,
        })
    }

    fn number(&mut self, keywords: &Keywords, whole: bool) -> Value {
        let bound = |key: &str| keywords.get(key).and_then(Value::as_f64);
        let step = bound("multipleOf").filter(|step| *step > 0.0);
        let unit = step.unwrap_or(if whole { 1.0 } else { 0.01 });
        let above = bound("exclusiveMinimum").map(|least| ((least / unit).floor() + 1.0) * unit);
        let low = maximum(bound("minimum").map(|least| (least / unit).ceil() * unit), above);
        let below = bound("exclusiveMaximum").map(|most| ((most / unit).ceil() - 1.0) * unit);
        let high = minimum(bound("maximum").map(|most| (most / unit).floor() * unit), below);
        let low = low.unwrap_or_else(|| high.map_or(unit, |high| high.min(unit)));
        let high = high.unwrap_or(low + 100.0 * unit).max(low);
        let steps = (((high - low) / unit).floor()).clamp(0.0, 1000.0);
        // Both are between 0 and 1000.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped above")]
        let chosen = self.rng.u32(0..=steps as u32);
        decimal(low + f64::from(chosen) * unit, whole)
    }
}

/// A number without the noise of binary fractions.
fn decimal(value: f64, whole: bool) -> Value {
    let text = format!("{value:.*}", if whole { 0 } else { 6 });
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let text = if text == "-0" { "0" } else { text };
    text.parse::<Number>().map_or(Value::Null, Value::Number)
}

fn maximum(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    a.into_iter().chain(b).reduce(f64::max)
}

fn minimum(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    a.into_iter().chain(b).reduce(f64::min)
}

/// The schema of a property that has none of its own.
fn further<'s>(keywords: &'s Keywords, name: &str) -> &'s Value {
    let patterns = keywords.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
    let matching = patterns.filter(|(pattern, _)| regex::Regex::new(pattern).is_ok_and(|regex| regex.is_match(name)));
    let additional = keywords.get("additionalProperties").filter(|additional| additional.is_object());
    matching.map(|(_, schema)| schema).next().or(additional).unwrap_or(&Value::Bool(true))
}

fn names(value: Option<&Value>) -> Vec<String> {
    let names = value.and_then(Value::as_array).into_iter().flatten();
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn size(value: Option<&Value>) -> Option<usize> {
    value.filter(|value| type_name(value) == "integer")?.as_f64().map(|size| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates, which is meant")]
        let size = size as usize;
        size
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::generate;
    use crate::contract::schema::standalone::{Rules, StandAlone};

    /// Fails when what is made doesn't fit.
    fn made(schema: Value) -> Vec<Value> {
        let compiled = StandAlone::default().value(&schema, Rules::default()).expect("in order");
        let values: Vec<Value> = (0..25).map(|seed| generate(&compiled, seed)).collect();
        for value in &values {
            assert!(compiled.is_valid(value), "{value} does not fit {schema}");
        }
        assert_eq!(generate(&compiled, 3), values[3]);
        values
    }

    #[test]
    fn what_is_made_fits() {
        for schema in [
            json!({}),
            json!({ "type": "integer", "minimum": 3, "exclusiveMaximum": 5 }),
            json!({ "type": "number", "exclusiveMinimum": 0, "maximum": 0.05, "multipleOf": 0.01 }),
            json!({ "type": "integer", "multipleOf": 7, "minimum": 100 }),
            json!({ "type": "integer", "maximum": -5 }),
            json!({ "type": "string", "minLength": 30, "maxLength": 31 }),
            json!({ "type": "string", "pattern": "^[0-9]{2}:[0-5]\\d$", "minLength": 5 }),
            json!({ "type": ["null", "string"], "format": "uuid" }),
            json!({ "type": "array", "minItems": 3, "uniqueItems": true, "items": { "enum": [1, 2, 3, 4] } }),
            json!({ "type": "array", "prefixItems": [{ "type": "integer" }, { "type": "string" }], "minItems": 2, "items": false }),
            json!({ "type": "array", "contains": { "const": 7 }, "minItems": 2 }),
            json!({ "type": "object", "minProperties": 3, "additionalProperties": { "type": "integer" } }),
            json!({ "type": "object", "required": ["a", "x-1"], "dependentRequired": { "a": ["b"] }, "properties": { "a": { "const": 1 }, "b": { "type": "boolean" } }, "patternProperties": { "^x-": { "type": "number" } }, "additionalProperties": false }),
            json!({ "allOf": [{ "properties": { "a": { "minimum": 5 } } }, { "properties": { "a": { "type": "integer", "maximum": 6 } }, "required": ["a"] }] }),
            json!({ "oneOf": [{ "type": "integer", "not": {} }, { "type": "string", "maxLength": 3 }] }),
            json!({ "type": "string", "contentMediaType": "application/json", "contentSchema": { "type": "array", "items": { "type": "integer" }, "minItems": 1 } }),
            json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "enum": ["a", "b"] }, "n": { "type": "integer" } }, "if": { "properties": { "kind": { "const": "a" } } }, "then": { "required": ["n"] } }),
        ] {
            made(schema);
        }
        for format in [
            "date",
            "time",
            "date-time",
            "duration",
            "email",
            "hostname",
            "ipv4",
            "ipv6",
            "uri",
            "uri-reference",
            "uri-template",
            "json-pointer",
            "relative-json-pointer",
            "regex",
            "uuid",
            "iri",
            "idn-email",
        ] {
            made(json!({ "type": "string", "format": format }));
        }
    }

    #[test]
    fn recursion_ends() {
        let tree = json!({ "$ref": "#/$defs/node", "$defs": { "node": { "type": "object", "required": ["next"], "properties": { "next": { "anyOf": [{ "$ref": "#/$defs/node" }, { "type": "null" }] }, "children": { "type": "array", "items": { "$ref": "#/$defs/node" } } } } } });
        made(tree);
    }

    #[test]
    fn documented_examples_come_first_unless_they_do_not_fit() {
        assert_eq!(made(json!({ "type": "string", "examples": ["seen"] }))[0], json!("seen"));
        assert_ne!(made(json!({ "type": "string", "examples": [7] }))[0], json!(7));
    }

    #[test]
    fn seeds_make_a_difference() {
        let values = made(json!({ "type": "integer" }));
        assert!(values.iter().any(|value| *value != values[0]));
    }

    #[test]
    fn a_contradiction_ends_too() {
        let compiled =
            StandAlone::default().value(&json!({ "type": "string", "enum": [1] }), Rules::default()).expect("in order");
        assert!(!compiled.is_valid(&generate(&compiled, 1)));
    }
}
