//! What a contract's schema says of the shape of a body, so that a shape holds for data that the recorded response
//! happened not to have: a field that was `null`, a list that was empty, a key that was left out.
//!
//! This judges nothing: where a schema is too clever for a shape, less is known, and the response fills it in.

use serde_json::{Map, Value};

use crate::contract::schema::bundle::CONTENT;
use crate::contract::schema::compiled::Schema;
use crate::value::json;
use crate::value::shape::format::Format;
use crate::value::shape::model::{Field, Fields, Numbers, Shape, Strings};

/// How many levels are told that the response does not have. What lies deeper is left open: related records refer to
/// each other, and their whole web is no part of this response.
const MAX_UNSEEN: usize = 3;
/// How many levels are told in all.
const MAX_DEPTH: usize = 40;

/// The shape that a schema describes, as far as `value` goes and a little further.
pub fn shape_of(schema: &Schema, value: &Value) -> Shape {
    shape_within(schema.root(), schema.bundle(), value)
}

fn shape_within(schema: &Value, bundle: &Value, value: &Value) -> Shape {
    let known = Known { bundle };
    known.shape(schema, &[value], Levels { unseen: MAX_UNSEEN, all: MAX_DEPTH })
}

struct Known<'b> {
    bundle: &'b Value,
}

/// How many levels may still be told.
#[derive(Clone, Copy)]
struct Levels {
    unseen: usize,
    all: usize,
}

impl Levels {
    fn down(self, seen: &[&Value]) -> Option<Levels> {
        let unseen = if seen.is_empty() { self.unseen.checked_sub(1)? } else { self.unseen };
        Some(Levels { unseen, all: self.all.checked_sub(1)? })
    }
}

impl Known<'_> {
    /// `seen` are the values that the response has in this place.
    fn shape(&self, schema: &Value, seen: &[&Value], levels: Levels) -> Shape {
        let Value::Object(schema) = schema else {
            return if *schema == Value::Bool(false) { Shape::default() } else { Shape::any() };
        };
        let Some(below) = levels.down(seen) else { return Shape::any() };
        // Steps that stay at the same value must end as well.
        let same = Levels { all: below.all, ..levels };
        let mut shape = self.own(schema, seen, below);
        if let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#')) {
            let target = self.bundle.pointer(target).map(|target| self.shape(target, seen, same));
            shape = meet(shape, target.unwrap_or_else(Shape::any));
        }
        for part in list(schema, "allOf") {
            shape = meet(shape, self.shape(part, seen, same));
        }
        for key in ["anyOf", "oneOf"] {
            let branches = list(schema, key).iter().map(|branch| self.shape(branch, seen, same));
            if let Some(union) = branches.reduce(Shape::union) {
                shape = meet(shape, union);
            }
        }
        shape
    }

    /// What the keywords beside references and unions say.
    fn own(&self, schema: &Map<String, Value>, seen: &[&Value], below: Levels) -> Shape {
        let mut shape = Shape::default();
        let types = types(schema);
        if types.is_empty() {
            return Shape::any();
        }
        for kind in types {
            match kind {
                "null" => shape.null = true,
                "boolean" => shape.boolean = true,
                "integer" => shape.number = shape.number.max(Some(Numbers::Integer)),
                "number" => shape.number = Some(Numbers::Any),
                "string" => shape.string = Some(self.strings(schema, seen, below)),
                "array" => shape.array = Some(Box::new(self.items(schema, seen, below))),
                "object" => shape.object = Some(self.fields(schema, seen, below)),
                _ => {}
            }
        }
        shape
    }

    fn strings(&self, schema: &Map<String, Value>, seen: &[&Value], below: Levels) -> Strings {
        let values: Vec<&str> = options(schema).into_iter().filter_map(Value::as_str).collect();
        if !values.is_empty() {
            return Strings { values: values.into_iter().map(str::to_owned).collect(), ..Strings::default() };
        }
        let content = schema.get(CONTENT).filter(|content| content.get("base64") != Some(&Value::Bool(true)));
        if let Some(content) = content {
            let inside: Vec<Value> =
                seen.iter().filter_map(|value| json::parse(value.as_str()?.as_bytes()).ok()).collect();
            let inside: Vec<&Value> = inside.iter().collect();
            let shape = content.get("schema").map_or_else(Shape::any, |schema| self.shape(schema, &inside, below));
            return Strings { json: Some(Box::new(shape)), ..Strings::default() };
        }
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        // Only the formats that mean the same to a validator and to a shape.
        let format = text("format").and_then(Format::named);
        match (format, text("pattern")) {
            (Some(format @ (Format::Date | Format::DateTime | Format::Uuid)), _) => Strings::format(format),
            (_, Some(pattern)) => Strings { patterns: [pattern.to_owned()].into(), ..Strings::default() },
            _ => Strings::plain(),
        }
    }

    fn items(&self, schema: &Map<String, Value>, seen: &[&Value], below: Levels) -> Shape {
        let elements: Vec<&Value> = seen.iter().filter_map(|value| value.as_array()).flatten().collect();
        let schemas = list(schema, "prefixItems").iter().chain(schema.get("items"));
        let shapes = schemas.map(|schema| self.shape(schema, &elements, below));
        shapes.reduce(Shape::union).unwrap_or_else(Shape::any)
    }

    fn fields(&self, schema: &Map<String, Value>, seen: &[&Value], below: Levels) -> Fields {
        let objects: Vec<&Map<String, Value>> = seen.iter().filter_map(|value| value.as_object()).collect();
        let required: Vec<&str> = list(schema, "required").iter().filter_map(Value::as_str).collect();
        let mut fields = Fields::default();
        for (key, property) in map(schema, "properties").filter(|(_, property)| **property != Value::Bool(false)) {
            let seen: Vec<&Value> = objects.iter().filter_map(|object| object.get(key)).collect();
            let optional = !required.contains(&key.as_str());
            fields.known.insert(key.clone(), Field { shape: self.shape(property, &seen, below), optional });
        }
        for key in required.into_iter().filter(|key| map(schema, "properties").all(|(known, _)| known != key)) {
            fields.known.insert(key.to_owned(), Field { shape: Shape::any(), optional: false });
        }
        let additional = schema
            .get("additionalProperties")
            .filter(|additional| additional.as_object().is_some_and(|additional| !additional.is_empty()));
        let others = map(schema, "patternProperties").map(|(_, schema)| schema).chain(additional);
        let known = |key: &str| fields.known.contains_key(key);
        let rest: Vec<&Value> =
            objects.iter().flat_map(|o| o.iter()).filter(|(k, _)| !known(k)).map(|(_, v)| v).collect();
        let rest = others.map(|schema| self.shape(schema, &rest, below)).reduce(Shape::union);
        fields.rest = rest.map(Box::new);
        fields
    }
}

/// The types that a schema names, or that what it names implies.
fn types(schema: &Map<String, Value>) -> Vec<&str> {
    let named: Vec<&str> = match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let options: Vec<&str> = options(schema).into_iter().map(json::type_name).collect();
    match (named.is_empty(), options.is_empty()) {
        (true, false) => options,
        (false, false) => named
            .into_iter()
            .filter(|name| options.iter().any(|o| o == name || (*name == "number" && *o == "integer")))
            .collect(),
        (false, true) => named,
        (true, true) if schema.contains_key("properties") => vec!["object"],
        (true, true) if schema.contains_key("items") => vec!["array"],
        (true, true) if schema.contains_key(CONTENT) => vec!["string"],
        (true, true) => Vec::new(),
    }
}

/// The values that `enum` or `const` allow.
fn options(schema: &Map<String, Value>) -> Vec<&Value> {
    list(schema, "enum").iter().chain(schema.get("const")).collect()
}

fn list<'s>(schema: &'s Map<String, Value>, key: &str) -> &'s [Value] {
    schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn map<'s>(schema: &'s Map<String, Value>, key: &str) -> impl Iterator<Item = (&'s String, &'s Value)> {
    schema.get(key).and_then(Value::as_object).into_iter().flatten()
}

/// What two shapes that must both hold say together; where they can't be put together, the first one.
fn meet(left: Shape, right: Shape) -> Shape {
    if left.any || right.any {
        return if left.any { right } else { left };
    }
    Shape {
        any: false,
        null: left.null && right.null,
        boolean: left.boolean && right.boolean,
        number: left.number.min(right.number),
        string: left.string.zip(right.string).map(|(left, right)| if left.plain { right } else { left }),
        array: left.array.zip(right.array).map(|(left, right)| Box::new(meet(*left, *right))),
        object: left.object.zip(right.object).map(|(left, right)| meet_fields(left, right)),
    }
}

fn meet_fields(mut left: Fields, right: Fields) -> Fields {
    for (key, field) in right.known {
        let both = match left.known.remove(&key) {
            Some(other) => Field { optional: field.optional && other.optional, shape: meet(other.shape, field.shape) },
            None => field,
        };
        left.known.insert(key, both);
    }
    left.rest = match (left.rest, right.rest) {
        (Some(left), Some(right)) => Some(Box::new(meet(*left, *right))),
        (left, right) => left.or(right),
    };
    left
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{shape_of, shape_within};
    use crate::contract::schema::bundle::CONTENT;
    use crate::value::shape::model::Shape;

    fn recorded(schema: Value, sample: &Value) -> Shape {
        let bundle = json!({ "$ref": "#/$defs/0", "$defs": { "0": schema } });
        Shape::infer_with(sample, &shape_within(&bundle, &bundle, sample))
    }

    #[test]
    fn what_the_sample_lacks_comes_from_the_schema() {
        let schema = json!({ "type": "object", "required": ["id", "list"], "properties": {
            "id": { "type": "string", "pattern": "^[1-9][0-9]*$" },
            "kind": { "enum": ["", "before", "after", null] },
            "list": { "type": "array", "items": { "type": "object", "properties": { "x": { "type": "number" } } } },
            "options": { "type": "string", CONTENT: { "base64": false, "schema": { "type": "array", "items": { "type": "string" } } } },
            "hidden": false,
        } });
        let shape = recorded(schema, &json!({ "id": "7", "kind": "", "list": [], "options": "[]" }));
        for other in [
            json!({ "id": "12", "kind": null, "list": [{ "x": 1.5 }, {}], "options": "[\"a\"]" }),
            json!({ "id": "12", "kind": "after", "list": [] }),
        ] {
            assert!(shape.accepts(&other), "{other}\n{}", shape.to_text());
        }
        for wrong in [
            json!({ "id": "012", "kind": "", "list": [] }),
            json!({ "id": "1", "kind": "between", "list": [] }),
            json!({ "id": "1", "kind": "", "list": [{ "x": "1" }] }),
            json!({ "id": "1", "kind": "", "list": [], "options": "[1]" }),
            json!({ "id": "1", "kind": "", "list": [], "hidden": 1 }),
        ] {
            assert!(!shape.accepts(&wrong), "{wrong}");
        }
    }

    #[test]
    fn unions_and_parts_are_put_together() {
        let schema = json!({
            "allOf": [
                { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } },
                { "properties": { "a": { "format": "date", "type": "string" }, "b": { "oneOf": [{ "type": "integer" }, { "type": "null" }] } } },
            ],
        });
        let shape = recorded(schema, &json!({ "a": "2021-05-01", "b": null }));
        assert!(shape.accepts(&json!({ "a": "2022-05-01", "b": 3 })) && shape.accepts(&json!({ "a": "2022-05-01" })));
        assert!(!shape.accepts(&json!({ "a": "soon" })) && !shape.accepts(&json!({ "b": 1 })));
    }

    #[test]
    fn a_schema_that_refers_to_itself_ends_where_the_response_does() {
        let schema = json!({ "type": "object", "properties": {
            "next": { "anyOf": [{ "$ref": "#/$defs/0" }, { "type": "null" }] }, "others": { "type": "object", "additionalProperties": { "$ref": "#/$defs/0" } },
        } });
        let shape = recorded(schema, &json!({ "next": { "next": null, "others": {} } }));
        assert!(shape.to_text().len() < 10_000, "{}", shape.to_text().len());
        assert!(shape.accepts(&json!({ "next": null, "others": { "7": { "next": null } } })));
        assert!(!shape.accepts(&json!({ "next": 1 })));
    }

    #[test]
    fn our_own_contract_gives_a_shape_that_people_can_review() {
        use crate::contract::description::Contract;
        use crate::contract::dialect::Direction;
        let mut diagnostics = crate::source::diagnostic::Diagnostics::default();
        let sources = crate::source::file::Sources::default();
        let contract = Contract::load(".".into(), "schemas/perfex.openapi.yaml".into(), &sources, &mut diagnostics);
        let contract = contract.expect("the contract");
        let mut seen = 0;
        for operation in &contract.operations {
            for entry in operation.responses.iter().flat_map(|response| &response.content) {
                let Some(schema) = &entry.schema else { continue };
                let schema = contract.schema(schema, Direction::Response).expect("compiles");
                for example in &entry.examples {
                    let shape = Shape::infer_with(&example.value, &shape_of(&schema, &example.value));
                    assert!(shape.accepts(&example.value), "{}", operation.name());
                    assert_eq!(Shape::from_text(&shape.to_text()), Ok(shape.clone()), "{}", operation.name());
                    for other in entry.examples.iter().filter(|other| schema.is_valid(&other.value)) {
                        let name = operation.name();
                        assert!(shape.accepts(&other.value), "{name}, {}: {}", other.name, shape.to_text());
                    }
                    seen += 1;
                }
            }
        }
        assert!(seen > 5);
    }
}
