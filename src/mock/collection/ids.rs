//! Ids for things that are made: numbers in sequence, UUIDs, or whatever the schema asks for.

use serde_json::Value as Json;

use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::generate::value::{Options, Samples, generate};
use crate::contract::operation::{Location, Operation, SchemaRef};
use crate::contract::schema::compiled::Schema;
use crate::mock::collection::infer::Collection;
use crate::mock::collection::outline::Outline;
use crate::mock::collection::seed::mixed;

/// How the ids of a collection are made.
#[derive(Debug)]
pub struct Ids {
    kind: Kind,
    /// Whether the property holds a number.
    number: bool,
    /// The first number.
    pub first: u64,
    /// The id that the documentation shows.
    pub shown: Option<String>,
}

#[derive(Debug)]
enum Kind {
    /// 1, 2, 3, as a number or as a text.
    Sequence,
    Uuid,
    /// By a schema that asks for more than a type.
    Made(SchemaRef),
}

impl Ids {
    /// By the id's property, else by the parameter of the path.
    pub fn of(contract: &Contract, collection: &Collection) -> Ids {
        let shown = &collection.shown;
        let spot = Outline::of(contract, &shown.schema).and_then(|outline| outline.inside(&shown.at, shown.list));
        let property = spot.zip(shown.id.as_ref()).and_then(|(spot, id)| spot.properties("").shift_remove(id));
        let schema = parameter(contract, collection).and_then(|parameter| parameter.schema.as_ref());
        let asked = schema.and_then(|schema| Outline::of(contract, schema));
        let outlines: Vec<&Outline<'_>> = property.iter().chain(&asked).collect();
        let any = |holds: &dyn Fn(&Outline<'_>) -> bool| outlines.iter().any(|outline| holds(outline));
        let format = |name: &str| {
            let is = |outline: &Outline<'_>| outline.keyword("format").and_then(|node| node.as_str()) == Some(name);
            any(&is)
        };
        let numeric = |outline: &Outline<'_>| outline.has_type("integer") || outline.has_type("number");
        let bound = ["pattern", "enum", "minLength", "const"];
        let bounded = |outline: &&Outline<'_>| {
            !numeric(outline) && (bound.iter().any(|key| outline.has(key)) || outline.has("format"))
        };
        let kind = if format("uuid") {
            Kind::Uuid
        } else if let Some(schema) = schema.filter(|_| asked.as_ref().is_some_and(|asked| bounded(&asked))) {
            Kind::Made(schema.clone())
        } else if let Some(property) = property.as_ref().filter(bounded) {
            Kind::Made(property.schema())
        } else {
            Kind::Sequence
        };
        let number = property.as_ref().map_or_else(|| any(&numeric), numeric);
        let first =
            ["example", "minimum"].iter().find_map(|key| outlines.iter().find_map(|outline| first(outline, key)));
        let shown = outlines.iter().find_map(|outline| Some(outline.keyword("example")?.as_str()?.to_owned()));
        let shown = shown.filter(|shown| !shown.is_empty() && !number);
        Ids { kind, number, first: first.unwrap_or(1).max(1), shown }
    }

    /// The id with this number, as the text that stands for it in paths.
    pub fn id(&self, contract: &Contract, number: u64, seed: u64) -> String {
        match &self.kind {
            Kind::Sequence => number.to_string(),
            Kind::Uuid => uuid(mixed(seed, "uuid", number)),
            Kind::Made(schema) => match contract.schema(schema, Direction::Request) {
                Ok(schema) => made(&schema, mixed(seed, "id", number)),
                Err(_) => number.to_string(),
            },
        }
    }

    /// The id as the property holds it.
    pub fn value(&self, id: &str) -> Json {
        match id.parse().ok().filter(|_| self.number) {
            Some(number) => Json::Number(number),
            None => id.into(),
        }
    }
}

fn made(schema: &Schema, seed: u64) -> String {
    let options = Options { seed, samples: Samples::Ignored, ..Options::default() };
    match generate(schema, &options).value {
        Json::String(text) => text,
        other => other.to_string(),
    }
}

fn first(outline: &Outline<'_>, key: &str) -> Option<u64> {
    outline.keyword(key)?.as_u64()
}

fn parameter<'c>(contract: &'c Contract, collection: &Collection) -> Option<&'c crate::contract::operation::Parameter> {
    let on_thing = |operation: &&Operation| operation.path.text == collection.item_path;
    let operation = contract.operations.iter().find(on_thing)?;
    let name = operation.path.parameters().last()?;
    operation.parameters.iter().find(|parameter| parameter.location == Location::Path && parameter.name == name)
}

/// A UUID of version 4.
pub fn uuid(seed: u64) -> String {
    let mut rng = fastrand::Rng::with_seed(seed);
    let (a, b) = (rng.u64(..), rng.u64(..));
    let (low, middle, high) = (a >> 32, (a >> 16) & 0xffff, a & 0xfff);
    let (variant, node) = (0x8000 | (b >> 50), b & 0xffff_ffff_ffff);
    format!("{low:08x}-{middle:04x}-4{high:03x}-{variant:04x}-{node:012x}")
}
