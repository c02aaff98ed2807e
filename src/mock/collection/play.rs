//! Plays collections: what a request does to the state, and what it is answered.

use std::collections::HashMap;
use std::sync::Arc;

use http::header::{CONTENT_TYPE, HOST, LOCATION};
use http::{HeaderValue, StatusCode};
use serde_json::Value as Json;

use crate::contract::conform::coerce;
use crate::contract::conform::request::decode;
use crate::contract::description::Contract;
use crate::contract::dialect::Direction;
use crate::contract::operation::{Operation, StatusKey, best_content};
use crate::mock::answer::documented::{answer, answer_with};
use crate::mock::ask::incoming::{Incoming, query};
use crate::mock::collection::fit::{Form, Thing};
use crate::mock::collection::infer::{Action, Call, Collection, Kind, Sent, inferred};
use crate::mock::collection::naming::{Tells, tells};
use crate::mock::collection::outline::Outline;
use crate::mock::collection::page::{Asked, Facts, asked, chosen};
use crate::mock::collection::patch::{Null, merge, patch};
use crate::mock::collection::shelf::{self, DOCUMENTS, Edit, text};
use crate::mock::collection::stock::{Spot, Stock};
use crate::mock::problem::Problem;
use crate::mock::state::tree::{Fields, Tree};
use crate::value::json;
use crate::wire::exchange::media_type;
use crate::wire::serve::ServerResponse;

/// The collections of one contract.
#[derive(Debug)]
pub struct Collections {
    contract: Arc<Contract>,
    seed: u64,
    /// The path of the contract's first server, without a slash at its end.
    base: String,
    stocks: Vec<Stock>,
    /// Which call of which collection an operation is.
    calls: HashMap<usize, (usize, usize)>,
}

/// What a request comes to.
#[derive(Debug)]
pub struct Outcome {
    /// The answer.
    pub response: ServerResponse,
    /// The changes of the state.
    pub edits: Vec<Edit>,
}

/// A request at its collection. None of its answers is made here when the contract's own has to do.
struct Visit<'v> {
    all: &'v Collections,
    stock: &'v Stock,
    call: &'v Call,
    form: Option<&'v Form>,
    incoming: &'v Incoming,
    operation: &'v Operation,
    spot: Spot,
    state: &'v Tree,
}

type Visited = Result<Option<Outcome>, Problem>;

impl Collections {
    /// The collections that can be inferred.
    pub fn new(contract: Arc<Contract>, seed: u64, base: &str) -> Collections {
        let stocks: Vec<Stock> =
            inferred(&contract).into_iter().map(|found| Stock::new(contract.clone(), found, seed)).collect();
        let mut calls = HashMap::new();
        for (index, stock) in stocks.iter().enumerate() {
            for (number, call) in stock.collection.calls.iter().enumerate() {
                calls.entry(call.operation).or_insert((index, number));
            }
        }
        Collections { contract, seed, base: base.to_owned(), stocks, calls }
    }

    /// Whether an operation may change the state; none when it is not on a collection.
    pub fn writes(&self, operation: usize) -> Option<bool> {
        let (stock, call) = self.calls.get(&operation)?;
        Some(self.stocks[*stock].collection.calls[*call].action.writes())
    }

    /// What a request comes to; none when the contract's own answer has to do.
    pub fn play(&self, incoming: &Incoming, state: &Tree) -> Visited {
        let Some(&(index, number)) = self.calls.get(&incoming.index()) else { return Ok(None) };
        let (stock, operation) = (&self.stocks[index], incoming.operation());
        let (call, form) = (&stock.collection.calls[number], stock.form(number));
        let spot = stock.spot(operation, &incoming.path);
        let visit = Visit { all: self, stock, call, form, incoming, operation, spot, state };
        if !self.is_there_around(&stock.collection, &visit.spot, state) {
            return visit.missing();
        }
        match (stock.collection.kind, call.action) {
            (_, Action::List) => visit.list(),
            (_, Action::Create) => visit.create(),
            (Kind::Things, Action::Read) => visit.read(),
            (Kind::Things, Action::Remove) => visit.remove(),
            (Kind::Things, _) => visit.write(),
            (Kind::Document, _) => visit.document(),
        }
    }

    /// Whether all the things that a path leads through are there.
    fn is_there_around(&self, collection: &Collection, spot: &Spot, state: &Tree) -> bool {
        let Some(parent) = collection.parent.map(|parent| &self.stocks[parent]) else { return true };
        let Some(around) = parent.around(spot) else { return true };
        let id = around.id.as_deref().unwrap_or_default();
        parent.things(state, &around).0.contains_key(id) && self.is_there_around(&parent.collection, &around, state)
    }
}

impl Visit<'_> {
    fn things(&self) -> Arc<Fields> {
        self.stock.things(self.state, &self.spot)
    }

    fn thing(&self, things: &Fields) -> Option<Thing> {
        object(things.0.get(self.spot.id.as_deref()?)?)
    }

    fn list(&self) -> Visited {
        let Some(form) = self.form else { return Ok(None) };
        let things = self.things();
        let query = query(&self.incoming.request);
        let asked = asked(&self.all.contract, self.operation, query, &self.stock.collection.shown.names);
        let (on_page, mut facts) = chosen(things.0.values(), &asked);
        self.link(&asked, &mut facts);
        let shown = on_page.into_iter().filter_map(object).map(|thing| self.aliased(thing)).collect();
        let Some(body) = form.list(shown, &facts) else { return Ok(None) };
        let mut response = self.with_body(self.call.status, &body)?;
        self.count(&mut response, facts.total);
        Ok(Some(Outcome { response, edits: Vec::new() }))
    }

    fn read(&self) -> Visited {
        match self.thing(&self.things()) {
            None => self.missing(),
            Some(thing) => Ok(self.shows(self.call.status, thing)?.map(|response| Outcome { response, edits: vec![] })),
        }
    }

    fn create(&self) -> Visited {
        let (Some(form), Some(posted)) = (self.stock.shown(), self.posted()) else { return Ok(None) };
        let things = self.things();
        let Some((fresh, number)) = self.stock.next_id(self.state, &self.spot, &things) else { return Ok(None) };
        // An id that a client chose is none of the sequence.
        let (id, next) = match self.chosen_id(&posted) {
            Some(chosen) => (chosen, None),
            None => (fresh, Some(number)),
        };
        if things.0.contains_key(id.as_str()) && self.documents(409) {
            return self.documented(409);
        }
        let made = self.stock.made(&self.spot.key, number);
        let thing = self.composed(made.clone(), posted, Some(&id));
        let Some(kept) = form.kept(&thing, &made).filter(|kept| self.has_id(kept, &id)) else { return Ok(None) };
        self.keep(self.call.status, &things, &id, kept, next)
    }

    /// Replaces or changes a thing.
    fn write(&self) -> Visited {
        let Some(form) = self.stock.shown() else { return Ok(None) };
        let things = self.things();
        let id = match self.call.action {
            Action::ReplaceById => self.posted().and_then(|posted| self.chosen_id(&posted)),
            _ => self.spot.id.clone(),
        };
        let Some(id) = id else { return Ok(None) };
        let before = things.0.get(id.as_str()).and_then(object);
        let (status, before) = match before {
            Some(before) => (self.call.status, before),
            None if self.call.action == Action::Replace && self.documents(201) => {
                (201, self.stock.made(&self.spot.key, self.stock.ids().first))
            }
            None => return self.missing(),
        };
        let after = match self.after(form, &before, Some(&id)) {
            Ok(Some(after)) => after,
            Ok(None) => return Ok(None),
            Err(why) => return self.refused(why),
        };
        match form.kept(&after, &before).filter(|kept| self.has_id(kept, &id)) {
            Some(kept) => self.keep(status, &things, &id, kept, None),
            None => Ok(None),
        }
    }

    fn remove(&self) -> Visited {
        let things = self.things();
        let (Some(thing), Some(id)) = (self.thing(&things), self.spot.id.as_deref()) else { return self.missing() };
        let response = match self.shows(self.call.status, thing)? {
            Some(response) => response,
            None => self.contracts(self.call.status)?,
        };
        let mut edits = self.written_down(&things);
        let (mut place, _) = self.stock.places(&self.spot);
        place.push(id.to_owned());
        edits.push(Edit::Remove(place));
        edits.extend(shelf::below(self.state, &format!("/{}", self.spot.segments.join("/"))));
        Ok(Some(Outcome { response, edits }))
    }

    fn document(&self) -> Visited {
        let before = self.stock.document(self.state, &self.spot).as_ref().and_then(object);
        let place = vec![DOCUMENTS.to_owned(), self.spot.key.clone()];
        let (Some(form), action) = (self.stock.shown(), self.call.action) else { return Ok(None) };
        let before = match (before, action) {
            (None, Action::Replace) => self.stock.made(&self.spot.key, 0),
            (None, _) => return self.missing(),
            (Some(before), _) => before,
        };
        if action == Action::Read || action == Action::Remove {
            let response = match self.shows(self.call.status, before)? {
                Some(response) => response,
                None => self.contracts(self.call.status)?,
            };
            let gone = (action == Action::Remove).then_some(Edit::Put(place, Tree::Null));
            return Ok(Some(Outcome { response, edits: gone.into_iter().collect() }));
        }
        let after = match self.after(form, &before, None) {
            Ok(Some(after)) => after,
            Ok(None) => return Ok(None),
            Err(why) => return self.refused(why),
        };
        let Some(kept) = form.kept(&after, &before) else { return Ok(None) };
        let edits = vec![Edit::Put(place, Tree::from(&Json::Object(kept.clone())))];
        let response = match self.shows(self.call.status, kept)? {
            Some(response) => response,
            None => self.contracts(self.call.status)?,
        };
        Ok(Some(Outcome { response, edits }))
    }

    /// The thing after a request; none when the body cannot be read as one. The error says why a patch cannot be applied.
    fn after(&self, form: &Form, before: &Thing, id: Option<&str>) -> Result<Option<Thing>, String> {
        let Some(body) = self.body() else { return Ok(None) };
        let media_type = media_type(&self.incoming.request.headers).unwrap_or_default();
        if media_type == "application/json-patch+json" {
            let Json::Object(mut after) = patch(Json::Object(before.clone()), &body)? else { return Ok(None) };
            self.identify(&mut after, id);
            return Ok(Some(after));
        }
        let Some(posted) = self.unwrapped(body) else { return Ok(None) };
        if self.call.action != Action::Change {
            return Ok(Some(self.composed(before.clone(), posted, id)));
        }
        let merged = |null| {
            let mut after = before.clone();
            merge(&mut after, &posted, null);
            self.identify(&mut after, id);
            after
        };
        let removes = media_type == "application/merge-patch+json";
        let after = merged(if removes { Null::Removes } else { Null::IsAValue });
        // Where the schema has no place for `null`, it can only mean that the member goes.
        Ok(Some(if removes || form.takes(&after) { after } else { merged(Null::Removes) }))
    }

    /// A whole thing that was sent: what a client could have sent and didn't is gone, what the server makes stays.
    fn composed(&self, mut thing: Thing, posted: Thing, id: Option<&str>) -> Thing {
        if let Some(sent) = &self.call.sent {
            thing.retain(|name, _| !sent.names.contains(name));
            thing.extend(self.defaults(sent));
        }
        thing.extend(posted);
        self.identify(&mut thing, id);
        thing
    }

    fn defaults(&self, sent: &Sent) -> Vec<(String, Json)> {
        let schema = sent.schema.as_ref();
        let outline = schema.and_then(|schema| Outline::of(&self.all.contract, schema)?.inside(&sent.at, false));
        let Some(outline) = outline else { return Vec::new() };
        let properties = outline.properties("readOnly").into_iter();
        properties.filter_map(|(name, property)| Some((name, property.keyword("default")?.to_json()))).collect()
    }

    fn identify(&self, thing: &mut Thing, id: Option<&str>) {
        if let (Some(property), Some(id)) = (&self.stock.collection.id_property, id) {
            thing.insert(property.clone(), self.stock.ids().value(id));
        }
        self.stock.own(thing, &self.spot);
    }

    fn has_id(&self, thing: &Thing, id: &str) -> bool {
        let property = self.stock.collection.id_property.as_ref();
        property.is_none_or(|property| thing.get(property).is_some_and(|value| text(&Tree::from(value)) == id))
    }

    /// The id that a client chose for a thing, where it may.
    fn chosen_id(&self, posted: &Thing) -> Option<String> {
        let property = self.stock.collection.id_property.as_ref()?;
        let may = self.call.sent.as_ref().is_some_and(|sent| sent.names.contains(property));
        let id = posted.get(property).filter(|id| may && (id.is_string() || id.is_number()))?;
        Some(text(&Tree::from(id))).filter(|id| !id.is_empty())
    }

    /// Keeps a thing and shows it.
    fn keep(&self, status: u16, things: &Fields, id: &str, thing: Thing, next: Option<u64>) -> Visited {
        let mut edits = self.written_down(things);
        let (mut place, number) = self.stock.places(&self.spot);
        place.push(id.to_owned());
        edits.push(Edit::Put(place, Tree::from(&Json::Object(thing.clone()))));
        edits.extend(next.map(|next| Edit::Put(number, Tree::Number(next.into()))));
        let mut response = match self.shows(status, thing)? {
            Some(response) => response,
            None => self.contracts(status)?,
        };
        if self.call.action == Action::Create || status == 201 {
            self.locate(&mut response, id);
        }
        Ok(Some(Outcome { response, edits }))
    }

    /// The first change of a collection writes down what it begins with.
    fn written_down(&self, things: &Fields) -> Vec<Edit> {
        if shelf::is_kept(self.state, &self.spot.key) {
            return Vec::new();
        }
        let (place, _) = self.stock.places(&self.spot);
        vec![Edit::Put(place, Tree::Map(Arc::new(things.clone())))]
    }

    fn body(&self) -> Option<Json> {
        let request = &self.incoming.request;
        let Some(body) = request.body.as_ref() else { return Some(Json::Object(Thing::new())) };
        let media_type = media_type(&request.headers).unwrap_or_else(|| "application/json".into());
        let content = self.operation.request_body.as_ref().map(|body| body.content.as_slice()).unwrap_or_default();
        let Some(entry) = best_content(content, &media_type) else { return json::parse(body).ok() };
        let schema = entry.schema.as_ref();
        let schema = schema.and_then(|schema| self.all.contract.schema(schema, Direction::Request).ok());
        let outline = schema.as_deref().map(coerce::Outline::of);
        decode(&request.headers, entry, &media_type, body, outline).ok()?.value
    }

    fn posted(&self) -> Option<Thing> {
        self.unwrapped(self.body()?)
    }

    fn unwrapped(&self, body: Json) -> Option<Thing> {
        let at = self.call.sent.as_ref().map(|sent| sent.at.as_slice()).unwrap_or_default();
        let inner = at.iter().try_fold(&body, |value, name| value.get(name));
        inner.unwrap_or(&body).as_object().cloned()
    }

    /// The thing as the call's answer shows it; none when nothing of it is shown, or nothing that validates.
    fn shows(&self, status: u16, thing: Thing) -> Result<Option<ServerResponse>, Problem> {
        let body = self.form.and_then(|form| form.thing(&self.aliased(thing)));
        body.map(|body| self.with_body(status, &body)).transpose()
    }

    /// The thing with its id under the name that the call's answer has for it.
    fn aliased(&self, mut thing: Thing) -> Thing {
        let alias = self.call.reply.as_ref().and_then(|reply| reply.id.as_ref());
        if let (Some(alias), Some(property)) = (alias, &self.stock.collection.id_property)
            && alias != property
            && !thing.contains_key(alias)
            && let Some(id) = thing.get(property).cloned()
        {
            thing.insert(alias.clone(), id);
        }
        thing
    }

    fn with_body(&self, status: u16, body: &Json) -> Result<ServerResponse, Problem> {
        answer_with(&self.all.contract, self.operation, status, body.to_string().into(), true, self.all.seed)
    }

    fn contracts(&self, status: u16) -> Result<ServerResponse, Problem> {
        answer(&self.all.contract, self.operation, status, None, self.all.seed)
    }

    fn documents(&self, status: u16) -> bool {
        self.operation.responses.iter().any(|response| response.status == StatusKey::Exact(status))
    }

    fn documented(&self, status: u16) -> Visited {
        Ok(Some(Outcome { response: self.contracts(status)?, edits: Vec::new() }))
    }

    fn missing(&self) -> Visited {
        if self.operation.response(404).is_some() {
            return self.documented(404);
        }
        Err(Problem::new(StatusCode::NOT_FOUND, format!("there is no /{}", self.spot.segments.join("/"))))
    }

    fn refused(&self, why: String) -> Visited {
        match [409, 422, 400].into_iter().find(|&status| self.documents(status)) {
            Some(status) => self.documented(status),
            None => Err(Problem::new(StatusCode::CONFLICT, why)),
        }
    }

    /// `Location`, where it is documented.
    fn locate(&self, response: &mut ServerResponse, id: &str) {
        let headers = self.operation.response(response.status.as_u16()).map(|documented| &documented.headers);
        if !headers.into_iter().flatten().any(|header| header.name.eq_ignore_ascii_case("location")) {
            return;
        }
        let Collection { suffix, .. } = &self.stock.collection;
        let stem = self.spot.key.strip_suffix(suffix.as_str()).unwrap_or(&self.spot.key);
        let id = percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC).to_string();
        let id = id.replace("%2D", "-").replace("%5F", "_").replace("%2E", ".").replace("%7E", "~");
        let location = format!("{}{stem}/{id}{suffix}", self.origin());
        if let Ok(value) = HeaderValue::from_str(&location) {
            response.headers.insert(LOCATION, value);
        }
    }

    /// `http://127.0.0.1:4010/v1`, as the client calls it.
    fn origin(&self) -> String {
        let host = self.incoming.request.headers.get(HOST).and_then(|host| host.to_str().ok());
        host.map_or_else(|| self.all.base.clone(), |host| format!("http://{host}{}", self.all.base))
    }

    fn count(&self, response: &mut ServerResponse, total: u64) {
        let headers = self.operation.response(response.status.as_u16()).map(|documented| &documented.headers);
        for header in headers.into_iter().flatten().filter(|header| tells(&header.name) == Some(Tells::Total)) {
            if let Ok(name) = http::HeaderName::try_from(header.name.as_str()).map(|name| (name != CONTENT_TYPE, name))
                && name.0
            {
                response.headers.insert(name.1, HeaderValue::from(total));
            }
        }
    }

    fn link(&self, asked: &Asked, facts: &mut Facts) {
        let step = facts.limit.max(1);
        let to = |offset: u64| {
            let (name, number) = match (&asked.offset, &asked.page) {
                (Some((_, name)), _) => (name, offset),
                (None, Some((_, name, first))) => (name, offset / step + first),
                (None, None) => return None,
            };
            let mut url = self.incoming.request.url.clone();
            let rest: Vec<(String, String)> = url.query_pairs().into_owned().filter(|(key, _)| key != name).collect();
            url.query_pairs_mut().clear().extend_pairs(rest).append_pair(name, &number.to_string());
            Some(format!("{}{}?{}", self.origin(), url.path(), url.query().unwrap_or_default()))
        };
        if facts.offset + facts.count < facts.total {
            facts.next = to(facts.offset + step);
        }
        if facts.offset > 0 {
            facts.previous = to(facts.offset.saturating_sub(step));
        }
    }
}

fn object(tree: &Tree) -> Option<Thing> {
    match tree.to_json() {
        Json::Object(thing) => Some(thing),
        _ => None,
    }
}
