//! Text that stands for typed values: what a schema says is a number becomes one, and only then.

use serde_json::{Map, Value};

use crate::contract::schema::compiled::Schema;
use crate::value::json;

/// How many references are followed to learn a type.
const MAX_DEPTH: usize = 16;

/// The types that a schema takes, as far as it says so without looking at a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Types {
    /// Any string.
    pub string: bool,
    /// Any number.
    pub number: bool,
    /// `true` and `false`.
    pub boolean: bool,
    /// `null`.
    pub null: bool,
    /// Lists.
    pub array: bool,
    /// Objects.
    pub object: bool,
}

impl Types {
    const ANY: Types = Types { string: true, number: true, boolean: true, null: true, array: true, object: true };

    fn named(name: &str) -> Types {
        let mut types = Types::default();
        match name {
            "string" => types.string = true,
            "integer" | "number" => types.number = true,
            "boolean" => types.boolean = true,
            "null" => types.null = true,
            "array" => types.array = true,
            "object" => types.object = true,
            _ => {}
        }
        types
    }

    fn of(value: &Value) -> Types {
        Types::named(json::type_name(value))
    }

    fn or(self, other: Types) -> Types {
        Types {
            string: self.string || other.string,
            number: self.number || other.number,
            boolean: self.boolean || other.boolean,
            null: self.null || other.null,
            array: self.array || other.array,
            object: self.object || other.object,
        }
    }

    /// Whether a string is only one of the scalars that it may be.
    fn is_mixed(self) -> bool {
        self.string && (self.number || self.boolean || self.null)
    }

    fn and(self, other: Types) -> Types {
        Types {
            string: self.string && other.string,
            number: self.number && other.number,
            boolean: self.boolean && other.boolean,
            null: self.null && other.null,
            array: self.array && other.array,
            object: self.object && other.object,
        }
    }
}

/// A schema in a bundle, looked at for types only.
#[derive(Clone, Copy, Debug)]
pub struct Outline<'b> {
    bundle: &'b Value,
    schema: &'b Value,
}

impl<'b> Outline<'b> {
    /// Of a schema.
    pub fn of(schema: &'b Schema) -> Outline<'b> {
        Outline::within(schema.root(), schema.bundle())
    }

    /// Of a schema whose references lead into a bundle.
    pub fn within(schema: &'b Value, bundle: &'b Value) -> Outline<'b> {
        Outline { bundle, schema }
    }

    /// The types it takes.
    pub fn types(self) -> Types {
        self.types_within(MAX_DEPTH)
    }

    fn types_within(self, depth: usize) -> Types {
        let mut types = match self.schema.get("type") {
            Some(Value::String(name)) => Types::named(name),
            Some(Value::Array(names)) => {
                names.iter().filter_map(Value::as_str).map(Types::named).fold(Types::default(), Types::or)
            }
            _ => Types::ANY,
        };
        if let Some(constant) = self.schema.get("const") {
            types = types.and(Types::of(constant));
        }
        if let Some(Value::Array(options)) = self.schema.get("enum") {
            types = types.and(options.iter().map(Types::of).fold(Types::default(), Types::or));
        }
        if depth == 0 {
            return types;
        }
        for part in self.parts() {
            types = types.and(part.types_within(depth - 1));
        }
        for key in ["anyOf", "oneOf"] {
            let branches: Vec<Outline<'b>> = self.list(key).collect();
            if !branches.is_empty() {
                let union = branches.into_iter().map(|branch| branch.types_within(depth - 1));
                types = types.and(union.fold(Types::default(), Types::or));
            }
        }
        types
    }

    /// Whether a value is let in by what can be seen at a glance: types, constants, and branches of them.
    fn admits(self, value: &Value, depth: usize) -> bool {
        let among = |key: &str| self.schema.get(key).and_then(Value::as_array);
        let own = self.schema.get("const").is_none_or(|constant| constant == value)
            && among("enum").is_none_or(|options| options.contains(value))
            && self.types_within(0).and(Types::of(value)) != Types::default();
        own && (depth == 0
            || self.parts().all(|part| part.admits(value, depth - 1))
                && ["anyOf", "oneOf"].into_iter().all(|key| {
                    self.list(key).count() == 0 || self.list(key).any(|branch| branch.admits(value, depth - 1))
                }))
    }

    /// The schemas that judge the same value in any case.
    fn parts(self) -> impl Iterator<Item = Outline<'b>> {
        let target =
            self.schema.get("$ref").and_then(Value::as_str).and_then(|text| self.bundle.pointer(text.get(1..)?));
        target.map(|schema| Outline { schema, ..self }).into_iter().chain(self.list("allOf"))
    }

    fn list(self, key: &str) -> impl Iterator<Item = Outline<'b>> {
        let list = self.schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        list.iter().map(move |schema| Outline { schema, ..self })
    }

    /// What judges a property, where this schema or one it is made of names it.
    pub fn property(self, name: &str) -> Option<Outline<'b>> {
        self.search(MAX_DEPTH, &|schema| {
            schema
                .get("properties")
                .and_then(|properties| properties.get(name))
                .or_else(|| schema.get("additionalProperties").filter(|additional| additional.is_object()))
        })
    }

    /// The names of the properties that it mentions.
    pub fn property_names(self) -> Vec<&'b str> {
        let own = self.schema.get("properties").and_then(Value::as_object);
        let mut names: Vec<&str> = own.into_iter().flat_map(Map::keys).map(String::as_str).collect();
        let inner = self.parts().chain(self.list("anyOf")).chain(self.list("oneOf"));
        // A loop for the same value was refused when the bundle was made, so this ends.
        inner.for_each(|part| names.extend(part.property_names()));
        names
    }

    /// What a keyword says, where this schema or one it is made of has it.
    pub fn keyword(self, name: &str) -> Option<&'b Value> {
        self.search(MAX_DEPTH, &|schema| schema.get(name)).map(|found| found.schema)
    }

    /// What judges the elements.
    pub fn items(self) -> Option<Outline<'b>> {
        self.search(MAX_DEPTH, &|schema| schema.get("items"))
    }

    fn search(self, depth: usize, find: &dyn Fn(&'b Value) -> Option<&'b Value>) -> Option<Outline<'b>> {
        if let Some(schema) = find(self.schema) {
            return Some(Outline { schema, ..self });
        }
        if depth == 0 {
            return None;
        }
        let mut inner = self.parts().chain(self.list("anyOf")).chain(self.list("oneOf"));
        inner.find_map(|part| part.search(depth - 1, find))
    }
}

/// One text as the type that the schema asks for. Where a string is fine, or the text is nothing else, it stays one.
pub fn scalar(text: &str, outline: Outline<'_>) -> Value {
    let types = outline.types();
    // `anyOf: [{ type: number }, { const: "" }]` takes strings, and still means a number by 7.
    if types.string && (!types.is_mixed() || outline.admits(&text.into(), MAX_DEPTH)) {
        return text.into();
    }
    if types.number
        && let Ok(number) = text.parse()
    {
        return Value::Number(number);
    }
    match text {
        "true" | "false" if types.boolean => Value::Bool(text == "true"),
        "" | "null" if types.null => Value::Null,
        _ => text.into(),
    }
}

/// A body of text as the value that a schema can judge; `None` where the schema is about what the text spells, such as
/// the rows of a table, and not about the text.
pub fn text(body: &[u8], media_type: &str, outline: Option<Outline<'_>>) -> Option<Value> {
    let plain = media_type.starts_with("text/") && media_type != "text/xml";
    let text = plain.then(|| std::str::from_utf8(body).ok())??;
    let Some(outline) = outline else { return Some(text.into()) };
    let types = outline.types();
    (types.string || types.number || types.boolean || types.null).then(|| scalar(text, outline))
}

/// The same for every text inside a form's value. Where a list is asked for, a single value becomes one, and so do
/// keys that count from zero.
pub fn form(value: Value, outline: Option<Outline<'_>>) -> Value {
    let Some(outline) = outline else { return value };
    let types = outline.types();
    let listed = types.array && !types.object && !types.string;
    match value {
        // What is an object, or a list of them, may be written as JSON.
        Value::String(text) if !types.string && text.starts_with(['{', '[']) => match json::parse(text.as_bytes()) {
            Ok(value) => value,
            Err(_) => Value::String(text),
        },
        Value::String(text) if listed => Value::Array(vec![form(Value::String(text), outline.items())]),
        Value::String(text) => scalar(&text, outline),
        Value::Array(elements) => elements.into_iter().map(|element| form(element, outline.items())).collect(),
        Value::Object(map) if types.array && !types.object && counts_from_zero(&map) => {
            map.into_iter().map(|(_, element)| form(element, outline.items())).collect()
        }
        Value::Object(map) => {
            let inner = |(name, value): (String, Value)| {
                let value = form(value, outline.property(&name));
                (name, value)
            };
            Value::Object(map.into_iter().map(inner).collect())
        }
        other => other,
    }
}

fn counts_from_zero(map: &Map<String, Value>) -> bool {
    map.keys().enumerate().all(|(index, key)| *key == index.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Outline, form};

    fn coerced(schema: Value, value: Value) -> Value {
        let bundle = json!({ "$ref": "#/$defs/0", "$defs": { "0": schema } });
        form(value, Some(Outline::within(&bundle, &bundle)))
    }

    #[test]
    fn text_becomes_what_the_schema_asks_for() {
        let schema = json!({ "properties": {
            "n": { "type": "integer" }, "b": { "type": "boolean" }, "s": { "type": ["string", "integer"] }, "o": { "type": ["number", "null"] },
            "c": { "enum": [1, 2] }, "p": { "anyOf": [{ "type": "number" }, { "enum": [""] }] }
        } });
        assert_eq!(
            coerced(
                schema.clone(),
                json!({ "n": "7", "b": "true", "s": "7", "o": "", "c": "2", "p": "7", "other": "1" })
            ),
            json!({ "n": 7, "b": true, "s": "7", "o": null, "c": 2, "p": 7, "other": "1" })
        );
        assert_eq!(coerced(schema.clone(), json!({ "p": "" })), json!({ "p": "" }));
        assert_eq!(coerced(schema, json!({ "n": "07", "b": "1" })), json!({ "n": "07", "b": "1" }));
    }

    #[test]
    fn digit_keys_are_a_list_only_where_one_is_asked_for() {
        let list = json!({ "allOf": [{ "type": "array", "items": { "properties": { "x": { "type": "number" } } } }] });
        assert_eq!(coerced(list.clone(), json!({ "0": { "x": "1.50" } })).to_string(), r#"[{"x":1.50}]"#);
        assert_eq!(coerced(list.clone(), json!({ "1": {} })), json!({ "1": {} }));
        let either = json!({ "anyOf": [list, { "enum": [""] }] });
        assert_eq!(coerced(either, json!({ "0": { "x": "2" } })), json!([{ "x": 2 }]));
        let map = json!({ "type": "object", "additionalProperties": { "type": "integer" } });
        assert_eq!(coerced(map, json!({ "0": "1" })), json!({ "0": 1 }));
    }

    #[test]
    fn a_single_value_is_a_list_of_one() {
        assert_eq!(coerced(json!({ "type": "array", "items": { "type": "integer" } }), json!("1")), json!([1]));
    }
}
