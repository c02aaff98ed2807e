//! A value for a schema, held against the compiled schema before it is given out.

use serde_json::{Value, json};

use crate::contract::generate::book::Book;
use crate::contract::generate::branch::Order;
use crate::contract::generate::fit::Fit;
use crate::contract::generate::maker::{Maker, Mode};
use crate::contract::generate::negate::rewritten;
use crate::contract::generate::repair::pruned;
use crate::contract::schema::compiled::Schema;
use crate::contract::schema::violation::Violation;

/// How values that didn't fit are followed by others: with other branches, and with less in them.
const FURTHER: u64 = 6;

/// What is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Options<'n> {
    /// The same value comes for the same seed.
    pub seed: u64,
    /// Whether documented examples and defaults come first.
    pub samples: Samples,
    /// Whether there is more in it than must be.
    pub optional: Optional,
    /// What the value is called, as the name of a parameter; it may decide what the schema leaves open.
    pub name: &'n str,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options { seed: 1, samples: Samples::Shown, optional: Optional::Filled, name: "" }
    }
}

/// What is done with documented examples and defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Samples {
    /// They come first, where they fit.
    Shown,
    /// Everything is made up, and branches are taken by chance.
    Ignored,
}

/// What is done with optional properties and elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Optional {
    /// They are there, down to some depth.
    Filled,
    /// They are not.
    LeftOut,
}

/// What was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Generated {
    /// The value.
    pub value: Value,
    /// What is wrong with it: the schema contradicts itself, or is beyond this generator. Empty when the value fits.
    pub unmet: Vec<Violation>,
}

/// A value that fits a schema, the same for the same options; or, where none was found, the one that comes nearest.
pub fn generate(schema: &Schema, options: &Options<'_>) -> Generated {
    let mut search = Search { schema, options, nearest: None };
    let book = Book::new(schema.bundle(), schema.root(), schema.origins());
    let mode = Mode {
        samples: options.samples == Samples::Shown,
        optional: options.optional == Optional::Filled,
        order: if options.samples == Samples::Shown { Order::Written } else { Order::Chance },
    };
    let found = search.once(&book, &Fit::new(book), mode, 0);
    let found = found.or_else(|| search.further(&book, mode)).or_else(|| {
        let turned = rewritten(&book);
        search.further(&Book::new(&turned, schema.root(), schema.origins()), mode)
    });
    found.or_else(|| search.simple()).map_or_else(|| search.given_up(), |value| Generated { value, unmet: Vec::new() })
}

struct Search<'s> {
    schema: &'s Schema,
    options: &'s Options<'s>,
    /// The value with the fewest violations so far.
    nearest: Option<Generated>,
}

impl Search<'_> {
    fn further(&mut self, book: &Book<'_>, mode: Mode) -> Option<Value> {
        let fit = Fit::new(*book);
        (1..=FURTHER).find_map(|attempt| {
            let optional = mode.optional && attempt % 2 == 1;
            let (samples, order) = if attempt < 3 { (mode.samples, mode.order) } else { (false, Order::Chance) };
            self.once(book, &fit, Mode { samples, optional, order }, attempt)
        })
    }

    fn once<'b>(&mut self, book: &Book<'b>, fit: &Fit<'b>, mode: Mode, attempt: u64) -> Option<Value> {
        let seed = self.options.seed.wrapping_add(attempt.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let made = Maker::new(*book, fit, mode, seed).make(self.options.name);
        self.judged(made.value)
    }

    fn judged(&mut self, value: Value) -> Option<Value> {
        if self.schema.is_valid(&value) {
            return Some(value);
        }
        let unmet = self.schema.violations(&value);
        if self.nearest.as_ref().is_none_or(|nearest| unmet.len() < nearest.unmet.len()) {
            self.nearest = Some(Generated { value: value.clone(), unmet });
        }
        pruned(self.schema, value)
    }

    /// What any generator would think of last.
    fn simple(&self) -> Option<Value> {
        let simple = [json!({}), json!([]), json!(""), json!(0), json!(true), Value::Null, json!(1), json!("a")];
        simple.into_iter().find(|value| self.schema.is_valid(value))
    }

    fn given_up(&mut self) -> Generated {
        self.nearest.take().unwrap_or(Generated { value: Value::Null, unmet: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::{Generated, Optional, Options, Samples, generate};
    use crate::contract::dialect::Direction;
    use crate::contract::fixture::schemas;
    use crate::contract::operation::SchemaRef;
    use crate::contract::place::Place;
    use crate::contract::schema::compiled::Schema;
    use crate::contract::schema::standalone::{Rules, StandAlone};

    fn compiled(schema: &Value) -> Arc<Schema> {
        StandAlone::default().value(schema, Rules::default()).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    /// The values for some seeds; fails when one doesn't fit.
    fn made(schema: Value) -> Vec<Value> {
        let compiled = compiled(&schema);
        let make = |seed, samples, optional| {
            let options = Options { seed, samples, optional, ..Options::default() };
            let Generated { value, unmet } = generate(&compiled, &options);
            assert!(unmet.is_empty() && compiled.is_valid(&value), "{value} does not fit {schema}: {unmet:?}");
            value
        };
        let values: Vec<Value> = (0..25).map(|seed| make(seed, Samples::Shown, Optional::Filled)).collect();
        for seed in 0..10 {
            make(seed, Samples::Ignored, Optional::Filled);
            make(seed, Samples::Shown, Optional::LeftOut);
        }
        assert_eq!(make(3, Samples::Shown, Optional::Filled), values[3]);
        values
    }

    fn unmet(schema: Value) -> Vec<String> {
        let generated = generate(&compiled(&schema), &Options::default());
        let line = |violation: &crate::contract::schema::violation::Violation| {
            format!("{} {}: {}", violation.pointer, violation.keyword, violation.expected)
        };
        generated.unmet.iter().map(line).collect()
    }

    #[test]
    fn numbers_and_strings_fit() {
        for schema in [
            json!({}),
            json!(true),
            json!({ "type": "integer", "minimum": 3, "exclusiveMaximum": 5 }),
            json!({ "type": "number", "exclusiveMinimum": 0, "maximum": 0.05, "multipleOf": 0.01 }),
            json!({ "type": "integer", "multipleOf": 7, "minimum": 100 }),
            json!({ "type": "integer", "maximum": -5 }),
            json!({ "type": "string", "minLength": 30, "maxLength": 31 }),
            json!({ "type": "string", "maxLength": 0 }),
            json!({ "type": "string", "pattern": "^[0-9]{2}:[0-5]\\d$", "minLength": 5 }),
            json!({ "type": ["null", "string"], "format": "uuid" }),
            json!({ "type": "string", "format": "email", "minLength": 60 }),
            json!({ "type": "string", "format": "email", "maxLength": 6 }),
            json!({ "type": "string", "format": "date-time", "pattern": "^2026-.*Z$" }),
            json!({ "allOf": [{ "pattern": "^[a-f0-9]+$" }, { "pattern": "^a" }, { "minLength": 8 }], "type": "string" }),
            json!({ "type": "string", "contentMediaType": "application/json", "contentSchema": { "type": "array", "items": { "type": "integer" }, "minItems": 1 } }),
            json!({ "type": "string", "contentMediaType": "application/json", "contentEncoding": "base64" }),
            json!({ "not": { "type": "string" } }),
            json!({ "type": "integer", "not": { "minimum": 0 } }),
        ] {
            made(schema);
        }
    }

    #[test]
    fn arrays_fit() {
        for schema in [
            json!({ "type": "array", "minItems": 3, "uniqueItems": true, "items": { "enum": [1, 2, 3, 4] } }),
            json!({ "type": "array", "minItems": 400, "uniqueItems": true, "items": { "type": "integer" } }),
            json!({ "type": "array", "minItems": 200, "uniqueItems": true, "items": { "type": "string" } }),
            json!({ "type": "array", "minItems": 2, "uniqueItems": true, "items": { "type": "boolean" } }),
            json!({ "type": "array", "prefixItems": [{ "type": "integer" }, { "type": "string" }], "minItems": 2, "items": false }),
            json!({ "type": "array", "contains": { "const": 7 }, "minItems": 2 }),
            json!({ "type": "array", "contains": { "type": "string" }, "minContains": 2, "maxContains": 2, "minItems": 4 }),
            json!({ "type": "array", "prefixItems": [{ "type": "integer" }], "contains": { "type": "string" } }),
            json!({ "type": "array", "allOf": [{ "prefixItems": [{ "type": "integer" }] }], "unevaluatedItems": false, "minItems": 1 }),
            json!({ "type": "array", "items": { "type": "string" }, "maxItems": 0 }),
        ] {
            made(schema);
        }
    }

    #[test]
    fn objects_fit() {
        for schema in [
            json!({ "type": "object", "minProperties": 3, "additionalProperties": { "type": "integer" } }),
            json!({ "type": "object", "minProperties": 3, "propertyNames": { "pattern": "^[a-z]{2}$" } }),
            json!({ "type": "object", "minProperties": 2, "propertyNames": { "enum": ["x", "y", "z"] } }),
            json!({ "type": "object", "maxProperties": 1, "properties": { "a": {}, "b": {} }, "required": ["b"] }),
            json!({ "type": "object", "required": ["a", "x-1"], "dependentRequired": { "a": ["b"] }, "properties": { "a": { "const": 1 }, "b": { "type": "boolean" } }, "patternProperties": { "^x-": { "type": "number" } }, "additionalProperties": false }),
            json!({ "type": "object", "properties": { "card": { "type": "string" } }, "dependentSchemas": { "card": { "required": ["address"], "properties": { "address": { "type": "string" } } } } }),
            json!({ "type": "object", "properties": { "a": {}, "b": {} }, "dependentSchemas": { "a": false } }),
            json!({ "allOf": [{ "properties": { "a": { "type": "string" } } }], "type": "object", "unevaluatedProperties": false, "minProperties": 1 }),
            json!({ "allOf": [{ "properties": { "a": { "minimum": 5 } } }, { "properties": { "a": { "type": "integer", "maximum": 6 } }, "required": ["a"] }] }),
            json!({ "type": "object", "properties": { "a": { "type": "string", "pattern": "a^b" }, "b": {} } }),
        ] {
            made(schema);
        }
    }

    #[test]
    fn a_branch_is_taken_that_works() {
        for schema in [
            json!({ "oneOf": [{ "type": "integer", "not": {} }, { "type": "string", "maxLength": 3 }] }),
            json!({ "type": "object", "oneOf": [{ "properties": { "a": { "type": "string" } } }, { "properties": { "b": { "type": "integer" } } }] }),
            json!({ "type": "object", "oneOf": [{ "required": ["a"] }, { "required": ["b"] }], "properties": { "a": {}, "b": {} } }),
            json!({ "oneOf": [{ "type": "number" }, { "type": "integer" }] }),
            json!({ "oneOf": [{ "type": "integer", "minimum": 2 }, { "type": "integer" }] }),
            json!({ "anyOf": [{ "required": ["a"] }, { "required": ["b"] }], "properties": { "b": { "type": "integer" } }, "additionalProperties": false }),
            json!({ "allOf": [{ "oneOf": [{ "properties": { "k": { "const": 1 } } }, { "properties": { "k": { "const": 2 } } }] }, { "properties": { "k": { "const": 2 } } }], "required": ["k"] }),
            json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "enum": ["a", "b"] }, "n": { "type": "integer" } }, "if": { "properties": { "kind": { "const": "a" } } }, "then": { "required": ["n"] }, "else": { "not": { "required": ["n"] } } }),
            json!({ "type": "object", "properties": { "a": { "type": "string" } }, "not": { "required": ["a"] } }),
            json!({ "type": "string", "enum": ["a", "b", "c"], "not": { "enum": ["a", "c"] } }),
        ] {
            made(schema);
        }
    }

    #[test]
    fn recursion_ends() {
        let tree = json!({ "$ref": "#/$defs/node", "$defs": { "node": { "type": "object", "required": ["next"], "properties": { "next": { "anyOf": [{ "$ref": "#/$defs/node" }, { "type": "null" }] }, "children": { "type": "array", "items": { "$ref": "#/$defs/node" } } } } } });
        made(tree);
        let pairs = json!({ "$ref": "#/$defs/p", "$defs": { "p": { "type": "object", "required": ["l", "r"], "properties": { "l": { "oneOf": [{ "$ref": "#/$defs/p" }, { "type": "integer" }] }, "r": { "oneOf": [{ "$ref": "#/$defs/p" }, { "type": "integer" }] } } } } });
        made(pairs);
    }

    #[test]
    fn documented_examples_come_first_unless_they_do_not_fit() {
        let first = |schema: Value| made(schema)[0].clone();
        assert_eq!(first(json!({ "type": "string", "examples": ["seen"] })), json!("seen"));
        assert_ne!(first(json!({ "type": "string", "format": "date", "examples": ["seen"] })), json!("seen"));
        assert_eq!(first(json!({ "type": "string", "examples": [7] })), json!("7"));
        assert_eq!(first(json!({ "type": "integer", "default": 7 })), json!(7));
        let object = json!({ "type": "object", "examples": [{ "a": "seen", "b": "wrong" }], "properties": { "a": { "type": "string" }, "b": { "type": "boolean" } } });
        assert_eq!(first(object.clone())["a"], json!("seen"));
        let ignored = Options { samples: Samples::Ignored, ..Options::default() };
        assert_ne!(generate(&compiled(&object), &ignored).value["a"], json!("seen"));
    }

    #[test]
    fn only_what_is_required_is_there_when_asked_for() {
        let schema = json!({ "type": "object", "required": ["a"], "properties": { "a": { "const": 1 }, "b": {} } });
        let options = Options { optional: Optional::LeftOut, ..Options::default() };
        assert_eq!(generate(&compiled(&schema), &options).value, json!({ "a": 1 }));
        assert_eq!(generate(&compiled(&schema), &Options::default()).value.as_object().map(|map| map.len()), Some(2));
    }

    #[test]
    fn a_discriminator_names_the_branch_that_was_taken() {
        let contract = schemas(
            "A: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind, mapping: { hound: '#/components/schemas/Dog' } } }\n\
             Cat: { type: object, required: [kind, lives], properties: { kind: { type: string }, lives: { type: integer } } }\n\
             Dog: { type: object, required: [kind, name], properties: { kind: { type: string }, name: { type: string } } }\n\
             Pet: { type: object, required: [kind], discriminator: { propertyName: kind }, properties: { kind: { type: string } } }\n\
             Fish: { allOf: [{ $ref: '#/components/schemas/Pet' }, { required: [fins], properties: { fins: { type: integer } } }] }",
        );
        let make = |name: &str, seed| {
            let place = Place::root(0).join("components").join("schemas").join(name);
            let schema = SchemaRef { span: contract.documents.span(&place), place };
            let schema = contract.schema(&schema, Direction::Response).expect("in order");
            generate(&schema, &Options { seed, samples: Samples::Ignored, ..Options::default() }).value
        };
        let mut kinds = std::collections::BTreeSet::new();
        for seed in 0..20 {
            let value = make("A", seed);
            let kind = value["kind"].as_str().expect("a kind").to_owned();
            assert_eq!(kind == "hound", value.get("name").is_some(), "{value}");
            assert_eq!(kind == "Cat", value.get("lives").is_some(), "{value}");
            kinds.insert(kind);
        }
        assert_eq!(kinds.len(), 2);
        assert_eq!(make("Fish", 1)["kind"], json!("Fish"));
    }

    #[test]
    fn names_make_values_believable() {
        let schema = json!({ "type": "object", "properties": { "email": { "type": "string" }, "created_at": { "type": "string", "format": "date-time" }, "updated_at": { "type": "string", "format": "date-time" }, "price": { "type": "number" }, "age": { "type": "integer" } } });
        for value in made(schema) {
            assert!(value["email"].as_str().is_some_and(|email| email.ends_with("@example.com")), "{value}");
            assert!(value["created_at"].as_str() < value["updated_at"].as_str(), "{value}");
            assert!(value["age"].as_i64().is_some_and(|age| (21..=68).contains(&age)), "{value}");
        }
        let options = Options { name: "country_code", ..Options::default() };
        assert_eq!(generate(&compiled(&json!({ "type": "string" })), &options).value.as_str().map(str::len), Some(2));
    }

    #[test]
    fn seeds_make_a_difference() {
        let values = made(json!({ "type": "integer" }));
        assert!(values.iter().any(|value| *value != values[0]));
    }

    #[test]
    fn what_cannot_be_made_is_told() {
        assert_eq!(unmet(json!({ "type": "string", "enum": [1] })).len(), 1);
        assert_eq!(unmet(json!({ "type": "integer", "minimum": 5, "maximum": 4 })).len(), 1);
        assert_eq!(
            unmet(json!({ "type": "array", "minItems": 1_000_000_000 })),
            [" minItems: at least 1000000000 elements"]
        );
        assert_eq!(
            unmet(json!({ "type": "string", "minLength": 1_000_000_000 })),
            [" minLength: at least 1000000000 characters"]
        );
        let endless = json!({ "$ref": "#/$defs/p", "$defs": { "p": { "type": "object", "required": ["l", "r"], "properties": { "l": { "$ref": "#/$defs/p" }, "r": { "$ref": "#/$defs/p" } } } } });
        assert!(!unmet(endless).is_empty());
        assert_eq!(unmet(json!(false)).len(), 1);
    }

    #[test]
    fn a_wide_and_deep_schema_makes_a_value_of_limited_size() {
        let properties: serde_json::Map<String, Value> = (0..60)
            .map(|number| (format!("p{number}"), json!({ "$ref": format!("#/$defs/n{}", number % 7) })))
            .collect();
        let definitions: serde_json::Map<String, Value> = (0..7)
            .map(|number| (format!("n{number}"), json!({ "type": "object", "properties": properties })))
            .collect();
        for value in made(json!({ "$ref": "#/$defs/n0", "$defs": definitions })).iter().take(2) {
            assert!(value.to_string().len() < 200_000, "{}", value.to_string().len());
        }
    }
}
