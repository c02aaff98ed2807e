//! Properties that a schema does not mention, in a value that fits it.
//!
//! JSON Schema takes any property that it doesn't forbid. A contract that says nothing of a property doesn't promise
//! it either, so it is worth a word. A schema that says nothing of properties at all leaves them open.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::contract::schema::bundle::Bundle;
use crate::contract::schema::compile::Compiler;
use crate::contract::schema::licence::{Id, Mention, mentions};
use crate::value::json::push_token;

/// Which properties a schema mentions.
#[derive(Debug)]
pub struct Licences {
    mentions: Vec<Mention>,
}

impl Licences {
    /// Those of a bundle's schemas.
    pub fn of(bundle: &Bundle) -> Licences {
        Licences { mentions: mentions(&bundle.value, bundle.origins.len()) }
    }

    /// JSON Pointers of the properties that one piece of the bundle does not mention.
    pub fn undocumented(&self, compiler: &Arc<Compiler>, piece: usize, value: &Value) -> Vec<String> {
        let mut walk = Walk { licences: self, compiler, path: Vec::new(), found: Vec::new() };
        walk.value(value, &[piece]);
        walk.found
    }
}

struct Walk<'l, 'v> {
    licences: &'l Licences,
    compiler: &'l Arc<Compiler>,
    path: Vec<Step<'v>>,
    found: Vec<String>,
}

enum Step<'v> {
    Key(&'v str),
    Index(usize),
}

impl<'l, 'v> Walk<'l, 'v> {
    fn value(&mut self, value: &'v Value, ids: &[Id]) {
        let mentions = &self.licences.mentions;
        if !matches!(value, Value::Object(_) | Value::Array(_)) || ids.iter().all(|&id| mentions[id].leaf) {
            return;
        }
        // Nearly always one schema says all there is to say.
        if let [id] = ids
            && !mentions[*id].depends
        {
            self.inside(value, &mentions[*id].views);
            return;
        }
        let mut views = Vec::new();
        for &id in ids {
            self.view(id, value, &mut views);
        }
        self.inside(value, &views);
    }

    /// Adds all the schemas that judge this very value.
    fn view(&self, id: Id, value: &Value, views: &mut Vec<Id>) {
        if views.contains(&id) {
            return;
        }
        views.push(id);
        let mention = &self.licences.mentions[id];
        for &here in &mention.here {
            self.view(here, value, views);
        }
        for union in &mention.unions {
            let mut fitting: Vec<_> = union.iter().filter(|branch| !branch.is_excluded(value)).collect();
            // The value as a whole fits, so the only alternative left must be the one.
            if fitting.len() > 1 {
                fitting.retain(|branch| branch.fits(self.compiler, value));
            }
            let ids: Vec<Id> = match fitting.is_empty() {
                true => union.iter().map(|branch| branch.id).collect(),
                false => fitting.iter().map(|branch| branch.id).collect(),
            };
            ids.into_iter().for_each(|id| self.view(id, value, views));
        }
        if let Some(conditional) = &mention.conditional {
            conditional.holding(self.compiler, value).for_each(|id| self.view(id, value, views));
        }
        for (name, id) in &mention.dependents {
            if value.get(&**name).is_some() {
                self.view(*id, value, views);
            }
        }
    }

    fn inside(&mut self, value: &'v Value, views: &[Id]) {
        match value {
            Value::Object(map) => self.object(map, views),
            Value::Array(elements) => self.array(elements, views),
            _ => {}
        }
    }

    fn object(&mut self, map: &'v Map<String, Value>, views: &[Id]) {
        let mentions = &self.licences.mentions;
        if !views.iter().any(|&id| mentions[id].properties_matter) {
            return;
        }
        let mut ids: Vec<Id> = Vec::new();
        for (name, value) in map {
            ids.clear();
            let mut known = false;
            for &id in views {
                known |= mentions[id].licenses(name, &mut ids);
            }
            if !known {
                self.report(name);
            } else if !ids.is_empty() && (value.is_object() || value.is_array()) {
                self.path.push(Step::Key(name));
                self.value(value, &ids);
                self.path.pop();
            }
        }
    }

    fn array(&mut self, elements: &'v [Value], views: &[Id]) {
        let mentions = &self.licences.mentions;
        let mut ids: Vec<Id> = Vec::new();
        for (index, value) in elements.iter().enumerate() {
            ids.clear();
            for mention in views.iter().map(|&id| &mentions[id]) {
                ids.extend(mention.prefix.get(index).copied().or(mention.items));
                ids.extend(mention.contains);
            }
            if ids.is_empty() {
                continue;
            }
            self.path.push(Step::Index(index));
            self.value(value, &ids);
            self.path.pop();
        }
    }

    fn report(&mut self, name: &str) {
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => push_token(&mut pointer, key),
                Step::Index(index) => push_token(&mut pointer, &index.to_string()),
            }
        }
        push_token(&mut pointer, name);
        self.found.push(pointer);
    }
}

impl Mention {
    /// Whether a property is mentioned; the schemas of its value are added to `ids`.
    fn licenses(&self, name: &str, ids: &mut Vec<Id>) -> bool {
        let mut known = self.open;
        let mut named = false;
        if let Some(&id) = self.properties.get(name) {
            ids.push(id);
            named = true;
        }
        for (pattern, id) in &self.patterns {
            if pattern.is_match(name) {
                ids.push(*id);
                named = true;
            }
        }
        if !named {
            ids.extend(self.additional);
        }
        known |= named;
        known
    }
}
