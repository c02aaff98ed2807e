//! Which properties an object gets, and what judges each of them.

use std::collections::HashSet;

use serde_json::Value;

use crate::contract::generate::book::Book;
use crate::contract::generate::branch::{Order, settle};
use crate::contract::generate::demand::Demand;
use crate::contract::generate::fit::{Fit, size, strings};
use crate::contract::generate::hir::Length;
use crate::contract::generate::names::Names;
use crate::contract::generate::pattern::Writable;
use crate::contract::generate::scene::Scene;
use crate::contract::generate::text::Wanted;
use crate::contract::schema::bundle::DISCRIMINATOR;

/// More properties than these are not made up.
const MAX_PROPERTIES: usize = 2_000;
/// How many names are made up to find one that is allowed.
const NAME_TRIES: usize = 8;

/// One property to make.
#[derive(Debug)]
pub struct Property<'b> {
    /// Its name.
    pub name: String,
    /// What judges its value.
    pub schemas: Vec<&'b Value>,
    /// Whether the object would be wrong without it.
    pub required: bool,
    /// What a discriminator wants it to be, the best first.
    pub pins: Vec<String>,
}

/// The properties of an object: those required, and at most `optional` others, in the order in which the schemas speak
/// of them. The demand grows by what goes with them.
pub fn properties<'b>(
    book: &Book<'b>,
    fit: &Fit<'b>,
    demand: &mut Demand<'b>,
    optional: usize,
    order: Order,
    rng: &mut fastrand::Rng,
) -> Vec<Property<'b>> {
    let mut planner =
        Planner { book, fit, order, rng, required: Vec::new(), chosen: Vec::new(), known: HashSet::new() };
    planner.require(demand);
    let most = demand.all("maxProperties").filter_map(size).min().unwrap_or(usize::MAX);
    let least = demand.all("minProperties").filter_map(size).max().unwrap_or(0).min(MAX_PROPERTIES);
    let optional = optional.max(least).min(most.saturating_sub(planner.required.len()));
    planner.describe(demand, optional);
    let mapping = optional > 0 && demand.all("properties").next().is_none();
    planner.invent(demand, least.max(usize::from(mapping).min(most)));
    let pins = pins(book, demand);
    let property = |name: String| Property {
        schemas: demand.property(&name),
        required: planner.required.contains(&name),
        pins: pins.iter().filter(|(pinned, _)| *pinned == name).flat_map(|(_, values)| values.clone()).collect(),
        name,
    };
    planner.chosen.into_iter().map(property).collect()
}

struct Planner<'p, 'b> {
    book: &'p Book<'b>,
    fit: &'p Fit<'b>,
    order: Order,
    rng: &'p mut fastrand::Rng,
    required: Vec<String>,
    chosen: Vec<String>,
    known: HashSet<String>,
}

impl<'b> Planner<'_, 'b> {
    /// Finds out what is required, and what that brings with it.
    fn require(&mut self, demand: &mut Demand<'b>) {
        let mut known: HashSet<String> = HashSet::new();
        loop {
            let mut names: Vec<String> = demand.all("required").flat_map(strings).map(str::to_owned).collect();
            for (name, needed) in demand.entries("dependentRequired") {
                if known.contains(name) {
                    names.extend(strings(needed).map(str::to_owned));
                }
            }
            let before = self.required.len();
            self.required.extend(names.into_iter().filter(|name| known.insert(name.clone())));
            let grown = self.grow(demand, &known);
            if self.required.len() == before && !grown {
                return;
            }
        }
    }

    /// Adds the schemas that depend on properties that are there; says whether there was one.
    fn grow(&mut self, demand: &mut Demand<'b>, present: &HashSet<String>) -> bool {
        let before = demand.views.len();
        let dependent: Vec<&Value> = demand
            .entries("dependentSchemas")
            .filter(|(name, _)| present.contains(*name))
            .map(|(_, schema)| schema)
            .collect();
        for schema in dependent {
            let under = demand.views.iter().position(|view| {
                let all = view.keywords.get("dependentSchemas").and_then(Value::as_object);
                all.is_some_and(|all| all.values().any(|one| std::ptr::eq(one, schema)))
            });
            demand.add(self.book, schema, under);
        }
        if demand.views.len() > before {
            *demand = settle(self.book, self.fit, std::mem::take(demand), self.order, self.rng);
        }
        demand.views.len() > before
    }

    /// Takes what the schemas describe, in their order.
    fn describe(&mut self, demand: &mut Demand<'b>, mut optional: usize) {
        let mut described: Vec<&'b String> = demand.entries("properties").map(|(name, _)| name).collect();
        // What comes with a property may describe more of them.
        let mut next = 0;
        while let Some(name) = described.get(next).copied() {
            next += 1;
            if self.known.contains(name) {
                continue;
            }
            let required = self.required.contains(name);
            if required || optional > 0 && self.admits(demand, name) {
                optional -= usize::from(!required && optional > 0);
                self.take(name.clone());
                described.extend(demand.entries("properties").skip(described.len()).map(|(name, _)| name));
            }
        }
        for name in std::mem::take(&mut self.required) {
            self.take(name.clone());
            self.required.push(name);
        }
    }

    fn take(&mut self, name: String) {
        if self.known.insert(name.clone()) {
            self.chosen.push(name);
        }
    }

    /// Whether an optional property can be there; what it brings with it then is.
    fn admits(&mut self, demand: &mut Demand<'b>, name: &String) -> bool {
        if !self.is_possible(demand, name) {
            return false;
        }
        let depends = |keyword| demand.entries(keyword).any(|(depending, _)| depending == name);
        if depends("dependentRequired") || depends("dependentSchemas") {
            let before = (demand.clone(), self.required.clone());
            let this = serde_json::json!([name]);
            self.required.extend(strings(&this).map(str::to_owned));
            let mut present: HashSet<String> = self.required.iter().cloned().collect();
            self.close(demand, &mut present);
            if !demand.is_possible(self.book, self.fit)
                || self.required.iter().any(|name| !before.1.contains(name) && !self.is_possible(demand, name))
            {
                (*demand, self.required) = before;
                return false;
            }
        }
        true
    }

    fn close(&mut self, demand: &mut Demand<'b>, present: &mut HashSet<String>) {
        loop {
            let needed: Vec<String> = demand
                .entries("dependentRequired")
                .filter(|(name, _)| present.contains(*name))
                .flat_map(|(_, needed)| strings(needed))
                .chain(demand.all("required").flat_map(strings))
                .filter(|name| !present.contains(*name))
                .map(str::to_owned)
                .collect();
            let before = present.len();
            for name in needed {
                if present.insert(name.clone()) {
                    self.required.push(name);
                }
            }
            if present.len() == before && !self.grow(demand, present) {
                return;
            }
        }
    }

    fn is_possible(&self, demand: &Demand<'b>, name: &str) -> bool {
        let names: Vec<&Value> = demand.all("propertyNames").collect();
        if !names.is_empty() && !self.fit.all(&names, &Value::String(name.to_owned())) {
            return false;
        }
        match demand.property(name).as_slice() {
            [] => true,
            [one] => **one != Value::Bool(false),
            all => Demand::of(self.book, all).is_possible(self.book, self.fit),
        }
    }

    /// Makes names up until there are as many properties as there must be.
    fn invent(&mut self, demand: &mut Demand<'b>, least: usize) {
        if self.chosen.len() >= least {
            return;
        }
        let patterns: Vec<&str> = demand.entries("patternProperties").map(|(pattern, _)| pattern.as_str()).collect();
        let writable: Vec<Writable<'_>> = patterns.into_iter().filter_map(Writable::parse).collect();
        let rules: Vec<&Value> = demand.all("propertyNames").collect();
        let rules = settle(self.book, self.fit, Demand::of(self.book, &rules), self.order, self.rng);
        let listed: Vec<String> =
            rules.options(self.fit).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        let wanted = Wanted::of(&rules);
        let free = rules.views.is_empty();
        let length = Length { least: 0, most: 100 };
        let mut misses = 0;
        for number in 1.. {
            if self.chosen.len() >= least || misses > NAME_TRIES {
                break;
            }
            let mut names: Vec<String> = listed.clone();
            names.extend(writable.iter().filter_map(|one| one.write(length, self.rng)));
            if free {
                names.push(format!("property{number}"));
            } else {
                let scene = Scene::new(self.rng);
                names.extend(wanted.write(Names::default(), &scene, self.rng));
            }
            let found = names.into_iter().find(|name| !self.known.contains(name) && self.is_possible(demand, name));
            match found {
                Some(name) => {
                    misses = 0;
                    self.admits(demand, &name);
                    self.take(name);
                }
                None => misses += 1,
            }
        }
    }
}

/// What discriminators want properties to be: the value that stands for a schema that was entered.
fn pins<'b>(book: &Book<'b>, demand: &Demand<'b>) -> Vec<(&'b str, Vec<String>)> {
    let pin = |discriminator: &'b Value| {
        let property = discriminator.get("property")?.as_str()?;
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let mapped = |piece: usize| {
            // What is written comes after what goes without saying.
            let values = mapping.into_iter().flatten().rev();
            values.filter(move |(_, target)| {
                target.as_str().and_then(|target| book.piece(target)).is_some_and(|(number, _)| number == piece)
            })
        };
        let explicit = demand.pieces.iter().flat_map(|piece| mapped(*piece)).map(|(value, _)| value.clone());
        let implicit = demand.pieces.iter().filter_map(|piece| book.name(*piece)).map(|name| name.into_owned());
        Some((property, explicit.chain(implicit).collect()))
    };
    demand.all(DISCRIMINATOR).filter_map(pin).collect()
}
