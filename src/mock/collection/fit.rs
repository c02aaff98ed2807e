//! Things as an answer shows them. What is kept is laid over what the schema asks for, so that the answer validates.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::generate::value::{Options, Samples, generate};
use crate::contract::schema::compiled::Schema;
use crate::mock::collection::infer::{Reply, Told};
use crate::mock::collection::naming::Tells;
use crate::mock::collection::page::Facts;

/// A thing.
pub type Thing = Map<String, Json>;

/// A body of an answer: its schema, and a value of it to start from.
#[derive(Debug)]
pub struct Form {
    reply: Reply,
    schema: Arc<Schema>,
    skeleton: Json,
}

impl Form {
    /// None when the schema cannot be used.
    pub fn new(contract: &Contract, reply: &Reply, seed: u64) -> Option<Form> {
        let schema = contract.schema(&reply.schema, Direction::Response).ok()?;
        let skeleton = generate(&schema, &Options { seed, ..Options::default() }).value;
        Some(Form { reply: reply.clone(), schema, skeleton })
    }

    /// A thing as the schema makes it, the same for the same seed.
    pub fn made(&self, seed: u64, samples: Samples) -> Thing {
        self.inside(&generate(&self.schema, &Options { seed, samples, ..Options::default() }).value)
    }

    /// The thing in a body of this form, or the first of the list in it.
    pub fn inside(&self, body: &Json) -> Thing {
        self.all_inside(body).into_iter().next().unwrap_or_default()
    }

    /// The things in a body of this form.
    pub fn all_inside(&self, body: &Json) -> Vec<Thing> {
        let Some(spot) = self.reply.at.iter().try_fold(body, |value, name| value.get(name)) else { return Vec::new() };
        let one = |value: &Json| value.as_object().cloned();
        if self.reply.list {
            spot.as_array().into_iter().flatten().filter_map(one).collect()
        } else {
            one(spot).into_iter().collect()
        }
    }

    /// A body that shows a thing and validates, if there is one.
    pub fn thing(&self, thing: &Thing) -> Option<Json> {
        let known = self.known(thing);
        let body = self.body(&known);
        if self.schema.is_valid(&body) {
            return Some(body);
        }
        self.repaired(known, &self.skeleton).map(|thing| self.body(&thing))
    }

    /// A thing as it is kept: what this form shows of it, mended by values that were `made` where it doesn't validate.
    pub fn kept(&self, thing: &Thing, made: &Thing) -> Option<Thing> {
        let known = self.known(thing);
        match self.fits(&known) {
            true => Some(known),
            false => self.repaired(known, &self.body(made)),
        }
    }

    /// A body that lists things and validates, if there is one.
    pub fn list(&self, things: Vec<Thing>, facts: &Facts) -> Option<Json> {
        let known: Vec<Thing> = things.iter().map(|thing| self.known(thing)).collect();
        if let Some(body) = self.listed(known, facts) {
            return Some(body);
        }
        let mended = things.iter().map(|thing| {
            let known = self.known(thing);
            if self.fits(&known) { Some(known) } else { self.repaired(known, &self.skeleton) }
        });
        self.listed(mended.collect::<Option<Vec<Thing>>>()?, facts)
    }

    fn listed(&self, things: Vec<Thing>, facts: &Facts) -> Option<Json> {
        let things = Json::Array(things.into_iter().map(Json::Object).collect());
        if self.reply.at.is_empty() {
            return self.schema.is_valid(&things).then_some(things);
        }
        let mut body = self.wrapped(things);
        for absent in [Absent::Gone, Absent::Null] {
            for told in &self.reply.told {
                tell(&mut body, told, facts, absent);
            }
            if self.schema.is_valid(&body) {
                return Some(body);
            }
        }
        None
    }

    /// What of a thing this form has a place for, in the order of its properties.
    fn known(&self, thing: &Thing) -> Thing {
        let names = &self.reply.names;
        let known = names.iter().filter_map(|name| thing.get_key_value(name));
        let open = self.reply.open || names.is_empty();
        let rest = thing.iter().filter(|(name, _)| open && !names.contains(name));
        known.chain(rest).map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// Whether a thing can be shown as it is.
    pub fn takes(&self, thing: &Thing) -> bool {
        self.fits(&self.known(thing))
    }

    fn fits(&self, thing: &Thing) -> bool {
        self.schema.is_valid(&self.body(thing))
    }

    /// The thing with what must be there, else a value of the schema that has as much of the thing as validates.
    fn repaired(&self, thing: Thing, source: &Json) -> Option<Thing> {
        let source = self.inside(source);
        let mut complete = thing.clone();
        for name in self.reply.required.iter().filter(|name| !thing.contains_key(*name)) {
            if let Some(value) = source.get(name) {
                complete.insert(name.clone(), value.clone());
            }
        }
        if self.fits(&complete) {
            return Some(complete);
        }
        let mut mended = source;
        if !self.fits(&mended) {
            return None;
        }
        for (name, value) in thing {
            let before = mended.insert(name.clone(), value);
            if !self.fits(&mended) {
                match before {
                    Some(before) => mended.insert(name, before),
                    None => mended.shift_remove(&name),
                };
            }
        }
        Some(mended)
    }

    fn body(&self, thing: &Thing) -> Json {
        let thing = Json::Object(thing.clone());
        let inner = if self.reply.list { Json::Array(vec![thing]) } else { thing };
        if self.reply.at.is_empty() { inner } else { self.wrapped(inner) }
    }

    fn wrapped(&self, inner: Json) -> Json {
        let mut body = self.skeleton.clone();
        put(&mut body, &self.reply.at, inner);
        body
    }
}

#[derive(Clone, Copy)]
enum Absent {
    Gone,
    Null,
}

/// Puts a value under names, making objects on the way.
fn put(body: &mut Json, at: &[String], value: Json) {
    let Some((name, rest)) = at.split_first() else {
        *body = value;
        return;
    };
    if !body.is_object() {
        *body = Json::Object(Map::new());
    }
    put(&mut body[name.as_str()], rest, value);
}

fn tell(body: &mut Json, told: &Told, facts: &Facts, absent: Absent) {
    let Some((name, parents)) = told.at.split_last() else { return };
    let spot = parents.iter().try_fold(&mut *body, |value, name| value.get_mut(name));
    let Some(spot) = spot.and_then(Json::as_object_mut) else { return };
    let link = |link: &Option<String>, page: Option<u64>| match told.number {
        true => link.as_ref().and(page).map(Json::from),
        false => link.clone().map(Json::from),
    };
    let value = match told.tells {
        Tells::Total => Some(facts.total.into()),
        Tells::Count => Some(facts.count.into()),
        Tells::Page => Some(facts.page.into()),
        Tells::Limit => Some(facts.limit.into()),
        Tells::Offset => Some(facts.offset.into()),
        Tells::Pages => Some(facts.pages.into()),
        Tells::More => Some(facts.next.is_some().into()),
        Tells::Next => link(&facts.next, Some(facts.page + 1)),
        Tells::Previous => link(&facts.previous, facts.page.checked_sub(1)),
    };
    match (value, absent) {
        (Some(value), _) => {
            spot.insert(name.clone(), value);
        }
        (None, Absent::Gone) => {
            spot.shift_remove(name);
        }
        (None, Absent::Null) => {
            spot.insert(name.clone(), Json::Null);
        }
    }
}
