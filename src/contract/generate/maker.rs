//! Makes one value for a schema, from the outside in.
//!
//! Work is bounded: so many values, so deep, and so many second tries in all. What could not be made so that it fits
//! at first sight is left out where it may be left out, and told where it must be there.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use crate::contract::generate::array::elements;
use crate::contract::generate::book::Book;
use crate::contract::generate::branch::{Order, settle};
use crate::contract::generate::demand::Demand;
use crate::contract::generate::fit::{Fit, size};
use crate::contract::generate::kind::{Kind, Kinds};
use crate::contract::generate::names::{self, Names};
use crate::contract::generate::number::{Wish, number};
use crate::contract::generate::object::properties;
use crate::contract::generate::scene::Scene;
use crate::contract::generate::text::Wanted;
use crate::contract::schema::bundle::CONTENT;

/// How many values are made for one, all told.
const MAX_VALUES: usize = 8_000;
/// How many of them may be optional.
pub const MAX_OPTIONAL: usize = 3_000;
/// How deep a value may nest.
const MAX_DEPTH: usize = 40;
/// How deep optional properties and elements are filled in.
const FILLED: usize = 5;
/// How often a value is tried again in its place, and how often in all.
const TRIES: (usize, usize) = (6, 300);
/// How often an element is tried again that has to differ from others.
const ELEMENT_TRIES: u32 = 12;

/// How values are made.
#[derive(Clone, Copy, Debug)]
pub struct Mode {
    /// Whether documented examples and defaults are taken.
    pub samples: bool,
    /// Whether optional properties and elements are filled in.
    pub optional: bool,
    /// Which branches are taken first.
    pub order: Order,
}

/// A value, and whether it fits at first sight.
#[derive(Clone, Debug)]
pub struct Made {
    /// The value.
    pub value: Value,
    /// Whether nothing is known to be wrong with it.
    pub sound: bool,
}

impl Made {
    fn sound(value: Value) -> Made {
        Made { value, sound: true }
    }

    fn unsound(value: Value) -> Made {
        Made { value, sound: false }
    }
}

/// Makes values from one bundle.
#[derive(Debug)]
pub struct Maker<'m, 'b> {
    book: Book<'b>,
    fit: &'m Fit<'b>,
    mode: Mode,
    rng: fastrand::Rng,
    values: usize,
    retries: usize,
}

/// What is to be made.
#[derive(Clone, Copy)]
struct Task<'t, 'b> {
    schemas: &'t [&'b Value],
    /// What examples of things around this one show here.
    hints: &'t [&'b Value],
    pins: &'t [String],
}

/// Where it is to be made.
#[derive(Clone, Copy)]
struct At<'a> {
    depth: usize,
    names: Names<'a>,
    scene: Scene,
    /// The pieces that the value around this one is made from.
    pieces: &'a [usize],
    up: Option<&'a At<'a>>,
    /// Whether it may be left out.
    optional: bool,
}

impl At<'_> {
    /// Whether this would be the third of its kind, each inside the other.
    fn repeats(&self, demand: &Demand<'_>) -> bool {
        let mut seen = 0;
        let mut at = Some(self);
        while let Some(here) = at {
            seen += usize::from(here.pieces.iter().any(|piece| demand.pieces.contains(piece)));
            at = here.up;
        }
        seen > 1
    }
}

impl<'m, 'b> Maker<'m, 'b> {
    /// A maker that makes the same for the same seed.
    pub fn new(book: Book<'b>, fit: &'m Fit<'b>, mode: Mode, seed: u64) -> Maker<'m, 'b> {
        Maker { book, fit, mode, rng: fastrand::Rng::with_seed(seed), values: 0, retries: TRIES.1 }
    }

    /// A value for the bundle's first schema.
    pub fn make(&mut self, name: &str) -> Made {
        let scene = Scene::new(&mut self.rng);
        let names = Names { own: name, around: "" };
        let at = At { depth: 0, names, scene, pieces: &[], up: None, optional: false };
        let mut share = MAX_OPTIONAL;
        self.value(Task { schemas: &[self.book.root], hints: &[], pins: &[] }, &at, &mut share)
    }

    fn value(&mut self, task: Task<'_, 'b>, at: &At<'_>, share: &mut usize) -> Made {
        self.values += 1;
        if self.values > MAX_VALUES || at.depth > MAX_DEPTH || self.fit.is_spent() {
            return Made::unsound(Value::Null);
        }
        let asked = Demand::of(&self.book, task.schemas);
        let mut last = Made::unsound(Value::Null);
        for attempt in 0..TRIES.0 {
            if attempt > 0 && self.retries == 0 {
                break;
            }
            self.retries -= usize::from(attempt > 0);
            let order = self.order(at, attempt);
            let mut demand = settle(&self.book, self.fit, asked.clone(), order, &mut self.rng);
            if at.optional && at.repeats(&demand) {
                return Made::unsound(Value::Null);
            }
            let mut here = *at;
            if attempt > 0 {
                here.scene = Scene::new(&mut self.rng);
            }
            last = self.fill(&mut demand, task, &here, share, attempt % 2 == 0);
            let choices = !asked.open.is_empty() || !demand.avoid.is_empty();
            last.sound = last.sound && (demand.avoid.is_empty() || self.fit.all(task.schemas, &last.value));
            if last.sound || !choices {
                break;
            }
        }
        last
    }

    fn order(&self, at: &At<'_>, attempt: usize) -> Order {
        match attempt {
            0 if at.depth > FILLED => Order::Shortest,
            0 => self.mode.order,
            _ => Order::Chance,
        }
    }

    fn fill(
        &mut self,
        demand: &mut Demand<'b>,
        task: Task<'_, 'b>,
        at: &At<'_>,
        share: &mut usize,
        optional: bool,
    ) -> Made {
        let pinned = task.pins.iter().map(|pin| Value::String(pin.clone()));
        if let Some(pinned) = pinned.into_iter().find(|pin| self.fit.all(task.schemas, pin)) {
            return Made::sound(pinned);
        }
        let hints = self.hints(demand, task);
        let kinds = demand.kinds();
        let hinted = hints.iter().filter_map(|hint| readable(hint, kinds));
        if let Some(hinted) = hinted.into_iter().find(|hint| self.fit.all(task.schemas, hint)) {
            return Made::sound(hinted);
        }
        if let Some(options) = demand.options(self.fit) {
            return self.option(demand, task, options);
        }
        match self.kind(demand, at) {
            None => Made::unsound(Value::Null),
            Some(Kind::Null) => Made::sound(Value::Null),
            Some(Kind::Boolean) => Made::sound(self.rng.bool().into()),
            Some(Kind::Integer) => self.number(demand, at, true),
            Some(Kind::Number) => self.number(demand, at, false),
            Some(Kind::String) => self.string(demand, at, share),
            Some(Kind::Array) => self.array(demand, &hints, at, share, optional),
            Some(Kind::Object) => self.object(demand, &hints, at, share, optional),
        }
    }

    /// What is documented for this value: by the things around it, by its own schemas, by default.
    fn hints(&self, demand: &Demand<'b>, task: Task<'_, 'b>) -> Vec<&'b Value> {
        if !self.mode.samples {
            return Vec::new();
        }
        let mut hints = task.hints.to_vec();
        for view in &demand.views {
            hints.extend(view.keywords.get("example"));
            hints.extend(view.keywords.get("examples").and_then(Value::as_array).into_iter().flatten());
        }
        hints.extend(demand.all("default").filter(|default| !is_empty(default)));
        hints
    }

    fn option(&mut self, demand: &Demand<'b>, task: Task<'_, 'b>, mut options: Vec<&'b Value>) -> Made {
        if options.iter().any(|option| !option.is_null()) {
            options.retain(|option| !option.is_null());
        }
        if !demand.avoid.is_empty() {
            options.retain(|option| self.fit.all(task.schemas, option));
        }
        match self.rng.choice(&options) {
            Some(option) => Made::sound((*option).clone()),
            None => {
                let any = demand.all("const").next().or_else(|| demand.all("enum").find_map(|all| all.get(0)));
                Made::unsound(any.cloned().unwrap_or(Value::Null))
            }
        }
    }

    /// The type to make, of those that are allowed or, where all are, the one that the keywords are about.
    fn kind(&mut self, demand: &Demand<'b>, at: &At<'_>) -> Option<Kind> {
        let kinds = demand.kinds();
        if kinds.is_all() {
            let keywords = demand.views.iter().flat_map(|view| view.keywords.keys());
            return keywords.filter_map(|keyword| Kind::about(keyword)).next().or(Some(Kind::String));
        }
        let mut named: Vec<Kind> = Vec::new();
        for view in &demand.views {
            let kind = view.keywords.get("type").into_iter();
            let names = kind.flat_map(|kind| kind.as_array().map_or(std::slice::from_ref(kind), Vec::as_slice));
            for kind in names.filter_map(Value::as_str).filter_map(Kind::named) {
                // A `number` that another schema wants to be an integer.
                let kind = if kind == Kind::Number && !kinds.has(Kind::Number) { Kind::Integer } else { kind };
                if kinds.has(kind) && !named.contains(&kind) {
                    named.push(kind);
                }
            }
        }
        let null = kinds.has(Kind::Null);
        if null && (named.len() == 1 || at.depth > FILLED) {
            return Some(Kind::Null);
        }
        named.retain(|kind| *kind != Kind::Null);
        match self.mode.order {
            Order::Written => named.first().copied(),
            _ => self.rng.choice(named),
        }
    }

    fn number(&mut self, demand: &Demand<'b>, at: &At<'_>, whole: bool) -> Made {
        let mut wish = names::wish(at.names, &at.scene, whole);
        if at.scene.spread > 0 {
            wish = Wish { high: wish.high.saturating_mul(10_i64.saturating_pow(at.scene.spread)), ..wish };
        }
        match number(demand, whole, wish, &mut self.rng) {
            Some(value) => Made::sound(value),
            None => Made::unsound(0.into()),
        }
    }

    fn string(&mut self, demand: &Demand<'b>, at: &At<'_>, share: &mut usize) -> Made {
        if let Some(content) = demand.all(CONTENT).next() {
            let schemas: Vec<&Value> = demand.all(CONTENT).filter_map(|content| content.get("schema")).collect();
            let inside = At { depth: at.depth + 1, pieces: &demand.pieces, up: Some(at), optional: false, ..*at };
            let made = match schemas.as_slice() {
                [] => Made::sound(Value::Object(Map::new())),
                schemas => self.value(Task { schemas, hints: &[], pins: &[] }, &inside, share),
            };
            let text = made.value.to_string();
            let base64 = content.get("base64") == Some(&Value::Bool(true));
            return Made { value: if base64 { STANDARD.encode(text) } else { text }.into(), sound: made.sound };
        }
        match Wanted::of(demand).write(at.names, &at.scene, &mut self.rng) {
            Some(text) => Made::sound(text.into()),
            None => Made::unsound(at.scene.title().into()),
        }
    }

    fn array(
        &mut self,
        demand: &Demand<'b>,
        hints: &[&'b Value],
        at: &At<'_>,
        share: &mut usize,
        optional: bool,
    ) -> Made {
        let fills = optional && self.mode.optional && at.depth <= FILLED && *share > 0;
        let shown = hints.iter().filter_map(|hint| hint.as_array()).map(Vec::len).max().unwrap_or(0);
        let most = if self.mode.order == Order::Written { 2 } else { 3 };
        let wished = if fills { shown.clamp(self.rng.usize(1..=most), 20) } else { 0 };
        let plan = elements(&self.book, self.fit, demand, wished);
        let mut sound = plan.complete;
        let mut seen: HashSet<String> = HashSet::new();
        let mut made: Vec<Value> = Vec::with_capacity(plan.schemas.len());
        let count = plan.schemas.len();
        for (index, schemas) in plan.schemas.iter().enumerate() {
            let hints: Vec<&Value> = hints.iter().filter_map(|hint| hint.get(index)).collect();
            let task = Task { schemas, hints: &hints, pins: &[] };
            let scene = Scene::new(&mut self.rng);
            let optional = index >= plan.least;
            let inside = At { depth: at.depth + 1, scene, pieces: &demand.pieces, up: Some(at), optional, ..*at };
            let mut part = *share / (count - index);
            let whole = part;
            let scarce: Vec<&Value> =
                plan.scarce.iter().filter(|one| !schemas.iter().any(|s| std::ptr::eq(*s, **one))).copied().collect();
            let seen = plan.unique.then_some(&mut seen);
            let element = self.element(task, &inside, &mut part, seen, &scarce);
            *share -= whole - part;
            if !element.sound && optional {
                break;
            }
            sound &= element.sound;
            made.push(element.value);
        }
        Made { value: made.into(), sound }
    }

    /// An element that differs from those before it, and is not one of those that are scarce.
    fn element(
        &mut self,
        task: Task<'_, 'b>,
        at: &At<'_>,
        share: &mut usize,
        mut seen: Option<&mut HashSet<String>>,
        scarce: &[&'b Value],
    ) -> Made {
        let mut at = *at;
        for attempt in 0..ELEMENT_TRIES {
            let made = self.value(task, &at, share);
            let plentiful = !scarce.iter().any(|schema| self.fit.fits(schema, &made.value));
            let mut differs = || seen.as_mut().is_none_or(|seen| seen.insert(made.value.to_string()));
            if !made.sound || plentiful && differs() {
                return made;
            }
            at.scene = Scene::new(&mut self.rng);
            at.scene.spread = 1 + attempt / 2;
        }
        Made::unsound(Value::Null)
    }

    fn object(
        &mut self,
        demand: &mut Demand<'b>,
        hints: &[&'b Value],
        at: &At<'_>,
        share: &mut usize,
        optional: bool,
    ) -> Made {
        let fills = optional && self.mode.optional && at.depth <= FILLED;
        let most = if fills { *share } else { 0 };
        let order = self.order(at, 0);
        let plan = properties(&self.book, self.fit, demand, most, order, &mut self.rng);
        *share = share.saturating_sub(plan.len());
        let around = self.around(demand, at);
        let scene = if at.depth == 0 { at.scene } else { Scene::new(&mut self.rng) };
        let (mut map, mut sound) = (Map::with_capacity(plan.len()), true);
        let count = plan.len();
        for (index, property) in plan.into_iter().enumerate() {
            let hints: Vec<&Value> = hints.iter().filter_map(|hint| hint.get(&property.name)).collect();
            let task = Task { schemas: &property.schemas, hints: &hints, pins: &property.pins };
            let names = Names { own: &property.name, around: &around };
            let optional = !property.required;
            let inside = At { depth: at.depth + 1, names, scene, pieces: &demand.pieces, up: Some(at), optional };
            let mut part = *share / (count - index);
            let whole = part;
            let made = self.value(task, &inside, &mut part);
            *share -= whole - part;
            if made.sound || property.required {
                sound &= made.sound;
                map.insert(property.name, made.value);
            }
        }
        let least = demand.all("minProperties").filter_map(size).max().unwrap_or(0);
        sound &= map.len() >= least;
        Made { value: Value::Object(map), sound }
    }

    /// What an object is called: by the property that it is in, and by its schema.
    fn around(&self, demand: &Demand<'b>, at: &At<'_>) -> String {
        let piece = demand.pieces.iter().find_map(|piece| self.book.name(*piece)).unwrap_or_default();
        if at.names.own.is_empty() { piece.into_owned() } else { format!("{} {piece}", at.names.own) }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// An example as the type that is asked for: people write `"5"` for 5 and 5 for `"5"`.
fn readable(hint: &Value, kinds: Kinds) -> Option<Value> {
    if !kinds.and(Kinds::of_value(hint)).is_empty() {
        return Some(hint.clone());
    }
    match hint {
        Value::Number(_) | Value::Bool(_) if kinds.has(Kind::String) => Some(hint.to_string().into()),
        Value::String(text) => {
            serde_json::from_str(text).ok().filter(|read: &Value| read.is_number() || read.is_boolean())
        }
        _ => None,
    }
}
