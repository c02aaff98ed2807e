//! A shape: for each JSON type whether a value may have it, and what more is known then.
//!
//! There is one alternative for each type, so a union never grows with the number of values it was made from.

use std::collections::{BTreeMap, BTreeSet};

use crate::value::pattern::Pattern;
use crate::value::shape::format::Format;

/// What values may look like. The default accepts nothing: it is the shape of the elements of an empty list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Anything at all; then nothing else is said.
    pub any: bool,
    /// `null`.
    pub null: bool,
    /// `true` and `false`.
    pub boolean: bool,
    /// Numbers.
    pub number: Option<Numbers>,
    /// Strings.
    pub string: Option<Strings>,
    /// Lists, and the shape of all their elements together.
    pub array: Option<Box<Shape>>,
    /// Objects.
    pub object: Option<Fields>,
}

/// Which numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Numbers {
    /// Those without a fraction.
    Integer,
    /// All.
    Any,
}

/// Which strings; those of any alternative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    /// Any text; then nothing else is said.
    pub plain: bool,
    /// The empty string. It is an alternative of its own, so that it destroys no format.
    pub empty: bool,
    /// Texts of these formats.
    pub formats: BTreeSet<Format>,
    /// Texts in which one of these patterns is found.
    pub patterns: BTreeSet<String>,
    /// These texts.
    pub values: BTreeSet<String>,
    /// Texts that are JSON of this shape.
    pub json: Option<Box<Shape>>,
}

/// Which objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The keys that are known, in alphabetical order.
    pub known: BTreeMap<String, Field>,
    /// The values of all other keys; without it there are none.
    pub rest: Option<Box<Shape>>,
}

/// One key of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What is under it.
    pub shape: Shape,
    /// Whether it may be absent.
    pub optional: bool,
}

impl Shape {
    /// The shape of everything.
    pub fn any() -> Shape {
        Shape { any: true, ..Shape::default() }
    }

    /// The shape of these strings.
    pub fn strings(strings: Strings) -> Shape {
        Shape { string: Some(strings), ..Shape::default() }
    }

    /// Whether it accepts nothing.
    pub fn is_nothing(&self) -> bool {
        *self == Shape::default()
    }

    /// The least shape that accepts what either of two accepts.
    pub fn union(self, other: Shape) -> Shape {
        merge(self, other, Merge::Union)
    }

    /// What is known beforehand, made complete by what was seen: where nothing is known, what was seen counts, and
    /// where nothing was seen, what is known.
    pub fn refined_by(self, seen: Shape) -> Shape {
        merge(self, seen, Merge::Refine)
    }

    /// The names of the types that are accepted, as JSON Schema has them; `any` alone for everything.
    pub fn types(&self) -> Vec<&'static str> {
        let named = [
            (self.any, "any"),
            (self.boolean, "boolean"),
            (self.number == Some(Numbers::Integer), "integer"),
            (self.number == Some(Numbers::Any), "number"),
            (self.string.is_some(), "string"),
            (self.array.is_some(), "array"),
            (self.object.is_some(), "object"),
            (self.null, "null"),
        ];
        named.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name).collect()
    }

    /// In a few words, for messages: `string (date) | null`.
    pub fn describe(&self) -> String {
        let before = [
            (self.any, "anything"),
            (self.boolean, "boolean"),
            (self.number == Some(Numbers::Integer), "integer"),
            (self.number == Some(Numbers::Any), "number"),
        ];
        let after = [
            (self.array.as_ref().is_some_and(|items| items.is_nothing()), "empty array"),
            (self.array.as_ref().is_some_and(|items| !items.is_nothing()), "array"),
            (self.object.is_some(), "object"),
            (self.null, "null"),
        ];
        let named =
            |list: [(bool, &'static str); 4]| list.into_iter().filter(|part| part.0).map(|part| part.1.to_owned());
        let mut parts: Vec<String> = named(before).collect();
        self.string.iter().for_each(|strings| strings.describe(&mut parts));
        parts.extend(named(after));
        if parts.is_empty() { "nothing".into() } else { parts.join(" | ") }
    }
}

impl Strings {
    /// Any text.
    pub fn plain() -> Strings {
        Strings { plain: true, ..Strings::default() }
    }

    /// Texts of this format.
    pub fn format(format: Format) -> Strings {
        Strings { formats: BTreeSet::from([format]), ..Strings::default() }
    }

    /// Whether a text is accepted, leaving JSON inside it aside.
    pub fn accepts_text(&self, text: &str) -> bool {
        self.plain
            || (self.empty && text.is_empty())
            || self.values.contains(text)
            || self.formats.iter().any(|format| format.accepts(text))
            || self.patterns.iter().any(|pattern| is_found(pattern, text))
    }

    fn describe(&self, parts: &mut Vec<String>) {
        if self.plain {
            parts.push("string".into());
        }
        if self.empty {
            parts.push("empty string".into());
        }
        parts.extend(self.formats.iter().map(|format| format!("string ({})", format.name())));
        parts.extend(self.patterns.iter().map(|pattern| format!("string (/{pattern}/)")));
        if !self.values.is_empty() {
            let values: Vec<String> = self.values.iter().map(|value| format!("{value:?}")).collect();
            parts.push(format!("string ({})", values.join(", ")));
        }
        if self.json.is_some() {
            parts.push("string (json)".into());
        }
    }

    fn union(mut self, other: Strings, mode: Merge) -> Strings {
        if self.plain || other.plain {
            return Strings::plain();
        }
        self.empty |= other.empty;
        self.formats.extend(other.formats);
        let formats = self.formats.clone();
        self.formats.retain(|format| !formats.iter().any(|wider| wider != format && wider.covers(*format)));
        self.patterns.extend(other.patterns);
        self.values.extend(other.values);
        self.empty &= !self.values.contains("");
        self.json = merge_boxed(self.json, other.json, mode);
        self
    }
}

/// A pattern that can't be compiled here was judged by the schema it came from.
fn is_found(pattern: &str, text: &str) -> bool {
    Pattern::parse(pattern).is_ok_and(|pattern| pattern.is_found(text).unwrap_or(false))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    Union,
    Refine,
}

fn merge(left: Shape, right: Shape, mode: Merge) -> Shape {
    match mode {
        Merge::Union if left.any || right.any => return Shape::any(),
        Merge::Refine if left.any && right.is_nothing() => return left,
        Merge::Refine if left.any => return right,
        Merge::Refine if right.any => return right,
        _ => {}
    }
    Shape {
        any: false,
        null: left.null || right.null,
        boolean: left.boolean || right.boolean,
        number: left.number.max(right.number),
        string: merge_options(left.string, right.string, |left, right| left.union(right, mode)),
        array: merge_boxed(left.array, right.array, mode),
        object: merge_options(left.object, right.object, |left, right| merge_fields(left, right, mode)),
    }
}

fn merge_options<T>(left: Option<T>, right: Option<T>, both: impl FnOnce(T, T) -> T) -> Option<T> {
    match (left, right) {
        (Some(left), Some(right)) => Some(both(left, right)),
        (left, right) => left.or(right),
    }
}

fn merge_boxed(left: Option<Box<Shape>>, right: Option<Box<Shape>>, mode: Merge) -> Option<Box<Shape>> {
    merge_options(left, right, |left, right| Box::new(merge(*left, *right, mode)))
}

/// A key that one side lacks is optional. But what is known beforehand does not make an undocumented key optional, and
/// says itself which of the keys that were not seen may be absent.
fn merge_fields(left: Fields, right: Fields, mode: Merge) -> Fields {
    let mut known = left.known;
    let mut seen = right.known;
    for (key, field) in &mut known {
        match seen.remove(key) {
            Some(other) => {
                field.shape = merge(std::mem::take(&mut field.shape), other.shape, mode);
                field.optional |= other.optional;
            }
            None => absent_from(field, right.rest.as_deref(), mode),
        }
    }
    let mut refined = Shape::default();
    for (key, mut field) in seen {
        if mode == Merge::Union {
            absent_from(&mut field, left.rest.as_deref(), mode);
        } else if left.rest.is_some() {
            refined = refined.union(field.shape);
            continue;
        }
        known.insert(key, field);
    }
    let mut rest = merge_boxed(left.rest, right.rest, mode);
    if let Some(rest) = rest.as_mut().filter(|_| !refined.is_nothing()) {
        **rest = merge(std::mem::take(rest), refined, mode);
    }
    if let (Some(rest), Merge::Union) = (&rest, mode) {
        // What is said of all other keys need not be said of this one.
        known.retain(|_, field| !field.optional || field.shape != **rest);
    }
    Fields { known, rest }
}

/// A key of one side that the other side does not name, but may well have among its other keys.
fn absent_from(field: &mut Field, rest: Option<&Shape>, mode: Merge) {
    field.optional = true;
    if let (Some(rest), Merge::Union) = (rest, mode) {
        field.shape = merge(std::mem::take(&mut field.shape), rest.clone(), mode);
    }
}
