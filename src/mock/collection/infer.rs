//! Finds the collections of a contract: paths that list, make, show, change and remove things of one kind, and paths that
//! show and change one document.

use std::collections::HashMap;

use http::Method;

use crate::contract::description::Contract;
use crate::contract::operation::{Location, MediaType, Operation, SchemaRef, StatusKey};
use crate::contract::path::Part;
use crate::mock::collection::naming::{Tells, asks, id_property, plain, same_word, singular, tells};
use crate::mock::collection::outline::Outline;
use crate::wire::exchange::is_json;

/// How deep inside an answer a thing or a list of things is looked for: `{ "data": { "pets": [..] } }`.
const MAX_WRAPPED: usize = 2;

/// Things of one kind, and the operations on them.
#[derive(Clone, Debug)]
pub struct Collection {
    /// The path of the collection, `/users/{uid}/posts`; of a document, its own.
    pub path: String,
    /// The path of one thing, `/users/{uid}/posts/{pid}`; of a document, its own.
    pub item_path: String,
    /// The property that holds the id; none for documents, and where things don't tell their id.
    pub id_property: Option<String>,
    /// Many things or one.
    pub kind: Kind,
    /// The operations on it.
    pub calls: Vec<Call>,
    /// The collection that the things around this one are from, by its index.
    pub parent: Option<usize>,
    /// Where the things are shown as they are.
    pub shown: Reply,
    /// The segments of the thing's path, parameters as `{}`.
    pub segments: Vec<String>,
    /// The properties that hold a parameter of the path around: its position, and whether it is a number.
    pub owners: Vec<Owner>,
    /// What stands behind the id in the thing's path: nothing, `.json` or a slash.
    pub suffix: String,
}

/// A property of a thing that holds a parameter of its path.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The position of the parameter.
    pub position: usize,
    /// The property.
    pub property: String,
    /// Whether it holds a number.
    pub number: bool,
}

/// Whether there are many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A collection of things, each with its id.
    Things,
    /// One document at one path, which is always there until it is deleted.
    Document,
}

/// An operation on a collection.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its index in the contract.
    pub operation: usize,
    /// What it does.
    pub action: Action,
    /// What its body is made of.
    pub sent: Option<Sent>,
    /// What its answer is made of; none for an empty one, and for one that shows nothing of the thing.
    pub reply: Option<Reply>,
    /// The status of its answer.
    pub status: u16,
}

/// What an operation does to a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Shows them all.
    List,
    /// Makes one.
    Create,
    /// Shows one.
    Read,
    /// Puts another in its place.
    Replace,
    /// Changes what was sent of it.
    Change,
    /// Puts another in the place of the one with the id in the body.
    ReplaceById,
    /// Removes one.
    Remove,
}

impl Action {
    /// Whether the state is another one afterwards.
    pub fn writes(self) -> bool {
        !matches!(self, Action::List | Action::Read)
    }
}

/// A body of a request, and where the thing is in it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Of the JSON body, else of the form; none for a body without a schema.
    pub schema: Option<SchemaRef>,
    /// The properties that lead to the thing.
    pub at: Vec<String>,
    /// What it may have.
    pub names: Vec<String>,
}

/// A body of an answer, and where the thing or the list of things is in it.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Of the whole body.
    pub schema: SchemaRef,
    /// The properties that lead to the thing or the list.
    pub at: Vec<String>,
    /// Whether a list is there.
    pub list: bool,
    /// The properties of a thing in this answer.
    pub names: Vec<String>,
    /// Those of them that must be there.
    pub required: Vec<String>,
    /// Whether it may have others.
    pub open: bool,
    /// The property for its id.
    pub id: Option<String>,
    /// What is told beside a list.
    pub told: Vec<Told>,
}

/// A property beside a list.
#[derive(Clone, Debug)]
pub struct Told {
    /// The properties that lead to it.
    pub at: Vec<String>,
    /// What it tells.
    pub tells: Tells,
    /// Whether it is a number.
    pub number: bool,
}

/// The collections of a contract, in the order that their things' paths are written in.
pub fn inferred(contract: &Contract) -> Vec<Collection> {
    let paths = Paths::of(contract);
    let mut collections: Vec<Collection> = paths.order.iter().filter_map(|path| paths.things(path)).collect();
    let taken = |path: &str| collections.iter().any(|known| known.calls.iter().any(|call| paths.is(call, path)));
    let documents = paths.order.iter().filter(|path| !taken(path)).filter_map(|path| paths.document(path));
    let documents: Vec<Collection> = documents.collect();
    collections.extend(documents);
    for index in 0..collections.len() {
        collections[index].parent = parent(&collections, index);
    }
    collections
}

/// The nearest collection whose things' path this one's begins with.
fn parent(collections: &[Collection], index: usize) -> Option<usize> {
    let inner = &collections[index].segments;
    let around = |(_, other): &(usize, &Collection)| {
        other.kind == Kind::Things && other.segments.len() < inner.len() && inner.starts_with(&other.segments)
    };
    let candidates = collections.iter().enumerate().filter(around);
    candidates.max_by_key(|(_, other)| other.segments.len()).map(|(index, _)| index)
}

/// The paths of a contract. Parameters have no names in them: `/users/{id}` and `/users/{userId}/posts` begin alike.
struct Paths<'c> {
    contract: &'c Contract,
    /// Each path once, in the order written.
    order: Vec<String>,
    operations: HashMap<String, Vec<usize>>,
}

impl<'c> Paths<'c> {
    fn of(contract: &'c Contract) -> Paths<'c> {
        let mut paths = Paths { contract, order: Vec::new(), operations: HashMap::new() };
        for (index, operation) in contract.operations.iter().enumerate() {
            let path = bare(&operation.path.text);
            if !paths.operations.contains_key(&path) {
                paths.order.push(path.clone());
            }
            paths.operations.entry(path).or_default().push(index);
        }
        paths
    }

    fn is(&self, call: &Call, path: &str) -> bool {
        bare(&self.contract.operations[call.operation].path.text) == path
    }

    fn at(&self, path: &str) -> impl Iterator<Item = (usize, &'c Operation)> {
        let indices = self.operations.get(path).map(Vec::as_slice).unwrap_or_default();
        let contract = self.contract;
        indices.iter().map(move |&index| (index, &contract.operations[index]))
    }

    fn with(&self, path: &str, method: &Method) -> Option<(usize, &'c Operation)> {
        self.at(path).find(|(_, operation)| operation.method == *method)
    }

    /// The collection whose things are at this path: `/pets/{id}`, where there is a way to make or to list them.
    fn things(&self, item_path: &str) -> Option<Collection> {
        let (stem, suffix) = split(item_path)?;
        let (_, operation) = self.at(item_path).next()?;
        let written = operation.path.text.as_str();
        let (own_stem, parameter) = (written.get(..written.rfind("/{")?)?, operation.path.parameters().last()?);
        let path = format!("{own_stem}{suffix}");
        let thing = stem.rsplit('/').find(|segment| !segment.is_empty() && !segment.starts_with('{'))?;
        let around = self.around(stem, suffix);
        let show = |(_, operation): (usize, &Operation)| self.shown(operation, parameter, thing);
        let shown = self.with(item_path, &Method::GET).and_then(show);
        let shown = shown.or_else(|| {
            let lists = around.iter().filter_map(|path| self.with(path, &Method::GET));
            lists.filter_map(|(_, operation)| self.listed(operation, None, parameter, thing)).next()
        })?;
        let mut calls = Vec::new();
        let context = Context { shown: &shown, parameter, thing };
        for (index, operation) in around.iter().flat_map(|path| self.at(path)) {
            calls.extend(self.on_collection(index, operation, context));
        }
        for (index, operation) in self.at(item_path) {
            calls.extend(self.on_thing(index, operation, context));
        }
        for (index, operation) in self.searches(stem, suffix) {
            calls.extend(self.search(index, operation, context));
        }
        let ways = |call: &Call| matches!(call.action, Action::List | Action::Create) && !self.is_search(call, &around);
        if !calls.iter().any(ways) {
            return None;
        }
        let id = shown.id.clone();
        let segments = segments(stem, &["{}"]);
        let owners = self.owners(own_stem, &shown);
        let (item_path, suffix, kind) = (written.to_owned(), suffix.to_owned(), Kind::Things);
        let (id_property, parent) = (id, None);
        Some(Collection { path, item_path, id_property, kind, calls, parent, shown, segments, owners, suffix })
    }

    fn is_search(&self, call: &Call, around: &[String]) -> bool {
        !around.contains(&bare(&self.contract.operations[call.operation].path.text))
    }

    /// One document that is shown and changed: `/settings`, `/users/{id}/avatar`.
    fn document(&self, path: &str) -> Option<Collection> {
        let (get, operation) = self.with(path, &Method::GET)?;
        let written = operation.path.text.clone();
        let outline = self.answer(operation, 200).and_then(|schema| Outline::of(self.contract, schema))?;
        if outline.is_array() {
            return None;
        }
        let (status, schema) = (200, self.answer(operation, 200)?.clone());
        let shown = reply(schema, Vec::new(), false, &outline, None);
        if shown.names.is_empty() || list_of(&outline, &[]).is_some() {
            return None;
        }
        let context = Context { shown: &shown, parameter: "", thing: "" };
        let mut calls =
            vec![Call { operation: get, action: Action::Read, sent: None, reply: Some(shown.clone()), status }];
        for (index, operation) in self.at(path) {
            match operation.method {
                Method::PUT => calls.extend(self.call(index, operation, Action::Replace, context)),
                Method::PATCH => calls.extend(self.call(index, operation, Action::Change, context)),
                Method::DELETE => calls.extend(self.call(index, operation, Action::Remove, context)),
                _ => {}
            }
        }
        let changes = |call: &Call| matches!(call.action, Action::Replace | Action::Change);
        if !calls.iter().any(changes) {
            return None;
        }
        Some(Collection {
            path: written.clone(),
            item_path: written.clone(),
            id_property: None,
            kind: Kind::Document,
            calls,
            parent: None,
            owners: self.owners(&written, &shown),
            shown,
            segments: segments(path, &[]),
            suffix: String::new(),
        })
    }

    /// The paths at which the things of `stem` may be listed and made: its own, and its word in singular or plural.
    fn around(&self, stem: &str, suffix: &str) -> Vec<String> {
        let (before, word) = stem.rsplit_once('/').unwrap_or(("", stem));
        let own = format!("{stem}{suffix}");
        let other = |path: &&String| {
            let inner = path.strip_prefix(before).and_then(|rest| rest.strip_prefix('/')?.strip_suffix(suffix));
            **path != own && inner.is_some_and(|other| !other.contains(['/', '{']) && same_word(other, word))
        };
        let others = self.order.iter().filter(other).cloned();
        let mut around: Vec<String> = others.collect();
        if self.operations.contains_key(own.as_str()) {
            around.insert(0, own);
        }
        around
    }

    /// What is asked below a collection: `/pets/findByStatus`.
    fn searches(&self, stem: &str, suffix: &str) -> Vec<(usize, &'c Operation)> {
        let below = |path: &&String| {
            let inner = path.strip_prefix(stem).and_then(|rest| rest.strip_prefix('/')?.strip_suffix(suffix));
            inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['/', '{']))
        };
        self.order.iter().filter(below).filter_map(|path| self.with(path, &Method::GET)).collect()
    }

    fn on_collection(&self, index: usize, operation: &Operation, context: Context<'_>) -> Option<Call> {
        match operation.method {
            Method::GET => self.list(index, operation, context),
            Method::POST => {
                let call = self.call(index, operation, Action::Create, context)?;
                let known = |sent: &Sent| sent.names.iter().any(|name| context.shown.names.contains(name));
                (call.reply.is_some() || call.sent.as_ref().is_some_and(known)).then_some(call)
            }
            Method::PUT => {
                let call = self.call(index, operation, Action::ReplaceById, context)?;
                let id = context.shown.id.as_ref()?;
                call.sent.as_ref().is_some_and(|sent| sent.names.contains(id)).then_some(call)
            }
            _ => None,
        }
    }

    fn on_thing(&self, index: usize, operation: &Operation, context: Context<'_>) -> Option<Call> {
        let action = match operation.method {
            Method::GET => Action::Read,
            Method::PUT => Action::Replace,
            Method::PATCH => Action::Change,
            Method::DELETE => Action::Remove,
            Method::POST => Action::Change,
            _ => return None,
        };
        let call = self.call(index, operation, action, context)?;
        // A POST to a thing changes it where it is sent parts of it and shows it; else it is an action of its own.
        let changes = |call: &Call| call.sent.is_some() && call.reply.is_some();
        (operation.method != Method::POST || changes(&call)).then_some(call)
    }

    fn list(&self, index: usize, operation: &Operation, context: Context<'_>) -> Option<Call> {
        let reply = self.listed(operation, Some(&context.shown.names), context.parameter, context.thing)?;
        let status = success(operation, Action::List)?;
        Some(Call { operation: index, action: Action::List, sent: None, reply: Some(reply), status })
    }

    /// A list below the collection is one of its things when its parameters ask for their properties.
    fn search(&self, index: usize, operation: &Operation, context: Context<'_>) -> Option<Call> {
        let call = self.list(index, operation, context)?;
        let asks_for = |name: &str| context.shown.names.iter().any(|known| plain(known) == plain(name));
        let queries = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
        let mut queries = queries.map(|parameter| parameter.name.as_str());
        queries.any(|name| asks_for(name) && asks(name).is_none()).then_some(call)
    }

    fn call(&self, index: usize, operation: &Operation, action: Action, context: Context<'_>) -> Option<Call> {
        let status = success(operation, action)?;
        let sent = match action.writes() && action != Action::Remove {
            true => self.sent(operation, context),
            false => None,
        };
        let reply = self.answer(operation, status).and_then(|schema| {
            let outline = Outline::of(self.contract, schema)?;
            let (at, spot) = best(&outline, &context.shown.names, "writeOnly")?;
            let found = reply(schema.clone(), at, false, &spot, Some((context.parameter, context.thing)));
            let common = found.names.iter().filter(|name| context.shown.names.contains(name)).count();
            (found.id.is_some() || 2 * common >= found.names.len().max(1)).then_some(found)
        });
        Some(Call { operation: index, action, sent, reply, status })
    }

    fn sent(&self, operation: &Operation, context: Context<'_>) -> Option<Sent> {
        let content = &operation.request_body.as_ref()?.content;
        let form = |media: &&MediaType| media.range.contains("form");
        let media = content.iter().find(|media| plays_json(media)).or_else(|| content.iter().find(form))?;
        let outline = media.schema.as_ref().and_then(|schema| Outline::of(self.contract, schema));
        let spot = outline.as_ref().and_then(|outline| best(outline, &context.shown.names, "readOnly"));
        let (at, names) = match spot {
            Some((at, spot)) => (at, spot.properties("readOnly").into_keys().collect()),
            None => (Vec::new(), Vec::new()),
        };
        Some(Sent { schema: media.schema.clone(), at, names })
    }

    /// How a `GET` of one thing shows it.
    fn shown(&self, operation: &Operation, parameter: &str, thing: &str) -> Option<Reply> {
        let schema = self.answer(operation, success(operation, Action::Read)?)?;
        let outline = Outline::of(self.contract, schema)?;
        let named = Some((parameter, thing));
        let spots = spots(&outline, MAX_WRAPPED, "writeOnly");
        let replies = spots.into_iter().map(|(at, spot)| reply(schema.clone(), at, false, &spot, named));
        let replies: Vec<Reply> = replies.filter(|reply| !reply.names.is_empty()).collect();
        replies.iter().find(|reply| reply.id.is_some()).or(replies.first()).cloned()
    }

    /// How a `GET` lists things that have some of these properties.
    fn listed(&self, operation: &Operation, names: Option<&[String]>, parameter: &str, thing: &str) -> Option<Reply> {
        let schema = self.answer(operation, success(operation, Action::List)?)?;
        let outline = Outline::of(self.contract, schema)?;
        let (at, items) = list_of(&outline, names.unwrap_or_default())?;
        let mut found = reply(schema.clone(), at, true, &items, Some((parameter, thing)));
        let common = names.map(|names| found.names.iter().filter(|name| names.contains(name)).count());
        if found.names.is_empty() || common == Some(0) {
            return None;
        }
        found.told = told(&outline, &[], MAX_WRAPPED);
        Some(found)
    }

    /// `user_id` for `/users/{id}/posts` or `/users/{user_id}/posts`.
    fn owners(&self, path: &str, shown: &Reply) -> Vec<Owner> {
        let outline = Outline::of(self.contract, &shown.schema);
        let Some(spot) = outline.and_then(|outline| outline.inside(&shown.at, shown.list)) else { return Vec::new() };
        let (mut owners, mut before) = (Vec::new(), "");
        let mut position = 0;
        for segment in path.split('/') {
            if let Some(parameter) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                let named = [plain(parameter), format!("{}id", singular(&plain(before)))];
                let mut properties = spot.properties("").into_iter();
                let holds = |name: &str| shown.id.as_deref() != Some(name) && named.contains(&plain(name));
                if let Some((property, outline)) = properties.find(|(name, _)| holds(name)) {
                    owners.push(Owner { position, property, number: outline.has_type("integer") });
                }
            }
            position += usize::from(segment.contains('{'));
            before = segment;
        }
        owners
    }

    fn answer(&self, operation: &'c Operation, status: u16) -> Option<&'c SchemaRef> {
        operation.response(status)?.content.iter().find(|media| plays_json(media))?.schema.as_ref()
    }
}

#[derive(Clone, Copy)]
struct Context<'a> {
    shown: &'a Reply,
    parameter: &'a str,
    thing: &'a str,
}

fn plays_json(media: &MediaType) -> bool {
    is_json(&media.range) || matches!(media.range.as_str(), "*/*" | "application/*")
}

/// A path without the names of its parameters: `/pets/{}`.
pub fn bare(path: &str) -> String {
    let mut bare = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        inside = inside && character != '}';
        if !inside {
            bare.push(character);
        }
        inside = inside || character == '{';
    }
    bare
}

/// `/pets/{}.json` -> `/pets`, `.json`.
fn split(path: &str) -> Option<(&str, &str)> {
    let (stem, suffix) = path.rsplit_once("/{}")?;
    (!stem.is_empty() && (suffix == "/" || !suffix.contains(['/', '{']))).then_some((stem, suffix))
}

/// The segments of a path, parameters as `{}`.
fn segments(path: &str, more: &[&str]) -> Vec<String> {
    let own = crate::contract::path::PathTemplate::parse(path).map(|template| template.segments).unwrap_or_default();
    let text = |parts: Vec<Part>| {
        let parts = parts.into_iter().map(|part| match part {
            Part::Literal(text) => text,
            Part::Parameter(_) => "{}".to_owned(),
        });
        parts.collect::<String>()
    };
    own.into_iter().map(text).chain(more.iter().map(|&text| text.to_owned())).collect()
}

/// The status that says that it was done.
fn success(operation: &Operation, action: Action) -> Option<u16> {
    let documented = operation.responses.iter().filter_map(|response| match response.status {
        StatusKey::Exact(status) if (200..300).contains(&status) => Some(status),
        StatusKey::Range(2) => Some(200),
        _ => None,
    });
    let all: Vec<u16> = documented.collect();
    let first = all.first().copied().or_else(|| operation.response(200).map(|_| 200));
    match action {
        Action::Create => all.iter().copied().find(|&status| status == 201).or(first),
        Action::Replace | Action::ReplaceById => all.iter().copied().find(|&status| status != 201).or(first),
        _ => first,
    }
}

/// Every object with properties in a schema, from outside in.
fn spots<'c>(outline: &Outline<'c>, depth: usize, hidden: &str) -> Vec<(Vec<String>, Outline<'c>)> {
    let properties = outline.properties(hidden);
    let mut found = if properties.is_empty() { Vec::new() } else { vec![(Vec::new(), outline.clone())] };
    if depth > 0 {
        for (name, property) in properties.iter().filter(|(_, property)| !property.is_array()) {
            found.extend(spots(property, depth - 1, hidden).into_iter().map(|(mut at, spot)| {
                at.insert(0, name.clone());
                (at, spot)
            }));
        }
    }
    found
}

/// The object that has most of these properties; of equals the outermost.
fn best<'c>(outline: &Outline<'c>, names: &[String], hidden: &str) -> Option<(Vec<String>, Outline<'c>)> {
    let common = |(_, spot): &(Vec<String>, Outline<'c>)| {
        spot.properties(hidden).keys().filter(|name| names.contains(name)).count()
    };
    let spots = spots(outline, MAX_WRAPPED, hidden);
    // Of equals the first one counts, and `max_by_key` takes the last.
    spots.into_iter().rev().max_by_key(common)
}

/// The list whose elements have most of these properties, and its elements.
fn list_of<'c>(outline: &Outline<'c>, names: &[String]) -> Option<(Vec<String>, Outline<'c>)> {
    if outline.is_array() {
        return outline.items().map(|items| (Vec::new(), items));
    }
    let mut lists = Vec::new();
    for (at, spot) in spots(outline, MAX_WRAPPED - 1, "writeOnly") {
        for (name, property) in spot.properties("writeOnly") {
            if let Some(items) = property.items() {
                let at = at.iter().cloned().chain([name]).collect::<Vec<_>>();
                lists.push((at, items));
            }
        }
    }
    let common = |(_, items): &(Vec<String>, Outline<'c>)| {
        items.properties("writeOnly").keys().filter(|name| names.contains(name)).count()
    };
    lists.into_iter().rev().filter(|(_, items)| !items.properties("writeOnly").is_empty()).max_by_key(common)
}

fn reply(schema: SchemaRef, at: Vec<String>, list: bool, spot: &Outline<'_>, id: Option<(&str, &str)>) -> Reply {
    let names: Vec<String> = spot.properties("writeOnly").into_keys().collect();
    let id = id.and_then(|(parameter, thing)| id_property(names.iter().map(String::as_str), parameter, thing));
    let id = id.map(str::to_owned);
    Reply { schema, at, list, required: spot.required(), open: spot.is_open(), id, names, told: Vec::new() }
}

/// What is told beside a list, however deep.
fn told(outline: &Outline<'_>, at: &[String], depth: usize) -> Vec<Told> {
    let mut found = Vec::new();
    for (name, property) in outline.properties("writeOnly") {
        let at: Vec<String> = at.iter().cloned().chain([name.clone()]).collect();
        let (number, inner) = (property.has_type("integer") || property.has_type("number"), property.properties(""));
        let text = property.has_type("string") || property.has_type("boolean");
        match tells(&name) {
            Some(tells) if number || text => found.push(Told { at, tells, number }),
            _ if depth > 0 && !inner.is_empty() && !property.is_array() => {
                found.extend(told(&property, &at, depth - 1))
            }
            _ => {}
        }
    }
    found
}
