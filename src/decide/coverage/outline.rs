//! What a schema documents, laid out as a tree of places: the properties at any depth and the values of every `enum`.
//!
//! All alternatives of a union are laid over each other, since a reader of the documentation finds a property in any of
//! them. A schema that contains itself is laid out once on the way down, so the tree ends.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::contract::document::Documents;
use crate::contract::schema::bundle::Bundle;
use crate::value::codec::quote_path_text;
use crate::value::json;

/// How many places of one schema are looked at; the shallow ones come first.
const MAX_NODES: usize = 2_000;

/// The places of a schema. The first one is the whole value.
#[derive(Debug, Default)]
pub struct Outline {
    /// The places.
    pub nodes: Vec<Node>,
    /// The values of all enums.
    pub values: Vec<Listed>,
    /// Whether there are further places that nobody looks at.
    pub is_cut: bool,
}

/// A place.
#[derive(Debug, Default)]
pub struct Node {
    /// The place around it.
    pub parent: Option<usize>,
    /// `$.items[*].price`; `.*` is any key of a mapping with free keys.
    pub path: String,
    /// Whether it is a property, and so a row; elements of lists and the whole value are none.
    pub is_property: bool,
    /// Where it is documented: `api.yaml:12`.
    pub line: Option<String>,
    /// What is under documented names.
    pub properties: HashMap<Box<str>, usize>,
    /// What is under other names.
    pub rest: Option<usize>,
    /// Elements.
    pub items: Option<usize>,
    /// Its values in [`Outline::values`], from and to.
    pub values: (usize, usize),
}

/// A value of an `enum`.
#[derive(Debug)]
pub struct Listed {
    /// The place that it can stand at.
    pub node: usize,
    /// The value.
    pub value: Value,
}

impl Outline {
    /// Of the piece of a bundle with this number.
    pub fn of(bundle: &Bundle, number: usize, documents: &Documents) -> Outline {
        let pointer = format!("/$defs/{number}");
        let Some(schema) = bundle.get(&pointer) else { return Outline::default() };
        let mut drawing = Drawing { bundle, documents, outline: Outline::default(), open: VecDeque::new() };
        let root = Node { path: "$".to_owned(), ..Node::default() };
        drawing.add(root, vec![View { schema, pointer }], Rc::default());
        drawing.all();
        drawing.outline
    }

    /// Everything under a node.
    pub fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        let node = &self.nodes[node];
        node.properties.values().copied().chain(node.rest).chain(node.items)
    }

    /// The places from the top down, what is under one before the next beside it.
    pub fn in_order(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut open: Vec<usize> = if self.nodes.is_empty() { Vec::new() } else { vec![0] };
        while let Some(node) = open.pop() {
            order.push(node);
            let mut children: Vec<usize> = self.children(node).collect();
            children.sort_unstable_by_key(|&child| std::cmp::Reverse(child));
            open.extend(children);
        }
        order
    }

    /// Calls `node` for every place that a value has, and `value` for every listed value that stands in it.
    pub fn visit(&self, body: &Value, node: &mut dyn FnMut(usize), value: &mut dyn FnMut(usize)) {
        if !self.nodes.is_empty() {
            self.visit_at(0, body, node, value);
        }
    }

    fn visit_at(&self, at: usize, body: &Value, node: &mut dyn FnMut(usize), value: &mut dyn FnMut(usize)) {
        node(at);
        let here = &self.nodes[at];
        let (from, to) = here.values;
        if let Some(found) = self.values[from..to].iter().position(|listed| json::equal(&listed.value, body)) {
            value(from + found);
        }
        match body {
            Value::Object(map) => {
                for (key, inner) in map {
                    if let Some(child) = here.properties.get(key.as_str()).copied().or(here.rest) {
                        self.visit_at(child, inner, node, value);
                    }
                }
            }
            Value::Array(elements) => {
                if let Some(child) = here.items {
                    elements.iter().for_each(|element| self.visit_at(child, element, node, value));
                }
            }
            _ => {}
        }
    }
}

/// A schema that judges the value at a place, and where it is in its bundle.
#[derive(Clone)]
struct View<'b> {
    schema: &'b Value,
    pointer: String,
}

impl<'b> View<'b> {
    fn under(&self, schema: &'b Value, tokens: &[&str]) -> View<'b> {
        let mut pointer = self.pointer.clone();
        tokens.iter().for_each(|token| json::push_token(&mut pointer, token));
        View { schema, pointer }
    }
}

/// The schemas that are open on the way down to a place.
#[derive(Default)]
struct Above<'b> {
    schemas: Vec<&'b Value>,
    above: Option<Rc<Above<'b>>>,
}

impl Above<'_> {
    fn has(&self, schema: &Value) -> bool {
        self.schemas.iter().any(|known| std::ptr::eq(*known, schema))
            || self.above.as_ref().is_some_and(|above| above.has(schema))
    }
}

struct Drawing<'b, 'd> {
    bundle: &'b Bundle,
    documents: &'d Documents,
    outline: Outline,
    /// Places that were not looked into yet: what judges them, and what is open above them.
    open: VecDeque<(usize, Vec<View<'b>>, Rc<Above<'b>>)>,
}

/// What stands under one place, by what it is called there.
#[derive(Default)]
struct Inside<'b> {
    properties: Vec<(&'b str, Vec<View<'b>>)>,
    rest: Vec<View<'b>>,
    items: Vec<View<'b>>,
}

impl<'b> Drawing<'b, '_> {
    fn add(&mut self, node: Node, views: Vec<View<'b>>, above: Rc<Above<'b>>) -> usize {
        let index = self.outline.nodes.len();
        self.outline.nodes.push(node);
        self.open.push_back((index, views, above));
        index
    }

    fn all(&mut self) {
        while let Some((node, views, above)) = self.open.pop_front() {
            let mut open = Vec::new();
            for view in views {
                self.expand(view, &above, &mut open);
            }
            self.values(node, &open);
            let mut inside = Inside::default();
            open.iter().for_each(|view| look_inside(view, &mut inside));
            let schemas = open.iter().map(|view| view.schema).filter(|schema| schema.is_object()).collect();
            self.lay_out(node, inside, &Rc::new(Above { schemas, above: Some(above) }));
        }
    }

    /// Adds a schema and all that judge the same value in any case or in some.
    fn expand(&self, view: View<'b>, above: &Above<'b>, open: &mut Vec<View<'b>>) {
        let is_known = |schema: &Value| open.iter().any(|known| std::ptr::eq(known.schema, schema));
        if !view.schema.is_object() || above.has(view.schema) || is_known(view.schema) {
            return;
        }
        open.push(view.clone());
        if let Some(target) = view.schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'))
            && let Some(schema) = self.bundle.get(target)
        {
            self.expand(View { schema, pointer: target.to_owned() }, above, open);
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            for (index, schema) in list(view.schema, key).iter().enumerate() {
                self.expand(view.under(schema, &[key, &index.to_string()]), above, open);
            }
        }
        for key in ["then", "else"] {
            if let Some(schema) = view.schema.get(key) {
                self.expand(view.under(schema, &[key]), above, open);
            }
        }
        for (name, schema) in map(view.schema, "dependentSchemas") {
            self.expand(view.under(schema, &["dependentSchemas", name]), above, open);
        }
    }

    /// The values that schemas list. Several constants side by side are a list, too, with a description for each.
    fn values(&mut self, node: usize, open: &[View<'b>]) {
        let from = self.outline.values.len();
        let constants: Vec<&Value> = open.iter().filter_map(|view| view.schema.get("const")).collect();
        let constants = if constants.len() > 1 { constants } else { Vec::new() };
        let listed = open.iter().flat_map(|view| list(view.schema, "enum"));
        for value in listed.chain(constants) {
            if !self.outline.values[from..].iter().any(|known| json::equal(&known.value, value)) {
                self.outline.values.push(Listed { node, value: value.clone() });
            }
        }
        self.outline.nodes[node].values = (from, self.outline.values.len());
    }

    fn lay_out(&mut self, parent: usize, inside: Inside<'b>, above: &Rc<Above<'b>>) {
        for (name, views) in inside.properties {
            let Some(child) = self.child(parent, &step(name), views, above) else { return };
            self.outline.nodes[child].is_property = true;
            self.outline.nodes[parent].properties.insert(name.into(), child);
        }
        if !inside.rest.is_empty() {
            let Some(child) = self.child(parent, ".*", inside.rest, above) else { return };
            self.outline.nodes[child].is_property = true;
            self.outline.nodes[parent].rest = Some(child);
        }
        if !inside.items.is_empty() {
            self.outline.nodes[parent].items = self.child(parent, "[*]", inside.items, above);
        }
    }

    fn child(&mut self, parent: usize, step: &str, views: Vec<View<'b>>, above: &Rc<Above<'b>>) -> Option<usize> {
        if self.outline.nodes.len() >= MAX_NODES {
            self.outline.is_cut = true;
            return None;
        }
        let path = format!("{}{step}", self.outline.nodes[parent].path);
        let line = views.first().and_then(|view| self.line(&view.pointer));
        Some(self.add(Node { parent: Some(parent), path, line, ..Node::default() }, views, above.clone()))
    }

    fn line(&self, pointer: &str) -> Option<String> {
        let place = self.bundle.place(pointer)?;
        let span = self.documents.node(&place).map_or_else(|| self.documents.span(&place), |node| node.span);
        self.documents.line(span)
    }
}

/// What a schema says about the inside of a value. A property with the schema `false` has no place there.
fn look_inside<'b>(view: &View<'b>, inside: &mut Inside<'b>) {
    for (name, schema) in map(view.schema, "properties").filter(|(_, schema)| **schema != Value::Bool(false)) {
        let view = view.under(schema, &["properties", name]);
        match inside.properties.iter_mut().find(|(known, _)| *known == name) {
            Some((_, views)) => views.push(view),
            None => inside.properties.push((name, vec![view])),
        }
    }
    for (pattern, schema) in map(view.schema, "patternProperties") {
        inside.rest.push(view.under(schema, &["patternProperties", pattern]));
    }
    for key in ["additionalProperties", "unevaluatedProperties"] {
        inside
            .rest
            .extend(view.schema.get(key).filter(|schema| schema.is_object()).map(|schema| view.under(schema, &[key])));
    }
    for (index, schema) in list(view.schema, "prefixItems").iter().enumerate() {
        inside.items.push(view.under(schema, &["prefixItems", &index.to_string()]));
    }
    inside.items.extend(
        view.schema.get("items").filter(|schema| schema.is_object()).map(|schema| view.under(schema, &["items"])),
    );
}

fn list<'b>(schema: &'b Value, key: &str) -> &'b [Value] {
    schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn map<'b>(schema: &'b Value, key: &str) -> impl Iterator<Item = (&'b str, &'b Value)> {
    let entries = schema.get(key).and_then(Value::as_object);
    entries.into_iter().flat_map(Map::iter).map(|(name, schema)| (name.as_str(), schema))
}

/// A key as a step of a path: `.price`, `['a b']`.
pub fn step(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if plain { format!(".{name}") } else { format!("[{}]", quote_path_text(name)) }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Outline;
    use crate::contract::dialect::{Dialect, Direction};
    use crate::contract::fixture::schemas;
    use crate::contract::place::Place;
    use crate::contract::schema::bundle::{Extent, bundle};

    fn outline(components: &str) -> Outline {
        let contract = schemas(components);
        let place = Place { document: 0, pointer: "/components/schemas/Root".into() };
        let bundle = bundle(&contract.documents, &[place], Dialect::Draft202012, Direction::Response, Extent::REACHED)
            .expect("small");
        Outline::of(&bundle, 0, &contract.documents)
    }

    fn paths(outline: &Outline) -> Vec<&str> {
        outline.nodes.iter().filter(|node| node.is_property).map(|node| node.path.as_str()).collect()
    }

    #[test]
    fn properties_are_found_through_everything_a_schema_is_made_of() {
        let outline = outline(
            "Root:
  allOf: [{ $ref: '#/components/schemas/Base' }]
  properties:
    items: { type: array, items: { properties: { price: { type: number } } } }
    by-id: { additionalProperties: { properties: { n: {} } } }
    hidden: { type: string, writeOnly: true }
    kind: { oneOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }
Base: { properties: { id: { type: integer } } }",
        );
        let in_order = outline.in_order().into_iter().map(|node| outline.nodes[node].path.as_str());
        assert_eq!(
            in_order.collect::<Vec<_>>().join(" "),
            "$ $.items $.items[*] $.items[*].price $['by-id'] $['by-id'].* $['by-id'].*.n $.kind $.kind.a $.kind.b $.id"
        );
        let line = |path: &str| outline.nodes.iter().find(|node| node.path == path).and_then(|node| node.line.clone());
        assert_eq!(line("$.items[*].price").as_deref(), Some("api.yaml:8"));
        assert_eq!(line("$.id").as_deref(), Some("api.yaml:12"));
    }

    #[test]
    fn a_schema_that_contains_itself_is_laid_out_once() {
        let outline = outline(
            "Root: { properties: { name: {}, children: { items: { $ref: '#/components/schemas/Root' } }, other: { $ref: '#/components/schemas/Other' } } }
Other: { properties: { root: { $ref: '#/components/schemas/Root' }, id: {} } }",
        );
        assert_eq!(paths(&outline), ["$.name", "$.children", "$.other", "$.other.root", "$.other.id"]);
    }

    #[test]
    fn places_and_listed_values_are_found_in_a_body() {
        let outline = outline(
            "Root:
  items:
    properties:
      state: { enum: [open, paid, null] }
      size: { oneOf: [{ const: 1, title: small }, { const: 2, title: large }] }
      fixed: { const: x }
      map: { additionalProperties: { enum: [1] } }",
        );
        let (mut places, mut values): (Vec<&str>, Vec<&Value>) = (Vec::new(), Vec::new());
        let body = json!([{ "state": "paid", "map": { "k": 1.0 } }, { "state": null, "size": 3, "more": 1 }]);
        outline.visit(&body, &mut |node| places.push(&outline.nodes[node].path), &mut |value| {
            values.push(&outline.values[value].value)
        });
        places.sort_unstable();
        places.dedup();
        assert_eq!(places, ["$", "$[*]", "$[*].map", "$[*].map.*", "$[*].size", "$[*].state"]);
        assert_eq!(values, [&json!("paid"), &json!(1), &json!(null)]);
        assert_eq!(outline.values.len(), 6);
    }

    #[test]
    fn a_schema_without_end_is_cut_breadth_first() {
        let many: String = (0..60).map(|n| format!("    p{n}: {{ $ref: '#/components/schemas/S{n}' }}\n")).collect();
        let inner: String = (0..60).map(|n| format!("S{n}:\n  properties:\n{many}")).collect();
        let outline = outline(&format!("Root:\n  properties:\n{many}{inner}"));
        assert!(outline.is_cut);
        assert_eq!(outline.nodes.len(), super::MAX_NODES);
        assert!(outline.nodes[..61].iter().skip(1).all(|node| node.parent == Some(0)));
    }
}
