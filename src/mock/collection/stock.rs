//! One collection at work: the things it begins with, what is kept of it in a state, and the ids of new ones.
//!
//! It begins with the things that the documentation shows, else with a few made ones, and those are as real as any: they
//! can be changed and deleted. They are made when they are first asked for, and written down with the first change.

use std::sync::{Arc, OnceLock};

use serde_json::Value as Json;

use crate::contract::description::Contract;
use crate::contract::generate::value::Samples;
use crate::contract::operation::{MediaType, Operation};
use crate::mock::collection::fit::{Form, Thing};
use crate::mock::collection::ids::Ids;
use crate::mock::collection::infer::{Action, Call, Collection, Kind, Reply, bare};
use crate::mock::collection::seed::mixed;
use crate::mock::collection::shelf::{self, ITEMS, NEXT, text};
use crate::mock::state::tree::{Fields, Tree};

/// How many things a collection begins with when the documentation shows none.
const MADE: u64 = 3;
/// How many ids are tried until one is free.
const TRIED: u64 = 200;

/// A collection, and what was worked out about it.
#[derive(Debug)]
pub struct Stock {
    /// What it is.
    pub collection: Collection,
    contract: Arc<Contract>,
    seed: u64,
    shown: OnceLock<Option<Form>>,
    forms: Vec<OnceLock<Option<Form>>>,
    samples: OnceLock<Arc<Fields>>,
    ids: OnceLock<Ids>,
}

/// Where one request is in a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The key of the collection in the state: its path, with the parameters of this request.
    pub key: String,
    /// The thing, where the path names one.
    pub id: Option<String>,
    /// The path's segments, with the parameters of this request.
    pub segments: Vec<String>,
}

impl Stock {
    /// Nothing worked out yet.
    pub fn new(contract: Arc<Contract>, collection: Collection, seed: u64) -> Stock {
        let forms = collection.calls.iter().map(|_| OnceLock::new()).collect();
        let (shown, samples, ids) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Stock { collection, contract, seed, shown, forms, samples, ids }
    }

    /// How a thing is shown as it is; none when its schema cannot be used.
    pub fn shown(&self) -> Option<&Form> {
        self.shown.get_or_init(|| self.form_of(&self.collection.shown)).as_ref()
    }

    /// The body of a call's answer.
    pub fn form(&self, call: usize) -> Option<&Form> {
        let reply = self.collection.calls.get(call)?.reply.as_ref()?;
        self.forms.get(call)?.get_or_init(|| self.form_of(reply)).as_ref()
    }

    fn form_of(&self, reply: &Reply) -> Option<Form> {
        Form::new(&self.contract, reply, self.seed)
    }

    /// How ids are made.
    pub fn ids(&self) -> &Ids {
        self.ids.get_or_init(|| Ids::of(&self.contract, &self.collection))
    }

    /// A made thing, the same for the same place and number.
    pub fn made(&self, key: &str, number: u64) -> Thing {
        self.made_with(key, number, Samples::Shown)
    }

    fn made_with(&self, key: &str, number: u64, samples: Samples) -> Thing {
        self.shown().map(|form| form.made(mixed(self.seed, key, number), samples)).unwrap_or_default()
    }

    /// The things of a collection as a state has them.
    pub fn things(&self, state: &Tree, spot: &Spot) -> Arc<Fields> {
        let kept = shelf::things(state, &spot.key, self.collection.id_property.as_deref());
        kept.unwrap_or_else(|| self.samples(spot))
    }

    /// The document of a state; none when it was deleted.
    pub fn document(&self, state: &Tree, spot: &Spot) -> Option<Tree> {
        match shelf::document(state, &spot.key) {
            Some(Tree::Null) => None,
            Some(document) => Some(document.clone()),
            None => {
                let mut thing = self.examples().into_iter().next().unwrap_or_else(|| self.made(&spot.key, 0));
                self.own(&mut thing, spot);
                Some(Tree::from(&Json::Object(thing)))
            }
        }
    }

    /// What the collection begins with.
    fn samples(&self, spot: &Spot) -> Arc<Fields> {
        let samples = self.samples.get_or_init(|| Arc::new(self.first_things()));
        if self.collection.owners.is_empty() {
            return samples.clone();
        }
        let owned = samples.0.iter().map(|(id, thing)| {
            let Json::Object(mut thing) = thing.to_json() else { return (id.clone(), thing.clone()) };
            self.own(&mut thing, spot);
            (id.clone(), Tree::from(&Json::Object(thing)))
        });
        Arc::new(Fields(owned.collect()))
    }

    fn first_things(&self) -> Fields {
        let mut things = Fields::default();
        let Some(form) = self.shown() else { return things };
        let id_property = self.collection.id_property.as_deref();
        let documented = self.examples();
        let made = if documented.is_empty() { MADE } else { 0 };
        for mut thing in documented {
            let number = self.ids().first + things.0.len() as u64;
            let id = match id_property.and_then(|id| thing.get(id)) {
                Some(id) => text(&Tree::from(id)),
                None => self.ids().id(&self.contract, number, self.seed),
            };
            id_property.map(|property| thing.insert(property.to_owned(), self.ids().value(&id)));
            let made = self.made(&self.collection.path, number);
            if let Some(thing) = form.kept(&thing, &made) {
                things.0.insert(id.into(), Tree::from(&Json::Object(thing)));
            }
        }
        for number in 0..made {
            let shown = self.ids().shown.clone().filter(|_| number == 0);
            let free = || self.free_id(&things, self.ids().first + number).map(|(id, _)| id);
            let Some(id) = shown.or_else(free) else { continue };
            // The first one is as the schema shows it; more of the same would make a poor list.
            let samples = if number == 0 { Samples::Shown } else { Samples::Ignored };
            let mut thing = self.made_with(&self.collection.path, number, samples);
            let made = thing.clone();
            id_property.map(|property| thing.insert(property.to_owned(), self.ids().value(&id)));
            if let Some(thing) = form.kept(&thing, &made) {
                things.0.insert(id.into(), Tree::from(&Json::Object(thing)));
            }
        }
        things
    }

    /// The things that the documentation shows: those of a list, else those of answers with one.
    fn examples(&self) -> Vec<Thing> {
        let of = |action: Action| {
            let mut found = Vec::new();
            for (index, call) in self.collection.calls.iter().enumerate().filter(|(_, call)| call.action == action) {
                if let Some(form) = self.form(index) {
                    found.extend(self.documented(call).iter().flat_map(|example| form.all_inside(example)));
                }
            }
            found
        };
        let listed = of(Action::List);
        if listed.is_empty() { of(Action::Read) } else { listed }
    }

    fn documented(&self, call: &Call) -> Vec<Json> {
        let operation = &self.contract.operations[call.operation];
        let Some(response) = operation.response(call.status) else { return Vec::new() };
        let of_reply = |media: &&MediaType| media.schema.as_ref() == call.reply.as_ref().map(|reply| &reply.schema);
        let examples = response.content.iter().find(of_reply).map(|media| media.examples.as_slice());
        examples.unwrap_or_default().iter().map(|example| example.value.clone()).collect()
    }

    /// The next id, and the number after it.
    pub fn next_id(&self, state: &Tree, spot: &Spot, things: &Fields) -> Option<(String, u64)> {
        let greatest = || things.0.keys().filter_map(|id| id.parse::<u64>().ok()).max();
        let after = || greatest().map_or(self.ids().first.max(things.0.len() as u64 + 1), |id| id.saturating_add(1));
        self.free_id(things, shelf::next(state, &spot.key).unwrap_or_else(after))
    }

    fn free_id(&self, things: &Fields, from: u64) -> Option<(String, u64)> {
        (from..from.saturating_add(TRIED)).find_map(|number| {
            let id = self.ids().id(&self.contract, number, mixed(self.seed, &self.collection.path, 0));
            (!things.0.contains_key(id.as_str())).then_some((id, number + 1))
        })
    }

    /// Writes the parameters of the path into the thing.
    pub fn own(&self, thing: &mut Thing, spot: &Spot) {
        let parameters = parameters(&self.collection, spot);
        for owner in &self.collection.owners {
            let Some(text) = parameters.get(owner.position) else { continue };
            let number = text.parse().ok().filter(|_| owner.number).map(Json::Number);
            thing.insert(owner.property.clone(), number.unwrap_or_else(|| Json::from(text.as_str())));
        }
    }

    /// Where a request is, by its operation and the parameters of its path.
    pub fn spot(&self, operation: &Operation, values: &[(String, String)]) -> Spot {
        let segments = concrete(operation, values);
        let Collection { kind, item_path, segments: wanted, suffix, .. } = &self.collection;
        if *kind == Kind::Document {
            return Spot { key: format!("/{}", segments.join("/")), id: None, segments };
        }
        let key = key(&segments, wanted, suffix);
        let id =
            (bare(&operation.path.text) == bare(item_path)).then(|| values.last().map(|(_, id)| id.clone())).flatten();
        Spot { key, id, segments }
    }

    /// The place of a thing around the one at a spot: the collection's key, and the id.
    pub fn around(&self, inner: &Spot) -> Option<Spot> {
        let wanted = &self.collection.segments;
        let id = inner.segments.get(wanted.len().checked_sub(1)?)?.replace("%2F", "/");
        let key = key(&inner.segments, wanted, &self.collection.suffix);
        Some(Spot { key, id: Some(id), segments: inner.segments[..wanted.len()].to_vec() })
    }

    /// The places of a collection's things and of its next number.
    pub fn places(&self, spot: &Spot) -> (Vec<String>, Vec<String>) {
        (shelf::place(&spot.key, &[ITEMS]), shelf::place(&spot.key, &[NEXT]))
    }
}

/// The path of the collection: the segments before the id, its own word as the collection's path has it.
fn key(segments: &[String], wanted: &[String], suffix: &str) -> String {
    let mut key = String::new();
    for (segment, wanted) in segments.iter().zip(wanted).take(wanted.len() - 1) {
        key.push('/');
        key.push_str(if wanted == "{}" { segment } else { wanted });
    }
    key + suffix
}

fn parameters(collection: &Collection, spot: &Spot) -> Vec<String> {
    let held = spot.segments.iter().zip(&collection.segments).filter(|(_, wanted)| wanted.contains("{}"));
    held.map(|(segment, _)| segment.replace("%2F", "/")).collect()
}

fn concrete(operation: &Operation, values: &[(String, String)]) -> Vec<String> {
    use crate::contract::path::Part;
    let mut values = values.iter();
    let text = |parts: &Vec<Part>| {
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Parameter(_) => {
                    text.push_str(&values.next().map(|(_, value)| value.replace('/', "%2F")).unwrap_or_default());
                }
            }
        }
        text
    };
    operation.path.segments.iter().map(text).collect()
}
