//! One schema with everything it refers to, as one JSON Schema 2020-12 document.
//!
//! Only what is reachable is taken, so a large description costs what it uses. On the way older dialects are
//! translated, `readOnly` and `writeOnly` are settled for one direction, and every keyword is held against its
//! dialect. Each piece remembers where it came from.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::contract::dialect::{Dialect, Direction, Holds};
use crate::contract::document::{Documents, RefProblem};
use crate::contract::place::{Base, Place, unescape};
use crate::contract::schema::hidden::Hidden;
use crate::contract::schema::pattern::{self, Usable};
use crate::source::code::Code;
use crate::source::diagnostic::Diagnostic;
use crate::source::span::Span;
use crate::source::tree::{Content, Entry, Node};
use crate::value::json::push_token;
use crate::wire::exchange::is_json;

/// The keyword for a string that holds JSON: `{ "base64": bool, "schema": .. }`.
pub const CONTENT: &str = "countersign:content";
/// The keyword for integers of a limited size: `int32` or `int64`.
pub const INTEGER: &str = "countersign:integer";
/// The keyword that names the property which tells the branches of a union apart.
pub const DISCRIMINATOR: &str = "countersign:discriminator";

/// Schemas and what they refer to.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// `{ "$ref": "#/$defs/0", "$defs": { "0": .., "1": .. } }`
    pub value: Arc<Value>,
    /// Where each of `$defs` came from.
    pub origins: Vec<Place>,
    /// Whether there is a word whose meaning depends on the way a schema was reached; only the validator library
    /// itself gets these right.
    pub dynamic: bool,
    /// What is wrong, by the number of the piece. Whatever cannot be used was left out of the value.
    pub problems: Vec<(usize, Diagnostic)>,
    numbers: HashMap<Place, usize>,
    /// Which piece refers to which.
    links: Vec<(usize, usize)>,
}

impl Bundle {
    /// One without any schema, for a validator that was built from documents as they stand.
    pub fn empty() -> Bundle {
        Bundle { value: Arc::new(json!({ "$defs": {} })), ..Bundle::default() }
    }

    /// The number of the piece that came from a place.
    pub fn number(&self, place: &Place) -> Option<usize> {
        self.numbers.get(place).copied()
    }

    /// A piece, and the pieces that can be reached from it.
    pub fn reach(&self, number: usize) -> Vec<usize> {
        let mut targets: Vec<Vec<usize>> = vec![Vec::new(); self.origins.len()];
        self.links.iter().for_each(|&(from, to)| targets[from].push(to));
        let mut seen = vec![false; self.origins.len()];
        let (mut open, mut reached) = (vec![number], Vec::new());
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                reached.push(at);
                open.extend(&targets[at]);
            }
        }
        reached
    }

    /// The place that a pointer into the bundle stands for.
    pub fn place(&self, pointer: &str) -> Option<Place> {
        let (number, rest) = split(pointer)?;
        self.origins.get(number).map(|origin| origin.descend(rest))
    }

    /// The schema at a pointer into the bundle.
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        self.value.pointer(pointer)
    }
}

/// The number of the piece that a pointer into the bundle begins with, and the rest.
pub fn split(pointer: &str) -> Option<(usize, &str)> {
    let rest = pointer.strip_prefix("/$defs/")?;
    let end = rest.find('/').unwrap_or(rest.len());
    Some((rest[..end].parse().ok()?, &rest[end..]))
}

/// What is taken into a bundle.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Whether definitions that nothing refers to are gone over too.
    pub all: bool,
    /// How many pieces there may be.
    pub pieces: usize,
}

impl Extent {
    /// What the roots refer to.
    pub const REACHED: Extent = Extent { all: false, pieces: usize::MAX };
}

/// Takes the schemas at `roots` and everything they refer to; `None` when that is more than `extent` allows.
pub fn bundle(
    documents: &Documents,
    roots: &[Place],
    dialect: Dialect,
    direction: Direction,
    extent: Extent,
) -> Option<Bundle> {
    let mut bundler = Bundler {
        documents,
        dialect,
        hidden: Hidden::new(documents, direction),
        all: extent.all,
        number: 0,
        problems: Vec::new(),
        numbers: HashMap::new(),
        origins: Vec::new(),
        pieces: Vec::new(),
        links: Vec::new(),
        edges: Vec::new(),
        dynamic: false,
    };
    for root in roots {
        bundler.number(root);
    }
    while let Some(place) = bundler.origins.get(bundler.pieces.len()).cloned() {
        if bundler.origins.len() > extent.pieces {
            return None;
        }
        bundler.number = bundler.pieces.len();
        let piece = bundler.piece(&place);
        bundler.pieces.push(piece);
    }
    bundler.cut_loops();
    let pieces = bundler.pieces.into_iter().enumerate().map(|(number, piece)| (number.to_string(), piece));
    let value = json!({ "$ref": "#/$defs/0", "$defs": pieces.collect::<Map<String, Value>>() });
    Some(Bundle {
        value: Arc::new(value),
        origins: bundler.origins,
        dynamic: bundler.dynamic,
        problems: bundler.problems,
        numbers: bundler.numbers,
        links: bundler.links,
    })
}

struct Bundler<'d> {
    documents: &'d Documents,
    /// What holds where no `$schema` says otherwise.
    dialect: Dialect,
    hidden: Hidden<'d>,
    all: bool,
    /// The piece that is being made.
    number: usize,
    problems: Vec<(usize, Diagnostic)>,
    numbers: HashMap<Place, usize>,
    origins: Vec<Place>,
    pieces: Vec<Value>,
    links: Vec<(usize, usize)>,
    /// Which piece refers to which for the same value.
    edges: Vec<Edge>,
    dynamic: bool,
}

struct Edge {
    from: usize,
    to: usize,
    span: Span,
    /// The schema that has the reference.
    place: Place,
}

/// What holds at one schema.
#[derive(Clone)]
struct Scope {
    base: Arc<Base>,
    dialect: Dialect,
    /// Whether it judges the same value as the piece as a whole.
    here: bool,
    place: Place,
    /// Properties that have no place in this direction, by the schemas around this one.
    hidden: Vec<String>,
}

impl Scope {
    /// The scope of what stands under some keys.
    fn under(&self, tokens: &[&str], here: bool) -> Scope {
        let mut pointer = self.place.pointer.to_string();
        tokens.iter().for_each(|token| push_token(&mut pointer, token));
        Scope {
            place: Place { document: self.place.document, pointer: pointer.into() },
            here: self.here && here,
            hidden: if here { self.hidden.clone() } else { Vec::new() },
            ..self.clone()
        }
    }
}

impl<'d> Bundler<'d> {
    fn number(&mut self, place: &Place) -> usize {
        if let Some(&number) = self.numbers.get(place) {
            return number;
        }
        let number = self.origins.len();
        self.origins.push(place.clone());
        self.numbers.insert(place.clone(), number);
        number
    }

    /// The number of a piece that the current one refers to.
    fn refer(&mut self, place: &Place) -> usize {
        let to = self.number(place);
        self.links.push((self.number, to));
        to
    }

    fn piece(&mut self, place: &Place) -> Value {
        let (Some(node), Some(base)) = (self.documents.node(place), self.documents.base(place)) else {
            return Value::Bool(true);
        };
        let dialect = self.dialect_of(&base.resource);
        let scope = Scope { base: Arc::new(base), dialect, here: true, place: place.clone(), hidden: Vec::new() };
        self.schema(node, scope)
    }

    fn dialect_of(&self, resource: &Place) -> Dialect {
        let named = |place: &Place| self.documents.node(place)?.get("$schema")?.as_str().and_then(Dialect::named);
        named(resource).or_else(|| named(&Place::root(resource.document))).unwrap_or(self.dialect)
    }

    fn schema(&mut self, node: &'d Node, mut scope: Scope) -> Value {
        match &node.content {
            Content::Bool(value) => return Value::Bool(*value),
            Content::Map(_) => {}
            _ => {
                self.bad(node.span, format!("a schema is a mapping or a boolean, not {}", node.kind()));
                return Value::Bool(true);
            }
        }
        // At its own beginning a resource has been entered already.
        if scope.base.resource != scope.place
            && let Some(base) = scope.base.entered(node, &scope.place)
        {
            scope.base = Arc::new(base);
        }
        if let Some(dialect) = node.get("$schema").and_then(Node::as_str).and_then(Dialect::named) {
            scope.dialect = dialect;
        }
        if scope.dialect.ref_stands_alone()
            && let Some(reference) = node.entry("$ref")
        {
            let mut out = Map::new();
            self.reference(reference, &scope, &mut out);
            return Value::Object(out);
        }
        if node.get("required").is_some() || node.get("allOf").is_some() {
            scope.hidden.extend(self.hidden.names(&scope.base, node));
        }
        let mut out = Map::new();
        for entry in node.entries() {
            self.keyword(node, entry, &scope, &mut out);
        }
        finish(node, scope.dialect, out)
    }

    fn keyword(&mut self, node: &'d Node, entry: &'d Entry, scope: &Scope, out: &mut Map<String, Value>) {
        let key: &str = &entry.key;
        let Some(holds) = scope.dialect.holds(key) else {
            if !key.starts_with("x-") {
                self.unknown(entry, scope.dialect);
            }
            return;
        };
        match holds {
            // What elements are called matters to whoever writes a value as XML.
            Holds::Annotation if key == "xml" => {
                out.insert(key.into(), entry.value.to_json());
            }
            Holds::Annotation => self.dynamic |= matches!(key, "$recursiveAnchor" | "$vocabulary"),
            Holds::Reference => self.reference(entry, scope, out),
            Holds::Definitions if self.all => {
                for definition in entry.value.entries() {
                    self.number(&scope.place.join(key).join(&definition.key));
                }
            }
            Holds::Definitions => {}
            Holds::Here | Holds::Inside => {
                let under = scope.under(&[key], holds == Holds::Here);
                let under = if key == "not" { Scope { hidden: Vec::new(), ..under } } else { under };
                let value = self.schema(&entry.value, under);
                out.insert(key.into(), value);
            }
            Holds::HereList | Holds::InsideList => {
                let value = self.list(&entry.value, scope, key, holds == Holds::HereList);
                out.insert(key.into(), value);
            }
            Holds::HereMap | Holds::InsideMap => {
                let value = self.map(&entry.value, scope, key, holds == Holds::HereMap);
                out.insert(key.into(), value);
            }
            Holds::Items => self.items(node, &entry.value, scope, out),
            Holds::Dependencies => self.dependencies(&entry.value, scope, out),
            Holds::Assertion => self.assertion(node, entry, scope, out),
            Holds::Sample => {
                out.insert(key.into(), entry.value.to_json());
            }
            Holds::Special => self.special(node, entry, scope, out),
        }
    }

    fn list(&mut self, node: &'d Node, scope: &Scope, key: &str, here: bool) -> Value {
        let Content::List(elements) = &node.content else { return node.to_json() };
        let schemas = elements.iter().enumerate();
        schemas.map(|(index, element)| self.schema(element, scope.under(&[key, &index.to_string()], here))).collect()
    }

    fn map(&mut self, node: &'d Node, scope: &Scope, key: &str, here: bool) -> Value {
        let Content::Map(entries) = &node.content else { return node.to_json() };
        let mut out = Map::with_capacity(entries.len());
        for entry in entries {
            let hidden = key == "properties" && self.hidden.is_hidden(&scope.base, &entry.value);
            let value = match hidden {
                true => Value::Bool(false),
                false => self.schema(&entry.value, scope.under(&[key, &entry.key], here)),
            };
            if key != "patternProperties" {
                out.insert(entry.key.to_string(), value);
            } else if let Some(usable) = self.pattern(&entry.key, entry.key_span) {
                out.insert(usable.text.into_owned(), value);
            }
        }
        Value::Object(out)
    }

    fn items(&mut self, node: &'d Node, value: &'d Node, scope: &Scope, out: &mut Map<String, Value>) {
        if !matches!(value.content, Content::List(_)) || scope.dialect == Dialect::Draft202012 {
            let value = self.schema(value, scope.under(&["items"], false));
            out.insert("items".into(), value);
            return;
        }
        let list = self.list(value, scope, "items", false);
        out.insert("prefixItems".into(), list);
        if let Some(additional) = node.get("additionalItems") {
            let value = self.schema(additional, scope.under(&["additionalItems"], false));
            out.insert("items".into(), value);
        }
    }

    fn dependencies(&mut self, value: &'d Node, scope: &Scope, out: &mut Map<String, Value>) {
        let (mut names, mut schemas) = (Map::new(), Map::new());
        for entry in value.entries() {
            match entry.value.content {
                Content::List(_) => {
                    names.insert(entry.key.to_string(), entry.value.to_json());
                }
                _ => {
                    let schema = self.schema(&entry.value, scope.under(&["dependencies", &entry.key], true));
                    schemas.insert(entry.key.to_string(), schema);
                }
            }
        }
        out.insert("dependentRequired".into(), names.into());
        out.insert("dependentSchemas".into(), schemas.into());
    }

    fn assertion(&mut self, node: &Node, entry: &Entry, scope: &Scope, out: &mut Map<String, Value>) {
        let key: &str = &entry.key;
        match (key, &entry.value.content) {
            // Draft 4 and OpenAPI 3.0: a flag that belongs to `minimum` or `maximum`, moved below.
            ("exclusiveMinimum" | "exclusiveMaximum", Content::Bool(_)) if scope.dialect <= Dialect::Draft4 => {}
            ("minimum", _) if scope.dialect <= Dialect::Draft4 && is_true(node, "exclusiveMinimum") => {
                out.insert("exclusiveMinimum".into(), entry.value.to_json());
            }
            ("maximum", _) if scope.dialect <= Dialect::Draft4 && is_true(node, "exclusiveMaximum") => {
                out.insert("exclusiveMaximum".into(), entry.value.to_json());
            }
            ("pattern", Content::String(text)) => {
                if let Some(usable) = self.pattern(&text.text, entry.value.span) {
                    out.insert(key.into(), usable.text.into());
                    let own = node.get("maxLength").and_then(Node::as_u64);
                    if let Some(most) = usable.max_length.filter(|most| own.is_none_or(|own| own > *most)) {
                        out.insert("maxLength".into(), most.into());
                    }
                }
            }
            ("maxLength", _) if out.contains_key(key) => {}
            ("required", Content::List(names)) => {
                let mut kept: Vec<Value> = Vec::with_capacity(names.len());
                for name in names.iter().filter(|name| !name.as_str().is_some_and(|name| has(&scope.hidden, name))) {
                    let value = name.to_json();
                    match kept.contains(&value) {
                        true => self.report(twice(name)),
                        false => kept.push(value),
                    }
                }
                out.insert(key.into(), kept.into());
            }
            ("format", Content::String(text)) if matches!(&*text.text, "int32" | "int64") => {
                out.insert(INTEGER.into(), entry.value.to_json());
            }
            _ => {
                out.insert(key.into(), entry.value.to_json());
            }
        }
    }

    /// A regular expression as the engines take it. One that they don't takes nothing else with it.
    fn pattern<'p>(&mut self, text: &'p str, span: Span) -> Option<Usable<'p>> {
        let problem = match pattern::usable(text) {
            Ok(usable) if !usable.weakened => return Some(usable),
            Ok(usable) => {
                let diagnostic =
                    Diagnostic::new(Code::BadSchema, "the pattern repeats too often to be checked in full")
                        .at(span, "no upper bound is checked here")
                        .help("say how long the text may be with `maxLength`");
                self.report(diagnostic.warning());
                return Some(usable);
            }
            Err(problem) => problem,
        };
        let diagnostic = Diagnostic::new(Code::BadSchema, format!("not a regular expression: {problem}"));
        self.report(diagnostic.at(span, "this would check nothing"));
        None
    }

    fn special(&mut self, node: &'d Node, entry: &'d Entry, scope: &Scope, out: &mut Map<String, Value>) {
        match &*entry.key {
            "contentMediaType" if is_json_text(&entry.value) => {
                let content = self.content(node, scope);
                out.insert(CONTENT.into(), content);
            }
            "discriminator" => {
                let discriminator = self.discriminator(node, &entry.value, scope);
                out.insert(DISCRIMINATOR.into(), discriminator);
            }
            // Nothing asserts it; what makes values up reads it.
            "contentEncoding" => {
                out.insert(entry.key.to_string(), entry.value.to_json());
            }
            "$dynamicRef" | "$recursiveRef" => {
                self.dynamic = true;
                self.reference(entry, scope, out);
            }
            _ => {}
        }
    }

    fn content(&mut self, node: &'d Node, scope: &Scope) -> Value {
        let encoding = node.get("contentEncoding").and_then(Node::as_str);
        let mut out = Map::new();
        out.insert("base64".into(), encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64")).into());
        if let Some(schema) = node.get("contentSchema") {
            let schema = self.schema(schema, scope.under(&["contentSchema"], false));
            out.insert("schema".into(), schema);
        }
        Value::Object(out)
    }

    /// Which branch each value of the discriminating property stands for, as references into the bundle.
    fn discriminator(&mut self, node: &'d Node, value: &'d Node, scope: &Scope) -> Value {
        let mut mapping = Map::new();
        let branches = ["oneOf", "anyOf"].into_iter().filter_map(|key| node.get(key)).flat_map(Node::elements);
        for reference in branches.filter_map(|branch| branch.get("$ref")?.as_str()) {
            let Ok(place) = self.documents.resolve(&scope.base, reference) else { continue };
            let name = unescape(place.pointer.rsplit('/').next().unwrap_or("")).into_owned();
            mapping.insert(name, format!("#/$defs/{}", self.refer(&place)).into());
        }
        for entry in value.get("mapping").map(Node::entries).unwrap_or_default() {
            let Some(text) = entry.value.as_str() else { continue };
            let by_name = format!("#/components/schemas/{text}");
            let place = self.documents.resolve(&scope.base, text);
            if let Ok(place) = place.or_else(|_| self.documents.resolve(&scope.base, &by_name)) {
                mapping.insert(entry.key.to_string(), format!("#/$defs/{}", self.refer(&place)).into());
            }
        }
        json!({ "property": value.get("propertyName").and_then(Node::as_str), "mapping": mapping })
    }

    fn reference(&mut self, entry: &Entry, scope: &Scope, out: &mut Map<String, Value>) {
        let span = entry.value.span;
        let Some(text) = entry.value.as_str() else {
            self.bad(span, "a `$ref` is a string");
            return;
        };
        match self.documents.resolve(&scope.base, text) {
            Ok(place) => {
                let to = self.refer(&place);
                if scope.here {
                    self.edges.push(Edge { from: self.number, to, span, place: scope.place.clone() });
                }
                out.insert("$ref".into(), format!("#/$defs/{to}").into());
            }
            Err(RefProblem::MetaSchema) => {
                self.dynamic = true;
                out.insert("$ref".into(), text.into());
            }
            Err(problem) => self.report(problem.diagnostic(self.documents, span, text)),
        }
    }

    fn bad(&mut self, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::new(Code::BadSchema, message).at(span, "here"));
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.push((self.number, diagnostic));
    }

    fn unknown(&mut self, entry: &Entry, dialect: Dialect) {
        let key = &entry.key;
        let diagnostic =
            Diagnostic::new(Code::UnknownKeyword, format!("`{key}` is not a keyword of {}", dialect.name()))
                .at(entry.key_span, "this would check nothing");
        self.report(match (dialect.nearest(key), Dialect::Draft202012.holds(key).is_some()) {
            (_, true) => diagnostic.help("it is one of JSON Schema 2020-12; say so with `$schema` or `openapi: 3.1.0`"),
            (Some(nearest), _) => diagnostic.help(format!("did you mean `{nearest}`?")),
            (None, _) => diagnostic.help("extension keywords begin with `x-`"),
        });
    }

    /// A schema that comes back to itself for the same value never ends, and says nothing on the way. The reference
    /// that closes the loop is left out.
    fn cut_loops(&mut self) {
        for closing in closing(&self.edges, self.origins.len()) {
            let edge = &self.edges[closing];
            let diagnostic = Diagnostic::new(Code::RefLoop, "this schema comes back to itself for the same value")
                .at(edge.span, "one step of the loop")
                .help("put what it describes under `properties` or `items`, or give it content of its own");
            self.problems.push((edge.from, diagnostic));
            let inside = edge.place.pointer.strip_prefix(&*self.origins[edge.from].pointer).unwrap_or("");
            match self.pieces[edge.from].pointer_mut(inside).and_then(|schema| schema.as_object_mut()?.remove("$ref")) {
                Some(_) => {}
                // What was translated stands elsewhere; then the whole piece gives way.
                None => self.pieces[edge.from] = Value::Bool(true),
            }
        }
    }
}

/// The edges without which no piece comes back to itself.
fn closing(edges: &[Edge], pieces: usize) -> Vec<usize> {
    let mut from: Vec<Vec<usize>> = vec![Vec::new(); pieces];
    for (index, edge) in edges.iter().enumerate() {
        from[edge.from].push(index);
    }
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; pieces];
    let mut closing = Vec::new();
    for start in 0..pieces {
        if states[start] != State::New {
            continue;
        }
        states[start] = State::Open;
        // The way from the start to here, and how many edges of each piece were followed.
        let mut way = vec![(start, 0)];
        while let Some((piece, followed)) = way.last_mut() {
            let Some(&index) = from[*piece].get(*followed) else {
                states[*piece] = State::Done;
                way.pop();
                continue;
            };
            *followed += 1;
            let to = edges[index].to;
            match states[to] {
                State::New => {
                    states[to] = State::Open;
                    way.push((to, 0));
                }
                State::Open => closing.push(index),
                State::Done => {}
            }
        }
    }
    closing
}

/// OpenAPI 3.0's `nullable`. It belongs to `type`; beside a union alone it is meant for the whole, and taken so.
fn finish(node: &Node, dialect: Dialect, mut out: Map<String, Value>) -> Value {
    if dialect != Dialect::OpenApi30 || !is_true(node, "nullable") {
        return Value::Object(out);
    }
    if let Some(kind) = out.get_mut("type") {
        if kind.is_string() {
            *kind = json!([kind, "null"]);
        }
        return Value::Object(out);
    }
    if ["allOf", "anyOf", "oneOf"].iter().any(|key| out.contains_key(*key)) {
        return json!({ "anyOf": [out, { "type": "null" }] });
    }
    Value::Object(out)
}

fn twice(name: &Node) -> Diagnostic {
    Diagnostic::new(Code::BadSchema, "a required property is named twice").at(name.span, "again here").warning()
}

fn is_json_text(media_type: &Node) -> bool {
    media_type.as_str().is_some_and(|media_type| is_json(&media_type.to_ascii_lowercase()))
}

fn is_true(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::as_bool).unwrap_or(false)
}

fn has(names: &[String], name: &str) -> bool {
    names.iter().any(|hidden| hidden == name)
}
