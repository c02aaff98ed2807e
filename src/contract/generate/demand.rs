//! All that one value has to satisfy: schemas that judge the same value, side by side.
//!
//! Nothing is merged into a new schema. Every schema stays as it is written, so `additionalProperties` means the
//! `properties` beside it and `unevaluatedProperties` what stands under it; where two say something of one property,
//! both judge it.

use serde_json::Value;

use crate::contract::generate::book::{Book, Keywords};
use crate::contract::generate::expression::is_found;
use crate::contract::generate::fit::Fit;
use crate::contract::generate::kind::{Kind, Kinds};
use crate::contract::schema::bundle::DISCRIMINATOR;

/// More schemas than these are not laid side by side; the compiled schema has the last word anyway.
const MAX_VIEWS: usize = 256;
/// How deep the schemas of required properties are gone into to see that they clash.
const CLASH_DEPTH: usize = 2;

/// Schemas that all judge one value.
#[derive(Clone, Debug, Default)]
pub struct Demand<'b> {
    /// The schemas, references and `allOf` followed.
    pub views: Vec<View<'b>>,
    /// The pieces of the bundle that were entered, the outermost first.
    pub pieces: Vec<usize>,
    /// Schemas that must not fit.
    pub avoid: Vec<&'b Value>,
    /// Choices that are still to be made.
    pub open: Vec<Union<'b>>,
    /// Whether one of the schemas is `false`.
    pub never: bool,
}

/// One of the schemas.
#[derive(Clone, Copy, Debug)]
pub struct View<'b> {
    /// What it says.
    pub keywords: &'b Keywords,
    /// The view that it stands under.
    under: Option<usize>,
}

/// A choice between schemas for the same value.
#[derive(Clone, Copy, Debug)]
pub struct Union<'b> {
    /// The view that has it.
    pub view: usize,
    /// Its keywords.
    pub keywords: &'b Keywords,
    /// What kind of choice it is.
    pub choice: Choice,
}

/// Kinds of [`Union`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// `anyOf`
    Any,
    /// `oneOf`
    One,
    /// `if`, with `then` or `else`
    If,
    /// The schemas that a discriminator names, where no `oneOf` or `anyOf` lists them.
    Mapping,
}

impl<'b> Demand<'b> {
    /// What these schemas ask for together; choices are left open.
    pub fn of(book: &Book<'b>, schemas: &[&'b Value]) -> Demand<'b> {
        let mut demand = Demand::default();
        for schema in schemas {
            demand.add(book, schema, None);
        }
        demand
    }

    /// Adds a schema, which stands under one of the views or by itself.
    pub fn add(&mut self, book: &Book<'b>, schema: &'b Value, under: Option<usize>) {
        // By hand rather than by recursion: a description may chain thousands of references.
        let mut queue = vec![(schema, under)];
        while let Some((schema, under)) = queue.pop() {
            let Value::Object(keywords) = schema else {
                self.never |= schema == &Value::Bool(false);
                continue;
            };
            let known = self.views.iter().any(|view| std::ptr::eq(view.keywords, keywords));
            if known || self.views.len() >= MAX_VIEWS {
                continue;
            }
            let view = self.views.len();
            self.views.push(View { keywords, under });
            let parts = keywords.get("allOf").and_then(Value::as_array).into_iter().flatten();
            queue.extend(parts.rev().map(|part| (part, Some(view))));
            if let Some((number, target)) = book.target(keywords) {
                self.pieces.push(number);
                queue.push((target, Some(view)));
            }
            self.leave_open(view, keywords);
        }
    }

    fn leave_open(&mut self, view: usize, keywords: &'b Keywords) {
        self.avoid.extend(keywords.get("not"));
        let (any, one) = (keywords.contains_key("anyOf"), keywords.contains_key("oneOf"));
        let conditional = keywords.contains_key("if") && ["then", "else"].iter().any(|key| keywords.contains_key(*key));
        let mapping = !any && !one && keywords.contains_key(DISCRIMINATOR);
        let found = [(any, Choice::Any), (one, Choice::One), (conditional, Choice::If), (mapping, Choice::Mapping)];
        let found = found.into_iter().filter(|(there, _)| *there);
        self.open.extend(found.map(|(_, choice)| Union { view, keywords, choice }));
    }

    /// The values of a keyword, one of each schema that has it.
    pub fn all<'d>(&'d self, keyword: &'d str) -> impl Iterator<Item = &'b Value> + 'd {
        self.views.iter().filter_map(move |view| view.keywords.get(keyword))
    }

    /// The entries under a keyword that holds a mapping.
    pub fn entries<'d>(&'d self, keyword: &'d str) -> impl Iterator<Item = (&'b String, &'b Value)> + 'd {
        self.all(keyword).filter_map(Value::as_object).flatten()
    }

    /// The types that all allow.
    pub fn kinds(&self) -> Kinds {
        self.views.iter().fold(Kinds::ALL, |kinds, view| kinds.and(Kinds::of(view.keywords)))
    }

    /// What `const` and `enum` leave; `None` when neither is there.
    pub fn options(&self, fit: &Fit<'b>) -> Option<Vec<&'b Value>> {
        let constant = self.all("const").next().map(|constant| vec![constant]);
        let listed = || Some(self.all("enum").next()?.as_array()?.iter().collect());
        let options: Vec<&Value> = constant.or_else(listed)?;
        let fits = |option: &&Value| self.views.iter().all(|view| fit.own(view.keywords, option));
        Some(options.into_iter().filter(fits).collect())
    }

    /// Whether nothing here rules out every value at first sight.
    pub fn is_possible(&self, book: &Book<'b>, fit: &Fit<'b>) -> bool {
        self.is_possible_to(book, fit, CLASH_DEPTH)
    }

    fn is_possible_to(&self, book: &Book<'b>, fit: &Fit<'b>, depth: usize) -> bool {
        fit.step();
        if self.never || self.kinds().is_empty() || self.options(fit).is_some_and(|options| options.is_empty()) {
            return false;
        }
        let avoids_all =
            |schema: &&Value| **schema == Value::Bool(true) || schema.as_object().is_some_and(Keywords::is_empty);
        if self.avoid.iter().any(|schema| avoids_all(&schema)) {
            return false;
        }
        let is_object = !self.kinds().is_all() && self.kinds().has(Kind::Object);
        if depth == 0 || !is_object && self.all("required").next().is_none() {
            return true;
        }
        let required = self.all("required").filter_map(Value::as_array).flatten().filter_map(Value::as_str);
        let mut required = required.take(100);
        required.all(|name| {
            let schemas = self.property(name);
            match schemas.as_slice() {
                [] => true,
                [one] => **one != Value::Bool(false),
                all => fit.is_spent() || Demand::of(book, all).is_possible_to(book, fit, depth - 1),
            }
        })
    }

    /// Every schema that judges a property of this name.
    pub fn property(&self, name: &str) -> Vec<&'b Value> {
        let mut schemas: Vec<&'b Value> = Vec::new();
        let mut covered = vec![false; self.views.len()];
        for (view, covered) in self.views.iter().zip(&mut covered) {
            let own = view.keywords.get("properties").and_then(|properties| properties.get(name));
            let patterns = view.keywords.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
            let before = schemas.len();
            schemas.extend(own);
            schemas.extend(
                patterns.filter(|(pattern, _)| is_found(pattern, name) == Some(true)).map(|(_, schema)| schema),
            );
            if schemas.len() == before {
                schemas.extend(view.keywords.get("additionalProperties"));
            }
            *covered = schemas.len() > before;
        }
        self.unevaluated("unevaluatedProperties", &covered, &mut schemas);
        schemas.retain(|schema| **schema != Value::Bool(true));
        schemas
    }

    /// Every schema that judges the element at a position.
    pub fn element(&self, index: usize) -> Vec<&'b Value> {
        let mut schemas: Vec<&'b Value> = Vec::new();
        let mut covered = vec![false; self.views.len()];
        for (view, covered) in self.views.iter().zip(&mut covered) {
            let prefix = view.keywords.get("prefixItems").and_then(|prefix| prefix.get(index));
            let schema = prefix.or_else(|| view.keywords.get("items"));
            schemas.extend(schema);
            *covered = schema.is_some();
        }
        self.unevaluated("unevaluatedItems", &covered, &mut schemas);
        schemas.retain(|schema| **schema != Value::Bool(true));
        schemas
    }

    /// Adds what judges that which nothing under a view speaks of.
    fn unevaluated(&self, keyword: &str, covered: &[bool], schemas: &mut Vec<&'b Value>) {
        for (index, view) in self.views.iter().enumerate() {
            let Some(schema) = view.keywords.get(keyword) else { continue };
            // A schema for unevaluated things evaluates them all for the schemas around it.
            let mut evaluates = covered.iter().enumerate();
            if !evaluates.any(|(other, &covered)| covered && self.stands_under(other, index))
                && !self.views.iter().enumerate().any(|(other, inner)| {
                    other != index && inner.keywords.contains_key(keyword) && self.stands_under(other, index)
                })
            {
                schemas.push(schema);
            }
        }
    }

    fn stands_under(&self, mut view: usize, ancestor: usize) -> bool {
        loop {
            match self.views.get(view).and_then(|view| view.under) {
                _ if view == ancestor => return true,
                Some(under) => view = under,
                None => return false,
            }
        }
    }
}
